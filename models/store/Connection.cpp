// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Connection.h"

#define SQLITE_HAS_CODEC // the header hides the key functions of SQLCipher otherwise
#include <sqlcipher/sqlite3.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace hufu {
namespace {

constexpr int busyMilliseconds = 5000;

/// How pages are enciphered and authenticated; what a file does not say, being random to its first byte. All are AES-256-CBC under the
/// same random key with an HMAC over each page. New homes get the first: SHA-256 has instructions of its own on today's processors, where
/// SQLCipher's SHA-512 has none, and what a page costs beside its bytes (OpenSSL's look-ups, above all) is paid a quarter as often with pages of
/// 16 KiB. So `journal verify` reads its pages two and a half times as fast. The second was ours before, the third is SQLCipher 4's own; homes founded
/// with them stay as they are and open as ever.
constexpr const char *seals[] = {"PRAGMA cipher_page_size=16384; PRAGMA cipher_hmac_algorithm=HMAC_SHA256",
                                 "PRAGMA cipher_page_size=8192; PRAGMA cipher_hmac_algorithm=HMAC_SHA256",
                                 "PRAGMA cipher_page_size=4096; PRAGMA cipher_hmac_algorithm=HMAC_SHA512"};

ErrorCode codeOf(int result, int systemError)
{
    switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::Busy;
    case SQLITE_READONLY: return ErrorCode::ReadOnly;
    case SQLITE_FULL: return ErrorCode::DiskFull;
    case SQLITE_INTERRUPT: return ErrorCode::Cancelled;
    case SQLITE_PERM:
    case SQLITE_AUTH: return ErrorCode::PermissionDenied;
    case SQLITE_CANTOPEN:
        if (systemError == ENOENT)
            return ErrorCode::NotFound;
        if (systemError == EACCES || systemError == EPERM)
            return ErrorCode::PermissionDenied;
        return systemError == EROFS ? ErrorCode::ReadOnly : ErrorCode::Io;
    case SQLITE_IOERR: return systemError == ENOSPC || systemError == EDQUOT ? ErrorCode::DiskFull : ErrorCode::Io;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: // the first page does not pass; no wrong passphrase, since the key comes out of an authenticated slot
        return ErrorCode::DatabaseCorrupt;
    case SQLITE_TOOBIG: return ErrorCode::TooLarge;
    default: return ErrorCode::Internal;
    }
}

std::unexpected<Error> sqlFailure(sqlite3 *database, int result)
{
    const int extended = database ? sqlite3_extended_errcode(database) : result;
    return fail(codeOf(result, database ? sqlite3_system_errno(database) : 0),
                std::string("SQLite ") + std::to_string(extended) + ": " + (database ? sqlite3_errmsg(database) : sqlite3_errstr(result)));
}

/// Why the folder of a file cannot be written; none when it can.
std::optional<ErrorCode> folderRefusal(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    if (::access(slash == std::string::npos ? "." : path.substr(0, slash + 1).c_str(), W_OK) == 0)
        return std::nullopt;
    return errno == EROFS ? ErrorCode::ReadOnly : ErrorCode::PermissionDenied;
}

/// A file: URI for a database that nobody can change while it is read: without the files of a write-ahead log, which a folder that
/// cannot be written would not let SQLite make.
std::string immutableUri(const std::string &path)
{
    constexpr char digits[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || c == '/' || c == '.' || c == '-' || c == '_')
            uri.push_back(c);
        else
            uri += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return uri + "?immutable=1";
}

/// "4.6.1 community" -> 406; 0 when the library is no SQLCipher.
int cipherVersion(sqlite3 *database)
{
    int version = 0;
    sqlite3_exec(
        database, "PRAGMA cipher_version",
        [](void *to, int columns, char **values, char **) {
            int major = 0, minor = 0;
            if (columns > 0 && values[0] && std::sscanf(values[0], "%d.%d", &major, &minor) == 2)
                *static_cast<int *>(to) = major * 100 + minor;
            return 0;
        },
        &version, nullptr);
    return version;
}

/// The raw-key form x'…' (SQLCipher: no key derivation), built on the secure heap.
SecureBytes keyLiteral(const SecureBytes &rawKey)
{
    SecureBytes literal(3 + 2 * rawKey.size());
    constexpr char digits[] = "0123456789abcdef";
    std::uint8_t *to = literal.data();
    *to++ = 'x';
    *to++ = '\'';
    for (std::uint8_t byte : rawKey.view()) {
        *to++ = static_cast<std::uint8_t>(digits[byte >> 4]);
        *to++ = static_cast<std::uint8_t>(digits[byte & 15]);
    }
    *to = '\'';
    return literal;
}

} // namespace

Statement::Statement(Statement &&other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
    , m_statement(std::exchange(other.m_statement, nullptr))
{
}

Statement &Statement::operator=(Statement &&other) noexcept
{
    if (this != &other) {
        sqlite3_finalize(m_statement);
        m_database = std::exchange(other.m_database, nullptr);
        m_statement = std::exchange(other.m_statement, nullptr);
    }
    return *this;
}

Statement::~Statement() { sqlite3_finalize(m_statement); }

Statement &Statement::bind(int index, std::int64_t value)
{
    sqlite3_bind_int64(m_statement, index, value);
    return *this;
}

Statement &Statement::bind(int index, std::string_view text)
{
    sqlite3_bind_text(m_statement, index, text.data() ? text.data() : "", static_cast<int>(text.size()), SQLITE_TRANSIENT);
    return *this;
}

Statement &Statement::bind(int index, BytesView blob)
{
    if (blob.empty())
        sqlite3_bind_zeroblob(m_statement, index, 0);
    else
        sqlite3_bind_blob(m_statement, index, blob.data(), static_cast<int>(blob.size()), SQLITE_STATIC);
    return *this;
}

Statement &Statement::bindNull(int index)
{
    sqlite3_bind_null(m_statement, index);
    return *this;
}

Result<bool> Statement::step()
{
    const int result = sqlite3_step(m_statement);
    if (result == SQLITE_ROW)
        return true;
    if (result == SQLITE_DONE) {
        sqlite3_reset(m_statement);
        return false;
    }
    auto failure = sqlFailure(m_database, result);
    sqlite3_reset(m_statement);
    return failure;
}

Result<void> Statement::run()
{
    for (;;) {
        const Result<bool> row = step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
    }
}

void Statement::reset() { sqlite3_reset(m_statement); }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

std::string_view Statement::text(int column) const
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))) : std::string_view();
}

BytesView Statement::blob(int column) const
{
    const auto *data = static_cast<const std::uint8_t *>(sqlite3_column_blob(m_statement, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

Sha256 Statement::digest(int column) const
{
    Sha256 value{};
    if (const BytesView bytes = blob(column); bytes.size() == value.size())
        std::ranges::copy(bytes, value.begin());
    return value;
}

bool Statement::isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
int Statement::columns() const { return sqlite3_column_count(m_statement); }

Result<Connection> Connection::inMemory()
{
    sqlite3 *handle = nullptr;
    const int opened = sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Connection connection(handle);
    if (opened != SQLITE_OK)
        return sqlFailure(handle, opened);
    return connection;
}

Result<Connection> Connection::open(const std::string &path, const SecureBytes &rawKey, Access access)
{
    Result<Connection> opened = openSealedBy(seals[0], path, rawKey, access);
    for (std::size_t i = 1; i < std::size(seals) && !opened && opened.error().code == ErrorCode::DatabaseCorrupt; ++i) {
        Result<Connection> older = openSealedBy(seals[i], path, rawKey, access);
        if (older || older.error().code != ErrorCode::DatabaseCorrupt)
            return older;
    }
    return opened;
}

Result<Connection> Connection::openSealedBy(const char *seal, const std::string &path, const SecureBytes &rawKey, Access access)
{
    constexpr std::size_t keyBytes = 32;
    if (rawKey.size() != keyBytes)
        return fail(ErrorCode::InvalidArgument, "the database key has 32 bytes");
    sqlite3 *handle = nullptr;
    const int mode = access == Access::ReadOnly ? SQLITE_OPEN_READONLY
        : access == Access::Create             ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                               : SQLITE_OPEN_READWRITE;
    const std::optional<ErrorCode> refusal = folderRefusal(path);
    if (refusal && access != Access::ReadOnly)
        return fail(*refusal, "the folder cannot be written", path);
    const bool immutable = refusal && ::access((path + "-wal").c_str(), F_OK) != 0;
    const int opened = sqlite3_open_v2(immutable ? immutableUri(path).c_str() : path.c_str(), &handle,
                                       mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (immutable ? SQLITE_OPEN_URI : 0), nullptr);
    Connection connection(handle);
    if (opened != SQLITE_OK)
        return sqlFailure(handle, opened);
    if (access == Access::Create)
        ::chmod(path.c_str(), S_IRUSR | S_IWUSR);
    sqlite3_busy_timeout(handle, busyMilliseconds);
    if (cipherVersion(handle) < 406)
        return fail(ErrorCode::DatabaseLibraryTooOld, "SQLCipher 4.6 or newer is needed");

    const SecureBytes literal = keyLiteral(rawKey);
    if (const int keyed = sqlite3_key_v2(handle, "main", literal.data(), static_cast<int>(literal.size())); keyed != SQLITE_OK)
        return sqlFailure(handle, keyed);
    // Without SQLCipher's own log: a file sealed the other way is no fault to print, and what is one comes back as an Error.
    if (Result<void> quiet = connection.execute("PRAGMA cipher_log_level=NONE"); !quiet)
        return fail(quiet.error());
    if (Result<void> sealed = connection.execute(seal); !sealed)
        return fail(sealed.error());

    // The first read tells whether key and seal are right; until then a log that another process left must not be copied back at closing.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (Result<std::int64_t> tables = connection.integer("SELECT count(*) FROM sqlite_master"); !tables) {
        const Error &error = tables.error();
        return error.code == ErrorCode::DatabaseCorrupt
            ? fail(error.code, "the first pages do not pass their integrity check under this home's key (" + error.detail + ")", path)
            : fail(error);
    }
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    // Caches are bounded so that imports stay small; a writer's holds the pages of the indexes.
    if (Result<void> set = connection.execute(access == Access::ReadOnly ? "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000"
                                                                         : "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-40000");
        !set)
        return fail(set.error());
    if (access != Access::ReadOnly) {
        // synchronous=FULL: a commit that was reported is on the disk. The log is copied back every 32 MiB (of today's pages), so that an import
        // writes a page of an index once for many transactions.
        if (Result<void> set = connection.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF;"
                                                  "PRAGMA wal_autocheckpoint=2000");
            !set)
            return fail(set.error());
    }
    return connection;
}

Connection::Connection(Connection &&other) noexcept : m_database(std::exchange(other.m_database, nullptr)) {}

Connection &Connection::operator=(Connection &&other) noexcept
{
    if (this != &other) {
        sqlite3_close_v2(m_database);
        m_database = std::exchange(other.m_database, nullptr);
    }
    return *this;
}

Connection::~Connection() { sqlite3_close_v2(m_database); }

Result<void> Connection::copyTo(const std::string &path, const SecureBytes &otherKey)
{
    // Made first, since ATTACH opens as this connection was opened, which makes no files.
    const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (made < 0)
        return fail(errno == EEXIST ? ErrorCode::AlreadyExists : codeOf(SQLITE_CANTOPEN, errno), std::strerror(errno), path);
    ::close(made);
    const Result<std::int64_t> version = integer("PRAGMA user_version");
    if (!version)
        return fail(version.error());
    {
        Result<Statement> attach = prepare("ATTACH DATABASE ?1 AS copy KEY ?2");
        if (!attach)
            return fail(attach.error());
        const SecureBytes literal = keyLiteral(otherKey);
        if (Result<void> attached = attach->bind(1, path).bind(2, literal.view()).run(); !attached)
            return attached;
    }
    Result<void> copied = execute("PRAGMA copy.cipher_page_size=16384; PRAGMA copy.cipher_hmac_algorithm=HMAC_SHA256;"
                                  "PRAGMA copy.synchronous=FULL; SELECT sqlcipher_export('copy')");
    if (copied)
        copied = execute(("PRAGMA copy.user_version=" + std::to_string(*version)).c_str());
    const Result<void> detached = execute("DETACH DATABASE copy");
    return copied ? detached : copied;
}

Result<Statement> Connection::prepare(std::string_view sql)
{
    sqlite3_stmt *statement = nullptr;
    const int result = sqlite3_prepare_v2(m_database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (result != SQLITE_OK)
        return sqlFailure(m_database, result);
    return Statement(m_database, statement);
}

Result<void> Connection::execute(const char *sql)
{
    const int result = sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr);
    if (result != SQLITE_OK)
        return sqlFailure(m_database, result);
    return {};
}

Result<std::int64_t> Connection::integer(std::string_view sql)
{
    Result<Statement> statement = prepare(sql);
    if (!statement)
        return fail(statement.error());
    const Result<bool> row = statement->step();
    if (!row)
        return fail(row.error());
    return *row ? statement->integer(0) : 0;
}

std::int64_t Connection::lastRowId() const { return sqlite3_last_insert_rowid(m_database); }
std::int64_t Connection::changes() const { return sqlite3_changes64(m_database); }
Result<std::int64_t> Connection::dataVersion() { return integer("PRAGMA data_version"); }
Result<Connection::PageCheck> Connection::checkPages(const std::function<bool(std::uint64_t)> &goOn)
{
    const Result<std::int64_t> pages = integer("PRAGMA page_count");
    Result<Statement> check = pages ? prepare("PRAGMA quick_check(1)") : fail(pages.error());
    if (!check)
        return fail(check.error());
    struct Watch {
        sqlite3 *database;
        const std::function<bool(std::uint64_t)> &goOn;
        bool stopped = false;
    } watch{m_database, goOn};
    constexpr int steps = 100; // of a page each while trees are walked, of an instruction while rows are
    sqlite3_progress_handler(
        m_database, steps,
        [](void *context) {
            auto *watching = static_cast<Watch *>(context);
            int read = 0, highest = 0;
            sqlite3_db_status(watching->database, SQLITE_DBSTATUS_CACHE_MISS, &read, &highest, 0);
            watching->stopped = watching->stopped || !watching->goOn(static_cast<std::uint64_t>(std::max(read, 0)));
            return watching->stopped ? 1 : 0;
        },
        &watch);
    const Result<bool> row = check->step();
    sqlite3_progress_handler(m_database, 0, nullptr, nullptr);
    if (watch.stopped)
        return fail(ErrorCode::Cancelled);
    PageCheck result{static_cast<std::uint64_t>(*pages), {}, 0};
    if (!row) {
        if (row.error().code != ErrorCode::DatabaseCorrupt)
            return fail(row.error());
        result.complaint = row.error().detail;
        return result;
    }
    const std::string said(*row ? check->text(0) : std::string_view());
    if (said == "ok")
        return result;
    // "*** in database main ***\nTree 3 page 66: btreeInitPage() returns error code 11", "Page 12: never used"
    const std::size_t heading = said.starts_with("***") ? said.find('\n') + 1 : 0;
    result.complaint = said.substr(heading, said.find('\n', heading) - heading);
    unsigned long long tree = 0, page = 0;
    if (std::sscanf(result.complaint.c_str(), "Tree %llu page %llu", &tree, &page) == 2 || std::sscanf(result.complaint.c_str(), "Page %llu", &page) == 1)
        result.damaged = page;
    return result;
}

void Connection::interrupt() { sqlite3_interrupt(m_database); }

} // namespace hufu
