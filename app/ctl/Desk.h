// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CommandLine.h"
#include "app/embedded/EmbeddedGate.h"

namespace hufu::ctl {

/// A house opened for one command, and whoever signs that command together with its officer (dual control):
/// `--cosign NAME --cosign-passphrase-file P`, and `--cosign2 …` to `--cosign4 …` where more sign.
struct Desk {
    std::unique_ptr<EmbeddedGate> gate;
    std::unique_ptr<House> house;
    std::vector<std::unique_ptr<Token>> tokens; ///< owns what `cosigners` names
    std::vector<Token *> cosigners;
};

/// The house's options, the cosigners' and more.
std::set<std::string> deskOptionsAnd(std::initializer_list<const char *> more);
Result<Desk> openDesk(const Arguments &arguments);

/// The one registered person of this name or id; NotFound, or InvalidArgument when several have the name.
Result<Person> findPerson(House &house, const std::string &nameOrId);

} // namespace hufu::ctl
