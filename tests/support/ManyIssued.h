// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/House.h"

namespace hufu::test {

/// Client certificates of a house's client CA in large numbers, called NAME-0, NAME-1 …, put into the tables directly: issuing them one by one is another
/// figure. They name the CA's CRL and OCSP responder as those do that are issued, though another key signed them. The journal has no entries of them: such a
/// house cannot be verified from its beginning any more.
void issueMany(House &house, const std::string &name, int count);

} // namespace hufu::test
