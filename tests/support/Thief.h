// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Stranger.h"

namespace hufu::test {

/// Whoever holds a stolen client certificate, the folder's thief.pem and thief.key, before a RelyingPeer: tries to get in with curl and openssl s_client in three ways. Each says
/// whether the page came.
class Thief {
public:
    Thief(const Stranger &folder, quint16 port) : m_folder(folder), m_port(port) {}
    ~Thief();

    bool newHandshake() const;
    bool saveSession() const;  ///< gets in, and keeps the session (RFC 8446 §2.2)
    bool savedSession() const; ///< by the session that was kept
    /// Over a connection that stays open, opened the first time. `patience` in milliseconds.
    bool openConnection(int patience);
    const QByteArray &said() const { return m_folder.said(); }

private:
    bool throughOpenssl(const char *direction) const;

    const Stranger &m_folder;
    quint16 m_port;
    QProcess m_open;
};

} // namespace hufu::test
