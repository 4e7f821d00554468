// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/Authority.h"
#include "models/domain/Person.h"
#include "models/pki/SignedData.h"

namespace hufu {

/// A demand that is older, or from further ahead, is not answered.
inline constexpr auto demandLife = std::chrono::minutes(5);

/// The officer whose signature a demand bears (CMS SignedData), as it says of itself: for this house, by `person`, at `time`. WrongHouse, SignerUnknown,
/// SignerInactive, Expired, FromTheFuture.
Result<Person> officerWhoDemands(Authority &authority, const SignedContent &content, const Sha256 &house, const std::string &person, Instant time);

} // namespace hufu
