// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/ContainerCollector.h"

namespace hufu {

/// Hands on the certificates of a PKCS#12 file (RFC 7292) with their friendly names and notes its private keys. The password of the collector is tried as
/// people's programs wrote it: UTF-8 (as BMPString where the format says so), its octets one by one, empty as two zero octets or as none.
/// Errors: Malformed, TooLarge, Unsupported; PassphraseNeeded when there is no password and it is not empty; WrongPassphrase.
Result<void> readPkcs12(BytesView file, ContainerCollector &collector);

} // namespace hufu
