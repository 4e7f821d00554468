// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/FoundingAct.h"
#include "models/domain/EnrolmentCode.h"
#include "models/replica/RemoteTransport.h"
#include "smartcard/OfficerCard.h"

namespace hufu {

/// Whether this home's authority is a server.
bool isServed(const HomePaths &paths);
/// Whether the home was made for a console and has not been enrolled yet.
bool isEnrolling(const HomePaths &paths);

/// The database key of a home by an officer's passphrase or, where that is the way in, the PIN of their USBKey; and who that is. WrongPassphrase, NotAHome,
/// NotFound; of a USBKey also SignerInactive when it was reported lost, CardAbsent, PinIncorrect, PinLastTry …
struct UnlockedHome {
    SecureBytes databaseKey;
    std::string personId;
    std::string card{};             ///< number of the USBKey that opened; empty: a passphrase did
    std::shared_ptr<HeldPin> pin{}; ///< of that
};
Result<UnlockedHome> unlockHome(const HomePaths &paths, const std::string &officer, const SecureBytes &secret, HeldPin::LastTry lastTry = HeldPin::LastTry::Kept);

/// A new home for a console: an empty replica and one officer's own key, which is copied as it is sealed from a home that has it, or the way in by their USBKey. The key slot comes last:
/// before it this is no home. AlreadyExists; otherwise as unlockHome() of the other home.
Result<void> makeConsoleHome(const HomePaths &paths, const HomePaths &tokenFrom, const std::string &officer, const SecureBytes &passphrase,
                             const ScryptCost &cost);

/// A new home for a console whose officer is going to found a house on a server together with others: makes the signing key. Again after an interruption it is
/// the same home. AlreadyExists when it is another's.
Result<void> makeFoundersHome(const HomePaths &paths, const std::string &officer, const std::string &department, const SecureBytes &passphrase,
                              const ScryptCost &cost);

/// Enrols the home at a server. Moved and the like never happen; a home that has an authority of its own is Conflict: it would be a second one.
Result<ServerRecord> enrolHome(const HomePaths &paths, const SecureBytes &databaseKey, const std::string &url, const EnrolmentCode &code,
                               const std::string &workstation, const Clock &clock);

/// Follows a server again that this home no longer trusts, which somebody has to have decided: its history was looked into, and it was rightly set back to a
/// backup. The home is set aside as it is, evidence, outbox and replica, and a new one takes its place that has the same key slots and sealed keys, nothing of
/// the journal, and another enrolment. InvalidArgument where the home trusts its server; where enrolling fails, nothing is changed and the same can be tried again.
/// No other program may have the home open.
struct FreshStart {
    ServerRecord record;
    std::string setAside; ///< the folder of the old home: beside it, a home as before, that stays distrustful
};
Result<FreshStart> enrolAnew(const HomePaths &paths, const SecureBytes &databaseKey, const std::string &url, const EnrolmentCode &code,
                             const std::string &workstation, const Clock &clock);

/// Not following yet.
/// This home's server is at another address from now on. Looked for there first, with the authority that was pinned when enrolling; errors of ServerLink.
Result<void> moveServer(const HomePaths &paths, const std::string &url, const Clock &clock);
Result<std::unique_ptr<RemoteTransport>> openRemote(const HomePaths &paths, const SecureBytes &databaseKey, const Clock &clock);
/// For a house: level with the server as far as it can be reached within two seconds, and following it from then on. A home that has nothing yet waits
/// for the first of it, and fails where the server does.
Result<std::unique_ptr<Transport>> servedTransport(const HomePaths &paths, const SecureBytes &databaseKey, const Clock &clock);

} // namespace hufu
