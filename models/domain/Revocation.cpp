// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Revocation.h"

#include "models/domain/JsonFields.h"

namespace hufu {
namespace {

constexpr qsizetype mostWaived = 10000;

QJsonArray digestsToJson(const std::vector<Sha256> &digests)
{
    QJsonArray array;
    for (const Sha256 &digest : digests)
        array.append(qstr(toHex(digest)));
    return array;
}

std::vector<Sha256> digests(JsonFields &fields)
{
    std::vector<Sha256> found;
    for (const QJsonValue item : fields.array("certificates", mostRevokedTogether)) {
        const Result<Sha256> digest = sha256FromHex(utf8(item.toString()));
        if (!digest)
            fields.wrong("certificates", "holds something else than SHA-256 digests");
        else
            found.push_back(*digest);
    }
    if (found.empty())
        fields.wrong("certificates", "is empty");
    return found;
}

} // namespace

QJsonObject toJson(const RevocationForm &form)
{
    QJsonObject object{{"certificates", digestsToJson(form.certificates)},
                       {"reason", revocationReasonName(form.reason)}};
    if (!form.note.empty())
        object.insert("note", qstr(form.note));
    if (form.invalidityDate)
        object.insert("invalidityDate", qstr(toIso(*form.invalidityDate)));
    if (form.emergency.empty())
        return object;
    object.insert("emergency", qstr(form.emergency));
    if (form.breakGlass)
        object.insert("breakGlass", true);
    if (form.confirmed > 0)
        object.insert("confirmed", qint64(form.confirmed));
    return object;
}

Result<RevocationForm> revocationFormFromJson(const QJsonObject &payload, int version)
{
    JsonFields fields(payload);
    RevocationForm form;
    form.certificates = digests(fields);
    const Result<RevocationReason> reason = revocationReasonFromName(fields.text("reason", 30, 1));
    if (!reason || *reason == RevocationReason::RemoveFromCrl)
        fields.wrong("reason", "is no reason to revoke");
    if (version == 1 || (version == 3 && fields.has("note")))
        form.note = fields.text("note", 2000, 1);
    if (version == 3) {
        form.emergency = fields.text("emergency", 36, 36);
        form.breakGlass = fields.has("breakGlass") && fields.boolean("breakGlass");
        if (fields.has("confirmed"))
            form.confirmed = std::size_t(fields.integer("confirmed", 1, std::int64_t(mostRevokedTogether)));
    }
    if (fields.has("invalidityDate")) {
        const Result<Instant> date = fromIso(fields.text("invalidityDate", 30, 1));
        if (!date)
            fields.wrong("invalidityDate", "is not a time");
        else
            form.invalidityDate = *date;
    }
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    form.reason = *reason;
    return form;
}

QJsonObject toJson(const ResumptionForm &form)
{
    return {{"certificates", digestsToJson(form.certificates)}, {"note", qstr(form.note)}};
}

Result<ResumptionForm> resumptionFormFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    ResumptionForm form;
    form.certificates = digests(fields);
    form.note = fields.text("note", 2000, 1);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return form;
}

QJsonObject toJson(const PilotEnd &end)
{
    QJsonArray lines;
    for (const PilotEnd::Line &line : end.lines)
        lines.append(QJsonObject{{"sequence", qint64(line.sequence)}, {"confirmed", line.confirmed}});
    return {{"acts", lines}};
}

Result<PilotEnd> pilotEndFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    PilotEnd end;
    for (const QJsonValue item : fields.array("acts", mostWaived)) {
        const QJsonObject line = item.toObject();
        JsonFields inner(line);
        const auto sequence = static_cast<Sequence>(inner.integer("sequence", 1, (std::int64_t(1) << 53) - 1));
        end.lines.push_back({sequence, inner.boolean("confirmed")});
        if (Result<void> good = inner.finish(); !good)
            return fail(good.error());
    }
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return end;
}

} // namespace hufu
