// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/QueryWords.h"
#include "models/domain/TextFolding.h"
#include "models/replica/InventorySearch.h"
#include "models/replica/QueryEvaluation.h"
#include "tests/support/FakeInventory.h"
#include "tests/support/Verify.h"

#include <QTest>

#include <algorithm>

using namespace hufu;
using namespace hufu::test;

namespace {

const QueryClock clockOfTests{FakeInventory::now(), 8 * 3600};

/// A query answered the slow way, one row at a time, from what the row shows.
class PlainReading {
public:
    explicit PlainReading(const Inventory &inventory) : m_inventory(inventory) {}

    bool holds(const QueryNode &node, const CertificateRow &row) const
    {
        switch (node.kind) {
        case QueryNode::Kind::All: return true;
        case QueryNode::Kind::And: return std::ranges::all_of(node.children, [&](const QueryNode &child) { return holds(child, row); });
        case QueryNode::Kind::Or: return std::ranges::any_of(node.children, [&](const QueryNode &child) { return holds(child, row); });
        case QueryNode::Kind::Not: return !holds(node.children.front(), row);
        case QueryNode::Kind::Text: return shows(row, node.text);
        case QueryNode::Kind::Condition: {
            const bool any = std::ranges::any_of(node.condition.values,
                                                 [&](const QueryValue &value) { return fits(node.condition, value, row); });
            return any != (node.condition.comparison == Comparison::NotEqual);
        }
        }
        return false;
    }

private:
    std::vector<std::string> texts(const CertificateRow &row, std::string Service::*text) const
    {
        std::vector<std::string> all;
        for (std::uint16_t service : row.services)
            all.push_back(folded(m_inventory.services()[service].*text));
        return all;
    }

    bool shows(const CertificateRow &row, const std::string &word) const
    {
        std::vector<std::string> all{folded(row.subject), folded(row.commonName), folded(row.names), folded(row.issuer),
                                     folded(row.issuerName)};
        for (std::string Service::*text : {&Service::name, &Service::owner, &Service::department})
            std::ranges::move(texts(row, text), std::back_inserter(all));
        for (const SightingColumns::Sighting &sighting : row.sightings)
            all.push_back(folded(row.sightingTexts->locations.at(sighting.location)));
        std::string digits = word;
        std::erase(digits, ':');
        if (digits.size() >= 4 && digits.find_first_not_of("0123456789abcdef") == std::string::npos
            && (toHex(row.sha256).contains(digits) || toHex(row.serial).contains(digits)))
            return true;
        return std::ranges::any_of(all, [&](const std::string &text) { return text.contains(word); });
    }

    static bool fitsText(const QueryCondition &condition, const QueryValue &value, const std::vector<std::string> &candidates)
    {
        return std::ranges::any_of(candidates, [&](const std::string &text) {
            return condition.comparison == Comparison::Contains ? text.contains(value.text) : text == value.text;
        });
    }

    bool fits(const QueryCondition &condition, const QueryValue &value, const CertificateRow &row) const
    {
        const auto chosen = [&](auto number) { return (value.choices >> int(number) & 1) != 0; };
        const auto between = [&](QueryRange range, std::int64_t number) { return range.from <= number && number < range.until; };
        const auto text = [&](std::vector<std::string> candidates) { return fitsText(condition, value, candidates); };
        switch (condition.field) {
        case QueryField::Expires: return between(rangeOf(condition.comparison, *value.moment, clockOfTests), toUnix(row.notAfter));
        case QueryField::Issued: return between(rangeOf(condition.comparison, *value.moment, clockOfTests), toUnix(row.notBefore));
        case QueryField::Bits: return between(rangeOf(condition.comparison, value.number), row.keyBits);
        case QueryField::FindingCount: return between(rangeOf(condition.comparison, value.number), std::popcount(row.rules));
        case QueryField::Subject: return text({folded(row.subject)});
        case QueryField::Name: {
            std::vector<std::string> names{folded(row.commonName)};
            for (const QString &name : QString::fromStdString(folded(row.names)).split('\n', Qt::SkipEmptyParts)) {
                names.push_back(name.toStdString());
                if (condition.comparison != Comparison::Contains && name.contains(':'))
                    names.push_back(name.section(':', 1).toStdString());
            }
            return text(names);
        }
        case QueryField::Issuer: return text({folded(row.issuer), folded(row.issuerName)});
        case QueryField::Serial: {
            const auto trimmed = [](std::string hex) { return hex.erase(0, std::min(hex.find_first_not_of('0'), hex.size())); };
            return condition.comparison == Comparison::Contains ? toHex(row.serial).contains(value.text)
                                                                : trimmed(toHex(row.serial)) == trimmed(value.text);
        }
        case QueryField::Fingerprint: return text({toHex(row.sha256)});
        case QueryField::Class: return chosen(row.validationClass);
        case QueryField::Tier: return chosen(row.tier);
        case QueryField::Service: return text(texts(row, &Service::name));
        case QueryField::Owner: return text(texts(row, &Service::owner));
        case QueryField::Department: return text(texts(row, &Service::department));
        case QueryField::Key: return chosen(row.keyAlgorithm);
        case QueryField::Curve: return text({folded(row.curve)});
        case QueryField::Signature: return chosen(row.signatureAlgorithm);
        case QueryField::Purpose: return chosen(row.purpose);
        case QueryField::Seen: return std::ranges::any_of(row.sightings, [&](const auto &sighting) { return chosen(sighting.kind); });
        case QueryField::Source: {
            std::vector<std::string> places;
            for (const auto &sighting : row.sightings)
                places.push_back(folded(row.sightingTexts->locations.at(sighting.location)));
            return text(places);
        }
        case QueryField::Finding: return (row.rules & value.choices) != 0;
        case QueryField::Severity: return chosen(row.severity ? int(*row.severity) + 1 : 0);
        case QueryField::Status: return chosen(row.status(clockOfTests.now));
        case QueryField::Ca: return chosen(row.isCa() ? 1 : 0);
        case QueryField::SelfSigned: return chosen(row.flags & CertificateFlag::SelfIssued ? 1 : 0);
        case QueryField::PatientData:
            return chosen(std::ranges::any_of(row.services,
                                              [&](std::uint16_t service) { return m_inventory.services()[service].patientData; })
                              ? 1
                              : 0);
        }
        return false;
    }

    const Inventory &m_inventory;
};

std::vector<Row> plainly(const Inventory &inventory, const Query &query)
{
    const PlainReading reading(inventory);
    std::vector<Row> rows;
    for (Row row = 0; row < inventory.size(); ++row) {
        if (reading.holds(query.root(), inventory.row(row)))
            rows.push_back(row);
    }
    return rows;
}

/// A condition or text that means something in the houses of these tests.
std::string randomTerm(std::mt19937 &random)
{
    const auto oneOf = [&](std::initializer_list<const char *> all) { return std::string(all.begin()[random() % all.size()]); };
    switch (random() % 14) {
    case 0:
        return "expires " + oneOf({"<", "<=", ">", ">=", "=", "!="}) + " "
               + oneOf({"30d", "-30d", "0d", "2026-12-31", "6m", "1y", "4w"});
    case 1: return "issued " + oneOf({"<", ">"}) + " " + oneOf({"-1y", "-30d", "2026-01-01"});
    case 2: return "tier " + oneOf({"=", "!=", "<", "<=", ">", ">="}) + " " + oneOf({"none", "general", "important", "core"});
    case 3: return "severity " + oneOf({"=", "!=", "<", ">="}) + " " + oneOf({"none", "info", "low", "medium", "high", "critical"});
    case 4: return "bits " + oneOf({"<", ">=", "="}) + " 2048";
    case 5:
        return oneOf({"class in (dv, ev)", "key = sm2", "key in (rsa, ec)", "signature ~ sha1", "purpose = server", "curve = p-256",
                      "curve = \"\""});
    case 6:
        return oneOf({"status = valid", "status = expired", "status = superseded", "status != notyet", "ca = yes",
                      "self-signed = yes", "patient-data = yes", "patient-data = no"});
    case 7:
        return oneOf({"name = his1.hospital.example", "name ~ lab", "name = 10.0.0.3", "name = ip:10.0.0.3", "subject ~ CN=his",
                      "subject = x"});
    case 8: return oneOf({"issuer = \"Hospital CA\"", "issuer ~ digicert", "issuer != 中国金融认证中心", "issuer = \"cn=hospital ca\""});
    case 9:
        return oneOf({"service = HIS", "service ~ \"急诊 挂\"", "owner = 王伟", "owner = \"\"", "department != IT",
                      "service in (LIS, Portal)"});
    case 10:
        return oneOf({"serial ~ 0a", "serial = 0A:bc", "fingerprint ~ ab:cd", "fingerprint ~ a1b", "seen = endpoint",
                      "seen != file", "source ~ bundle-1", "source = /srv/bundle-2.pem"});
    case 11:
        return oneOf({"finding = rsa-too-short", "finding ~ sha1", "finding in (no-subject-alt-name, private-key-in-file)",
                      "findings > 1", "findings = 0"});
    case 12: return oneOf({"his", "急诊", "HOSPITAL", "\"第一人民\"", "王", "digicert", "10.0.0", "bundle-3", "portal"});
    default: return oneOf({"abcd", "de:ad", "0a", "1234", "ffff"});
    }
}

std::string randomQuery(std::mt19937 &random, int depth = 0)
{
    switch (depth < 3 ? random() % 6 : 5) {
    case 0: return "(" + randomQuery(random, depth + 1) + " and " + randomQuery(random, depth + 1) + ")";
    case 1: return "(" + randomQuery(random, depth + 1) + " or " + randomQuery(random, depth + 1) + ")";
    case 2: return "not " + randomQuery(random, depth + 1);
    case 3: return "(" + randomQuery(random, depth + 1) + " " + randomQuery(random, depth + 1) + ")";
    default: return randomTerm(random);
    }
}

} // namespace

class InventorySearchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void answersLikeAPlainReading();
    void everyTermFindsSomething();
    void findsDigitsAtAnyPlace_data();
    void findsDigitsAtAnyPlace();
    void hides_data();
    void hides();
    void sorts_data();
    void sorts();
    void stopsWhenAsked();
    void knowsTheWordsOfTheHouse();

private:
    std::unique_ptr<FakeInventory> m_database;
    std::shared_ptr<const Inventory> m_inventory;
};

void InventorySearchTest::initTestCase()
{
    m_database = std::make_unique<FakeInventory>();
    for (const Service &service : someServices())
        m_database->save(service);
    std::mt19937 random(11);
    VERIFY_OK(m_database->connection().execute("BEGIN"));
    for (int i = 0; i < 1500; ++i)
        m_database->add(randomCertificate(random));
    VERIFY_OK(m_database->connection().execute("COMMIT"));
    m_inventory = m_database->load();
    QCOMPARE(m_inventory->size(), 1500u);
}

void InventorySearchTest::answersLikeAPlainReading()
{
    std::mt19937 random(21);
    int some = 0;
    for (int i = 0; i < 600; ++i) {
        const std::string text = randomQuery(random);
        const auto query = parseQuery(text);
        QVERIFY2(query, (text + ": " + (query ? "" : describe(query.error()))).c_str());
        const Result<SelectedRows> selected = select(*m_inventory, {.query = *query}, clockOfTests);
        VERIFY_OK(selected);
        const std::vector<Row> expected = plainly(*m_inventory, *query);
        QVERIFY2(selected->rows == expected,
                 (text + ": " + std::to_string(selected->rows.size()) + " instead of " + std::to_string(expected.size())).c_str());
        QCOMPARE(count(*m_inventory, *query, clockOfTests), std::uint32_t(expected.size()));
        some += !expected.empty() && expected.size() < m_inventory->size();
    }
    QVERIFY(some > 300); // queries that match all or nothing would prove little
}

// The comparison above would also hold if nobody ever found anything.
void InventorySearchTest::everyTermFindsSomething()
{
    for (const char *text : {"his",
                             "急诊",
                             "王伟",
                             "digicert",
                             "10.0.0",
                             "bundle-3",
                             "expires < 30d",
                             "tier = core",
                             "status = superseded",
                             "status = notyet",
                             "finding = key-shared-across-owners",
                             "finding = private-key-in-file",
                             "seen = endpoint",
                             "service ~ 急诊",
                             "owner = 王伟",
                             "department = 检验",
                             "patient-data = yes",
                             "ca = yes",
                             "self-signed = yes",
                             "severity >= high",
                             "name = 10.0.0.3",
                             "curve = sm2"})
        QVERIFY2(count(*m_inventory, parseQuery(text).value(), clockOfTests) > 0, text);
    const Sha256 one = m_inventory->row(77).sha256;
    for (const std::string &digits : {toHex(one), "fingerprint = " + toHex(one), toHex(one).substr(7, 20)})
        QCOMPARE(count(*m_inventory, parseQuery(digits).value(), clockOfTests), 1u);
    QString colons = QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(one.data()), 32).toHex(':').toUpper());
    QCOMPARE(count(*m_inventory, parseQuery(colons.toStdString()).value(), clockOfTests), 1u);
}

void InventorySearchTest::findsDigitsAtAnyPlace_data()
{
    QTest::addColumn<QString>("digits");
    QTest::addColumn<QList<int>>("rows");
    const QString first = QString::fromStdString(toHex(FakeInventory::sha256Of(1))),
                  second = QString::fromStdString(toHex(FakeInventory::sha256Of(2)));
    QTest::newRow("the whole") << first << QList<int>{0};
    QTest::newRow("from an odd place") << first.mid(5, 9) << QList<int>{0};
    QTest::newRow("the end") << second.right(10) << QList<int>{1};
    QTest::newRow("across two rows") << first.right(10) + second.left(10) << QList<int>{};
    QTest::newRow("longer than a value") << first + "00" << QList<int>{};
    QTest::newRow("nothing") << "" << QList<int>{};
}

void InventorySearchTest::findsDigitsAtAnyPlace()
{
    QFETCH(QString, digits);
    QFETCH(QList<int>, rows);
    const std::vector<Sha256> values{FakeInventory::sha256Of(1), FakeInventory::sha256Of(2)};
    RowMask mask(2);
    findHex(values, digits.toStdString(), mask);
    for (std::uint32_t row : {0u, 1u})
        QCOMPARE(mask.has(row), rows.contains(int(row)));
}

void InventorySearchTest::hides_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("hides");
    QTest::newRow("everything") << "" << true;
    QTest::newRow("a word") << "his" << true;
    QTest::newRow("what expired") << "expires < 0d" << true;
    QTest::newRow("a status asked for is shown") << "status = expired" << false;
    QTest::newRow("also deep inside") << "his or (tier = core and not status = superseded)" << false;
}

void InventorySearchTest::hides()
{
    QFETCH(QString, text);
    QFETCH(bool, hides);
    const Query query = parseQuery(text.toStdString()).value();
    const auto all = select(*m_inventory, {.query = query}, clockOfTests);
    const auto shown = select(*m_inventory, {.query = query, .hideExpired = true, .hideSuperseded = true}, clockOfTests);
    VERIFY_OK(all);
    VERIFY_OK(shown);
    QCOMPARE(all->hidden, 0u);
    QCOMPARE(shown->rows.size() + shown->hidden, all->rows.size());
    QCOMPARE(shown->hidden > 0, hides);
    if (hides) {
        for (Row row : shown->rows) {
            const CertificateStatus status = m_inventory->row(row).status(clockOfTests.now);
            QVERIFY(status != CertificateStatus::Expired && status != CertificateStatus::Superseded);
        }
    }
}

void InventorySearchTest::sorts_data()
{
    QTest::addColumn<int>("key");
    constexpr const char *names[] = {"arrival", "subject", "names",    "issuer", "serial",     "expires", "issued",
                                     "class",   "tier",    "services", "owner",  "department", "key",     "signature",
                                     "purpose", "status",  "findings", "seen",   "fingerprint"};
    for (int key = 0; key <= int(SortKey::Fingerprint); ++key)
        QTest::newRow(names[key]) << key;
}

void InventorySearchTest::sorts()
{
    QFETCH(int, key);
    const auto texted = [&](const CertificateRow &row, std::string Service::*text) {
        std::string all;
        for (std::uint16_t service : row.services)
            all += folded(m_inventory->services()[service].*text) + '\n';
        return all.find_first_not_of('\n') == std::string::npos ? std::string("\xff") : all; // without a service: last
    };
    const auto number = [](std::int64_t value) {
        std::string text(8, '\0');
        for (int at = 0; at < 8; ++at)
            text[at] = static_cast<char>(static_cast<std::uint64_t>(value) >> (56 - 8 * at));
        return text;
    };
    const auto keyOf = [&](Row at) -> std::string {
        const CertificateRow row = m_inventory->row(at);
        switch (SortKey(key)) {
        case SortKey::Arrival: return number(at);
        case SortKey::Subject: return folded(row.title());
        case SortKey::Names: return folded(row.names);
        case SortKey::Issuer: return folded(row.issuerName);
        case SortKey::Serial: return std::string(textOf(row.serial));
        case SortKey::Expires: return number(toUnix(row.notAfter));
        case SortKey::Issued: return number(toUnix(row.notBefore));
        case SortKey::Class: return number(int(row.validationClass));
        case SortKey::Tier: return number(int(row.tier));
        case SortKey::Services: return texted(row, &Service::name);
        case SortKey::Owner: return texted(row, &Service::owner);
        case SortKey::Department: return texted(row, &Service::department);
        case SortKey::Key: return number(int(row.keyAlgorithm) * 100000 + row.keyBits);
        case SortKey::Signature: return number(int(row.signatureAlgorithm));
        case SortKey::Purpose: return number(int(row.purpose));
        case SortKey::Status: return number(int(row.status(clockOfTests.now)));
        case SortKey::Findings: return number((row.severity ? int(*row.severity) + 1 : 0) * 100 + std::popcount(row.rules));
        case SortKey::Seen: {
            std::uint32_t last = 0;
            for (const auto &sighting : row.sightings)
                last = std::max(last, sighting.lastSeen);
            return number(last);
        }
        case SortKey::Fingerprint: return std::string(textOf(row.sha256));
        }
        return {};
    };
    for (bool descending : {false, true}) {
        std::vector<Row> expected(m_inventory->size());
        for (Row row = 0; row < expected.size(); ++row)
            expected[row] = row;
        std::vector<Row> rows(expected.rbegin(), expected.rend());
        std::stable_sort(expected.begin(), expected.end(),
                         [&](Row a, Row b) { return descending ? keyOf(b) < keyOf(a) : keyOf(a) < keyOf(b); });
        sortRows(*m_inventory, rows, SortKey(key), descending, clockOfTests);
        QVERIFY(rows == expected);
    }
}

void InventorySearchTest::stopsWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    VERIFY_ERROR(select(*m_inventory, {}, clockOfTests, stop.get_token()), ErrorCode::Cancelled);
}

void InventorySearchTest::knowsTheWordsOfTheHouse()
{
    const QueryVocabulary vocabulary = vocabularyOf(*m_inventory);
    const auto holds = [](const std::vector<std::string> &texts, const char *text) {
        return std::ranges::find(texts, text) != texts.end();
    };
    QVERIFY(holds(vocabulary.services, "急诊 挂号"));
    QVERIFY(holds(vocabulary.owners, "王伟") && !holds(vocabulary.owners, ""));
    QVERIFY(holds(vocabulary.departments, "检验"));
    QVERIFY(holds(vocabulary.issuers, "Let's Encrypt R3"));
    QVERIFY(holds(vocabulary.curves, "P-256") && !holds(vocabulary.curves, ""));
}

QTEST_GUILESS_MAIN(InventorySearchTest)
#include "InventorySearchTest.moc"
