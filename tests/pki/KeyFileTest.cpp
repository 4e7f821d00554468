// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/KeyFile.h"

#include "models/pki/CertificateBundle.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

using namespace hufu;
using test::Stranger;

namespace {

const SecureBytes password = SecureBytes::copyOf("虎符 tally 12"), otherPassword = SecureBytes::copyOf("tally");
const QString passwordArgument = QStringLiteral("pass:虎符 tally 12");

} // namespace

/// Key files as openssl and certtool write them, and such as nobody should write.
class KeyFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!Stranger::has("openssl"))
            QSKIP("openssl is not installed");
        for (const auto &[name, options] : std::initializer_list<std::pair<const char *, QStringList>>{
                 {"ec", {"EC", "-pkeyopt", "ec_paramgen_curve:P-256"}},
                 {"ec384", {"EC", "-pkeyopt", "ec_paramgen_curve:P-384"}},
                 {"rsa", {"RSA", "-pkeyopt", "rsa_keygen_bits:2048"}},
                 {"sm2", {"SM2"}},
                 {"ed25519", {"ED25519"}},
                 {"p521", {"EC", "-pkeyopt", "ec_paramgen_curve:P-521"}}})
            QVERIFY2(m_strangers.openssl(QStringList{"genpkey", "-out", QLatin1String(name) + QLatin1String(".pem"), "-algorithm"} + options), m_strangers.said());
    }

    void othersFiles_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QStringList>("command"); // reads KEY.pem, writes made
        QTest::addColumn<bool>("encrypted");
        const QStringList same{"pkey"}, closed{"pkey", "-passout", passwordArgument};
        QTest::newRow("EC, PKCS#8 in clear") << "ec" << same << false;
        QTest::newRow("P-384, PKCS#8 in clear") << "ec384" << same << false;
        QTest::newRow("SM2, PKCS#8 in clear") << "sm2" << same << false;
        QTest::newRow("RSA, DER in clear") << "rsa" << (same + QStringList{"-outform", "DER"}) << false;
        QTest::newRow("EC, SEC 1") << "ec" << QStringList{"ec"} << false;
        QTest::newRow("RSA, PKCS#1") << "rsa" << QStringList{"rsa", "-traditional"} << false;
        QTest::newRow("RSA, PKCS#1, DER") << "rsa" << QStringList{"rsa", "-traditional", "-outform", "DER"} << false;
        QTest::newRow("EC, PBES2") << "ec" << (closed + QStringList{"-aes-256-cbc"}) << true;
        QTest::newRow("SM2, PBES2") << "sm2" << (closed + QStringList{"-aes-256-cbc"}) << true;
        QTest::newRow("RSA, PBES2 with scrypt") << "rsa" << QStringList{"pkcs8", "-topk8", "-scrypt", "-passout", passwordArgument} << true;
        QTest::newRow("EC, PBES2 in DER") << "ec" << QStringList{"pkcs8", "-topk8", "-outform", "DER", "-passout", passwordArgument} << true;
        QTest::newRow("RSA, PKCS#5 v1.5 of old") << "rsa" << QStringList{"pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES", "-passout", passwordArgument} << true;
        QTest::newRow("EC, RFC 1421") << "ec" << QStringList{"ec", "-aes256", "-passout", passwordArgument} << true;
        QTest::newRow("RSA, RFC 1421") << "rsa" << QStringList{"rsa", "-traditional", "-aes128", "-passout", passwordArgument} << true;
    }
    void othersFiles()
    {
        QFETCH(const QString, key);
        QFETCH(const QStringList, command);
        QFETCH(const bool, encrypted);
        QVERIFY2(m_strangers.openssl(command + QStringList{"-in", key + ".pem", "-out", "made"}), m_strangers.said());
        const Bytes file = m_strangers.read("made");
        const Result<PrivateKey> read = readKeyFile(file, encrypted ? &password : nullptr);
        VERIFY_OK(read);
        QVERIFY2(m_strangers.openssl({"pkey", "-in", key + ".pem", "-pubout", "-outform", "DER", "-out", "public"}), m_strangers.said());
        QCOMPARE(*read->publicKeyDer(), m_strangers.read("public"));
        if (!encrypted)
            return;
        VERIFY_ERROR(readKeyFile(file, nullptr), ErrorCode::PassphraseNeeded);
        VERIFY_ERROR(readKeyFile(file, &otherPassword), ErrorCode::WrongPassphrase);
    }

    void certtoolsFile()
    {
        if (!Stranger::has("certtool"))
            QSKIP("certtool is not installed");
        QVERIFY2(m_strangers.run("certtool", {"--generate-privkey", "--pkcs8", "--key-type", "ecdsa", "--curve", "secp256r1", "--pkcs-cipher", "aes-256",
                                              "--password", "tally", "--outfile", "gnutls.pem"}), m_strangers.said());
        VERIFY_OK(readKeyFile(m_strangers.read("gnutls.pem"), &otherPassword));
    }

    void ourOwn()
    {
        const PrivateKey key = std::move(*PrivateKey::generate());
        const Result<std::string> pem = encryptedKeyPem(key, password, 2'000);
        VERIFY_OK(pem);
        const Result<PrivateKey> read = readKeyFile(viewOf("a note before\n" + *pem), &password);
        VERIFY_OK(read);
        QCOMPARE(*read->publicKeyDer(), *key.publicKeyDer());
        // Whoever sends a file does not decide how long we compute.
        VERIFY_ERROR(readKeyFile(viewOf(*pem), &password, 1'999), ErrorCode::TooLarge);
        VERIFY_OK(readKeyFile(viewOf(*pem), &password, 2'000));
    }

    void faults()
    {
        VERIFY_ERROR(readKeyFile(viewOf("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), nullptr), ErrorCode::NothingFound);
        VERIFY_ERROR(readKeyFile(viewOf("-----BEGIN PRIVATE KEY-----\nA?AA\n-----END PRIVATE KEY-----\n"), nullptr), ErrorCode::Malformed);
        VERIFY_ERROR(readKeyFile(viewOf("no key"), nullptr), ErrorCode::Malformed);
        VERIFY_ERROR(readKeyFile({}, nullptr), ErrorCode::Malformed);
        VERIFY_ERROR(readKeyFile(Bytes(largestKeyFile + 1), nullptr), ErrorCode::TooLarge);
        VERIFY_ERROR(readKeyFile(m_strangers.read("ed25519.pem"), nullptr), ErrorCode::Unsupported);
        VERIFY_ERROR(readKeyFile(m_strangers.read("p521.pem"), nullptr), ErrorCode::Unsupported);
        Bytes cut = m_strangers.read("ec.pem");
        cut.resize(cut.size() / 2);
        VERIFY_ERROR(readKeyFile(cut, nullptr), ErrorCode::Malformed);
    }

    /// A file may name a public half that is not the private one's.
    void halvesOfTwoKeys()
    {
        QVERIFY(m_strangers.openssl({"pkey", "-in", "ec.pem", "-outform", "DER", "-out", "one.der"}));
        QVERIFY(m_strangers.openssl({"genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-outform", "DER", "-out", "two.der"}));
        Bytes one = m_strangers.read("one.der");
        const Bytes two = m_strangers.read("two.der");
        constexpr std::size_t point = 64; // the last octets of both
        QCOMPARE(one.size(), two.size());
        VERIFY_OK(readKeyFile(one, nullptr));
        std::ranges::copy(BytesView(two).last(point), one.end() - point);
        VERIFY_ERROR(readKeyFile(one, nullptr), ErrorCode::Malformed);
    }

private:
    Stranger m_strangers;
};

QTEST_GUILESS_MAIN(KeyFileTest)
#include "KeyFileTest.moc"
