// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Projection.cpp's hands: what each topic's entries do to its tables. For .cpp files of this room only.

#include "models/domain/Command.h"
#include "models/pki/RevocationReason.h"
#include "models/store/Projection.h"

namespace hufu {

Result<Applied> applyImport(Connection &connection, const Entry &entry, const Command &command,
                            std::span<const IncomingCertificate> incoming);                              ///< CertificateRows.cpp
Result<void> applyHouse(Connection &connection, const Entry &entry, const Command &command);             ///< HouseRows.cpp
Result<void> applyPeople(Connection &connection, const Entry &entry, const Command &command);            ///< PeopleRows.cpp: person.*, officer.certify, custodian.*
Result<void> applyRequests(Connection &connection, const Entry &entry, const Command &command);          ///< RequestRows.cpp: request.*
Result<void> applyCas(Connection &connection, const Entry &entry, const Command &command);               ///< CaRows.cpp: ca.*, certificate.issue, crl.publish …
Result<void> applyRevocations(Connection &connection, const Entry &entry, const Command &command);       ///< RevocationRows.cpp
Result<void> applyWorkstations(Connection &connection, const Entry &entry, const Command &command);      ///< Workstations.cpp: workstation.*
Result<void> applyRelying(Connection &connection, const Entry &entry, const Command &command); ///< relying.report; Workstations.cpp
Result<void> applyCards(Connection &connection, const Entry &entry, const Command &command);             ///< CardRows.cpp: role.*, card.*
Result<void> applyPending(Connection &connection, const Entry &entry, const Command &command);          ///< PendingCommands.cpp: pending.*
Result<void> applyEmergencies(Connection &connection, const Entry &entry, const Command &command);      ///< EmergencyRows.cpp: emergency.*
/// What revoked, lifted or proved certificates of an emergency becomes part of it. EmergencyRows.cpp.
Result<void> noteInEmergency(Connection &connection, const Entry &entry, const Command &command);
Result<void> applyCeremonies(Connection &connection, const Entry &entry, const Command &command);      ///< CeremonyRows.cpp: ceremony.*
Result<void> applyDeposits(Connection &connection, const Entry &entry, const Command &command);        ///< EscrowRows.cpp: key.deposit
/// What took effect does not wait any more.
Result<void> settlePending(Connection &connection, const Entry &entry, const Command &command);         ///< PendingCommands.cpp

struct Person;
Result<void> insertPerson(Connection &connection, const Person &person);
/// Revokes the certificates that came of a waived act; part of pilot.end. RevocationRows.cpp.
Result<void> revokeWaived(Connection &connection, const Entry &entry, Sequence waived);
/// Revokes or suspends whatever was issued for a USBKey and has neither ended nor been revoked; lifts such a suspension. RevocationRows.cpp.
Result<void> revokeCard(Connection &connection, const Entry &entry, std::string_view card, RevocationReason reason, const std::string &note);
Result<void> resumeCard(Connection &connection, const Entry &entry, std::string_view card);

/// What the authority added to the command.
Result<QJsonObject> outcomeOf(const Entry &entry);
/// One text a line, and back: the stored form of short lists.
std::string joinLines(const std::vector<std::string> &lines);
std::vector<std::string> splitLines(std::string_view text);

} // namespace hufu
