// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Duty.h"

#include "models/authority/PersonDuty.h"
#include "models/pki/OfficerCertificate.h"
#include "models/store/HouseReader.h"

namespace hufu {
namespace {

constexpr auto keyManagementLife = std::chrono::days(3 * 365); // standards.md §1.3: at most three years

bool needsCertificate(const Person &person, Instant now)
{
    if (!person.active || !person.roles.contains(Role::Custodian))
        return false;
    if (person.keyManagementCertificate.empty())
        return !person.keyManagementKey.empty();
    return wantsRenewal(person.keyManagementCertificate, person, now);
}

Result<std::optional<std::string>> due(Connection &connection, Instant now, const std::set<std::string> &failed)
{
    return firstPersonDue(connection, failed, [&](const Person &person) { return needsCertificate(person, now); });
}

/// The same key again: shares that were encrypted to it have to open for as long as the keys are needed.
Result<Act> prepare(DutyContext &context, const std::string &id)
{
    const Result<std::optional<Person>> person = readPerson(context.connection, id);
    if (!person)
        return fail(person.error());
    if (!*person)
        return fail(ErrorCode::NotFound, "nobody is registered under this id", id);
    const Result<Bytes> spki = (*person)->keyManagementCertificate.empty() ? Result<Bytes>((*person)->keyManagementKey)
                                                                          : publicKeyOf((*person)->keyManagementCertificate);
    if (!spki)
        return fail(spki.error());
    Result<Bytes> certificate = makeKeyManagementCertificate(context.authorityKey, context.authorityCertificate, *spki, (*person)->name, id, context.now,
                                                             context.now + keyManagementLife);
    if (!certificate)
        return fail(certificate.error());
    return Act{CommandKind::CertifyCustodian, toJson(OfficerCertified{id, std::move(*certificate)})};
}

} // namespace

const Duty custodianDuty{due, prepare};

} // namespace hufu
