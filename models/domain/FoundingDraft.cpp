// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/FoundingDraft.h"

#include "models/base/Uuid.h"
#include "models/domain/JsonFields.h"
#include "models/pki/Digest.h"

#include <algorithm>

namespace hufu {
namespace {

Result<FoundingSeat> seatFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    const Result<Role> role = roleFromName(fields.text("role", 40, 1));
    if (!role)
        return fail(role.error());
    FoundingSeat seat{*role, fields.text("code", 40), {}, {}};
    if (fields.has("founder")) {
        Result<Person> founder = personFromJson(fields.object("founder"));
        Result<Workstation> workstation = workstationFromJson(fields.object("workstation"));
        if (!founder || !workstation)
            return fail(founder ? workstation.error() : founder.error());
        seat.founder = std::move(*founder);
        seat.workstation = std::move(*workstation);
    }
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return seat;
}

} // namespace

bool FoundingDraft::isGathered() const
{
    return std::ranges::all_of(seats, [](const FoundingSeat &seat) { return seat.founder.has_value(); });
}

QJsonObject toJson(const FoundingDraft &draft)
{
    QJsonArray seats;
    for (const FoundingSeat &seat : draft.seats) {
        QJsonObject object{{"role", roleName(seat.role)}, {"code", qstr(seat.code)}};
        if (seat.founder) {
            object.insert("founder", toJson(*seat.founder));
            object.insert("workstation", toJson(seat.workstation));
        }
        seats.append(object);
    }
    return {{"house", qstr(draft.house)}, {"authorityCertificate", qstr(toBase64(draft.authorityCertificate))}, {"seats", seats},
            {"content", qstr(draft.content)}, {"signed", qstr(toBase64(draft.signedSoFar))}};
}

Result<FoundingDraft> foundingDraftFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    FoundingDraft draft;
    draft.house = fields.text("house", 200, 1);
    Result<Bytes> authority = fromBase64(fields.text("authorityCertificate", 16384, 1));
    for (const QJsonValue item : fields.array("seats", 7)) {
        Result<FoundingSeat> seat = seatFromJson(item.toObject());
        if (!seat)
            return fail(seat.error());
        draft.seats.push_back(std::move(*seat));
    }
    draft.content = fields.text("content", 256u << 10);
    Result<Bytes> signedSoFar = fromBase64(fields.text("signed", 512u << 10));
    if (!authority || !signedSoFar)
        fields.wrong(authority ? "signed" : "authorityCertificate", "is not base64");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    draft.authorityCertificate = std::move(*authority);
    draft.signedSoFar = std::move(*signedSoFar);
    return draft;
}

QJsonObject toJson(const FounderClaim &claim)
{
    return {{"id", qstr(claim.id)}, {"name", qstr(claim.name)}, {"department", qstr(claim.department)}, {"request", qstr(toBase64(claim.request))}};
}

Result<FounderClaim> founderClaimFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    FounderClaim claim{fields.text("id", 36, 36), fields.text("name", 64, 1), fields.text("department", 200), {}};
    Result<Bytes> request = fromBase64(fields.text("request", 24'000, 1));
    if (!request)
        fields.wrong("request", "is not base64");
    if (!isUuid(claim.id))
        fields.wrong("id", "is not a UUID");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    claim.request = std::move(*request);
    return claim;
}

Bytes foundingProofInput(BytesView request, const FounderClaim &founder)
{
    Bytes input = bytesOf(request);
    if (const Result<std::string> text = toCanonicalJson(toJson(founder)))
        input.insert(input.end(), text->begin(), text->end());
    return input;
}

Result<Founding> foundingToSign(const std::string &content, const Sha256 &authority, const std::string &person)
{
    const Result<Command> command = decodeCommand(viewOf(content));
    Result<Founding> founding = command && command->kind == CommandKind::Found ? foundingFromJson(command->payload)
                                                                              : fail(ErrorCode::Malformed, "the server sent no founding to sign");
    if (!founding)
        return founding;
    if (sha256(founding->authorityCertificate) != authority)
        return fail(ErrorCode::SignerUnknown, "the house would be founded with another authority than the one enrolled at");
    if (founding->pilot || founding->policy != defaultPolicy())
        return fail(ErrorCode::Conflict, "the house would be founded with other rules than a house starts with");
    if (std::ranges::find(founding->founders, person, &Person::id) == founding->founders.end())
        return fail(ErrorCode::Conflict, "this officer is not among the founders");
    return founding;
}

} // namespace hufu
