// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/House.h"
#include "models/replica/InventoryLoader.h"

#include <QTemporaryDir>

#include <map>
#include <random>

namespace hufu::test {

struct FakeSighting {
    int kind = 1; ///< SourceKind
    std::string location = "/srv/bundle.pem", detail;
    bool privateKey = false;
    Instant lastSeen = fromIso("2026-11-01T00:00:00Z").value();
};

/// A row of the certificate table; nothing about it needs to be true.
struct FakeCertificate {
    std::string commonName = "his.example", organization = "某医院", issuerName = "Hospital CA";
    std::string names = "his.example"; ///< one a line
    std::string subject, issuer;       ///< made of the above when empty
    Instant notBefore = fromIso("2026-06-01T00:00:00Z").value(), notAfter = fromIso("2027-06-01T00:00:00Z").value();
    Bytes serial{0x0a, 0xbc, 0xde};
    KeyAlgorithm keyAlgorithm = KeyAlgorithm::Rsa;
    int keyBits = 2048;
    std::string curve;
    SignatureAlgorithm signatureAlgorithm = SignatureAlgorithm::RsaSha256;
    ValidationClass validationClass = ValidationClass::Ov;
    Purpose purpose = Purpose::Server;
    std::uint32_t flags = 0;
    int key = 0; ///< equal numbers share a key; 0: its own
    std::vector<Rule> lints;
    std::vector<FakeSighting> sightings;
};

/// A real, encrypted database filled by plain SQL, for what reads it. "Now" is 2026-11-23 12:00 UTC.
class FakeInventory {
public:
    FakeInventory();
    /// The same over the database of a real, founded house; what it needs beside the rows is there.
    explicit FakeInventory(Connection connection);

    static Instant now() { return fromIso("2026-11-23T12:00:00Z").value(); }
    Connection &connection() { return *m_connection; }
    Result<Connection> open(Connection::Access access) const { return Connection::open(m_path, m_key, access); }
    ConnectionLender lender() const;

    /// The certificate's SHA-256 is sha256Of(id).
    std::int64_t add(const FakeCertificate &certificate);
    static Sha256 sha256Of(std::int64_t id);
    void see(std::int64_t id, const FakeSighting &sighting);
    void lint(std::int64_t id, Rule rule, std::int64_t lintedUpTo);
    void addBlob(std::int64_t id, BytesView bytes);
    void save(const Service &service);
    void remove(const Service &service);
    void setPolicy(const Policy &policy);
    void save(const Collection &collection);
    /// A journal entry at this time, so that readers see growth.
    void grow(Instant time, const std::string &kind = "certificate.import", const std::string &subject = "bundle.pem");

    std::shared_ptr<const Inventory> load(std::shared_ptr<const Inventory> previous = nullptr, Instant at = now()) const;
    /// A house over the same database that can read and follow, but not send.
    Result<std::unique_ptr<House>> house() const;

private:
    void run(std::string_view sql, const std::function<void(Statement &)> &bind);
    QTemporaryDir m_folder;
    std::string m_path;
    SecureBytes m_key;
    std::optional<Connection> m_connection;
    std::map<std::string, Statement, std::less<>> m_statements; ///< prepared once; gone before the connection
    Sequence m_head = 0;
};

/// Certificates as a hospital has them, the same for the same seed: names shared and not, a few issuers, Chinese organisations,
/// some expired.
FakeCertificate randomCertificate(std::mt19937 &random);
/// So many certificates and two hundred services, as a hospital's inventory: what benches read.
void fillLikeAHospital(FakeInventory &database, int certificates);
/// A few services that own some of those names.
std::vector<Service> someServices();

} // namespace hufu::test
