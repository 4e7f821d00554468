// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <QJsonObject>

#include <string>

namespace hufu {

/// A computer whose console may talk to the authority's server. Its TLS key says which computer it is, never who sits there: officers are
/// recognised by their own signatures.
struct Workstation {
    std::string id;    ///< UUIDv7
    std::string name;  ///< as its enrolment called it
    Bytes certificate; ///< of its TLS key, DER
    bool active = true;
    bool relying = false; ///< no console, but the agent of a server that checks client certificates: see RelyingServer.h
    bool operator==(const Workstation &) const = default;
};

/// Payload of `workstation.enrol`, `relying.enrol` and `workstation.renew`, acts of the authority: without `active` and `relying`.
QJsonObject toJson(const Workstation &workstation);
Result<Workstation> workstationFromJson(const QJsonObject &payload);

/// Payload of `workstation.revoke`. The name is for the journal's readers.
struct WorkstationRevocation {
    std::string workstation; ///< id
    std::string name;
    std::string reason;      ///< required
};
QJsonObject toJson(const WorkstationRevocation &revocation);
Result<WorkstationRevocation> workstationRevocationFromJson(const QJsonObject &payload);

/// What a console sends to be enrolled: which code it has, a request for its new TLS key with the workstation's name as CN, and the proof over that.
struct EnrolmentClaim {
    std::string code; ///< EnrolmentCode::id
    Bytes request;    ///< PKCS#10, DER
    Sha256 proof{};
};
/// Who comes to found a house puts their own claim beside it, which is taken out where `founder` is given.
Result<EnrolmentClaim> enrolmentClaimFromJson(const QJsonObject &object, QJsonObject *founder = nullptr);

} // namespace hufu
