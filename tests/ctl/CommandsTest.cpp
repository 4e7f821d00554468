// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/WeakKeyList.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Ctl.h"
#include "tests/support/Stranger.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <set>

using namespace hufu;
using namespace hufu::test;

namespace {

QByteArray said(const CtlRun &run) { return run.err + run.out; }

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What one line of roff prints: the macro's name and its quotes gone. Fonts alternate without blanks between; one font puts them.
QString printed(const QString &macroLine)
{
    static const QRegularExpression word(QStringLiteral("\"([^\"]*)\"|(\\S+)"));
    QString text;
    for (auto matches = word.globalMatch(macroLine.section(u' ', 1)); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        text += match.captured(1) + match.captured(2) + (macroLine.startsWith(".B ") ? " " : "");
    }
    return text.trimmed();
}

/// The words with which a usage begins: "request show" of "request show ID".
QString commandOf(const QString &usage)
{
    static const QRegularExpression words(QStringLiteral("^[a-z]+(-[a-z]+)*( [a-z]+(-[a-z]+)*)*(?= |$)"));
    return words.match(usage).captured(0);
}

/// All that an expression finds in a text, in its order.
QStringList allOf(const QRegularExpression &what, const QString &text)
{
    QStringList all;
    for (auto matches = what.globalMatch(text); matches.hasNext();)
        all << matches.next().captured(0);
    return all;
}

/// The options in a text, each once.
std::set<QString> optionsIn(const QString &text)
{
    static const QRegularExpression option(QStringLiteral("--[a-z0-9-]+"));
    const QStringList all = allOf(option, text);
    return {all.begin(), all.end()};
}

/// A page of the manual, its hyphens plain; `page` from resources/manual/ on.
QString manualPage(const QString &page)
{
    return textOf(qEnvironmentVariable("HUFU_SOURCE") + "/resources/manual/" + page).replace("\\-", "-");
}

QString sectionOf(const QString &page, const QString &heading) { return page.section(".SH " + heading + u'\n', 1).section("\n.SH", 0, 0); }

/// The macro lines that name what a paragraph is about: commands with their options, settings, files.
QStringList tagsIn(const QString &roff)
{
    const QStringList lines = roff.split(u'\n');
    QStringList tags;
    for (qsizetype at = 1; at < lines.size(); ++at) {
        if (lines[at - 1] == ".TP")
            tags << lines[at];
    }
    return tags;
}

} // namespace

/// hufuctl's words: what it refuses and how it says so, what it answers as JSON, and that its manual says the same.
class CommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theManualSaysWhatHelpSays()
    {
        const QString help = QString::fromUtf8(CtlHome::plain({"--help"}).out);
        const QString manual = manualPage("hufuctl.1");
        QStringList inManual, inHelp;
        for (const QString &tag : tagsIn(sectionOf(manual, "COMMANDS"))) {
            for (const QString &usage : printed(tag).split(", "))
                inManual << commandOf(usage);
        }
        const std::set<QString> options = optionsIn(manual);
        for (const QString &line : help.split(u'\n')) {
            if (!line.startsWith("  hufuctl "))
                continue;
            inHelp << commandOf(line.mid(10).trimmed());
            for (const QString &name : optionsIn(line))
                QVERIFY2(options.contains(name), qPrintable(name + ": " + line));
        }
        inManual.sort();
        inHelp.sort();
        QVERIFY(inHelp.size() > 40);
        QCOMPARE(inManual, inHelp);

        static const QRegularExpression code("\\d [a-z]+");
        const QStringList codes = allOf(code, help.section("Exit codes:", 1));
        QCOMPARE(codes.size(), 9);
        for (const QString &one : codes)
            QVERIFY2(sectionOf(manual, "EXIT STATUS").contains(one), qPrintable(one));
    }

    void theChineseManualSaysTheSame_data()
    {
        QTest::addColumn<QString>("page");
        QTest::newRow("of hufuctl") << "hufuctl.1";
        QTest::newRow("of hufu-server") << "hufu-server.8";
    }
    /// Whatever is not prose is literally the same in both languages, and in the same order.
    void theChineseManualSaysTheSame()
    {
        QFETCH(QString, page);
        const QString english = manualPage(page), chinese = manualPage("zh_CN/" + page);
        const QString synopsis = sectionOf(english, "SYNOPSIS");
        QVERIFY(!synopsis.isEmpty());
        QCOMPARE(sectionOf(chinese, "概要"), synopsis);
        QVERIFY(tagsIn(english).size() > 5);
        QCOMPARE(tagsIn(chinese), tagsIn(english));
        QCOMPARE(chinese.count("\n.SH "), english.count("\n.SH "));
        const std::set<QString> options = optionsIn(english), translated = optionsIn(chinese);
        for (const QString &name : options)
            QVERIFY2(translated.contains(name), qPrintable("only in English: " + name));
        for (const QString &name : translated)
            QVERIFY2(options.contains(name), qPrintable("only in Chinese: " + name));

        static const QRegularExpression code("\\d+");
        const QStringList codes = allOf(code, sectionOf(english, "EXIT STATUS"));
        QVERIFY(codes.size() > 5);
        QCOMPARE(allOf(code, sectionOf(chinese, "退出状态")), codes);
    }

    void aSecretGivenByValueIsRefused_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("of PKCS#12 files") << QStringList{"import", "--pkcs12-password", "s3cret-s3cret", "x.pem"};
        QTest::newRow("the officer's, with =") << QStringList{"list", "--passphrase=s3cret-s3cret"};
        QTest::newRow("a cosigner's") << QStringList{"resume", "--where", "x", "--cosign", "chen", "--cosign-passphrase", "s3cret-s3cret"};
        QTest::newRow("a new one") << QStringList{"passphrase", "--new-passphrase", "s3cret-s3cret"};
        QTest::newRow("a token's PIN") << QStringList{"ca", "pin", "--pkcs11", "m", "--token", "t", "--pin", "s3cret-s3cret"};
        QTest::newRow("of a key file") << QStringList{"certificate", "export", "00", "--key-password", "s3cret-s3cret"};
    }
    void aSecretGivenByValueIsRefused()
    {
        QFETCH(QStringList, words);
        const CtlRun run = CtlHome::plain(words);
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(said(run).contains("-file PATH") && said(run).contains("-fd N") && said(run).contains("env:VARIABLE"), said(run));
        QVERIFY2(!said(run).contains("s3cret"), said(run));
    }

    void aWrongPkcs12PasswordIsCalledWrong()
    {
        const CtlHome home;
        const Stranger strangers;
        const TestCertificate built = CertBuilder::server("his.hospital.example").build();
        strangers.write("all.pem", built.pem() + built.keyPem());
        QVERIFY2(strangers.run("openssl", {"pkcs12", "-export", "-in", "all.pem", "-out", "a.p12", "-passout", "pass:the right one"}), strangers.said());
        const auto import = [&](const QByteArray &password) {
            return home.run({"import", "--json", "--pkcs12-password-file", home.write("p12", password), strangers.path("a.p12")});
        };
        const CtlRun wrong = import("another\n");
        QCOMPARE(wrong.exitCode, 5);
        QVERIFY2(wrong.json()["failed"][0]["reason"].toString().contains("The passphrase is wrong"), said(wrong));
        const CtlRun right = import("the right one\n");
        QVERIFY2(right.exitCode == 0 && right.json()["added"].toInt() == 1, said(right));
        // A file that is not there is told before anything is read.
        QCOMPARE(home.run({"import", "--pkcs12-password-file", home.path("nowhere"), strangers.path("a.p12")}).exitCode, 1);
    }

    void whatIsNamedAndGivesNothingIsTold_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("reason");
        QTest::newRow("text") << "note.txt" << "Nothing usable was found";
        QTest::newRow("an empty file") << "empty.pem" << "Nothing usable was found";
        QTest::newRow("a folder of text") << "texts" << "Nothing usable was found";
        QTest::newRow("a CSR") << "server.csr" << "1 requests, CRLs or public keys";
        QTest::newRow("what is no port") << "127.0.0.1:99999" << "the port is not a number from 1 to 65535";
    }
    void whatIsNamedAndGivesNothingIsTold()
    {
        QFETCH(QString, source);
        QFETCH(QString, reason);
        static const CtlHome home;
        static const Stranger strangers;
        QDir().mkpath(home.path("texts"));
        home.write("note.txt", "nothing of the kind\n");
        home.write("texts/note.txt", "nothing of the kind\n");
        home.write("empty.pem", "");
        if (source.endsWith("csr")) {
            QVERIFY2(strangers.run("openssl", {"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "k", "-out", "server.csr",
                                               "-subj", "/CN=x"}), strangers.said());
            QFile::copy(strangers.path("server.csr"), home.path("server.csr"));
        }
        const QString path = source.contains(u':') ? source : home.path(source);
        CtlRun run = home.run({"import", "--json", path});
        QVERIFY2(run.exitCode == 5, said(run));
        QCOMPARE(run.json()["failed"].toArray().size(), 1);
        QCOMPARE(run.json()["failed"][0]["source"].toString(), path);
        QVERIFY2(run.json()["failed"][0]["reason"].toString().contains(reason), said(run));
        run = home.run({"import", path});
        QVERIFY2(run.out.startsWith("! " + path.toUtf8() + ": "), said(run));
    }

    void inAFolderOtherFilesAreNothingToTell()
    {
        const CtlHome home;
        QDir().mkpath(home.path("in"));
        home.write("in/note.txt", "nothing of the kind\n");
        home.write("in/a.pem", CertBuilder::server("his.hospital.example").build().pem().c_str());
        const CtlRun run = home.run({"import", "--json", home.path("in")});
        QVERIFY2(run.exitCode == 0 && run.json()["failed"].toArray().isEmpty(), said(run));
        // nginx reads one line as well as many.
        home.write("nginx.conf", "http { server { listen 443 ssl; ssl_certificate in/a.pem; } }");
        const CtlRun config = home.run({"import", "--json", home.path("nginx.conf")});
        QVERIFY2(config.exitCode == 0 && config.json()["sources"][0]["content"].toString() == "nginx-config" && config.json()["read"].toInt() == 1, said(config));
    }

    void wordsOfARequestAreRefusedPlainly_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char *name, const QStringList &words, const char *why) { QTest::newRow(name) << words << QByteArray(why); };
        const QStringList whole{"--csr", "x", "--service", "s", "--purpose", "p", "--days", "30"};
        const QString digest(64, u'0');
        row("rejected without a reason", {"request", "reject", "id"}, "--reason");
        row("returned without a reason", {"request", "return", "id"}, "--reason");
        row("no purpose", {"request", "submit", "--csr", "x", "--service", "s", "--days", "30"}, "--purpose");
        row("no service", {"request", "submit", "--csr", "x", "--purpose", "p", "--days", "30"}, "--service");
        row("no days", {"request", "submit", "--csr", "x", "--service", "s", "--purpose", "p"}, "--days");
        row("0 days", {"request", "policy", "--csr", "x", "--service", "s", "--purpose", "p", "--days", "0"}, "--days");
        row("days in words", {"request", "policy", "--csr", "x", "--service", "s", "--purpose", "p", "--days", "30d"}, "--days");
        row("a profile that is none", QStringList{"request", "submit"} + whole + QStringList{"--profile", "bogus"}, "--profile is one of server");
        row("a kind that is none", QStringList{"request", "submit"} + whole + QStringList{"--kind", "bogus"}, "--kind is");
        row("rekeying what?", QStringList{"request", "submit"} + whole + QStringList{"--kind", "rekey"}, "--replaces");
        row("renewing what?", QStringList{"request", "policy"} + whole + QStringList{"--kind", "renew"}, "--replaces");
        row("a new one that replaces", QStringList{"request", "policy"} + whole + QStringList{"--replaces", digest}, "--kind");
        row("replacing no digest", QStringList{"request", "policy"} + whole + QStringList{"--kind", "renew", "--replaces", "x"}, "SHA-256");
    }
    void wordsOfARequestAreRefusedPlainly()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, why);
        const CtlRun run = CtlHome::plain(words); // before a house is looked for
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.err.contains(why), run.err);
    }

    void whereServingIsNotPossibleIsToldPlainly()
    {
        const CtlHome home;
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const CtlRun used = home.run({"serve", "--listen", QStringLiteral("127.0.0.1:%1").arg(other.serverPort())});
        QCOMPARE(used.exitCode, 1);
        QVERIFY2(used.err.contains("Another program is using it") && used.err.contains("listens at this port"), used.err);
        QCOMPARE(home.run({"serve", "--listen", "127.0.0.1:99999"}).exitCode, 2);
        const CtlRun elsewhere = home.run({"serve", "--listen", "192.0.2.1:0"}); // RFC 5737: nobody's address
        QVERIFY2(elsewhere.exitCode == 2 && elsewhere.err.contains("no such address"), elsewhere.err);
    }

    void aServiceThatFailsNamesColumnAndValue()
    {
        const CtlHome home;
        const CtlRun run = home.run({"service", "import", "--json", home.write("s.csv", "name,tier,hosts,patient_data\n挂号,红色,a.example,no\n官网,,b.example,perhaps\n"
                                                                                        "影像,,not a host!,no\n病历,core,c.example,yes\n")});
        QCOMPARE(run.exitCode, 5);
        const QJsonArray failed = run.json()["failed"].toArray();
        QStringList reasons;
        for (const QJsonValue one : failed)
            reasons << one["reason"].toString();
        QVERIFY2(reasons.value(0).contains("tier: \"红色\""), run.out);
        QVERIFY2(reasons.value(1).contains("patient_data: \"perhaps\""), run.out);
        QVERIFY2(reasons.size() >= 3 && reasons.value(2).contains("hosts: "), run.out);
        const CtlRun listed = home.run({"service", "list", "--json"});
        const QJsonArray services = QJsonDocument::fromJson(listed.out).array();
        QCOMPARE(services.size(), 1);
        QCOMPARE(services[0]["name"].toString(), QStringLiteral("病历"));
        QVERIFY2(home.run({"service", "list"}).out.contains("c.example"), listed.out);
    }

    void whatIsWrittenIsToldAsJson()
    {
        const CtlHome home;
        QCOMPARE(home.run({"import", home.write("a.pem", CertBuilder::server("his.hospital.example").build().pem().c_str())}).exitCode, 0);
        const QString sha256 = home.run({"list", "--json"}).json()["certificates"][0]["sha256"].toString();
        CtlRun run = home.run({"show", sha256, "--pem", "--json"});
        QVERIFY2(run.json()["certificate"].toString() == sha256 && run.json()["text"].toString().startsWith("-----BEGIN CERTIFICATE"), said(run));
        run = home.run({"show", sha256, "--text", "--json"});
        QVERIFY2(run.json()["format"].toString() == "text" && run.json()["text"].toString().contains("his.hospital.example"), said(run));
        run = home.run({"journal", "export", "--format", "csv", "--json", "--output", home.path("j.csv")});
        QVERIFY2(run.json()["path"].toString() == home.path("j.csv") && run.json()["format"].toString() == "csv" && run.json()["count"].toInt() == 2, said(run));
        QFile csv(home.path("j.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QByteArray written = csv.readAll();
        QCOMPARE(run.json()["bytes"].toInt(), written.size());
        QCOMPARE(run.json()["sha256"].toString(), QString::fromLatin1(QCryptographicHash::hash(written, QCryptographicHash::Sha256).toHex()));
        run = home.run({"journal", "export", "--commands", home.path("commands"), "--json"});
        QVERIFY2(run.json()["count"].toInt() == 2 && run.json()["path"].toString() == home.path("commands"), said(run));
        run = home.run({"journal", "export", "--json"}); // the journal is the answer itself
        QCOMPARE(QJsonDocument::fromJson(run.out).array().size(), 2);
    }

    void findingsSayWhereTheyStandAndWhatToDo()
    {
        const CtlHome home;
        const Instant now = systemNow();
        const TestCertificate weak = CertBuilder::server("his.hospital.example").rsa(1024).validity(now - std::chrono::days(1), now + std::chrono::days(90)).build();
        QCOMPARE(home.run({"import", home.write("a.pem", weak.pem().c_str())}).exitCode, 0);
        const CtlRun json = home.run({"findings", "--json"});
        const QJsonArray found = json.json()["findings"].toArray();
        QVERIFY2(!found.isEmpty(), json.out);
        const QByteArray table = home.run({"findings"}).out;
        for (const QJsonValue one : found) {
            for (const char *member : {"source", "title", "explanation", "remedy"})
                QVERIFY2(!one[QLatin1String(member)].toString().isEmpty(), json.out);
            QVERIFY2(table.contains("\n" + one["rule"].toString().toUtf8() + ": ") && table.contains(one["remedy"].toString().toUtf8()), table);
        }
        // A rule that finds nothing because it cannot is not passed off as good news.
        const bool blind = WeakKeyList::installed().isEmpty();
        const QJsonArray notChecked = json.json()["notChecked"].toArray();
        QCOMPARE(notChecked.size(), blind ? 1 : 0);
        QCOMPARE(table.contains("NOT CHECKED debian-weak-key: "), blind);
        QVERIFY(!blind || (notChecked[0]["rule"] == "debian-weak-key" && notChecked[0]["reason"].toString().contains("openssl-blacklist")));
        QVERIFY2(home.run({"show", found[0]["sha256"].toString()}).out.contains(found[0]["remedy"].toString().toUtf8()), json.out);
    }

    /// While a server does not answer, what was read before it is complete, and Ctrl+C keeps that.
    void anInterruptedImportKeepsWhatWasComplete()
    {
        const CtlHome home;
        QTcpServer silent; // accepts and says nothing
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const auto some = [&](const QString &name, int count) {
            QByteArray pem;
            for (int i = 0; i < count; ++i)
                pem += CertBuilder::server(name.toStdString() + std::to_string(i) + ".hospital.example").build().pem().c_str();
            return home.write(name + ".pem", pem);
        };
        const QString before = some("before", 150), after = some("after", 50), endpoint = "127.0.0.1:" + QString::number(silent.serverPort());
        const auto importing = home.start({"import", "--json", before, endpoint, after});
        QVERIFY(silent.waitForNewConnection(30'000));
        QTest::qWait(1500); // sources are read side by side: time for the files, none for the server
        QElapsedTimer stopping;
        stopping.start();
        ::kill(pid_t(importing->processId()), SIGINT);
        QVERIFY(importing->waitForFinished(30'000));
        QVERIFY2(stopping.elapsed() < 5'000, QByteArray::number(stopping.elapsed()));
        const CtlRun run{importing->exitCode(), importing->readAllStandardOutput(), importing->readAllStandardError()};
        QVERIFY2(importing->exitStatus() == QProcess::NormalExit && run.exitCode == 5, said(run));
        QVERIFY2(run.json()["cancelled"].toBool(), said(run));
        const int added = run.json()["added"].toInt();
        QVERIFY2(added == 50 || added == 150 || added == 200, said(run)); // whole files, whichever were read
        QCOMPARE(home.run({"stats", "--json"}).json()["total"].toInt(), added);
        QCOMPARE(home.run({"journal", "verify", "--signatures"}).exitCode, 0);
        const CtlRun again = home.run({"import", "--json", before, after});
        QVERIFY2(again.exitCode == 0, said(again));
        QCOMPARE(again.json()["known"].toInt(), added);
        QCOMPARE(again.json()["added"].toInt(), 200 - added);
        QCOMPARE(home.run({"stats", "--json"}).json()["total"].toInt(), 200);
    }

    void theOfficerChangesThePassphrase()
    {
        const CtlHome home;
        const QString fresh = home.write("fresh", "quite another passphrase\n");
        const CtlRun run = home.run({"passphrase", "--new-passphrase-file", fresh, "--json"});
        QVERIFY2(run.exitCode == 0 && run.json()["changed"].toBool(), said(run));
        QCOMPARE(home.run({"stats"}).exitCode, 3);
        QCOMPARE(CtlHome::plain({"stats", "--home", home.home(), "--passphrase-file", fresh}).exitCode, 0);
    }

    /// A CA for servers that may certify any name is not made without a word.
    void aCaWithoutDomainsIsWarnedOf()
    {
        const CtlHome home;
        const auto create = [&](const QStringList &words) { return home.run(QStringList{"ca", "create", "--locality", "北京"} + words); };
        const CtlRun root = create({"--tree", "root", "--name", "Root"}), limited = create({"--tree", "server", "--name", "Limited", "--domains", "hospital.example"});
        QVERIFY2(root.exitCode == 0 && root.err.isEmpty(), said(root));
        QVERIFY2(limited.exitCode == 0 && limited.err.isEmpty(), said(limited));
        const CtlRun any = create({"--tree", "server", "--name", "Any", "--json"});
        QVERIFY2(any.exitCode == 0 && any.err.startsWith("hufuctl: “Any” may certify any name") && any.err.contains("--domains"), said(any));
        QCOMPARE(QJsonDocument::fromJson(any.out).array().size(), 1);
    }

    /// Requests, certificates and CAs are named by as much of an id as tells them apart.
    void idsAreTakenShortened()
    {
        const CtlHome home;
        QCOMPARE(home.run({"ca", "create", "--name", "Short", "--locality", "北京", "--domains", "example"}).exitCode, 0);
        home.write("services.csv", "name,tier,department,owner,hosts,patient_data\n挂号,core,门诊,sun,a.example,no\n");
        QCOMPARE(home.run({"service", "import", home.path("services.csv")}).exitCode, 0);
        const auto submit = [&](const QString &host) {
            return QString::fromUtf8(home.run({"request", "submit", "--make-key", "--names", host, "--key-output", home.path(host + ".key"), "--key-password-file", home.passphraseFile(),
                                               "--service", "挂号", "--purpose", "试验", "--days", "30"}).out).trimmed();
        };
        const QString one = submit("a.example"), two = submit("b.example");
        QVERIFY(one.size() == 36 && two.size() == 36);
        int shared = 0;
        while (one[shared] == two[shared])
            ++shared;
        QVERIFY(shared >= 6); // they begin with the time of day
        for (const QString &few : {one.left(shared), one.left(4), one.left(3)}) {
            const CtlRun several = home.run({"request", "show", few});
            QVERIFY2(several.exitCode == 2 && several.err.contains(few.size() < 4 ? "first four characters" : "give more characters"), said(several));
        }
        QCOMPARE(home.run({"request", "show", "ffffffff"}).exitCode, 1);
        QCOMPARE(home.run({"request", "show", "挂号"}).exitCode, 1);
        const CtlRun shown = home.run({"request", "show", one.left(shared + 1).toUpper(), "--json"});
        QVERIFY2(shown.json()["id"] == one, said(shown));
        // The same class as a lint demands of certificates that come from elsewhere.
        QCOMPARE(shown.json()["findings"][0].toObject()["rule"].toString(), QStringLiteral("ov-on-core-service"));
        QCOMPARE(home.run({"request", "comment", one.left(shared + 1), "--reason", "看过"}).exitCode, 0);
        QCOMPARE(home.run({"request", "reject", two.left(shared + 1), "--reason", "不需要"}).exitCode, 0);
        const CtlRun approved = home.run({"request", "approve", one.left(shared + 1), "--json"});
        const QString sha256 = QJsonDocument::fromJson(approved.out).array()[0].toObject()["certificate"].toString();
        QVERIFY2(sha256.size() == 64, said(approved));

        const CtlRun whole = home.run({"certificate", "export", sha256}), begun = home.run({"certificate", "export", sha256.left(8)});
        QVERIFY2(begun.exitCode == 0 && begun.out.startsWith("-----BEGIN CERTIFICATE") && begun.out == whole.out, said(begun));
        QCOMPARE(home.run({"certificate", "export", sha256.left(6).toUpper()}).out, whole.out);
        QCOMPARE(home.run({"certificate", "report", sha256.left(8), "--output", home.path("r.pdf")}).exitCode, 0);
        QVERIFY(home.run({"certificate", "status", sha256.left(8), "--json"}).json().contains("state"));
        QCOMPARE(home.run({"certificate", "export", sha256.left(5)}).exitCode, 2);
        QCOMPARE(home.run({"certificate", "export", sha256.left(63) + (sha256.endsWith(u'0') ? "1" : "0")}).exitCode, 1); // another one's
        QString other = sha256.left(8); // of none
        other[0] = other[0] == u'0' ? u'1' : u'0';
        const CtlRun none = home.run({"certificate", "export", other});
        QVERIFY2(none.exitCode == 1 && none.err.contains("no such certificate"), said(none));
        const CtlRun renewed = home.run({"request", "policy", "--make-key", "--names", "a.example", "--service", "挂号", "--purpose", "续期", "--days", "30", "--kind", "rekey", "--replaces",
                                         sha256.left(8), "--json"});
        QVERIFY2(renewed.exitCode == 0 && !renewed.out.contains("replaced-unknown"), said(renewed));
    }

    void headingsAndSentencesAreInTheComputersLanguage_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("chinese"); // that is in it
        const auto row = [](const char *name, const QStringList &words, const char *chinese) { QTest::newRow(name) << words << QString::fromUtf8(chinese); };
        row("a list", {"list"}, "到期");
        row("how many", {"list"}, "张证书");
        row("services", {"service", "list"}, "患者数据");
        row("figures", {"stats"}, "指标");
        row("findings", {"findings"}, "严重程度");
        row("CAs", {"ca", "show"}, "有效至");
        row("people", {"person", "list"}, "签名方式");
        row("requests", {"request", "list"}, "提交时间");
        row("what waits", {"pending", "list"}, "失效时间");
        row("filters", {"collection", "list"}, "查询");
        row("pilot mode", {"pilot", "show"}, "条目");
        row("the journal", {"journal", "verify"}, "审计日志完好");
        row("emergencies", {"emergency", "list"}, "待办");
        row("ceremonies", {"ceremony", "list"}, "备份包");
        row("temporary keys", {"card", "temporaries"}, "持有人");
        row("the register", {"card", "register"}, "角色");
        row("roles", {"role", "list"}, "科室");
    }
    /// Headings, sentences and prompts are Chinese where the computer is; what programs read is the same everywhere.
    void headingsAndSentencesAreInTheComputersLanguage()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, chinese);
        static const CtlHome home;
        static const bool isSetUp = [&] {
            home.write("services.csv", "name,tier,department,owner,hosts,patient_data\n挂号,core,门诊,sun,a.example,no\n");
            home.write("a.pem", CertBuilder::server("a.example").build().pem().c_str());
            return home.run({"ca", "create", "--name", "Kai", "--locality", "北京", "--domains", "example"}).exitCode == 0
                && home.run({"service", "import", home.path("services.csv")}).exitCode == 0 && home.run({"import", home.path("a.pem")}).exitCode == 0;
        }();
        QVERIFY(isSetUp);
        QProcessEnvironment china = QProcessEnvironment::systemEnvironment();
        china.remove("LANGUAGE");
        china.insert("LC_ALL", "zh_CN.UTF-8");
        china.insert("LANG", "zh_CN.UTF-8");
        const QStringList opening{"--home", home.home(), "--passphrase-file", home.passphraseFile()};
        const CtlRun said = CtlHome::plain(words + opening, china);
        QVERIFY2(QString::fromUtf8(said.out).contains(chinese), said.err + said.out);
        if (words.first() != "journal" && words.first() != "findings") { // findings are explained at length; a verification has no table
            static const QRegularExpression word("[A-Z]{3,}");
            const QString heads = QString::fromUtf8(said.out.left(said.out.indexOf('\n'))).remove("SHA-256").remove("CRL").remove("USBKey");
            QVERIFY2(!heads.contains(word), said.out);
        }
        const CtlRun english = home.run(words);
        QVERIFY2(english.exitCode == said.exitCode && !QString::fromUtf8(english.out).contains(chinese), english.out);
        if (words != QStringList{"findings"}) // they come with their explanations
            QCOMPARE(CtlHome::plain(words + opening + QStringList{"--json"}, china).out, home.run(words + QStringList{"--json"}).out);
    }

    void filtersAreSavedAndListed()
    {
        const CtlHome home;
        QCOMPARE(home.run({"collection", "save", "快到期", "--where", "expires < 30d"}).exitCode, 0);
        QCOMPARE(home.run({"collection", "save", "快到期", "--where", "expires < 14d"}).exitCode, 0); // the same name is the same filter
        const QJsonArray listed = QJsonDocument::fromJson(home.run({"collection", "list", "--json"}).out).array();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed[0]["query"].toString(), QStringLiteral("expires < 14d"));
        QVERIFY(home.run({"collection", "list"}).out.contains("expires < 14d"));
    }

    /// One person alone sets a policy in pilot mode, which says so; three end it together, and then one person alone sets none.
    void pilotModeShowsWhatItLetPassAndEnds()
    {
        const CtlHome home;
        const auto li = [&](const QStringList &words) { return home.run(words + QStringList{"--as", "李安全"}); }; // others get keys here, too
        QJsonObject policy = li({"policy", "show", "--json"}).json();
        QVERIFY(!policy.isEmpty());
        policy["ocspLifeMinutes"] = policy["ocspLifeMinutes"].toInt() + 1;
        const QString file = home.write("policy.json", QJsonDocument(policy).toJson());
        const CtlRun set = li({"policy", "set", file, "--json"});
        QVERIFY2(set.exitCode == 0, said(set));
        QVERIFY2(!set.err.contains("pending"), said(set));
        QCOMPARE(li({"policy", "show", "--json"}).json(), policy);
        // What should have waited and did not is explained.
        const CtlHome other;
        const CtlRun left = other.run({"policy", "set", file, "--pending"});
        QVERIFY2(left.exitCode == 0 && left.out.contains("in force"), said(left));
        QVERIFY2(left.err.contains("--pending") && left.err.contains("pilot mode"), said(left));
        const CtlRun named = other.run({"person", "change", "李安全", "--department", "信息科二", "--pending", "--json"});
        QVERIFY2(named.exitCode == 0 && named.json()["department"] == "信息科二", said(named));
        QVERIFY2(named.err.contains("--pending") && named.err.contains("pilot mode"), said(named));
        const CtlRun shown = li({"pilot", "show", "--json"});
        QVERIFY2(shown.json()["pilot"].toBool() && shown.json()["waived"].toArray().size() == 1, said(shown));
        QCOMPARE(shown.json()["waived"][0]["sequence"].toInt(), set.json()["sequence"].toInt());

        QStringList together;
        for (const auto &[name, role, option] : {std::tuple("wang", "system-admin", "--cosign"), std::tuple("zhao", "audit-admin", "--cosign2")}) {
            const QString secret = home.write(name, QByteArray("correct horse battery ") + name);
            const CtlRun added = li({"person", "add", name, "--roles", role, "--new-passphrase-file", secret});
            QVERIFY2(added.exitCode == 0, said(added));
            together << option << name << QLatin1String(option) + "-passphrase-file" << secret;
        }
        // Which of those who hold a key here is meant, has to be said, and how is.
        for (const QStringList &words : {QStringList{"stats"}, QStringList{"passphrase", "--new-passphrase-file", home.write("fresh", "quite another passphrase\n")}}) {
            const CtlRun whose = home.run(words);
            QVERIFY2(whose.exitCode == 2, said(whose));
            QVERIFY2(whose.err.contains("--as") && whose.err.contains("李安全") && whose.err.contains("wang") && whose.err.contains("zhao"), said(whose));
        }
        QCOMPARE(li({"stats"}).exitCode, 0);
        QCOMPARE(li({"person", "change", "李安全", "--roles", "security-admin"}).exitCode, 0);
        QCOMPARE(li({"pilot", "end"}).exitCode, 2); // not without --confirm
        const CtlRun ended = li(QStringList{"pilot", "end", "--confirm"} + together);
        QVERIFY2(ended.exitCode == 0, said(ended));
        QVERIFY(!li({"pilot", "show", "--json"}).json()["pilot"].toBool());
        QCOMPARE(li({"policy", "set", file}).exitCode, 7);
        QCOMPARE(li({"journal", "verify", "--signatures"}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(CommandsTest)
#include "CommandsTest.moc"
