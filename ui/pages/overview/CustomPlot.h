// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// QCustomPlot 2.1 writes Qt's keywords in its header; the project builds without them (QT_NO_KEYWORDS, QT_NO_FOREACH), so
// they are lent to it for the length of this include.
#include <QtGlobal>
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach
