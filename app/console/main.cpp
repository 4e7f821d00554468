// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cards/ModuleDesk.h"
#include "app/cards/PivCardDesk.h"
#include "app/console/PracticeHome.h"
#include "app/console/Tour.h"
#include "app/embedded/EmbeddedGate.h"
#include "models/base/Arenas.h"
#include "models/base/SecureBytes.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Preferences.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QStandardPaths>

#include <cstdio>

using namespace hufu;

namespace {

/// Offscreen there is no desktop to say where icons lie.
void findIcons()
{
    QStringList paths = QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, QStringLiteral("icons"), QStandardPaths::LocateDirectory);
    QIcon::setThemeSearchPaths(paths << QIcon::themeSearchPaths());
}

QString defaultHome()
{
    if (const QString home = qEnvironmentVariable("HUFU_HOME"); !home.isEmpty())
        return home;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/hufu");
}

} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
    limitArenas();
    QApplication application(argc, argv);
    application.setApplicationName(QStringLiteral("hufu"));
    application.setOrganizationName(QStringLiteral("hufu"));
    application.setApplicationVersion(QStringLiteral(HUFU_VERSION));
    application.setDesktopFileName(QStringLiteral("hufu"));
    findIcons();

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Hufu 虎符: the certificates of a hospital"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption home(QStringLiteral("home"), QStringLiteral("Folder of the house."), QStringLiteral("DIR"), defaultHome());
    const QCommandLineOption language(QStringLiteral("language"), QStringLiteral("zh, en or system."), QStringLiteral("LANGUAGE"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("light, dark or system."), QStringLiteral("THEME"));
    const QCommandLineOption tour(QStringLiteral("tour"), QStringLiteral("Writes pictures of every page, with sample data, into DIR."), QStringLiteral("DIR"));
    const QCommandLineOption rows(QStringLiteral("rows"), QStringLiteral("With --tour: so many certificates more than the sample has."), QStringLiteral("N"), QStringLiteral("0"));
    const QCommandLineOption tourHome(QStringLiteral("tour-home"), QStringLiteral("Used by --tour itself."), QStringLiteral("DIR"));
    QCommandLineOption hidden = tourHome;
    hidden.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({home, language, theme, tour, rows, hidden});
    parser.process(application);

    if (parser.isSet(tour)) {
        bool isNumber = false;
        const int more = parser.value(rows).toInt(&isNumber);
        if (!isNumber || more < 0) {
            std::fprintf(stderr, "hufu: --rows takes a number\n");
            return 2;
        }
        return runTour(application, parser.value(tour), parser.value(tourHome), more);
    }

    Theme look(application);
    Language words;
    const std::optional<Theme::Choice> wantedTheme = Theme::fromName(parser.value(theme));
    const std::optional<Language::Choice> wantedLanguage = Language::fromName(parser.value(language));
    if ((parser.isSet(theme) && !wantedTheme) || (parser.isSet(language) && !wantedLanguage)) {
        std::fprintf(stderr, "hufu: --language takes zh, en or system; --theme light, dark or system\n");
        return 2;
    }
    look.choose(wantedTheme.value_or(Preferences::theme()));
    words.choose(wantedLanguage.value_or(Preferences::language()));
    EmbeddedGate gate(parser.value(home).toStdString());
    PivCardDesk readers;
    ModuleDesk modules;
    EveryDesk cards(readers, modules);
    MainWindow window(gate, look, words, &cards);
    window.setPractice(makePracticeHome);
    window.show();
    return application.exec();
}
