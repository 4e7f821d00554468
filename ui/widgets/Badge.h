// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/Colours.h"

#include <QWidget>

namespace hufu {

/// A short word or number in a soft pill; the tone colours it, the word carries the meaning.
class Badge : public QWidget {
    Q_OBJECT
public:
    explicit Badge(QWidget *parent = nullptr);
    Badge(const QString &text, Tone tone, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const { return m_text; }
    void setTone(Tone tone);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    /// For delegates: paints such a pill into `area`, left-aligned and centred vertically; returns the room it took.
    static QRect paint(QPainter *painter, const QRect &area, const QString &text, Tone tone, const QPalette &palette);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Neutral;
};

} // namespace hufu
