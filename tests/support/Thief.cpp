// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Thief.h"

#include <QElapsedTimer>

namespace hufu::test {

Thief::~Thief()
{
    m_open.kill();
    m_open.waitForFinished();
}

bool Thief::newHandshake() const
{
    return m_folder.run("curl", {"-s", "-m", "5", "--cacert", "server.pem", "--cert", "thief.pem", "--key", "thief.key", QStringLiteral("https://localhost:%1/").arg(m_port), "--resolve",
                                 QStringLiteral("localhost:%1:127.0.0.1").arg(m_port)}).has("records");
}

bool Thief::throughOpenssl(const char *direction) const
{
    // Waits a little before the end of input, so that TLS 1.3's tickets arrive.
    return m_folder.run("sh", {"-c", QStringLiteral("(printf 'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n'; sleep 1) | timeout 10 openssl s_client -ign_eof "
                                                    "-connect 127.0.0.1:%1 -servername localhost -CAfile server.pem -cert thief.pem -key thief.key %2 session-%1")
                                   .arg(m_port).arg(QLatin1String(direction))}).has("records");
}

bool Thief::saveSession() const
{
    return throughOpenssl("-sess_out") && QFile::exists(m_folder.path(QStringLiteral("session-%1").arg(m_port)));
}

bool Thief::savedSession() const { return throughOpenssl("-sess_in"); }

bool Thief::openConnection(int patience)
{
    if (m_open.program().isEmpty()) {
        m_open.setWorkingDirectory(m_folder.path(""));
        m_open.setProcessChannelMode(QProcess::MergedChannels);
        m_open.start("openssl", {"s_client", "-quiet", "-connect", QStringLiteral("127.0.0.1:%1").arg(m_port), "-servername", "localhost", "-CAfile", "server.pem", "-cert", "thief.pem",
                                 "-key", "thief.key"});
        m_open.waitForStarted();
    }
    m_open.readAll();
    if (m_open.state() != QProcess::Running || m_open.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") < 0)
        return false;
    QByteArray heard;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < patience && !heard.contains("records")) {
        if (!m_open.waitForReadyRead(200) && m_open.state() != QProcess::Running)
            break;
        heard += m_open.readAll();
    }
    return heard.contains("records");
}

} // namespace hufu::test
