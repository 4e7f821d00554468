// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/KeyEscrow.h"

#include <QCoreApplication>
#include <QStringList>

namespace hufu {

/// Keys in escrow (密钥托管) in words.
class EscrowText {
    Q_DECLARE_TR_FUNCTIONS(EscrowText)
public:
    static QString summary(const EscrowSight &sight); ///< how many of how many recover it
    static QStringList holders(const EscrowSight &sight); ///< each with what keeps them from it
    static QString warning(const EscrowSight &sight); ///< empty: more can open their shares than are needed
    /// What choosing escrow means, before the key is dealt: who holds shares, who has no key for one yet.
    static QString proposal(const EscrowChoices &choices);
    static QString risk(const EscrowChoices &choices, int needed); ///< empty: one of them may drop out
};

} // namespace hufu
