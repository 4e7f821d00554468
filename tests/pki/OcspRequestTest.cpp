// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/OcspRequest.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Der.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

using namespace hufu;
using namespace hufu::test;

Q_DECLARE_METATYPE(hufu::ErrorCode)

namespace {

const char *const sha1Oid = "1.3.14.3.2.26";
const char *const nonceOid = "1.3.6.1.5.5.7.48.1.2";

Bytes certId(const char *hash = sha1Oid, const Bytes &serial = der::integer(77))
{
    return der::sequence({der::sequence({der::oid(hash), der::null()}), der::octetString(Bytes(20, 1)), der::octetString(Bytes(20, 2)), serial});
}
Bytes single() { return der::sequence({certId()}); }
Bytes extension(const char *oid, const Bytes &value, bool critical = false)
{
    return critical ? der::sequence({der::oid(oid), der::boolean(true), der::octetString(value)})
                    : der::sequence({der::oid(oid), der::octetString(value)});
}
Bytes nonce(std::size_t octets) { return extension(nonceOid, der::octetString(Bytes(octets, 0x6e))); }
/// A request for these singles (one if empty) with these extensions (none if empty).
Bytes request(const Bytes &singles, const Bytes &extensions = {}, const Bytes &before = {})
{
    const Bytes list = der::sequence({singles}), wrapped = extensions.empty() ? Bytes() : der::context(2, der::sequence({extensions}));
    return der::sequence({der::sequence({before, list, wrapped})});
}
Bytes times(std::size_t count, const Bytes &part)
{
    Bytes all;
    while (count-- > 0)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}
QByteArray q(const Bytes &bytes) { return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())}; }
Bytes b(const QByteArray &bytes) { return bytesOf(viewOf(std::string_view(bytes.data(), std::size_t(bytes.size())))); }

} // namespace

class OcspRequestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatOpensslAsks_data()
    {
        QTest::addColumn<QString>("digest");
        QTest::addColumn<bool>("withNonce");
        QTest::newRow("SHA-1") << "-sha1" << false;
        QTest::newRow("SHA-1 and a nonce") << "-sha1" << true;
        QTest::newRow("SHA-256") << "-sha256" << false;
        QTest::newRow("SHA-256 and a nonce") << "-sha256" << true;
        QTest::newRow("SHA-384, which names nobody here") << "-sha384" << false;
    }
    void whatOpensslAsks()
    {
        QFETCH(const QString, digest);
        QFETCH(const bool, withNonce);
        const TestCertificate ca = CertBuilder::ca("CN=Issuing CA,O=某医院,C=CN").build();
        const TestCertificate other = CertBuilder::ca("CN=Issuing CA,O=某医院,C=CN", 901).build();
        Stranger stranger;
        stranger.write("ca.pem", ca.pem());
        stranger.write("leaf.pem", CertBuilder::server("a.example").serial(0x9c01).signedBy(ca).build().pem());
        const Said made = stranger.openssl({"ocsp", digest, "-issuer", "ca.pem", "-cert", "leaf.pem", digest, "-serial", "0x1234",
                                            withNonce ? "-nonce" : "-no_nonce", "-reqout", "r.der"});
        QVERIFY2(made.exitCode == 0, made.text);
        const Bytes bytes = stranger.read("r.der");
        const Result<OcspRequest> read = readOcspRequest(bytes);
        VERIFY_OK(read);
        QCOMPARE(read->certIds.size(), std::size_t(2));
        QCOMPARE(bytesOf(read->certIds[0].serialNumber), (Bytes{0x00, 0x9c, 0x01}));
        QCOMPARE(bytesOf(read->certIds[1].serialNumber), (Bytes{0x12, 0x34}));
        QCOMPARE(read->nonce.has_value(), withNonce);
        if (withNonce)
            QCOMPARE(read->nonce->size(), std::size_t(16)); // OpenSSL 3.0's default
        const OcspIssuer ours = OcspIssuer::of(ca.der).value(), another = OcspIssuer::of(other.der).value();
        for (const OcspCertId &id : read->certIds) {
            QCOMPARE(ours.issued(id), digest != "-sha384");
            QVERIFY(!another.issued(id)); // the same name with another key
        }
    }

    void whatIsRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("certIds");
        QTest::addColumn<int>("nonceOctets");
        const auto row = [](const char *name, const Bytes &bytes, int certIds = 1, int nonceOctets = 0) {
            QTest::newRow(name) << q(bytes) << certIds << nonceOctets;
        };
        row("plain", request(single()));
        row("32 certificates", request(times(32, single())), 32);
        row("the shortest nonce", request(single(), nonce(1)), 1, 1);
        row("RFC 9654's own", request(single(), nonce(32)), 1, 32);
        row("the longest nonce", request(single(), nonce(128)), 1, 128);
        row("version 1 spelled out", request(single(), {}, der::context(0, der::integer(0))));
        row("a name", request(single(), {}, der::context(1, der::contextPrimitive(6, viewOf("a")))));
        row("acceptable responses, critical",
            request(single(), extension("1.3.6.1.5.5.7.48.1.4", der::sequence({der::oid("1.3.6.1.5.5.7.48.1.1")}), true)));
        row("something unknown, not critical", request(single(), extension("1.2.3.4", der::null())));
        row("something unknown beside a certificate",
            request(der::sequence({certId(), der::context(0, der::sequence({extension("1.2.3.4", der::null())}))})));
        row("a negative serial number", request(der::sequence({certId(sha1Oid, der::integer(-5))})));
        Bytes tbs = der::sequence({der::sequence({single()})});
        row("signed", der::sequence({tbs, der::context(0, der::sequence({der::null(), der::bitString(Bytes(9, 1))}))}));
    }
    void whatIsRead()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, certIds);
        QFETCH(const int, nonceOctets);
        const Bytes octets = b(bytes);
        const Result<OcspRequest> read = readOcspRequest(octets);
        VERIFY_OK(read);
        QCOMPARE(int(read->certIds.size()), certIds);
        QCOMPARE(read->nonce ? int(read->nonce->size()) : 0, nonceOctets);
        if (read->certIds[0].serialNumber[0] == 77)
            QCOMPARE(bytesOf(read->certIds[0].encoded), certId());
    }

    void whatIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, const Bytes &bytes, ErrorCode code = ErrorCode::Malformed) { QTest::newRow(name) << q(bytes) << code; };
        row("nothing", {});
        row("text", bytesOf(viewOf("GET / HTTP/1.1")));
        row("no certificate", request({}));
        row("33 certificates", request(times(33, single())), ErrorCode::TooLarge);
        row("above 16 KiB", Bytes(OcspRequest::maxOctets + 1), ErrorCode::TooLarge);
        row("256 octets of serial number", request(der::sequence({certId(sha1Oid, der::tlv(0x02, Bytes(256, 1)))})), ErrorCode::TooLarge);
        row("a serial number with a needless zero", request(der::sequence({certId(sha1Oid, der::tlv(0x02, Bytes{0, 1}))})));
        row("version 2", request(single(), {}, der::context(0, der::integer(1))));
        row("an empty nonce", request(single(), nonce(0)));
        row("a nonce of 129 octets", request(single(), nonce(129)));
        row("a bare nonce", request(single(), extension(nonceOid, Bytes(16, 0x6e)))); // before RFC 8954 some did that
        row("bytes behind the nonce", request(single(), extension(nonceOid, der::join({der::octetString(Bytes(16, 1)), der::null()}))));
        row("two nonces", request(single(), der::join({nonce(16), nonce(16)})));
        row("something unknown, critical", request(single(), extension("1.2.3.4", der::null(), true)));
        row("something critical beside a certificate",
            request(der::sequence({certId(), der::context(0, der::sequence({extension("1.2.3.4", der::null(), true)}))})));
        row("17 extensions", request(single(), [] {
                Bytes all;
                for (int i = 0; i < 17; ++i) {
                    const Bytes one = extension(("1.2.3." + std::to_string(i)).c_str(), der::null());
                    all.insert(all.end(), one.begin(), one.end());
                }
                return all;
            }()), ErrorCode::TooLarge);
        Bytes longer = request(single());
        longer.push_back(0);
        row("bytes behind it", longer);
    }
    void whatIsRefused()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const ErrorCode, code);
        VERIFY_ERROR(readOcspRequest(b(bytes)), code);
    }

    void noCutGetsThrough()
    {
        const Bytes whole = request(times(2, single()), nonce(32));
        VERIFY_OK(readOcspRequest(whole));
        for (std::size_t size = 0; size < whole.size(); ++size)
            VERIFY_ERROR(readOcspRequest(BytesView(whole).first(size)), ErrorCode::Malformed);
    }
};

QTEST_GUILESS_MAIN(OcspRequestTest)
#include "OcspRequestTest.moc"
