// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Key.h"
#include "smartcard/Token.h"

namespace hufu {

/// A token whose key lies in the vault, encrypted under the officer's passphrase, and in memory while unlocked.
class SoftToken final : public Token {
public:
    SoftToken(PrivateKey key, Bytes certificate);

    BytesView certificate() const override { return m_certificate; }
    void adoptCertificate(Bytes renewed) override { m_certificate = std::move(renewed); }
    Result<Bytes> signData(BytesView content, Instant at) override;
    Result<Bytes> addSignature(BytesView cms, Instant at) override;

private:
    PrivateKey m_key;
    Bytes m_certificate;
};

} // namespace hufu
