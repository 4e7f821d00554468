// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

struct pg_conn;
struct pg_result;

namespace hufu {

/// A connection to PostgreSQL, made anew when it was lost. One object is used by one thread at a time. Its errors are Busy: the database is away, or did not do
/// what was asked.
class PostgresLink {
public:
    /// Whether that is a place to keep a house in: a database on this computer, or one whose name and certificate are checked
    /// (sslmode=verify-full); without a password in it, which belongs in a passfile. InvalidArgument says what is off.
    static Result<void> checkPlace(const std::string &place);

    /// What the database answered, in the binary form of its types.
    struct Rows {
        struct Clear {
            void operator()(pg_result *result) const noexcept;
        };
        std::unique_ptr<pg_result, Clear> result;
        int count() const;
        BytesView bytes(int row, int column) const;
        bool isNull(int row, int column) const;
        std::int64_t number(int row, int column) const; ///< of a bigint
    };
    /// A parameter: text, or bytes in binary form.
    struct Parameter {
        BytesView bytes;
        bool binary = true;
        bool null = false;
    };
    static Parameter text(std::string_view words) { return {viewOf(words), false}; }

    explicit PostgresLink(std::string place) : m_place(std::move(place)) {}

    /// Connected, and in no transaction. InvalidArgument when the environment leads to a place that checkPlace() would not take.
    Result<void> ready();
    Result<void> run(const char *sql); ///< several statements without parameters
    Result<Rows> ask(const char *sql, const std::vector<Parameter> &parameters = {});
    void giveUp(); ///< the transaction under way, where there is one
    /// Waits for NOTIFY on `channel`, or so long.
    void listen(const char *channel, std::chrono::milliseconds wait);

private:
    struct Finish {
        void operator()(pg_conn *connection) const noexcept;
    };
    const std::string m_place;
    std::unique_ptr<pg_conn, Finish> m_connection;
    bool m_listening = false;
};

} // namespace hufu
