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

/// What a program said, both channels together as a person at a terminal sees them. True when it succeeded.
struct Said {
    int exitCode = -1;
    QByteArray text;
    bool has(const char *words) const { return text.contains(words); }
    operator bool() const { return exitCode == 0; }
};

/// A folder in which command line tools of others look at our files, for the length of a test.
class Stranger {
public:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    /// The file's name, as programs that run in the folder know it.
    QString write(const QString &name, BytesView bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())) < 0)
            qFatal("cannot write %s", qPrintable(name));
        return name;
    }
    QString write(const QString &name, std::string_view text) const { return write(name, viewOf(text)); }
    Bytes read(const QString &name) const
    {
        QFile file(path(name));
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        return Bytes(bytes.begin(), bytes.end());
    }

    static bool has(const QString &program) { return !QStandardPaths::findExecutable(program).isEmpty(); }
    /// Runs a program in the folder; said() keeps what it said, after what it was asked.
    Said run(const QString &program, const QStringList &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        const bool ended = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit;
        const Said said{ended ? process.exitCode() : -1, process.readAll()};
        m_said = program.toUtf8() + ' ' + arguments.join(u' ').toUtf8() + '\n' + said.text;
        return said;
    }
    Said openssl(const QStringList &arguments) const { return run(QStringLiteral("openssl"), arguments); }
    const QByteArray &said() const { return m_said; }

private:
    QTemporaryDir m_folder;
    mutable QByteArray m_said;
};

/// The program's own Signer over a key of the pool.
inline std::unique_ptr<Signer> signerOf(const TestKey &key)
{
    return std::make_unique<SoftSigner>(PrivateKey::fromPkcs8(SecureBytes::copyOf(BytesView(key.pkcs8))).value());
}

} // namespace hufu::test
