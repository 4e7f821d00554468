// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateListing.h"

#include "models/pki/Container.h"
#include "models/pki/Digest.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Der.h"
#include "tests/support/ListingOracle.h"

#include <QFile>
#include <QTest>

#include <random>

using namespace hufu;
using namespace hufu::test;
using namespace std::chrono;

namespace {

Instant at(int y, unsigned m, unsigned d, int h = 0, int min = 0, int s = 0)
{
    return sys_days(year(y) / month(m) / day(d)) + hours(h) + minutes(min) + seconds(s);
}

Bytes utcTime(std::string_view text) { return der::tlv(0x17, text); }
Bytes generalizedTime(std::string_view text) { return der::tlv(0x18, text); }

CertificateListing listingOf(const Bytes &certificate)
{
    Result<CertificateListing> listing = readListing(certificate);
    if (!listing)
        qFatal("%s", listing.error().detail.c_str());
    return std::move(*listing);
}

QString q(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

QStringList q(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list << q(text);
    return list;
}

/// Certificates of every shape, for what has to hold for all.
std::vector<Bytes> corpus()
{
    const TestCertificate ca = CertBuilder::ca("CN=测试根,O=示例医院,C=CN").build();
    std::vector<Bytes> all = {
        ca.der,
        CertBuilder().der(),
        CertBuilder::server("his.hospital.cn").ip("10.1.2.3").ip("2001:db8::1").signedBy(ca).der(),
        CertBuilder::server("pacs.hospital.cn").rsa(2048).mustStaple().ocspNoCheck().keyIdentifiers().der(),
        CertBuilder().rsa(1024).digest("sha1").der(),
        CertBuilder().rsa(2048).digest("md5").der(),
        CertBuilder().rsa(2048).pss().der(),
        CertBuilder().ec("P-384").digest("sha384").der(),
        CertBuilder().ec("P-521").digest("sha512").der(),
        CertBuilder().ec("secp256k1").der(),
        CertBuilder().sm2().der(),
        CertBuilder().ed25519().der(),
        CertBuilder().ed448().der(),
        CertBuilder().dsa().der(),
        CertBuilder().version(1).der(),
        CertBuilder().serialOctets(Bytes{0xff}).der(),
        CertBuilder().serialOctets(Bytes(30, 0x11)).der(),
        CertBuilder().email("li@hospital.cn").uri("https://hospital.cn/x").upn("李@hospital.cn").dns("a.hospital.cn").der(),
        CertBuilder().extension("2.5.29.17", true, der::tlv(0x30, "\x87\x04\x0a")).der(),
        CertBuilder().subject("CN=a+UID=7,O=A\\, B,C=CN").der(),
        CertBuilder().validity(at(1950, 1, 1), at(9999, 12, 31, 23, 59, 59)).der(),
    };
    return all;
}

std::vector<Bytes> systemBundle()
{
    QFile file(QStringLiteral("/etc/ssl/certs/ca-certificates.crt"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    const auto contents = readContainer({reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size())});
    return contents ? contents->certificates : std::vector<Bytes>();
}

} // namespace

class CertificateListingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheFieldsOfAServer();
    void writesNames_data();
    void writesNames();
    void readsTimes_data();
    void readsTimes();
    void readsAlternativeNames_data();
    void readsAlternativeNames();
    void readsAThousandAlternativeNames();
    void readsKeys_data();
    void readsKeys();
    void namesTheSignature_data();
    void namesTheSignature();
    void flagsSerialNumbers_data();
    void flagsSerialNumbers();
    void flagsExtensions_data();
    void flagsExtensions();
    void knowsThePurpose_data();
    void knowsThePurpose();
    void refuses_data();
    void refuses();
    void agreesWithOpenSslOnEveryShape();
    void agreesWithOpenSslOnTheSystemsBundle();
    void acceptsNothingThatOpenSslRefuses();
    void refusesEveryTruncation();
};

void CertificateListingTest::readsTheFieldsOfAServer()
{
    const TestCertificate ca = CertBuilder::ca("CN=测试根,O=示例医院,C=CN").build();
    const TestCertificate server = CertBuilder::server("his.hospital.cn")
                                       .subject("CN=his.hospital.cn,OU=信息科,O=示例医院,L=上海,C=CN")
                                       .validity(at(2026, 6, 1), at(2026, 12, 1, 23, 59, 59))
                                       .signedBy(ca).build();
    const CertificateListing listing = listingOf(server.der);
    QCOMPARE(listing.version, 3);
    QCOMPARE(q(listing.subject), q("CN=his.hospital.cn,OU=信息科,O=示例医院,L=上海,C=CN"));
    QCOMPARE(q(listing.issuer), q("CN=测试根,O=示例医院,C=CN"));
    QCOMPARE(q(listing.commonName), q("his.hospital.cn"));
    QCOMPARE(q(listing.organization), q("示例医院"));
    QCOMPARE(q(listing.organizationalUnit), q("信息科"));
    QCOMPARE(q(listing.issuerName), q("测试根"));
    QCOMPARE(toUnix(listing.notBefore), toUnix(at(2026, 6, 1)));
    QCOMPARE(toUnix(listing.notAfter), toUnix(at(2026, 12, 1, 23, 59, 59)));
    QCOMPARE(q(listing.dnsNames), QStringList{"his.hospital.cn"});
    QCOMPARE(listing.purpose, Purpose::Server);
    QVERIFY(!listing.isCa());
    QVERIFY(listing.sha256 == sha256(server.der));
    QVERIFY(listing.spkiSha256 == sha256(server.key.spki));
    QVERIFY(listing.issuerHash == sha256(ca.subjectName));
    QVERIFY(listing.subjectHash == sha256(server.subjectName));
    QVERIFY(listing.issuerHash == listingOf(ca.der).subjectHash);
}

void CertificateListingTest::writesNames_data()
{
    QTest::addColumn<Bytes>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("commonName");
    using enum StringType;
    const auto cn = [](std::string value, StringType type) { return encodeName({{"CN", std::move(value), type}}); };
    using namespace std::string_literals;

    QTest::newRow("most specific first") << encodeName({{"C", "CN"}, {"O", "医院"}, {"CN", "a"}}) << "CN=a,O=医院,C=CN" << "a";
    QTest::newRow("two attributes in one RDN") << encodeName({{"C", "CN"}, {"CN", "a"}, {"UID", "7", Auto, true}}) << "UID=7+CN=a,C=CN" << "a";
    QTest::newRow("empty") << encodeName({}) << "" << "";
    QTest::newRow("the last of two common names") << encodeName({{"CN", "first"}, {"CN", "second"}}) << "CN=second,CN=first" << "second";
    QTest::newRow("PrintableString") << cn("a", Printable) << "CN=a" << "a";
    QTest::newRow("UTF8String beyond the BMP") << cn("𠮷", Utf8) << "CN=𠮷" << "𠮷";
    QTest::newRow("BMPString") << cn("\x53\x3b\x96\x62"s, Bmp) << "CN=医院" << "医院";
    QTest::newRow("UniversalString") << cn("\0\x02\x0b\xb7"s, Universal) << "CN=𠮷" << "𠮷";
    QTest::newRow("T61String is read as Latin-1") << cn("caf\xe9", T61) << "CN=café" << "café";
    QTest::newRow("IA5String") << cn("a@b", Ia5) << "CN=a@b" << "a@b";
    QTest::newRow("NumericString") << cn("123", Numeric) << "CN=123" << "123";
    QTest::newRow("an empty value") << cn("", Utf8) << "CN=" << "";
    QTest::newRow("RFC 4514's specials") << cn("a,b+c\"d\\e<f>g;h", Utf8) << "CN=a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h" << "a,b+c\"d\\e<f>g;h";
    QTest::newRow("a leading hash") << cn("#1", Utf8) << "CN=\\#1" << "#1";
    QTest::newRow("nothing but a hash") << cn("#", Utf8) << "CN=\\#" << "#";
    QTest::newRow("a hash inside") << cn("a#1", Utf8) << "CN=a#1" << "a#1";
    QTest::newRow("blanks at both ends") << cn(" a b ", Utf8) << "CN=\\ a b\\ " << " a b ";
    QTest::newRow("one blank") << cn(" ", Utf8) << "CN=\\ " << " ";
    QTest::newRow("NUL inside, as in the attack of 2009") << cn("bank.cn\0.evil.cn"s, Utf8) << "CN=bank.cn\\00.evil.cn" << "bank.cn\\00.evil.cn";
    QTest::newRow("a line end") << cn("a\nb", Printable) << "CN=a\\0Ab" << "a\\0Ab";
    QTest::newRow("an unknown attribute as # and DER") << encodeName({{"1.2.3.4", "a"}}) << "1.2.3.4=#0C0161" << "";
    QTest::newRow("EV's jurisdiction") << encodeName({{"jurisdictionC", "CN"}}) << "jurisdictionC=CN" << "";
    QTest::newRow("a SEQUENCE for a value") << der::sequence({der::set({der::sequence({der::oid("2.5.4.3"), der::sequence({der::null()})})})})
                                            << "CN=#30020500" << "";
}

void CertificateListingTest::writesNames()
{
    QFETCH(Bytes, name);
    QFETCH(QString, text);
    QFETCH(QString, commonName);
    // Issuer and subject at once: a self-issued certificate around the ready name.
    const Bytes spki = pooledKey({}).spki, algorithm = signatureAlgorithm({}, "sha256", false);
    const Bytes tbs = der::sequence({der::integer(1), algorithm, name, der::sequence({utcTime("260601000000Z"), utcTime("270601000000Z")}), name, spki});
    const Bytes certificate = der::sequence({tbs, algorithm, der::bitString(Bytes{1, 2, 3})});
    const CertificateListing listing = listingOf(certificate);
    QCOMPARE(q(listing.subject), text);
    QCOMPARE(q(listing.issuer), text);
    QCOMPARE(q(listing.commonName), commonName);
    QVERIFY(listing.flags & CertificateFlag::SelfIssued);
    QCOMPARE(q(disagreement(certificate, listing, Certificates::Sound)), QString());
}

void CertificateListingTest::readsTimes_data()
{
    QTest::addColumn<Bytes>("time");
    QTest::addColumn<QString>("expected"); // empty: refused
    QTest::newRow("UTCTime") << utcTime("260601123456Z") << "2026-06-01T12:34:56Z";
    QTest::newRow("UTCTime's first second") << utcTime("500101000000Z") << "1950-01-01T00:00:00Z";
    QTest::newRow("UTCTime's last second") << utcTime("491231235959Z") << "2049-12-31T23:59:59Z";
    QTest::newRow("GeneralizedTime") << generalizedTime("20500101000000Z") << "2050-01-01T00:00:00Z";
    QTest::newRow("no well-defined end, RFC 5280 §4.1.2.5") << generalizedTime("99991231235959Z") << "9999-12-31T23:59:59Z";
    QTest::newRow("GeneralizedTime before 2050, against the profile") << generalizedTime("20260601000000Z") << "2026-06-01T00:00:00Z";
    QTest::newRow("leap day") << utcTime("240229000000Z") << "2024-02-29T00:00:00Z";
    QTest::newRow("no leap day") << utcTime("230229000000Z") << "";
    QTest::newRow("2100 is no leap year") << generalizedTime("21000229000000Z") << "";
    QTest::newRow("without seconds") << utcTime("2606011234Z") << "2026-06-01T12:34:00Z";
    QTest::newRow("an offset east") << utcTime("260601080000+0800") << "2026-06-01T00:00:00Z";
    QTest::newRow("an offset west") << utcTime("260601000000-0130") << "2026-06-01T01:30:00Z";
    QTest::newRow("a fraction") << generalizedTime("20260601000000.5Z") << "2026-06-01T00:00:00Z";
    QTest::newRow("a fraction without digits") << generalizedTime("20260601000000.Z") << "";
    QTest::newRow("a fraction in UTCTime") << utcTime("260601000000.5Z") << "";
    QTest::newRow("month 13") << utcTime("261301000000Z") << "";
    QTest::newRow("month 0") << utcTime("260001000000Z") << "";
    QTest::newRow("day 0") << utcTime("260600000000Z") << "";
    QTest::newRow("hour 24") << utcTime("260601240000Z") << "";
    QTest::newRow("second 60") << utcTime("260601000060Z") << "";
    QTest::newRow("no zone") << utcTime("260601000000") << "";
    QTest::newRow("something after the zone") << utcTime("260601000000Z0") << "";
    QTest::newRow("a letter") << utcTime("26060100000xZ") << "";
    QTest::newRow("empty") << utcTime("") << "";
    QTest::newRow("before 1950") << generalizedTime("19491231235959Z") << "";
    QTest::newRow("an offset past 9999") << generalizedTime("99991231235959-0100") << "";
    QTest::newRow("another type") << der::utf8String("260601000000Z") << "";
}

void CertificateListingTest::readsTimes()
{
    QFETCH(Bytes, time);
    QFETCH(QString, expected);
    const Bytes certificate = CertBuilder().rawValidity(utcTime("250101000000Z"), time).der();
    const Result<CertificateListing> listing = readListing(certificate);
    QCOMPARE(listing ? q(toIso(listing->notAfter)) : QString(), expected);
    if (listing)
        QCOMPARE(q(disagreement(certificate, *listing, Certificates::Sound)), QString());
    else
        QCOMPARE(listing.error().code, ErrorCode::Malformed);
    QCOMPARE(readListing(CertBuilder().rawValidity(time, utcTime("491231235959Z")).der()).has_value(), listing.has_value());
}

void CertificateListingTest::readsAlternativeNames_data()
{
    QTest::addColumn<Bytes>("name");
    QTest::addColumn<QString>("text"); // empty: refused, the extension is malformed
    using namespace std::string_literals;
    const auto primitive = [](int number, std::string_view content) { return der::contextPrimitive(number, viewOf(content)); };
    const auto otherName = [](std::string_view oid, Bytes value) { return der::context(0, der::join({der::oid(oid), der::context(0, value)})); };
    constexpr std::string_view upn = "1.3.6.1.4.1.311.20.2.3";

    QTest::newRow("a host") << primitive(2, "his.hospital.cn") << "his.hospital.cn";
    QTest::newRow("a wildcard") << primitive(2, "*.hospital.cn") << "*.hospital.cn";
    QTest::newRow("a host with NUL inside") << primitive(2, "bank.cn\0.evil.cn"s) << "bank.cn\\00.evil.cn";
    QTest::newRow("a host in UTF-8, against RFC 9549") << primitive(2, "医院.cn") << "医院.cn";
    QTest::newRow("a host that is no UTF-8") << primitive(2, "a\xff""b") << "a\ufffdb";
    QTest::newRow("overlong UTF-8") << primitive(2, "\xc0\xaf") << "\ufffd\ufffd";
    QTest::newRow("a surrogate in UTF-8") << primitive(2, "\xed\xa0\x80") << "\ufffd\ufffd\ufffd";
    QTest::newRow("an address") << primitive(1, "li@hospital.cn") << "email:li@hospital.cn";
    QTest::newRow("a URI") << primitive(6, "https://hospital.cn/") << "uri:https://hospital.cn/";
    QTest::newRow("IPv4") << primitive(7, "\x0a\x00\x00\xff"s) << "ip:10.0.0.255";
    QTest::newRow("IPv6") << primitive(7, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01"s) << "ip:2001:db8::1";
    QTest::newRow("IPv6 loopback") << primitive(7, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01"s) << "ip:::1";
    QTest::newRow("IPv6 unspecified") << primitive(7, std::string(16, '\0')) << "ip:::";
    QTest::newRow("IPv6 ending in zeros") << primitive(7, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\0"s) << "ip:2001:db8::";
    QTest::newRow("IPv6 with two runs: the first of equals") << primitive(7, "\x20\x01\0\0\0\0\0\x01\0\x02\0\0\0\0\0\x03"s) << "ip:2001::1:2:0:0:3";
    QTest::newRow("IPv6 with a single zero group") << primitive(7, "\x20\x01\0\0\0\x01\0\x02\0\x03\0\x04\0\x05\0\x06"s) << "ip:2001:0:1:2:3:4:5:6";
    QTest::newRow("an address of no family") << primitive(7, "\x0a\x00\x01"s) << "ip:#0a0001";
    QTest::newRow("UPN") << otherName(upn, der::utf8String("李@hospital.cn")) << "upn:李@hospital.cn";
    QTest::newRow("UPN that is no text") << otherName(upn, der::integer(5)) << "other:1.3.6.1.4.1.311.20.2.3";
    QTest::newRow("hardwareModuleName, RFC 4108") << otherName("1.3.6.1.5.5.7.8.4", der::sequence({})) << "other:1.3.6.1.5.5.7.8.4";
    QTest::newRow("otherName without a value") << der::context(0, der::oid(upn)) << "";
    QTest::newRow("a directory name") << der::context(4, encodeName({{"C", "CN"}, {"CN", "a"}})) << "dirname:CN=a,C=CN";
    QTest::newRow("a registered identifier") << primitive(8, "\x2a\x03\x04") << "rid:1.2.3.4";
    QTest::newRow("a registered identifier cut off") << primitive(8, "\x2a\x83") << "";
    QTest::newRow("a UUID as identifier, X.667") << primitive(8, "\x69\x83\x8e\xe2\xbd\xa4\xdc\xd0\xc2\xe8\xd5\xe4\xf3\xc6\xb1\xd8\xc1\xc2\xe3\x04") << "?";
    QTest::newRow("ediPartyName") << der::context(5, der::contextPrimitive(1, viewOf("a"))) << "other:ediPartyName";
    QTest::newRow("a tag nobody knows") << primitive(9, "a") << "";
    QTest::newRow("no context tag") << der::utf8String("a") << "";
    QTest::newRow("an empty host") << primitive(2, "") << "";
}

void CertificateListingTest::readsAlternativeNames()
{
    QFETCH(Bytes, name);
    QFETCH(QString, text);
    const Bytes certificate = CertBuilder().sanEntry(name).der();
    const CertificateListing listing = listingOf(certificate);
    const QStringList names = q(listing.dnsNames) + q(listing.otherNames);
    const bool emptyHost = name.size() == 2;
    QCOMPARE((listing.flags & CertificateFlag::MalformedExtension) != 0, text.isEmpty() && !emptyHost);
    if (text != u"?") // then OpenSSL's opinion is enough
        QCOMPARE(names, text.isEmpty() && !emptyHost ? QStringList() : QStringList{text});
    if (!(name.size() > 0 && name[0] == 0xa5)) // ediPartyName is not looked into
        QVERIFY2(disagreement(certificate, listing, Certificates::Sound).empty(), disagreement(certificate, listing, Certificates::Sound).c_str());
}

void CertificateListingTest::readsAThousandAlternativeNames()
{
    CertBuilder builder;
    for (int i = 0; i < 1500; ++i)
        builder.dns("host-" + std::to_string(i) + ".hospital.cn");
    const Bytes certificate = builder.der();
    const CertificateListing listing = listingOf(certificate);
    QCOMPARE(listing.dnsNames.size(), std::size_t(1500));
    QCOMPARE(q(listing.dnsNames.back()), QStringLiteral("host-1499.hospital.cn"));
    QCOMPARE(q(disagreement(certificate, listing, Certificates::Sound)), QString());
}

void CertificateListingTest::readsKeys_data()
{
    QTest::addColumn<Bytes>("certificate");
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<int>("bits");
    QTest::addColumn<QString>("curve");
    QTest::newRow("RSA 2048") << CertBuilder().rsa(2048).der() << "rsa" << 2048 << "";
    QTest::newRow("RSA 1023, a modulus that needs no sign octet") << CertBuilder().rsaModulus(Bytes(128, 0x7f), Bytes{3}).der() << "rsa" << 1023 << "";
    QTest::newRow("RSA-PSS") << CertBuilder().key({.kind = KeySpec::Kind::RsaPss, .bits = 2048}).der() << "rsa-pss" << 2048 << "";
    QTest::newRow("P-256") << CertBuilder().ec("P-256").der() << "ec" << 256 << "P-256";
    QTest::newRow("P-384") << CertBuilder().ec("P-384").der() << "ec" << 384 << "P-384";
    QTest::newRow("P-521") << CertBuilder().ec("P-521").der() << "ec" << 521 << "P-521";
    QTest::newRow("secp256k1 by its identifier") << CertBuilder().ec("secp256k1").der() << "ec" << 256 << "1.3.132.0.10";
    QTest::newRow("brainpool by its identifier") << CertBuilder().ec("brainpoolP384r1").der() << "ec" << 384 << "1.3.36.3.3.2.8.1.1.11";
    QTest::newRow("SM2") << CertBuilder().sm2().der() << "sm2" << 256 << "SM2";
    QTest::newRow("Ed25519") << CertBuilder().ed25519().der() << "ed25519" << 256 << "";
    QTest::newRow("Ed448") << CertBuilder().ed448().der() << "ed448" << 456 << "";
    QTest::newRow("DSA") << CertBuilder().dsa(1024).der() << "dsa" << 1024 << "";
    const auto spki = [](Bytes algorithm, Bytes key) { return CertBuilder().publicKeyInfo(der::sequence({algorithm, der::bitString(key)})).der(); };
    QTest::newRow("RSA that is none inside") << spki(algorithmIdentifier("1.2.840.113549.1.1.1", true), Bytes{1, 2, 3}) << "rsa" << 0 << "";
    QTest::newRow("no key at all") << spki(algorithmIdentifier("1.2.840.113549.1.1.1", true), Bytes{}) << "rsa" << 0 << "";
    QTest::newRow("an unknown algorithm") << spki(algorithmIdentifier("1.2.3.4", false), Bytes{1}) << "other" << 0 << "";
    QTest::newRow("an unknown curve") << spki(der::sequence({der::oid("1.2.840.10045.2.1"), der::oid("1.2.3.4")}), Bytes{4}) << "ec" << 0 << "1.2.3.4";
    QTest::newRow("a curve spelled out") << spki(der::sequence({der::oid("1.2.840.10045.2.1"),
            der::sequence({der::integer(1), der::sequence({der::oid("1.2.840.10045.1.1"), der::unsignedInteger(Bytes(24, 0xff))})})}), Bytes{4})
        << "ec" << 192 << "explicit";
}

void CertificateListingTest::readsKeys()
{
    QFETCH(Bytes, certificate);
    QFETCH(QString, algorithm);
    QFETCH(int, bits);
    QFETCH(QString, curve);
    const CertificateListing listing = listingOf(certificate);
    QCOMPARE(QString::fromLatin1(keyAlgorithmName(listing.keyAlgorithm)), algorithm);
    QCOMPARE(int(listing.keyBits), bits);
    QCOMPARE(q(listing.curve), curve);
    QCOMPARE(q(disagreement(certificate, listing, Certificates::Sound)), QString());
}

void CertificateListingTest::namesTheSignature_data()
{
    QTest::addColumn<Bytes>("certificate");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("mismatch");
    QTest::newRow("RSA with SHA-256") << CertBuilder().rsa(2048).der() << "rsa-sha256" << false;
    QTest::newRow("RSA with SHA-1") << CertBuilder().rsa(2048).digest("sha1").der() << "rsa-sha1" << false;
    QTest::newRow("RSA with MD5") << CertBuilder().rsa(2048).digest("md5").der() << "rsa-md5" << false;
    QTest::newRow("RSA-PSS") << CertBuilder().rsa(2048).pss().der() << "rsa-pss" << false;
    QTest::newRow("ECDSA with SHA-384") << CertBuilder().ec("P-384").digest("sha384").der() << "ecdsa-sha384" << false;
    QTest::newRow("SM2 with SM3") << CertBuilder().sm2().der() << "sm2-sm3" << false;
    QTest::newRow("Ed25519") << CertBuilder().ed25519().der() << "ed25519" << false;
    QTest::newRow("an unknown one") << CertBuilder().outerSignatureAlgorithm(algorithmIdentifier("1.2.3", false)).der() << "other" << true;
    QTest::newRow("another one outside") << CertBuilder().outerSignatureAlgorithm(signatureAlgorithm({}, "sha384", false)).der() << "ecdsa-sha384" << true;
    QTest::newRow("NULL on one side only") << CertBuilder().rsa(2048).outerSignatureAlgorithm(algorithmIdentifier("1.2.840.113549.1.1.11", false)).der()
                                           << "rsa-sha256" << true;
}

void CertificateListingTest::namesTheSignature()
{
    QFETCH(Bytes, certificate);
    QFETCH(QString, name);
    QFETCH(bool, mismatch);
    const CertificateListing listing = listingOf(certificate);
    QCOMPARE(QString::fromLatin1(signatureAlgorithmName(listing.signatureAlgorithm)), name);
    QCOMPARE((listing.flags & CertificateFlag::SignatureAlgorithmMismatch) != 0, mismatch);
    QCOMPARE(q(disagreement(certificate, listing, Certificates::Sound)), QString());
}

void CertificateListingTest::flagsSerialNumbers_data()
{
    QTest::addColumn<Bytes>("octets");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<bool>("notPositive");
    QTest::addColumn<bool>("tooLong");
    const auto octets = [](std::size_t size) { return Bytes(size, 0x11); };
    QTest::newRow("one") << Bytes{1} << true << false << false;
    QTest::newRow("zero") << Bytes{0} << true << true << false;
    QTest::newRow("negative") << Bytes{0x80} << true << true << false;
    QTest::newRow("positive with a sign octet") << Bytes{0, 0x80} << true << false << false;
    QTest::newRow("20 octets, RFC 5280 §4.1.2.2") << octets(20) << true << false << false;
    QTest::newRow("21 octets") << octets(21) << true << false << true;
    QTest::newRow("255 octets") << octets(255) << true << false << true;
    QTest::newRow("256 octets") << octets(256) << false << false << false;
    QTest::newRow("a zero octet too many") << Bytes{0, 1} << false << false << false;
    QTest::newRow("a sign octet too many") << Bytes{0xff, 0x80} << false << false << false;
    QTest::newRow("none") << Bytes{} << false << false << false;
}

void CertificateListingTest::flagsSerialNumbers()
{
    QFETCH(Bytes, octets);
    QFETCH(bool, accepted);
    const Bytes certificate = CertBuilder().serialOctets(octets).der();
    const Result<CertificateListing> listing = readListing(certificate);
    QCOMPARE(listing.has_value(), accepted);
    if (!listing)
        return;
    QVERIFY(listing->serialNumber == octets);
    QTEST((listing->flags & CertificateFlag::SerialNotPositive) != 0, "notPositive");
    QTEST((listing->flags & CertificateFlag::SerialTooLong) != 0, "tooLong");
    QCOMPARE(q(disagreement(certificate, *listing, Certificates::Sound)), QString());
}

void CertificateListingTest::flagsExtensions_data()
{
    QTest::addColumn<Bytes>("certificate");
    QTest::addColumn<quint32>("set");
    QTest::addColumn<quint32>("clear");
    using namespace CertificateFlag;
    const Bytes critical = der::sequence({});
    QTest::newRow("none") << CertBuilder().der() << quint32(0) << quint32(HasSan | HasKeyUsage | HasEku | HasBasicConstraints | HasPolicies | Ca | MalformedExtension);
    QTest::newRow("a CA") << CertBuilder::ca("CN=a").der() << quint32(Ca | HasBasicConstraints | HasKeyUsage | KeyUsageCritical | SelfIssued) << quint32(HasEku);
    QTest::newRow("basicConstraints without cA") << CertBuilder().basicConstraints(false).der() << quint32(HasBasicConstraints) << quint32(Ca);
    QTest::newRow("cA written as 1, against DER") << CertBuilder().extension("2.5.29.19", true, der::tlv(0x30, "\x01\x01\x01")).der()
                                                   << quint32(Ca) << quint32(MalformedExtension);
    QTest::newRow("basicConstraints with garbage") << CertBuilder().extension("2.5.29.19", true, Bytes{1, 2, 3}).der()
                                                    << quint32(HasBasicConstraints | MalformedExtension) << quint32(Ca);
    QTest::newRow("a server's set") << CertBuilder::server("a.cn").der()
                                    << quint32(HasSan | HasKeyUsage | HasEku | HasAia | HasOcspUrl | HasCrlUrl | HasPolicies | HasSct | PolicyOv)
                                    << quint32(MustStaple | OcspNoCheck | UnknownCriticalExtension | DuplicateExtension);
    QTest::newRow("AIA without OCSP") << CertBuilder().authorityInfo({}, "http://a.cn/ca.crt").der() << quint32(HasAia) << quint32(HasOcspUrl);
    QTest::newRow("must-staple") << CertBuilder().mustStaple().der() << quint32(MustStaple) << quint32(0);
    QTest::newRow("a TLS feature that is not must-staple") << CertBuilder().extension("1.3.6.1.5.5.7.1.24", false, der::sequence({der::integer(17)})).der()
                                                           << quint32(0) << quint32(MustStaple | MalformedExtension);
    QTest::newRow("OCSP no check") << CertBuilder().ocspNoCheck().der() << quint32(OcspNoCheck) << quint32(0);
    QTest::newRow("an unknown extension") << CertBuilder().extension("1.2.3.4", false, critical).der() << quint32(0) << quint32(UnknownCriticalExtension);
    QTest::newRow("an unknown critical extension") << CertBuilder().extension("1.2.3.4", true, critical).der() << quint32(UnknownCriticalExtension) << quint32(0);
    QTest::newRow("critical nameConstraints are known") << CertBuilder().extension("2.5.29.30", true, critical).der() << quint32(0) << quint32(UnknownCriticalExtension);
    QTest::newRow("a critical authorityKeyIdentifier is not honoured") << CertBuilder().extension("2.5.29.35", true, critical).der()
                                                                       << quint32(UnknownCriticalExtension) << quint32(MalformedExtension);
    QTest::newRow("the same twice") << CertBuilder().keyUsage(KeyUsage::DigitalSignature).extraExtension("2.5.29.15", false, der::bitString(Bytes{0x20}, 5)).der()
                                    << quint32(DuplicateExtension | HasKeyUsage) << quint32(0);
    QTest::newRow("an unknown one twice") << CertBuilder().extension("1.2.3", false, critical).extraExtension("1.2.3", false, critical).der()
                                          << quint32(DuplicateExtension) << quint32(0);
    QTest::newRow("SAN with something after it") << CertBuilder().extension("2.5.29.17", false, der::join({der::sequence({}), der::null()})).der()
                                                 << quint32(HasSan | MalformedExtension) << quint32(0);
    QTest::newRow("IV policy") << CertBuilder().policies({"2.23.140.1.2.3"}).der() << quint32(PolicyIv | HasPolicies) << quint32(PolicyDv | PolicyEv | PolicyOv);
}

void CertificateListingTest::flagsExtensions()
{
    QFETCH(Bytes, certificate);
    QFETCH(quint32, set);
    QFETCH(quint32, clear);
    const CertificateListing listing = listingOf(certificate);
    QCOMPARE(listing.flags & set, set);
    QCOMPARE(listing.flags & clear, quint32(0));
    const std::string difference = disagreement(certificate, listing, Certificates::Mutated);
    QVERIFY2(difference.empty(), difference.c_str());
}

void CertificateListingTest::knowsThePurpose_data()
{
    QTest::addColumn<Bytes>("certificate");
    QTest::addColumn<QString>("name");
    constexpr const char *server = "1.3.6.1.5.5.7.3.1", *client = "1.3.6.1.5.5.7.3.2", *code = "1.3.6.1.5.5.7.3.3", *email = "1.3.6.1.5.5.7.3.4",
                         *stamping = "1.3.6.1.5.5.7.3.8", *ocsp = "1.3.6.1.5.5.7.3.9", *logon = "1.3.6.1.4.1.311.20.2.2", *any = "2.5.29.37.0";
    QTest::newRow("a CA, whatever its usages") << CertBuilder::ca("CN=a").extendedKeyUsage({server}).der() << "ca";
    QTest::newRow("server") << CertBuilder().extendedKeyUsage({server}).der() << "server";
    QTest::newRow("client") << CertBuilder().extendedKeyUsage({client}).der() << "client";
    QTest::newRow("both") << CertBuilder().extendedKeyUsage({server, client}).der() << "server-and-client";
    QTest::newRow("a person's card: logon and mail") << CertBuilder().extendedKeyUsage({logon, email}).der() << "client";
    QTest::newRow("mail") << CertBuilder().extendedKeyUsage({email}).der() << "email";
    QTest::newRow("code signing") << CertBuilder().extendedKeyUsage({code}).der() << "code-signing";
    QTest::newRow("OCSP") << CertBuilder().extendedKeyUsage({ocsp}).der() << "ocsp-responder";
    QTest::newRow("time stamping") << CertBuilder().extendedKeyUsage({stamping}).der() << "time-stamping";
    QTest::newRow("an unknown usage") << CertBuilder().extendedKeyUsage({"1.2.3"}).der() << "other";
    QTest::newRow("no usage, but a host name") << CertBuilder().dns("a.cn").der() << "server";
    QTest::newRow("any usage and a host name") << CertBuilder().dns("a.cn").extendedKeyUsage({any}).der() << "server";
    QTest::newRow("neither usage nor host") << CertBuilder().der() << "other";
}

void CertificateListingTest::knowsThePurpose()
{
    QFETCH(Bytes, certificate);
    QTEST(QString::fromLatin1(purposeName(listingOf(certificate).purpose)), "name");
}

void CertificateListingTest::refuses_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<int>("code");
    const Bytes good = CertBuilder().der();
    const int malformed = int(ErrorCode::Malformed), tooLarge = int(ErrorCode::TooLarge);
    const auto named = [](const std::vector<NameAttribute> &name) { return CertBuilder().subject(name).der(); };
    using namespace std::string_literals;

    QTest::newRow("nothing") << Bytes{} << malformed;
    QTest::newRow("one octet after the end") << der::join({good, Bytes{0}}) << malformed;
    QTest::newRow("another type") << der::set({good}) << malformed;
    Bytes indefinite = good;
    indefinite.erase(indefinite.begin() + 1, indefinite.begin() + 4);
    indefinite.insert(indefinite.begin() + 1, 0x80);
    indefinite.insert(indefinite.end(), 2, 0);
    QTest::newRow("an indefinite length") << indefinite << malformed;
    Bytes longLength = good;
    longLength[1] = 0x83;
    longLength.insert(longLength.begin() + 2, 0);
    QTest::newRow("a length that is not minimal") << longLength << malformed;
    QTest::newRow("version 4") << CertBuilder().version(4).der() << malformed;
    QTest::newRow("bad UTF-8 in a name") << named({{"CN", "a\xff", StringType::Utf8}}) << malformed;
    QTest::newRow("a surrogate in a BMPString") << named({{"CN", "\xd8\x00"s, StringType::Bmp}}) << malformed;
    QTest::newRow("half a character in a BMPString") << named({{"CN", "\x53"s, StringType::Bmp}}) << malformed;
    QTest::newRow("beyond Unicode in a UniversalString") << named({{"CN", "\x00\x11\x00\x00"s, StringType::Universal}}) << malformed;
    QTest::newRow("bad UTF-8 in an unknown attribute") << named({{"1.2.3.4", "\xff", StringType::Utf8}}) << malformed;
    QTest::newRow("129 attributes") << named(std::vector<NameAttribute>(129, {"OU", "a"})) << tooLarge;
    QTest::newRow("above 256 KiB") << CertBuilder().extension("1.2.3", false, Bytes(256u << 10, 0)).der() << tooLarge;
    CertBuilder many;
    for (int i = 0; i < 257; ++i)
        many.extraExtension("1.2.3." + std::to_string(i), false, Bytes{});
    QTest::newRow("257 extensions") << many.der() << tooLarge;
}

void CertificateListingTest::refuses()
{
    QFETCH(Bytes, bytes);
    const Result<CertificateListing> listing = readListing(bytes);
    QVERIFY(!listing);
    QTEST(int(listing.error().code), "code");
    QVERIFY(!listing.error().detail.empty());
}

void CertificateListingTest::agreesWithOpenSslOnEveryShape()
{
    for (const Bytes &certificate : corpus()) {
        const CertificateListing listing = listingOf(certificate);
        const std::string difference = disagreement(certificate, listing, Certificates::Sound);
        QVERIFY2(difference.empty(), (listing.subject + ": " + difference).c_str());
    }
}

void CertificateListingTest::agreesWithOpenSslOnTheSystemsBundle()
{
    const std::vector<Bytes> bundle = systemBundle();
    if (bundle.empty())
        QSKIP("no /etc/ssl/certs/ca-certificates.crt");
    for (const Bytes &certificate : bundle) {
        const CertificateListing listing = listingOf(certificate);
        const std::string difference = disagreement(certificate, listing, Certificates::Sound);
        QVERIFY2(difference.empty(), (listing.subject + ": " + difference).c_str());
        QVERIFY2(!(listing.flags & CertificateFlag::MalformedExtension), listing.subject.c_str());
    }
}

void CertificateListingTest::acceptsNothingThatOpenSslRefuses()
{
    std::vector<Bytes> originals = corpus();
    const std::vector<Bytes> bundle = systemBundle();
    originals.insert(originals.end(), bundle.begin(), bundle.begin() + std::ptrdiff_t(std::min<std::size_t>(bundle.size(), 20)));
    std::mt19937 random(20261123); // the same mutations on every run
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        Bytes bytes = originals[random() % originals.size()];
        for (unsigned changes = 1 + random() % 3; changes > 0; --changes) {
            // Mostly in the front part, where the structure is: a flip in a signature changes nothing.
            const std::size_t position = random() % (random() % 4 == 0 ? bytes.size() : std::min<std::size_t>(bytes.size(), 400));
            switch (random() % 5) {
            case 0:
                bytes[position] = static_cast<std::uint8_t>(random());
                break;
            case 1:
                bytes[position] ^= static_cast<std::uint8_t>(1u << random() % 8);
                break;
            case 2:
                ++bytes[position];
                break;
            case 3:
                std::swap(bytes[position], bytes[random() % bytes.size()]);
                break;
            default:
                bytes[position] = bytes[random() % bytes.size()];
            }
        }
        const Result<CertificateListing> listing = readListing(bytes);
        if (!listing)
            continue;
        ++accepted;
        const std::string difference = disagreement(bytes, *listing, Certificates::Mutated);
        QVERIFY2(difference.empty(), (difference + "\n" + toHex(bytes)).c_str());
    }
    QVERIFY2(accepted > 4'000, "most mutations are refused: this test compares too little");
}

void CertificateListingTest::refusesEveryTruncation()
{
    const Bytes certificate = CertBuilder::server("his.hospital.cn").der();
    for (std::size_t size = 0; size < certificate.size(); ++size)
        QVERIFY(!readListing(BytesView(certificate).first(size)));
}

QTEST_APPLESS_MAIN(CertificateListingTest)
#include "CertificateListingTest.moc"
