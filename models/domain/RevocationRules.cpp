// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TopicRules.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace hufu {
namespace {

/// The certificates named, in the order named; an error names the first that is not one of the own CA or is named twice.
Result<std::vector<const IssuedCertificate *>> findAll(const Facts &facts, const std::vector<Sha256> &named)
{
    std::vector<const IssuedCertificate *> known;
    known.reserve(facts.issued.size());
    for (const IssuedCertificate &certificate : facts.issued)
        known.push_back(&certificate);
    std::ranges::sort(known, {}, &IssuedCertificate::sha256);
    std::set<Sha256> seen;
    std::vector<const IssuedCertificate *> found;
    found.reserve(named.size());
    for (const Sha256 &name : named) {
        if (!seen.insert(name).second)
            return fail(ErrorCode::InvalidArgument, "a certificate is named twice", toHex(name));
        const auto at = std::ranges::lower_bound(known, name, {}, &IssuedCertificate::sha256);
        if (at == known.end() || (*at)->sha256 != name) {
            return fail(ErrorCode::NotOfOwnCa,
                        "only the CA that issued it can revoke it: ask there, or have the ACME client do it (RFC 8555 §7.6)", toHex(name));
        }
        found.push_back(*at);
    }
    return found;
}

/// What holds for the reason whatever the certificates are.
Result<void> checkReason(const RevocationForm &form, Instant now)
{
    // X.509 knows it for attribute certificates, which no CA of a house issues.
    if (form.reason == RevocationReason::AaCompromise)
        return fail(ErrorCode::InvalidArgument, "aACompromise is about attribute certificates");
    if (!form.note.empty() && std::ranges::all_of(form.note, [](unsigned char c) { return std::isspace(c); }))
        return fail(ErrorCode::InvalidArgument, "a note has to say why");
    if (!form.invalidityDate)
        return {};
    if (form.reason != RevocationReason::KeyCompromise && form.reason != RevocationReason::CaCompromise)
        return fail(ErrorCode::InvalidArgument, "only a compromised key was invalid before it was revoked");
    if (*form.invalidityDate > now)
        return fail(ErrorCode::InvalidArgument, "the key cannot have been compromised in the future");
    return {};
}

Result<void> checkRevocable(const IssuedCertificate &certificate, RevocationReason reason)
{
    if (certificate.isRoot) {
        // RFC 5280 §6.1: a trust anchor is input to path validation; nobody looks for it in a CRL, least of all in its own.
        return fail(ErrorCode::NotPermitted, "a root cannot be revoked: no CRL above it says so; take it out of the trust stores instead",
                    toHex(certificate.sha256));
    }
    if (reason == RevocationReason::CaCompromise && !certificate.isCa)
        return fail(ErrorCode::InvalidArgument, "cACompromise is for certificates of CAs; use keyCompromise", toHex(certificate.sha256));
    if (!certificate.revoked)
        return {};
    if (certificate.revoked->reason != RevocationReason::CertificateHold)
        return fail(ErrorCode::Conflict, std::string("revoked already, for ") + revocationReasonName(certificate.revoked->reason),
                    toHex(certificate.sha256));
    if (reason == RevocationReason::CertificateHold)
        return fail(ErrorCode::Conflict, "suspended already", toHex(certificate.sha256));
    return {};
}

/// A department head alone suspends no more than one security admin revokes alone, and only people of the own department. (That it is a
/// suspension at all is signersNeeded()'s matter.)
Result<void> checkHead(const Facts &facts, const std::vector<const IssuedCertificate *> &certificates)
{
    const auto isSecurity = [](const Person &person) { return person.roles.contains(Role::SecurityAdmin); };
    if (!facts.actor || isSecurity(*facts.actor) || std::ranges::any_of(facts.cosigners, isSecurity))
        return {};
    for (const IssuedCertificate *certificate : certificates) {
        if (!isOfOwnPeople(*certificate, facts.actor->department))
            return fail(ErrorCode::NotPermitted, "a department head suspends client certificates of the own department only", toHex(certificate->sha256));
    }
    return {};
}

Result<Ruling> ruleOnRevoking(const Facts &facts, const Command &command, Instant now)
{
    const Result<RevocationForm> form = revocationFormFromJson(command.payload, command.version);
    if (!form)
        return fail(form.error());
    if (Result<void> good = checkReason(*form, now); !good)
        return fail(good.error());
    const Result<std::vector<const IssuedCertificate *>> certificates = findAll(facts, form->certificates);
    if (!certificates)
        return fail(certificates.error());
    for (const IssuedCertificate *certificate : *certificates) {
        if (Result<void> good = checkRevocable(*certificate, form->reason); !good)
            return fail(good.error());
    }
    if (Result<void> may = checkHead(facts, *certificates); !may)
        return fail(may.error());
    Ruling ruling;
    if (form->emergency.empty())
        return ruling;
    Result<QJsonObject> added = ruleOnEmergencyRevocation(facts, *form, now);
    if (!added)
        return fail(added.error());
    ruling.outcome = std::move(*added);
    return ruling;
}

Result<Ruling> ruleOnResuming(const Facts &facts, const Command &command)
{
    const Result<ResumptionForm> form = resumptionFormFromJson(command.payload);
    if (!form)
        return fail(form.error());
    const Result<std::vector<const IssuedCertificate *>> certificates = findAll(facts, form->certificates);
    if (!certificates)
        return fail(certificates.error());
    for (const IssuedCertificate *certificate : *certificates) {
        if (!certificate->revoked)
            return fail(ErrorCode::Conflict, "it is not suspended", toHex(certificate->sha256));
        if (certificate->revoked->reason != RevocationReason::CertificateHold) // RFC 5280 §5.3.1: only a hold is ever lifted
            return fail(ErrorCode::NotPermitted, std::string("revoked for ") + revocationReasonName(certificate->revoked->reason)
                                                     + ", which is for good",
                        toHex(certificate->sha256));
    }
    return Ruling{};
}

bool isAdministrator(const Person &person)
{
    return std::ranges::any_of(person.roles, [](Role role) { return role == Role::SecurityAdmin || role == Role::SystemAdmin || role == Role::AuditAdmin; });
}

} // namespace

bool isOfOwnPeople(const IssuedCertificate &certificate, std::string_view department)
{
    return !department.empty() && certificate.department == department && certificate.purpose == Purpose::Client && !certificate.isCa
        && certificate.tier != Tier::Core;
}

bool isOfAnotherAdministrator(const IssuedCertificate &certificate, const Facts &facts)
{
    return std::ranges::any_of(facts.people, [&](const Person &person) {
        if (!isAdministrator(person) || (facts.actor && person.id == facts.actor->id))
            return false;
        return (!certificate.holder.empty() && certificate.holder == person.id) || (!certificate.commonName.empty() && certificate.commonName == person.name);
    });
}

bool revocationNeedsTwo(const Facts &facts, const Command &command)
{
    const Result<RevocationForm> form = revocationFormFromJson(command.payload, command.version);
    if (!form)
        return false; // the rules name the fault
    if (form->certificates.size() > static_cast<std::size_t>(std::max(facts.policy.revokeAloneMost, 0)))
        return true;
    if (!form->emergency.empty() && (form->confirmed > 0 || form->certificates.size() > static_cast<std::size_t>(std::max(facts.policy.circuitBreakerMost, 0))))
        return true;
    // What everybody needs, and what a colleague needs who would have to agree.
    return std::ranges::any_of(facts.issued, [&](const IssuedCertificate &one) {
        return one.isCa || one.tier == Tier::Core || one.purpose == Purpose::OcspResponder || isOfAnotherAdministrator(one, facts);
    });
}

Result<Ruling> ruleOnRevocation(const Facts &facts, const Command &command, Instant now)
{
    return command.kind == CommandKind::Resume ? ruleOnResuming(facts, command) : ruleOnRevoking(facts, command, now);
}

} // namespace hufu
