// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RelyingPeer.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QTcpSocket>
#include <QThread>

#include <csignal>

namespace hufu::test {
namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

bool RelyingPeer::makeServerKey(const QString &folder)
{
    return Peer::run("openssl", {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "server.key", "-out", "server.pem", "-subj", "/CN=localhost",
                                 "-addext", "subjectAltName=DNS:localhost", "-days", "2"}, folder)
        && write(folder + "/both.pem", read(folder + "/server.pem") + read(folder + "/server.key"));
}

RelyingPeer::RelyingPeer(Kind kind, const QString &folder, const QString &crls) : m_kind(kind), m_folder(folder), m_port(Peer::freePort())
{
    kind == Kind::Nginx ? writeNginx(crls) : writeHaproxy(crls);
}

RelyingPeer::~RelyingPeer()
{
    const int pid = m_kind == Kind::Haproxy ? read(m_folder + u'/' + file("pid")).trimmed().toInt() : 0;
    if (pid > 0)
        ::kill(pid_t(pid), SIGTERM);
}

void RelyingPeer::writeNginx(const QString &crls) const
{
    const QString text = QStringLiteral("daemon off;\npid %1;\nerror_log stderr;\nevents {}\nhttp {\n access_log off;\n"
                                        " client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;\n"
                                        " server {\n  listen 127.0.0.1:%2 ssl;\n  server_name localhost;\n  ssl_certificate server.pem;\n  ssl_certificate_key server.key;\n"
                                        "  ssl_client_certificate cas.pem;\n  ssl_verify_client on;\n  ssl_verify_depth 2;\n  %3\n  ssl_session_cache shared:s:1m;\n"
                                        "  location / { return 200 'records'; }\n }\n}\n")
                             .arg(file("pid")).arg(m_port).arg(crls.isEmpty() ? QString() : QStringLiteral("ssl_crl %1;").arg(crls));
    write(m_folder + u'/' + file("conf"), text.toUtf8());
}

void RelyingPeer::writeHaproxy(const QString &crls) const
{
    const QString text = QStringLiteral("defaults\n mode http\n timeout client 60s\n timeout connect 5s\n timeout server 5s\n timeout http-keep-alive 60s\n"
                                        "frontend f\n bind 127.0.0.1:%1 ssl crt both.pem ca-file cas.pem verify required %2\n"
                                        " http-request return status 200 content-type text/plain string records\n")
                             .arg(m_port).arg(crls.isEmpty() ? QString() : QStringLiteral("crl-file %1").arg(crls));
    write(m_folder + u'/' + file("conf"), text.toUtf8());
}

bool RelyingPeer::start()
{
    if (m_kind == Kind::Nginx)
        m_nginx = std::make_unique<Peer>("nginx", QStringList{"-p", m_folder, "-c", file("conf"), "-e", "stderr"}, m_folder);
    else if (!Peer::run(Peer::find("haproxy"), {"-f", file("conf"), "-D", "-p", file("pid")}, m_folder))
        return false;
    QElapsedTimer timer;
    timer.start();
    while (!accepts() && timer.elapsed() < 20'000)
        QThread::msleep(20);
    return accepts();
}

bool RelyingPeer::accepts() const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_port);
    return socket.waitForConnected(1000);
}

QStringList RelyingPeer::followOptions() const
{
    if (m_kind == Kind::Nginx) {
        const QString words = QStringLiteral("%1 -p '%2' -c %3 -e stderr ").arg(Peer::find("nginx"), m_folder, file("conf"));
        return {"--check", words + "-t", "--reload", words + "-s reload"};
    }
    const QString words = QStringLiteral("cd '%1' && %2 -f %3 ").arg(m_folder, Peer::find("haproxy"), file("conf"));
    return {"--check", words + "-c", "--reload", words + QStringLiteral("-D -p %1 -st $(cat %1)").arg(file("pid"))};
}

} // namespace hufu::test
