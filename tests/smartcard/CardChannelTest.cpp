// SPDX-License-Identifier: GPL-3.0-or-later
// A recorded dialogue stands for the card: what real ones do is for PivCardTest, here a card says what none should.
#include "smartcard/PivCard.h"
#include "smartcard/PivOverview.h"
#include "smartcard/Tlv.h"
#include "tests/support/Verify.h"

#include <QTest>

#include <deque>
#include <functional>

using namespace hufu;

namespace {

Bytes hex(const char *text) { return fromHex(text).value(); }

/// Answers what it was given, one after the other, the last for ever; keeps what it was asked.
class Dialogue final : public CardLine {
public:
    explicit Dialogue(std::deque<Bytes> answers) : m_answers(std::move(answers)) {}
    std::vector<Bytes> asked;
    int held = 0;
    Leave left = Leave::AsItIs;

    Result<void> begin() override
    {
        ++held;
        return {};
    }
    void end(Leave leave) override
    {
        --held;
        left = leave;
    }
    Result<SecureBytes> exchange(BytesView command, CardPatience) override
    {
        asked.push_back(bytesOf(command));
        const Bytes answer = m_answers.front();
        if (m_answers.size() > 1)
            m_answers.pop_front();
        return SecureBytes::copyOf(BytesView(answer));
    }
    const std::string &reader() const override { return m_reader; }

private:
    std::deque<Bytes> m_answers;
    std::string m_reader = "recorded";
};

const Bytes selected = hex("61 0b 4f 06 00 00 10 00 01 00 79 01 00 90 00");

} // namespace

class CardChannelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tlv_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::addColumn<quint32>("tag"); // 0: no data object
        QTest::addColumn<int>("size");
        QTest::newRow("short") << QByteArray("53 02 01 02") << 0x53u << 2;
        QTest::newRow("empty") << QByteArray("53 00") << 0x53u << 0;
        QTest::newRow("two octets of tag") << QByteArray("7f 49 01 aa") << 0x7f49u << 1;
        QTest::newRow("three octets of tag") << QByteArray("5f c1 05 01 aa") << 0x5fc105u << 1;
        QTest::newRow("length of one octet more") << QByteArray("53 81 02 01 02") << 0x53u << 2;
        QTest::newRow("length of two octets more") << QByteArray("53 82 00 02 01 02") << 0x53u << 2;
        QTest::newRow("something follows") << QByteArray("53 01 01 70 00") << 0x53u << 1;
        QTest::newRow("nothing") << QByteArray() << 0u << 0;
        QTest::newRow("no length") << QByteArray("53") << 0u << 0;
        QTest::newRow("content cut off") << QByteArray("53 03 01 02") << 0u << 0;
        QTest::newRow("length cut off") << QByteArray("53 82 01") << 0u << 0;
        QTest::newRow("indefinite length") << QByteArray("53 80 00 00") << 0u << 0;
        QTest::newRow("length of three octets more") << QByteArray("53 83 00 00 01 01") << 0u << 0;
        QTest::newRow("length of four octets more, all there is") << QByteArray("53 84 ff ff ff ff 01") << 0u << 0;
        QTest::newRow("tag of four octets") << QByteArray("5f 81 82 03 01 01") << 0u << 0;
        QTest::newRow("tag without an end") << QByteArray("5f c1") << 0u << 0;
    }
    void tlv()
    {
        QFETCH(QByteArray, octets);
        QFETCH(quint32, tag);
        QFETCH(int, size);
        const Bytes bytes = hex(octets);
        TlvReader reader(bytes);
        Tlv element;
        QCOMPARE(reader.next(element), tag != 0);
        QCOMPARE(element.tag, tag);
        QCOMPARE(int(element.value.size()), size);
    }
    void tlvIsReadAsWritten()
    {
        for (const std::size_t size : {0u, 1u, 127u, 128u, 255u, 256u, 3000u, 65535u}) {
            const Bytes value(size, 0x5a), encoded = makeTlv(0x5fc105, value);
            const std::optional<BytesView> read = onlyTlv(encoded, 0x5fc105);
            QVERIFY(read && std::ranges::equal(*read, value));
            QVERIFY(!onlyTlv(encoded, 0x5fc10a));
            QVERIFY(!onlyTlv(BytesView(encoded).first(encoded.size() - 1), 0x5fc105));
        }
    }

    void longCommandsAreChained()
    {
        Dialogue line({hex("9000")});
        {
            Result<CardChannel> channel = CardChannel::open(line);
            VERIFY_OK(channel);
            QCOMPARE(line.held, 1);
            const Bytes data(600, 0x11);
            const Result<CardReply> reply = channel->transmit({.ins = 0xdb, .p1 = 0x3f, .p2 = 0xff, .data = data});
            VERIFY_OK(reply);
        }
        QCOMPARE(line.held, 0);
        QVERIFY(line.left == CardLine::Leave::AsItIs);
        QCOMPARE(line.asked.size(), std::size_t(3));
        QVERIFY(std::ranges::equal(BytesView(line.asked[0]).first(5), hex("10 db 3f ff ff")));
        QCOMPARE(line.asked[0].size(), std::size_t(260)); // no Le within a chain
        QVERIFY(std::ranges::equal(BytesView(line.asked[2]).first(5), hex("00 db 3f ff 5a")));
        QCOMPARE(line.asked[2].size(), std::size_t(5 + 90 + 1));
    }
    void aChainEndsWhenTheCardRefuses()
    {
        Dialogue line({hex("9000"), hex("6700")});
        Result<CardChannel> channel = CardChannel::open(line);
        const Bytes data(900, 0x11);
        const Result<CardReply> reply = channel->transmit({.ins = 0xdb, .data = data});
        VERIFY_OK(reply);
        QCOMPARE(reply->status.value, std::uint16_t(0x6700));
        QCOMPARE(line.asked.size(), std::size_t(2));
        VERIFY_ERROR(channel->transmit({.ins = 0xdb, .data = Bytes(CardChannel::largestCommand + 1)}), ErrorCode::TooLarge);
    }
    void longAnswersAreCollected()
    {
        Dialogue line({hex("01 02 61 02"), hex("03 04 61 00"), hex("05 90 00")});
        Result<CardChannel> channel = CardChannel::open(line);
        const Result<CardReply> reply = channel->transmit({.ins = 0xcb});
        VERIFY_OK(reply);
        QVERIFY(std::ranges::equal(reply->data.view(), hex("01 02 03 04 05")));
        QVERIFY(line.asked[1] == hex("00 c0 00 00 02") && line.asked[2] == hex("00 c0 00 00 00"));
    }
    void theRightLengthIsTakenOnce()
    {
        Dialogue line({hex("6c 05"), hex("01 02 03 04 05 90 00")});
        Result<CardChannel> channel = CardChannel::open(line);
        const Result<CardReply> reply = channel->transmit({.ins = 0xcb});
        VERIFY_OK(reply);
        QCOMPARE(reply->data.size(), std::size_t(5));
        QVERIFY(line.asked[1] == hex("00 cb 00 00 05"));
        Dialogue liar({hex("6c 05")});
        Result<CardChannel> second = CardChannel::open(liar);
        QCOMPARE(second->transmit({.ins = 0xcb})->status.value, std::uint16_t(0x6c05));
        QCOMPARE(liar.asked.size(), std::size_t(2));
    }

    void endlessAnswers_data()
    {
        QTest::addColumn<int>("octets");
        QTest::newRow("as much as fits") << 256;
        QTest::newRow("one octet") << 1;
        QTest::newRow("nothing") << 0;
    }
    void endlessAnswers()
    {
        QFETCH(int, octets);
        Bytes answer(std::size_t(octets), 0x53);
        answer.insert(answer.end(), {0x61, 0xff});
        Dialogue line({answer});
        Result<CardChannel> channel = CardChannel::open(line);
        VERIFY_ERROR(channel->transmit({.ins = 0xcb}), ErrorCode::CardFailed);
        QVERIFY(line.asked.size() < 200);
    }

    /// A card that answers SELECT as it should, and GET DATA as told.
    void lyingCards_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("code");
        QTest::newRow("no status word") << QByteArray("90") << int(ErrorCode::CardFailed);
        QTest::newRow("nothing at all") << QByteArray() << int(ErrorCode::CardFailed);
        QTest::newRow("no data") << QByteArray("9000") << int(ErrorCode::CardFailed);
        QTest::newRow("another tag") << QByteArray("54 00 90 00") << int(ErrorCode::CardFailed);
        QTest::newRow("longer than it is") << QByteArray("53 82 7f ff 70 02 01 02 90 00") << int(ErrorCode::CardFailed);
        QTest::newRow("shorter than it is") << QByteArray("53 02 70 00 00 90 00") << int(ErrorCode::CardFailed);
        QTest::newRow("empty object") << QByteArray("53 00 90 00") << int(ErrorCode::NotFound);
        QTest::newRow("no certificate inside") << QByteArray("53 03 71 01 00 90 00") << int(ErrorCode::Malformed);
        QTest::newRow("empty certificate") << QByteArray("53 05 70 00 71 01 00 90 00") << int(ErrorCode::Malformed);
        QTest::newRow("compressed") << QByteArray("53 06 70 01 30 71 01 01 90 00") << int(ErrorCode::Unsupported);
        QTest::newRow("absent") << QByteArray("6a82") << int(ErrorCode::NotFound);
        QTest::newRow("behind the PIN") << QByteArray("6982") << int(ErrorCode::CardPinNeeded);
        QTest::newRow("the application is gone") << QByteArray("6d00") << int(ErrorCode::CardReset);
        QTest::newRow("out of order") << QByteArray("6f00") << int(ErrorCode::CardFailed);
    }
    void lyingCards()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, code);
        Dialogue line({selected, hex(answer)});
        Result<PivCard> card = PivCard::open(line);
        VERIFY_OK(card);
        const Result<Bytes> read = card->certificate(PivSlot::Signature);
        VERIFY_ERROR(read, ErrorCode(code));
        QCOMPARE(read.error().subject, std::string("recorded"));
    }

    void cardsWithoutTheApplication()
    {
        for (const char *answer : {"6a82", "6d00", "6e00", "6a81"}) {
            Dialogue line({hex(answer)});
            VERIFY_ERROR(PivCard::open(line), ErrorCode::Unsupported);
            QCOMPARE(line.held, 0);
        }
        Dialogue line({hex("61 05 9000")});
        VERIFY_ERROR(PivCard::open(line), ErrorCode::CardFailed);
    }

    /// What is no PIN never reaches the card: no try is spent.
    void noPin_data()
    {
        QTest::addColumn<QByteArray>("pin");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("five") << QByteArray("12345");
        QTest::newRow("nine") << QByteArray("123456789");
    }
    void noPin()
    {
        QFETCH(QByteArray, pin);
        Dialogue line({selected, hex("9000")});
        Result<PivCard> card = PivCard::open(line);
        VERIFY_OK(card);
        const SecureBytes wrong = SecureBytes::copyOf(std::string_view(pin.constData(), std::size_t(pin.size())));
        const SecureBytes right = SecureBytes::copyOf("123456");
        VERIFY_ERROR(card->verifyPin(wrong), ErrorCode::InvalidArgument);
        VERIFY_ERROR(card->changePin(right, wrong), ErrorCode::InvalidArgument);
        VERIFY_ERROR(card->unblockPin(right, wrong), ErrorCode::InvalidArgument);
        QCOMPARE(line.asked.size(), std::size_t(1));
        VERIFY_OK(card->verifyPin(right));
        QVERIFY(line.asked[1] == hex("00 20 00 80 08 31 32 33 34 35 36 ff ff 00"));
    }
    void aCardThatKnowsAPinIsLeftReset()
    {
        Dialogue line({selected, hex("63 c2")});
        {
            Result<PivCard> card = PivCard::open(line);
            const Result<void> tried = card->verifyPin(SecureBytes::copyOf("123456"));
            VERIFY_ERROR(tried, ErrorCode::PinIncorrect);
            QCOMPARE(tried.error().triesLeft, std::optional(2));
        }
        QVERIFY(line.left == CardLine::Leave::Reset);
    }

    /// A management key that only the card's side knows is not believed: a stranger could answer anything.
    void aFalseCardDoesNotProveItself()
    {
        const char *const anything = "00112233445566778899aabbccddeeff9000";
        Dialogue line({selected, hex((std::string("7c128010") + anything).c_str()), hex((std::string("7c128210") + anything).c_str())});
        Result<PivCard> card = PivCard::open(line);
        VERIFY_ERROR(card->authenticate(ManagementKey::random(ManagementKey::Algorithm::Aes256)), ErrorCode::ManagementKeyWrong);
        Dialogue shorter({selected, hex("7c 0a 80 08 0011223344556677 90 00")});
        Result<PivCard> other = PivCard::open(shorter);
        VERIFY_ERROR(other->authenticate(ManagementKey::random(ManagementKey::Algorithm::Aes256)), ErrorCode::CardFailed);
    }

    void chuid()
    {
        Chuid made;
        made.guid[3] = 7;
        made.expires = "20301231";
        const Result<Chuid> read = Chuid::parse(made.encode());
        VERIFY_OK(read);
        QVERIFY(read->guid == made.guid && read->expires == made.expires);
        VERIFY_ERROR(Chuid::parse(hex("30 01 00 34 0f 000102030405060708090a0b0c0d0e")), ErrorCode::Malformed);
        QCOMPARE(Chuid::parse(hex("34 10 000102030405060708090a0b0c0d0e0f 35 08 3030303030303041"))->expires, std::string());
    }
};

QTEST_GUILESS_MAIN(CardChannelTest)
#include "CardChannelTest.moc"
