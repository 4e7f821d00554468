// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/SharedJournal.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/CertificateAuthority.h"
#include "models/domain/Founding.h"
#include "models/domain/JournalPage.h"
#include "models/pki/Digest.h"
#include "models/pki/SecretBox.h"
#include "models/store/BesideRows.h"
#include "models/store/Blobs.h"
#include "models/store/EntryReading.h"
#include "models/store/HouseReader.h"
#include "models/store/JournalStore.h"
#include "models/store/OutsideCheckpoint.h"
#include "models/store/PostgresLink.h"
#include "models/store/ReplicaJournal.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr int entriesAtOnce = 200;
constexpr std::size_t blobNamesAtOnce = 500;
constexpr const char *channel = "hufu_journal";
constexpr const char *purpose = "hufu shared journal";
constexpr std::size_t largestSlot = 64u << 10;

/// 0x68756675: "hufu". One journal in a database, as one schema holds one set of tables.
constexpr const char *lock = "SET LOCAL lock_timeout = '5s'; SELECT pg_advisory_xact_lock(1752524405)";

constexpr const char *tables = R"sql(
    CREATE TABLE IF NOT EXISTS hufu_slot (one int PRIMARY KEY CHECK (one = 1), slot bytea NOT NULL);
    CREATE TABLE IF NOT EXISTS hufu_entry (sequence bigint PRIMARY KEY, hash bytea NOT NULL, sealed bytea NOT NULL);
    CREATE TABLE IF NOT EXISTS hufu_blob (sha256 bytea PRIMARY KEY, sealed bytea NOT NULL);
    CREATE TABLE IF NOT EXISTS hufu_checkpoint (one int PRIMARY KEY CHECK (one = 1), sequence bigint NOT NULL, sealed bytea NOT NULL);
    CREATE TABLE IF NOT EXISTS hufu_beside (place text NOT NULL, name text NOT NULL, revision bigint NOT NULL, sealed bytea, PRIMARY KEY (place, name));
    CREATE INDEX IF NOT EXISTS hufu_beside_revision ON hufu_beside (revision);
    CREATE SEQUENCE IF NOT EXISTS hufu_revision;
)sql";

/// The own database's notes: what changes beside the journal, and how far PostgreSQL was seen.
Result<void> makeNotes(Connection &local)
{
    const Result<std::int64_t> noted = local.integer("SELECT count(*) FROM sqlite_master WHERE name = 'shared_seen'");
    if (!noted)
        return fail(noted.error());
    if (*noted > 0)
        return {};
    return local.transaction([&]() -> Result<void> {
        const char *seen = "CREATE TABLE IF NOT EXISTS shared_seen (one INTEGER PRIMARY KEY CHECK (one = 1), head INTEGER NOT NULL, revision INTEGER NOT NULL);"
                           "INSERT INTO shared_seen VALUES (1, 0, 0);";
        const Result<void> made = local.execute(seen);
        return made ? noteBesideChanges(local) : made;
    });
}

Result<void> note(Connection &local, std::string_view column, std::int64_t value)
{
    Result<Statement> update = local.prepare("UPDATE shared_seen SET " + std::string(column) + " = max(" + std::string(column) + ", ?1)");
    return update ? update->bind(1, value).run() : fail(update.error());
}

/// The CRL that an entry publishes: replicas do without, servers answer with it.
std::optional<Sha256> crlIn(const OpenedEntry &opened)
{
    if (!opened.command || opened.command->kind != CommandKind::PublishCrl || opened.entry.kind == CommandKind::Refused)
        return std::nullopt;
    const Result<CrlPublished> published = crlPublishedFromJson(opened.command->payload);
    return published ? std::optional(published->sha256) : std::nullopt;
}

Result<void> keepBlob(Connection &local, const std::vector<Blob> &fetched, const Sha256 &name)
{
    const auto blob = std::ranges::find(fetched, name, &Blob::sha256);
    if (blob == fetched.end())
        return {}; // pruned there
    Result<Blobs> blobs = Blobs::over(local);
    const Result<Blobs::Stored> stored = blobs ? blobs->put(name, blob->bytes) : fail(blobs.error());
    return stored ? Result<void>() : fail(stored.error());
}

/// What a sealed value is about: it can stand nowhere else.
std::string about(const char *kind, std::string_view what) { return std::string(kind) + " " + std::string(what); }

} // namespace

SharedJournal::SharedJournal(std::unique_ptr<PostgresLink> server, SecureBytes key, Settings settings)
    : m_server(std::move(server)), m_key(std::move(key)), m_settings(std::move(settings))
{
}

SharedJournal::~SharedJournal() = default;

Result<std::unique_ptr<SharedJournal>> SharedJournal::open(Connection &local, const SecureBytes &databaseKey, Settings settings)
{
    if (Result<void> good = PostgresLink::checkPlace(settings.place); !good)
        return fail(good.error());
    Result<SecureBytes> key = deriveSubkey(databaseKey, purpose);
    if (!key)
        return fail(key.error());
    auto server = std::make_unique<PostgresLink>(settings.place);
    Result<void> there = server->ready();
    if (!there && there.error().code != ErrorCode::Busy)
        return fail(there.error());
    std::unique_ptr<SharedJournal> journal(new SharedJournal(std::move(server), std::move(*key), std::move(settings)));
    if (there)
        there = journal->ready();
    if (!there && !journal->m_settings.mayBeAway)
        return fail(there.error());
    if (Result<void> noted = makeNotes(local); !noted)
        return fail(noted.error());
    return journal;
}

Result<void> SharedJournal::ready()
{
    if (const Result<void> there = m_server->ready(); !there)
        return fail(ErrorCode::Busy, there.error().detail, there.error().subject);
    if (m_hasTables)
        return {};
    // Two that come first at once would both make them.
    const std::string made = std::string("BEGIN; ") + lock + ";" + tables + "COMMIT";
    Result<void> there = m_server->run(made.c_str());
    m_hasTables = there.has_value();
    if (!there)
        m_server->giveUp();
    return there;
}

Result<std::int64_t> SharedJournal::remoteHead()
{
    const Result<PostgresLink::Rows> rows = m_server->ask("SELECT coalesce(max(sequence), 0) FROM hufu_entry");
    if (!rows)
        return fail(rows.error());
    return rows->number(0, 0);
}

Result<void> SharedJournal::pull(Connection &local)
{
    if (Result<void> there = ready(); !there)
        return there;
    // One picture of all tables: an entry without the vault that goes with it would be no use.
    if (Result<void> begun = m_server->run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); !begun)
        return begun;
    Result<void> taken = takeEntries(local);
    if (taken)
        taken = m_server->run("COMMIT");
    m_server->giveUp();
    return taken;
}

Result<void> SharedJournal::takeEntries(Connection &local)
{
    const Result<std::int64_t> head = remoteHead(), seen = local.integer("SELECT head FROM shared_seen");
    const Result<JournalHead> own = readJournalHead(local);
    if (!head || !seen || !own)
        return fail(!head ? head.error() : !seen ? seen.error() : own.error());
    const Result<std::optional<Checkpoint>> newest = remoteCheckpoint();
    if (!newest)
        return fail(newest.error());
    if (*head < *seen)
        return fail(ErrorCode::CheckpointMismatch, "PostgreSQL has " + std::to_string(*head) + " entries, where " + std::to_string(*seen)
                                                       + " were seen before: it was set back, or is another");
    for (std::int64_t at = std::int64_t(own->sequence); at < *head;) {
        const std::string after = std::to_string(at), most = std::to_string(entriesAtOnce);
        const Result<PostgresLink::Rows> rows = m_server->ask("SELECT sequence, sealed FROM hufu_entry WHERE sequence > $1::bigint ORDER BY sequence LIMIT $2::int",
                                                        {PostgresLink::text(after), PostgresLink::text(most)});
        if (!rows)
            return fail(rows.error());
        if (rows->count() == 0)
            return fail(ErrorCode::JournalBroken, "PostgreSQL leaves out entries after " + after);
        for (int row = 0; row < rows->count(); ++row) {
            const std::int64_t sequence = rows->number(row, 0);
            const Result<Bytes> text = unsealBytes(m_key, rows->bytes(row, 1), about("entry", std::to_string(sequence)));
            const Result<QJsonObject> object = text ? parseJsonObject(*text, false, largestPage) : fail(text.error());
            const Result<Entry> entry = object ? entryFromJson(*object) : fail(object.error());
            if (!entry)
                return fail(ErrorCode::JournalBroken, "what PostgreSQL keeps as entry " + std::to_string(sequence) + " is none of this house: " + entry.error().detail);
            OpenedEntry opened = openEntry(*entry);
            Result<std::vector<Sha256>> wanted = blobsWanted(local, opened);
            const std::optional<Sha256> crl = crlIn(opened);
            if (wanted && crl)
                wanted->push_back(*crl);
            const Result<std::vector<Blob>> blobs = wanted ? fetchBlobs(*wanted) : fail(wanted.error());
            if (!blobs)
                return fail(blobs.error());
            const Result<std::optional<Break>> broken = local.transaction([&]() -> Result<std::optional<Break>> {
                const Result<JournalHead> now = readJournalHead(local);
                if (!now)
                    return fail(now.error());
                if (entry->sequence <= now->sequence) { // another thread of this server was quicker
                    const Result<std::optional<Sha256>> stored = readEntryHash(local, entry->sequence);
                    if (!stored)
                        return fail(stored.error());
                    return *stored == entry->hash ? std::optional<Break>()
                                                  : Break{BreakKind::OrderBroken, entry->sequence, "PostgreSQL keeps another entry under this number"};
                }
                Sha256 authority{};
                if (entry->sequence == 1) { // sealed under the house's own key: nobody else could have put it there
                    const Result<Founding> founding = opened.command ? foundingFromJson(opened.command->payload) : fail(ErrorCode::Malformed);
                    if (!founding)
                        return Break{BreakKind::CommandInvalid, 1, "the first entry is no founding"};
                    authority = sha256(founding->authorityCertificate);
                }
                Result<std::optional<Break>> faulty = takeEntry(local, opened, readIncoming(*blobs), authority);
                if (faulty && !*faulty && crl) {
                    if (Result<void> kept = keepBlob(local, *blobs, *crl); !kept)
                        return fail(kept.error());
                }
                if (faulty && !*faulty) {
                    if (Result<void> kept = note(local, "head", std::int64_t(entry->sequence)); !kept)
                        return fail(kept.error());
                }
                // With the entry it is about: a replica that another server had shown this checkpoint would take an older one for a cut journal.
                if (faulty && !*faulty && *newest && (*newest)->sequence == entry->sequence)
                    faulty = takeCheckpoint(local, **newest);
                return faulty;
            });
            if (!broken)
                return fail(broken.error());
            if (*broken)
                return fail((*broken)->kind == BreakKind::NewerRelease ? ErrorCode::VersionTooNew : ErrorCode::JournalBroken, // another server was updated first
                            "entry " + std::to_string(sequence) + " in PostgreSQL: " + (*broken)->detail);
            at = sequence;
        }
    }
    if (Result<void> beside = takeBeside(local); !beside)
        return beside;
    return *newest ? takeNewestCheckpoint(local, **newest) : Result<void>();
}

Result<std::vector<Blob>> SharedJournal::fetchBlobs(const std::vector<Sha256> &names)
{
    std::vector<Blob> blobs;
    for (std::size_t at = 0; at < names.size(); at += blobNamesAtOnce) {
        std::string array = "{";
        for (std::size_t i = at; i < std::min(names.size(), at + blobNamesAtOnce); ++i)
            array += std::string(i == at ? "" : ",") + "\"\\\\x" + toHex(names[i]) + "\"";
        array += "}";
        const Result<PostgresLink::Rows> rows = m_server->ask("SELECT sealed FROM hufu_blob WHERE sha256 = ANY ($1::bytea[])", {PostgresLink::text(array)});
        if (!rows)
            return fail(rows.error());
        for (int row = 0; row < rows->count(); ++row) {
            Result<Bytes> plain = unsealBytes(m_key, rows->bytes(row, 0), "blob");
            if (!plain)
                return fail(plain.error());
            const Sha256 name = sha256(*plain);
            blobs.push_back({name, std::move(*plain)});
        }
    }
    std::ranges::sort(blobs, {}, &Blob::sha256);
    return blobs;
}

Result<void> SharedJournal::takeBeside(Connection &local)
{
    return local.transaction([&]() -> Result<void> {
        const Result<std::int64_t> seen = local.integer("SELECT revision FROM shared_seen");
        if (!seen)
            return fail(seen.error());
        const std::string after = std::to_string(*seen);
        const Result<PostgresLink::Rows> rows
            = m_server->ask("SELECT place, name, revision, sealed FROM hufu_beside WHERE revision > $1::bigint ORDER BY revision", {PostgresLink::text(after)});
        if (!rows)
            return fail(rows.error());
        for (int row = 0; row < rows->count(); ++row) {
            const BesideRow beside{std::string(textOf(rows->bytes(row, 0))), std::string(textOf(rows->bytes(row, 1)))};
            std::optional<Bytes> content;
            if (!rows->isNull(row, 3)) {
                Result<Bytes> plain = unsealBytes(m_key, rows->bytes(row, 3), about("beside", beside.table + " " + beside.key));
                if (!plain)
                    return fail(plain.error());
                content = std::move(*plain);
            }
            if (Result<void> written = writeBeside(local, beside, content); !written)
                return written;
            if (Result<void> noted = note(local, "revision", rows->number(row, 2)); !noted)
                return noted;
        }
        return {};
    });
}

Result<std::optional<Checkpoint>> SharedJournal::remoteCheckpoint()
{
    const Result<PostgresLink::Rows> rows = m_server->ask("SELECT sealed FROM hufu_checkpoint");
    if (!rows)
        return fail(rows.error());
    if (rows->count() == 0)
        return std::nullopt;
    const Result<Bytes> text = unsealBytes(m_key, rows->bytes(0, 0), "checkpoint");
    Result<Checkpoint> checkpoint = text ? decodeCheckpoint(*text) : fail(text.error());
    if (!checkpoint)
        return fail(checkpoint.error());
    return std::move(*checkpoint);
}

Result<void> SharedJournal::takeNewestCheckpoint(Connection &local, const Checkpoint &checkpoint)
{
    const Result<std::optional<Checkpoint>> own = newestCheckpoint(local);
    if (!own)
        return fail(own.error());
    if (!*own || (*own)->sequence < checkpoint.sequence) {
        const Result<std::optional<Break>> broken = local.transaction([&] { return takeCheckpoint(local, checkpoint); });
        if (!broken)
            return fail(broken.error());
        if (*broken)
            return fail(ErrorCode::CheckpointMismatch, "the checkpoint in PostgreSQL: " + (*broken)->detail);
    }
    if (m_outside < checkpoint.sequence) {
        m_outside = checkpoint.sequence;
        (void)keepOutside(m_settings.checkpointPath, checkpoint); // that it cannot be written undoes nothing
    }
    return {};
}

void SharedJournal::await(std::chrono::milliseconds wait) { m_server->listen(channel, wait); }

Result<bool> SharedJournal::hasUnpushed(Connection &local)
{
    const Result<std::vector<BesideRow>> changed = changedBeside(local);
    return changed ? Result<bool>(!changed->empty()) : fail(changed.error());
}

Result<bool> SharedJournal::wasLevel(Connection &local)
{
    const Result<std::int64_t> seen = local.integer("SELECT head + revision FROM shared_seen");
    return seen ? Result<bool>(*seen > 0) : fail(seen.error());
}

Result<void> SharedJournal::begin(Connection &local)
{
    if (Result<void> there = ready(); !there)
        return there;
    const std::string turn = std::string("BEGIN; ") + lock;
    Result<void> begun = m_server->run(turn.c_str());
    if (begun)
        begun = takeEntries(local);
    if (begun) {
        const Result<std::int64_t> head = remoteHead(), blobs = local.integer("SELECT coalesce(max(id), 0) FROM blob");
        const Result<JournalHead> own = readJournalHead(local);
        if (!head || !blobs || !own)
            begun = fail(!head ? head.error() : !blobs ? blobs.error() : own.error());
        else if (*head > 0 && std::int64_t(own->sequence) > *head)
            begun = fail(ErrorCode::CheckpointMismatch, "PostgreSQL has " + std::to_string(*head) + " entries and this server " + std::to_string(own->sequence));
        else {
            m_head = *head;
            m_blobs = *head == 0 ? 0 : *blobs; // the first to come brings all it has
        }
    }
    if (!begun)
        end();
    return begun;
}

Result<void> SharedJournal::push(Connection &local)
{
    for (auto step : {&SharedJournal::pushEntries, &SharedJournal::pushBlobs, &SharedJournal::pushBeside, &SharedJournal::pushCheckpoint}) {
        if (Result<void> done = (this->*step)(local); !done)
            return done;
    }
    // Whether a COMMIT without an answer was one shows at the next begin(): what is there by then is pulled.
    return m_server->run("NOTIFY hufu_journal; COMMIT");
}

void SharedJournal::end() { m_server->giveUp(); }

Result<void> SharedJournal::pushEntries(Connection &local)
{
    Result<Statement> read = local.prepare("SELECT " + std::string(entryColumns) + " FROM entry WHERE sequence > ?1 ORDER BY sequence");
    if (!read)
        return fail(read.error());
    read->bind(1, m_head);
    std::int64_t newest = 0;
    if (Result<void> sent = forEachRow(*read, [&](Statement &row) -> Result<void> {
            const Entry entry = entryFrom(row);
            const std::string sequence = std::to_string(entry.sequence);
            const Result<std::string> text = toCanonicalJson(toJson(entry));
            const Result<Bytes> sealed = text ? sealBytes(m_key, viewOf(*text), about("entry", sequence)) : fail(text.error());
            if (!sealed)
                return fail(sealed.error());
            const auto put = m_server->ask("INSERT INTO hufu_entry VALUES ($1::bigint, $2, $3)",
                                           {PostgresLink::text(sequence), {BytesView(entry.hash)}, {BytesView(*sealed)}});
            newest = std::int64_t(entry.sequence);
            return put ? Result<void>() : fail(put.error());
        });
        !sent)
        return sent;
    return newest == 0 ? Result<void>() : note(local, "head", newest);
}

Result<void> SharedJournal::pushBlobs(Connection &local)
{
    Result<Statement> read = local.prepare("SELECT sha256, bytes FROM blob WHERE id > ?1");
    if (!read)
        return fail(read.error());
    read->bind(1, m_blobs);
    return forEachRow(*read, [&](Statement &row) -> Result<void> {
        const Result<Bytes> sealed = sealBytes(m_key, row.blob(1), "blob");
        if (!sealed)
            return fail(sealed.error());
        const auto put = m_server->ask("INSERT INTO hufu_blob VALUES ($1, $2) ON CONFLICT DO NOTHING", {{row.blob(0)}, {BytesView(*sealed)}});
        return put ? Result<void>() : fail(put.error());
    });
}

Result<void> SharedJournal::pushBeside(Connection &local)
{
    const Result<std::vector<BesideRow>> changed = changedBeside(local);
    if (!changed)
        return fail(changed.error());
    for (const BesideRow &row : *changed) {
        const Result<std::optional<Bytes>> content = readBeside(local, row);
        if (!content)
            return fail(content.error());
        Bytes sealed;
        if (*content) {
            Result<Bytes> box = sealBytes(m_key, **content, about("beside", row.table + " " + row.key));
            if (!box)
                return fail(box.error());
            sealed = std::move(*box);
        }
        const Result<PostgresLink::Rows> put
            = m_server->ask("INSERT INTO hufu_beside VALUES ($1, $2, nextval('hufu_revision'), $3) ON CONFLICT (place, name) DO UPDATE SET revision = excluded.revision,"
                            " sealed = excluded.sealed RETURNING revision",
                            {PostgresLink::text(row.table), PostgresLink::text(row.key), {BytesView(sealed), true, !*content}});
        if (!put)
            return fail(put.error());
        if (Result<void> noted = note(local, "revision", put->number(0, 0)); !noted)
            return noted;
    }
    return changed->empty() ? Result<void>() : forgetBesideChanges(local);
}

Result<void> SharedJournal::pushCheckpoint(Connection &local)
{
    const Result<std::optional<Checkpoint>> newest = newestCheckpoint(local);
    if (!newest)
        return fail(newest.error());
    if (!*newest)
        return {};
    const Result<Bytes> sealed = sealBytes(m_key, viewOf(encodeCheckpoint(**newest)), "checkpoint");
    if (!sealed)
        return fail(sealed.error());
    const std::string sequence = std::to_string((*newest)->sequence);
    const auto put = m_server->ask("INSERT INTO hufu_checkpoint VALUES (1, $1::bigint, $2) ON CONFLICT (one) DO UPDATE SET sequence = excluded.sequence,"
                                   " sealed = excluded.sealed WHERE hufu_checkpoint.sequence < excluded.sequence",
                                   {PostgresLink::text(sequence), {BytesView(*sealed)}});
    return put ? Result<void>() : fail(put.error());
}

Result<void> SharedJournal::keepSlot(BytesView slot)
{
    if (Result<void> there = ready(); !there)
        return there;
    const auto put = m_server->ask("INSERT INTO hufu_slot VALUES (1, $1) ON CONFLICT DO NOTHING", {{slot}});
    return put ? Result<void>() : fail(put.error());
}

Result<Bytes> SharedJournal::readSlot(const std::string &place)
{
    if (Result<void> good = PostgresLink::checkPlace(place); !good)
        return fail(good.error());
    PostgresLink server(place);
    if (Result<void> ready = server.ready(); !ready)
        return fail(ready.error());
    const Result<PostgresLink::Rows> there = server.ask("SELECT to_regclass('hufu_slot') IS NOT NULL");
    if (!there)
        return fail(there.error());
    if (there->bytes(0, 0).front() == 0)
        return fail(ErrorCode::NotFound, "no house is kept there");
    const Result<PostgresLink::Rows> rows = server.ask("SELECT slot FROM hufu_slot");
    if (!rows)
        return fail(rows.error());
    if (rows->count() == 0)
        return fail(ErrorCode::NotFound, "no house is kept there");
    const BytesView slot = rows->bytes(0, 0);
    return slot.size() > largestSlot ? fail(ErrorCode::TooLarge, "a key slot", {}) : Result<Bytes>(bytesOf(slot));
}

} // namespace hufu
