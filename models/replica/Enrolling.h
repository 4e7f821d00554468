// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/EnrolmentCode.h"
#include "models/replica/ServerRecord.h"

namespace hufu {

/// Enrols the workstation whose home this is: makes its TLS key, has the server's authority certify it, and writes the record. The key and its request
/// are kept before anything is sent, so that the same code can be used again when the answer was lost. `connection` is to the home's database. Blocks for
/// the network. EnrolmentRefused; errors of ServerLink.
Result<ServerRecord> enrolAt(const std::string &url, const EnrolmentCode &code, const std::string &name, const std::string &home, Connection &connection,
                             const SecureBytes &databaseKey, const Clock &clock);

/// The workstation's TLS key, PKCS#8. NotFound.
Result<SecureBytes> workstationKey(Connection &connection, const SecureBytes &databaseKey);

} // namespace hufu
