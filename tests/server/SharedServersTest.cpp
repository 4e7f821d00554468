// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/PostgresLink.h"
#include "tests/support/Peer.h"
#include "tests/support/Postgres.h"
#include "tests/support/ServedCa.h"
#include "tests/support/Server.h"
#include "tests/support/Verify.h"
#include "tests/support/WorkLog.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace hufu;
using namespace hufu::test;

namespace {

/// One hufu-server of several.
class Instance {
public:
    explicit Instance(QString config) : m_config(std::move(config)) {}
    ~Instance() { kill(); }
    void start()
    {
        m_process = std::make_unique<QProcess>();
        m_process->setStandardErrorFile(m_config + QStringLiteral(".log"), QIODevice::Append);
        m_process->start(qEnvironmentVariable("HUFU_BIN") + QStringLiteral("/hufu-server"), {"run", "--config", m_config});
        if (!m_process->waitForReadyRead(60'000))
            qFatal("a server did not start: %s", log().right(2000).constData());
        const QJsonObject where = QJsonDocument::fromJson(m_process->readAllStandardOutput()).object();
        const bool first = port == 0;
        port = where["listen"].toString().section(u':', -1).toInt();
        statusPort = where["statusListen"].toString().section(u':', -1).toInt();
        if (first)
            setPort(port);
    }
    void kill()
    {
        if (m_process) {
            m_process->kill();
            m_process->waitForFinished();
            m_process.reset();
        }
    }
    void freeze() { ::kill(pid_t(m_process->processId()), SIGSTOP); }
    void thaw() { ::kill(pid_t(m_process->processId()), SIGCONT); }
    QByteArray log() const
    {
        QFile file(m_config + QStringLiteral(".log"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    int port = 0, statusPort = 0;

private:
    /// HAProxy knows it by its port: the same from now on.
    void setPort(int to)
    {
        QFile file(m_config);
        if (!file.open(QIODevice::ReadWrite))
            qFatal("no configuration");
        const QByteArray text = file.readAll().replace("\nlisten = 127.0.0.1:0", "\nlisten = 127.0.0.1:" + QByteArray::number(to));
        file.resize(0);
        file.seek(0);
        file.write(text);
    }
    QString m_config;
    std::unique_ptr<QProcess> m_process;
};

} // namespace

/// Several hufu-servers that keep one house in PostgreSQL, behind HAProxy: any answers, one decides at a time, and what happens to one of them or to the
/// database in the middle of work loses nothing and does nothing twice.
class SharedServersTest : public QObject {
    Q_OBJECT

    static QString second(const ServerHouse &house, const Postgres &database)
    {
        const QString state = house.home().path(QStringLiteral("second"));
        const CtlRun joined = ServerHouse::run({"join", "--state", state, "--database", database.place(), "--passphrase-file",
                                                house.home().path(QStringLiteral("server-passphrase")), "--listen", "127.0.0.1:0", "--status-listen", "127.0.0.1:0",
                                                "--operations-listen", "127.0.0.1:0"});
        if (joined.exitCode != 0)
            qFatal("joining: %s", joined.err.constData());
        return state + QStringLiteral("/server.conf");
    }
    /// Names of the services in a home's copy.
    static QStringList services(const ServerHouse &house, const QString &home)
    {
        QStringList names;
        for (const QJsonValue service : QJsonDocument::fromJson(house.ctl(home, {"service", "list", "--json"}).out).array())
            names += service["name"].toString();
        return names;
    }
    static std::unique_ptr<QProcess> saving(const ServerHouse &house, const QString &home, const QString &name)
    {
        const QString csv = house.home().write(name + QStringLiteral(".csv"), ("name,tier,department,owner,hosts,patient_data\n" + name + ",core,门诊部,王主任," + name
                                                                              + ".hospital.example,yes\n").toUtf8());
        auto process = std::make_unique<QProcess>();
        process->start(CtlHome::program(), {"service", "import", csv, "--home", home, "--passphrase-file", house.home().passphraseFile()});
        return process;
    }
    static CtlRun save(const ServerHouse &house, const QString &home, const QString &name)
    {
        const std::unique_ptr<QProcess> process = saving(house, home, name);
        process->waitForFinished(120'000);
        return {process->exitCode(), process->readAllStandardOutput(), process->readAllStandardError()};
    }
    /// HAProxy in front of both.
    static std::unique_ptr<Peer> balancer(const QTemporaryDir &folder, quint16 front, const Instance &one, const Instance &two)
    {
        QFile config(folder.filePath("haproxy.cfg"));
        if (!config.open(QIODevice::WriteOnly))
            qFatal("no configuration of HAProxy");
        config.write(QStringLiteral("defaults\n  mode tcp\n  timeout connect 2s\n  timeout client 60s\n  timeout server 60s\n  retries 3\n  option redispatch\n"
                                    "listen hufu\n  bind 127.0.0.1:%1\n  balance roundrobin\n"
                                    "  server one 127.0.0.1:%2 check inter 300ms fall 1\n  server two 127.0.0.1:%3 check inter 300ms fall 1\n")
                         .arg(front).arg(one.port).arg(two.port).toUtf8());
        config.close();
        auto haproxy = std::make_unique<Peer>("haproxy", QStringList{"-db", "-f", config.fileName()}, folder.path());
        if (!haproxy->waitForPort(front))
            qFatal("HAProxy: %s", haproxy->output().constData());
        return haproxy;
    }
    static bool isIntact(const ServerHouse &house, const QString &home)
    {
        const CtlRun verified = house.ctl(home, {"journal", "verify", "--signatures"});
        if (verified.exitCode != 0)
            qWarning("%s", (verified.out + verified.err).constData());
        return verified.exitCode == 0;
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const char *program : {"postgres", "initdb", "pg_ctl", "psql", "haproxy", "curl", "openssl"})
            NEEDS(program);
    }

    void placesAreChecked_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<bool>("good");
        QTest::newRow("a socket here") << "host=/run/postgresql dbname=hufu" << true;
        QTest::newRow("loopback") << "postgresql://hufu@127.0.0.1:5432/hufu" << true;
        QTest::newRow("another computer, checked") << "postgresql://hufu@db.hospital.example/hufu?sslmode=verify-full" << true;
        QTest::newRow("another computer, trusted") << "postgresql://hufu@db.hospital.example/hufu?sslmode=require" << false;
        QTest::newRow("another computer by address") << "host=localhost hostaddr=10.0.0.7 dbname=hufu" << false;
        QTest::newRow("a password in it") << "postgresql://hufu:geheim@127.0.0.1/hufu" << false;
        QTest::newRow("a service file, which says it elsewhere") << "service=hufu" << false;
        QTest::newRow("rubbish") << "postgresql://[" << false;
    }
    void placesAreChecked()
    {
        QFETCH(const QString, place);
        QFETCH(const bool, good);
        const Result<void> checked = PostgresLink::checkPlace(place.toStdString());
        QCOMPARE(bool(checked), good);
        QVERIFY(good || (checked.error().code == ErrorCode::InvalidArgument && !checked.error().detail.empty()
                         && checked.error().detail.find("geheim") == std::string::npos));
    }

    void oneIsKilledInTheMiddleOfWork()
    {
        Postgres database;
        QVERIFY(database.isRunning());
        ServerHouse house(database.place());
        Instance one(house.config()), two(second(house, database));
        one.start();
        two.start();
        QTemporaryDir folder;
        const quint16 front = Peer::freePort();
        const std::unique_ptr<Peer> haproxy = balancer(folder, front, one, two);
        const QString url = QStringLiteral("https://127.0.0.1:%1").arg(front);
        const QString desk = house.console("desk", url), other = house.console("other", url);
        for (const QString &home : {desk, other})
            QCOMPARE(house.ctl(home, {"sync"}).exitCode, 0); // a home that has nothing yet opens with a server alone
        WorkLog log;
        int given = 0;
        const int kills = std::max(4, qEnvironmentVariableIntValue("HUFU_KILLS"));
        for (int round = 0; round < kills; ++round) {
            // Both desks at work, and one of the servers dies at any moment of it.
            struct Work {
                QString desk, name;
                std::unique_ptr<QProcess> process;
            };
            std::vector<Work> working;
            for (const QString &home : {desk, other}) {
                const QString name = QStringLiteral("service%1").arg(given++);
                working.push_back({home, name, saving(house, home, name)});
            }
            Instance &victim = round % 2 ? one : two;
            QTest::qWait(int(QRandomGenerator::global()->bounded(700)));
            victim.kill();
            for (const Work &work : working) {
                QProcess &process = *work.process;
                QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(120'000));
                QVERIFY2(process.exitCode() == 0 || process.exitCode() == 6, process.readAllStandardError()); // in force, or kept here for later
                if (process.exitCode() == 0)
                    log.acknowledged(work.desk, work.name);
                else
                    log.queued(work.desk, work.name);
            }
            victim.start();
        }
        for (const QString &home : {desk, other}) {
            QTRY_COMPARE_WITH_TIMEOUT(house.ctl(home, {"sync"}).exitCode, 0, 30'000);
            QCOMPARE(QJsonDocument::fromJson(house.ctl(home, {"outbox", "list", "--json"}).out).array().size(), 0);
        }
        QCOMPARE(house.ctl(desk, {"sync"}).exitCode, 0);
        const QJsonArray journal = QJsonDocument::fromJson(house.ctl(desk, {"journal", "export", "--format", "json"}).out).array();
        QCOMPARE(log.fault(journal, CommandKind::SaveService), QString());
        QCOMPARE(services(house, desk).size(), given);
        QCOMPARE(services(house, other).size(), given);
        QVERIFY(isIntact(house, desk));
        QVERIFY(isIntact(house, other));
        const QByteArray entries = database.ask("SELECT count(*) FROM hufu_entry");
        QCOMPARE(entries.toLongLong(), house.ctl(desk, {"journal", "head", "--json"}).json()["sequence"].toInteger());
    }

    void eitherSaysWhatIsRevoked()
    {
        Postgres database;
        QVERIFY(database.isRunning());
        ServerHouse house(database.place());
        Instance one(house.config()), two(second(house, database));
        one.start();
        two.start();
        house.port = one.port;
        house.statusPort = one.statusPort;
        const QString desk = house.console("desk");
        Stranger folder;
        const ServedCa ca(house, folder, desk, desk);
        QVERIFY(ca.make());
        struct Holder {
            QString file, sha256, serial, crl;
        } holders[] = {{QStringLiteral("first"), {}, {}, {}}, {QStringLiteral("second"), {}, {}, {}}};
        for (Holder &holder : holders) {
            holder.sha256 = ca.issue(holder.file, holder.file);
            QVERIFY(!holder.sha256.isEmpty());
            const Said text = folder.openssl({"x509", "-in", holder.file + ".pem", "-noout", "-serial", "-ext", "crlDistributionPoints"});
            QVERIFY(text);
            holder.serial = QString::fromUtf8(text.text).section(u'=', 1).section(u'\n', 0, 0).trimmed();
            holder.crl = QString::fromUtf8(text.text).section(QStringLiteral("URI:"), 1).section(u'\n', 0, 0).trimmed().section(u'/', 3);
            QVERIFY2(holder.serial.size() > 10 && holder.crl.startsWith(QStringLiteral("crl/")), text.text);
        }
        // As relying servers ask, with no program of ours: what OCSP says, and whether the CRL has it.
        const auto ocsp = [&](const Instance &at, const Holder &holder) {
            const Said said = folder.openssl({"ocsp", "-issuer", "client.pem", "-cert", holder.file + ".pem", "-CAfile", "cas.pem", "-timeout", "5", "-url",
                                              QStringLiteral("http://127.0.0.1:%1/ocsp").arg(at.statusPort)});
            return said.has("Response verify OK") ? QString::fromUtf8(said.text).section(holder.file + ".pem: ", 1).section(u'\n', 0, 0) : QString::fromUtf8(said.text);
        };
        const auto listed = [&](const Instance &at, const Holder &holder) {
            const Said fetched = folder.run("curl", {"-sf", "-m", "5", "-o", "crl", QStringLiteral("http://127.0.0.1:%1/%2").arg(at.statusPort).arg(holder.crl)});
            const Said said = folder.openssl({"crl", "-inform", "DER", "-in", "crl", "-noout", "-text", "-CAfile", "cas.pem"});
            return fetched && said.has("verify OK") && said.text.contains("Serial Number: " + holder.serial.toUtf8());
        };
        const auto revoke = [&](const Holder &holder) { return house.ctl(desk, {"revoke", "--where", "fingerprint = " + holder.sha256, "--reason", "keyCompromise", "--json"}); };
        for (const Instance *at : {&one, &two}) {
            for (const Holder &holder : holders) {
                QTRY_COMPARE_WITH_TIMEOUT(ocsp(*at, holder), QStringLiteral("good"), 20'000);
                QVERIFY(!listed(*at, holder));
            }
        }
        // Through one of them; both say so, and the second when the first is gone.
        const CtlRun first = revoke(holders[0]);
        QVERIFY2(first.exitCode == 0, first.err + first.out);
        for (const Instance *at : {&one, &two}) {
            QTRY_COMPARE_WITH_TIMEOUT(ocsp(*at, holders[0]), QStringLiteral("revoked"), 20'000);
            QTRY_VERIFY_WITH_TIMEOUT(listed(*at, holders[0]), 20'000);
            QCOMPARE(ocsp(*at, holders[1]), QStringLiteral("good"));
        }
        one.kill();
        QCOMPARE(ocsp(two, holders[0]), QStringLiteral("revoked"));
        QVERIFY(listed(two, holders[0]));
        QVERIFY(!listed(two, holders[1]));
        // Through the second, while the first does not run: it knows when it is back.
        QCOMPARE(house.ctl(desk, {"sync", "--server", QStringLiteral("https://127.0.0.1:%1").arg(two.port)}).exitCode, 0);
        const CtlRun last = revoke(holders[1]);
        QVERIFY2(last.exitCode == 0, last.err + last.out);
        QTRY_COMPARE_WITH_TIMEOUT(ocsp(two, holders[1]), QStringLiteral("revoked"), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(listed(two, holders[1]), 20'000);
        one.start();
        QTRY_COMPARE_WITH_TIMEOUT(ocsp(one, holders[1]), QStringLiteral("revoked"), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(listed(one, holders[1]), 20'000);
    }

    void agentsOfRelyingServersAreToldByEither()
    {
        Postgres database;
        QVERIFY(database.isRunning());
        ServerHouse house(database.place());
        Instance one(house.config()), two(second(house, database));
        one.start();
        two.start();
        QTemporaryDir folder;
        const quint16 front = Peer::freePort();
        const std::unique_ptr<Peer> haproxy = balancer(folder, front, one, two);
        const QString url = QStringLiteral("https://127.0.0.1:%1").arg(front), desk = house.console("desk", url);
        QCOMPARE(house.ctl(desk, {"sync"}).exitCode, 0);
        const CtlRun made = house.ctl(desk, {"ca", "create", "--name", "First Hospital", "--locality", "北京", "--status-url", QStringLiteral("http://127.0.0.1:%1").arg(one.statusPort)});
        QVERIFY2(made.exitCode == 0, made.err);
        QCOMPARE(save(house, desk, "挂号").exitCode, 0);
        const QString cas = house.home().path("client-ca.pem"), crls = house.home().path("crls.pem");
        QTRY_COMPARE_WITH_TIMEOUT(house.ctl(desk, {"ca", "certificate", "First Hospital Client CA", "--output", cas}).exitCode, 0, 30'000);

        const CtlRun code = ServerHouse::run({"enrol-code", "--config", house.config(), "--relying"}); // given out by one, used at either
        QVERIFY2(code.exitCode == 0, code.err);
        const QStringList words{"crl-follow", "--home", house.home().path("agent"), "--ca", cas, "--output", crls, "--interval", "100", "--json"};
        const CtlRun first = CtlHome::plain(words + QStringList{"--server", url, "--code-file", house.home().write("relying-code", code.out.trimmed()), "--name", "web", "--once"});
        QVERIFY2(first.exitCode == 0 && QFile::exists(crls), first.err + first.out);
        QProcess agent;
        agent.setProcessChannelMode(QProcess::MergedChannels);
        agent.start(CtlHome::program(), words);
        QVERIFY(agent.waitForStarted());
        const auto relying = [&](const QString &emergency) {
            (void)house.ctl(desk, {"sync"});
            return house.ctl(desk, {"emergency", "status", emergency, "--json"}).json().value("relying").toArray().at(0).toObject();
        };
        // Whichever of the two it waits at is killed sooner or later: it goes on at the other.
        Instance *const instances[] = {&one, &two};
        for (int round = 0; round < 4; ++round) {
            const QString name = QStringLiteral("thief%1").arg(round), key = house.home().path(name + ".key"), csr = house.home().path(name + ".csr");
            QVERIFY(Peer::run("openssl", {"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", csr, "-subj", "/CN=" + name}, folder.path()));
            const CtlRun asked = house.ctl(desk, {"request", "submit", "--csr", csr, "--service", "挂号", "--purpose", "登录", "--days", "30", "--profile", "client", "--json"});
            const CtlRun approved = house.ctl(desk, {"request", "approve", asked.json()["id"].toString(), "--json"});
            QString certificate; // issued at once, or by the server's upkeep
            const auto issued = [&] {
                certificate = house.ctl(desk, {"request", "show", asked.json()["id"].toString(), "--json"}).json()["certificate"].toString();
                return !certificate.isEmpty();
            };
            QTRY_VERIFY2_WITH_TIMEOUT(issued(), asked.err + approved.err + approved.out, 60'000);
            instances[round % 2]->kill();
            const CtlRun revoked = house.ctl(desk, {"emergency", "revoke", "--spki", certificate, "--json"});
            QVERIFY2(revoked.exitCode == 0, revoked.err + revoked.out);
            QTRY_VERIFY_WITH_TIMEOUT(relying(revoked.json()["emergency"].toString())["has"].toBool(), 60'000);
            instances[round % 2]->start();
        }
        // Each CRL was reported once, whichever server heard it.
        QSet<QString> said;
        int reports = 0;
        for (const QJsonValue entry : QJsonDocument::fromJson(house.ctl(desk, {"journal", "export", "--format", "json"}).out).array()) {
            if (entry["kind"].toString() != QLatin1String(CommandKind::ReportRelying))
                continue;
            ++reports;
            said.insert(QString::fromUtf8(QJsonDocument(entry["command"]["payload"].toObject()).toJson()));
        }
        QVERIFY(reports >= 5);
        QCOMPARE(said.size(), reports);
        // Shut out at one, it is shut out at both.
        QString id;
        for (const QJsonValue known : QJsonDocument::fromJson(house.ctl(desk, {"workstation", "list", "--json"}).out).array()) {
            if (known["name"].toString() == QLatin1String("web"))
                id = known["id"].toString();
        }
        QCOMPARE(house.ctl(desk, {"workstation", "revoke", id, "--reason", "decommissioned"}).exitCode, 0);
        agent.kill();
        QVERIFY(agent.waitForFinished());
        for (int time = 0; time < 4; ++time)
            QVERIFY(CtlHome::plain(words + QStringList{"--once"}).exitCode != 0);
        QVERIFY(isIntact(house, desk));
    }

    void aFrozenServerKeepsNobodyFromDeciding()
    {
        Postgres database;
        QVERIFY(database.isRunning());
        {
            PostgresLink link(database.place().toStdString());
            VERIFY_OK(link.ready());
            const Result<PostgresLink::Rows> limit = link.ask("SELECT current_setting('idle_in_transaction_session_timeout')");
            VERIFY_OK(limit);
            QCOMPARE(std::string(textOf(limit->bytes(0, 0))), std::string("1min"));
        }
        database.ask(QStringLiteral("ALTER ROLE hufu SET idle_in_transaction_session_timeout = '3s'")); // who runs the database may say otherwise
        ServerHouse house(database.place());
        Instance one(house.config()), two(second(house, database));
        one.start();
        two.start();
        const QString desk = house.console("desk", QStringLiteral("https://127.0.0.1:%1").arg(one.port)),
                      other = house.console("other", QStringLiteral("https://127.0.0.1:%1").arg(two.port));
        for (const QString &home : {desk, other})
            QCOMPARE(house.ctl(home, {"sync"}).exitCode, 0);
        const auto turnIsTaken = [&] { return database.ask(QStringLiteral("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")).toInt() > 0; };
        QStringList given;
        std::unique_ptr<QProcess> working;
        bool frozen = false;
        for (int tries = 0; tries < 400 && !frozen; ++tries) {
            if (!working || working->state() == QProcess::NotRunning) {
                given += QStringLiteral("service%1").arg(given.size());
                working = saving(house, desk, given.back());
            }
            QTest::qWait(int(QRandomGenerator::global()->bounded(30)));
            one.freeze();
            frozen = turnIsTaken() && turnIsTaken(); // by whom nothing comes from any more
            if (!frozen)
                one.thaw();
        }
        QVERIFY(frozen);
        QElapsedTimer waited;
        waited.start();
        given += QStringLiteral("meanwhile");
        QTRY_COMPARE_WITH_TIMEOUT((save(house, other, given.back()), QJsonDocument::fromJson(house.ctl(other, {"outbox", "list", "--json"}).out).array().size()), 0, 20'000);
        qInfo("decided after %lld ms", static_cast<long long>(waited.elapsed()));
        QVERIFY(waited.elapsed() < 20'000);
        const qsizetype before = one.log().count("\"status\":503");
        one.thaw();
        QVERIFY(working->waitForFinished(120'000));
        QVERIFY2(working->exitCode() == 0 || working->exitCode() == 6, working->readAllStandardError());
        QTRY_VERIFY2_WITH_TIMEOUT(one.log().count("\"status\":503") > before, one.log().right(3000), 20'000); // Busy: nothing of it happened, try again
        for (const QString &home : {desk, other})
            QTRY_COMPARE_WITH_TIMEOUT(house.ctl(home, {"sync"}).exitCode, 0, 30'000);
        QCOMPARE(house.ctl(desk, {"sync"}).exitCode, 0);
        QStringList there = services(house, desk);
        there.sort();
        given.sort();
        QCOMPARE(there, given); // each, and once
        QVERIFY(isIntact(house, desk));
        QVERIFY(isIntact(house, other));
    }

    void theDatabaseGoesAwayAndComesBack()
    {
        Postgres database;
        QVERIFY(database.isRunning());
        ServerHouse house(database.place());
        Instance one(house.config());
        one.start();
        const QString desk = house.console("desk", QStringLiteral("https://127.0.0.1:%1").arg(one.port));
        QCOMPARE(save(house, desk, "before").exitCode, 0);
        database.stop();
        QCOMPARE(save(house, desk, "between").exitCode, 6); // kept at the desk; nothing is decided that could be lost
        QCOMPARE(services(house, desk), QStringList{"before"});
        QCOMPARE(QJsonDocument::fromJson(house.ctl(desk, {"outbox", "list", "--json"}).out).array().size(), 1);
        database.start();
        QVERIFY(database.isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(house.ctl(desk, {"sync"}).exitCode, 0, 60'000);
        QStringList there = services(house, desk);
        there.sort();
        QCOMPARE(there, (QStringList{"before", "between"}));
        QVERIFY(isIntact(house, desk));
    }

    void whoRunsTheDatabaseReadsAndChangesNothing()
    {
        Postgres database;
        QVERIFY(database.isRunning());
        ServerHouse house(database.place());
        {
            Instance one(house.config());
            one.start();
            const QString desk = house.console("desk", QStringLiteral("https://127.0.0.1:%1").arg(one.port));
            QCOMPARE(save(house, desk, "secretservice").exitCode, 0);
        }
        // Not a word of it in the clear.
        for (const char *table : {"hufu_entry", "hufu_beside", "hufu_blob", "hufu_checkpoint"})
            QCOMPARE(database.ask(QStringLiteral("SELECT count(*) FROM %1 WHERE position('secretservice'::bytea IN sealed) > 0").arg(QLatin1String(table))), QByteArray("0"));
        QVERIFY(database.ask("SELECT count(*) FROM hufu_beside").toInt() > 0); // the vault is there

        const CtlRun wrong = ServerHouse::run({"join", "--state", house.home().path("third"), "--database", database.place(), "--passphrase-file",
                                               house.home().write("wrong", "not the servers' passphrase\n")});
        QCOMPARE(wrong.exitCode, 3);
        QVERIFY(!QFile::exists(house.home().path("third/server.conf")));
        // An entry with one bit another, or in another's place, is no entry.
        database.ask("CREATE TABLE kept AS SELECT * FROM hufu_entry");
        for (const char *change : {"UPDATE hufu_entry SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) WHERE sequence = 2",
                                   "UPDATE hufu_entry SET sealed = (SELECT sealed FROM kept WHERE sequence = 1) WHERE sequence = 2",
                                   "DELETE FROM hufu_entry WHERE sequence = 2"}) {
            database.ask(QLatin1String(change));
            const CtlRun joined = ServerHouse::run({"join", "--state", house.home().path("fourth"), "--database", database.place(), "--passphrase-file",
                                                    house.home().path("server-passphrase")});
            QCOMPARE(joined.exitCode, 4);
            database.ask("TRUNCATE hufu_entry; INSERT INTO hufu_entry SELECT * FROM kept");
        }
        // Set back to an older copy: a server that has seen more says so, and decides nothing.
        database.ask("DELETE FROM hufu_entry WHERE sequence > 2");
        const CtlRun checked = ServerHouse::run({"check", "--config", house.config()});
        QCOMPARE(checked.exitCode, 4);
        QVERIFY2(checked.err.contains("set back") || checked.out.contains("set back"), checked.err);
    }

    void aPlaceThatIsTakenIsNotTakenAgain()
    {
        Postgres database;
        QVERIFY(database.isRunning());
        const CtlRun nothing = ServerHouse::run({"join", "--state", QDir::tempPath() + "/hufu-none", "--database", database.place(), "--passphrase",
                                                 "env:PATH"});
        QCOMPARE(nothing.exitCode, 1);
        const ServerHouse house(database.place());
        const CtlHome another;
        const CtlRun taken = ServerHouse::run({"init", "--state", another.path("state"), "--from", another.home(), "--from-passphrase-file", another.passphraseFile(),
                                               "--passphrase-file", house.home().path("server-passphrase"), "--database", database.place()});
        QCOMPARE(taken.exitCode, 1);
        QVERIFY2(taken.err.contains("join"), taken.err);
        QCOMPARE(another.run({"service", "list"}).exitCode, 0); // its authority is where it was
    }
};

QTEST_GUILESS_MAIN(SharedServersTest)
#include "SharedServersTest.moc"
