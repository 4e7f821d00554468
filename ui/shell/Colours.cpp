// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Colours.h"

namespace hufu {

const Colours::Pair &Colours::of(Tone tone) const
{
    switch (tone) {
    case Tone::Neutral:
        return neutral;
    case Tone::Accent:
        return accent;
    case Tone::Danger:
        return danger;
    case Tone::Attention:
        return attention;
    case Tone::Proof:
        return proof;
    }
    Q_UNREACHABLE();
}

const Colours &Colours::of(const QPalette &palette)
{
    static const Colours light{
        .dark = false,
        .neutral = {QColor(0x3d4a4f), QColor(0xe6ebec)},
        .accent = {QColor(0x0b6167), QColor(0xd9eeee)},
        .danger = {QColor(0xa8201a), QColor(0xfbe4e2)},
        .attention = {QColor(0x7d4a00), QColor(0xfdf0d2)},
        .proof = {QColor(0x1b6332), QColor(0xdff2e4)},
        .muted = QColor(0x566469),
        .line = QColor(0xd3dadc),
        .raised = QColor(0xffffff),
        .rail = QColor(0xe9eeef),
    };
    static const Colours dark{
        .dark = true,
        .neutral = {QColor(0xc9d3d6), QColor(0x323c41)},
        .accent = {QColor(0x6fd0d0), QColor(0x163f43)},
        .danger = {QColor(0xff9d94), QColor(0x4d211f)},
        .attention = {QColor(0xf2bf5e), QColor(0x453413)},
        .proof = {QColor(0x86d49b), QColor(0x1c3d28)},
        .muted = QColor(0xa3b0b5),
        .line = QColor(0x3a464b),
        .raised = QColor(0x242c30),
        .rail = QColor(0x191f22),
    };
    return palette.color(QPalette::Window).lightness() < 128 ? dark : light;
}

} // namespace hufu
