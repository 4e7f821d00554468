// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd and hufuctl run for real; virtual cards stand for those of plastic.
#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "models/store/KeySlots.h"
#include "tests/smartcard/CardScene.h"
#include "tests/support/Ctl.h"

#include <QJsonArray>

using namespace hufu;
using namespace hufu::test;

namespace {

SecureBytes phrase(const std::string &name) { return SecureBytes::copyOf("correct horse battery " + name); }

} // namespace

/// Officers work with their own USBKeys: they change to one, open the house by its PIN, sign with it, sign together at one reader or two, and what is lost
/// opens and signs nothing.
class OfficersCardTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    CardScene m_scene;              ///< li's, in the first reader
    std::unique_ptr<VirtualCard> m_second; ///< sun's
    Stranger m_folder;
    std::set<std::string> m_byCard;

    QString path(const std::string &name) const { return m_folder.path(QString::fromStdString(name)); }
    QStringList words(const std::string &name, QStringList words, const std::vector<std::string> &cosigners = {}) const
    {
        words << "--home" << path("home") << "--as" << QString::fromStdString(name);
        words << (m_byCard.contains(name) ? QStringList{"--card-pin-file", path("pin")} : QStringList{"--passphrase-file", path(name)});
        QString option = QStringLiteral("--cosign");
        for (const std::string &cosigner : cosigners) {
            words << option << QString::fromStdString(cosigner);
            words << (m_byCard.contains(cosigner) ? QStringList{option + "-card-pin-file", path("pin")} : QStringList{option + "-passphrase-file", path(cosigner)});
            option = QStringLiteral("--cosign2");
        }
        return words;
    }
    CtlRun as(const std::string &name, const QStringList &what, const std::vector<std::string> &cosigners = {}) const
    {
        return CtlHome::plain(words(name, what, cosigners));
    }
    bool put(VirtualCard &card, int reader) const
    {
        return card.insert() && QTest::qWaitFor([&] { return CardScene::line(reader).has_value(); }, 10'000);
    }
    void pull(VirtualCard &card, int reader) const
    {
        card.pull();
        QVERIFY(QTest::qWaitFor([&] { return !CardScene::line(reader).has_value(); }, 10'000));
    }
    /// A role is saved, which two sign.
    CtlRun saveRole(const char *role, const std::string &by, const std::string &with) const { return as(by, {"role", "save", role, "--days", "100"}, {with}); }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString reason = CardScene::skipReason(hindered); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        EmbeddedGate gate(path("home").toStdString(), ScryptCost{1024, 8, 1});
        const SecureBytes one = phrase("li"), two = phrase("wang"), three = phrase("zhao");
        const NewOfficer founders[] = {{"li", "信息科", {Role::SecurityAdmin}, &one}, {"wang", "信息科", {Role::SystemAdmin}, &two}, {"zhao", "审计科", {Role::AuditAdmin}, &three}};
        VERIFY_OK(gate.foundTogether("第一医院", founders));
        Result<std::unique_ptr<House>> house = gate.open("li", one);
        VERIFY_OK(house);
        const Result<std::unique_ptr<Token>> wang = gate.unlockToken(**house, "wang", two);
        VERIFY_OK(wang);
        Token *const cosigners[] = {wang->get()};
        for (const char *name : {"chen", "sun", "qian"}) {
            Person person;
            person.id = newUuid();
            person.name = name;
            person.department = "信息科";
            person.roles = {Role::SecurityAdmin};
            if (std::string(name) != "chen")
                person.roles.insert(Role::Custodian);
            VERIFY_OK(gate.addPerson(**house, person, phrase(name), cosigners));
        }
        for (const char *name : {"li", "wang", "zhao", "chen", "sun", "qian"})
            m_folder.write(QLatin1String(name), std::string_view(std::string("correct horse battery ") + name + "\n"));
        m_folder.write("pin", std::string_view("27182818\n"));
        m_folder.write("wrong-pin", std::string_view("11223344\n"));
        house->reset();
        const CtlRun made = as("li", {"ca", "create", "--name", "Hospital", "--locality", "北京"}, {"chen"});
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        const CtlRun role = as("li", {"role", "save", "officer", "--days", "300", "--keys", "9a,9c,9d"}, {"chen"});
        QVERIFY2(role.exitCode == 0, role.err + role.out);
    }
    void cleanupTestCase()
    {
        m_scene.card.reset();
        m_second.reset();
    }

    void anOfficerChangesToTheUsbKeyThatWasIssuedToThem()
    {
        QVERIFY(m_scene.insert());
        const QStringList issue{"card", "issue", "--person", "li", "--role", "officer", "--pin-file", path("pin")};
        QCOMPARE(as("li", issue, {"chen"}).exitCode, 7); // nobody decides about the own one
        const CtlRun issued = as("chen", issue, {"sun"});
        QVERIFY2(issued.exitCode == 0, issued.err + issued.out);
        // Another's USBKey is nobody's to sign with, and a wrong PIN costs one try and changes nothing.
        QCOMPARE(as("chen", {"person", "card", "chen", "20261128", "--new-card-pin-file", path("pin")}).exitCode, 7);
        const CtlRun wrong = as("li", {"person", "card", "li", "20261128", "--new-card-pin-file", path("wrong-pin")});
        QVERIFY2(wrong.exitCode == 3, wrong.err + wrong.out);
        QCOMPARE(m_scene.pinTries(), 2);
        const CtlRun moved = as("li", {"person", "card", "li", "20261128", "--new-card-pin-file", path("pin")});
        QVERIFY2(moved.exitCode == 0, moved.err + moved.out);
        QCOMPARE(m_scene.pinTries(), 3);
    }

    void thePinOpensTheHouseAndThePassphraseNoMore()
    {
        const CtlRun old = as("li", {"person", "list", "--json"});
        QCOMPARE(old.exitCode, 3);
        QVERIFY2(old.err.contains("OfficerCardNeeded") || old.out.contains("OfficerCardNeeded"), old.err + old.out);
        m_byCard.insert("li");
        const CtlRun list = as("li", {"person", "list", "--json"});
        QVERIFY2(list.exitCode == 0, list.err);
        QVERIFY2(list.out.contains("\"card\":\"20261128\"") || list.out.contains("\"card\": \"20261128\""), list.out);
        m_scene.card->pull();
        QTRY_VERIFY(!CardScene::line());
        QCOMPARE(as("li", {"person", "list"}).exitCode, 1);
        QVERIFY(m_scene.insertAgain());
    }

    void commandsAreSignedByTheCard()
    {
        const CtlRun saved = saveRole("doctor", "li", "chen");
        QVERIFY2(saved.exitCode == 0, saved.err + saved.out);
        QVERIFY2(saveRole("nurse", "chen", "li").exitCode == 0, "as the second signer");
        const CtlRun proof = as("zhao", {"journal", "verify", "--signatures"});
        QVERIFY2(proof.exitCode == 0, proof.err + proof.out);
    }

    void theLastTryIsNeverSpentUnasked()
    {
        QStringList wrong = words("li", {"person", "list"});
        wrong.replace(wrong.indexOf(path("pin")), path("wrong-pin"));
        QCOMPARE(CtlHome::plain(wrong).exitCode, 3);
        QCOMPARE(CtlHome::plain(wrong).exitCode, 3);
        QCOMPARE(m_scene.pinTries(), 1);
        const CtlRun refused = as("li", {"person", "list", "--json"});
        QVERIFY(refused.exitCode != 0);
        QVERIFY2(refused.err.contains("PinLastTry") || refused.out.contains("PinLastTry"), refused.err + refused.out);
        QCOMPARE(m_scene.pinTries(), 1);
        QCOMPARE(as("li", {"person", "list", "--last-try"}).exitCode, 0);
        QCOMPARE(m_scene.pinTries(), 3);
    }

    void twoReadersAndOneReaderServeTwoOfficers()
    {
        CardKind kind;
        kind.serial = 4711;
        m_second = std::make_unique<VirtualCard>(kind, virtualReader(1).port);
        QVERIFY(put(*m_second, 1));
        const CtlRun issued = as("chen", {"card", "issue", "--person", "sun", "--role", "officer", "--reader", QString::fromStdString(CardScene::reader(1)), "--pin-file", path("pin")}, {"li"});
        QVERIFY2(issued.exitCode == 0, issued.err + issued.out);
        const CtlRun moved = as("sun", {"person", "card", "sun", "4711", "--new-card-pin-file", path("pin")});
        QVERIFY2(moved.exitCode == 0, moved.err + moved.out);
        m_byCard.insert("sun");
        const CtlRun two = saveRole("midwife", "li", "sun");
        QVERIFY2(two.exitCode == 0, two.err + two.out);
    }

    /// A custodian with a USBKey signs presence with it and opens the own share by it; without it, or without its PIN, the ceremony stays where it is.
    void aCeremonyIsHeldWithAUsbKey()
    {
        QCOMPARE(as("qian", {"pending", "list"}).exitCode, 0); // gets the key for shares
        QDir().mkpath(path("medium"));
        QDir().mkpath(path("papers"));
        const auto people = [&](const char *pin) {
            return QStringList{"--custodian", "sun", "--custodian-passphrase-file", path(pin), "--custodian", "qian", "--custodian-passphrase-file", path("qian"),
                               "--witness", "zhao", "--witness-passphrase-file", path("zhao")};
        };
        const auto hold = [&](const QStringList &what) {
            QProcess process;
            process.start(CtlHome::program(), words("li", what));
            process.write(QByteArray("LI\n").repeated(12));
            process.closeWriteChannel();
            CtlRun run;
            run.exitCode = process.waitForFinished(120'000) ? process.exitCode() : -1;
            run.out = process.readAllStandardOutput();
            run.err = process.readAllStandardError();
            return run;
        };
        pull(*m_second, 1);
        const CtlRun without = hold(QStringList{"ceremony", "run", "--json", "--script", "backup", "--quorum", "2", "--whole-house", "--room", "3", "--media", path("medium")}
                                    + people("pin"));
        QVERIFY2(without.exitCode != 0 && (without.err + without.out).contains("CardAbsent"), without.err + without.out);
        const QJsonArray open = QJsonDocument::fromJson(as("li", {"ceremony", "list", "--json"}).out).array();
        QCOMPARE(open.size(), 1);
        QCOMPARE(open[0]["state"].toString(), QString("open"));
        const QStringList resume{"ceremony", "run", "--json", "--resume", open[0]["id"].toString()};
        QVERIFY(put(*m_second, 1));
        const CtlRun wrong = hold(resume + people("wrong-pin"));
        QVERIFY2(wrong.exitCode == 3, wrong.err + wrong.out);
        QVERIFY(QDir(path("medium")).isEmpty());
        const CtlRun held = hold(resume + people("pin"));
        QVERIFY2(held.exitCode == 0, held.err + held.out);
        const CtlRun verified = CtlHome::plain({"ceremony", "verify", held.json()["records"].toArray()[0].toString()});
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
        const CtlRun tested = hold(QStringList{"ceremony", "run", "--json", "--script", "restore-test", "--package", path("medium"), "--output", path("papers")} + people("pin"));
        QVERIFY2(tested.exitCode == 0, (tested.err + tested.out).right(800));

        // A bare machine: what sun kept opens by the USBKey alone.
        const CtlRun took = as("sun", {"backup", "key", "--output", path("sun.key")}), tookToo = as("qian", {"backup", "key", "--output", path("qian.key")});
        QVERIFY2(took.exitCode == 0 && tookToo.exitCode == 0, took.err + tookToo.err);
        const QStringList restore{"backup", "restore", path("medium"), "--to", path("bare"), "--custodian-key", path("sun.key"), "--custodian-passphrase-file", path("pin"),
                                  "--custodian-key", path("qian.key"), "--custodian-passphrase-file", path("qian")};
        pull(*m_second, 1);
        const CtlRun absent = CtlHome::plain(restore);
        QVERIFY2(absent.exitCode != 0 && (absent.err + absent.out).contains("CardAbsent"), absent.err + absent.out);
        QVERIFY(put(*m_second, 1));
        const CtlRun back = CtlHome::plain(restore);
        QVERIFY2(back.exitCode == 0, back.err + back.out);
        const CtlRun proof = CtlHome::plain({"journal", "verify", "--signatures", "--home", path("bare"), "--as", "zhao", "--passphrase-file", path("zhao")});
        QVERIFY2(proof.exitCode == 0, proof.err + proof.out);
    }

    void atOneReaderTheyTakeTurns()
    {
        pull(*m_scene.card, 0);
        CardKind kind;
        kind.serial = 815;
        VirtualCard third(kind);
        QVERIFY(put(third, 0));
        const CtlRun issued = as("chen", {"card", "issue", "--person", "qian", "--role", "officer", "--reader", QString::fromStdString(CardScene::reader(0)), "--pin-file", path("pin")}, {"sun"});
        QVERIFY2(issued.exitCode == 0, issued.err + issued.out);
        const CtlRun moved = as("qian", {"person", "card", "qian", "815", "--new-card-pin-file", path("pin")});
        QVERIFY2(moved.exitCode == 0, moved.err + moved.out);
        m_byCard.insert("qian");
        pull(third, 0);
        pull(*m_second, 1);
        QVERIFY(m_scene.insertAgain());
        QProcess process;
        process.start(CtlHome::program(), words("li", {"role", "save", "porter", "--days", "100"}, {"qian"}));
        QByteArray said;
        QVERIFY2(QTest::qWaitFor([&] { return (said += process.readAllStandardError()).contains("qian") || process.state() == QProcess::NotRunning; }, 60'000), said);
        QVERIFY2(process.state() != QProcess::NotRunning, said + process.readAllStandardOutput());
        pull(*m_scene.card, 0);
        QVERIFY(put(third, 0));
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError() + process.readAllStandardOutput());
        pull(third, 0);
        QVERIFY(m_scene.insertAgain());
    }

    void journalStillVerifies()
    {
        const CtlRun proof = as("zhao", {"journal", "verify", "--signatures"});
        QVERIFY2(proof.exitCode == 0, proof.err + proof.out);
    }

    void whatIsLostOpensAndSignsNothing()
    {
        const CtlRun lost = as("chen", {"card", "lost", "20261128", "--note", "报失"});
        QVERIFY2(lost.exitCode == 0, lost.err);
        const Result<KeySlots> slots = KeySlots::read(HomePaths(path("home").toStdString()).keySlots); // closed by the report itself, whoever opens the house next
        VERIFY_OK(slots);
        QVERIFY((*slots->find("li"))->sealedKey.empty());
        QCOMPARE(as("li", {"person", "list"}).exitCode, 7);
        m_folder.write("li", std::string_view("another long passphrase of li\n"));
        QCOMPARE(as("chen", {"person", "recover", "li", "--new-passphrase-file", path("li"), "--reason", "丢失"}).exitCode, 7);
        const CtlRun recovered = as("chen", {"person", "recover", "li", "--new-passphrase-file", path("li"), "--reason", "丢失"}, {"wang"});
        QVERIFY2(recovered.exitCode == 0, recovered.err + recovered.out);
        m_byCard.erase("li");
        const CtlRun saved = saveRole("cook", "li", "chen");
        QVERIFY2(saved.exitCode == 0, saved.err + saved.out);
        const CtlRun proof = as("zhao", {"journal", "verify", "--signatures"});
        QVERIFY2(proof.exitCode == 0, proof.err + proof.out);
    }
};

HUFU_CARD_TEST_MAIN(OfficersCardTest)
#include "OfficersCardTest.moc"
