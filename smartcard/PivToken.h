// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Signer.h"
#include "smartcard/PivCard.h"
#include "smartcard/Token.h"

#include <functional>

namespace hufu {

/// Where the PIN of a card comes from. Asked once for each signature; CardPinNeeded or Cancelled when nobody gives it.
using PivPin = std::function<Result<SecureBytes>()>;
/// A new way to the card; asked once for each signature, since a card may have been pulled out and put back meanwhile.
using PivLine = std::function<Result<std::unique_ptr<CardLine>>()>;

/// The key in a slot of a PIV card. The PIN is verified immediately before each signature, and the card left without it. That it is the right card
/// shows by its key alone: a signature by another key is never given out.
class PivSigner final : public Signer {
public:
    /// From the certificate in the slot of the card that is there. NotFound when there is none; Unsupported for a key that is none of KeyKind's.
    static Result<std::unique_ptr<PivSigner>> open(PivLine line, PivSlot slot, PivPin pin);
    /// For a key whose certificate is known from elsewhere.
    PivSigner(PivLine line, PivSlot slot, KeyKind kind, Bytes publicKey, PivPin pin);

    KeyKind kind() const override { return m_kind; }
    BytesView publicKey() const override { return m_publicKey; }
    /// Besides Signer's errors PivCard's; Conflict when the card that is there has another certificate in the slot: no PIN is then tried.
    Result<Bytes> sign(BytesView message) override;
    BytesView certificate() const { return m_certificate; } ///< as open() found it; else empty

private:
    static Result<std::unique_ptr<PivSigner>> openOnce(const PivLine &line, PivSlot slot, const PivPin &pin);
    Result<Bytes> signOnce(BytesView message, const SecureBytes &pin);

    PivLine m_line;
    PivSlot m_slot;
    KeyKind m_kind;
    Bytes m_publicKey, m_certificate;
    PivPin m_pin;
};

/// An officer's signing identity on a PIV card: slot 9C.
class PivToken final : public Token {
public:
    /// `certificate` is the one registered; the card's own may be older or newer, of the same key.
    PivToken(std::unique_ptr<PivSigner> signer, Bytes certificate) : m_signer(std::move(signer)), m_certificate(std::move(certificate)) {}

    BytesView certificate() const override { return m_certificate; }
    void adoptCertificate(Bytes renewed) override { m_certificate = std::move(renewed); }
    Result<Bytes> signData(BytesView content, Instant at) override;
    Result<Bytes> addSignature(BytesView cms, Instant at) override;
    /// NotFound: nobody's key in slot 9D is registered, so nothing was encrypted to one.
    Result<SecureBytes> openEnvelope(BytesView envelope) override;

private:
    std::unique_ptr<PivSigner> m_signer;
    Bytes m_certificate;
};

} // namespace hufu
