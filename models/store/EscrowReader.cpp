// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/EscrowReader.h"

#include "models/base/CanonicalJson.h"
#include "models/store/IssuanceReader.h"
#include "models/store/RequestReader.h"

namespace hufu {
namespace {

Result<DepositRecord> depositOf(const Statement &row)
{
    const Result<QJsonObject> payload = parseJsonObject(viewOf(row.text(0)), false);
    Result<KeyDeposit> deposit = payload ? keyDepositFromJson(*payload) : fail(payload.error());
    return deposit ? Result<DepositRecord>(DepositRecord{std::move(*deposit), static_cast<Sequence>(row.integer(1))}) : fail(deposit.error());
}

} // namespace

Result<bool> isInInventory(Connection &connection, const Sha256 &certificate)
{
    Result<Statement> read = connection.prepare("SELECT 1 FROM certificate WHERE id = (SELECT id FROM blob WHERE sha256 = ?1)");
    return read ? read->bind(1, BytesView(certificate)).step() : fail(read.error());
}

Result<std::optional<DepositRecord>> readDeposit(Connection &connection, const Sha256 &certificate)
{
    Result<Statement> read = connection.prepare("SELECT payload, sequence FROM deposit WHERE certificate = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, BytesView(certificate)).step();
    if (!row || !*row)
        return row ? Result<std::optional<DepositRecord>>(std::nullopt) : fail(row.error());
    Result<DepositRecord> record = depositOf(*read);
    return record ? Result<std::optional<DepositRecord>>(std::move(*record)) : fail(record.error());
}

Result<void> forEachDeposit(Connection &connection, const std::function<Result<void>(const DepositRecord &)> &visit)
{
    Result<Statement> read = connection.prepare("SELECT payload, sequence FROM deposit ORDER BY sequence");
    if (!read)
        return fail(read.error());
    return forEachRow(*read, [&](const Statement &row) -> Result<void> {
        const Result<DepositRecord> record = depositOf(row);
        return record ? visit(*record) : fail(record.error());
    });
}

Result<std::optional<FoundEscrow>> findEscrow(Connection &connection, const Sha256 &certificate)
{
    Result<std::optional<DepositRecord>> deposit = readDeposit(connection, certificate);
    if (!deposit)
        return fail(deposit.error());
    if (*deposit)
        return FoundEscrow{{}, std::move((*deposit)->deposit.escrow)};
    const Result<std::optional<IssuanceOrigin>> origin = readIssuanceOrigin(connection, certificate);
    if (!origin || !*origin)
        return origin ? Result<std::optional<FoundEscrow>>(std::nullopt) : fail(origin.error());
    Result<std::optional<Request>> request = readRequest(connection, (*origin)->request);
    if (!request)
        return fail(request.error());
    if (!*request || !(*request)->form.escrow)
        return std::nullopt;
    return FoundEscrow{(*origin)->request, std::move(*(*request)->form.escrow)};
}

} // namespace hufu
