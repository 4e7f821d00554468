// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Duty.h"

#include "models/authority/CaKeys.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/CaRules.h"
#include "models/pki/CertificateIssuance.h"
#include "models/store/CaReader.h"

#include <algorithm>

namespace hufu {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr int responderDays = 14; // standards.md §1.3: it cannot be revoked (ocsp-nocheck), so it ends soon
// Relying parties' clocks are not all right; BR 7.1.2: at most a day.
constexpr auto backdated = hours(1);

/// Too old, or revoked: its key may be in strange hands, and relying parties do not ask about it (ocsp-nocheck), so that nobody is to see it any more.
Result<bool> isDue(Connection &connection, const CertificateAuthority &ca, Instant now)
{
    // Certificates of CAs name no responder: whether one is revoked says the root's CRL. What is revoked certifies nobody, and with less than a
    // day of the CA left there is nothing worth certifying.
    if (ca.plan.tree == CaTree::Root || !isActive(ca, now) || *endOf(ca) < now + days(1))
        return false;
    const Result<CertificateListing> listing = readListing(ca.responder);
    if (!listing || listing->notAfter - now < (listing->notAfter - listing->notBefore) / 3)
        return true;
    const Result<std::optional<IssuedCertificate>> issued = readIssued(connection, listing->sha256);
    return issued ? Result<bool>(*issued && (*issued)->revoked) : fail(issued.error());
}

Result<std::optional<std::string>> due(Connection &connection, Instant now, const std::set<std::string> &failed)
{
    const Result<std::vector<CertificateAuthority>> cas = readCas(connection);
    if (!cas)
        return fail(cas.error());
    for (const CertificateAuthority &ca : *cas) {
        if (failed.contains(ca.plan.id))
            continue;
        const Result<bool> due = isDue(connection, ca, now);
        if (!due)
            return fail(due.error());
        if (*due)
            return ca.plan.id;
    }
    return std::nullopt;
}

/// As strong as the CA's, but for RSA: answers are many, and 2048 bits hold for two weeks.
Result<KeyKind> responderKind(const CaPlan &plan)
{
    const Result<KeyKind> kind = keyKindFromName(plan.algorithm);
    return kind && isRsa(*kind) ? Result<KeyKind>(KeyKind::Rsa2048) : kind;
}

/// A name of at most 64 characters (RFC 5280 §A.1, ub-common-name).
std::string responderName(const CaPlan &plan) { return utf8(qstr("OCSP " + plan.commonName).left(64)); }

/// Always with a key of its own, made and put away in the transaction that certifies it.
Result<Act> prepare(DutyContext &context, const std::string &id)
{
    const Result<std::optional<CertificateAuthority>> found = readCa(context.connection, id);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::NotFound, "no such CA", id);
    const CertificateAuthority &ca = **found;
    const Result<CertificateProfile> profile = builtinProfile("ocsp-responder");
    const Result<CertificateListing> issuer = readListing(ca.certificate);
    const Result<KeyKind> kind = responderKind(ca.plan);
    if (!profile)
        return fail(profile.error());
    if (!issuer)
        return fail(issuer.error());
    if (!kind)
        return fail(kind.error());
    const Result<Signer *> signer = context.caKeys.signer(context.connection, ca, CaKeyUse::Ca);
    if (!signer)
        return fail(signer.error());
    const Result<std::unique_ptr<Signer>> key = context.caKeys.create(context.connection, ca.plan, CaKeyUse::Responder, *kind);
    if (!key)
        return fail(key.error());

    const Instant notBefore = std::max(context.now - backdated, issuer->notBefore);
    const IssuanceInput input{.profile = *profile,
                              .subject = {{"C", ca.plan.country}, {"O", ca.plan.organization}, {"CN", responderName(ca.plan)}},
                              .names = {},
                              .spki = bytesOf((*key)->publicKey()),
                              .issuer = ca.certificate,
                              .serial = randomSerial(),
                              .notBefore = notBefore,
                              .notAfter = std::min(lastSecond(notBefore, responderDays), issuer->notAfter),
                              .crlUrl = {}, // ocsp-nocheck: nobody asks about it
                              .ocspUrl = {},
                              .issuerUrl = {},
                              .policyOid = {},
                              .permittedDomains = {}};
    Result<Bytes> certificate = issueCertificate(input, **signer);
    if (!certificate)
        return fail(certificate.error());
    return Act{CommandKind::CertifyResponder, toJson(CaCertified{id, std::move(*certificate)})};
}

} // namespace

const Duty responderDuty{due, prepare};

} // namespace hufu
