// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/overview/OverviewText.h"

#include <QString>

class QPrinter;

namespace hufu {

/// Draws the overview on paper: sentence, list, figures and charts, in the light theme's colours, over as many pages as it takes.
void printOverview(QPrinter *printer, const Statistics &statistics, const std::vector<WorkItem> &work, Instant workAt, const QString &houseName);

} // namespace hufu
