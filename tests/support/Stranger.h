// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/pki/Signer.h"
#include "tests/support/TestKeys.h"

#include <QProcess>
#include <QTemporaryDir>

namespace hufu::test {

/// A folder in which command line tools of others look at our files, for the length of a test.
class Stranger {
public:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, BytesView bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())) < 0)
            qFatal("cannot write %s", qPrintable(name));
        return name;
    }
    QString write(const QString &name, std::string_view text) { return write(name, viewOf(text)); }
    Bytes read(const QString &name) const
    {
        QFile file(m_folder.filePath(name));
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        return Bytes(bytes.begin(), bytes.end());
    }
    /// Runs a program in the folder; what it said on both channels is kept.
    bool run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        const bool done = process.waitForFinished(60'000);
        m_said = program.toUtf8() + ' ' + arguments.join(u' ').toUtf8() + '\n' + process.readAll();
        return done && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }
    const QByteArray &said() const { return m_said; }

private:
    QTemporaryDir m_folder;
    QByteArray m_said;
};

/// The program's own Signer over a key of the pool.
inline std::unique_ptr<Signer> signerOf(const TestKey &key)
{
    return std::make_unique<SoftSigner>(PrivateKey::fromPkcs8(SecureBytes::copyOf(BytesView(key.pkcs8))).value());
}

} // namespace hufu::test
