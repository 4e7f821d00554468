// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/JournalVerification.h"
#include "models/store/Schema.h"
#include "tests/support/Verify.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace hufu;

namespace {

constexpr std::int64_t pageSize = 16'384;

} // namespace

/// Bytes of the file that are not what was written: which page they are on is said, and nothing is blamed on who opens it.
class DamageTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    SecureBytes m_key = SecureBytes::random(32);
    std::string m_path;
    int m_rows = 0; ///< each has a database of its own

    Result<Connection> open(Connection::Access access = Connection::Access::ReadOnly) const { return Connection::open(m_path, m_key, access); }
    Result<VerificationReport> verify(const VerificationOptions &options) const
    {
        Result<Connection> connection = open();
        return connection ? verifyJournal(*connection, options, {}, {}) : fail(connection.error());
    }
    VerificationOptions pastTheCache() const { return {.checkpointPath = {}, .another = [this] { return open(); }}; }
    std::int64_t rootOf(const std::string &name) const
    {
        Result<Connection> connection = open();
        const Result<std::int64_t> page = connection ? connection->integer("SELECT rootpage FROM sqlite_schema WHERE name = '" + name + "'") : fail(connection.error());
        return page ? *page : -1;
    }
    /// What was there before.
    QByteArray overwrite(std::int64_t offset, const QByteArray &bytes) const
    {
        QFile file(QString::fromStdString(m_path));
        if (QFileInfo(file.fileName() + QStringLiteral("-wal")).size() > 0 || !file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) || !file.seek(offset))
            return {};
        const QByteArray before = file.read(bytes.size());
        return file.seek(offset) && file.write(bytes) == bytes.size() ? before : QByteArray();
    }
    /// Rows that nothing but this test reads; enough for trees of several levels.
    static Result<void> fill(Connection &connection, int rows)
    {
        return connection.transaction([&]() -> Result<void> {
            Result<Statement> put = connection.prepare("INSERT INTO collection (id, name, query) VALUES (hex(randomblob(16)), hex(randomblob(100)), 'expires < 30d')");
            if (!put)
                return fail(put.error());
            for (int i = 0; i < rows; ++i) {
                if (Result<void> done = put->run(); !done)
                    return done;
            }
            return {};
        });
    }

private Q_SLOTS:
    void init()
    {
        m_path = m_folder.filePath(QString::number(++m_rows)).toStdString();
        Result<Connection> made = open(Connection::Access::Create);
        VERIFY_OK(made);
        VERIFY_OK(migrate(*made));
        VERIFY_OK(fill(*made, 5'000));
    }

    void aKeyThatFitsNoPageIsDamage()
    {
        for (const std::int64_t offset : {0, 100, 5'000, 16'300}) {
            const QByteArray before = overwrite(offset, "xyz");
            QVERIFY(before.size() == 3 && before != "xyz");
            for (const auto access : {Connection::Access::ReadOnly, Connection::Access::ReadWrite}) {
                const Result<Connection> opened = open(access);
                VERIFY_ERROR(opened, ErrorCode::DatabaseCorrupt);
                QCOMPARE(QString::fromStdString(opened.error().subject), QString::fromStdString(m_path));
            }
            overwrite(offset, before);
            VERIFY_OK(open());
        }
    }

    void thePageIsNamed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("own");
        QTest::addColumn<bool>("met"); ///< by what is looked at before: certificates are counted by this index
        QTest::newRow("certificate_not_after, past the cache") << QStringLiteral("certificate_not_after") << true << true;
        for (const char *name : {"sighting", "collection", "emergency_open"}) {
            QTest::addRow("%s, past the cache", name) << QString::fromLatin1(name) << true << false;
            QTest::addRow("%s, through the same connection", name) << QString::fromLatin1(name) << false << false;
        }
    }
    void thePageIsNamed()
    {
        QFETCH(QString, name);
        QFETCH(bool, own);
        QFETCH(bool, met);
        Result<VerificationReport> report = verify(own ? pastTheCache() : VerificationOptions());
        VERIFY_OK(report);
        QVERIFY(report->intact() && !report->onlyPagesDamaged());
        QCOMPARE(std::int64_t(report->pages), QFileInfo(QString::fromStdString(m_path)).size() / pageSize);
        const std::int64_t page = rootOf(name.toStdString());
        QVERIFY(page > 1);
        QVERIFY(!overwrite((page - 1) * pageSize + 100, "xyz").isEmpty());
        report = verify(own ? pastTheCache() : VerificationOptions());
        VERIFY_OK(report);
        QCOMPARE(report->breaks.size(), std::size_t(1));
        QCOMPARE(report->breaks.front().kind, BreakKind::PageDamaged);
        QCOMPARE(std::int64_t(report->breaks.front().page), page);
        QVERIFY(report->onlyPagesDamaged());
        QCOMPARE(report->pages, std::uint64_t(0));
        VerificationOptions without = pastTheCache();
        without.pages = false;
        report = verify(without);
        if (met) {
            VERIFY_ERROR(report, ErrorCode::DatabaseCorrupt);
            return;
        }
        VERIFY_OK(report);
        QVERIFY(report->intact());
        QCOMPARE(report->pages, std::uint64_t(0)); // which says that they were not looked at
    }

    /// Pages change in the log, and are copied back into the file, while they are looked at.
    void aWriterAtTheSameTimeIsNoDamage()
    {
        std::atomic<bool> enough = false;
        std::atomic<int> written = 0;
        std::optional<Error> failed;
        std::thread writer([&] {
            Result<Connection> connection = open(Connection::Access::ReadWrite);
            Result<void> done = connection ? connection->execute("PRAGMA wal_autocheckpoint=20") : fail(connection.error());
            while (done && !enough) {
                done = fill(*connection, 200);
                if (done)
                    done = connection->execute("DELETE FROM collection WHERE id < '20'");
                ++written;
            }
            if (!done)
                failed = done.error();
        });
        int rounds = 0;
        QString wrong;
        for (; wrong.isEmpty() && (rounds < 30 || written < 30); ++rounds) {
            const Result<VerificationReport> report = verify(pastTheCache());
            if (!report)
                wrong = QString::fromStdString(report.error().detail);
            else if (!report->intact())
                wrong = QString::fromStdString(report->breaks.front().detail);
            if (failed)
                break;
        }
        enough = true;
        writer.join();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY2(!failed, failed ? failed->detail.c_str() : "");
        QVERIFY(written >= 30);
    }

    void itCanBeCancelledAndTellsHowFarItIs()
    {
        Result<Connection> connection = open(Connection::Access::ReadWrite);
        VERIFY_OK(connection);
        VERIFY_OK(fill(*connection, 20'000));
        connection = open();
        VERIFY_OK(connection);
        std::uint64_t farthest = 0;
        const Result<Connection::PageCheck> whole = connection->checkPages([&](std::uint64_t read) {
            farthest = std::max(farthest, read);
            return true;
        });
        VERIFY_OK(whole);
        QVERIFY2(farthest > 50, QByteArray::number(qulonglong(farthest)));
        VERIFY_ERROR(connection->checkPages([](std::uint64_t) { return false; }), ErrorCode::Cancelled);
        const Result<Connection::PageCheck> again = connection->checkPages([](std::uint64_t) { return true; }); // it is as good as before
        VERIFY_OK(again);
        QVERIFY(again->complaint.empty());
    }
};

QTEST_GUILESS_MAIN(DamageTest)
#include "DamageTest.moc"
