// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Person.h"
#include "models/domain/Policy.h"

namespace hufu {

/// Payload of `house.found`, the first entry: everything later is judged by what stands here.
struct Founding {
    std::string name;           ///< of the house
    bool pilot = false;         ///< one person holds every role, exclusions are waived until pilot.end
    Bytes authorityCertificate; ///< DER: key of checkpoints, issuer of officers' certificates
    std::vector<Person> founders; ///< one in pilot mode; else the three administrators at least. All of them sign
    Policy policy;
};

/// Version 2 of the payload. Version 1, which named a single "founder", is read too.
QJsonObject toJson(const Founding &founding);
Result<Founding> foundingFromJson(const QJsonObject &object);

} // namespace hufu
