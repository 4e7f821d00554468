// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/HostName.h"

#include <QUrl>

#include <arpa/inet.h>

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t longestName = 253, longestLabel = 63;

std::unexpected<Error> refuse(const char *why, std::string_view name) { return fail(ErrorCode::Malformed, why, std::string(name)); }

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isPrintable(char c) { return c > ' ' && c < 0x7f; }

bool hasNul(std::string_view name) { return name.find('\0') != std::string_view::npos || name.find("\\00") != std::string_view::npos; }

/// Cyrillic and Greek letters that a reader takes for Latin ones (UTS 39, confusables).
bool looksLatin(char32_t c)
{
    constexpr std::u32string_view letters = U"асԁеһіјӏорԛѕԝхуъьҽпгѵѡ" U"αοντυρχικωγϲϳ";
    return letters.find(c) != std::u32string_view::npos;
}

bool isSubsetOf(unsigned scripts, unsigned allowed) { return (scripts & ~allowed) == 0; }

/// What is suspicious about a label in its own letters; null when nothing is.
const char *homographIn(const QString &label)
{
    enum : unsigned { Latin = 1, Han = 2, Hiragana = 4, Katakana = 8, Bopomofo = 16, Hangul = 32, Other = 64 };
    unsigned scripts = 0;
    bool anyLetter = false, allLookLatin = true, cyrillicOrGreek = false;
    QChar::Script other = QChar::Script_Common;
    bool severalOthers = false;
    for (const uint c : label.toUcs4()) {
        const QChar::Script script = QChar::script(c);
        if (script == QChar::Script_Common || script == QChar::Script_Inherited)
            continue;
        anyLetter = true;
        cyrillicOrGreek |= script == QChar::Script_Cyrillic || script == QChar::Script_Greek;
        allLookLatin &= looksLatin(c);
        switch (script) {
        case QChar::Script_Latin: scripts |= Latin; break;
        case QChar::Script_Han: scripts |= Han; break;
        case QChar::Script_Hiragana: scripts |= Hiragana; break;
        case QChar::Script_Katakana: scripts |= Katakana; break;
        case QChar::Script_Bopomofo: scripts |= Bopomofo; break;
        case QChar::Script_Hangul: scripts |= Hangul; break;
        default:
            scripts |= Other;
            severalOthers |= other != QChar::Script_Common && other != script;
            other = script;
        }
    }
    if (severalOthers || (scripts & Other && scripts != Other)
        || !(scripts & Other || isSubsetOf(scripts, Latin | Han | Hiragana | Katakana) || isSubsetOf(scripts, Latin | Han | Bopomofo)
             || isSubsetOf(scripts, Latin | Han | Hangul)))
        return "letters of several scripts in one label, as in a look-alike name";
    if (anyLetter && cyrillicOrGreek && allLookLatin)
        return "a label of letters that look Latin and are not";
    return nullptr;
}

/// An A-label (RFC 5890 §2.3.2.1): it stands for a U-label and that one's A-label is it.
const char *faultOfALabel(std::string_view label)
{
    const QByteArray ace = QByteArray(label.data(), qsizetype(label.size())).toLower();
    const QString unicode = QUrl::fromAce(ace, QUrl::IgnoreIDNWhitelist);
    if (unicode.startsWith(u"xn--") || QUrl::toAce(unicode, QUrl::IgnoreIDNWhitelist) != ace)
        return "an A-label that stands for no name";
    return homographIn(unicode);
}

const char *faultOfLabel(std::string_view label)
{
    if (label.empty())
        return "an empty label";
    if (label.size() > longestLabel)
        return "a label of more than 63 characters";
    if (label.find('*') != std::string_view::npos)
        return "a wildcard that is not the whole left-most label";
    if (!std::ranges::all_of(label, [](char c) { return isLetter(c) || isDigit(c) || c == '-'; }))
        return "a character that host names do not have";
    if (label.front() == '-' || label.back() == '-')
        return "a label that begins or ends with a hyphen";
    if (label.size() < 4 || label.substr(2, 2) != "--")
        return nullptr;
    const bool aLabel = (label[0] | 0x20) == 'x' && (label[1] | 0x20) == 'n';
    return aLabel ? faultOfALabel(label) : "hyphens where only A-labels have them"; // RFC 5891 §4.2.3.1
}

} // namespace

Result<void> checkDnsName(std::string_view name)
{
    if (hasNul(name))
        return refuse("a NUL inside the name", name);
    if (std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
        return refuse("letters outside ASCII, where an A-label (xn--…) belongs", name);
    if (name.empty() || name.size() > longestName)
        return refuse("a DNS name has 1 to 253 characters", name);
    std::string_view rest = name;
    if (isWildcard(rest)) {
        rest.remove_prefix(2);
        if (rest.find('.') == std::string_view::npos)
            return refuse("a wildcard right below the top", name);
    }
    for (;;) {
        const std::size_t dot = rest.find('.');
        const std::string_view label = rest.substr(0, dot);
        if (const char *fault = faultOfLabel(label))
            return refuse(fault, name);
        if (dot == std::string_view::npos) {
            if (std::ranges::all_of(label, isDigit))
                return refuse("an address or a number where a DNS name belongs", name);
            return {};
        }
        rest.remove_prefix(dot + 1);
        if (rest.empty())
            return refuse("a dot at the end", name);
    }
}

Result<void> checkEmail(std::string_view address)
{
    const std::size_t at = address.find('@');
    if (hasNul(address))
        return refuse("a NUL inside the address", address);
    if (at == 0 || at == std::string_view::npos || address.size() > 254
        || !std::ranges::all_of(address, [](char c) { return isPrintable(c) && c != '\\' && c != '"' && c != '<' && c != '>' && c != ','; }))
        return refuse("not a mail address", address);
    const std::string_view domain = address.substr(at + 1);
    if (isWildcard(domain) || !checkDnsName(domain))
        return refuse("not a mail address: its domain is no DNS name", address);
    return {};
}

Result<void> checkUri(std::string_view uri)
{
    const std::size_t colon = uri.find(':');
    if (hasNul(uri))
        return refuse("a NUL inside the URI", uri);
    const bool ok = colon != std::string_view::npos && colon != 0 && colon + 1 < uri.size() && uri.size() <= 2048 && isLetter(uri[0])
        && std::ranges::all_of(uri.substr(0, colon), [](char c) { return isLetter(c) || isDigit(c) || c == '+' || c == '-' || c == '.'; })
        && std::ranges::all_of(uri, [](char c) { return isPrintable(c) && std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos; });
    if (!ok)
        return refuse("not a URI", uri);
    return {};
}

Result<Bytes> addressOctets(std::string_view text)
{
    Bytes octets(16);
    const std::string copy(text);
    if (!hasNul(text) && inet_pton(AF_INET, copy.c_str(), octets.data()) == 1)
        octets.resize(4);
    else if (hasNul(text) || inet_pton(AF_INET6, copy.c_str(), octets.data()) != 1)
        return refuse("not an IP address of 4 or 16 octets", text);
    return octets;
}

} // namespace hufu
