// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/intake/Source.h"
#include "models/pki/CertificateListing.h"
#include "models/probe/TlsEndpoint.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace hufu {

/// Up to 1,000 certificates in the order in which they were found, possibly of several sources.
struct CertificateBatch {
    struct Entry {
        Bytes der;
        CertificateListing listing; ///< what readListing() gives for it
        std::uint32_t sighting = 0; ///< index into `sightings`
    };
    std::vector<Entry> certificates;
    std::vector<Sighting> sightings;
};

struct ImportLimits {
    std::size_t fileBytes = 512u << 20;
    std::size_t files = 200'000; ///< files looked at per folder
    int depth = 32; ///< levels of folders below the one given
    int probes = 8; ///< endpoints asked at once
    std::chrono::milliseconds probeTimeout{5000}; ///< for one endpoint, from the name to the last byte
};

/// How the importer speaks to its caller. All are called on the thread that runs import(), never two at once.
struct ImportCallbacks {
    /// Takes a batch; false stops the import, and nothing more is handed on.
    std::function<bool(CertificateBatch &&batch)> onCertificates;
    /// Work done of work known so far, in no particular unit: `total` may grow while folders are walked. About 20 a second.
    std::function<void(std::uint64_t done, std::uint64_t total, const std::string &current)> onProgress;
    /// The password of a PKCS#12 file, or nothing to skip it. `attempt` counts from 1; after a wrong password it is asked
    /// again, up to maxPasswordAttempts. May wait for a person.
    std::function<std::optional<SecureBytes>(const std::string &source, int attempt)> password;
};

/// A private key that lies in a file without its certificate.
struct KeySighting {
    Sha256 spkiSha256{};  ///< of its public half
    std::string location; ///< masked, as in a Sighting
    auto operator<=>(const KeySighting &) const = default;
};

struct ImportReport {
    std::vector<SourceOutcome> outcomes; ///< one per file, endpoint or unreadable folder, in the order of the sources
    std::uint64_t read = 0; ///< certificates handed on
    std::vector<KeySighting> keys; ///< at most Importer::mostKeys, each once: whose they are is for the house to say
    bool cancelled = false;
};

/// Reads certificates out of whatever is given: files and folders (by content, never by extension), server configurations
/// and what they refer to, pasted text, live endpoints. Nothing in a source can abort an import; each has its outcome.
/// Every certificate counted in a report was handed to onCertificates, also after a cancel. Private keys are never kept.
/// Blocks; meant for a worker thread.
class Importer {
public:
    static constexpr std::size_t batchSize = 1'000;
    static constexpr std::size_t maxFailures = 1'000;
    static constexpr int maxPasswordAttempts = 3;
    static constexpr std::size_t mostKeys = 10'000;

    explicit Importer(ImportCallbacks callbacks, ImportLimits limits = {});

    ImportReport import(const std::vector<SourceSpec> &sources, std::stop_token stop = {});

private:
    ImportCallbacks m_callbacks;
    ImportLimits m_limits;
};

} // namespace hufu
