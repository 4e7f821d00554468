// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Duty.h"

#include "models/authority/Enrolment.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/OfficerCertificate.h"
#include "models/store/Workstations.h"

namespace hufu {
namespace {

// A computer may stand switched off for a long holiday, and gets the new certificate with the journal while it has the old one.
constexpr auto renewalLead = std::chrono::days(90);

Result<std::optional<std::string>> due(Connection &connection, Instant now, const std::set<std::string> &failed)
{
    const Result<std::vector<Workstation>> workstations = readWorkstations(connection);
    if (!workstations)
        return fail(workstations.error());
    for (const Workstation &workstation : *workstations) {
        if (!workstation.active || failed.contains(workstation.id))
            continue;
        // One that has ended has not been here in all that time: whoever uses it again brings a new code.
        const Result<CertificateListing> listing = readListing(workstation.certificate);
        if (listing && listing->notAfter - renewalLead < now && listing->notAfter > now)
            return workstation.id;
    }
    return std::nullopt;
}

Result<Act> prepare(DutyContext &context, const std::string &id)
{
    Result<std::optional<Workstation>> workstation = readWorkstation(context.connection, id);
    if (!workstation)
        return fail(workstation.error());
    if (!*workstation)
        return fail(ErrorCode::NotFound, "no such workstation", id);
    const Result<Bytes> spki = publicKeyOf((*workstation)->certificate);
    if (!spki)
        return fail(spki.error());
    const TlsIdentity identity{TlsIdentity::Side::Workstation, (*workstation)->name, id, {}};
    Result<Bytes> certificate = makeTlsCertificate(context.authorityKey, context.authorityCertificate, *spki, identity,
                                                   context.now - std::chrono::hours(1), context.now + workstationLife);
    if (!certificate)
        return fail(certificate.error());
    (*workstation)->certificate = std::move(*certificate);
    return Act{CommandKind::RenewWorkstation, toJson(**workstation)};
}

} // namespace

const Duty workstationDuty{due, prepare};

} // namespace hufu
