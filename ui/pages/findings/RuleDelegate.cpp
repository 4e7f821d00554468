// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/findings/RuleDelegate.h"

#include "ui/shell/Colours.h"
#include "ui/widgets/Badge.h"

#include <QApplication>
#include <QPainter>

namespace hufu {
namespace {

constexpr int inset = 10;
constexpr int above = 8; // and below the words
constexpr int between = 3;

} // namespace

QSize RuleDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int lines = int(index.data().toString().count(u'\n')) + 1;
    return {120, lines * option.fontMetrics.height() + (lines - 1) * between + 2 * above};
}

void RuleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    const QStyle *style = ground.widget ? ground.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, ground.widget);

    painter->save();
    const bool chosen = option.state & QStyle::State_Selected;
    const QStringList lines = index.data().toString().split(u'\n');
    QRect line = option.rect.adjusted(inset, above, -inset, 0);
    line.setHeight(option.fontMetrics.height());
    for (qsizetype at = 0; at < lines.size(); ++at) {
        painter->setPen(chosen   ? ground.palette.color(QPalette::HighlightedText)
                        : at > 0 ? Colours::of(ground.palette).muted
                                 : ground.palette.color(QPalette::Text));
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, option.fontMetrics.elidedText(lines[at], Qt::ElideRight, line.width()));
        line.translate(0, line.height() + between);
    }
    if (const QString count = index.data(CountRole).toString(); !count.isEmpty()) { // beside the last line: names take the whole width
        line.translate(0, -line.height() - between);
        const int room = std::max(20, option.fontMetrics.horizontalAdvance(count) + 16);
        Badge::paint(painter, QRect(line.right() - room, line.top(), room, line.height()), count, static_cast<Tone>(index.data(ToneRole).toInt()),
                     ground.palette);
    }
    painter->restore();
}

} // namespace hufu
