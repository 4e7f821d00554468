// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// For .cpp files of this room only, like Handles.h.

#include "models/base/Bytes.h"
#include "models/pki/Handles.h"

#include <algorithm>

namespace hufu {

/// Reads one DER certificate, all of it, into OpenSSL's own form. About 160 µs, most of it the decoding of the key: for what is
/// opened, verified or printed, not for lists.
inline Result<X509Ptr> readX509(BytesView der)
{
    const unsigned char *at = der.data();
    X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (!certificate)
        return fail(ErrorCode::Malformed, "not a certificate: " + openSslError());
    if (at != der.data() + der.size())
        return fail(ErrorCode::Malformed, "bytes follow the certificate");
    return certificate;
}

inline Bytes derOf(const X509 *certificate)
{
    Bytes der(static_cast<std::size_t>(std::max(0, i2d_X509(certificate, nullptr))));
    unsigned char *at = der.data();
    if (!der.empty())
        i2d_X509(certificate, &at);
    return der;
}

} // namespace hufu
