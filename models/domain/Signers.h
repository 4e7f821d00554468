// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Facts.h"

namespace hufu {

/// The roles of one signature that a command needs: any of these.
using SignerSlot = std::set<Role>;

/// Whether a kind exists in this version and whether the authority itself performs it.
bool isKnownKind(std::string_view kind, int version);
bool isAuthorityAct(std::string_view kind);

/// Who may do what (the matrix of the manual), in one place: the signatures that a kind needs at least, each by another person; one slot
/// for most kinds, two under dual control. Empty for kinds that do not exist and for the authority's own acts.
std::vector<SignerSlot> signersFor(std::string_view kind);
/// Which console roles may send a kind, alone or with others.
std::set<Role> rolesFor(std::string_view kind);
/// Whether this person may be one of them.
bool maySend(std::string_view kind, const Person &person);
/// Who may sign such a command beside this officer: the roles of the slots that are left, whichever of them the officer takes. Empty when
/// nobody else has to sign, or the officer may not do this at all. For windows to offer the right colleagues.
std::set<Role> cosignerRoles(std::string_view kind, const Person &officer);
/// Who takes the journal out of the house, as a file: security and audit administrators. A rule of the programs alone, as whoever opens a home holds
/// the key of all that is in it; verifying shows nothing new and is everybody's.
bool mayExportJournal(const Person &officer);
/// What this very command needs: signersFor(), and a second security admin for what policy says (a revocation of many, of a core service,
/// of a CA); as many custodians as a key in escrow needs; for another key of an officer signersOfRekey(); one for a temporary USBKey. A department head is one of them only for a suspension.
std::vector<SignerSlot> signersNeeded(const Facts &facts, const Command &command);

/// The signatures that another key of somebody else needs when this officer begins: those of two administrators, or, where without that person there are not
/// both and the officer is a custodian, of a quorum of the custodians. `people`: everybody. OfficerKeyRules.cpp.
std::vector<SignerSlot> signersOfAnothersKey(const std::vector<Person> &people, const Person &officer, const std::string &person);

/// The slots that stay empty when each of these people, the actor first, fills at most one.
std::vector<SignerSlot> openSlots(const std::vector<SignerSlot> &slots, const Person &actor, const std::vector<Person> &cosigners);

/// Whether these people, the actor first, fill every slot, each of them at most one. Names of the rules that pilot mode waived are added
/// to `waived` ("second-signer"). NotPermitted when the actor may not do this at all; CosignerNeeded, naming the missing roles.
Result<void> checkSigners(const std::vector<SignerSlot> &slots, const Person &actor, const std::vector<Person> &cosigners, bool pilot,
                          std::vector<std::string> &waived);

} // namespace hufu
