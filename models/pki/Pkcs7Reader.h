// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/ContainerCollector.h"

namespace hufu {

/// Hands on the certificates of a PKCS#7 or CMS message: SignedData, or SignedAndEnvelopedData, under RFC 5652's or GM/T 0010's OIDs.
/// DER is walked where it lies; BER (indefinite lengths) goes through OpenSSL. `where` names the message in failures.
/// Errors: Malformed, TooLarge, Unsupported when it is of a kind without certificates.
Result<void> readPkcs7(BytesView message, ContainerCollector &collector, const std::string &where);

/// Whether the content octets of an OID name a PKCS#7 content type.
bool isPkcs7Type(BytesView oid);

} // namespace hufu
