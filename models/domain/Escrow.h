// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/domain/Person.h"
#include "models/pki/Digest.h"

namespace hufu {

/// A server's key in escrow (密钥托管): encrypted under a key that is split among custodians, `needed` of whom give it back together. The ciphertexts
/// lie in the vault, as models/pki/Envelope.h makes them; the journal names them by SHA-256. That the shares are good shows when they are joined:
/// whoever made the key dealt it, and nobody else can look before.
struct Escrow {
    /// A share in an envelope of its own.
    struct Share {
        std::string custodian; ///< person id
        Sha256 key{};          ///< of the custodian's key, by its SubjectPublicKeyInfo: stays when the certificate is renewed
        Sha256 envelope{};
        bool operator==(const Share &) const = default;
    };
    Sha256 ciphertext{}; ///< of the key: PKCS#8 under the split key
    int needed = 0;      ///< 2..mostNeeded
    std::vector<Share> shares; ///< at least as many as are needed, each custodian's once
    bool operator==(const Escrow &) const = default;

    static constexpr int mostNeeded = 5; ///< so many can sign one recovery at one desk
    std::vector<Sha256> named() const;   ///< what has to lie in the vault
};
QJsonObject toJson(const Escrow &escrow);
Result<Escrow> escrowFromJson(const QJsonObject &object);

/// SHA-256 of the key that a custodian's shares are encrypted to. Of no meaning for who has none.
Sha256 shareKeyOf(const Person &custodian);
/// Whether this share can be opened by somebody: the custodian is one still, and has the key that it was encrypted to.
bool isHeld(const Escrow::Share &share, const std::vector<Person> &people);

/// Payload of `key.deposit`: the key of a certificate of the inventory, which somebody else issued or which was made before there was a house, is taken
/// over into escrow.
struct KeyDeposit {
    Sha256 certificate{};
    Escrow escrow;
    bool operator==(const KeyDeposit &) const = default;
};
QJsonObject toJson(const KeyDeposit &deposit);
Result<KeyDeposit> keyDepositFromJson(const QJsonObject &payload);

/// Payload of `key.recover`: custodians who hold shares, all of whom sign it, have opened a key in escrow and hand it out.
struct KeyRecovery {
    std::string request; ///< id of the request that put the key in escrow; empty: it was deposited
    Sha256 certificate{};
    std::string reason;  ///< required
};
QJsonObject toJson(const KeyRecovery &recovery);
Result<KeyRecovery> keyRecoveryFromJson(const QJsonObject &payload);

/// How a custodian asks a server, signed (CMS SignedData), for what lies in escrow of one key.
struct EscrowDemand {
    Sha256 house{};
    std::string person;  ///< id
    Sha256 certificate{}; ///< whose key it is
    Instant time{};
};
Result<std::string> encodeDemand(const EscrowDemand &demand); ///< canonical JSON
Result<EscrowDemand> decodeEscrowDemand(BytesView bytes);     ///< Malformed

} // namespace hufu
