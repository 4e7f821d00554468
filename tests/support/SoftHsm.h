// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Stranger.h"

#include <QDir>

#include <algorithm>

namespace hufu::test {

/// SoftHSM2 with a folder of tokens of its own, for the length of a test; programs that are started meanwhile find it too.
class SoftHsm {
public:
    SoftHsm()
    {
        QDir(m_folder.path({})).mkdir(QStringLiteral("tokens"));
        m_folder.write(QStringLiteral("softhsm2.conf"),
                       "directories.tokendir = " + m_folder.path(QStringLiteral("tokens")).toStdString() + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        qputenv("SOFTHSM2_CONF", m_folder.path(QStringLiteral("softhsm2.conf")).toUtf8());
        qputenv("HUFU_TEST_MODULE", module().toUtf8());
        qputenv("HUFU_TEST_FAULT", m_folder.path(QStringLiteral("fault")).toUtf8());
        qputenv("HUFU_TEST_LOGINS", m_folder.path(QStringLiteral("logins")).toUtf8());
    }

    static QString module() { return QStringLiteral("/usr/lib/softhsm/libsofthsm2.so"); }
    /// The module over it that fails as it is told; see tests/smartcard/FaultyModule.cpp.
    static QString faultyModule() { return qEnvironmentVariable("HUFU_BIN") + QStringLiteral("/faulty-pkcs11.so"); }
    static bool isThere() { return QFile::exists(module()) && Stranger::has(QStringLiteral("softhsm2-util")) && Stranger::has(QStringLiteral("pkcs11-tool")); }

    Said makeToken(const QString &label, const QString &pin = QStringLiteral("123456")) const
    {
        return m_folder.run(QStringLiteral("softhsm2-util"), {"--init-token", "--free", "--label", label, "--so-pin", "87654321", "--pin", pin});
    }
    Said changePin(const QString &label, const QString &from, const QString &to) const
    {
        return tool(label, {"--login", "--pin", from, "--change-pin", "--new-pin", to});
    }
    Said dropToken(const QString &label) const { return m_folder.run(QStringLiteral("softhsm2-util"), {"--delete-token", "--token", label}); }
    /// OpenSC's tool over the same tokens.
    Said tool(const QString &label, const QStringList &words) const
    {
        return m_folder.run(QStringLiteral("pkcs11-tool"), QStringList{"--module", module(), "--token-label", label} + words);
    }

    /// What the faulty module does from now on; nothing: it works.
    void setFault(const char *wordAndFunction = "") const { m_folder.write(QStringLiteral("fault"), std::string_view(wordAndFunction)); }
    /// How often anybody has tried a PIN through the faulty module.
    qsizetype logins() const
    {
        const Bytes lines = m_folder.read(QStringLiteral("logins"));
        return std::ranges::count(lines, '\n');
    }
    const QByteArray &said() const { return m_folder.said(); }

private:
    Stranger m_folder;
};

} // namespace hufu::test
