// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/PostgresLink.h"

#include <libpq-fe.h>
#include <poll.h>

namespace hufu {
namespace {

/// Who begins a turn and is never heard again (frozen, or its computer is gone) must not keep the others from deciding for ever: PostgreSQL ends the
/// transaction and with it the turn. Longer than an HSM may take for what is signed in a turn. Where the place, or the database's own settings, say another
/// limit, that one holds.
constexpr const char *idleLimit = "SELECT set_config('idle_in_transaction_session_timeout', '60s', false)"
                                  " WHERE current_setting('idle_in_transaction_session_timeout') = '0'";

using OptionsPtr = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

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

bool isGood(const PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

} // namespace

void PostgresLink::Rows::Clear::operator()(pg_result *result) const noexcept { PQclear(result); }
void PostgresLink::Finish::operator()(pg_conn *connection) const noexcept { PQfinish(connection); }

int PostgresLink::Rows::count() const { return PQntuples(result.get()); }

BytesView PostgresLink::Rows::bytes(int row, int column) const
{
    return {reinterpret_cast<const std::uint8_t *>(PQgetvalue(result.get(), row, column)), std::size_t(PQgetlength(result.get(), row, column))};
}

bool PostgresLink::Rows::isNull(int row, int column) const { return PQgetisnull(result.get(), row, column) != 0; }

std::int64_t PostgresLink::Rows::number(int row, int column) const
{
    std::int64_t value = 0;
    for (const std::uint8_t octet : bytes(row, column))
        value = (value << 8) | octet;
    return value;
}

Result<void> PostgresLink::checkPlace(const std::string &place)
{
    char *complaint = nullptr;
    const OptionsPtr options(PQconninfoParse(place.c_str(), &complaint), PQconninfoFree);
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

Result<void> PostgresLink::ready()
{
    if (PQstatus(m_connection.get()) == CONNECTION_OK && PQtransactionStatus(m_connection.get()) == PQTRANS_IDLE)
        return {};
    m_listening = false;
    if (m_connection) {
        PQreset(m_connection.get());
    } else {
        // Patience first, so that the place may say otherwise; who is silent must not hold up who decides.
        const char *const keywords[] = {"connect_timeout", "tcp_user_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count", "dbname", nullptr};
        const char *const values[] = {"5", "10000", "10", "5", "3", m_place.c_str(), nullptr};
        m_connection.reset(PQconnectdbParams(keywords, values, 1));
        PQsetNoticeProcessor(m_connection.get(), [](void *, const char *) {}, nullptr);
    }
    if (PQstatus(m_connection.get()) != CONNECTION_OK)
        return fail(away(PQerrorMessage(m_connection.get())));
    // The environment may have said what the place leaves out.
    const OptionsPtr used(PQconninfo(m_connection.get()), PQconninfoFree);
    Result<void> good = used ? checkHosts(used.get()) : fail(away("no memory"));
    if (good)
        good = run(idleLimit);
    if (!good)
        m_connection.reset();
    return good;
}

Result<void> PostgresLink::run(const char *sql)
{
    const Rows rows{std::unique_ptr<pg_result, Rows::Clear>(PQexec(m_connection.get(), sql))};
    return isGood(rows.result.get()) ? Result<void>() : fail(away(PQerrorMessage(m_connection.get())));
}

Result<PostgresLink::Rows> PostgresLink::ask(const char *sql, const std::vector<Parameter> &parameters)
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
    Rows rows{std::unique_ptr<pg_result, Rows::Clear>(
        PQexecParams(m_connection.get(), sql, static_cast<int>(parameters.size()), nullptr, values.data(), lengths.data(), formats.data(), 1))};
    return isGood(rows.result.get()) ? Result<Rows>(std::move(rows)) : fail(away(PQerrorMessage(m_connection.get())));
}

void PostgresLink::giveUp()
{
    if (PQstatus(m_connection.get()) == CONNECTION_OK && PQtransactionStatus(m_connection.get()) != PQTRANS_IDLE)
        (void)run("ROLLBACK");
}

void PostgresLink::listen(const char *channel, std::chrono::milliseconds wait)
{
    if (!ready() || (!m_listening && !run((std::string("LISTEN ") + channel).c_str()))) {
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

} // namespace hufu
