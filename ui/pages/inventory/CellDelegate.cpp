// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inventory/CellDelegate.h"

#include "ui/shell/Theme.h"
#include "ui/widgets/Badge.h"

#include <QApplication>
#include <QPainter>

namespace hufu {

Tone toneOf(Severity severity)
{
    switch (severity) {
    case Severity::Critical: return Tone::Danger;
    case Severity::High:
    case Severity::Medium: return Tone::Attention;
    case Severity::Low:
    case Severity::Info: return Tone::Neutral;
    }
    return Tone::Neutral;
}

CellDelegate::CellDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

void CellDelegate::setBadge(int column, BadgeTone tone) { m_badges.insert(column, std::move(tone)); }

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_monospaceRole >= 0 && index.data(m_monospaceRole).toBool()) {
        option->font = Theme::monospaceFont();
        option->fontMetrics = QFontMetrics(option->font);
        option->textElideMode = Qt::ElideMiddle;
    }
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto badge = m_badges.find(index.column());
    const std::optional<Tone> tone = badge == m_badges.end() ? std::nullopt : (*badge)(index);
    const QString text = tone ? index.data(Qt::DisplayRole).toString() : QString();
    if (text.isEmpty()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &cell, cell.widget) + 1;
    painter->save();
    painter->setClipRect(cell.rect);
    Badge::paint(painter, cell.rect.adjusted(margin, 0, -margin, 0), text, *tone, cell.palette);
    painter->restore();
}

} // namespace hufu
