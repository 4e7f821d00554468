// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Schema.h"

namespace hufu {
namespace {

// A step is never changed once released; a new need is a new step at the end.
constexpr const char *steps[] = {
    // 1: journal, blobs, vault, projection
    R"sql(
    -- The journal: the truth. Everything below "projection" can be made anew from it and the blobs.
    CREATE TABLE entry (
        sequence   INTEGER PRIMARY KEY,
        time       INTEGER NOT NULL,          -- Unix seconds, UTC
        kind       TEXT    NOT NULL,
        actor      TEXT    NOT NULL,          -- person id
        subject    TEXT    NOT NULL,
        outcome    TEXT    NOT NULL,          -- canonical JSON
        command_id TEXT    UNIQUE,            -- null when the command could not be read
        previous   BLOB    NOT NULL,
        hash       BLOB    NOT NULL,
        command    BLOB    NOT NULL           -- CMS SignedData
    );
    CREATE TABLE checkpoint (
        sequence  INTEGER PRIMARY KEY,
        hash      BLOB    NOT NULL,
        time      INTEGER NOT NULL,
        signature BLOB    NOT NULL
    );
    CREATE TABLE blob (
        id     INTEGER PRIMARY KEY,
        sha256 BLOB NOT NULL UNIQUE,
        bytes  BLOB NOT NULL
    );
    CREATE TABLE vault (
        name       TEXT PRIMARY KEY,
        ciphertext BLOB NOT NULL
    ) WITHOUT ROWID;

    -- The projection.
    CREATE TABLE house (
        id                    INTEGER PRIMARY KEY CHECK (id = 1),
        name                  TEXT    NOT NULL,
        pilot                 INTEGER NOT NULL,
        authority_certificate BLOB    NOT NULL,
        policy                TEXT    NOT NULL -- canonical JSON
    );
    CREATE TABLE person (
        id          TEXT PRIMARY KEY,
        name        TEXT    NOT NULL,
        department  TEXT    NOT NULL,
        roles       TEXT    NOT NULL,          -- role names, joined by a blank
        certificate BLOB    NOT NULL,
        active      INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE certificate (
        id                  INTEGER PRIMARY KEY, -- = blob.id
        sha256              BLOB    NOT NULL,
        subject             TEXT    NOT NULL,    -- RFC 4514
        common_name         TEXT    NOT NULL,
        organization        TEXT    NOT NULL,
        issuer              TEXT    NOT NULL,    -- RFC 4514
        issuer_name         TEXT    NOT NULL,
        serial              BLOB    NOT NULL,
        names               TEXT    NOT NULL,    -- SAN, one a line: dns names plain, others with their kind prefix
        not_before          INTEGER NOT NULL,
        not_after           INTEGER NOT NULL,
        key_algorithm       INTEGER NOT NULL,    -- KeyAlgorithm
        key_bits            INTEGER NOT NULL,
        curve               TEXT    NOT NULL,
        signature_algorithm INTEGER NOT NULL,    -- SignatureAlgorithm
        validation_class    INTEGER NOT NULL,    -- ValidationClass
        class_inferred      INTEGER NOT NULL,
        purpose             INTEGER NOT NULL,    -- Purpose
        key_usage           INTEGER NOT NULL,
        extended_key_usage  INTEGER NOT NULL,
        flags               INTEGER NOT NULL,    -- CertificateFlag
        spki_sha256         BLOB    NOT NULL,
        subject_hash        BLOB    NOT NULL,
        issuer_hash         BLOB    NOT NULL,
        first_seen          INTEGER NOT NULL     -- sequence of the entry that brought it
    );
    CREATE INDEX certificate_not_after ON certificate (not_after);
    CREATE INDEX certificate_ca ON certificate (subject_hash) WHERE flags & 1;
    CREATE TABLE sighting (
        certificate_id INTEGER NOT NULL,
        kind           INTEGER NOT NULL,         -- SourceKind
        location       TEXT    NOT NULL,         -- path or host:port
        detail         TEXT    NOT NULL,         -- server names, configuration line …
        private_key    INTEGER NOT NULL,         -- its private key lies there too
        first_seen     INTEGER NOT NULL,         -- Unix seconds
        last_seen      INTEGER NOT NULL,
        PRIMARY KEY (certificate_id, kind, location, detail)
    ) WITHOUT ROWID;
    CREATE TABLE service (
        id           TEXT PRIMARY KEY,
        name         TEXT    NOT NULL,
        tier         INTEGER NOT NULL,           -- Tier
        department   TEXT    NOT NULL,
        owner        TEXT    NOT NULL,
        hosts        TEXT    NOT NULL,           -- one a line
        patient_data INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE collection (
        id    TEXT PRIMARY KEY,
        name  TEXT NOT NULL,
        query TEXT NOT NULL
    ) WITHOUT ROWID;

    -- Derived from certificates alone by models/replica/Assessor; neither journal nor projection.
    CREATE TABLE lint (
        certificate_id INTEGER NOT NULL,
        rule           INTEGER NOT NULL,         -- Rule
        observed       TEXT    NOT NULL,
        PRIMARY KEY (certificate_id, rule, observed)
    ) WITHOUT ROWID;
    CREATE TABLE linted (                        -- certificates up to this id were looked at by this rule set
        id          INTEGER PRIMARY KEY CHECK (id = 1),
        rule_set    INTEGER NOT NULL,
        up_to       INTEGER NOT NULL             -- certificate.id
    );
    )sql",
};

} // namespace

int newestSchema() { return static_cast<int>(std::size(steps)); }

Result<void> migrate(Connection &connection)
{
    Result<std::int64_t> version = connection.integer("PRAGMA user_version");
    if (!version)
        return fail(version.error());
    if (*version > newestSchema())
        return fail(ErrorCode::VersionTooNew, "schema " + std::to_string(*version) + ", this release knows up to "
                                                  + std::to_string(newestSchema()));
    for (int step = static_cast<int>(*version); step < newestSchema(); ++step) {
        Result<void> done = connection.transaction([&]() -> Result<void> {
            // Another process may have taken the step while this one waited for the lock.
            Result<std::int64_t> current = connection.integer("PRAGMA user_version");
            if (!current)
                return fail(current.error());
            if (*current > step)
                return {};
            if (Result<void> made = connection.execute(steps[step]); !made)
                return made;
            return connection.execute(("PRAGMA user_version = " + std::to_string(step + 1)).c_str());
        });
        if (!done)
            return done;
    }
    return {};
}

} // namespace hufu
