// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/ConfigWalk.h"

#include <algorithm>
#include <cstdlib>

using namespace hufu;

namespace {

/// The input's pieces, parted by NUL, are the files: /c/nginx.conf, /c/1, /c/2 … Every pattern fits them all.
class Pieces final : public ConfigFiles {
public:
    explicit Pieces(std::string_view input)
    {
        for (std::size_t end = 0; end != input.npos && m_texts.size() < 8; input.remove_prefix(end == input.npos ? 0 : end + 1)) {
            end = input.find('\0');
            m_texts.emplace_back(input.substr(0, end));
        }
    }
    Result<std::string> read(const std::string &path) override
    {
        if (path == "/c/nginx.conf")
            return m_texts[0];
        const std::size_t piece = path.size() == 4 && path.starts_with("/c/") && path[3] >= '1' ? std::size_t(path[3] - '0') : 8;
        return piece < m_texts.size() ? Result<std::string>(m_texts[piece]) : fail(ErrorCode::NotFound, {}, path);
    }
    std::vector<std::string> glob(const std::string &) override
    {
        std::vector<std::string> paths;
        for (std::size_t i = 1; i < m_texts.size(); ++i)
            paths.push_back("/c/" + std::to_string(i));
        return paths;
    }
    bool isFolder(const std::string &path) override { return path == "/c" || path == "/c/folder"; }
    bool exists(const std::string &path) override { return path == "/c/nginx.conf" || isFolder(path); }

private:
    std::vector<std::string> m_texts;
};

void check(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// Any text as each of the three configurations: readers end, keep their bounds, and name places that exist.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view input = textOf({data, size});
    (void)detectServerConfig(input);
    for (const ServerKind kind : {ServerKind::Nginx, ServerKind::Apache, ServerKind::Haproxy}) {
        Pieces files(input);
        const ServerConfigReading reading = readServerConfig(kind, "/c/nginx.conf", files);
        check(reading.failures.size() <= 1'000 && reading.references.size() <= ConfigWalk::maxReferences);
        check(!reading.files.empty() && reading.files[0] == "/c/nginx.conf");
        for (const ServerReference &reference : reading.references) {
            check(std::ranges::find(reading.files, reference.file) != reading.files.end());
            check(reference.line > 0 && reference.serverNames.size() <= ConfigWalk::maxNames);
            check(reference.path.find('$') == std::string::npos);
        }
    }
    return 0;
}
