// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <memory>

namespace hufu::test {

/// What a finished program left behind.
struct CtlRun {
    int exitCode = -1;
    QByteArray out, err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// A home of its own with its passphrase file, and hufuctl over it. Founded with a cheap key derivation so that tests are quick.
class CtlHome {
public:
    CtlHome();
    struct Unfounded {};
    explicit CtlHome(Unfounded); ///< the folder and the passphrase alone

    QString home() const { return m_folder.filePath(QStringLiteral("home")); }
    QString passphraseFile() const { return m_folder.filePath(QStringLiteral("passphrase")); }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, const QByteArray &content) const;

    /// `hufuctl WORDS… --home H --passphrase-file P`
    CtlRun run(QStringList words) const;
    /// The same, started and left running.
    std::unique_ptr<QProcess> start(QStringList words) const;
    /// Exactly these words, no options added.
    static CtlRun plain(const QStringList &words, const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());
    static QString program();

private:
    QTemporaryDir m_folder;
};

} // namespace hufu::test
