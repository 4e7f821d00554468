// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/ServerIdentity.h"

#include "models/pki/Container.h"
#include "models/store/FoundingDrafts.h"

namespace hufu {

Result<ServerIdentity> ServerIdentity::make(Authority &authority, const std::vector<std::string> &names, std::chrono::days life)
{
    const Result<PrivateKey> key = PrivateKey::generate();
    if (!key)
        return fail(key.error());
    const Result<Bytes> spki = key->publicKeyDer();
    const Result<Bytes> root = readAuthorityCertificate(authority.connection());
    if (!spki || !root)
        return fail(spki ? root.error() : spki.error());
    const Instant now = authority.now();
    const Result<Bytes> certificate = authority.certifyServer(*spki, names, life);
    Result<SecureBytes> pem = key->toPem();
    if (!certificate || !pem)
        return fail(certificate ? pem.error() : certificate.error());
    const std::string rootPem = toPem(*root);
    return ServerIdentity{{std::move(*pem), toPem(*certificate) + rootPem, rootPem}, now, now + life};
}

bool isRenewalDue(Instant from, Instant until, Instant now) { return until - now <= (until - from) / 3; }

} // namespace hufu
