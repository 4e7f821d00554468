// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/DistinguishedName.h"

#include "models/pki/CertificateListing.h"
#include "models/pki/Oids.h"

namespace hufu {
namespace {

using namespace oids;

constexpr std::size_t maxAttributes = 128; // real names have six, the longest known some thirty
constexpr char32_t replacement = 0xfffd;

// How a character stands in the text: as it is, or escaped.
constexpr std::uint8_t Control = 1, Special = 2, NotAscii = 4;
constexpr std::array<std::uint8_t, 256> characterClass = [] {
    std::array<std::uint8_t, 256> classes{};
    for (std::size_t c = 0; c < 0x20; ++c)
        classes[c] = Control;
    classes[0x7f] = Control;
    for (std::size_t c = 0x80; c < 0x100; ++c)
        classes[c] = NotAscii;
    for (char c : std::string_view(",+\"\\<>;")) // RFC 4514 §2.4
        classes[static_cast<std::uint8_t>(c)] = Special;
    return classes;
}();

constexpr std::string_view upperDigits = "0123456789ABCDEF";

void appendHexPair(std::string &text, std::uint8_t octet)
{
    text.push_back(upperDigits[octet >> 4]);
    text.push_back(upperDigits[octet & 0x0f]);
}

void appendUtf8(std::string &text, char32_t c)
{
    if (c < 0x80) {
        text.push_back(static_cast<char>(c));
        return;
    }
    if (c < 0x800) {
        text.push_back(static_cast<char>(0xc0 | c >> 6));
    } else {
        if (c < 0x10000) {
            text.push_back(static_cast<char>(0xe0 | c >> 12));
        } else {
            text.push_back(static_cast<char>(0xf0 | c >> 18));
            text.push_back(static_cast<char>(0x80 | (c >> 12 & 0x3f)));
        }
        text.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3f)));
    }
    text.push_back(static_cast<char>(0x80 | (c & 0x3f)));
}

bool isScalar(char32_t c) { return c < 0xd800 || (c > 0xdfff && c <= 0x10ffff); }

/// The character at the front of `bytes`, which is shortened by what was read; U+110000, one octet on, when there is none.
char32_t takeUtf8(BytesView &bytes)
{
    constexpr char32_t none = 0x110000;
    const std::uint8_t first = bytes[0];
    const std::size_t size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    char32_t c = size <= 1 ? first : first & (0x7fu >> size);
    bool ok = size != 0 && size <= bytes.size();
    for (std::size_t i = 1; ok && i < size; ++i) {
        ok = (bytes[i] & 0xc0) == 0x80;
        c = c << 6 | (bytes[i] & 0x3f);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    ok = ok && c >= least[size] && isScalar(c);
    bytes = bytes.subspan(ok ? size : 1);
    return ok ? c : none;
}

/// Calls `put` with each character; false when one is invalid and invalid ones are refused.
template <typename Put>
bool eachCharacter(std::uint8_t tag, BytesView content, InvalidText invalid, Put put)
{
    const auto putChecked = [&](char32_t c) {
        if (!isScalar(c)) {
            if (invalid == InvalidText::Refuse)
                return false;
            c = replacement;
        }
        put(c);
        return true;
    };
    const auto putUnits = [&](std::size_t size) {
        if (content.size() % size != 0)
            return false;
        for (; !content.empty(); content = content.subspan(size)) {
            char32_t c = 0;
            for (std::size_t i = 0; i < size; ++i)
                c = c << 8 | content[i];
            if (!putChecked(c))
                return false;
        }
        return true;
    };
    switch (tag) {
    case DerTag::Utf8String:
        while (!content.empty()) {
            if (!putChecked(takeUtf8(content)))
                return false;
        }
        return true;
    case DerTag::BmpString:
        return putUnits(2);
    case DerTag::UniversalString:
        return putUnits(4);
    case DerTag::NumericString:
    case DerTag::PrintableString:
    case DerTag::T61String:
    case DerTag::Ia5String:
    case DerTag::VisibleString:
        return putUnits(1);
    default:
        return false;
    }
}

/// Whether every octet is ASCII that needs none of `escapes`: the ordinary case, copied as it is.
bool isPlain(std::uint8_t tag, BytesView content, std::uint8_t escapes)
{
    if (tag == DerTag::BmpString || tag == DerTag::UniversalString)
        return false;
    std::uint8_t seen = 0;
    for (std::uint8_t octet : content)
        seen |= characterClass[octet];
    return (seen & (escapes | NotAscii)) == 0;
}

/// A value of RFC 4514 §2.4.
bool appendEscaped(std::string &text, const DerElement &value)
{
    const std::size_t start = text.size();
    if (isPlain(value.tag, value.content, Control | Special)) {
        text.append(textOf(value.content));
    } else {
        const bool ok = eachCharacter(value.tag, value.content, InvalidText::Refuse, [&](char32_t c) {
            const std::uint8_t kind = c < 0x80 ? characterClass[c] : 0;
            if (kind != 0)
                text.push_back('\\');
            if (kind == Control)
                appendHexPair(text, static_cast<std::uint8_t>(c));
            else
                appendUtf8(text, c);
        });
        if (!ok)
            return false;
    }
    if (text.size() == start)
        return true;
    if (text[start] == ' ' || text[start] == '#')
        text.insert(start, 1, '\\');
    const bool endsInEscapedSpace = text.size() == start + 2 && text[start] == '\\';
    if (text.back() == ' ' && !endsInEscapedSpace)
        text.insert(text.size() - 1, 1, '\\');
    return true;
}

/// RFC 4514 §2.4: what has no string form is written as # and its encoding.
void appendEncoded(std::string &text, BytesView encoded)
{
    text.push_back('#');
    for (std::uint8_t octet : encoded)
        appendHexPair(text, octet);
}

bool isNameString(std::uint8_t tag)
{
    switch (tag) {
    case DerTag::Utf8String:
    case DerTag::NumericString:
    case DerTag::PrintableString:
    case DerTag::T61String:
    case DerTag::Ia5String:
    case DerTag::UniversalString:
    case DerTag::BmpString:
        return true;
    default:
        return false;
    }
}

bool isText(const DerElement &value)
{
    if (value.tag == DerTag::Utf8String || value.tag == DerTag::BmpString || value.tag == DerTag::UniversalString)
        return eachCharacter(value.tag, value.content, InvalidText::Refuse, [](char32_t) {});
    return true;
}

bool readAttribute(DerReader &rdn, EncodedAttribute &attribute, DerFailure &failure)
{
    DerElement pair, type;
    if (!expect(rdn, DerTag::Sequence, pair, "a name's attribute", failure))
        return false;
    DerReader inside(pair.content);
    if (!inside.next(DerTag::ObjectIdentifier, type) || !isObjectIdentifier(type.content))
        return failure.set(pair.content.data(), "the type of a name's attribute");
    attribute.type = type.content;
    const std::uint8_t *const at = inside.position();
    DerBits bits;
    const bool ok = inside.next(attribute.value) && inside.atEnd()
        && (isNameString(attribute.value.tag) || attribute.value.tag == DerTag::Sequence
            || (attribute.value.tag == DerTag::BitString && readBits(attribute.value.content, bits)));
    return ok || failure.set(at, "the value of a name's attribute");
}

/// Keeps the attributes that lists and rules ask for.
void note(const EncodedAttribute &attribute, DistinguishedName &result, bool &hasSurname, bool &hasGivenName)
{
    const auto keep = [&](std::string &field) {
        field.clear();
        if (!appendText(field, attribute.value.tag, attribute.value.content, InvalidText::Replace))
            field.clear();
    };
    const BytesView type = attribute.type;
    if (type.size() == 3 && type[0] == 0x55 && type[1] == 0x04) { // 2.5.4.x
        switch (type[2]) {
        case commonName.octets[2]:
            return keep(result.commonName);
        case organization.octets[2]:
            result.flags |= CertificateFlag::SubjectHasOrganization;
            return keep(result.organization);
        case organizationalUnit.octets[2]:
            return keep(result.organizationalUnit);
        case surname.octets[2]:
            hasSurname = true;
            return;
        case givenName.octets[2]:
            hasGivenName = true;
            return;
        case serialNumber.octets[2]:
            result.flags |= CertificateFlag::SubjectHasSerialNumber;
            return;
        case country.octets[2]:
            result.flags |= CertificateFlag::SubjectHasCountry;
            return;
        case locality.octets[2]:
        case state.octets[2]:
            result.flags |= CertificateFlag::SubjectHasLocality;
            return;
        case businessCategory.octets[2]:
            result.flags |= CertificateFlag::SubjectHasBusinessCategory;
            return;
        }
    } else if (jurisdictionCountry == type || jurisdictionState == type || jurisdictionLocality == type) {
        result.flags |= CertificateFlag::SubjectHasJurisdiction;
    }
}

} // namespace

bool appendText(std::string &text, std::uint8_t tag, BytesView content, InvalidText invalid)
{
    if (isPlain(tag, content, Control) && (isNameString(tag) || tag == DerTag::VisibleString)) {
        text.append(textOf(content));
        return true;
    }
    return eachCharacter(tag, content, invalid, [&](char32_t c) {
        if (c < 0x80 && characterClass[c] == Control) {
            text.push_back('\\');
            appendHexPair(text, static_cast<std::uint8_t>(c));
        } else {
            appendUtf8(text, c);
        }
    });
}

bool readAttributes(const DerElement &name, std::vector<EncodedAttribute> &attributes, DerFailure &failure)
{
    attributes.reserve(8);
    DerReader rdns(name.content);
    while (!rdns.atEnd()) {
        DerElement set;
        if (!expect(rdns, DerTag::Set, set, "a relative distinguished name", failure))
            return false;
        DerReader rdn(set.content);
        if (rdn.atEnd())
            return failure.set(set.content.data(), "an attribute in the relative distinguished name");
        while (!rdn.atEnd()) {
            if (attributes.size() == maxAttributes)
                return failure.set(rdn.position(), "at most 128 attributes in a name", true);
            EncodedAttribute &attribute = attributes.emplace_back();
            if (!readAttribute(rdn, attribute, failure))
                return false;
            attribute.sharesRdnWithNext = !rdn.atEnd();
        }
    }
    return true;
}

bool readDistinguishedName(const DerElement &name, DistinguishedName &result, DerFailure &failure)
{
    std::vector<EncodedAttribute> attributes;
    if (!readAttributes(name, attributes, failure))
        return false;
    bool hasSurname = false, hasGivenName = false;
    for (const EncodedAttribute &attribute : attributes)
        note(attribute, result, hasSurname, hasGivenName);
    if (hasSurname && hasGivenName)
        result.flags |= CertificateFlag::SubjectHasPersonName;

    result.text.reserve(name.content.size());
    for (std::size_t i = attributes.size(); i-- > 0;) { // RFC 4514 §2.1: starting with the last element
        const EncodedAttribute &attribute = attributes[i];
        if (i + 1 < attributes.size())
            result.text.push_back(attribute.sharesRdnWithNext ? '+' : ',');
        const char *known = attributeName(attribute.type);
        result.text += known ? std::string_view(known) : std::string_view(oidText(attribute.type));
        result.text.push_back('=');
        if (known && isNameString(attribute.value.tag)) {
            if (!appendEscaped(result.text, attribute.value))
                return failure.set(attribute.value.content.data(), "text as its string type says");
        } else {
            if (!isText(attribute.value))
                return failure.set(attribute.value.content.data(), "text as its string type says");
            appendEncoded(result.text, attribute.value.encoded);
        }
    }
    return true;
}

const char *attributeName(BytesView oid)
{
    if (oid.size() == 3 && oid[0] == 0x55 && oid[1] == 0x04) { // X.520, 2.5.4.x
        switch (oid[2]) {
        case 3: return "CN";
        case 4: return "SN";
        case 5: return "serialNumber";
        case 6: return "C";
        case 7: return "L";
        case 8: return "ST";
        case 9: return "street";
        case 10: return "O";
        case 11: return "OU";
        case 12: return "title";
        case 13: return "description";
        case 15: return "businessCategory";
        case 16: return "postalAddress";
        case 17: return "postalCode";
        case 18: return "postOfficeBox";
        case 19: return "physicalDeliveryOfficeName";
        case 20: return "telephoneNumber";
        case 23: return "facsimileTelephoneNumber";
        case 41: return "name";
        case 42: return "GN";
        case 43: return "initials";
        case 44: return "generationQualifier";
        case 45: return "x500UniqueIdentifier";
        case 46: return "dnQualifier";
        case 51: return "houseIdentifier";
        case 65: return "pseudonym";
        case 72: return "role";
        case 97: return "organizationIdentifier";
        default: return nullptr;
        }
    }
    static constexpr struct {
        Oid type;
        const char *name;
    } others[] = {
        {"1.2.840.113549.1.9.1"_oid, "emailAddress"}, {"0.9.2342.19200300.100.1.25"_oid, "DC"},
        {"0.9.2342.19200300.100.1.1"_oid, "UID"},     {jurisdictionCountry, "jurisdictionC"},
        {jurisdictionState, "jurisdictionST"},        {jurisdictionLocality, "jurisdictionL"},
        {"1.2.840.113549.1.9.2"_oid, "unstructuredName"}, {"1.2.840.113549.1.9.8"_oid, "unstructuredAddress"},
        {"0.9.2342.19200300.100.1.3"_oid, "mail"},
    };
    for (const auto &other : others) {
        if (other.type == oid)
            return other.name;
    }
    return nullptr;
}

} // namespace hufu
