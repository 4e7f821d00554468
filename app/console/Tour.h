// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;
class QString;

namespace hufu {

/// Drives the real window through every page, in both languages and both themes, with the sample hospital, at 1280×720, and writes one picture each
/// as PAGE-LANGUAGE-THEME-SCALE.png; then once more in a process of its own at 200 % scale. `sampleHome` is empty for the first process, which
/// makes the sample. Touches no preferences of the user. Returns the process' exit code.
int runTour(QApplication &application, const QString &folder, const QString &sampleHome, int rows);

} // namespace hufu
