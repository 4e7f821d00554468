// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/intake/ServerConfig.h"

#include <fnmatch.h>
#include <map>

namespace hufu::test {

/// A file system of a test's own: path and text.
class MemoryConfigFiles final : public ConfigFiles {
public:
    explicit MemoryConfigFiles(std::map<std::string, std::string> texts) : m_texts(std::move(texts)) {}

    Result<std::string> read(const std::string &path) override
    {
        const auto text = m_texts.find(path);
        return text != m_texts.end() ? Result<std::string>(text->second) : fail(ErrorCode::NotFound, "no such file", path);
    }
    std::vector<std::string> glob(const std::string &pattern) override
    {
        std::vector<std::string> paths;
        for (const auto &[path, text] : m_texts)
            if (fnmatch(pattern.c_str(), path.c_str(), FNM_PATHNAME | FNM_PERIOD) == 0)
                paths.push_back(path);
        return paths;
    }
    bool isFolder(const std::string &path) override
    {
        const std::string prefix = path.ends_with('/') ? path : path + '/';
        const auto next = m_texts.upper_bound(prefix);
        return next != m_texts.end() && next->first.starts_with(prefix);
    }
    bool exists(const std::string &path) override { return m_texts.contains(path) || isFolder(path); }

private:
    std::map<std::string, std::string> m_texts;
};

} // namespace hufu::test
