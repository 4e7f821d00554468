// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/ConfigWalk.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace hufu {

namespace {

constexpr int maxBlockDepth = 64;

/// One directive with its arguments, or the end of a block.
struct Statement {
    enum class End { Semicolon, BlockBegins, BlockEnds, FileEnds, Broken } end = End::FileEnds;
    std::vector<std::string> words;
    int line = 0; ///< of the first word
};

/// Cuts a file into statements, as ngx_conf_read_token() does.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    Statement next()
    {
        Statement statement;
        for (;;) {
            skipBlanksAndComments();
            if (statement.words.empty())
                statement.line = m_line;
            if (atEnd()) {
                statement.end = statement.words.empty() ? Statement::End::FileEnds : Statement::End::Broken;
                return statement;
            }
            const char c = m_text[m_position];
            if (c == ';' || c == '{' || c == '}') {
                ++m_position;
                statement.end = c == ';' ? Statement::End::Semicolon : c == '{' ? Statement::End::BlockBegins : Statement::End::BlockEnds;
                if (c == '}' && !statement.words.empty())
                    statement.end = Statement::End::Broken;
                return statement;
            }
            if (!word(statement.words.emplace_back())) {
                statement.end = Statement::End::Broken;
                return statement;
            }
        }
    }

    /// Skips a block in another language, from behind its opening brace; its own strings may hold braces.
    bool skipForeignBlock()
    {
        for (int depth = 1; !atEnd();) {
            const char c = take();
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0)
                return true;
            if (c == '"' || c == '\'') {
                while (!atEnd() && m_text[m_position] != c && m_text[m_position] != '\n')
                    if (take() == '\\' && !atEnd())
                        take();
                if (!atEnd())
                    take();
            } else if (c == '-' && !atEnd() && m_text[m_position] == '-') {
                while (!atEnd() && m_text[m_position] != '\n')
                    take();
            }
        }
        return false;
    }

    int line() const { return m_line; }

private:
    bool atEnd() const { return m_position == m_text.size(); }
    char take()
    {
        const char c = m_text[m_position++];
        m_line += c == '\n';
        return c;
    }
    static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

    void skipBlanksAndComments()
    {
        while (!atEnd()) {
            if (m_text[m_position] == '#')
                while (!atEnd() && m_text[m_position] != '\n')
                    ++m_position;
            else if (isBlank(m_text[m_position]))
                take();
            else
                return;
        }
    }

    void escaped(std::string &word)
    {
        const char c = take();
        switch (c) {
        case 't': word += '\t'; return;
        case 'r': word += '\r'; return;
        case 'n': word += '\n'; return;
        case '"':
        case '\'':
        case '\\': word += c; return;
        default: (word += '\\') += c;
        }
    }

    /// False when a quote is not closed.
    bool word(std::string &word)
    {
        const char first = m_text[m_position];
        const bool quoted = first == '"' || first == '\'';
        if (quoted)
            ++m_position;
        while (!atEnd()) {
            const char c = m_text[m_position];
            if (quoted && c == first) {
                ++m_position;
                return true;
            }
            // ${name} is a variable, not the beginning of a block.
            const bool variable = c == '{' && word.ends_with('$');
            if (!quoted && (isBlank(c) || c == ';' || (c == '{' && !variable)))
                return true;
            take();
            if (c == '\\' && !atEnd())
                escaped(word);
            else
                word += c;
        }
        return !quoted;
    }

    std::string_view m_text;
    std::size_t m_position = 0;
    int m_line = 1;
};

/// What a block says about TLS; what it does not say is inherited from the blocks around it.
struct Scope {
    const Scope *parent = nullptr;
    std::array<std::vector<std::size_t>, 5> references; ///< by role
    std::vector<std::string> names;
    bool speaksTls = false;
};

class NginxReader {
public:
    NginxReader(ConfigFiles &files, const std::string &path) : m_walk(files), m_folder(rootFolder(files, path))
    {
        Scope outermost;
        readFile(path, {}, outermost, 0);
    }
    ServerConfigReading take() { return m_walk.take(); }

private:
    /// Relative paths start at the folder of nginx.conf. For a file that nginx.conf includes, that is some folder above.
    static std::string rootFolder(ConfigFiles &files, const std::string &path)
    {
        const std::filesystem::path own = std::filesystem::path(path).parent_path();
        std::filesystem::path folder = own;
        for (int up = 0; up < 3 && folder.has_relative_path(); ++up, folder = folder.parent_path())
            if (files.exists((folder / "nginx.conf").string()))
                return folder.string();
        return own.string();
    }

    void readFile(const std::string &path, const std::string &includedAt, Scope &scope, int depth)
    {
        const auto text = m_walk.enter(path, includedAt);
        if (!text)
            return;
        Scanner scanner(*text);
        if (readBlock(scanner, scope, depth) == Statement::End::BlockEnds)
            m_walk.fail(m_walk.where(scanner.line()), ErrorCode::Malformed, "a } too many");
        m_walk.leave();
    }

    /// Reads up to the end of the block or file, and says which of them came.
    Statement::End readBlock(Scanner &scanner, Scope &scope, int depth)
    {
        for (;;) {
            const Statement statement = scanner.next();
            switch (statement.end) {
            case Statement::End::FileEnds:
            case Statement::End::BlockEnds: return statement.end;
            case Statement::End::Broken:
                m_walk.fail(m_walk.where(statement.line), ErrorCode::Malformed, "a directive is not ended by ; or a quote is not closed");
                return Statement::End::Broken;
            case Statement::End::Semicolon:
                if (!statement.words.empty())
                    readDirective(statement, scope, depth);
                break;
            case Statement::End::BlockBegins:
                if (const auto end = readInnerBlock(scanner, statement, scope, depth); end != Statement::End::BlockEnds) {
                    if (end == Statement::End::FileEnds)
                        m_walk.fail(m_walk.where(statement.line), ErrorCode::Malformed, "the block is not closed");
                    return Statement::End::Broken;
                }
            }
        }
    }

    Statement::End readInnerBlock(Scanner &scanner, const Statement &opening, Scope &around, int depth)
    {
        const std::string_view name = opening.words.empty() ? std::string_view() : opening.words[0];
        if (name.ends_with("_by_lua_block"))
            return scanner.skipForeignBlock() ? Statement::End::BlockEnds : Statement::End::FileEnds;
        if (depth == maxBlockDepth) {
            m_walk.fail(m_walk.where(opening.line), ErrorCode::TooLarge, "blocks are nested too deep");
            return Statement::End::Broken;
        }
        Scope scope{&around, {}, {}, false};
        const auto end = readBlock(scanner, scope, depth + 1);
        if (name == "server")
            nameReferences(scope);
        return end;
    }

    void nameReferences(const Scope &server)
    {
        for (std::size_t role = 0; role < server.references.size(); ++role) {
            const Scope *scope = &server;
            while (scope->references[role].empty() && scope->parent && server.speaksTls)
                scope = scope->parent;
            for (const std::size_t reference : scope->references[role])
                m_walk.addNames(reference, server.names);
        }
    }

    void readDirective(const Statement &statement, Scope &scope, int depth)
    {
        struct Known {
            std::string_view name;
            ReferenceRole role;
        };
        static constexpr Known known[] = {
            {"ssl_certificate", ReferenceRole::Certificate},        {"ssl_certificate_key", ReferenceRole::Key},
            {"ssl_client_certificate", ReferenceRole::ClientCa},    {"ssl_trusted_certificate", ReferenceRole::TrustedCa},
            {"proxy_ssl_certificate", ReferenceRole::Certificate},  {"proxy_ssl_certificate_key", ReferenceRole::Key},
            {"proxy_ssl_trusted_certificate", ReferenceRole::TrustedCa},
        };
        const auto &words = statement.words;
        if (words.size() >= 2 && words[0] == "include") {
            include(words[1], statement.line, scope, depth);
        } else if (words[0] == "server_name") {
            for (std::size_t i = 1; i < words.size(); ++i)
                addServerName(words[i], scope);
        } else if (words[0] == "listen") {
            scope.speaksTls = scope.speaksTls || std::ranges::any_of(words, [](const auto &word) { return word == "ssl" || word == "quic"; });
        } else if (words[0] == "ssl" || words[0] == "starttls") { // before nginx 1.25; mail servers
            scope.speaksTls = scope.speaksTls || (words.size() >= 2 && words[1] != "off");
        } else if (words.size() >= 2) {
            const auto *directive = std::ranges::find(known, words[0], &Known::name);
            // "engine:…" and "store:…" are keys that lie in no file.
            if (directive == std::end(known) || (directive->role == ReferenceRole::Key && words[1].find(':') != std::string::npos))
                return;
            if (const auto reference = m_walk.refer(resolvedPath(m_folder, words[1]), directive->role, statement.line))
                scope.references[std::size_t(directive->role)].push_back(*reference);
        }
    }

    static void addServerName(const std::string &name, Scope &scope)
    {
        if (name.size() > 1 && name.starts_with('.')) { // ".example.org" is example.org and all below
            scope.names.push_back(name.substr(1));
            scope.names.push_back("*" + name);
        } else if (!name.empty() && name != "_" && !name.starts_with('~') && name.find('$') == name.npos) {
            scope.names.push_back(name);
        }
    }

    void include(const std::string &pattern, int line, Scope &scope, int depth)
    {
        const std::string where = m_walk.where(line);
        const std::string path = resolvedPath(m_folder, pattern);
        if (pattern.find_first_of("*?[") == pattern.npos)
            return readFile(path, where, scope, depth);
        for (const std::string &file : m_walk.files().glob(path)) // none is no error
            readFile(file, where, scope, depth);
    }

    ConfigWalk m_walk;
    std::string m_folder;
};

} // namespace

ServerConfigReading readNginxConfig(const std::string &path, ConfigFiles &files)
{
    return NginxReader(files, path).take();
}

} // namespace hufu
