// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace hufu {

/// What a colour says. Never alone: the same place carries an icon or a word (ui.md "Look").
enum class Tone {
    Neutral,
    Accent,    ///< the program's own teal: where one is, what one may press
    Danger,    ///< red, only for danger
    Attention, ///< amber: needs someone, soon
    Proof,     ///< green, only for what was proven
};

/// The colours beside the palette's own, for a light or a dark window. Every pair of text and ground used by the program reads at
/// 4.5:1 or better; ThemeTest computes it.
struct Colours {
    struct Pair {
        QColor text;   ///< readable on `ground`, on the window and on a table's base
        QColor ground; ///< soft fill of badges and bands
    };
    bool dark = false;
    Pair neutral, accent, danger, attention, proof;
    QColor muted;  ///< secondary text: units, hints, column titles
    QColor line;   ///< hairlines and frames
    QColor raised; ///< cards and panels on the window
    QColor rail;   ///< the navigation rail

    const Pair &of(Tone tone) const;
    /// Judged by the palette's lightness, so that a widget needs nothing but its own palette().
    static const Colours &of(const QPalette &palette);
};

} // namespace hufu
