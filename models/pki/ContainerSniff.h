// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Container.h"
#include "models/pki/DerReader.h"

#include <optional>

namespace hufu {

/// What the first octets of a DER or BER encoding promise, also when the rest is cut off; Unknown when they are none. Der stands for one
/// object of any kind.
ContainerKind sniffDer(BytesView head);

/// Whether an object is a certification request (RFC 2986), a revocation list (RFC 5280 §5) or a public key, by its first elements.
bool isOtherObject(const DerElement &object);

bool isJavaKeyStore(BytesView head);

/// PowerShell's redirection writes UTF-16 with a byte order mark: the same text in single octets, since of PEM only ASCII matters;
/// other characters become '?'. Nothing when there is no such mark.
std::optional<std::string> narrowed(BytesView bytes);

/// The octets of a text that is base64 and nothing else, as certificates are pasted from SAML metadata; at most 1 MiB of it.
std::optional<Bytes> bareBase64(std::string_view text);

} // namespace hufu
