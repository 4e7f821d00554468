// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/EscrowText.h"

#include "models/base/CanonicalJson.h"

namespace hufu {

QString EscrowText::summary(const EscrowSight &sight)
{
    return tr("%n custodian(s) hold a share of the key; %1 of them recover it together.", nullptr, static_cast<int>(sight.holders.size())).arg(sight.needed);
}

QStringList EscrowText::holders(const EscrowSight &sight)
{
    QStringList lines;
    for (const EscrowSight::Holder &holder : sight.holders)
        lines += holder.present ? qstr(holder.name) : tr("%1 (cannot open the share any more)").arg(qstr(holder.name));
    return lines;
}

QString EscrowText::warning(const EscrowSight &sight)
{
    if (!sight.recoverable())
        return tr("The key cannot be recovered any more: too few custodians can open their shares.");
    if (sight.present() == sight.needed)
        return tr("All who can open their shares are needed: the key is lost when one of them leaves.");
    return {};
}

QString EscrowText::risk(const EscrowChoices &choices, int needed)
{
    return choices.possible() && needed == static_cast<int>(choices.custodians.size())
        ? tr("All of them are needed: the key is lost when one of them leaves.")
        : QString();
}

QString EscrowText::proposal(const EscrowChoices &choices)
{
    QStringList names, without, sentences;
    for (const Person &custodian : choices.custodians)
        names += qstr(custodian.name);
    for (const std::string &name : choices.without)
        without += qstr(name);
    const QString separator = tr(", ", "between names");
    if (!choices.possible())
        sentences += tr("Not possible here: it takes two custodians who can hold a share, and there are %1.").arg(choices.custodians.size());
    else
        sentences += tr("Shares go to %1.").arg(names.join(separator));
    if (!without.isEmpty() && names.size() + without.size() > 1) // a lone custodian gets none
        sentences += tr("No key for a share yet, until they next open the house: %1.").arg(without.join(separator));
    return sentences.join(u' ');
}

} // namespace hufu
