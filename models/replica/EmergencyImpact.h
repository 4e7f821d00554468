// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Emergency.h"
#include "models/domain/Revocation.h"
#include "models/domain/Signers.h"
#include "models/replica/Inventory.h"

#include <set>

namespace hufu {

/// Why a certificate is in the list of an emergency.
enum class ImpactReason { Holder, Card, Host, Seen, Key, SameKey, Issuer, Role, Department, Query };
const char *impactReasonName(ImpactReason reason); ///< "holder", "card", "host", "seen", "key", "same-key", "issuer", "role", "department", "query"

/// What is proposed for one certificate.
enum class ImpactProposal {
    Revoke,
    Suspend,      ///< hold first: nobody knows yet whether all of these are lost
    SayWho,       ///< the name stands for several people: whose it is has to be known first, see EmergencyImpact::namesakes
    ReplaceFirst, ///< a core service, or many certificates, would stop with it: make the new one ready
    AskIssuer,    ///< of another CA: only that one can revoke it
    Nothing       ///< revoked or expired already, a root, or an OCSP responder's among many
};
const char *impactProposalName(ImpactProposal proposal); ///< "revoke", "suspend", "say-who", "replace-first", "ask-issuer", "nothing"

/// One certificate concerned.
struct ImpactLine {
    Row row = 0;
    Sha256 sha256{};
    std::string title, issuer;
    std::string staffNumber; ///< of its holder: UID, else serialNumber in its subject, else the USBKey's; empty: none
    std::string department;  ///< OU in its subject, else the applicant's; empty: none
    ImpactReason why{};
    std::string detail; ///< what was found: a USBKey's number, a host, whose key it shares
    Purpose purpose = Purpose::Other;
    Tier tier = Tier::None;
    Instant notAfter{};
    std::size_t places = 0;     ///< where it was seen: its copies
    std::string replacement;    ///< title of what the own CA issued in its place; empty: nothing
    std::optional<IssuedCertificate> issued; ///< by the own CA
    ImpactProposal proposal = ImpactProposal::Nothing;

    /// Whether it can be revoked, or with `suspend` suspended, at all.
    bool canBe(RevocationReason reason) const;
    /// Whether that is what is proposed.
    bool isProposed(RevocationReason reason) const;
};

/// What a loss means, and what stops when the certificates concerned are refused. A value; see assessEmergency().
struct EmergencyImpact {
    Loss loss;
    std::vector<ImpactLine> lines; ///< those that something can be done about first, then by tier and title
    struct AffectedService {
        std::string name, department;
        Tier tier = Tier::None;
        std::size_t hosts = 0, certificates = 0;
    };
    std::vector<AffectedService> services; ///< the most important first; counts certificates that are not revoked yet
    std::vector<std::string> departments, people; ///< of services and holders; each once, by name
    /// Revoking an officer's certificates takes away nothing of what their signature may do here.
    struct Officer {
        std::string id, name; ///< of the person
        std::set<Role> lastOf; ///< administrators' roles that nobody else has
    };
    std::vector<Officer> officers; ///< active ones among the holders, by name
    /// People who bear the name that was lost, where it is not one person's: by staff number, then by department.
    struct Namesake {
        std::string staffNumber, department; ///< one of them may be empty
        std::size_t certificates = 0;
    };
    std::vector<Namesake> namesakes; ///< empty, or at least two: then nothing is proposed for any of them
    bool everything = false; ///< every valid certificate of the own CA that is no CA's is among them

    /// What is proposed to be revoked or suspended.
    std::vector<Sha256> proposed(RevocationReason reason) const;
};

/// The reason that fits a loss: keyCompromise where a key may be in strange hands, else a suspension until more is known.
RevocationReason reasonFor(LossKind kind);

/// `loss` normalised. `inventory` complete; reads what USBKeys and requests say from `connection`. InvalidArgument: no query.
/// Within 200 ms among 100,000 certificates.
Result<EmergencyImpact> assessEmergency(Connection &connection, const Inventory &inventory, const Loss &loss, Instant now);

/// What has to be there before a decision can be signed.
struct EmergencyDemand {
    std::vector<SignerSlot> signers;
    bool number = false;     ///< the number of certificates has to be typed (circuit breaker)
    bool glass = false;      ///< needs two, and one may suspend them alone where nobody answers …
    Instant glassFrom{};     ///< … from then on
    bool canary = false, glassCanary = false; ///< the canary can go along, with the decision and through the glass, and costs nothing; it counts among the certificates
};
/// `facts`: Facts::policy, actor, people, emergency, glassBroken; certificates: of `impact`; `canary`: null: there is none, or it is one of them.
EmergencyDemand demandOf(const EmergencyImpact &impact, std::span<const Sha256> certificates, RevocationReason reason, const Facts &facts, Instant now,
                         const IssuedCertificate *canary = nullptr);

/// What the rules would be told of the officer and the emergency; for demandOf().
Result<Facts> readEmergencyFacts(Connection &connection, const Inventory &inventory, const Person &officer, const std::string &emergency, Instant now);

} // namespace hufu
