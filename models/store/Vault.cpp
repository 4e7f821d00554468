// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Vault.h"

namespace hufu {

Result<void> putVault(Connection &connection, std::string_view name, BytesView ciphertext)
{
    Result<Statement> put = connection.prepare("INSERT INTO vault (name, ciphertext) VALUES (?1, ?2) "
                                               "ON CONFLICT (name) DO UPDATE SET ciphertext = excluded.ciphertext");
    if (!put)
        return fail(put.error());
    return put->bind(1, name).bind(2, ciphertext).run();
}

Result<Bytes> readVault(Connection &connection, std::string_view name)
{
    Result<Statement> read = connection.prepare("SELECT ciphertext FROM vault WHERE name = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, name).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, "nothing in the vault", std::string(name));
    return bytesOf(read->blob(0));
}

std::string escrowedName(const Sha256 &sha256) { return "escrow " + toHex(sha256); }

Result<std::vector<Blob>> readEscrowed(Connection &connection, std::span<const Sha256> names)
{
    std::vector<Blob> there;
    for (const Sha256 &name : names) {
        Result<Bytes> bytes = readVault(connection, escrowedName(name));
        if (bytes)
            there.push_back({name, std::move(*bytes)});
        else if (bytes.error().code != ErrorCode::NotFound)
            return fail(bytes.error());
    }
    return there;
}

Result<std::vector<std::string>> vaultNames(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT name FROM vault ORDER BY name");
    if (!read)
        return fail(read.error());
    std::vector<std::string> names;
    if (Result<void> done = forEachRow(*read, [&](Statement &row) { names.emplace_back(row.text(0)); }); !done)
        return fail(done.error());
    return names;
}

Result<void> removeVault(Connection &connection, std::string_view name)
{
    Result<Statement> remove = connection.prepare("DELETE FROM vault WHERE name = ?1");
    if (!remove)
        return fail(remove.error());
    return remove->bind(1, name).run();
}

} // namespace hufu
