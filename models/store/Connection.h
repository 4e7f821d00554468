// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

struct sqlite3;
struct sqlite3_stmt;

namespace hufu {

class Connection;

/// A prepared statement. Parameters count from 1, columns from 0, as in SQLite. Lives no longer than its connection.
class Statement {
public:
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;
    ~Statement();

    Statement &bind(int index, std::int64_t value);
    Statement &bind(int index, std::string_view text);
    Statement &bind(int index, BytesView blob); ///< not copied: must outlive the step
    Statement &bindNull(int index);

    /// True while there is a row. After false or an error the statement is reset and can be bound again.
    Result<bool> step();
    /// For statements without rows.
    Result<void> run();
    void reset();

    std::int64_t integer(int column) const;
    std::string_view text(int column) const; ///< valid until the next step
    BytesView blob(int column) const;        ///< likewise
    Sha256 digest(int column) const;         ///< all zero where the blob is no SHA-256 value
    bool isNull(int column) const;
    int columns() const;

private:
    friend class Connection;
    Statement(sqlite3 *database, sqlite3_stmt *statement) : m_database(database), m_statement(statement) {}
    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_statement = nullptr;
};

/// Calls `visit(row)` for every row of a bound statement, which can be bound again afterwards. A visit that returns Result<void> ends it by
/// its error.
template <typename Visit>
Result<void> forEachRow(Statement &statement, Visit visit)
{
    for (;;) {
        const Result<bool> row = statement.step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        if constexpr (std::is_void_v<std::invoke_result_t<Visit &, Statement &>>) {
            visit(statement);
        } else {
            if (Result<void> visited = visit(statement); !visited)
                return visited;
        }
    }
}

/// One keyed SQLCipher connection. Used by one thread at a time; several connections, also of several processes, may
/// share a file (WAL). The key goes in through sqlite3_key_v2 and is never part of SQL.
class Connection {
public:
    enum class Access { ReadWrite, ReadOnly, Create };

    /// Errors: DatabaseLibraryTooOld (SQLCipher below 4.6), NotFound, DatabaseCorrupt (also a file under another key: who has a key has had it from
    /// an authenticated slot, so that a page it does not fit is a damaged one), PermissionDenied, ReadOnly, DiskFull, Io.
    static Result<Connection> open(const std::string &path, const SecureBytes &rawKey, Access access);

    /// An empty database that lives as long as the connection: where a witness decides again.
    static Result<Connection> inMemory();

    Connection(Connection &&) noexcept;
    Connection &operator=(Connection &&) noexcept;
    ~Connection();

    /// Writes everything, as this moment has it, into a new database under another key. AlreadyExists when there is a file.
    Result<void> copyTo(const std::string &path, const SecureBytes &otherKey);

    Result<Statement> prepare(std::string_view sql);
    Result<void> execute(const char *sql); ///< several statements without parameters
    Result<std::int64_t> integer(std::string_view sql); ///< first column of the first row
    std::int64_t lastRowId() const;
    std::int64_t changes() const;
    /// Changes when another connection wrote (PRAGMA data_version): what followers poll.
    Result<std::int64_t> dataVersion();
    struct PageCheck {
        std::uint64_t pages = 0;  ///< of the database in its snapshot
        std::string complaint;    ///< SQLite's words on what is wrong; empty when nothing is
        std::uint64_t damaged = 0; ///< the page that it names, from 1; 0 when none
    };
    /// Reads every page in use, those of indexes and of the write-ahead log too, in one snapshot of this connection: each is deciphered, its HMAC checked
    /// and its place among the others (PRAGMA quick_check). Others may write meanwhile: unlike cipher_integrity_check, which reads the file past its
    /// locks, it sees no half-written page. Only the first fault is told, since SQLCipher reads nothing more after one. Pages that are in the cache count
    /// as they are there, so that a connection just opened says most; one that has found a fault is good for nothing else. `goOn` is asked some
    /// times a second and told how many pages were read; Cancelled when it says no.
    Result<PageCheck> checkPages(const std::function<bool(std::uint64_t read)> &goOn);
    /// Makes a running statement of another thread stop with Cancelled.
    void interrupt();

    /// Runs `work` inside BEGIN IMMEDIATE … COMMIT; rolls back when it fails. Busy after five seconds.
    template <typename Work>
    auto transaction(Work &&work) -> decltype(work())
    {
        if (Result<void> begun = execute("BEGIN IMMEDIATE"); !begun)
            return fail(begun.error());
        auto result = work();
        if (!result) {
            (void)execute("ROLLBACK");
            return result;
        }
        if (Result<void> committed = execute("COMMIT"); !committed) {
            (void)execute("ROLLBACK");
            return fail(committed.error());
        }
        return result;
    }

private:
    explicit Connection(sqlite3 *database) : m_database(database) {}
    static Result<Connection> openSealedBy(const char *seal, const std::string &path, const SecureBytes &rawKey, Access access);
    sqlite3 *m_database = nullptr;
};

} // namespace hufu
