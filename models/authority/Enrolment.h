// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/Authority.h"
#include "models/domain/EnrolmentCode.h"
#include "models/domain/Workstation.h"
#include "models/store/EnrolmentCodes.h"

namespace hufu {

/// Of a workstation's certificate; the authority renews it by itself (WorkstationDuty.cpp) while the workstation is let in.
inline constexpr auto workstationLife = std::chrono::days(2 * 365);

constexpr auto enrolmentCodeLife = std::chrono::hours(24);
constexpr int mostEnrolmentTries = 5;

/// A new code for one workstation. Several processes may give out codes; only what proves it is kept.
Result<EnrolmentCode> giveOutCode(Connection &connection, Instant now, EnrolmentCode::For what = EnrolmentCode::For::Console);

/// The stored half of a claim's code when its proof over `covered` is right and the code may still be used (or was, by whoever can prove it); a failed try
/// is written down. EnrolmentRefused.
Result<StoredCode> provenCode(Authority &authority, const EnrolmentClaim &claim, BytesView covered, Instant now);
/// The name in a workstation's request. InvalidArgument.
Result<std::string> workstationIn(BytesView request);
/// A new code for this authority (certificate, DER), inside the caller's transaction.
Result<EnrolmentCode> makeCode(Connection &connection, BytesView authorityCertificate, Instant now, EnrolmentCode::For what = EnrolmentCode::For::Console);

/// Lets a workstation in, or a relying server by a code of its kind, once for each code, and journals it (workstation.enrol, relying.enrol). The same claim again, after its answer was lost, gives the same
/// workstation. EnrolmentRefused, and a try less, for a wrong proof; EnrolmentRefused for a code that is used, lapsed or was tried too often.
Result<Workstation> enrolWorkstation(Authority &authority, const EnrolmentClaim &claim);

} // namespace hufu
