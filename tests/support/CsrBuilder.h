// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/CertBuilder.h"

#include <string>
#include <vector>

namespace hufu::test {

/// Writes a PKCS#10 request (RFC 2986): the names asked for stand in an extensionRequest (RFC 2985 §5.4.2). Fill by name.
struct CsrBuilder {
    std::string commonName = "test.example"; ///< empty: an empty subject
    std::vector<std::string> dnsNames{};
    std::vector<NameAttribute> more{}; ///< of the subject, behind the common name
    KeySpec key{};
    std::string digest = "sha256";

    Bytes der() const;
};

} // namespace hufu::test
