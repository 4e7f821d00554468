// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/OcspService.h"
#include "tests/authority/http/StatusFixture.h"
#include "tests/support/Verify.h"

using namespace hufu;
using namespace hufu::test;
using namespace std::chrono_literals;

namespace {

const Instant noon = fromIso("2026-11-23T12:00:00Z").value();

bool saysFailure(const OcspReply &reply, OcspFailure failure)
{
    return reply && reply->der == ocspFailureResponse(failure) && !reply->validity;
}

struct Desk {
    StatusFixture fixture{{}, noon};
    Instant now = noon;
    OcspService service{fixture.source, [this] { return now; }, 1h};
    int signatures() const { return fixture.mood->signatures; }
};

} // namespace

/// When answers are signed, kept and forgotten; what they say is judged by strangers in StatusServerTest.
class OcspServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAnswerIsSignedOnceAndKeptForHalfItsLife()
    {
        Desk desk;
        const Bytes request = desk.fixture.ask({StatusFixture::goodSerial});
        QVERIFY(!desk.service.answerAtOnce(request));
        const OcspReply first = desk.service.produce(request);
        QVERIFY(first->validity);
        QVERIFY(first->validity->thisUpdate == noon && first->validity->refreshAt == noon + 30min && first->validity->nextUpdate == noon + 1h);
        desk.now = noon + 30min - 1s;
        QCOMPARE(desk.service.answerAtOnce(request), first);
        QCOMPARE(desk.service.produce(request), first);
        QCOMPARE(desk.signatures(), 1);
        desk.now = noon + 30min;
        QVERIFY(!desk.service.answerAtOnce(request));
        const OcspReply second = desk.service.produce(request);
        QCOMPARE(desk.signatures(), 2);
        QVERIFY(second->validity->nextUpdate == desk.now + 1h && second->validity->etag != first->validity->etag);
    }

    void aKeyInMemorySignsAtOnce()
    {
        StatusFixture fixture({}, noon, 1, true);
        OcspService service(fixture.source, [] { return noon; }, 1h);
        const OcspReply first = service.answerAtOnce(fixture.ask({StatusFixture::goodSerial}));
        QVERIFY(first && first->validity);
        QCOMPARE(service.answerAtOnce(fixture.ask({StatusFixture::goodSerial})), first);
        QVERIFY(service.answerAtOnce(fixture.ask({StatusFixture::goodSerial}, 32)));
        QCOMPARE(int(fixture.mood->signatures), 2);
    }

    void anotherSnapshotDropsWhatWasKept()
    {
        Desk desk;
        const Bytes request = desk.fixture.ask({StatusFixture::lostSerial});
        desk.fixture.publish(2, false);
        const OcspReply before = desk.service.produce(request);
        desk.fixture.publish(3, true);
        QVERIFY(!desk.service.answerAtOnce(request));
        const OcspReply after = desk.service.produce(request);
        QVERIFY(before->der.size() != after->der.size());
        QCOMPARE(desk.signatures(), 2);
    }

    void someAnswersAreForOneAskerOnly_data()
    {
        QTest::addColumn<int>("nonce");
        QTest::addColumn<bool>("unknown");
        QTest::addColumn<bool>("two");
        QTest::newRow("a nonce") << 16 << false << false;
        QTest::newRow("an unknown serial number") << 0 << true << false;
        QTest::newRow("two at once") << 0 << false << true;
    }
    void someAnswersAreForOneAskerOnly()
    {
        QFETCH(const int, nonce);
        QFETCH(const bool, unknown);
        QFETCH(const bool, two);
        Desk desk;
        const std::uint64_t serial = unknown ? StatusFixture::strayedSerial : StatusFixture::goodSerial;
        const Bytes request = two ? desk.fixture.ask({serial, StatusFixture::lostSerial}) : desk.fixture.ask({serial}, std::size_t(nonce));
        for (int i = 0; i < 2; ++i) {
            QVERIFY(!desk.service.answerAtOnce(request));
            QVERIFY(!desk.service.produce(request)->validity);
        }
        QCOMPARE(desk.signatures(), 2);
    }

    void failuresNeedNoSignature()
    {
        Desk desk;
        QVERIFY(saysFailure(desk.service.answerAtOnce({}), OcspFailure::MalformedRequest));
        const StatusFixture stranger({.index = 40}, noon);
        QVERIFY(saysFailure(desk.service.answerAtOnce(stranger.ask({StatusFixture::goodSerial})), OcspFailure::Unauthorized));
        desk.fixture.source.show(nullptr);
        QVERIFY(saysFailure(desk.service.answerAtOnce(desk.fixture.ask({StatusFixture::goodSerial})), OcspFailure::TryLater));
        QCOMPARE(desk.signatures(), 0);
    }

    void aKeyOutOfReachLeavesWhatWasSigned()
    {
        Desk desk;
        const Bytes plain = desk.fixture.ask({StatusFixture::goodSerial}), nonce = desk.fixture.ask({StatusFixture::goodSerial}, 32);
        const OcspReply kept = desk.service.produce(plain);
        desk.fixture.mood->failing = true;
        QVERIFY(saysFailure(desk.service.produce(nonce), OcspFailure::InternalError));
        desk.now = noon + 1h - 1s;
        QCOMPARE(desk.service.produce(plain), kept);
        desk.now = noon + 1h;
        QVERIFY(saysFailure(desk.service.produce(plain), OcspFailure::InternalError));
        desk.fixture.mood->failing = false;
        QVERIFY(desk.service.produce(plain)->validity);
    }

    void noAnswerOutlivesTheRespondersCertificate()
    {
        Desk desk;
        const Bytes request = desk.fixture.ask({StatusFixture::goodSerial});
        const Instant end = desk.fixture.source.snapshot()->authorities[0].responder->notAfter;
        desk.now = end - 10min;
        QVERIFY(desk.service.produce(request)->validity->nextUpdate == end);
        desk.now = end;
        QVERIFY(saysFailure(desk.service.produce(request), OcspFailure::InternalError));
    }

    void oneKeyIsUsedByOneThreadAtATime()
    {
        StatusFixture fixture({}, noon, 1);
        OcspService service(fixture.source, [] { return noon; }, 1h);
        fixture.mood->milliseconds = 2600;
        const Bytes request = fixture.ask({StatusFixture::goodSerial}, 32);
        OcspReply first;
        std::thread other([&] { first = service.produce(request); });
        std::this_thread::sleep_for(200ms);
        const OcspReply second = service.produce(request); // waits two seconds, no longer
        other.join();
        QVERIFY(saysFailure(second, OcspFailure::TryLater));
        QVERIFY(first->der.size() > 100);
        QCOMPARE(int(fixture.mood->signatures), 1);
    }
};

QTEST_GUILESS_MAIN(OcspServiceTest)
#include "OcspServiceTest.moc"
