// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Theme.h"

#include "ui/shell/Colours.h"
#include "ui/shell/FlatStyle.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QToolTip>

namespace hufu {

namespace {

const QString portalService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString portalInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");

/// The portal's reading of color-scheme: 0 no preference, 1 dark, 2 light. Read() of old portals wraps the value twice.
std::optional<bool> darkFrom(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    switch (value.toUInt()) {
    case 1:
        return true;
    case 2:
        return false;
    default:
        return std::nullopt;
    }
}

struct PaletteColours {
    QRgb window, text, base, alternate, button, tooltip, tooltipText, disabled, light, mid, dark, highlight, highlighted, link, placeholder;
};

QPalette paletteOf(const PaletteColours &c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::Button, c.button);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, c.tooltip);
    palette.setColor(QPalette::ToolTipText, c.tooltipText);
    palette.setColor(QPalette::Light, c.light);
    palette.setColor(QPalette::Midlight, c.light);
    palette.setColor(QPalette::Mid, c.mid);
    palette.setColor(QPalette::Dark, c.dark);
    palette.setColor(QPalette::Shadow, c.dark);
    palette.setColor(QPalette::Highlight, c.highlight);
    palette.setColor(QPalette::HighlightedText, c.highlighted);
    palette.setColor(QPalette::Link, c.link);
    palette.setColor(QPalette::LinkVisited, c.link);
    palette.setColor(QPalette::PlaceholderText, c.placeholder);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.mid);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, c.text);
    return palette;
}

} // namespace

Theme::Theme(QApplication &application)
    : m_application(application), m_systemDark(QApplication::palette().color(QPalette::Window).lightness() < 128)
{
    QApplication::setStyle(new FlatStyle); // owned by the application
    QApplication::setFont(bodyFont());
    apply();
    askPortal();
}

void Theme::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(portalService, portalPath, portalInterface, QStringLiteral("SettingChanged"), this,
                SLOT(portalSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(portalService, portalPath, portalInterface, QStringLiteral("Read"));
    call << appearance << colorScheme;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, 2000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        QDBusPendingReply<QDBusVariant> reply = *watcher;
        watcher->deleteLater();
        if (reply.isError())
            return;
        m_portalDark = darkFrom(QVariant::fromValue(reply.value()));
        apply();
    });
}

void Theme::portalSettingChanged(const QString &space, const QString &key, const QDBusVariant &value)
{
    if (space != appearance || key != colorScheme)
        return;
    m_portalDark = darkFrom(value.variant());
    apply();
}

void Theme::choose(Choice choice)
{
    m_choice = choice;
    apply();
}

void Theme::apply()
{
    m_dark = m_choice == Choice::Dark || (m_choice == Choice::System && m_portalDark.value_or(m_systemDark));
    const QPalette palette = m_dark ? darkPalette() : lightPalette();
    m_application.setPalette(palette);
    QToolTip::setPalette(palette);
    Q_EMIT changed();
}

QPalette Theme::lightPalette()
{
    return paletteOf({.window = 0xfff4f6f7, .text = 0xff1b2427, .base = 0xffffffff, .alternate = 0xfff7f9f9, .button = 0xffffffff,
                      .tooltip = 0xff263238, .tooltipText = 0xfff4f7f8, .disabled = 0xff8a979c, .light = 0xffffffff,
                      .mid = 0xffd3dadc, .dark = 0xffaab4b8, .highlight = 0xff0b6167, .highlighted = 0xffffffff,
                      .link = 0xff0b6167, .placeholder = 0xff647378});
}

QPalette Theme::darkPalette()
{
    return paletteOf({.window = 0xff1d2427, .text = 0xffe7edef, .base = 0xff22292d, .alternate = 0xff262e32, .button = 0xff2c363a,
                      .tooltip = 0xffe7edef, .tooltipText = 0xff1b2427, .disabled = 0xff75838a, .light = 0xff3a464b,
                      .mid = 0xff3a464b, .dark = 0xff121719, .highlight = 0xff12757b, .highlighted = 0xffffffff,
                      .link = 0xff6fd0d0, .placeholder = 0xff98a6ab});
}

QFont Theme::bodyFont()
{
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans"), QStringLiteral("Noto Sans CJK SC"),
                      QStringLiteral("Source Han Sans SC"), QStringLiteral("WenQuanYi Micro Hei"), QStringLiteral("sans-serif")});
    font.setPixelSize(14);
    return font;
}

QFont Theme::monospaceFont()
{
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Noto Sans Mono CJK SC"),
                      QStringLiteral("monospace")});
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    font.setPixelSize(13);
    return font;
}

QString Theme::nameOf(Choice choice)
{
    switch (choice) {
    case Choice::System:
        return QStringLiteral("system");
    case Choice::Light:
        return QStringLiteral("light");
    case Choice::Dark:
        return QStringLiteral("dark");
    }
    Q_UNREACHABLE();
}

std::optional<Theme::Choice> Theme::fromName(QStringView name)
{
    for (Choice choice : {Choice::System, Choice::Light, Choice::Dark}) {
        if (name == nameOf(choice))
            return choice;
    }
    return std::nullopt;
}

} // namespace hufu
