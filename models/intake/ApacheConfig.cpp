// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/ConfigWalk.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace hufu {

namespace {

std::string lower(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; });
    return result;
}

/// The words of a line: blanks part them, quotes of either kind hold them together, a backslash before a quote is dropped, as
/// ap_getword_conf() does it.
std::vector<std::string> wordsOf(std::string_view line)
{
    std::vector<std::string> words;
    for (std::size_t i = 0;;) {
        i = line.find_first_not_of(" \t\r", i);
        if (i == line.npos)
            return words;
        std::string &word = words.emplace_back();
        const char quote = line[i] == '"' || line[i] == '\'' ? line[i++] : '\0';
        for (; i < line.size() && (quote ? line[i] != quote : std::string_view(" \t\r").find(line[i]) == line.npos); ++i) {
            if (quote && line[i] == '\\' && i + 1 < line.size() && (line[i + 1] == quote || line[i + 1] == '\\'))
                ++i;
            word += line[i];
        }
        i += quote && i < line.size() ? 1 : 0;
    }
}

/// A virtual host, or what stands outside of all of them.
struct Host {
    std::vector<std::string> names;
    std::vector<std::size_t> references;
    bool speaksTls = false;
    bool hasCertificate = false;
};

class Reader {
public:
    Reader(ConfigFiles &files, const std::string &path) : m_walk(files), m_serverRoot(rootFolder(files, path))
    {
        readFile(path, {});
        finishHost(); // one that was not closed
        for (const std::size_t reference : m_main.references) {
            m_walk.addNames(reference, m_main.names);
            m_walk.addNames(reference, m_heirs);
        }
    }
    ServerConfigReading take() { return m_walk.take(); }

private:
    /// ServerRoot, until the configuration says it itself: the folder of the main file, which may lie above this one.
    static std::string rootFolder(ConfigFiles &files, const std::string &path)
    {
        const std::filesystem::path own = std::filesystem::path(path).parent_path();
        std::filesystem::path folder = own;
        for (int up = 0; up < 3 && folder.has_relative_path(); ++up, folder = folder.parent_path())
            if (files.exists((folder / "apache2.conf").string()) || files.exists((folder / "conf" / "httpd.conf").string()))
                return folder.string();
        return own.string();
    }

    void readFile(const std::string &path, const std::string &includedAt)
    {
        const auto text = m_walk.enter(path, includedAt);
        if (!text)
            return;
        int number = 0;
        std::string line; // with the lines that continue it
        int begin = 0;
        for (std::size_t position = 0; position < text->size();) {
            const std::size_t end = std::min(text->find('\n', position), text->size());
            std::string_view part = std::string_view(*text).substr(position, end - position);
            position = end + 1;
            ++number;
            if (line.empty())
                begin = number;
            if (part.ends_with('\r'))
                part.remove_suffix(1);
            const bool goesOn = part.ends_with('\\');
            line += part.substr(0, part.size() - (goesOn ? 1 : 0));
            if (goesOn && position < text->size())
                continue;
            readLine(line, begin);
            line.clear();
        }
        m_walk.leave();
    }

    void readLine(std::string_view line, int number)
    {
        const std::size_t first = line.find_first_not_of(" \t");
        if (first == line.npos || line[first] == '#')
            return;
        line.remove_prefix(first);
        if (line.front() == '<') {
            line.remove_prefix(1);
            line = line.substr(0, line.rfind('>'));
            const auto words = wordsOf(line);
            if (!words.empty())
                readSection(lower(words[0]), number);
        } else if (m_macros == 0) {
            readDirective(wordsOf(withDefines(line)), number);
        }
    }

    void readSection(const std::string &name, int number)
    {
        if (name == "macro") {
            ++m_macros;
            m_walk.fail(m_walk.where(number), ErrorCode::Unsupported, "mod_macro's templates are not read");
        } else if (name == "/macro" && m_macros > 0) {
            --m_macros;
        } else if (name == "virtualhost" && m_macros == 0) {
            finishHost();
            m_inHost = true;
        } else if (name == "/virtualhost" && m_macros == 0) {
            finishHost();
        }
    }

    void finishHost()
    {
        if (!m_inHost)
            return;
        for (const std::size_t reference : m_host.references)
            m_walk.addNames(reference, m_host.names);
        if (m_host.speaksTls && !m_host.hasCertificate)
            m_heirs.insert(m_heirs.end(), m_host.names.begin(), m_host.names.end());
        m_host = {};
        m_inHost = false;
    }

    void readDirective(const std::vector<std::string> &words, int number)
    {
        struct Known {
            std::string_view name;
            ReferenceRole role;
        };
        static constexpr Known known[] = {
            {"sslcertificatefile", ReferenceRole::Certificate},   {"sslcertificatekeyfile", ReferenceRole::Key},
            {"sslcertificatechainfile", ReferenceRole::Chain},    {"sslcacertificatefile", ReferenceRole::ClientCa},
            {"sslcacertificatepath", ReferenceRole::ClientCa},    {"sslcadnrequestfile", ReferenceRole::ClientCa},
            {"sslproxycacertificatefile", ReferenceRole::TrustedCa},
            {"sslproxymachinecertificatefile", ReferenceRole::Certificate},
        };
        if (words.size() < 2)
            return;
        Host &host = m_inHost ? m_host : m_main;
        const std::string name = lower(words[0]);
        if (name == "include" || name == "includeoptional") {
            include(words[1], number, name == "include");
        } else if (name == "define") {
            m_defines[words[1]] = words.size() > 2 ? words[2] : std::string();
        } else if (name == "undefine") {
            m_defines.erase(words[1]);
        } else if (name == "serverroot") {
            m_serverRoot = resolvedPath(m_serverRoot, words[1]);
        } else if (name == "servername") {
            host.names.insert(host.names.begin(), withoutPort(words[1]));
        } else if (name == "serveralias") {
            host.names.insert(host.names.end(), words.begin() + 1, words.end());
        } else if (name == "sslengine") {
            host.speaksTls = lower(words[1]) != "off";
        } else if (const auto *directive = std::ranges::find(known, name, &Known::name); directive != std::end(known)) {
            if (words[1].starts_with("pkcs11:")) // a key, and perhaps its certificate, in a token
                return;
            host.hasCertificate = host.hasCertificate || directive->role == ReferenceRole::Certificate;
            if (const auto reference = m_walk.refer(resolvedPath(m_serverRoot, words[1]), directive->role, number))
                host.references.push_back(*reference);
        }
    }

    /// ServerName [scheme://]name[:port]
    static std::string withoutPort(std::string_view name)
    {
        if (const auto scheme = name.find("://"); scheme != name.npos)
            name.remove_prefix(scheme + 3);
        return std::string(name.substr(0, name.starts_with('[') ? name.npos : name.rfind(':')));
    }

    /// Puts the values of Define in the place of ${NAME}; what the environment would give stays as it is.
    std::string withDefines(std::string_view line) const
    {
        std::string result;
        while (!line.empty()) {
            const std::size_t begin = std::min(line.find("${"), line.size());
            result += line.substr(0, begin);
            line.remove_prefix(begin);
            const std::size_t end = line.find('}');
            if (end == line.npos)
                return result += line;
            const auto value = m_defines.find(line.substr(2, end - 2));
            result += value != m_defines.end() ? std::string_view(value->second) : line.substr(0, end + 1);
            line.remove_prefix(end + 1);
        }
        return result;
    }

    void include(const std::string &pattern, int line, bool required)
    {
        const std::string where = m_walk.where(line);
        const std::string path = resolvedPath(m_serverRoot, pattern);
        if (path.find("${") != path.npos)
            return m_walk.fail(where, ErrorCode::Unsupported, "the path depends on a variable", path);
        if (pattern.find_first_of("*?[") == pattern.npos) {
            if (required || m_walk.files().exists(path))
                includeFileOrFolder(path, where, 0);
            return;
        }
        const auto found = m_walk.files().glob(path);
        if (found.empty() && required)
            m_walk.fail(where, ErrorCode::NotFound, "no file fits the pattern", path);
        for (const std::string &file : found)
            includeFileOrFolder(file, where, 0);
    }

    /// A folder stands for all files in it and below.
    void includeFileOrFolder(const std::string &path, const std::string &where, int depth)
    {
        if (!m_walk.files().isFolder(path))
            return readFile(path, where);
        if (depth == int(ConfigWalk::maxDepth))
            return m_walk.fail(where, ErrorCode::TooLarge, "folders are nested too deep", path);
        for (const std::string &file : m_walk.files().glob(resolvedPath(path, "*")))
            includeFileOrFolder(file, where, depth + 1);
    }

    ConfigWalk m_walk;
    std::string m_serverRoot;
    std::map<std::string, std::string, std::less<>> m_defines;
    Host m_main;
    Host m_host; ///< while m_inHost
    bool m_inHost = false;
    int m_macros = 0; ///< open <Macro> sections
    std::vector<std::string> m_heirs; ///< names of hosts that use the main server's certificate
};

} // namespace

ServerConfigReading readApacheConfig(const std::string &path, ConfigFiles &files)
{
    return Reader(files, path).take();
}

} // namespace hufu
