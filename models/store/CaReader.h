// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateAuthority.h"
#include "models/domain/Revocation.h"
#include "models/store/Connection.h"

namespace hufu {

/// The house's own CAs in the order in which they were ordered: each root before what it issued.
Result<std::vector<CertificateAuthority>> readCas(Connection &connection);
Result<std::optional<CertificateAuthority>> readCa(Connection &connection, std::string_view id);

/// A certificate of the own CA and whether it is revoked; nothing for certificates of others.
Result<std::optional<IssuedCertificate>> readIssued(Connection &connection, const Sha256 &sha256);
/// `serial`: content octets as in the certificate.
Result<std::optional<IssuedCertificate>> readIssuedBySerial(Connection &connection, std::string_view ca, BytesView serial);
/// All that one CA issued, oldest first; for its CRL and its OCSP responder.
Result<std::vector<IssuedCertificate>> readIssuedBy(Connection &connection, std::string_view ca);

/// How many certificates one CA issued, and how many of them are revoked or suspended.
struct IssuedCount {
    std::int64_t issued = 0, revoked = 0;
};
Result<IssuedCount> countIssued(Connection &connection, std::string_view ca);

/// Certificates of the own CAs themselves, by the ids of their rows, ascending.
Result<std::vector<std::int64_t>> readOwnCaCertificates(Connection &connection);

/// The service that a certificate of the own CA was asked for.
struct RequestedService {
    std::int64_t certificateId = 0;
    std::string service; ///< id
    bool operator==(const RequestedService &) const = default;
};
/// Of certificates with ids above `after`, ascending. It never changes once a certificate is issued.
Result<std::vector<RequestedService>> readRequestedServices(Connection &connection, std::int64_t after);

/// One certificate that took another's place, by renewing or rekeying.
struct Replacement {
    Sha256 replaced{}, by{};
    std::int64_t replacedId = 0, byId = 0; ///< of their rows
    bool operator==(const Replacement &) const = default;
};
/// In the order of issuing, those of entries after `since`: what the inventory marks as replaced. Not by one that is revoked or suspended.
Result<std::vector<Replacement>> readReplacements(Connection &connection, Sequence since = 0);
/// What took the place of this one, the newest when there are several.
Result<std::optional<Sha256>> readReplacementOf(Connection &connection, const Sha256 &sha256);
/// What this one took the place of.
Result<std::optional<Sha256>> readReplacedBy(Connection &connection, const Sha256 &sha256);

} // namespace hufu
