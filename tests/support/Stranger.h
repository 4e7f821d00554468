// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/pki/Signer.h"
#include "tests/support/TestKeys.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace hufu::test {

/// What a program said, both channels together as a person at a terminal sees them.
struct Said {
    int exitCode = -1;
    QByteArray text;
    bool has(const char *words) const { return text.contains(words); }
};

/// A folder with files for programs of others, which judge ours.
class Stranger {
public:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, BytesView bytes) const
    {
        QFile file(path(name));
        const bool written = file.open(QIODevice::WriteOnly)
            && file.write(reinterpret_cast<const char *>(bytes.data()), qint64(bytes.size())) == qint64(bytes.size());
        return written ? file.fileName() : QString();
    }
    QString write(const QString &name, std::string_view text) const { return write(name, viewOf(text)); }
    Bytes read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? bytesOf(viewOf(file.readAll().toStdString())) : Bytes();
    }

    static bool has(const QString &program) { return !QStandardPaths::findExecutable(program).isEmpty(); }
    Said run(const QString &program, const QStringList &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
            return {-1, program.toUtf8() + " did not end by itself: " + process.readAll()};
        return {process.exitCode(), process.readAll()};
    }
    Said openssl(const QStringList &arguments) const { return run(QStringLiteral("openssl"), arguments); }

private:
    QTemporaryDir m_folder;
};

/// The program's own Signer over a key of the pool.
inline std::unique_ptr<Signer> signerOf(const TestKey &key)
{
    return std::make_unique<SoftSigner>(PrivateKey::fromPkcs8(SecureBytes::copyOf(BytesView(key.pkcs8))).value());
}

} // namespace hufu::test
