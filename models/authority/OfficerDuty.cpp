// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Duty.h"

#include "models/authority/PersonDuty.h"
#include "models/pki/OfficerCertificate.h"
#include "models/store/HouseReader.h"

namespace hufu {
namespace {

constexpr auto officerLife = std::chrono::days(365);  // standards.md §1.3: at most one year

bool needsCertificate(const Person &person, Instant now)
{
    if (!person.active)
        return false;
    if (person.certificate.empty())
        return true;
    return wantsRenewal(person.certificate, person, now);
}

Result<std::optional<std::string>> due(Connection &connection, Instant now, const std::set<std::string> &failed)
{
    return firstPersonDue(connection, failed, [&](const Person &person) { return needsCertificate(person, now); });
}

/// The same key again, for another year: an officer's signature does not stop counting because nobody thought of it.
Result<Act> prepare(DutyContext &context, const std::string &id)
{
    const Result<std::optional<Person>> person = readPerson(context.connection, id);
    if (!person)
        return fail(person.error());
    if (!*person)
        return fail(ErrorCode::NotFound, "nobody is registered under this id", id);
    const Result<Bytes> spki = (*person)->certificate.empty() ? Result<Bytes>((*person)->publicKey) : publicKeyOf((*person)->certificate);
    if (!spki)
        return fail(spki.error());
    Result<Bytes> certificate = makeOfficerCertificate(context.authorityKey, context.authorityCertificate, *spki, (*person)->name, id, context.now,
                                                       context.now + officerLife);
    if (!certificate)
        return fail(certificate.error());
    return Act{CommandKind::CertifyOfficer, toJson(OfficerCertified{id, std::move(*certificate)})};
}

} // namespace

const Duty officerDuty{due, prepare};

} // namespace hufu
