// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeInventory.h"

#include "models/base/CanonicalJson.h"
#include "models/pki/Digest.h"
#include "models/store/Schema.h"

namespace hufu::test {
namespace {

/// A fixture that fails is a broken test, not a finding.
template <typename T>
T must(Result<T> result)
{
    if (!result)
        qFatal("fixture: %s %s", errorName(result.error().code), result.error().detail.c_str());
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

/// Nobody decides here: the rows come from no commands.
class NoAuthority final : public Transport {
public:
    std::vector<Result<Receipt>> deliver(std::span<const Delivery> deliveries) override
    {
        return std::vector<Result<Receipt>>(deliveries.size(), fail(ErrorCode::Unsupported, "an inventory without an authority"));
    }
    Result<std::vector<CardSecrets>> cardSecrets(const std::string &, const SignDemand &) override
    {
        return fail(ErrorCode::Unsupported, "an inventory without an authority");
    }
};

Sha256 hashOf(const std::string &text) { return sha256(viewOf(text)); }

} // namespace

FakeInventory::FakeInventory() : m_path(m_folder.filePath("hufu.db").toStdString()), m_key(SecureBytes::random(32))
{
    m_connection = must(Connection::open(m_path, m_key, Connection::Access::Create));
    must(migrate(*m_connection));
    run("INSERT INTO house (id, name, pilot, authority_certificate, policy) VALUES (1, 'Test', 1, x'00', ?1)",
        [policy = must(toCanonicalJson(toJson(defaultPolicy())))](Statement &statement) {
            statement.bind(1, std::string_view(policy)).run().value();
        });
    run("INSERT INTO person (id, name, department, roles, certificate, active) VALUES ('p1', '李安全', 'IT', 'security-admin', x'00', 1)",
        [](Statement &statement) { statement.run().value(); });
    grow(now() - std::chrono::hours(24 * 100), "house.found", "Test");
}

FakeInventory::FakeInventory(Connection connection) : m_key(SecureBytes::random(32)), m_connection(std::move(connection))
{
    m_head = static_cast<Sequence>(must(m_connection->integer("SELECT max(sequence) FROM entry")));
}

void FakeInventory::run(std::string_view sql, const std::function<void(Statement &)> &bind)
{
    auto known = m_statements.find(sql);
    if (known == m_statements.end())
        known = m_statements.emplace(sql, must(m_connection->prepare(sql))).first;
    bind(known->second);
}

ConnectionLender FakeInventory::lender() const
{
    return [this](const std::function<Result<void>(Connection &)> &work) -> Result<void> {
        Result<Connection> connection = open(Connection::Access::ReadOnly);
        if (!connection)
            return fail(connection.error());
        return work(*connection);
    };
}

Sha256 FakeInventory::sha256Of(std::int64_t id) { return hashOf("certificate " + std::to_string(id)); }

std::int64_t FakeInventory::add(const FakeCertificate &certificate)
{
    std::int64_t id = 0;
    run("INSERT INTO certificate (id, sha256, subject, common_name, organization, issuer, issuer_name, serial, names, not_before, "
        "not_after,"
        " key_algorithm, key_bits, curve, signature_algorithm, validation_class, class_inferred, purpose, key_usage, "
        "extended_key_usage, flags,"
        " spki_sha256, subject_hash, issuer_hash, first_seen) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM certificate), "
        "zeroblob(32), ?1, ?2, ?3,"
        " ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 0, ?15, 0, 0, ?16, zeroblob(32), ?17, ?18, ?19)",
        [&](Statement &statement) {
            const std::string subject = !certificate.subject.empty()
                                            ? certificate.subject
                                            : "CN=" + certificate.commonName + ",O=" + certificate.organization;
            const std::string issuer = !certificate.issuer.empty() ? certificate.issuer : "CN=" + certificate.issuerName;
            const Sha256 subjectHash = hashOf("name " + subject), issuerHash = hashOf("name " + issuer);
            statement.bind(1, std::string_view(subject))
                .bind(2, std::string_view(certificate.commonName))
                .bind(3, std::string_view(certificate.organization))
                .bind(4, std::string_view(issuer))
                .bind(5, std::string_view(certificate.issuerName))
                .bind(6, BytesView(certificate.serial))
                .bind(7, std::string_view(certificate.names))
                .bind(8, toUnix(certificate.notBefore))
                .bind(9, toUnix(certificate.notAfter))
                .bind(10, std::int64_t(certificate.keyAlgorithm))
                .bind(11, std::int64_t(certificate.keyBits))
                .bind(12, std::string_view(certificate.curve))
                .bind(13, std::int64_t(certificate.signatureAlgorithm))
                .bind(14, std::int64_t(certificate.validationClass))
                .bind(15, std::int64_t(certificate.purpose))
                .bind(16, std::int64_t(certificate.flags))
                .bind(17, BytesView(subjectHash))
                .bind(18, BytesView(issuerHash))
                .bind(19, std::int64_t(m_head));
            must(statement.run());
            id = m_connection->lastRowId();
        });
    run("UPDATE certificate SET sha256 = ?2, spki_sha256 = ?3 WHERE id = ?1", [&](Statement &statement) {
        const Sha256 sha256 = sha256Of(id);
        const Sha256 spki = hashOf("key " + (certificate.key ? std::to_string(certificate.key) : "of " + std::to_string(id)));
        statement.bind(1, id).bind(2, BytesView(sha256)).bind(3, BytesView(spki));
        must(statement.run());
    });
    for (const FakeSighting &sighting : certificate.sightings)
        see(id, sighting);
    for (Rule rule : certificate.lints)
        lint(id, rule, id);
    return id;
}

void FakeInventory::see(std::int64_t id, const FakeSighting &sighting)
{
    run("INSERT INTO sighting (certificate_id, kind, location, detail, private_key, first_seen, last_seen) VALUES (?1, ?2, ?3, ?4, "
        "?5, ?6, ?6)"
        " ON CONFLICT DO UPDATE SET last_seen = excluded.last_seen, private_key = private_key | excluded.private_key",
        [&](Statement &statement) {
            statement.bind(1, id)
                .bind(2, std::int64_t(sighting.kind))
                .bind(3, std::string_view(sighting.location))
                .bind(4, std::string_view(sighting.detail))
                .bind(5, std::int64_t(sighting.privateKey))
                .bind(6, toUnix(sighting.lastSeen));
            must(statement.run());
        });
}

void FakeInventory::lint(std::int64_t id, Rule rule, std::int64_t lintedUpTo)
{
    run("INSERT OR IGNORE INTO lint (certificate_id, rule, observed) VALUES (?1, ?2, 'seen')", [&](Statement &statement) {
        statement.bind(1, id).bind(2, std::int64_t(rule));
        must(statement.run());
    });
    run("INSERT OR REPLACE INTO linted (id, rule_set, up_to) VALUES (1, ?1, ?2)", [&](Statement &statement) {
        statement.bind(1, std::int64_t(lintRuleSet)).bind(2, lintedUpTo);
        must(statement.run());
    });
}

void FakeInventory::addBlob(std::int64_t id, BytesView bytes)
{
    run("INSERT INTO blob (id, sha256, bytes) VALUES (?1, ?2, ?3)", [&](Statement &statement) {
        const Sha256 digest = sha256(bytes);
        statement.bind(1, id).bind(2, BytesView(digest)).bind(3, bytes);
        must(statement.run());
    });
}

void FakeInventory::save(const Service &service)
{
    std::string hosts;
    for (const std::string &host : service.hosts)
        hosts += (hosts.empty() ? "" : "\n") + host;
    run("INSERT OR REPLACE INTO service (id, name, tier, department, owner, hosts, patient_data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        [&](Statement &statement) {
            statement.bind(1, std::string_view(service.id)).bind(2, std::string_view(service.name)).bind(3, std::int64_t(service.tier))
                .bind(4, std::string_view(service.department)).bind(5, std::string_view(service.owner)).bind(6, std::string_view(hosts))
                .bind(7, std::int64_t(service.patientData));
            must(statement.run());
        });
}

void FakeInventory::remove(const Service &service)
{
    run("DELETE FROM service WHERE id = ?1", [&](Statement &statement) { must(statement.bind(1, std::string_view(service.id)).run()); });
}

void FakeInventory::setPolicy(const Policy &policy)
{
    run("UPDATE house SET policy = ?1", [text = must(toCanonicalJson(toJson(policy)))](Statement &statement) {
        must(statement.bind(1, std::string_view(text)).run());
    });
}

void FakeInventory::save(const Collection &collection)
{
    run("INSERT OR REPLACE INTO collection (id, name, query) VALUES (?1, ?2, ?3)", [&](Statement &statement) {
        statement.bind(1, std::string_view(collection.id))
            .bind(2, std::string_view(collection.name))
            .bind(3, std::string_view(collection.query));
        must(statement.run());
    });
}

void FakeInventory::grow(Instant time, const std::string &kind, const std::string &subject)
{
    ++m_head;
    run("INSERT INTO entry (sequence, time, kind, actor, subject, outcome, command_id, previous, hash, command) VALUES (?1, ?2, "
        "?3, 'p1', ?4, '{}', null,"
        " zeroblob(32), ?5, x'')",
        [&](Statement &statement) {
            const Sha256 hash = hashOf("entry " + std::to_string(m_head));
            statement.bind(1, std::int64_t(m_head))
                .bind(2, toUnix(time))
                .bind(3, std::string_view(kind))
                .bind(4, std::string_view(subject))
                .bind(5, BytesView(hash));
            must(statement.run());
        });
}

std::shared_ptr<const Inventory> FakeInventory::load(std::shared_ptr<const Inventory> previous, Instant at) const
{
    return must(InventoryLoader(lender()).load(std::move(previous), at));
}

Result<std::unique_ptr<House>> FakeInventory::house() const
{
    OpenedHome opened;
    opened.transport = std::make_unique<NoAuthority>();
    opened.databasePath = m_path;
    opened.databaseKey = m_key.clone();
    opened.personId = "p1";
    opened.clock = now;
    return House::open(std::move(opened));
}

FakeCertificate randomCertificate(std::mt19937 &random)
{
    const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
    const auto oneOf = [&](auto... values) {
        using Value = std::common_type_t<decltype(values)...>;
        const Value all[] = {values...};
        return all[random() % std::size(all)];
    };
    FakeCertificate certificate;
    certificate.commonName = oneOf("his", "lis", "pacs", "急诊", "Portal") + std::string("-") + std::to_string(below(40));
    const std::string host = std::string(oneOf("his", "lis", "pacs", "www")) + std::to_string(below(20))
                             + oneOf(".hospital.example", ".lab.example", ".clinic.example");
    certificate.names = oneOf(std::string(), host, host + "\nwww." + host, std::string("*.lab.example"), "IP-" + host,
                              std::string("ip:10.0.0.") + std::to_string(below(9)));
    certificate.organization = oneOf("某医院", "第一人民医院", "Example Ltd", "");
    certificate.issuerName = oneOf("Hospital CA", "DigiCert \"TLS\" CA", "中国金融认证中心", "Let's Encrypt R3");
    certificate.notBefore = FakeInventory::now() - std::chrono::hours(24 * below(700));
    certificate.notAfter = certificate.notBefore + std::chrono::hours(24 * (30 + below(800))) - std::chrono::seconds(1);
    if (below(20) == 0)
        certificate.notBefore = FakeInventory::now() + std::chrono::hours(5);
    for (int octet = 0; octet < 8; ++octet)
        certificate.serial[octet % 3] = static_cast<std::uint8_t>(random());
    certificate.keyAlgorithm = oneOf(KeyAlgorithm::Rsa, KeyAlgorithm::Rsa, KeyAlgorithm::Ec, KeyAlgorithm::Sm2);
    const bool rsa = certificate.keyAlgorithm == KeyAlgorithm::Rsa;
    certificate.keyBits = rsa ? oneOf(1024, 2048, 4096) : 256;
    certificate.curve = rsa ? "" : certificate.keyAlgorithm == KeyAlgorithm::Sm2 ? "SM2" : "P-256";
    certificate.signatureAlgorithm =
        rsa ? oneOf(SignatureAlgorithm::RsaSha256, SignatureAlgorithm::RsaSha1) : SignatureAlgorithm::EcdsaSha256;
    certificate.validationClass = oneOf(ValidationClass::Dv, ValidationClass::Ov, ValidationClass::Ev, ValidationClass::Private);
    certificate.purpose = oneOf(Purpose::Server, Purpose::Server, Purpose::Client, Purpose::ServerAndClient);
    if (below(25) == 0) {
        certificate.purpose = Purpose::Ca;
        certificate.flags = CertificateFlag::Ca | (below(2) ? CertificateFlag::SelfIssued : 0);
    }
    certificate.key = below(8) ? 0 : 1 + below(5);
    if (below(3) == 0)
        certificate.lints = {oneOf(Rule::RsaTooShort, Rule::Sha1Signature, Rule::NoSubjectAltName)};
    if (below(6) == 0)
        certificate.sightings.push_back({4, host + ":443", "", false, FakeInventory::now() - std::chrono::hours(below(900))});
    if (below(3))
        certificate.sightings.push_back({1, "/srv/Bundle-" + std::to_string(below(5)) + ".pem", "", below(10) == 0});
    return certificate;
}

void fillLikeAHospital(FakeInventory &database, int certificates)
{
    std::mt19937 random(1);
    for (int service = 0; service < 200; ++service) {
        Service made{"service-" + std::to_string(service),
                     "业务系统 " + std::to_string(service),
                     Tier(1 + service % 3),
                     "科室 " + std::to_string(service % 30),
                     "负责人 " + std::to_string(service % 50),
                     {},
                     service % 2 == 0};
        for (int host = 0; host < 20; ++host)
            made.hosts.push_back("host" + std::to_string(service * 50 + host) + ".his.hospital.example");
        database.save(made);
    }
    (void)database.connection().execute("BEGIN");
    for (int number = 0; number < certificates; ++number) {
        FakeCertificate certificate = randomCertificate(random);
        const std::string host = "host" + std::to_string(number) + (number % 3 ? ".his.hospital.example" : ".lab.clinic.example");
        certificate.commonName = host;
        certificate.names = host + "\nwww." + host;
        certificate.subject = "CN=" + host + ",OU=信息中心 " + std::to_string(number % 97) + ",O=" + certificate.organization + ",L=北京,C=CN";
        certificate.issuerName = "Issuing CA " + std::to_string(random() % 300);
        certificate.key = 0;
        certificate.serial.assign(16, 0);
        for (std::uint8_t &octet : certificate.serial)
            octet = static_cast<std::uint8_t>(random());
        const std::vector<Rule> lints = std::exchange(certificate.lints, {});
        const std::int64_t id = database.add(certificate);
        for (Rule rule : lints)
            database.lint(id, rule, id);
    }
    (void)database.connection().execute("COMMIT");
}

std::vector<Service> someServices()
{
    return {{"s1", "HIS", Tier::Core, "门诊", "王伟", {"his1.hospital.example", "his2.hospital.example", "10.0.0.3"}, true},
            {"s2", "急诊 挂号", Tier::Core, "急诊", "李娜", {"his3.hospital.example", "www.his3.hospital.example"}, true},
            {"s3", "LIS", Tier::Important, "检验", "Zhao", {"*.lab.example"}, true},
            {"s4", "Portal", Tier::General, "IT", "", {"www1.clinic.example", "www2.clinic.example", "his1.hospital.example"}, false}};
}

} // namespace hufu::test
