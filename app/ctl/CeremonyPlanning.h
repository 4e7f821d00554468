// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CommandLine.h"
#include "models/replica/CeremonyPlanning.h"

namespace hufu::ctl {

/// The options by which a ceremony is planned, and those of the people's passphrases.
std::set<std::string> ceremonyOptionsAnd(std::initializer_list<const char *> more);

/// What the words describe.
Result<CeremonyDraft> readDraft(House &house, const Arguments &arguments);

QJsonObject scriptToJson(const CeremonyScript &script);

} // namespace hufu::ctl
