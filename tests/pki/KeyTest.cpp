// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/DerReader.h"
#include "models/pki/Signer.h"
#include "tests/support/Der.h"
#include "tests/support/TestKeys.h"
#include "tests/support/Verify.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace hufu;

Q_DECLARE_METATYPE(hufu::KeyKind)

namespace {

void write(const QString &path, BytesView bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())) < 0)
        qFatal("cannot write %s", qPrintable(path));
}

/// What `openssl` says; both of its channels.
QByteArray openssl(const QStringList &arguments, const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start("openssl", arguments);
    process.waitForFinished(20'000);
    return process.readAll();
}

} // namespace

class KeyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKind_data()
    {
        QTest::addColumn<KeyKind>("kind");
        QTest::addColumn<QByteArray>("text"); // of `openssl pkey -pubin -text`
        QTest::addColumn<QString>("digest");
        const struct {
            KeyKind kind;
            const char *text, *digest;
        } rows[] = {
            {KeyKind::EcP256, "NIST CURVE: P-256", "-sha256"}, {KeyKind::EcP384, "NIST CURVE: P-384", "-sha384"},
            {KeyKind::Rsa2048, "Public-Key: (2048 bit)", "-sha256"}, {KeyKind::Rsa3072, "Public-Key: (3072 bit)", "-sha256"},
            {KeyKind::Rsa4096, "Public-Key: (4096 bit)", "-sha256"}, {KeyKind::Sm2, "ASN1 OID: SM2", "-sm3"},
        };
        for (const auto &row : rows)
            QTest::newRow(keyKindName(row.kind)) << row.kind << QByteArray(row.text) << QString(row.digest);
    }

    void everyKind()
    {
        QFETCH(const KeyKind, kind);
        QFETCH(const QByteArray, text);
        QFETCH(const QString, digest);
        Result<PrivateKey> made = PrivateKey::generate(kind);
        VERIFY_OK(made);
        QCOMPARE(made->kind(), kind);

        // Through PKCS#8 and back it is the same key.
        const Result<SecureBytes> pkcs8 = made->toPkcs8();
        VERIFY_OK(pkcs8);
        Result<PrivateKey> read = PrivateKey::fromPkcs8(*pkcs8);
        VERIFY_OK(read);
        QCOMPARE(read->kind(), kind);
        SoftSigner signer(std::move(*read));
        const Result<Bytes> spki = made->publicKeyDer();
        VERIFY_OK(spki);
        QCOMPARE(Bytes(signer.publicKey().begin(), signer.publicKey().end()), *spki);

        Bytes message(1000, 0x5a);
        const Result<Bytes> signature = signer.sign(message);
        VERIFY_OK(signature);
        QVERIFY(*verifySignature(*spki, message, *signature));

        const QTemporaryDir folder;
        write(folder.filePath("key.der"), *spki);
        write(folder.filePath("message"), message);
        write(folder.filePath("signature"), *signature);
        QVERIFY(openssl({"pkey", "-pubin", "-inform", "DER", "-in", "key.der", "-text", "-noout"}, folder.path()).contains(text));
        QStringList verify{"pkeyutl", "-verify", "-rawin", "-digest", digest.mid(1), "-pubin", "-keyform", "DER",
                           "-inkey",  "key.der", "-in",    "message", "-sigfile", "signature"};
        if (kind == KeyKind::Sm2)
            verify << "-pkeyopt" << "distid:1234567812345678";
        const QByteArray said = openssl(verify, folder.path());
        QVERIFY2(said.contains("Signature Verified Successfully"), said);

        message[500] ^= 1;
        QVERIFY(!*verifySignature(*spki, message, *signature));
    }

    void namesRoundTrip()
    {
        for (KeyKind kind : allKeyKinds)
            QCOMPARE(*keyKindFromName(keyKindName(kind)), kind);
        for (const char *name : {"", "EC-P256", "rsa-1024", "sm2 "})
            VERIFY_ERROR(keyKindFromName(name), ErrorCode::InvalidArgument);
    }

    /// The bytes of standards.md §1.3; SM2 as OpenSSL writes it, §2.1.
    void signatureAlgorithmsAreTheStandards()
    {
        QCOMPARE(toHex(signatureAlgorithmOf(KeyKind::Rsa3072)), std::string("300d06092a864886f70d01010b0500"));
        QCOMPARE(toHex(signatureAlgorithmOf(KeyKind::EcP256)), std::string("300a06082a8648ce3d040302"));
        QCOMPARE(toHex(signatureAlgorithmOf(KeyKind::EcP384)), std::string("300a06082a8648ce3d040303"));
        QCOMPARE(toHex(signatureAlgorithmOf(KeyKind::Sm2)), std::string("300a06082a811ccf55018375"));
    }

    void otherKeysAreRefused()
    {
        const auto pkcs8 = [](const test::KeySpec &spec) { return SecureBytes::copyOf(test::pooledKey(spec).pkcs8); };
        VERIFY_ERROR(PrivateKey::fromPkcs8(pkcs8({.kind = test::KeySpec::Kind::Rsa, .bits = 1024})), ErrorCode::Unsupported);
        VERIFY_ERROR(PrivateKey::fromPkcs8(pkcs8({.group = "P-521"})), ErrorCode::Unsupported);
        VERIFY_ERROR(PrivateKey::fromPkcs8(pkcs8({.kind = test::KeySpec::Kind::Ed25519})), ErrorCode::Unsupported);
        VERIFY_ERROR(PrivateKey::fromPkcs8(SecureBytes::copyOf("not a key")), ErrorCode::CryptoFailed);
        VERIFY_ERROR(PrivateKey::fromPkcs8(SecureBytes()), ErrorCode::CryptoFailed);
    }

    /// A signed structure is SEQUENCE { what was signed, algorithm, BIT STRING }.
    void signStructureWrapsWhatItSigned()
    {
        SoftSigner signer(std::move(*PrivateKey::generate()));
        const Bytes tbs = test::der::sequence({test::der::integer(7), test::der::utf8String("门诊")});
        const Result<Bytes> made = signStructure(tbs, signer);
        VERIFY_OK(made);
        DerReader file(*made);
        DerElement whole, part;
        QVERIFY(file.next(DerTag::Sequence, whole) && file.atEnd());
        DerReader inside(whole.content);
        QVERIFY(inside.next(DerTag::Sequence, part));
        QVERIFY(std::ranges::equal(part.encoded, tbs));
        QVERIFY(inside.next(DerTag::Sequence, part));
        QVERIFY(std::ranges::equal(part.encoded, signatureAlgorithmOf(KeyKind::EcP256)));
        QVERIFY(inside.next(DerTag::BitString, part) && inside.atEnd());
        QVERIFY(*verifySignature(signer.publicKey(), tbs, part.content.subspan(1)));
    }
};

QTEST_GUILESS_MAIN(KeyTest)
#include "KeyTest.moc"
