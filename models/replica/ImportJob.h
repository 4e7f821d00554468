// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/intake/Importer.h"
#include "models/replica/House.h"

#include <map>
#include <span>

namespace hufu {

/// What an import came to.
struct ImportResult {
    struct Tally {
        std::uint64_t added = 0; ///< new to the inventory
        std::uint64_t known = 0; ///< already there; gained or refreshed a "seen at"
    };
    ImportReport report;                    ///< every source with what happened
    Tally total;
    std::uint64_t queued = 0; ///< in commands that wait for a server: whether they are new is not known yet
    std::map<std::string, Tally> byLocation; ///< by Sighting::location
    std::size_t keysMatched = 0;             ///< certificates whose private key lies alone in one of the files
    std::optional<Error> stopped;           ///< the house refused a batch: what came before it is kept
};

/// Reads sources and hands what they hold to the house, in commands of at most 1,000 certificates. Reading and deciding run at
/// the same time, on the caller's thread and one other. A cancelled or interrupted import keeps what was complete; doing it again completes it.
class ImportJob {
public:
    using Progress = std::function<void(std::uint64_t done, std::uint64_t total, const std::string &current)>;
    using Password = std::function<std::optional<SecureBytes>(const std::string &source, int attempt)>;

    explicit ImportJob(House &house) : m_house(house) {}

    /// Blocks; meant for a pool thread.
    ImportResult run(const std::vector<SourceSpec> &sources, const Progress &progress, const Password &password, std::stop_token stop = {});

private:
    /// Tells the house of certificates whose keys lie in files of their own, in commands like those of the certificates themselves.
    Result<std::size_t> matchKeys(std::span<const KeySighting> keys);

    House &m_house;
};

} // namespace hufu
