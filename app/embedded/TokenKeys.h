// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/CaKeys.h"
#include "models/authority/TokenPins.h"
#include "smartcard/Pkcs11Token.h"

namespace hufu {

/// CA keys in PKCS#11 tokens, each module in a hufu-tokenhost of its own, opened with the PINs that the vault keeps. Destroying it ends those.
class TokenKeys final : public CaKeyStore {
public:
    /// Reads PINs through connections of its own.
    static Result<std::unique_ptr<TokenKeys>> over(const std::string &databasePath, const SecureBytes &databaseKey);

    Result<std::unique_ptr<Signer>> create(const std::string &uri, const std::string &label, KeyKind kind) override;
    Result<std::unique_ptr<Signer>> open(const std::string &uri, const std::string &label, BytesView publicKey) override;

    /// Writes down which PINs tokens have refused since, so that no other process tries them either. Not inside a transaction, which a refusal
    /// ends: from the refusal on, this process remembers.
    void settle();

private:
    class Pins;
    explicit TokenKeys(std::shared_ptr<Pins> pins) : m_pins(std::move(pins)) {}
    Result<Pkcs11Token> token(const std::string &uri);

    std::shared_ptr<Pins> m_pins; ///< with the signers that are given out
    std::map<std::string, std::shared_ptr<TokenHost>> m_hosts; ///< by module
};

/// Tries a token's PIN, once, and keeps it for the authority of this database if it is right (TokenPins). PinIncorrect; what Pkcs11Uri::parse() says.
Result<void> keepTokenPin(const std::string &uri, const SecureBytes &pin, const std::string &databasePath, const SecureBytes &databaseKey);

} // namespace hufu
