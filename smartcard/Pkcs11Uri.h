// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

namespace hufu {

/// Which token of a module. An empty serial number stands for whichever has the label.
struct TokenName {
    std::string label, serial;
    bool operator==(const TokenName &) const = default;
};

/// A PKCS#11 URI (RFC 7512) as far as it names a module and a token: `pkcs11:token=LABEL;serial=S?module-path=/…`.
struct Pkcs11Uri {
    std::string module; ///< an absolute path
    TokenName token;

    /// InvalidArgument for whatever is no such URI, names more than a token (object, id, type …), or holds a PIN.
    static Result<Pkcs11Uri> parse(std::string_view text);
    /// Always the same text for the same place: it names the token's PIN in the vault.
    std::string text() const;
    bool operator==(const Pkcs11Uri &) const = default;
};

} // namespace hufu
