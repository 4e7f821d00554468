// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/domain/Person.h"
#include "models/pki/Lints.h"
#include "models/store/Connection.h"

#include <optional>

namespace hufu {

/// What the own CA and its requests ask of somebody, beside what certificates themselves ask (Statistics).
enum class WorkKind : std::uint8_t {
    CrlEnds,              ///< when a CA's CRL ends, relying servers refuse everybody whom it certified
    Trouble,              ///< what the authority could not do by itself
    RevocationsRequested, ///< no CRL says so yet
    RevocationsUnverified,///< in force, and nobody has seen it from outside
    EmergencyFollowUps,   ///< of open emergencies
    GlassToReview,        ///< one officer suspended alone; a second security administrator has to look at it
    RequestsForMe,
    RequestsLapsing,      ///< one's own, within lapsesSoon
    RequestsReturned,     ///< one's own, for change
    BackupDue,            ///< `count` keys, or the house, are in no package that counts; `until`: when the house was backed up last
    RestoreTestDue,       ///< whether the backup gives anything back was not tried in the policy's time; `until`: when it was last
    SignaturesForMe,      ///< commands that lack this officer's signature (PendingCommand)
    TemporaryKeysToReview,///< somebody else issued them alone
};
struct WorkItem {
    WorkKind kind{};
    Severity severity{};
    std::uint32_t count = 0;
    std::string subject{};           ///< a CA's name
    std::optional<Instant> until{};  ///< CrlEnds: its end; requests, signatures: when the first lapses
    std::optional<Error> error{};    ///< Trouble
};

constexpr auto crlAmber = std::chrono::days(3), crlRed = std::chrono::days(1), lapsesSoon = std::chrono::days(2);

/// Most severe first, then most pressing. Each CA with a CRL has its line, Info while there is time: the countdown. Cheap: reads the CAs, open
/// requests and two counts. `troubles`: as Transport::upkeep() gave them.
Result<std::vector<WorkItem>> readOpenWork(Connection &connection, const Person &officer, const std::vector<Error> &troubles, Instant now);

} // namespace hufu
