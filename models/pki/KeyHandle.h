// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// For .cpp files of this room only.

#include "models/pki/Handles.h"
#include "models/pki/Key.h"

#include <optional>

namespace hufu {

struct PrivateKey::Handle {
    Handle(EvpPkeyPtr k, KeyKind what) : key(std::move(k)), kind(what) {}
    EvpPkeyPtr key;
    KeyKind kind;
};

/// Which of our kinds an OpenSSL key is, private or public; nothing when none.
std::optional<KeyKind> kindOf(const EVP_PKEY *key);

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
