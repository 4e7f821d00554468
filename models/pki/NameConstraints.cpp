// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/NameConstraints.h"

#include "models/pki/GeneralName.h"

#include <algorithm>

namespace hufu {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; }

bool endsWith(std::string_view name, std::string_view end)
{
    return name.size() >= end.size()
        && std::ranges::equal(name.substr(name.size() - end.size()), end, [](char a, char b) { return lower(a) == lower(b); });
}

/// A name lies within when it adds zero or more labels to the left. A constraint that begins with a dot asks for at least one, as OpenSSL and others
/// read it.
bool isWithin(std::string_view name, std::string_view domain)
{
    if (domain.empty())
        return true;
    if (domain.front() == '.')
        return name.size() > domain.size() && endsWith(name, domain);
    return endsWith(name, domain) && (name.size() == domain.size() || name[name.size() - domain.size() - 1] == '.');
}

/// The DNS names of GeneralSubtrees; false when it is not that.
bool readSubtrees(const DerElement &list, std::vector<std::string> &domains)
{
    DerReader reader(list.content);
    while (!reader.atEnd()) {
        DerElement subtree, base;
        if (!reader.next(DerTag::Sequence, subtree))
            return false;
        DerReader inside(subtree.content);
        if (!inside.next(base))
            return false;
        if (base.tag == std::uint8_t(GeneralNameKind::Dns))
            domains.emplace_back(textOf(base.content));
    }
    return true;
}

bool readConstraints(BytesView value, std::vector<std::string> &permitted, std::vector<std::string> &excluded)
{
    DerReader file(value);
    DerElement constraints, list;
    if (!file.next(DerTag::Sequence, constraints) || !file.atEnd())
        return false;
    DerReader reader(constraints.content);
    if (reader.next(DerTag::contextConstructed(0), list) && !readSubtrees(list, permitted))
        return false;
    if (reader.next(DerTag::contextConstructed(1), list) && !readSubtrees(list, excluded))
        return false;
    return reader.atEnd();
}

} // namespace

std::vector<std::string> excludedNames(const CertificateParts &ca, const std::vector<std::string> &dnsNames)
{
    const CertificateParts::Extension *extension = ca.extension(oids::nameConstraints.view());
    if (!extension)
        return {};
    std::vector<std::string> permitted, excluded, outside;
    if (!readConstraints(extension->value, permitted, excluded))
        return dnsNames;
    for (const std::string &name : dnsNames) {
        const auto holds = [&](const std::string &domain) { return isWithin(name, domain); };
        if ((!permitted.empty() && std::ranges::none_of(permitted, holds)) || std::ranges::any_of(excluded, holds))
            outside.push_back(name);
    }
    return outside;
}

bool hasNoRoomBelow(const CertificateParts &ca)
{
    const CertificateParts::Extension *extension = ca.extension(oids::basicConstraints.view());
    if (!extension)
        return true;
    DerReader file(extension->value);
    DerElement sequence, flag, length;
    if (!file.next(DerTag::Sequence, sequence))
        return true;
    DerReader reader(sequence.content);
    reader.next(DerTag::Boolean, flag);
    return reader.next(DerTag::Integer, length) && length.content.size() == 1 && length.content[0] == 0;
}

} // namespace hufu
