// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/WeakKeyList.h"

#include "models/pki/Handles.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace hufu {

namespace fs = std::filesystem;

WeakKeyList WeakKeyList::load(const std::vector<std::string> &folders)
{
    WeakKeyList list;
    for (const std::string &folder : folders) {
        std::error_code error;
        for (fs::directory_iterator file(folder, error), end; !error && file != end; file.increment(error)) {
            if (!file->path().filename().string().starts_with("blacklist.RSA-"))
                continue;
            std::ifstream lines(file->path());
            for (std::string line; std::getline(lines, line);) {
                const Result<Bytes> suffix = line.starts_with('#') ? Bytes{} : fromHex(line);
                if (!suffix || suffix->size() != Suffix{}.size())
                    continue;
                std::ranges::copy(*suffix, list.m_suffixes.emplace_back().begin());
            }
        }
    }
    std::ranges::sort(list.m_suffixes);
    const auto repeated = std::ranges::unique(list.m_suffixes);
    list.m_suffixes.erase(repeated.begin(), repeated.end());
    return list;
}

const WeakKeyList &WeakKeyList::installed()
{
    static const WeakKeyList list = load({"/usr/share/openssl-blacklist", "/usr/share/hufu/weak-keys"});
    return list;
}

bool WeakKeyList::contains(const std::string &printedModulus) const
{
    if (isEmpty())
        return false;
    const std::string line = printedModulus + "\n";
    std::array<std::uint8_t, 20> digest{};
    if (EVP_Digest(line.data(), line.size(), digest.data(), nullptr, EVP_sha1(), nullptr) != 1)
        return false;
    Suffix suffix;
    std::copy_n(digest.begin() + 10, suffix.size(), suffix.begin());
    return std::ranges::binary_search(m_suffixes, suffix);
}

} // namespace hufu
