// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Problem.h"
#include "models/replica/ServerLink.h"

#include <QTest>

using namespace hufu;

/// What HTTP says of an error, and what a console makes of it.
class ProblemTest : public QObject {
    Q_OBJECT

    static ServerLink::Answer answer(const HttpReply &reply) { return {reply.status, bytesOf(reply.body)}; }

private Q_SLOTS:
    void aRefusalIsFinalWhateverItsCode()
    {
        for (int code = 0; code <= int(ErrorCode::Internal); ++code) {
            const ServerLink::Answer heard = answer(refusedProblem({ErrorCode(code), "x", {}, {}}));
            QVERIFY2(!heard.isGood() && !heard.isPassing(), errorName(ErrorCode(code)));
            QVERIFY2(heard.status != 424, errorName(ErrorCode(code))); // with which a server asks for bytes once more
            QCOMPARE(heard.error().code, ErrorCode(code));
        }
    }

    void troublePasses()
    {
        for (const ErrorCode code : {ErrorCode::Busy, ErrorCode::DiskFull, ErrorCode::Io, ErrorCode::JournalBroken, ErrorCode::Internal})
            QVERIFY2(answer(problem({code, "x", {}, {}})).isPassing(), errorName(code));
    }
};

QTEST_GUILESS_MAIN(ProblemTest)
#include "ProblemTest.moc"
