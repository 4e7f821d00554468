// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/ConfigWalk.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <ranges>

namespace hufu {

namespace {

constexpr std::string_view sections[] = {
    "global", "defaults", "frontend", "backend", "listen", "peers", "resolvers", "userlist", "cache", "program", "ring",
    "mailers", "http-errors", "log-forward", "fcgi-app", "crt-store", "traces", "log-profile", "acme",
};

class HaproxyReader {
public:
    HaproxyReader(ConfigFiles &files, const std::string &path) : m_walk(files), m_folder(std::filesystem::path(path).parent_path().string())
    {
        forEachLine(path, {}, [this](const std::vector<std::string> &words, int line) { readLine(words, line); });
    }
    ServerConfigReading take() { return m_walk.take(); }

private:
    using LineReader = std::function<void(const std::vector<std::string> &words, int line)>;

    void forEachLine(const std::string &path, const std::string &where, const LineReader &read)
    {
        const auto text = m_walk.enter(path, where);
        if (!text)
            return;
        int number = 0;
        for (std::size_t position = 0; position < text->size();) {
            const std::size_t end = std::min(text->find('\n', position), text->size());
            std::string_view line = std::string_view(*text).substr(position, end - position);
            position = end + 1;
            ++number;
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            if (const auto words = wordsOf(line); !words.empty())
                read(words, number);
        }
        m_walk.leave();
    }

    /// Section 2.2 of the manual: blanks part words; backslash, "weak" and 'strong' quotes protect; # begins a comment.
    /// Variables are replaced within weak quotes only; those that are not known stay, as does their $.
    std::vector<std::string> wordsOf(std::string_view line) const
    {
        std::vector<std::string> words;
        bool inWord = false;
        char quote = '\0';
        for (std::size_t i = 0; i < line.size(); ++i) {
            const char c = line[i];
            const bool blank = c == ' ' || c == '\t';
            if (!quote && (blank || c == '#')) {
                if (c == '#')
                    return words;
                inWord = false;
                continue;
            }
            if (!inWord)
                words.emplace_back();
            inWord = true;
            if (quote == '\0' && (c == '"' || c == '\''))
                quote = c;
            else if (c == quote)
                quote = '\0';
            else if (c == '\\' && quote != '\'' && i + 1 < line.size())
                words.back() += line[++i];
            else if (c == '$' && quote == '"')
                i += appendVariable(line.substr(i), words.back());
            else
                words.back() += c;
        }
        return words;
    }

    /// `text` begins with $. Gives how many characters behind it were used.
    std::size_t appendVariable(std::string_view text, std::string &word) const
    {
        const bool braces = text.substr(1).starts_with('{');
        const std::size_t begin = braces ? 2 : 1;
        const auto isNameCharacter = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        };
        std::size_t end = begin;
        while (end < text.size() && isNameCharacter(text[end]))
            ++end;
        const auto value = m_variables.find(text.substr(begin, end - begin));
        const bool whole = !braces || (end < text.size() && text[end] == '}');
        if (value == m_variables.end() || !whole) {
            word += '$';
            return 0;
        }
        word += value->second;
        return end + (braces ? 1 : 0) - 1;
    }

    void readLine(const std::vector<std::string> &words, int line)
    {
        if (std::ranges::find(sections, words[0]) != std::end(sections)) {
            m_section = words[0] + (words.size() > 1 ? " " + words[1] : std::string());
            return;
        }
        if (words[0] == "bind") // address
            return readTlsOptions(words, 2, line, ReferenceRole::ClientCa);
        if (words[0] == "server") // name, address
            return readTlsOptions(words, 3, line, ReferenceRole::TrustedCa);
        if (words[0] == "server-template") // prefix, number, address
            return readTlsOptions(words, 4, line, ReferenceRole::TrustedCa);
        if (words[0] == "default-server")
            return readTlsOptions(words, 1, line, ReferenceRole::TrustedCa);
        if (words.size() < 2)
            return;
        if (words[0] == "crt-base")
            m_crtBase = words[1];
        else if (words[0] == "ca-base")
            m_caBase = words[1];
        else if (words.size() > 2 && (words[0] == "setenv" || words[0] == "presetenv"))
            m_variables.insert_or_assign(words[1], words[2]);
        else if (m_section == "crt-store" || m_section.starts_with("crt-store "))
            readTlsOptions(words, 1, line, ReferenceRole::TrustedCa);
    }

    /// Options with a file behind them, wherever they stand from the word `first` on.
    void readTlsOptions(const std::vector<std::string> &words, std::size_t first, int line, ReferenceRole authorities)
    {
        for (std::size_t i = first; i + 1 < words.size(); ++i) {
            const std::string &option = words[i];
            const std::string &value = words[i + 1];
            if (option == "crt")
                refer(m_crtBase, value, ReferenceRole::Certificate, line);
            else if (option == "key")
                refer(m_crtBase, value, ReferenceRole::Key, line);
            else if (option == "ca-file" || option == "ca-verify-file")
                refer(m_caBase, value, authorities, line);
            else if (option == "crt-list")
                readCrtList(value, line);
            else
                continue;
            ++i;
        }
    }

    std::optional<std::size_t> refer(const std::string &base, const std::string &path, ReferenceRole role, int line)
    {
        if (path.starts_with('@')) { // @system-ca is the computer's own store; @name/… lies in a crt-store that is read by itself
            if (path != "@system-ca" && role != ReferenceRole::Certificate)
                m_walk.fail(m_walk.where(line), ErrorCode::Unsupported, "not a file", path);
            return std::nullopt;
        }
        return m_walk.refer(resolvedPath(resolvedPath(m_folder, base), path), role, line, m_section);
    }

    /// Section 5.1: a certificate per line, then [its own options], then the names for which it is shown.
    void readCrtList(const std::string &path, int includedAt)
    {
        if (path.find('$') != path.npos)
            return m_walk.fail(m_walk.where(includedAt), ErrorCode::Unsupported, "the path depends on a variable", path);
        forEachLine(resolvedPath(m_folder, path), m_walk.where(includedAt), [this](const std::vector<std::string> &words, int line) {
            const auto certificate = refer(m_crtBase, words[0], ReferenceRole::Certificate, line);
            std::vector<std::string> names;
            std::vector<std::string> options;
            bool inOptions = false;
            for (std::string word : words | std::views::drop(1)) {
                if (!inOptions && word.starts_with('[')) {
                    inOptions = true;
                    word.erase(0, 1);
                }
                const bool last = inOptions && word.ends_with(']');
                if (last)
                    word.pop_back();
                if (inOptions && !word.empty())
                    options.push_back(word);
                else if (!inOptions && !word.starts_with('!')) // !name: not for this name
                    names.push_back(word);
                inOptions = inOptions && !last;
            }
            readTlsOptions(options, 0, line, ReferenceRole::ClientCa);
            if (certificate)
                m_walk.addNames(*certificate, names);
        });
    }

    ConfigWalk m_walk;
    std::string m_folder; ///< stands for the folder that HAProxy is started in
    std::string m_crtBase, m_caBase;
    std::string m_section;
    std::map<std::string, std::string, std::less<>> m_variables;
};

} // namespace

ServerConfigReading readHaproxyConfig(const std::string &path, ConfigFiles &files)
{
    return HaproxyReader(files, path).take();
}

} // namespace hufu
