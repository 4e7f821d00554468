// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CardDeeds.h"

#include <QCoreApplication>
#include <QString>

namespace hufu {

/// What can be done with a USBKey, in words.
class CardDeedText {
    Q_DECLARE_TR_FUNCTIONS(hufu::CardDeedText)
public:
    static QString menu(CardDeed deed);   ///< "Report lost…"
    static QString button(CardDeed deed, int certificates); ///< what the button that does it says: "Report lost, revoke 2 certificates"
    static QString title(CardDeed deed);
    /// What will happen, whole sentences.
    static QString consequence(CardDeed deed, int certificates);
    /// A reason that fits most times; the officer may write another. Empty: none is asked for.
    static QString usualNote(CardDeed deed);
    /// Why it cannot be done just now; empty: it can.
    static QString hindrance(CardDeed deed, const Person &officer, bool inReader);
};

} // namespace hufu
