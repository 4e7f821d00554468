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

    // 2: people who wait for their certificate; requests; the own CA
    R"sql(
    ALTER TABLE person ADD COLUMN public_key BLOB NOT NULL DEFAULT x''; -- of who waits for a certificate; afterwards that has it

    -- Projection.
    CREATE TABLE waived (
        sequence INTEGER PRIMARY KEY,
        kind     TEXT NOT NULL,
        subject  TEXT NOT NULL
    );
    CREATE TABLE request (
        id              TEXT PRIMARY KEY,
        form            TEXT    NOT NULL,        -- canonical JSON of RequestForm
        applicant       TEXT    NOT NULL,        -- person id
        department      TEXT    NOT NULL,
        service_name    TEXT    NOT NULL,
        subject         TEXT    NOT NULL,        -- RFC 4514
        names           TEXT    NOT NULL,        -- one a line
        spki_sha256     BLOB    NOT NULL,
        state           INTEGER NOT NULL,        -- RequestState
        version         INTEGER NOT NULL,        -- sequence of the entry that last changed it
        submitted       INTEGER NOT NULL,        -- Unix seconds, as the next ones
        lapses          INTEGER NOT NULL,
        steps           TEXT    NOT NULL,        -- canonical JSON of ApprovalSteps
        approved        INTEGER,
        approval_lapses INTEGER,
        certificate     BLOB                     -- SHA-256 of what was issued
    ) WITHOUT ROWID;
    CREATE INDEX request_state ON request (state, submitted);
    CREATE INDEX request_key ON request (spki_sha256);
    CREATE TABLE review (
        request  TEXT    NOT NULL,
        sequence INTEGER NOT NULL,
        version  INTEGER NOT NULL,
        person   TEXT    NOT NULL,
        verdict  INTEGER NOT NULL,               -- Verdict
        reason   TEXT    NOT NULL,
        at       INTEGER NOT NULL,
        PRIMARY KEY (request, sequence)
    ) WITHOUT ROWID;
    CREATE TABLE ca (
        id              TEXT PRIMARY KEY,
        plan            TEXT    NOT NULL,        -- canonical JSON of CaPlan
        sequence        INTEGER NOT NULL,
        pilot           INTEGER NOT NULL,
        certificate     BLOB    NOT NULL,        -- DER; empty until it is made
        responder       BLOB    NOT NULL,        -- DER; empty until it is made
        crl_number      INTEGER NOT NULL,
        crl_sha256      BLOB    NOT NULL,        -- names the blob
        crl_this_update INTEGER NOT NULL,
        crl_next_update INTEGER NOT NULL,
        crl_up_to       INTEGER NOT NULL         -- newest revocation entry that it contains
    ) WITHOUT ROWID;
    CREATE TABLE issued (
        certificate_id INTEGER PRIMARY KEY,      -- = certificate.id
        ca             TEXT    NOT NULL,
        serial         BLOB    NOT NULL,
        request        TEXT    NOT NULL,         -- empty for CAs and responders
        is_ca          INTEGER NOT NULL,
        replaces       BLOB,                     -- SHA-256 of the certificate that it takes the place of
        sequence       INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX issued_serial ON issued (ca, serial);
    CREATE INDEX issued_replaces ON issued (replaces) WHERE replaces IS NOT NULL;
    CREATE TABLE revocation (
        certificate_id  INTEGER PRIMARY KEY,
        ca              TEXT    NOT NULL,
        serial          BLOB    NOT NULL,
        spki_sha256     BLOB    NOT NULL,
        reason          INTEGER NOT NULL,        -- RevocationReason
        at              INTEGER NOT NULL,
        invalidity_date INTEGER,
        sequence        INTEGER NOT NULL,
        note            TEXT    NOT NULL
    );
    CREATE INDEX revocation_ca ON revocation (ca, sequence);
    CREATE INDEX revocation_key ON revocation (spki_sha256);
    CREATE TABLE resumed (                       -- of each CA, the newest entry that lifted a suspension: the next CRL shows it
        ca       TEXT PRIMARY KEY,
        sequence INTEGER NOT NULL
    ) WITHOUT ROWID;
    )sql",

    // 3: which revocations were seen by relying parties
    R"sql(
    ALTER TABLE revocation ADD COLUMN verified INTEGER NOT NULL DEFAULT 0; -- sequence of the newest entry that proved it; 0: none
    )sql",

    // 4: the keys that custodians' shares of escrowed keys are encrypted to
    R"sql(
    ALTER TABLE person ADD COLUMN key_management_certificate BLOB NOT NULL DEFAULT x'';
    ALTER TABLE person ADD COLUMN key_management_key BLOB NOT NULL DEFAULT x''; -- while there is no certificate
    )sql",

    // 5: the lifecycle server and its workstations
    R"sql(
    CREATE TABLE workstation (                   -- projection
        id          TEXT PRIMARY KEY,
        name        TEXT    NOT NULL,
        certificate BLOB    NOT NULL,            -- of its TLS key, DER
        enrolled    INTEGER NOT NULL,            -- sequence
        revoked     INTEGER NOT NULL             -- sequence; 0: it is let in
    ) WITHOUT ROWID;
    CREATE TABLE enrolment (                     -- the server's own: codes that were given out
        id          TEXT PRIMARY KEY,
        verifier    BLOB    NOT NULL,            -- made of the secret, which is nowhere
        expires     INTEGER NOT NULL,            -- Unix seconds
        tries       INTEGER NOT NULL,            -- that failed
        workstation TEXT    NOT NULL,            -- who used it; empty: nobody yet
        request     BLOB    NOT NULL             -- SHA-256 of the CSR that it was used with
    ) WITHOUT ROWID;
    CREATE TABLE outbox (                        -- a replica's own: commands on their way to the server
        position   INTEGER PRIMARY KEY AUTOINCREMENT,
        command_id TEXT    NOT NULL UNIQUE,
        command    BLOB    NOT NULL,             -- CMS SignedData
        queued     INTEGER NOT NULL,             -- Unix seconds
        refusal    TEXT    NOT NULL              -- JSON of the server's reason; empty: still to be delivered
    );
    CREATE TABLE outbox_blob (
        position INTEGER NOT NULL,
        sha256   BLOB    NOT NULL,
        bytes    BLOB    NOT NULL,
        PRIMARY KEY (position, sha256)
    );
    )sql",

    // 6: certificate roles and the register of USBKeys; all projection
    R"sql(
    CREATE TABLE certificate_role (
        id   TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        role TEXT NOT NULL                       -- canonical JSON of CertificateRole
    ) WITHOUT ROWID;
    CREATE TABLE card (
        number          TEXT PRIMARY KEY,
        model           TEXT    NOT NULL,
        state           INTEGER NOT NULL,        -- CardState
        holder_id       TEXT    NOT NULL,        -- empty in stock, as the next ones
        holder_name     TEXT    NOT NULL,
        department      TEXT    NOT NULL,
        role            TEXT    NOT NULL,
        role_name       TEXT    NOT NULL,
        newest_order    TEXT    NOT NULL,        -- card_order.id; empty: none yet
        certified_order TEXT    NOT NULL,        -- whose certificates it is about; empty: none
        since           INTEGER NOT NULL,        -- Unix seconds, as the next one
        unlock_until    INTEGER                  -- its PUK is released and not yet replaced
    ) WITHOUT ROWID;
    CREATE TABLE card_order (
        id       TEXT PRIMARY KEY,
        card     TEXT    NOT NULL,
        form     TEXT    NOT NULL,               -- canonical JSON of CardOrder
        state    INTEGER NOT NULL,               -- CardOrderState
        sequence INTEGER NOT NULL,
        lapses   INTEGER NOT NULL,               -- Unix seconds
        requests TEXT    NOT NULL                -- canonical JSON of CardRequests; empty: none yet
    ) WITHOUT ROWID;
    CREATE INDEX card_order_open ON card_order (state, lapses) WHERE state < 3;
    CREATE INDEX card_order_card ON card_order (card);
    CREATE INDEX card_order_sequence ON card_order (sequence);
    CREATE TABLE card_certificate (
        order_id       TEXT    NOT NULL,
        slot           TEXT    NOT NULL,         -- "9a", "9c", "9d"
        certificate_id INTEGER NOT NULL,
        PRIMARY KEY (order_id, slot)
    ) WITHOUT ROWID;
    CREATE INDEX card_certificate_id ON card_certificate (certificate_id);
    CREATE TABLE card_event (                    -- a USBKey's history: entries about it
        card     TEXT    NOT NULL,
        sequence INTEGER NOT NULL,
        PRIMARY KEY (card, sequence)
    ) WITHOUT ROWID;
    )sql",

    // 7: commands that wait for signatures
    R"sql(
    CREATE TABLE pending (                       -- projection
        id      TEXT PRIMARY KEY,                -- the command's own
        kind    TEXT    NOT NULL,
        subject TEXT    NOT NULL,
        author  TEXT    NOT NULL,
        signers TEXT    NOT NULL,                -- one a line, the author first
        waits   TEXT    NOT NULL,                -- JSON: roles of each missing signature
        since   INTEGER NOT NULL,                -- Unix seconds
        expires INTEGER NOT NULL,
        content BLOB    NOT NULL,                -- SHA-256 of what is signed
        command BLOB    NOT NULL,                -- CMS SignedData; empty once it is not open
        ended   INTEGER NOT NULL,                -- sequence of the entry by which; 0: it is open
        fate    INTEGER NOT NULL                 -- PendingCommand::Fate
    ) WITHOUT ROWID;
    CREATE INDEX pending_open ON pending (expires) WHERE ended = 0;
    CREATE INDEX outbox_waiting ON outbox (position) WHERE refusal = '';
    )sql",

    // 8: a house that is being founded on a server
    R"sql(
    CREATE TABLE founding_draft (                -- the server's own
        one   INTEGER PRIMARY KEY CHECK (one = 1),
        draft TEXT    NOT NULL                   -- canonical JSON
    );
    )sql",

    // 9: emergencies
    R"sql(
    CREATE TABLE emergency (                     -- projection, as all of these
        id       TEXT PRIMARY KEY,
        loss     TEXT    NOT NULL,               -- lossKindName()
        value    TEXT    NOT NULL,
        severity TEXT    NOT NULL,
        caller   TEXT    NOT NULL,
        report   TEXT    NOT NULL,
        starter  TEXT    NOT NULL,               -- person id
        sequence INTEGER NOT NULL,
        since    INTEGER NOT NULL,               -- Unix seconds, as ended
        closed   INTEGER NOT NULL,               -- sequence of the entry by which; 0: it is open
        ended    INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX emergency_open ON emergency (loss, value) WHERE closed = 0;
    CREATE TABLE emergency_joined (              -- a second start of the same: its id
        id        TEXT PRIMARY KEY,
        emergency TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE emergency_entry (
        emergency TEXT    NOT NULL,
        sequence  INTEGER NOT NULL,
        PRIMARY KEY (emergency, sequence)
    ) WITHOUT ROWID;
    CREATE TABLE emergency_certificate (         -- revoked or suspended in it
        emergency      TEXT    NOT NULL,
        certificate_id INTEGER NOT NULL,
        sequence       INTEGER NOT NULL,
        PRIMARY KEY (emergency, certificate_id)
    ) WITHOUT ROWID;
    CREATE INDEX emergency_certificate_id ON emergency_certificate (certificate_id);
    CREATE TABLE emergency_due (                 -- follow-ups
        emergency TEXT    NOT NULL,
        what      INTEGER NOT NULL,              -- FollowUp
        since     INTEGER NOT NULL,              -- sequence of an entry, as the next
        answered  INTEGER NOT NULL,              -- 0: open
        PRIMARY KEY (emergency, what)
    ) WITHOUT ROWID;
    CREATE TABLE glass_broken (
        sequence     INTEGER PRIMARY KEY,
        emergency    TEXT    NOT NULL,
        actor        TEXT    NOT NULL,           -- person id
        at           INTEGER NOT NULL,           -- Unix seconds
        certificates INTEGER NOT NULL,
        reviewed     INTEGER NOT NULL            -- sequence of the entry; 0: not yet
    );
    )sql",

    // 10: key ceremonies; all projection
    R"sql(
    CREATE TABLE ceremony (
        id       TEXT PRIMARY KEY,
        sequence INTEGER NOT NULL,               -- of the entry that planned it
        fate     INTEGER NOT NULL,               -- Ceremony::Fate; 3: no ceremony, but a backup that the authority made by itself
        is_void  INTEGER NOT NULL,               -- shares of its package are void
        manifest BLOB,                           -- SHA-256 of the package that it made
        voids    BLOB,                           -- of the package that is void once it is closed
        record   BLOB                            -- SHA-256 of its minutes
    ) WITHOUT ROWID;
    CREATE INDEX ceremony_manifest ON ceremony (manifest);
    CREATE TABLE ceremony_entry (
        ceremony TEXT    NOT NULL,
        sequence INTEGER NOT NULL,
        kind     TEXT    NOT NULL,
        actor    TEXT    NOT NULL,
        at       INTEGER NOT NULL,               -- Unix seconds
        payload  TEXT    NOT NULL,               -- canonical JSON; empty: the minutes, which the entry has
        PRIMARY KEY (ceremony, sequence)
    ) WITHOUT ROWID;
    )sql",

    // 11: whether a queued command may have reached the server
    R"sql(
    ALTER TABLE outbox ADD COLUMN tried INTEGER NOT NULL DEFAULT 0; -- 1: sent, and no answer heard
    )sql",

    // 12: officers who sign with USBKeys
    R"sql(
    ALTER TABLE person ADD COLUMN card TEXT NOT NULL DEFAULT ''; -- number of the USBKey they sign with; empty: a soft token
    )sql",

    // 13: relying servers, other CAs in emergencies, and signatures that were declined; all projection
    R"sql(
    ALTER TABLE pending ADD COLUMN decliner TEXT NOT NULL DEFAULT ''; -- person id
    ALTER TABLE pending ADD COLUMN reason TEXT NOT NULL DEFAULT '';
    ALTER TABLE workstation ADD COLUMN relying INTEGER NOT NULL DEFAULT 0; -- an agent's, no console's
    CREATE TABLE emergency_asked (               -- certificates that other CAs were asked to revoke
        emergency   TEXT    NOT NULL,
        certificate BLOB    NOT NULL,            -- SHA-256
        ca          TEXT    NOT NULL,            -- name
        sequence    INTEGER NOT NULL,            -- of the first asking
        at          INTEGER NOT NULL,            -- Unix seconds, as revoked; of the last
        revoked     INTEGER NOT NULL,            -- 0: not heard yet
        PRIMARY KEY (emergency, certificate)
    ) WITHOUT ROWID;
    CREATE TABLE relying_server (
        id       TEXT PRIMARY KEY,
        trouble  TEXT    NOT NULL,
        heard    INTEGER NOT NULL,               -- Unix seconds
        sequence INTEGER NOT NULL                -- of the entry that last changed it
    ) WITHOUT ROWID;
    CREATE TABLE relying_crl (
        server TEXT    NOT NULL,
        ca     TEXT    NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (server, ca)
    ) WITHOUT ROWID;
    )sql",

    // 14: whose shares a backup of the authority's own goes by
    R"sql(
    ALTER TABLE ceremony ADD COLUMN quorum BLOB; -- SHA-256 of the package of the ceremony whose custodians hold its shares
    )sql",

    // 15: keys that were taken over into escrow; projection
    R"sql(
    CREATE TABLE deposit (
        certificate BLOB    PRIMARY KEY,         -- SHA-256
        sequence    INTEGER NOT NULL,            -- of the newest entry about it
        payload     TEXT    NOT NULL             -- KeyDeposit, canonical JSON
    ) WITHOUT ROWID;
    )sql",

    // 16: temporary USBKeys; all projection
    R"sql(
    ALTER TABLE card_order ADD COLUMN hours INTEGER NOT NULL DEFAULT 0;   -- of a temporary key; 0: an ordinary one
    ALTER TABLE card_order ADD COLUMN actor TEXT NOT NULL DEFAULT '';     -- person id of who issued a temporary key
    ALTER TABLE card_order ADD COLUMN at INTEGER NOT NULL DEFAULT 0;      -- Unix seconds: when that was
    ALTER TABLE card_order ADD COLUMN reviewed INTEGER NOT NULL DEFAULT 0; -- sequence of the review; 0: none yet
    CREATE INDEX card_order_temporary ON card_order (at) WHERE hours > 0;
    )sql",

    // 17: how often a relying server is heard; projection
    R"sql(
    ALTER TABLE relying_server ADD COLUMN talked INTEGER NOT NULL DEFAULT 0; -- Unix seconds: when it last said something else than that it has a newer CRL
    ALTER TABLE relying_crl ADD COLUMN highest INTEGER NOT NULL DEFAULT 0;   -- number that it ever said, in version 2
    )sql",
};

} // namespace

int newestSchema() { return static_cast<int>(std::size(steps)); }

Result<void> migrate(Connection &connection, int upTo)
{
    Result<std::int64_t> version = connection.integer("PRAGMA user_version");
    if (!version)
        return fail(version.error());
    if (*version > newestSchema())
        return fail(ErrorCode::VersionTooNew, "schema " + std::to_string(*version) + ", this release knows up to "
                                                  + std::to_string(newestSchema()));
    for (int step = static_cast<int>(*version); step < upTo; ++step) {
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
