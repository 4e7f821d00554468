// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/Commands.h"
#include "models/base/SecureBytes.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

using namespace hufu;

namespace {

constexpr struct {
    std::string_view word, usage, summary;
    ctl::ExitCode (*run)(const std::vector<std::string> &words);
} commands[] = {
    {"init", "--state FOLDER --from HOME [--from-as NAME] --from-passphrase-file P --passphrase-file P [--listen A:P] [--status-listen A:P]"
             " [--operations-listen A:P] [--name HOST] [--database PLACE]",
     "Moves the authority of a house, its journal intact, into a new state folder and writes its configuration. The house keeps its officers' keys and\n"
     "      can be enrolled at the server.",
     server::init},
    {"init", "--state FOLDER --house NAME --passphrase-file P [--listen A:P] …",
     "Makes the authority of a house that is still to be founded, and prints one code for each of its three administrators, who found it together, each at\n"
     "      a console of their own.",
     server::init},
    {"join", "--state FOLDER --database PLACE --passphrase-file P [--listen A:P] …",
     "Makes one more server of a house that others keep in PostgreSQL (init --database). PLACE is a connection string of libpq without a password; the\n"
     "      passphrase is that of the others. Any of them answers, one decides at a time.",
     server::join},
    {"check", "--config FILE [--passphrase-file P]", "Reads the configuration and opens the state.", server::check},
    {"enrol-code", "--config FILE [--passphrase-file P] [--relying]",
     "Prints a code for one workstation, or with --relying for hufuctl crl-follow on a server that checks client certificates: good once, for 24 hours, for five tries.", server::enrolCode},
    {"accept", "--config FILE [--passphrase-file P] COMMANDFILE",
     "Takes what was signed and carried here by hand, and verifies it like any other command; also while the server runs.", server::accept},
    {"pin", "--config FILE [--passphrase-file P] --pkcs11 MODULE --token LABEL [--serial S] --pin-file P",
     "Tries the PIN of a PKCS#11 token (HSM) at this server, once, and keeps it for the authority, also while the server runs. hufuctl ca create --key-store URI\n"
     "      then has the keys of CAs made there.", server::pin},
    {"run", "--config FILE [--passphrase-file P]", "Serves until SIGTERM, SIGINT or SIGHUP. The first line on standard output says where; logs go to standard error.", server::run},
};

/// Of one command, or of all.
void printCommands(std::FILE *to, std::string_view word = {})
{
    for (const auto &command : commands) {
        if (word.empty() || command.word == word)
            std::fprintf(to, "  hufu-server %.*s %.*s\n      %.*s\n", int(command.word.size()), command.word.data(), int(command.usage.size()), command.usage.data(),
                         int(command.summary.size()), command.summary.data());
    }
}

void printHelp(std::FILE *to)
{
    std::fprintf(to, "Usage: hufu-server COMMAND …\n\nThe authority of a house as a server.\n\n");
    printCommands(to);
    std::fprintf(to, "\nA passphrase is never taken as a plain value: --passphrase-file PATH, --passphrase-fd N or --passphrase env:VARIABLE.\n\n"
                     "Exit codes: 0 done, 1 failed, 2 usage, 3 wrong passphrase, 4 integrity broken, 7 refused by a rule.\n");
}

} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.empty() || words.front() == "--help" || words.front() == "help") {
        printHelp(words.empty() ? stderr : stdout);
        return int(words.empty() ? ctl::ExitCode::Usage : ctl::ExitCode::Done);
    }
    if (words.front() == "--version") {
        std::printf("hufu-server %s\n", HUFU_VERSION);
        return int(ctl::ExitCode::Done);
    }
    const auto command = std::ranges::find(commands, words.front(), [](const auto &one) { return one.word; });
    if (command == std::end(commands)) {
        std::fprintf(stderr, "hufu-server: there is no command '%s'; `hufu-server --help` lists them\n", words.front().c_str());
        return int(ctl::ExitCode::Usage);
    }
    if (std::find(words.begin() + 1, words.end(), "--help") != words.end()) {
        printCommands(stdout, words.front());
        return int(ctl::ExitCode::Done);
    }
    const QCoreApplication application(argc, argv);
    return int(command->run({words.begin() + 1, words.end()}));
}
