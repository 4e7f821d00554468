// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/RequestDetail.h"

namespace hufu::ctl {

/// Requests as JSON, and printed for people: what they ask for, who decides, and what stands against it. Sentences are in the language
/// of the moment, all else is stable.
QJsonObject describe(const Request &request, Instant now);
QJsonObject describe(const EscrowSight &sight);
/// `people` gives the names.
QJsonObject describe(const RequestPreview &preview, const std::vector<Person> &people);
void print(const RequestPreview &preview, const std::vector<Person> &people);
/// With everything that the window's panel shows: the applicant, the missing approvals, and how it differs from the certificate that it replaces.
QJsonObject describe(const RequestDetail &detail);
void print(const RequestDetail &detail);

} // namespace hufu::ctl
