// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/SoftToken.h"

#include "models/pki/Envelope.h"
#include "models/pki/SecretBox.h"
#include "models/pki/SignedData.h"

namespace hufu {

SoftToken::SoftToken(PrivateKey key, Bytes certificate) : m_key(std::move(key)), m_certificate(std::move(certificate)) {}

Result<Bytes> SoftToken::signData(BytesView content, Instant at)
{
    return hufu::signData(content, m_key, m_certificate, at);
}

Result<Bytes> SoftToken::addSignature(BytesView cms, Instant at)
{
    return hufu::addSignature(cms, m_key, m_certificate, at);
}

Result<SecureBytes> SoftToken::openEnvelope(BytesView envelope)
{
    if (!m_managementKey)
        return fail(ErrorCode::NotFound, "this token has no key-management key");
    return hufu::openEnvelope(envelope, *m_managementKey, m_managementCertificate);
}

void SoftToken::takeKeyManagement(PrivateKey key, Bytes certificate)
{
    m_managementKey = std::move(key);
    m_managementCertificate = std::move(certificate);
}

Result<SecureBytes> SoftToken::subkey(std::string_view purpose) const
{
    const Result<SecureBytes> signing = m_key.toPkcs8();
    return signing ? deriveSubkey(*signing, purpose) : fail(signing.error());
}

} // namespace hufu
