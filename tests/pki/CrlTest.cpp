// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CrlReader.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Der.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

using namespace hufu;
using namespace hufu::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(hufu::test::KeySpec)

namespace {

const Instant today = fromIso("2026-11-23T08:00:00Z").value();

KeySpec keyNamed(const QByteArray &name)
{
    if (name == "SM2")
        return {.kind = KeySpec::Kind::Sm2};
    if (name.startsWith("RSA"))
        return {.kind = KeySpec::Kind::Rsa, .bits = 2048};
    return {.group = name.toStdString()};
}

void addKeys()
{
    QTest::addColumn<QByteArray>("key");
    for (const char *name : {"P-256", "P-384", "RSA-2048", "SM2"})
        QTest::newRow(name) << QByteArray(name);
}

TestCertificate caWith(const QByteArray &key) { return CertBuilder::ca("CN=Issuing CA,O=某医院,C=CN").key(keyNamed(key)).build(); }

std::vector<RevokedEntry> someEntries()
{
    return {{.serial = {0x5a, 1}, .revokedAt = today - 1h, .reason = RevocationReason::KeyCompromise, .invalidityDate = today - 48h},
            {.serial = {0x5a, 2}, .revokedAt = today - 2h, .reason = RevocationReason::Unspecified, .invalidityDate = {}},
            {.serial = {0x00, 0x9c, 3}, .revokedAt = today - 3h, .reason = RevocationReason::CertificateHold, .invalidityDate = {}},
            {.serial = {0x5a, 4}, .revokedAt = today - 4h, .reason = RevocationReason::Unspecified, .invalidityDate = today - 72h}};
}

Result<Bytes> crlOf(const TestCertificate &ca, std::span<const RevokedEntry> entries, std::uint64_t number = 7)
{
    return makeCrl(ca.der, *signerOf(ca.key), number, today, today + 7 * 24h, entries);
}

/// CertificateList around a tbs, its signature worthless.
Bytes listOf(BytesView tbs, BytesView algorithm)
{
    return der::sequence({tbs, algorithm, der::bitString(Bytes(8, 1))});
}

} // namespace

class CrlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensslAndGnutlsReadIt_data() { addKeys(); }
    void opensslAndGnutlsReadIt()
    {
        QFETCH(const QByteArray, key);
        const TestCertificate ca = caWith(key);
        const Result<Bytes> crl = crlOf(ca, someEntries(), 0x8000);
        VERIFY_OK(crl);
        Stranger stranger;
        const QString file = stranger.write("c.crl", *crl), caFile = stranger.write("ca.pem", ca.pem());

        const Said text = stranger.openssl({"crl", "-inform", "DER", "-in", file, "-noout", "-text", "-nameopt", "RFC2253,utf8"});
        QCOMPARE(text.exitCode, 0);
        for (const char *words : {"Version 2", "X509v3 CRL Number: \n                32768\n", "Authority Key Identifier",
                                  "Last Update: Nov 23 08:00:00 2026 GMT", "Next Update: Nov 30 08:00:00 2026 GMT",
                                  "Serial Number: 9C03", "Key Compromise", "Certificate Hold", "Invalidity Date: \n                Nov 21 08:00:00 2026 GMT"})
            QVERIFY2(text.has(words), text.text + "\nlacks " + words);
        QVERIFY(!text.has("critical"));
        QVERIFY(!text.has("Unspecified"));

        if (key == "SM2") {
            judgeSm2(stranger, ca, *crl);
            return; // `openssl crl` has no way to set the id; GnuTLS has no SM2
        }
        const Said verified = stranger.openssl({"crl", "-inform", "DER", "-in", file, "-noout", "-CAfile", caFile});
        QVERIFY2(verified.has("verify OK"), verified.text);
        if (!Stranger::has("certtool"))
            QSKIP("certtool is not installed");
        const QString pem = stranger.write("c.pem", pemOf(*crl, "X509 CRL"));
        const Said gnutls = stranger.run("certtool", {"--verify-crl", "--load-ca-certificate", caFile, "--infile", pem});
        QVERIFY2(gnutls.exitCode == 0 && gnutls.has("Verified."), gnutls.text);
        const Said info = stranger.run("certtool", {"--crl-info", "--infile", pem});
        QVERIFY2(info.exitCode == 0 && info.has("Revoked certificates (4)"), info.text);
    }

    void anEmptyOneHasNoListOfEntries()
    {
        const TestCertificate ca = caWith("P-256");
        const Result<Bytes> crl = crlOf(ca, {});
        VERIFY_OK(crl);
        Stranger stranger;
        const Said text = stranger.openssl({"crl", "-inform", "DER", "-in", stranger.write("c.crl", *crl), "-noout", "-text"});
        QVERIFY2(text.has("No Revoked Certificates."), text.text);
        const Result<Crl> read = Crl::read(*crl);
        VERIFY_OK(read);
        QCOMPARE(read->size(), std::size_t(0));
    }

    void opensslRefusesWhatItLists()
    {
        const TestCertificate ca = caWith("P-256");
        const TestCertificate lost = CertBuilder::server("a.example").validity(today - 24h, today + 2400h).serial(0x5a01).signedBy(ca).build();
        const TestCertificate sound = CertBuilder::server("b.example").validity(today - 24h, today + 2400h).serial(0x5a77).signedBy(ca).build();
        Stranger stranger;
        const QString caFile = stranger.write("ca.pem", ca.pem());
        const QString crlFile = stranger.write("c.pem", pemOf(crlOf(ca, someEntries()).value(), "X509 CRL"));
        const auto verify = [&](const TestCertificate &certificate) {
            return stranger.openssl({"verify", "-crl_check", "-CAfile", caFile, "-CRLfile", crlFile, "-attime", QString::number(toUnix(today + 1h)),
                                     stranger.write("leaf.pem", certificate.pem())});
        };
        const Said good = verify(sound), bad = verify(lost);
        QVERIFY2(good.exitCode == 0, good.text);
        QVERIFY2(bad.exitCode != 0 && bad.has("certificate revoked"), bad.text);
    }

    void weReadWhatWeWrite_data() { addKeys(); }
    void weReadWhatWeWrite()
    {
        QFETCH(const QByteArray, key);
        const TestCertificate ca = caWith(key);
        const std::vector<RevokedEntry> entries = someEntries();
        const Result<Crl> crl = Crl::read(crlOf(ca, entries, 300).value());
        VERIFY_OK(crl);
        QCOMPARE(bytesOf(crl->issuer()), ca.subjectName);
        QCOMPARE(bytesOf(crl->number()), (Bytes{0x01, 0x2c}));
        QVERIFY(crl->thisUpdate() == today);
        QVERIFY(crl->nextUpdate() == today + 7 * 24h);
        QCOMPARE(crl->size(), entries.size());
        for (const RevokedEntry &entry : entries) {
            const auto found = crl->find(entry.serial);
            QVERIFY(found);
            QCOMPARE(found->serial, entry.serial);
            QVERIFY(found->revokedAt == entry.revokedAt);
            QVERIFY(found->reason == entry.reason);
            QVERIFY(found->invalidityDate == entry.invalidityDate);
        }
        for (const Bytes &other : {Bytes{}, Bytes{0x5a}, Bytes{0x5a, 1, 0}, Bytes{0x5a, 3}, Bytes{0x9c, 3}, Bytes{0x7f}})
            QVERIFY(!crl->find(other));
        VERIFY_OK(crl->verify(ca.der));
        const Crl copy = *crl;
        VERIFY_OK(copy.verify(ca.der));
    }

    void aForeignOrAlteredOneIsTold()
    {
        const TestCertificate ca = caWith("P-256");
        Bytes bytes = crlOf(ca, someEntries()).value();
        const TestCertificate sameName = CertBuilder::ca("CN=Issuing CA,O=某医院,C=CN").ec("P-256", 5).build();
        const TestCertificate sameKey = CertBuilder::ca("CN=Another CA").key(keyNamed("P-256")).build();
        const TestCertificate rsa = caWith("RSA-2048");
        for (const TestCertificate &other : {sameName, sameKey, rsa})
            VERIFY_ERROR(Crl::read(bytes).value().verify(other.der), ErrorCode::SignatureInvalid);
        VERIFY_ERROR(Crl::read(bytes).value().verify(Bytes{0x30, 0x00}), ErrorCode::Malformed);
        const auto serial = std::ranges::search(bytes, Bytes{0x02, 0x02, 0x5a, 0x01});
        serial.begin()[3] = 0x09;
        const Result<Crl> altered = Crl::read(bytes);
        VERIFY_OK(altered);
        QVERIFY(!altered->find(Bytes{0x5a, 1}));
        VERIFY_ERROR(altered->verify(ca.der), ErrorCode::SignatureInvalid);
    }

    void weReadWhatOpensslWrites()
    {
        const TestCertificate ca = CertBuilder::ca("CN=Another's CA").key(keyNamed("RSA-2048")).build();
        Stranger stranger;
        stranger.write("ca.pem", ca.pem());
        stranger.write("ca.key", ca.keyPem());
        stranger.write("number", "0A1B\n");
        stranger.write("index.txt", "R\t351231235959Z\t260101000000Z,keyCompromise\t01\tunknown\t/CN=a\n"
                                    "R\t351231235959Z\t260102000000Z,keyTime,20251231120000Z\t8899AABBCCDDEEFF00112233445566\tunknown\t/CN=b\n"
                                    "R\t351231235959Z\t260103000000Z\t7F\tunknown\t/CN=c\n"
                                    "V\t351231235959Z\t\t02\tunknown\t/CN=d\n");
        stranger.write("ca.cnf", "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=number\ndefault_md=sha256\ncertificate=ca.pem\nprivate_key=ca.key\n"
                                 "crl_extensions=x\ndefault_crl_days=7\n[x]\nauthorityKeyIdentifier=keyid\n");
        const Said made = stranger.openssl({"ca", "-gencrl", "-config", "ca.cnf", "-out", "c.pem"});
        QVERIFY2(made.exitCode == 0, made.text);
        QCOMPARE(stranger.openssl({"crl", "-in", "c.pem", "-outform", "DER", "-out", "c.crl"}).exitCode, 0);
        const Result<Crl> crl = Crl::read(stranger.read("c.crl"));
        VERIFY_OK(crl);
        VERIFY_OK(crl->verify(ca.der));
        QCOMPARE(crl->size(), std::size_t(3));
        QCOMPARE(toHex(crl->number()), std::string("0a1b"));
        QVERIFY(crl->find(Bytes{1})->reason == RevocationReason::KeyCompromise);
        const auto keyTime = crl->find(fromHex("008899AABBCCDDEEFF00112233445566").value());
        QVERIFY(keyTime && keyTime->invalidityDate == fromIso("2025-12-31T12:00:00Z").value());
        QVERIFY(crl->find(Bytes{0x7f})->revokedAt == fromIso("2026-01-03T00:00:00Z").value());
        QVERIFY(!crl->find(Bytes{2}));
    }

    void datesChangeTheirFormIn2050()
    {
        const TestCertificate ca = caWith("P-256");
        for (const char *date : {"2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z"}) {
            const Instant at = fromIso(date).value();
            const std::vector<RevokedEntry> entries{{.serial = {1}, .revokedAt = at, .reason = {}, .invalidityDate = {}}};
            const Bytes crl = makeCrl(ca.der, *signerOf(ca.key), 1, at, at + 24h, entries).value();
            const Bytes time = der::time(at);
            QVERIFY(!std::ranges::search(crl, time).empty());
            QVERIFY(Crl::read(crl).value().thisUpdate() == at);
        }
    }

    void nonsenseIsNotWritten_data()
    {
        QTest::addColumn<QByteArray>("serial");
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("days");
        QTest::newRow("no serial number") << QByteArray() << 1 << 7;
        QTest::newRow("a serial number with a needless zero") << QByteArray("\0\x01", 2) << 1 << 7;
        QTest::newRow("256 octets of serial number") << QByteArray(256, 1) << 1 << 7;
        QTest::newRow("removeFromCRL") << QByteArray("\1") << 8 << 7;
        QTest::newRow("ends when it begins") << QByteArray("\1") << 1 << 0;
        QTest::newRow("ends before it begins") << QByteArray("\1") << 1 << -1;
    }
    void nonsenseIsNotWritten()
    {
        QFETCH(const QByteArray, serial);
        QFETCH(const int, reason);
        QFETCH(const int, days);
        const TestCertificate ca = caWith("P-256");
        const std::vector<RevokedEntry> entries{
            {.serial = bytesOf(viewOf(serial.toStdString())), .revokedAt = today, .reason = RevocationReason(reason), .invalidityDate = {}}};
        VERIFY_ERROR(makeCrl(ca.der, *signerOf(ca.key), 1, today, today + days * 24h, entries), ErrorCode::InvalidArgument);
        VERIFY_ERROR(makeCrl(Bytes{0x30, 0x00}, *signerOf(ca.key), 1, today, today + 24h, {}), ErrorCode::Malformed);
    }

    void whatIsNoCompleteCrlIsRefused_data()
    {
        QTest::addColumn<QByteArray>("extensionOid");
        QTest::addColumn<bool>("critical");
        QTest::addColumn<bool>("inEntry");
        QTest::addColumn<bool>("read");
        QTest::newRow("a delta CRL") << QByteArray("2.5.29.27") << true << false << false;
        QTest::newRow("a distribution point's") << QByteArray("2.5.29.28") << true << false << false;
        QTest::newRow("unknown, critical") << QByteArray("1.2.3.4") << true << false << false;
        QTest::newRow("unknown, not critical") << QByteArray("1.2.3.4") << false << false << true;
        QTest::newRow("an entry of another issuer") << QByteArray("2.5.29.29") << true << true << false;
        QTest::newRow("an entry with something not critical") << QByteArray("1.2.3.4") << false << true << true;
    }
    void whatIsNoCompleteCrlIsRefused()
    {
        QFETCH(const QByteArray, extensionOid);
        QFETCH(const bool, critical);
        QFETCH(const bool, inEntry);
        QFETCH(const bool, read);
        const Bytes extension = critical
            ? der::sequence({der::oid(extensionOid.toStdString()), der::boolean(true), der::octetString(der::integer(1))})
            : der::sequence({der::oid(extensionOid.toStdString()), der::octetString(der::integer(1))});
        const Bytes extensions = der::sequence({extension});
        const Bytes plain = der::sequence({der::integer(5), der::time(today)});
        const Bytes special = der::sequence({der::integer(5), der::time(today), extensions});
        const Bytes algorithm = signatureAlgorithm({}, "sha256", false);
        const Bytes name = encodeName({{.type = "CN", .value = "a"}});
        const Bytes entries = der::sequence({inEntry ? special : plain});
        const Bytes outer = inEntry ? Bytes() : der::context(0, extensions);
        const Bytes tbs = der::sequence({der::integer(1), algorithm, name, der::time(today), der::time(today + 1h), entries, outer});
        const Result<Crl> crl = Crl::read(listOf(tbs, algorithm));
        if (read)
            VERIFY_OK(crl);
        else
            VERIFY_ERROR(crl, ErrorCode::Unsupported);
    }

    void brokenOnesAreRefused()
    {
        const Bytes whole = crlOf(caWith("P-256"), someEntries()).value();
        for (std::size_t size = 0; size < whole.size(); ++size)
            VERIFY_ERROR(Crl::read(Bytes(whole.begin(), whole.begin() + std::ptrdiff_t(size))), ErrorCode::Malformed);
        Bytes longer = whole;
        longer.push_back(0);
        VERIFY_ERROR(Crl::read(longer), ErrorCode::Malformed);
        const Bytes algorithm = signatureAlgorithm({}, "sha256", false), other = signatureAlgorithm({}, "sha384", false);
        const Bytes name = encodeName({{.type = "CN", .value = "a"}});
        const Bytes tbs = der::sequence({der::integer(1), other, name, der::time(today)});
        VERIFY_ERROR(Crl::read(listOf(tbs, algorithm)), ErrorCode::Malformed); // RFC 5280 §5.1.1.2
        VERIFY_OK(Crl::read(listOf(tbs, other)));
        VERIFY_ERROR(Crl::read(Bytes(Crl::maxOctets + 1)), ErrorCode::TooLarge);
    }

private:
    /// OpenSSL 3.0 checks an SM2 signature with the standard's id only where one hands it the pieces (standards.md §2.3).
    static void judgeSm2(const Stranger &stranger, const TestCertificate &ca, const Bytes &crl)
    {
        DerReader file(crl);
        DerElement list, tbs, algorithm, signature;
        QVERIFY(file.next(list));
        DerReader parts(list.content);
        QVERIFY(parts.next(tbs) && parts.next(algorithm) && parts.next(signature));
        stranger.write("tbs", tbs.encoded);
        stranger.write("signature", signature.content.subspan(1));
        stranger.write("key.pem", pemOf(ca.key.spki, "PUBLIC KEY"));
        const Said verified = stranger.openssl({"dgst", "-sm3", "-verify", "key.pem", "-sigopt", "distid:1234567812345678", "-signature", "signature", "tbs"});
        QVERIFY2(verified.exitCode == 0 && verified.has("Verified OK"), verified.text);
    }
};

QTEST_GUILESS_MAIN(CrlTest)
#include "CrlTest.moc"
