// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateRequest.h"

#include "models/pki/Container.h"
#include "models/pki/Digest.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Der.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

#include <QStandardPaths>

using namespace hufu;
namespace der = hufu::test::der;
using test::KeySpec;
using test::Stranger;

Q_DECLARE_METATYPE(hufu::KeyKind)
Q_DECLARE_METATYPE(hufu::Bytes)
Q_DECLARE_METATYPE(hufu::ErrorCode)

namespace {

/// Any request one may want, right or wrong, signed by a pooled key.
struct RequestBuilder {
    Bytes subject = test::encodeName({{"CN", "his.example"}});
    KeySpec key{};
    Bytes spki{};                ///< instead of the key's
    std::vector<Bytes> names{};  ///< GeneralNames
    Bytes extensions{};          ///< instead of a list with the names
    std::int64_t version = 0;
    bool corrupt = false;

    Bytes build() const
    {
        const test::TestKey &pooled = test::pooledKey(key);
        Bytes list = extensions;
        if (list.empty() && !names.empty()) {
            Bytes all;
            for (const Bytes &name : names)
                all.insert(all.end(), name.begin(), name.end());
            list = der::sequence({der::sequence({der::oid("2.5.29.17"), der::octetString(der::tlv(0x30, all))})});
        }
        const Bytes attributes = list.empty() ? Bytes() : der::sequence({der::oid("1.2.840.113549.1.9.14"), der::set({list})});
        const Bytes info = der::sequence({der::integer(version), subject, spki.empty() ? pooled.spki : spki, der::context(0, attributes)});
        Bytes signature = test::signWith(pooled, "sha256", false, info);
        if (corrupt)
            signature[signature.size() / 2] ^= 0x10;
        return der::sequence({info, test::signatureAlgorithm(key, "sha256", false), der::bitString(signature)});
    }
};

Bytes dns(std::string_view name) { return der::tlv(0x82, name); }

Bytes rsaSpki(BytesView modulus, BytesView exponent)
{
    const Bytes key = der::sequence({der::unsignedInteger(modulus), der::unsignedInteger(exponent)});
    return der::sequence({test::algorithmIdentifier("1.2.840.113549.1.1.1", true), der::bitString(key)});
}

Bytes number(std::size_t octets)
{
    Bytes n(octets, 0xb7);
    return n;
}

Bytes offCurve()
{
    Bytes spki = test::pooledKey({}).spki;
    spki.back() ^= 1;
    return spki;
}

} // namespace

class CertificateRequestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// What is a request by its shape goes to the authority, which refuses it; what is not, does not.
    void shapes()
    {
        for (const Bytes &bad : {RequestBuilder{.corrupt = true}.build(), RequestBuilder{.key = {.kind = KeySpec::Kind::Sm2}, .corrupt = true}.build()}) {
            QVERIFY(!readRequest(bad));
            QCOMPARE(shapedRequest(bad).value_or(Bytes()), bad);
            QCOMPARE(shapedRequest(viewOf(toPem(bad, "CERTIFICATE REQUEST"))).value_or(Bytes()), bad);
        }
        Bytes longer = RequestBuilder{}.build();
        longer.push_back(0);
        VERIFY_ERROR(shapedRequest(longer), ErrorCode::Malformed);
        VERIFY_ERROR(shapedRequest(viewOf("anything")), ErrorCode::Malformed);
        const PrivateKey key = std::move(*PrivateKey::generate());
        VERIFY_ERROR(shapedRequest(viewOf("-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----\n")), ErrorCode::NothingFound);
        VERIFY_ERROR(shapedRequest(*key.publicKeyDer()), ErrorCode::Malformed);
    }
    void ours_data()
    {
        QTest::addColumn<KeyKind>("kind");
        for (KeyKind kind : {KeyKind::EcP256, KeyKind::EcP384, KeyKind::Rsa3072, KeyKind::Sm2})
            QTest::newRow(keyKindName(kind)) << kind;
    }
    /// What we make, OpenSSL and GnuTLS accept, and it reads back as it was meant.
    void ours()
    {
        QFETCH(const KeyKind, kind);
        SoftSigner signer(std::move(*PrivateKey::generate(kind)));
        const SubjectAttributes subject{{"C", "CN"}, {"L", "成都"}, {"O", "第一人民医院"}, {"CN", "his.example"}};
        const AlternativeNames names{{"his.example", "*.his.example", "xn--fiqs8s.example"},
                                     {"ip:10.0.0.1", "ip:2001:db8::1", "email:li@his.example", "uri:https://his.example/", "upn:li@his.example"}};
        const Result<Bytes> made = makeRequest(signer, subject, names);
        VERIFY_OK(made);
        const Result<CertificateRequest> read = readRequest(*made);
        VERIFY_OK(read);
        QCOMPARE(read->subject, std::string("CN=his.example,O=第一人民医院,L=成都,C=CN"));
        QVERIFY(read->attributes == subject);
        QCOMPARE(read->names.dnsNames, names.dnsNames);
        QCOMPARE(read->names.otherNames, names.otherNames);
        QCOMPARE(read->spki, bytesOf(signer.publicKey()));
        QVERIFY(read->requestedExtensions == std::vector<std::string>{"2.5.29.17"});
        QVERIFY(keyFindings(*read).empty());

        Stranger stranger;
        stranger.write("request.pem", toPem(*made, "CERTIFICATE REQUEST"));
        QStringList verify{"req", "-in", "request.pem", "-verify", "-noout", "-text", "-nameopt", "RFC2253,utf8"};
        if (kind == KeyKind::Sm2)
            verify << "-vfyopt" << "distid:1234567812345678";
        QVERIFY2(stranger.run("openssl", verify), stranger.said());
        for (const char *expected : {"DNS:*.his.example", "IP Address:10.0.0.1", "email:li@his.example", "URI:https://his.example/",
                                     "othername: UPN::li@his.example"})
            QVERIFY2(stranger.said().contains(expected), stranger.said());
        if (kind != KeyKind::Sm2 && !QStandardPaths::findExecutable("certtool").isEmpty()) {
            QVERIFY2(stranger.run("certtool", {"--crq-info", "--infile", "request.pem"}), stranger.said());
            QVERIFY2(stranger.said().contains("Self signature: verified"), stranger.said());
        }
    }

    void openssls_data()
    {
        QTest::addColumn<QStringList>("keyArguments");
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<int>("bits");
        const auto row = [](const char *name, QStringList arguments, const char *algorithm, int bits) {
            QTest::newRow(name) << arguments << QString(algorithm) << bits;
        };
        row("P-256", {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"}, "ec", 256);
        row("P-521", {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521"}, "ec", 521);
        row("RSA 2048", {"-newkey", "rsa:2048"}, "rsa", 2048);
        row("RSA 1024 is a finding, no error", {"-newkey", "rsa:1024"}, "rsa", 1024);
        row("RSA-PSS signature", {"-newkey", "rsa:2048", "-sigopt", "rsa_padding_mode:pss"}, "rsa", 2048);
        row("SHA-1 signature", {"-newkey", "rsa:2048", "-sha1"}, "rsa", 2048);
        row("Ed25519", {"-newkey", "ed25519"}, "ed25519", 256);
        row("SM2", {"-newkey", "sm2", "-sm3", "-sigopt", "distid:1234567812345678"}, "sm2", 256);
    }
    /// What `openssl req` makes, we read as `openssl req` does.
    void openssls()
    {
        QFETCH(const QStringList, keyArguments);
        QFETCH(const QString, algorithm);
        QFETCH(const int, bits);
        Stranger stranger;
        QVERIFY2(stranger.run("openssl", QStringList{"req", "-new", "-nodes", "-keyout", "key.pem", "-out", "request.pem", "-utf8", "-subj",
                                                     "/C=CN/ST=四川/O=第一人民医院, 新区/OU=信息科/OU=网络组/CN=his.example",
                                                     "-addext", "subjectAltName=DNS:his.example,DNS:pacs.his.example,IP:10.1.2.3",
                                                     "-addext", "keyUsage=digitalSignature", "-addext", "extendedKeyUsage=serverAuth"}
                                              + keyArguments),
                 stranger.said());
        const Result<CertificateRequest> request = readRequest(stranger.read("request.pem"));
        VERIFY_OK(request);
        QCOMPARE(QString(keyAlgorithmName(request->keyAlgorithm)), algorithm);
        QCOMPARE(int(request->keyBits), bits);
        QVERIFY((request->names == AlternativeNames{{"his.example", "pacs.his.example"}, {"ip:10.1.2.3"}}));
        QCOMPARE(request->keyUsage, KeyUsage::DigitalSignature);
        QCOMPARE(request->extendedKeyUsage, ExtendedKeyUsage::ServerAuth);
        QVERIFY(!request->asksForCa && !request->hasChallengePassword);
        QCOMPARE(request->organization, std::string("第一人民医院, 新区"));
        QCOMPARE(request->organizationalUnit, std::string("网络组"));
        const bool isShort = std::ranges::any_of(keyFindings(*request), [](const Finding &f) { return f.rule == Rule::RsaTooShort; });
        QCOMPARE(isShort, bits == 1024);

        QVERIFY(stranger.run("openssl", {"req", "-in", "request.pem", "-noout", "-subject", "-nameopt", "RFC2253,-esc_msb,utf8"}));
        QVERIFY2(stranger.said().contains("subject=" + QByteArray::fromStdString(request->subject) + "\n"), stranger.said());
        QVERIFY(stranger.run("openssl", {"pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "public.der"}));
        QCOMPARE(request->spki, stranger.read("public.der"));
        QCOMPARE(request->spkiSha256, sha256(stranger.read("public.der")));
        QVERIFY(stranger.run("openssl", {"req", "-in", "request.pem", "-outform", "DER", "-out", "request.der"}));
        const Result<CertificateRequest> again = readRequest(stranger.read("request.der"));
        VERIFY_OK(again);
        QVERIFY(*again == *request);
    }

    /// SM2 under OpenSSL's own, empty identifier proves nothing (GM/T 0009 §10).
    void sm2WithoutIdentifierIsRefused()
    {
        Stranger stranger;
        QVERIFY2(stranger.run("openssl", {"req", "-new", "-nodes", "-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=his.example", "-newkey",
                                          "sm2", "-sm3"}),
                 stranger.said());
        VERIFY_ERROR(readRequest(stranger.read("request.pem")), ErrorCode::SignatureInvalid);
    }

    void gnutls()
    {
        if (QStandardPaths::findExecutable("certtool").isEmpty())
            QSKIP("certtool is not installed");
        Stranger stranger;
        stranger.write("template", std::string_view("cn = \"his.example\"\ndns_name = \"his.example\"\nchallenge_password = 123456\n"));
        QVERIFY(stranger.run("certtool", {"--generate-privkey", "--key-type", "ecdsa", "--curve", "secp384r1", "--outfile", "key.pem"}));
        QVERIFY2(stranger.run("certtool", {"--generate-request", "--load-privkey", "key.pem", "--template", "template", "--outfile", "request.pem"}),
                 stranger.said());
        const Bytes text = stranger.read("request.pem");
        QVERIFY(textOf(text).find("-----BEGIN NEW CERTIFICATE REQUEST-----") != std::string_view::npos);
        const Result<CertificateRequest> request = readRequest(text);
        VERIFY_OK(request);
        QCOMPARE(request->curve, std::string("P-384"));
        QVERIFY(request->names.dnsNames == std::vector<std::string>{"his.example"});
        QVERIFY(request->hasChallengePassword);
    }

    void refused_data()
    {
        QTest::addColumn<Bytes>("input");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QByteArray>("detail");
        const auto row = [](const char *name, Bytes input, ErrorCode code, const char *detail) {
            QTest::newRow(name) << input << code << QByteArray(detail);
        };
        const auto named = [&](const char *row_, Bytes generalName, const char *detail) {
            row(row_, RequestBuilder{.names = {std::move(generalName)}}.build(), ErrorCode::Malformed, detail);
        };
        const auto keyed = [&](const char *row_, Bytes spki, ErrorCode code, const char *detail) {
            row(row_, RequestBuilder{.spki = std::move(spki)}.build(), code, detail);
        };
        using namespace std::string_view_literals;

        row("nothing", {}, ErrorCode::Malformed, "a PKCS#10 request");
        row("text without a request", bytesOf(viewOf("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")), ErrorCode::NothingFound, "no certificate request");
        row("broken base64", bytesOf(viewOf("-----BEGIN CERTIFICATE REQUEST-----\nM?A=\n-----END CERTIFICATE REQUEST-----\n")), ErrorCode::Malformed, "base64");
        row("above 64 KiB", Bytes((64u << 10) + 1, 0x30), ErrorCode::TooLarge, "65537");
        row("version 2", RequestBuilder{.version = 1}.build(), ErrorCode::Malformed, "version 1");
        Bytes trailing = RequestBuilder{}.build();
        trailing.push_back(0);
        row("a byte follows", trailing, ErrorCode::Malformed, "nothing after the request");

        row("broken signature", RequestBuilder{.corrupt = true}.build(), ErrorCode::SignatureInvalid, "not signed by the key in it");
        row("broken SM2 signature", RequestBuilder{.key = {.kind = KeySpec::Kind::Sm2}, .corrupt = true}.build(), ErrorCode::SignatureInvalid, "not signed by");
        row("somebody else's key", RequestBuilder{.spki = test::pooledKey({.index = 7}).spki}.build(), ErrorCode::SignatureInvalid, "not signed by the key in it");

        keyed("RSA of 16392 bits", rsaSpki(number(2049), Bytes{1, 0, 1}), ErrorCode::Unsupported, "16392 bits");
        keyed("RSA of 504 bits", rsaSpki(number(63), Bytes{1, 0, 1}), ErrorCode::Unsupported, "504 bits");
        keyed("exponent 1", rsaSpki(number(256), Bytes{1}), ErrorCode::Malformed, "exponent");
        keyed("exponent 65536", rsaSpki(number(256), Bytes{1, 0, 0}), ErrorCode::Malformed, "exponent");
        keyed("exponent of 264 bits", rsaSpki(number(256), number(33)), ErrorCode::Malformed, "264 bits");
        Bytes even = number(256);
        even.back() = 0xb6;
        keyed("an even modulus", rsaSpki(even, Bytes{1, 0, 1}), ErrorCode::Malformed, "modulus");
        keyed("a point off P-256", offCurve(), ErrorCode::Malformed, "does not lie on P-256");
        keyed("an unknown curve", test::pooledKey({.group = "secp256k1"}).spki, ErrorCode::Unsupported, "curve");
        keyed("DSA", test::pooledKey({.kind = KeySpec::Kind::Dsa, .bits = 2048}).spki, ErrorCode::Unsupported, "dsa");

        row("NUL in the common name", RequestBuilder{.subject = test::encodeName({{"CN", std::string("his.example\0.evil.example", 25)}})}.build(),
            ErrorCode::Malformed, "NUL");
        row("NUL in a BMPString", RequestBuilder{.subject = test::encodeName({{"O", std::string("\0h\0\0\0i", 6), test::StringType::Bmp}})}.build(),
            ErrorCode::Malformed, "NUL");
        row("a line break in the organisation", RequestBuilder{.subject = test::encodeName({{"O", "a\nb"}})}.build(), ErrorCode::Malformed, "control character");
        row("letters that turn around: U+202E", RequestBuilder{.subject = test::encodeName({{"CN", "his\u202egro.live"}})}.build(), ErrorCode::Malformed, "invisible");
        row("a space nobody sees: U+200B", RequestBuilder{.subject = test::encodeName({{"O", "第一\u200b医院"}})}.build(), ErrorCode::Malformed, "invisible");
        named("NUL in a DNS name", dns("his.example\0.evil.example"sv), "NUL");
        named("NUL in a mail address", der::tlv(0x81, "li@his.example\0.evil.example"sv), "NUL");
        named("letters outside ASCII", dns("医院.example"), "A-label");
        named("Cyrillic а among Latin: xn--pple-43d", dns("xn--pple-43d.example"), "several scripts");
        named("all Cyrillic, all look-alikes: аррӏе", dns("xn--80ak6aa92e.example"), "look Latin");
        named("an A-label of nothing", dns("xn--a-ecp.example.xn--99999999999"), "A-label");
        named("a wildcard in the middle", dns("his.*.example"), "wildcard");
        named("a wildcard in part of a label", dns("h*.his.example"), "wildcard");
        named("two wildcards", dns("*.*.example"), "wildcard");
        named("a wildcard alone", dns("*"), "wildcard");
        named("a wildcard over a top-level domain", dns("*.example"), "wildcard");
        named("an underscore", dns("his_1.example"), "character");
        named("an empty label", dns("his..example"), "empty label");
        named("a dot at the end", dns("his.example."), "dot at the end");
        named("a label of 64", dns(std::string(64, 'a') + ".example"), "63");
        named("a leading hyphen", dns("-his.example"), "hyphen");
        named("an address as DNS name", dns("10.0.0.1"), "address");
        named("a space", dns("his example"), "character");
        named("an address of five octets", der::tlv(0x87, "\1\2\3\4\5"sv), "4 or 16 octets");
        named("not a mail address", der::tlv(0x81, "li"), "mail address");
        named("not a URI", der::tlv(0x86, "his.example"), "URI");
        row("the same name twice", RequestBuilder{.names = {dns("his.example"), dns("HIS.example")}}.build(), ErrorCode::Malformed, "twice");
        row("a registered id", RequestBuilder{.names = {der::tlv(0x88, "\x2a\x03"sv)}}.build(), ErrorCode::Unsupported, "kind of name");
        std::vector<Bytes> many;
        for (int i = 0; i < 1'000; ++i)
            many.push_back(dns("n" + std::to_string(i) + ".example"));
        row("a thousand names", RequestBuilder{.names = many}.build(), ErrorCode::TooLarge, "1000 names");
        many.resize(101);
        row("one name too many", RequestBuilder{.names = many}.build(), ErrorCode::TooLarge, "101 names");
        const Bytes keyUsage = der::sequence({der::oid("2.5.29.15"), der::octetString(*fromHex("03020780"))});
        row("an extension twice", RequestBuilder{.extensions = der::sequence({keyUsage, keyUsage})}.build(), ErrorCode::Malformed, "twice");
        row("keyUsage that is none", RequestBuilder{.extensions = der::sequence({der::sequence({der::oid("2.5.29.15"), der::octetString(der::integer(1))})})}.build(),
            ErrorCode::Malformed, "not what its identifier says");
    }
    void refused()
    {
        QFETCH(const Bytes, input);
        QFETCH(const ErrorCode, code);
        QFETCH(const QByteArray, detail);
        const Result<CertificateRequest> request = readRequest(input);
        VERIFY_ERROR(request, code);
        const std::string said = request.error().detail + " | " + request.error().subject;
        QVERIFY2(said.find(detail.toStdString()) != std::string::npos, said.c_str());
    }

    void accepted_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("one label, as houses have inside") << QByteArray("his-server");
        QTest::newRow("upper case") << QByteArray("HIS.Example");
        QTest::newRow("a leading digit") << QByteArray("3m.example");
        QTest::newRow("a label of 63") << QByteArray(63, 'a') + ".example";
        QTest::newRow("wildcard as the whole left-most label") << QByteArray("*.his.example");
        QTest::newRow("中国") << QByteArray("xn--fiqs8s");
        QTest::newRow("Latin with accents: münchen") << QByteArray("xn--mnchen-3ya.example");
        QTest::newRow("Cyrillic word that looks Cyrillic: пример") << QByteArray("xn--e1afmkfd.example");
        QTest::newRow("Han and Latin: 医院his") << QByteArray("xn--his-qf3ex381a.example");
    }
    void accepted()
    {
        QFETCH(const QByteArray, name);
        VERIFY_OK(readRequest(RequestBuilder{.names = {dns(name.toStdString())}}.build()));
    }

    /// A hundred names are a hundred names.
    void hundredNames()
    {
        RequestBuilder builder;
        for (int i = 0; i < 100; ++i)
            builder.names.push_back(dns("n" + std::to_string(i) + ".example"));
        const Result<CertificateRequest> request = readRequest(builder.build());
        VERIFY_OK(request);
        QCOMPARE(request->names.size(), std::size_t(100));
    }

    /// One flipped bit anywhere never yields a request: the signature covers the rest.
    void everyBitIsCovered()
    {
        const Bytes good = RequestBuilder{.names = {dns("his.example")}}.build();
        VERIFY_OK(readRequest(good));
        int accepted = 0;
        for (std::size_t at = 0; at < good.size(); ++at) {
            Bytes bad = good;
            bad[at] ^= static_cast<std::uint8_t>(1u << at % 8);
            accepted += readRequest(bad).has_value();
        }
        QCOMPARE(accepted, 0);
    }
};

QTEST_GUILESS_MAIN(CertificateRequestTest)
#include "CertificateRequestTest.moc"
