// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"

namespace hufu {

/// An officer's signing identity, wherever the key lives. Used by one thread at a time.
class Token {
public:
    virtual ~Token() = default;

    /// The certificate registered for its holder, DER.
    virtual BytesView certificate() const = 0;
    /// CMS SignedData over the content, see models/pki/SignedData.h.
    virtual Result<Bytes> signData(BytesView content, Instant at) = 0;
};

} // namespace hufu
