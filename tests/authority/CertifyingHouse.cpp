// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/authority/CertifyingHouse.h"

#include "models/base/Uuid.h"
#include "models/store/Blobs.h"
#include "models/store/CaReader.h"
#include "models/store/RequestReader.h"
#include "tests/support/CertBuilder.h"

#include <QFile>
#include <QProcess>

namespace hufu::test {
namespace {

constexpr ScryptCost cheap{1024, 8, 1};
constexpr std::string_view passphrase = "correct horse battery staple";

template <typename T>
T must(Result<T> result, const char *what)
{
    if (!result)
        qFatal("%s: %s: %s %s", what, errorName(result.error().code), result.error().detail.c_str(), result.error().subject.c_str());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace

QString Workbench::write(const QString &name, BytesView bytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(reinterpret_cast<const char *>(bytes.data()), qint64(bytes.size())) != qint64(bytes.size()))
        qFatal("cannot write %s", qPrintable(name));
    return file.fileName();
}

Bytes Workbench::read(const QString &name) const
{
    QFile file(path(name));
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return Bytes(bytes.begin(), bytes.end());
}

Said Workbench::run(const QString &program, const QStringList &arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, program.toUtf8() + " did not end by itself: " + process.readAll()};
    return {process.exitCode(), process.readAll()};
}

CertifyingHouse::CertifyingHouse(const std::string &algorithm, Instant start, const KeyPlace &place)
    : now(start), m_home(m_bench.path(QStringLiteral("home")).toStdString()), m_gate(m_home, cheap, [this] { return now; })
{
    m_passphraseFile = m_bench.write(QStringLiteral("passphrase"), viewOf(passphrase));
    must(m_gate.found({"第一医院", officer, "信息科"}, SecureBytes::copyOf(passphrase)), "founding");
    reopen();
    if (!place.uri.empty())
        must(m_gate.giveTokenPin(*m_house, place.uri, SecureBytes::copyOf(place.pin)), "the token's PIN");
    const auto create = [&](CaTree tree, const char *name, int years) {
        CaPlan plan;
        plan.id = newUuid();
        plan.tree = tree;
        plan.algorithm = algorithm;
        plan.parent = tree == CaTree::Root ? std::string() : m_root;
        plan.commonName = name;
        plan.organization = "第一医院";
        plan.locality = "北京";
        plan.years = years;
        plan.statusUrl = "http://pki.example";
        plan.keyStore = place.uri;
        must(m_house->submit(CommandKind::CreateCa, toJson(plan)), name);
        return plan.id;
    };
    m_root = create(CaTree::Root, "第一医院 Root CA", 10);
    m_serverCa = create(CaTree::Server, "第一医院 Server CA", 5);
    m_clientCa = create(CaTree::Client, "第一医院 Client CA", 5);
    for (const auto &[name, tier, host] : {std::tuple("registration", Tier::General, "registration.example"), std::tuple("records", Tier::Core, "records.example")}) {
        Service service{newUuid(), name, tier, "信息科", "李四", {host}, false};
        must(m_house->submit(CommandKind::SaveService, toJson(service)), "a service");
        m_services[name] = service.id;
    }
}

void CertifyingHouse::reopen()
{
    m_house.reset();
    m_house = must(m_gate.open(officer, SecureBytes::copyOf(passphrase)), "opening");
}

CertifyingHouse::Held CertifyingHouse::issue(const Wanted &wanted)
{
    const QString stem = QStringLiteral("held%1").arg(++m_issued);
    Held held;
    held.keyFile = m_bench.path(stem + ".key");
    const bool client = wanted.profile == "client" || wanted.profile == "device";
    const QString name = QString::fromStdString(wanted.name);
    const QString staffNumber = wanted.staffNumber.empty() ? QString() : "/UID=" + QString::fromStdString(wanted.staffNumber);
    QStringList words{"req", "-new", "-utf8"};
    if (wanted.keyFile.isEmpty())
        words << "-newkey" << "ec" << "-pkeyopt" << "ec_paramgen_curve:P-256" << "-nodes" << "-keyout" << held.keyFile;
    else
        words << "-key" << (held.keyFile = wanted.keyFile);
    words += QStringList{"-outform", "DER", "-out", m_bench.path(stem + ".csr"), "-subj",
                      client ? "/C=CN/O=第一医院/OU=" + QString::fromStdString(wanted.unit) + "/CN=" + name + staffNumber : "/C=CN/L=北京/O=第一医院/CN=" + name};
    if (!client)
        words << "-addext" << "subjectAltName=DNS:" + name;
    if (const Said said = m_bench.openssl(words); said.exitCode != 0)
        qFatal("openssl req: %s", said.text.constData());
    RequestForm form;
    form.id = newUuid();
    form.csr = m_bench.read(stem + ".csr");
    form.service = m_services.at(wanted.service);
    form.purpose = "for a test";
    form.system = "a host";
    form.days = wanted.days;
    form.profile = wanted.profile;
    form.ca = client ? m_clientCa : m_serverCa;
    must(m_house->submit(CommandKind::SubmitRequest, toJson(form)), "a request");
    const auto read = [&] { return *must(m_house->read([&](Connection &c) { return readRequest(c, form.id); }), "the request"); };
    ReviewForm review{{{form.id, read().version}}, Verdict::Approve, "in order"};
    must(m_house->submit(CommandKind::ReviewRequests, toJson(review)), "an approval");
    const Request request = read();
    if (!request.certificate) {
        for (const Error &trouble : m_house->upkeep())
            qWarning("%s %s", trouble.detail.c_str(), trouble.subject.c_str());
        qFatal("nothing was issued");
    }
    held.sha256 = *request.certificate;
    held.certificate = must(m_house->read([&](Connection &c) -> Result<Bytes> { return readBlob(c, **findCertificate(c, held.sha256)); }), "its bytes");
    held.file = m_bench.write(stem + ".pem", viewOf(pemOf(held.certificate)));
    return held;
}

Result<Receipt> CertifyingHouse::revoke(std::vector<Sha256> certificates, RevocationReason reason)
{
    return m_house->submit(CommandKind::Revoke, toJson(RevocationForm{std::move(certificates), reason, {}, "for a test"}));
}

Result<Receipt> CertifyingHouse::resume(std::vector<Sha256> certificates)
{
    return m_house->submit(CommandKind::Resume, toJson(ResumptionForm{std::move(certificates), "for a test"}));
}

std::vector<CertificateAuthority> CertifyingHouse::cas()
{
    return must(m_house->read([](Connection &connection) { return readCas(connection); }), "the CAs");
}

CertificateAuthority CertifyingHouse::ca(const std::string &id)
{
    return *must(m_house->read([&](Connection &connection) { return readCa(connection, id); }), "a CA");
}

Bytes CertifyingHouse::crl(const std::string &id)
{
    const Sha256 name = ca(id).crlSha256;
    return must(m_house->read([&](Connection &connection) -> Result<Bytes> {
                    Result<Blobs> blobs = Blobs::over(connection);
                    const Result<std::optional<std::int64_t>> blob = blobs->find(name);
                    return blob && *blob ? readBlob(connection, **blob) : fail(ErrorCode::NotFound, "no CRL");
                }),
                "a CRL");
}

QString CertifyingHouse::caFile()
{
    std::string pem;
    for (const CertificateAuthority &one : cas())
        pem += pemOf(one.certificate);
    return m_bench.write(QStringLiteral("cas.pem"), viewOf(pem));
}

QString CertifyingHouse::crlFile()
{
    std::string pem;
    for (const CertificateAuthority &one : cas())
        pem += pemOf(crl(one.plan.id), "X509 CRL");
    return m_bench.write(QStringLiteral("crls.pem"), viewOf(pem));
}

} // namespace hufu::test
