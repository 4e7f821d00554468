// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "tests/support/Ctl.h"
#include "tests/support/Peer.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QMap>
#include <QRegularExpression>

using namespace hufu;
using namespace hufu::test;

namespace {

struct Officer {
    const char *name;
    const char *department;
    std::set<Role> roles;
};
const Officer founders[] = {{"li", "信息科", {Role::SecurityAdmin}}, {"wang", "信息科", {Role::SystemAdmin}}, {"zhao", "审计科", {Role::AuditAdmin}}};
const Officer others[] = {{"zhang", "门诊", {Role::Applicant}},
                          {"sun", "门诊", {Role::DepartmentHead}},
                          {"chen", "信息科", {Role::SecurityAdmin, Role::Custodian}}};

SecureBytes passphraseOf(const char *name) { return SecureBytes::copyOf(std::string("correct horse battery ") + name); }

} // namespace

/// Three people with three roles take a certificate for the registration desk (挂号) from request to a running nginx and back to revoked, and
/// none of them could have done it alone. Everything by hufuctl, judged by openssl, curl and nginx.
class RegistrationDeskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void nobodySetsUpACaAlone();
    void theCaIsSetUpByTwo();
    void aRequestIsShownWhatPolicySays();
    void theApplicantDoesNotApprove();
    void aDepartmentHeadApproves();
    void nothingStandsAgainstWhatWasIssued();
    void theReportSaysHowItCameToBe_data();
    void theReportSaysHowItCameToBe();
    void aBadRequestIsRefusedAndJournaled();
    void nginxServesIt();
    void haproxyServesIt();
    void aRenewalShowsWhatDiffers();
    void oneHoldsAndTwoResume();
    void oneRevokesAndEverybodySees();
    void theJournalProvesIt();

private:
    CtlRun as(const char *name, QStringList words, QStringList cosigner = {}) const
    {
        words << "--home" << m_strangers.path("home") << "--as" << name << "--passphrase-file" << m_strangers.path(QLatin1String(name));
        return CtlHome::plain(words + cosigner);
    }
    QStringList with(const char *name) const
    {
        return {"--cosign", name, "--cosign-passphrase-file", m_strangers.path(QLatin1String(name))};
    }
    QString path(const char *name) const { return m_strangers.path(QLatin1String(name)); }
    QString digestOf(const char *name) const
    {
        const Bytes file = m_strangers.read(QLatin1String(name));
        const QByteArrayView bytes(file.data(), qsizetype(file.size()));
        return QString::fromLatin1(QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256).toHex());
    }

    Stranger m_strangers;
    QString m_request, m_certificate; ///< id, SHA-256
};

void RegistrationDeskTest::initTestCase()
{
    constexpr ScryptCost cheap{1024, 8, 1};
    EmbeddedGate gate(path("home").toStdString(), cheap);
    std::vector<SecureBytes> passphrases;
    passphrases.reserve(std::size(founders));
    std::vector<NewOfficer> officers;
    for (const Officer &founder : founders) {
        passphrases.push_back(passphraseOf(founder.name));
        officers.push_back({founder.name, founder.department, founder.roles, &passphrases.back()});
    }
    VERIFY_OK(gate.foundTogether("第一医院", officers));
    Result<std::unique_ptr<House>> house = gate.open("li", passphraseOf("li"));
    VERIFY_OK(house);
    const Result<std::unique_ptr<Token>> wang = gate.unlockToken(**house, "wang", passphraseOf("wang"));
    VERIFY_OK(wang);
    Token *const cosigners[] = {wang->get()};
    for (const Officer &other : others) {
        Person person;
        person.id = newUuid();
        person.name = other.name;
        person.department = other.department;
        person.roles = other.roles;
        VERIFY_OK(gate.addPerson(**house, person, passphraseOf(other.name), cosigners));
    }
    for (const char *name : {"li", "wang", "zhao", "zhang", "sun", "chen"})
        m_strangers.write(QLatin1String(name), std::string_view(std::string("correct horse battery ") + name + "\n"));
    m_strangers.write("services.csv", std::string_view("name,tier,department,owner,hosts,patient_data\n挂号,important,门诊,sun,localhost,no\n"));
    const CtlRun services = as("li", {"service", "import", path("services.csv")});
    QVERIFY2(services.exitCode == 0, services.err);
    const bool made = m_strangers.run("openssl", {"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "server.key", "-out",
                                           "server.csr", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"});
    QVERIFY2(made, m_strangers.said());
}

void RegistrationDeskTest::nobodySetsUpACaAlone()
{
    const CtlRun alone = as("li", {"ca", "create", "--locality", "北京", "--json"});
    QCOMPARE(alone.exitCode, 7);
    QVERIFY2((alone.err + alone.out).contains("CosignerNeeded"), alone.err + alone.out);
    QCOMPARE(as("zhang", {"ca", "create", "--locality", "北京"}, with("sun")).exitCode, 7);
}

void RegistrationDeskTest::theCaIsSetUpByTwo()
{
    const CtlRun made = as("li", {"ca", "create", "--name", "First Hospital", "--locality", "北京", "--json"}, with("chen"));
    QVERIFY2(made.exitCode == 0, made.err + made.out);
    const QJsonArray cas = QJsonDocument::fromJson(made.out).array();
    QCOMPARE(cas.size(), 3);
    for (const QJsonValue ca : cas) {
        QVERIFY(ca.toObject().value("made").toBool());
        QVERIFY(ca.toObject().value("crlNumber").toInt() > 0);
    }
    QCOMPARE(as("li", {"ca", "certificate", "First Hospital Root CA", "--output", path("root.pem")}).exitCode, 0);
    QCOMPARE(as("li", {"ca", "certificate", "First Hospital Server CA", "--output", path("issuing.pem")}).exitCode, 0);
    QVERIFY2(m_strangers.run("openssl", {"verify", "-x509_strict", "-CAfile", "root.pem", "issuing.pem"}), m_strangers.said());
    // As JSON: what was written, or without a file the content itself.
    const QJsonObject pem = as("li", {"ca", "certificate", "First Hospital Root CA", "--output", path("again.pem"), "--json"}).json();
    QCOMPARE(pem.value("sha256").toString(), digestOf("root.pem"));
    QCOMPARE(pem.value("path").toString(), path("again.pem"));
    const QJsonObject crl = as("li", {"ca", "crl", "First Hospital Root CA", "--json"}).json();
    QVERIFY(crl.value("number").toInt() > 0 && crl.value("base64").toString().startsWith("MI"));
}

void RegistrationDeskTest::aRequestIsShownWhatPolicySays()
{
    const QStringList form{"--csr", path("server.csr"), "--service", "挂号", "--purpose", "挂号窗口的 HTTPS", "--days", "180", "--json"};
    const CtlRun preview = as("zhang", QStringList{"request", "policy"} + form);
    QVERIFY2(preview.exitCode == 0, preview.err + preview.out);
    QVERIFY(preview.json().value("acceptable").toBool());
    QVERIFY(preview.json().value("approvers").toArray().contains("sun"));
    QVERIFY(!preview.json().value("approvers").toArray().contains("zhang"));
    QCOMPARE(preview.json().value("ca").toString(), QStringLiteral("First Hospital Server CA"));
    QMap<QString, QString> excluded;
    for (const QJsonValue one : preview.json().value("excluded").toArray())
        excluded[one["name"].toString()] = one["reason"].toString();
    QCOMPARE(excluded.value("zhang"), QStringLiteral("applicant"));
    const QByteArray inWords = as("zhang", (QStringList{"request", "policy"} + form).mid(0, form.size() + 1)).out;
    QVERIFY2(inWords.contains("who may approve: chen, li, sun") && inWords.contains("who may not: zhang – the applicant never approves") && inWords.contains("First Hospital Server CA"),
             inWords);

    const CtlRun tooLong = as("zhang", {"request", "submit", "--csr", path("server.csr"), "--service", "挂号", "--purpose", "x", "--days", "400"});
    QCOMPARE(tooLong.exitCode, 7);
    const QString first = as("zhang", QStringList{"request", "submit"} + form).json().value("id").toString();
    const CtlRun withdrawn = as("zhang", {"request", "withdraw", first, "--reason", "写错了", "--json"});
    QVERIFY2(withdrawn.exitCode == 0 && withdrawn.json().value("state").toString() == "withdrawn", withdrawn.err + withdrawn.out);
    QCOMPARE(as("zhang", {"request", "show", first, "--json"}).json().value("state").toString(), QStringLiteral("withdrawn"));
    QCOMPARE(as("zhang", {"request", "withdraw", first}).exitCode, 7); // once
    const CtlRun submitted = as("zhang", QStringList{"request", "submit"} + form);
    QVERIFY2(submitted.exitCode == 0, submitted.err);
    m_request = submitted.json().value("id").toString();
    QCOMPARE(submitted.json().value("state").toString(), QStringLiteral("open"));
}

void RegistrationDeskTest::theApplicantDoesNotApprove()
{
    QCOMPARE(as("zhang", {"request", "approve", m_request}).exitCode, 7);
    QCOMPARE(as("wang", {"request", "approve", m_request}).exitCode, 7); // a system administrator approves nothing
    QCOMPARE(as("sun", {"request", "reject", m_request}).exitCode, 2);   // not without a reason
    // But says something about it, as whoever sees it may.
    QCOMPARE(as("zhang", {"request", "comment", m_request}).exitCode, 2);
    QCOMPARE(as("zhang", {"request", "comment", m_request, "--reason", "周一开诊,请尽快"}).exitCode, 0);
    QCOMPARE(as("wang", {"request", "comment", m_request, "--reason", "x"}).exitCode, 7);
    const QJsonObject shown = as("zhang", {"request", "show", m_request, "--json"}).json();
    const QJsonArray said = shown.value("reviews").toArray();
    QCOMPARE(said.size(), 1);
    QCOMPARE(said.at(0).toObject().value("verdict").toString(), QStringLiteral("comment"));
    QCOMPARE(said.at(0).toObject().value("name").toString(), QStringLiteral("zhang"));
    QCOMPARE(shown.value("applicant")["name"].toString(), QStringLiteral("zhang"));
    QCOMPARE(shown.value("ca").toString(), QStringLiteral("First Hospital Server CA"));
    QCOMPARE(shown.value("missing").toArray().size(), 1);
    const QByteArray inWords = as("sun", {"request", "show", m_request}).out;
    for (const char *line : {"applicant: zhang, 门诊", "ca: First Hospital Server CA", "names: localhost", "days: 180", "key: EC P-256", "comment by zhang ", "needs 1 approval"})
        QVERIFY2(inWords.contains(line), inWords);
}

void RegistrationDeskTest::aDepartmentHeadApproves()
{
    const CtlRun waiting = as("sun", {"request", "list", "--for-me", "--json"});
    QCOMPARE(QJsonDocument::fromJson(waiting.out).array().size(), 1);
    const CtlRun approved = as("sun", {"request", "approve", m_request, "--json"});
    QVERIFY2(approved.exitCode == 0, approved.err);
    const QJsonObject request = QJsonDocument::fromJson(approved.out).array().at(0).toObject();
    QCOMPARE(request.value("state").toString(), QStringLiteral("issued"));
    m_certificate = request.value("certificate").toString();
    QCOMPARE(m_certificate.size(), 64);
    QCOMPARE(as("sun", {"request", "approve", m_request}).exitCode, 7); // it is decided
}

/// What was issued is no objection to itself.
void RegistrationDeskTest::nothingStandsAgainstWhatWasIssued()
{
    const QJsonObject shown = as("zhang", {"request", "show", m_request, "--json"}).json();
    QCOMPARE(shown.value("state").toString(), QStringLiteral("issued"));
    QVERIFY(shown.value("findings").toArray().isEmpty());
}

void RegistrationDeskTest::theReportSaysHowItCameToBe_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("en") << QStringList{"Issuance report", "第一医院", "挂号窗口的 HTTPS", "localhost", "zhang", "sun", "department head", "approved", "周一开诊",
                                       "First Hospital Server CA", "checkpoint"};
    QTest::newRow("zh") << QStringList{"签发报告", "第一医院", "挂号窗口的 HTTPS", "localhost", "zhang", "sun", "科室负责人", "批准", "周一开诊", "申请人", "检查点"};
}

void RegistrationDeskTest::theReportSaysHowItCameToBe()
{
    QFETCH(QStringList, words);
    const QString language = QString::fromLatin1(QTest::currentDataTag());
    const CtlRun made = as("zhao", {"certificate", "report", m_certificate, "--language", language, "--output", path("report.pdf")});
    QVERIFY2(made.exitCode == 0, made.err);
    QCOMPARE(as("zhao", {"certificate", "report", QString(64, u'0'), "--output", path("none.pdf")}).exitCode, 1);
    QVERIFY(!QFile::exists(path("none.pdf")));
    if (!Stranger::has("pdftotext"))
        QSKIP("pdftotext is not installed");
    QVERIFY2(m_strangers.run("pdftotext", {"-layout", "-enc", "UTF-8", "report.pdf", "report.txt"}), m_strangers.said());
    QFile file(path("report.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    // Qt names some ideographs by the radicals that look the same (U+2F00 for U+4E00); searching readers compare as is done here.
    const QString text = QString::fromUtf8(file.readAll()).normalized(QString::NormalizationForm_KC);
    words << m_certificate << m_request;
    // The commands themselves, as they are exported: whoever has them can tell.
    QCOMPARE(as("zhao", {"journal", "export", "--commands", path("evidence-") + language}).exitCode, 0);
    int signedThere = 0;
    for (const QString &command : QDir(path("evidence-") + language).entryList({"*.der"})) {
        QFile der(path("evidence-") + language + u'/' + command);
        QVERIFY(der.open(QIODevice::ReadOnly));
        signedThere += text.contains(QString::fromLatin1(QCryptographicHash::hash(der.readAll(), QCryptographicHash::Sha256).toHex()));
    }
    QCOMPARE(signedThere, 4); // submitted, commented, approved, issued
    for (const QString &word : words)
        QVERIFY2(text.contains(word), qPrintable(word + u'\n' + text));
    QVERIFY2(m_strangers.run("pdfinfo", {"report.pdf"}), m_strangers.said());
    QVERIFY2(m_strangers.said().contains("Title:") && m_strangers.said().contains("localhost"), m_strangers.said());
    QVERIFY2(!m_strangers.said().contains("/tmp") && !m_strangers.said().contains("/home"), m_strangers.said());
    QVERIFY2(m_strangers.run("pdffonts", {"report.pdf"}), m_strangers.said());
    const QStringList fonts = QString::fromUtf8(m_strangers.said()).split(u'\n').filter(QRegularExpression("Identity-H|Custom|WinAnsi"));
    QVERIFY(!fonts.isEmpty());
    for (const QString &font : fonts) // every font is inside, with a map back to text: the columns "emb" and "uni"
        QVERIFY2(font.contains(QRegularExpression(" yes (yes|no )\\s+yes ")), qPrintable(font));
}

/// A request whose signature proves nothing is refused by the authority, and an auditor sees who tried. A private key given by mistake goes nowhere.
void RegistrationDeskTest::aBadRequestIsRefusedAndJournaled()
{
    QVERIFY(m_strangers.run("openssl", {"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "bad.key", "-outform", "DER",
                                        "-out", "bad.der", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"}));
    Bytes bad = m_strangers.read("bad.der");
    bad.back() ^= 1;
    m_strangers.write("bad.der", BytesView(bad));
    const auto head = [&] { return as("zhao", {"journal", "head", "--json"}).json().value("sequence").toInt(); };
    const auto submit = [&](const char *file) {
        return as("zhang", {"request", "submit", "--csr", path(file), "--service", "挂号", "--purpose", "挂号窗口", "--days", "30"});
    };
    const int before = head();
    QVERIFY(submit("bad.key").exitCode != 0);
    QCOMPARE(head(), before);
    const CtlRun refused = submit("bad.der");
    QVERIFY2(refused.exitCode != 0 && refused.err.contains("SignatureInvalid"), refused.err + refused.out);
    QCOMPARE(head(), before + 1);
    QCOMPARE(as("zhao", {"journal", "export", "--format", "json", "--output", path("with-refusal.json")}).exitCode, 0);
    const Bytes exported = m_strangers.read("with-refusal.json");
    const QJsonArray entries = QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char *>(exported.data()), qsizetype(exported.size()))).array();
    QCOMPARE(entries.last()["kind"].toString(), QStringLiteral("command.refused"));
    QCOMPARE(entries.last()["actor"].toString(), QStringLiteral("zhang"));
}

void RegistrationDeskTest::nginxServesIt()
{
    const QJsonObject exported = as("zhang", {"certificate", "export", m_certificate, "--format", "chain", "--output", path("chain.pem"), "--json"}).json();
    QCOMPARE(exported.value("sha256").toString(), digestOf("chain.pem"));
    QCOMPARE(exported.value("count").toInt(), 2);
    QVERIFY(as("zhang", {"certificate", "export", m_certificate, "--json"}).json().value("text").toString().startsWith("-----BEGIN CERTIFICATE"));
    QCOMPARE(as("zhang", {"certificate", "export", m_certificate, "--format", "pkcs7", "--output", path("chain.p7b")}).exitCode, 0);
    QVERIFY2(m_strangers.run("openssl", {"pkcs7", "-inform", "DER", "-in", "chain.p7b", "-print_certs", "-noout"}), m_strangers.said());
    QVERIFY2(m_strangers.said().count("subject=") == 2, m_strangers.said());
    QVERIFY2(m_strangers.run("openssl", {"verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "localhost", "-CAfile", "root.pem",
                                         "-untrusted", "issuing.pem", "chain.pem"}),
             m_strangers.said());
    if (Peer::find("nginx").isEmpty() || Peer::find("curl").isEmpty())
        QSKIP("nginx or curl is not installed");
    const quint16 port = Peer::freePort();
    m_strangers.write("nginx.conf", std::string_view(QStringLiteral("daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\n access_log off;\n"
                                                   " client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;\n"
                                                   " server {\n  listen 127.0.0.1:%1 ssl;\n  server_name localhost;\n  ssl_certificate chain.pem;\n"
                                                   "  ssl_certificate_key server.key;\n  location / { return 200 'registration'; }\n }\n}\n")
                                        .arg(port)
                                        .toStdString()));
    Peer nginx("nginx", {"-p", path(""), "-c", "nginx.conf", "-e", "stderr"}, path(""));
    QVERIFY2(nginx.waitForPort(port), nginx.output());
    const bool asked = m_strangers.run("curl", {"-sS", "--cacert", "root.pem", "--resolve", QStringLiteral("localhost:%1:127.0.0.1").arg(port),
                                                QStringLiteral("https://localhost:%1/").arg(port)});
    QVERIFY2(asked && m_strangers.said().contains("registration"), m_strangers.said());
}

void RegistrationDeskTest::haproxyServesIt()
{
    if (Peer::find("haproxy").isEmpty() || Peer::find("curl").isEmpty())
        QSKIP("haproxy or curl is not installed");
    // One file for it: the certificate, its CA's, and the key.
    Bytes all = m_strangers.read("chain.pem");
    const Bytes key = m_strangers.read("server.key");
    all.insert(all.end(), key.begin(), key.end());
    m_strangers.write("haproxy.pem", BytesView(all));
    const quint16 port = Peer::freePort();
    m_strangers.write("haproxy.cfg", std::string_view(QStringLiteral("defaults\n mode http\n timeout connect 5s\n timeout client 5s\n timeout server 5s\n"
                                                                   "frontend registration\n bind 127.0.0.1:%1 ssl crt haproxy.pem\n"
                                                                   " http-request return status 200 content-type text/plain string registration\n")
                                                        .arg(port)
                                                        .toStdString()));
    Peer haproxy("haproxy", {"-db", "-f", "haproxy.cfg"}, path(""));
    QVERIFY2(haproxy.waitForPort(port), haproxy.output());
    const bool asked = m_strangers.run("curl", {"-sS", "--cacert", "root.pem", "--resolve", QStringLiteral("localhost:%1:127.0.0.1").arg(port),
                                                QStringLiteral("https://localhost:%1/").arg(port)});
    QVERIFY2(asked && m_strangers.said().contains("registration"), m_strangers.said());
}

void RegistrationDeskTest::aRenewalShowsWhatDiffers()
{
    const QStringList form{"--csr", path("server.csr"), "--service", "挂号", "--purpose", "续期", "--days", "90", "--kind", "renew", "--replaces", m_certificate};
    const CtlRun submitted = as("zhang", QStringList{"request", "submit"} + form + QStringList{"--json"});
    QVERIFY2(submitted.exitCode == 0, submitted.err + submitted.out);
    const QString id = submitted.json().value("id").toString();
    const QJsonObject replaces = as("sun", {"request", "show", id, "--json"}).json().value("replaces").toObject();
    QVERIFY(replaces.value("known").toBool());
    QMap<QString, QString> before;
    for (const QJsonValue one : replaces.value("differences").toArray())
        before[one["what"].toString()] = one["before"].toString();
    QCOMPARE(before.value("days"), QStringLiteral("180"));
    QVERIFY(!before.contains("names") && !before.contains("key") && !before.contains("public key"));
    QVERIFY(as("sun", {"request", "show", id}).out.contains("differs from the certificate that it replaces: 180"));
    QCOMPARE(as("zhang", {"request", "withdraw", id}).exitCode, 0);
}

void RegistrationDeskTest::oneHoldsAndTwoResume()
{
    const QString query = QStringLiteral("fingerprint = %1").arg(m_certificate);
    const CtlRun held = as("li", {"revoke", "--where", query, "--hold", "--json"});
    QVERIFY2(held.exitCode == 0 && held.json().value("crls").toArray().size() == 1, held.err + held.out);
    const auto status = [&] { return as("li", {"show", m_certificate, "--json"}).json().value("status").toString(); };
    const QString suspended = status();
    QCOMPARE(as("li", {"resume", "--where", query}, with("chen")).exitCode, 2); // what a hold says of itself, its end does not
    QCOMPARE(as("li", {"resume", "--where", query, "--note", "找到了"}).exitCode, 7);
    const CtlRun resumed = as("li", {"resume", "--where", query, "--note", "找到了"}, with("chen"));
    QVERIFY2(resumed.exitCode == 0, resumed.err + resumed.out);
    QVERIFY2(suspended != status() && status() == "valid", qPrintable(suspended + u' ' + status()));
}

void RegistrationDeskTest::oneRevokesAndEverybodySees()
{
    const QString query = QStringLiteral("fingerprint = %1").arg(m_certificate);
    QCOMPARE(as("sun", {"revoke", "--where", query, "--reason", "keyCompromise", "--note", "stolen"}).exitCode, 7);
    const CtlRun revoked = as("li", {"revoke", "--where", query, "--reason", "keyCompromise", "--json"});
    QVERIFY2(revoked.exitCode == 0, revoked.err + revoked.out); // the reason suffices, no note is asked for

    QCOMPARE(as("li", {"ca", "crl", "First Hospital Server CA", "--output", path("issuing.crl")}).exitCode, 0);
    const bool crl = m_strangers.run("openssl", {"crl", "-inform", "DER", "-in", "issuing.crl", "-out", "issuing.crl.pem", "-CAfile", "issuing.pem"});
    QVERIFY2(crl && m_strangers.said().contains("verify OK"), m_strangers.said());
    const bool checked = m_strangers.run("openssl", {"verify", "-crl_check", "-CRLfile", "issuing.crl.pem", "-CAfile", "root.pem", "-untrusted", "issuing.pem", "chain.pem"});
    QVERIFY2(!checked && m_strangers.said().contains("certificate revoked"), m_strangers.said());

    QProcess serve;
    serve.start(CtlHome::program(), {"serve", "--listen", "127.0.0.1:0", "--home", path("home"), "--as", "li", "--passphrase-file", path("li")});
    QVERIFY(serve.waitForStarted());
    QVERIFY2(serve.waitForReadyRead(30000), serve.readAllStandardError());
    const QRegularExpressionMatch address = QRegularExpression("127\\.0\\.0\\.1:(\\d+)").match(QString::fromUtf8(serve.readAllStandardOutput()));
    QVERIFY(address.hasMatch());
    m_strangers.run("openssl", {"ocsp", "-issuer", "issuing.pem", "-cert", "chain.pem", "-CAfile", "root.pem", "-verify_other", "issuing.pem", "-url",
                                           QStringLiteral("http://127.0.0.1:%1/ocsp").arg(address.captured(1))});
    const QByteArray ocsp = m_strangers.said();
    QVERIFY2(ocsp.contains("Response verify OK") && ocsp.contains("chain.pem: revoked") && ocsp.contains("keyCompromise"), ocsp);
    serve.terminate();
    QVERIFY(serve.waitForFinished(20000));
    QCOMPARE(serve.exitCode(), 0);

    // A revoked key is never certified again.
    const CtlRun again = as("zhang", {"request", "submit", "--csr", path("server.csr"), "--service", "挂号", "--purpose", "noch einmal", "--days", "30"});
    QCOMPARE(again.exitCode, 7);
}

void RegistrationDeskTest::theJournalProvesIt()
{
    const CtlRun verified = as("zhao", {"journal", "verify", "--signatures"});
    QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
    QCOMPARE(as("zhang", {"journal", "export", "--commands", path("commands")}).exitCode, 7);
    QCOMPARE(as("zhao", {"journal", "export", "--commands", path("commands")}).exitCode, 0);
    QVERIFY2(m_strangers.run("sh", {path("commands/verify.sh")}), m_strangers.said());
}

QTEST_GUILESS_MAIN(RegistrationDeskTest)
#include "RegistrationDeskTest.moc"
