// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/Output.h"

#include <QGuiApplication>
#include <QLocale>
#include <QTranslator>

#include <cstdio>
#include <memory>
#include <sstream>

using namespace hufu;
using namespace hufu::ctl;

namespace {

std::vector<CommandEntry> allCommands()
{
    std::vector<CommandEntry> all;
    for (const auto group : {houseCommands(), personCommands(), pendingCommands(), caCommands(), requestCommands(), keyCommands(), ceremonyCommands(), backupCommands(),
                             reportCommands(), importCommands(), certificateCommands(), revocationCommands(), emergencyCommands(), statusCommands(), serveCommands(),
                             followCommands(), serverCommands(), serviceCommands(), cardCommands(), cardDeskCommands(), temporaryCommands(), journalCommands()})
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

void printHelp(std::FILE *to)
{
    std::fprintf(to, "Usage: hufuctl COMMAND [--home H] [--as NAME] [--passphrase-file P | --passphrase-fd N | --passphrase env:NAME] …\n"
                "       hufuctl COMMAND [--home H] [--as NAME] [--card-pin-file P | --card-pin-fd N | --card-pin env:NAME] [--last-try] …\n\n"
                "The certificates of a house, without windows. Every command takes --json.\n\n");
    for (const CommandEntry &command : allCommands()) {
        std::fprintf(to, "  hufuctl %.*s %.*s\n      %.*s\n", int(command.words.size()), command.words.data(), int(command.usage.size()),
                    command.usage.data(), int(command.summary.size()), command.summary.data());
    }
    std::fprintf(to, "\n--home defaults to $HUFU_HOME, else the user's data folder. A passphrase or PIN is never taken as a plain value. Officers who have\n"
                "changed to a USBKey give its PIN in place of a passphrase, as --cosign-card-pin-file for --cosign-passphrase-file.\n"
                "--server https://HOST:PORT says where the server of an enrolled home is from now on; it is looked for there first.\n"
                "An ID, or a SHA256 of a certificate in the inventory, may be cut to its first characters (four, of a SHA256 six) where they tell it apart.\n"
                "--replace ID with a command that changes something has it take the place of one that waits in the outbox.\n\n"
                "Exit codes: 0 done, 1 failed, 2 usage, 3 wrong passphrase, 4 integrity broken, 5 some inputs failed,\n"
                "            6 queued, or waiting for a signature: not in force, 7 refused by a rule, 8 relying parties are told otherwise.\n");
}

std::vector<std::string> split(std::string_view words)
{
    std::vector<std::string> parts;
    std::istringstream in{std::string(words)};
    for (std::string part; in >> part;)
        parts.push_back(std::move(part));
    return parts;
}

std::unique_ptr<QCoreApplication> makeApplication(int &argc, char **argv, bool paints)
{
    if (paints)
        qputenv("QT_QPA_PLATFORM", "offscreen"); // on servers there is no display, and none is wanted
    std::unique_ptr<QCoreApplication> application
        = paints ? std::make_unique<QGuiApplication>(argc, argv) : std::make_unique<QCoreApplication>(argc, argv);
    application->setApplicationName(QStringLiteral("hufu"));
    return application;
}

} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.empty() || words.front() == "--help" || words.front() == "help") {
        printHelp(words.empty() ? stderr : stdout);
        return words.empty() ? int(ExitCode::Usage) : int(ExitCode::Done);
    }
    if (words.front() == "--version") {
        std::printf("hufuctl %s\n", HUFU_VERSION);
        return int(ExitCode::Done);
    }
    for (const CommandEntry &command : allCommands()) {
        const std::vector<std::string> name = split(command.words);
        if (words.size() < name.size() || !std::equal(name.begin(), name.end(), words.begin()))
            continue;
        const std::vector<std::string> rest(words.begin() + std::ptrdiff_t(name.size()), words.end());
        if (std::ranges::find(rest, "--help") != rest.end()) {
            std::printf("Usage: hufuctl %.*s %.*s\n%.*s\n", int(command.words.size()), command.words.data(), int(command.usage.size()),
                        command.usage.data(), int(command.summary.size()), command.summary.data());
            return int(ExitCode::Done);
        }
        const std::unique_ptr<QCoreApplication> application = makeApplication(argc, argv, command.paints);
        QTranslator translator;
        if (translator.load(QLocale(), QStringLiteral("hufu"), QStringLiteral("_"), QStringLiteral(":/i18n")))
            application->installTranslator(&translator);
        return int(command.run(rest));
    }
    std::fprintf(stderr, "hufuctl: there is no command '%s'; `hufuctl --help` lists them\n", words.front().c_str());
    return int(ExitCode::Usage);
}
