// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CeremonyDemand.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/JsonFields.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *ceremonyPurpose = "ceremony"; // so that nothing else that an officer signs is taken for a demand

constexpr struct {
    CeremonyDemand::Deed deed;
    const char *name;
} deedNames[] = {{CeremonyDemand::Deed::Seal, "seal"},
                 {CeremonyDemand::Deed::Package, "package"},
                 {CeremonyDemand::Deed::OneTimeKey, "oneTimeKey"},
                 {CeremonyDemand::Deed::Restore, "restore"},
                 {CeremonyDemand::Deed::Take, "take"},
                 {CeremonyDemand::Deed::RestoreTest, "restoreTest"},
                 {CeremonyDemand::Deed::Serve, "serve"}};

bool needsShares(CeremonyDemand::Deed deed) { return deed == CeremonyDemand::Deed::Restore || deed == CeremonyDemand::Deed::RestoreTest; }

const char *nameOf(CeremonyDemand::Deed deed)
{
    for (const auto &each : deedNames) {
        if (each.deed == deed)
            return each.name;
    }
    return "";
}

} // namespace

Result<std::string> encodeDemand(const CeremonyDemand &demand)
{
    QJsonArray shares;
    for (const Sha256 &share : demand.shares)
        shares.append(qstr(toHex(share)));
    return toCanonicalJson(QJsonObject{{"purpose", ceremonyPurpose},
                                       {"deed", nameOf(demand.deed)},
                                       {"ceremony", qstr(demand.ceremony)},
                                       {"parameters", qstr(toHex(demand.parameters))},
                                       {"shares", shares},
                                       {"house", qstr(toHex(demand.house))},
                                       {"person", qstr(demand.person)},
                                       {"time", qstr(toIso(demand.time))}});
}

Result<CeremonyDemand> decodeCeremonyDemand(BytesView bytes)
{
    const Result<QJsonObject> object = parseJsonObject(bytes, true);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    if (fields.text("purpose", 32) != ceremonyPurpose)
        fields.wrong("purpose", "is another");
    CeremonyDemand demand;
    const std::string deed = fields.text("deed", 32);
    const auto named = std::ranges::find_if(deedNames, [&](const auto &each) { return each.name == deed; });
    if (named == std::end(deedNames))
        fields.wrong("deed", "is none");
    else
        demand.deed = named->deed;
    demand.ceremony = fields.text("ceremony", 36, 36);
    demand.parameters = fields.digest("parameters");
    for (const QJsonValue value : fields.array("shares", CeremonyPlan::mostCustodians)) {
        const Result<Sha256> share = sha256FromHex(utf8(value.toString()));
        if (!share)
            fields.wrong("shares", "holds something that is no SHA-256 digest");
        demand.shares.push_back(share.value_or(Sha256{}));
    }
    if (demand.shares.empty() == needsShares(demand.deed))
        fields.wrong("shares", "does not go with the deed");
    demand.house = fields.digest("house");
    demand.person = fields.text("person", 36, 36);
    demand.time = fields.instant("time");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return demand;
}

} // namespace hufu
