// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateListing.h"

namespace hufu {

enum class TrustStatus : std::uint8_t { Trusted, SelfSigned, IssuerMissing, Expired, NotYetValid, BadSignature, WeakAlgorithm, NotACa, ConstraintViolated, UntrustedRoot, UnhandledExtension, Other };

struct TrustResult {
    TrustStatus status = TrustStatus::Other;
    int depth = 0;             ///< of the certificate at fault, 0 = the leaf
    std::string detail;        ///< OpenSSL's own words
    std::vector<Bytes> chain;  ///< DER, leaf first, as far as it could be built
};

/// Verifies `leaf` at `when` (RFC 5280 §6) with `intermediates` against `anchors`, without revocation. SM2 signatures are checked with the
/// default identifier 1234567812345678 (standards.md §2.3). Never asks the network.
TrustResult verifyChain(BytesView leaf, const std::vector<Bytes> &intermediates, const std::vector<Bytes> &anchors, Instant when);

/// The certificates this computer trusts: the distribution's CA bundle, found by OpenSSL's own default path or the usual places.
/// NotFound when there is none.
Result<std::string> systemTrustBundlePath();

} // namespace hufu
