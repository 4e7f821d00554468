// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventorySearch.h"
#include "models/views/Statistics.h"
#include "tests/support/FakeInventory.h"
#include "tests/support/Verify.h"

#include <QTest>

#include <map>
#include <numeric>
#include <set>

using namespace hufu;
using namespace hufu::test;
using std::chrono::hours;

class StatisticsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFigureSelectsWhatItCounts();
    void figuresAddUp();
    void headFiguresHaveOneKeyEach();
    void weeksBeginAtLocalMidnight();
    void needs_data();
    void needs();
    void nothingNeedsAnybody();
    void manyIssuersStayAQuery();
};

namespace {

constexpr int china = 8 * 3600;

/// A house with a bit of everything.
std::shared_ptr<const Inventory> someHouse(unsigned seed)
{
    FakeInventory database;
    for (const Service &service : someServices())
        database.save(service);
    std::mt19937 random(seed);
    (void)database.connection().execute("BEGIN");
    for (int i = 0; i < 1200; ++i)
        database.add(randomCertificate(random));
    (void)database.connection().execute("COMMIT");
    return database.load();
}

std::vector<Figure> allFigures(const Statistics &statistics)
{
    std::vector<Figure> figures(statistics.statuses.begin(), statistics.statuses.end());
    for (const auto *list : {&statistics.deadlines, &statistics.algorithms, &statistics.issuers, &statistics.classes, &statistics.tiers, &statistics.severities})
        figures.insert(figures.end(), list->begin(), list->end());
    for (const WeekBar &bar : statistics.expiry) {
        for (std::size_t tier = 0; tier < 4; ++tier)
            figures.push_back({"week", bar.byTier[tier], bar.queries[tier]});
    }
    for (const Need &need : statistics.needs)
        figures.push_back({"need", need.count, need.query});
    return figures;
}

} // namespace

void StatisticsTest::everyFigureSelectsWhatItCounts()
{
    for (int offset : {0, china, -5 * 3600}) {
        const auto inventory = someHouse(3);
        const QueryClock clock{FakeInventory::now(), offset};
        int counted = 0;
        for (const Figure &figure : allFigures(computeStatistics(*inventory, clock))) {
            const auto query = parseQuery(figure.query);
            QVERIFY2(query && !query->isPlainText(), figure.query.c_str());
            QVERIFY2(count(*inventory, *query, clock) == figure.count, figure.query.c_str());
            counted += figure.count > 0;
        }
        QVERIFY(counted > 60);
    }
}

void StatisticsTest::figuresAddUp()
{
    const auto inventory = someHouse(4);
    const Statistics statistics = computeStatistics(*inventory, {FakeInventory::now(), china});
    const auto sum = [](const auto &figures) {
        return std::accumulate(figures.begin(), figures.end(), 0u,
                               [](std::uint32_t total, const Figure &figure) { return total + figure.count; });
    };
    const std::uint32_t inForce = statistics.statuses[std::size_t(CertificateStatus::Valid)].count;
    QVERIFY(inForce > 100);
    QCOMPARE(sum(statistics.statuses), statistics.total);
    for (const auto *mix : {&statistics.algorithms, &statistics.issuers, &statistics.classes, &statistics.tiers})
        QCOMPARE(sum(*mix), inForce);
    QCOMPARE(sum(statistics.severities), statistics.withFindings);
    QCOMPARE(statistics.tiers.front().key, std::string("core"));
    QCOMPARE(statistics.severities.front().key, std::string("critical"));
}

void StatisticsTest::headFiguresHaveOneKeyEach()
{
    const auto inventory = someHouse(5);
    const QueryClock clock{FakeInventory::now(), china};
    const Statistics statistics = computeStatistics(*inventory, clock);
    std::map<std::string, Figure> byKey;
    for (const Figure &figure : headFigures(statistics))
        QVERIFY2(byKey.emplace(figure.key, figure).second, figure.key.c_str());
    QCOMPARE(byKey.at("total").count, inventory->size());
    // Scripts rely on these names.
    for (const char *key : {"valid", "expired", "superseded", "expires7", "expires30", "expires90", "coreExpires30", "critical", "high", "dv",
                            "ov", "ev", "private", "core", "untied"})
        QVERIFY2(byKey.contains(key), key);
    QVERIFY(byKey.at("expires7").count <= byKey.at("expires30").count && byKey.at("expires30").count <= byKey.at("expires90").count);
    for (const auto &[key, figure] : byKey) {
        const auto query = parseQuery(figure.query);
        QVERIFY2(query && count(*inventory, *query, clock) == figure.count, key.c_str());
    }
}

void StatisticsTest::weeksBeginAtLocalMidnight()
{
    FakeInventory database;
    FakeCertificate certificate;
    const Instant midnight = fromIso("2026-11-22T16:00:00Z").value(); // 23 November in China
    int number = 0;
    for (Instant end : {midnight + hours(7 * 24) - std::chrono::seconds(1), midnight + hours(7 * 24),
                        midnight + hours(26 * 7 * 24) - std::chrono::seconds(1), midnight + hours(26 * 7 * 24)}) {
        certificate.names = "host" + std::to_string(number++);
        certificate.notAfter = end;
        database.add(certificate);
    }
    const Statistics statistics = computeStatistics(*database.load(), {FakeInventory::now(), china});
    QCOMPARE(statistics.expiry.size(), std::size_t(26));
    QCOMPARE(statistics.expiry[0].from, midnight);
    QCOMPARE(statistics.expiry[0].until, statistics.expiry[1].from);
    QCOMPARE(statistics.expiry[0].total(), 1u);
    QCOMPARE(statistics.expiry[1].total(), 1u);
    QCOMPARE(statistics.expiry[25].total(), 1u);
}

void StatisticsTest::needs_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("hoursLeft");
    QTest::addColumn<int>("change");
    QTest::addColumn<int>("kind"); // -1: none
    QTest::newRow("core, within a week") << "his1.hospital.example" << 24 * 6 << 0 << int(NeedKind::CoreExpires7);
    QTest::newRow("core, a week or more") << "his1.hospital.example" << 24 * 7 << 0 << int(NeedKind::CoreExpires30);
    QTest::newRow("core, thirty days or more") << "his1.hospital.example" << 24 * 30 << 0 << -1;
    QTest::newRow("important, within a week") << "a.lab.example" << 24 * 6 << 0 << int(NeedKind::ImportantExpires7);
    QTest::newRow("important, within thirty days") << "a.lab.example" << 24 * 20 << 0 << int(NeedKind::ServiceExpires30);
    QTest::newRow("general, within a week") << "www2.clinic.example" << 24 * 6 << 0 << int(NeedKind::ServiceExpires30);
    QTest::newRow("no service's") << "elsewhere.example" << 24 * 6 << 0 << int(NeedKind::UntiedServerCertificates);
    QTest::newRow("expired, but still shown") << "his1.hospital.example" << -24 << 1 << int(NeedKind::ExpiredButSeen);
    QTest::newRow("expired and gone") << "his1.hospital.example" << -24 << 0 << -1;
    QTest::newRow("its key lies in a file") << "his1.hospital.example" << 24 * 300 << 2 << int(NeedKind::PrivateKeysInFiles);
}

void StatisticsTest::needs()
{
    QFETCH(QString, host);
    QFETCH(int, hoursLeft);
    QFETCH(int, change);
    QFETCH(int, kind);
    FakeInventory database;
    for (const Service &service : someServices())
        database.save(service);
    FakeCertificate certificate;
    certificate.names = certificate.commonName = host.toStdString();
    certificate.validationClass = ValidationClass::Ev;
    certificate.notBefore = FakeInventory::now() - hours(24 * 200);
    certificate.notAfter = FakeInventory::now() + hours(hoursLeft);
    if (change == 1)
        certificate.sightings = {{4, "192.0.2.1:443", "", false, FakeInventory::now()}};
    if (change == 2)
        certificate.sightings = {{1, "/srv/key.pem", "", true, FakeInventory::now()}};
    database.add(certificate);
    const Statistics statistics = computeStatistics(*database.load(), {FakeInventory::now(), china});
    std::set<int> kinds;
    for (const Need &need : statistics.needs) {
        kinds.insert(int(need.kind));
        QCOMPARE(need.example, host.toStdString());
        QCOMPARE(need.count, 1u);
        if (need.soonest)
            QCOMPARE(*need.soonest, certificate.notAfter);
    }
    if (kind < 0)
        QVERIFY2(kinds.empty(), "nobody is needed");
    else
        QVERIFY(kinds.contains(kind));
    // What is about time stands in one line only.
    QVERIFY(kinds.contains(int(NeedKind::CoreExpires7)) + kinds.contains(int(NeedKind::CoreExpires30))
                + kinds.contains(int(NeedKind::ImportantExpires7)) + kinds.contains(int(NeedKind::ServiceExpires30))
            <= 1);
}

void StatisticsTest::nothingNeedsAnybody()
{
    const Statistics statistics = computeStatistics(Inventory(), {FakeInventory::now(), china});
    QCOMPARE(statistics.total, 0u);
    QVERIFY(statistics.needs.empty());
    QCOMPARE(statistics.expiry.size(), std::size_t(26));
}

// Ten names as long and as awkward as they come, and the query for all others still reads.
void StatisticsTest::manyIssuersStayAQuery()
{
    FakeInventory database;
    FakeCertificate certificate;
    for (int issuer = 0; issuer < 14; ++issuer) {
        certificate.issuerName = std::string(issuer == 13 ? 400 : 280, '"') + std::to_string(issuer);
        for (int copy = 0; copy <= issuer; ++copy) {
            certificate.names = "host" + std::to_string(issuer) + "-" + std::to_string(copy);
            database.add(certificate);
        }
    }
    const auto inventory = database.load();
    const QueryClock clock{FakeInventory::now(), china};
    const Statistics statistics = computeStatistics(*inventory, clock);
    for (const Figure &figure : statistics.issuers) {
        const auto query = parseQuery(figure.query);
        QVERIFY2(query, query ? "" : describe(query.error()).c_str());
        QCOMPARE(count(*inventory, *query, clock), figure.count);
    }
    QCOMPARE(statistics.issuers.back().key, std::string());
}

QTEST_GUILESS_MAIN(StatisticsTest)
#include "StatisticsTest.moc"
