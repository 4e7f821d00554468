// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/CardDeedText.h"

#include "models/domain/Signers.h"
#include "models/wording/RoleText.h"

namespace hufu {

QString CardDeedText::menu(CardDeed deed)
{
    switch (deed) {
    case CardDeed::Stock: return tr("Take into stock…");
    case CardDeed::Issue: return tr("Issue…");
    case CardDeed::GoOn: return tr("Go on with issuing…");
    case CardDeed::Renew: return tr("Renew…");
    case CardDeed::ChangePin: return tr("Change the PIN…");
    case CardDeed::Unlock: return tr("Unlock…");
    case CardDeed::Suspend: return tr("Suspend…");
    case CardDeed::Resume: return tr("Lift the suspension…");
    case CardDeed::Lost: return tr("Report lost…");
    case CardDeed::Return: return tr("Take back…");
    case CardDeed::Wipe: return tr("Wipe…");
    case CardDeed::Destroy: return tr("Note as destroyed…");
    case CardDeed::Temporary: return tr("Temporary USBKey…");
    }
    Q_UNREACHABLE();
}

QString CardDeedText::button(CardDeed deed, int certificates)
{
    switch (deed) {
    case CardDeed::Stock: return tr("Take into stock");
    case CardDeed::Issue: return tr("Issue");
    case CardDeed::GoOn: return tr("Go on");
    case CardDeed::Renew: return tr("Renew");
    case CardDeed::ChangePin: return tr("Change the PIN");
    case CardDeed::Unlock: return tr("Release the PUK and set the PIN");
    case CardDeed::Suspend: return tr("Suspend %n certificate(s)", nullptr, certificates);
    case CardDeed::Resume: return tr("Lift the suspension of %n certificate(s)", nullptr, certificates);
    case CardDeed::Lost: return tr("Report lost, revoke %n certificate(s)", nullptr, certificates);
    case CardDeed::Return: return tr("Take back, revoke %n certificate(s)", nullptr, certificates);
    case CardDeed::Wipe: return tr("Wipe the USBKey");
    case CardDeed::Destroy: return tr("Note as destroyed");
    case CardDeed::Temporary: return tr("Issue a temporary USBKey");
    }
    Q_UNREACHABLE();
}

QString CardDeedText::title(CardDeed deed)
{
    switch (deed) {
    case CardDeed::Stock: return tr("Take a USBKey into stock");
    case CardDeed::Issue: return tr("Issue a USBKey");
    case CardDeed::GoOn: return tr("Go on with issuing a USBKey");
    case CardDeed::Renew: return tr("Renew a USBKey");
    case CardDeed::ChangePin: return tr("Change the PIN of a USBKey");
    case CardDeed::Unlock: return tr("Unlock a USBKey");
    case CardDeed::Suspend: return tr("Suspend a USBKey");
    case CardDeed::Resume: return tr("Lift the suspension of a USBKey");
    case CardDeed::Lost: return tr("Report a USBKey lost");
    case CardDeed::Return: return tr("Take a USBKey back");
    case CardDeed::Wipe: return tr("Wipe a USBKey");
    case CardDeed::Destroy: return tr("Note a USBKey as destroyed");
    case CardDeed::Temporary: return tr("Issue a temporary USBKey");
    }
    Q_UNREACHABLE();
}

QString CardDeedText::consequence(CardDeed deed, int certificates)
{
    switch (deed) {
    case CardDeed::Stock: return tr("The register gets a line for it. Nothing on the USBKey is changed.");
    case CardDeed::Issue:
    case CardDeed::GoOn:
    case CardDeed::Temporary:
    case CardDeed::Renew: return {};
    case CardDeed::ChangePin: return tr("The holder's own affair: only the USBKey is asked, and nothing stands in the audit log.");
    case CardDeed::Unlock: return tr("Two officers release its PUK for one hour. With it the holder sets a new PIN, and the USBKey gets a new PUK. Keys and certificates stay.");
    case CardDeed::Suspend: return tr("%n certificate(s) are put on hold at once; the suspension can be lifted by two officers.", nullptr, certificates);
    case CardDeed::Resume: return tr("%n certificate(s) are valid again. Two officers sign.", nullptr, certificates);
    case CardDeed::Lost: return tr("%n certificate(s) are revoked for good, with the reason “key compromised”. This cannot be undone, also when the USBKey is found again.", nullptr, certificates);
    case CardDeed::Return: return tr("%n certificate(s) are revoked for good. Afterwards the USBKey is wiped and can be issued again.", nullptr, certificates);
    case CardDeed::Wipe: return tr("All keys and certificates on it are erased for ever; it is in stock again, as its maker delivered it.");
    case CardDeed::Destroy: return tr("It leaves the register's stock for good. This cannot be undone.");
    }
    Q_UNREACHABLE();
}

QString CardDeedText::usualNote(CardDeed deed)
{
    switch (deed) {
    case CardDeed::Stock: return {};
    case CardDeed::Unlock: return tr("The holder forgot the PIN");
    case CardDeed::Suspend: return tr("The holder is away");
    case CardDeed::Resume: return tr("The holder is back");
    case CardDeed::Lost: return tr("The holder reported it lost");
    case CardDeed::Return: return tr("The holder handed it back");
    case CardDeed::Wipe: return tr("To be issued again");
    case CardDeed::Destroy: return tr("Broken");
    case CardDeed::Temporary: return tr("The holder forgot the USBKey at home");
    case CardDeed::Issue:
    case CardDeed::GoOn:
    case CardDeed::Renew:
    case CardDeed::ChangePin: return {};
    }
    Q_UNREACHABLE();
}

QString CardDeedText::hindrance(CardDeed deed, const Person &officer, bool inReader)
{
    if (!mayDo(deed, officer))
        return tr("Only %1 may do this.", "a role").arg(rolesText(rolesFor(commandOf(deed))));
    return needsReader(deed) && !inReader ? tr("Plug this USBKey into a reader first.") : QString();
}

} // namespace hufu
