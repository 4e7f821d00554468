// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/SoftToken.h"

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

} // namespace hufu
