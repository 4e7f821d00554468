// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/CaKeys.h"
#include "models/authority/Duty.h"
#include "models/authority/HouseSubject.h"
#include "models/domain/CaRules.h"
#include "models/pki/CertificateIssuance.h"
#include "models/store/CaReader.h"

#include <algorithm>

namespace hufu {
namespace {

/// The certificate of a CA that was ordered and has none, its root's before its own.
Result<std::optional<std::string>> due(Connection &connection, Instant now, const std::set<std::string> &failed)
{
    const Result<std::vector<CertificateAuthority>> cas = readCas(connection);
    if (!cas)
        return fail(cas.error());
    const auto next = std::ranges::find_if(*cas, [&](const CertificateAuthority &ca) {
        if (!ca.certificate.empty() || failed.contains(ca.plan.id))
            return false;
        const CertificateAuthority *issuer = issuerOf(ca, *cas);
        return ca.plan.tree == CaTree::Root || (issuer && isActive(*issuer, now));
    });
    return next == cas->end() ? std::nullopt : std::optional(next->plan.id);
}

const char *profileOf(CaTree tree)
{
    switch (tree) {
    case CaTree::Root: return "root";
    case CaTree::Server: return "server-ca";
    case CaTree::Client: return "client-ca";
    }
    return "";
}

Result<Act> prepare(DutyContext &context, const std::string &id)
{
    const Result<std::vector<CertificateAuthority>> cas = readCas(context.connection);
    if (!cas)
        return fail(cas.error());
    const CertificateAuthority *ca = findCa(*cas, id);
    const CertificateAuthority *issuer = ca ? issuerOf(*ca, *cas) : nullptr;
    if (!issuer)
        return fail(ErrorCode::NotFound, "no such CA, or no root of it", id);
    const CaPlan &plan = ca->plan;
    const bool root = plan.tree == CaTree::Root;
    const Result<KeyKind> kind = keyKindFromName(plan.algorithm);
    const Result<CertificateProfile> profile = builtinProfile(profileOf(plan.tree));
    if (!kind || !profile)
        return fail(kind ? profile.error() : kind.error());
    const Result<std::unique_ptr<Signer>> own = context.caKeys.create(context.connection, plan, CaKeyUse::Ca, *kind);
    if (!own)
        return fail(own.error());
    const Result<Signer *> signer = root ? Result<Signer *>(own->get()) : context.caKeys.signer(context.connection, *issuer, CaKeyUse::Ca);
    if (!signer)
        return fail(signer.error());

    const Instant notBefore = context.now - clockSlack, wanted = lastSecondAfterYears(notBefore, plan.years);
    IssuanceInput input{.profile = *profile,
                        .subject = houseAttributes(plan, *profile),
                        .names = {},
                        .spki = bytesOf((*own)->publicKey()),
                        .issuer = root ? Bytes() : issuer->certificate,
                        .serial = randomSerial(),
                        .notBefore = notBefore,
                        .notAfter = root ? wanted : std::min(wanted, *endOf(*issuer)),
                        .crlUrl = crlUrlOf(issuer->plan),
                        .ocspUrl = {}, // whether a CA is revoked says its root's CRL: the root's key may lie in a safe, and answers nobody
                        .issuerUrl = certificateUrlOf(issuer->plan),
                        .policyOid = {},
                        .permittedDomains = plan.domains};
    input.subject.push_back({"CN", plan.commonName});
    Result<Bytes> certificate = issueCertificate(input, **signer);
    if (!certificate)
        return fail(certificate.error());
    return Act{CommandKind::CertifyCa, toJson(CaCertified{id, std::move(*certificate)})};
}

} // namespace

const Duty caDuty{due, prepare};

} // namespace hufu
