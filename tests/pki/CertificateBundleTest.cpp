// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateBundle.h"

#include "models/pki/CertificateIssuance.h"
#include "models/pki/Container.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

#include <QStandardPaths>

using namespace hufu;
using test::Stranger;

Q_DECLARE_METATYPE(hufu::KeyKind)

namespace {

constexpr int fewIterations = 2'000; // what is tested is the form
const SecureBytes password = SecureBytes::copyOf("虎符 tally 12");
const QString passwordArgument = "pass:虎符 tally 12";

struct Made {
    PrivateKey key;
    Bytes leaf, root;
};

Made make(KeyKind kind)
{
    SoftSigner ca(std::move(*PrivateKey::generate(kind)));
    PrivateKey key = std::move(*PrivateKey::generate(kind));
    const Instant from = systemNow() - std::chrono::hours(1);
    const CertificateProfile rootProfile = *builtinProfile("root"), caProfile = *builtinProfile("client-ca");
    const auto input = [&](const CertificateProfile &profile, Bytes spki, Bytes issuer) {
        return IssuanceInput{.profile = profile, .subject = {{"C", "CN"}, {"O", "医院"}, {"CN", profile.name}}, .names = {}, .spki = std::move(spki),
                             .issuer = std::move(issuer), .serial = randomSerial(), .notBefore = from, .notAfter = lastSecond(from, 3650),
                             .crlUrl = "http://pki.example/crl", .ocspUrl = {}, .issuerUrl = "http://pki.example/ca", .policyOid = {}, .permittedDomains = {}};
    };
    Bytes root = issueCertificate(input(rootProfile, bytesOf(ca.publicKey()), {}), ca).value();
    Bytes leaf = issueCertificate(input(caProfile, key.publicKeyDer().value(), root), ca).value();
    return {std::move(key), std::move(leaf), std::move(root)};
}

int count(const QByteArray &text, const char *what) { return int(text.count(what)); }

} // namespace

class CertificateBundleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyForm_data()
    {
        QTest::addColumn<KeyKind>("kind");
        for (KeyKind kind : {KeyKind::EcP256, KeyKind::EcP384, KeyKind::Rsa2048, KeyKind::Sm2})
            QTest::newRow(keyKindName(kind)) << kind;
    }
    /// What we write, OpenSSL opens with the same password, and with no other; and our own reader too.
    void everyForm()
    {
        QFETCH(const KeyKind, kind);
        const Made made = make(kind);
        const std::vector<Bytes> chain{made.leaf, made.root};
        Stranger stranger;

        stranger.write("chain.pem", chainPem(chain));
        const Result<ContainerContents> read = readContainer(stranger.read("chain.pem"));
        VERIFY_OK(read);
        QVERIFY(read->certificates == chain);

        const Result<Bytes> pkcs7 = makePkcs7(chain);
        VERIFY_OK(pkcs7);
        stranger.write("chain.p7b", *pkcs7);
        stranger.write("chain.p7.pem", toPem(*pkcs7, "PKCS7"));
        QVERIFY2(stranger.run("openssl", {"pkcs7", "-inform", "DER", "-in", "chain.p7b", "-print_certs"}), stranger.said());
        QCOMPARE(count(stranger.said(), "BEGIN CERTIFICATE"), 2);
        QVERIFY2(stranger.run("openssl", {"pkcs7", "-in", "chain.p7.pem", "-print_certs", "-noout"}), stranger.said());
        VERIFY_OK(readContainer(*pkcs7));
        QCOMPARE(readContainer(*pkcs7)->certificates.size(), std::size_t(2));
        if (!QStandardPaths::findExecutable("certtool").isEmpty())
            QVERIFY2(stranger.run("certtool", {"--p7-info", "--inder", "--infile", "chain.p7b"}), stranger.said());

        const Result<SecureBytes> pkcs12 = makePkcs12(made.key, chain, "挂号 his", password, fewIterations);
        VERIFY_OK(pkcs12);
        stranger.write("key.p12", pkcs12->view());
        QVERIFY2(stranger.run("openssl", {"pkcs12", "-in", "key.p12", "-passin", passwordArgument, "-noenc", "-info"}), stranger.said());
        QCOMPARE(count(stranger.said(), "BEGIN CERTIFICATE"), 2);
        QCOMPARE(count(stranger.said(), "BEGIN PRIVATE KEY"), 1);
        QCOMPARE(count(stranger.said(), "PBES2, PBKDF2, AES-256-CBC, Iteration 2000, PRF hmacWithSHA256"), 2);
        QVERIFY2(stranger.said().contains("MAC: sha256, Iteration 2000"), stranger.said());
        QVERIFY2(!stranger.run("openssl", {"pkcs12", "-in", "key.p12", "-passin", "pass:tally", "-noenc"}), stranger.said());
        const Result<ContainerContents> opened = readContainer(pkcs12->view(), &password);
        VERIFY_OK(opened);
        QCOMPARE(opened->certificates.size(), std::size_t(2));
        QCOMPARE(opened->privateKeys, std::size_t(1));

        const Result<std::string> pem = encryptedKeyPem(made.key, password, fewIterations);
        VERIFY_OK(pem);
        QVERIFY(pem->starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        stranger.write("key.pem", *pem);
        QVERIFY2(stranger.run("openssl", {"pkey", "-in", "key.pem", "-passin", passwordArgument, "-pubout", "-outform", "DER", "-out", "public.der"}),
                 stranger.said());
        QCOMPARE(stranger.read("public.der"), *made.key.publicKeyDer());
        QVERIFY(!stranger.run("openssl", {"pkey", "-in", "key.pem", "-passin", "pass:tally", "-noout"}));
        QVERIFY(stranger.run("openssl", {"asn1parse", "-in", "key.pem"}));
        for (const char *expected : {"PBES2", "hmacWithSHA256", "aes-256-cbc"})
            QVERIFY2(stranger.said().contains(expected), stranger.said());
        if (kind != KeyKind::Sm2 && !QStandardPaths::findExecutable("certtool").isEmpty())
            QVERIFY2(stranger.run("certtool", {"--p12-info", "--inder", "--infile", "key.p12", "--password", passwordArgument.mid(5)}), stranger.said());
    }

    void faults()
    {
        const Made made = make(KeyKind::EcP256);
        const std::vector<Bytes> chain{made.leaf, made.root}, wrongWay{made.root, made.leaf}, broken{Bytes{0x30, 0x00}};
        QVERIFY(keyBelongsTo(made.key, made.leaf));
        QVERIFY(!keyBelongsTo(made.key, made.root));
        QVERIFY(!keyBelongsTo(made.key, broken[0]));
        VERIFY_ERROR(makePkcs12(made.key, wrongWay, "x", password, fewIterations), ErrorCode::InvalidArgument);
        VERIFY_ERROR(makePkcs12(made.key, {}, "x", password, fewIterations), ErrorCode::InvalidArgument);
        VERIFY_ERROR(makePkcs12(made.key, chain, "x", SecureBytes(), fewIterations), ErrorCode::InvalidArgument);
        VERIFY_ERROR(encryptedKeyPem(made.key, SecureBytes::copyOf(std::string_view("a\0b", 3)), fewIterations), ErrorCode::InvalidArgument);
        VERIFY_ERROR(makePkcs7(broken), ErrorCode::Malformed);
    }
};

QTEST_GUILESS_MAIN(CertificateBundleTest)
#include "CertificateBundleTest.moc"
