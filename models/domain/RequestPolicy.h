// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Facts.h"
#include "models/pki/CertificateRequest.h"

namespace hufu {

/// What can be wrong with a request, or worth a look. Named in refusals and by wording; kept nowhere else.
enum class RequestRule {
    ServiceUnknown,    ///< of the house; a request that waits may have outlived it
    ProfileUnknown,
    TermAboveCap,      ///< longer than policy, or the profile itself, lets it be
    TermTooShort,      ///< shorter than the profile's shortest
    OutlivesCa,        ///< the CA's own certificate ends first
    CaUnknown,
    CaNotReady,        ///< not made yet, ended, revoked or suspended
    CaWrongTree,       ///< a server's certificate from the clients' CA, or the other way round
    NamesOutsideCa,    ///< outside the name constraints of the CA
    NoName,            ///< a server without a name or an address
    NoCommonName,      ///< a person or a device without one
    NameNotOfProfile,  ///< a kind of name, or a wildcard, that the profile does not certify
    CommonNameNotAName, ///< a server's common name that is none of its names
    SubjectIncomplete, ///< an attribute that the profile needs, and neither house nor request has
    KeyNotOfProfile,   ///< a kind of key that the profile does not certify
    OvOnCoreService,   ///< the lint's: the profile gives OV, and policy asks for EV on core services
    WildcardInEv,      ///< for a service whose class is EV
    WeakKey,           ///< short or guessable
    AsksForCa,         ///< which nobody gets by a request
    KeyRevoked,        ///< a certificate of this key was revoked: never again
    KeyReused,         ///< another request or certificate has this key
    RenewedOtherKey,   ///< renewing keeps the key
    RekeyedSameKey,    ///< rekeying makes a new one
    ReplacedUnknown,   ///< nothing is known of the certificate that is to be replaced
    NamesDiffer,       ///< from those of the certificate that is to be replaced
    NameCovered,       ///< another valid certificate has this name already
    TooFewApprovers,   ///< nobody, or not enough people, could approve
};
const char *requestRuleName(RequestRule rule); ///< "term-above-cap", …

struct RequestFinding {
    RequestRule rule{};
    bool blocking = false; ///< the authority refuses the request
    std::string observed;  ///< language-free: "800 > 731 days", a name, a number of bits
    bool operator==(const RequestFinding &) const = default;
};

/// What policy says to a request: shown before it is submitted, and the very ground on which the authority decides.
struct RequestPreview {
    std::vector<ApprovalStep> steps;
    std::vector<std::string> approvers; ///< ids of those who may approve, in the order of Facts::people
    struct Excluded {
        std::string person; ///< id
        std::string reason; ///< "applicant", "other-department", "security-admins-only"
        bool operator==(const Excluded &) const = default;
    };
    std::vector<Excluded> excluded; ///< the applicant, and who decides on requests but not on this one
    Instant lapses{};               ///< if it was submitted now
    std::string caName;             ///< common name of the CA that would issue; empty when there is none
    std::vector<RequestFinding> findings;

    const RequestFinding *blocking() const; ///< the first, or null
};

/// Only facts that every witness has go in: see Facts. `facts.actor` is the applicant. `steps` are those of a request that was submitted
/// already, under the policy of then; none: by the policy of now.
RequestPreview previewRequest(const Facts &facts, const RequestForm &form, const CertificateRequest &csr, Instant now,
                              std::optional<std::vector<ApprovalStep>> steps = std::nullopt);

/// The profiles that people may ask for: "server", "server-ev-like", "temporary", "client", "device". The others are the authority's own.
std::vector<std::string> requestProfiles();
/// The longest term of such a profile under this policy, in days; 0 for others.
int longestTerm(const Policy &policy, std::string_view profile);

/// What else the house knows of a request's key and names. From the inventory, which a witness does not have: for people's eyes only.
struct RequestNeighbours {
    struct Certificate {
        Sha256 sha256{};
        std::string subject;            ///< RFC 4514
        std::vector<std::string> names; ///< as Request::names
        Sha256 spkiSha256{};
        Instant notAfter{};
        bool revoked = false;
    };
    std::vector<Certificate> certificates; ///< with this key, or valid and with one of these names
    std::vector<std::string> requests;     ///< ids of others with this key, live or issued
    std::optional<Certificate> replaced;   ///< the one that RequestForm::replaces names
};
std::vector<RequestFinding> neighbourFindings(const RequestForm &form, const CertificateRequest &csr, const RequestNeighbours &neighbours,
                                              Instant now);

/// The names that a certificate for this request would have, as Request::names.
std::vector<std::string> namesAskedFor(const CertificateRequest &csr);
/// The CA to propose for a profile and names: ready, of the right tree, with these names inside its domains, and where there is a choice one that signs with
/// SM2 for a key of SM2 and only for such; null when there is none.
const CertificateAuthority *proposedCa(const std::vector<CertificateAuthority> &cas, std::string_view profile, const CertificateRequest &csr,
                                       Instant now);

/// Whether a name that is asked for is, or as a wildcard could stand for, one of the pattern's. In the pattern "*" stands for any
/// characters, in the name for one label. Both lower case.
bool matchesSensitive(std::string_view pattern, std::string_view name);

} // namespace hufu
