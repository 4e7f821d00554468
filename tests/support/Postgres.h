// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Peer.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <memory>

namespace hufu::test {

/// A real PostgreSQL on loopback, run by nobody where the test runs as root, as it wants it.
class Postgres {
public:
    Postgres()
    {
        Peer::handOver(m_folder.path());
        m_made = Peer::run("initdb", {"-D", m_folder.filePath("db"), "-A", "trust", "-U", "hufu", "--no-sync", "--locale=C", "-E", "UTF8"}, m_folder.path(),
                           Peer::RunAs::NotRoot);
        start();
    }
    void start()
    {
        m_server = std::make_unique<Peer>("postgres", QStringList{"-D", m_folder.filePath("db"), "-p", QString::number(m_port), "-h", "127.0.0.1", "-k",
                                                                  m_folder.path(), "-c", "shared_buffers=16MB"}, m_folder.path(), Peer::RunAs::NotRoot);
        m_running = m_made && m_server->waitForPort(m_port) && waitUntilReady();
    }
    /// With all its processes: alone its first one would leave those that have a connection at work.
    void stop()
    {
        Peer::run("pg_ctl", {"-D", m_folder.filePath("db"), "-m", "immediate", "-w", "stop"}, m_folder.path(), Peer::RunAs::NotRoot);
        m_server.reset();
    }
    ~Postgres() { stop(); }
    bool isRunning() const { return m_running; }
    QString place() const { return QStringLiteral("postgresql://hufu@127.0.0.1:%1/postgres").arg(m_port); }
    QByteArray ask(const QString &sql) const
    {
        QProcess psql;
        psql.start(Peer::find("psql"), {"-h", "127.0.0.1", "-p", QString::number(m_port), "-U", "hufu", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-tAc", sql});
        psql.waitForFinished(60'000);
        if (psql.exitCode() != 0)
            qFatal("psql: %s", psql.readAllStandardError().constData());
        return psql.readAllStandardOutput().trimmed();
    }

private:
    /// The port is open before it answers: "the database system is starting up".
    bool waitUntilReady() const
    {
        for (QDeadlineTimer patience(60'000); !patience.hasExpired(); QThread::msleep(50)) {
            QProcess psql;
            psql.start(Peer::find("psql"), {"-h", "127.0.0.1", "-p", QString::number(m_port), "-U", "hufu", "-d", "postgres", "-tAc", "SELECT 1"});
            if (psql.waitForFinished(60'000) && psql.exitStatus() == QProcess::NormalExit && psql.exitCode() == 0)
                return true;
        }
        return false;
    }

    QTemporaryDir m_folder;
    const quint16 m_port = Peer::freePort();
    bool m_made = false, m_running = false;
    std::unique_ptr<Peer> m_server;
};

} // namespace hufu::test
