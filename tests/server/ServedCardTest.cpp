// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd, hufu-server and hufuctl run for real; virtual cards stand for those of plastic.
#include "models/store/CardReader.h"
#include "tests/smartcard/CardScene.h"
#include "tests/support/Server.h"

#include <QDir>
#include <QJsonArray>
#include <QProcess>

using namespace hufu;
using namespace hufu::test;

/// USBKeys at a console of a server, which keeps their management keys and PUKs: written, unlocked, renewed and lost as where the authority is in the house,
/// and officers who sign with theirs.
class ServedCardTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    CardScene m_scene;
    std::unique_ptr<ServerHouse> m_house;
    QString m_home, m_pin, m_newPin;

    CtlRun as(const char *name, QStringList words, const char *cosigner = nullptr) const
    {
        words << "--as" << QString::fromUtf8(name);
        if (cosigner)
            words << "--cosign" << QString::fromUtf8(cosigner) << "--cosign-passphrase-file" << m_house->home().passphraseFile();
        return m_house->ctl(m_home, words);
    }
    Result<std::vector<CardSecrets>> secretsFor(const char *name) const
    {
        Result<std::unique_ptr<House>> house
            = EmbeddedGate(m_home.toStdString(), {1024, 8, 1}).open(name, ServerHouse::passphrase());
        return house ? (*house)->cardSecrets("20261128") : fail(house.error());
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString reason = CardScene::skipReason(hindered); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        m_house = std::make_unique<ServerHouse>(ServerHouse::Together{});
        m_house->start();
        // The home whose authority moved is a console of the server from now on, and all four have a key slot there.
        m_home = m_house->home().home();
        const CtlRun enrolled = m_house->ctl(m_home, {"enrol", "--as", "李安全", "--server", m_house->url(), "--code-file",
                                                      m_house->home().write(QStringLiteral("code"), m_house->code()), "--name", "信息科"});
        QVERIFY2(enrolled.exitCode == 0, enrolled.err);
        m_pin = m_house->home().write(QStringLiteral("pin"), "27182818\n");
        m_newPin = m_house->home().write(QStringLiteral("new-pin"), "31415926\n");
        for (const char *name : {"徐保管", "吴保管"}) {
            const CtlRun added = as("李安全", {"person", "add", QString::fromUtf8(name), "--roles", "custodian", "--department", "信息科", "--new-passphrase-file", m_house->home().passphraseFile()}, "王系统");
            QVERIFY2(added.exitCode == 0, added.err);
        }
        for (const char *name : {"徐保管", "吴保管"}) // who opens the house gets the key for shares
            QCOMPARE(as(name, {"pending", "list"}).exitCode, 0);
        QCOMPARE(as("李安全", {"sync"}).exitCode, 0);
        const CtlRun made = as("李安全", {"ca", "create", "--name", "Hospital", "--locality", "北京"}, "孙安全");
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        const CtlRun role = as("李安全", {"role", "save", "doctor", "--days", "180", "--keys", "9a,9c,9d"}, "孙安全");
        QVERIFY2(role.exitCode == 0, role.err + role.out);
        QVERIFY(m_scene.insert());
    }
    void cleanupTestCase()
    {
        m_scene.card.reset();
        m_house.reset();
    }

    void aUsbKeyIsWritten()
    {
        const QStringList form{"card", "issue", "--person", "李医生", "--staff", "D-1001", "--department", "心内科", "--role", "doctor", "--pin-file", m_pin, "--json"};
        QCOMPARE(as("李安全", form).exitCode, 7); // alone
        const CtlRun issued = as("李安全", form, "孙安全");
        QVERIFY2(issued.exitCode == 0, issued.err + issued.out);
        QCOMPARE(issued.json()["state"].toString(), QStringLiteral("issued"));
    }

    void theServerGivesItsSecretsToNobodyElse()
    {
        VERIFY_ERROR(secretsFor("李安全"), ErrorCode::NotPermitted); // it is not being written any more
        const CtlRun renewing = as("李安全", {"card", "renew", "--days", "90", "--pin-file", m_newPin}, "孙安全");
        QCOMPARE(renewing.exitCode, 3); // a wrong PIN: the order stays open
        VERIFY_OK(secretsFor("李安全"));
        VERIFY_OK(secretsFor("孙安全"));
        VERIFY_ERROR(secretsFor("赵审计"), ErrorCode::NotPermitted);
        VERIFY_ERROR(secretsFor("王系统"), ErrorCode::NotPermitted);
        const CtlRun renewed = as("李安全", {"card", "renew", "--days", "90", "--pin-file", m_pin, "--json"}, "孙安全");
        QVERIFY2(renewed.exitCode == 0, renewed.err + renewed.out);
    }

    void thePukIsReleasedByTwo()
    {
        QCOMPARE(as("李安全", {"card", "unlock", "--note", "忘记", "--new-pin-file", m_newPin}).exitCode, 7);
        const CtlRun unlocked = as("李安全", {"card", "unlock", "--note", "忘记", "--new-pin-file", m_newPin, "--json"}, "孙安全");
        QVERIFY2(unlocked.exitCode == 0, unlocked.err + unlocked.out);
        VERIFY_ERROR(secretsFor("李安全"), ErrorCode::NotPermitted);
        QCOMPARE(CtlHome::plain({"card", "change-pin", "--pin-file", m_newPin, "--new-pin-file", m_pin}).exitCode, 0);
    }

    void withoutTheServerNothingIsWritten()
    {
        QCOMPARE(as("李安全", {"card", "return", "20261128", "--note", "交回"}).exitCode, 0);
        QCOMPARE(as("李安全", {"card", "wipe", "--note", "清空"}).exitCode, 0);
        QCOMPARE(m_house->stop(), 0);
        const QStringList form{"card", "issue", "--person", "王系统", "--role", "doctor", "--pin-file", m_pin};
        QCOMPARE(as("李安全", form, "孙安全").exitCode, 6); // ordered, as soon as the server hears of it
        m_house->start();
        QCOMPARE(as("李安全", {"sync"}).exitCode, 0);
        const CtlRun issued = as("李安全", form, "孙安全"); // goes on with that order
        QVERIFY2(issued.exitCode == 0, issued.err + issued.out);
    }

    /// A custodian is there, and opens the own share, by the USBKey in this console's reader; the server encrypts, and restores.
    void aCeremonyIsHeldWithAUsbKey()
    {
        CardKind kind;
        kind.serial = 4711;
        VirtualCard second(kind, virtualReader(1).port);
        QVERIFY(second.insert());
        QTRY_VERIFY(CardScene::line(1));
        const CtlRun issued = as("李安全", {"card", "issue", "--person", "徐保管", "--role", "doctor", "--reader", QString::fromStdString(CardScene::reader(1)), "--pin-file", m_pin}, "孙安全");
        QVERIFY2(issued.exitCode == 0, issued.err + issued.out);
        const CtlRun moved = as("徐保管", {"person", "card", "徐保管", "4711", "--new-card-pin-file", m_pin});
        QVERIFY2(moved.exitCode == 0, moved.err + moved.out);
        const CtlRun opened = CtlHome::plain({"sync", "--home", m_home, "--as", "徐保管", "--card-pin-file", m_pin}); // the key for shares is the card's now
        QVERIFY2(opened.exitCode == 0, opened.err);
        const QString medium = m_house->home().path(QStringLiteral("medium")), papers = m_house->home().path(QStringLiteral("papers")),
                      theirs = m_house->home().passphraseFile();
        QVERIFY(QDir().mkpath(medium) && QDir().mkpath(papers));
        const auto hold = [&](QStringList words, const QString &pin) {
            QProcess process;
            process.start(CtlHome::program(), QStringList{"ceremony", "run", "--json", "--home", m_home, "--as", "李安全", "--passphrase-file", theirs} + words
                                                  + QStringList{"--custodian", "徐保管", "--custodian-passphrase-file", pin, "--custodian", "吴保管",
                                                                "--custodian-passphrase-file", theirs, "--witness", "赵审计", "--witness-passphrase-file", theirs});
            process.write(QByteArray("LI\n").repeated(12));
            process.closeWriteChannel();
            CtlRun run;
            run.exitCode = process.waitForFinished(120'000) ? process.exitCode() : -1;
            run.out = process.readAllStandardOutput();
            run.err = process.readAllStandardError();
            return run;
        };
        const CtlRun wrong = hold({"--script", "backup", "--quorum", "2", "--whole-house", "--media", medium}, m_newPin);
        QVERIFY2(wrong.exitCode == 3, wrong.err + wrong.out);
        const QString id = QJsonDocument::fromJson(as("李安全", {"ceremony", "list", "--json"}).out).array().first().toObject()["id"].toString();
        second.pull();
        const CtlRun without = hold({"--resume", id}, m_pin);
        QVERIFY2(without.exitCode != 0 && (without.err + without.out).contains("CardAbsent"), without.err + without.out);
        QVERIFY(second.insert());
        QTRY_VERIFY(CardScene::line(1));
        const CtlRun held = hold({"--resume", id}, m_pin);
        QVERIFY2(held.exitCode == 0, held.err + held.out);
        const CtlRun verified = CtlHome::plain({"ceremony", "verify", held.json()["records"].toArray()[0].toString()});
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
        const CtlRun tested = hold({"--script", "restore-test", "--package", medium, "--output", papers}, m_pin);
        QVERIFY2(tested.exitCode == 0, (tested.err + tested.out).right(800));
        second.pull();
    }

    void anOfficerSignsWithTheirs()
    {
        const CtlRun moved = as("王系统", {"person", "card", "王系统", "20261128", "--new-card-pin-file", m_pin});
        QVERIFY2(moved.exitCode == 0, moved.err + moved.out);
        QCOMPARE(as("王系统", {"person", "list"}).exitCode, 3);
        const CtlRun listed = CtlHome::plain({"workstation", "list", "--home", m_home, "--as", "王系统", "--card-pin-file", m_pin});
        QVERIFY2(listed.exitCode == 0, listed.err);
        // Enrolled elsewhere by the USBKey, without any passphrase.
        const QString elsewhere = m_house->home().path(QStringLiteral("elsewhere"));
        const QStringList who{"--home", elsewhere, "--as", "王系统", "--card-pin-file", m_pin};
        const CtlRun enrolled = CtlHome::plain(QStringList{"enrol", "--server", m_house->url(), "--code-file", m_house->home().write(QStringLiteral("code2"), m_house->code()),
                                                           "--name", "机房", "--token-from", m_home} + who);
        QVERIFY2(enrolled.exitCode == 0, enrolled.err);
        QCOMPARE(CtlHome::plain(QStringList{"sync"} + who).exitCode, 0);
        const CtlRun saved = CtlHome::plain(QStringList{"person", "list", "--json"} + who);
        QVERIFY2(saved.exitCode == 0, saved.err);
        const CtlRun verified = as("赵审计", {"journal", "verify", "--signatures"});
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
    }
};

HUFU_CARD_TEST_MAIN(ServedCardTest)
#include "ServedCardTest.moc"
