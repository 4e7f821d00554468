// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Emergency.h"
#include "models/store/Connection.h"

namespace hufu {

/// By its id, or by the id of a start that joined it.
Result<std::optional<Emergency>> readEmergency(Connection &connection, std::string_view id);
Result<std::optional<Emergency>> readOpenEmergencyOf(Connection &connection, const Loss &loss);
/// The newest first.
enum class EmergencyChoice { Open, All };
Result<std::vector<Emergency>> readEmergencies(Connection &connection, EmergencyChoice choice);

/// Entries about it, oldest first: its start and who joined, decisions, what lifted or proved them, notes, its end.
Result<std::vector<Sequence>> readEmergencyEntries(Connection &connection, std::string_view id);
/// What was revoked or suspended in it, in the order of decision.
Result<std::vector<Sha256>> readEmergencyCertificates(Connection &connection, std::string_view id);
/// Not reviewed yet, or at `since` or later; of all emergencies, oldest first.
Result<std::vector<GlassBroken>> readGlassBroken(Connection &connection, Instant since);
/// A certificate that a loss concerns by what a USBKey's order or a request says of it; see LossKind.
struct LossTie {
    std::int64_t certificateId = 0;
    std::string card, holder, department; ///< empty where there is none
};
/// Person: of USBKeys that this holder has or had; Card: of this USBKey; Role: of holders with it; Department: of its holders and applicants; else none.
Result<std::vector<LossTie>> readLossTies(Connection &connection, const Loss &loss);

/// Follow-ups of open emergencies that nobody has answered.
Result<std::int64_t> countOpenFollowUps(Connection &connection);

} // namespace hufu
