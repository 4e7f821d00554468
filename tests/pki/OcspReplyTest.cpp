// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/OcspReply.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/StatusSources.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Der.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

using namespace hufu;
using namespace hufu::test;

namespace {

const Bytes nonce(32, 0x6e);

/// A CA with its responder, whose answers openssl signs from an index file.
struct Desk {
    Desk()
    {
        ca = CertBuilder::ca("CN=Issuing CA,O=某医院,C=CN").validity(start, start + std::chrono::days(3650)).build();
        stranger.write("ca.pem", ca.pem());
        stranger.write("index.txt", std::string_view("R\t360101000000Z\t261101080000Z,keyCompromise\t9C01\tunknown\t/CN=lost\n"
                                                     "V\t360101000000Z\t\t1234\tunknown\t/CN=good\n"));
        write("responder", CertBuilder().subject("CN=Responder").ec("P-256", 7).signedBy(ca).extendedKeyUsage({"1.3.6.1.5.5.7.3.9"}).ocspNoCheck());
    }
    void write(const char *name, CertBuilder builder)
    {
        const TestCertificate made = builder.validity(start, start + std::chrono::days(3650)).build();
        stranger.write(QString::fromLatin1(name) + ".pem", made.pem());
        stranger.write(QString::fromLatin1(name) + ".key", made.keyPem());
    }
    /// What openssl answers to our own request.
    Result<OcspReply> ask(const char *responder = "responder", const QStringList &more = {})
    {
        const Bytes serials[] = {{0x00, 0x9c, 0x01}, {0x12, 0x34}, {0x77}};
        stranger.write("request.der", makeOcspRequest(OcspIssuer::of(ca.der).value(), serials, nonce));
        const Said said = stranger.run("openssl", QStringList{"ocsp", "-index", "index.txt", "-CA", "ca.pem", "-rsigner", QString::fromLatin1(responder) + ".pem",
                                                              "-rkey", QString::fromLatin1(responder) + ".key", "-reqin", "request.der", "-respout",
                                                              "reply.der", "-nmin", "5"} + more);
        if (!said)
            return fail(ErrorCode::Internal, said.text.toStdString());
        return OcspReply::read(stranger.read("reply.der"));
    }
    Stranger stranger;
    TestCertificate ca;
    static inline const Instant start = fromUnix(1'700'000'000), now = systemNow();
};

} // namespace

/// What a relying party makes of answers; openssl reads our question and gives them.
class OcspReplyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatOpensslAnswers()
    {
        Desk desk;
        const Result<OcspReply> reply = desk.ask();
        VERIFY_OK(reply);
        QCOMPARE(reply->nonce(), nonce);
        QCOMPARE(reply->responses().size(), std::size_t(3));
        VERIFY_OK(reply->verify(desk.ca.der, Desk::now));
        const OcspIssuer issuer = OcspIssuer::of(desk.ca.der).value();
        const OcspReply::Single *lost = reply->find(issuer, Bytes{0x00, 0x9c, 0x01});
        QVERIFY(lost);
        QCOMPARE(lost->status, OcspReply::Single::Status::Revoked);
        QCOMPARE(lost->reason, RevocationReason::KeyCompromise);
        QCOMPARE(toIso(lost->revokedAt), std::string("2026-11-01T08:00:00Z"));
        QCOMPARE(reply->find(issuer, Bytes{0x12, 0x34})->status, OcspReply::Single::Status::Good);
        QCOMPARE(reply->find(issuer, Bytes{0x77})->status, OcspReply::Single::Status::Unknown);
        QVERIFY(!reply->find(issuer, Bytes{0x01}));
        QVERIFY(!reply->find(OcspIssuer::of(CertBuilder::ca("CN=Issuing CA,O=某医院,C=CN", 901).der()).value(), Bytes{0x12, 0x34}));
    }

    void whoMayAnswer_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<int>("code"); ///< 0: good
        QTest::newRow("the delegate, named by its key") << "key" << 0;
        QTest::newRow("another CA's delegate") << "stranger" << int(ErrorCode::SignatureInvalid);
        QTest::newRow("a server certificate of the CA") << "server" << int(ErrorCode::SignatureInvalid);
        QTest::newRow("a delegate that itself would have to be checked") << "checked" << int(ErrorCode::Unsupported);
    }
    void whoMayAnswer()
    {
        QFETCH(const QString, who);
        QFETCH(const int, code);
        Desk desk;
        const TestCertificate other = CertBuilder::ca("CN=Issuing CA,O=某医院,C=CN", 901).build();
        const CertBuilder delegate = CertBuilder().subject("CN=X").ec("P-256", 8).signedBy(desk.ca).extendedKeyUsage({"1.3.6.1.5.5.7.3.9"});
        desk.write("stranger", CertBuilder(delegate).signedBy(other).ocspNoCheck());
        desk.write("server", CertBuilder(delegate).extendedKeyUsage({"1.3.6.1.5.5.7.3.1"}).ocspNoCheck());
        desk.write("checked", delegate);
        const Result<OcspReply> reply = who == "key" ? desk.ask("responder", {"-resp_key_id"}) : desk.ask(who.toLatin1());
        VERIFY_OK(reply);
        const Result<void> verified = reply->verify(desk.ca.der, Desk::now);
        QCOMPARE(verified ? 0 : int(verified.error().code), code);
    }

    void anAlteredAnswerIsNoAnswer()
    {
        Desk desk;
        VERIFY_OK(desk.ask());
        const Bytes good = desk.stranger.read("reply.der");
        // Any one octet turned: it does not read any more, it does not verify, or it is the unsigned wrapping's own matter (certificates).
        std::size_t silent = 0;
        for (std::size_t at = 0; at < good.size(); ++at) {
            Bytes altered = good;
            altered[at] ^= 0x01;
            const Result<OcspReply> reply = OcspReply::read(altered);
            if (reply && reply->verify(desk.ca.der, Desk::now))
                ++silent;
        }
        QVERIFY2(silent < 8, qPrintable(QString::number(silent)));
    }

    void whatIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const Bytes &bytes, ErrorCode code) {
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())) << int(code);
        };
        row("nothing", {}, ErrorCode::Malformed);
        row("tryLater", {0x30, 0x03, 0x0a, 0x01, 0x03}, ErrorCode::NothingFound);
        row("successful, and no answer", {0x30, 0x03, 0x0a, 0x01, 0x00}, ErrorCode::Malformed);
        row("bytes after it", {0x30, 0x03, 0x0a, 0x01, 0x03, 0x00}, ErrorCode::Malformed);
        row("above 256 KiB", Bytes(OcspReply::maxOctets + 1, 0x30), ErrorCode::TooLarge);
    }
    void whatIsRefused()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, code);
        const Result<OcspReply> reply = OcspReply::read(Bytes(bytes.begin(), bytes.end()));
        QVERIFY(!reply);
        QCOMPARE(int(reply.error().code), code);
    }

    void whereACertificateSaysItsStateIs()
    {
        const Bytes both = CertBuilder().crlUrl("http://pki.example/a.crl").authorityInfo("http://pki.example/ocsp", "http://pki.example/ca.cer").der();
        const Result<StatusSources> sources = StatusSources::of(both);
        VERIFY_OK(sources);
        QCOMPARE(sources->crls, std::vector<std::string>{"http://pki.example/a.crl"});
        QCOMPARE(sources->ocsp, std::vector<std::string>{"http://pki.example/ocsp"});
        const Result<StatusSources> none = StatusSources::of(CertBuilder().der());
        VERIFY_OK(none);
        QVERIFY(none->crls.empty() && none->ocsp.empty());
        QVERIFY(StatusSources::of(CertBuilder().crlUrl("ldap://pki.example/a").der())->crls.empty());
        VERIFY_ERROR(StatusSources::of(CertBuilder().extension("2.5.29.31", false, Bytes{0x05, 0x00}).der()), ErrorCode::Malformed);
    }
};

QTEST_GUILESS_MAIN(OcspReplyTest)
#include "OcspReplyTest.moc"
