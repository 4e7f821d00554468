// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/EnrolmentCode.h"
#include "models/domain/FoundingDraft.h"
#include "models/replica/ServerRecord.h"

namespace hufu {

/// Enrols the workstation whose home this is: makes its TLS key, has the server's authority certify it, and writes the record. The key and its request
/// are kept before anything is sent, so that the same code can be used again when the answer was lost. `connection` is to the home's database. Blocks for
/// the network. EnrolmentRefused; errors of ServerLink.
///
/// Where keepFounder() was called before, it joins the founding of a house as that founder.
Result<ServerRecord> enrolAt(const std::string &url, const EnrolmentCode &code, const std::string &name, const std::string &home, Connection &connection,
                             const SecureBytes &databaseKey, const Clock &clock);

/// Enrols the agent of a relying server by a code of that kind: key and record lie in the folder, readable by its owner alone, since nobody is there to
/// type a passphrase. Blocks for the network; the same code again when the answer was lost. EnrolmentRefused for a console's code; as enrolAt().
Result<ServerRecord> enrolRelyingServer(const std::string &url, const EnrolmentCode &code, const std::string &name, const std::string &folder, const Clock &clock);
/// What that left there, to connect with. NotFound when it was never enrolled.
Result<ServerLink::Settings> relyingLinkSettings(const std::string &folder, const Clock &clock);

/// Keeps who is going to found a house from here, before anything is sent. Inside a transaction of its own.
Result<void> keepFounder(Connection &connection, const SecureBytes &databaseKey, const FounderClaim &founder);

/// The workstation's TLS key, PKCS#8. NotFound.
Result<SecureBytes> workstationKey(Connection &connection, const SecureBytes &databaseKey);

} // namespace hufu
