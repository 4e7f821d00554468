// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wording/Language.h"
#include "ui/shell/Theme.h"

#include <QByteArray>
#include <QStringList>

namespace hufu {

/// What one person likes on this computer. Kept in the desktop's settings, readable without a key; nothing of the house stands in it.
struct Preferences {
    static Language::Choice language();
    static void setLanguage(Language::Choice choice);
    static Theme::Choice theme();
    static void setTheme(Theme::Choice choice);
    static int lockAfterMinutes(); ///< 0: never
    static void setLockAfterMinutes(int minutes);
    static bool isRailCollapsed();
    static void setRailCollapsed(bool collapsed);
    static QString closeNoticeDay(); ///< ISO date of the day for which closing asks no more
    static void setCloseNoticeDay(const QString &day);
    static QStringList tokenModules(); ///< PKCS#11 modules (paths) whose tokens show beside the readers
    static void setTokenModules(const QStringList &paths);
    static QByteArray geometry();
    static void setGeometry(const QByteArray &geometry);
};

} // namespace hufu
