// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/pki/DerReader.h"

#include <optional>

namespace hufu {

/// A Time of RFC 5280 §4.1.2.5: UTCTime (1950..2049) or GeneralizedTime (1950..9999). Beyond the profile, as OpenSSL does: seconds may
/// be missing, GeneralizedTime may carry a fraction (dropped), and an offset may stand for Z. Nothing when it is no such time.
std::optional<Instant> readCertificateTime(const DerElement &element);

} // namespace hufu
