// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "models/domain/Import.h"
#include "models/domain/Service.h"
#include "models/pki/Digest.h"
#include "models/store/KeySlots.h"
#include "models/store/Projection.h"
#include "models/store/Schema.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Verify.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

SecureBytes passphrase() { return SecureBytes::copyOf("correct horse battery staple"); }

/// A home with what every release knew: officer, services, certificates, policy.
struct Home {
    Home() : gate(folder.filePath(QStringLiteral("home")).toStdString(), {1024, 8, 1}), paths(folder.filePath(QStringLiteral("home")).toStdString())
    {
        founded = gate.found({"第一医院", "李安全", "信息科"}, passphrase());
    }
    /// `waiving`: with something whose second signature pilot mode waives, which is noted from step 2 on.
    Result<void> furnish(bool waiving)
    {
        Result<std::unique_ptr<House>> house = gate.open({}, passphrase());
        if (!house)
            return fail(house.error());
        const Bytes der = CertBuilder::server("his.hospital.example").build().der;
        ImportedSighting seen{1, "/srv/his.pem", {}, {}, {}};
        seen.certificates.push_back(sha256(der));
        Policy policy = defaultPolicy();
        policy.expiresSoonDays = 45;
        for (const Result<Receipt> &done : {(*house)->submit(CommandKind::SaveService, toJson(Service{newUuid(), "门诊挂号", Tier::Core, "门诊部", "王主任", {"his.hospital.example"}, true})),
                                            (*house)->submit(CommandKind::Import, toJson(std::vector{seen}), {{sha256(der), der}}),
                                            waiving ? (*house)->submit(CommandKind::SetPolicy, toJson(policy)) : Receipt{}}) {
            if (!done)
                return fail(done.error());
        }
        return {};
    }
    SecureBytes key() const { return std::move(*KeySlots::open(KeySlots::read(paths.keySlots)->slots().front(), passphrase())); }

    QTemporaryDir folder;
    EmbeddedGate gate;
    HomePaths paths;
    Result<void> founded;
};

/// Fills a database of an earlier schema with what its tables and columns take of today's.
Result<void> copyRows(Connection &older, const std::string &from, const SecureBytes &key)
{
    // The seal of what is attached, which is read at once, is the default of this process; connections of Hufu's own never go by it.
    const std::string attach = "PRAGMA cipher_default_page_size=16384; PRAGMA cipher_default_hmac_algorithm=HMAC_SHA256; ATTACH DATABASE '" + from
        + "' AS today KEY \"x'" + toHex(key.view()) + "'\"";
    if (Result<void> attached = older.execute(attach.c_str()); !attached)
        return attached;
    std::vector<std::string> copies;
    {
        Result<Statement> tables = older.prepare("SELECT t.name, group_concat(c.name) FROM sqlite_master t JOIN pragma_table_info(t.name) c "
                                                 "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' GROUP BY t.name");
        if (!tables)
            return fail(tables.error());
        const Result<void> done = forEachRow(*tables, [&](const Statement &row) {
            const std::string table(row.text(0)), columns(row.text(1));
            copies.push_back("DELETE FROM main." + table + "; INSERT INTO main." + table + " (" + columns + ") SELECT " + columns + " FROM today." + table);
        });
        if (!done)
            return done;
    }
    for (const std::string &copy : copies) {
        if (Result<void> done = older.execute(copy.c_str()); !done)
            return done;
    }
    return older.execute("DETACH DATABASE today");
}

} // namespace

/// Homes as earlier releases left them, opened by this one.
class SchemaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesForwardFromEveryStep_data();
    void comesForwardFromEveryStep();
    void aNewerReleasesHomeStaysAlone();
};

void SchemaTest::comesForwardFromEveryStep_data()
{
    QTest::addColumn<int>("step");
    for (int step = 1; step < newestSchema(); ++step)
        QTest::addRow("step %d", step) << step;
}

void SchemaTest::comesForwardFromEveryStep()
{
    QFETCH(int, step);
    Home home;
    VERIFY_OK(home.founded);
    VERIFY_OK(home.furnish(step > 1));
    const std::string older = home.paths.database + ".older";
    {
        Result<Connection> connection = Connection::open(older, home.key(), Connection::Access::Create);
        VERIFY_OK(connection);
        VERIFY_OK(migrate(*connection, step));
        QCOMPARE(connection->integer("PRAGMA user_version").value_or(-1), std::int64_t(step));
        VERIFY_OK(copyRows(*connection, home.paths.database, home.key()));
    }
    const QString database = QString::fromStdString(home.paths.database);
    for (const char *rest : {"", "-wal", "-shm"})
        QFile::remove(database + QLatin1String(rest));
    QVERIFY(QFile::rename(QString::fromStdString(older), database));

    const auto house = home.gate.open({}, passphrase());
    VERIFY_OK(house);
    const Result<VerificationReport> report = (*house)->verify(true, {}, {});
    VERIFY_OK(report);
    QVERIFY(report->intact());
    QCOMPARE((*house)->services()->size(), std::size_t(1));
    QCOMPARE((*house)->policy()->expiresSoonDays, step > 1 ? 45 : 30);
    VERIFY_OK((*house)->submit(CommandKind::SaveService, toJson(Service{newUuid(), "电子病历", Tier::Core, "信息科", "王主任", {"emr.hospital.example"}, true})));

    Result<Connection> connection = (*house)->openForDerived();
    VERIFY_OK(connection);
    QCOMPARE(connection->integer("PRAGMA user_version").value_or(-1), std::int64_t(newestSchema()));
    const Result<Sha256> kept = projectionDigest(*connection);
    VERIFY_OK(rebuildProjection(*connection));
    const Result<Sha256> rebuilt = projectionDigest(*connection);
    QCOMPARE(toHex(*rebuilt), toHex(*kept));
}

void SchemaTest::aNewerReleasesHomeStaysAlone()
{
    Home home;
    VERIFY_OK(home.founded);
    {
        Result<Connection> connection = Connection::open(home.paths.database, home.key(), Connection::Access::ReadWrite);
        VERIFY_OK(connection);
        VERIFY_OK(connection->execute(("PRAGMA user_version = " + std::to_string(newestSchema() + 1)).c_str()));
        VERIFY_ERROR(migrate(*connection), ErrorCode::VersionTooNew);
    }
    VERIFY_ERROR(home.gate.open({}, passphrase()), ErrorCode::VersionTooNew);
}

QTEST_GUILESS_MAIN(SchemaTest)
#include "SchemaTest.moc"
