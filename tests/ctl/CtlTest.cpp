// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/ServedHome.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Ctl.h"
#include "tests/support/Verify.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>

using namespace hufu;
using namespace hufu::test;

namespace {

QByteArray bundle(int count, int first = 0)
{
    QByteArray pem;
    for (int i = first; i < first + count; ++i)
        pem += CertBuilder::server("host" + std::to_string(i) + ".hospital.example").issuer("CN=Public CA")
                   .validity(systemNow() - std::chrono::hours(24), systemNow() + std::chrono::hours(24 * (i % 300 + 5))).build().pem().c_str();
    return pem;
}

/// Runs a shell script as root of an own mount namespace, where file systems can be made small or read-only.
CtlRun inNamespace(const QString &script)
{
    QProcess process;
    process.start(QStringLiteral("unshare"), {QStringLiteral("-rm"), QStringLiteral("sh"), QStringLiteral("-c"), script});
    process.waitForFinished(120'000);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

constexpr qint64 pageSize = 16'384;

/// Somewhere in the root page of a table or an index.
qint64 offsetOf(const CtlHome &home, const std::string &name)
{
    const HomePaths paths(home.home().toStdString());
    const Result<UnlockedHome> unlocked = unlockHome(paths, {}, SecureBytes::copyOf("correct horse battery staple"));
    Result<Connection> connection = unlocked ? Connection::open(paths.database, unlocked->databaseKey, Connection::Access::ReadWrite) : fail(unlocked.error());
    const Result<std::int64_t> page = connection ? connection->integer("SELECT rootpage FROM sqlite_schema WHERE name = '" + name + "'") : fail(connection.error());
    return page ? (*page - 1) * pageSize + 100 : -1;
}

/// What the database had there; empty when it has no such place, or a log beside it has.
QByteArray overwrite(const CtlHome &home, qint64 offset, const QByteArray &bytes)
{
    QFile file(home.home() + "/hufu.db");
    if (offset < 0 || QFileInfo(file.fileName() + "-wal").size() > 0 || !file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) || !file.seek(offset))
        return {};
    const QByteArray before = file.read(bytes.size());
    return file.seek(offset) && file.write(bytes) == bytes.size() ? before : QByteArray();
}

} // namespace

class CtlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theMainJob()
    {
        QTemporaryDir folder;
        const QString home = folder.filePath("H"), passphrase = folder.filePath("P");
        QFile secret(passphrase);
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write("a long enough passphrase\n");
        secret.close();
        const QStringList common{"--home", home, "--passphrase-file", passphrase};
        const auto ctl = [&](const QStringList &words) { return CtlHome::plain(words + common); };

        QCOMPARE(ctl({"init", "--embedded", "--officer", "李安全"}).exitCode, 0);
        QCOMPARE(ctl({"init", "--embedded", "--officer", "李安全"}).exitCode, 1); // it is there already

        QFile pem(folder.filePath("bundle.pem"));
        QVERIFY(pem.open(QIODevice::WriteOnly));
        pem.write(bundle(20));
        pem.close();
        CtlRun run = ctl({"import", "--json", pem.fileName()});
        QVERIFY2(run.exitCode == 0, run.err + run.out);
        QCOMPARE(run.json()["read"].toInt(), 20);
        QCOMPARE(run.json()["added"].toInt(), 20);
        QCOMPARE(run.json()["failed"].toArray().size(), 0);
        run = ctl({"import", "--json", pem.fileName()});
        QCOMPARE(run.json()["known"].toInt(), 20);
        QCOMPARE(run.json()["added"].toInt(), 0);

        QFile csv(folder.filePath("services.csv"));
        QVERIFY(csv.open(QIODevice::WriteOnly));
        csv.write("名称,级别,科室,负责人,主机,患者数据\n挂号,核心,门诊,王主任,host1.hospital.example,是\n官网,一般,宣传科,赵,host2.hospital.example,否\n");
        csv.close();
        run = ctl({"service", "import", csv.fileName(), "--json"});
        QVERIFY2(run.exitCode == 0, run.err + run.out);
        QCOMPARE(run.json()["added"].toInt(), 2);

        run = ctl({"list", "--where", "expires < 30d and tier = core", "--limit", "20", "--json"});
        QVERIFY2(run.exitCode == 0, run.err);
        QCOMPARE(run.json()["found"].toInt(), 1);
        const QJsonObject certificate = run.json()["certificates"].toArray().first().toObject();
        QCOMPARE(certificate["services"].toArray().first().toString(), QString("挂号"));
        const QString sha256 = certificate["sha256"].toString();

        run = ctl({"show", sha256, "--pem"});
        QVERIFY(run.out.startsWith("-----BEGIN CERTIFICATE-----"));
        run = ctl({"show", sha256.left(12), "--text"});
        QVERIFY2(run.out.contains("host1.hospital.example"), run.err);
        run = ctl({"show", sha256, "--json"});
        QCOMPARE(run.json()["seen"].toArray().size(), 1);
        run = ctl({"stats", "--json"});
        QCOMPARE(run.json()["total"].toInt(), 20);
        QCOMPARE(run.json()["coreExpires30"].toInt(), 1);
        run = ctl({"findings", "--json"});
        QCOMPARE(run.exitCode, 0);
        bool ovOnCore = false; // the builder's server certificate is OV; the core service asks for EV
        const QJsonArray found = run.json()["findings"].toArray();
        for (const QJsonValue finding : found)
            ovOnCore = ovOnCore || finding.toObject()["rule"] == "ov-on-core-service";
        QVERIFY2(ovOnCore, run.out);

        run = ctl({"journal", "verify", "--signatures", "--json"});
        QVERIFY2(run.exitCode == 0, run.err + run.out);
        QCOMPARE(run.json()["entries"].toInt(), 5);
        QCOMPARE(run.json()["signatures"].toInt(), 5);
        QCOMPARE(run.json()["unproven"].toInt(), 0);
        run = ctl({"journal", "head"});
        QVERIFY(run.out.startsWith("5 "));
        const QString exported = folder.filePath("journal.csv");
        QCOMPARE(ctl({"journal", "export", "--format", "csv", "--output", exported}).exitCode, 0);
        QFile journal(exported);
        QVERIFY(journal.open(QIODevice::ReadOnly));
        const QByteArray text = journal.readAll();
        QVERIFY(text.startsWith("\xef\xbb\xbf"));
        QCOMPARE(text.count("certificate.import"), 4); // kind and command of two entries
        run = ctl({"journal", "export", "--commands", folder.filePath("commands")});
        QVERIFY2(run.exitCode == 0, run.err);
        QProcess verify;
        verify.start("sh", {folder.filePath("commands/verify.sh")});
        QVERIFY(verify.waitForFinished());
        QVERIFY2(verify.exitCode() == 0, verify.readAllStandardError());
    }

    void aKeyBesideItsCertificate()
    {
        const CtlHome home;
        QVERIFY(QDir().mkpath(home.path("DIR")));
        const auto write = [&](const char *name, const std::string &text) { home.write(QString::fromLatin1(name), text.c_str()); };
        const Instant now = systemNow(); // findings are those of certificates in force
        const auto inForce = [&](const char *name, int key) {
            return CertBuilder::server(name).ec("P-256", key).validity(now - std::chrono::days(1), now + std::chrono::days(90)).build();
        };
        const TestCertificate here = inForce("his.hospital.example", 1), known = inForce("lis.hospital.example", 2);
        write("DIR/s.crt", here.pem());
        write("DIR/s.key", here.keyPem());
        write("DIR/lis.key", known.keyPem());
        write("lis.crt", known.pem());
        const auto filesOf = [&] {
            QMap<QString, QString> files;
            const CtlRun run = home.run({"findings", "--json"});
            for (const QJsonValue finding : run.json()["findings"].toArray()) {
                if (finding.toObject()["rule"] == "private-key-in-file")
                    files.insert(finding.toObject()["sha256"].toString(), finding.toObject()["observed"].toString());
            }
            return files;
        };
        QCOMPARE(home.run({"import", home.path("lis.crt")}).exitCode, 0);
        QVERIFY(filesOf().isEmpty());
        CtlRun run = home.run({"import", "--json", home.path("DIR")});
        QVERIFY2(run.exitCode == 0, run.err + run.out);
        QCOMPARE(run.json()["read"].toInt(), 1);
        QCOMPARE(run.json()["keysMatched"].toInt(), 2);
        QStringList files = filesOf().values();
        files.sort();
        QCOMPARE(files, (QStringList{home.path("DIR/lis.key"), home.path("DIR/s.key")}));
        run = home.run({"list", "--where", "seen = key-file and finding = private-key-in-file", "--json"});
        QCOMPARE(run.json()["found"].toInt(), 2);
        QCOMPARE(home.run({"import", home.path("DIR")}).exitCode, 0); // again: nothing doubles
        QCOMPARE(filesOf().size(), 2);
        run = home.run({"journal", "verify", "--signatures", "--json"});
        QVERIFY2(run.exitCode == 0, run.err + run.out);
    }

    void exitCodes_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::newRow("help is done") << QStringList{"--help"} << 0;
        QTest::newRow("nothing said is usage") << QStringList{} << 2;
        QTest::newRow("an unknown command is usage") << QStringList{"frobnicate"} << 2;
        QTest::newRow("an unknown option is usage") << QStringList{"list", "--frobnicate"} << 2;
        QTest::newRow("an option without its value is usage") << QStringList{"list", "--where"} << 2;
        QTest::newRow("a bad query is usage") << QStringList{"list", "--where", "expires < nonsense", "--home", "HOME", "--passphrase-file", "PASS"} << 2;
        QTest::newRow("a passphrase as plain value is usage") << QStringList{"list", "--home", "HOME", "--passphrase", "secret"} << 2;
        for (const char *name : {"", "  ", "\t"})
            QTest::addRow("an officer called “%s” is usage", name) << QStringList{"init", "--home", "HOME/new", "--officer", name, "--passphrase-file", "PASS"} << 2;
        QTest::newRow("one of three administrators without a name is usage")
            << QStringList{"init", "--home", "HOME/new", "--security-admin", "a", "--security-admin-passphrase-file", "PASS", "--system-admin", "", "--system-admin-passphrase-file", "PASS",
                           "--audit-admin", "c", "--audit-admin-passphrase-file", "PASS"}
            << 2;
        QTest::newRow("no house is a failure") << QStringList{"list", "--home", "HOME/nowhere", "--passphrase-file", "PASS"} << 1;
        QTest::newRow("a wrong passphrase") << QStringList{"list", "--home", "HOME", "--passphrase", "env:WRONG"} << 3;
        QTest::newRow("an officer who is not here") << QStringList{"list", "--home", "HOME", "--as", "nobody", "--passphrase-file", "PASS"} << 1;
        QTest::newRow("the officer by name") << QStringList{"list", "--home", "HOME", "--as", "李安全", "--passphrase-file", "PASS"} << 0;
        QTest::newRow("some inputs failed") << QStringList{"import", "--home", "HOME", "--passphrase-file", "PASS", "HOME/nothing.pem"} << 5;
        QTest::newRow("a policy that says nothing") << QStringList{"policy", "set", "--home", "HOME", "--passphrase-file", "PASS", "BADPOLICY"} << 1;
        QTest::newRow("refused by a rule") // nobody would be left who registers people
            << QStringList{"person", "deactivate", "李安全", "--reason", "left", "--home", "HOME", "--passphrase-file", "PASS"} << 7;
    }
    void exitCodes()
    {
        QFETCH(QStringList, words);
        QFETCH(int, code);
        static const CtlHome home;
        for (QString &word : words) {
            word.replace("HOME", home.home()).replace("BADPOLICY", home.write("policy.json", "{\"rules\":{}}"));
            if (word == "PASS")
                word = home.passphraseFile();
        }
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("WRONG", "not it at all");
        const CtlRun run = CtlHome::plain(words, environment);
        QVERIFY2(run.exitCode == code, run.err + run.out);
        QVERIFY(code == 0 || !(run.err + run.out).isEmpty());
        QVERIFY(!QFile::exists(home.home() + "/new"));
    }

    void theLibraryIsNewEnoughOrNothingIsTouched_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("enough");
        QTest::newRow("the one before the oldest") << "4.5.7 community" << false;
        QTest::newRow("one of Debian 12's age") << "3.4.1 community" << false;
        QTest::newRow("SQLite, which encrypts nothing") << "" << false;
        QTest::newRow("the oldest that is enough") << "4.6.0 community" << true;
        QTest::newRow("a later one") << "10.0.0 enterprise" << true;
    }
    void theLibraryIsNewEnoughOrNothingIsTouched()
    {
        QFETCH(QString, version);
        QFETCH(bool, enough);
        const CtlHome home;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LD_PRELOAD", qEnvironmentVariable("HUFU_BIN") + "/old-cipher.so");
        environment.insert("ASAN_OPTIONS", "verify_asan_link_order=0");
        environment.insert("HUFU_TEST_CIPHER_VERSION", version);
        const QString fresh = home.path("fresh");
        for (const QStringList &words : {QStringList{"stats", "--home", home.home()}, QStringList{"init", "--officer", "李安全", "--home", fresh}}) {
            const CtlRun run = CtlHome::plain(words + QStringList{"--passphrase-file", home.passphraseFile()}, environment);
            QVERIFY2(run.exitCode == (enough ? 0 : 1), run.err + run.out);
            QCOMPARE(run.err.contains("SQLCipher library on this computer is too old") && run.err.contains("4.6"), !enough);
        }
        // With a library that is, all is as if nothing had been tried.
        QCOMPARE(home.run({"stats"}).exitCode, 0);
        QVERIFY(enough || CtlHome::plain({"init", "--officer", "李安全", "--home", fresh, "--passphrase-file", home.passphraseFile()}).exitCode == 0);
    }

    void theSecretComesThroughADescriptorToo()
    {
        const CtlHome home;
        QProcess shell;
        shell.start("sh", {"-c", QString("'%1' stats --json --home '%2' --passphrase-fd 7 7<'%3'").arg(CtlHome::program(), home.home(), home.passphraseFile())});
        QVERIFY(shell.waitForFinished());
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError());
    }

    void aBrokenJournalIsExitCodeFour()
    {
        const CtlHome home;
        QCOMPARE(home.run({"import", home.write("a.pem", bundle(1))}).exitCode, 0);
        QVERIFY(home.run({"journal", "verify"}).out.contains("intact"));
        // A checkpoint that names another hash: what a rolled-back or forked copy looks like.
        QFile file(home.home() + "/checkpoint.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        file.close();
        text.replace("\"sequence\":2", "\"sequence\":9");
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
        file.close();
        const CtlRun run = home.run({"journal", "verify"});
        QCOMPARE(run.exitCode, 4);
        QVERIFY2(run.out.contains("checkpoint-forged"), run.out);
    }

    /// The passphrase opened its slot, so that it is the file that is wrong.
    void aDamagedPageIsNoWrongPassphrase()
    {
        const CtlHome home;
        QCOMPARE(home.run({"import", home.write("a.pem", bundle(200))}).exitCode, 0);
        for (const qint64 offset : {qint64(100), qint64(5000), qint64(16300), offsetOf(home, "certificate")}) {
            const QByteArray before = overwrite(home, offset, "xyz");
            QVERIFY(before.size() == 3 && before != "xyz");
            const CtlRun run = home.run({"list", "--json"});
            QVERIFY2(run.exitCode == 4, QByteArray::number(offset) + run.err + run.out);
            QCOMPARE(run.json()["error"].toObject()["code"].toString(), QString("DatabaseCorrupt"));
            const CtlRun told = home.run({"list"});
            QVERIFY2(told.err.contains("The database is damaged.") && !told.err.contains("passphrase"), told.err);
            overwrite(home, offset, before);
            QCOMPARE(home.run({"list"}).exitCode, 0);
        }
        QCOMPARE(CtlHome::plain({"list", "--home", home.home(), "--passphrase-file", home.write("other", "another passphrase\n")}).exitCode, 3);
    }

    /// What no entry's hash reaches: indexes, and rows that are derived.
    void aDamagedIndexIsSeenByTheVerification()
    {
        const CtlHome home;
        QCOMPARE(home.run({"import", home.write("a.pem", bundle(200))}).exitCode, 0);
        CtlRun run = home.run({"journal", "verify", "--json"});
        QVERIFY2(run.exitCode == 0, run.err + run.out);
        QCOMPARE(run.json()["pages"].toInteger(), QFileInfo(home.home() + "/hufu.db").size() / pageSize);
        for (const char *name : {"certificate_not_after", "service", "emergency_due"}) {
            const qint64 offset = offsetOf(home, name);
            const QByteArray before = overwrite(home, offset, "xyz");
            QVERIFY(before.size() == 3 && before != "xyz");
            run = home.run({"journal", "verify", "--json"});
            QVERIFY2(run.exitCode == 4, run.err + run.out);
            QVERIFY(!run.json()["intact"].toBool());
            const QJsonArray breaks = run.json()["breaks"].toArray();
            QVERIFY2(breaks.size() == 1, name + (": " + run.err + run.out));
            QCOMPARE(breaks.first().toObject()["kind"].toString(), QString("page-damaged"));
            QCOMPARE(breaks.first().toObject()["page"].toInteger(), offset / pageSize + 1);
            const CtlRun told = home.run({"journal", "verify"});
            QVERIFY2(told.exitCode == 4 && told.out.contains("the database is DAMAGED"), told.out);
            overwrite(home, offset, before);
        }
        QCOMPARE(home.run({"journal", "verify"}).exitCode, 0);
    }

    /// Pages change under it, in the log and in the file: no alarm.
    void verifyingWhileAnotherWrites()
    {
        const CtlHome home;
        QCOMPARE(home.run({"import", home.write("a.pem", bundle(200))}).exitCode, 0);
        const QString more = home.write("b.pem", bundle(6000, 300));
        const auto writing = home.start({"import", more});
        int whileWriting = 0;
        do {
            const CtlRun run = home.run({"journal", "verify", "--json"});
            QVERIFY2(run.exitCode == 0, run.err + run.out);
            whileWriting += writing->state() == QProcess::Running ? 1 : 0;
        } while (!writing->waitForFinished(1));
        QVERIFY2(writing->exitCode() == 0, writing->readAllStandardError());
        QVERIFY(whileWriting > 0);
    }

    void whatOneProcessWritesTheOtherShows()
    {
        const CtlHome home;
        QCOMPARE(home.run({"import", home.write("a.pem", bundle(2))}).exitCode, 0);
        const auto first = home.start({"import", home.write("b.pem", bundle(300, 100))});
        const auto second = home.start({"import", home.write("c.pem", bundle(300, 500))});
        QVERIFY(first->waitForFinished(60000));
        QVERIFY(second->waitForFinished(60000));
        QVERIFY2(first->exitCode() == 0 && second->exitCode() == 0, first->readAllStandardError() + second->readAllStandardError());
        QCOMPARE(home.run({"stats", "--json"}).json()["total"].toInt(), 602);
        QCOMPARE(home.run({"journal", "verify", "--signatures"}).exitCode, 0);
    }

    /// As this computer's own /etc/ssl/certs is: every file there has a second name.
    void aSecondNameOfAFileIsNoFailure()
    {
        const CtlHome home;
        QDir().mkpath(home.path("in"));
        QVERIFY(QFile::link(home.write("in/a.pem", bundle(1)), home.path("in/b1e5a0d4.0")));
        const CtlRun run = home.run({"import", "--json", home.path("in")});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.json()["added"].toInt(), 1);
        QVERIFY2(run.json()["failed"].toArray().isEmpty(), run.out);
        QStringList outcomes;
        for (const QJsonValue source : run.json()["sources"].toArray())
            outcomes << source.toObject()["outcome"].toString();
        outcomes.sort();
        QCOMPARE(outcomes, (QStringList{"imported", "repeated"}));
    }

    void oneBadFileStopsNothing()
    {
        const CtlHome home;
        QDir().mkpath(home.path("in/deep"));
        home.write("in/good.pem", bundle(2));
        home.write("in/deep/half.pem", bundle(1, 50) + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        home.write("in/noise.bin", QByteArray(5000, '\x37'));
        const CtlRun run = home.run({"import", "--json", home.path("in"), "localhost:1"});
        QCOMPARE(run.exitCode, 5);
        QCOMPARE(run.json()["added"].toInt(), 3);
        QStringList failed;
        const QJsonArray failures = run.json()["failed"].toArray();
        for (const QJsonValue failure : failures) {
            failed << failure.toObject()["source"].toString();
            QVERIFY(!failure.toObject()["reason"].toString().isEmpty());
        }
        QVERIFY2(failed.filter("half.pem").size() == 1 && failed.filter("localhost:1").size() == 1, run.out);
        for (const QJsonValue failure : failures) // it stands beside the reason already
            QVERIFY2(!failure.toObject()["reason"].toString().contains(failure.toObject()["source"].toString()), run.out);
    }

    void aReadOnlyHomeIsAClearMessage()
    {
        const CtlHome home;
        QCOMPARE(home.run({"import", home.write("a.pem", bundle(1))}).exitCode, 0);
        const QString more = home.write("b.pem", bundle(1, 7));
        const CtlRun run = inNamespace(QString("mount --bind '%1' '%1' && mount -o remount,ro,bind '%1' && '%2' import --json --home '%1' --passphrase-file '%3' '%4'")
                                           .arg(home.home(), CtlHome::program(), home.passphraseFile(), more));
        QVERIFY2(run.exitCode == 1, run.err + run.out);
        const QString code = run.json()["error"].toObject()["code"].toString();
        QCOMPARE(code, QString("ReadOnly"));
        const CtlRun read = inNamespace(QString("mount --bind '%1' '%1' && mount -o remount,ro,bind '%1' && '%2' stats --json --home '%1' --passphrase-file '%3'")
                                            .arg(home.home(), CtlHome::program(), home.passphraseFile()));
        QVERIFY2(read.exitCode == 0, read.err + read.out);
        QCOMPARE(read.json()["total"].toInt(), 1);
        QCOMPARE(home.run({"stats", "--json"}).json()["total"].toInt(), 1);
    }

    void aFullDiskIsAClearMessageAndLosesNothing()
    {
        const CtlHome home;
        const QString big = home.write("big.pem", bundle(3000));
        const QString target = home.path("small");
        QDir().mkpath(target);
        const QString ctl = QString("'%1' %2 --home '%3/home' --passphrase-file '%4'").arg(CtlHome::program(), "%1", target, home.passphraseFile());
        const CtlRun run = inNamespace(QString("mount -t tmpfs -o size=3m tmpfs '%1' && cp -r '%2' '%1/home' || exit 90;"
                                               "%3 > '%5/import.json'; echo $? > '%5/code';"
                                               "mount -o remount,size=64m '%1'; %4")
                                           .arg(target, home.home(), ctl.arg(QString("import --json '%1'").arg(big)), ctl.arg("journal verify --json --signatures"), home.path(".")));
        QVERIFY2(run.exitCode == 0, run.err + run.out); // the journal holds and verifies
        QVERIFY(run.json()["intact"].toBool());
        QFile code(home.path("code")), out(home.path("import.json"));
        QVERIFY(code.open(QIODevice::ReadOnly) && out.open(QIODevice::ReadOnly));
        QCOMPARE(code.readAll().trimmed(), QByteArray("1"));
        QCOMPARE(QJsonDocument::fromJson(out.readAll()).object()["error"].toObject()["code"].toString(), QString("DiskFull"));
    }

    void neverASecretInTheArgumentsOrTheOutput()
    {
        const CtlHome home;
        const auto process = home.start({"import", "--json", home.write("a.pem", bundle(200))});
        QFile arguments(QString("/proc/%1/cmdline").arg(process->processId()));
        if (arguments.open(QIODevice::ReadOnly))
            QVERIFY(!arguments.readAll().contains("correct horse"));
        QVERIFY(process->waitForFinished(60000));
        QVERIFY(!(process->readAllStandardOutput() + process->readAllStandardError()).contains("correct horse"));
    }
};

QTEST_GUILESS_MAIN(CtlTest)
#include "CtlTest.moc"
