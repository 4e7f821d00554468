// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateText.h"

#include "tests/support/CertBuilder.h"
#include "tests/support/Der.h"

#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace hufu;
using namespace hufu::test;

class CertificateTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAsOpensslDoes_data()
    {
        QTest::addColumn<Bytes>("der");
        const TestCertificate ca = CertBuilder::ca("CN=测试根,O=示例医院,C=CN").build();
        QTest::newRow("a server's") << CertBuilder::server("his.hospital.cn").ip("10.1.2.3").signedBy(ca).der();
        QTest::newRow("a CA with Chinese names") << ca.der;
        QTest::newRow("RSA") << CertBuilder::server("his.hospital.cn").rsa(2048).der();
        QTest::newRow("Ed25519") << CertBuilder().ed25519().der();
        QTest::newRow("SM2") << CertBuilder().sm2().der();
        QTest::newRow("version 1") << CertBuilder().version(1).der();
        QTest::newRow("every kind of alternative name") << CertBuilder().dns("a.cn").ip("2001:db8::1").email("li@a.cn").uri("https://a.cn/x").upn("li@a.cn").der();
        QTest::newRow("an unknown extension") << CertBuilder().extension("1.2.3.4.5", false, der::utf8String("hello")).der();
    }
    void readsAsOpensslDoes()
    {
        QFETCH(Bytes, der);
        QProcess openssl;
        openssl.start("openssl", {"x509", "-inform", "DER", "-noout", "-text", "-nameopt", "oneline,utf8,-esc_msb"});
        if (!openssl.waitForStarted())
            QSKIP("openssl is not installed");
        openssl.write(reinterpret_cast<const char *>(der.data()), static_cast<qint64>(der.size()));
        openssl.closeWriteChannel();
        QVERIFY(openssl.waitForFinished());
        QCOMPARE(openssl.exitCode(), 0);
        const Result<std::string> text = certificateText(der);
        QVERIFY2(text, text ? "" : text.error().detail.c_str());
        QCOMPARE(QString::fromStdString(*text), QString::fromUtf8(openssl.readAllStandardOutput()));
    }

    void refusesWhatIsNoCertificate_data()
    {
        QTest::addColumn<Bytes>("der");
        const Bytes good = CertBuilder().der();
        QTest::newRow("nothing") << Bytes{};
        QTest::newRow("cut short") << Bytes(good.begin(), good.end() - 1);
        QTest::newRow("one byte too many") << der::join({good, Bytes{0}});
    }
    void refusesWhatIsNoCertificate()
    {
        QFETCH(Bytes, der);
        const Result<std::string> text = certificateText(der);
        QVERIFY(!text);
        QCOMPARE(text.error().code, ErrorCode::Malformed);
        QCOMPARE(extensionTexts(der).error().code, ErrorCode::Malformed);
    }

    void isSafeForATerminal_data()
    {
        QTest::addColumn<std::string>("value");
        QTest::addColumn<int>("type");
        const std::string hostile = "a\x1b[2Jb\x07" "c\xff" "d\x9b" "e";
        QTest::newRow("escape sequences in UTF-8") << std::string("a\x1b[2Jb\xc2\x9b" "c") << int(StringType::Utf8);
        QTest::newRow("octets that are no PrintableString") << hostile << int(StringType::Printable);
        QTest::newRow("T61String") << hostile << int(StringType::T61);
    }
    void isSafeForATerminal()
    {
        QFETCH(std::string, value);
        QFETCH(int, type);
        const Bytes der = CertBuilder().subject({{"CN", value, StringType(type)}}).dns(value).extension("1.2.3.4.5", false, der::tlv(0x0c, value)).der();
        const Result<std::string> text = certificateText(der);
        QVERIFY2(text, text ? "" : text.error().detail.c_str());
        QVERIFY(text->find("Public Key Algorithm") != std::string::npos);
        QVERIFY(std::ranges::none_of(*text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; }));
        QVERIFY(text->find("\xc2\x9b") == std::string::npos);
        QCOMPARE(QString::fromStdString(*text).toStdString(), *text); // valid UTF-8 comes back the same
    }

    void extensions()
    {
        const Bytes der = CertBuilder::server("his.hospital.cn").basicConstraints(false).extension("1.2.3.4.5", true, Bytes{0xff, 0x00}).der();
        const Result<std::vector<ExtensionText>> texts = extensionTexts(der);
        QVERIFY(texts);
        const auto named = [&](const char *oid) { return *std::ranges::find(*texts, oid, &ExtensionText::oid); };
        QCOMPARE(named("2.5.29.17").name, std::string("X509v3 Subject Alternative Name"));
        QCOMPARE(named("2.5.29.17").value, std::string("DNS:his.hospital.cn"));
        QVERIFY(!named("2.5.29.17").critical);
        QVERIFY(named("2.5.29.15").critical);
        QCOMPARE(named("2.5.29.19").value, std::string("CA:FALSE"));
        QCOMPARE(named("1.2.3.4.5").name, std::string("1.2.3.4.5"));
        QVERIFY(named("1.2.3.4.5").critical);
        QVERIFY(!named("1.2.3.4.5").value.empty());
    }

    void anExtensionOfTheWrongFormIsShownAsHexadecimal()
    {
        const Bytes der = CertBuilder().extension("2.5.29.17", false, Bytes{0xde, 0xad}).der();
        const Result<std::vector<ExtensionText>> texts = extensionTexts(der);
        QVERIFY(texts);
        QCOMPARE(texts->front().value, std::string("dead"));
    }
};

QTEST_GUILESS_MAIN(CertificateTextTest)
#include "CertificateTextTest.moc"
