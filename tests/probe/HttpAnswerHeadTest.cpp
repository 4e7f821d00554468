// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/HttpAnswerHead.h"

#include <QTest>

using namespace hufu;

class HttpAnswerHeadTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatMattersIsRead()
    {
        const Result<HttpAnswerHead> head = readHttpAnswerHead("HTTP/1.1 404 Not Found\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                                                               "CONTENT-LENGTH:  17\r\nConnection: Close\r\n");
        QVERIFY(head);
        QCOMPARE(head->status, 404u);
        QCOMPARE(head->length, std::size_t(17));
        QVERIFY(head->close);
        QVERIFY(head->date && *head->date == fromUnix(784'111'777)); // RFC 9110 §5.6.7's own example
    }

    void aDateIsReadOrLeftOut_data()
    {
        QTest::addColumn<QByteArray>("date");
        QTest::newRow("no date") << QByteArray("yesterday");
        QTest::newRow("no such day") << QByteArray("Sun, 31 Feb 1994 08:49:37 GMT");
        QTest::newRow("the obsolete form") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT");
        QTest::newRow("empty") << QByteArray("");
    }
    void aDateIsReadOrLeftOut()
    {
        QFETCH(const QByteArray, date);
        const Result<HttpAnswerHead> head = readHttpAnswerHead(("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nDate: " + date + "\r\n").toStdString());
        QVERIFY(head && !head->date);
    }

    void whatIsNoHeadIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("another version") << QByteArray("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n");
        QTest::newRow("no number") << QByteArray("HTTP/1.1 2x0 OK\r\nContent-Length: 0\r\n");
        QTest::newRow("too small a number") << QByteArray("HTTP/1.1 099 OK\r\nContent-Length: 0\r\n");
        QTest::newRow("no length") << QByteArray("HTTP/1.1 200 OK\r\nDate: x\r\n");
        QTest::newRow("two lengths") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n");
        QTest::newRow("a transfer coding") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n");
        QTest::newRow("a negative length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n");
        QTest::newRow("a length beyond numbers") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n");
        QTest::newRow("something after the length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3 4\r\n");
    }
    void whatIsNoHeadIsRefused()
    {
        QFETCH(const QByteArray, text);
        const Result<HttpAnswerHead> head = readHttpAnswerHead(text.toStdString());
        QVERIFY(!head);
        QVERIFY(head.error().code == ErrorCode::Malformed);
    }

    void noContentNeedsNoLength() { QVERIFY(readHttpAnswerHead("HTTP/1.1 204 No Content\r\n")); }
};

QTEST_APPLESS_MAIN(HttpAnswerHeadTest)
#include "HttpAnswerHeadTest.moc"
