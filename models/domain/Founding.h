// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Person.h"
#include "models/domain/Policy.h"

namespace hufu {

/// Payload of `house.found`, the first entry: everything later is judged by what stands here.
struct Founding {
    std::string name;           ///< of the house
    bool pilot = false;         ///< one person may hold every role, exclusions are waived
    Bytes authorityCertificate; ///< DER: key of checkpoints, issuer of officers' certificates
    Person founder;
    Policy policy;
};

QJsonObject toJson(const Founding &founding);
Result<Founding> foundingFromJson(const QJsonObject &object);

} // namespace hufu
