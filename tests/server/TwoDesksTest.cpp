// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Policy.h"
#include "models/store/RequestReader.h"
#include "tests/support/CsrBuilder.h"
#include "tests/support/Server.h"
#include "tests/support/Verify.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QProcess>
#include <QSignalSpy>

#include <barrier>

using namespace hufu;
using namespace hufu::test;

/// Two officers at consoles of their own, and a server between them: a command that needs both is signed at one and then at the other.
class TwoDesksTest : public QObject {
    Q_OBJECT

    static QJsonArray pending(const ServerHouse &house, const QString &home, bool all = false)
    {
        QStringList words{"pending", "list", "--json"};
        if (all)
            words << "--all";
        return QJsonDocument::fromJson(house.ctl(home, words).out).array();
    }
    static QString policyFile(const ServerHouse &house, int minutes)
    {
        Policy policy = defaultPolicy();
        policy.ocspLifeMinutes = minutes;
        return house.home().write(QStringLiteral("policy.json"), QJsonDocument(toJson(policy)).toJson());
    }
    static int ocspLife(const ServerHouse &house, const QString &home)
    {
        return house.ctl(home, {"policy", "show", "--json"}).json()["ocspLifeMinutes"].toInt();
    }

private Q_SLOTS:
    void oneSignsHereAndTheOtherThere()
    {
        ServerHouse house(ServerHouse::Together{});
        house.start();
        const QString li = house.consoleOf("李安全"), sun = house.consoleOf("孙安全"), zhao = house.consoleOf("赵审计");
        for (const QString &home : {li, sun, zhao})
            QCOMPARE(house.ctl(home, {"sync"}).exitCode, 0);
        const QString policy = policyFile(house, 30);
        QCOMPARE(house.ctl(li, {"policy", "set", policy}).exitCode, 7);
        const CtlRun left = house.ctl(li, {"policy", "set", policy, "--pending"});
        QCOMPARE(left.exitCode, 6);
        QVERIFY2(left.err.contains("waits for security-admin"), left.err);
        QCOMPARE(ocspLife(house, sun), 60);
        const QJsonArray theirs = pending(house, sun);
        QCOMPARE(theirs.size(), 1);
        const QJsonObject one = theirs[0].toObject();
        QVERIFY(one["forMe"].toBool());
        QCOMPARE(one["author"].toString(), QStringLiteral("李安全"));
        QCOMPARE(one["payload"].toObject()["ocspLifeMinutes"].toInt(), 30);
        QVERIFY(!pending(house, zhao)[0].toObject()["forMe"].toBool());
        QCOMPARE(house.ctl(zhao, {"pending", "sign", one["id"].toString()}).exitCode, 7);
        QCOMPARE(house.ctl(sun, {"pending", "withdraw", one["id"].toString()}).exitCode, 7);
        const CtlRun done = house.ctl(sun, {"pending", "sign", one["id"].toString(), "--json"});
        QVERIFY2(done.exitCode == 0, done.err);
        QCOMPARE(ocspLife(house, li), 30);
        QCOMPARE(pending(house, li).size(), 0);
        QCOMPARE(pending(house, li, true)[0].toObject()["state"].toString(), QStringLiteral("in force"));
        // Left and withdrawn; what came of both stands in the journal of the third, who verifies every signature and decision.
        const CtlRun again = house.ctl(li, {"policy", "set", policyFile(house, 45), "--pending", "--json"});
        QCOMPARE(again.exitCode, 6);
        const QString id = pending(house, li)[0].toObject()["id"].toString();
        QCOMPARE(house.ctl(li, {"pending", "withdraw", id, "--reason", "改主意了"}).exitCode, 0);
        QCOMPARE(house.ctl(sun, {"pending", "sign", id}).exitCode, 7);
        QCOMPARE(house.ctl(zhao, {"sync"}).exitCode, 0);
        const CtlRun verified = house.ctl(zhao, {"journal", "verify", "--signatures"});
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
        QCOMPARE(ocspLife(house, zhao), 30);
        QCOMPARE(house.stop(), 0);
    }

    void itIsSeenAtTheOtherDeskWithinASecond()
    {
        ServerHouse house(ServerHouse::Together{});
        house.start();
        const QString li = house.consoleOf("李安全"), sun = house.consoleOf("孙安全");
        const std::unique_ptr<House> author = house.open(li), second = house.open(sun);
        QSignalSpy grew(second.get(), &House::journalGrew);
        Policy policy = defaultPolicy();
        policy.ocspLifeMinutes = 30;
        VERIFY_OK(author->policy());
        QTest::qWait(500); // both follow
        grew.clear();
        QElapsedTimer clock;
        clock.start();
        const Result<Receipt> left = author->submit(CommandKind::SetPolicy, toJson(policy), {}, {}, 1, MissingSignatures::Awaited);
        VERIFY_ERROR(left, ErrorCode::Pending);
        const qint64 answered = clock.elapsed();
        while (grew.isEmpty() && clock.elapsed() < 10'000)
            QTest::qWait(5);
        qInfo("answered after %lld ms, seen after %lld ms", static_cast<long long>(answered), static_cast<long long>(clock.elapsed()));
        QVERIFY(clock.elapsed() < answered + 1000);
        VERIFY_OK(second->signPending(left.error().subject));
        QTRY_COMPARE_WITH_TIMEOUT(author->policy()->ocspLifeMinutes, 30, 1000);
    }

    void bothDecideOnOneRequestAtOnce()
    {
        ServerHouse house; // of one officer, at two desks
        house.start();
        const QString homes[] = {house.console("desk1"), house.console("desk2")};
        for (const QString &home : homes)
            QCOMPARE(house.ctl(home, {"sync"}).exitCode, 0);
        const CtlRun made = house.ctl(homes[0], {"ca", "create", "--name", "First Hospital", "--locality", "北京", "--status-url", "http://127.0.0.1:1"});
        QVERIFY2(made.exitCode == 0, made.err);
        const QString services = house.home().write("services.csv", "name,tier,department,owner,hosts,patient_data\n挂号,general,信息科,李,localhost,no\n");
        QCOMPARE(house.ctl(homes[0], {"service", "import", services}).exitCode, 0);
        for (int round = 0; round < 4; ++round) {
            const Bytes csr = CsrBuilder{.commonName = "localhost", .dnsNames = {"localhost"}}.der();
            const QString file = house.home().write("server.csr", QByteArray(reinterpret_cast<const char *>(csr.data()), qsizetype(csr.size())));
            const CtlRun submitted = house.ctl(homes[0], {"request", "submit", "--csr", file, "--service", "挂号", "--purpose", "HTTPS", "--days", "90", "--json"});
            QVERIFY2(submitted.exitCode == 0, submitted.err + submitted.out);
            const std::string id = submitted.json().value("id").toString().toStdString();
            const std::unique_ptr<House> desks[] = {house.open(homes[0]), house.open(homes[1])};
            Result<std::optional<Request>> seen = desks[1]->read([&](Connection &connection) { return readRequest(connection, id); });
            VERIFY_OK(seen);
            QVERIFY(*seen);
            // Both have it before them as it was submitted; one approves, the other rejects.
            std::optional<Result<Receipt>> answers[2];
            std::barrier together(2);
            {
                std::vector<std::jthread> officers;
                for (int desk = 0; desk < 2; ++desk) {
                    officers.emplace_back([&, desk] {
                        const ReviewForm form{{{id, (*seen)->version}}, desk == 0 ? Verdict::Approve : Verdict::Reject, desk == 0 ? "" : "不需要"};
                        together.arrive_and_wait();
                        answers[desk] = desks[desk]->submit(CommandKind::ReviewRequests, toJson(form));
                    });
                }
            }
            const int winner = *answers[0] ? 0 : 1;
            VERIFY_OK(*answers[winner]);
            const Result<Receipt> &other = *answers[1 - winner];
            VERIFY_ERROR(other, ErrorCode::Conflict);
            QVERIFY2(other.error().detail.find("it has changed since") != std::string::npos, other.error().detail.c_str()); // it learns why
            for (const QString &home : homes)
                QCOMPARE(house.ctl(home, {"sync"}).exitCode, 0);
            const QString state = house.ctl(homes[1], {"request", "show", QString::fromStdString(id), "--json"}).json()["state"].toString();
            QCOMPARE(state, winner == 0 ? QStringLiteral("issued") : QStringLiteral("rejected"));
        }
        for (const QString &home : homes)
            QCOMPARE(house.ctl(home, {"journal", "verify", "--signatures"}).exitCode, 0);
    }

    void aKeyInEscrowIsRecoveredOverTheNetwork()
    {
        ServerHouse house; // of one officer, and two custodians at the same desk
        house.start();
        const QString desk = house.console("desk");
        const auto as = [&](const char *officer, QStringList words) { return house.ctl(desk, words << "--as" << QString::fromUtf8(officer)); };
        QCOMPARE(house.ctl(desk, {"sync"}).exitCode, 0);
        const CtlRun made = house.ctl(desk, {"ca", "create", "--name", "First Hospital", "--locality", "北京", "--status-url", "http://127.0.0.1:1"});
        QVERIFY2(made.exitCode == 0, made.err);
        QCOMPARE(house.ctl(desk, {"service", "import", house.home().write("services.csv", "name,tier,department,owner,hosts,patient_data\n挂号,general,信息科,李,localhost,no\n")}).exitCode, 0);
        for (const char *custodian : {"陈保管", "周保管"}) {
            const CtlRun added = as("李安全", {"person", "add", QString::fromUtf8(custodian), "--roles", "custodian", "--new-passphrase-file", house.home().passphraseFile()});
            QVERIFY2(added.exitCode == 0, added.err);
        }
        for (const char *custodian : {"陈保管", "周保管"}) // their keys are put forward when they first open the house after the other is there
            QCOMPARE(as(custodian, {"sync"}).exitCode, 0);
        QCOMPARE(as("李安全", {"sync"}).exitCode, 0);
        // Asked for without a network: what goes into escrow is sent when the server is back.
        QCOMPARE(house.stop(), 0);
        const QString key = house.home().path("key.pem"), password = house.home().write("password", "long unrelated words for a key 7\n"), output = house.home().path("recovered.p12");
        const CtlRun asked = as("李安全", {"request", "submit", "--make-key", "--names", "localhost", "--key-output", key, "--key-password-file", password, "--escrow", "--service", "挂号",
                                           "--purpose", "HTTPS", "--days", "90"});
        QVERIFY2(asked.exitCode == 6, asked.err);
        house.start();
        QCOMPARE(as("李安全", {"sync"}).exitCode, 0);
        const QJsonArray requests = QJsonDocument::fromJson(as("李安全", {"request", "list", "--json"}).out).array();
        QCOMPARE(requests.size(), 1);
        const CtlRun approved = as("李安全", {"request", "approve", requests[0].toObject()["id"].toString(), "--json"});
        const QString certificate = QJsonDocument::fromJson(approved.out).array()[0].toObject()["certificate"].toString();
        QVERIFY2(!certificate.isEmpty(), approved.out + approved.err);
        // The ciphertexts lie at the server: who holds a share is given them, nobody else.
        const QStringList recover{"key", "recover", certificate, "--reason", "密钥丢失", "--output", output, "--password-file", password, "--cosign-passphrase-file", house.home().passphraseFile(), "--cosign"};
        const CtlRun late = as("李安全", {"person", "add", "吴保管", "--roles", "custodian", "--new-passphrase-file", house.home().passphraseFile()});
        QVERIFY2(late.exitCode == 0, late.err);
        const CtlRun other = as("吴保管", recover + QStringList{"陈保管", "--json"});
        QCOMPARE(other.json()["error"].toObject()["code"].toString(), QStringLiteral("NotPermitted"));
        QVERIFY(!QFile::exists(output));
        const CtlRun recovered = as("陈保管", recover + QStringList{"周保管"});
        QVERIFY2(recovered.exitCode == 0, recovered.err);
        QProcess openssl;
        openssl.start("openssl", {"pkcs12", "-in", output, "-passin", "file:" + password, "-passout", "pass:x", "-info"});
        QVERIFY(openssl.waitForFinished(60'000));
        QCOMPARE(openssl.exitCode(), 0);
        QVERIFY(openssl.readAllStandardOutput().contains("BEGIN CERTIFICATE"));
        QVERIFY(as("李安全", {"journal", "export", "--format", "json"}).out.contains(CommandKind::RecoverKey));
        QCOMPARE(as("李安全", {"journal", "verify", "--signatures"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
    }

    void bothSignWithoutANetwork()
    {
        ServerHouse house(ServerHouse::Together{});
        house.start();
        const QString li = house.consoleOf("李安全"), sun = house.consoleOf("孙安全");
        QCOMPARE(house.ctl(li, {"sync"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
        const CtlRun left = house.ctl(li, {"policy", "set", policyFile(house, 30), "--pending"});
        QCOMPARE(left.exitCode, 6);
        QCOMPARE(pending(house, li).size(), 0); // in the outbox: nobody else has seen it
        house.start();
        QCOMPARE(house.ctl(li, {"sync"}).exitCode, 0);
        QCOMPARE(house.ctl(sun, {"sync"}).exitCode, 0);
        const QString id = pending(house, sun)[0].toObject()["id"].toString();
        QCOMPARE(house.stop(), 0);
        QCOMPARE(house.ctl(sun, {"pending", "sign", id}).exitCode, 6); // signed by both, and queued
        house.start();
        QCOMPARE(house.ctl(sun, {"sync"}).exitCode, 0);
        QCOMPARE(ocspLife(house, sun), 30);
        QCOMPARE(house.ctl(sun, {"journal", "verify", "--signatures"}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TwoDesksTest)
#include "TwoDesksTest.moc"
