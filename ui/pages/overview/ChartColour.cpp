// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/ChartColour.h"

namespace hufu {

QColor chartColour(ChartColour colour, bool dark)
{
    // Each at least 3:1 against its theme's base (WCAG 2.1, 1.4.11: graphical objects).
    switch (colour) {
    case ChartColour::Core:
    case ChartColour::Accent: return dark ? QColor(0x2d, 0xb3, 0xa3) : QColor(0x0b, 0x6b, 0x63);
    case ChartColour::Important: return dark ? QColor(0x6f, 0xa8, 0xe8) : QColor(0x2b, 0x62, 0xa8);
    case ChartColour::General: return dark ? QColor(0xa3, 0x94, 0xd6) : QColor(0x6d, 0x5a, 0xa8);
    case ChartColour::Untied: return dark ? QColor(0x9a, 0xa3, 0xa8) : QColor(0x71, 0x7b, 0x82);
    case ChartColour::Critical: return dark ? QColor(0xff, 0x6b, 0x6b) : QColor(0xb4, 0x1f, 0x1f);
    case ChartColour::High: return dark ? QColor(0xf0, 0x8a, 0x5d) : QColor(0xc2, 0x4e, 0x14);
    case ChartColour::Medium: return dark ? QColor(0xe3, 0xb0, 0x4b) : QColor(0xa0, 0x6e, 0x00);
    case ChartColour::Low: return dark ? QColor(0x6f, 0xa8, 0xe8) : QColor(0x2b, 0x62, 0xa8);
    case ChartColour::Info: return dark ? QColor(0x9a, 0xa3, 0xa8) : QColor(0x71, 0x7b, 0x82);
    }
    return {};
}

QBrush chartBrush(ChartColour colour, bool dark)
{
    const QColor base = chartColour(colour, dark);
    switch (colour) {
    case ChartColour::Important: return {base, Qt::Dense3Pattern};
    case ChartColour::General: return {base, Qt::BDiagPattern};
    case ChartColour::Untied: return {base, Qt::Dense6Pattern};
    default: return {base, Qt::SolidPattern};
    }
}

} // namespace hufu
