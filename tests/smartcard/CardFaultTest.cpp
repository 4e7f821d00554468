// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd runs for real; the virtual card stands for one of plastic that fails: at every command with HUFU_CARD_FAULTS=all, else at some.
#include "smartcard/PivOverview.h"
#include "tests/smartcard/CardScene.h"

#include <QElapsedTimer>

#include <set>

using namespace hufu;
using namespace hufu::test;

namespace {

const struct {
    const char *name;
    CardFault fault;
    bool ordinary; ///< part of the ordinary run
} faults[] = {
    {"pulled", CardFault::Pulled, true},
    {"pulled after the deed", CardFault::PulledAfter, true},
    {"reset", CardFault::Reset, true},
    {"garbage", CardFault::Garbage, true},
    {"endless", CardFault::EndlessMore, true},
    {"wrong length", CardFault::WrongLength, true},
    {"huge length", CardFault::HugeLength, false},
    {"nothing", CardFault::Nothing, false},
    {"one octet", CardFault::OneOctet, true},
    {"refused", CardFault::Refused, false},
    {"another Le for ever", CardFault::SaysOtherLe, false},
};

/// Slower than this is no answer to an officer.
constexpr int patience = 8000;

} // namespace

class CardFaultTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    CardScene m_scene;
    Stranger m_folder;

    static bool runsAll() { return qgetenv("HUFU_CARD_FAULTS") == "all"; }

    Result<PivOverview> read()
    {
        const auto line = m_scene.line();
        if (!line)
            return fail(line.error());
        return lookAtCard(**line);
    }
    Result<Bytes> sign()
    {
        const PivPin pin = []() -> Result<SecureBytes> { return CardScene::pin(); };
        const auto signer = PivSigner::open([] { return CardScene::line(); }, PivSlot::Signature, pin);
        if (!signer)
            return fail(signer.error());
        return (*signer)->sign(viewOf("what is signed"));
    }

    /// The rows: each fault at each command of the deed.
    template <typename Deed>
    void rows(Deed deed)
    {
        QTest::addColumn<int>("command");
        QTest::addColumn<int>("fault");
        m_scene.card->countAnew();
        if (!deed()) {
            QTest::newRow("the deed itself fails") << 0 << 0;
            return;
        }
        const int commands = m_scene.card->commands();
        const std::set<int> some{1, 2, commands / 2, commands - 1, commands};
        for (const auto &[name, fault, ordinary] : faults) {
            for (int command = 1; command <= commands; ++command) {
                if (runsAll() || (ordinary && some.contains(command)))
                    QTest::addRow("%s at %d of %d", name, command, commands) << command << int(fault);
            }
        }
    }

    /// A named error or what was wanted, in time; no try spent; and afterwards all is as before.
    template <typename Deed>
    void check(Deed deed)
    {
        QFETCH(int, command);
        QFETCH(int, fault);
        QVERIFY(command > 0);
        m_scene.card->failAt(command, CardFault(fault));
        QElapsedTimer timer;
        timer.start();
        const auto done = deed();
        QVERIFY2(timer.elapsed() < patience, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(m_scene.card->hasFailed());
        static const std::set<ErrorCode> named{ErrorCode::CardAbsent, ErrorCode::CardReset, ErrorCode::CardFailed, ErrorCode::Unsupported,
                                               ErrorCode::Malformed,  ErrorCode::NotFound,  ErrorCode::CardPinNeeded};
        const bool pulled = CardFault(fault) == CardFault::Pulled || CardFault(fault) == CardFault::PulledAfter;
        if (!done) {
            QVERIFY2(named.contains(done.error().code), errorName(done.error().code));
            QVERIFY2(!pulled || done.error().code == ErrorCode::CardAbsent, done.error().detail.c_str());
            QCOMPARE(done.error().subject, CardScene::reader());
        } else {
            QVERIFY(!pulled);
        }
        if (CardFault(fault) == CardFault::Reset && !done)
            QFAIL(errorName(done.error().code)); // a moment without power is made good
        m_scene.card->forgetFaults();
        if (pulled)
            QVERIFY(m_scene.insertAgain());
        QCOMPARE(m_scene.pinTries(), 3);
        VERIFY_OK(deed());
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString reason = CardScene::skipReason(hindered); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        QVERIFY(m_scene.insert());
        const auto line = m_scene.line();
        VERIFY_OK(line);
        for (const PivSlot slot : {PivSlot::Authentication, PivSlot::Signature}) {
            QVERIFY(!equip(**line, CardScene::factoryKey(*m_scene.card), m_folder, slot,
                           slot == PivSlot::Signature ? KeyKind::Rsa2048 : KeyKind::EcP256).empty());
        }
    }
    void init()
    {
        m_scene.card->forgetFaults();
        if (!QTest::currentTestFailed() && read())
            return;
        m_scene.card->pull();
        QTRY_VERIFY(!m_scene.line());
        QVERIFY(m_scene.insertAgain());
    }
    void cleanupTestCase() { m_scene.card.reset(); }

    void reading_data()
    {
        rows([this] { return read(); });
    }
    void reading()
    {
        check([this] { return read(); });
    }
    void signing_data()
    {
        rows([this] { return sign(); });
    }
    void signing()
    {
        check([this] { return sign(); });
    }

    void aSlowCardIsWaitedFor()
    {
        m_scene.card->failAt(3, CardFault::Slow);
        VERIFY_OK(read());
        QVERIFY(m_scene.card->hasFailed());
    }

    /// PC/SC itself would wait for ever.
    void aCardThatHangsIsGivenUp()
    {
        const auto line = m_scene.line();
        VERIFY_OK(line);
        m_scene.card->failAt(1, CardFault::Hangs);
        QElapsedTimer timer;
        timer.start();
        VERIFY_OK((*line)->begin());
        const std::uint8_t select[] = {0x00, 0xa4, 0x04, 0x00, 0x05, 0xa0, 0x00, 0x00, 0x03, 0x08, 0x00};
        VERIFY_ERROR((*line)->exchange(select, CardPatience(800)), ErrorCode::CardTimedOut);
        VERIFY_ERROR((*line)->exchange(select, CardPatience(800)), ErrorCode::CardTimedOut); // no more of it
        (*line)->end(CardLine::Leave::AsItIs);
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
        m_scene.card->pull();
        m_scene.card->forgetFaults();
        QVERIFY(m_scene.insertAgain());
        VERIFY_OK(read());
    }

    void theServiceEndsUnderWay()
    {
        const auto line = m_scene.line();
        VERIFY_OK(line);
        Result<PivCard> card = PivCard::open(**line);
        VERIFY_OK(card);
        m_scene.card->pull();
        m_scene.pcscd.stop();
        VERIFY_ERROR(card->certificate(PivSlot::Signature), ErrorCode::PcscUnavailable);
        card = fail(ErrorCode::Cancelled);
        VERIFY_ERROR(read(), ErrorCode::PcscUnavailable);
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        QVERIFY(m_scene.insertAgain());
        VERIFY_OK(read());
    }
};

HUFU_CARD_TEST_MAIN(CardFaultTest)
#include "CardFaultTest.moc"
