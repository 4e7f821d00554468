// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <string>
#include <vector>

namespace hufu {

/// The whole certificate as text, as `openssl x509 -text` shows it, UTF-8 kept readable.
Result<std::string> certificateText(BytesView der);

/// One extension for the detail panel.
struct ExtensionText {
    std::string oid, name; ///< dotted, and OpenSSL's long name
    bool critical = false;
    std::string value; ///< printed, several lines possible
};
Result<std::vector<ExtensionText>> extensionTexts(BytesView der);

} // namespace hufu
