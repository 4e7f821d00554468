// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateListing.h"
#include "models/pki/DerReader.h"

namespace hufu {

/// What a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) says of its key. Keys that cannot be read keep the algorithm and have no bits.
struct PublicKeyInfo {
    KeyAlgorithm algorithm = KeyAlgorithm::Unknown;
    std::uint16_t bits = 0; ///< as in CertificateListing::keyBits
    std::string curve;      ///< as in CertificateListing::curve
};

/// False when `spki` is not well-formed; an unreadable key inside is no failure, as with OpenSSL.
bool readPublicKeyInfo(const DerElement &spki, PublicKeyInfo &info, DerFailure &failure);

/// AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL }
struct AlgorithmIdentifier {
    BytesView oid;
    DerElement parameters; ///< tag 0 when absent
};
bool readAlgorithmIdentifier(const DerElement &element, AlgorithmIdentifier &algorithm, DerFailure &failure);

} // namespace hufu
