// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Relocation.h"
#include "models/domain/CeremonyDemand.h"
#include "models/pki/Envelope.h"
#include "models/pki/KeyShares.h"
#include "models/store/AtomicFile.h"
#include "models/store/BackupPackage.h"
#include "models/store/CaReader.h"
#include "models/store/CeremonyReader.h"
#include "models/store/Vault.h"
#include "tests/support/CuttingProxy.h"
#include "tests/support/Server.h"
#include "tests/support/Verify.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QRandomGenerator>

#include <algorithm>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr int backupSteps = 8, restoreSteps = 6, restoreTestSteps = 7;
const QString administrator = QStringLiteral("李安全"), witness = QStringLiteral("赵审计");

QByteArray said(const CtlRun &run) { return run.err + run.out; }
QByteArray initials(int steps) { return QByteArray("LA\n").repeated(steps); }

QByteArray bytesOfFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Ceremonies of a house whose authority is a hufu-server, a process of its own on loopback, held with hufuctl at a console that has the people's keys; what is
/// killed or cut on either side goes on, and nothing clear comes to the console. The tests follow one another.
class ServedCeremonyTest : public QObject {
    Q_OBJECT

private:
    QString path(const QString &name) const { return m_house->home().path(name); }
    QStringList as(QStringList words, const QString &name = administrator) const
    {
        return words << "--home" << m_desk << "--as" << name << "--passphrase-file" << m_house->home().passphraseFile();
    }
    CtlRun run(const QStringList &words, const QString &name = administrator) const { return CtlHome::plain(as(words, name)); }
    CtlRun hold(const QStringList &words, const QByteArray &typed) const
    {
        const std::unique_ptr<QProcess> process = start(words);
        process->write(typed);
        process->closeWriteChannel();
        return finished(*process);
    }
    std::unique_ptr<QProcess> start(const QStringList &words) const
    {
        auto process = std::make_unique<QProcess>();
        process->start(CtlHome::program(), as(words));
        process->waitForStarted();
        return process;
    }
    static CtlRun finished(QProcess &process)
    {
        if (!process.waitForFinished(120'000))
            process.kill();
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    /// Whether it has asked for initials so many times before long.
    static bool asks(QProcess &process, int times)
    {
        process.setReadChannel(QProcess::StandardError);
        QByteArray heard;
        while (heard.count("abort REASON") < times && process.waitForReadyRead(60'000))
            heard += process.readAllStandardError();
        return heard.count("abort REASON") >= times;
    }
    QStringList people(const QStringList &custodians) const
    {
        QStringList words;
        for (const QString &name : custodians)
            words << "--custodian" << name << "--custodian-passphrase-file" << m_house->home().passphraseFile();
        return words << "--witness" << witness << "--witness-passphrase-file" << m_house->home().passphraseFile();
    }
    QStringList backup(const QStringList &custodians, const QStringList &media, const char *script = "backup") const
    {
        QStringList words{"ceremony", "run", "--json", "--script", script, "--quorum", "2", "--whole-house", "--room", "信息科 3 号机房"};
        for (const QString &medium : media) {
            QDir().mkpath(path(medium));
            words << "--media" << path(medium);
        }
        return words + people(custodians);
    }
    QStringList fromPackage(const char *script, const QString &package, const QStringList &custodians) const
    {
        return QStringList{"ceremony", "run", "--json", "--script", script, "--package", package, "--output", path("papers")} + people(custodians);
    }
    QStringList resuming(const QString &id, const QStringList &custodians) const { return QStringList{"ceremony", "run", "--json", "--resume", id} + people(custodians); }
    QJsonObject newest() const { return QJsonDocument::fromJson(run({"ceremony", "list", "--json"}).out).array().first().toObject(); }
    static QStringList stagedIn(const QString &folder) { return QDir(folder).entryList({"ceremony-*", "restore-test-*"}, QDir::Dirs); }
    std::unique_ptr<House> open(const QString &name = administrator) const
    {
        Result<std::unique_ptr<House>> house = EmbeddedGate(m_desk.toStdString()).open(name.toStdString(), ServerHouse::passphrase());
        if (!house)
            qFatal("%s", house.error().detail.c_str());
        return std::move(*house);
    }
    std::unique_ptr<Token> token(House &house, const QString &name) const
    {
        return std::move(*EmbeddedGate(m_desk.toStdString()).unlockToken(house, name.toStdString(), ServerHouse::passphrase()));
    }
    /// How the private number of each CA of a package may stand in a file, by the shares of these custodians.
    std::vector<QByteArray> numbersOf(const BackupPackage &package, const QStringList &custodians) const
    {
        const auto house = open();
        std::vector<KeyShare> shares;
        for (const QString &name : custodians) {
            const auto share = std::ranges::find(package.manifest.shares, name.toStdString(), &BackupManifest::Share::name);
            shares.push_back(*KeyShare::decode(token(*house, name)->openEnvelope(*readSmallFile(package.pathOf(share->file), 1u << 16))->view()));
        }
        const SecureBytes kek = *joinShares(shares);
        std::vector<QByteArray> forms;
        for (const BackupManifest::Key &key : package.manifest.keys) {
            const SecureBytes pkcs8 = *openUnder(kek, *readSmallFile(package.pathOf(key.file), 1u << 16));
            const QByteArray der(reinterpret_cast<const char *>(pkcs8.view().data()), qsizetype(pkcs8.size()));
            const qsizetype at = der.indexOf(QByteArray("\x04\x20", 2), 20); // RFC 5915
            const QByteArray number = at > 0 ? der.mid(at + 2, 32) : QByteArray();
            if (number.size() != 32)
                qFatal("no private number");
            forms.insert(forms.end(), {number, number.toHex(), number.toBase64().left(40)});
        }
        return forms;
    }
    void scan(const QStringList &folders, const std::vector<QByteArray> &forms, int least) const
    {
        int files = 0;
        for (const QString &folder : folders) {
            for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext(); ++files) {
                const QByteArray bytes = bytesOfFile(it.next());
                QVERIFY2(std::ranges::none_of(forms, [&](const QByteArray &form) { return bytes.contains(form); }), qPrintable(it.filePath()));
            }
        }
        QVERIFY2(files >= least, qPrintable(QString::number(files)));
    }

    std::unique_ptr<ServerHouse> m_house;
    QString m_desk;
    QString m_package; ///< folder of the first backup, on its first medium
    const QStringList m_three{"吴保管", "徐保管", "郑保管"}, m_two{"吴保管", "徐保管"};

private Q_SLOTS:
    void initTestCase()
    {
        m_house = std::make_unique<ServerHouse>(ServerHouse::Together{});
        m_house->start();
        m_desk = m_house->home().home(); // a console from now on, where everybody has a key
        const CtlRun enrolled = run({"enrol", "--server", m_house->url(), "--code-file", m_house->home().write(QStringLiteral("code"), m_house->code()), "--name", "机房"});
        QVERIFY2(enrolled.exitCode == 0, said(enrolled));
        const auto alsoBy = [&](QStringList words, const char *name) {
            return words << "--cosign" << QString::fromUtf8(name) << "--cosign-passphrase-file" << m_house->home().passphraseFile();
        };
        for (const QString &name : m_three) {
            const CtlRun added = run(alsoBy({"person", "add", name, "--roles", "custodian", "--new-passphrase-file", m_house->home().passphraseFile()}, "王系统"));
            QVERIFY2(added.exitCode == 0, said(added));
        }
        for (const QString &name : m_three) // who opens the house gets the key for shares, which there was nobody to share with before
            QCOMPARE(run({"pending", "list"}, name).exitCode, 0);
        QCOMPARE(run({"sync"}).exitCode, 0);
        const CtlRun made = run(alsoBy({"ca", "create", "--name", "First Hospital", "--locality", "北京"}, "孙安全"));
        QVERIFY2(made.exitCode == 0, said(made));
        QVERIFY(QDir().mkpath(path("papers")));
    }
    void cleanupTestCase() { m_house.reset(); }

    void aBackupIsHeldAtTheConsole()
    {
        const CtlRun held = hold(backup(m_three, {"usb1", "usb2"}), "LA\nLA\nLA;读卡器更换一次\nLA\nZH\nWU XU ZH\nZH\nLA\n");
        QVERIFY2(held.exitCode == 0, said(held));
        QCOMPARE(held.json()["state"].toString(), QString("closed"));
        const QJsonArray packages = held.json()["packages"].toArray(), records = held.json()["records"].toArray();
        QCOMPARE(packages.size(), 2);
        QCOMPARE(records.size(), 6);
        m_package = packages[0].toString();
        const Result<BackupPackage> first = openPackage(m_package.toStdString()), second = openPackage(packages[1].toString().toStdString());
        VERIFY_OK(first);
        VERIFY_OK(second);
        QCOMPARE(first->hash, second->hash);
        QCOMPARE(toHex(first->hash), held.json()["package"].toString().toStdString());
        QCOMPARE(first->manifest.keys.size(), std::size_t(3));
        QVERIFY(first->manifest.wholeHouse);
        const CtlRun verified = CtlHome::plain({"ceremony", "verify", records[0].toString(), "--json"});
        QVERIFY2(verified.exitCode == 0 && verified.json()["proven"].toBool() && verified.json()["closed"].toBool(), said(verified));
        QCOMPARE(stagedIn(m_desk), QStringList());
        // In the journal of a colleague's console as well.
        const QString elsewhere = m_house->consoleOf("孙安全");
        QCOMPARE(m_house->ctl(elsewhere, {"sync"}).exitCode, 0);
        const CtlRun shown = m_house->ctl(elsewhere, {"ceremony", "show", held.json()["id"].toString(), "--output", path("papers/elsewhere.cms")});
        QVERIFY2(shown.exitCode == 0, said(shown));
        QCOMPARE(CtlHome::plain({"ceremony", "verify", path("papers/elsewhere.cms")}).exitCode, 0);
        const CtlRun walked = m_house->ctl(elsewhere, {"journal", "verify", "--signatures"});
        QVERIFY2(walked.exitCode == 0, said(walked));
    }

    /// With the console killed where it asks for the initials of each step; what it has by then is ciphertext.
    void aKilledConsoleGoesOn()
    {
        QString id;
        for (int step = 0; step < backupSteps; ++step) {
            const auto process = start(id.isEmpty() ? backup(m_two, {"usb3"}) : resuming(id, m_two));
            QVERIFY(asks(*process, 1));
            if (step > 0) {
                process->write("LA\n");
                QVERIFY(asks(*process, 1));
            }
            process->kill();
            process->waitForFinished();
            id = newest()["id"].toString();
            QCOMPARE(newest()["state"].toString(), QString("open"));
            QCOMPARE(newest()["done"].toInt(), step);
            if (step != 4)
                continue;
            QCOMPARE(stagedIn(m_desk).size(), 1);
            const std::vector<QByteArray> forms = numbersOf(*findPackage(path("usb3").toStdString()), m_two);
            QCOMPARE(forms.size(), std::size_t(9));
            scan({m_desk, path("usb3")}, forms, 20);
        }
        const CtlRun ended = hold(resuming(id, m_two), initials(1));
        QVERIFY2(ended.exitCode == 0 && ended.json()["state"].toString() == "closed", said(ended));
        QCOMPARE(stagedIn(m_desk), QStringList());
    }

    /// The server goes while the console waits for initials: nothing is signed for one that is not there, and after it is back the ceremony goes on.
    void aKilledServerGoesOn()
    {
        QString id;
        for (int step = 0; step < backupSteps; ++step) {
            const auto process = start(id.isEmpty() ? backup(m_two, {"usb4"}) : resuming(id, m_two));
            QVERIFY2(asks(*process, 1), qPrintable(QString::number(step)));
            if (step > 0) {
                process->write("LA\n");
                QVERIFY2(asks(*process, 1), qPrintable(QString::number(step)));
            }
            m_house->kill();
            process->write("LA\n");
            process->closeWriteChannel();
            const CtlRun refused = finished(*process);
            QVERIFY2(refused.exitCode == 1 && said(refused).contains("Connection"), said(refused)); // not signed, and not queued
            m_house->start();
            QCOMPARE(run({"sync"}).exitCode, 0);
            id = newest()["id"].toString();
            QCOMPARE(newest()["state"].toString(), QString("open"));
            QCOMPARE(newest()["done"].toInt(), step);
        }
        const CtlRun ended = hold(resuming(id, m_two), initials(1));
        QVERIFY2(ended.exitCode == 0 && ended.json()["state"].toString() == "closed", said(ended));
        QCOMPARE(QJsonDocument::fromJson(run({"outbox", "list", "--json"}).out).array().size(), 0);
    }

    /// Killed at any moment, also while it encrypts or answers.
    void aServerKilledAnywhereGoesOn()
    {
        const CtlRun begun = hold(backup(m_two, {"usb5"}), {});
        QVERIFY2(begun.exitCode == 1, said(begun));
        const QString id = newest()["id"].toString();
        int kills = 0;
        for (QString state = QStringLiteral("open"); state == "open" && kills < 60; ++kills) {
            const auto process = start(resuming(id, m_two));
            process->write(initials(backupSteps));
            process->closeWriteChannel();
            if (process->waitForFinished(50 + int(QRandomGenerator::global()->bounded(200 + kills * 40))))
                break;
            m_house->kill();
            m_house->start();
            (void)finished(*process);
            QCOMPARE(run({"sync"}).exitCode, 0);
            state = newest()["state"].toString();
        }
        qInfo("killed %d times", kills);
        QCOMPARE(run({"sync"}).exitCode, 0);
        QCOMPARE(newest()["state"].toString(), QString("closed"));
        const Result<std::vector<Sequence>> history = open()->read([&](Connection &connection) { return readCeremonyHistory(connection, id.toStdString()); });
        VERIFY_OK(history);
        int sealed = 0;
        for (const Sequence sequence : *history) {
            const Result<std::optional<Entry>> entry = open()->read([&](Connection &connection) { return readEntry(connection, sequence); });
            sealed += entry && *entry && (*entry)->kind == CommandKind::SealBackup;
        }
        QCOMPARE(sealed, 1);
        VERIFY_OK(findPackage(path("usb5").toStdString()));
    }

    /// The package comes in pieces: a line that is cut in between is asked again.
    void aCutLineBringsTheRest()
    {
        CuttingProxy proxy(m_house->port);
        const QString through = QStringLiteral("https://127.0.0.1:%1").arg(proxy.port());
        QCOMPARE(run({"sync", "--server", through}).exitCode, 0);
        const CtlRun begun = hold(backup(m_two, {"usb6"}), initials(2)); // stops before the third step is noted: the keys are encrypted
        QVERIFY2(begun.exitCode == 1, said(begun));
        const QString id = newest()["id"].toString();
        QCOMPARE(newest()["done"].toInt(), 2);
        QVERIFY(QDir(m_desk + "/ceremony-" + id).removeRecursively());
        proxy.cutAfter = 100'000; // less than a house takes
        const CtlRun cut = hold(resuming(id, m_two), initials(backupSteps));
        QVERIFY2(cut.exitCode != 0, said(cut));
        QVERIFY(proxy.cuts > 0);
        QVERIFY(QDir(path("usb6")).isEmpty());
        proxy.cutAfter = -1;
        const CtlRun held = hold(resuming(id, m_two), initials(backupSteps));
        QVERIFY2(held.exitCode == 0, said(held));
        VERIFY_OK(findPackage(path("usb6").toStdString()));
        QCOMPARE(run({"sync", "--server", m_house->url()}).exitCode, 0);
    }

    void anAbortCleansUpOnBothSides()
    {
        const CtlRun aborted = hold(backup(m_two, {"usb7"}) + QStringList{"--output", path("papers")}, "LA\nLA\nLA\nabort 火警\n");
        QVERIFY2(aborted.exitCode == 1 && aborted.json()["state"].toString() == "aborted", said(aborted));
        QCOMPARE(stagedIn(m_desk), QStringList());
        const CtlRun verified = CtlHome::plain({"ceremony", "verify", aborted.json()["records"][0].toString()});
        QVERIFY2(verified.exitCode == 0 && verified.out.contains("火警"), said(verified));
        QVERIFY(!stagedIn(m_house->state()).isEmpty()); // until its next upkeep, which is a start as well
        QCOMPARE(m_house->stop(), 0);
        m_house->start();
        QTRY_COMPARE_WITH_TIMEOUT(stagedIn(m_house->state()), QStringList(), 10'000);
    }

    /// What is signed for one ceremony is good for no other; the authority does its part for the administrator alone, and gives out nothing but the package.
    void whatIsSignedForAnotherIsRefused()
    {
        const CtlRun other = hold(backup(m_two, {"usb8"}), {}), stopped = hold(backup(m_two, {"usb9"}), {});
        QVERIFY2(other.exitCode == 1 && stopped.exitCode == 1, said(stopped));
        const auto house = open();
        const std::vector<Ceremony> ceremonies = *house->read(readCeremonies);
        QVERIFY(ceremonies.size() > 1);
        const Ceremony &now = ceremonies[0], &before = ceremonies[1];
        QVERIFY(now.parameters != before.parameters && now.missing(CeremonyPresence::Phase::Opening).size() == 3);
        const std::vector<Person> all = *house->people();
        const auto present = [&](const QString &name, const Ceremony &of, Sha256 parameters) {
            const std::string id = std::ranges::find(all, name.toStdString(), &Person::name)->id;
            return house->submitAs(id, *token(*house, name), CommandKind::PresentAtCeremony,
                                   toJson(CeremonyPresence{of.plan.id, parameters, CeremonyPresence::Phase::Opening, {}}));
        };
        VERIFY_ERROR(present(m_two[0], now, before.parameters), ErrorCode::Conflict);
        VERIFY_ERROR(present("郑保管", now, now.parameters), ErrorCode::NotPermitted);
        VERIFY_ERROR(house->ceremonies()->seal(now.plan.id), ErrorCode::Conflict); // nobody is there
        for (const QString &name : m_two + QStringList{witness})
            VERIFY_OK(present(name, now, now.parameters));

        const std::unique_ptr<ServerLink> link = m_house->link(path("孙安全")); // any workstation's: the demand's signature counts
        const auto ask = [&](const QString &officer, CeremonyDemand demand, const char *target = "/v1/ceremonies") -> Result<Bytes> {
            if (demand.house == Sha256{})
                demand.house = now.sealed ? now.sealed->house : *house->read([](Connection &connection) -> Result<Sha256> {
                    const Result<HouseRecord> record = readHouse(connection);
                    return record ? Result<Sha256>(record->id) : fail(record.error());
                });
            if (demand.time == Instant{})
                demand.time = systemNow();
            demand.person = std::ranges::find(all, officer.toStdString(), &Person::name)->id;
            const Result<Bytes> cms = token(*house, officer)->signData(viewOf(*encodeDemand(demand)), demand.time);
            return link->fetch({.method = "POST", .target = target, .contentType = "application/cms", .body = *cms, .mostOctets = 8u << 20});
        };
        using Deed = CeremonyDemand::Deed;
        const auto demand = [&](Deed deed) { return CeremonyDemand{.deed = deed, .ceremony = now.plan.id, .parameters = now.parameters}; };
        CeremonyDemand swapped = demand(Deed::Seal), foreign = swapped, stale = swapped, unknown = swapped, restoring = demand(Deed::Restore);
        swapped.parameters = before.parameters;
        foreign.house[0] = 1;
        stale.time = systemNow() - std::chrono::minutes(6);
        unknown.ceremony[0] ^= 1;
        restoring.shares = {Sha256{}};
        VERIFY_ERROR(ask("孙安全", demand(Deed::Seal)), ErrorCode::NotPermitted);
        VERIFY_ERROR(ask(m_two[0], demand(Deed::Seal)), ErrorCode::NotPermitted);
        VERIFY_ERROR(ask(administrator, swapped), ErrorCode::Conflict);
        VERIFY_ERROR(ask(administrator, foreign), ErrorCode::WrongHouse);
        VERIFY_ERROR(ask(administrator, stale), ErrorCode::Expired);
        VERIFY_ERROR(ask(administrator, unknown), ErrorCode::NotFound);
        VERIFY_ERROR(ask(administrator, demand(Deed::Package), "/v1/ceremonies?file=manifest.cms"), ErrorCode::Conflict);
        VERIFY_ERROR(ask(administrator, demand(Deed::OneTimeKey)), ErrorCode::Conflict); // it is no restore
        VERIFY_ERROR(ask(administrator, restoring), ErrorCode::Conflict);
        VERIFY_OK(ask(administrator, demand(Deed::Seal)));
        VERIFY_OK(ask(administrator, demand(Deed::Seal))); // its answer may have been lost
        VERIFY_ERROR(ask("孙安全", demand(Deed::Package), "/v1/ceremonies?file=manifest.cms"), ErrorCode::NotPermitted);
        for (const char *outside : {"", "..%2Fhufu.db", "%2Fetc%2Fpasswd", "copy", "."})
            VERIFY_ERROR(ask(administrator, demand(Deed::Package), (std::string("/v1/ceremonies?file=") + outside).c_str()), ErrorCode::NotFound);
        VERIFY_ERROR(ask(administrator, demand(Deed::Package), "/v1/ceremonies?file=manifest.cms&offset=-1"), ErrorCode::InvalidArgument);
        const Result<Bytes> manifest = ask(administrator, demand(Deed::Package), "/v1/ceremonies?file=manifest.cms"),
                            beyond = ask(administrator, demand(Deed::Package), "/v1/ceremonies?file=manifest.cms&offset=1000000");
        VERIFY_OK(manifest);
        VERIFY_OK(beyond);
        QVERIFY(manifest->size() > 1000 && beyond->empty());
        for (const Ceremony &one : {now, before})
            QCOMPARE(run({"ceremony", "abort", QString::fromStdString(one.plan.id), "--reason", "试验"}).exitCode, 0);
    }

    /// The medium's package goes to the server, which puts the house back into a scratch authority and asks it.
    void aRestoreTestIsTriedAtTheServer()
    {
        const CtlRun tested = hold(fromPackage("restore-test", path("usb2"), {"郑保管", "吴保管"}), initials(restoreTestSteps));
        QVERIFY2(tested.exitCode == 0 && tested.json()["state"].toString() == "closed", said(tested));
        QVERIFY2(tested.err.contains("CRL served") && tested.err.contains("OCSP answered"), said(tested));
        const CtlRun verified = CtlHome::plain({"ceremony", "verify", tested.json()["records"].toArray()[0].toString()});
        QVERIFY2(verified.exitCode == 0, said(verified));
        // The server goes after it was restored there: people open their shares anew, and it is restored anew.
        const auto process = start(fromPackage("restore-test", path("usb2"), m_two));
        QVERIFY(asks(*process, 1));
        process->write(initials(3));
        QVERIFY(asks(*process, 3));
        m_house->kill();
        QVERIFY(!stagedIn(m_house->state()).isEmpty());
        m_house->start();
        process->write(initials(restoreTestSteps));
        process->closeWriteChannel();
        CtlRun held = finished(*process);
        for (int tries = 0; held.exitCode != 0 && tries < 2; ++tries)
            held = hold(resuming(newest()["id"].toString(), m_two), initials(restoreTestSteps));
        QVERIFY2(held.exitCode == 0 && held.json()["state"].toString() == "closed", said(held));
        // What is not on the medium as it was written does not get through.
        QVERIFY(QProcess::execute("cp", {"-r", path("usb2"), path("usb12")}) == 0);
        QFile database(QString::fromStdString(findPackage(path("usb12").toStdString())->pathOf("database.bin")));
        QVERIFY(database.open(QIODevice::ReadWrite) && database.seek(database.size() / 2) && database.putChar('!'));
        database.close();
        const CtlRun broken = hold(QStringList{"ceremony", "run", "--script", "restore-test", "--package", path("usb12")} + people(m_two), initials(restoreTestSteps));
        QVERIFY2(broken.exitCode != 0 && said(broken).contains("BackupBroken"), said(broken));
        QTRY_COMPARE_WITH_TIMEOUT(stagedIn(m_house->state()), QStringList(), 30'000); // nothing of what was restored stays
    }

    /// What the custodians kept, and the package: the state of a server is back where there is nothing.
    void aBareMachineRestoresTheServer()
    {
        QStringList words{"backup", "restore", path("usb1"), "--to", path("bare"), "--json"};
        for (const QString &name : m_two) {
            const CtlRun kept = run({"backup", "key", "--output", path(name + ".key")}, name);
            QVERIFY2(kept.exitCode == 0, said(kept));
            words << "--custodian-key" << path(name + ".key") << "--custodian-passphrase-file" << m_house->home().passphraseFile();
        }
        const CtlRun restored = CtlHome::plain(words);
        QVERIFY2(restored.exitCode == 0 && restored.json()["proven"].toArray().size() == 3, said(restored));
        QByteArray settings = bytesOfFile(m_house->config());
        settings.replace(m_house->state().toUtf8(), path("bare").toUtf8());
        for (const int port : {m_house->port, m_house->statusPort, m_house->operationsPort})
            settings.replace(":" + QByteArray::number(port), ":0");
        const QString config = m_house->home().write("bare.conf", settings);
        QProcess server;
        server.start(qEnvironmentVariable("HUFU_BIN") + "/hufu-server", {"run", "--config", config});
        QVERIFY(server.waitForReadyRead(60'000));
        QVERIFY(QJsonDocument::fromJson(server.readAllStandardOutput()).object().contains("statusListen"));
        server.terminate();
        QVERIFY(server.waitForFinished(30'000) && server.exitCode() == 0);
    }

    void aLostKeyComesBack()
    {
        const SecureBytes theirs = SecureBytes::copyOf("passphrase of the server");
        const HomePaths paths(m_house->state().toStdString());
        const auto inVault = [&]() -> int {
            const Result<SecureBytes> key = openServerState(paths, theirs);
            Result<Connection> connection = key ? Connection::open(paths.database, *key, Connection::Access::ReadOnly) : fail(key.error());
            const Result<std::vector<CertificateAuthority>> cas = connection ? readCas(*connection) : fail(connection.error());
            if (!cas)
                return -1;
            int count = 0;
            for (const CertificateAuthority &ca : *cas)
                count += readVault(*connection, "ca key " + ca.plan.id).has_value();
            return count;
        };
        QCOMPARE(inVault(), 3);
        QCOMPARE(m_house->stop(), 0);
        {
            const Result<SecureBytes> key = openServerState(paths, theirs);
            VERIFY_OK(key);
            Result<Connection> connection = Connection::open(paths.database, *key, Connection::Access::ReadWrite);
            VERIFY_OK(connection);
            const Result<std::vector<CertificateAuthority>> cas = readCas(*connection);
            VERIFY_OK(cas);
            for (const CertificateAuthority &ca : *cas)
                VERIFY_OK(removeVault(*connection, "ca key " + ca.plan.id));
        }
        QCOMPARE(inVault(), 0);
        m_house->start();
        // The server goes after the shares were opened: its one-time key is gone, and they are opened anew.
        const auto process = start(fromPackage("restore", path("usb1"), m_two));
        QVERIFY(asks(*process, 1));
        m_house->kill();
        m_house->start();
        process->write(initials(restoreSteps));
        process->closeWriteChannel();
        CtlRun held = finished(*process);
        const QString id = newest()["id"].toString();
        if (held.exitCode != 0)
            held = hold(resuming(id, m_two), initials(restoreSteps));
        QVERIFY2(held.exitCode == 0 && held.json()["state"].toString() == "closed", said(held));
        QCOMPARE(inVault(), 3);
        const CtlRun verified = CtlHome::plain({"ceremony", "verify", held.json()["records"].toArray()[0].toString()});
        QVERIFY2(verified.exitCode == 0, said(verified));
    }

    void aChangeOfCustodiansVoidsTheOldPackage()
    {
        const QStringList others{"吴保管", "郑保管"};
        const CtlRun held = hold(backup(others, {"usb10", "usb11"}, "custodian-change") + QStringList{"--package", path("usb1")}, initials(9));
        QVERIFY2(held.exitCode == 0, said(held));
        const CtlRun old = hold(fromPackage("restore", path("usb1"), m_two), initials(restoreSteps));
        QVERIFY2(old.exitCode == 7 && said(old).contains("void"), said(old));
        const CtlRun destroyed = hold(fromPackage("destruction", path("usb11"), others), initials(5));
        QVERIFY2(destroyed.exitCode == 0, said(destroyed));
    }

    void theJournalProvesIt()
    {
        const CtlRun verified = run({"journal", "verify", "--signatures"}, witness);
        QVERIFY2(verified.exitCode == 0, said(verified));
    }
};

QTEST_GUILESS_MAIN(ServedCeremonyTest)
#include "ServedCeremonyTest.moc"
