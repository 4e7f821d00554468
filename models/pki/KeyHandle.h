// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// For .cpp files of this room only.

#include "models/pki/Handles.h"
#include "models/pki/Key.h"

namespace hufu {

struct PrivateKey::Handle {
    explicit Handle(EvpPkeyPtr k) : key(std::move(k)) {}
    EvpPkeyPtr key;
};

/// d2i_X509 over exactly these bytes.
inline X509Ptr parseX509(BytesView der)
{
    const std::uint8_t *at = der.data();
    X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (certificate && at != der.data() + der.size())
        certificate.reset();
    return certificate;
}

} // namespace hufu
