// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/GeneralName.h"

#include "models/pki/DistinguishedName.h"
#include "models/pki/HostName.h"
#include "models/pki/Oids.h"

#include <cstdio>
#include <set>

namespace hufu {
namespace {

/// `kind:` and the text of an IA5String; people put UTF-8 there (against RFC 9549), so it is read as that.
std::string prefixed(std::string_view kind, BytesView content)
{
    std::string text(kind);
    appendText(text, DerTag::Utf8String, content, InvalidText::Replace);
    return text;
}

/// RFC 5952 §4: lower case, the longest run of zero groups (the first of equals, at least two) as "::".
std::string ipv6Text(BytesView octets)
{
    unsigned groups[8];
    for (std::size_t i = 0; i < 8; ++i)
        groups[i] = unsigned(octets[2 * i]) << 8 | octets[2 * i + 1];
    std::size_t bestStart = 8, bestLength = 1;
    for (std::size_t start = 0; start < 8; ++start) {
        std::size_t end = start;
        while (end < 8 && groups[end] == 0)
            ++end;
        if (end - start > bestLength) {
            bestStart = start;
            bestLength = end - start;
        }
    }
    std::string text;
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == bestStart) {
            text += "::";
            i += bestLength - 1;
            continue;
        }
        if (!text.empty() && text.back() != ':')
            text.push_back(':');
        char group[5];
        std::snprintf(group, sizeof group, "%x", groups[i] & 0xffff);
        text += group;
    }
    return text;
}

std::string ipText(BytesView octets)
{
    if (octets.size() == 16)
        return "ip:" + ipv6Text(octets);
    if (octets.size() != 4)
        return "ip:#" + toHex(octets);
    char text[20];
    std::snprintf(text, sizeof text, "ip:%u.%u.%u.%u", octets[0], octets[1], octets[2], octets[3]);
    return text;
}

/// OtherName ::= SEQUENCE { type-id, value [0] EXPLICIT ANY }
bool readOtherName(const DerElement &element, DerElement &type, DerElement &value)
{
    DerReader reader(element.content);
    DerElement wrapped;
    if (!reader.next(DerTag::ObjectIdentifier, type) || !isObjectIdentifier(type.content)
        || !reader.next(DerTag::contextConstructed(0), wrapped) || !reader.atEnd())
        return false;
    DerReader inside(wrapped.content);
    return inside.next(value) && inside.atEnd() && isWellFormedAny(value);
}

bool otherNameText(const DerElement &element, std::string &text)
{
    DerElement type, value;
    if (!readOtherName(element, type, value))
        return false;
    text = "upn:";
    if (!(oids::userPrincipalName == type.content) || !appendText(text, value.tag, value.content, InvalidText::Replace))
        text = "other:" + oidText(type.content);
    return true;
}

bool directoryNameText(const DerElement &element, std::string &text)
{
    DerReader reader(element.content); // [4] EXPLICIT, because Name is a CHOICE
    DerElement name;
    DistinguishedName read;
    DerFailure failure;
    if (!reader.next(DerTag::Sequence, name) || !reader.atEnd() || !readDistinguishedName(name, read, failure))
        return false;
    text = "dirname:" + read.text;
    return true;
}

/// False when the element is no GeneralName. A dNSName's text comes without prefix.
bool generalNameText(const DerElement &element, std::string &text)
{
    switch (static_cast<GeneralNameKind>(element.tag)) {
    case GeneralNameKind::Dns:
        text = prefixed("", element.content);
        return true;
    case GeneralNameKind::Email:
        text = prefixed("email:", element.content);
        return true;
    case GeneralNameKind::Uri:
        text = prefixed("uri:", element.content);
        return true;
    case GeneralNameKind::IpAddress:
        text = ipText(element.content);
        return true;
    case GeneralNameKind::OtherName:
        return otherNameText(element, text);
    case GeneralNameKind::DirectoryName:
        return directoryNameText(element, text);
    case GeneralNameKind::RegisteredId:
        if (!isObjectIdentifier(element.content))
            return false;
        text = "rid:" + oidText(element.content);
        return true;
    case GeneralNameKind::X400Address:
        text = "other:x400Address";
        return true;
    case GeneralNameKind::EdiPartyName:
        text = "other:ediPartyName";
        return true;
    }
    return false;
}

/// A userPrincipalName of Windows: user@domain in UTF-8, both parts there.
Result<void> checkUpn(std::string_view name)
{
    const std::size_t at = name.find('@');
    const bool ok = at != 0 && at != std::string_view::npos && at + 1 < name.size() && name.find('\\') == std::string_view::npos
        && name.find("\ufffd") == std::string_view::npos && name.size() <= 1024;
    if (!ok)
        return fail(ErrorCode::Malformed, "not a user principal name, user@domain", std::string(name));
    return {};
}

/// "email:a@b" into its kind and its text.
std::pair<std::string_view, std::string_view> split(std::string_view name)
{
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? std::pair{std::string_view(), name} : std::pair{name.substr(0, colon), name.substr(colon + 1)};
}

Result<void> checkOtherName(std::string_view name)
{
    const auto [kind, text] = split(name);
    if (kind == "ip") {
        const Result<Bytes> octets = addressOctets(text);
        return octets ? Result<void>() : std::unexpected(octets.error());
    }
    if (kind == "email")
        return checkEmail(text);
    if (kind == "uri")
        return checkUri(text);
    if (kind == "upn")
        return checkUpn(text);
    return fail(ErrorCode::Unsupported, "a kind of name that is not issued here", std::string(name));
}

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; });
    return lower;
}

void writeOtherName(DerWriter &writer, std::string_view name)
{
    const auto [kind, text] = split(name);
    if (kind == "ip") {
        writer.element(std::uint8_t(GeneralNameKind::IpAddress), addressOctets(text).value_or(Bytes{}));
    } else if (kind == "email") {
        writer.element(std::uint8_t(GeneralNameKind::Email), viewOf(text));
    } else if (kind == "uri") {
        writer.element(std::uint8_t(GeneralNameKind::Uri), viewOf(text));
    } else if (kind == "upn") {
        writer.constructed(std::uint8_t(GeneralNameKind::OtherName), [&, value = text] {
            writer.oid(oids::userPrincipalName);
            writer.context(0, [&] { writer.utf8String(value); });
        });
    }
}

} // namespace

Result<void> checkAlternativeNames(const AlternativeNames &names)
{
    if (names.size() > maxAlternativeNames)
        return fail(ErrorCode::TooLarge, std::to_string(names.size()) + " names; a certificate carries at most "
                                             + std::to_string(maxAlternativeNames));
    std::set<std::string> seen;
    for (const std::string &name : names.dnsNames) {
        if (const Result<void> ok = checkDnsName(name); !ok)
            return ok;
        if (!seen.insert(lowered(name)).second)
            return fail(ErrorCode::Malformed, "the same name twice", name);
    }
    for (const std::string &name : names.otherNames) {
        if (const Result<void> ok = checkOtherName(name); !ok)
            return ok;
        if (!seen.insert(name).second)
            return fail(ErrorCode::Malformed, "the same name twice", name);
    }
    return {};
}

void writeAlternativeNames(DerWriter &writer, const AlternativeNames &names)
{
    writer.sequence([&] {
        for (const std::string &name : names.dnsNames)
            writer.element(std::uint8_t(GeneralNameKind::Dns), viewOf(name));
        for (const std::string &name : names.otherNames)
            writeOtherName(writer, name);
    });
}

bool readAlternativeNames(const DerElement &generalNames, AlternativeNames &names)
{
    DerReader reader(generalNames.content);
    while (!reader.atEnd()) {
        DerElement element;
        std::string text;
        if (!reader.next(element) || !generalNameText(element, text)) {
            names = {};
            return false;
        }
        auto &list = element.tag == std::uint8_t(GeneralNameKind::Dns) ? names.dnsNames : names.otherNames;
        list.push_back(std::move(text));
    }
    return true;
}

bool isGeneralName(const DerElement &element)
{
    if (isUri(element))
        return true; // nearly all of them
    std::string text;
    return generalNameText(element, text);
}

} // namespace hufu
