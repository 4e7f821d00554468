// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/RequestPolicy.h"
#include "models/store/Connection.h"

namespace hufu {

/// Which requests to show. All conditions hold together; empty ones are none.
struct RequestFilter {
    std::set<RequestState> states; ///< as of `now`, see effectiveState()
    std::string applicant;         ///< person id
    std::string department;        ///< of the applicant when submitting
    std::string involving;         ///< person id: applicant or reviewer
    enum class Order { MostUrgentFirst, NewestFirst } order = Order::MostUrgentFirst; ///< urgent: lapses soonest
};
Result<std::vector<Request>> readRequests(Connection &connection, const RequestFilter &filter, int limit, Instant now);
Result<std::optional<Request>> readRequest(Connection &connection, std::string_view id);

/// Ids of requests that were approved and are to be issued now, oldest approval first, as long as it holds.
Result<std::vector<std::string>> readApprovedRequests(Connection &connection, std::size_t limit, Instant now);

/// What a reviewer may want to know of an applicant.
struct RequestHistory {
    std::map<RequestState, int> counts; ///< as of `now`
    std::optional<Instant> first;       ///< when the oldest was submitted
    std::vector<Request> newest;        ///< at most `limit`
};
Result<RequestHistory> readRequestHistory(Connection &connection, std::string_view applicant, int limit, Instant now);

/// Open requests that wait for this person's approval, most urgent first. In pilot mode one's own too.
Result<std::vector<Request>> readRequestsFor(Connection &connection, const Person &person, Instant now);
struct RequestCounts {
    int forMe = 0; ///< wait for this person's approval
    int byMe = 0;  ///< this person's own, of which something may still come
    bool operator==(const RequestCounts &) const = default;
};
Result<RequestCounts> readRequestCounts(Connection &connection, const Person &person, Instant now);

/// Everything the form shows before submitting: what the authority would say now, and what the inventory adds to it. Scans the inventory's
/// certificates: not on the window's thread. Errors are of the CSR.
Result<RequestPreview> readRequestPreview(Connection &connection, const Person &applicant, const RequestForm &form, Instant now);
/// The same for a request that waits, as its reviewer sees it. The steps are those it was submitted with.
Result<RequestPreview> readRequestPreview(Connection &connection, const Request &request, Instant now);

} // namespace hufu
