// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/authority/Authority.h"
#include "models/authority/TokenVault.h"
#include "models/domain/Import.h"
#include "models/pki/Digest.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/SignedData.h"
#include "models/store/JournalStore.h"
#include "models/store/JournalVerification.h"
#include "models/store/KeySlots.h"
#include "models/store/Projection.h"
#include "models/store/Schema.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Verify.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <cmath>
#include <filesystem>
#include <fstream>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr ScryptCost cheap{1024, 8, 1};

SecureBytes passphrase() { return SecureBytes::copyOf("correct horse battery 医院"); }

/// A founded house in a folder of its own, and direct access to what lies in it.
struct Home {
    Home() : gate(folder.path().toStdString() + "/home", cheap), paths(folder.path().toStdString() + "/home")
    {
        founded = gate.found({"第一医院", "李安全", "信息科"}, passphrase());
    }
    std::unique_ptr<House> open()
    {
        Result<std::unique_ptr<House>> house = gate.open({}, passphrase());
        return house ? std::move(*house) : nullptr;
    }
    SecureBytes databaseKey() const
    {
        const Result<KeySlots> slots = KeySlots::read(paths.keySlots);
        return std::move(*KeySlots::open(slots->slots().front(), passphrase()));
    }
    Connection connection(Connection::Access access = Connection::Access::ReadWrite) const
    {
        return std::move(*Connection::open(paths.database, databaseKey(), access));
    }
    Result<VerificationReport> verify(bool signatures = true) const
    {
        Connection database = connection(Connection::Access::ReadOnly);
        return verifyJournal(database, {.signatures = signatures, .checkpointPath = paths.checkpoint}, {}, {});
    }

    QTemporaryDir folder;
    EmbeddedGate gate;
    HomePaths paths;
    Result<void> founded;
};

Service service(const std::string &name)
{
    return {newUuid(), name, Tier::Core, "门诊", "王主任", {"his.example"}, true};
}

std::vector<Blob> certificates(int count, int first = 0)
{
    std::vector<Blob> blobs;
    for (int i = first; i < first + count; ++i) {
        const Bytes der = CertBuilder().subject("CN=host" + std::to_string(i) + ".example").dns("host" + std::to_string(i) + ".example").der();
        blobs.push_back({sha256(der), der});
    }
    return blobs;
}

QJsonObject importOf(const std::vector<Blob> &blobs, const std::string &location)
{
    ImportedSighting sighting{1, location, {}, {}, {}};
    for (const Blob &blob : blobs)
        sighting.certificates.push_back(blob.sha256);
    return toJson(std::vector{sighting});
}

bool names(const VerificationReport &report, BreakKind kind, Sequence sequence)
{
    return std::ranges::any_of(report.breaks, [&](const Break &b) { return b.kind == kind && (sequence == 0 || b.sequence == sequence); });
}

} // namespace

class HouseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFoundedHouseOpensWithItsPassphraseOnly()
    {
        Home home;
        VERIFY_OK(home.founded);
        QVERIFY(home.gate.isFounded());
        const Result<std::vector<std::string>> officers = home.gate.officers();
        VERIFY_OK(officers);
        QCOMPARE(officers->front(), std::string("李安全"));
        VERIFY_ERROR(home.gate.open({}, SecureBytes::copyOf("wrong")), ErrorCode::WrongPassphrase);
        VERIFY_ERROR(home.gate.open("nobody", passphrase()), ErrorCode::NotFound);
        VERIFY_ERROR(home.gate.found({"x", "y", "z"}, passphrase()), ErrorCode::AlreadyExists);
        const std::unique_ptr<House> house = home.open();
        QVERIFY(house);
        QCOMPARE(house->record().name, std::string("第一医院"));
        QVERIFY(house->record().pilot);
        QCOMPARE(house->officer().roles.size(), std::size_t(6));
    }

    void homesSealedOtherwiseBeforeStillOpen_data()
    {
        QTest::addColumn<QByteArray>("seal");
        QTest::newRow("pages of 8 KiB") << QByteArray("PRAGMA old.cipher_page_size=8192; PRAGMA old.cipher_hmac_algorithm=HMAC_SHA256");
        QTest::newRow("SQLCipher 4's own") << QByteArray("PRAGMA old.cipher_page_size=4096; PRAGMA old.cipher_hmac_algorithm=HMAC_SHA512");
    }
    void homesSealedOtherwiseBeforeStillOpen()
    {
        QFETCH(QByteArray, seal);
        Home home;
        const QString database = QString::fromStdString(home.paths.database), old = database + QStringLiteral(".old");
        {
            QFile made(old);
            QVERIFY(made.open(QIODevice::WriteOnly));
        }
        {
            Connection now = home.connection();
            const std::string key = toHex(home.databaseKey().view());
            VERIFY_OK(now.execute(("ATTACH DATABASE '" + old.toStdString() + "' AS old KEY \"x'" + key + "'\"").c_str()));
            VERIFY_OK(now.execute(seal.constData()));
            const Result<std::int64_t> version = now.integer("PRAGMA user_version");
            VERIFY_OK(now.execute("SELECT sqlcipher_export('old')"));
            VERIFY_OK(now.execute(("PRAGMA old.user_version=" + std::to_string(*version)).c_str()));
            VERIFY_OK(now.execute("DETACH DATABASE old"));
        }
        for (const char *rest : {"", "-wal", "-shm"})
            QFile::remove(database + QLatin1String(rest));
        QVERIFY(QFile::rename(old, database));
        VERIFY_ERROR(Connection::open(home.paths.database, SecureBytes::random(32), Connection::Access::ReadOnly), ErrorCode::DatabaseCorrupt);
        const std::unique_ptr<House> house = home.open();
        QVERIFY(house);
        VERIFY_OK(house->submit(CommandKind::SaveService, toJson(service("registration"))));
        const Result<VerificationReport> report = home.verify();
        VERIFY_OK(report);
        QVERIFY(report->intact());
    }

    void theDatabaseHoldsNoClearText()
    {
        Home home;
        {
            const std::unique_ptr<House> house = home.open();
            VERIFY_OK(house->submit(CommandKind::SaveService, toJson(service("registration-desk-known-string"))));
        }
        std::string all;
        for (const char *suffix : {"", "-wal"}) {
            std::ifstream in(home.paths.database + suffix, std::ios::binary);
            all.append(std::istreambuf_iterator<char>(in), {});
        }
        QVERIFY(all.size() > 16384);
        for (const char *known : {"SQLite format 3", "registration-desk-known-string", "house.found", "his.example", "CREATE TABLE", "李安全"})
            QVERIFY2(all.find(known) == std::string::npos, known);
        // Entropy: cipher text uses all byte values alike; a clear SQLite file stays below 6 bits a byte.
        std::array<double, 256> counts{};
        for (char c : all)
            ++counts[static_cast<unsigned char>(c)];
        double entropy = 0;
        for (double count : counts)
            entropy -= count > 0 ? count / double(all.size()) * std::log2(count / double(all.size())) : 0;
        QVERIFY2(entropy > 7.9, std::to_string(entropy).c_str());
    }

    void openSslAcceptsTheSignedCommands()
    {
        Home home;
        const std::unique_ptr<House> house = home.open();
        const Result<std::optional<Entry>> entry = house->read([](Connection &c) { return readEntry(c, 1); });
        VERIFY_OK(entry);
        QTemporaryDir folder;
        const QString command = folder.filePath("1.der"), authority = folder.filePath("authority.pem");
        QFile file(command);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(reinterpret_cast<const char *>((*entry)->command.data()), qsizetype((*entry)->command.size()));
        file.close();
        QFile certificate(authority);
        QVERIFY(certificate.open(QIODevice::WriteOnly));
        certificate.write(pemOf(house->record().authorityCertificate).c_str());
        certificate.close();
        QProcess openssl;
        openssl.start("openssl", {"cms", "-verify", "-inform", "DER", "-in", command, "-CAfile", authority, "-attime",
                                  QString::number(toUnix((*entry)->time) + 1)});
        if (!openssl.waitForStarted())
            QSKIP("openssl is not installed");
        QVERIFY(openssl.waitForFinished());
        QVERIFY2(openssl.exitCode() == 0, openssl.readAllStandardError().constData());
        QVERIFY(openssl.readAllStandardOutput().contains("house.found"));
    }

    void aDuplicateGainsAnotherSighting()
    {
        Home home;
        const std::unique_ptr<House> house = home.open();
        const std::vector<Blob> blobs = certificates(3);
        const Result<Receipt> first = house->submit(CommandKind::Import, importOf(blobs, "/etc/a.pem"), blobs);
        VERIFY_OK(first);
        QCOMPARE(first->added, std::vector<bool>({true, true, true}));
        const Result<Receipt> second = house->submit(CommandKind::Import, importOf(blobs, "/etc/b.pem"), {});
        VERIFY_OK(second);
        QCOMPARE(second->added, std::vector<bool>({false, false, false}));
        const auto sightings = house->read([&](Connection &c) -> Result<std::vector<SightingRecord>> {
            return readSightings(c, findCertificate(c, blobs[0].sha256)->value());
        });
        VERIFY_OK(sightings);
        QCOMPARE(sightings->size(), std::size_t(2));
    }

    void aReplayedPlaceGivesTheSameProjection()
    {
        // Random histories: services, imports, policy, removals, refusals, in any order.
        for (quint32 seed : {1u, 7u, 42u}) {
            Home home;
            const std::unique_ptr<House> house = home.open();
            QRandomGenerator random(seed);
            std::vector<Service> services;
            int made = 0;
            for (int step = 0; step < 40; ++step) {
                switch (random.bounded(5)) {
                case 0: {
                    services.push_back(service("服务 " + std::to_string(step)));
                    VERIFY_OK(house->submit(CommandKind::SaveService, toJson(services.back())));
                    break;
                }
                case 1: {
                    const int count = int(random.bounded(1, 6));
                    const std::vector<Blob> blobs = certificates(count, std::max(0, made - 2));
                    made += count;
                    VERIFY_OK(house->submit(CommandKind::Import, importOf(blobs, "/x/" + std::to_string(random.bounded(4))), blobs));
                    break;
                }
                case 2: {
                    Policy policy = defaultPolicy();
                    policy.expiresSoonDays = int(random.bounded(1, 90));
                    VERIFY_OK(house->submit(CommandKind::SetPolicy, toJson(policy)));
                    break;
                }
                case 3:
                    if (!services.empty()) {
                        const Service gone = services.back();
                        services.pop_back();
                        VERIFY_OK(house->submit(CommandKind::RemoveService, {{"id", qstr(gone.id)}, {"name", qstr(gone.name)}}));
                    }
                    break;
                default: VERIFY_ERROR(house->submit("no.such.kind", {}), ErrorCode::UnknownKind);
                }
            }
            Connection database = home.connection();
            const Result<Sha256> before = projectionDigest(database);
            VERIFY_OK(before);
            VERIFY_OK(rebuildProjection(database));
            const Result<Sha256> after = projectionDigest(database);
            VERIFY_OK(after);
            QCOMPARE(toHex(*after), toHex(*before));

            // Into an empty database: the blobs come along as they would from a server.
            Connection empty = std::move(*Connection::open(home.paths.home + "/replica.db", SecureBytes::random(32), Connection::Access::Create));
            VERIFY_OK(migrate(empty));
            VERIFY_OK(forEachEntry(database, [&](const Entry &entry) -> Result<void> {
                if (Result<void> inserted = insertEntry(empty, entry, newUuid()); !inserted)
                    return inserted;
                if (entry.kind == CommandKind::Refused)
                    return {};
                const Command command = *decodeCommand(openSignedData(entry.command)->content);
                std::vector<Blob> blobs;
                if (command.kind == CommandKind::Import) {
                    const std::vector<ImportedSighting> sightings = *importFromJson(command.payload);
                    for (const ImportedSighting &sighting : sightings) {
                        for (const Sha256 &name : sighting.certificates)
                            blobs.push_back({name, *readBlob(database, **findCertificate(database, name))});
                    }
                }
                const Result<Applied> applied = applyEntry(empty, entry, command, readIncoming(blobs));
                return applied ? Result<void>() : fail(applied.error());
            }));
            QCOMPARE(toHex(*projectionDigest(empty)), toHex(*before));
        }
    }

    void refusedCommandsAreNamedAndJournaled_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<int>("code");
        QTest::newRow("another house") << "house" << int(ErrorCode::WrongHouse);
        QTest::newRow("drill in production") << "mode" << int(ErrorCode::WrongMode);
        QTest::newRow("expired") << "expired" << int(ErrorCode::Expired);
        QTest::newRow("from the future") << "future" << int(ErrorCode::FromTheFuture);
        QTest::newRow("unknown person") << "actor" << int(ErrorCode::SignerUnknown);
        QTest::newRow("a key that is not registered") << "key" << int(ErrorCode::SignerUnknown);
        QTest::newRow("altered after signing") << "altered" << int(ErrorCode::SignatureInvalid);
        QTest::newRow("based on an entry that never was") << "basis" << int(ErrorCode::StaleBasis);
        QTest::newRow("a kind of the future") << "kind" << int(ErrorCode::UnknownKind);
        QTest::newRow("a version of the future") << "version" << int(ErrorCode::UnknownKind);
        QTest::newRow("a payload that is none") << "payload" << int(ErrorCode::Malformed);
        QTest::newRow("an id used before") << "replay" << int(ErrorCode::Replayed);
        QTest::newRow("certificates that were not sent") << "blobs" << int(ErrorCode::NotFound);
    }
    void refusedCommandsAreNamedAndJournaled()
    {
        QFETCH(QString, change);
        QFETCH(int, code);
        Home home;
        Connection database = home.connection();
        const HouseRecord record = *readHouse(database);
        const Person officer = readPeople(database)->front();
        std::unique_ptr<SoftToken> token = std::move(*loadToken(database, officer.id, passphrase()));
        Authority authority = std::move(*Authority::open(home.databaseKey(), {home.paths.database, home.paths.checkpoint, systemNow}));

        Command command;
        command.id = newUuid();
        command.house = record.id;
        command.kind = CommandKind::SaveService;
        command.payload = toJson(service("挂号"));
        command.actor = officer.id;
        command.time = systemNow();
        command.expires = command.time + std::chrono::hours(1);
        if (change == "house")
            command.house = Sha256{};
        if (change == "mode")
            command.mode = Mode::Drill;
        if (change == "expired") {
            command.time -= std::chrono::hours(5);
            command.expires = command.time + std::chrono::hours(1);
        }
        if (change == "future") {
            command.time += std::chrono::hours(1);
            command.expires += std::chrono::hours(1);
        }
        if (change == "actor")
            command.actor = newUuid();
        if (change == "basis")
            command.basedOn = Basis{1, Sha256{}};
        if (change == "kind")
            command.kind = "certificate.abracadabra";
        if (change == "version")
            command.version = 2;
        if (change == "payload")
            command.payload = {{"name", "only"}};
        if (change == "blobs") {
            command.kind = CommandKind::Import;
            command.payload = importOf(certificates(1, 900), "/x");
        }
        const auto signWith = [](Token &signer, const Command &c) { return *signer.signData(viewOf(*encodeCommand(c)), c.time); };
        Bytes signedCommand = signWith(*token, command);
        if (change == "key") {
            PrivateKey foreign = std::move(*PrivateKey::generate());
            const Bytes foreignCertificate = *makeAuthorityCertificate(foreign, "x", command.time, command.expires);
            SoftToken stranger(std::move(foreign), foreignCertificate);
            signedCommand = signWith(stranger, command);
        }
        if (change == "altered") {
            const std::string name = "挂号";
            const auto at = std::ranges::search(signedCommand, viewOf(name));
            QVERIFY(!at.empty());
            *at.begin() ^= 1;
        }
        if (change == "replay") {
            VERIFY_OK(authority.submit(signedCommand, {}));
            const Result<Receipt> again = authority.submit(signedCommand, {});
            VERIFY_OK(again); // the very same bytes: the first answer again, and no second entry
            QCOMPARE(again->sequence, Sequence(2));
            command.payload = toJson(service("别的"));
            signedCommand = signWith(*token, command);
        }
        const Sequence before = readJournalHead(database)->sequence;
        VERIFY_ERROR(authority.submit(signedCommand, {}), ErrorCode(code));
        VERIFY_ERROR(authority.submit(signedCommand, {}), ErrorCode(code));
        const Entry newest = *readHead(database);
        if (change == "basis") { // nobody's replica is to take an authority that was set back for one that forked
            QCOMPARE(newest.sequence, before);
            return;
        }
        QCOMPARE(newest.sequence, before + 1); // once: sending it again adds nothing
        QCOMPARE(newest.kind, std::string(CommandKind::Refused));
        QVERIFY(newest.outcome.find(errorName(ErrorCode(code))) != std::string::npos);
        const Result<VerificationReport> report = home.verify();
        VERIFY_OK(report);
        QVERIFY(report->intact());
    }

    void tamperingIsFoundAndNamed_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("sequence");
        QTest::newRow("a changed subject") << "UPDATE entry SET subject = 'other' WHERE sequence = 3" << int(BreakKind::EntryChanged) << 3;
        QTest::newRow("a changed outcome") << "UPDATE entry SET outcome = '{\"a\":1}' WHERE sequence = 3" << int(BreakKind::EntryChanged) << 3;
        QTest::newRow("a changed command") << "UPDATE entry SET command = x'3000' WHERE sequence = 4" << int(BreakKind::EntryChanged) << 4;
        QTest::newRow("a changed time") << "UPDATE entry SET time = time - 1000000 WHERE sequence = 5" << int(BreakKind::TimeWentBack) << 5;
        QTest::newRow("a removed entry") << "DELETE FROM entry WHERE sequence = 3" << int(BreakKind::EntryMissing) << 3;
        QTest::newRow("a removed and closed up entry")
            << "DELETE FROM entry WHERE sequence = 3; UPDATE entry SET sequence = sequence - 1 WHERE sequence > 3" << int(BreakKind::OrderBroken) << 3;
        QTest::newRow("two entries changed places")
            << "UPDATE entry SET sequence = 99 WHERE sequence = 3; UPDATE entry SET sequence = 3 WHERE sequence = 4;"
               " UPDATE entry SET sequence = 4 WHERE sequence = 99" << int(BreakKind::OrderBroken) << 3;
        QTest::newRow("a repeated entry at the end")
            << "INSERT INTO entry SELECT 7, time, kind, actor, subject, outcome, NULL, previous, hash, command FROM entry WHERE sequence = 6"
            << int(BreakKind::OrderBroken) << 7;
        QTest::newRow("a cut tail") << "DELETE FROM entry WHERE sequence > 4" << int(BreakKind::TailCut) << 4;
        QTest::newRow("a cut tail with its checkpoints")
            << "DELETE FROM entry WHERE sequence > 4; DELETE FROM checkpoint WHERE sequence > 4" << int(BreakKind::TailCut) << 4;
        QTest::newRow("a forged checkpoint") << "UPDATE checkpoint SET hash = zeroblob(32) WHERE sequence = 6" << int(BreakKind::CheckpointForged) << 6;
        QTest::newRow("a changed certificate") << "UPDATE blob SET bytes = x'3000' WHERE id = 1" << int(BreakKind::BlobChanged) << 0;
        QTest::newRow("a removed certificate") << "DELETE FROM blob WHERE id = 1" << int(BreakKind::BlobMissing) << 0;
        QTest::newRow("a row that says another expiry") << "UPDATE certificate SET not_after = not_after + 1 WHERE id = 1"
                                                        << int(BreakKind::ProjectionDiffers) << 0;
    }
    void tamperingIsFoundAndNamed()
    {
        QFETCH(QString, sql);
        QFETCH(int, kind);
        QFETCH(int, sequence);
        Home home;
        {
            const std::unique_ptr<House> house = home.open();
            for (const char *name : {"挂号", "缴费", "检验", "影像"})
                VERIFY_OK(house->submit(CommandKind::SaveService, toJson(service(name))));
            const std::vector<Blob> blobs = certificates(2);
            VERIFY_OK(house->submit(CommandKind::Import, importOf(blobs, "/etc/a.pem"), blobs));
        }
        Result<VerificationReport> report = home.verify();
        VERIFY_OK(report);
        QVERIFY2(report->intact(), report->breaks.empty() ? "" : report->breaks.front().detail.c_str());
        QCOMPARE(report->entries, Sequence(6));
        QCOMPARE(report->beyondCheckpoint(), Sequence(0));
        {
            Connection database = home.connection();
            VERIFY_OK(database.execute(sql.toUtf8().constData()));
        }
        report = home.verify(false);
        VERIFY_OK(report);
        QVERIFY(!report->intact());
        QVERIFY2(names(*report, BreakKind(kind), Sequence(sequence)), report->breaks.front().detail.c_str());
    }

    void aRewrittenHistoryIsFoundByItsSignatures()
    {
        Home home;
        {
            const std::unique_ptr<House> house = home.open();
            VERIFY_OK(house->submit(CommandKind::SaveService, toJson(service("挂号"))));
            VERIFY_OK(house->submit(CommandKind::SaveService, toJson(service("缴费"))));
        }
        // Somebody with the database key, but without the officer's, makes the chain whole again after the change.
        Connection database = home.connection();
        Entry second = **readEntry(database, 2), third = **readEntry(database, 3);
        second.subject = "别的";
        second.hash = entryHash(second);
        third.previous = second.hash;
        third.hash = entryHash(third);
        VERIFY_OK(database.execute("DELETE FROM entry WHERE sequence > 1; DELETE FROM checkpoint WHERE sequence > 1"));
        VERIFY_OK(insertEntry(database, second, newUuid()));
        VERIFY_OK(insertEntry(database, third, newUuid()));
        std::filesystem::remove(home.paths.checkpoint);
        Result<VerificationReport> chain = home.verify(false);
        VERIFY_OK(chain);
        QVERIFY(chain->intact()); // the chain alone cannot tell …
        QCOMPARE(chain->beyondCheckpoint(), Sequence(3)); // … and says that nothing outside vouches for it
        Result<VerificationReport> full = home.verify(true);
        VERIFY_OK(full);
        QVERIFY(names(*full, BreakKind::CommandInvalid, 2));
    }

    void thePassphraseChangesWithoutReencrypting()
    {
        Home home;
        const SecureBytes fresh = SecureBytes::copyOf("another long passphrase");
        const SecureBytes keyBefore = home.databaseKey();
        {
            const std::unique_ptr<House> house = home.open();
            VERIFY_ERROR(home.gate.changePassphrase(*house, SecureBytes::copyOf("wrong"), fresh), ErrorCode::WrongPassphrase);
            VERIFY_OK(home.gate.changePassphrase(*house, passphrase(), fresh));
        }
        VERIFY_ERROR(home.gate.open({}, passphrase()), ErrorCode::WrongPassphrase);
        Result<std::unique_ptr<House>> house = home.gate.open({}, fresh);
        VERIFY_OK(house);
        VERIFY_OK((*house)->submit(CommandKind::SaveService, toJson(service("挂号"))));
        const Result<KeySlots> slots = KeySlots::read(home.paths.keySlots);
        QVERIFY(KeySlots::open(slots->slots().front(), fresh)->equals(keyBefore));
    }

    void aCrashWhileChangingThePassphraseLocksNobodyOut()
    {
        // Stop after each step: the token sealed anew beside the old one, then the slot replaced.
        const SecureBytes fresh = SecureBytes::copyOf("another long passphrase");
        Home home;
        Connection database = home.connection();
        const Person officer = readPeople(database)->front();
        VERIFY_OK(sealNextToken(database, officer.id, passphrase(), fresh, cheap));
        QVERIFY(home.open());
        KeySlots slots = *KeySlots::read(home.paths.keySlots);
        slots.put(*KeySlots::seal(officer.id, officer.name, home.databaseKey(), fresh, cheap));
        VERIFY_OK(slots.write(home.paths.keySlots));
        Result<std::unique_ptr<House>> house = home.gate.open({}, fresh);
        VERIFY_OK(house);
        VERIFY_OK(home.gate.changePassphrase(**house, fresh, passphrase()));
        QVERIFY(home.open());
    }

    void anInterruptedFoundingStartsOver()
    {
        Home home;
        std::filesystem::remove(home.paths.keySlots);
        QVERIFY(!home.gate.isFounded());
        VERIFY_OK(home.gate.found({"第二医院", "赵", "信息科"}, passphrase()));
        const std::unique_ptr<House> house = home.open();
        QVERIFY(house);
        QCOMPARE(house->record().name, std::string("第二医院"));
    }

    void aClockSetBackDoesNotRunTheJournalBackwards()
    {
        Home home;
        Instant clock = systemNow() + std::chrono::hours(1);
        EmbeddedGate gate(home.paths.home, cheap, [&] { return clock; });
        {
            const std::unique_ptr<House> house = std::move(*gate.open({}, passphrase()));
            VERIFY_OK(house->submit(CommandKind::SaveService, toJson(service("挂号"))));
            QVERIFY(!house->clockBehind());
            clock -= std::chrono::hours(30);
            QVERIFY(house->clockBehind() == std::chrono::hours(30));
            VERIFY_OK(house->submit(CommandKind::SaveService, toJson(service("缴费"))));
        }
        const Result<VerificationReport> report = home.verify();
        VERIFY_OK(report);
        QVERIFY2(report->intact(), report->breaks.empty() ? "" : report->breaks.front().detail.c_str());
    }

    void anotherProcessIsSeenWithinASecond()
    {
        Home home;
        const std::unique_ptr<House> here = home.open(), there = home.open();
        QSignalSpy grew(here.get(), &House::journalGrew);
        VERIFY_OK(there->submit(CommandKind::SaveService, toJson(service("挂号"))));
        QVERIFY(grew.wait(1000));
        QCOMPARE(grew.front().front().toULongLong(), 2ull);
    }

    void aHomeHeldByAnotherIsBusyNotBroken()
    {
        Home home;
        const std::unique_ptr<House> house = home.open();
        Connection other = home.connection();
        VERIFY_OK(other.execute("BEGIN IMMEDIATE"));
        VERIFY_ERROR(house->submit(CommandKind::SaveService, toJson(service("挂号"))), ErrorCode::Busy);
        VERIFY_OK(other.execute("ROLLBACK"));
        VERIFY_OK(house->submit(CommandKind::SaveService, toJson(service("挂号"))));
    }

    void anOlderLibraryOrNewerSchemaIsSaid()
    {
        Home home;
        {
            Connection database = home.connection();
            VERIFY_OK(database.execute("PRAGMA user_version = 9999"));
        }
        VERIFY_ERROR(home.gate.open({}, passphrase()), ErrorCode::VersionTooNew);
    }
};

QTEST_GUILESS_MAIN(HouseTest)
#include "HouseTest.moc"
