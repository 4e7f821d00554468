// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/KeyShares.h"

#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

#include <set>

using namespace hufu;
using test::Stranger;

namespace {

/// GF(2^8) with the polynomial 0x11D, written out: what the shares have to be, whoever makes them.
std::uint8_t times(std::uint8_t a, std::uint8_t b)
{
    unsigned product = 0, shifted = a;
    for (unsigned bits = b; bits; bits >>= 1, shifted = shifted << 1 ^ (shifted & 0x80 ? 0x11d : 0))
        product ^= bits & 1 ? shifted : 0;
    return static_cast<std::uint8_t>(product);
}

std::uint8_t inverse(std::uint8_t a)
{
    for (int b = 1; b < 256; ++b) {
        if (times(a, static_cast<std::uint8_t>(b)) == 1)
            return static_cast<std::uint8_t>(b);
    }
    return 0;
}

/// Lagrange's polynomial at 0.
Bytes interpolated(const std::vector<const KeyShare *> &shares)
{
    Bytes secret(shares.front()->value.size());
    for (const KeyShare *one : shares) {
        std::uint8_t weight = 1;
        for (const KeyShare *other : shares) {
            if (other != one)
                weight = times(weight, times(other->index, inverse(other->index ^ one->index)));
        }
        for (std::size_t i = 0; i < secret.size(); ++i)
            secret[i] ^= times(weight, one->value.data()[i]);
    }
    return secret;
}

std::vector<KeyShare> chosen(const std::vector<KeyShare> &shares, std::initializer_list<std::size_t> which)
{
    std::vector<KeyShare> some;
    for (std::size_t at : which)
        some.push_back(KeyShare::decode(shares[at].encode().view()).value());
    return some;
}

} // namespace

class KeySharesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The first thing that happens in a process that only recovers keys: nothing was split before.
    void joiningComesFirst()
    {
        std::vector<KeyShare> shares;
        for (std::uint8_t i = 1; i <= 2; ++i)
            shares.push_back({{7}, i, 2, 2, SecureBytes::copyOf(std::string_view(i == 1 ? "one share" : "the other"))});
        const Result<SecureBytes> joined = joinShares(shares);
        VERIFY_OK(joined);
        QCOMPARE(interpolated({&shares[0], &shares[1]}), bytesOf(joined->view()));
    }

    void anyTwoOfThree()
    {
        const SecureBytes secret = SecureBytes::random(32);
        const auto shares = splitSecret(secret, 2, 3);
        VERIFY_OK(shares);
        QCOMPARE(shares->size(), std::size_t(3));
        for (const auto &[one, two] : {std::pair(0u, 1u), std::pair(2u, 0u), std::pair(1u, 2u)}) {
            const Result<SecureBytes> joined = joinShares(chosen(*shares, {one, two}));
            VERIFY_OK(joined);
            QVERIFY(joined->equals(secret));
            QCOMPARE(interpolated({&(*shares)[one], &(*shares)[two]}), bytesOf(secret.view()));
        }
        QVERIFY(joinShares(chosen(*shares, {0, 1, 2}))->equals(secret));
        VERIFY_ERROR(joinShares(chosen(*shares, {1})), ErrorCode::LimitExceeded);
        VERIFY_ERROR(joinShares({}), ErrorCode::LimitExceeded);
        VERIFY_ERROR(joinShares(chosen(*shares, {1, 1})), ErrorCode::Conflict);
    }

    void gfcombineJoinsThem()
    {
        if (!Stranger::has("gfcombine"))
            QSKIP("gfcombine is not installed");
        const SecureBytes secret = SecureBytes::random(32);
        const std::vector<KeyShare> shares = *splitSecret(secret, 3, 5);
        Stranger stranger;
        QStringList files;
        for (const std::size_t at : {4u, 0u, 2u})
            files += stranger.write(QStringLiteral("share.%1").arg(shares[at].index, 3, 10, QLatin1Char('0')), shares[at].value.view());
        QVERIFY2(stranger.run("gfcombine", QStringList{"-o", "joined"} + files), stranger.said());
        QCOMPARE(stranger.read("joined"), bytesOf(secret.view()));
    }

    /// A share is as random as the coefficients: with the library's null or random() it would not differ so.
    void sharesOfOneSecretDiffer()
    {
        const SecureBytes secret = SecureBytes(64);
        std::set<Bytes> values;
        for (int i = 0; i < 50; ++i) {
            const std::vector<KeyShare> shares = splitSecret(secret, 2, 2).value();
            for (const KeyShare &share : shares)
                values.insert(bytesOf(share.value.view()));
        }
        QCOMPARE(values.size(), std::size_t(100));
    }

    void differentSecretsDoNotMix()
    {
        const SecureBytes secret = SecureBytes::random(32);
        auto one = *splitSecret(secret, 2, 2), other = *splitSecret(secret, 2, 2);
        std::vector<KeyShare> mixed;
        mixed.push_back(std::move(one[0]));
        mixed.push_back(std::move(other[1]));
        VERIFY_ERROR(joinShares(mixed), ErrorCode::Conflict);
    }

    void aChangedShareIsNoticed()
    {
        const auto shares = splitSecret(SecureBytes::random(32), 3, 5);
        const SecureBytes encoded = shares->front().encode();
        VERIFY_OK(KeyShare::decode(encoded.view()));
        for (std::size_t at = 0; at < encoded.size(); ++at) {
            Bytes changed = bytesOf(encoded.view());
            changed[at] ^= 0x10;
            VERIFY_ERROR(KeyShare::decode(changed), ErrorCode::Malformed);
            VERIFY_ERROR(KeyShare::decode(encoded.view().first(at)), ErrorCode::Malformed);
        }
    }

    void bounds_data()
    {
        QTest::addColumn<int>("needed");
        QTest::addColumn<int>("dealt");
        QTest::addColumn<int>("octets");
        QTest::addColumn<bool>("possible");
        QTest::newRow("one alone would open it") << 1 << 3 << 32 << false;
        QTest::newRow("more needed than dealt") << 3 << 2 << 32 << false;
        QTest::newRow("the most people") << 255 << 255 << 1 << true;
        QTest::newRow("one too many") << 2 << 256 << 1 << false;
        QTest::newRow("nothing to split") << 2 << 3 << 0 << false;
        QTest::newRow("the longest secret") << 2 << 3 << 1024 << true;
        QTest::newRow("too long") << 2 << 3 << 1025 << false;
    }
    void bounds()
    {
        QFETCH(const int, needed);
        QFETCH(const int, dealt);
        QFETCH(const int, octets);
        QFETCH(const bool, possible);
        const auto shares = splitSecret(SecureBytes(static_cast<std::size_t>(octets)), needed, dealt);
        QCOMPARE(shares.has_value(), possible);
        if (!possible)
            QCOMPARE(shares.error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(KeySharesTest)
#include "KeySharesTest.moc"
