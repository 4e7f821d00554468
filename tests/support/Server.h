// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/embedded/EmbeddedGate.h"
#include "app/embedded/ServedHome.h"
#include "tests/support/Ctl.h"

namespace hufu::test {

/// A house whose authority has moved to a hufu-server, a process of its own on loopback, and consoles' homes that are enrolled there.
class ServerHouse {
public:
    ServerHouse();
    ~ServerHouse();

    /// Started when it returns; at the same ports each time.
    void start();
    int stop();   ///< SIGTERM: its exit code
    void kill();  ///< SIGKILL

    QString url() const { return QStringLiteral("https://127.0.0.1:%1").arg(port); }
    QString state() const { return m_home.path(QStringLiteral("state")); }
    QString config() const { return state() + QStringLiteral("/server.conf"); }
    QByteArray log() const;
    /// `hufu-server WORDS…`
    static CtlRun run(const QStringList &words);
    QByteArray code() const; ///< a fresh one

    /// A console's home with the first officer's key, enrolled at `url`; not replicated yet.
    QString console(const QString &name, const QString &url) const;
    QString console(const QString &name) const { return console(name, url()); }
    /// The first officer's house over such a home.
    std::unique_ptr<House> open(const QString &home) const;
    /// `hufuctl WORDS… --home HOME` with the passphrase.
    CtlRun ctl(const QString &home, QStringList words) const;
    /// A link that shows that home's certificate.
    std::unique_ptr<ServerLink> link(const QString &home) const;
    static SecureBytes passphrase() { return SecureBytes::copyOf("correct horse battery staple"); }

    const CtlHome &home() const { return m_home; } ///< whose authority moved
    int port = 0, statusPort = 0, operationsPort = 0;

private:
    CtlHome m_home;
    std::unique_ptr<QProcess> m_process;
};

} // namespace hufu::test
