// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"
#include "models/pki/RevocationReason.h"

#include <optional>
#include <string>
#include <vector>

namespace hufu {

/// What one place said of one certificate when it was asked.
struct StatusSight {
    enum class Source : std::uint8_t { Crl, Ocsp, Endpoint };
    enum class Verdict : std::uint8_t {
        Revoked, ///< it says so; an endpoint: it serves another certificate now
        NotYet,  ///< it answers well, and says the certificate is good; an endpoint: it still serves it
        Unproven ///< no answer, or none that proves anything: `error` says why
    };
    Source source = Source::Crl;
    std::string where; ///< URL, or host:port
    Instant at{};
    Verdict verdict = Verdict::Unproven;
    std::uint64_t crlNumber = 0;      ///< Crl, unless unproven
    Instant producedAt{};             ///< of the answer; Crl: thisUpdate
    std::optional<Instant> revokedAt{}; ///< Crl and Ocsp, with Revoked
    RevocationReason reason = RevocationReason::Unspecified;
    Sha256 sha256{};                  ///< of the answer's bytes; Endpoint: of the certificate that it serves
    std::optional<Error> error{};

    /// Nobody answered at all.
    bool isSilent() const;
    /// An answer came that was given to somebody else before: a cache handed it out.
    bool isKept() const { return source == Source::Ocsp && error && error->code == ErrorCode::Replayed; }
};
/// "crl", "ocsp", "endpoint"; "revoked", "not-yet", "unproven": for output.
const char *sourceName(StatusSight::Source source);
const char *verdictName(StatusSight::Verdict verdict);

/// What all places said of one certificate that the own CA issued.
struct CertificateSight {
    Sha256 sha256{};
    std::string ca; ///< id
    std::vector<StatusSight> sights{};
    bool revoked = false; ///< or suspended, as the journal has it

    /// Every CRL that it names, at least one, lists it, and every OCSP responder says revoked. An endpoint that still serves it does not count
    /// against that: whoever checks refuses it now.
    bool isProven() const;
    /// A CRL or OCSP responder that it names does not answer at all: what the journal says, nobody can see there. Else null.
    const StatusSight *silent() const;
    /// A CRL or OCSP responder that still tells what was before the journal had it revoked, or suspended. Else null.
    const StatusSight *outdated() const;
};

} // namespace hufu
