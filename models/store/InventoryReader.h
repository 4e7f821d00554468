// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Entry.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/Lints.h"
#include "models/pki/RevocationReason.h"
#include "models/store/Connection.h"

#include <functional>
#include <set>
#include <span>

namespace hufu {

/// How far the database reaches; what changed is told by comparing two of these.
struct InventoryExtent {
    Sequence head = 0;
    Instant headTime{};
    std::int64_t newestCertificate = 0; ///< highest certificate id, 0 when there is none
    std::int64_t lintedUpTo = 0;
    int ruleSet = 0;
    Sequence newestWithdrawal = 0; ///< the newest entry that revoked, suspended or resumed anything
    bool operator==(const InventoryExtent &) const = default;
};
Result<InventoryExtent> readExtent(Connection &connection);
Result<std::int64_t> countCertificates(Connection &connection);

/// One row of the table `certificate`. The views are good until the visitor returns.
struct CertificateRecord {
    std::int64_t id = 0;
    BytesView sha256, serial, spkiSha256, subjectHash, issuerHash; ///< hashes are 32 bytes
    std::string_view subject, commonName, organization, issuer, issuerName, names, curve;
    Instant notBefore{}, notAfter{};
    KeyAlgorithm keyAlgorithm{};
    int keyBits = 0;
    SignatureAlgorithm signatureAlgorithm{};
    ValidationClass validationClass{};
    bool classInferred = false;
    Purpose purpose{};
    std::uint16_t keyUsage = 0, extendedKeyUsage = 0;
    std::uint32_t flags = 0;
    Sequence firstSeen = 0;
};
using CertificateVisitor = std::function<void(const CertificateRecord &)>;

/// Ids from `first` to `last`, both included, ascending.
Result<void> readCertificates(Connection &connection, std::int64_t first, std::int64_t last, const CertificateVisitor &visit);
/// The certificates named, in the order named.
Result<void> readCertificates(Connection &connection, std::span<const std::int64_t> ids, const CertificateVisitor &visit);
/// Ids of the certificates that expire next, at `from` or later, soonest first; by the index, without touching the rows.
Result<std::vector<std::int64_t>> readSoonestExpiring(Connection &connection, Instant from, int limit);

struct SightingRow {
    std::int64_t certificateId = 0;
    int kind = 0; ///< SourceKind
    std::string_view location, detail;
    bool privateKey = false;
    Instant lastSeen{};
};
using SightingVisitor = std::function<void(const SightingRow &)>;
Result<void> readSightings(Connection &connection, std::int64_t first, std::int64_t last, const SightingVisitor &visit);
/// Ids of certificates seen at `since` or later: a scan of the whole table, without its texts.
Result<std::vector<std::int64_t>> readSeenSince(Connection &connection, Instant since);
/// Certificates of these keys, by the SHA-256 of their SubjectPublicKeyInfo: a scan of the whole table, and at most `limit` of them.
struct KeyHolder {
    Sha256 spkiSha256{}, sha256{};
};
Result<std::vector<KeyHolder>> readHoldersOf(Connection &connection, const std::set<Sha256> &keys, std::size_t limit);
/// Time of the first entry after `sequence`; none when there is none.
Result<std::optional<Instant>> readNextEntryTime(Connection &connection, Sequence sequence);

/// What the own CA took back: all of it, in the order of ids.
struct WithdrawalRecord {
    std::int64_t certificateId = 0;
    RevocationReason reason = RevocationReason::Unspecified;
    Instant at{};
};
Result<std::vector<WithdrawalRecord>> readWithdrawals(Connection &connection);

using LintVisitor = std::function<void(std::int64_t certificateId, Rule rule, std::string_view observed)>;
Result<void> readLints(Connection &connection, std::int64_t first, std::int64_t last, const LintVisitor &visit);

} // namespace hufu
