// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace hufu {

/// One line of the list of rules: its name, below it how bad it is, and at the right how many findings as a badge. The item's text holds name and
/// severity, a line each.
class RuleDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role {
        CountRole = Qt::UserRole + 1, ///< QString; empty: no badge
        ToneRole,                     ///< int of Tone
    };
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace hufu
