// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/replica/KeyEscrow.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QLabel;
class QSpinBox;

namespace hufu {

class PassphraseScreen;
class PathEdit;

/// Where a key that the console makes goes, and under which passphrase: the second step of asking for a certificate for it. There
/// it may be put in escrow, too.
class KeyHandout : public QWidget {
    Q_OBJECT
public:
    explicit KeyHandout(QWidget *parent = nullptr);

    void setProposal(const QString &serverName); ///< for the file's name
    void setEscrowChoices(EscrowChoices choices);
    QString path() const;
    std::optional<int> escrowNeeded() const; ///< how many custodians recover the key together; none: it is not put in escrow
    SecureBytes passphrase() const; ///< a copy
    QString missing() const;        ///< what still has to be filled in; empty: nothing
    void forget();                  ///< the passphrase, once it was used

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    void showEscrow();

    QLabel *m_title, *m_intro, *m_pathLabel;
    PathEdit *m_path;
    QCheckBox *m_escrow;
    QLabel *m_neededLabel;
    QSpinBox *m_needed;
    QLabel *m_escrowNote;
    EscrowChoices m_choices;
    PassphraseScreen *m_passphrase;
};

} // namespace hufu
