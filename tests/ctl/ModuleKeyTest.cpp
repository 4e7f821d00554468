// SPDX-License-Identifier: GPL-3.0-or-later
// hufuctl, hufu-tokenhost, SoftHSM2, OpenSC, curl and nginx run for real; SoftHSM2 stands for a vendor's USBKey.
#include "tests/ctl/DoctorsHouse.h"
#include "tests/support/SoftHsm.h"

#include <QElapsedTimer>
#include <QJsonArray>

using namespace hufu;
using namespace hufu::test;

namespace {

const QString label = QStringLiteral("医生钥匙");

QJsonArray arrayOf(const CtlRun &run) { return QJsonDocument::fromJson(run.out).array(); }

} // namespace

/// A token of another vendor through its PKCS#11 module: seen, issued, used, renewed, lost, taken back.
class ModuleKeyTest : public QObject {
    Q_OBJECT

    SoftHsm m_hsm;
    DoctorsHouse m_house;
    QString m_number;

    QString path(const char *name) const { return m_house.path(name); }
    CtlRun as(const char *name, const QStringList &words, const char *cosigner = nullptr) const { return m_house.as(name, words, cosigner); }
    static QStringList target(const QString &module = SoftHsm::faultyModule()) { return {"--pkcs11", module, "--token", label}; }
    QStringList form(const QStringList &more, const QString &role = QStringLiteral("doctor")) const
    {
        return QStringList{"card", "issue", "--person", "李医生", "--staff", "D-1001", "--department", "心内科", "--role", role, "--json"} + more;
    }
    QJsonObject shown() const { return CtlHome::plain(QStringList{"card", "show", "--json"} + target()).json(); }
    QString stateOfIt() const
    {
        for (const QJsonValue card : arrayOf(as("li", {"card", "register", "--json"}))) {
            if (card["card"].toString() == m_number)
                return card["state"].toString();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!SoftHsm::isThere())
            QSKIP("softhsm2 and opensc are not installed");
        for (const char *program : {"nginx", "curl"})
            NEEDS(program);
        if (!QFile::exists(DoctorsHouse::engine()))
            QSKIP("libengine-pkcs11-openssl is not installed");
        QVERIFY2(m_hsm.makeToken(label), m_hsm.said());
        m_house.found();
        m_house.folder.write("factory-pin", std::string_view("123456\n"));
        m_house.folder.write("wrong-pin", std::string_view("999999\n"));
        m_house.makeCaAndRole({"role", "save", "doctor", "--days", "180", "--keys", "9a,9c,9d"});
    }
    void cleanup() { m_hsm.setFault(); }

    void itIsSeenWithItsMechanisms()
    {
        const CtlRun listed = CtlHome::plain({"card", "list", "--pkcs11", SoftHsm::module(), "--json"});
        QVERIFY2(listed.exitCode == 0, listed.err);
        QCOMPARE(arrayOf(listed).size(), 1);
        const QJsonObject token = arrayOf(listed).at(0).toObject();
        QCOMPARE(token["token"].toString(), label);
        m_number = token["card"].toString();
        QVERIFY2(m_number.startsWith(token["serial"].toString() + u'-'), qPrintable(m_number));
        QCOMPARE(token["keys"].toArray(), (QJsonArray{"ec-p256", "ec-p384", "rsa-2048"}));
        for (const char *mechanism : {"CKM_ECDSA", "CKM_EC_KEY_PAIR_GEN", "CKM_RSA_PKCS"})
            QVERIFY2(token["mechanisms"].toArray().contains(QLatin1String(mechanism)), mechanism);
        QVERIFY(token["empty"].toBool() && token["certificates"].toArray().isEmpty());
        const CtlRun text = CtlHome::plain(QStringList{"card", "show"} + target());
        QVERIFY2(text.exitCode == 0 && text.out.contains("CKM_ECDSA") && text.out.contains(m_number.toUtf8()), text.out + text.err);
    }

    void whatIsWrongIsSaidAtOnceAndNothingIssued_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QByteArray>("said");
        const QStringList pins{"--pin-file", path("factory-pin"), "--new-pin-file", path("pin")};
        QTest::newRow("a wrong PIN") << target() + QStringList{"--pin-file", path("wrong-pin"), "--new-pin-file", path("pin")} << QByteArray() << QByteArray("PinIncorrect");
        QTest::newRow("the factory's PIN is kept") << target() + QStringList{"--pin-file", path("factory-pin")} << QByteArray() << QByteArray("WeakPassphrase");
        QTest::newRow("no such token") << QStringList{"--pkcs11", SoftHsm::module(), "--token", "nobody"} + pins << QByteArray() << QByteArray("TokenAbsent");
        QTest::newRow("no such module") << target("/nowhere/module.so") + pins << QByteArray() << QByteArray("NotFound");
        QTest::newRow("a token without its module") << QStringList{"--token", label} + pins << QByteArray() << QByteArray("--pkcs11");
        QTest::newRow("a reader and a module") << target() + QStringList{"--reader", "x"} + pins << QByteArray() << QByteArray("--reader");
        QTest::newRow("a module that hangs") << target() + pins << QByteArray("hang C_Initialize") << QByteArray("TokenTimedOut");
        QTest::newRow("a module that hangs with the PIN") << target() + pins << QByteArray("hang C_Login") << QByteArray("TokenTimedOut");
        QTest::newRow("a module that crashes") << target() + pins << QByteArray("crash C_Initialize") << QByteArray("TokenFailed");
    }
    void whatIsWrongIsSaidAtOnceAndNothingIssued()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, fault);
        QFETCH(QByteArray, said);
        m_hsm.setFault(fault);
        QElapsedTimer timer;
        timer.start();
        const CtlRun run = as("li", form(words), "chen");
        QVERIFY2(timer.elapsed() < 7000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY2(run.exitCode != 0 && (run.err + run.out).contains(said), run.err + run.out);
        QVERIFY(!run.err.contains("123456") && !run.err.contains("999999"));
        QVERIFY(stateOfIt().isEmpty() || stateOfIt() == QStringLiteral("in-stock"));
    }

    /// Interrupted in the middle of it, three times; each time the register says that it is being issued, and the same command goes on.
    void interruptedItGoesOn()
    {
        const QStringList pins{"--pin-file", path("factory-pin"), "--new-pin-file", path("pin")}, later{"--pin-file", path("pin")};
        m_hsm.setFault("crash C_GenerateKeyPair");
        QVERIFY(as("li", form(target() + pins), "chen").exitCode != 0);
        QCOMPARE(stateOfIt(), QStringLiteral("issuing"));
        QCOMPARE(as("li", form(target() + pins), "chen").exitCode, 3); // the PIN is the holder's by now
        m_hsm.setFault("lie C_Sign");
        QVERIFY(as("li", form(target() + later), "chen").exitCode != 0);
        m_hsm.setFault("full C_CreateObject");
        const CtlRun full = as("li", form(target() + later), "chen");
        QVERIFY2(full.exitCode != 0 && (full.err + full.out).contains("TokenFull"), full.err + full.out);
        QCOMPARE(stateOfIt(), QStringLiteral("issuing"));
        m_hsm.setFault();
        const CtlRun issued = as("li", form(target() + later), "chen");
        QVERIFY2(issued.exitCode == 0, issued.err + issued.out);
        QCOMPARE(issued.json()["card"].toString(), m_number);
        QCOMPARE(issued.json()["state"].toString(), QStringLiteral("issued"));
        QCOMPARE(issued.json()["certificates"].toArray().size(), 3);
        const QJsonObject token = shown();
        QCOMPARE(token["holder"].toString(), QStringLiteral("李医生"));
        QSet<QString> onIt, registered;
        for (const QJsonValue one : token["certificates"].toArray())
            onIt.insert(one["sha256"].toString());
        for (const QJsonValue one : issued.json()["certificates"].toArray())
            registered.insert(one["sha256"].toString());
        QCOMPARE(onIt, registered);
        QCOMPARE(CtlHome::plain({"card", "change-pin", "--pkcs11", SoftHsm::module(), "--pin-file", path("new-pin"), "--new-pin-file", path("pin")}).exitCode, 3);
    }

    /// OpenSC's tool sees private keys that cannot leave, reads the certificates and signs; openssl verifies that.
    void strangersReadItAndSignWithIt()
    {
        const Stranger &folder = m_house.folder;
        const Said keys = m_hsm.tool(label, {"--login", "--pin", "271828", "--list-objects", "--type", "privkey"});
        QVERIFY2(keys && keys.text.count("Private Key Object") == 3 && keys.text.count("sensitive, always sensitive, never extractable, local") == 3, keys.text);
        const Said certificates = m_hsm.tool(label, {"--list-objects", "--type", "cert"});
        QVERIFY2(certificates && certificates.text.count("Certificate Object") == 3, certificates.text);
        const qsizetype at = certificates.text.indexOf("ID:", certificates.text.indexOf("Hufu 9a"));
        const QString id = QString::fromLatin1(certificates.text.mid(at + 3, certificates.text.indexOf('\n', at) - at - 3).trimmed());
        folder.write("text", std::string_view("处方"));
        QVERIFY2(m_hsm.tool(label, {"--read-object", "--type", "cert", "--id", id, "--output-file", path("doctor.der")}), m_hsm.said());
        QVERIFY2(m_house.readDoctor(), folder.said());
        QVERIFY2(folder.openssl({"dgst", "-sha256", "-binary", "-out", "digest", "text"}), folder.said());
        QVERIFY2(m_hsm.tool(label, {"--login", "--pin", "271828", "--sign", "--mechanism", "ECDSA", "--signature-format", "openssl", "--id", id, "--input-file", path("digest"),
                                    "--output-file", path("text.sig")}),
                 m_hsm.said());
        QVERIFY2(folder.openssl({"x509", "-in", "doctor.pem", "-noout", "-pubkey", "-out", "doctor.pub"}), folder.said());
        QVERIFY2(folder.openssl({"dgst", "-sha256", "-verify", "doctor.pub", "-signature", "text.sig", "text"}), folder.said());
        QVERIFY2(folder.openssl({"x509", "-in", "doctor.pem", "-noout", "-subject", "-nameopt", "RFC2253,utf8,-esc_msb"}).has("role=doctor"), folder.said());
    }

    void itIsRenewedWithTheSameKeys()
    {
        const QJsonArray before = shown()["certificates"].toArray();
        QVERIFY(as("li", QStringList{"card", "renew", "--days", "90", "--pin-file", path("new-pin")} + target(), "chen").exitCode != 0); // wrong PIN
        const CtlRun renewed = as("li", QStringList{"card", "renew", "--days", "90", "--pin-file", path("pin"), "--json"} + target(), "chen");
        QVERIFY2(renewed.exitCode == 0, renewed.err + renewed.out);
        const QJsonArray after = shown()["certificates"].toArray();
        QCOMPARE(after.size(), 3);
        for (const QJsonValue one : after)
            QVERIFY(!before.contains(one)); // in the place of the former ones
    }

    void whatNeedsAPukIsRefusedInPlainWords()
    {
        const CtlRun refused = as("li", QStringList{"card", "unlock", "--note", "忘记", "--new-pin-file", path("new-pin")} + target(), "chen");
        QVERIFY2(refused.exitCode != 0 && refused.err.contains("PUK"), refused.err);
        QCOMPARE(as("li", form(target() + QStringList{"--pin-file", path("pin"), "--clear"}), "chen").exitCode, 7); // somebody has it
    }

    void nginxLetsTheRoleInUntilItIsLost()
    {
        qputenv("PKCS11_MODULE_PATH", SoftHsm::module().toLocal8Bit());
        QVERIFY2(m_hsm.tool(label, {"--list-objects", "--type", "cert"}), m_hsm.said());
        const QByteArray listed = m_hsm.said();
        const qsizetype at = listed.indexOf("ID:", listed.indexOf("Hufu 9a"));
        const QString id = QString::fromLatin1(listed.mid(at + 3, listed.indexOf('\n', at) - at - 3).trimmed());
        QVERIFY2(m_hsm.tool(label, {"--read-object", "--type", "cert", "--id", id, "--output-file", path("doctor.der")}), m_hsm.said());
        QVERIFY2(m_house.readDoctor(), m_house.folder.said());
        QString key = QStringLiteral("pkcs11:token=") + QString::fromLatin1(label.toUtf8().toPercentEncoding()) + QStringLiteral(";type=private;pin-value=271828;id=");
        for (qsizetype i = 0; i < id.size(); i += 2)
            key += u'%' + id.mid(i, 2);
        const quint16 port = Peer::freePort();
        m_house.writeNginx(port);
        m_house.writeCrls();
        {
            const auto nginx = m_house.nginx();
            QVERIFY2(nginx->waitForPort(port), nginx->output());
            const Said page = m_house.browse(port, key);
            QVERIFY2(page.has("records") && page.has("status=200"), page.text + nginx->output());
        }
        QCOMPARE(as("li", {"card", "lost", m_number, "--note", "报失"}).exitCode, 0);
        m_house.writeCrls();
        const auto nginx = m_house.nginx();
        QVERIFY2(nginx->waitForPort(port), nginx->output());
        const Said page = m_house.browse(port, key);
        QVERIFY2(!page.has("records") && page.has("status=400"), page.text + nginx->output());
    }

    void foundAgainItIsWipedAndGivenToAnother()
    {
        const QStringList wipe = QStringList{"card", "wipe", "--note", "清空", "--json", "--pin-file", path("pin")} + target();
        QCOMPARE(as("li", wipe).exitCode, 7); // nobody says that it was handed back
        QCOMPARE(as("li", {"card", "return", m_number, "--note", "找回"}).exitCode, 0);
        const CtlRun wiped = as("li", wipe);
        QVERIFY2(wiped.exitCode == 0, wiped.err);
        QCOMPARE(wiped.json()["state"].toString(), QStringLiteral("in-stock"));
        QVERIFY(shown()["empty"].toBool());
        // What somebody left on it is erased only when that is said.
        QVERIFY2(m_hsm.tool(label, {"--login", "--pin", "271828", "--keypairgen", "--key-type", "EC:prime256v1", "--label", "别人的", "--id", "77"}), m_hsm.said());
        const QStringList again = form(target() + QStringList{"--pin-file", path("pin"), "--key", "rsa-2048"});
        const CtlRun refused = as("li", again, "chen");
        QVERIFY2(refused.exitCode != 0 && (refused.err + refused.out).contains("CardNotEmpty"), refused.err + refused.out);
        const CtlRun issued = as("li", again + QStringList{"--clear"}, "chen");
        QVERIFY2(issued.exitCode == 0, issued.err + issued.out);
        const Said keys = m_hsm.tool(label, {"--login", "--pin", "271828", "--list-objects", "--type", "privkey"});
        QVERIFY2(keys.text.count("Private Key Object; RSA") == 3 && !keys.text.contains("EC"), keys.text);
        const CtlRun proof = as("zhao", {"journal", "verify", "--signatures"});
        QVERIFY2(proof.exitCode == 0, proof.err + proof.out);
    }
};

QTEST_GUILESS_MAIN(ModuleKeyTest)
#include "ModuleKeyTest.moc"
