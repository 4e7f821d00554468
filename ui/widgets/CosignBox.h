// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Person.h"
#include "models/replica/House.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace hufu {

class PassphraseEdit;

/// Where a second officer signs at this desk: who, and their passphrase, or the PIN of the USBKey that they sign with (dual control); or where it is said that they sign at another. One box for
/// each signature that is needed besides the officer's own. In pilot mode it may stay empty, and says what that means.
class CosignBox : public QWidget {
    Q_OBJECT
public:
    enum class InPilotMode { MayStayEmpty, StillNeeded };
    /// Colleagues of `house` who hold one of `roles`, without the officer; read at once.
    CosignBox(House &house, std::set<Role> roles, QWidget *parent = nullptr) : CosignBox(house, std::move(roles), InPilotMode::MayStayEmpty, parent) {}
    CosignBox(House &house, std::set<Role> roles, InPilotMode inPilotMode, QWidget *parent = nullptr);

    /// Lets the officer leave the command for somebody at another desk (PendingCommand), too. Not where nobody could sign it.
    void offerElsewhere();
    /// Whether there is enough here to sign with, or nothing is needed.
    bool isComplete() const;
    QString who() const; ///< id of who was chosen; empty: nobody
    /// Hands the passphrase out and empties the field; nothing where pilot mode lets it stay empty.
    std::optional<Cosigner> take();
    /// Awaited where it was left for another desk.
    MissingSignatures missing() const;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    std::set<Role> m_roles;
    bool m_pilot; ///< it may stay empty
    int m_elsewhere = -1; ///< index of "at another desk"; -1: is not offered
    QLabel *m_intro;
    QLabel *m_whoLabel;
    QComboBox *m_who;
    QLabel *m_passphraseLabel;
    PassphraseEdit *m_passphrase;
};

} // namespace hufu
