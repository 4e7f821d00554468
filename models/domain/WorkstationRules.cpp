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

/// The same key for longer.
Result<Ruling> ruleOnRenewal(const Facts &facts, const Command &command, Instant now)
{
    const Result<Workstation> workstation = workstationFromJson(command.payload);
    if (!workstation)
        return fail(workstation.error());
    if (!facts.workstation || !facts.workstation->active || facts.workstation->name != workstation->name)
        return fail(ErrorCode::Conflict, "no such workstation is let in", workstation->name);
    const Result<Bytes> before = publicKeyOf(facts.workstation->certificate), after = publicKeyOf(workstation->certificate);
    if (!before || !after || *before != *after || !isTlsIdentity(workstation->certificate, facts.authorityCertificate, TlsIdentity::Side::Workstation, now))
        return fail(ErrorCode::SignatureInvalid, "the certificate is not of this workstation's key, or not of this authority", workstation->name);
    return Ruling{};
}

} // namespace

Result<Ruling> ruleOnWorkstations(const Facts &facts, const Command &command, Instant now)
{
    if (command.kind == CommandKind::EnrolWorkstation || command.kind == CommandKind::EnrolRelying)
        return ruleOnEnrolment(facts, command, now);
    if (command.kind == CommandKind::RenewWorkstation)
        return ruleOnRenewal(facts, command, now);
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
