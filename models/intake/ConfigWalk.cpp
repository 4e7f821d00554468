// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/ConfigWalk.h"

#include "models/intake/Importer.h"

#include <algorithm>
#include <filesystem>

namespace hufu {

std::optional<std::string> ConfigWalk::enter(const std::string &path, const std::string &where)
{
    const auto refuse = [&](ErrorCode code, std::string detail) {
        fail(where, code, std::move(detail), path);
        return std::nullopt;
    };
    if (std::ranges::find(m_open, path) != m_open.end())
        return refuse(ErrorCode::Malformed, "the file includes itself");
    if (m_open.size() == maxDepth)
        return refuse(ErrorCode::TooLarge, "files are included more than " + std::to_string(maxDepth) + " deep");
    if (m_entered == maxFiles || m_bytes > maxTotalBytes)
        return refuse(ErrorCode::TooLarge, "too many files are included");
    auto text = m_files.read(path);
    if (!text)
        return refuse(text.error().code, std::move(text.error().detail));
    ++m_entered;
    m_bytes += text->size();
    if (m_known.insert(path).second)
        m_reading.files.push_back(path);
    m_open.push_back(path);
    return std::move(*text);
}

void ConfigWalk::fail(const std::string &where, ErrorCode code, std::string detail, std::string subject)
{
    if (m_reading.failures.size() < Importer::maxFailures)
        m_reading.failures.push_back({where, {code, std::move(detail), std::move(subject), {}}});
}

std::optional<std::size_t> ConfigWalk::refer(const std::string &path, ReferenceRole role, int line, const std::string &section)
{
    if (path.find('$') != path.npos) {
        fail(where(line), ErrorCode::Unsupported, "the path depends on a variable", path);
        return std::nullopt;
    }
    // A snippet that fifty servers include refers once, for all their names.
    const auto [place, isNew] = m_places.try_emplace({file(), line, role, path}, m_reading.references.size());
    if (!isNew)
        return place->second;
    if (m_reading.references.size() == maxReferences) {
        m_places.erase(place);
        fail(where(line), ErrorCode::TooLarge, "more than " + std::to_string(maxReferences) + " references");
        return std::nullopt;
    }
    m_reading.references.push_back({path, role, {}, section, file(), line});
    return place->second;
}

void ConfigWalk::addNames(std::size_t reference, const std::vector<std::string> &names)
{
    auto &known = m_reading.references[reference].serverNames;
    for (const std::string &name : names)
        if (known.size() < maxNames && std::ranges::find(known, name) == known.end())
            known.push_back(name);
}

std::string resolvedPath(const std::string &folder, std::string_view path)
{
    return (std::filesystem::path(folder) / path).lexically_normal().string();
}

} // namespace hufu
