// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

/// Which rooms a room may include, itself aside: arrows point one way.
const QMap<QString, QStringList> mayInclude{
    {"models/base", {}},
    {"models/pki", {"models/base"}},
    {"models/journal", {"models/base", "models/pki"}},
    {"models/domain", {"models/base", "models/pki", "models/journal"}},
    {"models/store", {"models/base", "models/pki", "models/journal", "models/domain"}},
    {"models/probe", {"models/base", "models/pki"}},
    {"models/intake", {"models/base", "models/pki", "models/probe"}},
    {"smartcard", {"models/base", "models/pki"}},
    {"models/authority", {"models/base", "models/pki", "models/journal", "models/domain", "models/store", "smartcard"}},
    // How places are named (SourceKind) is read everywhere above intake; importing runs beside the replica.
    {"models/replica", {"models/base", "models/pki", "models/journal", "models/domain", "models/store", "models/intake", "models/probe", "smartcard"}},
    {"models/wording", {"models/base", "models/pki", "models/journal", "models/domain", "models/store", "models/intake", "models/replica"}},
    {"models/views", {"models/base", "models/pki", "models/journal", "models/domain", "models/store", "models/intake", "models/replica", "models/wording"}},
    {"ui", {"models/base", "models/pki", "models/journal", "models/domain", "models/store", "models/intake", "models/replica", "models/wording", "models/views"}},
    {"app", {"models/base", "models/pki", "models/journal", "models/domain", "models/store", "models/intake", "models/probe", "models/authority",
             "models/replica", "models/wording", "models/views", "smartcard", "ui"}},
};

/// Foreign headers and the rooms, or single files, that may see them.
const struct {
    const char *header;
    QStringList rooms;
} foreign[] = {
    {"openssl/", {"models/pki", "models/probe", "models/base/SecureBytes.cpp", "models/replica/TlsLine.cpp"}},
    {"sqlite3.h", {"models/store"}},
    {"libpq-fe.h", {"models/store"}},
    {"sqlcipher/", {"models/store"}},
    {"libgfshare.h", {"models/pki/KeyShares.cpp"}},
    {"microhttpd.h", {"models/authority/http"}},
    {"gnutls/", {"models/authority/http"}},
    {"winscard.h", {"smartcard/PcscContext.h"}},
    {"p11-kit/", {"smartcard", "app/tokenhost"}},
    {"qcustomplot.h", {"ui"}},
    {"qrencode.h", {"models/wording"}},
    {"QWidget", {"ui", "app/console"}},
    {"QSql", {}},
};

/// A header of models/store that the windows may see: plain records, no SQL.
const QSet<QString> recordsForUi{"models/store/CaReader.h", "models/store/CardReader.h", "models/store/EmergencyReader.h", "models/store/EntryNames.h", "models/store/HouseReader.h",
                                 "models/store/RevocationReader.h"};

QString roomOf(const QString &path)
{
    const QStringList parts = path.split(u'/');
    return parts.first() == "models" && parts.size() > 2 ? parts[0] + "/" + parts[1] : parts.first();
}

} // namespace

/// Reads every #include of the tree against the tables above, where SQL stands, and what runs beside the window.
class LayeringTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void roomsIncludeDownwardsOnly()
    {
        const QString root = qEnvironmentVariable("HUFU_SOURCE");
        QVERIFY(!root.isEmpty());
        static const QRegularExpression include("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]", QRegularExpression::MultilineOption);
        QStringList faults;
        static const QRegularExpression sql("\"(?:SELECT|INSERT|REPLACE|UPDATE|DELETE|CREATE|ALTER|DROP) [a-zA-Z0-9*(]");
        static const QRegularExpression globalPool("QtConcurrent::run\\((?!&|\\)|backgroundPool\\(\\))|QThreadPool::globalInstance");
        int files = 0;
        for (const char *top : {"models", "smartcard", "ui", "app"}) {
            QDirIterator it(root + "/" + top, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                QFile file(it.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                ++files;
                const QString path = file.fileName().mid(root.size() + 1), room = roomOf(path);
                const QString text = QString::fromUtf8(file.readAll());
                if (room != "models/store" && sql.match(text).hasMatch())
                    faults << path + " speaks SQL";
                if (globalPool.match(text).hasMatch())
                    faults << path + " runs something on Qt's global thread pool, which painting waits for: see models/base/BackgroundPool.h";
                auto match = include.globalMatch(text);
                while (match.hasNext()) {
                    const QString header = match.next().captured(1), target = roomOf(header);
                    if (mayInclude.contains(target) && target != room && !mayInclude[room].contains(target))
                        faults << path + " includes " + header;
                    if (room == "ui" && target == "models/store" && !recordsForUi.contains(header))
                        faults << path + " includes " + header + ": SQL is not for windows";
                    for (const auto &library : foreign) {
                        const bool allowed = std::ranges::any_of(library.rooms, [&](const QString &r) { return path == r || path.startsWith(r + "/"); });
                        if (header.startsWith(QLatin1String(library.header)) && !allowed)
                            faults << path + " includes " + header;
                    }
                }
            }
        }
        QVERIFY(files > 50);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

    void everyFileSaysItsLicence()
    {
        const QString root = qEnvironmentVariable("HUFU_SOURCE");
        QStringList faults;
        for (const char *top : {"models", "smartcard", "ui", "app", "tests"}) {
            QDirIterator it(root + "/" + top, {"*.h", "*.cpp", "CMakeLists.txt"}, QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                QFile file(it.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                if (!file.readLine().contains("SPDX-License-Identifier: GPL-3.0-or-later"))
                    faults << file.fileName().mid(root.size() + 1);
            }
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(LayeringTest)
#include "LayeringTest.moc"
