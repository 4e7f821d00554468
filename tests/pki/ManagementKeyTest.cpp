// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/ManagementKey.h"
#include "tests/support/Verify.h"

#include <QTest>

#include <algorithm>

using namespace hufu;

class ManagementKeyTest : public QObject {
    Q_OBJECT

    using Algorithm = ManagementKey::Algorithm;

private Q_SLOTS:
    void publishedVectors_data()
    {
        QTest::addColumn<int>("algorithm");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("cipher");
        const QByteArray octets = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", plain = "00112233445566778899aabbccddeeff";
        QTest::newRow("FIPS 197 C.1") << int(Algorithm::Aes128) << octets.left(32) << plain << QByteArray("69c4e0d86a7b0430d8cdb78070b4c55a");
        QTest::newRow("FIPS 197 C.2") << int(Algorithm::Aes192) << octets.left(48) << plain << QByteArray("dda97ca4864cdfe06eaf70a0ec0d7191");
        QTest::newRow("FIPS 197 C.3") << int(Algorithm::Aes256) << octets << plain << QByteArray("8ea2b7ca516745bfeafc49904b496089");
        // "The qufck brown fox jump"
        QTest::newRow("SP 800-67 appendix B, first block") << int(Algorithm::TripleDes) << QByteArray("0123456789abcdef23456789abcdef01456789abcdef0123")
                                                           << QByteArray("5468652071756663") << QByteArray("a826fd8ce53b855f");
    }
    void publishedVectors()
    {
        QFETCH(int, algorithm);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, cipher);
        const Result<ManagementKey> made = ManagementKey::of(Algorithm(algorithm), SecureBytes::copyOf(BytesView(*fromHex(key.toStdString()))));
        VERIFY_OK(made);
        const Bytes plainOctets = *fromHex(plain.toStdString()), cipherOctets = *fromHex(cipher.toStdString());
        const Result<SecureBytes> encrypted = made->encrypt(plainOctets), decrypted = made->decrypt(cipherOctets);
        VERIFY_OK(encrypted);
        VERIFY_OK(decrypted);
        QVERIFY(std::ranges::equal(encrypted->view(), cipherOctets));
        QVERIFY(std::ranges::equal(decrypted->view(), plainOctets));
        VERIFY_ERROR(made->encrypt(Bytes(plainOctets.size() - 1)), ErrorCode::CryptoFailed);
        VERIFY_ERROR(made->decrypt(Bytes(plainOctets.size() * 2)), ErrorCode::CryptoFailed);
    }

    void sizes()
    {
        for (const Algorithm algorithm : ManagementKey::allAlgorithms) {
            QCOMPARE(ManagementKey::random(algorithm).octets().size(), ManagementKey::keySize(algorithm));
            QVERIFY(!ManagementKey::random(algorithm).octets().equals(ManagementKey::random(algorithm).octets()));
            VERIFY_ERROR(ManagementKey::of(algorithm, SecureBytes(ManagementKey::keySize(algorithm) - 1)), ErrorCode::InvalidArgument);
        }
        QCOMPARE(toHex(ManagementKey::factory(Algorithm::TripleDes).octets().view()), std::string("010203040506070801020304050607080102030405060708"));
    }
};

QTEST_GUILESS_MAIN(ManagementKeyTest)
#include "ManagementKeyTest.moc"
