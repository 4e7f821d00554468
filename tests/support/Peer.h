// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>

#include <sys/types.h>

/// Skips the test, from initTestCase() all of them, where a program is not installed.
#define NEEDS(program)                                               \
    if (hufu::test::Peer::find(QString::fromUtf8(program)).isEmpty()) \
    QSKIP(qPrintable(QString::fromUtf8(program) + QStringLiteral(" is not installed")))

namespace hufu::test {

/// A stranger's server program, run in the foreground for the length of a scope; it ends with the test, even if that is killed.
class Peer {
public:
    enum class RunAs { Myself, NotRoot }; ///< some servers refuse to run as root: they then run as nobody

    /// The program's path, also where servers lie (sbin, PostgreSQL's folders); empty when it is not installed.
    static QString find(const QString &program);
    /// A port of 127.0.0.1 and ::1 that was free a moment ago.
    static quint16 freePort();

    /// Starts it with `folder` as its working folder; what it says goes to a file there.
    Peer(const QString &program, const QStringList &arguments, const QString &folder, RunAs runAs = RunAs::Myself);
    ~Peer();

    /// Until something accepts connections there; false when it ended before, or after 20 s.
    bool waitForPort(quint16 port, const char *address = "127.0.0.1");
    QByteArray output() const;

    /// Runs a program to its end; false, and a warning with what it said, when it fails.
    static bool run(const QString &program, const QStringList &arguments, const QString &folder, RunAs runAs = RunAs::Myself);
    /// Gives a folder to nobody, when the test runs as root: for RunAs::NotRoot.
    static void handOver(const QString &folder);

private:
    QProcess m_process;
    QString m_log;
    pid_t m_group = 0; ///< it and what it starts
};

} // namespace hufu::test
