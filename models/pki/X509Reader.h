// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// For .cpp files of this room only, like Handles.h.

#include "models/base/Bytes.h"
#include "models/pki/Handles.h"
#include "models/pki/KeyKind.h"

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

/// The same, for verifying its signature: OpenSSL 3.0 would take an empty identifier for SM2 otherwise, which nobody signs with.
inline Result<X509Ptr> readX509ForVerifying(BytesView der)
{
    Result<X509Ptr> certificate = readX509(der);
    if (certificate && X509_get_signature_nid(certificate->get()) == NID_SM2_with_SM3) {
        ASN1_OCTET_STRING *identifier = ASN1_OCTET_STRING_new();
        if (!identifier || ASN1_OCTET_STRING_set(identifier, viewOf(sm2DefaultId).data(), int(sm2DefaultId.size())) != 1) {
            ASN1_OCTET_STRING_free(identifier);
            return cryptoFailure("SM2 identifier");
        }
        X509_set0_distinguishing_id(certificate->get(), identifier);
    }
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
