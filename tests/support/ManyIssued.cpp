// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ManyIssued.h"

#include "models/pki/CertificateListing.h"
#include "models/store/CaReader.h"
#include "models/store/CaRows.h"
#include "tests/support/CertBuilder.h"

#include <algorithm>

namespace hufu::test {

void issueMany(House &house, const std::string &name, int count)
{
    const Result<std::vector<CertificateAuthority>> cas = house.read(readCas);
    const auto ca = cas ? std::ranges::find(*cas, CaTree::Client, [](const CertificateAuthority &one) { return one.plan.tree; }) : std::vector<CertificateAuthority>::const_iterator();
    if (!cas || ca == cas->end())
        qFatal("the house has no client CA");
    Result<Connection> connection = house.openForDerived();
    if (!connection || !connection->execute("BEGIN IMMEDIATE"))
        qFatal("the house is not writable");
    const Instant now = house.now();
    for (int i = 0; i < count; ++i) {
        CertBuilder builder;
        builder.subject("CN=" + name + "-" + std::to_string(i)).issuer("CN=" + ca->plan.commonName).validity(now, now + std::chrono::days(30));
        builder.keyUsage(1).extendedKeyUsage({"1.3.6.1.5.5.7.3.2"}).crlUrl(crlUrlOf(ca->plan)).authorityInfo(ocspUrlOf(ca->plan));
        if (const Result<Sha256> kept = insertIssued(*connection, builder.der(), {ca->plan.id, {}, false, {}, 1}); !kept)
            qFatal("a certificate: %s", kept.error().detail.c_str());
    }
    if (!connection->execute("COMMIT"))
        qFatal("the certificates are not kept");
}

} // namespace hufu::test
