// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CardSecrets.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/JsonFields.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t managementOctets = 32, pukOctets = 8, versionOctets = managementOctets + pukOctets;
constexpr const char *demandPurpose = "card.secrets"; // so that nothing else that an officer signs is taken for it

} // namespace

SecureBytes packCardSecrets(const std::vector<CardSecrets> &versions)
{
    SecureBytes octets(versions.size() * versionOctets);
    std::uint8_t *at = octets.data();
    for (const CardSecrets &version : versions) {
        at = std::ranges::copy(version.managementKey.view(), at).out;
        at = std::ranges::copy(version.puk.view(), at).out;
    }
    return octets;
}

Result<std::vector<CardSecrets>> unpackCardSecrets(BytesView octets)
{
    if (octets.empty() || octets.size() % versionOctets != 0)
        return fail(ErrorCode::Malformed, "no secrets of a USBKey");
    std::vector<CardSecrets> versions;
    for (BytesView rest = octets; !rest.empty(); rest = rest.subspan(versionOctets))
        versions.push_back({SecureBytes::copyOf(rest.first(managementOctets)), SecureBytes::copyOf(rest.subspan(managementOctets, pukOctets))});
    return versions;
}

Result<std::string> encodeDemand(const CardSecretsDemand &demand)
{
    return toCanonicalJson(QJsonObject{{"purpose", demandPurpose},
                                       {"house", qstr(toHex(demand.house))},
                                       {"person", qstr(demand.person)},
                                       {"card", qstr(demand.card)},
                                       {"time", qstr(toIso(demand.time))},
                                       {"key", qstr(toBase64(demand.key))}});
}

Result<CardSecretsDemand> decodeDemand(BytesView bytes)
{
    const Result<QJsonObject> object = parseJsonObject(bytes, true);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    if (fields.text("purpose", 32) != demandPurpose)
        fields.wrong("purpose", "is another");
    CardSecretsDemand demand{.house = fields.digest("house"), .person = fields.text("person", 36, 36), .card = fields.text("card", 64, 1), .time = fields.instant("time"), .key = {}};
    Result<Bytes> key = fromBase64(fields.text("key", 400, 1));
    if (!key)
        fields.wrong("key", "is not base64");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    demand.key = std::move(*key);
    return demand;
}

} // namespace hufu
