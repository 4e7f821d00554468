// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/domain/Person.h"
#include "models/journal/Entry.h"

#include <optional>

namespace hufu {

/// Stored by value: never renumber.
enum class RequestKind : std::uint8_t { New = 0, Renew = 1, Rekey = 2 };
const char *requestKindName(RequestKind kind); ///< "new", "renew" (same key), "rekey"
Result<RequestKind> requestKindFromName(std::string_view name);

/// Stored by value: never renumber. That a request has lapsed is a matter of time, not of an entry; see effectiveState().
enum class RequestState : std::uint8_t { Open = 0, Returned = 1, Rejected = 2, Withdrawn = 3, Approved = 4, Issued = 5, Lapsed = 6 };
const char *requestStateName(RequestState state); ///< "open", "returned", …

enum class Verdict : std::uint8_t { Approve = 0, Reject = 1, Return = 2, Comment = 3 };
const char *verdictName(Verdict verdict); ///< "approve", "reject", "return", "comment"
Result<Verdict> verdictFromName(std::string_view name);

/// What one reviewer said about the request as it stood at `version`.
struct Review {
    Sequence sequence = 0; ///< of the entry
    Sequence version = 0;  ///< of the request that was looked at
    std::string person;    ///< id
    Verdict verdict = Verdict::Comment;
    std::string reason;
    Instant at{};
    bool operator==(const Review &) const = default;
};

/// One of the approvals that a request needs, all of them by different people, none of them the applicant.
struct ApprovalStep {
    std::set<Role> roles;       ///< any of these
    std::string department;     ///< of the approver, when a department head approves; empty: any
    int count = 1;              ///< so many people
    std::string reason;         ///< "sensitive-name patient.*", "patient-data", "ordinary-name": a word and what it is about
    bool operator==(const ApprovalStep &) const = default;
};
QJsonArray toJson(const std::vector<ApprovalStep> &steps);
Result<std::vector<ApprovalStep>> approvalStepsFromJson(const QJsonArray &array);

/// Payload of `request.submit`: what is asked for. Submitting again under the same id mends a request that was returned.
struct RequestForm {
    std::string id; ///< UUIDv7, drawn by the applicant's console
    RequestKind kind = RequestKind::New;
    Bytes csr;            ///< PKCS#10, DER; its signature proves possession of the key
    std::string service;  ///< id of the linked service
    std::string purpose;  ///< 1..1000 characters
    std::string system;   ///< linked system (关联系统): host, cluster or device that will hold the key
    int days = 0;         ///< term asked for
    std::string profile;  ///< name of a certificate profile, e.g. "server"
    std::string ca;       ///< id of the CA that shall issue
    std::optional<Sha256> replaces; ///< renew, rekey: the certificate that this one takes the place of
    bool operator==(const RequestForm &) const = default;
};
QJsonObject toJson(const RequestForm &form);
Result<RequestForm> requestFormFromJson(const QJsonObject &payload);

/// Payload of `request.review`: one verdict about several requests, each as the reviewer saw it.
struct ReviewForm {
    struct Seen {
        std::string request; ///< id
        Sequence version = 0;
        bool operator==(const Seen &) const = default;
    };
    std::vector<Seen> requests; ///< 1..200
    Verdict verdict = Verdict::Comment;
    std::string reason;         ///< required but for approving
};
QJsonObject toJson(const ReviewForm &form);
Result<ReviewForm> reviewFormFromJson(const QJsonObject &payload);

/// Payload of `request.withdraw`.
QJsonObject withdrawalToJson(const ReviewForm::Seen &seen, const std::string &reason);
struct Withdrawal {
    ReviewForm::Seen seen;
    std::string reason;
};
Result<Withdrawal> withdrawalFromJson(const QJsonObject &payload);

/// A request as the journal made it.
struct Request {
    RequestForm form;
    std::string applicant;          ///< person id
    std::string department;         ///< of the applicant when submitting
    std::string serviceName;        ///< when submitting
    std::string subject;            ///< of the CSR, RFC 4514
    std::vector<std::string> names; ///< SANs asked for: DNS names plain, others with their kind prefix, as in the inventory
    Sha256 spkiSha256{};
    RequestState state = RequestState::Open;
    Sequence version = 0;           ///< sequence of the entry that last changed what is asked for or its state
    Instant submitted{}, lapses{};
    std::vector<ApprovalStep> steps; ///< by the policy in force when it was submitted
    std::vector<Review> reviews;     ///< oldest first, also of earlier versions
    std::optional<Instant> approved; ///< since then the approval runs; it lapses too
    std::optional<Instant> approvalLapses;
    std::optional<Sha256> certificate; ///< issued
    std::string refusal;               ///< why the authority could not issue it; empty otherwise
    bool operator==(const Request &) const = default;
};

/// The state as of `now`: an open request whose time is over, or an approved one that was not issued in time, is Lapsed.
RequestState effectiveState(const Request &request, Instant now);

/// Whether this person's approval would count towards a step that is still missing; the applicant's never does.
bool canApprove(const Request &request, const Person &person);
/// Steps that are still missing approvals, with `count` the number missing. Approvals of earlier versions do not count.
std::vector<ApprovalStep> missingSteps(const Request &request, const std::vector<Person> &people);

} // namespace hufu
