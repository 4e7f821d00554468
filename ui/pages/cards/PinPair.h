// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

#include <QWidget>

class QLabel;

namespace hufu {

class PassphraseEdit;

/// Where the holder of a USBKey chooses a PIN, twice; says what is wrong with it while it is typed.
class PinPair : public QWidget {
    Q_OBJECT
public:
    explicit PinPair(QWidget *parent = nullptr);

    bool isComplete() const; ///< a PIN that the desk takes, twice the same
    SecureBytes take();      ///< hands it out and empties both fields
    void clear();

Q_SIGNALS:
    void changed();
    void returnPressed();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Fault { None, Empty, Length, Digits, Weak, Differs };
    Fault fault() const;
    void retranslate();

    QLabel *m_firstLabel, *m_againLabel, *m_complaint;
    PassphraseEdit *m_first, *m_again;
};

} // namespace hufu
