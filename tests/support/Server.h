// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/embedded/EmbeddedGate.h"
#include "app/embedded/ServedHome.h"
#include "tests/support/Ctl.h"
#include "tests/support/Postgres.h"

#include <csignal>

namespace hufu::test {

/// A house whose authority has moved to a hufu-server, a process of its own on loopback, and consoles' homes that are enrolled there. Where
/// HUFU_OVER_POSTGRESQL is set it is kept in PostgreSQL, so that all that is asked of a server is asked of that store too.
class ServerHouse {
public:
    ServerHouse();
    /// One founded by three administrators, 李安全, 王系统 and 赵审计, with 孙安全 as a second security admin; all with the same passphrase.
    struct Together {};
    explicit ServerHouse(Together);
    /// One that is still to be founded; the codes lie in files that are called as the roles.
    struct New {};
    explicit ServerHouse(New, const QString &database = {});
    /// One whose authority is kept in PostgreSQL, for other servers to join: see SharedServersTest, which runs them itself.
    explicit ServerHouse(const QString &database);
    ~ServerHouse();

    /// Started when it returns; at the same ports each time.
    void start();
    int stop(int signal = SIGTERM); ///< its exit code
    void kill();  ///< SIGKILL
    qint64 pid() const { return m_process ? m_process->processId() : 0; }

    QString url() const { return QStringLiteral("https://127.0.0.1:%1").arg(port); }
    QString state() const { return m_home.path(QStringLiteral("state")); }
    QString config() const { return state() + QStringLiteral("/server.conf"); }
    QByteArray log() const;
    /// `hufu-server WORDS…`
    static CtlRun run(const QStringList &words);
    QByteArray code() const; ///< a fresh one

    /// A console's home with the first officer's key, enrolled at `url`; not replicated yet.
    QString console(const QString &name, const QString &url, const std::string &officer = {}) const;
    QString console(const QString &name) const { return console(name, url()); }
    QString consoleOf(const std::string &officer) const { return console(QString::fromStdString(officer), url(), officer); }
    /// The first officer's house over such a home.
    std::unique_ptr<House> open(const QString &home) const;
    /// `hufuctl WORDS… --home HOME` with the passphrase.
    CtlRun ctl(const QString &home, QStringList words) const;
    /// From now on the server runs by these words before its own: in a namespace (SmallDisk).
    void runBy(QStringList words) { m_runBy = std::move(words); }
    ServerLink::Settings linkSettingsOf(const QString &home) const;
    /// A link that shows that home's certificate.
    std::unique_ptr<ServerLink> link(const QString &home) const;
    static SecureBytes passphrase() { return SecureBytes::copyOf("correct horse battery staple"); }

    const CtlHome &home() const { return m_home; } ///< whose authority moved
    int port = 0, statusPort = 0, operationsPort = 0;

private:
    void move(const QStringList &more = {});
    QStringList overPostgres();

    CtlHome m_home;
    std::unique_ptr<Postgres> m_postgres;
    std::unique_ptr<QProcess> m_process;
    QStringList m_runBy;
};

} // namespace hufu::test
