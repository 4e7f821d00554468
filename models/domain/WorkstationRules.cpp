// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TopicRules.h"
#include "models/pki/OfficerCertificate.h"

namespace hufu {
namespace {

Result<Ruling> ruleOnEnrolment(const Facts &facts, const Command &command, Instant now)
{
    const Result<Workstation> workstation = workstationFromJson(command.payload);
    if (!workstation)
        return fail(workstation.error());
    if (facts.workstation)
        return fail(ErrorCode::Conflict, "this workstation is enrolled already", workstation->name);
    if (!isTlsIdentity(workstation->certificate, facts.authorityCertificate, TlsIdentity::Side::Workstation, now))
        return fail(ErrorCode::SignatureInvalid, "the authority certified no such workstation", workstation->name);
    return Ruling{};
}

} // namespace

Result<Ruling> ruleOnWorkstations(const Facts &facts, const Command &command, Instant now)
{
    if (command.kind == CommandKind::EnrolWorkstation)
        return ruleOnEnrolment(facts, command, now);
    const Result<WorkstationRevocation> revocation = workstationRevocationFromJson(command.payload);
    if (!revocation)
        return fail(revocation.error());
    if (!facts.workstation || !facts.workstation->active)
        return fail(ErrorCode::Conflict, "no such workstation is let in", revocation->name);
    if (facts.workstation->name != revocation->name)
        return fail(ErrorCode::Conflict, "this workstation has another name", revocation->name);
    return Ruling{};
}

} // namespace hufu
