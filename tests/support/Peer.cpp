// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Peer.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QThread>
#include <QUuid>

#include <arpa/inet.h>
#include <grp.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hufu::test {

namespace {

constexpr uid_t nobody = 65534;

void prepare(QProcess &process, Peer::RunAs runAs)
{
    process.setChildProcessModifier([runAs] {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setpgid(0, 0); // its own children end with it
        if (runAs == Peer::RunAs::NotRoot && geteuid() == 0) {
            // Changing the user clears the death signal, hence once more.
            if (setgroups(0, nullptr) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
                _exit(126);
        }
    });
}

bool connects(quint16 port, const char *address)
{
    sockaddr_storage storage{};
    socklen_t size = 0;
    auto *v4 = reinterpret_cast<sockaddr_in *>(&storage);
    auto *v6 = reinterpret_cast<sockaddr_in6 *>(&storage);
    if (inet_pton(AF_INET, address, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        size = sizeof *v4;
    } else if (inet_pton(AF_INET6, address, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        size = sizeof *v6;
    }
    const int number = socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool connected = ::connect(number, reinterpret_cast<const sockaddr *>(&storage), size) == 0;
    close(number);
    return connected;
}

} // namespace

QString Peer::find(const QString &program)
{
    const QString found = QStandardPaths::findExecutable(program);
    if (!found.isEmpty())
        return found;
    QStringList folders{QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin")};
    for (const QString &version : QDir(QStringLiteral("/usr/lib/postgresql")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        folders << QStringLiteral("/usr/lib/postgresql/%1/bin").arg(version);
    return QStandardPaths::findExecutable(program, folders);
}

quint16 Peer::freePort()
{
    const int number = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr = in6addr_any; // dual-stack: free for both families
    socklen_t size = sizeof address;
    if (bind(number, reinterpret_cast<sockaddr *>(&address), size) != 0
        || getsockname(number, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("no free port");
    close(number);
    return ntohs(address.sin6_port);
}

Peer::Peer(const QString &program, const QStringList &arguments, const QString &folder, RunAs runAs)
    : m_log(folder + QStringLiteral("/peer-%1.log").arg(QUuid::createUuid().toString(QUuid::Id128)))
{
    prepare(m_process, runAs);
    m_process.setWorkingDirectory(folder);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(m_log);
    m_process.start(find(program), arguments);
    m_process.waitForStarted();
    m_group = pid_t(m_process.processId());
}

Peer::~Peer()
{
    m_process.terminate();
    if (!m_process.waitForFinished(3000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
    if (m_group > 0)
        ::kill(-m_group, SIGKILL); // `openssl ocsp -multi` leaves its children behind
}

bool Peer::waitForPort(quint16 port, const char *address)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 20'000) {
        if (m_process.waitForFinished(0) || m_process.state() == QProcess::NotRunning) {
            qWarning("%s ended: %s", qPrintable(m_process.program()), output().constData());
            return false;
        }
        if (connects(port, address))
            return true;
        QThread::msleep(20);
    }
    return false;
}

QByteArray Peer::output() const
{
    QFile log(m_log);
    return log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
}

bool Peer::run(const QString &program, const QStringList &arguments, const QString &folder, RunAs runAs)
{
    QProcess process;
    prepare(process, runAs);
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(find(program), arguments);
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    qWarning("%s: %s", qPrintable(program), process.readAll().constData());
    return false;
}

void Peer::handOver(const QString &folder)
{
    if (geteuid() != 0)
        return;
    QStringList paths{folder};
    for (QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories); entries.hasNext();)
        paths << entries.next();
    for (const QString &path : paths)
        if (chown(qPrintable(path), nobody, nobody) != 0)
            qFatal("cannot hand over %s", qPrintable(path));
}

} // namespace hufu::test
