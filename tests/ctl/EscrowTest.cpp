// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "models/pki/Digest.h"
#include "models/pki/KeyFile.h"
#include "models/replica/KeyEscrow.h"
#include "models/replica/ServerKey.h"
#include "models/store/CaReader.h"
#include "models/store/RequestReader.h"
#include "models/store/Vault.h"
#include "tests/support/Ctl.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>

using namespace hufu;
using namespace hufu::test;

namespace {

SecureBytes passphraseOf(const std::string &name) { return SecureBytes::copyOf("correct horse battery " + name); }

const QByteArray keyPassphrase = "seven yellow tractors sing", bundlePassphrase = "green windows hum at noon";
const QString keyArgument = QStringLiteral("pass:") + QString::fromUtf8(keyPassphrase), bundleArgument = QStringLiteral("pass:") + QString::fromUtf8(bundlePassphrase);

constexpr ScryptCost cheap{1024, 8, 1};

QByteArray said(const CtlRun &run) { return run.err + run.out; }

QByteArray bytesOfFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray asArray(BytesView bytes) { return QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())); }

} // namespace

/// A server's key is made by hufuctl and put in escrow with three custodians, and two of them recover it; whoever should not, cannot. openssl judges the
/// key; the tests follow one another.
class EscrowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void words_data();
    void words();
    void withoutTwoCustodiansItIsRefused();
    void twoOfTwoIsWarnedAbout();
    void theKeyIsPutInEscrow();
    void nothingLiesInClear();
    void whatIsSentBesideHasToFit_data();
    void whatIsSentBesideHasToFit();
    void whoHoldsNoShareRecoversNothing_data();
    void whoHoldsNoShareRecoversNothing();
    void twoRecoverTheKey();
    void theKeysOfOthersAreNotInEscrow();
    void aKeyThatExistedIsTakenOver();
    void aChangedByteInTheVaultIsNamed_data();
    void aChangedByteInTheVaultIsNamed();
    void aShareOfAnotherKeyIsNamed();
    void aKeyOfAnotherCertificateIsNamed();
    void mendingARequestKeepsTheShares();
    void whoIsNoCustodianAnyMoreDoesNotCount();
    void whoLeftIsSaidToBeMissing();
    void theJournalProvesIt();

private:
    CtlRun as(const char *name, QStringList words, const QStringList &cosigners = {}) const
    {
        words << "--home" << path("home") << "--as" << name << "--passphrase-file" << path(name);
        for (qsizetype i = 0; i < cosigners.size(); ++i) {
            const QString option = i == 0 ? QStringLiteral("--cosign") : QStringLiteral("--cosign%1").arg(i + 1);
            words << option << cosigners[i] << option + "-passphrase-file" << m_strangers.path(cosigners[i]);
        }
        return CtlHome::plain(words);
    }
    QStringList asking(const QString &keyFile, const QStringList &more = {}) const
    {
        return QStringList{"request", "submit", "--service", "挂号", "--purpose", "挂号窗口", "--days", "90", "--json", "--make-key", "--names", "reg.hospital.example",
                           "--key-output", m_strangers.path(keyFile), "--key-password-file", path("key-passphrase")} + more;
    }
    QStringList recovering(const QString &certificate, const char *output) const
    {
        return {"key", "recover", certificate, "--reason", "服务器损坏", "--output", path(output), "--password-file", path("bundle-passphrase"), "--json"};
    }
    QString approved(const QString &request) const
    {
        const CtlRun run = as("sun", {"request", "approve", request, "--json"});
        return QJsonDocument::fromJson(run.out).array().first().toObject().value("certificate").toString();
    }
    QJsonObject shown(const QString &request) const { return as("zhang", {"request", "show", request, "--json"}).json(); }
    QString path(const char *name) const { return m_strangers.path(QLatin1String(name)); }
    QStringList refusalsBy(const char *reader) const
    {
        QStringList reasons;
        const CtlRun run = as(reader, {"journal", "export", "--format", "json", "--output", path("journal.json")});
        for (const QJsonValue entry : QJsonDocument::fromJson(bytesOfFile(path("journal.json"))).array()) {
            if (entry["kind"].toString() == "command.refused")
                reasons += entry["subject"].toString();
        }
        return run.exitCode == 0 ? reasons : QStringList();
    }
    std::unique_ptr<House> open(const char *name) const
    {
        EmbeddedGate gate(path("home").toStdString());
        return std::move(*gate.open(name, passphraseOf(name)));
    }
    /// Registers somebody at li's desk, with wang, by a cheap key derivation.
    Result<Receipt> add(const char *name, const char *department, std::set<Role> roles) const
    {
        EmbeddedGate gate(path("home").toStdString(), cheap);
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
    /// A request by hand, as the console would make it: of this key, dealt as given.
    RequestForm formFor(House &house, const Bytes &csr) const
    {
        RequestForm form;
        form.id = newUuid();
        form.csr = csr;
        form.service = house.services()->front().id;
        form.purpose = form.system = "挂号";
        form.days = 90;
        form.profile = "server";
        const std::vector<CertificateAuthority> cas = *house.read(readCas);
        form.ca = std::ranges::find(cas, CaTree::Server, [](const CertificateAuthority &ca) { return ca.plan.tree; })->plan.id;
        return form;
    }
    static Bytes csrOf(ServerKey &key) { return *key.requestFor(KeyKind::EcP256, AlternativeNames{{"reg.hospital.example"}, {}}); }
    Result<Receipt> send(House &house, const RequestForm &form, const std::vector<Blob> &blobs, int version = 2) const
    {
        return house.submit(CommandKind::SubmitRequest, toJson(form), blobs, {}, version);
    }
    /// What recovering the key of a request made by hand says.
    CtlRun recoveringOf(const RequestForm &form, const std::vector<Blob> &blobs)
    {
        const auto house = open("zhang");
        if (const Result<Receipt> sent = send(*house, form, blobs); !sent)
            return {-1, {}, QByteArray::fromStdString(sent.error().detail)};
        return as("chen", recovering(approved(QString::fromStdString(form.id)), "hand.p12"), {"wu"});
    }

    Stranger m_strangers;
    QString m_request, m_certificate; ///< of the key with three custodians
};

void EscrowTest::initTestCase()
{
    if (!Stranger::has("openssl"))
        QSKIP("openssl is not installed");
    EmbeddedGate gate(path("home").toStdString(), cheap);
    const SecureBytes passphrases[] = {passphraseOf("li"), passphraseOf("wang"), passphraseOf("zhao")};
    const NewOfficer founders[] = {{"li", "信息科", {Role::SecurityAdmin}, &passphrases[0]},
                                   {"wang", "信息科", {Role::SystemAdmin}, &passphrases[1]},
                                   {"zhao", "审计科", {Role::AuditAdmin}, &passphrases[2]}};
    VERIFY_OK(gate.foundTogether("第一医院", founders));
    for (const char *name : {"li", "wang", "zhao", "zhang", "sun", "chen", "wu", "xu"})
        m_strangers.write(QLatin1String(name), std::string_view(std::string("correct horse battery ") + name + "\n"));
    m_strangers.write("key-passphrase", std::string_view(keyPassphrase.constData()));
    m_strangers.write("bundle-passphrase", std::string_view(bundlePassphrase.constData()));
    m_strangers.write("services.csv", std::string_view("name,tier,department,owner,hosts,patient_data\n挂号,important,门诊,sun,reg.hospital.example,no\n"));
    const struct {
        const char *name, *department;
        std::set<Role> roles;
    } others[] = {{"zhang", "门诊", {Role::Applicant}}, {"sun", "门诊", {Role::DepartmentHead}}, {"chen", "信息科", {Role::SecurityAdmin, Role::Custodian}}};
    for (const auto &[name, department, roles] : others)
        VERIFY_OK(add(name, department, roles));
    QCOMPARE(as("li", {"service", "import", path("services.csv")}).exitCode, 0);
    const CtlRun made = as("li", {"ca", "create", "--name", "First Hospital", "--locality", "北京"}, {"chen"});
    QVERIFY2(made.exitCode == 0, said(made));
}

void EscrowTest::words_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("escrow of a key that is not made here")
        << QStringList{"request", "submit", "--csr", "x", "--service", "x", "--purpose", "x", "--days", "1", "--escrow"};
    QTest::newRow("how many, but no escrow") << asking("x.pem", {"--escrow-needed", "2"});
    QTest::newRow("no number") << asking("x.pem", {"--escrow", "--escrow-needed", "two"});
    QTest::newRow("recovering nothing") << QStringList{"key", "recover", "--reason", "x", "--output", "x"};
    QTest::newRow("recovering to nowhere") << QStringList{"key", "recover", QString(64, 'a'), "--reason", "x"};
    QTest::newRow("recovering without a reason") << QStringList{"key", "recover", QString(64, 'a'), "--output", "x"};
}

void EscrowTest::words()
{
    QFETCH(const QStringList, words);
    const CtlRun run = as("zhang", words);
    QVERIFY2(run.exitCode == 2, said(run));
}

void EscrowTest::withoutTwoCustodiansItIsRefused()
{
    const CtlRun run = as("zhang", asking("none.pem", {"--escrow"}));
    QVERIFY2(run.exitCode == 7 && said(run).contains("CustodiansMissing"), said(run));
    QVERIFY(!QFileInfo::exists(path("none.pem")));
}

void EscrowTest::twoOfTwoIsWarnedAbout()
{
    // A second custodian gets a key at once; the first, at the next unlocking of the token.
    VERIFY_OK(add("wu", "信息科", {Role::Custodian}));
    const CtlRun early = as("zhang", asking("early.pem", {"--escrow"}));
    QVERIFY2(early.exitCode == 7 && said(early).contains("CustodiansMissing"), said(early));
    QCOMPARE(as("chen", {"request", "list"}).exitCode, 0);
    const CtlRun warned = as("zhang", asking("two.pem", {"--escrow"}));
    QVERIFY2(warned.exitCode == 0, said(warned));
    QVERIFY2(warned.err.contains("all 2 custodians are needed"), warned.err);
    const CtlRun tooMany = as("zhang", asking("many.pem", {"--escrow", "--escrow-needed", "3"}));
    QVERIFY2(tooMany.exitCode == 2, said(tooMany));
    QVERIFY(!QFileInfo::exists(path("many.pem")));
}

void EscrowTest::theKeyIsPutInEscrow()
{
    VERIFY_OK(add("xu", "后勤", {Role::Custodian}));
    const CtlRun submitted = as("zhang", asking("key.pem", {"--escrow"}));
    QVERIFY2(submitted.exitCode == 0, said(submitted));
    QVERIFY2(!submitted.err.contains("custodians are needed"), submitted.err);
    const QJsonObject escrow = submitted.json().value("escrow").toObject();
    QCOMPARE(escrow.value("needed").toInt(), 2);
    QCOMPARE(escrow.value("custodians").toArray().size(), 3);
    QVERIFY(escrow.value("recoverable").toBool());
    m_request = submitted.json().value("id").toString();
    m_certificate = approved(m_request);
    QCOMPARE(m_certificate.size(), 64);
    for (const char *name : {"chen", "wu", "xu"})
        QVERIFY(as("sun", {"request", "show", m_request}).out.contains(QByteArray("key in escrow with: ") + name));
}

/// Not in the home's files, and not inside the database either: journal, blobs and vault.
void EscrowTest::nothingLiesInClear()
{
    QVERIFY2(m_strangers.openssl({"pkey", "-in", "key.pem", "-passin", keyArgument, "-outform", "DER", "-out", "clear.der"}), m_strangers.said());
    const QByteArray pkcs8 = bytesOfFile(path("clear.der"));
    const qsizetype at = pkcs8.indexOf(QByteArray::fromHex("0201010420"));
    QVERIFY(at > 0);
    const QByteArray scalar = pkcs8.mid(at + 5, 32);
    const QByteArray forms[] = {scalar, scalar.toHex(), scalar.toHex().toUpper(), scalar.toBase64().left(40), pkcs8.toBase64().mid(40, 40)};
    const auto isClear = [&](const QByteArray &bytes) { return std::ranges::any_of(forms, [&](const QByteArray &form) { return bytes.contains(form); }); };
    QVERIFY(isClear(pkcs8)); // it would be found
    int files = 0;
    for (QDirIterator it(path("home"), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext(); ++files)
        QVERIFY2(!isClear(bytesOfFile(it.next())), qPrintable(it.filePath()));
    QVERIFY(files > 2);
    const auto house = open("li");
    int rows = 0;
    for (const char *query : {"SELECT ciphertext FROM vault", "SELECT command FROM entry", "SELECT bytes FROM blob", "SELECT form FROM request"}) {
        const Result<bool> clear = house->read([&](Connection &connection) -> Result<bool> {
            Result<Statement> read = connection.prepare(query);
            if (!read)
                return fail(read.error());
            bool found = false;
            Result<void> done = forEachRow(*read, [&](const Statement &row) -> Result<void> {
                found |= isClear(asArray(row.blob(0)));
                ++rows;
                return {};
            });
            return done ? Result<bool>(found) : fail(done.error());
        });
        VERIFY_OK(clear);
        QVERIFY2(!*clear, query);
    }
    QVERIFY(rows > 20);
}

void EscrowTest::whatIsSentBesideHasToFit_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<ErrorCode>("expected");
    QTest::newRow("nothing was sent") << 0 << ErrorCode::NotFound;
    QTest::newRow("other bytes than were named") << 1 << ErrorCode::NotFound;
    QTest::newRow("a share in somebody else's envelope") << 2 << ErrorCode::Malformed;
    QTest::newRow("the key itself instead of a ciphertext") << 3 << ErrorCode::Malformed;
    QTest::newRow("a share for somebody who is no custodian") << 4 << ErrorCode::Conflict;
    QTest::newRow("a share for another key than the custodian's") << 5 << ErrorCode::Conflict;
    QTest::newRow("the form of old journals") << 6 << ErrorCode::Malformed;
    QTest::newRow("the new form with nothing in escrow") << 7 << ErrorCode::Malformed;
    QTest::newRow("a custodian twice") << 8 << ErrorCode::Malformed;
    QTest::newRow("fewer shares than are needed") << 9 << ErrorCode::Malformed;
    QTest::newRow("one custodian alone would open it") << 10 << ErrorCode::Malformed;
}

void EscrowTest::whatIsSentBesideHasToFit()
{
    QFETCH(const int, fault);
    QFETCH(const ErrorCode, expected);
    const auto house = open("zhang");
    ServerKey key;
    RequestForm form = formFor(*house, csrOf(key));
    const std::vector<Person> people = *house->people();
    DealtKey dealt = *key.deal(form.csr, escrowChoices(people).custodians, 2);
    form.escrow = dealt.escrow;
    int version = 2;
    switch (fault) {
    case 0: dealt.vaulted.clear(); break;
    case 1: dealt.vaulted[1].bytes.back() ^= 1; break;
    case 2: std::swap(form.escrow->shares[0].envelope, form.escrow->shares[1].envelope); break;
    case 3:
        dealt.vaulted[0] = {sha256(viewOf("a key")), bytesOf(viewOf("a key"))};
        form.escrow->ciphertext = dealt.vaulted[0].sha256;
        break;
    case 4: form.escrow->shares[0].custodian = std::ranges::find(people, "li", &Person::name)->id; break;
    case 5: form.escrow->shares[0].key[0] ^= 1; break;
    case 6: version = 1; break;
    case 7: form.escrow.reset(); break;
    case 8: form.escrow->shares[1].custodian = form.escrow->shares[0].custodian; break;
    case 9: form.escrow->shares.resize(1); break;
    case 10: form.escrow->needed = 1; break;
    }
    VERIFY_ERROR(send(*house, form, dealt.vaulted, version), expected);
    for (const Blob &blob : dealt.vaulted)
        VERIFY_ERROR(house->read([&](Connection &connection) { return readVault(connection, escrowedName(blob.sha256)); }), ErrorCode::NotFound);
}

void EscrowTest::whoHoldsNoShareRecoversNothing_data()
{
    QTest::addColumn<QString>("actor");
    QTest::addColumn<QStringList>("cosigners");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("a custodian alone") << "chen" << QStringList{} << QByteArray("CosignerNeeded");
    QTest::newRow("a custodian and somebody without a share") << "chen" << QStringList{"li"} << QByteArray("CosignerNeeded");
    QTest::newRow("two custodians and somebody without a share") << "chen" << QStringList{"wu", "li"} << QByteArray("NotPermitted");
    QTest::newRow("the applicant") << "zhang" << QStringList{"chen"} << QByteArray("NotPermitted");
    QTest::newRow("two who are no custodians") << "li" << QStringList{"wang"} << QByteArray("NotPermitted");
}

void EscrowTest::whoHoldsNoShareRecoversNothing()
{
    QFETCH(const QString, actor);
    QFETCH(const QStringList, cosigners);
    QFETCH(const QByteArray, reason);
    const qsizetype before = refusalsBy("zhao").count("key.recover");
    const CtlRun run = as(qPrintable(actor), recovering(m_certificate, "refused.p12"), cosigners);
    QVERIFY2(run.exitCode == 7 && said(run).contains(reason), said(run));
    QVERIFY(!QFileInfo::exists(path("refused.p12")));
    QCOMPARE(refusalsBy("zhao").count("key.recover"), before + 1);
}

void EscrowTest::twoRecoverTheKey()
{
    const CtlRun weak = [&] {
        m_strangers.write("weak", std::string_view("password1\n"));
        QStringList words = recovering(m_certificate, "key.p12");
        words[words.indexOf(path("bundle-passphrase"))] = path("weak");
        return as("wu", words, {"xu"});
    }();
    QVERIFY2(weak.exitCode == 1 && said(weak).contains("WeakPassphrase"), said(weak));
    const CtlRun run = as("wu", recovering(m_certificate, "key.p12"), {"xu"});
    QVERIFY2(run.exitCode == 0, said(run));
    QCOMPARE(QFileInfo(path("key.p12")).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther),
             QFileDevice::Permissions());
    QVERIFY2(m_strangers.openssl({"pkcs12", "-in", "key.p12", "-passin", bundleArgument, "-nocerts", "-noenc", "-out", "recovered.pem"}), m_strangers.said());
    QVERIFY2(m_strangers.openssl({"pkey", "-in", "recovered.pem", "-outform", "DER", "-out", "recovered.der"}), m_strangers.said());
    QCOMPARE(bytesOfFile(path("recovered.der")), bytesOfFile(path("clear.der"))); // that of the key file that was handed out
    QVERIFY2(m_strangers.openssl({"pkcs12", "-in", "key.p12", "-passin", bundleArgument, "-nokeys", "-out", "recovered-chain.pem"}), m_strangers.said());
    QCOMPARE(bytesOfFile(path("recovered-chain.pem")).count("BEGIN CERTIFICATE"), 2);
    const CtlRun again = as("chen", recovering(m_certificate, "key.p12"), {"xu"});
    QVERIFY2(again.exitCode == 1 && said(again).contains("AlreadyExists"), said(again));
    QCOMPARE(as("chen", recovering(m_certificate, "all.p12"), {"wu", "xu"}).exitCode, 0); // more than are needed
}

void EscrowTest::theKeysOfOthersAreNotInEscrow()
{
    const CtlRun submitted = as("zhang", asking("own.pem"));
    QVERIFY2(submitted.exitCode == 0 && !submitted.json().contains("escrow"), said(submitted));
    const CtlRun run = as("chen", recovering(approved(submitted.json().value("id").toString()), "own.p12"), {"wu"});
    QVERIFY2(run.exitCode == 1 && said(run).contains("NotFound"), said(run));
}

/// Of a certificate of another CA, by its PKCS#12 file: a security administrator brings it, a custodian signs as well, two give it back.
void EscrowTest::aKeyThatExistedIsTakenOver()
{
    QVERIFY2(m_strangers.openssl({"req", "-x509", "-newkey", "rsa:2048", "-noenc", "-keyout", "lab.key", "-out", "lab.pem", "-subj", "/CN=lab.hospital.example", "-days",
                                  "300"}), m_strangers.said());
    QVERIFY2(m_strangers.openssl({"pkcs12", "-export", "-in", "lab.pem", "-inkey", "lab.key", "-passout", "pass:lab secret", "-out", "lab.p12"}), m_strangers.said());
    QVERIFY2(m_strangers.openssl({"pkey", "-in", "lab.key", "-outform", "DER", "-out", "lab.der"}), m_strangers.said());
    m_strangers.write("lab-passphrase", std::string_view("lab secret\n"));
    m_strangers.write("wrong-passphrase", std::string_view("another secret\n"));
    const auto deposit = [&](const char *file, const char *passphrase) {
        return QStringList{"key", "deposit", path(file), "--password-file", path(passphrase), "--json"};
    };
    const CtlRun unknown = as("li", deposit("lab.p12", "lab-passphrase"), {"wu"});
    QVERIFY2(unknown.exitCode == 1 && said(unknown).contains("NotFound"), said(unknown)); // its certificate has to be known
    QCOMPARE(as("li", {"import", path("lab.pem")}).exitCode, 0);
    const CtlRun wrong = as("li", deposit("lab.p12", "wrong-passphrase"), {"wu"});
    QVERIFY2(wrong.exitCode == 3, said(wrong));
    const CtlRun keyless = as("li", deposit("lab.pem", "lab-passphrase"), {"wu"});
    QVERIFY2(keyless.exitCode == 1 && said(keyless).contains("NothingFound"), said(keyless));
    QCOMPARE(as("li", deposit("lab.p12", "lab-passphrase")).exitCode, 7); // nobody alone
    QCOMPARE(as("zhang", deposit("lab.p12", "lab-passphrase"), {"wu"}).exitCode, 7);
    QCOMPARE(as("li", deposit("lab.p12", "lab-passphrase") << "--needed" << "9", {"wu"}).exitCode, 2);
    const CtlRun taken = as("li", deposit("lab.p12", "lab-passphrase"), {"wu"});
    QVERIFY2(taken.exitCode == 0, said(taken));
    const CtlRun again = as("li", deposit("lab.p12", "lab-passphrase"), {"wu"});
    QVERIFY2(again.exitCode == 7 && said(again).contains("Conflict"), said(again));

    const QString certificate = taken.json()["certificate"].toString();
    QCOMPARE(as("wu", recovering(certificate, "lab-back.p12")).exitCode, 7);
    const CtlRun back = as("wu", recovering(certificate, "lab-back.p12"), {"chen"});
    QVERIFY2(back.exitCode == 0, said(back));
    QVERIFY2(m_strangers.openssl({"pkcs12", "-in", "lab-back.p12", "-passin", bundleArgument, "-nocerts", "-noenc", "-out", "lab-back.pem"}), m_strangers.said());
    QVERIFY2(m_strangers.openssl({"pkey", "-in", "lab-back.pem", "-outform", "DER", "-out", "lab-back.der"}), m_strangers.said());
    QCOMPARE(bytesOfFile(path("lab-back.der")), bytesOfFile(path("lab.der")));
    const CtlRun walked = as("zhao", {"journal", "verify", "--signatures", "--json"});
    QVERIFY2(walked.exitCode == 0, said(walked));
}

void EscrowTest::aChangedByteInTheVaultIsNamed_data()
{
    QTest::addColumn<bool>("share");
    QTest::addColumn<bool>("gone");
    QTest::newRow("of a share") << true << false;
    QTest::newRow("of the encrypted key") << false << false;
    QTest::newRow("a share that is gone") << true << true;
}

void EscrowTest::aChangedByteInTheVaultIsNamed()
{
    QFETCH(const bool, share);
    QFETCH(const bool, gone);
    const auto house = open("chen");
    const Request request = **house->read([&](Connection &connection) { return readRequest(connection, m_request.toStdString()); });
    const std::vector<Person> people = *house->people();
    const Escrow &escrow = *request.form.escrow;
    const std::string wu = std::ranges::find(people, "wu", &Person::name)->id;
    const std::string name = escrowedName(share ? std::ranges::find(escrow.shares, wu, &Escrow::Share::custodian)->envelope : escrow.ciphertext);
    Result<Connection> connection = house->openForDerived();
    VERIFY_OK(connection);
    const Bytes good = *readVault(*connection, name);
    Bytes changed = good;
    changed[changed.size() / 2] ^= 0x01;
    VERIFY_OK(gone ? removeVault(*connection, name) : putVault(*connection, name, changed));
    const CtlRun run = as("chen", recovering(m_certificate, "changed.p12"), {"wu"});
    const CtlRun walked = as("zhao", {"journal", "verify", "--json"});
    QVERIFY2(walked.exitCode == 4 && walked.out.contains(gone ? "escrow-missing" : "escrow-changed"), said(walked));
    VERIFY_OK(putVault(*connection, name, good));
    QVERIFY2(run.exitCode == 4 && said(run).contains("EscrowBroken"), said(run));
    QVERIFY2(said(run).contains("wu") == share, said(run));
    QVERIFY2(said(run).contains(gone ? "is not in the vault" : "is not what the journal names"), said(run));
    QVERIFY(!QFileInfo::exists(path("changed.p12")));
}

/// As a faulty or malicious console might deal it; that shows only when the shares are joined.
void EscrowTest::aShareOfAnotherKeyIsNamed()
{
    const auto house = open("zhang");
    ServerKey key, other;
    RequestForm form = formFor(*house, csrOf(key));
    const std::vector<Person> custodians = escrowChoices(*house->people()).custodians;
    DealtKey dealt = *key.deal(form.csr, custodians, 2);
    const DealtKey foreign = *other.deal(csrOf(other), custodians, 2);
    form.escrow = dealt.escrow;
    const auto wu = static_cast<std::size_t>(std::ranges::find(custodians, "wu", &Person::name) - custodians.begin());
    form.escrow->shares[wu] = foreign.escrow.shares[wu];
    dealt.vaulted.insert(dealt.vaulted.end(), foreign.vaulted.begin(), foreign.vaulted.end());
    const CtlRun run = recoveringOf(form, dealt.vaulted);
    QVERIFY2(run.exitCode == 4 && said(run).contains("EscrowBroken") && said(run).contains("a share of another key"), said(run));
}

void EscrowTest::aKeyOfAnotherCertificateIsNamed()
{
    const auto house = open("zhang");
    ServerKey key, other;
    RequestForm form = formFor(*house, csrOf(key));
    const DealtKey foreign = *other.deal(csrOf(other), escrowChoices(*house->people()).custodians, 2);
    form.escrow = foreign.escrow;
    const CtlRun run = recoveringOf(form, foreign.vaulted);
    QVERIFY2(run.exitCode == 4 && said(run).contains("EscrowBroken") && said(run).contains("is not that of the certificate"), said(run));
    QVERIFY(!QFileInfo::exists(path("hand.p12")));
}

void EscrowTest::mendingARequestKeepsTheShares()
{
    const auto house = open("zhang");
    ServerKey key;
    RequestForm form = formFor(*house, csrOf(key));
    const DealtKey dealt = *key.deal(form.csr, escrowChoices(*house->people()).custodians, 2);
    form.escrow = dealt.escrow;
    VERIFY_OK(send(*house, form, dealt.vaulted));
    QCOMPARE(as("sun", {"request", "return", QString::fromStdString(form.id), "--reason", "写清楚"}).exitCode, 0);
    form.purpose = "挂号窗口的 HTTPS";
    VERIFY_OK(send(*house, form, {}));
    QCOMPARE(as("xu", recovering(approved(QString::fromStdString(form.id)), "mended.p12"), {"wu"}).exitCode, 0);
}

void EscrowTest::whoIsNoCustodianAnyMoreDoesNotCount()
{
    QCOMPARE(as("li", {"person", "change", "wu", "--roles", "applicant"}, {"wang"}).exitCode, 0);
    const CtlRun run = as("chen", recovering(m_certificate, "former.p12"), {"wu"});
    QVERIFY2(run.exitCode == 7 && said(run).contains("CosignerNeeded"), said(run));
    const CtlRun three = as("chen", recovering(m_certificate, "former.p12"), {"wu", "xu"});
    QVERIFY2(three.exitCode == 7 && said(three).contains("NotPermitted") && said(three).contains("wu"), said(three));
    QVERIFY(!QFileInfo::exists(path("former.p12")));
    QVERIFY(shown(m_request).value("escrow").toObject().value("recoverable").toBool());
    QCOMPARE(as("chen", recovering(m_certificate, "left.p12"), {"xu"}).exitCode, 0);
}

void EscrowTest::whoLeftIsSaidToBeMissing()
{
    QCOMPARE(as("li", {"person", "deactivate", "xu", "--reason", "离职"}, {"wang"}).exitCode, 0);
    const CtlRun run = as("chen", recovering(m_certificate, "gone.p12"), {"xu"});
    QVERIFY2(run.exitCode == 1 && said(run).contains("NotFound"), said(run)); // no key slot any more
    QVERIFY(!shown(m_request).value("escrow").toObject().value("recoverable").toBool());
    QVERIFY(as("sun", {"request", "show", m_request}).out.contains("xu (cannot open it any more)"));
}

void EscrowTest::theJournalProvesIt()
{
    const CtlRun verified = as("zhao", {"journal", "verify", "--signatures"});
    QVERIFY2(verified.exitCode == 0, said(verified));
    QCOMPARE(as("zhao", {"journal", "export", "--format", "json", "--output", path("all.json")}).exitCode, 0);
    int recovered = 0;
    for (const QJsonValue entry : QJsonDocument::fromJson(bytesOfFile(path("all.json"))).array())
        recovered += entry["kind"].toString() == "key.recover";
    QCOMPARE(recovered, 5);
}

QTEST_GUILESS_MAIN(EscrowTest)
#include "EscrowTest.moc"
