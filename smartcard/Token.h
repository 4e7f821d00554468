// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/base/Time.h"

namespace hufu {

/// An officer's signing identity, wherever the key lives. Used by one thread at a time.
class Token {
public:
    virtual ~Token() = default;

    /// The certificate registered for its holder, DER.
    virtual BytesView certificate() const = 0;
    /// The authority certified the same key again; signatures carry this one from now on. DER.
    virtual void adoptCertificate(Bytes renewed) = 0;
    /// CMS SignedData over the content, see models/pki/SignedData.h.
    virtual Result<Bytes> signData(BytesView content, Instant at) = 0;
    /// Adds the holder's signature to what another officer signed.
    virtual Result<Bytes> addSignature(BytesView cms, Instant at) = 0;
    /// Opens what was encrypted to the holder's key-management key, see models/pki/Envelope.h. NotFound when the token has no such key.
    virtual Result<SecureBytes> openEnvelope(BytesView envelope) = 0;
};

} // namespace hufu
