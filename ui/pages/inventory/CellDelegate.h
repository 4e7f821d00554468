// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Lints.h"
#include "ui/shell/Colours.h"

#include <QHash>
#include <QStyledItemDelegate>

#include <functional>
#include <optional>

namespace hufu {

/// Danger for critical, attention for high and medium, neutral below: the word beside it says which.
Tone toneOf(Severity severity);

/// Table cells beyond plain text: a badge where a column asks for one, fixed-width digits for serial numbers and fingerprints.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using BadgeTone = std::function<std::optional<Tone>(const QModelIndex &index)>; ///< none: the cell is plain text

    explicit CellDelegate(QObject *parent = nullptr);
    void setBadge(int column, BadgeTone tone);
    /// A role that is true for cells in fixed width.
    void setMonospaceRole(int role) { m_monospaceRole = role; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    QHash<int, BadgeTone> m_badges;
    int m_monospaceRole = -1;
};

} // namespace hufu
