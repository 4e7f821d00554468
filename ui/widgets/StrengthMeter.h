// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/PassphraseStrength.h"

#include <QWidget>

class QLabel;

namespace hufu {

/// How hard a passphrase is to guess: a bar, and a sentence that says the same and what would help.
class StrengthMeter : public QWidget {
    Q_OBJECT
public:
    explicit StrengthMeter(QWidget *parent = nullptr);

    void setStrength(const PassphraseStrength &strength);
    bool acceptable() const { return m_strength.acceptable(); }

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    class Bar;
    PassphraseStrength m_strength;
    Bar *m_bar;
    QLabel *m_words;
};

} // namespace hufu
