// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/JointFounding.h"

#include "models/domain/JsonFields.h"
#include "models/pki/SignedData.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t largestStand = 1u << 20;
constexpr int mostCollisions = 5; // with two others

Result<FoundingStand> standFrom(BytesView body)
{
    const Result<QJsonObject> object = parseJsonObject(body, false, largestStand);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    FoundingStand stand;
    const std::string state = fields.text("state", 20, 1);
    if (state == "founded") {
        stand.state = FoundingStand::State::Founded;
    } else {
        stand.state = state == "signing" ? FoundingStand::State::Signing : FoundingStand::State::Gathering;
        stand.house = fields.text("house", 200);
        stand.content = fields.text("content", largestStand);
        Result<Bytes> signedSoFar = fromBase64(fields.text("signed", largestStand));
        if (!signedSoFar)
            fields.wrong("signed", "is not base64");
        else
            stand.signedSoFar = std::move(*signedSoFar);
        for (const QJsonValue item : fields.array("seats", 7)) {
            const QJsonObject one = item.toObject();
            JsonFields seat(one);
            const Result<Role> role = roleFromName(seat.text("role", 40, 1));
            FoundingStand::Seat read{role.value_or(Role{}), seat.text("name", 200), seat.text("department", 200), seat.boolean("signed")};
            if (Result<void> good = role ? seat.finish() : fail(role.error()); !good)
                return fail(good.error());
            stand.seats.push_back(std::move(read));
        }
    }
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return stand;
}

} // namespace

Result<FoundingStand> lookAtFounding(ServerLink &link)
{
    const Result<Bytes> answer = link.fetch({.target = "/v1/founding", .mostOctets = largestStand});
    return answer ? standFrom(*answer) : fail(answer.error());
}

Result<FoundingStand> signFounding(ServerLink &link, const Sha256 &authority, const std::string &person,
                                   const std::function<Result<std::unique_ptr<Token>>(Bytes certificate)> &unlock, const Clock &clock)
{
    for (int tries = 1;; ++tries) {
        Result<FoundingStand> stand = lookAtFounding(link);
        if (!stand || stand->state == FoundingStand::State::Founded)
            return stand;
        if (stand->state == FoundingStand::State::Gathering)
            return fail(ErrorCode::Conflict, "not all founders have come yet");
        const Result<Founding> founding = foundingToSign(stand->content, authority, person);
        if (!founding)
            return fail(founding.error());
        const auto self = std::ranges::find(founding->founders, person, &Person::id);
        const Result<std::unique_ptr<Token>> token = unlock(self->certificate);
        if (!token)
            return fail(token.error());
        if (!stand->signedSoFar.empty()) { // nobody is made to sign beside something else
            const Result<SignedContent> others = openSignedData(stand->signedSoFar);
            if (!others || textOf(others->content) != stand->content)
                return fail(ErrorCode::SignatureInvalid, "the others signed something else");
        }
        const Result<Bytes> signedCommand = stand->signedSoFar.empty() ? (*token)->signData(viewOf(stand->content), clock())
                                                                      : (*token)->addSignature(stand->signedSoFar, clock());
        if (!signedCommand)
            return fail(signedCommand.error());
        const Result<Bytes> answer = link.fetch({.method = "POST", .target = "/v1/founding/signature", .contentType = "application/cms",
                                                 .body = *signedCommand, .mostOctets = largestStand});
        if (answer)
            return standFrom(*answer);
        if (answer.error().code != ErrorCode::Conflict || tries == mostCollisions)
            return fail(answer.error());
    }
}

} // namespace hufu
