// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/domain/Person.h"

#include <optional>

namespace hufu {

/// What the authority knows about one command before deciding: only the rows the command names.
struct Facts {
    std::optional<Sha256> house;    ///< hash of the founding entry; none before the founding
    Mode mode = Mode::Production;
    bool pilot = false;             ///< a house of one person: exclusions are waived
    std::optional<Person> actor;    ///< as registered; none when unknown
    Bytes signerCertificate;        ///< the certificate that the signature was made with
    bool commandIdTaken = false;
    Sequence headSequence = 0;
    std::optional<Sha256> hashAtBasis; ///< of the entry that basedOn names, when there is one
    bool targetExists = false;      ///< service.remove, collection.remove: the thing is there
    std::vector<std::string> missingBlobs; ///< certificates named by an import that are neither sent nor stored, hex
};

/// Decides one command (design: decide): may it happen? The result is what the authority adds to the command in its entry, besides
/// what the command itself says; for most kinds nothing. Pure: no clock, no I/O. An error is the named reason of the refusal.
Result<QJsonObject> decide(const Facts &facts, const Command &command, Instant now);

/// What an entry is about, for people: a service's name, a source, the house. From the payload alone.
std::string subjectOf(const Command &command);

/// Which console roles may send a kind; empty for kinds that do not exist.
std::set<Role> rolesFor(std::string_view kind);

} // namespace hufu
