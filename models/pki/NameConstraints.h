// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateParts.h"

#include <string>
#include <vector>

namespace hufu {

/// Those of the DNS names that the CA's nameConstraints keep out (RFC 5280 §4.2.1.10): all, when the extension cannot be read. Other kinds
/// of constraints are not looked at: our CAs have none.
std::vector<std::string> excludedNames(const CertificateParts &ca, const std::vector<std::string> &dnsNames);

/// Whether its basicConstraints have a path length of 0, so that no CA may stand below (RFC 5280 §4.2.1.9).
bool hasNoRoomBelow(const CertificateParts &ca);

} // namespace hufu
