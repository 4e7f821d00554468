// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QObject>
#include <QPalette>

#include <optional>

class QApplication;
class QDBusVariant;

namespace hufu {

/// How the program looks: the Fusion style, flattened, with an own light and an own dark palette. Owned by main() beside the
/// QApplication, on its thread.
class Theme : public QObject {
    Q_OBJECT
public:
    enum class Choice { System, Light, Dark };

    explicit Theme(QApplication &application);

    void choose(Choice choice);
    Choice choice() const { return m_choice; }
    bool isDark() const { return m_dark; }

    static QPalette lightPalette();
    static QPalette darkPalette();
    static QFont bodyFont();      ///< 14 px, with Chinese behind Latin
    static QFont monospaceFont(); ///< for serial numbers and fingerprints

    static QString nameOf(Choice choice); ///< "system", "light", "dark": for settings and the command line
    static std::optional<Choice> fromName(QStringView name);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void portalSettingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void apply();

    QApplication &m_application;
    Choice m_choice = Choice::System;
    std::optional<bool> m_portalDark; ///< what the desktop portal says; none where there is no portal or no preference
    bool m_systemDark;                ///< of the palette Qt came up with
    bool m_dark = false;
};

} // namespace hufu
