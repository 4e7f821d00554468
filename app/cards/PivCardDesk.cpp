// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cards/PivCardDesk.h"

#include "models/store/CardReader.h"
#include "smartcard/PcscLine.h"
#include "smartcard/ReaderMonitor.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr int mostTries = 15; // what 63 CX can tell
constexpr int mostResets = 3; // in a row; then something is wrong with the reader

/// Another program, or a loose contact, may reset a card under way: what looks first at how far it came is simply done again.
template <typename Deed>
auto throughResets(Deed deed)
{
    auto done = deed();
    for (int i = 1; i < mostResets && !done && done.error().code == ErrorCode::CardReset; ++i)
        done = deed();
    return done;
}

/// The card in a reader, and what the register says of it.
struct AtHand : PivAtHand {
    std::optional<Card> registered;
};

Result<AtHand> takeInHand(House &house, const std::string &reader)
{
    Result<PivAtHand> card = takePivCard(reader);
    if (!card)
        return fail(card.error());
    Result<std::optional<Card>> registered = house.read([&](Connection &connection) { return readCard(connection, card->number); });
    if (!registered)
        return fail(registered.error());
    return AtHand{std::move(*card), std::move(*registered)};
}

CardSight sightOf(const std::string &reader, const PivOverview &card)
{
    CardSight sight{.reader = reader, .hasCard = true, .number = cardNumberOf(card, reader).value_or(std::string()), .model = cardModelOf(card)};
    sight.pinTries = card.pin.left;
    if (card.puk)
        sight.pukTries = card.puk->left;
    sight.asDelivered = isAsDelivered(card);
    for (const PivOverview::Slot &slot : card.slots) {
        if (slot.certificate || slot.key)
            sight.slots.push_back({pivSlotName(slot.slot), slot.certificate.value_or(Bytes()), slot.key.has_value()});
    }
    return sight;
}

CardSight lookInto(const ReaderState &reader, const CardDesk::Glimpse &glimpse = {})
{
    CardSight sight{.reader = reader.name, .hasCard = reader.hasCard, .number = {}, .model = {}};
    if (!reader.hasCard)
        return sight;
    if (reader.isMute) {
        sight.fault = Error{ErrorCode::CardFailed, "the card gives no answer to reset", reader.name, {}};
        return sight;
    }
    const Result<std::unique_ptr<PcscLine>> line = PcscLine::connect(reader.name);
    const auto numbered = [&](const PivOverview &seen) {
        if (!glimpse)
            return;
        CardSight first{.reader = reader.name, .hasCard = true, .number = cardNumberOf(seen, reader.name).value_or(std::string()), .model = cardModelOf(seen)};
        first.glimpsed = true;
        glimpse(std::move(first));
    };
    const Result<PivOverview> card = line ? lookAtCard(**line, numbered) : fail(line.error());
    if (card)
        return sightOf(reader.name, *card);
    sight.fault = card.error();
    return sight;
}

SecureBytes randomDigits()
{
    SecureBytes digits = SecureBytes::random(8);
    for (std::size_t i = 0; i < digits.size(); ++i)
        digits.data()[i] = static_cast<std::uint8_t>('0' + digits.data()[i] % 10);
    return digits;
}

Result<void> unlockOnce(House &house, const std::string &reader, const std::string &note, const SecureBytes &newPin, std::span<Token *const> cosigners,
                        const std::stop_token &stop)
{
    const Result<AtHand> hand = takeInHand(house, reader);
    if (!hand)
        return fail(hand.error());
    if (!hand->seen.puk)
        return fail(ErrorCode::Unsupported, "the card does not tell of its PUK", reader);
    if (hand->seen.puk->left == 0)
        return fail(ErrorCode::PukBlocked, "its PUK is blocked", reader);
    if (stop.stop_requested())
        return stopped(hand->number);
    const bool released = hand->registered && hand->registered->unlockUntil && *hand->registered->unlockUntil >= house.now();
    if (!released) {
        if (const Result<Receipt> receipt = house.submit(CommandKind::UnlockCard, toJson(CardUnlock{hand->number, note}), {}, cosigners); !receipt)
            return fail(receipt.error());
    }
    const Result<std::vector<CardSecrets>> secrets = house.cardSecrets(hand->number);
    if (!secrets)
        return fail(secrets.error());
    Result<PivCard> card = PivCard::open(*hand->line);
    if (!card)
        return fail(card.error());
    if (stop.stop_requested())
        return stopped(hand->number);
    // The one that is to be replaced first; after an interruption it may have been replaced already.
    Result<void> unblocked = fail(ErrorCode::NotFound, "no PUK is kept", reader);
    auto version = secrets->rbegin();
    for (; version != secrets->rend(); ++version) {
        unblocked = card->unblockPin(version->puk, newPin);
        if (unblocked || unblocked.error().code != ErrorCode::PukIncorrect)
            break;
    }
    if (!unblocked)
        return unblocked;
    if (&*version != &secrets->front()) {
        if (Result<void> changed = card->changePuk(version->puk, secrets->front().puk); !changed)
            return changed;
    }
    const Result<Receipt> receipt = house.submit(CommandKind::CardUnlocked, toJson(CardUnlock{hand->number, {}}));
    return receipt ? Result<void>() : fail(receipt.error());
}

Result<void> wipeOnce(House &house, const std::string &reader, const std::string &note, const std::stop_token &stop)
{
    const Result<AtHand> hand = takeInHand(house, reader);
    if (!hand)
        return fail(hand.error());
    if (Result<void> free = mayBeWiped(hand->registered, hand->number); !free)
        return free;
    if (stop.stop_requested())
        return stopped(hand->number);
    if (!isAsDelivered(hand->seen)) {
        Result<PivCard> card = PivCard::open(*hand->line);
        Result<void> erased = card ? eraseCard(*card) : fail(card.error());
        if (!erased)
            return erased;
    }
    return takeIntoStock(house, hand->registered, hand->number, note);
}

} // namespace

Result<PivAtHand> takePivCard(const std::string &reader)
{
    Result<std::unique_ptr<PcscLine>> line = PcscLine::connect(reader);
    if (!line)
        return fail(line.error());
    Result<PivOverview> seen = lookAtCard(**line);
    if (!seen)
        return fail(seen.error());
    Result<std::string> number = cardNumberOf(*seen, reader);
    if (!number)
        return fail(number.error());
    return PivAtHand{std::move(*line), std::move(*seen), std::move(*number)};
}

Result<std::string> cardNumberOf(const PivOverview &card, const std::string &reader)
{
    if (!card.serialNumber)
        return fail(ErrorCode::Unsupported, "the card tells no serial number", reader);
    return std::to_string(*card.serialNumber);
}

std::string cardModelOf(const PivOverview &card) { return card.version ? "YubiKey " + card.version->text() : "PIV"; }

bool isAsDelivered(const PivOverview &card)
{
    const bool empty = std::ranges::none_of(card.slots, [](const PivOverview::Slot &slot) {
        return slot.key || slot.certificate || slot.certificate.error().code != ErrorCode::NotFound;
    });
    const auto fresh = [](const PivTries &tries) { return tries.isFactory == true && tries.left > 0; };
    return empty && fresh(card.pin) && card.puk && fresh(*card.puk) && card.managementKey && card.managementKey->isFactory;
}

Result<void> eraseCard(PivCard &card)
{
    Result<void> tried;
    for (int i = 0; i <= mostTries; ++i) {
        tried = card.verifyPin(randomDigits());
        if (!tried && tried.error().code != ErrorCode::PinIncorrect)
            break;
    }
    if (tried || tried.error().code != ErrorCode::PinBlocked)
        return tried ? fail(ErrorCode::CardFailed, "its PIN is never blocked", card.reader()) : tried;
    for (int i = 0; i <= mostTries; ++i) {
        tried = card.unblockPin(randomDigits(), randomDigits());
        if (!tried && tried.error().code != ErrorCode::PukIncorrect)
            break;
    }
    if (tried || tried.error().code != ErrorCode::PukBlocked)
        return tried ? fail(ErrorCode::CardFailed, "its PUK is never blocked", card.reader()) : tried;
    return card.wipe();
}

Result<void> checkNewPin(const SecureBytes &pin)
{
    if (pin.size() < 6 || pin.size() > 8)
        return fail(ErrorCode::InvalidArgument, "a PIN has six to eight digits");
    return checkPinStrength(pin);
}

Result<std::vector<CardSight>> PivCardDesk::look(const Glimpse &glimpse)
{
    const ReaderStates readers = readReaders();
    if (!readers)
        return fail(readers.error());
    std::vector<CardSight> sights;
    for (const ReaderState &reader : *readers)
        sights.push_back(lookInto(reader, glimpse));
    return sights;
}

Result<CardSight> PivCardDesk::lookAt(const std::string &reader)
{
    const ReaderStates readers = readReaders();
    if (!readers)
        return fail(readers.error());
    const auto at = std::ranges::find(*readers, reader, &ReaderState::name);
    if (at == readers->end())
        return fail(ErrorCode::CardAbsent, "no such reader", reader);
    return lookInto(*at);
}

std::shared_ptr<void> PivCardDesk::watch(std::function<void()> changed)
{
    return std::make_shared<ReaderMonitor>([changed = std::move(changed)](const ReaderStates &) { changed(); });
}

Result<Card> PivCardDesk::issue(House &house, const Issue &issue, std::span<Token *const> cosigners, const std::function<void(Step)> &step)
{
    if (issue.kind == RequestKind::New) {
        if (Result<void> good = checkNewPin(*issue.pin); !good)
            return fail(good.error());
    }
    Issue wanted = issue;
    const auto noted = [&](Step reached) {
        if (reached == Step::Ordering) // from here on there is something new to go on with
            wanted.afresh = false;
        step(reached);
    };
    return throughResets([&] {
        return issueOnce(house, wanted, cosigners, noted, [&] { return openPivForWriting(wanted.reader, *wanted.pin); });
    });
}

Result<void> PivCardDesk::unlock(House &house, const std::string &reader, const std::string &note, const SecureBytes &newPin,
                                 std::span<Token *const> cosigners, const std::stop_token &stop)
{
    if (Result<void> good = checkNewPin(newPin); !good)
        return good;
    return throughResets([&] { return unlockOnce(house, reader, note, newPin, cosigners, stop); });
}

Result<void> PivCardDesk::changePin(const std::string &reader, const SecureBytes &pin, const SecureBytes &newPin)
{
    if (Result<void> good = checkNewPin(newPin); !good)
        return good;
    const Result<std::unique_ptr<PcscLine>> line = PcscLine::connect(reader);
    if (!line)
        return fail(line.error());
    Result<PivCard> card = PivCard::open(**line);
    return card ? card->changePin(pin, newPin) : fail(card.error());
}

Result<void> PivCardDesk::wipe(House &house, const std::string &reader, const std::string &note, const SecureBytes &, const std::stop_token &stop)
{
    return throughResets([&] { return wipeOnce(house, reader, note, stop); });
}

} // namespace hufu
