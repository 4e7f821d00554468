// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/SerialTable.h"
#include "models/base/SecureBytes.h"
#include "tests/support/Verify.h"

using namespace hufu;

namespace {

const Instant noon = fromIso("2026-11-23T12:00:00Z").value();
const SerialStatus good, lost{SerialStatus::Revocation{noon, RevocationReason::KeyCompromise}};

} // namespace

class SerialTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasNeverSetIsUnknown()
    {
        SerialTable table;
        QVERIFY(!table.find(Bytes{1}));
        VERIFY_OK(table.set(Bytes{1}, good));
        for (const Bytes &other : {Bytes{}, Bytes{0}, Bytes{1, 0}, Bytes{0, 1}, Bytes(21, 1)})
            QVERIFY(!table.find(other));
        QVERIFY(table.find(Bytes{1}) == good);
    }

    void theLastWordCounts()
    {
        SerialTable table;
        VERIFY_OK(table.set(Bytes{1}, good));
        VERIFY_OK(table.set(Bytes{1}, lost));
        QCOMPARE(table.size(), std::size_t(1));
        QVERIFY(table.find(Bytes{1}) == lost);
        VERIFY_OK(table.set(Bytes{1}, good)); // a suspension that was lifted
        QVERIFY(table.find(Bytes{1}) == good);
    }

    void serialNumbersHaveOneToTwentyOctets()
    {
        SerialTable table;
        VERIFY_OK(table.set(Bytes(20, 9), lost));
        QVERIFY(table.find(Bytes(20, 9)) == lost);
        VERIFY_ERROR(table.set(Bytes(21, 9), lost), ErrorCode::InvalidArgument);
        VERIFY_ERROR(table.set(Bytes{}, lost), ErrorCode::InvalidArgument);
        QCOMPARE(table.size(), std::size_t(1));
    }

    /// However it grows, and counted up or random, each is found and no other.
    void manyAreFound_data()
    {
        QTest::addColumn<bool>("random");
        QTest::addColumn<int>("expected");
        QTest::newRow("random, room made before") << true << 50'000;
        QTest::newRow("random, growing") << true << 0;
        QTest::newRow("counted, growing") << false << 0;
    }
    void manyAreFound()
    {
        QFETCH(const bool, random);
        QFETCH(const int, expected);
        SerialTable table{std::size_t(expected)};
        std::vector<Bytes> serials;
        for (unsigned i = 0; i < 50'000; ++i) {
            Bytes serial{std::uint8_t(i >> 16), std::uint8_t(i >> 8), std::uint8_t(i)};
            if (random) {
                serial.resize(16);
                randomFill(serial);
            }
            const SerialStatus replaced{SerialStatus::Revocation{noon + std::chrono::seconds(i), RevocationReason::Superseded}};
            VERIFY_OK(table.set(serial, i % 3 == 0 ? replaced : good));
            serials.push_back(std::move(serial));
        }
        QCOMPARE(table.size(), serials.size());
        const SerialTable copy = table;
        for (unsigned i = 0; i < serials.size(); ++i) {
            const auto found = copy.find(serials[i]);
            QVERIFY(found && found->revoked.has_value() == (i % 3 == 0));
            QVERIFY(!found->revoked || found->revoked->at == noon + std::chrono::seconds(i));
            Bytes longer = serials[i];
            longer.push_back(0);
            QVERIFY(!copy.find(longer));
        }
    }
};

QTEST_GUILESS_MAIN(SerialTableTest)
#include "SerialTableTest.moc"
