// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/StatusPublisher.h"
#include "models/authority/http/StatusServer.h"
#include "models/pki/CrlReader.h"
#include "models/replica/InventoryFeed.h"
#include "models/replica/InventorySearch.h"
#include "models/store/CaReader.h"
#include "models/store/Projection.h"
#include "models/store/RevocationReader.h"
#include "tests/authority/CertifyingHouse.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Peer.h"
#include "tests/support/Verify.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

using namespace hufu;
using namespace hufu::test;

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

/// The status server over a house, as `hufuctl serve` has it.
struct Served {
    explicit Served(CertifyingHouse &house) : publisher(house.gate().publishStatus(house.house()))
    {
        if (publisher)
            server = StatusServer::start(**publisher, {});
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg((*server)->port()); }

    Result<std::unique_ptr<StatusPublisher>> publisher;
    Result<std::unique_ptr<StatusServer>> server = fail(ErrorCode::Internal, "no publisher");
};

/// The status that the newest snapshot holds of a certificate.
std::optional<SerialStatus> published(const Served &served, const std::string &ca, const Bytes &certificate)
{
    const auto snapshot = (*served.publisher)->snapshot();
    const auto at = std::ranges::find(snapshot->authorities, ca, &CaStatus::id);
    const Result<CertificateListing> listing = readListing(certificate);
    return at == snapshot->authorities.end() || !at->serials || !listing ? std::nullopt : at->serials->find(listing->serialNumber);
}

bool isListed(CertifyingHouse &house, const std::string &ca, const Bytes &certificate)
{
    const Result<Crl> crl = Crl::read(house.crl(ca));
    const Result<CertificateListing> listing = readListing(certificate);
    return crl && listing && crl->find(listing->serialNumber).has_value();
}

} // namespace

class RevocationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup()
    {
        if (!m_house)
            return;
        // Whatever a test did: the journal verifies, each decision again, and the tables can be made anew.
        const Result<VerificationReport> report = m_house->house().verify(true, {}, {});
        VERIFY_OK(report);
        QVERIFY2(report->breaks.empty(), report->breaks.empty() ? "" : report->breaks.front().detail.c_str());
        Result<Connection> connection = m_house->house().openForDerived();
        VERIFY_OK(connection);
        const Result<Sha256> before = projectionDigest(*connection);
        VERIFY_OK(rebuildProjection(*connection));
        const Result<Sha256> after = projectionDigest(*connection);
        QCOMPARE(toHex(*after), toHex(*before));
        m_house.reset();
    }

    void everyCaHasACrlAtOnce_data() { algorithms({"ec-p256", "ec-p384", "rsa-3072", "sm2"}); }
    void everyCaHasACrlAtOnce()
    {
        QFETCH(QString, algorithm);
        found(algorithm.toStdString());
        for (const CertificateAuthority &ca : m_house->cas()) {
            QCOMPARE(ca.crlNumber, std::uint64_t(1));
            const Result<Crl> crl = Crl::read(m_house->crl(ca.plan.id));
            VERIFY_OK(crl);
            VERIFY_OK(crl->verify(ca.certificate));
            QCOMPARE(crl->size(), std::size_t(0));
            QCOMPARE(crl->thisUpdate(), m_house->now);
            QCOMPARE(crl->nextUpdate(), std::optional<Instant>(m_house->now + days(7)));
        }
        const auto held = m_house->issue({"registration.example"});
        VERIFY_OK(m_house->revoke({held.sha256}));
        QVERIFY(isListed(*m_house, m_house->serverCa(), held.certificate));
        VERIFY_OK(Crl::read(m_house->crl(m_house->serverCa()))->verify(m_house->ca(m_house->serverCa()).certificate));
    }

    // Without SM2: openssl 3.0 has no way to give its identifier when it verifies a CRL.
    void strangersSeeWhatIsRevoked_data() { algorithms({"ec-p256", "ec-p384", "rsa-3072"}); }
    void strangersSeeWhatIsRevoked()
    {
        QFETCH(QString, algorithm);
        found(algorithm.toStdString());
        const auto held = m_house->issue({"registration.example"}), other = m_house->issue({"other.example"});
        const Workbench &bench = m_house->bench();
        const Served served(*m_house);
        VERIFY_OK(served.server);
        const QString cas = m_house->caFile();
        const QString issuer = bench.write(QStringLiteral("issuer.pem"), viewOf(pemOf(m_house->ca(m_house->serverCa()).certificate)));
        const auto verify = [&](const CertifyingHouse::Held &one) {
            return bench.openssl({"verify", "-crl_check_all", "-CAfile", cas, "-CRLfile", m_house->crlFile(), one.file});
        };
        const auto ask = [&](const CertifyingHouse::Held &one) {
            return bench.openssl({"ocsp", "-issuer", issuer, "-cert", one.file, "-url", served.url() + "/ocsp", "-CAfile", cas});
        };
        QVERIFY2(verify(held).exitCode == 0, verify(held).text);
        QTRY_VERIFY(published(served, m_house->serverCa(), held.certificate));
        QVERIFY2(ask(held).has(": good"), ask(held).text);

        VERIFY_OK(m_house->revoke({held.sha256}, RevocationReason::KeyCompromise));
        const Said refused = verify(held);
        QVERIFY2(refused.exitCode != 0 && refused.has("certificate revoked"), refused.text);
        QVERIFY2(verify(other).exitCode == 0, verify(other).text);
        QTRY_VERIFY(published(served, m_house->serverCa(), held.certificate)->revoked);
        const Said answer = ask(held);
        QVERIFY2(answer.has("Response verify OK") && answer.has(": revoked") && answer.has("keyCompromise"), answer.text);
        QVERIFY2(ask(other).has(": good"), ask(other).text);

        bench.write(QStringLiteral("server.crl"), m_house->crl(m_house->serverCa()));
        const Said read = bench.openssl({"crl", "-inform", "DER", "-in", bench.path(QStringLiteral("server.crl")), "-noout", "-text", "-CAfile", cas});
        QVERIFY2(read.has("verify OK") && read.has("Key Compromise") && read.has("X509v3 CRL Number"), read.text);
        const auto listing = readListing(held.certificate);
        QVERIFY2(read.text.contains(QByteArray::fromStdString(toHex(listing->serialNumber)).toUpper()), read.text);
    }

    void anOpenWindowKnowsWithinASecond()
    {
        found();
        const auto held = m_house->issue({"registration.example"}), other = m_house->issue({"other.example"});
        InventoryFeed feed(m_house->house());
        QTRY_VERIFY(feed.inventory()->isComplete() && feed.inventory()->find(other.sha256));
        const auto state = [&](const CertifyingHouse::Held &one) {
            return std::string(statusName(feed.inventory()->row(*feed.inventory()->find(one.sha256)).status(m_house->now)));
        };
        const auto matches = [&](const char *text) {
            return count(*feed.inventory(), parseQuery(text).value(), {m_house->now, 0});
        };
        QCOMPARE(state(held), std::string("valid"));
        QCOMPARE(matches("state in (revoked, suspended)"), 0u);
        VERIFY_OK(m_house->revoke({held.sha256}, RevocationReason::CertificateHold));
        QTRY_COMPARE_WITH_TIMEOUT(state(held), std::string("suspended"), 1000);
        QCOMPARE(matches("状态 = 已暂停"), 1u);
        VERIFY_OK(m_house->resume({held.sha256}));
        QTRY_COMPARE_WITH_TIMEOUT(state(held), std::string("valid"), 1000);
        VERIFY_OK(m_house->revoke({held.sha256}, RevocationReason::KeyCompromise));
        QTRY_COMPARE_WITH_TIMEOUT(state(held), std::string("revoked"), 1000);
        QCOMPARE(feed.inventory()->row(*feed.inventory()->find(held.sha256)).withdrawn->reason, RevocationReason::KeyCompromise);
        QCOMPARE(state(other), std::string("valid"));
        QCOMPARE(matches("state = revoked"), 1u);
        // Hidden by default with what is expired, and never lost: a query about the state shows it.
        const Selection usual{.query = parseQuery("registration.example").value(), .hideExpired = true, .hideSuperseded = true};
        const Result<SelectedRows> shown = select(*feed.inventory(), usual, {m_house->now, 0});
        VERIFY_OK(shown);
        QVERIFY(shown->rows.empty() && shown->hidden == 1);
        const Selection asked{.query = parseQuery("state = revoked").value(), .hideExpired = true, .hideSuperseded = true};
        QCOMPARE(select(*feed.inventory(), asked, {m_house->now, 0})->rows.size(), std::size_t(1));
        // An eternity later it is still revoked, rather than expired.
        m_house->now += days(400);
        QCOMPARE(state(held), std::string("revoked"));
    }

    void aSuspensionIsLifted()
    {
        found();
        const auto held = m_house->issue({"registration.example"});
        const Served served(*m_house);
        VERIFY_OK(m_house->revoke({held.sha256}, RevocationReason::CertificateHold));
        QVERIFY(isListed(*m_house, m_house->serverCa(), held.certificate));
        QTRY_VERIFY(published(served, m_house->serverCa(), held.certificate)->revoked);
        VERIFY_ERROR(m_house->revoke({held.sha256}, RevocationReason::CertificateHold), ErrorCode::Conflict);
        VERIFY_OK(m_house->resume({held.sha256}));
        QVERIFY(!isListed(*m_house, m_house->serverCa(), held.certificate));
        QTRY_VERIFY(!published(served, m_house->serverCa(), held.certificate)->revoked);
        VERIFY_ERROR(m_house->resume({held.sha256}), ErrorCode::Conflict);
        VERIFY_OK(m_house->revoke({held.sha256}));
        VERIFY_ERROR(m_house->resume({held.sha256}), ErrorCode::NotPermitted);
        QTRY_VERIFY(published(served, m_house->serverCa(), held.certificate)->revoked);
    }

    void itIsSeenHowFarARevocationHasCome()
    {
        found();
        const auto held = m_house->issue({"registration.example"});
        const auto progress = [&] { return m_house->house().read([&](Connection &c) { return readRevocationProgress(c, held.sha256); }); };
        QVERIFY(!progress()->has_value());
        const std::uint64_t before = m_house->ca(m_house->serverCa()).crlNumber;
        VERIFY_OK(m_house->revoke({held.sha256}));
        const auto come = progress();
        VERIFY_OK(come);
        QVERIFY(*come && (*come)->inForce);
        QCOMPARE((*come)->inForce->crlNumber, before + 1);
        QCOMPARE((*come)->inForce->since, m_house->now);
        // Later CRLs do not change since when.
        m_house->now += hours(30);
        QVERIFY(m_house->house().upkeep().empty());
        QVERIFY(m_house->ca(m_house->serverCa()).crlNumber > before + 1);
        QCOMPARE((*progress())->inForce->crlNumber, before + 1);
    }

    void crlsAreSignedAnewInTime()
    {
        found();
        const auto number = [&] { return m_house->ca(m_house->clientCa()).crlNumber; };
        QCOMPARE(number(), std::uint64_t(1));
        m_house->now += hours(24) - seconds(1);
        QVERIFY(m_house->house().upkeep().empty());
        QCOMPARE(number(), std::uint64_t(1));
        m_house->now += seconds(1);
        QVERIFY(m_house->house().upkeep().empty());
        QCOMPARE(number(), std::uint64_t(2));
        QVERIFY(m_house->house().upkeep().empty());
        QCOMPARE(number(), std::uint64_t(2));
    }

    void aClockSetBackTakesNoCrlBack()
    {
        found();
        const auto held = m_house->issue({"registration.example"});
        m_house->now += days(3);
        VERIFY_OK(m_house->revoke({held.sha256}, RevocationReason::CertificateHold));
        CertificateAuthority newest = m_house->ca(m_house->serverCa());
        for (const auto step : {-days(10), days(1), -days(400), days(500), -days(3)}) {
            m_house->now += step;
            (void)m_house->house().upkeep();
            VERIFY_OK(m_house->resume({held.sha256}));
            VERIFY_OK(m_house->revoke({held.sha256}, RevocationReason::CertificateHold));
            const CertificateAuthority ca = m_house->ca(m_house->serverCa());
            QVERIFY(ca.crlNumber >= newest.crlNumber + 2);
            QVERIFY(ca.crlThisUpdate >= newest.crlThisUpdate);
            const Result<Crl> crl = Crl::read(m_house->crl(m_house->serverCa()));
            VERIFY_OK(crl);
            QCOMPARE(crl->thisUpdate(), ca.crlThisUpdate);
            newest = ca;
        }
        // No number was given twice, none left out.
        const auto entries = m_house->house().read([](Connection &c) { return readEntries(c, {.kind = CommandKind::PublishCrl, .actor = {}, .text = {}, .from = {}, .until = {}}, 0, 1000); });
        VERIFY_OK(entries);
        std::map<std::string, std::uint64_t> counts;
        for (const Entry &entry : *entries)
            ++counts[entry.subject];
        QCOMPARE(counts[m_house->serverCa()], newest.crlNumber);
    }

    void respondersAreReplacedInTime()
    {
        found();
        const Bytes first = m_house->ca(m_house->serverCa()).responder;
        const Result<CertificateListing> listing = readListing(first);
        VERIFY_OK(listing);
        QVERIFY(listing->flags & CertificateFlag::OcspNoCheck);
        QCOMPARE(listing->purpose, Purpose::OcspResponder);
        const auto life = listing->notAfter - listing->notBefore;
        QVERIFY(life < days(14) && life > days(13));
        m_house->now = listing->notAfter - life / 3;
        (void)m_house->house().upkeep();
        QCOMPARE(m_house->ca(m_house->serverCa()).responder, first);
        m_house->now += seconds(1);
        (void)m_house->house().upkeep();
        const Bytes second = m_house->ca(m_house->serverCa()).responder;
        QVERIFY(second != first);
        QVERIFY(readListing(second)->spkiSha256 != listing->spkiSha256);
        QVERIFY(m_house->house().upkeep().empty());
        QCOMPARE(m_house->ca(m_house->serverCa()).responder, second);
    }

    void aRunningPublisherTakesTheNewResponder()
    {
        found();
        const Served served(*m_house);
        const auto responder = [&] {
            const auto snapshot = (*served.publisher)->snapshot();
            return std::ranges::find(snapshot->authorities, m_house->serverCa(), &CaStatus::id)->responder->certificate;
        };
        QCOMPARE(responder(), m_house->ca(m_house->serverCa()).responder);
        m_house->now += days(12);
        QVERIFY(m_house->house().upkeep().empty());
        QTRY_COMPARE(responder(), m_house->ca(m_house->serverCa()).responder);
        QVERIFY((*served.publisher)->troubles().empty());
    }

    void aSnapshotChangesOnlyWithItsCas()
    {
        found();
        const Served served(*m_house);
        const auto before = (*served.publisher)->snapshot();
        VERIFY_OK(m_house->house().submit(CommandKind::SaveCollection, QJsonObject{{"id", "0192f0c1-2345-7abc-8def-0123456789ab"}, {"name", "soon"}, {"query", "expires<30d"}}));
        QTest::qWait(300);
        QCOMPARE((*served.publisher)->snapshot(), before);
        m_house->issue({"registration.example"});
        QTRY_VERIFY((*served.publisher)->snapshot() != before);
    }

    /// What keeps a CRL from being signed keeps nothing else: the revocation stands, is said to be on its way, and is carried out later.
    void aRevocationWithoutItsCrlIsOnItsWay()
    {
        found();
        const auto held = m_house->issue({"registration.example"});
        const Served served(*m_house);
        Result<Connection> connection = m_house->house().openForDerived();
        VERIFY_OK(connection);
        VERIFY_OK(connection->execute("CREATE TRIGGER hindrance BEFORE INSERT ON entry WHEN NEW.kind = 'crl.publish' BEGIN SELECT RAISE(ABORT, 'no'); END"));
        VERIFY_OK(m_house->revoke({held.sha256}));
        const auto progress = [&] { return m_house->house().read([&](Connection &c) { return readRevocationProgress(c, held.sha256); }); };
        QVERIFY(progress()->has_value() && !(*progress())->inForce);
        QVERIFY(!isListed(*m_house, m_house->serverCa(), held.certificate));
        QTRY_VERIFY(published(served, m_house->serverCa(), held.certificate)->revoked); // OCSP does not wait for the CRL
        QVERIFY(!m_house->house().upkeep().empty());
        VERIFY_OK(connection->execute("DROP TRIGGER hindrance"));
        m_house->reopen();
        QVERIFY(m_house->house().upkeep().empty());
        QVERIFY((*progress())->inForce);
        QVERIFY(isListed(*m_house, m_house->serverCa(), held.certificate));
    }

    /// At any moment, also between the journal's saying so and the CRL: what was left undone is done at the next start, and nothing twice.
    void aKillBetweenRevocationAndCrlLosesNothing()
    {
        found();
        std::vector<CertifyingHouse::Held> held;
        for (int i = 0; i < 12; ++i)
            held.push_back(m_house->issue({"host" + std::to_string(i) + ".example"}));
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QString program = qEnvironmentVariable("HUFU_BIN") + "/hufuctl";
        QVERIFY(QFile::exists(program));
        for (std::size_t i = 0; i < held.size(); ++i) {
            QProcess process;
            process.start(program, {"revoke", "--home", QString::fromStdString(m_house->homePath()), "--passphrase-file", m_house->passphraseFile(),
                                    "--where", "fingerprint=" + QString::fromStdString(toHex(held[i].sha256)), "--reason", "superseded", "--note", "x"});
            QVERIFY(process.waitForStarted());
            if (i > 0) // the first one runs to its end, so that the test knows that it can
                process.waitForFinished(int(random.bounded(30, 400)));
            else
                QVERIFY(process.waitForFinished(60000));
            process.kill();
            process.waitForFinished();
            if (i == 0)
                QVERIFY2(process.exitCode() == 0, process.readAllStandardError());
            m_house->now = std::max(m_house->now, systemNow());
            m_house->reopen();
            const Served served(*m_house);
            QVERIFY(m_house->house().upkeep().empty());
            for (const CertifyingHouse::Held &one : held) {
                const auto issued = m_house->house().read([&](Connection &c) { return readIssued(c, std::span(&one.sha256, 1)); });
                VERIFY_OK(issued);
                const bool revoked = issued->front().revoked.has_value();
                QCOMPARE(isListed(*m_house, m_house->serverCa(), one.certificate), revoked);
                QTRY_COMPARE(published(served, m_house->serverCa(), one.certificate)->revoked.has_value(), revoked);
            }
        }
    }

    void nginxTurnsTheRevokedAway()
    {
        const QString nginx = Peer::find(QStringLiteral("nginx"));
        if (nginx.isEmpty() || Peer::find(QStringLiteral("curl")).isEmpty())
            QSKIP("nginx or curl is not installed");
        found();
        const Workbench &bench = m_house->bench();
        const auto server = m_house->issue({"localhost"});
        const auto doctor = m_house->issue({"张医生", "client"}), nurse = m_house->issue({"李护士", "client"});
        const QString folder = bench.path(QStringLiteral("nginx")), cas = m_house->caFile(), crls = m_house->crlFile();
        QDir().mkpath(folder);
        const QString chain = bench.write(QStringLiteral("chain.pem"), viewOf(pemOf(server.certificate) + pemOf(m_house->ca(m_house->serverCa()).certificate)));
        const quint16 port = Peer::freePort();
        const QString configuration = bench.write(QStringLiteral("nginx/nginx.conf"), viewOf(QStringLiteral(
            "daemon off;\nmaster_process off;\npid %1/pid;\nerror_log stderr;\nevents {}\nhttp {\n access_log off;\n"
            " client_body_temp_path %1/b; proxy_temp_path %1/p; fastcgi_temp_path %1/f; uwsgi_temp_path %1/u; scgi_temp_path %1/s;\n"
            " server {\n  listen 127.0.0.1:%2 ssl;\n  ssl_certificate %3;\n  ssl_certificate_key %4;\n  ssl_client_certificate %5;\n"
            "  ssl_verify_client on;\n  ssl_verify_depth 2;\n  ssl_crl %6;\n  location / { return 200 \"$ssl_client_s_dn\"; }\n }\n}\n")
                .arg(folder).arg(port).arg(chain, server.keyFile, cas, crls).toUtf8().toStdString()));
        const auto get = [&](const CertifyingHouse::Held &who) {
            return bench.run(QStringLiteral("curl"), {"-sS", "--noproxy", "*", "--cacert", cas, "--cert", who.file, "--key", who.keyFile,
                                                         "-w", " status=%{http_code}", QStringLiteral("https://localhost:%1/").arg(port)});
        };
        const auto serve = [&](auto &&look) {
            Peer peer(nginx, {"-p", folder, "-c", configuration}, folder);
            QVERIFY2(peer.waitForPort(port), peer.output());
            look();
        };
        serve([&] {
            for (const CertifyingHouse::Held &who : {doctor, nurse})
                QVERIFY2(get(who).has("status=200"), get(who).text);
        });
        VERIFY_OK(m_house->revoke({doctor.sha256}, RevocationReason::AffiliationChanged));
        m_house->crlFile();
        serve([&] {
            QVERIFY2(get(doctor).has("status=400"), get(doctor).text);
            QVERIFY2(get(nurse).has("status=200"), get(nurse).text);
        });
    }

private:
    static void algorithms(std::initializer_list<const char *> names)
    {
        QTest::addColumn<QString>("algorithm");
        for (const char *name : names)
            QTest::newRow(name) << name;
    }
    void found(const std::string &algorithm = "ec-p256") { m_house = std::make_unique<CertifyingHouse>(algorithm); }

    std::unique_ptr<CertifyingHouse> m_house;
};

QTEST_GUILESS_MAIN(RevocationTest)
#include "RevocationTest.moc"
