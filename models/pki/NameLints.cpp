// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/LintInput.h"

#include "models/pki/DistinguishedName.h"
#include "models/pki/Oids.h"

#include <arpa/inet.h>

#include <algorithm>

namespace hufu {
namespace {

using namespace std::chrono;
using namespace CertificateFlag;

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return lower;
}

bool isWildcard(std::string_view name) { return name.find('*') != std::string_view::npos; }

/// RFC 9525 §6.3: '*' is the whole left-most label, and something follows it.
bool isWildcardMisplaced(std::string_view name)
{
    return isWildcard(name) && (!name.starts_with("*.") || name.size() == 2 || isWildcard(name.substr(1)));
}

/// A name the public root zone cannot hold: one label alone, or a top-level domain that RFC 6761, RFC 6762, RFC 8375 or ICANN keep
/// out, or that houses use inside. ".example" is left alone: it stands in documents and samples only.
bool isInternalName(std::string_view name)
{
    if (name.ends_with('.'))
        name.remove_suffix(1);
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos)
        return true;
    static constexpr std::string_view domains[] = {"corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain",
                                                   "localhost", "mail", "private", "test", "workgroup"};
    const std::string lower = lowered(name);
    const std::string_view top = std::string_view(lower).substr(dot + 1);
    return std::ranges::find(domains, top) != std::end(domains) || lower.ends_with(".home.arpa") || lower == "home.arpa";
}

struct Block {
    std::array<std::uint8_t, 4> prefix;
    int bits;
};

bool isInside(BytesView address, const Block &block)
{
    for (int bit = 0; bit < block.bits; ++bit) {
        const auto octet = static_cast<std::size_t>(bit / 8);
        if ((address[octet] ^ block.prefix[octet]) >> (7 - bit % 8) & 1)
            return false;
    }
    return true;
}

/// IANA's special-purpose registries (RFC 6890): addresses that are not globally reachable.
bool isReservedAddress(BytesView address)
{
    static constexpr Block v4[] = {{{0}, 8}, {{10}, 8}, {{100, 64}, 10}, {{127}, 8}, {{169, 254}, 16}, {{172, 16}, 12}, {{192, 0, 0}, 24},
                                   {{192, 0, 2}, 24}, {{192, 168}, 16}, {{198, 18}, 15}, {{198, 51, 100}, 24}, {{203, 0, 113}, 24},
                                   {{224}, 4}, {{240}, 4}};
    static constexpr Block v6[] = {{{0x20, 0x01, 0x00, 0x00}, 23}, {{0x20, 0x01, 0x0d, 0xb8}, 32}, {{0x3f, 0xff, 0x00}, 20}};
    const auto inside = [&](const Block &block) { return isInside(address, block); };
    if (address.size() == 4)
        return std::ranges::any_of(v4, inside);
    if (address.size() == 16)
        return (address[0] & 0xe0) != 0x20 || std::ranges::any_of(v6, inside); // global unicast is 2000::/3
    return false; // a range, as only name constraints have: not a name
}

std::string joined(const std::vector<std::string> &items)
{
    constexpr std::size_t shown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(items.size(), shown); ++i)
        text += (i == 0 ? "" : ", ") + items[i];
    return items.size() > shown ? text + ", … (" + std::to_string(items.size()) + ")" : text;
}

void addNames(const LintInput &input, Rule rule, const std::vector<std::string> &names)
{
    if (!names.empty())
        input.add(rule, joined(names));
}

std::vector<std::string> reservedAddresses(const std::vector<std::string> &otherNames)
{
    std::vector<std::string> reserved;
    for (const std::string &name : otherNames) {
        if (!name.starts_with("ip:"))
            continue;
        std::array<std::uint8_t, 16> octets{};
        const char *text = name.c_str() + 3;
        if ((inet_pton(AF_INET, text, octets.data()) == 1 && isReservedAddress(BytesView(octets).first(4)))
            || (inet_pton(AF_INET6, text, octets.data()) == 1 && isReservedAddress(octets)))
            reserved.emplace_back(text);
    }
    return reserved;
}

void lintCommonName(const LintInput &input)
{
    const CertificateListing &listing = input.listing;
    const std::string &name = listing.commonName;
    if (name.empty() || !input.has(HasSan))
        return;
    const bool isPublic = input.isPublicServer();
    if (!isPublic && !looksLikeHost(name))
        return; // a private CA may call its servers as it likes
    const auto same = [&](const std::string &other) { return isPublic ? other == name : lowered(other) == lowered(name); };
    if (std::ranges::none_of(listing.dnsNames, same) && std::ranges::find(listing.otherNames, "ip:" + name) == listing.otherNames.end())
        input.add(Rule::CommonNameNotInSan, name);
}

void lintAlternativeNames(const LintInput &input)
{
    const CertificateListing &listing = input.listing;
    std::vector<std::string> internal, underscored, misplaced, wildcards, repeated, seen;
    for (const std::string &name : listing.dnsNames) {
        if (isInternalName(name))
            internal.push_back(name);
        if (name.find('_') != std::string::npos)
            underscored.push_back(name);
        if (isWildcardMisplaced(name))
            misplaced.push_back(name);
        if (isWildcard(name))
            wildcards.push_back(name);
        seen.push_back(lowered(name));
    }
    seen.insert(seen.end(), listing.otherNames.begin(), listing.otherNames.end());
    std::ranges::sort(seen);
    for (auto at = seen.begin(); (at = std::adjacent_find(at, seen.end())) != seen.end(); at = std::upper_bound(at, seen.end(), *at))
        repeated.push_back(*at);

    addNames(input, Rule::DuplicateSan, repeated);
    addNames(input, Rule::WildcardMisplaced, misplaced);
    if (input.validationClass == ValidationClass::Ev)
        addNames(input, Rule::WildcardInEv, wildcards);
    if (!input.isPublicServer())
        return;
    const std::vector<std::string> reserved = reservedAddresses(listing.otherNames);
    internal.insert(internal.end(), reserved.begin(), reserved.end());
    addNames(input, Rule::InternalNameInPublic, internal);
    addNames(input, Rule::UnderscoreInName, underscored);
}

/// BR 7.1.4.2: attributes hold no metadata such as '.', '-' and ' ' alone.
bool saysNothing(BytesView value)
{
    return std::ranges::all_of(value, [](std::uint8_t c) { return c == '.' || c == '-' || c == ' ' || c == 0; }); // 0: half a BMPString's
}

std::string describe(BytesView oid, BytesView value)
{
    const char *name = attributeName(oid);
    std::string text = (name ? std::string(name) : oidText(oid)) + "=";
    std::ranges::copy_if(textOf(value), std::back_inserter(text), [](char c) { return c != 0; });
    return text;
}

void lintSubject(const LintInput &input)
{
    std::vector<std::string> empty;
    DerReader rdns(input.parts.subject.content);
    for (DerElement rdn, attribute, oid, value; rdns.next(DerTag::Set, rdn);) {
        for (DerReader attributes(rdn.content); attributes.next(DerTag::Sequence, attribute);) {
            DerReader parts(attribute.content);
            if (parts.next(DerTag::ObjectIdentifier, oid) && isObjectIdentifier(oid.content) && parts.next(value)
                && saysNothing(value.content))
                empty.push_back(describe(oid.content, value.content));
        }
    }
    addNames(input, Rule::EmptyAttribute, empty);
    const Instant forbiddenFrom = sys_days(2022y / September / 1);
    if (input.isPublicServer() && !input.listing.organizationalUnit.empty() && input.listing.notBefore >= forbiddenFrom)
        input.add(Rule::OrganizationalUnitInPublic, input.listing.organizationalUnit);
}

} // namespace

bool looksLikeHost(std::string_view name)
{
    std::array<std::uint8_t, 16> octets{};
    const std::string text(name);
    if (inet_pton(AF_INET, text.c_str(), octets.data()) == 1 || inet_pton(AF_INET6, text.c_str(), octets.data()) == 1)
        return true;
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto belongs = [&](char c) { return isLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '*' || c == '.'; };
    const std::size_t dot = name.rfind('.');
    return dot != std::string_view::npos && dot > 0 && std::ranges::all_of(name, belongs) && std::ranges::any_of(name.substr(dot), isLetter);
}

void lintNames(const LintInput &input)
{
    lintSubject(input);
    lintAlternativeNames(input);
    if (!input.servesTls())
        return;
    if (!input.has(HasSan))
        input.add(Rule::NoSubjectAltName, input.listing.commonName.empty() ? "-" : "CN=" + input.listing.commonName);
    lintCommonName(input);
}

} // namespace hufu
