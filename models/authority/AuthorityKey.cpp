// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/AuthorityKey.h"

#include "models/pki/SecretBox.h"
#include "models/store/Vault.h"

namespace hufu {
namespace {

constexpr std::string_view vaultName = "authority key";
constexpr std::string_view purpose = "hufu authority key";

} // namespace

Result<void> storeAuthorityKey(Connection &connection, const SecureBytes &databaseKey, const PrivateKey &key)
{
    const Result<SecureBytes> wrapping = deriveSubkey(databaseKey, purpose);
    if (!wrapping)
        return fail(wrapping.error());
    const Result<SecureBytes> pkcs8 = key.toPkcs8();
    if (!pkcs8)
        return fail(pkcs8.error());
    const Result<Bytes> box = seal(*wrapping, *pkcs8, purpose);
    if (!box)
        return fail(box.error());
    return putVault(connection, vaultName, *box);
}

Result<void> checkAuthorityKey(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT 1 FROM vault WHERE name = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> there = read->bind(1, vaultName).step();
    if (!there)
        return fail(there.error());
    return *there ? Result<void>() : fail(ErrorCode::Moved, "the authority's key is no longer in this house");
}

Result<PrivateKey> loadAuthorityKey(Connection &connection, const SecureBytes &databaseKey)
{
    const Result<SecureBytes> wrapping = deriveSubkey(databaseKey, purpose);
    if (!wrapping)
        return fail(wrapping.error());
    if (Result<void> there = checkAuthorityKey(connection); !there)
        return fail(there.error());
    const Result<Bytes> box = readVault(connection, vaultName);
    if (!box)
        return fail(box.error());
    const Result<SecureBytes> pkcs8 = unseal(*wrapping, *box, purpose);
    if (!pkcs8)
        return fail(pkcs8.error());
    return PrivateKey::fromPkcs8(*pkcs8);
}

} // namespace hufu
