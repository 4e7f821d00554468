// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/IssuanceReader.h"

#include <algorithm>

namespace hufu {

Result<std::optional<IssuanceOrigin>> readIssuanceOrigin(Connection &connection, const Sha256 &sha256)
{
    Result<Statement> read = connection.prepare("SELECT sequence, request FROM issued WHERE certificate_id = (SELECT id FROM blob WHERE sha256 = ?1)");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, BytesView(sha256)).step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(IssuanceOrigin{static_cast<Sequence>(read->integer(0)), std::string(read->text(1))}) : std::nullopt;
}

Result<std::optional<Checkpoint>> readCheckpointFor(Connection &connection, Sequence sequence)
{
    Result<Statement> read
        = connection.prepare("SELECT sequence, hash, time, signature FROM checkpoint WHERE sequence >= ?1 ORDER BY sequence LIMIT 1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, static_cast<std::int64_t>(sequence)).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    Checkpoint checkpoint;
    checkpoint.sequence = static_cast<Sequence>(read->integer(0));
    const BytesView hash = read->blob(1);
    std::ranges::copy(hash.first(std::min(hash.size(), checkpoint.hash.size())), checkpoint.hash.begin());
    checkpoint.time = fromUnix(read->integer(2));
    checkpoint.signature = bytesOf(read->blob(3));
    return checkpoint;
}

} // namespace hufu
