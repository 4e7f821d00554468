// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateListing.h"

#include <memory>

namespace hufu {

/// The verdict on a chain, RFC 5280 §6. The first fault OpenSSL meets decides: a missing issuer hides an expiry.
enum class TrustStatus : std::uint8_t {
    Trusted,
    SelfSigned,          ///< the leaf signed itself and is no anchor
    IssuerMissing,       ///< the chain stops before an anchor
    Expired,
    NotYetValid,
    BadSignature,
    WeakAlgorithm,       ///< a key or digest below 112 bits of security (SP 800-57 part 1 §5.6.1)
    NotACa,              ///< an issuer that may not issue: basicConstraints, keyUsage, path length, version
    ConstraintViolated,  ///< name constraints or policy
    UntrustedRoot,       ///< complete, but its root is no anchor
    UnhandledExtension,  ///< a critical extension nobody understands
    Other
};

struct TrustResult {
    TrustStatus status = TrustStatus::Other;
    int depth = 0;             ///< of the certificate at fault, 0 = the leaf
    std::string detail;        ///< OpenSSL's own words
    std::vector<Bytes> chain;  ///< DER, leaf first, as far as it could be built
};

/// Anchors and the intermediates known to all, parsed once, for judging many leaves. Every anchor counts, self-signed or not. SM2
/// signatures are checked with the default identifier 1234567812345678 (standards.md §2.3). Immutable after construction:
/// verify() may be called from several threads. What cannot be read is left out and counted.
class AnchorStore {
public:
    explicit AnchorStore(const std::vector<Bytes> &anchors, const std::vector<Bytes> &intermediates = {});
    AnchorStore(AnchorStore &&) noexcept;
    AnchorStore &operator=(AnchorStore &&) noexcept;
    ~AnchorStore();

    std::size_t anchorCount() const;
    std::size_t unreadable() const;

    /// Verifies `leaf` at `when` (RFC 5280 §6), without revocation and for no particular purpose; `extra` are intermediates that came
    /// with this leaf. Never asks the network.
    TrustResult verify(BytesView leaf, Instant when, const std::vector<Bytes> &extra = {}) const;

private:
    struct Stores;
    std::unique_ptr<Stores> m_stores;
};

/// The same for one leaf. Parses all anchors each time: some 20 ms for a system's bundle.
TrustResult verifyChain(BytesView leaf, const std::vector<Bytes> &intermediates, const std::vector<Bytes> &anchors, Instant when);

/// Stable kebab-case name ("issuer-missing") for queries and JSON.
const char *trustStatusName(TrustStatus status);

/// The certificates this computer trusts: the distribution's CA bundle, found by OpenSSL's own default path (SSL_CERT_FILE first) or
/// the usual places. NotFound when there is none.
Result<std::string> systemTrustBundlePath();

} // namespace hufu
