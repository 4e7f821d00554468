// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/CardVault.h"

#include "models/authority/CaKeys.h"
#include "models/base/CanonicalJson.h"
#include "models/pki/SecretBox.h"
#include "models/store/CardReader.h"
#include "models/store/Vault.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t managementOctets = 32, pukDigits = 8;

std::string placeOf(const std::string &card) { return "card " + card; }

/// Eight decimal digits, each as likely as any other.
SecureBytes randomPuk()
{
    SecureBytes puk(pukDigits);
    for (std::size_t i = 0; i < pukDigits;) {
        const SecureBytes octet = SecureBytes::random(1);
        if (octet.data()[0] < 250)
            puk.data()[i++] = static_cast<std::uint8_t>('0' + octet.data()[0] % 10);
    }
    return puk;
}

} // namespace

Result<CardVault> CardVault::over(const SecureBytes &databaseKey)
{
    Result<SecureBytes> key = CaKeys::vaultKeyOf(databaseKey);
    return key ? Result<CardVault>(CardVault(std::move(*key))) : fail(key.error());
}

Result<std::vector<CardSecrets>> CardVault::read(Connection &connection, const std::string &card) const
{
    const Result<Bytes> box = readVault(connection, placeOf(card));
    if (!box)
        return fail(box.error());
    const Result<SecureBytes> octets = unseal(m_key, *box, "hufu " + placeOf(card));
    if (!octets)
        return fail(octets.error());
    return unpackCardSecrets(octets->view());
}

Result<void> CardVault::write(Connection &connection, const std::string &card, const std::vector<CardSecrets> &versions) const
{
    const Result<Bytes> box = seal(m_key, packCardSecrets(versions), "hufu " + placeOf(card));
    return box ? putVault(connection, placeOf(card), *box) : fail(box.error());
}

Result<void> CardVault::follow(Connection &connection, const Command &command)
{
    const bool order = command.kind == CommandKind::OrderCard, unlock = command.kind == CommandKind::UnlockCard;
    if (!order && !unlock && command.kind != CommandKind::CardUnlocked)
        return {};
    const std::string card = utf8(command.payload.value("card").toString());
    if (order) {
        const Result<CardOrder> form = cardOrderFromJson(command.payload);
        if (!form)
            return fail(form.error());
        if (form->kind == RequestKind::Renew || isModuleToken(form->card)) // such a token takes neither
            return {};
        std::vector<CardSecrets> fresh;
        fresh.push_back({SecureBytes::random(managementOctets), randomPuk()});
        return write(connection, card, fresh);
    }
    Result<std::vector<CardSecrets>> versions = read(connection, card);
    if (!versions)
        return fail(versions.error());
    if (unlock && versions->size() == 1) // else an unlocking that was interrupted goes on with the same
        versions->insert(versions->begin(), {versions->front().managementKey.clone(), randomPuk()});
    else if (!unlock)
        versions->resize(1);
    return write(connection, card, *versions);
}

Result<std::vector<CardSecrets>> CardVault::release(Connection &connection, const std::string &card, Instant now) const
{
    const Result<std::optional<Card>> known = readCard(connection, card);
    if (!known)
        return fail(known.error());
    if (!*known)
        return fail(ErrorCode::NotFound, "the register has no such USBKey", card);
    const Result<std::optional<CardOrderRecord>> order = readCardOrder(connection, (*known)->order);
    if (!order)
        return fail(order.error());
    const bool ordered = *order && (*order)->isOpen() && (*order)->lapses >= now;
    const bool released = (*known)->unlockUntil && *(*known)->unlockUntil >= now;
    if (!ordered && !released)
        return fail(ErrorCode::NotPermitted, "neither is this USBKey being written nor is its PUK released", card);
    return read(connection, card);
}

} // namespace hufu
