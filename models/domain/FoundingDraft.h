// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/domain/Founding.h"
#include "models/domain/Workstation.h"

#include <optional>

namespace hufu {

/// A place at the founding of a house on a server: one of its administrators takes it, with a code and a console of their own.
struct FoundingSeat {
    Role role{};
    std::string code;    ///< EnrolmentCode::id
    std::optional<Person> founder; ///< certified, once the seat is taken …
    Workstation workstation;       ///< … and their console
};

/// A house before its first entry: who founds it, and what they sign together once all seats are taken.
struct FoundingDraft {
    std::string house;          ///< name
    Bytes authorityCertificate; ///< DER
    std::vector<FoundingSeat> seats;
    std::string content;        ///< the founding command, as it is signed; empty until all seats are taken
    Bytes signedSoFar;          ///< CMS SignedData; empty until the first has signed

    bool isGathered() const;
};
QJsonObject toJson(const FoundingDraft &draft);
Result<FoundingDraft> foundingDraftFromJson(const QJsonObject &object);

/// What a founder's console sends ahead: the id that it chose, who it is, and a request (PKCS#10, DER) by the signing key that was made there.
struct FounderClaim {
    std::string id, name, department;
    Bytes request;
};
QJsonObject toJson(const FounderClaim &claim);
Result<FounderClaim> founderClaimFromJson(const QJsonObject &object);

/// What a founder's proof (enrolmentProof()) covers: the workstation's request (PKCS#10, DER), and all of the claim.
Bytes foundingProofInput(BytesView request, const FounderClaim &founder);

/// The founding in the content of a draft, if a founder may sign it: of this authority (SHA-256 of its certificate), with the policy that houses start
/// with, not in pilot mode, and this person among the founders. Otherwise what is wrong.
Result<Founding> foundingToSign(const std::string &content, const Sha256 &authority, const std::string &person);

} // namespace hufu
