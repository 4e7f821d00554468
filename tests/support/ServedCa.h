// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Server.h"
#include "tests/support/Stranger.h"

#include <memory>

namespace hufu::test {

/// The CA of a running ServerHouse, as desks order it to be made; client certificates that it issues; and `hufuctl crl-follow` agents that are enrolled there. All files lie in one
/// folder: cas.pem with the root and the issuing CA, and of each agent its home and its CRLs (NAME, NAME.pem).
class ServedCa {
public:
    /// `desk` submits, `other` approves and signs with it where two have to: a home of another officer's, or in pilot mode the same.
    ServedCa(const ServerHouse &house, const Stranger &folder, const QString &desk, const QString &other);

    /// Makes it, with one service 挂号 of this tier and one issuing CA, of this tree.
    bool make(const char *tier = "important", const QString &tree = QStringLiteral("client")) const;
    /// What waits for signatures, signed at the other desk; false when nothing does.
    bool signedByOther() const;
    /// A client certificate for a key of openssl's: FILE.key, FILE.csr and, with its chain, FILE.pem. Its SHA-256, or empty.
    QString issue(const QString &commonName, const QString &file = QStringLiteral("key")) const;

    QByteArray agentCode() const; ///< a fresh one that enrols a relying server
    QStringList agentWords(const QString &name) const;
    CtlRun enrol(const QString &name, const QByteArray &code) const;
    bool enrolled(const QString &name) const;
    std::unique_ptr<QProcess> startAgent(const QString &name, const QStringList &more = {}) const;
    /// What the emergency's record, as the desk reads it, says of one agent's server.
    QJsonObject relying(const QString &emergency, const QString &name) const;

private:
    bool order(const QStringList &words) const;
    /// Whether the authority has made the CA of that tree, whose certificate is written to TREE.pem then; waits a while.
    bool has(const QString &tree) const;

    const ServerHouse &m_house;
    const Stranger &m_folder;
    QString m_desk, m_other;
};

} // namespace hufu::test
