// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/domain/Escrow.h"
#include "models/store/ProjectionRows.h"

namespace hufu {

Result<void> applyDeposits(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<KeyDeposit> deposit = keyDepositFromJson(command.payload);
    const Result<std::string> payload = deposit ? toCanonicalJson(toJson(*deposit)) : fail(deposit.error());
    if (!payload)
        return fail(payload.error());
    Result<Statement> put = connection.prepare("INSERT OR REPLACE INTO deposit (certificate, sequence, payload) VALUES (?1, ?2, ?3)");
    return put ? put->bind(1, BytesView(deposit->certificate)).bind(2, std::int64_t(entry.sequence)).bind(3, *payload).run() : fail(put.error());
}

} // namespace hufu
