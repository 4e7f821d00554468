// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/ServerConfig.h"

#include "models/intake/ConfigWalk.h"
#include "models/intake/SourceFile.h"

#include <algorithm>
#include <glob.h>
#include <memory>

namespace hufu {

namespace {

constexpr std::size_t maxLines = 20'000;
constexpr std::size_t maxGlobbed = 10'000;

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, word) != words.end();
}

/// What a text says for each of the servers. A configuration is told by what only it has, together with the form of the rest: nginx
/// ends statements with ; and {, wherever its lines end; Apache writes <Sections>, HAProxy has sections of bare words, both line by line.
struct Evidence {
    int nginxBlocks = 0, nginxDirectives = 0, nginxTls = 0;
    int apacheSections = 0, apacheDirectives = 0, apacheTls = 0;
    int haproxySections = 0, haproxyBinds = 0, haproxyLines = 0;
    int lines = 0;

    void weigh(std::string_view line)
    {
        const auto begin = line.find_first_not_of(" \t\r");
        if (begin == line.npos || line[begin] == '#')
            return;
        line = line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
        std::string word(line.substr(0, line.find_first_of(" \t;{")));
        ++lines;
        haproxySections += isOneOf(word, {"global", "defaults", "frontend", "backend", "listen"});
        haproxyBinds += isOneOf(word, {"bind", "server"});
        haproxyLines += isHaproxyWord(word);
        std::ranges::transform(word, word.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; });
        weighApache(word, line);
    }

    void weighNginx(std::string_view text)
    {
        std::string_view first; // word of the statement
        int words = 0;
        for (std::size_t at = 0; (at = text.find_first_not_of(" \t\r", at)) != text.npos;) {
            const char c = text[at];
            if (c == '#') {
                at = std::min(text.find('\n', at), text.size());
            } else if (c == '\n') { // a statement may go on there, but when it is prose its first word says nothing of the next line
                words = words > 1 ? 0 : words;
                ++at;
            } else if (c == ';' || c == '{' || c == '}') {
                if (words > 0)
                    weighNginx(first, c);
                words = 0;
                ++at;
            } else {
                const std::size_t end = std::min(text.find_first_of(" \t\r\n;{}", at), text.size());
                if (words++ == 0)
                    first = text.substr(at, end - at);
                at = end;
            }
        }
    }

    void weighNginx(std::string_view word, char end)
    {
        nginxTls += end == ';' && isOneOf(word, {"ssl_certificate", "ssl_certificate_key", "ssl_client_certificate", "ssl_trusted_certificate"});
        nginxBlocks += end == '{' && isOneOf(word, {"server", "http", "stream", "mail", "events"});
        nginxDirectives += end == ';'
            && isOneOf(word, {"listen", "server_name", "include", "root", "worker_processes", "worker_connections", "proxy_pass", "access_log",
                              "error_log", "user", "pid", "ssl_protocols", "return"});
    }

    void weighApache(std::string_view word, std::string_view line)
    {
        if (line.ends_with(';') || line.ends_with('{'))
            return;
        apacheTls += isOneOf(word, {"sslcertificatefile", "sslcertificatekeyfile", "sslcertificatechainfile", "sslcacertificatefile"});
        apacheSections += line.ends_with('>') && isOneOf(word, {"<virtualhost", "<ifmodule", "<directory", "<ifdefine", "<filesmatch"});
        apacheDirectives += isOneOf(word, {"servername", "serveralias", "serverroot", "documentroot", "loadmodule", "listen", "include",
                                           "includeoptional", "sslengine", "errorlog", "customlog", "user", "timeout", "keepalive"});
    }

    static bool isHaproxyWord(std::string_view word)
    {
        return isOneOf(word, {"global",      "defaults",     "frontend",      "backend",     "listen",       "peers",          "resolvers",
                              "userlist",    "bind",         "server",        "mode",        "timeout",      "default_backend", "use_backend",
                              "balance",     "acl",          "option",        "log",         "maxconn",      "stats",          "user",
                              "group",       "daemon",       "chroot",        "errorfile",   "retries",      "cookie",         "redirect",
                              "compression", "capture",      "stick",         "nameserver",  "peer",         "default-server", "description",
                              "ca-base",     "crt-base",     "pidfile",       "nbthread",    "cpu-map",      "setenv",         "presetenv",
                              "lua-load",    "monitor-uri",  "hash-type",     "source",      "filter",       "unique-id-format"})
            || word.starts_with("http-") || word.starts_with("tcp-") || word.starts_with("tune.") || word.starts_with("ssl-")
            || word.starts_with("stick-") || word.starts_with("server-");
    }

    ServerKind verdict() const
    {
        if (nginxTls > 0 || (nginxBlocks > 0 && nginxDirectives > 0))
            return ServerKind::Nginx;
        if (apacheTls > 0 || (apacheSections > 0 && apacheDirectives > 0))
            return ServerKind::Apache;
        // Its words are those of prose as well, so most lines have to begin with one.
        if (haproxySections > 0 && haproxyBinds > 0 && haproxyLines * 2 > lines)
            return ServerKind::Haproxy;
        return ServerKind::None;
    }
};

} // namespace

const char *referenceRoleName(ReferenceRole role)
{
    switch (role) {
    case ReferenceRole::Certificate: return "certificate";
    case ReferenceRole::Key: return "key";
    case ReferenceRole::Chain: return "chain";
    case ReferenceRole::ClientCa: return "client CA";
    case ReferenceRole::TrustedCa: return "trusted CA";
    }
    return "";
}

Result<std::string> DiskConfigFiles::read(const std::string &path)
{
    const auto file = SourceFile::open(path, maxFileBytes);
    if (!file)
        return std::unexpected(file.error());
    const auto content = file->read(0, std::size_t(file->size()));
    if (!content)
        return std::unexpected(content.error());
    return std::string(textOf(content->view()));
}

std::vector<std::string> DiskConfigFiles::glob(const std::string &pattern)
{
    glob_t found{};
    const std::unique_ptr<glob_t, decltype(&globfree)> owner(&found, globfree);
    std::vector<std::string> paths;
    if (::glob(pattern.c_str(), 0, nullptr, &found) == 0)
        for (std::size_t i = 0; i < std::min<std::size_t>(found.gl_pathc, maxGlobbed); ++i)
            paths.emplace_back(found.gl_pathv[i]);
    return paths;
}

bool DiskConfigFiles::isFolder(const std::string &path)
{
    struct stat status;
    return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool DiskConfigFiles::exists(const std::string &path)
{
    struct stat status;
    return stat(path.c_str(), &status) == 0;
}

ServerKind detectServerConfig(std::string_view head)
{
    if (head.substr(0, 4096).find('\0') != head.npos)
        return ServerKind::None;
    Evidence evidence;
    evidence.weighNginx(head);
    for (std::size_t line = 0; line < maxLines && !head.empty(); ++line) {
        const std::size_t end = std::min(head.find('\n'), head.size());
        evidence.weigh(head.substr(0, end));
        head.remove_prefix(std::min(end + 1, head.size()));
    }
    return evidence.verdict();
}

ServerConfigReading readServerConfig(ServerKind kind, const std::string &path, ConfigFiles &files)
{
    switch (kind) {
    case ServerKind::None: break;
    case ServerKind::Nginx: return readNginxConfig(path, files);
    case ServerKind::Apache: return readApacheConfig(path, files);
    case ServerKind::Haproxy: return readHaproxyConfig(path, files);
    }
    return {};
}

} // namespace hufu
