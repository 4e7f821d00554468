// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/HouseSubject.h"

#include "models/domain/CaRules.h"

#include <algorithm>

namespace hufu {

SubjectAttributes houseAttributes(const CaPlan &plan, const CertificateProfile &profile)
{
    SubjectAttributes subject;
    for (const auto &[type, value] : {SubjectAttribute{"C", plan.country}, SubjectAttribute{"L", plan.locality}, SubjectAttribute{"O", plan.organization}}) {
        if (!value.empty() && profile.allowsAttribute(type))
            subject.push_back({type, value});
    }
    return subject;
}

IssuanceInput leafInput(const CertificateAuthority &ca, const CertificateProfile &profile, SubjectAttributes subject, AlternativeNames names, Bytes spki,
                        Instant now, int days)
{
    const Instant notBefore = now - clockSlack;
    return {.profile = profile,
            .subject = std::move(subject),
            .names = std::move(names),
            .spki = std::move(spki),
            .issuer = ca.certificate,
            .serial = randomSerial(),
            .notBefore = notBefore,
            .notAfter = std::min(lastSecond(notBefore, std::min(days, profile.maximumDays)), *endOf(ca)),
            .crlUrl = crlUrlOf(ca.plan),
            .ocspUrl = ocspUrlOf(ca.plan),
            .issuerUrl = certificateUrlOf(ca.plan),
            .policyOid = policyOidOf(ca.plan),
            .permittedDomains = {}};
}

} // namespace hufu
