// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateListing.h"
#include "models/pki/DerReader.h"

namespace hufu {

/// Reads Extensions (RFC 5280 §4.2) into the listing. False when the list is not well-formed; a value that is not what its
/// extension says leaves its fields empty and sets CertificateFlag::MalformedExtension. At most 256 extensions.
bool readExtensions(const DerElement &extensions, CertificateListing &listing, DerFailure &failure);

/// One extension: views into the list.
struct EncodedExtension {
    BytesView oid, value; ///< the value inside the OCTET STRING
    bool critical = false;
};

/// Steps over one element of Extensions; false when it is not well-formed.
bool readExtension(DerReader &list, EncodedExtension &extension, DerFailure &failure);

/// Whether OpenSSL's verification honours this extension, so that critical is no obstacle; CertificateFlag::UnknownCriticalExtension tells
/// of the others.
bool isHonouredWhenCritical(BytesView oid);

} // namespace hufu
