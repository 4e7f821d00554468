// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Ctl.h"

#include "app/embedded/EmbeddedGate.h"

#include <QFile>

namespace hufu::test {
namespace {

constexpr ScryptCost cheap{1024, 8, 1};
constexpr int patience = 120'000; // milliseconds, on a busy machine

CtlRun finish(QProcess &process)
{
    CtlRun run;
    if (!process.waitForFinished(patience))
        process.kill();
    run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

} // namespace

CtlHome::CtlHome(Unfounded) { write(QStringLiteral("passphrase"), "correct horse battery staple\n"); }

CtlHome::CtlHome() : CtlHome(Unfounded{})
{
    const Result<void> founded = EmbeddedGate(home().toStdString(), cheap).found({"第一医院", "李安全", "信息科"}, SecureBytes::copyOf("correct horse battery staple"));
    if (!founded)
        qFatal("founding: %s", founded.error().detail.c_str());
}

QString CtlHome::program() { return qEnvironmentVariable("HUFU_BIN") + QStringLiteral("/hufuctl"); }

QString CtlHome::write(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(name));
    return file.fileName();
}

CtlRun CtlHome::run(QStringList words) const
{
    const std::unique_ptr<QProcess> process = start(std::move(words));
    return finish(*process);
}

std::unique_ptr<QProcess> CtlHome::start(QStringList words) const
{
    words << QStringLiteral("--home") << home() << QStringLiteral("--passphrase-file") << passphraseFile();
    auto process = std::make_unique<QProcess>();
    process->start(program(), words);
    process->waitForStarted();
    return process;
}

CtlRun CtlHome::plain(const QStringList &words, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program(), words);
    return finish(process);
}

} // namespace hufu::test
