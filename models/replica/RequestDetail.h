// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Service.h"
#include "models/replica/Inventory.h"
#include "models/replica/KeyEscrow.h"
#include "models/store/RequestReader.h"

#include <map>
#include <memory>

namespace hufu {

class House;

/// What one officer may do with one request as it stands. The authority decides; this only keeps a window from offering what would be refused.
struct RequestDeeds {
    bool approve = false;
    bool turnDown = false; ///< reject it, or return it for change
    bool comment = false;
    bool withdraw = false;
    bool mend = false;     ///< submit it again
    bool operator==(const RequestDeeds &) const = default;
};
/// `pilot`: one person alone decides on the own requests, too.
RequestDeeds deedsOn(const Request &request, const Person &officer, const std::vector<Person> &people, bool pilot, Instant now);
bool maySubmit(const Person &officer); ///< whether the officer's roles let them ask for certificates at all

/// Everything the panel shows of one request, put together by readRequestDetail(). A value.
struct RequestDetail {
    Request request;
    RequestState state = RequestState::Open; ///< at readAt
    Instant readAt{};
    RequestDeeds deeds;                ///< of the officer at this desk
    CertificateRequest csr;
    RequestPreview preview;            ///< what policy says now, by the steps of then
    std::vector<ApprovalStep> missing; ///< while it is open
    std::optional<CertificateListing> replaced; ///< the certificate whose place it takes, when the inventory holds it
    RequestHistory history;            ///< of the applicant
    std::optional<EscrowSight> escrow; ///< when its key is in escrow
    std::map<std::string, std::string> names; ///< of people, by id
    std::string nameOf(const std::string &person) const;
};
/// Blocks: for a pool thread. NotFound when there is no such request.
Result<RequestDetail> readRequestDetail(House &house, const Person &officer, bool pilot, const std::string &id);

/// What a request can be made of: for the form's lists.
struct RequestChoices {
    std::vector<Service> services;       ///< by name
    std::vector<CertificateAuthority> cas; ///< that issue to servers, people and devices; no root
    std::map<std::string, int> terms;    ///< the longest that policy allows each profile that can be asked for, in days
    EscrowChoices escrow;                ///< who could hold shares of a key that is made here
};
Result<RequestChoices> readRequestChoices(House &house);

/// What the form shows before anything is signed.
struct RequestDraft {
    CertificateRequest csr;
    std::string proposedCa; ///< id of the CA for this profile and these names; empty when there is none
    RequestPreview preview; ///< for the CA of the form, or else the proposed one
    std::map<std::string, std::string> people; ///< names by id
    /// Certificates of the house that it could replace: of the same key, or with one of its names; the one that expires soonest first.
    struct Replaceable {
        Sha256 sha256{};
        std::string title;
        Instant notAfter{};
        bool sameKey = false;
    };
    std::vector<Replaceable> replaceable; ///< at most mostReplaceable
    static constexpr std::size_t mostReplaceable = 50;
};
/// `form` may lack what is not typed yet. Blocks: for a pool thread. Errors are those of reading the CSR.
Result<RequestDraft> draftRequest(House &house, const std::shared_ptr<const Inventory> &inventory, const Person &applicant, RequestForm form);

/// What a replacement takes over from a certificate.
struct ReplacedCertificate {
    CertificateListing listing;
    std::string system; ///< that holds its key, as its request said; empty without a request
};
/// NotFound for a certificate that the house does not keep.
Result<ReplacedCertificate> readForReplacement(Connection &connection, const Sha256 &certificate);

} // namespace hufu
