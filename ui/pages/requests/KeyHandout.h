// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

#include <QWidget>

class QLabel;

namespace hufu {

class PassphraseScreen;
class PathEdit;

/// Where a key that the console makes goes, and under which passphrase: the second step of asking for a certificate for it.
class KeyHandout : public QWidget {
    Q_OBJECT
public:
    explicit KeyHandout(QWidget *parent = nullptr);

    void setProposal(const QString &serverName); ///< for the file's name
    QString path() const;
    SecureBytes passphrase() const; ///< a copy
    QString missing() const;        ///< what still has to be filled in; empty: nothing
    void forget();                  ///< the passphrase, once it was used

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QLabel *m_title, *m_intro, *m_pathLabel;
    PathEdit *m_path;
    PassphraseScreen *m_passphrase;
};

} // namespace hufu
