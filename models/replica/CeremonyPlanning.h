// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Ceremony.h"
#include "models/replica/House.h"

namespace hufu {

/// What people say about a ceremony before it is planned.
struct CeremonyDraft {
    CeremonyScript script;
    std::string administrator;           ///< person id: whoever sends the plan
    std::vector<std::string> custodians; ///< person ids
    std::string witness;                 ///< likewise
    int needed = 2;                      ///< of those to whom shares are dealt; of a package it is the package's own
    std::vector<std::string> keys;       ///< CAs by id or name; none: all that have a certificate, or that the package has
    bool wholeHouse = false;
    std::string room;
    std::vector<std::string> media;      ///< folders; none: the package's own
    std::string package;                 ///< its folder, its medium, or the SHA-256 of its manifest
};

/// What people should know of a plan that is allowed all the same.
enum class CeremonyWarning {
    EverybodyNeeded, ///< one lost card or passphrase loses the backup
    OneMedium,
    NotExportable,   ///< a key lies in a token: it will not be in the package
};

/// A plan that was not sent yet, with those who take part in it.
struct PlannedCeremony {
    CeremonyPlan plan;
    CeremonyScript script;
    std::vector<Person> custodians; ///< in the draft's order
    Person witness;
    std::vector<CeremonyWarning> warnings;
};
/// Reads the package where there is one: blocks. InvalidArgument when something is missing, NotFound for CAs, people and packages.
Result<PlannedCeremony> planCeremony(House &house, const CeremonyDraft &draft);

/// What the rules would say to this plan now, if this officer sent it; ok: it may be begun. Blocks.
Result<void> judgePlan(House &house, const CeremonyPlan &plan, const Person &officer);

/// Whether somebody may take part, and if not, the first reason.
enum class CeremonyExclusion {
    None,
    NoCustodian,  ///< does not hold that role
    NoKey,        ///< is a custodian whose key for shares the authority has not certified yet
    NoAuditAdmin, ///< a witness has to be one
};
struct CeremonyCandidate {
    Person person;
    CeremonyExclusion asCustodian = CeremonyExclusion::None, asWitness = CeremonyExclusion::None;
};
/// Active people, in the register's order.
std::vector<CeremonyCandidate> ceremonyCandidates(const std::vector<Person> &people);

/// A script by the name of one that comes with the program, else a file. Blocks.
Result<CeremonyScript> findScript(const std::string &nameOrFile);

} // namespace hufu
