// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Import.h"

#include "models/domain/JsonFields.h"

#include <algorithm>

namespace hufu {
namespace {

QJsonArray hexList(const std::vector<Sha256> &values)
{
    QJsonArray list;
    for (const Sha256 &value : values)
        list.append(qstr(toHex(value)));
    return list;
}

std::vector<Sha256> readHexList(JsonFields &fields, const char *name)
{
    std::vector<Sha256> values;
    for (const QJsonValue item : fields.array(name, qsizetype(mostCertificatesPerImport))) {
        const Result<Sha256> value = sha256FromHex(utf8(item.toString()));
        if (!value) {
            fields.wrong(name, "holds something that is no SHA-256 value");
            break;
        }
        values.push_back(*value);
    }
    return values;
}

} // namespace

QJsonObject toJson(const std::vector<ImportedSighting> &sightings)
{
    QJsonArray list;
    for (const ImportedSighting &sighting : sightings) {
        list.append(QJsonObject{{"kind", sighting.kind},
                                {"location", qstr(sighting.location)},
                                {"detail", qstr(sighting.detail)},
                                {"certificates", hexList(sighting.certificates)},
                                {"withPrivateKey", hexList(sighting.withPrivateKey)}});
    }
    return {{"sightings", list}};
}

Result<std::vector<ImportedSighting>> importFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    std::vector<ImportedSighting> sightings;
    std::size_t certificates = 0;
    for (const QJsonValue item : fields.array("sightings", qsizetype(mostCertificatesPerImport))) {
        const QJsonObject object = item.toObject();
        JsonFields inner(object);
        ImportedSighting sighting;
        sighting.kind = static_cast<int>(inner.integer("kind", 1, 99));
        sighting.location = inner.text("location", 4096, 1);
        sighting.detail = inner.text("detail", 8192);
        sighting.certificates = readHexList(inner, "certificates");
        sighting.withPrivateKey = readHexList(inner, "withPrivateKey");
        for (const Sha256 &holder : sighting.withPrivateKey) {
            if (std::ranges::find(sighting.certificates, holder) == sighting.certificates.end())
                inner.wrong("withPrivateKey", "names a certificate that was not seen there");
        }
        if (Result<void> good = inner.finish(); !good)
            return fail(good.error());
        certificates += sighting.certificates.size();
        sightings.push_back(std::move(sighting));
    }
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    if (certificates > mostCertificatesPerImport)
        return fail(ErrorCode::LimitExceeded, "more than 1,000 certificates in one command");
    if (certificates == 0)
        return fail(ErrorCode::Malformed, "an import without certificates");
    return sightings;
}

} // namespace hufu
