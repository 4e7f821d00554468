// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/TokenVault.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/JsonFields.h"
#include "models/pki/KeyWrap.h"
#include "models/pki/OfficerRequest.h"
#include "models/store/HouseReader.h"
#include "models/store/Vault.h"

namespace hufu {
namespace {

// The stored form: n (8 bytes), r (4), p (4), big-endian, then the salt, then the sealed box.
constexpr std::size_t saltBytes = 32;
constexpr std::size_t headerBytes = 16 + saltBytes;

std::string tokenVaultName(const std::string &personId) { return "token " + personId; }
std::string nextName(const std::string &personId) { return "next token " + personId; }
std::string tokenContext(const std::string &personId) { return "hufu soft token " + personId; }

std::string managementName(const std::string &personId) { return "key management " + personId; }
constexpr const char *takenForm = "hufu custodian key 1";
std::string wrappedName(const std::string &personId) { return "key management by card " + personId; }
constexpr std::string_view managementPurpose = "hufu key management";

void append(Bytes &to, std::uint64_t value, int bytes)
{
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        to.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::uint64_t number(BytesView bytes)
{
    std::uint64_t value = 0;
    for (std::uint8_t byte : bytes)
        value = value << 8 | byte;
    return value;
}

Result<PrivateKey> openStored(BytesView view, const std::string &personId, const SecureBytes &passphrase)
{
    if (view.size() < headerBytes)
        return fail(ErrorCode::Malformed, "a stored token is too short");
    const ScryptCost cost{number(view.first(8)), static_cast<std::uint32_t>(number(view.subspan(8, 4))),
                          static_cast<std::uint32_t>(number(view.subspan(12, 4)))};
    const Result<SecureBytes> key = deriveKey(passphrase, view.subspan(16, saltBytes), cost);
    if (!key)
        return fail(key.error());
    const Result<SecureBytes> pkcs8 = unseal(*key, view.subspan(headerBytes), tokenContext(personId));
    if (!pkcs8)
        return fail(pkcs8.error());
    return PrivateKey::fromPkcs8(*pkcs8);
}

Result<PrivateKey> openToken(Connection &connection, const std::string &name, const std::string &personId, const SecureBytes &passphrase)
{
    const Result<Bytes> stored = readVault(connection, name);
    return stored ? openStored(*stored, personId, passphrase) : fail(stored.error());
}

/// A key-management key, by the token whose holder has it.
Result<PrivateKey> openManagement(BytesView stored, const std::string &personId, const SoftToken &token)
{
    const Result<SecureBytes> wrapping = token.subkey(managementPurpose);
    const Result<SecureBytes> pkcs8 = wrapping ? unseal(*wrapping, stored, managementName(personId)) : fail(wrapping.error());
    if (!pkcs8)
        return fail(ErrorCode::CryptoFailed, "the key-management key that is kept is not this token's", personId);
    return PrivateKey::fromPkcs8(*pkcs8);
}

Result<void> sealToken(Connection &connection, const std::string &name, const std::string &personId, const PrivateKey &key,
                       const SecureBytes &passphrase, const ScryptCost &cost)
{
    Bytes salt(saltBytes);
    randomFill(salt);
    const Result<SecureBytes> wrapping = deriveKey(passphrase, salt, cost);
    if (!wrapping)
        return fail(wrapping.error());
    const Result<SecureBytes> pkcs8 = key.toPkcs8();
    if (!pkcs8)
        return fail(pkcs8.error());
    const Result<Bytes> box = seal(*wrapping, *pkcs8, tokenContext(personId));
    if (!box)
        return fail(box.error());
    Bytes stored;
    append(stored, cost.n, 8);
    append(stored, cost.r, 4);
    append(stored, cost.p, 4);
    stored.insert(stored.end(), salt.begin(), salt.end());
    stored.insert(stored.end(), box->begin(), box->end());
    return putVault(connection, name, stored);
}

Result<std::optional<PrivateKey>> openKeyManagement(Connection &connection, const std::string &personId, const SoftToken &token)
{
    const Result<Bytes> stored = readVault(connection, managementName(personId));
    if (!stored)
        return stored.error().code == ErrorCode::NotFound ? Result<std::optional<PrivateKey>>(std::nullopt) : fail(stored.error());
    Result<PrivateKey> key = openManagement(*stored, personId, token);
    if (!key)
        return fail(key.error());
    return std::move(*key);
}

} // namespace

Result<void> storeToken(Connection &connection, const std::string &personId, const PrivateKey &key, const SecureBytes &passphrase,
                        const ScryptCost &cost)
{
    return sealToken(connection, tokenVaultName(personId), personId, key, passphrase, cost);
}

Result<std::unique_ptr<SoftToken>> loadToken(Connection &connection, const std::string &personId, const SecureBytes &passphrase)
{
    Result<PrivateKey> key = openToken(connection, tokenVaultName(personId), personId, passphrase);
    if (!key && key.error().code == ErrorCode::WrongPassphrase) {
        if (Result<PrivateKey> next = openToken(connection, nextName(personId), personId, passphrase))
            key = std::move(next);
    }
    if (!key)
        return fail(key.error());
    const Result<std::optional<Person>> person = readPerson(connection, personId);
    if (!person)
        return fail(person.error());
    if (!*person)
        return fail(ErrorCode::SignerUnknown, "nobody is registered under this key slot", personId);
    if ((*person)->certificate.empty())
        return fail(ErrorCode::SignerInactive, "the authority has not certified this person's key yet", (*person)->name);
    auto token = std::make_unique<SoftToken>(std::move(*key), (*person)->certificate);
    if (Result<void> attached = attachKeyManagement(connection, **person, *token); !attached)
        return fail(attached.error());
    return token;
}

Result<std::unique_ptr<SoftToken>> loadFoundersToken(Connection &connection, const std::string &personId, const SecureBytes &passphrase, Bytes certificate)
{
    Result<PrivateKey> key = openToken(connection, tokenVaultName(personId), personId, passphrase);
    if (!key)
        return fail(key.error());
    return std::make_unique<SoftToken>(std::move(*key), std::move(certificate));
}

Result<Bytes> requestKeyManagement(Connection &connection, const std::string &personId, const std::string &name, const SoftToken &token)
{
    return connection.transaction([&]() -> Result<Bytes> {
        Result<std::optional<PrivateKey>> present = openKeyManagement(connection, personId, token);
        if (!present)
            return fail(present.error());
        if (*present) // an earlier attempt ended before the authority heard of it
            return makeOfficerRequest(**present, name);
        const Result<PrivateKey> key = PrivateKey::generate();
        const Result<SecureBytes> wrapping = key ? token.subkey(managementPurpose) : fail(key.error());
        const Result<SecureBytes> pkcs8 = wrapping ? key->toPkcs8() : fail(wrapping.error());
        const Result<Bytes> box = pkcs8 ? seal(*wrapping, *pkcs8, managementName(personId)) : fail(pkcs8.error());
        if (!box)
            return fail(box.error());
        if (Result<void> put = putVault(connection, managementName(personId), *box); !put)
            return fail(put.error());
        return makeOfficerRequest(*key, name);
    });
}

Result<void> attachKeyManagement(Connection &connection, const Person &person, SoftToken &token)
{
    if (person.keyManagementCertificate.empty())
        return {};
    Result<std::optional<PrivateKey>> key = openKeyManagement(connection, person.id, token);
    if (!key)
        return fail(key.error());
    if (*key)
        token.takeKeyManagement(std::move(**key), person.keyManagementCertificate);
    return {};
}

Result<void> wrapKeyManagement(Connection &connection, const std::string &personId, const SoftToken &token, BytesView agreementKey)
{
    const Result<std::optional<PrivateKey>> key = openKeyManagement(connection, personId, token);
    if (!key || !*key)
        return key ? Result<void>() : fail(key.error());
    const Result<SecureBytes> pkcs8 = (*key)->toPkcs8();
    const Result<Bytes> wrapped = pkcs8 ? wrapFor(agreementKey, *pkcs8, wrappedName(personId)) : fail(pkcs8.error());
    return wrapped ? putVault(connection, wrappedName(personId), *wrapped) : fail(wrapped.error());
}

Result<void> wrapKeyManagement(Connection &connection, const std::string &personId, OfficerCard &token, BytesView agreementKey)
{
    const Result<SecureBytes> pkcs8 = token.keyManagement();
    if (!pkcs8)
        return pkcs8.error().code == ErrorCode::NotFound ? Result<void>() : fail(pkcs8.error());
    const Result<Bytes> wrapped = wrapFor(agreementKey, *pkcs8, wrappedName(personId));
    return wrapped ? putVault(connection, wrappedName(personId), *wrapped) : fail(wrapped.error());
}

Result<Bytes> requestKeyManagement(Connection &connection, const std::string &personId, const std::string &name, const OfficerCard &token)
{
    const Result<PrivateKey> key = PrivateKey::generate();
    const Result<SecureBytes> pkcs8 = key ? key->toPkcs8() : fail(key.error());
    const Result<Bytes> wrapped = pkcs8 ? wrapFor(token.agreementKey(), *pkcs8, wrappedName(personId)) : fail(pkcs8.error());
    if (!wrapped)
        return wrapped;
    if (Result<void> put = putVault(connection, wrappedName(personId), *wrapped); !put)
        return fail(put.error());
    return makeOfficerRequest(*key, name);
}

Result<void> attachKeyManagement(Connection &connection, const Person &person, OfficerCard &token)
{
    if (person.keyManagementCertificate.empty())
        return {};
    Result<Bytes> wrapped = readVault(connection, wrappedName(person.id));
    if (!wrapped)
        return wrapped.error().code == ErrorCode::NotFound ? Result<void>() : fail(wrapped.error());
    token.takeKeyManagement(std::move(*wrapped), wrappedName(person.id), person.keyManagementCertificate);
    return {};
}

Result<void> forgetKeyManagement(Connection &connection, const std::string &personId)
{
    if (Result<void> gone = removeVault(connection, wrappedName(personId)); !gone)
        return gone;
    return removeVault(connection, managementName(personId));
}

Result<void> copyToken(Connection &from, Connection &to, const std::string &personId)
{
    const Result<Bytes> stored = readVault(from, tokenVaultName(personId));
    return stored ? putVault(to, tokenVaultName(personId), *stored) : fail(stored.error());
}

Result<Bytes> takeToken(Connection &connection, const Person &person, BytesView agreementKey)
{
    QJsonObject file{{"form", takenForm}, {"person", qstr(person.id)}, {"name", qstr(person.name)}, {"certificate", qstr(toBase64(person.certificate))}};
    const bool card = !agreementKey.empty();
    if (card) {
        file["card"] = qstr(person.card);
        file["agreementKey"] = qstr(toBase64(agreementKey));
    } else {
        const Result<Bytes> token = readVault(connection, tokenVaultName(person.id));
        if (!token)
            return fail(token.error());
        file["token"] = qstr(toBase64(*token));
    }
    if (const Result<Bytes> management = readVault(connection, card ? wrappedName(person.id) : managementName(person.id))) {
        file["keyManagement"] = qstr(toBase64(*management));
        file["keyManagementCertificate"] = qstr(toBase64(person.keyManagementCertificate));
    }
    const Result<std::string> canonical = toCanonicalJson(file);
    return canonical ? Result<Bytes>(bytesOf(viewOf(*canonical))) : fail(canonical.error());
}

Result<TakenToken> openTakenToken(BytesView file, const SecureBytes &secret)
{
    const Result<QJsonObject> object = parseJsonObject(file, false);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    const auto bytes = [&](const char *name) {
        const Result<Bytes> decoded = fromBase64(fields.text(name, largestTakenToken, 1));
        if (!decoded)
            fields.wrong(name, "is not base64");
        return decoded.value_or(Bytes());
    };
    if (fields.text("form", 40) != takenForm)
        fields.wrong("form", "is not that of a key that its holder keeps");
    TakenToken taken{fields.text("person", 36, 36), fields.text("name", 200, 1), nullptr};
    const bool card = fields.has("card"), manages = fields.has("keyManagement");
    if (card)
        (void)fields.text("card", 40, 1); // for people
    Bytes certificate = bytes("certificate"), stored = card ? Bytes() : bytes("token"), agreementKey = card ? bytes("agreementKey") : Bytes();
    Bytes management = manages ? bytes("keyManagement") : Bytes(), managementCertificate = manages ? bytes("keyManagementCertificate") : Bytes();
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    if (card) {
        const CardFinder find = [](PivSlot slot, BytesView key) { return findCard(slot, key); };
        Result<std::unique_ptr<OfficerCard>> token =
            OfficerCard::of(find, std::make_shared<HeldPin>(secret.clone()), std::move(certificate), std::move(agreementKey));
        if (!token)
            return fail(token.error());
        if (manages)
            (*token)->takeKeyManagement(std::move(management), wrappedName(taken.person), std::move(managementCertificate));
        taken.token = std::move(*token);
        return taken;
    }
    Result<PrivateKey> key = openStored(stored, taken.person, secret);
    if (!key)
        return fail(key.error());
    auto token = std::make_unique<SoftToken>(std::move(*key), certificate);
    if (manages) {
        Result<PrivateKey> managementKey = openManagement(management, taken.person, *token);
        if (!managementKey)
            return fail(managementKey.error());
        token->takeKeyManagement(std::move(*managementKey), managementCertificate);
    }
    taken.token = std::move(token);
    return taken;
}

Result<void> forgetToken(Connection &connection, const std::string &personId) { return removeVault(connection, tokenVaultName(personId)); }

Result<void> sealNextToken(Connection &connection, const std::string &personId, const SecureBytes &oldPassphrase,
                           const SecureBytes &newPassphrase, const ScryptCost &cost)
{
    Result<PrivateKey> key = openToken(connection, tokenVaultName(personId), personId, oldPassphrase);
    if (!key && key.error().code == ErrorCode::WrongPassphrase) // an earlier change was interrupted before its last step
        key = openToken(connection, nextName(personId), personId, oldPassphrase);
    if (!key)
        return fail(key.error());
    return connection.transaction([&]() -> Result<void> {
        // Whatever happens next, the passphrase in force must open the settled one.
        if (Result<void> settled = storeToken(connection, personId, *key, oldPassphrase, cost); !settled)
            return settled;
        return sealToken(connection, nextName(personId), personId, *key, newPassphrase, cost);
    });
}

Result<void> storeNextToken(Connection &connection, const std::string &personId, const PrivateKey &key, const SecureBytes &passphrase, const ScryptCost &cost)
{
    return sealToken(connection, nextName(personId), personId, key, passphrase, cost);
}

Result<void> settleToken(Connection &connection, const std::string &personId)
{
    return connection.transaction([&]() -> Result<void> {
        const Result<Bytes> next = readVault(connection, nextName(personId));
        if (!next)
            return fail(next.error());
        if (Result<void> put = putVault(connection, tokenVaultName(personId), *next); !put)
            return put;
        return removeVault(connection, nextName(personId));
    });
}

} // namespace hufu
