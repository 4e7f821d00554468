// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd, hufuctl, OpenSC, curl and nginx run for real; the virtual card stands for one of plastic.
#include "tests/ctl/DoctorsHouse.h"
#include "tests/smartcard/CardScene.h"

#include <QElapsedTimer>
#include <QJsonArray>

using namespace hufu;
using namespace hufu::test;

namespace {

const QString openscModule = QStringLiteral("/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so");
const QString theKey = QStringLiteral("pkcs11:id=%01;type=private;pin-value=271828");

} // namespace

/// Two officers issue a USBKey to a doctor, whose browser (curl, through OpenSC) opens what nginx guards by certificate and role; the key is reported lost,
/// and the page is closed to it.
class DoctorsKeyTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    CardScene m_scene;
    DoctorsHouse m_house;

    QString path(const char *name) const { return m_house.path(name); }
    CtlRun as(const char *name, const QStringList &words, const char *cosigner = nullptr) const { return m_house.as(name, words, cosigner); }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString reason = CardScene::skipReason(hindered); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        for (const char *program : {"nginx", "curl", "pkcs11-tool"})
            NEEDS(program);
        if (!QFile::exists(openscModule) || !QFile::exists(DoctorsHouse::engine()))
            QSKIP("opensc-pkcs11 or libengine-pkcs11-openssl is not installed");
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        QVERIFY(m_scene.insert());
        m_house.found();
    }
    void cleanupTestCase() { m_scene.card.reset(); }

    void twoIssueIt()
    {
        m_house.makeCaAndRole();
        if (QTest::currentTestFailed())
            return;
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
        QVERIFY2(m_house.folder.run("pkcs11-tool", {"--module", openscModule, "--read-object", "--type", "cert", "--id", "01", "--output-file", "doctor.der"}), m_house.folder.said());
        QVERIFY2(m_house.readDoctor(), m_house.folder.said());
        const quint16 port = Peer::freePort();
        m_house.writeNginx(port);
        m_house.writeCrls();
        {
            const auto nginx = m_house.nginx();
            QVERIFY2(nginx->waitForPort(port), nginx->output());
            const Said page = m_house.browse(port, theKey);
            QVERIFY2(page.has("records") && page.has("status=200"), page.text + nginx->output());
        }
        QElapsedTimer timer;
        timer.start();
        const CtlRun lost = as("li", {"card", "lost", "20261128", "--note", "报失", "--json"});
        QVERIFY2(lost.exitCode == 0, lost.err);
        QCOMPARE(lost.json()["state"].toString(), QStringLiteral("lost"));
        m_house.writeCrls();
        QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
        const auto nginx = m_house.nginx();
        QVERIFY2(nginx->waitForPort(port), nginx->output());
        const Said page = m_house.browse(port, theKey);
        QVERIFY2(!page.has("records") && page.has("status=400"), page.text + nginx->output());
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
