// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "tests/support/Ctl.h"
#include "tests/support/Peer.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

#include <QTest>

namespace hufu::test {

/// A house where USBKeys are issued to doctors by hufuctl, and a page that nginx guards by client certificate and role; curl is the browser. Officers: li
/// and chen (security), wang (system), zhao (audit).
class DoctorsHouse {
public:
    Stranger folder;

    static QString engine() { return QStringLiteral("/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so"); }
    QString path(const char *name) const { return folder.path(QLatin1String(name)); }
    CtlRun as(const char *name, QStringList words, const char *cosigner = nullptr) const
    {
        words << "--home" << path("home") << "--as" << name << "--passphrase-file" << path(name);
        if (cosigner)
            words << "--cosign" << cosigner << "--cosign-passphrase-file" << path(cosigner);
        return CtlHome::plain(words);
    }
    void found()
    {
        const auto passphraseFor = [](const char *name) { return SecureBytes::copyOf(std::string("correct horse battery ") + name); };
        EmbeddedGate gate(path("home").toStdString(), ScryptCost{1024, 8, 1});
        const SecureBytes one = passphraseFor("li"), two = passphraseFor("wang"), three = passphraseFor("zhao");
        const NewOfficer founders[] = {{"li", "信息科", {Role::SecurityAdmin}, &one}, {"wang", "信息科", {Role::SystemAdmin}, &two}, {"zhao", "审计科", {Role::AuditAdmin}, &three}};
        VERIFY_OK(gate.foundTogether("第一医院", founders));
        Result<std::unique_ptr<House>> house = gate.open("li", one);
        VERIFY_OK(house);
        const Result<std::unique_ptr<Token>> wang = gate.unlockToken(**house, "wang", two);
        VERIFY_OK(wang);
        Token *const cosigners[] = {wang->get()};
        Person chen;
        chen.id = newUuid();
        chen.name = "chen";
        chen.department = "信息科";
        chen.roles = {Role::SecurityAdmin};
        VERIFY_OK(gate.addPerson(**house, chen, passphraseFor("chen"), cosigners));
        for (const char *name : {"li", "wang", "zhao", "chen"})
            folder.write(QLatin1String(name), std::string_view(std::string("correct horse battery ") + name + "\n"));
        folder.write("pin", std::string_view("271828\n"));
        folder.write("new-pin", std::string_view("314159\n"));
    }
    void makeCaAndRole(const QStringList &role = {"role", "save", "doctor", "--days", "180"}) const
    {
        const CtlRun made = as("li", {"ca", "create", "--name", "Hospital", "--locality", "北京"}, "chen");
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        QCOMPARE(as("li", role).exitCode, 7); // alone
        const CtlRun saved = as("li", role, "chen");
        QVERIFY2(saved.exitCode == 0, saved.err);
    }
    void writeCrls() const
    {
        QByteArray all;
        for (const char *ca : {"Hospital Root CA", "Hospital Client CA"}) {
            QCOMPARE(as("li", {"ca", "crl", ca, "--output", path("one.crl")}).exitCode, 0);
            QVERIFY2(folder.openssl({"crl", "-inform", "DER", "-in", "one.crl", "-out", "one.crl.pem"}), folder.said());
            const Bytes pem = folder.read("one.crl.pem");
            all.append(reinterpret_cast<const char *>(pem.data()), qsizetype(pem.size()));
        }
        folder.write("crls.pem", std::string_view(all.constData(), std::size_t(all.size())));
    }
    /// What nginx needs besides the CRLs: its own certificate, the CAs, its configuration.
    void writeNginx(quint16 port) const
    {
        QVERIFY2(folder.openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "server.key", "-out", "server.pem", "-subj",
                                 "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"}),
                 folder.said());
        QCOMPARE(as("li", {"ca", "certificate", "Hospital Root CA", "--output", path("root.pem")}).exitCode, 0);
        QCOMPARE(as("li", {"ca", "certificate", "Hospital Client CA", "--output", path("client.pem")}).exitCode, 0);
        Bytes cas = folder.read("root.pem");
        const Bytes client = folder.read("client.pem");
        cas.insert(cas.end(), client.begin(), client.end());
        folder.write("cas.pem", cas);
        folder.write("nginx.conf", std::string_view(QStringLiteral("daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\n access_log off;\n"
                                                                     " client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;\n"
                                                                     " map $ssl_client_s_dn $isDoctor { default 0; \"~(^|,)role=doctor(,|$)\" 1; }\n"
                                                                     " server {\n  listen 127.0.0.1:%1 ssl;\n  server_name localhost;\n  ssl_certificate server.pem;\n"
                                                                     "  ssl_certificate_key server.key;\n  ssl_client_certificate cas.pem;\n  ssl_verify_client on;\n"
                                                                     "  ssl_verify_depth 2;\n  ssl_crl crls.pem;\n"
                                                                     "  location / { if ($isDoctor = 0) { return 403; } return 200 'records'; }\n }\n}\n")
                                                          .arg(port)
                                                          .toStdString()));
    }
    std::unique_ptr<Peer> nginx() const { return std::make_unique<Peer>("nginx", QStringList{"-p", path(""), "-c", "nginx.conf", "-e", "stderr"}, path("")); }
    /// The page as the holder of doctor.pem sees it, whose private key is at this PKCS#11 URI.
    Said browse(quint16 port, const QString &key) const
    {
        return folder.run("curl", {"-sS", "--noproxy", "*", "--cacert", "server.pem", "--engine", "pkcs11", "--cert", "doctor.pem", "--key-type", "ENG", "--key", key, "-w",
                                   " status=%{http_code}", QStringLiteral("https://localhost:%1/").arg(port)});
    }
    /// doctor.pem from doctor.der.
    bool readDoctor() const { return folder.openssl({"x509", "-inform", "DER", "-in", "doctor.der", "-out", "doctor.pem"}); }
};

} // namespace hufu::test
