// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Workstation.h"

#include "models/domain/JsonFields.h"

namespace hufu {

QJsonObject toJson(const Workstation &workstation)
{
    return {{"id", qstr(workstation.id)}, {"name", qstr(workstation.name)}, {"certificate", qstr(toBase64(workstation.certificate))}};
}

Result<Workstation> workstationFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    Workstation workstation{fields.text("id", 36, 36), fields.text("name", 200, 1), {}};
    Result<Bytes> certificate = fromBase64(fields.text("certificate", 16384, 1));
    if (!certificate)
        fields.wrong("certificate", "is not base64");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    workstation.certificate = std::move(*certificate);
    return workstation;
}

QJsonObject toJson(const WorkstationRevocation &revocation)
{
    return {{"id", qstr(revocation.workstation)}, {"name", qstr(revocation.name)}, {"reason", qstr(revocation.reason)}};
}

Result<WorkstationRevocation> workstationRevocationFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    WorkstationRevocation revocation{fields.text("id", 36, 36), fields.text("name", 200), fields.text("reason", 1000, 1)};
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return revocation;
}

Result<EnrolmentClaim> enrolmentClaimFromJson(const QJsonObject &object, QJsonObject *founder)
{
    JsonFields fields(object);
    if (founder)
        *founder = fields.object("founder");
    EnrolmentClaim claim{fields.text("code", 8, 8), {}, {}};
    Result<Bytes> request = fromBase64(fields.text("request", 24'000, 1));
    if (!request)
        fields.wrong("request", "is not base64");
    claim.proof = fields.digest("proof");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    claim.request = std::move(*request);
    return claim;
}

} // namespace hufu
