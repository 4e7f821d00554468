// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/CaKeys.h"
#include "models/authority/Duty.h"
#include "models/authority/HouseSubject.h"
#include "models/domain/CaRules.h"
#include "models/pki/CertificateIssuance.h"
#include "models/pki/CertificateRequest.h"
#include "models/store/CaReader.h"
#include "models/store/RequestReader.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t longestCommonName = 64; // RFC 5280 §A.1, ub-common-name; a DNS name may be longer

Result<std::optional<std::string>> due(Connection &connection, Instant now, const std::set<std::string> &failed)
{
    const Result<std::vector<std::string>> approved = readApprovedRequests(connection, failed.size() + 1, now);
    if (!approved)
        return fail(approved.error());
    const auto next = std::ranges::find_if(*approved, [&](const std::string &id) { return !failed.contains(id); });
    return next == approved->end() ? std::nullopt : std::optional(*next);
}

/// The names that were approved, in the order of asking; Request::names marks all but DNS names with their kind.
AlternativeNames namesOf(const Request &request)
{
    AlternativeNames names;
    for (const std::string &name : request.names)
        (name.contains(':') ? names.otherNames : names.dnsNames).push_back(name);
    return names;
}

/// The house speaks for itself; what is particular to the holder comes of the request, as far as the profile has it.
SubjectAttributes subjectOf(const CaPlan &plan, const CertificateProfile &profile, const Request &request, const CertificateRequest &csr)
{
    SubjectAttributes subject = houseAttributes(plan, profile);
    const auto add = [&](const std::string &type, std::string_view value) {
        if (!value.empty() && profile.allowsAttribute(type) && valueOf(subject, type).empty())
            subject.push_back({type, std::string(value)});
    };
    if (!profile.commonNameIsAName)
        add("CN", csr.commonName);
    else if (const AlternativeNames names = namesOf(request); !names.dnsNames.empty() && names.dnsNames.front().size() <= longestCommonName)
        add("CN", names.dnsNames.front());
    for (const SubjectAttribute &attribute : csr.attributes) {
        if (attribute.type != "CN" && attribute.type != "C" && attribute.type != "ST" && attribute.type != "L" && attribute.type != "O")
            add(attribute.type, attribute.value);
    }
    if (std::ranges::find(profile.requiredAttributes, "OU") != profile.requiredAttributes.end())
        add("OU", request.department);
    return subject;
}

Result<Act> prepare(DutyContext &context, const std::string &id)
{
    const Result<std::optional<Request>> request = readRequest(context.connection, id);
    if (!request)
        return fail(request.error());
    if (!*request)
        return fail(ErrorCode::NotFound, "no such request", id);
    const RequestForm &form = (*request)->form;
    const Result<std::optional<CertificateAuthority>> ca = readCa(context.connection, form.ca);
    if (!ca)
        return fail(ca.error());
    if (!*ca || !isActive(**ca, context.now))
        return fail(ErrorCode::Conflict, "the CA that shall issue has no certificate in force", id);
    const Result<CertificateRequest> csr = readRequest(form.csr);
    const Result<CertificateProfile> profile = builtinProfile(form.profile);
    if (!csr || !profile)
        return fail(csr ? profile.error() : csr.error());
    const Result<Signer *> signer = context.caKeys.signer(context.connection, **ca, CaKeyUse::Ca);
    if (!signer)
        return fail(signer.error());

    const IssuanceInput input
        = leafInput(**ca, *profile, subjectOf((*ca)->plan, *profile, **request, *csr), namesOf(**request), csr->spki, context.now, form.days);
    Result<Bytes> certificate = issueCertificate(input, **signer);
    if (!certificate)
        return fail(certificate.error());
    return Act{CommandKind::Issue, toJson(CertificateIssued{id, form.ca, std::move(*certificate)})};
}

} // namespace

const Duty issueDuty{due, prepare};

} // namespace hufu
