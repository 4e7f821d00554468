// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventoryColumns.h"

#include "models/domain/TextFolding.h"
#include "models/intake/Source.h"

#include <QByteArrayView>
#include <QHashFunctions>

#include <algorithm>
#include <cstring>

namespace hufu {
namespace {

std::uint64_t firstEight(BytesView hash)
{
    std::uint64_t value = 0;
    std::memcpy(&value, hash.data(), std::min(hash.size(), sizeof value));
    return value;
}

template <typename... Columns>
std::size_t bytesIn(const Columns &...columns)
{
    return (0 + ... + (columns.capacity() * sizeof(typename Columns::value_type)));
}

/// Appends a part of the search text. The divisions of the text are kept out of it, whatever a certificate says.
void appendPart(std::string &target, std::string_view text, char replaceLineBreak)
{
    const std::size_t start = target.size();
    appendFolded(target, text);
    for (std::size_t at = start; at < target.size(); ++at) {
        if (target[at] == '\0')
            target[at] = ' ';
        else if (target[at] == '\n' && replaceLineBreak)
            target[at] = replaceLineBreak;
    }
}

/// Equal for certificates of which a later one takes the earlier one's place: same names, purpose and kind of key. RSA and EC are often
/// served side by side, and the two certificates of an SM2 pair differ in their key usage (GM/T 0015).
std::uint64_t nameSetOf(const CertificateRecord &record)
{
    if (record.flags & CertificateFlag::Ca || record.purpose == Purpose::Ca)
        return 0;
    std::vector<std::string> names;
    for (std::string_view rest = record.names; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        names.push_back(folded(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (names.empty())
        names.push_back(folded(record.subject));
    if (names.front().empty())
        return 0;
    std::string all;
    for (const std::string &name : names)
        all += name + '\n';
    all += std::to_string(int(record.purpose)) + '\n' + std::to_string(int(record.keyAlgorithm));
    if (record.keyAlgorithm == KeyAlgorithm::Sm2)
        all += '\n' + std::to_string(record.keyUsage);
    // Seeded, so that nobody can make a certificate whose names collide with another's.
    static const std::size_t seed = QHashSeed::globalSeed();
    return std::max<std::uint64_t>(1, qHashBits(all.data(), all.size(), seed));
}

bool looksLikeHost(std::string_view word)
{
    return word.size() > 3 && word.find_first_of(".:") != std::string_view::npos
        && word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_*:") == std::string_view::npos;
}

/// "his.example:443", "[2001:db8::1]:443" without the port.
std::string_view withoutPort(std::string_view location)
{
    if (location.starts_with('[')) {
        const std::size_t close = location.find(']');
        return close == std::string_view::npos ? location : location.substr(1, close - 1);
    }
    const std::size_t colon = location.rfind(':');
    return colon == std::string_view::npos ? location : location.substr(0, colon);
}

} // namespace

std::uint32_t StringPool::put(std::string_view text)
{
    const auto [found, added] = m_index.try_emplace(std::string(text), static_cast<std::uint32_t>(m_at.size()));
    if (added) {
        m_at.push_back(static_cast<std::uint32_t>(m_text.size()));
        m_text.append(text);
    }
    return found->second;
}

void StringPool::seal()
{
    decltype(m_index)().swap(m_index);
    std::string all;
    std::vector<std::uint32_t> begins;
    begins.reserve(m_at.size());
    for (std::size_t index = 0; index < m_at.size(); ++index) {
        begins.push_back(static_cast<std::uint32_t>(all.size()));
        appendFolded(all, at(index));
    }
    if (all != m_text) {
        m_folded = std::move(all);
        m_folded.shrink_to_fit();
        m_foldedAt = std::move(begins);
    }
    m_text.shrink_to_fit();
    m_at.shrink_to_fit();
}

std::size_t StringPool::memory() const { return m_text.capacity() + m_folded.capacity() + bytesIn(m_at, m_foldedAt); }

CertificateColumns::FoldedParts CertificateColumns::foldedParts(std::uint32_t row) const
{
    const std::string_view all(foldedText.data() + foldedAt[row], foldedAt[row + 1] - foldedAt[row] - 1);
    const std::size_t first = all.find('\n');
    const std::size_t second = all.find('\n', first + 1);
    return {all.substr(0, first), all.substr(first + 1, second - first - 1), all.substr(second + 1)};
}

bool CertificateColumns::namesHost(std::uint32_t row) const
{
    for (std::string_view rest = names(row); !rest.empty();) {
        const std::string_view name = rest.substr(0, rest.find('\n'));
        if (name.starts_with("ip:") || name.find(':') == std::string_view::npos) // DNS names alone have no prefix
            return true;
        rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    }
    return false;
}

void CertificateColumns::add(const CertificateRecord &record)
{
    id.push_back(static_cast<std::uint32_t>(record.id));
    Sha256 &hash = sha256.emplace_back();
    std::memcpy(hash.data(), record.sha256.data(), std::min(record.sha256.size(), hash.size()));
    notBefore.push_back(toUnix(record.notBefore));
    notAfter.push_back(toUnix(record.notAfter));
    spki.push_back(firstEight(record.spkiSha256));
    nameSet.push_back(nameSetOf(record));
    const bool ca = record.flags & CertificateFlag::Ca;
    subjectHash.push_back(ca ? firstEight(record.subjectHash) : 0);
    flags.push_back(record.flags);
    bits.push_back(static_cast<std::uint16_t>(std::clamp(record.keyBits, 0, 65535)));
    organization.push_back(static_cast<std::uint16_t>(organizations.put(record.organization)));
    curve.push_back(static_cast<std::uint8_t>(std::min<std::uint32_t>(curves.put(record.curve), 255)));
    keyAlgorithm.push_back(record.keyAlgorithm);
    signatureAlgorithm.push_back(record.signatureAlgorithm);
    validationClass.push_back(record.validationClass);
    purpose.push_back(record.purpose);
    classInferred.push_back(record.classInferred);

    const std::uint32_t fullName = issuerTexts.put(record.issuer);
    const auto [known, added] = issuerByName.try_emplace(fullName, static_cast<std::uint16_t>(issuers.size()));
    if (added)
        issuers.push_back({static_cast<std::uint16_t>(fullName), static_cast<std::uint16_t>(issuerTexts.put(record.issuerName)),
                           firstEight(record.issuerHash)});
    issuer.push_back(known->second);

    constexpr std::size_t longest = 65535;
    const std::string_view subjectText = record.subject.substr(0, longest), commonNameText = record.commonName.substr(0, longest);
    textAt.push_back(static_cast<std::uint32_t>(text.size()));
    text.append(subjectText).append(commonNameText).append(record.names);
    subjectLength.push_back(static_cast<std::uint16_t>(subjectText.size()));
    commonNameLength.push_back(static_cast<std::uint16_t>(commonNameText.size()));

    foldedAt.push_back(static_cast<std::uint32_t>(foldedText.size()));
    appendPart(foldedText, subjectText, ' ');
    foldedText += '\n';
    appendPart(foldedText, commonNameText, ' ');
    foldedText += '\n';
    appendPart(foldedText, record.names, 0);
    foldedText += '\0';

    serialAt.push_back(static_cast<std::uint32_t>(serialBytes.size()));
    serialBytes.insert(serialBytes.end(), record.serial.begin(), record.serial.end());
}

void CertificateColumns::seal()
{
    textAt.push_back(static_cast<std::uint32_t>(text.size()));
    foldedAt.push_back(static_cast<std::uint32_t>(foldedText.size()));
    serialAt.push_back(static_cast<std::uint32_t>(serialBytes.size()));
    decltype(issuerByName)().swap(issuerByName);
    for (StringPool *pool : {&issuerTexts, &organizations, &curves})
        pool->seal();
    const auto shrink = [](auto &...columns) { (columns.shrink_to_fit(), ...); };
    shrink(id, sha256, notBefore, notAfter, spki, nameSet, subjectHash, flags, bits, issuer, organization, curve, keyAlgorithm,
           signatureAlgorithm, validationClass, purpose, classInferred, issuers, text, textAt, subjectLength, commonNameLength,
           foldedText, foldedAt, serialBytes, serialAt);
}

std::size_t CertificateColumns::memory() const
{
    return sizeof *this + text.capacity() + foldedText.capacity() + classInferred.capacity() / 8 + issuerTexts.memory()
           + organizations.memory() + curves.memory()
           + bytesIn(id, sha256, notBefore, notAfter, spki, nameSet, subjectHash, flags, bits, issuer, organization, curve,
                     keyAlgorithm, signatureAlgorithm, validationClass, purpose, issuers, textAt, subjectLength, commonNameLength,
                     foldedAt, serialBytes, serialAt);
}

void SightingColumns::add(std::uint32_t row, const SightingRow &sighting)
{
    while (at.size() <= row) {
        at.push_back(static_cast<std::uint32_t>(sightings.size()));
        hostAt.push_back(static_cast<std::uint32_t>(hostRefs.size()));
    }
    const std::int64_t seen = std::clamp<std::int64_t>(toUnix(sighting.lastSeen), 0, 0xffffffff);
    sightings.push_back({locations.put(sighting.location), static_cast<std::uint32_t>(seen),
                         static_cast<std::uint8_t>(sighting.kind), sighting.privateKey});

    const auto tie = [&](std::string_view host) {
        const std::uint32_t index = hosts.put(host);
        const auto mine = std::span(hostRefs).subspan(hostAt[row]);
        if (std::ranges::find(mine, index) == mine.end())
            hostRefs.push_back(index);
    };
    // An endpoint's detail ends in the name asked for; a configuration's begins with the server names, then "@ file:line".
    const bool endpoint = sighting.kind == int(SourceKind::Endpoint);
    if (!endpoint && sighting.kind != int(SourceKind::ServerConfig))
        return;
    if (endpoint)
        tie(withoutPort(folded(sighting.location))); // one label, such as localhost, too
    const std::string detail = folded(sighting.detail.substr(0, sighting.detail.find('@')));
    for (std::size_t from = 0; from < detail.size();) {
        const std::size_t end = std::min(detail.find_first_of(" ,\t", from), detail.size());
        if (const std::string_view word = std::string_view(detail).substr(from, end - from); looksLikeHost(word))
            tie(word);
        from = end + 1;
    }
}

void SightingColumns::seal(std::uint32_t rows)
{
    while (at.size() <= rows) {
        at.push_back(static_cast<std::uint32_t>(sightings.size()));
        hostAt.push_back(static_cast<std::uint32_t>(hostRefs.size()));
    }
    locations.seal();
    hosts.seal();
    for (std::vector<std::uint32_t> *column : {&at, &hostRefs, &hostAt})
        column->shrink_to_fit();
    sightings.shrink_to_fit();
}

bool SightingColumns::seen(std::uint32_t row) const
{
    return std::ranges::any_of(of(row), [](const Sighting &sighting) { return sighting.kind != std::uint8_t(SourceKind::KeyFile); });
}

bool SightingColumns::atEndpoint(std::uint32_t row) const
{
    return std::ranges::any_of(of(row), [](const Sighting &sighting) { return sighting.kind == std::uint8_t(SourceKind::Endpoint); });
}

std::size_t SightingColumns::memory() const
{
    return sizeof *this + bytesIn(sightings, at, hostRefs, hostAt) + locations.memory() + hosts.memory();
}

std::size_t TieColumns::memory() const
{
    return sizeof *this + bytesIn(serviceSet, tier, rules, severity, chain, validationClass, standing) + (superseded.capacity() + sharedAcrossOwners.capacity() + awaitsSuccessor.capacity()) / 8;
}

} // namespace hufu
