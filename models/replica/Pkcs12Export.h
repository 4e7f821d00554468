// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/pki/Digest.h"

#include <string>

namespace hufu {

class House;

/// What makes a PKCS#12 file of an issued certificate and the key that its holder keeps in a file.
struct Pkcs12Order {
    Sha256 certificate{};
    std::string keyFile;       ///< as readKeyFile() reads it
    SecureBytes keyPassphrase; ///< empty: the key file is not encrypted
    SecureBytes passphrase;    ///< of the PKCS#12 file; estimateStrength() accepts it
    std::string path;          ///< of a file that is not there yet
};

/// Writes the certificate, those that issued it as far as they are known and without the root, and the key as PKCS#12, encrypted as makePkcs12() does,
/// readable by the owner alone. Nothing of the key stays. Errors: Conflict when the key is not that of the certificate; those of readChain() and
/// readKeyFile(); WeakPassphrase; AlreadyExists and others of writeFileAtomically(). Blocks, mostly for two key derivations: for a pool thread.
Result<void> exportPkcs12(House &house, const Pkcs12Order &order);

} // namespace hufu
