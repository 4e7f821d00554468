// SPDX-License-Identifier: GPL-3.0-or-later
// The virtual card stands for a real one, which cannot run here: strangers' tools judge it first.
#include "tests/card/Pcscd.h"
#include "tests/card/VirtualCard.h"
#include "tests/support/Stranger.h"

#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

const QString certificateTool = QStringLiteral("yubico-piv-tool");
const QString factoryKey = QStringLiteral("010203040506070801020304050607080102030405060708");
const char *const slots[] = {"9a", "9c", "9d"};

} // namespace

class StrangersCardTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    Pcscd m_pcscd;
    std::unique_ptr<VirtualCard> m_card;
    std::unique_ptr<Stranger> m_folder;

    void insert(CardKind kind)
    {
        m_card = std::make_unique<VirtualCard>(kind);
        m_folder = std::make_unique<Stranger>();
        QVERIFY2(m_card->insert(), m_pcscd.said());
        for (int i = 0; i < 100 && !m_folder->run("opensc-tool", {"--reader", "0", "--atr"}); ++i)
            QTest::qWait(50);
    }

    Said yubico(const QStringList &words) const { return m_folder->run(certificateTool, QStringList{"--reader", "Virtual"} + words); }
    Said pkcs11(const QStringList &words) const
    {
        return m_folder->run("pkcs11-tool", QStringList{"--module", "opensc-pkcs11.so", "--login", "--pin", "123456"} + words);
    }
    void makeCa()
    {
        QVERIFY2(m_folder->openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
                                    "-subj", "/CN=CA", "-days", "10"}),
                 m_folder->said());
    }
    void fill()
    {
        makeCa();
        const char *const kinds[] = {"ECCP256", "RSA2048", "ECCP384"};
        for (int i = 0; i < 3; ++i) {
            const QString slot = slots[i], key = slot + ".pub", certificate = slot + ".pem";
            QVERIFY2(yubico({"-s", slot, "-A", kinds[i], "-a", "generate", "-o", key}), m_folder->said());
            QVERIFY2(m_folder->openssl({"x509", "-new", "-subj", "/CN=holder " + slot, "-force_pubkey", key, "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "5",
                                        "-out", certificate}),
                     m_folder->said());
            QVERIFY2(yubico({"-s", slot, "-a", "import-certificate", "-i", certificate}), m_folder->said());
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!hindered.isEmpty())
            QSKIP(qPrintable("no namespaces of our own: " + hindered));
        if (const QString missing = Pcscd::missing(); !missing.isEmpty())
            QSKIP(qPrintable(missing));
        for (const QString &tool : {certificateTool, QStringLiteral("opensc-tool"), QStringLiteral("pkcs11-tool")}) {
            if (!Stranger::has(tool))
                QSKIP(qPrintable(tool + " is not installed"));
        }
        QVERIFY2(m_pcscd.start(), m_pcscd.said());
    }
    void cleanup() { m_card.reset(); }

    void isRecognised()
    {
        insert({});
        Said said = m_folder->run("opensc-tool", {"--list-readers"});
        QVERIFY2(said.has("Yes") && said.has("Virtual PCD 00 00") && said.has("Virtual PCD 00 01"), said.text);
        said = m_folder->run("opensc-tool", {"--reader", "0", "--name"});
        QVERIFY2(said.has("Personal Identity Verification Card"), said.text);
        said = yubico({"-a", "status"});
        QVERIFY2(said.has("5.4.3") && said.has("20261128") && said.has("PIN tries left:\t3") && said.has("CHUID:\tNo data available"), said.text);
    }

    void isFilledAndUsed()
    {
        insert({});
        QVERIFY2(yubico({"-a", "set-chuid", "-a", "set-ccc"}), m_folder->said());
        fill();
        const Said status = yubico({"-a", "status"});
        QVERIFY2(status.has("CN=holder 9a") && status.has("CN=holder 9c") && status.has("CN=holder 9d") && status.has("3019d4e739da"), status.text);
        QVERIFY2(yubico({"-s", "9a", "-a", "verify", "-P", "123456", "-a", "test-signature", "-i", "9a.pem"}).has("Successful ECDSA"), m_folder->said());
        QVERIFY2(yubico({"-s", "9c", "-a", "verify", "-P", "123456", "-a", "test-signature", "-i", "9c.pem"}).has("Successful RSA"), m_folder->said());
        QVERIFY2(yubico({"-s", "9d", "-a", "verify", "-P", "123456", "-a", "test-decipher", "-i", "9d.pem"}).has("ECDH exchange"), m_folder->said());
        QVERIFY2(yubico({"-s", "9a", "-a", "attest", "-o", "attested.pem"}), m_folder->said());
        QVERIFY2(yubico({"-s", "f9", "-a", "read-certificate", "-o", "f9.pem"}), m_folder->said());
        QVERIFY2(m_folder->openssl({"verify", "-CAfile", "f9.pem", "attested.pem"}), m_folder->said());

        // OpenSC, as a second opinion.
        const Said certificates = m_folder->run("pkcs15-tool", {"--list-certificates"});
        QVERIFY2(certificates.has("Certificate for PIV Authentication") && certificates.has("Certificate for Key Management"), certificates.text);
        QCOMPARE(m_folder->run("pkcs15-tool", {"--read-certificate", "01", "--output", "read.pem"}).exitCode, 0);
        QVERIFY2(m_folder->openssl({"x509", "-in", "read.pem", "-noout", "-subject"}).has("holder 9a"), m_folder->said());
        QVERIFY2(pkcs11({"--test"}).has("No errors"), m_folder->said());
        m_folder->write("data", "what is signed");
        QVERIFY2(pkcs11({"--sign", "-m", "ECDSA-SHA256", "--signature-format", "openssl", "--id", "01", "-i", "data", "-o", "ec.sig"}), m_folder->said());
        QVERIFY2(m_folder->openssl({"dgst", "-sha256", "-verify", "9a.pub", "-signature", "ec.sig", "data"}), m_folder->said());
        QVERIFY2(pkcs11({"--sign", "-m", "SHA256-RSA-PKCS", "--id", "02", "-i", "data", "-o", "rsa.sig"}), m_folder->said());
        QVERIFY2(m_folder->openssl({"dgst", "-sha256", "-verify", "9c.pub", "-signature", "rsa.sig", "data"}), m_folder->said());
    }

    void aKeyIsBroughtFromOutside()
    {
        insert({});
        makeCa();
        QVERIFY2(yubico({"-s", "9a", "-a", "import-key", "-i", "ca.key"}), m_folder->said());
        QVERIFY2(yubico({"-s", "9a", "-a", "verify", "-P", "123456", "-a", "test-signature", "-i", "ca.pem"}).has("Successful ECDSA"), m_folder->said());
        // What was not made inside is not attested.
        QVERIFY2(!yubico({"-s", "9a", "-a", "attest", "-o", "attested.pem"}), m_folder->said());
    }

    void pinsAreChangedAndBlocked()
    {
        insert({});
        QVERIFY2(yubico({"-a", "change-pin", "-P", "123456", "-N", "654321"}), m_folder->said());
        QVERIFY2(yubico({"-a", "change-puk", "-P", "12345678", "-N", "87654321"}), m_folder->said());
        QVERIFY2(yubico({"-a", "verify", "-P", "111111"}).has("2 tries left"), m_folder->said());
        QVERIFY2(yubico({"-a", "verify", "-P", "654321"}), m_folder->said());
        for (const char *left : {"2 tries", "1 tries", "blocked"})
            QVERIFY2(yubico({"-a", "verify", "-P", "111111"}).has(left), m_folder->said());
        QVERIFY2(yubico({"-a", "verify", "-P", "654321"}).has("blocked"), m_folder->said());
        QVERIFY2(yubico({"-a", "unblock-pin", "-P", "87654321", "-N", "123456"}), m_folder->said());
        QVERIFY2(yubico({"-a", "verify", "-P", "123456"}), m_folder->said());
        QVERIFY2(yubico({"-k" + factoryKey, "-a", "verify", "-P", "123456", "-a", "pin-retries", "--pin-retries", "2", "--puk-retries", "2"}), m_folder->said());
        QVERIFY2(!yubico({"-a", "reset"}), m_folder->said()); // as long as either is not blocked
        for (int i = 0; i < 2; ++i) {
            QVERIFY(!yubico({"-a", "verify", "-P", "111111"}));
            QVERIFY(!yubico({"-a", "change-puk", "-P", "11111111", "-N", "22222222"}));
        }
        QVERIFY2(yubico({"-a", "verify", "-P", "123456"}).has("blocked"), m_folder->said());
        QVERIFY2(yubico({"-a", "unblock-pin", "-P", "12345678", "-N", "123456"}).has("blocked"), m_folder->said());
        QVERIFY2(yubico({"-a", "reset"}), m_folder->said());
        QVERIFY2(yubico({"-a", "verify", "-P", "123456"}), m_folder->said());
    }

    void theManagementKeyIsAsked()
    {
        insert({});
        const QString other = QString(factoryKey).replace(0, 2, "11");
        QVERIFY2(yubico({"-a", "set-mgm-key", "-n", other}), m_folder->said());
        QVERIFY2(yubico({"-a", "set-chuid"}).has("Failed authentication"), m_folder->said());
        QVERIFY2(yubico({"-k" + other, "-a", "set-chuid"}), m_folder->said());
    }

    /// OpenSC alone, which knows nothing of YubiKeys' instructions. Its generating is not asked for: piv-tool of 0.23 cannot write the new public
    /// key down with OpenSSL 3.
    void aPlainCardWithAes_data()
    {
        QTest::addColumn<int>("algorithm");
        QTest::newRow("3DES") << 0x03;
        QTest::newRow("AES-128") << 0x08;
        QTest::newRow("AES-192") << 0x0a;
        QTest::newRow("AES-256") << 0x0c;
    }
    void aPlainCardWithAes()
    {
        QFETCH(int, algorithm);
        const CardKind kind{.yubiKey = false, .managementAlgorithm = std::uint8_t(algorithm)};
        insert(kind);
        makeCa();
        const QString admin = QStringLiteral("M:9B:%1").arg(algorithm, 2, 16, QChar(u'0')).toUpper();
        QByteArray key = QByteArray::fromStdString(toHex(PivApplet::factoryManagementKey(kind)));
        for (qsizetype i = key.size() - 2; i > 0; i -= 2)
            key.insert(i, ':');
        m_folder->write("key", std::string_view(key));
        qputenv("PIV_EXT_AUTH_KEY", m_folder->path("key").toUtf8());
        m_folder->run("piv-tool", {"-A", admin, "-C", "9A", "-i", "ca.pem"}); // its exit code tells nothing
        QVERIFY2(m_card->look([](const PivApplet &applet) { return applet.objects().contains(0x5fc105); }), m_folder->said());
        QVERIFY2(m_folder->run("pkcs15-tool", {"--read-certificate", "01", "--output", "read.pem"}), m_folder->said());
        QVERIFY2(m_folder->openssl({"x509", "-in", "read.pem", "-noout", "-subject"}).has("CA"), m_folder->said());
        // With another key nothing is written.
        m_folder->write("key", std::string_view(key.replace("01:02", "01:12")));
        m_folder->run("piv-tool", {"-A", admin, "-C", "9C", "-i", "ca.pem"});
        QVERIFY(m_card->look([](const PivApplet &applet) { return applet.objects().size(); }) == 1);

        QVERIFY2(m_folder->run("pkcs15-tool", {"--change-pin", "--pin", "123456", "--new-pin", "654321"}), m_folder->said());
        for (int i = 0; i < 3; ++i)
            QVERIFY(!m_folder->run("pkcs15-tool", {"--verify-pin", "--pin", "111111"}));
        QVERIFY(!m_folder->run("pkcs15-tool", {"--verify-pin", "--pin", "654321"}));
        QVERIFY2(m_folder->run("pkcs15-tool", {"--unblock-pin", "--puk", "12345678", "--new-pin", "123456"}), m_folder->said());
        QVERIFY2(m_folder->run("pkcs15-tool", {"--verify-pin", "--pin", "123456"}), m_folder->said());
    }
};

HUFU_CARD_TEST_MAIN(StrangersCardTest)
#include "StrangersCardTest.moc"
