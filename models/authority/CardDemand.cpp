// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/CardDemand.h"

#include "models/domain/Signers.h"
#include "models/pki/KeyWrap.h"
#include "models/pki/SignedData.h"
#include "models/store/HouseReader.h"

namespace hufu {

Result<Bytes> answerCardDemand(Authority &authority, BytesView signedDemand)
{
    const Result<SignedContent> content = openSignedData(signedDemand);
    const Result<CardSecretsDemand> demand = content ? decodeDemand(content->content) : fail(content.error());
    if (!demand)
        return fail(demand.error());
    const Result<HouseRecord> house = readHouse(authority.connection());
    const Result<std::optional<Person>> person = readPerson(authority.connection(), demand->person);
    if (!house || !person)
        return fail(house ? person.error() : house.error());
    if (demand->house != house->id)
        return fail(ErrorCode::WrongHouse, "the demand was made for another house");
    if (!*person || content->signers.size() != 1 || content->signers.front() != (*person)->certificate)
        return fail(ErrorCode::SignerUnknown, "signed with a certificate that is not registered for who asks");
    if (!(*person)->active || (*person)->cardOut)
        return fail(ErrorCode::SignerInactive, (*person)->name + " signs nothing at present", (*person)->name);
    if (!maySend(CommandKind::RequestCard, **person))
        return fail(ErrorCode::NotPermitted, (*person)->name + " writes no USBKeys", (*person)->name);
    const Instant now = authority.now();
    if (demand->time > now + cardDemandLife)
        return fail(ErrorCode::FromTheFuture, "signed at " + toIso(demand->time) + ", now it is " + toIso(now));
    if (demand->time < now - cardDemandLife)
        return fail(ErrorCode::Expired, "signed at " + toIso(demand->time) + ", now it is " + toIso(now));
    const Result<std::vector<CardSecrets>> secrets = authority.cardSecrets(demand->card);
    return secrets ? wrapFor(demand->key, packCardSecrets(*secrets), demand->wrapContext()) : fail(secrets.error());
}

} // namespace hufu
