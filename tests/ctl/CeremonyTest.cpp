// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"
#include "models/authority/KeyBackup.h"
#include "models/base/Uuid.h"
#include "models/domain/CeremonyCoverage.h"
#include "models/domain/CeremonyRecord.h"
#include "models/pki/Digest.h"
#include "models/pki/Envelope.h"
#include "models/pki/KeyShares.h"
#include "models/store/AtomicFile.h"
#include "models/store/BackupPackage.h"
#include "models/store/CaReader.h"
#include "models/store/CeremonyReader.h"
#include "models/replica/CeremonyRun.h"
#include "models/store/Vault.h"
#include "tests/support/Ctl.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr ScryptCost cheap{1024, 8, 1};

SecureBytes passphraseOf(const std::string &name) { return SecureBytes::copyOf("correct horse battery " + name); }
QByteArray said(const CtlRun &run) { return run.err + run.out; }

QByteArray bytesOfFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// So many steps, each with initials.
QByteArray initials(int steps) { return QByteArray("LA\n").repeated(steps); }

constexpr int backupSteps = 8, restoreTestSteps = 7;

} // namespace

/// Ceremonies held with hufuctl: backup to two media, restore test, restore, change of custodians; what must not pass does not, and what was interrupted
/// goes on. openssl judges what lies on the media; the tests follow one another.
class CeremonyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void scriptsAreWhatTheyHashTo();
    void aPlanSaysWhatWouldBe();
    void whoMustNotTakePartDoesNot_data();
    void whoMustNotTakePartDoesNot();
    void aBackupIsOnEachMedium();
    void strangersReadIt();
    void noKeyLiesInClear();
    void anyTwoOfThreeRestore();
    void aLostHouseIsPutBack();
    void everyQuorumUpToThreeOfFive();
    void oneAloneAndForeignSharesDoNot();
    void aFlippedBitIsTold();
    void aRestoreTestServes();
    void aMediumThatCannotTakeItIsNamed_data();
    void aMediumThatCannotTakeItIsNamed();
    void aMediumSwappedAfterWritingIsTold();
    void killedAtEachStepItGoesOn();
    void anAbortIsOnRecord();
    void parametersCannotBeSwapped();
    void aLostKeyComesBack();
    void aChangeOfCustodiansVoidsTheOldPackage();
    void aChangedRecordIsDoubted();
    void theAuthorityBacksUpByItself();
    void aBareMachineRestores();
    void aCoreDumpHasNoKey();
    void aRootAloneIsTested();
    void theJournalProvesIt();

private:
    QString path(const QString &name) const { return m_strangers.path(name); }
    QStringList as(QStringList words, const char *name = "li") const
    {
        return words << "--home" << path(m_home) << "--as" << name << "--passphrase-file" << path(name);
    }
    CtlRun run(const QStringList &words, const char *name = "li") const { return CtlHome::plain(as(words, name)); }
    std::unique_ptr<QProcess> start(const QStringList &words) const
    {
        auto process = std::make_unique<QProcess>();
        process->start(CtlHome::program(), as(words));
        process->waitForStarted();
        return process;
    }
    /// With what people type.
    CtlRun hold(const QStringList &words, const QByteArray &typed) const { return answer(start(words), typed); }
    /// The same where a folder is a file system of its own.
    CtlRun holdWith(const QString &folder, const QString &mountOptions, const QStringList &words, const QByteArray &typed) const
    {
        auto process = std::make_unique<QProcess>();
        process->start("unshare", QStringList{"-rm", "sh", "-c", "mount -t tmpfs -o \"$1\" none \"$2\" || exit 99; shift 2; exec \"$@\"", "sh", mountOptions, folder,
                                              CtlHome::program()} + as(words));
        process->waitForStarted();
        return answer(std::move(process), typed);
    }
    static CtlRun answer(std::unique_ptr<QProcess> process, const QByteArray &typed)
    {
        process->write(typed);
        process->closeWriteChannel();
        CtlRun done;
        if (!process->waitForFinished(120'000))
            process->kill();
        done.exitCode = process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -1;
        done.out = process->readAllStandardOutput();
        done.err = process->readAllStandardError();
        return done;
    }
    QStringList people(const QStringList &custodians, const char *witness = "zhao") const
    {
        QStringList words;
        for (const QString &name : custodians)
            words << "--custodian" << name << "--custodian-passphrase-file" << path(name);
        return words << "--witness" << witness << "--witness-passphrase-file" << path(witness);
    }
    QStringList backup(const QStringList &custodians, int quorum, const QStringList &media, const char *script = "backup") const
    {
        QStringList words{"ceremony", "run", "--json", "--script", script, "--quorum", QString::number(quorum), "--whole-house", "--room", "信息科 3 号机房"};
        for (const QString &medium : media) {
            QDir().mkpath(path(medium));
            words << "--media" << path(medium);
        }
        return words + people(custodians);
    }
    QStringList fromPackage(const char *script, const QString &package, const QStringList &custodians) const
    {
        return QStringList{"ceremony", "run", "--json", "--script", script, "--package", package, "--output", m_strangers.path("papers")} + people(custodians);
    }
    std::unique_ptr<House> open(const char *name) const
    {
        EmbeddedGate gate(path(m_home).toStdString());
        return std::move(*gate.open(name, passphraseOf(name)));
    }
    Result<Receipt> add(const char *name, const char *department, std::set<Role> roles) const
    {
        EmbeddedGate gate(path(m_home).toStdString(), cheap);
        const auto house = open("li");
        const Result<std::unique_ptr<Token>> wang = gate.unlockToken(*house, "wang", passphraseOf("wang"));
        if (!wang)
            return fail(wang.error());
        Token *const cosigners[] = {wang->get()};
        Person person;
        person.id = newUuid();
        person.name = name;
        person.department = department;
        person.roles = std::move(roles);
        return gate.addPerson(*house, person, passphraseOf(name), cosigners);
    }
    /// Shares of these custodians, opened and encrypted to a one-time key.
    std::vector<Bytes> sharesOf(const BackupPackage &package, const OneTimeKey &oneTime, const std::vector<std::string> &names) const
    {
        EmbeddedGate gate(path(m_home).toStdString());
        const auto house = open("li");
        std::vector<Bytes> shares;
        for (const std::string &name : names) {
            const auto token = std::move(*gate.unlockToken(*house, name, passphraseOf(name)));
            const auto share = std::ranges::find(package.manifest.shares, name, &BackupManifest::Share::name);
            const SecureBytes opened = *token->openEnvelope(*readSmallFile(package.pathOf(share->file), 1u << 16));
            shares.push_back(*sealFor(std::span(&oneTime.certificate(), 1), opened));
        }
        return shares;
    }
    Result<RestoredHouse> restoreBy(const BackupPackage &package, const std::vector<std::string> &names, const QString &to) const
    {
        const OneTimeKey oneTime = *OneTimeKey::make(systemNow());
        QDir(path(to)).removeRecursively();
        return restoreHouse(oneTime, package, sharesOf(package, oneTime, names), HomePaths(path(to).toStdString()));
    }
    QStringList staged() const { return QDir(path(m_home)).entryList({"ceremony-*", "restore-test-*"}, QDir::Dirs); }

    Stranger m_strangers;
    QString m_home = "home";
    QString m_package;    ///< folder of the first backup, on its first medium
    QString m_record;     ///< its minutes
};

void CeremonyTest::initTestCase()
{
    if (!Stranger::has("openssl"))
        QSKIP("openssl is not installed");
    EmbeddedGate gate(path("home").toStdString(), cheap);
    const SecureBytes passphrases[] = {passphraseOf("li"), passphraseOf("wang"), passphraseOf("zhao")};
    const NewOfficer founders[] = {{"li", "信息科", {Role::SecurityAdmin}, &passphrases[0]},
                                   {"wang", "信息科", {Role::SystemAdmin}, &passphrases[1]},
                                   {"zhao", "审计科", {Role::AuditAdmin}, &passphrases[2]}};
    VERIFY_OK(gate.foundTogether("第一医院", founders));
    for (const char *name : {"li", "wang", "zhao", "zhang", "sun", "chen", "wu", "xu", "he", "lu"})
        m_strangers.write(QLatin1String(name), std::string_view(std::string("correct horse battery ") + name + "\n"));
    const struct {
        const char *name, *department;
        std::set<Role> roles;
    } others[] = {{"zhang", "门诊", {Role::Applicant}}, {"sun", "门诊", {Role::DepartmentHead}}, {"chen", "信息科", {Role::SecurityAdmin, Role::Custodian}},
                  {"wu", "信息科", {Role::Custodian}}, {"xu", "后勤", {Role::Custodian}}, {"he", "后勤", {Role::Custodian}}, {"lu", "门诊", {Role::Custodian}}};
    for (const auto &[name, department, roles] : others)
        VERIFY_OK(add(name, department, roles));
    QCOMPARE(run({"pending", "list"}, "chen").exitCode, 0); // gets the key for shares, which there was nobody to share with before
    m_strangers.write("services.csv", std::string_view("name,tier,department,owner,hosts,patient_data\n挂号,important,门诊,sun,reg.hospital.example,no\n"));
    m_strangers.write("key-passphrase", std::string_view("seven yellow tractors sing"));
    QCOMPARE(run({"service", "import", path("services.csv")}).exitCode, 0);
    const CtlRun made = run({"ca", "create", "--name", "First Hospital", "--locality", "北京", "--cosign", "chen", "--cosign-passphrase-file", path("chen")});
    QVERIFY2(made.exitCode == 0, said(made));
    const CtlRun asked = run({"request", "submit", "--service", "挂号", "--purpose", "挂号窗口", "--days", "90", "--json", "--make-key", "--names", "reg.hospital.example",
                              "--key-output", path("key.pem"), "--key-password-file", path("key-passphrase")}, "zhang");
    QVERIFY2(asked.exitCode == 0, said(asked));
    QCOMPARE(run({"request", "approve", asked.json().value("id").toString()}, "sun").exitCode, 0);
    QDir().mkpath(path("papers"));
}

void CeremonyTest::scriptsAreWhatTheyHashTo()
{
    const CtlRun all = CtlHome::plain({"ceremony", "scripts", "--json"});
    const QJsonArray scripts = QJsonDocument::fromJson(all.out).array();
    QCOMPARE(scripts.size(), 6);
    for (const QJsonValue script : scripts) {
        const QString file = qEnvironmentVariable("HUFU_SOURCE") + "/resources/ceremonies/" + script["name"].toString() + ".json";
        QCOMPARE(script["sha256"].toString().toLatin1(), QCryptographicHash::hash(bytesOfFile(file), QCryptographicHash::Sha256).toHex());
        const CtlRun printed = CtlHome::plain({"ceremony", "scripts", script["name"].toString()});
        QVERIFY2(printed.exitCode == 0 && printed.out.contains(script["sha256"].toString().toLatin1()) && printed.out.contains("签名缩写"), said(printed));
    }
    QCOMPARE(CtlHome::plain({"ceremony", "scripts", path("nowhere")}).exitCode, 1);
    m_strangers.write("own.json", std::string_view("{\"name\": \"own\"}"));
    QCOMPARE(CtlHome::plain({"ceremony", "scripts", path("own.json")}).exitCode, 1);
}

void CeremonyTest::aPlanSaysWhatWouldBe()
{
    QStringList words = backup({"chen", "wu"}, 2, {"usb1"});
    words[1] = "plan";
    words.removeAll("--room");
    words.removeAll("信息科 3 号机房");
    const CtlRun planned = run(words);
    QVERIFY2(planned.exitCode == 0, said(planned));
    QCOMPARE(planned.json()["plan"].toObject()["custodians"].toArray().size(), 2);
    QCOMPARE(planned.json()["warnings"].toArray().size(), 2); // two of two, and one medium
    QCOMPARE(QJsonDocument::fromJson(run({"ceremony", "list", "--json"}).out).array().size(), 0);
    QCOMPARE(run({"ceremony", "plan", "--script", "backup", "--witness", "zhao"}).exitCode, 2);
}

void CeremonyTest::whoMustNotTakePartDoesNot_data()
{
    QTest::addColumn<QStringList>("custodians");
    QTest::addColumn<QByteArray>("witness");
    QTest::addColumn<int>("quorum");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("the same custodian twice") << QStringList{"wu", "wu"} << QByteArray("zhao") << 2 << QByteArray("the same custodian twice");
    QTest::newRow("a witness who is a custodian") << QStringList{"wu", "xu"} << QByteArray("wu") << 2 << QByteArray("the witness is no custodian");
    QTest::newRow("a witness who is no audit administrator") << QStringList{"wu", "xu"} << QByteArray("sun") << 2 << QByteArray("audit administrator");
    QTest::newRow("somebody who is no custodian") << QStringList{"wu", "sun"} << QByteArray("zhao") << 2 << QByteArray("no key custodian");
    QTest::newRow("more needed than there are") << QStringList{"wu", "xu"} << QByteArray("zhao") << 3 << QByteArray("CustodiansMissing");
}

void CeremonyTest::whoMustNotTakePartDoesNot()
{
    QFETCH(const QStringList, custodians);
    QFETCH(const QByteArray, witness);
    QFETCH(const int, quorum);
    QFETCH(const QByteArray, reason);
    QDir().mkpath(path("usb1"));
    const CtlRun refused = hold(QStringList{"ceremony", "run", "--script", "backup", "--quorum", QString::number(quorum), "--media", path("usb1")}
                                    + people(custodians, witness.constData()), initials(backupSteps));
    QVERIFY2(refused.exitCode == 7 && said(refused).contains(reason), said(refused));
    QVERIFY(QDir(path("usb1")).isEmpty());
}

void CeremonyTest::aBackupIsOnEachMedium()
{
    const CtlRun held = hold(backup({"chen", "wu", "xu"}, 2, {"usb1", "usb2"}), "LA\nLA\nLA;读卡器更换一次\nLA\nZH\nCH WU XU\nZH\nLA\n");
    QVERIFY2(held.exitCode == 0, said(held));
    QCOMPARE(held.json()["state"].toString(), QString("closed"));
    const QJsonArray packages = held.json()["packages"].toArray(), records = held.json()["records"].toArray();
    QCOMPARE(packages.size(), 2);
    QCOMPARE(records.size(), 6); // minutes, PDF and the authority's certificate, on each
    m_package = packages[0].toString();
    m_record = records[0].toString();
    const Result<BackupPackage> first = openPackage(m_package.toStdString()), second = openPackage(packages[1].toString().toStdString());
    VERIFY_OK(first);
    VERIFY_OK(second);
    QCOMPARE(toHex(first->hash), held.json()["package"].toString().toStdString());
    QCOMPARE(first->hash, second->hash);
    QCOMPARE(first->manifest.keys.size(), std::size_t(3)); // root, server and client tree
    QCOMPARE(first->manifest.shares.size(), std::size_t(3));
    QVERIFY(bytesOfFile(records[1].toString()).startsWith("%PDF"));
    QCOMPARE(staged(), QStringList());
}

/// openssl verifies manifest and minutes, and opens an envelope with the key that two shares give.
void CeremonyTest::strangersReadIt()
{
    const BackupPackage package = *openPackage(m_package.toStdString());
    m_strangers.write("authority.der", package.authorityCertificate);
    QVERIFY2(m_strangers.openssl({"x509", "-inform", "DER", "-in", "authority.der", "-out", "authority.pem"}), m_strangers.said());
    QVERIFY2(m_strangers.openssl({"cms", "-verify", "-inform", "DER", "-in", m_package + "/manifest.cms", "-CAfile", "authority.pem", "-out", "manifest.json"}), m_strangers.said());
    const QJsonObject manifest = QJsonDocument::fromJson(bytesOfFile(path("manifest.json"))).object();
    for (const QJsonValue file : manifest["files"].toArray()) { // as sha256sum sees them
        const QByteArray bytes = bytesOfFile(m_package + '/' + file["name"].toString());
        QCOMPARE(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(), file["sha256"].toString().toLatin1());
    }
    QVERIFY2(m_strangers.openssl({"cms", "-verify", "-inform", "DER", "-in", m_record, "-CAfile", "authority.pem", "-out", "minutes.json"}), m_strangers.said());
    const QJsonObject minutes = QJsonDocument::fromJson(bytesOfFile(path("minutes.json"))).object();
    QVERIFY(minutes["entries"].toArray().size() > backupSteps);
    const QJsonObject plan = minutes["entries"].toArray().first().toObject();
    QCOMPARE(plan["kind"].toString(), QString("ceremony.plan"));

    EmbeddedGate gate(path("home").toStdString());
    const auto house = open("li");
    std::vector<KeyShare> shares;
    for (const std::string name : {"chen", "xu"}) {
        const auto token = std::move(*gate.unlockToken(*house, name, passphraseOf(name)));
        const auto share = std::ranges::find(package.manifest.shares, name, &BackupManifest::Share::name);
        shares.push_back(*KeyShare::decode(token->openEnvelope(*readSmallFile(package.pathOf(share->file), 1u << 16))->view()));
    }
    const SecureBytes kek = *joinShares(shares);
    for (const BackupManifest::Key &key : package.manifest.keys) {
        QVERIFY2(m_strangers.openssl({"cms", "-decrypt", "-inform", "DER", "-in", m_package + '/' + QString::fromStdString(key.file), "-secretkey",
                                      QString::fromStdString(toHex(kek.view())), "-out", "key.der"}), m_strangers.said());
        m_strangers.write("ca.der", key.certificate);
        QVERIFY2(m_strangers.openssl({"pkey", "-inform", "DER", "-in", "key.der", "-pubout", "-out", "of-key.pem"}), m_strangers.said());
        QVERIFY2(m_strangers.openssl({"x509", "-inform", "DER", "-in", "ca.der", "-noout", "-pubkey", "-out", "of-certificate.pem"}), m_strangers.said());
        QCOMPARE(bytesOfFile(path("of-key.pem")), bytesOfFile(path("of-certificate.pem")));
    }
    const CtlRun verified = CtlHome::plain({"ceremony", "verify", m_record, "--json"});
    QVERIFY2(verified.exitCode == 0 && verified.json()["proven"].toBool() && verified.json()["closed"].toBool(), said(verified));
    const CtlRun text = CtlHome::plain({"ceremony", "verify", m_record});
    QVERIFY2(text.out.contains("读卡器更换一次") && text.out.contains("li, zhao"), said(text));
}

/// Nothing of a CA's key in any file of home or media; that it would be found is shown by the one that openssl took out.
void CeremonyTest::noKeyLiesInClear()
{
    const QByteArray pkcs8 = bytesOfFile(path("key.der")); // of the last key
    const qsizetype at = pkcs8.indexOf(QByteArray::fromHex("0201010420"));
    QVERIFY(at > 0);
    const QByteArray scalar = pkcs8.mid(at + 5, 32);
    const QByteArray forms[] = {scalar, scalar.toHex(), scalar.toBase64().left(40), pkcs8.toBase64().mid(40, 40)};
    int files = 0;
    for (const char *folder : {"home", "usb1", "usb2"}) {
        for (QDirIterator it(path(folder), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext(); ++files) {
            const QByteArray bytes = bytesOfFile(it.next());
            QVERIFY2(std::ranges::none_of(forms, [&](const QByteArray &form) { return bytes.contains(form); }), qPrintable(it.filePath()));
        }
    }
    QVERIFY(files > 20);
}

void CeremonyTest::anyTwoOfThreeRestore()
{
    const BackupPackage package = *openPackage(m_package.toStdString());
    for (const std::vector<std::string> &names : std::vector<std::vector<std::string>>{{"chen", "wu"}, {"xu", "chen"}, {"wu", "xu"}, {"chen", "wu", "xu"}}) {
        const Result<RestoredHouse> restored = restoreBy(package, names, "scratch");
        VERIFY_OK(restored);
        QCOMPARE(restored->proven.size(), std::size_t(3));
    }
    // Officers open what was restored by their own passphrases, as before.
    const CtlRun opened = CtlHome::plain({"journal", "verify", "--signatures", "--home", path("scratch"), "--as", "zhao", "--passphrase-file", path("zhao")});
    QVERIFY2(opened.exitCode == 0, said(opened));
}

void CeremonyTest::aLostHouseIsPutBack()
{
    const CtlRun verified = CtlHome::plain({"backup", "verify", path("usb1"), "--json"});
    QVERIFY2(verified.exitCode == 0 && verified.json()["wholeHouse"].toBool() && verified.json()["custodians"].toArray().size() == 3, said(verified));
    const QStringList words{"backup", "restore", path("usb1"), "--to", path("again"), "--keys-from", path("home"), "--json", "--custodian", "xu",
                            "--custodian-passphrase-file", path("xu"), "--custodian", "wu", "--custodian-passphrase-file", path("wu")};
    const CtlRun restored = CtlHome::plain(words);
    QVERIFY2(restored.exitCode == 0 && restored.json()["proven"].toArray().size() == 3, said(restored));
    const CtlRun list = CtlHome::plain({"ceremony", "list", "--json", "--home", path("again"), "--as", "li", "--passphrase-file", path("li")});
    QVERIFY2(list.exitCode == 0 && QJsonDocument::fromJson(list.out).array().size() == 1, said(list)); // as it was when it was backed up
    const CtlRun twice = CtlHome::plain(words);
    QVERIFY2(twice.exitCode == 1 && said(twice).contains("AlreadyExists"), said(twice));
    QStringList one = words.mid(0, 11);
    one[4] = path("never");
    QCOMPARE(CtlHome::plain(one).exitCode, 2);
}

/// Shares as they are dealt, joined in every way.
void CeremonyTest::everyQuorumUpToThreeOfFive()
{
    const SecureBytes secret = SecureBytes::random(32);
    for (int dealt = 2; dealt <= 5; ++dealt) {
        for (int needed = 2; needed <= std::min(dealt, 3); ++needed) {
            const std::vector<KeyShare> shares = std::move(*splitSecret(secret, needed, dealt));
            for (unsigned subset = 1; subset < 1u << dealt; ++subset) {
                std::vector<KeyShare> some;
                for (int i = 0; i < dealt; ++i) {
                    if (subset & 1u << i)
                        some.push_back(*KeyShare::decode(shares[std::size_t(i)].encode().view()));
                }
                const bool enough = some.size() >= std::size_t(needed);
                const Result<SecureBytes> joined = joinShares(some);
                QCOMPARE(joined.has_value(), enough);
                QVERIFY(!joined || joined->equals(secret));
            }
        }
    }
}

void CeremonyTest::oneAloneAndForeignSharesDoNot()
{
    const BackupPackage package = *openPackage(m_package.toStdString());
    VERIFY_ERROR(restoreBy(package, {"chen"}, "scratch"), ErrorCode::LimitExceeded);
    VERIFY_ERROR(restoreBy(package, {"chen", "chen"}, "scratch"), ErrorCode::Conflict);
    const OneTimeKey oneTime = *OneTimeKey::make(systemNow()), other = *OneTimeKey::make(systemNow());
    // To a key that is not the restoring authority's.
    VERIFY_ERROR(restoreHouse(oneTime, package, sharesOf(package, other, {"chen", "wu"}), HomePaths(path("scratch2").toStdString())), ErrorCode::BackupBroken);
    // Of another ceremony.
    const CtlRun held = hold(backup({"chen", "wu", "he"}, 2, {"usb3", "usb4"}), initials(backupSteps));
    QVERIFY2(held.exitCode == 0, said(held));
    const BackupPackage second = *openPackage(held.json()["packages"][0].toString().toStdString());
    std::vector<Bytes> mixed = sharesOf(package, oneTime, {"chen"});
    mixed.push_back(sharesOf(second, oneTime, {"wu"}).front());
    VERIFY_ERROR(restoreHouse(oneTime, package, mixed, HomePaths(path("scratch2").toStdString())), ErrorCode::BackupBroken);
    QVERIFY(!QFileInfo::exists(path("scratch2") + "/keyslots.json"));
}

void CeremonyTest::aFlippedBitIsTold()
{
    int flipped = 0;
    for (QDirIterator it(m_package, QDir::Files); it.hasNext();) {
        const QString name = it.next();
        const QByteArray good = bytesOfFile(name);
        for (const qsizetype at : {qsizetype(0), good.size() / 3, good.size() / 2, good.size() - 1}) {
            QByteArray changed = good;
            changed[at] = char(changed[at] ^ 0x10);
            overwrite(name, changed);
            const Result<BackupPackage> opened = openPackage(m_package.toStdString());
            overwrite(name, good);
            VERIFY_ERROR(opened, ErrorCode::BackupBroken);
            ++flipped;
        }
        QByteArray cut = good;
        cut.chop(1);
        overwrite(name, cut);
        const Result<BackupPackage> opened = openPackage(m_package.toStdString());
        overwrite(name, good);
        VERIFY_ERROR(opened, ErrorCode::BackupBroken);
    }
    QVERIFY(flipped > 30);
    VERIFY_OK(openPackage(m_package.toStdString()));
}

void CeremonyTest::aRestoreTestServes()
{
    const CtlRun held = hold(fromPackage("restore-test", path("usb1"), {"wu", "xu"}), initials(restoreTestSteps));
    QVERIFY2(held.exitCode == 0, said(held));
    QVERIFY2(held.err.contains("answered \"good\"") && held.err.contains("limit 30 minutes"), said(held));
    QCOMPARE(staged(), QStringList());
    const CtlRun verified = CtlHome::plain({"ceremony", "verify", held.json()["records"][0].toString()});
    QVERIFY2(verified.exitCode == 0, said(verified));
    // Who holds no share of this package does not restore it.
    const CtlRun foreign = hold(fromPackage("restore-test", path("usb1"), {"wu", "he"}), initials(restoreTestSteps));
    QVERIFY2(foreign.exitCode == 7 && said(foreign).contains("holds no share"), said(foreign));
}

void CeremonyTest::aMediumThatCannotTakeItIsNamed_data()
{
    QTest::addColumn<QString>("medium");
    QTest::addColumn<QString>("mountOptions");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("not there") << "nowhere" << QString() << QByteArray("NotFound");
    QTest::newRow("no folder") << "chen" << QString() << QByteArray("Io");
    QTest::newRow("too small") << "small" << "size=600k" << QByteArray("DiskFull");
    QTest::newRow("read-only") << "protected" << "ro" << QByteArray("ReadOnly");
}

void CeremonyTest::aMediumThatCannotTakeItIsNamed()
{
    QFETCH(const QString, medium);
    QFETCH(const QString, mountOptions);
    QFETCH(const QByteArray, reason);
    QStringList words = backup({"chen", "wu"}, 2, {"usb5"});
    words << "--media" << path(medium);
    if (!mountOptions.isEmpty())
        QDir().mkpath(path(medium));
    const CtlRun failed = mountOptions.isEmpty() ? hold(words, initials(backupSteps)) : holdWith(path(medium), mountOptions, words, initials(backupSteps));
    if (!mountOptions.isEmpty() && (failed.exitCode == 99 || failed.err.contains("unshare")))
        QSKIP("file systems cannot be mounted here (unshare -rm)");
    QVERIFY2(failed.exitCode == 1 && said(failed).contains(medium.toUtf8()) && said(failed).contains(reason), said(failed));
    const QString id = QJsonDocument::fromJson(run({"ceremony", "list", "--json"}).out).array().first()["id"].toString();
    QCOMPARE(QJsonDocument::fromJson(run({"ceremony", "list", "--json"}).out).array().first()["done"].toInt(), 3);
    QCOMPARE(run({"ceremony", "abort", id}).exitCode, 2);
    QCOMPARE(run({"ceremony", "abort", id, "--reason", "介质损坏"}, "xu").exitCode, 7); // takes no part in it
    QCOMPARE(run({"ceremony", "abort", id, "--reason", "介质损坏"}, "wu").exitCode, 0);
    QCOMPARE(staged(), QStringList());
}

void CeremonyTest::aMediumSwappedAfterWritingIsTold()
{
    const QStringList words = backup({"wu", "xu"}, 2, {"usb6", "usb7"});
    const CtlRun stopped = hold(words, initials(4)); // written, and then nobody answers
    QVERIFY2(stopped.exitCode == 1 && said(stopped).contains("Cancelled"), said(stopped));
    const QString id = QJsonDocument::fromJson(run({"ceremony", "list", "--json"}).out).array().first()["id"].toString();
    QVERIFY(QDir().rename(path("usb7"), path("usb7-taken")));
    QDir().mkpath(path("usb7"));
    const QStringList again = QStringList{"ceremony", "run", "--json", "--resume", id} + people({"wu", "xu"});
    const CtlRun empty = hold(again, initials(4));
    QVERIFY2(empty.exitCode == 4 && said(empty).contains("BackupBroken"), said(empty));
    // Another ceremony's package under the expected name.
    const QString folder = QDir(path("usb7-taken")).entryList({"hufu-backup-*"}).first();
    QVERIFY(m_strangers.run("cp", {"-r", m_package, path("usb7") + '/' + folder}));
    const CtlRun other = hold(again, initials(4));
    QVERIFY2(other.exitCode == 4 && said(other).contains("another package"), said(other));
    QDir(path("usb7")).removeRecursively();
    QVERIFY(QDir().rename(path("usb7-taken"), path("usb7")));
    const CtlRun closed = hold(again, initials(4));
    QVERIFY2(closed.exitCode == 0 && closed.json()["state"].toString() == "closed", said(closed));
}

void CeremonyTest::killedAtEachStepItGoesOn()
{
    QString id;
    for (int step = 0; step <= backupSteps; ++step) {
        const QString media = QStringLiteral("usb8");
        const QStringList words = id.isEmpty() ? backup({"wu", "xu"}, 2, {media}) : QStringList{"ceremony", "run", "--json", "--resume", id} + people({"wu", "xu"});
        if (step == backupSteps) {
            const CtlRun ended = hold(words, initials(1));
            QVERIFY2(ended.exitCode == 0, said(ended));
            break;
        }
        const std::unique_ptr<QProcess> process = start(words);
        process->setReadChannel(QProcess::StandardError);
        QByteArray heard;
        bool answered = false;
        // Answers once where it went on, and is killed where it asks again.
        while (heard.count("abort REASON") < (step == 0 ? 1 : 2) && process->waitForReadyRead(60'000)) {
            heard += process->readAllStandardError();
            if (step > 0 && !answered && heard.contains("abort REASON")) {
                process->write("LA\n");
                answered = true;
            }
        }
        process->kill();
        process->waitForFinished();
        const QJsonValue newest = QJsonDocument::fromJson(run({"ceremony", "list", "--json"}).out).array().first();
        id = newest["id"].toString();
        QCOMPARE(newest["state"].toString(), QString("open"));
        QCOMPARE(newest["done"].toInt(), step);
    }
    const CtlRun shown = run({"ceremony", "show", id, "--output", path("killed.cms")});
    QVERIFY2(shown.exitCode == 0, said(shown));
    QCOMPARE(CtlHome::plain({"ceremony", "verify", path("killed.cms")}).exitCode, 0);
    QCOMPARE(staged(), QStringList());
}

void CeremonyTest::anAbortIsOnRecord()
{
    const CtlRun aborted = hold(backup({"wu", "xu"}, 2, {"usb9"}) + QStringList{"--output", path("papers")}, "LA\nLA\nLA\nabort 火警\n");
    QVERIFY2(aborted.exitCode == 1 && aborted.json()["state"].toString() == "aborted", said(aborted));
    QCOMPARE(staged(), QStringList());
    const CtlRun verified = CtlHome::plain({"ceremony", "verify", aborted.json()["records"][0].toString()});
    QVERIFY2(verified.exitCode == 0 && verified.out.contains("火警"), said(verified));
    const CtlRun again = hold(QStringList{"ceremony", "run", "--resume", aborted.json()["id"].toString()} + people({"wu", "xu"}), initials(8));
    QVERIFY2(again.exitCode == 7 && said(again).contains("has ended"), said(again));
}

/// What is signed for one set of parameters is good for no other, and what was not proven is not taken for proven.
void CeremonyTest::parametersCannotBeSwapped()
{
    const CtlRun stopped = hold(backup({"wu", "xu"}, 2, {"usb10"}), initials(1));
    QVERIFY2(stopped.exitCode == 1, said(stopped));
    const std::string id = QJsonDocument::fromJson(run({"ceremony", "list", "--json"}).out).array().first()["id"].toString().toStdString();
    EmbeddedGate gate(path("home").toStdString());
    const auto house = open("li");
    const auto read = [&] { return **house->read([&](Connection &connection) { return readCeremony(connection, id); }); };
    const Ceremony ceremony = read();
    const std::vector<Person> all = *house->people();
    const auto idOf = [&](const char *name) { return std::ranges::find(all, name, &Person::name)->id; };
    const auto present = [&](const char *name, Sha256 parameters, CeremonyPresence::Phase phase, std::optional<Sha256> proof) {
        const auto token = std::move(*gate.unlockToken(*house, name, passphraseOf(name)));
        return house->submitAs(idOf(name), *token, CommandKind::PresentAtCeremony, toJson(CeremonyPresence{id, parameters, phase, proof}));
    };
    using enum CeremonyPresence::Phase;
    Sha256 other = ceremony.parameters;
    other[0] ^= 1;
    VERIFY_ERROR(present("he", ceremony.parameters, Opening, {}), ErrorCode::NotPermitted);
    VERIFY_ERROR(present("chen", ceremony.parameters, Closing, Sha256{}), ErrorCode::NotPermitted);
    const CeremonyStep step{id, other, 2, "LA", {}, {}};
    VERIFY_ERROR(house->submit(CommandKind::StepCeremony, toJson(step)), ErrorCode::Conflict);
    VERIFY_ERROR(house->submit(CommandKind::CloseCeremony, toJson(CeremonyEnd{id, ceremony.parameters, {}})), ErrorCode::CosignerNeeded);
    // Presence was signed when the second step stopped; a false proof, and one for nothing, are refused.
    QVERIFY(ceremony.missing(Opening).empty());
    VERIFY_ERROR(present("wu", ceremony.parameters, Opening, {}), ErrorCode::Conflict);
    VERIFY_ERROR(present("wu", ceremony.parameters, Closing, Sha256{}), ErrorCode::Conflict);
    VERIFY_OK(house->ceremonies()->seal(id));
    VERIFY_ERROR(present("wu", ceremony.parameters, Closing, Sha256{}), ErrorCode::EscrowBroken);
    VERIFY_ERROR(present("wu", ceremony.parameters, Closing, {}), ErrorCode::Malformed);
    VERIFY_ERROR(present("xu", other, Closing, Sha256{}), ErrorCode::Conflict);
    VERIFY_ERROR(house->ceremonies()->seal(id), ErrorCode::Conflict);
    VERIFY_OK(house->submit(CommandKind::AbortCeremony, toJson(CeremonyEnd{id, ceremony.parameters, "试验"})));
    house->ceremonies()->discard(id);
}

void CeremonyTest::aLostKeyComesBack()
{
    {
        const auto house = open("li");
        Result<Connection> connection = house->openForDerived();
        VERIFY_OK(connection);
        const std::vector<CertificateAuthority> cas = *readCas(*connection);
        for (const CertificateAuthority &ca : cas)
            VERIFY_OK(removeVault(*connection, "ca key " + ca.plan.id));
    }
    const CtlRun asked = run({"request", "submit", "--service", "挂号", "--purpose", "挂号窗口", "--days", "90", "--json", "--make-key", "--names", "reg.hospital.example",
                              "--key-output", path("key2.pem"), "--key-password-file", path("key-passphrase")}, "zhang");
    QVERIFY2(asked.exitCode == 0, said(asked));
    const auto certificate = [&] { return run({"request", "show", asked.json().value("id").toString(), "--json"}, "zhang").json().value("certificate").toString(); };
    QCOMPARE(run({"request", "approve", asked.json().value("id").toString()}, "sun").exitCode, 0);
    QVERIFY(certificate().isEmpty()); // there is no key to issue it with
    const CtlRun held = hold(fromPackage("restore", path("usb2"), {"xu", "chen"}), initials(6));
    QVERIFY2(held.exitCode == 0, said(held));
    QCOMPARE(certificate().size(), 64);
}

void CeremonyTest::aChangeOfCustodiansVoidsTheOldPackage()
{
    const CtlRun held = hold(backup({"chen", "wu", "lu"}, 2, {"usb11", "usb12"}, "custodian-change") + QStringList{"--package", path("usb1")}, initials(9));
    QVERIFY2(held.exitCode == 0, said(held));
    const CtlRun old = hold(fromPackage("restore-test", path("usb1"), {"wu", "xu"}), initials(restoreTestSteps));
    QVERIFY2(old.exitCode == 7 && said(old).contains("void"), said(old));
    const CtlRun fresh = hold(fromPackage("restore-test", path("usb12"), {"lu", "chen"}), initials(restoreTestSteps));
    QVERIFY2(fresh.exitCode == 0, said(fresh));
    const CtlRun destroyed = hold(fromPackage("destruction", path("usb12"), {"lu", "chen"}), initials(5));
    QVERIFY2(destroyed.exitCode == 0, said(destroyed));
    const CtlRun gone = hold(fromPackage("restore-test", path("usb12"), {"lu", "chen"}), initials(restoreTestSteps));
    QVERIFY2(gone.exitCode == 7 && said(gone).contains("void"), said(gone));
}

void CeremonyTest::aChangedRecordIsDoubted()
{
    const QByteArray good = bytesOfFile(m_record);
    for (const qsizetype at : {good.size() / 4, good.size() / 2, good.size() * 3 / 4}) {
        QByteArray changed = good;
        changed[at] = char(changed[at] ^ 1);
        overwrite(path("changed.cms"), changed);
        const CtlRun doubted = CtlHome::plain({"ceremony", "verify", path("changed.cms")});
        QVERIFY2(doubted.exitCode == 4, said(doubted));
    }
    QCOMPARE(CtlHome::plain({"ceremony", "verify", path("services.csv")}).exitCode, 4);
}

/// By hand and by the calendar, to the custodians of the last ceremony; a restore test takes it as any other; as many stay as the policy says.
void CeremonyTest::theAuthorityBacksUpByItself()
{
    const CtlRun held = hold(backup({"wu", "xu", "lu"}, 2, {"usb20", "usb21"}), initials(backupSteps));
    QVERIFY2(held.exitCode == 0, said(held));
    QStringList folders;
    for (int month = 0; month < 3; ++month) {
        const CtlRun made = run({"backup", "create", "--json", "--folder", path("monthly")});
        QVERIFY2(made.exitCode == 0, said(made));
        QCOMPARE(made.json()["custodians"].toArray().size(), 3);
        folders << made.json()["folder"].toString();
    }
    QCOMPARE(QDir(path("monthly")).entryList({"hufu-backup-*"}, QDir::Dirs).size(), 3);
    const CtlRun tested = hold(fromPackage("restore-test", folders.first(), {"lu", "wu"}), initials(restoreTestSteps));
    QVERIFY2(tested.exitCode == 0, said(tested));

    {
        const auto house = open("li");
        Policy policy = *house->policy();
        policy.backupsKept = 2;
        EmbeddedGate gate(path("home").toStdString());
        const auto chen = std::move(*gate.unlockToken(*house, "chen", passphraseOf("chen")));
        Token *const cosigners[] = {chen.get()};
        VERIFY_OK(house->submit(CommandKind::SetPolicy, toJson(policy), {}, cosigners));
    }
    QCOMPARE(run({"backup", "create", "--folder", path("monthly")}).exitCode, 0);
    QCOMPARE(QDir(path("monthly")).entryList({"hufu-backup-*"}, QDir::Dirs).size(), 2);
    QVERIFY(!QDir(folders.first()).exists());

    // The calendar: next month once, and not again.
    const Instant later = systemNow() + std::chrono::days(32);
    EmbeddedGate gate(path("home").toStdString(), cheap, [later] { return later; });
    const auto house = std::move(*gate.open("li", passphraseOf("li")));
    const auto there = [&] { return QDir(path("home/backups")).entryList({"hufu-backup-*"}, QDir::Dirs).size(); };
    const auto before = there();
    for (const Error &trouble : house->upkeep())
        QVERIFY2(trouble.subject != path("home/backups").toStdString(), trouble.detail.c_str());
    QCOMPARE(there(), before + 1);
    (void)house->upkeep();
    QCOMPARE(there(), before + 1);
    QCOMPARE(staged(), QStringList());
    const auto line = coverageOf((*readCeremonyBook(*house)).cas, (*readCeremonyBook(*house)).ceremonies, *house->policy(), later).lines.back();
    QCOMPARE(line.state, CoverageLine::State::Covered); // the house; by what the authority did
}

/// Nothing is left of the house: the package, and what two custodians kept, give it back.
void CeremonyTest::aBareMachineRestores()
{
    for (const char *name : {"wu", "xu", "lu"}) {
        const CtlRun took = run({"backup", "key", "--json", "--output", path(QLatin1String(name) + ".key")}, name);
        QVERIFY2(took.exitCode == 0 && took.json()["shares"].toBool(), said(took));
    }
    QCOMPARE(run({"backup", "key", "--output", path("wu.key")}, "wu").exitCode, 1); // one that is there is not overwritten
    const auto restore = [&](const QStringList &names, const QString &to, const char *passphrase = nullptr) {
        QStringList words{"backup", "restore", path("usb20"), "--json", "--to", path(to)};
        for (const QString &name : names)
            words << "--custodian-key" << path(name + ".key") << "--custodian-passphrase-file" << path(passphrase ? QLatin1String(passphrase) : name);
        return CtlHome::plain(words);
    };
    const CtlRun wrong = restore({"wu", "lu"}, "bare", "li");
    QVERIFY2(wrong.exitCode != 0 && said(wrong).contains("WrongPassphrase"), said(wrong));
    QCOMPARE(restore({"wu"}, "bare").exitCode, 2); // one alone is not even asked
    const CtlRun twice = restore({"wu", "wu"}, "bare");
    QVERIFY2(twice.exitCode != 0, said(twice));
    QVERIFY(!QFileInfo::exists(path("bare/keyslots.json")));
    const CtlRun back = restore({"wu", "lu"}, "bare");
    QVERIFY2(back.exitCode == 0, said(back));
    QCOMPARE(back.json()["proven"].toArray().size(), 3);
    EmbeddedGate gate(path("bare").toStdString());
    const auto house = gate.open("li", passphraseOf("li"));
    VERIFY_OK(house);
    const QByteArray key = bytesOfFile(path("wu.key"));
    QVERIFY(!key.contains("PRIVATE") && !key.contains("correct horse"));
    overwrite(path("wu.key"), QByteArray(key).replace("token\":\"", "token\":\"AAAA"));
    QVERIFY(restore({"wu", "lu"}, "bare2").exitCode != 0);
    overwrite(path("wu.key"), key);
}

/// Between the steps, after the keys were encrypted: what a core dump would hold has neither a CA's key nor a passphrase in it.
void CeremonyTest::aCoreDumpHasNoKey()
{
    if (!Stranger::has("gcore"))
        QSKIP("gcore (gdb) is not installed");
    const auto process = start(backup({"wu", "xu"}, 2, {"usb30"}));
    QByteArray heard;
    process->write(initials(2));
    QVERIFY(QTest::qWaitFor([&] {
        process->waitForReadyRead(100);
        heard += process->readAllStandardError();
        return heard.count("abort REASON") >= 3; // the keys are encrypted, and initials are waited for
    }, 60'000));
    QProcess gcore;
    gcore.start("gcore", {"-o", path("core"), QString::number(process->processId())});
    QVERIFY(gcore.waitForFinished(120'000));
    const QByteArray core = bytesOfFile(path("core") + "." + QString::number(process->processId()));
    process->write("abort 试验\n");
    process->closeWriteChannel();
    QVERIFY(process->waitForFinished(60'000));
    if (core.isEmpty())
        QSKIP("gcore may not look at processes here");
    QVERIFY(core.contains("abort REASON")); // it is the right memory
    const BackupPackage package = *findPackage(path("usb20").toStdString());
    const OneTimeKey oneTime = *OneTimeKey::make(systemNow());
    std::vector<KeyShare> shares;
    for (const Bytes &envelope : sharesOf(package, oneTime, {"wu", "xu"}))
        shares.push_back(*KeyShare::decode(oneTime.open(envelope)->view()));
    const SecureBytes kek = *joinShares(shares);
    int looked = 0;
    for (const BackupManifest::Key &key : package.manifest.keys) {
        const SecureBytes pkcs8 = *openUnder(kek, *readSmallFile(package.pathOf(key.file), 1u << 16));
        // The private number alone, as it stands in PKCS#8 of EC keys (RFC 5915: 04 20 and 32 octets), and as a number of the machine, the other way round.
        const QByteArray der(reinterpret_cast<const char *>(pkcs8.view().data()), qsizetype(pkcs8.size()));
        const qsizetype at = der.indexOf(QByteArray("\x04\x20", 2), 20);
        QVERIFY(at > 0 && at + 34 <= der.size());
        QByteArray number = der.mid(at + 2, 32);
        QVERIFY2(!core.contains(number), key.name.c_str());
        std::ranges::reverse(number);
        QVERIFY2(!core.contains(number), key.name.c_str());
        ++looked;
    }
    QCOMPARE(looked, 3);
    for (const char *name : {"li", "wu", "xu"})
        QVERIFY2(!core.contains("correct horse battery " + QByteArray(name)), name);
}

/// A house whose only key is its root's: nobody answers OCSP there. Its certificate and CRL are the proof, and the record says so.
void CeremonyTest::aRootAloneIsTested()
{
    m_home = "root-home";
    EmbeddedGate gate(path(m_home).toStdString(), cheap);
    const SecureBytes passphrases[] = {passphraseOf("li"), passphraseOf("wang"), passphraseOf("zhao")};
    const NewOfficer founders[] = {{"li", "信息科", {Role::SecurityAdmin}, &passphrases[0]},
                                   {"wang", "信息科", {Role::SystemAdmin}, &passphrases[1]},
                                   {"zhao", "审计科", {Role::AuditAdmin}, &passphrases[2]}};
    VERIFY_OK(gate.foundTogether("根医院", founders));
    VERIFY_OK(add("chen", "信息科", {Role::SecurityAdmin, Role::Custodian}));
    VERIFY_OK(add("wu", "信息科", {Role::Custodian}));
    for (const char *name : {"chen", "wu"})
        QCOMPARE(run({"pending", "list"}, name).exitCode, 0);
    CaPlan root;
    root.id = newUuid();
    root.commonName = "Lonely Root";
    root.organization = "根医院";
    root.statusUrl = "http://pki.root.example";
    {
        const auto house = open("li");
        const auto chen = std::move(*gate.unlockToken(*house, "chen", passphraseOf("chen")));
        Token *const cosigners[] = {chen.get()};
        VERIFY_OK(house->submit(CommandKind::CreateCa, toJson(root), {}, cosigners));
    }
    const CtlRun held = hold(backup({"chen", "wu"}, 2, {"usb40"}), initials(backupSteps));
    const CtlRun tested = held.exitCode == 0 ? hold(fromPackage("restore-test", path("usb40"), {"chen", "wu"}), initials(restoreTestSteps)) : held;
    m_home = "home";
    QVERIFY2(tested.exitCode == 0, said(tested));
    QVERIFY2(tested.err.contains("a root has no OCSP responder") && tested.err.contains("CRL served"), said(tested));
}

void CeremonyTest::theJournalProvesIt()
{
    const CtlRun verified = run({"journal", "verify", "--signatures"}, "zhao");
    QVERIFY2(verified.exitCode == 0, said(verified));
}

QTEST_GUILESS_MAIN(CeremonyTest)
#include "CeremonyTest.moc"
