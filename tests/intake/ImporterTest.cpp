// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/Importer.h"
#include "tests/support/CertBuilder.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace hufu;
using namespace hufu::test;

namespace {

/// All that an import handed on, with one sighting per certificate.
struct Seen {
    std::vector<Bytes> ders;
    std::vector<Sighting> sightings;
    std::vector<std::size_t> batches; ///< their sizes
    ImportReport report;

    const SourceOutcome &outcome(std::size_t index = 0) const { return report.outcomes.at(index); }
    const SourceOutcome *outcomeOf(const QString &name) const
    {
        const auto found = std::ranges::find_if(report.outcomes, [&](const auto &o) { return QString::fromStdString(o.source).endsWith(name); });
        return found == report.outcomes.end() ? nullptr : &*found;
    }
};

ImportCallbacks collectInto(Seen &seen)
{
    ImportCallbacks callbacks;
    callbacks.onCertificates = [&seen](CertificateBatch &&batch) {
        seen.batches.push_back(batch.certificates.size());
        for (auto &entry : batch.certificates) {
            seen.ders.push_back(std::move(entry.der));
            seen.sightings.push_back(batch.sightings.at(entry.sighting));
        }
        return true;
    };
    return callbacks;
}

Seen importAll(const std::vector<SourceSpec> &sources, std::function<std::optional<SecureBytes>(const std::string &, int)> password = {})
{
    Seen seen;
    ImportCallbacks callbacks = collectInto(seen);
    callbacks.password = std::move(password);
    seen.report = Importer(callbacks).import(sources);
    return seen;
}

std::string bundle(int count, int firstSerial = 1)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += CertBuilder().serial(std::uint64_t(firstSerial + i)).build().pem();
    return text;
}

} // namespace

class ImporterTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    QString at(const QString &name) const { return m_dir->filePath(name); }
    SourceSpec spec(const QString &name) const { return SourceSpec::path(at(name).toStdString()); }
    std::string write(const QString &name, std::string_view content) const
    {
        QDir().mkpath(QFileInfo(at(name)).path());
        QFile file(at(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), qint64(content.size())) != qint64(content.size()))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return at(name).toStdString();
    }
    /// Runs openssl in the test's folder; false when it is not installed.
    bool openssl(const QStringList &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_dir->path());
        process.start("openssl", arguments);
        if (!process.waitForStarted())
            return false;
        if (!process.waitForFinished() || process.exitCode() != 0)
            qFatal("openssl: %s", process.readAllStandardError().constData());
        return true;
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void contentDecidesNotTheName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("what");
        QTest::addColumn<int>("read");
        const auto row = [](const char *title, const char *name, std::string_view content, ContentKind kind, OutcomeKind what, int read) {
            QTest::newRow(title) << QString(name) << QByteArray(content.data(), qsizetype(content.size())) << int(kind) << int(what) << read;
        };
        const TestCertificate leaf = CertBuilder::server("his.example").build();
        row("PEM called a text", "notes.txt", leaf.pem(), ContentKind::Pem, OutcomeKind::Imported, 1);
        row("PEM behind prose", "mail", "Dear all,\r\nhere it is:\r\n\r\n" + leaf.pem() + "Regards", ContentKind::Pem, OutcomeKind::Imported, 1);
        row("DER called a picture", "photo.jpg", textOf(leaf.der), ContentKind::Der, OutcomeKind::Imported, 1);
        row("DER called PEM", "a.pem", textOf(leaf.der), ContentKind::Der, OutcomeKind::Imported, 1);
        row("text called a certificate", "a.crt", "not a certificate\n", ContentKind::Unknown, OutcomeKind::NothingFound, 0);
        row("nothing", "empty.pem", "", ContentKind::Unknown, OutcomeKind::NothingFound, 0);
        row("a key only", "key.pem", leaf.keyPem(), ContentKind::Pem, OutcomeKind::NothingFound, 0);
        row("half a certificate", "half.der", textOf(BytesView(leaf.der).first(leaf.der.size() / 2)), ContentKind::Der, OutcomeKind::Failed, 0);
        row("two good ones around a bad one", "mixed.pem",
            leaf.pem() + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + leaf.pem(), ContentKind::Pem, OutcomeKind::Imported, 2);
    }
    void contentDecidesNotTheName()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(int, kind);
        QFETCH(int, what);
        QFETCH(int, read);
        write(name, content.toStdString());
        const Seen seen = importAll({spec(name)});
        QCOMPARE(seen.report.outcomes.size(), std::size_t(1));
        QCOMPARE(contentKindName(seen.outcome().content), contentKindName(ContentKind(kind)));
        QCOMPARE(outcomeKindName(seen.outcome().what), outcomeKindName(OutcomeKind(what)));
        QCOMPARE(int(seen.outcome().read), read);
        QCOMPARE(int(seen.ders.size()), read);
        if (read > 0)
            QCOMPARE(QString::fromStdString(seen.sightings[0].location), at(name));
    }

    void aBadBlockIsNamed()
    {
        write("a.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + bundle(1));
        const Seen seen = importAll({spec("a.pem")});
        QCOMPARE(seen.outcome().failures.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(seen.outcome().failures[0].where), QString("block 1 (line 1)"));
    }

    void pkcs7()
    {
        write("a.pem", bundle(3));
        if (!openssl({"crl2pkcs7", "-nocrl", "-certfile", "a.pem", "-outform", "DER", "-out", "a.dat"}))
            QSKIP("openssl is not installed");
        const Seen seen = importAll({spec("a.dat")});
        QCOMPARE(seen.outcome().content, ContentKind::Pkcs7);
        QCOMPARE(seen.ders.size(), std::size_t(3));
    }

    void pkcs12Asks_data()
    {
        QTest::addColumn<QStringList>("answers");
        QTest::addColumn<int>("what");
        QTest::addColumn<int>("asked");
        QTest::newRow("right at once") << QStringList{"geheim"} << int(OutcomeKind::Imported) << 1;
        QTest::newRow("wrong, then right") << QStringList{"x", "geheim"} << int(OutcomeKind::Imported) << 2;
        QTest::newRow("nobody knows") << QStringList{} << int(OutcomeKind::Skipped) << 1;
        QTest::newRow("wrong, then nobody knows") << QStringList{"x"} << int(OutcomeKind::Failed) << 2;
        QTest::newRow("wrong too often") << QStringList{"x", "y", "z", "geheim"} << int(OutcomeKind::Failed) << 3;
    }
    void pkcs12Asks()
    {
        QFETCH(QStringList, answers);
        QFETCH(int, what);
        QFETCH(int, asked);
        const TestCertificate leaf = CertBuilder::server("his.example").build();
        write("a.pem", leaf.pem() + leaf.keyPem());
        if (!openssl({"pkcs12", "-export", "-name", "挂号 tomcat", "-in", "a.pem", "-passout", "pass:geheim", "-out", "a.bin"}))
            QSKIP("openssl is not installed");
        int attempts = 0;
        const Seen seen = importAll({spec("a.bin")}, [&](const std::string &source, int attempt) -> std::optional<SecureBytes> {
            if (attempt != ++attempts || source != at("a.bin").toStdString())
                qFatal("asked for the wrong thing");
            if (attempt > answers.size())
                return std::nullopt;
            return SecureBytes::copyOf(viewOf(answers[attempt - 1].toStdString()));
        });
        QCOMPARE(outcomeKindName(seen.outcome().what), outcomeKindName(OutcomeKind(what)));
        QCOMPARE(attempts, asked);
        QCOMPARE(seen.outcome().content, ContentKind::Pkcs12);
        if (what == int(OutcomeKind::Imported)) {
            QCOMPARE(seen.sightings.at(0).kind, SourceKind::Pkcs12);
            QVERIFY(seen.sightings[0].privateKey);
            QCOMPARE(seen.sightings[0].detail, std::string("friendlyName 挂号 tomcat"));
            QCOMPARE(seen.outcome().privateKeys, std::size_t(1));
        } else {
            const auto code = what == int(OutcomeKind::Skipped) ? ErrorCode::PassphraseNeeded : ErrorCode::WrongPassphrase;
            QCOMPARE(seen.outcome().failures.at(0).error.code, code);
        }
    }

    void withoutAnybodyToAskPkcs12IsSkipped()
    {
        write("a.pem", bundle(1));
        if (!openssl({"pkcs12", "-export", "-nokeys", "-in", "a.pem", "-passout", "pass:geheim", "-out", "a.bin"}))
            QSKIP("openssl is not installed");
        QCOMPARE(importAll({spec("a.bin")}).outcome().what, OutcomeKind::Skipped);
    }

    void keysMarkTheirCertificate_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QList<bool>>("marked");
        const TestCertificate ca = CertBuilder::ca("CN=CA").build();
        const TestCertificate a = CertBuilder::server("a.example").ec("P-256", 1).signedBy(ca).build();
        const TestCertificate b = CertBuilder::server("b.example").ec("P-256", 2).signedBy(ca).build();
        const std::string encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n";
        const auto row = [](const char *name, std::string content, QList<bool> marked) {
            QTest::newRow(name) << QByteArray::fromStdString(content) << marked;
        };
        row("no key", a.pem() + ca.pem(), {false, false});
        row("the key behind", a.pem() + ca.pem() + a.keyPem(), {true, false});
        row("the key before", a.keyPem() + a.pem() + ca.pem(), {true, false});
        row("another's key", a.pem() + b.keyPem(), {false});
        row("two, one key", a.pem() + b.pem() + b.keyPem(), {false, true});
        row("an encrypted key beside one leaf", encrypted + a.pem() + ca.pem(), {true, false});
        row("an encrypted key beside one leaf, twice the same", encrypted + a.pem() + a.pem(), {true, true});
        row("an encrypted key beside two leaves", encrypted + a.pem() + b.pem(), {false, false});
    }
    void keysMarkTheirCertificate()
    {
        QFETCH(QByteArray, content);
        QFETCH(QList<bool>, marked);
        write("a", content.toStdString());
        const Seen seen = importAll({spec("a")});
        QList<bool> marks;
        for (const Sighting &sighting : seen.sightings)
            marks << sighting.privateKey;
        QCOMPARE(marks, marked);
    }

    void largeBundlesComeInBatches()
    {
        // More than one window: the certificate's key stands at the very end of the file, prose at the beginning.
        const TestCertificate first = CertBuilder().ec("P-256", 7).serial(77).build();
        write("big.txt", std::string(100'000, 'x') + "\n" + first.pem() + bundle(12'000, 1000)
                             + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + first.keyPem());
        QVERIFY(QFileInfo(at("big.txt")).size() > 5 << 20);
        const Seen seen = importAll({spec("big.txt")});
        QCOMPARE(seen.outcome().read, std::size_t(12'001));
        QCOMPARE(seen.report.read, std::uint64_t(12'001));
        QCOMPARE(seen.outcome().privateKeys, std::size_t(1));
        QCOMPARE(seen.outcome().failures.size(), std::size_t(1));
        QVERIFY(seen.outcome().failures[0].where.starts_with("from byte "));
        QVERIFY(seen.ders[0] == first.der);
        QVERIFY(seen.sightings[0].privateKey);
        QCOMPARE(std::ranges::count_if(seen.sightings, &Sighting::privateKey), 1);
        QCOMPARE(seen.batches, (std::vector<std::size_t>{1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1}));
        for (int i = 0; i < 12'000; ++i) // in order, none twice
            QCOMPARE(readListing(seen.ders[std::size_t(i) + 1])->serialNumber, readListing(CertBuilder().serial(std::uint64_t(1000 + i)).der())->serialNumber);
    }

    void aWindowMayEndAnywhereInABlock()
    {
        // Large files are read in windows of 1 MiB: wherever in an END line the first one ends, no certificate is lost.
        const std::string block = CertBuilder().build().pem();
        const std::size_t window = std::size_t(1) << 20, endLine = block.find("-----END ");
        for (const std::size_t into : {std::size_t(0), std::size_t(4), std::size_t(9), std::size_t(15), std::size_t(24), std::size_t(25)}) {
            const std::size_t before = (window - block.size()) / block.size();
            std::string text(window - before * block.size() - endLine - into, '\n');
            const std::size_t count = before + 7 * window / block.size();
            for (std::size_t i = 0; i < count; ++i)
                text += block;
            write("windows.pem", text); // eight windows
            const Seen seen = importAll({spec("windows.pem")});
            QVERIFY2(seen.outcome().failures.empty(), std::to_string(into).c_str());
            QCOMPARE(seen.report.read, std::uint64_t(count));
        }
    }

    void aBlockMayBeLargerThanAWindow()
    {
        const std::string block = CertBuilder().build().pem();
        std::string list = "-----BEGIN X509 CRL-----\n";
        while (list.size() < 5u << 20)
            list += std::string(64, 'A') + "\n";
        list += "-----END X509 CRL-----\n";
        write("list.pem", block + list + block + block);
        const Seen seen = importAll({spec("list.pem")});
        QVERIFY(seen.outcome().failures.empty());
        QCOMPARE(seen.report.read, std::uint64_t(3));
        QCOMPARE(seen.outcome().otherObjects, std::size_t(1));
    }

    void aLargeFileWithoutCertificates()
    {
        write("log", std::string(9 << 20, 'x'));
        const Seen seen = importAll({spec("log")});
        QCOMPARE(seen.outcome().what, OutcomeKind::NothingFound);
        QVERIFY(seen.outcome().failures.empty());
    }

    void folders()
    {
        const std::string pem = bundle(1, 1);
        write("pki/b.pem", pem);
        write("pki/a/deep/er/c.der", textOf(CertBuilder().serial(2).der()));
        write("pki/readme", "nothing here\n");
        write("pki/a/broken.pem", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n");
        write("elsewhere/d.pem", bundle(1, 3));
        QVERIFY(QFile::link(at("pki"), at("pki/a/loop")));
        QVERIFY(QFile::link(at("pki/b.pem"), at("pki/z.pem")));
        QVERIFY(QFile::link(at("elsewhere/d.pem"), at("pki/d.pem")));
        QVERIFY(QFile::link(at("gone"), at("pki/dangling")));
        QCOMPARE(mkfifo(qPrintable(at("pki/pipe")), 0600), 0);
        const Seen seen = importAll({spec("pki")});

        QCOMPARE(seen.ders.size(), std::size_t(3));
        const auto what = [&](const char *name) { return seen.outcomeOf(name) ? outcomeKindName(seen.outcomeOf(name)->what) : "absent"; };
        QCOMPARE(what("pki/b.pem"), "imported");
        QCOMPARE(what("pki/d.pem"), "imported");
        QCOMPARE(what("er/c.der"), "imported");
        QCOMPARE(what("pki/readme"), "nothing-found");
        QCOMPARE(what("a/broken.pem"), "failed");
        QCOMPARE(what("pki/z.pem"), "repeated"); // the same file as b.pem
        QCOMPARE(what("a/loop"), "skipped");
        QCOMPARE(what("pki/pipe"), "skipped");
        QCOMPARE(what("pki/dangling"), "skipped");
        QCOMPARE(seen.report.outcomes.size(), std::size_t(9));
    }

    void whatMayNotBeReadIsSaid()
    {
        write("pki/open/a.pem", bundle(1, 1));
        write("pki/shut/b.pem", bundle(1, 2));
        write("pki/c.pem", bundle(1, 3));
        QCOMPARE(chmod(qPrintable(at("pki/shut")), 0), 0);
        QCOMPARE(chmod(qPrintable(at("pki/c.pem")), 0), 0);
        QCOMPARE(chmod(qPrintable(m_dir->path()), 0755), 0);
        setfsuid(65534); // root may read everything; this thread now looks like nobody to the file system
        const Seen seen = importAll({spec("pki")});
        setfsuid(geteuid());
        chmod(qPrintable(at("pki/shut")), 0700);
        QCOMPARE(seen.ders.size(), std::size_t(1));
        QCOMPARE(seen.outcomeOf("pki/shut")->failures.at(0).error.code, ErrorCode::PermissionDenied);
        QCOMPARE(seen.outcomeOf("pki/shut")->content, ContentKind::Folder);
        QCOMPARE(seen.outcomeOf("pki/c.pem")->failures.at(0).error.code, ErrorCode::PermissionDenied);
    }

    void limitsHold()
    {
        for (int i = 0; i < 5; ++i)
            write(QString("pki/%1.pem").arg(i), bundle(1, i + 1));
        write("pki/1/2/3/deep.pem", bundle(1, 10));
        Seen seen;
        seen.report = Importer(collectInto(seen), {.fileBytes = 512u << 20, .files = 3, .depth = 32}).import({spec("pki")});
        QCOMPARE(seen.ders.size(), std::size_t(3));
        QCOMPARE(seen.report.outcomes.size(), std::size_t(4));
        QCOMPARE(seen.outcome().failures.at(0).error.code, ErrorCode::TooLarge);

        seen = {};
        seen.report = Importer(collectInto(seen), {.fileBytes = 10, .files = 100, .depth = 1}).import({spec("pki")});
        QVERIFY(seen.ders.empty());
        QCOMPARE(seen.outcomeOf("pki/0.pem")->failures.at(0).error.code, ErrorCode::TooLarge);
        QCOMPARE(seen.outcomeOf("1/2")->failures.at(0).error.code, ErrorCode::TooLarge);
    }

    void whatIsNotThere()
    {
        const Seen seen = importAll({spec("gone.pem"), SourceSpec::endpoint("nonsense"), SourceSpec::endpoint("127.0.0.1:1")});
        QCOMPARE(seen.outcome(0).failures.at(0).error.code, ErrorCode::NotFound);
        QCOMPARE(seen.outcome(1).failures.at(0).error.code, ErrorCode::InvalidArgument);
        QCOMPARE(seen.outcome(2).failures.at(0).error.code, ErrorCode::ConnectionRefused);
        for (const SourceOutcome &outcome : seen.report.outcomes)
            QCOMPARE(outcome.what, OutcomeKind::Failed);
        QVERIFY(!seen.report.cancelled);
    }

    void pasted()
    {
        const Seen seen = importAll({SourceSpec::pasted(viewOf(bundle(2)), "clipboard")});
        QCOMPARE(seen.ders.size(), std::size_t(2));
        QCOMPARE(seen.sightings[0], (Sighting{SourceKind::Paste, "clipboard", "", false}));
    }

    void trustStore()
    {
        if (!QFile::exists(QString::fromStdString(SourceSpec::trustStore().text)))
            QSKIP("ca-certificates is not installed");
        const Seen seen = importAll({SourceSpec::trustStore()});
        QVERIFY(seen.ders.size() > 50);
        QCOMPARE(seen.sightings[0].kind, SourceKind::TrustStore);
        QVERIFY(seen.outcome().failures.empty());
    }

    void patientDataIsMasked()
    {
        write("患者:张三/110101199003078515.pem", bundle(1));
        const Seen seen = importAll({spec("患者:张三/110101199003078515.pem")});
        QVERIFY(seen.sightings.at(0).location.find("张三") == std::string::npos);
        QVERIFY(seen.sightings.at(0).location.find("110101199003078515") == std::string::npos);
        QVERIFY(seen.sightings.at(0).location.find("110101199003******") != std::string::npos);
    }

    void wordsOfTheCommandLine()
    {
        write("host:443", bundle(1));
        QCOMPARE(SourceSpec::fromWord(at("host:443").toStdString()).kind, SourceSpec::Kind::Path);
        QCOMPARE(SourceSpec::fromWord("his.example:443").kind, SourceSpec::Kind::Endpoint);
        QCOMPARE(SourceSpec::fromWord("smtp://mail.example").kind, SourceSpec::Kind::Endpoint);
        QCOMPARE(SourceSpec::fromWord("./his.example:443").kind, SourceSpec::Kind::Path);
        QCOMPARE(SourceSpec::fromWord("his.example:99999").kind, SourceSpec::Kind::Endpoint); // and its failure says that this is no port
        QCOMPARE(SourceSpec::fromWord("gopher://his.example").kind, SourceSpec::Kind::Endpoint);
        QCOMPARE(SourceSpec::fromWord("gone.pem:1x").kind, SourceSpec::Kind::Path);
        QCOMPARE(SourceSpec::fromWord("gone.pem").kind, SourceSpec::Kind::Path);
    }

    void serverConfigurations()
    {
        const TestCertificate ca = CertBuilder::ca("CN=Client CA").build();
        const TestCertificate his = CertBuilder::server("his.example").ec("P-256", 3).build();
        write("nginx/nginx.conf", "events {}\nhttp {\n include sites-enabled/*;\n}\n");
        const std::string site = "server {\n listen 443 ssl;\n server_name his.example www.his.example;\n ssl_certificate pki/his.pem;\n"
                                 " ssl_certificate_key pki/his.key;\n ssl_client_certificate pki/ca.pem;\n ssl_trusted_certificate pki/gone.pem;\n}\n";
        write("nginx/sites-available/his", site);
        QDir().mkpath(at("nginx/sites-enabled"));
        QVERIFY(QFile::link(at("nginx/sites-available/his"), at("nginx/sites-enabled/his")));
        write("nginx/pki/his.pem", his.pem() + his.keyPem());
        write("nginx/pki/ca.pem", ca.pem());
        const Seen seen = importAll({spec("nginx")});

        const SourceOutcome &main = seen.outcome(0);
        QCOMPARE(main.content, ContentKind::NginxConfig);
        QCOMPARE(main.what, OutcomeKind::Imported);
        QCOMPARE(main.read, std::size_t(2));
        QCOMPARE(main.privateKeys, std::size_t(1));
        QCOMPARE(main.failures.size(), std::size_t(1));
        QCOMPARE(main.failures[0].error.code, ErrorCode::NotFound);
        const QString config = at("nginx/sites-enabled/his");
        QCOMPARE(QString::fromStdString(main.failures[0].where), config + ":7");
        QCOMPARE(QString::fromStdString(seen.sightings[0].location), at("nginx/pki/his.pem"));
        QCOMPARE(QString::fromStdString(seen.sightings[0].detail), "his.example, www.his.example @ " + config + ":4");
        QCOMPARE(seen.sightings[0].kind, SourceKind::ServerConfig);
        QVERIFY(seen.sightings[0].privateKey);
        QCOMPARE(QString::fromStdString(seen.sightings[1].detail), "his.example, www.his.example @ " + config + ":6 (client CA)");
        // As files of the folder they are seen as well, the site's own text is not read again.
        QCOMPARE(seen.ders.size(), std::size_t(4));
        QCOMPARE(seen.sightings[2].kind, SourceKind::File);
        QCOMPARE(seen.outcomeOf("sites-available/his")->what, OutcomeKind::Repeated);
        QVERIFY(!seen.outcomeOf("sites-available/his")->isProblem());
    }

    void keysApartFromTheirCertificates()
    {
        const TestCertificate one = CertBuilder::server("his.example").ec("P-256", 1).build();
        const TestCertificate other = CertBuilder::server("lis.example").ec("P-256", 2).build();
        const TestCertificate both = CertBuilder::server("pacs.example").ec("P-256", 3).build();
        const auto keyOf = [](const TestCertificate &certificate) { return readListing(certificate.der).value().spkiSha256; };
        write("folder/s.crt", one.pem());
        write("folder/s.key", one.keyPem());
        write("folder/both.pem", both.pem() + both.keyPem());
        write("nginx.conf", "events {}\nhttp {\n server {\n listen 443 ssl;\n server_name lis.example;\n ssl_certificate lis.crt;\n"
                            " ssl_certificate_key private/lis.key;\n }\n}\n");
        write("lis.crt", other.pem());
        write("private/lis.key", other.keyPem());
        const Seen seen = importAll({spec("folder"), spec("nginx.conf")});
        std::vector<KeySighting> expected{{keyOf(one), at("folder/s.key").toStdString()}, {keyOf(other), at("private/lis.key").toStdString()}};
        std::ranges::sort(expected);
        QCOMPARE(seen.report.keys.size(), expected.size());
        QVERIFY(seen.report.keys == expected);
        QCOMPARE(seen.outcomeOf("nginx.conf")->privateKeys, std::size_t(1));
        QCOMPARE(std::ranges::count_if(seen.sightings, &Sighting::privateKey), 1); // what lies together is told as ever

        // One that cannot be read is no failure of the configuration: that is how keys should lie.
        QVERIFY(QFile::remove(at("private/lis.key")));
        const Seen again = importAll({spec("nginx.conf")});
        QVERIFY(again.report.keys.empty());
        QVERIFY(again.outcome().failures.empty());
    }

    void keysInALargeBundle()
    {
        const TestCertificate own = CertBuilder::server("his.example").ec("P-256", 1).build();
        const TestCertificate stranger = CertBuilder::server("lis.example").ec("P-256", 2).build();
        write("large.pem", stranger.keyPem() + own.keyPem() + bundle(5) + std::string(6u << 20, '\n') + own.pem()); // read in windows
        const Seen seen = importAll({spec("large.pem")});
        QCOMPARE(seen.report.keys.size(), std::size_t(1));
        QVERIFY(seen.report.keys[0].spkiSha256 == readListing(stranger.der).value().spkiSha256);
    }

    void aFolderThatAConfigurationNames()
    {
        write("haproxy.cfg", "global\n daemon\nfrontend web\n bind :443 ssl crt pki\n");
        write("pki/a.pem", bundle(1, 1));
        write("pki/b.pem", bundle(1, 2));
        write("pki/deep/c.pem", bundle(1, 3));
        const Seen seen = importAll({spec("haproxy.cfg")});
        QCOMPARE(seen.outcome().content, ContentKind::HaproxyConfig);
        QCOMPARE(seen.ders.size(), std::size_t(2));
        QCOMPARE(QString::fromStdString(seen.sightings[1].location), at("pki/b.pem"));
        QCOMPARE(QString::fromStdString(seen.sightings[1].detail), "frontend web @ " + at("haproxy.cfg") + ":4");
    }

    void aCallerWhoWantsNoMore()
    {
        write("a.pem", bundle(2500));
        write("b.pem", bundle(1));
        Seen seen;
        ImportCallbacks callbacks = collectInto(seen);
        callbacks.onCertificates = [&, collect = callbacks.onCertificates](CertificateBatch &&batch) {
            collect(std::move(batch));
            return seen.batches.size() < 2;
        };
        seen.report = Importer(callbacks).import({spec("a.pem"), spec("b.pem")});
        QCOMPARE(seen.ders.size(), std::size_t(2000));
        QCOMPARE(seen.report.read, std::uint64_t(2000));
        QVERIFY(seen.report.cancelled);
        QCOMPARE(seen.outcome(0).what, OutcomeKind::Cancelled);
        QCOMPARE(seen.outcome(0).read, std::size_t(2000));
        QCOMPARE(seen.outcome(1).what, OutcomeKind::Cancelled);
    }

    void cancelKeepsWhatWasRead()
    {
        for (int i = 0; i < 10; ++i)
            write(QString("pki/%1.pem").arg(i), bundle(300, i * 300 + 1));
        Seen seen;
        std::stop_source stop;
        ImportCallbacks callbacks = collectInto(seen);
        callbacks.onCertificates = [&, collect = callbacks.onCertificates](CertificateBatch &&batch) {
            stop.request_stop();
            return collect(std::move(batch));
        };
        seen.report = Importer(callbacks).import({spec("pki"), SourceSpec::endpoint("127.0.0.1:1")}, stop.get_token());
        QVERIFY(seen.report.cancelled);
        std::size_t read = 0;
        for (const SourceOutcome &outcome : seen.report.outcomes)
            read += outcome.read;
        QCOMPARE(seen.ders.size(), read);
        QCOMPARE(seen.report.read, std::uint64_t(read));
        QCOMPARE(read, std::size_t(1000));
        QCOMPARE(seen.report.outcomes.size(), std::size_t(11)); // every source is listed
        QCOMPARE(seen.report.outcomes.back().what, OutcomeKind::Cancelled);
    }

    void progressGrowsToItsEnd()
    {
        write("pki/a.pem", bundle(10));
        write("pki/b.txt", "nothing");
        write("c.pem", bundle(10));
        ImportCallbacks callbacks;
        callbacks.onCertificates = [](CertificateBatch &&) { return true; };
        std::uint64_t last = 0;
        std::uint64_t lastTotal = 0;
        callbacks.onProgress = [&](std::uint64_t done, std::uint64_t total, const std::string &) {
            QVERIFY(done >= last && done <= total && total >= lastTotal);
            last = done;
            lastTotal = total;
        };
        Importer(callbacks).import({spec("pki"), spec("c.pem"), SourceSpec::endpoint("127.0.0.1:1")});
        QVERIFY(last > 0);
        QCOMPARE(last, lastTotal);
    }
};

QTEST_GUILESS_MAIN(ImporterTest)
#include "ImporterTest.moc"
