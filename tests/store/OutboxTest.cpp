// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Digest.h"
#include "models/store/Outbox.h"
#include "models/store/Schema.h"
#include "tests/support/Verify.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hufu;

/// What waits for the server: its order, and that one is replaced whole or not at all.
class OutboxTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<Connection> m_connection;

    static Delivery delivery(const std::string &command, const std::vector<std::string> &blobs = {})
    {
        Delivery made{bytesOf(viewOf(command)), {}};
        for (const std::string &blob : blobs)
            made.blobs.push_back({sha256(viewOf(blob)), bytesOf(viewOf(blob))});
        return made;
    }
    Result<std::int64_t> queue(const std::string &id, const Delivery &what)
    {
        return m_connection->transaction([&] { return queueCommand(*m_connection, id, what, fromUnix(100)); });
    }
    Result<std::int64_t> replace(const std::string &old, const std::string &id, const Delivery &what)
    {
        return m_connection->transaction([&] { return replaceQueued(*m_connection, old, id, what, fromUnix(200)); });
    }
    QStringList ids()
    {
        QStringList all;
        const Result<std::vector<QueuedCommand>> queued = readOutbox(*m_connection);
        for (const QueuedCommand &one : *queued)
            all += QString::fromStdString(one.commandId);
        return all;
    }

private Q_SLOTS:
    void init()
    {
        Result<Connection> made = Connection::open(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())).toStdString(), SecureBytes::random(32),
                                                   Connection::Access::Create);
        VERIFY_OK(made);
        m_connection.emplace(std::move(*made));
        VERIFY_OK(migrate(*m_connection));
        for (const char *id : {"a", "b", "c"})
            VERIFY_OK(queue(id, delivery(id, {std::string("of ") + id})));
    }
    void cleanup() { m_connection.reset(); }

    void anotherTakesThePlaceOfOneThatWaits()
    {
        const Result<std::int64_t> at = replace("b", "B", delivery("B", {"one", "two"}));
        VERIFY_OK(at);
        QCOMPARE(ids(), QStringList({"a", "B", "c"}));
        const QueuedCommand changed = readOutbox(*m_connection)->at(1);
        QCOMPARE(changed.position, *at);
        QVERIFY(changed.signedCommand == bytesOf(viewOf("B")));
        QCOMPARE(toUnix(changed.queued), std::int64_t(200));
        QCOMPARE(readQueuedBlobs(*m_connection, *at)->size(), std::size_t(2)); // and not those of the old one
        QCOMPARE(readQueuedBlobs(*m_connection, *at - 1)->size(), std::size_t(1));
    }

    void oneThatMayHaveArrivedStays()
    {
        const std::int64_t first = nextQueued(*m_connection)->value().position;
        VERIFY_OK(noteTried(*m_connection, first, "a", true));
        QVERIFY(nextQueued(*m_connection)->value().tried);
        VERIFY_ERROR(replace("a", "A", delivery("A")), ErrorCode::AlreadySent);
        QCOMPARE(ids(), QStringList({"a", "b", "c"}));
        VERIFY_OK(noteTried(*m_connection, first, "a", false)); // the server said that it did not take it
        VERIFY_OK(replace("a", "A", delivery("A")));
    }

    void oneThatIsGoneIsNotReplaced()
    {
        const std::int64_t first = nextQueued(*m_connection)->value().position;
        VERIFY_OK(removeQueued(*m_connection, first));
        VERIFY_ERROR(replace("a", "A", delivery("A")), ErrorCode::AlreadySent);
        QCOMPARE(ids(), QStringList({"b", "c"}));
    }

    void whoWasAboutToSendTheOldOneNoticesInTime()
    {
        const QueuedCommand read = nextQueued(*m_connection)->value();
        VERIFY_OK(replace("a", "A", delivery("A")));
        VERIFY_ERROR(noteTried(*m_connection, read.position, read.commandId, true), ErrorCode::Conflict);
        VERIFY_OK(noteTried(*m_connection, read.position, "A", true));
    }

    void aRefusedOneThatIsReplacedIsSentAgain()
    {
        const std::int64_t first = nextQueued(*m_connection)->value().position;
        VERIFY_OK(refuseQueued(*m_connection, first, Error{ErrorCode::Conflict, "too late", {}, {}}));
        QCOMPARE(nextQueued(*m_connection)->value().commandId, std::string("b"));
        VERIFY_OK(replace("a", "A", delivery("A")));
        QCOMPARE(nextQueued(*m_connection)->value().commandId, std::string("A"));
        QVERIFY(!nextQueued(*m_connection)->value().refusal);
    }
};

QTEST_GUILESS_MAIN(OutboxTest)
#include "OutboxTest.moc"
