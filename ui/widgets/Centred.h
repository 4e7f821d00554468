// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHBoxLayout>

namespace hufu {

/// A row with the widget in its middle. Aligning it in a column would look the same, but then a wrapped label in it is asked for its height at
/// the column's width, not at its own, and loses its last line.
inline QHBoxLayout *centred(QWidget *widget)
{
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(widget);
    row->addStretch(1);
    return row;
}

} // namespace hufu
