// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

namespace hufu {

// Whether a name may stand in a certificate that this house asks for or issues: stricter than what is read of others' certificates.
// Names are the texts of CertificateListing, in which a NUL stands as \00. Errors: Malformed; its detail says what is wrong, its subject is
// the name.

/// A dNSName (RFC 5280 §4.2.1.6, RFC 1034 §3.5, RFC 5890): letters, digits and hyphens, labels of 1..63 and 253 in all, no dot at the end.
/// '*' is the whole left-most label above at least two others (RFC 9525 §6.3). Letters outside ASCII have to come as A-labels, and an A-label
/// has to decode to one script, or to the ones Chinese, Japanese or Korean mix (UTS 39 §5.2, highly restrictive), and not to Cyrillic or Greek
/// letters that all look Latin.
Result<void> checkDnsName(std::string_view name);
inline bool isWildcard(std::string_view name) { return name.starts_with("*."); }

Result<void> checkEmail(std::string_view address); ///< ASCII local part, and a DNS name without wildcard
Result<void> checkUri(std::string_view uri);       ///< RFC 3986: a scheme and printable ASCII

/// The octets of an address in text, 4 or 16. Malformed.
Result<Bytes> addressOctets(std::string_view text);

} // namespace hufu
