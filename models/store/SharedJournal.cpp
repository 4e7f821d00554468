// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/SharedJournal.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/JournalPage.h"
#include "models/domain/Founding.h"
#include "models/pki/Digest.h"
#include "models/pki/SecretBox.h"
#include "models/store/EntryReading.h"
#include "models/store/HouseReader.h"
#include "models/store/JournalStore.h"
#include "models/store/OutsideCheckpoint.h"
#include "models/store/ReplicaJournal.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace hufu {
namespace {

constexpr int entriesAtOnce = 200;
constexpr std::size_t blobNamesAtOnce = 500;
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

/// What lies beside the journal: a table, its key, its other columns; 'b' a blob, 't' text, 'i' an integer.
struct Place {
    std::string_view table, key;
    std::array<std::pair<std::string_view, char>, 5> columns;
};
constexpr Place places[] = {
    {"vault", "name", {{{"ciphertext", 'b'}}}},
    {"enrolment", "id", {{{"verifier", 'b'}, {"expires", 'i'}, {"tries", 'i'}, {"workstation", 't'}, {"request", 'b'}}}},
    {"founding_draft", "one", {{{"draft", 't'}}}},
};

/// A statement, as one whole literal or put together of names in `places`, never of anything that came from outside.
std::string columnsOf(const Place &place)
{
    std::string all;
    for (const auto &[column, kind] : place.columns) {
        if (!column.empty())
            all += ", " + std::string(column);
    }
    return all;
}

/// The own database's notes: what changed beside the journal and was not pushed, and how far PostgreSQL was seen.
Result<void> makeNotes(Connection &local)
{
    std::string sql = "CREATE TABLE IF NOT EXISTS shared_change (place TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (place, name)) WITHOUT ROWID;"
                      "CREATE TABLE IF NOT EXISTS shared_seen (one INTEGER PRIMARY KEY CHECK (one = 1), head INTEGER NOT NULL, revision INTEGER NOT NULL);";
    const Result<std::int64_t> noted = local.integer("SELECT count(*) FROM sqlite_master WHERE name = 'shared_seen'");
    if (!noted)
        return fail(noted.error());
    if (*noted > 0)
        return {};
    sql += "INSERT INTO shared_seen VALUES (1, 0, 0);";
    for (const Place &place : places) {
        const std::string table(place.table), key(place.key);
        for (const auto &[event, row] : {std::pair("INSERT", "new"), std::pair("UPDATE", "new"), std::pair("DELETE", "old")})
            sql += "CREATE TRIGGER shared_" + table + "_" + event + " AFTER " + event + " ON " + table + " BEGIN INSERT OR REPLACE INTO shared_change VALUES ('"
                 + table + "', " + row + "." + key + "); END;";
        sql += "INSERT OR REPLACE INTO shared_change SELECT '" + table + "', " + key + " FROM " + table + ";";
    }
    return local.transaction([&] { return local.execute(sql.c_str()); });
}

void putField(Bytes &bytes, BytesView field)
{
    const auto size = static_cast<std::uint32_t>(field.size());
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(size >> shift));
    bytes.insert(bytes.end(), field.begin(), field.end());
}

std::optional<BytesView> takeField(BytesView &bytes)
{
    if (bytes.size() < 4)
        return std::nullopt;
    const std::size_t size = (std::size_t(bytes[0]) << 24) | (std::size_t(bytes[1]) << 16) | (std::size_t(bytes[2]) << 8) | bytes[3];
    if (bytes.size() - 4 < size)
        return std::nullopt;
    const BytesView field = bytes.subspan(4, size);
    bytes = bytes.subspan(4 + size);
    return field;
}

/// A row as it lies beside the journal: its columns, each after its length; nothing where the row is gone.
Result<std::optional<Bytes>> readRow(Connection &local, const Place &place, std::string_view name)
{
    Result<Statement> read = local.prepare("SELECT 1" + columnsOf(place) + " FROM " + std::string(place.table) + " WHERE " + std::string(place.key) + " = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, name).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    Bytes bytes;
    int at = 1;
    for (const auto &[column, kind] : place.columns) {
        if (column.empty())
            continue;
        if (kind == 'i')
            putField(bytes, viewOf(std::to_string(read->integer(at))));
        else
            putField(bytes, kind == 'b' ? read->blob(at) : viewOf(read->text(at)));
        ++at;
    }
    return bytes;
}

Result<void> writeRow(Connection &local, const Place &place, std::string_view name, const std::optional<Bytes> &content)
{
    const std::string table(place.table), key(place.key);
    if (!content) {
        Result<Statement> gone = local.prepare("DELETE FROM " + table + " WHERE " + key + " = ?1");
        return gone ? gone->bind(1, name).run() : fail(gone.error());
    }
    std::string marks = "?1";
    int count = 1;
    for (const auto &[column, kind] : place.columns) {
        if (!column.empty())
            marks += ", ?" + std::to_string(++count);
    }
    Result<Statement> put = local.prepare("INSERT OR REPLACE INTO " + table + " (" + key + columnsOf(place) + ") VALUES (" + marks + ")");
    if (!put)
        return fail(put.error());
    put->bind(1, name);
    BytesView rest = *content;
    int at = 1;
    for (const auto &[column, kind] : place.columns) {
        if (column.empty())
            continue;
        const std::optional<BytesView> field = takeField(rest);
        std::int64_t number = 0;
        const auto text = field ? textOf(*field) : std::string_view();
        const bool good = field && (kind != 'i' || std::from_chars(text.data(), text.data() + text.size(), number).ptr == text.data() + text.size());
        if (!good)
            return fail(ErrorCode::Malformed, "a row beside the shared journal", std::string(name));
        ++at;
        if (kind == 'i')
            put->bind(at, number);
        else if (kind == 'b')
            put->bind(at, *field);
        else
            put->bind(at, text);
    }
    return put->run();
}

Result<void> note(Connection &local, std::string_view column, std::int64_t value)
{
    Result<Statement> update = local.prepare("UPDATE shared_seen SET " + std::string(column) + " = max(" + std::string(column) + ", ?1)");
    return update ? update->bind(1, value).run() : fail(update.error());
}

const Place *placeNamed(std::string_view table)
{
    const auto found = std::ranges::find(places, table, &Place::table);
    return found == std::end(places) ? nullptr : &*found;
}

/// What a sealed value is about: it can stand nowhere else.
std::string about(const char *kind, std::string_view what) { return std::string(kind) + " " + std::string(what); }

/// A database on this computer, or one whose name and certificate are checked.
Result<void> checkHosts(const PQconninfoOption *options)
{
    std::string host, address, mode;
    for (const PQconninfoOption *option = options; option->keyword; ++option) {
        const std::string_view keyword = option->keyword;
        for (const auto &[name, to] : {std::pair("host", &host), std::pair("hostaddr", &address), std::pair("sslmode", &mode)}) {
            if (keyword == name && option->val)
                *to = option->val;
        }
    }
    const auto here = [](const std::string &one) { return one.empty() || one.starts_with('/') || one == "localhost" || one == "127.0.0.1" || one == "::1"; };
    if ((!here(host) || !here(address)) && mode != "verify-full")
        return fail(ErrorCode::InvalidArgument, "a database on another computer needs sslmode=verify-full", host.empty() ? address : host);
    return {};
}

Error away(std::string why)
{
    while (!why.empty() && (why.back() == '\n' || why.back() == ' '))
        why.pop_back();
    return {ErrorCode::Busy, "PostgreSQL: " + (why.empty() ? "no answer" : why), {}, {}};
}

} // namespace

/// The connection to PostgreSQL, made anew when it was lost.
class SharedJournal::Server {
public:
    struct Rows {
        std::unique_ptr<PGresult, decltype(&PQclear)> result{nullptr, PQclear};
        int count() const { return PQntuples(result.get()); }
        BytesView bytes(int row, int column) const
        {
            return {reinterpret_cast<const std::uint8_t *>(PQgetvalue(result.get(), row, column)), std::size_t(PQgetlength(result.get(), row, column))};
        }
        bool isNull(int row, int column) const { return PQgetisnull(result.get(), row, column) != 0; }
        std::int64_t number(int row, int column) const ///< of a bigint in its binary form
        {
            std::int64_t value = 0;
            for (const std::uint8_t octet : bytes(row, column))
                value = (value << 8) | octet;
            return value;
        }
    };
    /// A parameter: text, or bytes in binary form.
    struct Parameter {
        BytesView bytes;
        bool binary = true;
        bool null = false;
    };
    static Parameter text(std::string_view words) { return {viewOf(words), false}; }

    explicit Server(std::string place) : m_place(std::move(place)) {}

    Result<void> ready()
    {
        if (PQstatus(m_connection.get()) == CONNECTION_OK && PQtransactionStatus(m_connection.get()) == PQTRANS_IDLE)
            return {};
        m_listening = false;
        if (m_connection) {
            PQreset(m_connection.get());
        } else {
            // Patience first, so that the place may say otherwise; who is silent must not hold up who decides.
            const char *const keywords[] = {"connect_timeout", "tcp_user_timeout", "dbname", nullptr};
            const char *const values[] = {"5", "10000", m_place.c_str(), nullptr};
            m_connection.reset(PQconnectdbParams(keywords, values, 1));
            PQsetNoticeProcessor(m_connection.get(), [](void *, const char *) {}, nullptr);
        }
        if (PQstatus(m_connection.get()) != CONNECTION_OK)
            return fail(away(PQerrorMessage(m_connection.get())));
        // The environment may have said what the place leaves out.
        const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> used(PQconninfo(m_connection.get()), PQconninfoFree);
        const Result<void> good = used ? checkHosts(used.get()) : fail(away("no memory"));
        if (!good)
            m_connection.reset();
        return good;
    }

    Result<void> run(const char *sql) ///< several statements without parameters
    {
        const Rows rows{{PQexec(m_connection.get(), sql), PQclear}};
        const ExecStatusType status = PQresultStatus(rows.result.get());
        return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? Result<void>() : fail(away(PQerrorMessage(m_connection.get())));
    }

    Result<Rows> ask(const char *sql, const std::vector<Parameter> &parameters = {})
    {
        std::vector<const char *> values;
        std::vector<int> lengths, formats;
        std::vector<std::string> texts; // libpq wants a text to end with a zero
        texts.reserve(parameters.size());
        for (const Parameter &parameter : parameters) {
            formats.push_back(parameter.binary ? 1 : 0);
            lengths.push_back(static_cast<int>(parameter.bytes.size()));
            if (parameter.null)
                values.push_back(nullptr);
            else if (parameter.binary) // an empty span may have no address, which would be NULL
                values.push_back(parameter.bytes.empty() ? "" : reinterpret_cast<const char *>(parameter.bytes.data()));
            else
                values.push_back(texts.emplace_back(textOf(parameter.bytes)).c_str());
        }
        Rows rows{{PQexecParams(m_connection.get(), sql, static_cast<int>(parameters.size()), nullptr, values.data(), lengths.data(), formats.data(), 1), PQclear}};
        const ExecStatusType status = PQresultStatus(rows.result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
            return fail(away(PQerrorMessage(m_connection.get())));
        return rows;
    }

    void giveUp()
    {
        if (PQstatus(m_connection.get()) == CONNECTION_OK && PQtransactionStatus(m_connection.get()) != PQTRANS_IDLE)
            (void)run("ROLLBACK");
    }

    void listen(std::chrono::milliseconds wait)
    {
        if (!ready() || (!m_listening && !run("LISTEN hufu_journal"))) {
            ::poll(nullptr, 0, static_cast<int>(wait.count())); // it is away: no haste
            return;
        }
        m_listening = true;
        pollfd line{PQsocket(m_connection.get()), POLLIN, 0};
        ::poll(&line, 1, static_cast<int>(wait.count()));
        PQconsumeInput(m_connection.get());
        while (PGnotify *told = PQnotifies(m_connection.get()))
            PQfreemem(told);
    }

private:
    const std::string m_place;
    std::unique_ptr<PGconn, decltype(&PQfinish)> m_connection{nullptr, PQfinish};
    bool m_listening = false;
};

SharedJournal::SharedJournal(std::unique_ptr<Server> server, SecureBytes key, Settings settings)
    : m_server(std::move(server)), m_key(std::move(key)), m_settings(std::move(settings))
{
}

SharedJournal::~SharedJournal() = default;

Result<void> SharedJournal::checkPlace(const std::string &place)
{
    char *complaint = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(place.c_str(), &complaint), PQconninfoFree);
    if (!options) {
        const Error error{ErrorCode::InvalidArgument, complaint ? complaint : "no connection string of PostgreSQL", {}, {}};
        PQfreemem(complaint);
        return fail(error);
    }
    for (const PQconninfoOption *option = options.get(); option->keyword; ++option) {
        const std::string_view keyword = option->keyword, value = option->val ? option->val : "";
        if (keyword == "password" && !value.empty())
            return fail(ErrorCode::InvalidArgument, "a password does not belong in it; give it a passfile (passfile=/path) or client certificate");
        if (keyword == "service" && !value.empty())
            return fail(ErrorCode::InvalidArgument, "what a service file says could be changed without this configuration: give the place itself");
    }
    return checkHosts(options.get());
}

Result<std::unique_ptr<SharedJournal>> SharedJournal::open(Connection &local, const SecureBytes &databaseKey, Settings settings)
{
    if (Result<void> good = checkPlace(settings.place); !good)
        return fail(good.error());
    Result<SecureBytes> key = deriveSubkey(databaseKey, purpose);
    if (!key)
        return fail(key.error());
    auto server = std::make_unique<Server>(settings.place);
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
    const Result<Server::Rows> rows = m_server->ask("SELECT coalesce(max(sequence), 0) FROM hufu_entry");
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
    if (*head < *seen)
        return fail(ErrorCode::CheckpointMismatch, "PostgreSQL has " + std::to_string(*head) + " entries, where " + std::to_string(*seen)
                                                       + " were seen before: it was set back, or is another");
    for (std::int64_t at = std::int64_t(own->sequence); at < *head;) {
        const std::string after = std::to_string(at), most = std::to_string(entriesAtOnce);
        const Result<Server::Rows> rows = m_server->ask("SELECT sequence, sealed FROM hufu_entry WHERE sequence > $1::bigint ORDER BY sequence LIMIT $2::int",
                                                        {Server::text(after), Server::text(most)});
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
            const Result<std::vector<Sha256>> wanted = blobsWanted(local, opened);
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
                Result<std::optional<Break>> faulty = takeEntry(local, opened, *blobs, authority);
                if (faulty && !*faulty) {
                    if (Result<void> kept = note(local, "head", std::int64_t(entry->sequence)); !kept)
                        return fail(kept.error());
                }
                return faulty;
            });
            if (!broken)
                return fail(broken.error());
            if (*broken)
                return fail(ErrorCode::JournalBroken, "entry " + std::to_string(sequence) + " in PostgreSQL: " + (*broken)->detail);
            at = sequence;
        }
    }
    if (Result<void> beside = takeBeside(local); !beside)
        return beside;
    return takeNewestCheckpoint(local);
}

Result<std::vector<Blob>> SharedJournal::fetchBlobs(const std::vector<Sha256> &names)
{
    std::vector<Blob> blobs;
    for (std::size_t at = 0; at < names.size(); at += blobNamesAtOnce) {
        std::string array = "{";
        for (std::size_t i = at; i < std::min(names.size(), at + blobNamesAtOnce); ++i)
            array += std::string(i == at ? "" : ",") + "\"\\\\x" + toHex(names[i]) + "\"";
        array += "}";
        const Result<Server::Rows> rows = m_server->ask("SELECT sealed FROM hufu_blob WHERE sha256 = ANY ($1::bytea[])", {Server::text(array)});
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
        const Result<Server::Rows> rows
            = m_server->ask("SELECT place, name, revision, sealed FROM hufu_beside WHERE revision > $1::bigint ORDER BY revision", {Server::text(after)});
        if (!rows)
            return fail(rows.error());
        for (int row = 0; row < rows->count(); ++row) {
            const std::string_view table = textOf(rows->bytes(row, 0)), name = textOf(rows->bytes(row, 1));
            const Place *place = placeNamed(table);
            if (!place)
                return fail(ErrorCode::VersionTooNew, "PostgreSQL keeps " + std::string(table) + " beside the journal, which this version does not know");
            std::optional<Bytes> content;
            if (!rows->isNull(row, 3)) {
                Result<Bytes> plain = unsealBytes(m_key, rows->bytes(row, 3), about("beside", std::string(table) + " " + std::string(name)));
                if (!plain)
                    return fail(plain.error());
                content = std::move(*plain);
            }
            if (Result<void> written = writeRow(local, *place, name, content); !written)
                return written;
            Result<Statement> settled = local.prepare("DELETE FROM shared_change WHERE place = ?1 AND name = ?2");
            if (!settled)
                return fail(settled.error());
            if (Result<void> done = settled->bind(1, table).bind(2, name).run(); !done)
                return done;
            if (Result<void> noted = note(local, "revision", rows->number(row, 2)); !noted)
                return noted;
        }
        return {};
    });
}

Result<void> SharedJournal::takeNewestCheckpoint(Connection &local)
{
    const Result<Server::Rows> rows = m_server->ask("SELECT sealed FROM hufu_checkpoint");
    if (!rows || rows->count() == 0)
        return rows ? Result<void>() : fail(rows.error());
    const Result<Bytes> text = unsealBytes(m_key, rows->bytes(0, 0), "checkpoint");
    const Result<Checkpoint> checkpoint = text ? decodeCheckpoint(*text) : fail(text.error());
    if (!checkpoint)
        return fail(checkpoint.error());
    const Result<std::optional<Checkpoint>> own = newestCheckpoint(local);
    if (!own)
        return fail(own.error());
    if (*own && (*own)->sequence >= checkpoint->sequence)
        return {};
    const Result<std::optional<Break>> broken = local.transaction([&] { return takeCheckpoint(local, *checkpoint); });
    if (!broken)
        return fail(broken.error());
    if (*broken)
        return fail(ErrorCode::CheckpointMismatch, "the checkpoint in PostgreSQL: " + (*broken)->detail);
    (void)keepOutside(m_settings.checkpointPath, *checkpoint); // that it cannot be written undoes nothing
    return {};
}

void SharedJournal::await(std::chrono::milliseconds wait) { m_server->listen(wait); }

Result<bool> SharedJournal::hasUnpushed(Connection &local)
{
    const Result<std::int64_t> count = local.integer("SELECT count(*) FROM shared_change");
    return count ? Result<bool>(*count > 0) : fail(count.error());
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
                                           {Server::text(sequence), {BytesView(entry.hash)}, {BytesView(*sealed)}});
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
    std::vector<std::pair<std::string, std::string>> changed;
    Result<Statement> read = local.prepare("SELECT place, name FROM shared_change");
    if (!read)
        return fail(read.error());
    if (Result<void> all = forEachRow(*read, [&](Statement &row) { changed.emplace_back(row.text(0), row.text(1)); }); !all)
        return all;
    for (const auto &[table, name] : changed) {
        const Place *place = placeNamed(table);
        const Result<std::optional<Bytes>> content = place ? readRow(local, *place, name) : fail(ErrorCode::Internal, "a change of " + table);
        if (!content)
            return fail(content.error());
        Bytes sealed;
        if (*content) {
            Result<Bytes> box = sealBytes(m_key, **content, about("beside", table + " " + name));
            if (!box)
                return fail(box.error());
            sealed = std::move(*box);
        }
        const Result<Server::Rows> put
            = m_server->ask("INSERT INTO hufu_beside VALUES ($1, $2, nextval('hufu_revision'), $3) ON CONFLICT (place, name) DO UPDATE SET revision = excluded.revision,"
                            " sealed = excluded.sealed RETURNING revision",
                            {Server::text(table), Server::text(name), {BytesView(sealed), true, !*content}});
        if (!put)
            return fail(put.error());
        if (Result<void> noted = note(local, "revision", put->number(0, 0)); !noted)
            return noted;
    }
    return changed.empty() ? Result<void>() : local.execute("DELETE FROM shared_change");
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
                                   {Server::text(sequence), {BytesView(*sealed)}});
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
    if (Result<void> good = checkPlace(place); !good)
        return fail(good.error());
    Server server(place);
    if (Result<void> ready = server.ready(); !ready)
        return fail(ready.error());
    const Result<Server::Rows> there = server.ask("SELECT to_regclass('hufu_slot') IS NOT NULL");
    if (!there)
        return fail(there.error());
    if (there->bytes(0, 0).front() == 0)
        return fail(ErrorCode::NotFound, "no house is kept there");
    const Result<Server::Rows> rows = server.ask("SELECT slot FROM hufu_slot");
    if (!rows)
        return fail(rows.error());
    if (rows->count() == 0)
        return fail(ErrorCode::NotFound, "no house is kept there");
    const BytesView slot = rows->bytes(0, 0);
    return slot.size() > largestSlot ? fail(ErrorCode::TooLarge, "a key slot", {}) : Result<Bytes>(bytesOf(slot));
}

} // namespace hufu
