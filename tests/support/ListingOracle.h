// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateListing.h"

#include <string>

namespace hufu::test {

enum class Certificates {
    Sound,   ///< made by a CA or a builder: a malformed extension must be one for OpenSSL too
    Mutated, ///< any bytes: the walk may be stricter
};

/// Holds a listing against what OpenSSL reads of the same bytes, field by field; names the first difference, empty when they agree.
std::string disagreement(BytesView der, const CertificateListing &listing, Certificates kind);

} // namespace hufu::test
