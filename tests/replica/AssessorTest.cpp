// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/ValidationClass.h"
#include "models/replica/Assessor.h"
#include "models/store/LintStore.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/FakeInventory.h"
#include "tests/support/Verify.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace hufu;
using namespace hufu::test;

class AssessorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void storesWhatLintFinds();
    void goesOnWhereItStopped();
    void sharesTheWorkWithAnotherProcess();
    void beginsAnewWithAnotherRuleSet();
    void stopsWhenAsked();
    void keepsAHouseUpToDate();

private:
    std::int64_t add(const TestCertificate &made);
    std::function<Result<Connection>()> writer()
    {
        return [this] { return m_database->open(Connection::Access::ReadWrite); };
    }
    std::set<std::pair<std::int64_t, int>> stored()
    {
        std::set<std::pair<std::int64_t, int>> rows;
        (void)readLints(m_database->connection(), 1, 1 << 30,
                        [&](std::int64_t id, Rule rule, std::string_view) { rows.emplace(id, int(rule)); });
        return rows;
    }
    std::int64_t position() { return m_database->connection().integer("SELECT coalesce(max(up_to), 0) FROM linted").value(); }
    std::unique_ptr<FakeInventory> m_database;
};

void AssessorTest::init() { m_database = std::make_unique<FakeInventory>(); }

std::int64_t AssessorTest::add(const TestCertificate &made)
{
    const std::int64_t id = m_database->add({});
    m_database->addBlob(id, made.der);
    return id;
}

void AssessorTest::storesWhatLintFinds()
{
    std::set<std::pair<std::int64_t, int>> expected;
    const Instant now = FakeInventory::now();
    for (const TestCertificate &made : {CertBuilder::server("his.example").build(), CertBuilder::server("a_b.example").build(),
                                        CertBuilder::server("old.example").validity(now, now + std::chrono::hours(24 * 900)).build()}) {
        const std::int64_t id = add(made);
        const auto listing = readListing(made.der);
        VERIFY_OK(listing);
        for (const Finding &finding : lint(made.der, *listing, ValidationClass::Ov)) // as FakeCertificate says
            expected.emplace(id, int(finding.rule));
    }
    QVERIFY(!expected.empty());
    const auto done = assess(writer(), {}, {});
    VERIFY_OK(done);
    QCOMPARE(done->done, 3);
    QCOMPARE(done->total, 3);
    QVERIFY(stored() == expected);
    QCOMPARE(position(), 3);
}

void AssessorTest::goesOnWhereItStopped()
{
    for (int i = 0; i < 1100; ++i)
        add(CertBuilder::server("host" + std::to_string(i) + ".example").build());
    std::stop_source stop;
    VERIFY_ERROR(assess(writer(), [&](const AssessorProgress &progress) {
        QCOMPARE(progress.total, 1100);
        stop.request_stop();
    }, stop.get_token()), ErrorCode::Cancelled);
    const std::int64_t half = position();
    QVERIFY(half > 0 && half < 1100);
    const auto rest = assess(writer(), {}, {});
    VERIFY_OK(rest);
    QCOMPARE(rest->done, 1100 - half);
    QCOMPARE(position(), 1100);
    const auto nothing = assess(writer(), {}, {});
    VERIFY_OK(nothing);
    QCOMPARE(nothing->done, 0);
}

void AssessorTest::sharesTheWorkWithAnotherProcess()
{
    for (int i = 0; i < 1200; ++i)
        add(CertBuilder::server("a_b" + std::to_string(i) + ".example").build());
    int interruptions = 0;
    const auto done = assess(writer(), [&](const AssessorProgress &) {
        if (interruptions++ == 0) // the other one is quicker, behind this one's back
            VERIFY_OK(assess(writer(), {}, {}));
    }, {});
    VERIFY_OK(done);
    QCOMPARE(position(), 1200);
    std::set<std::int64_t> linted;
    for (const auto &[id, rule] : stored())
        linted.insert(id);
    QCOMPARE(linted.size(), std::size_t(1200));
    // A batch made on a stale position is refused, not stored twice.
    auto connection = m_database->open(Connection::Access::ReadWrite);
    VERIFY_OK(connection);
    const LintOutcome late{7, {}};
    VERIFY_ERROR(storeLints(*connection, lintRuleSet, 0, std::span(&late, 1)), ErrorCode::Conflict);
}

void AssessorTest::beginsAnewWithAnotherRuleSet()
{
    add(CertBuilder::server("a_b.example").build());
    VERIFY_OK(assess(writer(), {}, {}));
    const auto before = stored();
    QVERIFY(!before.empty());
    VERIFY_OK(m_database->connection().execute(
        "UPDATE linted SET rule_set = rule_set + 1; INSERT INTO lint VALUES (1, 9999, 'from the future')"));
    const auto again = assess(writer(), {}, {});
    VERIFY_OK(again);
    QCOMPARE(again->done, 1);
    QVERIFY(stored() == before);
}

void AssessorTest::stopsWhenAsked()
{
    add(CertBuilder::server("his.example").build());
    std::stop_source stop;
    stop.request_stop();
    VERIFY_ERROR(assess(writer(), {}, stop.get_token()), ErrorCode::Cancelled);
    QCOMPARE(position(), 0);
}

void AssessorTest::keepsAHouseUpToDate()
{
    add(CertBuilder::server("his.example").build());
    auto house = m_database->house();
    VERIFY_OK(house);
    Assessor assessor(**house);
    QSignalSpy finished(&assessor, &Assessor::finished);
    assessor.start();
    QVERIFY(finished.wait());
    QCOMPARE(position(), 1);
    add(CertBuilder::server("a_b.example").build());
    m_database->grow(FakeInventory::now());
    QTRY_COMPARE(position(), 2);
    QTRY_VERIFY(!assessor.isRunning());
}

QTEST_GUILESS_MAIN(AssessorTest)
#include "AssessorTest.moc"
