// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/ServiceIndex.h"

#include <algorithm>
#include <limits>

namespace hufu {
namespace {

/// ".example" of "his.example"; empty when there is no label before a dot.
std::string_view parentOf(std::string_view host)
{
    const std::size_t dot = host.find('.');
    return dot == std::string_view::npos || dot == 0 ? std::string_view() : host.substr(dot);
}

} // namespace

ServiceIndex::ServiceIndex(std::span<const Service> services)
{
    const std::size_t count = std::min<std::size_t>(services.size(), std::numeric_limits<std::uint16_t>::max());
    for (std::size_t at = 0; at < count; ++at) {
        m_byId.emplace(services[at].id, static_cast<std::uint16_t>(at));
        for (const std::string &host : services[at].hosts) {
            m_exact[host].push_back(static_cast<std::uint16_t>(at));
            if (const std::string_view parent = parentOf(host); !parent.empty())
                m_byParent[std::string(parent)].push_back(static_cast<std::uint16_t>(at));
        }
    }
}

void ServiceIndex::find(std::string_view name, std::vector<std::uint16_t> &found) const
{
    const auto take = [&](const Map &map, std::string_view key) {
        if (const auto entry = map.find(key); entry != map.end())
            found.insert(found.end(), entry->second.begin(), entry->second.end());
    };
    take(m_exact, name);
    if (name.starts_with("*.")) {
        take(m_byParent, name.substr(1));
    } else if (const std::string_view parent = parentOf(name); !parent.empty()) {
        std::string wildcard = "*";
        wildcard += parent;
        take(m_exact, wildcard);
    }
}

std::vector<std::uint16_t> ServiceIndex::servicesOf(const CertificateColumns &facts, const SightingColumns &sightings, std::uint32_t row,
                                                    std::string_view requested) const
{
    std::vector<std::uint16_t> found;
    if (!m_exact.empty())
        findByNames(facts, sightings, row, found);
    if (!requested.empty()) {
        if (const auto service = m_byId.find(requested); service != m_byId.end())
            found.push_back(service->second);
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

void ServiceIndex::findByNames(const CertificateColumns &facts, const SightingColumns &sightings, std::uint32_t row,
                               std::vector<std::uint16_t> &found) const
{
    if (facts.flags[row] & CertificateFlag::Ca && !facts.namesHost(row) && !sightings.atEndpoint(row))
        return;
    const CertificateColumns::FoldedParts parts = facts.foldedParts(row);
    std::string_view names = parts.names.empty() ? parts.commonName : parts.names;
    while (!names.empty()) {
        const std::size_t end = std::min(names.find('\n'), names.size());
        std::string_view name = names.substr(0, end);
        if (name.starts_with("ip:"))
            name.remove_prefix(3);
        if (name.ends_with('.'))
            name.remove_suffix(1);
        find(name, found);
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    for (std::uint32_t host : sightings.hostsOf(row))
        find(sightings.hosts.at(host), found);
}

} // namespace hufu
