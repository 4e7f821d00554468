// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/CardText.h"

#include "models/base/CanonicalJson.h"
#include "models/wording/ErrorText.h"

#include <QDateTime>

namespace hufu {
namespace {

QString dayOf(Instant instant) { return QDateTime::fromSecsSinceEpoch(toUnix(instant)).date().toString(Qt::ISODate); }

} // namespace

QString CardText::state(CardState state)
{
    switch (state) {
    case CardState::InStock: return tr("in stock");
    case CardState::Issuing: return tr("being issued");
    case CardState::Issued: return tr("issued", "a USBKey, to its holder");
    case CardState::Suspended: return tr("suspended");
    case CardState::Lost: return tr("lost");
    case CardState::Returned: return tr("returned", "a USBKey, by its holder");
    case CardState::Destroyed: return tr("destroyed");
    }
    Q_UNREACHABLE();
}

QString CardText::orderState(CardOrderState state)
{
    switch (state) {
    case CardOrderState::Ordered: return tr("signed by both; the USBKey makes its keys next");
    case CardOrderState::Requested: return tr("its keys are made; the authority certifies them next");
    case CardOrderState::Certified: return tr("certified; to be written and handed over");
    case CardOrderState::Done: return tr("handed over");
    case CardOrderState::Abandoned: return tr("given up");
    }
    Q_UNREACHABLE();
}

QString CardText::slot(const std::string &slot)
{
    if (slot == "9a")
        return tr("9A, authentication");
    if (slot == "9c")
        return tr("9C, signature");
    if (slot == "9d")
        return tr("9D, decryption");
    if (slot == "9e")
        return tr("9E, the card itself");
    return qstr(slot).toUpper();
}

QString CardText::title(const SeenCard &seen)
{
    const QString holder = seen.card ? qstr(seen.card->holder.name) : QString();
    switch (seen.standing) {
    case CardStanding::NoCard: return tr("No USBKey in it");
    case CardStanding::Unreadable: return tr("A card that cannot be read");
    case CardStanding::Glimpsed: return holder.isEmpty() ? tr("A USBKey") : tr("%1's USBKey").arg(holder);
    case CardStanding::Unnumbered: return tr("A card without a number");
    case CardStanding::Fresh: return tr("A new USBKey");
    case CardStanding::Foreign: return tr("A USBKey of somebody else");
    case CardStanding::InStock: return tr("In stock, ready to be issued");
    case CardStanding::Filled: return tr("In stock, and not empty");
    case CardStanding::Interrupted: return tr("%1's, not handed over yet").arg(holder);
    case CardStanding::Fit: return tr("%1's USBKey").arg(holder);
    case CardStanding::Altered: return tr("%1's, with other certificates").arg(holder);
    case CardStanding::Ended: return tr("%1's, run out").arg(holder);
    case CardStanding::PinBlocked: return tr("%1's, PIN blocked").arg(holder);
    case CardStanding::PukBlocked: return tr("%1's, PIN and PUK blocked").arg(holder);
    case CardStanding::Suspended: return tr("%1's, suspended").arg(holder);
    case CardStanding::Found: return tr("%1's, reported lost").arg(holder);
    case CardStanding::Returned: return tr("Returned by %1").arg(holder);
    case CardStanding::Risen: return tr("Destroyed, says the register");
    }
    Q_UNREACHABLE();
}

namespace {

/// What is otherwise for a token of a PKCS#11 module; empty: the same.
QString ofModule(const SeenCard &seen)
{
    switch (seen.standing) {
    case CardStanding::NoCard: return CardText::tr("This PKCS#11 module shows no token that was set up.");
    case CardStanding::Unreadable: return seen.sight.fault ? sentence(*seen.sight.fault) : QString();
    case CardStanding::Fresh: return CardText::tr("Nothing is on it. Take it into stock, or issue it at once; its maker's PIN is needed for that.");
    case CardStanding::Foreign: return CardText::tr("The register does not know it, and it holds keys or certificates. Issuing it would erase them: ask whose it is first.");
    case CardStanding::PinBlocked:
        return CardText::tr("The PIN was entered wrongly too often. The house has no PUK of it: its maker's own tool sets a new PIN. Or take it back.");
    default: return {};
    }
}

} // namespace

QString CardText::withoutPiv()
{
    return tr("A PKCS#11 token: its keys are made in it and cannot leave it, as with any USBKey. What PIV cards have and PKCS#11 does not: the house gets no management "
              "key and no PUK, so that nobody here can unlock it once its PIN is blocked; and nobody vouches for its keys, since its maker attests nothing.");
}

QString CardText::abilities(const ModuleFacts &facts)
{
    QStringList kinds, mechanisms;
    for (const KeyKind kind : facts.kinds)
        kinds += kind == KeyKind::EcP256 ? QStringLiteral("P-256") : kind == KeyKind::EcP384 ? QStringLiteral("P-384") : QStringLiteral("RSA 2048");
    for (const std::string &mechanism : facts.mechanisms)
        mechanisms += qstr(mechanism);
    const QString makes = kinds.isEmpty() ? tr("It makes none of the kinds of keys that are issued.") : tr("It makes keys of these kinds: %1.").arg(kinds.join(QStringLiteral(", ")));
    return makes + u'\n' + tr("Mechanisms: %1", "of PKCS#11, by their names").arg(mechanisms.join(QStringLiteral(", ")));
}

QString CardText::explanation(const SeenCard &seen)
{
    if (const QString own = seen.sight.module ? ofModule(seen) : QString(); !own.isEmpty())
        return own;
    switch (seen.standing) {
    case CardStanding::NoCard: return tr("Plug one in.");
    case CardStanding::Unreadable:
        if (seen.sight.fault && seen.sight.fault->code == ErrorCode::Unsupported)
            return tr("It has no PIV application: another kind of card, such as an ID or an insurance card. The house cannot use it.");
        return seen.sight.fault ? sentence(*seen.sight.fault) : QString();
    case CardStanding::Glimpsed: return tr("Reading what is on it…");
    case CardStanding::Unnumbered: return tr("It tells no serial number, so the register cannot name it, and the house cannot issue it.");
    case CardStanding::Fresh: return tr("As its maker delivered it, with the factory's PIN, PUK and management key. Take it into stock, or issue it at once.");
    case CardStanding::Foreign:
        return tr("The register does not know it, and it holds keys, certificates or a PIN of its own. Issuing it would erase them: ask whose it is first.");
    case CardStanding::InStock: return tr("Nothing is on it. Issue it to somebody.");
    case CardStanding::Filled: return tr("The register says it is nobody's, but something is left on it. Wipe it, or erase it when issuing.");
    case CardStanding::Interrupted:
        return seen.order ? tr("Two officers ordered it, and its issuing was interrupted. Go on where it stopped, or wipe it.")
                          : tr("Its order lapsed before it was handed over. Whatever is on it counts for nothing: wipe it.");
    case CardStanding::Fit: return tr("Handed over, and as the register has it.");
    case CardStanding::Altered:
        return tr("What lies on it is not what was handed over. If a renewal was interrupted, go on with it; else take the USBKey back and ask what happened.");
    case CardStanding::Ended: return tr("Its certificates have ended: it opens nothing any more. Renew it, or take it back.");
    case CardStanding::PinBlocked: return tr("The PIN was entered wrongly too often. Unlock it: two officers release its PUK, and the holder chooses a new PIN.");
    case CardStanding::PukBlocked: return tr("Nobody can set a new PIN. Take it back, wipe it, and issue it again.");
    case CardStanding::Suspended: return tr("Its certificates are on hold. Resume it with a second officer, or take it back.");
    case CardStanding::Found: return tr("Its certificates were revoked when it was reported lost and stay so. Take it back, then wipe it.");
    case CardStanding::Returned: return tr("Its certificates are revoked. Wipe it, and it can be issued again.");
    case CardStanding::Risen: return tr("It should not exist. Keep it, and ask who noted that it was destroyed.");
    }
    Q_UNREACHABLE();
}

QString CardText::step(CardDesk::Step step, Kind kind)
{
    switch (step) {
    case CardDesk::Step::Looking: return tr("Look at the USBKey");
    case CardDesk::Step::Ordering: return tr("Send the order that both signed");
    case CardDesk::Step::Clearing: return tr("Erase what is on it");
    case CardDesk::Step::Securing: return kind == Kind::Module ? tr("Set the PIN") : tr("Set management key, PUK and PIN");
    case CardDesk::Step::MakingKeys: return tr("Make its keys and prove them");
    case CardDesk::Step::Certifying: return tr("Certify them");
    case CardDesk::Step::Writing: return tr("Write the certificates and read them back");
    case CardDesk::Step::Proving: return tr("Prove it with a fresh signature, hand it over");
    }
    Q_UNREACHABLE();
}

QString CardText::stoppedAfter(CardDesk::Step step, Kind kind)
{
    switch (step) {
    case CardDesk::Step::Looking: return tr("Nothing was ordered, and nothing on the USBKey was changed.");
    case CardDesk::Step::Ordering: return tr("It is ordered, and nothing on the USBKey was changed. The order lapses by itself.");
    case CardDesk::Step::Clearing:
        if (kind == Kind::Module)
            return tr("The USBKey is empty; its PIN is the one it had. The order lapses by itself.");
        return tr("The USBKey is empty, as its maker delivered it. The order lapses by itself.");
    case CardDesk::Step::Securing:
        if (kind == Kind::Module)
            return tr("The USBKey has the PIN that was chosen, and no keys yet. Go on with it, or wipe it.");
        return tr("The USBKey has the house's management key and PUK and the PIN that was chosen, and no keys yet. Go on with it, or wipe it.");
    case CardDesk::Step::MakingKeys: return tr("The USBKey has made its keys; nothing is certified. Go on with it, or wipe it.");
    case CardDesk::Step::Certifying:
        return tr("Its keys are certified, and the certificates are not on it. Go on with it, or wipe it: then they are revoked, as when the order lapses.");
    case CardDesk::Step::Writing:
        return tr("The certificates are on it, and it was not handed over. Go on with it, or wipe it: then they are revoked, as when the order lapses.");
    case CardDesk::Step::Proving: return tr("It is handed over.");
    }
    Q_UNREACHABLE();
}

QStringList CardText::contents(const SeenCard &seen)
{
    QStringList lines;
    for (const SeenCard::OnCard &on : seen.contents) {
        if (!on.certificate) {
            lines += tr("%1: a key", "%1 is a place on the card").arg(slot(on.slot));
            continue;
        }
        const QString name = qstr(on.certificate->commonName.empty() ? on.certificate->subject : on.certificate->commonName);
        lines += tr("%1: %2, until %3", "%1 a place on the card, %2 a name, %3 a date").arg(slot(on.slot), name, dayOf(on.certificate->notAfter));
    }
    return lines;
}

QString CardText::tries(const CardSight &sight)
{
    if (!sight.pinTries)
        return tr("PIN: how many tries are left is not told");
    const QString pin = tr("PIN: %n tries left", nullptr, *sight.pinTries);
    return sight.pukTries ? pin + QStringLiteral(" · ") + tr("PUK: %n tries left", nullptr, *sight.pukTries) : pin;
}

} // namespace hufu
