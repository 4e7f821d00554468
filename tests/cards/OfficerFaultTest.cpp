// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd, the authority and its journal run for real; the virtual card stands for an officer's own of plastic.
#include "app/cards/PivCardDesk.h"
#include "models/store/CardReader.h"
#include "models/wording/ErrorText.h"
#include "tests/smartcard/CardScene.h"
#include "tests/support/Hospital.h"

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr const char *security = Hospital::security, *second = "陈安全", *holder = "孙安全";

} // namespace

/// An officer signs with their own USBKey, and something goes wrong with it at each of its commands: what was to be signed happened once or not at all, the
/// officer is told which, no try of the PIN is spent, and the same again does it.
class OfficerFaultTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    CardScene m_scene;
    std::unique_ptr<Hospital> m_hospital;
    std::unique_ptr<House> m_house; ///< the officer's session
    SecureBytes m_pin = SecureBytes::copyOf("27182818");
    int m_commands = 0, m_numbers = 5000;

    Result<Receipt> stock(const std::string &number) { return m_house->submit(CommandKind::StockCard, toJson(CardArrival{number, "YubiKey 5.7.1", ""})); }
    int timesStocked(const std::string &number)
    {
        const auto history = m_hospital->read(security, [&](Connection &connection) { return readCardHistory(connection, number); });
        return history ? int(history->size()) : -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString reason = CardScene::skipReason(hindered); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        m_hospital = std::make_unique<Hospital>();
        VERIFY_OK(m_hospital->founded);
        for (const char *name : {second, holder})
            VERIFY_OK(m_hospital->add(name, "信息科", {Role::SecurityAdmin}));
        const Result<std::string> root = m_hospital->makeCa(CaTree::Root, {}, {}, security, {second});
        VERIFY_OK(root);
        VERIFY_OK(m_hospital->makeCa(CaTree::Client, *root, {}, security, {second}));
        const CertificateRole role{.id = newUuid(), .name = "安全管理员", .slots = {"9a", "9c", "9d"}};
        VERIFY_OK(m_hospital->submit(security, CommandKind::SaveRole, toJson(role), {second}));

        QVERIFY(m_scene.insert());
        PivCardDesk desk;
        const Person person = m_hospital->at(holder).officer();
        CardDesk::Issue issue{.reader = CardScene::reader(), .holder = {person.id, person.name, person.department}, .role = role.id, .card = {}};
        issue.pin = &m_pin;
        Result<std::unique_ptr<Token>> cosigner = m_hospital->gate.unlockToken(m_hospital->at(security), second, passphraseOf(second));
        VERIFY_OK(cosigner);
        Token *const cosigners[] = {cosigner->get()};
        const Result<Card> card = desk.issue(m_hospital->at(security), issue, cosigners, [](CardDesk::Step) {});
        VERIFY_OK(card);
        VERIFY_OK(m_hospital->gate.moveToCard(m_hospital->at(holder), {.person = person.id, .card = card->number, .reason = {}, .pin = &m_pin}, {}));
        Result<std::unique_ptr<House>> opened = m_hospital->gate.open(holder, m_pin);
        VERIFY_OK(opened);
        m_house = std::move(*opened);
        VERIFY_OK(stock("4998"));
        QTest::qWait(1000); // the watch over the officer's own one has found it, and looks no more
        m_scene.card->countAnew();
        VERIFY_OK(stock("4999"));
        m_commands = m_scene.card->commands();
        qInfo("%d commands to the card for one signature", m_commands);
    }
    void cleanupTestCase()
    {
        m_house.reset();
        m_scene.card.reset();
    }

    void somethingGoesWrong_data()
    {
        QTest::addColumn<int>("command");
        QTest::addColumn<int>("fault");
        const struct {
            CardFault fault;
            const char *name;
        } faults[] = {{CardFault::Pulled, "pulled out before"}, {CardFault::PulledAfter, "pulled out after"}, {CardFault::Reset, "reset at"},
                      {CardFault::Garbage, "garbage for an answer at"}, {CardFault::Refused, "refused"}, {CardFault::WrongLength, "a wrong length at"},
                      {CardFault::Nothing, "a bare success at"}};
        for (const auto &[fault, name] : faults) {
            for (int command = 1; command <= m_commands; ++command)
                QTest::addRow("%s command %d of %d", name, command, m_commands) << command << int(fault);
        }
    }
    void somethingGoesWrong()
    {
        QFETCH(int, command);
        QFETCH(int, fault);
        const bool pulled = CardFault(fault) == CardFault::Pulled || CardFault(fault) == CardFault::PulledAfter;
        const std::string number = std::to_string(++m_numbers);
        m_scene.card->failAt(command, CardFault(fault));
        const Result<Receipt> signedOnce = stock(number);
        QVERIFY(m_scene.card->hasFailed());
        m_scene.card->forgetFaults();
        QCOMPARE(timesStocked(number), signedOnce ? 1 : 0);
        if (CardFault(fault) == CardFault::Reset)
            VERIFY_OK(signedOnce); // made good, nobody has to do anything
        if (!signedOnce) {
            const ErrorCode code = signedOnce.error().code;
            QVERIFY2(!pulled || code == ErrorCode::CardAbsent, signedOnce.error().detail.c_str());
            const bool aboutTheCard = code == ErrorCode::CardAbsent || code == ErrorCode::CardFailed || code == ErrorCode::CardProofFailed || code == ErrorCode::CardTimedOut;
            QVERIFY2(aboutTheCard, (std::string(errorName(code)) + ": " + signedOnce.error().detail).c_str());
            const ErrorText said = errorText(signedOnce.error());
            QVERIFY(!said.whatHappened.isEmpty() && !said.whatToDo.isEmpty());
        }
        if (pulled)
            QVERIFY(m_scene.insertAgain());
        QCOMPARE(m_scene.pinTries(), 3);
        const Result<Receipt> again = stock(number);
        if (signedOnce)
            VERIFY_ERROR(again, ErrorCode::Conflict); // it is in the register
        else
            VERIFY_OK(again);
        QCOMPARE(timesStocked(number), 1);
    }

    void theJournalIsWhole() { QCOMPARE(m_hospital->faults(security), std::string()); }
};

HUFU_CARD_TEST_MAIN(OfficerFaultTest)
#include "OfficerFaultTest.moc"
