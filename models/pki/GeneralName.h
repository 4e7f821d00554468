// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/DerWriter.h"

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

    std::size_t size() const { return dnsNames.size() + otherNames.size(); }
    bool operator==(const AlternativeNames &) const = default;
};

/// Reads GeneralNames; false, and no names, when it is not that. x400Address and ediPartyName are not looked into.
bool readAlternativeNames(const DerElement &generalNames, AlternativeNames &names);

/// More names than this no certificate of this house carries.
constexpr std::size_t maxAlternativeNames = 100;

/// Whether these may stand in a certificate of this house: each as HostName.h asks, UPNs as user@domain, none twice (DNS names without regard
/// to case), at most maxAlternativeNames. TooLarge says how many there are; Malformed; Unsupported for kinds that are only read.
Result<void> checkAlternativeNames(const AlternativeNames &names);
/// Writes GeneralNames that checkAlternativeNames() accepted: DNS names first, each list in its order.
void writeAlternativeNames(DerWriter &writer, const AlternativeNames &names);

/// Whether `element` is a well-formed GeneralName.
bool isGeneralName(const DerElement &element);
inline bool isUri(const DerElement &element) { return element.tag == std::uint8_t(GeneralNameKind::Uri); }

} // namespace hufu
