// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/domain/Command.h"
#include "models/domain/Escrow.h"
#include "smartcard/Token.h"

namespace hufu {

class Connection;
class House;
class PrivateKey;

/// Who of the house could hold shares of a key.
struct EscrowChoices {
    std::vector<Person> custodians;   ///< to whom shares can be encrypted, by name; at most mostRecipients
    std::vector<std::string> without; ///< names of custodians who have no key for shares yet: they get it when they next open the house
    bool possible() const { return custodians.size() >= 2; }
    int mostNeeded() const; ///< so many of them at most give it back together
};
EscrowChoices escrowChoices(const std::vector<Person> &people);

/// A key dealt to custodians: what the request says of it, and what goes into the vault.
struct DealtKey {
    Escrow escrow;
    std::vector<Blob> vaulted;
};
/// CustodiansMissing for fewer than two; InvalidArgument unless 2 ≤ needed ≤ custodians and at most Escrow::mostNeeded; Unsupported when a custodian's
/// certificate is not for envelopes.
Result<DealtKey> dealKey(const PrivateKey &key, const std::vector<Person> &custodians, int needed);

/// A key in escrow as people are told of it.
struct EscrowSight {
    struct Holder {
        std::string name;
        bool present = true; ///< can open the share still
        bool operator==(const Holder &) const = default;
    };
    int needed = 0;
    std::vector<Holder> holders; ///< by name
    int present() const;
    bool recoverable() const { return present() >= needed; }
    bool operator==(const EscrowSight &) const = default;
};
EscrowSight escrowSight(const Escrow &escrow, const std::vector<Person> &people);
/// Who holds shares of the key of this certificate, where it is in escrow.
Result<std::optional<EscrowSight>> readEscrowSight(Connection &connection, const Sha256 &certificate);

/// The key, of the opened shares (KeyShare::encode()) and its ciphertext. EscrowBroken says what does not fit, naming whose share where it is known.
struct OpenedShare {
    std::string custodian; ///< name
    SecureBytes share;
};
Result<PrivateKey> joinKey(const std::vector<OpenedShare> &shares, BytesView ciphertext);

struct DepositOrder {
    std::string path; ///< of a PKCS#12 file
    SecureBytes passphrase;
    int needed = 2; ///< custodians who give the key back together
    std::optional<Sha256> certificate{}; ///< whose key it has to be; none: whichever the file has
};
/// Takes the key of the file over into escrow: dealt to all custodians who can hold a share, on record (`key.deposit`), signed by the officer and the
/// cosigners. Its certificate has to be in the inventory. The file stays what it is: whoever brought it destroys it. Returns the certificate's SHA-256. Errors:
/// those of readSmallFile(), openPkcs12() and dealKey(); InvalidArgument for the key of another certificate; NotFound, Conflict and whatever else the authority
/// answers. Blocks.
Result<Sha256> depositKey(House &house, const DepositOrder &order, std::span<Token *const> cosigners);

struct RecoveryOrder {
    Sha256 certificate{};
    std::string reason;
    SecureBytes passphrase; ///< of the PKCS#12 file; estimateStrength() accepts it
    std::string path;       ///< of a file that is not there yet
};
/// Opens the shares of the house's officer and the cosigners, joins them, and checks the key against the certificate: it signs something that the
/// certificate verifies. Then all of them sign `key.recover`, and only when the authority took it does the key go, with its chain, into a new PKCS#12
/// file that its owner alone may read. Nothing of it stays. Errors: NotFound when no key of this certificate is in escrow; AlreadyExists,
/// WeakPassphrase; EscrowBroken; whatever the authority answers, which refuses too few signers, or the wrong ones, so that the journal shows the attempt.
Result<void> recoverKey(House &house, const RecoveryOrder &order, std::span<Token *const> cosigners);

} // namespace hufu
