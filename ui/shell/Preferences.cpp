// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Preferences.h"

#include <QSettings>

namespace hufu {

namespace {

constexpr int usualLockMinutes = 10;

template <typename Value>
Value read(const char *key, Value usual)
{
    return QSettings().value(QLatin1String(key), QVariant::fromValue(usual)).template value<Value>();
}

template <typename Value>
void write(const char *key, const Value &value)
{
    QSettings().setValue(QLatin1String(key), value);
}

} // namespace

Language::Choice Preferences::language() { return Language::fromName(read("language", QString())).value_or(Language::Choice::System); }

void Preferences::setLanguage(Language::Choice choice) { write("language", Language::nameOf(choice)); }

Theme::Choice Preferences::theme() { return Theme::fromName(read("theme", QString())).value_or(Theme::Choice::System); }

void Preferences::setTheme(Theme::Choice choice) { write("theme", Theme::nameOf(choice)); }

int Preferences::lockAfterMinutes() { return std::clamp(read("lockAfterMinutes", usualLockMinutes), 0, 24 * 60); }

void Preferences::setLockAfterMinutes(int minutes) { write("lockAfterMinutes", minutes); }

bool Preferences::isRailCollapsed() { return read("railCollapsed", false); }

void Preferences::setRailCollapsed(bool collapsed) { write("railCollapsed", collapsed); }

QString Preferences::closeNoticeDay() { return read("closeNoticeDay", QString()); }

void Preferences::setCloseNoticeDay(const QString &day) { write("closeNoticeDay", day); }

QStringList Preferences::tokenModules() { return read("tokenModules", QStringList()); }

void Preferences::setTokenModules(const QStringList &paths) { write("tokenModules", paths); }

QByteArray Preferences::geometry() { return read("geometry", QByteArray()); }

void Preferences::setGeometry(const QByteArray &geometry) { write("geometry", geometry); }

} // namespace hufu
