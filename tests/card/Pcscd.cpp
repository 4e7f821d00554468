// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/card/Pcscd.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QThread>

#include <cerrno>
#include <csignal>
#include <cstring>

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hufu::test {
namespace {

const QString driver = QStringLiteral("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
const QString socketPath = QStringLiteral("/run/pcscd/pcscd.comm");

QString failed(const char *what) { return QStringLiteral("%1: %2").arg(QLatin1String(what), QString::fromLocal8Bit(std::strerror(errno))); }

bool writeFile(const char *path, const QByteArray &text)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

QString pcscd()
{
    const QString found = QStandardPaths::findExecutable(QStringLiteral("pcscd"));
    return found.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("pcscd"), {QStringLiteral("/usr/sbin")}) : found;
}

} // namespace

VirtualReader virtualReader(int index)
{
    return {QStringLiteral("Virtual PCD 00 0%1").arg(index), std::uint16_t(35963 + index)};
}

QString enterOwnNamespaces()
{
    const uid_t user = ::getuid();
    const gid_t group = ::getgid();
    if (::unshare(CLONE_NEWNS | CLONE_NEWNET | (user == 0 ? 0 : CLONE_NEWUSER)) != 0)
        return failed("unshare");
    if (user != 0) {
        writeFile("/proc/self/setgroups", "deny");
        if (!writeFile("/proc/self/uid_map", "0 " + QByteArray::number(user) + " 1") || !writeFile("/proc/self/gid_map", "0 " + QByteArray::number(group) + " 1"))
            return failed("mapping the user");
    }
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 || ::mount("tmpfs", "/run", "tmpfs", 0, nullptr) != 0
        || ::mkdir("/run/pcscd", 0755) != 0)
        return failed("an own /run");
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq loopback{};
    std::strcpy(loopback.ifr_name, "lo");
    loopback.ifr_flags = IFF_UP;
    const bool up = ::ioctl(socket, SIOCSIFFLAGS, &loopback) == 0;
    ::close(socket);
    return up ? QString() : failed("loopback");
}

QString Pcscd::missing()
{
    if (pcscd().isEmpty())
        return QStringLiteral("pcscd is not installed");
    return QFile::exists(driver) ? QString() : QStringLiteral("vsmartcard-vpcd is not installed");
}

bool Pcscd::start()
{
    stop();
    const QString config = m_folder.filePath(QStringLiteral("readers.conf"));
    writeFile(config.toLocal8Bit(),
              "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:0x8C7B\nLIBPATH " + driver.toLocal8Bit() + "\nCHANNELID 0x8C7B\n");
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(m_folder.filePath(QStringLiteral("pcscd.log")));
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process->start(pcscd(), {QStringLiteral("--foreground"), QStringLiteral("--config"), config});
    for (int i = 0; i < 500 && m_process->state() != QProcess::NotRunning; ++i) {
        if (QFile::exists(socketPath))
            return true;
        m_process->waitForFinished(20);
    }
    return false;
}

void Pcscd::stop()
{
    if (!m_process)
        return;
    m_process->terminate();
    if (!m_process->waitForFinished(5000)) {
        m_process->kill();
        m_process->waitForFinished(5000);
    }
    m_process.reset();
    QFile::remove(socketPath);
}

QByteArray Pcscd::said() const
{
    QFile log(m_folder.filePath(QStringLiteral("pcscd.log")));
    return log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
}

} // namespace hufu::test
