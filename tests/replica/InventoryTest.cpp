// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventorySearch.h"
#include "tests/support/FakeInventory.h"
#include "tests/support/Verify.h"

#include <QTest>

#include <set>

using namespace hufu;
using namespace hufu::test;
using std::chrono::hours;

Q_DECLARE_METATYPE(hufu::test::FakeCertificate)

namespace {

/// Everything a row shows, for comparing snapshots.
std::string shown(const Inventory &inventory, Row number)
{
    const CertificateRow row = inventory.row(number);
    std::string text = toHex(row.sha256) + "|" + std::string(row.subject) + "|" + std::string(row.commonName) + "|"
                       + std::string(row.issuer) + "|" + std::string(row.names) + "|" + toHex(row.serial) + "|"
                       + std::to_string(row.rules) + "|" + std::to_string(row.superseded) + "|" + std::to_string(int(row.tier))
                       + "|" + std::to_string(row.severity ? int(*row.severity) : -1);
    for (std::uint16_t service : row.services)
        text += "|" + inventory.services()[service].name;
    for (const SightingColumns::Sighting &sighting : row.sightings)
        text += "|" + std::string(row.sightingTexts->locations.at(sighting.location)) + std::to_string(sighting.lastSeen)
                + std::to_string(sighting.privateKey);
    return text;
}

void compare(const Inventory &a, const Inventory &b)
{
    QCOMPARE(a.size(), b.size());
    for (Row row = 0; row < a.size(); ++row)
        QCOMPARE(QString::fromStdString(shown(a, row)), QString::fromStdString(shown(b, row)));
}

} // namespace

class InventoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatTheDatabaseSays();
    void supersedes_data();
    void supersedes();
    void replacedByTheOwnCa_data();
    void replacedByTheOwnCa();
    void tiesByNameInBothDirections();
    void tiesByPlace();
    void tiesByRequest();
    void tiesCasThatServe_data();
    void tiesCasThatServe();
    void growsToTheSameAsReadAnew();
    void sharesWhatDidNotChange();
    void showsTheNextToExpireFirst();
    void keysShared_data();
    void keysShared();
    void followsIssuersUpwards();
    void privateByItsChain_data();
    void privateByItsChain();
    void appliesThePolicy();
    void namesFindingsWithWhatWasObserved();
    void stopsWhenAsked();
    void anEmptyHouseIsComplete();
};

void InventoryTest::readsWhatTheDatabaseSays()
{
    FakeInventory database;
    FakeCertificate certificate;
    certificate.names = "his.example\nip:10.0.0.1";
    certificate.serial = {0x00, 0xff, 0x01};
    certificate.curve = "P-256";
    certificate.flags = CertificateFlag::HasSan;
    certificate.sightings = {{3, "/etc/nginx/nginx.conf", "his.example @ nginx.conf:12", true}};
    certificate.lints = {Rule::Sha1Signature};
    const std::int64_t id = database.add(certificate);
    const auto inventory = database.load();
    QCOMPARE(inventory->size(), 1u);
    QCOMPARE(inventory->total(), 1);
    QVERIFY(inventory->isComplete());
    const CertificateRow row = inventory->row(0);
    QCOMPARE(row.id, id);
    QCOMPARE(row.sha256, FakeInventory::sha256Of(id));
    QCOMPARE(row.subject, std::string_view("CN=his.example,O=某医院"));
    QCOMPARE(row.title(), std::string_view("his.example"));
    QCOMPARE(row.organization, std::string_view("某医院"));
    QCOMPARE(row.issuer, std::string_view("CN=Hospital CA"));
    QCOMPARE(row.issuerName, std::string_view("Hospital CA"));
    QCOMPARE(row.names, std::string_view(certificate.names));
    QCOMPARE(bytesOf(row.serial), certificate.serial);
    QCOMPARE(row.curve, std::string_view("P-256"));
    QCOMPARE(row.notBefore, certificate.notBefore);
    QCOMPARE(row.notAfter, certificate.notAfter);
    QCOMPARE(row.keyBits, 2048);
    QCOMPARE(row.validationClass, ValidationClass::Ov);
    QCOMPARE(row.flags, certificate.flags);
    QCOMPARE(row.sightings.size(), std::size_t(1));
    QCOMPARE(row.sightingTexts->locations.at(row.sightings[0].location), std::string_view("/etc/nginx/nginx.conf"));
    QCOMPARE(row.rules, ruleBit(Rule::Sha1Signature) | ruleBit(Rule::PrivateKeyInFile));
    QCOMPARE(inventory->find(FakeInventory::sha256Of(id)), std::optional<Row>(0));
    QCOMPARE(inventory->find(FakeInventory::sha256Of(999)), std::nullopt);
    QCOMPARE(inventory->findId(id), std::optional<Row>(0));
    QCOMPARE(inventory->findId(id + 1), std::nullopt);
}

void InventoryTest::supersedes_data()
{
    QTest::addColumn<FakeCertificate>("newer");
    QTest::addColumn<bool>("superseded");
    FakeCertificate newer;
    newer.notBefore += hours(24);
    newer.sightings = {FakeSighting()};
    const auto row = [](const char *name, FakeCertificate certificate, bool superseded) {
        QTest::newRow(name) << certificate << superseded;
    };
    row("a later one with the same name", newer, true);
    FakeCertificate other = newer;
    other.names = "his.example\nlis.example";
    row("another set of names", other, false);
    other = newer;
    other.names = "HIS.EXAMPLE";
    row("names in another case", other, true);
    other = newer;
    other.notBefore -= hours(24);
    row("issued at the same second", other, false);
    other = newer;
    other.notAfter = FakeInventory::now() - std::chrono::seconds(1);
    row("a later one that has expired", other, false);
    other = newer;
    other.purpose = Purpose::Client;
    row("another purpose", other, false);
    other = newer;
    other.keyAlgorithm = KeyAlgorithm::Ec;
    row("another kind of key, served side by side", other, false);
    other = newer;
    other.issuerName = "Another CA";
    row("from another issuer", other, true);
    other = newer;
    other.sightings.clear();
    row("issued, and seen nowhere", other, false);
    other.sightings = {{8, "/srv/new.key", "", true}};
    row("only its key was found", other, false);
}

void InventoryTest::supersedes()
{
    QFETCH(FakeCertificate, newer);
    QFETCH(bool, superseded);
    FakeInventory database;
    database.add({});
    database.add(newer);
    const auto inventory = database.load();
    QCOMPARE(inventory->row(0).superseded, superseded);
    QVERIFY(!inventory->row(1).superseded || newer.notBefore < FakeCertificate().notBefore);

    // Still shown by an endpoint that has not been seen with the new one: not out of the way.
    database.see(1, {4, "his.example:443", "", false, FakeInventory::now() - hours(1)});
    QVERIFY(!database.load()->row(0).superseded);
    database.see(2, {4, "his.example:443", "", false, FakeInventory::now()});
    const bool seenNow = std::ranges::none_of(newer.sightings, [](const FakeSighting &one) { return one.kind == 1; });
    QCOMPARE(database.load()->row(0).superseded, superseded || seenNow);
}

namespace {

constexpr int file = 1, config = 3, endpoint = 4, keyFile = 8; // SourceKind

struct Seen {
    std::int64_t certificate;
    int kind;
    const char *location;
    int hoursAgo;
};

} // namespace

void InventoryTest::replacedByTheOwnCa_data()
{
    QTest::addColumn<QList<Seen>>("seen");
    QTest::addColumn<bool>("alike"); // the new one has the names of the old one
    QTest::addColumn<bool>("superseded");
    const auto row = [](const char *name, QList<Seen> seen, bool superseded) {
        QTest::newRow(name) << seen << true << superseded;
        QTest::newRow((std::string(name) + ", names changed").c_str()) << seen << false << superseded;
    };
    row("neither seen at work", {{1, file, "/srv/old.pem", 5}}, false);
    row("neither seen at all", {}, false);
    row("the old one never at work, the new one lies in a file", {{1, file, "/srv/old.pem", 5}, {2, file, "/srv/new.pem", 1}}, true);
    row("the old one never at work, of the new one the key alone", {{1, file, "/srv/old.pem", 5}, {2, keyFile, "/srv/new.key", 1}}, false);
    row("the old one never at work, what replaced the new one is", {{3, endpoint, "his:443", 1}}, true);
    row("an endpoint shows the old one", {{1, endpoint, "his:443", 5}}, false);
    row("a configuration names the old one", {{1, config, "/etc/nginx.conf", 5}}, false);
    row("the new one lies in a file", {{1, endpoint, "his:443", 5}, {2, file, "/srv/new.pem", 1}}, false);
    row("the new one is at work elsewhere", {{1, endpoint, "his:443", 5}, {2, endpoint, "his:8443", 1}}, false);
    row("the new one is in its place", {{1, endpoint, "his:443", 5}, {2, endpoint, "his:443", 1}}, true);
    row("in its place in the configuration", {{1, config, "/etc/nginx.conf", 5}, {2, config, "/etc/nginx.conf", 5}}, true);
    row("in one of two places", {{1, endpoint, "his:443", 5}, {1, endpoint, "his:8443", 5}, {2, endpoint, "his:443", 1}}, false);
    row("in both of two places", {{1, endpoint, "his:443", 5}, {1, config, "/etc/x", 5}, {2, endpoint, "his:443", 1}, {2, config, "/etc/x", 1}}, true);
    row("put back afterwards", {{1, endpoint, "his:443", 1}, {2, endpoint, "his:443", 5}}, false);
    row("what replaced the new one is in its place", {{1, endpoint, "his:443", 5}, {3, endpoint, "his:443", 1}}, true);
}

void InventoryTest::replacedByTheOwnCa()
{
    QFETCH(QList<Seen>, seen);
    QFETCH(bool, alike);
    QFETCH(bool, superseded);
    FakeInventory database;
    FakeCertificate certificate;
    for (int number = 1; number <= 3; ++number) {
        database.addBlob(database.add(certificate), viewOf("certificate " + std::to_string(number)));
        certificate.notBefore += hours(24);
        if (!alike)
            certificate.names += "\nanother.example";
    }
    for (const Seen &one : seen)
        database.see(one.certificate, {one.kind, one.location, "", false, FakeInventory::now() - hours(one.hoursAgo)});
    VERIFY_OK(database.connection().execute("INSERT INTO issued (certificate_id, ca, serial, request, is_ca, replaces, sequence)"
                                            " SELECT id + 1, 'ca', sha256, '', 0, sha256, 7 FROM blob WHERE id < 3"));
    QCOMPARE(database.load()->row(0).superseded, superseded);
    QCOMPARE(database.load()->facts(0).awaitsSuccessor, !superseded); // so that the finding can say so

    // A revoked one takes nobody's place, nor one that has expired.
    VERIFY_OK(database.connection().execute("INSERT INTO revocation (certificate_id, ca, serial, spki_sha256, reason, at, sequence, note)"
                                            " SELECT certificate_id, ca, serial, serial, 4, 0, 8, '' FROM issued"));
    if (!alike)
        QVERIFY(!database.load()->row(0).superseded);
    VERIFY_OK(database.connection().execute("DELETE FROM revocation"));
    const Instant later = FakeCertificate().notAfter - hours(1);
    QCOMPARE(database.load(nullptr, later)->row(0).superseded, superseded);
}

// Against comparing every name with every host.
void InventoryTest::tiesByNameInBothDirections()
{
    std::mt19937 random(1);
    FakeInventory database;
    for (const Service &service : someServices())
        database.save(service);
    VERIFY_OK(database.connection().execute("BEGIN"));
    for (int i = 0; i < 400; ++i) {
        FakeCertificate certificate = randomCertificate(random);
        certificate.sightings.clear();
        database.add(certificate);
    }
    VERIFY_OK(database.connection().execute("COMMIT"));
    const auto inventory = database.load();
    int tied = 0;
    for (Row number = 0; number < inventory->size(); ++number) {
        const CertificateRow row = inventory->row(number);
        std::set<std::uint16_t> expected;
        std::string names(row.names.empty() ? row.commonName : row.names);
        for (const QString &name : QString::fromStdString(names).toLower().split('\n')) {
            const std::string plain = (name.startsWith("ip:") ? name.mid(3) : name).toStdString();
            for (std::uint16_t service = 0; service < inventory->services().size() && (!row.isCa() || !row.names.empty()); ++service) {
                for (const std::string &host : inventory->services()[service].hosts) {
                    if (nameCovers(plain, host) || nameCovers(host, plain))
                        expected.insert(service);
                }
            }
        }
        QCOMPARE(std::set<std::uint16_t>(row.services.begin(), row.services.end()), expected);
        Tier tier = Tier::None;
        for (std::uint16_t service : expected)
            tier = std::max(tier, inventory->services()[service].tier);
        QCOMPARE(row.tier, tier);
        tied += !expected.empty();
    }
    QVERIFY(tied > 20 && tied < 380);
}

void InventoryTest::tiesByPlace()
{
    FakeInventory database;
    database.save(someServices()[0]);
    FakeCertificate elsewhere;
    elsewhere.names = elsewhere.commonName = "cdn.example";
    elsewhere.sightings = {{4, "HIS1.hospital.example:8443", "", false}};
    database.add(elsewhere);
    elsewhere.sightings = {{4, "192.0.2.1:443", "smtp his2.hospital.example", false}};
    database.add(elsewhere);
    elsewhere.sightings = {{3, "/etc/nginx.conf", "cdn.example his1.hospital.example @ /etc/nginx.conf:7", false}};
    database.add(elsewhere);
    elsewhere.sightings = {{1, "/srv/his1.hospital.example.pem", "", false}};
    database.add(elsewhere);
    Service local = someServices()[1];
    local.hosts = {"localhost"};
    database.save(local);
    elsewhere.sightings = {{4, "localhost:18443", "", false}};
    database.add(elsewhere);
    const auto inventory = database.load();
    const int expected[] = {1, 1, 1, 0, 1};
    for (Row row = 0; row < inventory->size(); ++row)
        QCOMPARE(int(inventory->row(row).services.size()), expected[row]);
}

void InventoryTest::tiesByRequest()
{
    FakeInventory database;
    for (const Service &service : someServices())
        database.save(service);
    FakeCertificate other; // of no service
    other.names = other.commonName = "r.hospital.cn";
    database.add(other);
    const auto before = database.load();
    QVERIFY(before->row(0).services.empty());
    const auto issue = [&](const char *request, const char *service, const FakeCertificate &certificate) {
        const std::string id = std::to_string(database.add(certificate));
        VERIFY_OK(database.connection().execute(("INSERT INTO issued (certificate_id, ca, serial, request, is_ca, sequence) VALUES (" + id
                                                 + ", 'ca', zeroblob(" + id + "), '" + request + "', 0, 7)").c_str()));
        VERIFY_OK(database.connection().execute((std::string("INSERT INTO request (id, form, applicant, department, service_name, subject, names,"
                                                             " spki_sha256, state, version, submitted, lapses, steps) VALUES ('")
                                                 + request + "', '{\"service\":\"" + service + "\"}', 'p1', '', '', '', '', x'', 1, 1, 0, 0, '[]')").c_str()));
    };
    issue("r1", "s3", other);
    other.names = "his1.hospital.example"; // two services by its name
    issue("r2", "s2", other);
    issue("r3", "s1", other);
    issue("r4", "gone", other);
    database.grow(FakeInventory::now());
    const auto after = database.load(before);
    compare(*after, *database.load());
    const auto namesOf = [&](Row row) {
        std::string names;
        for (std::uint16_t service : after->row(row).services)
            names += after->services()[service].id + " ";
        return names;
    };
    QCOMPARE(namesOf(0), std::string());
    QCOMPARE(namesOf(1), std::string("s3 "));
    QCOMPARE(after->row(1).tier, Tier::Important);
    QCOMPARE(namesOf(2), std::string("s1 s4 s2 ")); // services stand by their names
    QCOMPARE(namesOf(3), std::string("s1 s4 "));
    QCOMPARE(namesOf(4), std::string("s1 s4 "));
    const auto first = InventoryLoader(database.lender()).loadFirst(FakeInventory::now(), 3);
    VERIFY_OK(first);
    for (Row row = 0; row < (*first)->size(); ++row)
        QCOMPARE((*first)->row(row).services.size(), after->row(*after->find((*first)->row(row).sha256)).services.size());
}

void InventoryTest::tiesCasThatServe_data()
{
    QTest::addColumn<FakeCertificate>("certificate");
    QTest::addColumn<bool>("tied");
    QTest::addColumn<bool>("untrusted");
    FakeCertificate own; // what `openssl req -x509` makes of a server's name
    own.subject = own.issuer = "CN=his1.hospital.example";
    own.commonName = "his1.hospital.example";
    own.names = "";
    own.flags = CertificateFlag::Ca | CertificateFlag::SelfIssued;
    own.purpose = Purpose::Ca;
    own.validationClass = ValidationClass::Unknown;
    const auto row = [](const char *name, const FakeCertificate &certificate, bool tied, bool untrusted) {
        QTest::newRow(name) << certificate << tied << untrusted;
    };
    row("a root that lies in a file", own, false, false);
    FakeCertificate other = own;
    other.names = "email:pki@his1.hospital.example\nuri:http://his1.hospital.example";
    row("a root with an address", other, false, false);
    other.names = "his1.hospital.example";
    row("it signed itself and names a host", other, true, true);
    other.names = "email:a@b.example\nip:10.0.0.3";
    row("it signed itself and names an address", other, true, true);
    other = own;
    other.sightings = {{4, "his1.hospital.example:8443", "", false}};
    row("it signed itself and is at work", other, true, true);
    other.subject = other.issuer = "CN=Root";
    row("a root sent along, which issued others", other, true, false);
    other.flags = CertificateFlag::Ca;
    other.subject = "CN=Intermediate";
    row("an intermediate sent along", other, true, false);
}

void InventoryTest::tiesCasThatServe()
{
    QFETCH(FakeCertificate, certificate);
    QFETCH(bool, tied);
    QFETCH(bool, untrusted);
    FakeInventory database;
    database.save(someServices()[0]);
    database.add(certificate);
    FakeCertificate leaf;
    leaf.issuer = "CN=Root";
    database.add(leaf);
    const auto inventory = database.load();
    QCOMPARE(inventory->row(0).services.size(), std::size_t(tied));
    QCOMPARE(inventory->row(0).tier, tied ? Tier::Core : Tier::None);
    QCOMPARE((inventory->row(0).rules & ruleBit(Rule::UntrustedChain)) != 0, untrusted);
    // It expires as a server's does.
    const auto later = database.load(nullptr, certificate.notAfter - hours(24 * 5));
    QCOMPARE((later->row(0).rules & ruleBit(Rule::ExpiresSoon)) != 0, tied);
}

// Whatever happens to a house, reading on gives what reading anew gives.
void InventoryTest::growsToTheSameAsReadAnew()
{
    std::mt19937 random(7);
    FakeInventory database;
    std::shared_ptr<const Inventory> grown;
    std::vector<Service> services = someServices();
    Instant time = FakeInventory::now() - hours(24 * 30);
    std::int64_t last = 0;
    for (int step = 0; step < 30; ++step) {
        VERIFY_OK(database.connection().execute("BEGIN"));
        time += hours(1);
        switch (random() % 5) {
        case 0:
        case 1:
            for (unsigned i = random() % 60; i > 0; --i) {
                FakeCertificate certificate = randomCertificate(random);
                certificate.lints.clear();
                last = database.add(certificate);
            }
            break;
        case 2:
            if (last > 0)
                database.see(1 + random() % last, {4, "his1.hospital.example:443", "", random() % 2 == 0, time});
            break;
        case 3: {
            Service &service = services[random() % services.size()];
            service.tier = Tier(1 + random() % 3);
            random() % 4 ? database.save(service) : database.remove(service);
            break;
        }
        default:
            if (last > 0) {
                const std::int64_t upTo = grown ? grown->extent().lintedUpTo : 0;
                if (upTo < last)
                    database.lint(upTo + 1 + random() % (last - upTo), Rule::RsaTooShort, last);
            }
        }
        database.grow(time);
        VERIFY_OK(database.connection().execute("COMMIT"));
        grown = database.load(grown);
        compare(*grown, *database.load());
    }
    QVERIFY(grown->size() > 100);
}

void InventoryTest::sharesWhatDidNotChange()
{
    FakeInventory database;
    std::mt19937 random(3);
    VERIFY_OK(database.connection().execute("BEGIN"));
    for (std::int64_t i = 0; i < CertificateColumns::idsPerChunk + 10; ++i) {
        FakeCertificate certificate = randomCertificate(random);
        certificate.lints.clear();
        database.add(certificate);
    }
    VERIFY_OK(database.connection().execute("COMMIT"));
    const auto before = database.load();
    QCOMPARE(before->chunks().size(), std::size_t(2));
    database.add({});
    database.see(3, {1, "/srv/again.pem", "", false, FakeInventory::now()});
    database.grow(FakeInventory::now());
    const auto after = database.load(before);
    QCOMPARE(after->size(), before->size() + 1);
    QCOMPARE(after->chunks()[0].facts, before->chunks()[0].facts);
    QVERIFY(after->chunks()[0].sightings != before->chunks()[0].sightings);
    QVERIFY(after->chunks()[1].facts != before->chunks()[1].facts);
    const Row last = after->size() - 1;
    QCOMPARE(after->chunkOf(last), std::size_t(1));
    QCOMPARE(after->row(last).id, CertificateColumns::idsPerChunk + 11);
    QVERIFY2(after->memory() < 40u << 20, "8,200 certificates");
}

void InventoryTest::showsTheNextToExpireFirst()
{
    FakeInventory database;
    std::mt19937 random(5);
    for (int i = 0; i < 60; ++i)
        database.add(randomCertificate(random));
    const auto first = InventoryLoader(database.lender()).loadFirst(FakeInventory::now(), 10);
    VERIFY_OK(first);
    QCOMPARE((*first)->size(), 10u);
    QCOMPARE((*first)->total(), 60);
    QVERIFY(!(*first)->isComplete());
    const auto whole = database.load();
    std::vector<Instant> ends;
    for (Row row = 0; row < whole->size(); ++row) {
        if (whole->row(row).notAfter >= FakeInventory::now())
            ends.push_back(whole->row(row).notAfter);
    }
    std::sort(ends.begin(), ends.end());
    for (Row row = 0; row < 10; ++row) {
        QCOMPARE((*first)->row(row).notAfter, ends[row]);
        const Row same = *whole->find((*first)->row(row).sha256);
        QCOMPARE(shown(**first, row).substr(0, 64), shown(*whole, same).substr(0, 64));
        QCOMPARE((*first)->row(row).sightings.size(), whole->row(same).sightings.size());
    }
}

void InventoryTest::keysShared_data()
{
    QTest::addColumn<FakeCertificate>("second");
    QTest::addColumn<bool>("shared");
    FakeCertificate second;
    second.key = 1;
    second.names = "other.example";
    const auto row = [](const char *name, FakeCertificate certificate, bool shared) { QTest::newRow(name) << certificate << shared; };
    row("the same organisation", second, false);
    second.organization = "Someone Else";
    row("another organisation", second, true);
    FakeCertificate unknown = second;
    unknown.organization = "";
    row("nobody known", unknown, false);
    FakeCertificate ownKey = second;
    ownKey.key = 2;
    row("another key", ownKey, false);
    FakeCertificate ca = second;
    ca.flags = CertificateFlag::Ca;
    row("a CA, which is cross-signed by design", ca, false);
}

void InventoryTest::keysShared()
{
    QFETCH(FakeCertificate, second);
    QFETCH(bool, shared);
    FakeInventory database;
    FakeCertificate first;
    first.key = 1;
    database.add(first);
    database.add(second);
    const auto inventory = database.load();
    for (Row row : {0u, 1u})
        QCOMPARE((inventory->row(row).rules & ruleBit(Rule::KeySharedAcrossOwners)) != 0, shared);
}

void InventoryTest::followsIssuersUpwards()
{
    FakeInventory database;
    const auto add = [&](const char *subject, const char *issuer, std::uint32_t flags) {
        FakeCertificate certificate;
        certificate.subject = subject;
        certificate.issuer = issuer;
        certificate.flags = flags;
        database.add(certificate);
    };
    add("CN=Root", "CN=Root", CertificateFlag::Ca | CertificateFlag::SelfIssued);
    add("CN=Intermediate", "CN=Root", CertificateFlag::Ca);
    add("CN=a", "CN=Intermediate", 0);
    add("CN=b", "CN=Nobody", 0);
    add("CN=c", "CN=c", CertificateFlag::SelfIssued);
    add("CN=Loop1", "CN=Loop2", CertificateFlag::Ca);
    add("CN=Loop2", "CN=Loop1", CertificateFlag::Ca);
    add("CN=d", "CN=Loop1", 0);
    const auto inventory = database.load();
    const ChainState expected[] = {ChainState::Complete, ChainState::Complete, ChainState::Complete, ChainState::IssuerMissing,
                                   ChainState::SelfSigned, ChainState::Unknown, ChainState::Unknown, ChainState::Unknown};
    for (Row row = 0; row < inventory->size(); ++row)
        QCOMPARE(inventory->facts(row).chain, expected[row]);
}

void InventoryTest::privateByItsChain_data()
{
    QTest::addColumn<QString>("issuer");
    QTest::addColumn<bool>("selfSigned");
    QTest::addColumn<bool>("isPrivate");
    QTest::newRow("a public root's") << "CN=Public" << false << false;
    QTest::newRow("under an intermediate") << "CN=Public intermediate" << false << false;
    QTest::newRow("a root that nobody trusts") << "CN=Private" << false << true;
    QTest::newRow("cross-signed by a public root") << "CN=Crossed" << false << false;
    QTest::newRow("the own CA's") << "CN=Own issuing" << false << true;
    QTest::newRow("the own CA's, though this computer trusts it") << "CN=Own trusted" << false << true;
    QTest::newRow("the issuer is not known") << "CN=Nobody" << false << false;
    QTest::newRow("the root is not known") << "CN=Lone intermediate" << false << false;
    QTest::newRow("it signed itself") << "CN=self" << true << true;
}

void InventoryTest::privateByItsChain()
{
    QFETCH(QString, issuer);
    QFETCH(bool, selfSigned);
    QFETCH(bool, isPrivate);
    FakeInventory database;
    FakeCertificate leaf;
    leaf.subject = selfSigned ? issuer.toStdString() : "CN=leaf";
    leaf.issuer = issuer.toStdString();
    leaf.flags = selfSigned ? CertificateFlag::SelfIssued : 0;
    leaf.names = leaf.commonName = "his1.hospital.example";
    leaf.validationClass = ValidationClass::Ov;
    leaf.lints = {Rule::InternalNameInPublic, Rule::Sha1Signature};
    database.add(leaf);
    const auto ca = [&](const char *subject, const char *above, bool trusted) {
        FakeCertificate certificate;
        certificate.subject = subject;
        certificate.issuer = above;
        certificate.names = "";
        certificate.purpose = Purpose::Ca;
        certificate.validationClass = ValidationClass::Unknown;
        certificate.flags = CertificateFlag::Ca | (certificate.subject == above ? CertificateFlag::SelfIssued : 0);
        if (trusted)
            certificate.sightings = {{5, "/etc/ssl/certs/ca-certificates.crt", "", false}};
        return database.add(certificate);
    };
    ca("CN=Public", "CN=Public", true);
    ca("CN=Public intermediate", "CN=Public", false);
    ca("CN=Private", "CN=Private", false);
    ca("CN=Crossed", "CN=Crossed", false);
    ca("CN=Crossed", "CN=Public", false);
    ca("CN=Lone intermediate", "CN=Nobody", false);
    ca("CN=Own", "CN=Own", false);
    const std::int64_t issuing = ca("CN=Own issuing", "CN=Own", false), trusted = ca("CN=Own trusted", "CN=Own trusted", true);
    for (std::int64_t id : {issuing, trusted})
        VERIFY_OK(database.connection().execute(("INSERT INTO issued (certificate_id, ca, serial, request, is_ca, replaces, sequence) VALUES ("
                                                 + std::to_string(id) + ", 'ca', x'0" + std::to_string(id % 10) + "', '', 1, NULL, 7)").c_str()));
    database.save(someServices()[0]);
    const auto inventory = database.load();
    const CertificateRow row = inventory->row(0);
    QCOMPARE(row.validationClass, isPrivate ? ValidationClass::Private : ValidationClass::Ov);
    QVERIFY(!row.classInferred);
    const auto broken = [&](Rule rule) { return (row.rules & ruleBit(rule)) != 0; };
    QCOMPARE(broken(Rule::OvOnCoreService), !isPrivate); // the house's minimum is for what public CAs prove
    QCOMPARE(broken(Rule::InternalNameInPublic), !isPrivate);
    QVERIFY(broken(Rule::Sha1Signature));
    const auto findings = readFindings(database.connection(), *inventory, 0);
    VERIFY_OK(findings);
    RuleBits listed = 0;
    for (const Finding &finding : *findings)
        listed |= ruleBit(finding.rule);
    QCOMPARE(listed, row.rules);
    const auto found = select(*inventory, {.query = parseQuery("class = private").value()}, {FakeInventory::now(), 0});
    VERIFY_OK(found);
    QCOMPARE(std::ranges::find(found->rows, Row(0)) != found->rows.end(), isPrivate);
}

void InventoryTest::appliesThePolicy()
{
    FakeInventory database;
    FakeCertificate certificate;
    certificate.lints = {Rule::RsaTooShort, Rule::Sha1Signature};
    database.add(certificate);
    Policy policy = defaultPolicy();
    policy.rules[Rule::RsaTooShort] = {true, Severity::Critical};
    policy.rules[Rule::Sha1Signature] = {false, Severity::Critical};
    database.setPolicy(policy);
    const auto inventory = database.load();
    QCOMPARE(inventory->row(0).rules, ruleBit(Rule::RsaTooShort));
    QCOMPARE(inventory->row(0).severity, std::optional(Severity::Critical));
    policy.rules[Rule::RsaTooShort].enabled = false;
    database.setPolicy(policy);
    database.grow(FakeInventory::now(), "policy.set");
    const auto after = database.load(inventory);
    QCOMPARE(after->row(0).rules, RuleBits(0));
    QCOMPARE(after->row(0).severity, std::optional<Severity>());
}

void InventoryTest::namesFindingsWithWhatWasObserved()
{
    FakeInventory database;
    FakeCertificate certificate;
    certificate.lints = {Rule::RsaTooShort};
    certificate.sightings = {{7, "/srv/a.p12", "", true}, {1, "/srv/a.pem", "", false}, {8, "/srv/a.key", "", true}};
    certificate.key = 1;
    certificate.names = certificate.commonName = "his1.hospital.example";
    database.add(certificate);
    FakeCertificate stranger;
    stranger.key = 1;
    stranger.organization = "Example Ltd";
    database.add(stranger);
    database.save(someServices()[0]);
    const auto inventory = database.load();
    const auto findings = readFindings(database.connection(), *inventory, 0);
    VERIFY_OK(findings);
    QCOMPARE(findings->size(), std::size_t(4));
    QVERIFY(findings->front().severity >= findings->back().severity);
    RuleBits rules = 0;
    for (const Finding &finding : *findings) {
        rules |= ruleBit(finding.rule);
        if (finding.rule == Rule::RsaTooShort)
            QCOMPARE(finding.observed, std::string("seen"));
        if (finding.rule == Rule::PrivateKeyInFile)
            QCOMPARE(finding.observed, std::string("/srv/a.key, /srv/a.p12"));
        if (finding.rule == Rule::KeySharedAcrossOwners)
            QCOMPARE(finding.observed, std::string("HIS (王伟), Example Ltd"));
    }
    QCOMPARE(rules, inventory->row(0).rules);
}

void InventoryTest::stopsWhenAsked()
{
    FakeInventory database;
    database.add({});
    std::stop_source stop;
    stop.request_stop();
    VERIFY_ERROR(InventoryLoader(database.lender()).load(nullptr, FakeInventory::now(), stop.get_token()), ErrorCode::Cancelled);
}

void InventoryTest::anEmptyHouseIsComplete()
{
    FakeInventory database;
    const auto first = InventoryLoader(database.lender()).loadFirst(FakeInventory::now());
    VERIFY_OK(first);
    QVERIFY((*first)->isComplete());
    const auto whole = database.load(*first);
    QCOMPARE(whole->size(), 0u);
    database.add({});
    database.grow(FakeInventory::now());
    QCOMPARE(database.load(whole)->size(), 1u);
}

QTEST_GUILESS_MAIN(InventoryTest)
#include "InventoryTest.moc"
