// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Enrolment.h"
#include "models/authority/Relocation.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/OfficerRequest.h"
#include "models/replica/Enrolling.h"
#include "models/store/AtomicFile.h"
#include "models/store/Workstations.h"
#include "tests/support/CuttingProxy.h"
#include "tests/support/Server.h"
#include "tests/support/Verify.h"

#include <QFile>

#include <filesystem>

using namespace hufu;
using namespace hufu::test;

/// A house moves to a server; workstations are let in and shut out. Real processes on loopback, and openssl and curl as strangers.
class ServerTest : public QObject {
    Q_OBJECT

    static CtlRun stranger(const QString &program, const QStringList &words)
    {
        QProcess process;
        process.start(program, words);
        process.closeWriteChannel();
        process.waitForFinished(60'000);
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

private Q_SLOTS:
    void aMovedHouseDecidesNothingAnyMore()
    {
        const ServerHouse house;
        const CtlRun checked = ServerHouse::run({"check", "--config", house.config(), "--json"});
        QVERIFY2(checked.exitCode == 0, checked.err);
        QCOMPARE(checked.json()["entries"].toInt(), 1);
        const CtlRun refused = house.home().run({"collection", "save", "x", "--where", "name:a", "--json"});
        QCOMPARE(refused.exitCode, 7);
        QCOMPARE(refused.json()["error"].toObject()["code"].toString(), QStringLiteral("Moved"));
        QCOMPARE(house.home().run({"journal", "verify", "--signatures"}).exitCode, 0); // it can still be read
        const CtlRun again = ServerHouse::run({"init", "--state", house.home().path("elsewhere"), "--from", house.home().home(), "--from-passphrase-file",
                                               house.home().passphraseFile(), "--passphrase-file", house.home().path("server-passphrase")});
        QCOMPARE(again.exitCode, 7);
        QVERIFY(!QFile::exists(house.home().path("elsewhere/hufu.db")));
    }

    void whoHasTheHouseOpenWhileItMovesIsRefused()
    {
        const CtlHome home;
        const HomePaths from(home.home().toStdString()), to(home.path("state").toStdString());
        const auto open = EmbeddedGate(from.home).open({}, ServerHouse::passphrase());
        VERIFY_OK(open);
        const QJsonObject filter{{"id", "01890000-0000-7000-8000-000000000001"}, {"name", "a"}, {"query", "name:a"}};
        VERIFY_OK((*open)->submit(CommandKind::SaveCollection, filter));
        const Result<UnlockedHome> unlocked = unlockHome(from, {}, ServerHouse::passphrase());
        VERIFY_OK(unlocked);
        VERIFY_OK(moveAuthority(from, unlocked->databaseKey, to, SecureBytes::copyOf("the server's own secret"), ScryptCost{1024, 8, 1}));
        VERIFY_ERROR((*open)->submit(CommandKind::SaveCollection, filter), ErrorCode::Moved);
        // The state opens by its own passphrase alone, and holds what was there.
        VERIFY_ERROR(openServerState(to, ServerHouse::passphrase()), ErrorCode::WrongPassphrase);
        const Result<SecureBytes> key = openServerState(to, SecureBytes::copyOf("the server's own secret"));
        VERIFY_OK(key);
        VERIFY_OK(Authority::open(*key, {to.database, to.checkpoint}));
        VERIFY_ERROR(Authority::open(unlocked->databaseKey, {from.database, from.checkpoint}), ErrorCode::Moved);
    }

    void aMoveInterruptedBeforeItsLastStepEnds()
    {
        const ServerHouse house; // moved; now as if it had been killed between taking the keys away and opening the state
        const std::filesystem::path slots = (house.state() + "/keyslots.json").toStdString();
        std::filesystem::rename(slots, slots.string() + ".pending");
        QCOMPARE(ServerHouse::run({"check", "--config", house.config()}).exitCode, 1);
        const CtlRun again = ServerHouse::run({"init", "--state", house.state(), "--from", house.home().home(), "--from-passphrase-file",
                                               house.home().passphraseFile(), "--passphrase-file", house.home().path("server-passphrase")});
        QVERIFY2(again.exitCode == 0, again.err);
        QCOMPARE(ServerHouse::run({"check", "--config", house.config()}).exitCode, 0);
    }

    void theConfigurationSaysWhichLineIsWrong()
    {
        const ServerHouse house;
        QFile file(house.config());
        QVERIFY(file.open(QIODevice::Append));
        file.write("consoles = many\n");
        file.close();
        const CtlRun checked = ServerHouse::run({"check", "--config", house.config()});
        QCOMPARE(checked.exitCode, 2);
        QVERIFY2(checked.err.contains("server.conf:") && checked.err.contains("consoles"), checked.err);
    }

    void whatAServerWouldComeToGriefWithIsFoundBefore_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("no name") << QByteArray("\nlisten = 127.0.0.1:0") << QByteArray("\nlisten = 0.0.0.0:0") << QByteArray("names = ");
        QTest::newRow("no name, IPv6") << QByteArray("\nlisten = 127.0.0.1:0") << QByteArray("\nlisten = [::]:0") << QByteArray("names = ");
        QTest::newRow("a backup folder that is not there") << QByteArray("\n#backup-folder = /srv/backup/hufu") << QByteArray("\nbackup-folder = /nowhere/hufu")
                                                           << QByteArray("/nowhere/hufu");
        QTest::newRow("a backup folder that cannot be written") << QByteArray("\n#backup-folder = /srv/backup/hufu") << QByteArray("\nbackup-folder = /proc")
                                                                << QByteArray("/proc");
    }
    void whatAServerWouldComeToGriefWithIsFoundBefore()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QFETCH(const QByteArray, named);
        const ServerHouse house;
        const QStringList check{"check", "--config", house.config()};
        QCOMPARE(ServerHouse::run(check).exitCode, 0);
        QFile file(house.config());
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains(from));
        file.resize(0);
        file.seek(0);
        file.write(QByteArray(text).replace(from, to));
        file.close();
        const CtlRun checked = ServerHouse::run(check);
        QVERIFY2(checked.exitCode != 0 && checked.err.contains(named), checked.err + checked.out);
        if (to.contains("listen")) { // and does not run either
            const CtlRun served = ServerHouse::run({"run", "--config", house.config()});
            QVERIFY2(served.exitCode == 2 && served.err.contains(named), served.err);
            QVERIFY(file.open(QIODevice::Append));
            file.write("names = pki.hospital.example\n");
            file.close();
            QCOMPARE(ServerHouse::run(check).exitCode, 0);
        }
    }

    void aPassphraseThatEverybodyReadsIsNone()
    {
        const ServerHouse house;
        const QString file = house.home().path("server-passphrase");
        const QStringList check{"check", "--config", house.config()};
        QCOMPARE(ServerHouse::run(check).exitCode, 0);
        QVERIFY(QFile::setPermissions(file, QFile::permissions(file) | QFile::ReadOther));
        const CtlRun checked = ServerHouse::run(check);
        QVERIFY2(checked.exitCode != 0 && checked.err.contains("server-passphrase"), checked.err);
    }

    void aHangupEndsItInGoodOrder()
    {
        ServerHouse house;
        house.start();
        QCOMPARE(house.stop(SIGHUP), 0);
        QVERIFY2(house.log().contains("\"stopping\"") && house.log().contains("\"stopped\""), house.log());
    }

    void helpForOneCommand()
    {
        for (const char *command : {"init", "run", "check", "join", "enrol-code", "accept", "pin"}) {
            const CtlRun help = ServerHouse::run({command, "--help"});
            QVERIFY2(help.exitCode == 0 && help.err.isEmpty(), help.err);
            QVERIFY2(help.out.startsWith("  hufu-server " + QByteArray(command) + " --"), help.out);
            QCOMPARE(help.out.count("  hufu-server "), command == QByteArray("init") ? 2 : 1);
        }
    }

    void tls13AloneAndNobodyWithoutACertificate()
    {
        ServerHouse house;
        house.start();
        const QString where = QStringLiteral("127.0.0.1:%1").arg(house.port);
        QVERIFY(stranger("openssl", {"s_client", "-connect", where, "-tls1_2"}).exitCode != 0);
        const CtlRun shaken = stranger("openssl", {"s_client", "-connect", where, "-tls1_3"});
        QVERIFY2(shaken.out.contains("TLSv1.3") && shaken.out.contains("Acceptable client certificate CA names"), shaken.out);
        const QString base = house.url();
        QCOMPARE(stranger("curl", {"-sk", base + "/healthz"}).out.trimmed(), QByteArray("ok"));
        const CtlRun nobody = stranger("curl", {"-sk", "-w", "%{http_code}", base + "/v1/journal"});
        QVERIFY2(nobody.out.contains("WorkstationRefused") && nobody.out.endsWith("403"), nobody.out);

        // A certificate of somebody else's, with its key.
        const QString key = house.home().path("key.pem"), certificate = house.home().path("certificate.pem");
        QCOMPARE(stranger("openssl", {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate,
                                      "-subj", "/CN=desk", "-days", "2"}).exitCode, 0);
        const CtlRun foreign = stranger("curl", {"-sk", "--cert", certificate, "--key", key, "-w", "%{http_code}", base + "/v1/journal"});
        QVERIFY2(foreign.out.endsWith("403"), foreign.out + foreign.err);
        QCOMPARE(house.stop(), 0);
        QVERIFY2(!house.log().contains("passphrase of the server"), "a secret in the log");
    }

    void metricsAndHealthForThoseWhoRunIt()
    {
        ServerHouse house;
        house.start();
        const QString base = QStringLiteral("http://127.0.0.1:%1").arg(house.operationsPort);
        QTRY_COMPARE(stranger("curl", {"-s", base + "/healthz"}).out.trimmed(), QByteArray("ok"));
        const QByteArray metrics = stranger("curl", {"-s", base + "/metrics"}).out;
        QVERIFY2(metrics.contains("\nhufu_journal_head 1\n") && metrics.contains("# TYPE hufu_requests_total counter"), metrics);
        const double left = metrics.mid(metrics.indexOf("\nhufu_tls_seconds_left ") + 23).split('\n').first().toDouble();
        QVERIFY2(left > 397 * 86400.0 && left <= 398 * 86400.0, metrics);
        // Relying parties have a listener of their own.
        const QByteArray health = stranger("curl", {"-s", QStringLiteral("http://127.0.0.1:%1/healthz").arg(house.statusPort)}).out;
        QCOMPARE(health.trimmed(), QByteArray("ok"));
    }

    void aCodeIsGoodOnceAndForFiveTries()
    {
        ServerHouse house;
        house.start();
        const QByteArray printed = house.code();
        const Result<EnrolmentCode> code = EnrolmentCode::parse(viewOf(printed.toStdString()));
        VERIFY_OK(code);
        const QString desk = house.console("desk1");
        const HomePaths paths(desk.toStdString());
        const Result<UnlockedHome> home = unlockHome(paths, {}, ServerHouse::passphrase());
        VERIFY_OK(home);

        // The right code for another server is noticed before anything is sent.
        EnrolmentCode elsewhere{code->fingerprint, code->id, code->secret.clone()};
        elsewhere.fingerprint[3] ^= 1;
        VERIFY_ERROR(enrolHome(paths, home->databaseKey, house.url().toStdString(), elsewhere, "desk", systemNow), ErrorCode::TlsFailed);
        // Four wrong secrets, then the right one; then it is used up.
        EnrolmentCode guessed{code->fingerprint, code->id, SecureBytes::random(EnrolmentCode::secretBytes)};
        for (int i = 0; i < 4; ++i)
            VERIFY_ERROR(enrolHome(paths, home->databaseKey, house.url().toStdString(), guessed, "desk", systemNow), ErrorCode::EnrolmentRefused);
        VERIFY_OK(enrolHome(paths, home->databaseKey, house.url().toStdString(), *code, "desk", systemNow));
        VERIFY_ERROR(enrolHome(paths, home->databaseKey, house.url().toStdString(), *code, "desk", systemNow), ErrorCode::EnrolmentRefused);

        const Result<EnrolmentCode> other = EnrolmentCode::parse(viewOf(house.code().toStdString()));
        VERIFY_OK(other);
        guessed.id = other->id;
        for (int i = 0; i < 5; ++i)
            VERIFY_ERROR(enrolHome(paths, home->databaseKey, house.url().toStdString(), guessed, "desk", systemNow), ErrorCode::EnrolmentRefused);
        VERIFY_ERROR(enrolHome(paths, home->databaseKey, house.url().toStdString(), *other, "desk", systemNow), ErrorCode::EnrolmentRefused);
    }

    void aLapsedCodeAndALostAnswer()
    {
        const CtlHome home;
        const HomePaths paths(home.home().toStdString());
        const Result<UnlockedHome> unlocked = unlockHome(paths, {}, ServerHouse::passphrase());
        VERIFY_OK(unlocked);
        Instant now = systemNow();
        Result<Authority> authority = Authority::open(unlocked->databaseKey, {paths.database, paths.checkpoint, [&now] { return now; }});
        VERIFY_OK(authority);
        const auto claimFor = [](const EnrolmentCode &code) {
            const Result<PrivateKey> key = PrivateKey::generate();
            EnrolmentClaim claim{code.id, *makeOfficerRequest(*key, "前台一号"), {}};
            claim.proof = *enrolmentProof(*enrolmentVerifier(code.secret), claim.request);
            return claim;
        };
        const Result<EnrolmentCode> code = giveOutCode(authority->connection(), now);
        VERIFY_OK(code);
        const EnrolmentClaim claim = claimFor(*code);
        const Result<Workstation> first = enrolWorkstation(*authority, claim), again = enrolWorkstation(*authority, claim);
        VERIFY_OK(first);
        VERIFY_OK(again);
        QVERIFY(*first == *again); // the same workstation, not a second one
        QCOMPARE(first->name, std::string("前台一号"));
        VERIFY_ERROR(enrolWorkstation(*authority, claimFor(*code)), ErrorCode::EnrolmentRefused);

        const Result<EnrolmentCode> late = giveOutCode(authority->connection(), now);
        VERIFY_OK(late);
        now += enrolmentCodeLife;
        VERIFY_OK(enrolWorkstation(*authority, claimFor(*late))); // the last second
        const Result<EnrolmentCode> later = giveOutCode(authority->connection(), now);
        VERIFY_OK(later);
        now += enrolmentCodeLife + std::chrono::seconds(1);
        VERIFY_ERROR(enrolWorkstation(*authority, claimFor(*later)), ErrorCode::EnrolmentRefused);
    }

    void aCodeMistypedIsToldSoBeforeTheNetwork()
    {
        const EnrolmentCode code = EnrolmentCode::make(viewOf("any certificate"));
        const SecureBytes text = code.text();
        QCOMPARE(text.size(), std::size_t(69));
        Bytes typed = bytesOf(text.view());
        for (std::uint8_t &c : typed)
            c = c == '-' ? ' ' : std::uint8_t(std::tolower(c));
        const Result<EnrolmentCode> read = EnrolmentCode::parse(typed);
        VERIFY_OK(read);
        QVERIFY(read->id == code.id && read->fingerprint == code.fingerprint && read->secret.equals(code.secret));
        typed[30] = typed[30] == 'a' ? 'b' : 'a';
        VERIFY_ERROR(EnrolmentCode::parse(typed), ErrorCode::EnrolmentRefused);
        typed.resize(60);
        VERIFY_ERROR(EnrolmentCode::parse(typed), ErrorCode::EnrolmentRefused);
    }

    void aWorkstationsCertificateIsRenewedBeforeItsEnd()
    {
        ServerHouse house;
        house.start();
        const QString desk = house.console("desk");
        QCOMPARE(house.ctl(desk, {"sync"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
        const Result<ServerRecord> record = ServerRecord::read(desk.toStdString());
        VERIFY_OK(record);
        {
            // As it will be in some years: two months are left.
            const HomePaths state(house.state().toStdString());
            const Result<SecureBytes> key = openServerState(state, SecureBytes::copyOf("passphrase of the server"));
            VERIFY_OK(key);
            Result<Authority> authority = Authority::open(*key, {state.database, state.checkpoint});
            VERIFY_OK(authority);
            const auto near = [&](BytesView spki) {
                return authority->act([&](DutyContext &context) -> Result<Act> {
                    Workstation workstation{record->workstation, "desk", {}};
                    workstation.certificate = *makeTlsCertificate(context.authorityKey, context.authorityCertificate, spki,
                                                                  {TlsIdentity::Side::Workstation, "desk", workstation.id, {}}, context.now,
                                                                  context.now + std::chrono::days(60));
                    return Act{CommandKind::RenewWorkstation, toJson(workstation)};
                });
            };
            VERIFY_ERROR(near(*PrivateKey::generate()->publicKeyDer()), ErrorCode::SignatureInvalid); // not for another key
            VERIFY_OK(near(*publicKeyOf(record->certificate)));
        }
        house.start(); // renews it at once; the workstation still shows what it got when it was enrolled
        QCOMPARE(house.ctl(desk, {"sync"}).exitCode, 0);
        const std::unique_ptr<House> open = house.open(desk);
        const Result<std::optional<Workstation>> known
            = open->read([&](Connection &connection) { return readWorkstation(connection, record->workstation); });
        VERIFY_OK(known);
        const Result<CertificateListing> listing = readListing((*known)->certificate);
        VERIFY_OK(listing);
        QVERIFY(listing->notAfter > systemNow() + std::chrono::days(700));
        QVERIFY((*known)->certificate != record->certificate);
        const Result<ServerLink::Answer> answer = house.link(desk)->ask({.target = "/v1/journal", .mostOctets = 64u << 20}); // with the new one
        VERIFY_OK(answer);
        QCOMPARE(answer->status, 200u);
        QCOMPARE(house.ctl(desk, {"journal", "verify", "--signatures"}).exitCode, 0);
    }

    void aServerThatMovedIsFoundAtItsNewAddress()
    {
        ServerHouse house, another;
        house.start();
        another.start();
        CuttingProxy proxy(house.port); // its old address
        const QString desk = house.console("desk", QStringLiteral("https://127.0.0.1:%1").arg(proxy.port()));
        QCOMPARE(house.ctl(desk, {"sync"}).exitCode, 0);
        proxy.cutAfter = 0;
        QVERIFY(house.ctl(desk, {"sync"}).exitCode != 0);
        // Not to one of another authority, nor to where nobody is; what it knows stays then.
        const CtlRun foreign = house.ctl(desk, {"sync", "--json", "--server", another.url()});
        QCOMPARE(foreign.json()["error"].toObject()["code"].toString(), QStringLiteral("TlsFailed"));
        QCOMPARE(house.ctl(desk, {"sync", "--server", "https://127.0.0.1:1"}).exitCode, 1);
        QCOMPARE(house.ctl(desk, {"collection", "save", "moved", "--where", "name:a", "--server", house.url()}).exitCode, 0);
        QCOMPARE(house.ctl(desk, {"sync"}).exitCode, 0); // for good
        QCOMPARE(house.home().run({"stats", "--server", house.url()}).exitCode, 1); // a house of its own has no server
    }

    void aWorkstationThatIsShutOutIsToldSo()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        const std::string id = ServerRecord::read(two.toStdString())->workstation;
        const CtlRun revoked = house.ctl(one, {"workstation", "revoke", QString::fromStdString(id), "--reason", "电脑报废"});
        QVERIFY2(revoked.exitCode == 0, revoked.err);
        const CtlRun refused = house.ctl(two, {"sync", "--json"});
        QCOMPARE(refused.exitCode, 7);
        QCOMPARE(refused.json()["error"].toObject()["code"].toString(), QStringLiteral("WorkstationRefused"));
        QCOMPARE(house.ctl(one, {"journal", "verify", "--signatures"}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(ServerTest)
#include "ServerTest.moc"
