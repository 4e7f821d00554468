// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/OfficerCards.h"

#include "models/authority/TokenVault.h"
#include "models/pki/KeyWrap.h"
#include "models/pki/OfficerCertificate.h"
#include "models/store/CardReader.h"

#include <algorithm>

namespace hufu {
namespace {

/// What this person's slot is to be; nothing when it is that already.
Result<std::optional<KeySlot>> wantedSlot(Connection &connection, const Person &person, const KeySlot &slot, const SecureBytes &databaseKey)
{
    if (person.cardOut || person.card.empty()) { // a passphrase's slot is no card's matter
        if (!slot.isByCard() || slot.sealedKey.empty())
            return std::nullopt;
        KeySlot closed = slot;
        closed.sealedKey.clear();
        return closed;
    }
    if (slot.card == person.card && !slot.sealedKey.empty())
        return std::nullopt;
    Result<Bytes> key = agreementKeyOf(connection, person.card);
    Result<KeySlot> wrapped = key ? KeySlots::wrap(person.id, slot.name, databaseKey, person.card, std::move(*key)) : fail(key.error());
    return wrapped ? Result<std::optional<KeySlot>>(std::move(*wrapped)) : fail(wrapped.error());
}

} // namespace

Result<Bytes> agreementKeyOf(Connection &connection, const std::string &number)
{
    const Result<std::optional<Card>> card = readCard(connection, number);
    if (!card)
        return fail(card.error());
    if (!*card)
        return fail(ErrorCode::NotFound, "the register has no such USBKey", number);
    const auto held = std::ranges::find((*card)->certificates, "9d", &CardCertificate::slot);
    if (held == (*card)->certificates.end())
        return fail(ErrorCode::NotFound, "this USBKey has no key for key agreement", number);
    const Result<Bytes> certificate = readBlobNamed(connection, held->sha256);
    return certificate ? publicKeyOf(*certificate) : fail(certificate.error());
}

Result<std::unique_ptr<OfficerCard>> officersCard(Connection &connection, const Person &person, CardFinder find, std::shared_ptr<HeldPin> pin)
{
    if (person.cardOut)
        return fail(ErrorCode::SignerInactive, "this USBKey is lost, suspended or handed back", person.card);
    if (person.certificate.empty())
        return fail(ErrorCode::SignerInactive, "the authority has not certified this person's key yet", person.name);
    Result<Bytes> agreement = agreementKeyOf(connection, person.card);
    if (!agreement)
        return fail(agreement.error());
    Result<std::unique_ptr<OfficerCard>> token = OfficerCard::of(std::move(find), std::move(pin), person.certificate, std::move(*agreement));
    if (!token)
        return token;
    if (Result<void> attached = attachKeyManagement(connection, person, **token); !attached)
        return fail(attached.error());
    return token;
}

Result<void> tryCard(HeldPin &pin, BytesView signatureKey, BytesView agreementKey)
{
    const SecureBytes nonce = SecureBytes::random(32);
    const Result<Bytes> wrapped = wrapFor(agreementKey, nonce, "hufu trial");
    if (!wrapped)
        return fail(wrapped.error());
    const CardFinder find = [](PivSlot slot, BytesView key) { return findCard(slot, key); };
    const Result<SecureBytes> opened = unwrapByCard(find, pin, agreementKey, *wrapped, "hufu trial");
    if (!opened)
        return fail(opened.error());
    Result<FoundCard> found = findCard(PivSlot::Signature, signatureKey);
    if (!found)
        return fail(found.error());
    if (Result<void> verified = pin.verify(found->card); !verified)
        return verified;
    const Result<Bytes> signature = found->card.sign(PivSlot::Signature, KeyKind::EcP256, nonce.view());
    const Result<bool> good = signature ? verifySignature(signatureKey, nonce.view(), *signature) : fail(signature.error());
    if (!good)
        return fail(good.error());
    return *good && opened->equals(nonce) ? Result<void>() : fail(ErrorCode::CardProofFailed, "its keys are not those that were certified", found->card.reader());
}

Result<void> settleSlots(Connection &connection, const std::vector<Person> &people, const SecureBytes &databaseKey, const std::string &path)
{
    Result<KeySlots> slots = KeySlots::read(path);
    if (!slots)
        return fail(slots.error());
    bool changed = false;
    const std::vector<KeySlot> all = slots->slots();
    for (const KeySlot &slot : all) {
        const auto person = std::ranges::find(people, slot.personId, &Person::id);
        if (person == people.end() || !person->active)
            continue;
        Result<std::optional<KeySlot>> wanted = wantedSlot(connection, *person, slot, databaseKey);
        if (!wanted)
            return fail(wanted.error());
        if (!*wanted)
            continue;
        slots->put(std::move(**wanted));
        changed = true;
    }
    return changed ? slots->write(path) : Result<void>();
}

} // namespace hufu
