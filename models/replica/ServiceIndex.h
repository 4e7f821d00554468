// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Service.h"
#include "models/replica/InventoryColumns.h"

#include <span>
#include <unordered_map>
#include <vector>

namespace hufu {

/// Finds the services that a host or certificate name belongs to, as nameCovers() tells it in either direction, without comparing all.
class ServiceIndex {
public:
    explicit ServiceIndex(std::span<const Service> services);

    /// Adds the services of one lower-case name, which may be a wildcard, to `found`.
    void find(std::string_view name, std::vector<std::uint16_t> &found) const;
    /// Services of one certificate, ascending, each once: by its names, else its common name, and by where it was seen; a CA that names
    /// no host and that no endpoint showed, to none so. The one that it was requested for counts in any case; `requested`: its id, or empty.
    std::vector<std::uint16_t> servicesOf(const CertificateColumns &facts, const SightingColumns &sightings, std::uint32_t row,
                                          std::string_view requested = {}) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    using Map = std::unordered_map<std::string, std::vector<std::uint16_t>, Hash, std::equal_to<>>;
    void findByNames(const CertificateColumns &facts, const SightingColumns &sightings, std::uint32_t row, std::vector<std::uint16_t> &found) const;

    std::unordered_map<std::string, std::uint16_t, Hash, std::equal_to<>> m_byId;
    Map m_exact;    ///< by host as it stands
    Map m_byParent; ///< hosts by what follows their first label: a certificate's wildcard covers them
};

} // namespace hufu
