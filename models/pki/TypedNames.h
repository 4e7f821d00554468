// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/GeneralName.h"

namespace hufu {

/// The alternative names that somebody typed, apart by white space, commas or semicolons, Chinese ones too. What is an address is one, what
/// holds "://" is a URI, what holds '@' an e-mail address, the rest DNS names; "ip:", "email:", "uri:" and "dns:" in front, in any case, say it
/// outright. Errors of checkAlternativeNames(). A text without any gives none.
Result<AlternativeNames> namesFromText(std::string_view text);

} // namespace hufu
