// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/domain/Escrow.h"
#include "models/journal/Entry.h"

#include <optional>

namespace hufu {

/// Stored by value: never renumber.
enum class RequestKind : std::uint8_t { New = 0, Renew = 1, Rekey = 2 };
const char *requestKindName(RequestKind kind); ///< "new", "renew" (same key), "rekey"
Result<RequestKind> requestKindFromName(std::string_view name);

/// Stored by value: never renumber. That a request has lapsed is a matter of time, not of an entry; see effectiveState().
enum class RequestState : std::uint8_t { Open = 0, Returned = 1, Rejected = 2, Withdrawn = 3, Approved = 4, Issued = 5, Lapsed = 6 };
const char *requestStateName(RequestState state); ///< "open", "returned", "rejected", "withdrawn", "approved", "issued", "lapsed"
Result<RequestState> requestStateFromName(std::string_view name);

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
    std::vector<std::string> reasons; ///< each a word and what it is about: "sensitive-name patient.his.example", "patient-data 电子病历", "ordinary-name"
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
    std::optional<Escrow> escrow;   ///< version 2, new, rekey: the console that made the key dealt it to custodians
    bool operator==(const RequestForm &) const = default;
    int version() const { return escrow ? 2 : 1; } ///< of the payload: version 1 has no escrow, version 2 has it
};
constexpr int mostDaysAskedFor = 3660; ///< what a form can say at all; policy has its own, lower caps
QJsonObject toJson(const RequestForm &form);
Result<RequestForm> requestFormFromJson(const QJsonObject &payload);

/// Payload of `request.review`: one verdict about several requests, each as the reviewer saw it.
struct ReviewForm {
    struct Seen {
        std::string request; ///< id
        Sequence version = 0;
        bool operator==(const Seen &) const = default;
    };
    std::vector<Seen> requests; ///< 1..mostReviewedTogether, each once
    Verdict verdict = Verdict::Comment;
    std::string reason;         ///< required but for approving
    bool operator==(const ReviewForm &) const = default;
};
constexpr qsizetype mostReviewedTogether = 200;
QJsonObject toJson(const ReviewForm &form);
Result<ReviewForm> reviewFormFromJson(const QJsonObject &payload);

/// Payload of `request.withdraw`.
struct Withdrawal {
    ReviewForm::Seen seen;
    std::string reason; ///< may be empty
    bool operator==(const Withdrawal &) const = default;
};
QJsonObject toJson(const Withdrawal &withdrawal);
Result<Withdrawal> withdrawalFromJson(const QJsonObject &payload);

/// What the authority adds to a `request.submit`: what it read from the request, and what policy asks for.
struct RequestAccepted {
    std::string department;         ///< of the applicant
    std::string serviceName;
    std::string subject;            ///< of the CSR, RFC 4514
    std::vector<std::string> names; ///< that were asked for, see Request::names
    Sha256 spkiSha256{};
    std::vector<ApprovalStep> steps;
    Instant lapses{};
    bool operator==(const RequestAccepted &) const = default;
};
QJsonObject toJson(const RequestAccepted &accepted);
Result<RequestAccepted> requestAcceptedFromJson(const QJsonObject &outcome);

/// What it adds to a `request.review`: the state of each request after it, in the order of the command.
struct ReviewOutcome {
    struct Line {
        std::string request; ///< id
        RequestState state = RequestState::Open;
        int missing = 0;     ///< approvals, while it is open
        bool operator==(const Line &) const = default;
    };
    std::vector<Line> lines;
    std::optional<Instant> approvalLapses; ///< when at least one of them is approved now
    bool operator==(const ReviewOutcome &) const = default;
};
QJsonObject toJson(const ReviewOutcome &outcome);
Result<ReviewOutcome> reviewOutcomeFromJson(const QJsonObject &outcome);

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
    Instant submitted{}, lapses{};  ///< of this version
    std::vector<ApprovalStep> steps; ///< by the policy in force when it was submitted
    std::vector<Review> reviews;     ///< oldest first, also of earlier versions
    std::optional<Instant> approved; ///< since then the approval runs; it lapses too
    std::optional<Instant> approvalLapses;
    std::optional<Sha256> certificate; ///< issued
    bool operator==(const Request &) const = default;
};

/// The state as of `now`: an open request whose time is over, or an approved one that was not issued in time, is Lapsed. Both are good
/// through the last second.
RequestState effectiveState(const Request &request, Instant now);
bool isLive(RequestState state); ///< open, returned or approved: something may still come of it

/// Whether one of the request's steps is this person's by role and department, whoever applied. Not for who was deactivated.
bool mayDecide(const Request &request, const Person &person);
/// Whether this person may comment on it: whoever sees it, which is its applicant, who decides on it, the head of the applicant's department
/// and the security administrators. Not for who was deactivated.
bool mayComment(const Request &request, const Person &person);
/// Whether this person approved the request as it stands now.
bool hasApproved(const Request &request, std::string_view person);
/// Steps that are still missing approvals, with `count` the number missing. Approvals of earlier versions, and of people who were deactivated
/// or lost the role since, do not count. `people`: at least those who approved.
std::vector<ApprovalStep> missingSteps(const Request &request, const std::vector<Person> &people);
/// The same when these people had approved, each at most once.
std::vector<ApprovalStep> missingSteps(const std::vector<ApprovalStep> &steps, const std::vector<const Person *> &approvers);
/// Whether this person's approval would count towards a step that is still missing; the applicant's never does.
bool canApprove(const Request &request, const Person &person, const std::vector<Person> &people);

} // namespace hufu
