// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd, hufuctl, OpenSC, curl and nginx run for real; the virtual card stands for one of plastic.
#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "tests/smartcard/CardScene.h"
#include "tests/support/Ctl.h"
#include "tests/support/Peer.h"

#include <QElapsedTimer>
#include <QJsonArray>

using namespace hufu;
using namespace hufu::test;

namespace {

const QString openscModule = QStringLiteral("/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so");
const QString opensslEngine = QStringLiteral("/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so");

SecureBytes passphraseFor(const char *name) { return SecureBytes::copyOf(std::string("correct horse battery ") + name); }

} // namespace

/// Two officers issue a USBKey to a doctor, whose browser (curl, through OpenSC) opens what nginx guards by certificate and role; the key is reported lost,
/// and the page is closed to it.
class DoctorsKeyTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    CardScene m_scene;
    Stranger m_folder;

    QString path(const char *name) const { return m_folder.path(QLatin1String(name)); }
    CtlRun as(const char *name, QStringList words, const char *cosigner = nullptr) const
    {
        words << "--home" << path("home") << "--as" << name << "--passphrase-file" << path(name);
        if (cosigner)
            words << "--cosign" << cosigner << "--cosign-passphrase-file" << path(cosigner);
        return CtlHome::plain(words);
    }
    void writeCrls() const
    {
        QByteArray all;
        for (const char *ca : {"Hospital Root CA", "Hospital Client CA"}) {
            QCOMPARE(as("li", {"ca", "crl", ca, "--output", path("one.crl")}).exitCode, 0);
            QVERIFY2(m_folder.openssl({"crl", "-inform", "DER", "-in", "one.crl", "-out", "one.crl.pem"}), m_folder.said());
            const Bytes pem = m_folder.read("one.crl.pem");
            all.append(reinterpret_cast<const char *>(pem.data()), qsizetype(pem.size()));
        }
        m_folder.write("crls.pem", std::string_view(all.constData(), std::size_t(all.size())));
    }
    Said browse(quint16 port) const
    {
        return m_folder.run("curl", {"-sS", "--noproxy", "*", "--cacert", "server.pem", "--engine", "pkcs11", "--cert", "doctor.pem", "--key-type", "ENG", "--key",
                                     "pkcs11:id=%01;type=private;pin-value=271828", "-w", " status=%{http_code}", QStringLiteral("https://localhost:%1/").arg(port)});
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString reason = CardScene::skipReason(hindered); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        for (const char *program : {"nginx", "curl", "pkcs11-tool"})
            NEEDS(program);
        if (!QFile::exists(openscModule) || !QFile::exists(opensslEngine))
            QSKIP("opensc-pkcs11 or libengine-pkcs11-openssl is not installed");
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        QVERIFY(m_scene.insert());
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
            m_folder.write(QLatin1String(name), std::string_view(std::string("correct horse battery ") + name + "\n"));
        m_folder.write("pin", std::string_view("271828\n"));
        m_folder.write("new-pin", std::string_view("314159\n"));
    }
    void cleanupTestCase() { m_scene.card.reset(); }

    void twoIssueIt()
    {
        const CtlRun made = as("li", {"ca", "create", "--name", "Hospital", "--locality", "北京"}, "chen");
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        QCOMPARE(as("li", {"role", "save", "doctor", "--days", "180"}).exitCode, 7); // alone
        const CtlRun role = as("li", {"role", "save", "doctor", "--days", "180"}, "chen");
        QVERIFY2(role.exitCode == 0, role.err);
        const QStringList form{"card", "issue", "--person", "李医生", "--staff", "D-1001", "--department", "心内科", "--role", "doctor", "--pin-file", path("pin"), "--json"};
        QCOMPARE(as("li", form).exitCode, 7);
        const CtlRun issued = as("li", form, "chen");
        QVERIFY2(issued.exitCode == 0, issued.err + issued.out);
        QCOMPARE(issued.json()["state"].toString(), QStringLiteral("issued"));
        QCOMPARE(issued.json()["card"].toString(), QStringLiteral("20261128"));
        const CtlRun listed = as("li", {"card", "register", "--json"});
        QCOMPARE(QJsonDocument::fromJson(listed.out).array().at(0).toObject()["holder"].toObject()["name"].toString(), QStringLiteral("李医生"));
        QCOMPARE(QJsonDocument::fromJson(as("li", {"card", "history", "20261128", "--json"}).out).array().size(), 4);
    }

    void nginxLetsTheRoleInUntilTheKeyIsLost()
    {
        qputenv("PKCS11_MODULE_PATH", openscModule.toLocal8Bit());
        QVERIFY2(m_folder.run("pkcs11-tool", {"--module", openscModule, "--read-object", "--type", "cert", "--id", "01", "--output-file", "doctor.der"}), m_folder.said());
        QVERIFY2(m_folder.openssl({"x509", "-inform", "DER", "-in", "doctor.der", "-out", "doctor.pem"}), m_folder.said());
        QVERIFY2(m_folder.openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "server.key", "-out", "server.pem", "-subj",
                                   "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"}),
                 m_folder.said());
        QCOMPARE(as("li", {"ca", "certificate", "Hospital Root CA", "--output", path("root.pem")}).exitCode, 0);
        QCOMPARE(as("li", {"ca", "certificate", "Hospital Client CA", "--output", path("client.pem")}).exitCode, 0);
        Bytes cas = m_folder.read("root.pem");
        const Bytes client = m_folder.read("client.pem");
        cas.insert(cas.end(), client.begin(), client.end());
        m_folder.write("cas.pem", cas);
        writeCrls();
        const quint16 port = Peer::freePort();
        m_folder.write("nginx.conf", std::string_view(QStringLiteral("daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\n access_log off;\n"
                                                                     " client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;\n"
                                                                     " map $ssl_client_s_dn $isDoctor { default 0; \"~(^|,)role=doctor(,|$)\" 1; }\n"
                                                                     " server {\n  listen 127.0.0.1:%1 ssl;\n  server_name localhost;\n  ssl_certificate server.pem;\n"
                                                                     "  ssl_certificate_key server.key;\n  ssl_client_certificate cas.pem;\n  ssl_verify_client on;\n"
                                                                     "  ssl_verify_depth 2;\n  ssl_crl crls.pem;\n"
                                                                     "  location / { if ($isDoctor = 0) { return 403; } return 200 'records'; }\n }\n}\n")
                                                          .arg(port)
                                                          .toStdString()));
        {
            Peer nginx("nginx", {"-p", path(""), "-c", "nginx.conf", "-e", "stderr"}, path(""));
            QVERIFY2(nginx.waitForPort(port), nginx.output());
            const Said page = browse(port);
            QVERIFY2(page.has("records") && page.has("status=200"), page.text + nginx.output());
        }
        QElapsedTimer timer;
        timer.start();
        const CtlRun lost = as("li", {"card", "lost", "20261128", "--note", "报失", "--json"});
        QVERIFY2(lost.exitCode == 0, lost.err);
        QCOMPARE(lost.json()["state"].toString(), QStringLiteral("lost"));
        writeCrls();
        QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
        Peer nginx("nginx", {"-p", path(""), "-c", "nginx.conf", "-e", "stderr"}, path(""));
        QVERIFY2(nginx.waitForPort(port), nginx.output());
        const Said page = browse(port);
        QVERIFY2(!page.has("records") && page.has("status=400"), page.text + nginx.output());
    }

    void foundAgainAndGivenToAnother()
    {
        QCOMPARE(as("li", {"card", "wipe", "--note", "x"}).exitCode, 7); // lost: nobody says that it was handed back
        QCOMPARE(as("li", {"card", "return", "20261128", "--note", "找回"}).exitCode, 0);
        const CtlRun wiped = as("li", {"card", "wipe", "--note", "清空", "--json"});
        QVERIFY2(wiped.exitCode == 0, wiped.err);
        QCOMPARE(wiped.json()["state"].toString(), QStringLiteral("in-stock"));
        const CtlRun issued = as("chen", {"card", "issue", "--person", "孙医生", "--staff", "D-1002", "--department", "门诊", "--role", "doctor", "--pin-file", path("pin")}, "li");
        QVERIFY2(issued.exitCode == 0, issued.err + issued.out);
        QVERIFY2(as("li", {"card", "change-pin", "--pin-file", path("pin"), "--new-pin-file", path("new-pin")}).exitCode != 0, "takes no house");
        const CtlRun changed = CtlHome::plain({"card", "change-pin", "--pin-file", path("pin"), "--new-pin-file", path("new-pin")});
        QVERIFY2(changed.exitCode == 0, changed.err);
        const CtlRun unlocked = as("li", {"card", "unlock", "--note", "忘记", "--new-pin-file", path("pin"), "--json"}, "chen");
        QVERIFY2(unlocked.exitCode == 0, unlocked.err);
        const CtlRun renewed = as("li", {"card", "renew", "--days", "90", "--pin-file", path("pin"), "--json"}, "chen");
        QVERIFY2(renewed.exitCode == 0, renewed.err);
        QCOMPARE(renewed.json()["holder"].toObject()["name"].toString(), QStringLiteral("孙医生"));
        const CtlRun proof = as("zhao", {"journal", "verify", "--signatures"});
        QVERIFY2(proof.exitCode == 0, proof.err + proof.out);
    }
};

HUFU_CARD_TEST_MAIN(DoctorsKeyTest)
#include "DoctorsKeyTest.moc"
