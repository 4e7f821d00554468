// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Deposits.h"

#include "models/base/CanonicalJson.h"
#include "models/store/ProjectionRows.h"

namespace hufu {
namespace {

Result<DepositRecord> depositOf(const Statement &row)
{
    const Result<QJsonObject> payload = parseJsonObject(viewOf(row.text(0)), false);
    Result<KeyDeposit> deposit = payload ? keyDepositFromJson(*payload) : fail(payload.error());
    return deposit ? Result<DepositRecord>(DepositRecord{std::move(*deposit), static_cast<Sequence>(row.integer(1))}) : fail(deposit.error());
}

} // namespace

Result<void> applyDeposits(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<KeyDeposit> deposit = keyDepositFromJson(command.payload);
    const Result<std::string> payload = deposit ? toCanonicalJson(toJson(*deposit)) : fail(deposit.error());
    if (!payload)
        return fail(payload.error());
    Result<Statement> put = connection.prepare("INSERT OR REPLACE INTO deposit (certificate, sequence, payload) VALUES (?1, ?2, ?3)");
    return put ? put->bind(1, BytesView(deposit->certificate)).bind(2, std::int64_t(entry.sequence)).bind(3, *payload).run() : fail(put.error());
}

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

} // namespace hufu
