// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/http/HttpReply.h"

namespace hufu {

/// The HTTP status that stands for an error: 4xx when the same again would fare no better, 5xx when it may.
unsigned statusOf(ErrorCode code);
/// An error as application/problem+json (RFC 9457): "type" urn:hufu:error:NAME, "title", "status", "detail", and as extensions "code" (errorName()) and "subject".
HttpReply problem(const Error &error);
/// What the rules or a verification refused. Always 4xx, whatever the error's code: the same again would be refused again, so its sender must not wait with it.
HttpReply refusedProblem(const Error &error);
HttpReply problem(unsigned status, ErrorCode code, const std::string &detail);

} // namespace hufu
