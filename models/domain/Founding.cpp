// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Founding.h"

#include "models/domain/JsonFields.h"

namespace hufu {

QJsonObject toJson(const Founding &founding)
{
    return {{"name", qstr(founding.name)},
            {"pilot", founding.pilot},
            {"authorityCertificate", qstr(toBase64(founding.authorityCertificate))},
            {"founder", toJson(founding.founder)},
            {"policy", toJson(founding.policy)}};
}

Result<Founding> foundingFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    Founding founding;
    founding.name = fields.text("name", 200, 1);
    founding.pilot = fields.boolean("pilot");
    Result<Bytes> certificate = fromBase64(fields.text("authorityCertificate", 16384, 1));
    if (!certificate)
        fields.wrong("authorityCertificate", "is not base64");
    Result<Person> founder = personFromJson(fields.object("founder"));
    Result<Policy> policy = policyFromJson(fields.object("policy"));
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    if (!founder)
        return fail(founder.error());
    if (!policy)
        return fail(policy.error());
    founding.authorityCertificate = std::move(*certificate);
    founding.founder = std::move(*founder);
    founding.policy = std::move(*policy);
    return founding;
}

} // namespace hufu
