// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/StagedPackages.h"

#include "models/store/CeremonyReader.h"

#include <filesystem>

namespace hufu {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view packagePrefix = "ceremony-", scratchPrefix = "restore-test-";
constexpr std::size_t idLength = 36;

} // namespace

std::string stagedPackage(const std::string &home, const std::string &ceremony) { return home + '/' + std::string(packagePrefix) + ceremony; }

std::string scratchHouse(const std::string &home, const std::string &ceremony) { return home + '/' + std::string(scratchPrefix) + ceremony; }

void sweepStaged(Connection &connection, const std::string &home, Instant now)
{
    std::error_code error;
    std::vector<fs::path> over;
    for (fs::directory_iterator it(home, error), end; !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        for (const std::string_view prefix : {packagePrefix, scratchPrefix}) {
            if (!name.starts_with(prefix) || name.size() != prefix.size() + idLength)
                continue;
            const Result<std::optional<Ceremony>> ceremony = readCeremony(connection, name.substr(prefix.size()));
            std::error_code unread;
            const fs::file_time_type written = fs::last_write_time(it->path(), unread);
            const bool old = !unread && fs::file_time_type::clock::now() - written > ceremonyLife;
            if (ceremony && (*ceremony ? (*ceremony)->fate != Ceremony::Fate::Open || (*ceremony)->lapsed(now) : old))
                over.push_back(it->path());
        }
    }
    for (const fs::path &path : over)
        fs::remove_all(path, error);
}

} // namespace hufu
