// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Relocation.h"
#include "models/store/FoundingDrafts.h"
#include "tests/support/Peer.h"
#include "tests/support/Postgres.h"
#include "tests/support/Server.h"
#include "tests/support/Verify.h"

#include <QJsonArray>

using namespace hufu;
using namespace hufu::test;

/// A server over PostgreSQL starts while that cannot be reached: it answers from what it has, says what is wrong, and decides nothing until it is back.
class DatabaseAwayTest : public QObject {
    Q_OBJECT

    static QByteArray get(const QString &url)
    {
        QProcess curl;
        curl.start(QStringLiteral("curl"), {"-sk", "-m", "10", "-w", " %{http_code}", url});
        curl.waitForFinished(60'000);
        return curl.readAllStandardOutput();
    }
    static int save(const ServerHouse &house, const QString &home, const char *name)
    {
        return house.ctl(home, {"collection", "save", QString::fromUtf8(name), "--where", "name:a"}).exitCode;
    }
    static QStringList saved(const ServerHouse &house, const QString &home)
    {
        QStringList names;
        for (const QJsonValue entry : QJsonDocument::fromJson(house.ctl(home, {"journal", "export", "--format", "json"}).out).array()) {
            if (entry["kind"].toString() == QLatin1String(CommandKind::SaveCollection))
                names += entry["subject"].toString();
        }
        return names;
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const char *program : {"postgres", "initdb", "pg_ctl", "curl", "openssl"})
            NEEDS(program);
    }

    void itAnswersAndDecidesNothing()
    {
        Postgres database;
        QVERIFY(database.isRunning());
        ServerHouse house(database.place());
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        for (const QString &home : {one, two})
            QCOMPARE(house.ctl(home, {"sync"}).exitCode, 0);
        const QString status = QStringLiteral("http://127.0.0.1:%1").arg(house.statusPort), operations = QStringLiteral("http://127.0.0.1:%1").arg(house.operationsPort);
        const CtlRun made = house.ctl(one, {"ca", "create", "--name", "First Hospital", "--locality", "北京", "--status-url", status});
        QVERIFY2(made.exitCode == 0, made.err);
        const QString issuing = house.home().path("issuing.pem");
        QCOMPARE(house.ctl(one, {"ca", "certificate", "First Hospital Server CA", "--output", issuing}).exitCode, 0);
        QCOMPARE(save(house, one, "before"), 0);
        QTRY_COMPARE(get(operations + "/healthz").right(4), QByteArray(" 200"));
        QVERIFY(get(operations + "/metrics").contains("\nhufu_database_level 1\n"));
        QCOMPARE(house.stop(), 0);

        database.stop();
        house.start();
        QTRY_VERIFY2(get(operations + "/healthz").right(4) == " 503" && get(operations + "/healthz").contains("PostgreSQL"), get(operations + "/healthz"));
        const QByteArray metrics = get(operations + "/metrics");
        QVERIFY2(metrics.contains("\nhufu_database_level 0\n"), metrics);
        QVERIFY2(house.log().contains("PostgreSQL"), house.log().right(2000));
        QCOMPARE(get(house.url() + "/healthz").right(4), QByteArray(" 200")); // reads go on
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QCOMPARE(saved(house, two), QStringList{"before"});
        QProcess ocsp;
        ocsp.start("openssl", {"ocsp", "-issuer", issuing, "-serial", "0x1234", "-noverify", "-timeout", "5", "-url", status + "/ocsp"});
        QVERIFY(ocsp.waitForFinished(60'000));
        const QByteArray said = ocsp.readAllStandardOutput();
        QVERIFY2(said.contains("0x1234: "), said + ocsp.readAllStandardError());
        QCOMPARE(save(house, one, "between"), 6); // kept at the desk
        QCOMPARE(ServerHouse::run({"check", "--config", house.config()}).exitCode, 1); // what looks after it says so too

        database.start();
        QVERIFY(database.isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(get(operations + "/healthz").right(4), QByteArray(" 200"), 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(house.ctl(one, {"sync"}).exitCode, 0, 60'000);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QCOMPARE(saved(house, two), (QStringList{"before", "between"}));
        QVERIFY(get(operations + "/metrics").contains("\nhufu_database_level 1\n"));
        QCOMPARE(house.ctl(two, {"journal", "verify", "--signatures"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
    }

    void aFoundingUnderWayDoesNotHinderIt()
    {
        Postgres database;
        QVERIFY(database.isRunning());
        ServerHouse house(ServerHouse::New{}, database.place());
        house.start();
        const auto founding = [&](const char *desk, const char *what) { return house.ctl(house.home().path(desk), {"founding", what, "--json"}); };
        for (const auto &[desk, officer, role] : {std::tuple("li", "李安全", "security-admin"), std::tuple("wang", "王系统", "system-admin"), std::tuple("zhao", "赵审计", "audit-admin")}) {
            const CtlRun joined = house.ctl(house.home().path(desk), {"enrol", "--server", house.url(), "--code-file", house.home().path(role), "--name", desk, "--officer", officer});
            QVERIFY2(joined.exitCode == 0, joined.err);
        }
        for (const char *desk : {"li", "wang"})
            QCOMPARE(founding(desk, "sign").exitCode, 6);
        QCOMPARE(house.stop(), 0);
        const Result<SecureBytes> key = openServerState(HomePaths(house.state().toStdString()), SecureBytes::copyOf("passphrase of the server"));
        VERIFY_OK(key);
        const auto state = [&] { return Connection::open(HomePaths(house.state().toStdString()).database, *key, Connection::Access::ReadWrite); };
        const auto underWay = [&]() -> std::optional<FoundingDraft> {
            Result<Connection> connection = state();
            const Result<std::optional<FoundingDraft>> draft = connection ? readFoundingDraft(*connection) : fail(connection.error());
            return draft ? *draft : std::nullopt;
        };
        const std::optional<FoundingDraft> draft = underWay();
        QVERIFY(draft);

        database.stop();
        house.start();
        QCOMPARE(founding("zhao", "show").json()["state"].toString(), QStringLiteral("signing"));
        QVERIFY(founding("zhao", "sign").exitCode != 0); // nothing is decided
        database.start();
        QVERIFY(database.isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(founding("zhao", "sign").exitCode, 0, 60'000);
        QTRY_VERIFY(!underWay());
        QCOMPARE(house.stop(), 0);

        // A crash came between the founding and its end, and then the database was away.
        {
            Result<Connection> connection = state();
            VERIFY_OK(connection);
            VERIFY_OK(writeFoundingDraft(*connection, *draft));
        }
        database.stop();
        house.start();
        QCOMPARE(founding("li", "show").json()["state"].toString(), QStringLiteral("founded"));
        database.start();
        QVERIFY(database.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!underWay(), 120'000); // it is finished by itself
        const QString home = house.home().path("li");
        QTRY_COMPARE_WITH_TIMEOUT(house.ctl(home, {"sync"}).exitCode, 0, 60'000);
        QCOMPARE(QJsonDocument::fromJson(house.ctl(home, {"workstation", "list", "--json"}).out).array().size(), 3);
        QCOMPARE(house.ctl(home, {"journal", "verify", "--signatures"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
    }
};

QTEST_GUILESS_MAIN(DatabaseAwayTest)
#include "DatabaseAwayTest.moc"
