// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/intake/ServerConfig.h"

#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace hufu {

/// What the three readers have in common: opening included files within bounds, and noting what they refer to.
class ConfigWalk {
public:
    static constexpr std::size_t maxDepth = 16; ///< of files within files
    static constexpr std::size_t maxFiles = 5'000; ///< read, those read again included
    static constexpr std::size_t maxTotalBytes = 64u << 20;
    static constexpr std::size_t maxReferences = 50'000;
    static constexpr std::size_t maxNames = 100; ///< kept of one reference's server names

    explicit ConfigWalk(ConfigFiles &files) : m_files(files) {}

    ConfigFiles &files() { return m_files; }

    /// Opens a file and remembers that it is being read, until leave(). Nothing, and a failure noted at `where`, when it
    /// cannot be read, is already being read, or a bound is reached.
    std::optional<std::string> enter(const std::string &path, const std::string &where);
    void leave() { m_open.pop_back(); }
    /// Of the file being read.
    const std::string &file() const { return m_open.back(); }
    std::string where(int line) const { return m_open.empty() ? std::string() : file() + ":" + std::to_string(line); }

    void fail(const std::string &where, ErrorCode code, std::string detail, std::string subject = {});
    /// Notes a reference that stands in the file being read, once per place; gives its index, or nothing when there are too many
    /// or the path cannot be known without running the server.
    std::optional<std::size_t> refer(const std::string &path, ReferenceRole role, int line, const std::string &section = {});
    void addNames(std::size_t reference, const std::vector<std::string> &names);

    ServerConfigReading take() { return std::move(m_reading); }

private:
    ConfigFiles &m_files;
    ServerConfigReading m_reading;
    std::vector<std::string> m_open;
    std::set<std::string> m_known; ///< files in m_reading.files
    std::map<std::tuple<std::string, int, ReferenceRole, std::string>, std::size_t> m_places; ///< references by file, line, role, path
    std::size_t m_entered = 0;
    std::size_t m_bytes = 0;
};

/// `path` as the server would find it from `folder`.
std::string resolvedPath(const std::string &folder, std::string_view path);

ServerConfigReading readNginxConfig(const std::string &path, ConfigFiles &files);
ServerConfigReading readApacheConfig(const std::string &path, ConfigFiles &files);
ServerConfigReading readHaproxyConfig(const std::string &path, ConfigFiles &files);

} // namespace hufu
