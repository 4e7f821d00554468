// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/OpensslTool.h"

#include <QProcess>

namespace hufu {

Result<void> openssl(const QString &folder, const QStringList &words)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral("openssl"), words);
    if (!process.waitForStarted())
        return fail(ErrorCode::NotFound, "the openssl command is not installed");
    if (!process.waitForFinished() || process.exitCode() != 0)
        return fail(ErrorCode::Internal, process.readAllStandardError().toStdString());
    return {};
}

Result<void> makeKey(const QString &folder, const QString &file, const char *kind)
{
    const QStringList elliptic{"-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"};
    QStringList words{"genpkey", "-out", file};
    if (const QByteArray name(kind); name.startsWith("rsa"))
        words << "-algorithm" << "RSA" << "-pkeyopt" << "rsa_keygen_bits:" + QString::fromLatin1(name.mid(3));
    else
        words << elliptic;
    return openssl(folder, words);
}

} // namespace hufu
