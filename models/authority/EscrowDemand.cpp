// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/EscrowDemand.h"

#include "models/store/EscrowReader.h"
#include "models/store/Vault.h"

#include <algorithm>

namespace hufu {

Result<std::vector<Blob>> answerEscrowDemand(Authority &authority, BytesView signedDemand)
{
    const Result<SignedContent> content = openSignedData(signedDemand);
    const Result<EscrowDemand> demand = content ? decodeEscrowDemand(content->content) : fail(content.error());
    if (!demand)
        return fail(demand.error());
    const Result<Person> officer = officerWhoDemands(authority, *content, demand->house, demand->person, demand->time);
    if (!officer)
        return fail(officer.error());
    const Result<std::optional<FoundEscrow>> found = findEscrow(authority.connection(), demand->certificate);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::NotFound, "no key of this certificate is in escrow", toHex(demand->certificate));
    const Escrow &escrow = (*found)->escrow;
    const bool holds = std::ranges::find(escrow.shares, officer->id, &Escrow::Share::custodian) != escrow.shares.end();
    if (!holds || !officer->roles.contains(Role::Custodian))
        return fail(ErrorCode::NotPermitted, officer->name + " holds no share of this key", officer->name);
    return readEscrowed(authority.connection(), escrow.named());
}

} // namespace hufu
