// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/CardBatch.h"
#include "models/replica/CardDeeds.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Verify.h"

#include <QTest>

#include <algorithm>

using namespace hufu;
using namespace hufu::test;

namespace {

const Instant now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 28);

CardSight sightOf(std::vector<CardSight::Slot> slots, int pinTries = 3, std::optional<int> pukTries = 3)
{
    CardSight sight{.reader = "reader", .hasCard = true, .number = "1001", .model = "YubiKey 5.4.3"};
    sight.pinTries = pinTries;
    sight.pukTries = pukTries;
    sight.slots = std::move(slots);
    return sight;
}

Card cardIn(CardState state, std::vector<CardCertificate> certificates = {}, Instant ends = now + std::chrono::days(10))
{
    Card card{.number = "1001", .model = {}, .state = state, .holder = {"D-1", "李医生", "心内科"}, .role = "r1", .roleName = "医生"};
    card.certificates = std::move(certificates);
    card.ends = card.certificates.empty() ? Instant{} : ends;
    return card;
}

CardChoices choicesWith(std::vector<Card> cards)
{
    CardChoices choices;
    choices.roles = {{.id = "r1", .name = "医生"}, {.id = "r2", .name = "护士", .departments = {"急诊科"}, .days = 180}};
    choices.cards = std::move(cards);
    return choices;
}

} // namespace

/// What is said of a USBKey in a reader, what can be done with it, and how far a list of people has come.
class CardSightingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void standings_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<int>("standing");
        QTest::addColumn<int>("first"); // deed; -1: nothing
        using enum CardStanding;
        const auto row = [](const char *name, int which, CardStanding standing, std::optional<CardDeed> first) {
            QTest::newRow(name) << which << int(standing) << (first ? int(*first) : -1);
        };
        row("an empty reader", 0, NoCard, {});
        row("one that cannot be read", 1, Unreadable, {});
        row("one without a number", 2, Unnumbered, {});
        row("as delivered, unknown", 3, Fresh, CardDeed::Issue);
        row("unknown, with a key", 4, Foreign, CardDeed::Issue);
        row("in stock", 5, InStock, CardDeed::Issue);
        row("in stock, with a key", 6, Filled, CardDeed::Wipe);
        row("ordered, good for a minute", 7, Interrupted, CardDeed::GoOn);
        row("ordered, lapsed a second ago", 8, Interrupted, CardDeed::Wipe);
        row("handed over", 9, Fit, CardDeed::ChangePin);
        row("handed over, ends this second", 10, Fit, CardDeed::ChangePin);
        row("handed over, ended a second ago", 11, Ended, CardDeed::Renew);
        row("handed over, another certificate on it", 12, Altered, CardDeed::Return);
        row("handed over, nothing on it", 13, Altered, CardDeed::Return);
        row("PIN blocked", 14, PinBlocked, CardDeed::Unlock);
        row("PIN and PUK blocked", 15, PukBlocked, CardDeed::Return);
        row("suspended", 16, Suspended, CardDeed::Resume);
        row("reported lost", 17, Found, CardDeed::Return);
        row("returned", 18, Returned, CardDeed::Wipe);
        row("destroyed", 19, Risen, {});
    }
    void standings()
    {
        QFETCH(int, which);
        QFETCH(int, standing);
        QFETCH(int, first);
        const TestCertificate made = CertBuilder().subject("CN=李医生").build(), other = CertBuilder().subject("CN=别人").build();
        const Result<CertificateListing> listing = readListing(made.der);
        VERIFY_OK(listing);
        const CardCertificate registered{"9a", listing->sha256, listing->spkiSha256};
        const CardSight::Slot key{"9a", {}, true}, certificate{"9a", made.der, true}, strange{"9a", other.der, true};
        CardSight sight = sightOf({certificate});
        std::optional<Card> card;
        std::optional<CardOrderRecord> order;
        const auto ordered = [&](std::chrono::seconds left) {
            card = cardIn(CardState::Issuing);
            order = CardOrderRecord{.form = {}, .lapses = now + left, .requests = {}, .certificates = {}};
        };
        switch (which) {
        case 0: sight = CardSight{.reader = "reader", .number = {}, .model = {}}; break;
        case 1: sight.fault = Error{ErrorCode::CardFailed, {}, {}, {}}; break;
        case 2: sight.number.clear(); break;
        case 3:
            sight = sightOf({});
            sight.asDelivered = true;
            break;
        case 4: sight = sightOf({key}); break;
        case 5:
            sight = sightOf({});
            card = cardIn(CardState::InStock);
            break;
        case 6:
            sight = sightOf({key});
            card = cardIn(CardState::InStock);
            break;
        case 7: ordered(std::chrono::seconds(60)); break;
        case 8: ordered(std::chrono::seconds(-1)); break;
        case 9: card = cardIn(CardState::Issued, {registered}); break;
        case 10: card = cardIn(CardState::Issued, {registered}, now); break;
        case 11: card = cardIn(CardState::Issued, {registered}, now - std::chrono::seconds(1)); break;
        case 12:
            sight = sightOf({strange});
            card = cardIn(CardState::Issued, {registered});
            break;
        case 13:
            sight = sightOf({});
            card = cardIn(CardState::Issued, {registered});
            break;
        case 14:
            sight = sightOf({certificate}, 0);
            card = cardIn(CardState::Issued, {registered});
            break;
        case 15:
            sight = sightOf({certificate}, 0, 0);
            card = cardIn(CardState::Issued, {registered});
            break;
        case 16: card = cardIn(CardState::Suspended, {registered}); break;
        case 17: card = cardIn(CardState::Lost, {registered}); break;
        case 18: card = cardIn(CardState::Returned); break;
        case 19: card = cardIn(CardState::Destroyed); break;
        }
        const SeenCard seen = judgeCard(sight, card, order, now);
        QCOMPARE(int(seen.standing), standing);
        const std::vector<CardDeed> deeds = deedsFor(seen);
        QCOMPARE(deeds.empty() ? -1 : int(deeds.front()), first);
    }

    void whoMay()
    {
        Person officer;
        officer.roles = {Role::SecurityAdmin};
        for (const CardDeed deed : {CardDeed::Stock, CardDeed::Issue, CardDeed::Unlock, CardDeed::Lost, CardDeed::Wipe})
            QVERIFY(mayDo(deed, officer));
        QCOMPARE(cosignersFor(CardDeed::Issue, officer), std::set<Role>{Role::SecurityAdmin});
        QCOMPARE(cosignersFor(CardDeed::Unlock, officer), std::set<Role>{Role::SecurityAdmin});
        QVERIFY(!cosignersFor(CardDeed::Resume, officer).empty());
        QVERIFY(cosignersFor(CardDeed::Lost, officer).empty()); // nobody waits for a second one
        officer.roles = {Role::AuditAdmin};
        for (const CardDeed deed : {CardDeed::Stock, CardDeed::Issue, CardDeed::Unlock, CardDeed::Lost, CardDeed::Wipe})
            QVERIFY(!mayDo(deed, officer));
    }

    void lists_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<int>("lines");
        QTest::addColumn<int>("failures");
        QTest::addColumn<int>("code"); // of the first failure; 0: none
        QTest::newRow("Chinese") << QByteArray("姓名,工号,科室,持证角色\n李医生,D-1,心内科,医生\n王医生,D-2,心内科,医生\n") << 2 << 0 << 0;
        QTest::newRow("English, in another order, with days") << QByteArray("Role;Days;Name;Department;Staff\n医生;30;Li;心内科;D-1\n") << 1 << 0 << 0;
        QTest::newRow("a role that is not there") << QByteArray("姓名,工号,科室,持证角色\n李医生,D-1,心内科,院长\n") << 0 << 1 << int(ErrorCode::NotFound);
        QTest::newRow("a role for others") << QByteArray("姓名,工号,科室,持证角色\n李护士,N-1,心内科,护士\n") << 0 << 1 << int(ErrorCode::NotPermitted);
        QTest::newRow("the longest term") << QByteArray("姓名,工号,科室,持证角色,天数\n李护士,N-1,急诊科,护士,180\n") << 1 << 0 << 0;
        QTest::newRow("a day too long") << QByteArray("姓名,工号,科室,持证角色,天数\n李护士,N-1,急诊科,护士,181\n") << 0 << 1 << int(ErrorCode::LimitExceeded);
        QTest::newRow("no number of days") << QByteArray("姓名,工号,科室,持证角色,天数\n李医生,D-1,心内科,医生,一年\n") << 0 << 1 << int(ErrorCode::InvalidArgument);
        QTest::newRow("twice") << QByteArray("姓名,工号,科室,持证角色\n李医生,D-1,心内科,医生\n李医生,D-1,心内科,医生\n") << 1 << 1 << int(ErrorCode::Conflict);
        QTest::newRow("no staff number") << QByteArray("姓名,工号,科室,持证角色\n李医生,,心内科,医生\n") << 0 << 1 << int(ErrorCode::InvalidArgument);
    }
    void lists()
    {
        QFETCH(QByteArray, csv);
        QFETCH(int, lines);
        QFETCH(int, failures);
        QFETCH(int, code);
        const Result<CardBatch> batch = readCardBatch(std::string_view(csv.constData(), std::size_t(csv.size())), choicesWith({}));
        VERIFY_OK(batch);
        QCOMPARE(int(batch->lines.size()), lines);
        QCOMPARE(int(batch->failures.size()), failures);
        if (code)
            QCOMPARE(int(batch->failures.front().error.code), code);
    }

    void listsThatAreNone()
    {
        VERIFY_ERROR(readCardBatch("", choicesWith({})), ErrorCode::NothingFound);
        VERIFY_ERROR(readCardBatch("李医生,D-1,心内科,医生\n", choicesWith({})), ErrorCode::Malformed);
        std::string long1 = "姓名,工号,科室,持证角色\n";
        for (std::size_t i = 0; i <= mostBatchLines; ++i)
            long1 += "甲,D-" + std::to_string(i) + ",乙,医生\n";
        VERIFY_ERROR(readCardBatch(long1, choicesWith({})), ErrorCode::TooLarge);
    }

    /// How far a list has come stands in the register: read again, it goes on.
    void aListGoesOn()
    {
        const std::string_view csv = "姓名,工号,科室,持证角色\n李医生,D-1,心内科,医生\n王医生,D-2,心内科,医生\n赵医生,D-3,心内科,医生\n";
        Card issued = cardIn(CardState::Issued), begun = cardIn(CardState::Issuing);
        begun.number = "1002";
        begun.holder.id = "D-2";
        Card lost = cardIn(CardState::Lost);
        lost.number = "1003";
        lost.holder.id = "D-3";
        Result<CardBatch> batch = readCardBatch(csv, choicesWith({issued, begun, lost}));
        VERIFY_OK(batch);
        using State = CardBatch::State;
        QVERIFY(batch->lines[0].state == State::Done && batch->lines[0].card == "1001");
        QVERIFY(batch->lines[1].state == State::Begun && batch->lines[1].card == "1002");
        QVERIFY(batch->lines[2].state == State::Waiting && batch->lines[2].card.empty());
        begun.state = CardState::Issued;
        updateBatch(*batch, {issued, begun});
        QVERIFY(batch->lines[1].state == State::Done);
        issued.role = "r2"; // has one, of another role
        updateBatch(*batch, {issued, begun});
        QVERIFY(batch->lines[0].state == State::Waiting);
        const std::string report = batchReport(*batch);
        QVERIFY(report.starts_with(csvByteOrderMark));
        QCOMPARE(std::ranges::count(report, '\n'), 4);
    }
};

QTEST_GUILESS_MAIN(CardSightingTest)
#include "CardSightingTest.moc"
