// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/DerReader.h"

#include <string>
#include <vector>

namespace hufu {

/// GeneralName's choices (RFC 5280 §4.2.1.6) with their identifier octets.
enum class GeneralNameKind : std::uint8_t {
    OtherName = 0xa0, Email = 0x81, Dns = 0x82, X400Address = 0xa3, DirectoryName = 0xa4, EdiPartyName = 0xa5, Uri = 0x86, IpAddress = 0x87,
    RegisteredId = 0x88,
};

/// The subject alternative names, as CertificateListing keeps them.
struct AlternativeNames {
    std::vector<std::string> dnsNames;
    std::vector<std::string> otherNames;
};

/// Reads GeneralNames; false, and no names, when it is not that. x400Address and ediPartyName are not looked into.
bool readAlternativeNames(const DerElement &generalNames, AlternativeNames &names);

/// Whether `element` is a well-formed GeneralName.
bool isGeneralName(const DerElement &element);
inline bool isUri(const DerElement &element) { return element.tag == std::uint8_t(GeneralNameKind::Uri); }

} // namespace hufu
