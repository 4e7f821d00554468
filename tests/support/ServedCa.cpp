// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ServedCa.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QThread>

namespace hufu::test {

ServedCa::ServedCa(const ServerHouse &house, const Stranger &folder, const QString &desk, const QString &other) : m_house(house), m_folder(folder), m_desk(desk), m_other(other) {}

bool ServedCa::signedByOther() const
{
    const QJsonArray waiting = QJsonDocument::fromJson(m_house.ctl(m_other, {"pending", "list", "--json"}).out).array();
    const CtlRun signedToo = waiting.isEmpty() ? CtlRun() : m_house.ctl(m_other, {"pending", "sign", waiting.first()["id"].toString(), "--json"});
    if (signedToo.exitCode != 0)
        qWarning("%s%s", signedToo.err.constData(), signedToo.out.constData());
    return signedToo.exitCode == 0;
}

bool ServedCa::order(const QStringList &words) const
{
    const QStringList all = QStringList{"ca", "create", "--locality", "北京", "--status-url", QStringLiteral("http://127.0.0.1:%1").arg(m_house.statusPort), "--json"} + words;
    const CtlRun ordered = m_house.ctl(m_desk, all);
    if (ordered.exitCode != 0 && ordered.exitCode != 6)
        qWarning("%s%s", ordered.err.constData(), ordered.out.constData());
    return ordered.exitCode == 0 || (ordered.exitCode == 6 && signedByOther());
}

bool ServedCa::make(const char *tier, const QString &tree) const
{
    (void)m_house.ctl(m_desk, {"sync"});
    bool ordered = false;
    if (m_desk == m_other) {
        ordered = order({"--name", "First Hospital"});
    } else { // one at a time: each is signed at both desks
        ordered = order({"--tree", "root", "--name", "First Hospital Root", "--pending"}) && has("root") && order({"--tree", tree, "--name", "First Hospital Issuing", "--parent", "First Hospital Root", "--years", "5", "--pending"});
    }
    m_folder.write("services.csv", std::string_view(QStringLiteral("name,tier,department,owner,hosts,patient_data\n挂号,%1,门诊,sun,reg.example,no\n").arg(QLatin1String(tier)).toStdString()));
    const CtlRun service = m_house.ctl(m_desk, {"service", "import", m_folder.path("services.csv")});
    if (service.exitCode != 0)
        qWarning("%s%s", service.err.constData(), service.out.constData());
    if (!ordered || service.exitCode != 0 || !has("root") || !has(tree))
        return false;
    std::string all;
    for (const QString &file : {QStringLiteral("root.pem"), tree + QStringLiteral(".pem")}) {
        const Bytes pem = m_folder.read(file);
        all.append(reinterpret_cast<const char *>(pem.data()), pem.size());
    }
    m_folder.write("cas.pem", viewOf(all));
    return QByteArray::fromStdString(all).count("BEGIN CERTIFICATE") == 2;
}

bool ServedCa::has(const QString &tree) const
{
    QElapsedTimer timer;
    timer.start();
    do {
        (void)m_house.ctl(m_desk, {"sync"});
        for (const QJsonValue value : QJsonDocument::fromJson(m_house.ctl(m_desk, {"ca", "show", "--json"}).out).array()) {
            if (value["tree"].toString() == tree
                && m_house.ctl(m_desk, {"ca", "certificate", value["commonName"].toString(), "--output", m_folder.path(tree + ".pem")}).exitCode == 0)
                return true;
        }
        QThread::msleep(50);
    } while (timer.elapsed() < 20'000);
    return false;
}

QString ServedCa::issue(const QString &commonName, const QString &file) const
{
    if (!m_folder.openssl({"req", "-new", "-utf8", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", file + ".key", "-out", file + ".csr", "-subj", "/CN=" + commonName}))
        return {};
    const CtlRun submitted = m_house.ctl(m_desk, {"request", "submit", "--csr", m_folder.path(file + ".csr"), "--service", "挂号", "--purpose", "登录", "--days", "30", "--profile", "client", "--json"});
    (void)m_house.ctl(m_other, {"sync"});
    const CtlRun approved = m_house.ctl(m_other, {"request", "approve", submitted.json().value("id").toString(), "--json"});
    const QString certificate = QJsonDocument::fromJson(approved.out).array().at(0).toObject().value("certificate").toString();
    const CtlRun exported = m_house.ctl(m_other, {"certificate", "export", certificate, "--format", "chain", "--output", m_folder.path(file + ".pem")});
    (void)m_house.ctl(m_desk, {"sync"});
    if (exported.exitCode == 0)
        return certificate;
    qWarning("%s%s%s%s", submitted.err.constData(), submitted.out.constData(), approved.err.constData(), exported.err.constData());
    return {};
}

QByteArray ServedCa::agentCode() const
{
    const CtlRun printed = ServerHouse::run({"enrol-code", "--config", m_house.config(), "--relying"});
    if (printed.exitCode != 0)
        qFatal("enrol-code: %s", printed.err.constData());
    return printed.out.trimmed();
}

QStringList ServedCa::agentWords(const QString &name) const
{
    return {"crl-follow", "--home", m_folder.path(name), "--ca", m_folder.path("cas.pem"), "--output", m_folder.path(name + ".pem"), "--interval", "100", "--json"};
}

CtlRun ServedCa::enrol(const QString &name, const QByteArray &code) const
{
    m_folder.write("code", viewOf(code.toStdString()));
    return CtlHome::plain(agentWords(name) + QStringList{"--server", m_house.url(), "--code-file", m_folder.path("code"), "--name", name, "--once"});
}

bool ServedCa::enrolled(const QString &name) const
{
    const CtlRun first = enrol(name, agentCode());
    if (first.exitCode != 0 || !first.json().value("installed").toBool())
        qWarning("%s%s", first.err.constData(), first.out.constData());
    return first.exitCode == 0;
}

std::unique_ptr<QProcess> ServedCa::startAgent(const QString &name, const QStringList &more) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->start(CtlHome::program(), agentWords(name) + more);
    process->waitForStarted();
    return process;
}

QJsonObject ServedCa::relying(const QString &emergency, const QString &name) const
{
    (void)m_house.ctl(m_desk, {"sync"});
    for (const QJsonValue one : m_house.ctl(m_desk, {"emergency", "status", emergency, "--json"}).json().value("relying").toArray()) {
        if (one["name"].toString() == name)
            return one.toObject();
    }
    return {};
}

} // namespace hufu::test
