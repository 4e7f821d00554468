// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/OcspCertId.h"

#include "models/pki/CertificateParts.h"
#include "models/pki/Digest.h"

#include <algorithm>

namespace hufu {

Result<OcspIssuer> OcspIssuer::of(BytesView caCertificate)
{
    const std::optional<CertificateParts> parts = takeApart(caCertificate);
    if (!parts)
        return fail(ErrorCode::Malformed, "not a certificate");
    // RFC 6960 §4.1.1: the name with tag and length, the key without tag, length and unused bits.
    return OcspIssuer{.nameSha1 = sha1(parts->subject.encoded),
                      .keySha1 = sha1(parts->key),
                      .nameSha256 = sha256(parts->subject.encoded),
                      .keySha256 = sha256(parts->key)};
}

bool OcspIssuer::issued(const OcspCertId &id) const
{
    if (!id.hash)
        return false;
    switch (*id.hash) {
    case OcspCertId::Hash::WithSha1:
        return std::ranges::equal(id.issuerNameHash, nameSha1) && std::ranges::equal(id.issuerKeyHash, keySha1);
    case OcspCertId::Hash::WithSha256:
        return std::ranges::equal(id.issuerNameHash, nameSha256) && std::ranges::equal(id.issuerKeyHash, keySha256);
    }
    return false;
}

} // namespace hufu
