// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CertBuilder.h"
#include "tests/support/Server.h"
#include "tests/support/SmallDisk.h"
#include "tests/support/Verify.h"

#include <QJsonArray>

using namespace hufu;
using namespace hufu::test;

/// The disk is full at the server, or at a console: what was acknowledged is kept, nothing is done twice, what can be read is read, and once there is room
/// everything goes on by itself.
class FullDiskTest : public QObject {
    Q_OBJECT

    static CtlRun runBy(const QStringList &words)
    {
        QProcess process;
        process.start(words.first(), words.mid(1));
        process.closeWriteChannel();
        process.waitForFinished(120'000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    static QByteArray get(const QString &url)
    {
        return runBy({"curl", "-s", "-m", "10", "-w", " %{http_code}", url}).out;
    }
    static QStringList journalled(const CtlRun &exported)
    {
        QStringList names;
        for (const QJsonValue entry : QJsonDocument::fromJson(exported.out).array()) {
            if (entry["kind"].toString() == QLatin1String(CommandKind::SaveCollection))
                names += entry["subject"].toString();
        }
        return names;
    }
    static QByteArray certificates(int from, int count)
    {
        QByteArray pem;
        for (int i = from; i < from + count; ++i)
            pem += CertBuilder().subject("CN=full" + std::to_string(i)).build().pem().c_str();
        return pem;
    }

    static CtlRun save(const ServerHouse &house, const QString &home, const QString &name, const QStringList &by = {})
    {
        return runBy(by + QStringList{CtlHome::program(), "collection", "save", name, "--where", "name:a", "--json", "--home", home, "--passphrase-file",
                                      house.home().passphraseFile()});
    }
    static qint64 sizeOf(const QString &folder)
    {
        qint64 size = 0;
        for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files))
            size += file.size();
        return size;
    }
    /// With so much room beside what is there.
    static QByteArray roomFor(const QString &folder, qint64 more) { return QByteArray::number((sizeOf(folder) + more) / 1024) + "k"; }

private Q_SLOTS:
    void atTheServer()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        for (const QString &home : {one, two})
            QCOMPARE(house.ctl(home, {"sync"}).exitCode, 0);
        const QString status = QStringLiteral("http://127.0.0.1:%1").arg(house.statusPort);
        const CtlRun made = house.ctl(one, {"ca", "create", "--name", "First Hospital", "--locality", "北京", "--status-url", status});
        QVERIFY2(made.exitCode == 0, made.err);
        QCOMPARE(house.stop(), 0);
        SmallDisk disk(house.state(), roomFor(house.state(), 12 << 20));
        if (!disk.isThere())
            QSKIP(qPrintable("no namespaces with file systems of one's own: " + disk.said()));
        house.runBy(disk.around());
        house.start();
        QVERIFY(disk.fill());
        QStringList given;
        int queued = 0;
        for (int i = 0; i < 80 && queued < 3; ++i) { // what is written over what was written before fits for a while
            given += QStringLiteral("c%1").arg(i);
            const CtlRun saved = save(house, one, given.back());
            QVERIFY2(saved.exitCode == 0 || saved.exitCode == 6, saved.out + saved.err);
            queued += saved.exitCode == 6;
        }
        QCOMPARE(queued, 3);
        const CtlRun imported = house.ctl(one, {"import", house.home().write("bundle.pem", certificates(0, 200))});
        QVERIFY2(imported.exitCode == 6, imported.err);
        QVERIFY2(house.log().contains("\"status\":507"), house.log().right(2000));
        // Whoever only reads goes on reading.
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QCOMPARE(get(status + "/healthz").right(4), QByteArray(" 200"));
        disk.clear();
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(QJsonDocument::fromJson(house.ctl(one, {"outbox", "list", "--json"}).out).array().size(), 0);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QCOMPARE(journalled(house.ctl(two, {"journal", "export", "--format", "json"})), given); // each once, in order
        QVERIFY(house.ctl(two, {"stats", "--json"}).json()["total"].toInt() >= 200);
        for (const QString &home : {one, two})
            QCOMPARE(house.ctl(home, {"journal", "verify", "--signatures"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
    }

    void atAConsole()
    {
        ServerHouse house;
        house.start();
        const QString desk = house.console("desk"), other = house.console("other");
        for (const QString &home : {desk, other})
            QCOMPARE(house.ctl(home, {"sync"}).exitCode, 0);
        SmallDisk disk(desk, roomFor(desk, 6 << 20));
        if (!disk.isThere())
            QSKIP(qPrintable("no namespaces with file systems of one's own: " + disk.said()));
        const auto here = [&](const QStringList &words) {
            return runBy(disk.around() + QStringList{CtlHome::program()} + words + QStringList{"--json", "--home", desk, "--passphrase-file", house.home().passphraseFile()});
        };
        // Signed without a network: queued for good, or not at all.
        QCOMPARE(house.stop(), 0);
        QVERIFY(disk.fill());
        QStringList answered;
        QString refused;
        for (int i = 0; i < 80 && refused.isEmpty(); ++i) {
            const QString name = QStringLiteral("c%1").arg(i);
            const CtlRun saved = save(house, desk, name, disk.around());
            if (saved.exitCode == 6)
                answered += name;
            else
                refused = saved.json()["error"].toObject()["code"].toString();
        }
        QCOMPARE(refused, QStringLiteral("DiskFull"));
        disk.clear();
        house.start();
        QCOMPARE(here({"sync"}).exitCode, 0);
        QCOMPARE(house.ctl(other, {"sync"}).exitCode, 0);
        QCOMPARE(journalled(house.ctl(other, {"journal", "export", "--format", "json"})), answered);
        // More comes from the server than fits.
        const CtlRun imported = house.ctl(other, {"import", house.home().write("bundle.pem", certificates(0, 6000))});
        QVERIFY2(imported.exitCode == 0, imported.err);
        QVERIFY(disk.fill(300 << 10));
        const CtlRun full = here({"sync"});
        QCOMPARE(full.exitCode, 1);
        QCOMPARE(full.json()["error"].toObject()["code"].toString(), QStringLiteral("DiskFull"));
        QVERIFY(!QFile::exists(disk.inside(desk + "/distrusted.json"))); // that is no word about the server
        disk.clear();
        QCOMPARE(here({"sync"}).exitCode, 0);
        const CtlRun whole = here({"journal", "verify", "--signatures"});
        QVERIFY2(whole.exitCode == 0, whole.out + whole.err);
        QCOMPARE(here({"stats"}).json()["total"].toInt(), 6000);
    }
};

QTEST_GUILESS_MAIN(FullDiskTest)
#include "FullDiskTest.moc"
