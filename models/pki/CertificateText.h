// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <string>
#include <vector>

namespace hufu {

/// The whole certificate as text, as `openssl x509 -text -nameopt oneline,utf8,-esc_msb` shows it: names in readable UTF-8. Control
/// characters are shown as '.', invalid UTF-8 as U+FFFD, so that the text is safe for a terminal. Error: Malformed.
Result<std::string> certificateText(BytesView der);

/// One extension for the detail panel.
struct ExtensionText {
    std::string oid, name; ///< dotted, and OpenSSL's long name (the OID again where it has none)
    bool critical = false;
    std::string value; ///< printed, several lines possible; hexadecimal where the value does not have the form its OID promises
};
/// In the order of the certificate. Error: Malformed.
Result<std::vector<ExtensionText>> extensionTexts(BytesView der);

} // namespace hufu
