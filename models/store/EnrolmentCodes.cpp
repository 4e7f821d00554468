// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/EnrolmentCodes.h"

namespace hufu {

Result<void> keepCode(Connection &connection, const StoredCode &code)
{
    Result<Statement> forget = connection.prepare("DELETE FROM enrolment WHERE expires < ?1");
    if (!forget)
        return fail(forget.error());
    if (Result<void> done = forget->bind(1, toUnix(code.expires - std::chrono::days(7))).run(); !done)
        return done;
    Result<Statement> insert
        = connection.prepare("INSERT INTO enrolment (id, verifier, expires, tries, workstation, request) VALUES (?1, ?2, ?3, 0, '', x'')");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, code.id).bind(2, code.verifier.view()).bind(3, toUnix(code.expires)).run();
}

Result<std::optional<StoredCode>> readCode(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare("SELECT id, verifier, expires, tries, workstation, request FROM enrolment WHERE id = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, id).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    return StoredCode{std::string(read->text(0)), SecureBytes::copyOf(read->blob(1)), fromUnix(read->integer(2)), int(read->integer(3)),
                      std::string(read->text(4)), read->digest(5)};
}

Result<void> noteFailedTry(Connection &connection, std::string_view id)
{
    Result<Statement> put = connection.prepare("UPDATE enrolment SET tries = tries + 1 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, id).run();
}

Result<void> noteCodeUsed(Connection &connection, std::string_view id, std::string_view workstation, const Sha256 &request)
{
    Result<Statement> put = connection.prepare("UPDATE enrolment SET workstation = ?2, request = ?3 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, id).bind(2, workstation).bind(3, BytesView(request)).run();
}

} // namespace hufu
