// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/House.h"
#include "models/store/Beginnings.h"

namespace hufu::ctl {

/// The whole id of what a word of the command line names by it or by its beginning; errors as idBeginning().
Result<std::string> idNamed(House &house, IdOf what, const std::string &given);

/// Of things that are in memory, the one whose id begins like this, given in at least as many characters as idBeginning() asks for; null where none does.
template <typename Things, typename IdOfThing>
auto byIdBeginning(const Things &things, const std::string &given, IdOfThing idOf) -> Result<decltype(&*std::begin(things))>
{
    decltype(&*std::begin(things)) found = nullptr;
    for (const auto &thing : things) {
        if (given.size() < shortestIdBeginning || !std::string_view(idOf(thing)).starts_with(given))
            continue;
        if (found)
            return fail(ErrorCode::InvalidArgument, "several ids begin like this: give more characters", given);
        found = &thing;
    }
    return found;
}

/// Whether a word could be a SHA-256 value or the beginning of one: asked before anybody is asked for a passphrase.
bool couldNameCertificate(const std::string &given);
/// A whole SHA-256 value as it stands, whether anything is known of it or not; else the certificate of the inventory whose SHA-256 begins so.
Result<Sha256> certificateNamed(House &house, const std::string &given);

} // namespace hufu::ctl
