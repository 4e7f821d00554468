// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Collection.h"
#include "models/domain/Person.h"
#include "models/domain/Policy.h"
#include "models/domain/Revocation.h"
#include "models/domain/Service.h"
#include "models/journal/Entry.h"
#include "models/store/Connection.h"

namespace hufu {

struct HouseRecord {
    Sha256 id{}; ///< hash of the founding entry
    std::string name;
    bool pilot = false;
    Bytes authorityCertificate;
};

Result<HouseRecord> readHouse(Connection &connection);
Result<Policy> readPolicy(Connection &connection);
Result<std::vector<Person>> readPeople(Connection &connection);
Result<std::optional<Person>> readPerson(Connection &connection, std::string_view id);
/// The certificate of the CA that an entry ordered; nothing for a root, which nobody can revoke, and while it is still to be made.
Result<std::optional<Sha256>> caOrderedBy(Connection &connection, Sequence sequence);
/// What pilot mode let pass so far, oldest first, with the certificates that came of it: those of requests and of CAs.
Result<std::vector<WaivedAct>> readWaived(Connection &connection);
Result<std::vector<Service>> readServices(Connection &connection); ///< by name
Result<std::vector<Collection>> readCollections(Connection &connection);

/// Which entries to show. All conditions hold together.
struct EntryFilter {
    std::string kind, actor; ///< exact; empty: all
    std::string text;        ///< substring of kind, subject or outcome, ASCII case-insensitive
    std::optional<Instant> from, until;
};
/// Newest first, at most `limit` entries with a sequence below `before` (0: from the head). Without the commands' bytes.
Result<std::vector<Entry>> readEntries(Connection &connection, const EntryFilter &filter, Sequence before, int limit);
Result<std::optional<Entry>> readEntry(Connection &connection, Sequence sequence); ///< with the command
Result<Entry> readHead(Connection &connection);
/// Entries that concern one certificate: the imports that saw it, oldest first.
struct SightingRecord {
    int kind = 0; ///< SourceKind
    std::string location, detail;
    bool privateKey = false;
    Instant firstSeen{}, lastSeen{};
};
Result<std::vector<SightingRecord>> readSightings(Connection &connection, std::int64_t certificateId);
Result<std::optional<std::int64_t>> findCertificate(Connection &connection, const Sha256 &sha256);
Result<Bytes> readBlob(Connection &connection, std::int64_t id);
Result<Bytes> readBlobNamed(Connection &connection, const Sha256 &sha256); ///< NotFound
/// DER of CA certificates whose subject hash is the given one: for chains.
Result<std::vector<Bytes>> readIssuers(Connection &connection, const Sha256 &subjectHash);

} // namespace hufu
