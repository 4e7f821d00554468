// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

#include <QWidget>

class QLabel;

namespace hufu {

class PassphraseEdit;
class StrengthMeter;

/// A new passphrase, typed twice, with its strength. Second screen of the first-run wizard, part of Settings, and where keys are handed out.
class PassphraseScreen : public QWidget {
    Q_OBJECT
public:
    enum class Purpose {
        First,  ///< the house is being founded
        Change, ///< there is an old one
        KeyFile, ///< of a file that holds a private key
    };
    explicit PassphraseScreen(QWidget *parent = nullptr, Purpose purpose = Purpose::First);

    bool isComplete() const; ///< strong enough, and both the same
    SecureBytes passphrase() const; ///< a copy
    void clear();

Q_SIGNALS:
    void changed();
    void returnPressed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void judge();
    void retranslate();

    Purpose m_purpose;
    QLabel *m_intro;
    QLabel *m_firstLabel;
    PassphraseEdit *m_first;
    StrengthMeter *m_meter;
    QLabel *m_againLabel;
    PassphraseEdit *m_again;
    QLabel *m_differs;
};

} // namespace hufu
