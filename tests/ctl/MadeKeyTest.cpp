// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Ctl.h"
#include "tests/support/Stranger.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

const QByteArray keyPassphrase = "seven yellow tractors sing", bundlePassphrase = "green windows hum at noon";
const QString keyArgument = QStringLiteral("pass:") + QString::fromUtf8(keyPassphrase);
const QString bundleArgument = QStringLiteral("pass:") + QString::fromUtf8(bundlePassphrase);

QByteArray said(const CtlRun &run) { return run.err + run.out; }

} // namespace

/// A server without a key gets one from hufuctl, then its certificate, then both as PKCS#12; openssl and certtool look at every file.
class MadeKeyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void words_data();
    void words();
    void policyAnswersWithoutAKeyFile();
    void keyThenRequest_data();
    void keyThenRequest();
    void nothingIsOverwritten();
    void withoutAKeyFileNoRequest();
    void noKeyForWhatPolicyForbids();
    void pkcs12_data();
    void pkcs12();
    void aKeyMadeElsewhere();
    void pkcs12Faults();
    void theJournalHoldsNoKey();
    void afterARefusalTheFileIsNamed(); ///< last: a second officer has a key slot then

private:
    QStringList asking(const char *deed, const QStringList &more) const
    {
        return QStringList{"request", QString::fromLatin1(deed), "--service", "挂号", "--purpose", "挂号窗口", "--days", "90", "--json"} + more;
    }
    QStringList makingKey(const QString &algorithm, const QString &file) const
    {
        return {"--make-key", "--key-algorithm", algorithm, "--names", "reg.hospital.example,10.0.0.5", "--key-output", m_home.path(file),
                "--key-password-file", m_home.path("key-passphrase")};
    }
    CtlRun bundle(const QString &key, const QString &output, const QStringList &keyOptions) const
    {
        return m_home.run(QStringList{"certificate", "export", m_certificate, "--json", "--format", "pkcs12", "--key", m_home.path(key), "--password-file",
                                      m_home.path("bundle-passphrase"), "--output", m_home.path(output)} + keyOptions);
    }
    Said openssl(const QStringList &arguments) const { return m_strangers.openssl(arguments); }
    int requests() const { return int(QJsonDocument::fromJson(m_home.run({"request", "list", "--json"}).out).array().size()); }

    CtlHome m_home; ///< in pilot mode: one person asks and approves
    Stranger m_strangers;
    QString m_certificate; ///< SHA-256 of the one for ec-p256
};

void MadeKeyTest::initTestCase()
{
    if (!Stranger::has("openssl"))
        QSKIP("openssl is not installed");
    m_home.write("key-passphrase", keyPassphrase + '\n');
    m_home.write("bundle-passphrase", bundlePassphrase + '\n');
    m_home.write("services.csv", "name,tier,department,owner,hosts,patient_data\n挂号,important,门诊,sun,reg.hospital.example,no\n");
    QCOMPARE(m_home.run({"service", "import", m_home.path("services.csv")}).exitCode, 0);
    const CtlRun made = m_home.run({"ca", "create", "--name", "First Hospital", "--locality", "北京"});
    QVERIFY2(made.exitCode == 0, said(made));
}

void MadeKeyTest::words_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::newRow("neither a request nor a key to make") << QStringList{};
    QTest::newRow("both") << QStringList{"--csr", "x", "--make-key", "--names", "a.example", "--key-output", "x"};
    QTest::newRow("no names") << QStringList{"--make-key", "--key-output", "x"};
    QTest::newRow("no place for the key") << QStringList{"--make-key", "--names", "a.example"};
    QTest::newRow("names for a request that has its own") << QStringList{"--csr", "x", "--names", "a.example"};
    QTest::newRow("an algorithm that is not made") << QStringList{"--make-key", "--names", "a.example", "--key-output", "x", "--key-algorithm", "rsa-1024"};
}

void MadeKeyTest::words()
{
    QFETCH(const QStringList, more);
    const CtlRun run = m_home.run(asking("submit", more));
    QVERIFY2(run.exitCode == 2, said(run));
}

void MadeKeyTest::policyAnswersWithoutAKeyFile()
{
    const CtlRun run = m_home.run(asking("policy", {"--make-key", "--names", "reg.hospital.example"}));
    QVERIFY2(run.exitCode == 0, said(run));
    QVERIFY(run.json().value("acceptable").toBool());
    QCOMPARE(requests(), 0);
}

void MadeKeyTest::keyThenRequest_data()
{
    QTest::addColumn<QString>("algorithm");
    for (const char *algorithm : {"ec-p256", "ec-p384", "rsa-3072"})
        QTest::newRow(algorithm) << QString::fromLatin1(algorithm);
}

void MadeKeyTest::keyThenRequest()
{
    QFETCH(const QString, algorithm);
    const QString file = algorithm + ".pem";
    const CtlRun submitted = m_home.run(asking("submit", makingKey(algorithm, file)));
    QVERIFY2(submitted.exitCode == 0, said(submitted));
    QCOMPARE(submitted.json().value("names").toArray().size(), 2);
    QCOMPARE(QFileInfo(m_home.path(file)).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());

    const CtlRun approved = m_home.run({"request", "approve", submitted.json().value("id").toString(), "--json"});
    QVERIFY2(approved.exitCode == 0, said(approved));
    const QString certificate = QJsonDocument::fromJson(approved.out).array().first().toObject().value("certificate").toString();
    QCOMPARE(certificate.size(), 64);
    QCOMPARE(m_home.run({"certificate", "export", certificate, "--output", m_strangers.path("leaf.pem")}).exitCode, 0);
    QVERIFY2(openssl({"x509", "-in", "leaf.pem", "-noout", "-pubkey", "-out", "certified"}), m_strangers.said());
    QVERIFY2(openssl({"pkey", "-in", m_home.path(file), "-passin", keyArgument, "-pubout", "-out", "made"}), m_strangers.said());
    QCOMPARE(m_strangers.read("made"), m_strangers.read("certified"));
    QVERIFY(!openssl({"pkey", "-in", m_home.path(file), "-passin", "pass:another", "-noout"}));
    QVERIFY(openssl({"asn1parse", "-in", m_home.path(file)}));
    for (const char *expected : {"PBES2", "hmacWithSHA256", "aes-256-cbc", "0927C0"}) // 600,000 iterations
        QVERIFY2(m_strangers.said().contains(expected), m_strangers.said());
    if (algorithm == "ec-p256")
        m_certificate = certificate;
}

void MadeKeyTest::nothingIsOverwritten()
{
    const int before = requests();
    const QString present = m_home.write("present.pem", "somebody's key");
    const CtlRun run = m_home.run(asking("submit", makingKey("ec-p256", "present.pem")));
    QVERIFY2(run.exitCode == 1 && said(run).contains("AlreadyExists"), said(run));
    QFile file(present);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("somebody's key"));
    QCOMPARE(requests(), before);
}

/// A read-only folder, a full disk and no folder at all: said plainly, and nobody asked for a certificate whose key is lost.
void MadeKeyTest::withoutAKeyFileNoRequest()
{
    const int before = requests();
    const CtlRun nowhere = m_home.run(asking("submit", makingKey("ec-p256", "no/folder.pem")));
    QVERIFY2(nowhere.exitCode == 1 && said(nowhere).contains("NotFound"), said(nowhere));
    QCOMPARE(requests(), before);
    QVERIFY(QDir(m_home.path("")).mkdir("stick"));
    const auto inNamespace = [&](const QString &mount) {
        const QString command = mount + " && exec \"$@\"";
        QStringList words{"-rm", "sh", "-c", command, "sh", CtlHome::program()};
        words += asking("submit", makingKey("rsa-3072", "stick/key.pem"));
        words += QStringList{"--home", m_home.home(), "--passphrase-file", m_home.passphraseFile()};
        return m_strangers.run("unshare", words);
    };
    const QString stick = m_home.path("stick");
    if (!m_strangers.run("unshare", {"-rm", "true"}))
        QSKIP("unshare may not make a mount namespace here");
    const Said readOnly = inNamespace(QStringLiteral("mount --bind '%1' '%1' && mount -o remount,ro,bind '%1'").arg(stick));
    QVERIFY2(readOnly.exitCode == 1 && readOnly.has("ReadOnly") && readOnly.has("stick/key.pem"), m_strangers.said());
    const Said full = inNamespace(QStringLiteral("mount -t tmpfs -o size=8k none '%1' && head -c 8192 /dev/zero > '%1/filling'").arg(stick));
    QVERIFY2(full.exitCode == 1 && full.has("DiskFull"), m_strangers.said());
    QCOMPARE(requests(), before);
}

void MadeKeyTest::noKeyForWhatPolicyForbids()
{
    for (const auto &[days, exitCode] : {std::pair("800", 7), std::pair("4000", 2)}) { // beyond policy; beyond what can be asked for
        QStringList words = asking("submit", makingKey("ec-p256", "forbidden.pem"));
        words[words.indexOf("90")] = QString::fromLatin1(days);
        const CtlRun run = m_home.run(words);
        QVERIFY2(run.exitCode == exitCode, said(run));
        QVERIFY(!QFileInfo::exists(m_home.path("forbidden.pem")));
    }
}

/// Policy has nothing against it, but who asks may not.
void MadeKeyTest::afterARefusalTheFileIsNamed()
{
    const QString passphrase = m_home.write("zhao", "correct horse battery zhao\n");
    const CtlRun added = m_home.run({"person", "add", "zhao", "--department", "审计科", "--roles", "audit-admin", "--new-passphrase-file", passphrase});
    QVERIFY2(added.exitCode == 0, said(added));
    const CtlRun run = CtlHome::plain(asking("submit", makingKey("ec-p256", "refused.pem"))
                                      + QStringList{"--home", m_home.home(), "--as", "zhao", "--passphrase-file", passphrase});
    QVERIFY2(run.exitCode == 7, said(run));
    QVERIFY2(said(run).contains("refused.pem") && said(run).contains("belongs to no request"), said(run));
    QVERIFY(QFileInfo::exists(m_home.path("refused.pem")));
}

void MadeKeyTest::pkcs12_data()
{
    QTest::addColumn<QStringList>("made"); // by openssl of the key file; empty: the file itself
    QTest::newRow("the file that was handed out") << QStringList{};
    QTest::newRow("the same key in clear, SEC 1") << QStringList{"ec", "-in", m_home.path("ec-p256.pem"), "-passin", keyArgument, "-out", m_home.path("clear.pem")};
}

void MadeKeyTest::pkcs12()
{
    QFETCH(const QStringList, made);
    QVERIFY(!m_certificate.isEmpty());
    if (!made.isEmpty())
        QVERIFY2(openssl(made), m_strangers.said());
    const QString output = made.isEmpty() ? "handed.p12" : "clear.p12";
    const CtlRun run = made.isEmpty() ? bundle("ec-p256.pem", output, {"--key-password-file", m_home.path("key-passphrase")}) : bundle("clear.pem", output, {});
    QVERIFY2(run.exitCode == 0, said(run));
    QVERIFY2(openssl({"pkcs12", "-in", m_home.path(output), "-passin", bundleArgument, "-info", "-noenc", "-out", "all.pem"}), m_strangers.said());
    QVERIFY2(m_strangers.said().contains("MAC: sha256, Iteration 600000"), m_strangers.said());
    QCOMPARE(m_strangers.said().count("PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256"), 2);
    const Bytes all = m_strangers.read("all.pem");
    const QByteArray text(reinterpret_cast<const char *>(all.data()), qsizetype(all.size()));
    QCOMPARE(text.count("BEGIN CERTIFICATE"), 2);
    QCOMPARE(text.count("BEGIN PRIVATE KEY"), 1);
    QVERIFY(text.contains("friendlyName: reg.hospital.example"));
    QVERIFY(!openssl({"pkcs12", "-in", m_home.path(output), "-passin", keyArgument, "-noout"}));
    if (Stranger::has("certtool"))
        QVERIFY2(m_strangers.run("certtool", {"--p12-info", "--inder", "--infile", m_home.path(output), "--password", QString::fromUtf8(bundlePassphrase)}), m_strangers.said());
}

void MadeKeyTest::aKeyMadeElsewhere()
{
    QVERIFY2(openssl({"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", m_home.path("elsewhere.pem"), "-passout", keyArgument,
                      "-out", m_home.path("elsewhere.csr"), "-subj", "/CN=reg.hospital.example", "-addext", "subjectAltName=DNS:reg.hospital.example"}), m_strangers.said());
    const CtlRun submitted = m_home.run(asking("submit", {"--csr", m_home.path("elsewhere.csr")}));
    QVERIFY2(submitted.exitCode == 0, said(submitted));
    const CtlRun approved = m_home.run({"request", "approve", submitted.json().value("id").toString(), "--json"});
    const QString before = std::exchange(m_certificate, QJsonDocument::fromJson(approved.out).array().first().toObject().value("certificate").toString());
    const CtlRun run = bundle("elsewhere.pem", "elsewhere.p12", {"--key-password-file", m_home.path("key-passphrase")});
    m_certificate = before;
    QVERIFY2(run.exitCode == 0, said(run));
    QVERIFY2(openssl({"pkcs12", "-in", m_home.path("elsewhere.p12"), "-passin", bundleArgument, "-noout"}), m_strangers.said());
}

void MadeKeyTest::pkcs12Faults()
{
    const QStringList opening{"--key-password-file", m_home.path("key-passphrase")};
    const CtlRun otherKey = bundle("ec-p384.pem", "other.p12", opening);
    QVERIFY2(otherKey.exitCode == 7 && said(otherKey).contains("Conflict") && said(otherKey).contains("ec-p384.pem"), said(otherKey));
    QCOMPARE(bundle("ec-p256.pem", "other.p12", {"--key-password-file", m_home.path("bundle-passphrase")}).exitCode, 3);
    QVERIFY(said(bundle("ec-p256.pem", "other.p12", {})).contains("PassphraseNeeded"));
    QVERIFY(said(bundle("services.csv", "other.p12", {})).contains("Malformed"));
    QVERIFY(said(bundle("ec-p256.pem", "handed.p12", opening)).contains("AlreadyExists"));
    QVERIFY(!QFileInfo::exists(m_home.path("other.p12")));
    QCOMPARE(m_home.run({"certificate", "export", m_certificate, "--format", "pkcs12"}).exitCode, 2);
    QCOMPARE(m_home.run({"certificate", "export", m_certificate, "--key", "x"}).exitCode, 2);
}

void MadeKeyTest::theJournalHoldsNoKey()
{
    const CtlRun verified = m_home.run({"journal", "verify", "--signatures"});
    QVERIFY2(verified.exitCode == 0, said(verified));
    QCOMPARE(m_home.run({"journal", "export", "--format", "json", "--output", m_home.path("journal.json")}).exitCode, 0);
    QFile journal(m_home.path("journal.json"));
    QVERIFY(journal.open(QIODevice::ReadOnly));
    const QByteArray text = journal.readAll();
    QVERIFY(text.contains("request.submit"));
    QVERIFY(!text.contains("PRIVATE KEY"));
}

QTEST_GUILESS_MAIN(MadeKeyTest)
#include "MadeKeyTest.moc"
