// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/RailButton.h"

#include "ui/shell/Icons.h"
#include "ui/widgets/Badge.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyleOption>

namespace hufu {

namespace {
constexpr int lineHeight = 40;
constexpr int iconEdge = 22;
constexpr int inset = 8;
}

RailButton::RailButton(const QString &iconName, QWidget *parent) : QAbstractButton(parent), m_iconName(iconName)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RailButton::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    describe();
    updateGeometry();
    update();
}

void RailButton::setBadge(int count, const QString &words)
{
    m_badge = count;
    m_badgeWords = words;
    describe();
    update();
}

void RailButton::setIconName(const QString &iconName)
{
    m_iconName = iconName;
    update();
}

void RailButton::describe()
{
    // A collapsed line has no word of its own left.
    QString tip = m_collapsed ? text() : QString();
    if (!m_badgeWords.isEmpty())
        tip += (tip.isEmpty() ? QString() : QStringLiteral("\n")) + m_badgeWords;
    setToolTip(tip);
    setAccessibleName(text());
    setAccessibleDescription(m_badgeWords);
}

QSize RailButton::sizeHint() const { return {m_collapsed ? 56 : 236, lineHeight}; }

void RailButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void RailButton::paintEvent(QPaintEvent *)
{
    const Colours &colours = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect area = rect().adjusted(inset, 2, -inset, -2);
    painter.setPen(Qt::NoPen);
    if (isChecked() || underMouse()) {
        painter.setBrush(isChecked() ? colours.accent.ground : colours.neutral.ground);
        painter.drawRoundedRect(area, 6, 6);
    }
    if (isChecked()) { // not by colour alone
        painter.setBrush(colours.accent.text);
        painter.drawRoundedRect(QRect(area.left(), area.top() + 8, 3, area.height() - 16), 1.5, 1.5);
    }
    const QRect iconArea(inset + 9, (height() - iconEdge) / 2, iconEdge, iconEdge);
    (isChecked() ? themeIcon(m_iconName, Tone::Accent) : themeIcon(m_iconName)).paint(&painter, iconArea);
    if (m_collapsed) {
        if (m_badge > 0) {
            painter.setPen(QPen(colours.rail, 2));
            painter.setBrush(colours.danger.text);
            painter.drawEllipse(QPointF(iconArea.right(), iconArea.top() + 2), 5, 5);
        }
    } else {
        int right = area.right() - 8;
        if (m_badge > 0) {
            const QString number = m_badge > 999 ? QStringLiteral("999+") : QString::number(m_badge);
            const int room = std::max(20, painter.fontMetrics().horizontalAdvance(number) + 14);
            Badge::paint(&painter, QRect(right - room, 0, room, height()), number, Tone::Danger, palette());
            right -= room + 4;
        }
        QFont own = font();
        own.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
        painter.setFont(own);
        painter.setPen(isChecked() ? colours.accent.text : palette().color(QPalette::WindowText));
        const QRect words(iconArea.right() + 11, 0, right - iconArea.right() - 11, height());
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
    }
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = area;
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

} // namespace hufu
