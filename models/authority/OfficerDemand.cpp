// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/OfficerDemand.h"

#include "models/store/HouseReader.h"

namespace hufu {

Result<Person> officerWhoDemands(Authority &authority, const SignedContent &content, const Sha256 &house, const std::string &person, Instant time)
{
    const Result<HouseRecord> record = readHouse(authority.connection());
    Result<std::optional<Person>> officer = readPerson(authority.connection(), person);
    if (!record || !officer)
        return fail(record ? officer.error() : record.error());
    if (house != record->id)
        return fail(ErrorCode::WrongHouse, "the demand was made for another house");
    if (!*officer || content.signers.size() != 1 || content.signers.front() != (*officer)->certificate)
        return fail(ErrorCode::SignerUnknown, "signed with a certificate that is not registered for who asks");
    if (!(*officer)->active || (*officer)->cardOut)
        return fail(ErrorCode::SignerInactive, (*officer)->name + " signs nothing at present", (*officer)->name);
    const Instant now = authority.now();
    if (time > now + demandLife)
        return fail(ErrorCode::FromTheFuture, "signed at " + toIso(time) + ", now it is " + toIso(now));
    if (time < now - demandLife)
        return fail(ErrorCode::Expired, "signed at " + toIso(time) + ", now it is " + toIso(now));
    return std::move(**officer);
}

} // namespace hufu
