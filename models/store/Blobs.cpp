// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Blobs.h"

namespace hufu {

Result<Blobs> Blobs::over(Connection &connection)
{
    Result<Statement> find = connection.prepare("SELECT id FROM blob WHERE sha256 = ?1");
    Result<Statement> insert = connection.prepare("INSERT INTO blob (sha256, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    if (!find)
        return fail(find.error());
    if (!insert)
        return fail(insert.error());
    return Blobs(connection, std::move(*find), std::move(*insert));
}

Result<std::optional<std::int64_t>> Blobs::find(const Sha256 &sha256)
{
    const Result<bool> row = m_find.bind(1, BytesView(sha256)).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    const std::int64_t id = m_find.integer(0);
    m_find.reset();
    return id;
}

Result<Blobs::Stored> Blobs::put(const Sha256 &sha256, BytesView bytes)
{
    if (Result<void> inserted = m_insert.bind(1, BytesView(sha256)).bind(2, bytes).run(); !inserted)
        return fail(inserted.error());
    if (m_connection->changes() > 0)
        return Stored{m_connection->lastRowId(), true};
    const Result<std::optional<std::int64_t>> known = find(sha256);
    if (!known)
        return fail(known.error());
    if (!*known)
        return fail(ErrorCode::DatabaseCorrupt, "a blob is neither new nor there");
    return Stored{**known, false};
}

} // namespace hufu
