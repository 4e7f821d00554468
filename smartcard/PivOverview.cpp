// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/PivOverview.h"

#include <utility>

namespace hufu {
namespace {

/// What a card need not know or have leaves no value; everything else ends the looking.
bool mayBeMissing(ErrorCode code) { return code == ErrorCode::NotFound || code == ErrorCode::Unsupported || code == ErrorCode::Malformed; }

template <typename T>
bool take(Result<T> value, std::optional<T> &to, std::optional<Error> &failed)
{
    if (value)
        to = std::move(*value);
    else if (!mayBeMissing(value.error().code))
        failed = value.error();
    return !failed;
}

Result<PivOverview> lookOnce(CardLine &line, const std::function<void(const PivOverview &)> &numbered)
{
    Result<PivCard> card = PivCard::open(line);
    if (!card)
        return fail(card.error());
    PivOverview seen;
    std::optional<Error> failed;
    std::optional<Bytes> chuid;
    if (!take(card->version(), seen.version, failed))
        return fail(*failed);
    if (seen.version && !take(card->serialNumber(), seen.serialNumber, failed))
        return fail(*failed);
    if (seen.serialNumber)
        numbered(seen);
    if (!take(card->readObject(piv::holderId), chuid, failed))
        return fail(*failed);
    if (chuid) {
        if (Result<Chuid> read = Chuid::parse(*chuid))
            seen.chuid = std::move(*read);
    }
    const Result<PivTries> tries = card->pinTries();
    if (!tries)
        return fail(tries.error());
    seen.pin = *tries;
    // A card that tells how many tries a PIN has in all knows GET METADATA.
    const bool tells = tries->total.has_value();
    if (tells && (!take(card->pukTries(), seen.puk, failed) || !take(card->managementFacts(), seen.managementKey, failed)))
        return fail(*failed);
    for (PivSlot slot : allPivSlots) {
        PivOverview::Slot look{slot, card->certificate(slot)};
        if (!look.certificate && !mayBeMissing(look.certificate.error().code))
            return fail(look.certificate.error());
        if (tells && !take(card->keyFacts(slot), look.key, failed))
            return fail(*failed);
        seen.slots.push_back(std::move(look));
    }
    return seen;
}

} // namespace

Result<PivOverview> lookAtCard(CardLine &line, const std::function<void(const PivOverview &)> &numbered)
{
    bool told = false;
    const auto tellOnce = [&](const PivOverview &seen) {
        if (numbered && !std::exchange(told, true))
            numbered(seen);
    };
    Result<PivOverview> seen = lookOnce(line, tellOnce);
    if (!seen && seen.error().code == ErrorCode::CardReset)
        seen = lookOnce(line, tellOnce);
    return seen;
}

} // namespace hufu
