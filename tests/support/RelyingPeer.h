// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Peer.h"

#include <QStringList>

#include <memory>

namespace hufu::test {

/// A stranger's server on a port of 127.0.0.1 that relies on CRLs: it lets in, by HTTPS as localhost, whoever shows a client certificate under the CAs in the folder's cas.pem
/// that none of its CRLs names, and answers "records". Ends with the scope; its files in the folder are named by its port.
class RelyingPeer {
public:
    enum class Kind { Nginx, Haproxy };
    static constexpr Kind kinds[] = {Kind::Nginx, Kind::Haproxy};
    static const char *nameOf(Kind kind) { return kind == Kind::Nginx ? "nginx" : "haproxy"; } ///< the program's

    /// Writes server.pem and server.key, and both.pem with the two together, a key pair of localhost's.
    static bool makeServerKey(const QString &folder);

    /// `crls`: the PEM file in the folder with a CRL of each of the CAs; empty: it looks at none.
    RelyingPeer(Kind kind, const QString &folder, const QString &crls);
    ~RelyingPeer();

    /// Starts it; once it accepts connections. False when it does not.
    bool start();
    bool accepts() const; ///< connections, whatever it thinks of who makes them
    /// `--check` and `--reload` of `hufuctl crl-follow`, as an administrator would give them.
    QStringList followOptions() const;

    quint16 port() const { return m_port; }
    QString url() const { return QStringLiteral("https://localhost:%1/").arg(m_port); }

private:
    QString file(const char *extension) const { return QStringLiteral("%1-%2.%3").arg(QLatin1String(nameOf(m_kind))).arg(m_port).arg(QLatin1String(extension)); }
    void writeNginx(const QString &crls) const;
    void writeHaproxy(const QString &crls) const;

    Kind m_kind;
    QString m_folder;
    quint16 m_port;
    std::unique_ptr<Peer> m_nginx; ///< HAProxy goes to the background: its pid lies in a file
};

} // namespace hufu::test
