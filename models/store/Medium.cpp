// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Medium.h"

#include <QProcess>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace hufu {
namespace {

constexpr int patience = 60'000; // milliseconds: a slow stick writes what was cached

struct Mount {
    std::string device, place;
};

/// The mount of the longest place that leads to the folder; from /proc/self/mountinfo (proc(5)). Blanks in places stand there as \040.
Mount mountOf(const std::string &folder)
{
    std::error_code error;
    const std::string wanted = std::filesystem::canonical(folder, error).string() + '/';
    std::ifstream mounts("/proc/self/mountinfo");
    Mount best;
    for (std::string line; std::getline(mounts, line);) {
        std::istringstream fields(line);
        std::string word, place, device;
        for (int at = 0; at < 5 && fields >> word; ++at)
            place = word;
        while (fields >> word && word != "-") { }
        fields >> word >> device; // type, then source
        for (std::size_t at = place.find("\\040"); at != std::string::npos; at = place.find("\\040"))
            place.replace(at, 4, " ");
        if (place.size() >= best.place.size() && wanted.starts_with(place == "/" ? place : place + '/'))
            best = {device, place};
    }
    return best;
}

bool run(const char *deed, const std::string &device)
{
    QProcess udisks;
    udisks.start(QStringLiteral("udisksctl"),
                 {QLatin1String(deed), QStringLiteral("-b"), QString::fromStdString(device), QStringLiteral("--no-user-interaction")});
    return udisks.waitForFinished(patience) && udisks.exitStatus() == QProcess::NormalExit && udisks.exitCode() == 0;
}

} // namespace

Result<MediumFlush> remountMedium(const std::string &folder)
{
    const Mount mount = mountOf(folder);
    // Where udisks mounts what people put in; a disk of this computer is left alone, whoever runs this.
    if (!mount.device.starts_with("/dev/") || !(mount.place.starts_with("/media/") || mount.place.starts_with("/run/media/")))
        return MediumFlush::NoDevice;
    if (!run("unmount", mount.device))
        return MediumFlush::NotAllowed;
    if (!run("mount", mount.device) || mountOf(folder).device != mount.device)
        return fail(ErrorCode::Io, "the medium was unmounted and is not there again: take it out and put it in", folder);
    return MediumFlush::Remounted;
}

} // namespace hufu
