// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/SubjectName.h"

#include "models/pki/DerWriter.h"
#include "models/pki/DistinguishedName.h"

#include <QList>
#include <QString>

#include <algorithm>

namespace hufu {
namespace {

using namespace oids;

struct Writable {
    const char *type;
    Oid oid;
    std::uint8_t tag;
    std::size_t longest; ///< characters, the upper bounds of RFC 5280 §A.1; EV Guidelines §7.1.4.2 for theirs
};

/// In the order in which they are written.
constexpr Writable writable[] = {
    {"C", country, DerTag::PrintableString, 2},
    {"jurisdictionC", jurisdictionCountry, DerTag::PrintableString, 2},
    {"jurisdictionST", jurisdictionState, DerTag::Utf8String, 128},
    {"jurisdictionL", jurisdictionLocality, DerTag::Utf8String, 128},
    {"ST", state, DerTag::Utf8String, 128},
    {"L", locality, DerTag::Utf8String, 128},
    {"O", organization, DerTag::Utf8String, 64},
    {"OU", organizationalUnit, DerTag::Utf8String, 64},
    {"businessCategory", businessCategory, DerTag::Utf8String, 128},
    {"title", "2.5.4.12"_oid, DerTag::Utf8String, 64},
    {"role", "2.5.4.72"_oid, DerTag::Utf8String, 64}, // X.520 §6.11.1 says DirectoryString without a bound
    {"CN", commonName, DerTag::Utf8String, 64},
    {"serialNumber", serialNumber, DerTag::PrintableString, 64},
    {"UID", "0.9.2342.19200300.100.1.1"_oid, DerTag::Utf8String, 256},
    {"emailAddress", "1.2.840.113549.1.9.1"_oid, DerTag::Ia5String, 255},
};

const Writable *find(std::string_view type)
{
    const auto found = std::ranges::find_if(writable, [&](const Writable &w) { return type == w.type; });
    return found == std::end(writable) ? nullptr : found;
}

bool isControl(char32_t c) { return c < 0x20 || c == 0x7f; }

/// Looks at the units of a string value as its type has them; everything else in it was checked when the name was read.
bool hasControl(const DerElement &value)
{
    const std::size_t unit = value.tag == DerTag::BmpString ? 2 : value.tag == DerTag::UniversalString ? 4 : 1;
    for (std::size_t at = 0; at + unit <= value.content.size(); at += unit) {
        char32_t c = 0;
        for (std::size_t i = 0; i < unit; ++i)
            c = c << 8 | value.content[at + i];
        if (isControl(c))
            return true;
    }
    return false;
}

/// Characters that nobody sees and that change what is seen: directions, joiners, the byte order mark, controls beyond ASCII.
bool hasInvisible(std::string_view text)
{
    const QList<uint> codePoints = QString::fromUtf8(text.data(), qsizetype(text.size())).toUcs4();
    return std::ranges::any_of(codePoints, [](uint c) {
        const QChar::Category category = QChar::category(c);
        return category == QChar::Other_Format || category == QChar::Other_Control;
    });
}

/// PrintableString, X.680 §41.4.
bool isPrintableString(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view(" '()+,-./:=?").find(c) != std::string_view::npos;
    });
}

/// Characters of UTF-8; nothing when it is not that.
std::optional<std::size_t> characters(std::string_view text)
{
    std::string read;
    if (!appendText(read, DerTag::Utf8String, viewOf(text), InvalidText::Refuse))
        return {};
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

const char *faultOf(const Writable &kind, std::string_view value)
{
    const std::optional<std::size_t> length = characters(value);
    if (!length)
        return "not UTF-8";
    if (hasInvisible(value))
        return "an invisible or control character in the name";
    if (std::ranges::all_of(value, [](char c) { return c == ' ' || c == '.' || c == '-'; })) // BR 7.1.4.2
        return "a value that says nothing";
    if (*length > kind.longest)
        return "longer than RFC 5280 allows";
    if (kind.longest == 2 && (value.size() != 2 || !std::ranges::all_of(value, [](char c) { return c >= 'A' && c <= 'Z'; })))
        return "a country is two capital letters (ISO 3166)";
    if (kind.tag == DerTag::PrintableString && !isPrintableString(value))
        return "characters that a PrintableString does not have";
    if (kind.tag == DerTag::Ia5String && *length != value.size())
        return "characters outside ASCII";
    return nullptr;
}

} // namespace

std::string_view valueOf(const SubjectAttributes &attributes, std::string_view type)
{
    const auto found = std::ranges::find(attributes, type, &SubjectAttribute::type);
    return found == attributes.end() ? std::string_view() : found->value;
}

Result<SubjectAttributes> readSubjectAttributes(const DerElement &name)
{
    std::vector<EncodedAttribute> encoded;
    DerFailure failure;
    if (!readAttributes(name, encoded, failure))
        return fail(ErrorCode::Malformed, std::string("expected ") + failure.expected);
    SubjectAttributes attributes;
    for (const EncodedAttribute &attribute : encoded) {
        const char *known = attributeName(attribute.type);
        SubjectAttribute &read = attributes.emplace_back(known ? std::string(known) : oidText(attribute.type), std::string());
        const bool isText = appendText(read.value, attribute.value.tag, attribute.value.content, InvalidText::Refuse);
        if (!isText)
            return fail(ErrorCode::Malformed, "an attribute of the subject that is no text", read.type);
        if (hasControl(attribute.value))
            return fail(ErrorCode::Malformed, "a NUL or another control character in the subject", read.type + "=" + read.value);
        if (hasInvisible(read.value))
            return fail(ErrorCode::Malformed, "an invisible character in the subject", read.type + "=" + read.value);
    }
    return attributes;
}

Result<Bytes> encodeSubject(SubjectAttributes attributes)
{
    for (const SubjectAttribute &attribute : attributes) {
        const Writable *kind = find(attribute.type);
        const char *fault = kind ? faultOf(*kind, attribute.value) : "an attribute that is not written here";
        if (!fault && attribute.type != "OU" && std::ranges::count(attributes, attribute.type, &SubjectAttribute::type) > 1)
            fault = "more than one of this type";
        if (fault)
            return fail(ErrorCode::InvalidArgument, fault, attribute.type + "=" + attribute.value);
    }
    std::ranges::stable_sort(attributes, {}, [](const SubjectAttribute &a) { return find(a.type) - writable; });
    DerWriter writer;
    writer.sequence([&] {
        for (const SubjectAttribute &attribute : attributes) {
            const Writable *kind = find(attribute.type);
            writer.set([&] {
                writer.sequence([&] {
                    writer.oid(kind->oid);
                    writer.element(kind->tag, viewOf(attribute.value));
                });
            });
        }
    });
    return writer.take();
}

} // namespace hufu
