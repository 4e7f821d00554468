// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/Connection.h"

namespace hufu {

/// The PINs of the PKCS#11 tokens in which CA keys lie, each under the URI of its token (without a PIN). They lie in the vault, sealed under the
/// same key as the CA keys that lie there, because CRLs are signed anew each day, at night and on holidays, with nobody there to enter a PIN; an
/// expired CRL makes relying servers refuse every client. So whoever can open the house can have a token sign that is connected to this
/// computer; the key itself they cannot take away. Used by one thread at a time.
class TokenPins {
public:
    /// `vaultKey` is CaKeys::vaultKeyOf().
    explicit TokenPins(SecureBytes vaultKey) : m_vaultKey(std::move(vaultKey)) {}

    struct Kept {
        SecureBytes pin;
        Sha256 which{}; ///< tells this PIN from another that is kept later
    };
    /// PinNeeded when none is kept, PinIncorrect when the token refused the one that was.
    Result<Kept> read(Connection &connection, const std::string &uri) const;
    /// In place of what was kept before. InvalidArgument for an empty one.
    Result<void> keep(Connection &connection, const std::string &uri, const SecureBytes &pin) const;
    /// The token refused this one: it is forgotten, and read() says so until another is kept. Nothing happens when that is already so.
    Result<void> refuse(Connection &connection, const std::string &uri, const Sha256 &which) const;

private:
    Result<void> put(Connection &connection, const std::string &uri, const SecureBytes &content) const;
    SecureBytes m_vaultKey;
};

} // namespace hufu
