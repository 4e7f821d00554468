// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/Colours.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace hufu {

/// A band across a page or the whole window: icon, a sentence, at most one button.
class Banner : public QWidget {
    Q_OBJECT
public:
    enum class Pattern { Plain, Hatched }; ///< hatched: drill mode

    explicit Banner(QWidget *parent = nullptr);

    void setTone(Tone tone, const QString &iconName, Pattern pattern = Pattern::Plain);
    void setText(const QString &text);
    QString text() const;
    /// Shown once it has a text.
    QPushButton *button();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void recolour();

    Tone m_tone = Tone::Neutral;
    Pattern m_pattern = Pattern::Plain;
    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_button = nullptr;
};

} // namespace hufu
