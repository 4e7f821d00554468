// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Escrow.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/JsonFields.h"
#include "models/pki/Envelope.h"
#include "models/pki/OfficerCertificate.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *escrowPurpose = "escrow"; // so that nothing else that an officer signs is taken for a demand

} // namespace

std::vector<Sha256> Escrow::named() const
{
    std::vector<Sha256> names{ciphertext};
    for (const Share &share : shares)
        names.push_back(share.envelope);
    return names;
}

QJsonObject toJson(const Escrow &escrow)
{
    QJsonArray shares;
    for (const Escrow::Share &share : escrow.shares)
        shares.append(QJsonObject{{"custodian", qstr(share.custodian)}, {"key", qstr(toHex(share.key))}, {"envelope", qstr(toHex(share.envelope))}});
    return {{"ciphertext", qstr(toHex(escrow.ciphertext))}, {"needed", escrow.needed}, {"shares", shares}};
}

Result<Escrow> escrowFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    Escrow escrow;
    escrow.ciphertext = fields.digest("ciphertext");
    escrow.needed = static_cast<int>(fields.integer("needed", 2, Escrow::mostNeeded));
    for (const QJsonValue item : fields.array("shares", qsizetype(mostRecipients))) {
        const QJsonObject share = item.toObject();
        JsonFields inner(share);
        std::string custodian = inner.text("custodian", 36, 36);
        const Sha256 key = inner.digest("key"), envelope = inner.digest("envelope");
        if (Result<void> good = inner.finish(); !good)
            return fail(good.error());
        if (std::ranges::find(escrow.shares, custodian, &Escrow::Share::custodian) != escrow.shares.end())
            fields.wrong("shares", "names a custodian twice");
        escrow.shares.push_back({std::move(custodian), key, envelope});
    }
    if (static_cast<int>(escrow.shares.size()) < escrow.needed)
        fields.wrong("shares", "are fewer than are needed");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return escrow;
}

Sha256 shareKeyOf(const Person &custodian) { return sha256(publicKeyOf(custodian.keyManagementCertificate).value_or(Bytes())); }

bool isHeld(const Escrow::Share &share, const std::vector<Person> &people)
{
    const auto custodian = std::ranges::find(people, share.custodian, &Person::id);
    return custodian != people.end() && keepsShares(*custodian) && shareKeyOf(*custodian) == share.key;
}

QJsonObject toJson(const KeyDeposit &deposit) { return {{"certificate", qstr(toHex(deposit.certificate))}, {"escrow", toJson(deposit.escrow)}}; }

Result<KeyDeposit> keyDepositFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    const Sha256 certificate = fields.digest("certificate");
    const QJsonObject dealt = fields.object("escrow");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    Result<Escrow> escrow = escrowFromJson(dealt);
    return escrow ? Result<KeyDeposit>(KeyDeposit{certificate, std::move(*escrow)}) : fail(escrow.error());
}

QJsonObject toJson(const KeyRecovery &recovery)
{
    return {{"request", qstr(recovery.request)}, {"certificate", qstr(toHex(recovery.certificate))}, {"reason", qstr(recovery.reason)}};
}

Result<KeyRecovery> keyRecoveryFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    std::string request = fields.text("request", 36);
    if (!request.empty() && request.size() != 36)
        fields.wrong("request", "is no id");
    const Sha256 certificate = fields.digest("certificate");
    KeyRecovery recovery{std::move(request), certificate, fields.text("reason", 4000, 1)};
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return recovery;
}

Result<std::string> encodeDemand(const EscrowDemand &demand)
{
    return toCanonicalJson(QJsonObject{{"purpose", escrowPurpose},
                                       {"house", qstr(toHex(demand.house))},
                                       {"person", qstr(demand.person)},
                                       {"certificate", qstr(toHex(demand.certificate))},
                                       {"time", qstr(toIso(demand.time))}});
}

Result<EscrowDemand> decodeEscrowDemand(BytesView bytes)
{
    const Result<QJsonObject> object = parseJsonObject(bytes, true);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    if (fields.text("purpose", 32) != escrowPurpose)
        fields.wrong("purpose", "is another");
    EscrowDemand demand{.house = fields.digest("house"), .person = fields.text("person", 36, 36), .certificate = fields.digest("certificate"), .time = fields.instant("time")};
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return demand;
}

} // namespace hufu
