// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/DerReader.h"

#include <string>
#include <vector>

namespace hufu {

/// A Name (RFC 5280 §4.1.2.4) as text, with the attributes that lists show by themselves.
struct DistinguishedName {
    std::string text;               ///< RFC 4514: most specific first; control characters escaped as \0A
    std::string commonName;         ///< of each attribute the most specific one, unescaped but for control characters
    std::string organization;
    std::string organizationalUnit;
    std::uint32_t flags = 0;        ///< CertificateFlag::SubjectHas…
};

/// Reads the RDNSequence inside `name`. Refuses what OpenSSL refuses in a name: other string types than RFC 5280's and
/// text that is not what its type says. At most 128 attributes.
bool readDistinguishedName(const DerElement &name, DistinguishedName &result, DerFailure &failure);

/// One attribute as it stands in a name: views into it.
struct EncodedAttribute {
    BytesView type; ///< content octets of its OBJECT IDENTIFIER
    DerElement value;
    bool sharesRdnWithNext = false;
};

/// The attributes of the RDNSequence inside `name`, in the order of encoding; what readDistinguishedName() makes its text of.
bool readAttributes(const DerElement &name, std::vector<EncodedAttribute> &attributes, DerFailure &failure);

/// The attribute's short name as OpenSSL and RFC 4514 §3 write it ("CN", "emailAddress"); null when it has none here.
const char *attributeName(BytesView oid);

enum class InvalidText { Refuse, Replace }; ///< …by U+FFFD

/// Appends a string value as UTF-8: UTF8String, BMPString and UniversalString by their own rules, single-byte types as Latin-1 (as
/// OpenSSL reads them). Control characters become \XX. False when refused, or when `tag` is no string type.
bool appendText(std::string &text, std::uint8_t tag, BytesView content, InvalidText invalid);

} // namespace hufu
