// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Key.h"
#include "smartcard/Token.h"

#include <optional>

namespace hufu {

/// A token whose key lies in the vault, encrypted under the officer's passphrase, and in memory while unlocked.
class SoftToken final : public Token {
public:
    SoftToken(PrivateKey key, Bytes certificate);

    BytesView certificate() const override { return m_certificate; }
    void adoptCertificate(Bytes renewed) override { m_certificate = std::move(renewed); }
    Result<Bytes> signData(BytesView content, Instant at) override;
    Result<Bytes> addSignature(BytesView cms, Instant at) override;
    Result<SecureBytes> openEnvelope(BytesView envelope) override;

    /// The holder's key-management key and its certificate, DER.
    void takeKeyManagement(PrivateKey key, Bytes certificate);
    /// 32 octets made of the signing key: what else belongs to the holder lies sealed under such a key, and opens with the token.
    Result<SecureBytes> subkey(std::string_view purpose) const;

private:
    PrivateKey m_key;
    Bytes m_certificate;
    std::optional<PrivateKey> m_managementKey;
    Bytes m_managementCertificate;
};

} // namespace hufu
