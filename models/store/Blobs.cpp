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

Result<std::vector<Blob>> readBlobsNamed(Connection &connection, std::span<const Sha256> names, std::size_t mostBytes)
{
    if (Result<void> begun = connection.execute("BEGIN"); !begun) // one lock for all
        return fail(begun.error());
    Result<std::vector<Blob>> read = [&]() -> Result<std::vector<Blob>> {
        std::vector<Blob> blobs;
        Result<Statement> one = connection.prepare("SELECT bytes FROM blob WHERE sha256 = ?1");
        if (!one)
            return fail(one.error());
        std::size_t bytes = 0;
        for (const Sha256 &name : names) {
            const Result<bool> row = one->bind(1, BytesView(name)).step();
            if (!row)
                return fail(row.error());
            if (!*row)
                return fail(ErrorCode::NotFound, "no blob " + toHex(name));
            bytes += one->blob(0).size();
            if (bytes > mostBytes && !blobs.empty())
                break;
            blobs.push_back({name, bytesOf(one->blob(0))});
            one->reset();
        }
        return blobs;
    }();
    (void)connection.execute("ROLLBACK");
    return read;
}

} // namespace hufu
