// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QColor>

namespace hufu {

/// What a part of a chart stands for. Each has its own pattern beside its colour, so that print in grey and colour-blind
/// readers tell the parts apart.
enum class ChartColour { Core, Important, General, Untied, Accent, Critical, High, Medium, Low, Info };

QColor chartColour(ChartColour colour, bool dark);
QBrush chartBrush(ChartColour colour, bool dark);

} // namespace hufu
