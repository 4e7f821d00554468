// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/AuthorityKey.h"

#include "models/pki/SecretBox.h"
#include "models/store/Vault.h"

namespace hufu {
namespace {

constexpr std::string_view vaultName = "authority key";
constexpr std::string_view purpose = "hufu authority key";

Result<Bytes> readSealedKey(Connection &connection)
{
    Result<Bytes> box = readVault(connection, vaultName);
    if (!box && box.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::Moved, "the authority's key is no longer in this house");
    return box;
}

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
    const Result<Bytes> box = readSealedKey(connection);
    return box ? Result<void>() : fail(box.error());
}

Result<PrivateKey> loadAuthorityKey(Connection &connection, const SecureBytes &databaseKey)
{
    const Result<SecureBytes> wrapping = deriveSubkey(databaseKey, purpose);
    if (!wrapping)
        return fail(wrapping.error());
    const Result<Bytes> box = readSealedKey(connection);
    if (!box)
        return fail(box.error());
    const Result<SecureBytes> pkcs8 = unseal(*wrapping, *box, purpose);
    if (!pkcs8)
        return fail(pkcs8.error());
    return PrivateKey::fromPkcs8(*pkcs8);
}

} // namespace hufu
