// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CommandLine.h"
#include "models/domain/Ceremony.h"

namespace hufu::ctl {

/// The options by which a ceremony is planned, and those of the people's passphrases.
std::set<std::string> ceremonyOptionsAnd(std::initializer_list<const char *> more);

/// A script by the name of one that comes with the program, else a file.
Result<CeremonyScript> findScript(const std::string &nameOrFile);

/// A plan as the words describe it, not sent yet, with what people should know of it.
struct PlannedCeremony {
    CeremonyPlan plan;
    CeremonyScript script;
    std::vector<Person> custodians; ///< in the order of the words
    Person witness;
    std::vector<std::string> warnings;
};
Result<PlannedCeremony> planCeremony(House &house, const Arguments &arguments);

/// As it is printed: both languages, with its SHA-256.
std::string scriptText(const CeremonyScript &script);
QJsonObject scriptToJson(const CeremonyScript &script);
/// The words of a hash, both languages.
std::string wordsText(const Sha256 &sha256);

} // namespace hufu::ctl
