// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/FigureButton.h"

#include "ui/shell/Colours.h"

#include <QStyleOptionButton>
#include <QStylePainter>

namespace hufu {
namespace {

constexpr int inset = 12;
constexpr int margin = 8; // above and below

QFont numberFont(QFont font)
{
    font.setPixelSize(22);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

FigureButton::FigureButton(QWidget *parent) : QPushButton(parent)
{
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize FigureButton::sizeHint() const
{
    const QFontMetrics large(numberFont(font()));
    const int width = std::max(large.horizontalAdvance(text().section(u'\n', 0, 0)), fontMetrics().horizontalAdvance(text().section(u'\n', 1)));
    return {width + 2 * inset, large.height() + fontMetrics().height() + 2 * margin};
}

void FigureButton::paintEvent(QPaintEvent *)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    QStylePainter painter(this);
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    const QRect words = rect().adjusted(inset, margin, -inset, -margin);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText));
    painter.setFont(numberFont(font()));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop, text().section(u'\n', 0, 0));
    if (isEnabled())
        painter.setPen(Colours::of(palette()).muted);
    painter.setFont(font());
    painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom, painter.fontMetrics().elidedText(text().section(u'\n', 1), Qt::ElideRight, words.width()));
    if (hasFocus()) {
        QStyleOptionFocusRect ring;
        ring.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, &painter, this);
    }
}

} // namespace hufu
