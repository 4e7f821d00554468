// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CertBuilder.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace hufu;
using namespace hufu::test;

/// The other tests stand on the builder, so OpenSSL judges the builder.
class CertBuilderTest : public QObject
{
    Q_OBJECT
    static void write(const QString &path, const std::string &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
    }

private Q_SLOTS:
    void opensslVerifies_data()
    {
        QTest::addColumn<Bytes>("der");
        QTest::addColumn<QString>("says");
        const auto self = [](CertBuilder builder) { return builder.basicConstraints(true).keyUsage(1 << 5).keyIdentifiers().der(); };
        QTest::newRow("P-256") << self(CertBuilder()) << "ecdsa-with-SHA256";
        QTest::newRow("P-384 with SHA-384") << self(CertBuilder().ec("P-384").digest("sha384")) << "ecdsa-with-SHA384";
        QTest::newRow("P-521 with SHA-512") << self(CertBuilder().ec("P-521").digest("sha512")) << "ecdsa-with-SHA512";
        QTest::newRow("secp256k1") << self(CertBuilder().ec("secp256k1")) << "secp256k1";
        QTest::newRow("RSA") << self(CertBuilder().rsa(2048)) << "sha256WithRSAEncryption";
        QTest::newRow("RSA-PSS signature") << self(CertBuilder().rsa(2048).pss()) << "rsassaPss";
        QTest::newRow("RSA-PSS key") << self(CertBuilder().key({KeySpec::Kind::RsaPss, 2048, {}, 0})) << "rsassaPss";
        QTest::newRow("Ed25519") << self(CertBuilder().ed25519()) << "ED25519";
        QTest::newRow("Ed448") << self(CertBuilder().ed448()) << "ED448";
        QTest::newRow("DSA") << self(CertBuilder().dsa()) << "dsa_with_SHA256";
        QTest::newRow("Chinese names") << self(CertBuilder().subject("CN=李安全,O=示例医院,C=CN")) << "C = CN, O = 示例医院, CN = 李安全";
        QTest::newRow("year 2050") << self(CertBuilder().validity(fromUnix(1780000000), fromUnix(2600000000))) << "2052 GMT";
    }
    void opensslVerifies()
    {
        QFETCH(Bytes, der);
        QFETCH(QString, says);
        QTemporaryDir dir;
        const QString file = dir.filePath("c.pem");
        write(file, pemOf(der));
        QProcess openssl;
        openssl.start("openssl", {"verify", "-check_ss_sig", "-auth_level", "0", "-no_check_time", "-CAfile", file, file});
        if (!openssl.waitForStarted())
            QSKIP("openssl is not installed");
        QVERIFY(openssl.waitForFinished());
        const QByteArray errors = openssl.readAllStandardError();
        QVERIFY2(openssl.exitCode() == 0, errors.constData());
        openssl.start("openssl", {"x509", "-in", file, "-noout", "-text", "-nameopt", "oneline,utf8,-esc_msb"});
        QVERIFY(openssl.waitForFinished());
        const QByteArray text = openssl.readAllStandardOutput();
        QVERIFY2(text.contains(says.toUtf8()), text.constData());
    }

    /// The tool gives its identifier to the leaf alone, so the root's own signature is left unchecked here.
    void opensslVerifiesSm2WithTheDefaultIdentifier()
    {
        const TestCertificate root = CertBuilder::ca("CN=国密根,C=CN").sm2(900).build();
        const TestCertificate leaf = CertBuilder().sm2().signedBy(root).keyIdentifiers().build();
        QTemporaryDir dir;
        QProcess openssl;
        write(dir.filePath("root.pem"), root.pem());
        write(dir.filePath("leaf.pem"), leaf.pem());
        const auto verify = [&](const char *identifier) {
            openssl.start("openssl", {"verify", "-no_check_time", "-vfyopt", QString("distid:") + identifier, "-CAfile",
                                      dir.filePath("root.pem"), dir.filePath("leaf.pem")});
            return openssl.waitForStarted() && openssl.waitForFinished() ? openssl.exitCode() : -1;
        };
        const int code = verify("1234567812345678");
        if (code == -1)
            QSKIP("openssl is not installed");
        QCOMPARE(code, 0);
        QCOMPARE(verify("8765432187654321"), 2);
    }

    void manyAreDistinct()
    {
        const TestCertificate ca = CertBuilder::ca("CN=Test CA,O=医院,C=CN").build();
        std::set<Bytes> seen;
        for (int i = 0; i < 1000; ++i)
            seen.insert(CertBuilder::server("h" + std::to_string(i) + ".example").signedBy(ca).der());
        QCOMPARE(seen.size(), std::size_t(1000));
    }
};

QTEST_GUILESS_MAIN(CertBuilderTest)
#include "CertBuilderTest.moc"
