// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/CardDemand.h"

#include "models/domain/Signers.h"
#include "models/pki/KeyWrap.h"

namespace hufu {

Result<Bytes> answerCardDemand(Authority &authority, BytesView signedDemand)
{
    const Result<SignedContent> content = openSignedData(signedDemand);
    const Result<CardSecretsDemand> demand = content ? decodeDemand(content->content) : fail(content.error());
    if (!demand)
        return fail(demand.error());
    const Result<Person> officer = officerWhoDemands(authority, *content, demand->house, demand->person, demand->time);
    if (!officer)
        return fail(officer.error());
    if (!maySend(CommandKind::RequestCard, *officer))
        return fail(ErrorCode::NotPermitted, officer->name + " writes no USBKeys", officer->name);
    const Result<std::vector<CardSecrets>> secrets = authority.cardSecrets(demand->card);
    return secrets ? wrapFor(demand->key, packCardSecrets(*secrets), demand->wrapContext()) : fail(secrets.error());
}

} // namespace hufu
