// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Badge.h"

#include <QPainter>

namespace hufu {

namespace {

constexpr int pillHeight = 20;
constexpr int padding = 8;

QFont badgeFont(QFont font)
{
    font.setPixelSize(12);
    font.setWeight(QFont::Medium);
    return font;
}

} // namespace

Badge::Badge(QWidget *parent) : QWidget(parent)
{
    setFont(badgeFont(font()));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

Badge::Badge(const QString &text, Tone tone, QWidget *parent) : Badge(parent)
{
    setText(text);
    setTone(tone);
}

void Badge::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Badge::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QSize Badge::sizeHint() const
{
    return {std::max(pillHeight, fontMetrics().horizontalAdvance(m_text) + 2 * padding), pillHeight};
}

QRect Badge::paint(QPainter *painter, const QRect &area, const QString &text, Tone tone, const QPalette &palette)
{
    const Colours::Pair &pair = Colours::of(palette).of(tone);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(badgeFont(painter->font()));
    const int width = std::min(area.width(), std::max(pillHeight, painter->fontMetrics().horizontalAdvance(text) + 2 * padding));
    const QRect pill(area.left(), area.top() + (area.height() - pillHeight) / 2, width, pillHeight);
    painter->setPen(Qt::NoPen);
    painter->setBrush(pair.ground);
    painter->drawRoundedRect(pill, pillHeight / 2.0, pillHeight / 2.0);
    painter->setPen(pair.text);
    painter->drawText(pill, Qt::AlignCenter, painter->fontMetrics().elidedText(text, Qt::ElideRight, width - padding));
    painter->restore();
    return pill;
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(&painter, rect(), m_text, m_tone, palette());
}

} // namespace hufu
