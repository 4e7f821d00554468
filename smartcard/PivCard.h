// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smartcard/CardChannel.h"
#include "smartcard/PivObjects.h"

namespace hufu {

/// The PIV application of a card (SP 800-73-4 part 2), selected, with no other program in between: lives for the length of one thing done. What
/// the card verified meanwhile ends with it. Errors besides those named: the line's, CardReset (the card lost its state under way; open it again),
/// and CardFailed with the status word in its detail. Error::subject is the reader. Blocking; one thread.
class PivCard {
public:
    /// Unsupported when the card has no such application.
    static Result<PivCard> open(CardLine &line);
    const std::string &reader() const { return m_channel.reader(); }

    // Reading, for anybody.

    /// A data object's content, without the tag 53 around it. NotFound; CardPinNeeded.
    Result<Bytes> readObject(std::uint32_t tag);
    /// DER, as it lies there: whether it is a certificate, and of whose key, is for the caller to see. NotFound; Malformed; Unsupported.
    Result<Bytes> certificate(PivSlot slot);
    Result<PivTries> pinTries();

    // YubiKeys, and cards that follow them; Unsupported on others.

    Result<PivVersion> version();
    Result<std::uint32_t> serialNumber();
    Result<PivTries> pukTries();
    Result<PivKeyFacts> keyFacts(PivSlot slot); ///< NotFound when there is no key
    Result<PivManagementFacts> managementFacts();
    /// The card's certificate on a key that was made inside, by its maker's key; NotFound. attestationIssuer() is that key's certificate.
    Result<Bytes> attest(PivSlot slot);
    Result<Bytes> attestationIssuer();
    /// Erases all; only when PIN and PUK are blocked, else Conflict.
    Result<void> wipe();

    // With the PIN. All: InvalidArgument when it has not six to eight octets (no try is spent), PinIncorrect with triesLeft, PinBlocked.

    Result<void> verifyPin(const SecureBytes &pin);
    Result<void> changePin(const SecureBytes &pin, const SecureBytes &newPin);
    /// With the PUK: PukIncorrect, PukBlocked.
    Result<void> unblockPin(const SecureBytes &puk, const SecureBytes &newPin);
    Result<void> changePuk(const SecureBytes &puk, const SecureBytes &newPuk);
    /// By the key in the slot, as Signer::sign() gives it; not looked at here. CardPinNeeded (for the signature slot: unless verifyPin() was the call
    /// before), NotFound, Unsupported.
    Result<Bytes> sign(PivSlot slot, KeyKind kind, BytesView message);
    /// ECDH with another's public key (SubjectPublicKeyInfo): the x coordinate of the shared point. CardPinNeeded, NotFound, Malformed, Unsupported.
    Result<SecureBytes> agree(PivSlot slot, BytesView publicKey);

    // For who has the management key: NotPermitted before authenticate().

    /// Both prove to each other that they know the key, SP 800-73-4 part 2 appendix A.1. ManagementKeyWrong.
    Result<void> authenticate(const ManagementKey &key);
    /// Makes a key in the card; what was in the slot is gone. Its SubjectPublicKeyInfo. Unsupported. Large RSA keys take the card a minute.
    Result<Bytes> generateKey(PivSlot slot, KeyKind kind, PivPinPolicy pin = PivPinPolicy::Default, PivTouchPolicy touch = PivTouchPolicy::Default);
    Result<void> writeObject(std::uint32_t tag, BytesView content); ///< empty: removes it
    Result<void> writeCertificate(PivSlot slot, BytesView der);
    Result<void> setManagementKey(const ManagementKey &key); ///< YubiKeys; Unsupported
    Result<void> setTries(int pin, int puk);                 ///< YubiKeys; resets both to the factory's; needs the PIN as well. Unsupported

private:
    explicit PivCard(CardChannel channel) : m_channel(std::move(channel)) {}
    /// An ordinary refusal as an error; `what` is what was tried.
    std::unexpected<Error> refused(StatusWord word, const char *what) const;
    std::unexpected<Error> nonsense(const char *what) const;
    /// What answers a vendor's instruction; Unsupported, NotFound.
    Result<SecureBytes> vendor(const Apdu &command, const char *what);
    Result<SecureBytes> useKey(PivSlot slot, KeyKind kind, std::uint32_t tag, BytesView input);
    /// VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER; `second` may be null.
    enum class Secret { Pin, Puk };
    Result<void> presentSecret(std::uint8_t instruction, std::uint8_t reference, Secret which, const SecureBytes &first, const SecureBytes *second);

    CardChannel m_channel;
    bool m_authenticated = false, m_pinVerified = false;
};

} // namespace hufu
