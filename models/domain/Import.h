// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace hufu {

/// Payload of `certificate.import`: certificates, by SHA-256 of their DER, and where they were seen. The certificates' bytes travel
/// as blobs. At most 1,000 certificates in one command.
struct ImportedSighting {
    int kind = 0;               ///< SourceKind of models/intake/Source.h
    std::string location;       ///< path or host:port, masked
    std::string detail;         ///< server names, configuration line …; may be empty
    std::vector<Sha256> certificates;
    std::vector<Sha256> withPrivateKey; ///< those of `certificates` whose private key lies there too; of a SourceKind::KeyFile, which holds the
                                        ///< key alone, all
    bool operator==(const ImportedSighting &) const = default;
};

constexpr std::size_t mostCertificatesPerImport = 1000;

QJsonObject toJson(const std::vector<ImportedSighting> &sightings);
/// Malformed, or LimitExceeded above 1,000 certificates.
Result<std::vector<ImportedSighting>> importFromJson(const QJsonObject &payload);

} // namespace hufu
