// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/DerReader.h"

#include <string>
#include <vector>

namespace hufu {

/// One attribute of a subject as it is asked for and written: a short name ("C", "ST", "L", "O", "OU", "CN", "serialNumber", "UID", "title", "role",
/// "businessCategory", "jurisdictionC" …) or a dotted OID, and its text in UTF-8.
struct SubjectAttribute {
    std::string type;
    std::string value;
    bool operator==(const SubjectAttribute &) const = default;
};
using SubjectAttributes = std::vector<SubjectAttribute>;

/// The first value of this type; empty when there is none.
std::string_view valueOf(const SubjectAttributes &attributes, std::string_view type);

/// Reads a Name (RFC 5280 §4.1.2.4) in the order of encoding. Malformed when a value holds control characters, NUL among them, or
/// ones that are not seen (directions, joiners), or is no text.
/// `name` has been accepted by readDistinguishedName().
Result<SubjectAttributes> readSubjectAttributes(const DerElement &name);

/// Writes a Name: one attribute per RDN, in X.521's order (country first, common name last but for what identifies it further), countries
/// and serialNumber as PrintableString, emailAddress as IA5String, the rest as UTF8String (RFC 5280 §4.1.2.4). InvalidArgument, the subject
/// being the attribute: unknown here, empty or only blanks and dots, longer than RFC 5280 §A.1 allows, control or invisible characters, not UTF-8, or a country
/// that is not two capital letters; the same type twice but for OU.
Result<Bytes> encodeSubject(SubjectAttributes attributes);

} // namespace hufu
