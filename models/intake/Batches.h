// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Masking.h"
#include "models/intake/Importer.h"

#include <map>
#include <string>
#include <utility>

namespace hufu {

/// Gathers certificates into batches. A sighting's place in the batch is fixed when its first certificate comes.
class Batches {
public:
    explicit Batches(const ImportCallbacks &callbacks) : m_callbacks(callbacks) {}

    /// The sighting of the certificates to come; whether the key lies there, and under what name the file has it, is said with each.
    void beginSource(Sighting sighting)
    {
        m_current = std::move(sighting);
        m_places = {};
    }
    /// False when it was not taken, because the caller wants no more.
    bool add(BytesView der, CertificateListing &&listing, bool privateKey, const std::string &friendlyName = {})
    {
        if (m_refused)
            return false;
        const auto [place, isNew] = m_places.try_emplace({privateKey, friendlyName}, std::uint32_t(m_batch.sightings.size()));
        if (isNew) {
            Sighting &sighting = m_batch.sightings.emplace_back(m_current);
            sighting.privateKey = privateKey;
            if (!friendlyName.empty()) // the attribute's own word, which is nobody's language
                sighting.detail += (sighting.detail.empty() ? "friendlyName " : ", friendlyName ") + maskPatientData(friendlyName);
        }
        m_batch.certificates.push_back({bytesOf(der), std::move(listing), place->second});
        if (m_batch.certificates.size() == Importer::batchSize)
            flush();
        return true;
    }
    /// Hands on what has gathered.
    void flush()
    {
        if (m_refused || m_batch.certificates.empty())
            return;
        const std::size_t count = m_batch.certificates.size();
        m_places = {};
        m_refused = !m_callbacks.onCertificates(std::exchange(m_batch, {}));
        m_handedOn += count;
    }
    bool refused() const { return m_refused; }
    std::uint64_t handedOn() const { return m_handedOn; }

private:
    const ImportCallbacks &m_callbacks;
    CertificateBatch m_batch;
    Sighting m_current;
    std::map<std::pair<bool, std::string>, std::uint32_t> m_places; ///< in the batch, by private key and friendly name
    std::uint64_t m_handedOn = 0;
    bool m_refused = false;
};

} // namespace hufu
