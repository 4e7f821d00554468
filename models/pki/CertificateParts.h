// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/DerReader.h"

#include <optional>
#include <vector>

namespace hufu {

/// Views into one certificate's DER (RFC 5280 §4.1), for what the listing does not keep. Valid as long as the bytes.
struct CertificateParts {
    struct Extension {
        BytesView oid;
        bool critical = false;
        BytesView value; ///< inside the OCTET STRING
    };

    DerElement signatureParameters; ///< of the outer signatureAlgorithm; tag 0 when absent
    DerElement subject;
    DerElement spki;
    DerElement keyParameters; ///< of the key's algorithm; tag 0 when absent
    BytesView key;            ///< inside the BIT STRING
    std::vector<Extension> extensions;

    const Extension *extension(BytesView oid) const; ///< the first of this kind, or null
};

/// Nothing when `der` is no certificate; never so for what readListing() accepted.
std::optional<CertificateParts> takeApart(BytesView der);

} // namespace hufu
