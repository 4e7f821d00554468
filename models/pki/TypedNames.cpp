// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/TypedNames.h"

#include "models/pki/HostName.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::string_view separators[] = {" ", "\t", "\r", "\n", ",", ";", "，", "；", "、", "\u3000"};
constexpr std::string_view kinds[] = {"ip:", "email:", "uri:", "dns:"};

/// How many octets of a separator stand at the front; 0 when none does.
std::size_t separatorAt(std::string_view text)
{
    for (std::string_view separator : separators) {
        if (text.starts_with(separator))
            return separator.size();
    }
    return 0;
}

/// Which kind the word says that it is; empty when it says nothing.
std::string_view kindSaid(std::string_view word)
{
    for (std::string_view kind : kinds) {
        const auto same = [](char typed, char letter) { return (typed >= 'A' && typed <= 'Z' ? char(typed | 0x20) : typed) == letter; };
        if (word.size() >= kind.size() && std::ranges::equal(word.substr(0, kind.size()), kind, same))
            return kind;
    }
    return {};
}

void add(AlternativeNames &names, std::string_view word)
{
    std::string_view kind = kindSaid(word);
    word.remove_prefix(kind.size());
    if (kind.empty())
        kind = word.contains("://") ? "uri:" : word.contains('@') ? "email:" : addressOctets(word) ? "ip:" : "dns:";
    if (kind == "dns:")
        names.dnsNames.emplace_back(word);
    else
        names.otherNames.push_back(std::string(kind) + std::string(word));
}

} // namespace

Result<AlternativeNames> namesFromText(std::string_view text)
{
    AlternativeNames names;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const std::size_t separator = at < text.size() ? separatorAt(text.substr(at)) : 1;
        if (separator == 0)
            continue;
        if (at > begin)
            add(names, text.substr(begin, at - begin));
        at += separator - 1;
        begin = at + 1;
    }
    if (const Result<void> ok = checkAlternativeNames(names); !ok)
        return std::unexpected(ok.error());
    return names;
}

} // namespace hufu
