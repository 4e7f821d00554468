// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateAuthority.h"
#include "models/store/Connection.h"

namespace hufu {

/// The private keys of the house's CAs and their OCSP responders. Used by one thread at a time.
class CaKeys {
public:
    /// `vaultKey` seals what lies in the vault.
    explicit CaKeys(SecureBytes vaultKey) : m_vaultKey(std::move(vaultKey)) {}

private:
    SecureBytes m_vaultKey;
};

} // namespace hufu
