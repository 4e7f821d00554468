// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/embedded/EmbeddedGate.h"
#include "models/domain/CertificateAuthority.h"
#include "models/domain/Request.h"
#include "models/domain/Revocation.h"
#include "tests/support/Stranger.h"

#include <QTemporaryDir>

#include <map>

namespace hufu::test {

/// A folder with files for programs of others, named by whole paths.
class Workbench {
public:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, BytesView bytes) const;
    Bytes read(const QString &name) const;
    Said run(const QString &program, const QStringList &arguments) const;
    Said openssl(const QStringList &arguments) const { return run(QStringLiteral("openssl"), arguments); }

private:
    QTemporaryDir m_folder;
};

/// A house of one person in pilot mode, with a clock of its own, a root and the two issuing CAs, one ordinary service and one core service.
/// Whatever fails on the way ends the test program: it is another test's matter.
class CertifyingHouse {
public:
    /// Where the keys of its CAs are to lie, unless in the vault.
    struct KeyPlace {
        std::string uri, pin;
    };
    /// `algorithm`: of all its CAs, a KeyKind by name.
    explicit CertifyingHouse(const std::string &algorithm = "ec-p256", Instant now = systemNow(), const KeyPlace &place = {});

    struct Wanted {
        std::string name; ///< a host, or with profile "client" the holder, with "device" the device
        std::string profile = "server";
        std::string service = "registration"; ///< or "records", which is core
        int days = 30;
        std::string unit = "内科", staffNumber{}; ///< of a holder: OU, and UID where there is one
        QString keyFile{}; ///< of the key that it is for; empty: a new one
    };
    struct Held {
        Bytes certificate; ///< DER
        Sha256 sha256{};
        QString keyFile;   ///< PEM, on the workbench
        QString file;      ///< the certificate there, PEM
    };
    /// Requested with a key and CSR of openssl's, approved, and issued.
    Held issue(const Wanted &wanted);

    Result<Receipt> revoke(std::vector<Sha256> certificates, RevocationReason reason = RevocationReason::Superseded);
    Result<Receipt> resume(std::vector<Sha256> certificates);

    const std::string &serverCa() const { return m_serverCa; }
    const std::string &clientCa() const { return m_clientCa; }
    CertificateAuthority ca(const std::string &id);
    std::vector<CertificateAuthority> cas();
    Bytes crl(const std::string &ca); ///< the newest, DER
    /// Root, server CA and client CA, or their CRLs, in one PEM file on the workbench.
    QString caFile();
    QString crlFile();

    House &house() { return *m_house; }
    /// As if the program were started anew.
    void reopen();
    EmbeddedGate &gate() { return m_gate; }
    const Workbench &bench() const { return m_bench; }
    std::string homePath() const { return m_home; }
    QString passphraseFile() const { return m_passphraseFile; }

    static constexpr const char *officer = "独行";
    Instant now;

private:
    Workbench m_bench;
    std::string m_home;
    QString m_passphraseFile;
    EmbeddedGate m_gate;
    std::unique_ptr<House> m_house;
    std::string m_root, m_serverCa, m_clientCa;
    std::map<std::string, std::string> m_services; ///< id by name
    int m_issued = 0;
};

} // namespace hufu::test
