// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Founding.h"

#include "models/domain/JsonFields.h"

namespace hufu {
namespace {

constexpr qsizetype mostFounders = 7; // each of them signs: SignedData.h has the limit

} // namespace

QJsonObject toJson(const Founding &founding)
{
    QJsonArray founders;
    for (const Person &founder : founding.founders)
        founders.append(toJson(founder));
    return {{"name", qstr(founding.name)},
            {"pilot", founding.pilot},
            {"authorityCertificate", qstr(toBase64(founding.authorityCertificate))},
            {"founders", founders},
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
    const QJsonArray founders = fields.has("founder") ? QJsonArray{fields.object("founder")} : fields.array("founders", mostFounders);
    Result<Policy> policy = policyFromJson(fields.object("policy"));
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    for (const QJsonValue item : founders) {
        Result<Person> founder = personFromJson(item.toObject());
        if (!founder)
            return fail(founder.error());
        founding.founders.push_back(std::move(*founder));
    }
    if (founding.founders.empty())
        return fail(ErrorCode::Malformed, "a house without founders");
    if (!policy)
        return fail(policy.error());
    founding.authorityCertificate = std::move(*certificate);
    founding.policy = std::move(*policy);
    return founding;
}

} // namespace hufu
