// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CommandLine.h"
#include "app/embedded/EmbeddedGate.h"

namespace hufu::ctl {

/// A house opened for one command, and whoever signs that command together with its officer (dual control):
/// `--cosign NAME --cosign-passphrase-file P` (`--cosign-card-pin-file P` for who signs with a USBKey), and `--cosign2 …` to `--cosign4 …` where more sign. With `--pending` the command waits for those who are
/// not at this desk.
struct Desk {
    std::unique_ptr<EmbeddedGate> gate;
    std::unique_ptr<House> house;
    std::vector<std::unique_ptr<Token>> tokens; ///< owns what `cosigners` names
    std::vector<Token *> cosigners;
    MissingSignatures missing = MissingSignatures::Refused;

    Result<Receipt> submit(const char *kind, const QJsonObject &payload);
    /// What was to wait for a signature (`--pending`) and did not: says on standard error why it is in force at once.
    Result<Receipt> tellInForce(Result<Receipt> receipt) const;
};

/// The house's options, the cosigners' and more.
std::set<std::string> deskOptionsAnd(std::initializer_list<const char *> more);
/// --json, --pending and more.
std::set<std::string> deskFlagsAnd(std::initializer_list<const char *> more);
Result<Desk> openDesk(const Arguments &arguments);

/// The one registered person of this name or id, or of an id that begins so; NotFound, or InvalidArgument when several have the name.
Result<Person> findPerson(House &house, const std::string &nameOrId);

} // namespace hufu::ctl
