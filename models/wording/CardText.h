// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CardSighting.h"

#include <QCoreApplication>
#include <QString>

namespace hufu {

/// USBKeys in words, in the language of the moment. All pure.
class CardText {
    Q_DECLARE_TR_FUNCTIONS(CardText)
public:
    static QString state(CardState state);           ///< "in stock", "issued", …
    static QString orderState(CardOrderState state); ///< how far an order has come
    static QString slot(const std::string &slot);    ///< "9A, authentication"

    /// What a USBKey in a reader is: a few words, and what that means and what to do next, in whole sentences.
    static QString title(const SeenCard &seen);
    static QString explanation(const SeenCard &seen);

    enum class Kind { Piv, Module }; ///< a PIV card, or a token of a PKCS#11 module
    static QString step(CardDesk::Step step, Kind kind = Kind::Piv); ///< of issuing: "Keys are made on the USBKey"
    /// What state a USBKey is in when issuing it stopped after this step, as an officer ordered between two steps; whole sentences.
    static QString stoppedAfter(CardDesk::Step step, Kind kind = Kind::Piv);
    /// What lies on it, one line each: "9A, authentication: 李医生, until 2027-01-01".
    static QStringList contents(const SeenCard &seen);
    /// Of a PKCS#11 token: what it does without that PIV cards have, and what it says it can do.
    static QString withoutPiv();
    static QString abilities(const ModuleFacts &facts);
    static QString tries(const CardSight &sight); ///< "PIN: 3 tries left · PUK: 3 tries left"
};

} // namespace hufu
