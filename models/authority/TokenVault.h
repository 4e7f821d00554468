// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Person.h"
#include "models/pki/SecretBox.h"
#include "models/store/Connection.h"
#include "smartcard/OfficerCard.h"
#include "smartcard/SoftToken.h"

#include <memory>

namespace hufu {

/// Keeps an officer's signing key in the vault, sealed under the officer's passphrase with a salt of its own: who holds the database
/// key alone cannot sign in the officer's name. Replaces what was there.
Result<void> storeToken(Connection &connection, const std::string &personId, const PrivateKey &key, const SecureBytes &passphrase,
                        const ScryptCost &cost);
/// WrongPassphrase, NotFound. The certificates are those registered for the person.
Result<std::unique_ptr<SoftToken>> loadToken(Connection &connection, const std::string &personId, const SecureBytes &passphrase);
/// The token of somebody who is being registered with this certificate, and is not yet: a founder. Likewise; whether it is of the same key shows when
/// something is signed.
Result<std::unique_ptr<SoftToken>> loadFoundersToken(Connection &connection, const std::string &personId, const SecureBytes &passphrase, Bytes certificate);
/// A request (PKCS#10, DER) for the holder's key-management key, which is made first unless it lies in the vault already: sealed under a key made
/// of the signing key, so that it opens with the token and a new passphrase needs nothing. Inside a transaction of its own.
Result<Bytes> requestKeyManagement(Connection &connection, const std::string &personId, const std::string &name, const SoftToken &token);
/// Gives the token its key-management key with the certificate that is registered for the person, where there are both.
Result<void> attachKeyManagement(Connection &connection, const Person &person, SoftToken &token);
/// What a holder who changes to a USBKey takes along: their key-management key, wrapped for its key in slot 9D beside the sealed one. Nothing where there is none.
Result<void> wrapKeyManagement(Connection &connection, const std::string &personId, const SoftToken &token, BytesView agreementKey);
Result<void> wrapKeyManagement(Connection &connection, const std::string &personId, OfficerCard &token, BytesView agreementKey); ///< from one to another
/// The two above, for a holder who signs with a USBKey. Asking again makes another key: before it is registered nothing was encrypted to it.
Result<Bytes> requestKeyManagement(Connection &connection, const std::string &personId, const std::string &name, const OfficerCard &token);
Result<void> attachKeyManagement(Connection &connection, const Person &person, OfficerCard &token);
/// For somebody whose key-management key opens no more, since what it was sealed under is gone.
Result<void> forgetKeyManagement(Connection &connection, const std::string &personId);
/// Puts the same sealed key into another home's database; it opens with the same passphrase there. NotFound.
Result<void> copyToken(Connection &from, Connection &to, const std::string &personId);
/// A holder's own keys as a file that they keep themselves (JSON): sealed as they lie in the vault, so that their passphrase opens them and nothing else
/// does; of who signs with a USBKey, what is wrapped for its key in slot 9D (`agreementKey`, SubjectPublicKeyInfo, DER; else empty). With it a custodian
/// restores a house of which nothing is left. NotFound for who has no key here.
Result<Bytes> takeToken(Connection &connection, const Person &person, BytesView agreementKey);
struct TakenToken {
    std::string person, name; ///< id and name of its holder
    std::unique_ptr<Token> token;
};
inline constexpr std::size_t largestTakenToken = 64u << 10;
/// The token of such a file, by the passphrase or by the PIN of the USBKey, which has to be in a reader once it is used. Malformed, WrongPassphrase.
Result<TakenToken> openTakenToken(BytesView file, const SecureBytes &secret);
/// Takes away what storeToken() put there, for somebody who was not registered after all.
Result<void> forgetToken(Connection &connection, const std::string &personId);
/// First step of a new passphrase: the same key, sealed under it, beside the old one. loadToken() takes whichever the passphrase opens.
Result<void> sealNextToken(Connection &connection, const std::string &personId, const SecureBytes &oldPassphrase,
                           const SecureBytes &newPassphrase, const ScryptCost &cost);
/// The same for a new key, of somebody whose token was lost.
Result<void> storeNextToken(Connection &connection, const std::string &personId, const PrivateKey &key, const SecureBytes &passphrase, const ScryptCost &cost);
/// Last step: the next token takes the place of the old one.
Result<void> settleToken(Connection &connection, const std::string &personId);

} // namespace hufu
