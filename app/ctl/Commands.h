// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CommandLine.h"

#include <span>

namespace hufu::ctl {

/// One line of what hufuctl can do: the words that choose it, what follows them, what it does, and the function.
struct CommandEntry {
    std::string_view words;   ///< "journal verify"
    std::string_view usage;   ///< its own options and operands
    std::string_view summary; ///< for --help
    ExitCode (*run)(const std::vector<std::string> &words);
    bool paints = false;      ///< needs fonts and the like, which all others are quicker without
};

std::span<const CommandEntry> backupCommands();      ///< backup: packages that ceremonies made
std::span<const CommandEntry> caCommands();          ///< ca
std::span<const CommandEntry> cardCommands();        ///< card: readers and USBKeys
std::span<const CommandEntry> cardDeskCommands();    ///< role; card: register, issuing and what follows
std::span<const CommandEntry> temporaryCommands();   ///< card: temporary ones and their review
std::span<const CommandEntry> ceremonyCommands();    ///< ceremony: dual-person key ceremonies
std::span<const CommandEntry> certificateCommands(); ///< list, show, stats, findings
std::span<const CommandEntry> emergencyCommands();   ///< emergency
std::span<const CommandEntry> followCommands();      ///< crl-follow
std::span<const CommandEntry> houseCommands();       ///< init, passphrase, policy, collections
std::span<const CommandEntry> importCommands();
std::span<const CommandEntry> journalCommands();
std::span<const CommandEntry> keyCommands();         ///< key
std::span<const CommandEntry> pendingCommands();     ///< pending
std::span<const CommandEntry> personCommands();      ///< person, pilot
std::span<const CommandEntry> reportCommands();      ///< certificate report
std::span<const CommandEntry> requestCommands();     ///< request, certificate export
std::span<const CommandEntry> revocationCommands();  ///< revoke, resume
std::span<const CommandEntry> serverCommands();      ///< enrol, sync, outbox, workstation
std::span<const CommandEntry> serveCommands();
std::span<const CommandEntry> serviceCommands();
std::span<const CommandEntry> statusCommands();      ///< certificate status

} // namespace hufu::ctl
