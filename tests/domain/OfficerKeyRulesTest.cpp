// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Uuid.h"
#include "models/domain/Rules.h"
#include "models/domain/TopicRules.h"
#include "models/pki/OfficerRequest.h"
#include "tests/support/Verify.h"

#include <QTest>

using namespace hufu;

namespace {

const Instant now = fromUnix(1'795'000'000);
constexpr const char *cardNumber = "20261128";

Person officer(const char *id, const char *name, std::set<Role> roles)
{
    Person person;
    person.id = std::string(35, '0') + id;
    person.id[8] = person.id[13] = person.id[18] = person.id[23] = '-';
    person.id[14] = '7';
    person.id[19] = '8';
    person.name = name;
    person.department = "信息科";
    person.roles = std::move(roles);
    person.certificate = {static_cast<std::uint8_t>(id[0])};
    return person;
}

const Person li = officer("1", "李安全", {Role::SecurityAdmin}), wang = officer("2", "王系统", {Role::SystemAdmin}), zhao = officer("3", "赵审计", {Role::AuditAdmin}),
             chen = officer("4", "陈安全", {Role::SecurityAdmin}), qian = officer("5", "钱保管", {Role::Custodian}), sun = officer("6", "孙保管", {Role::Custodian}),
             zhou = officer("7", "周保管", {Role::Custodian});

Card cardOf(const Person &holder)
{
    Card card{.number = cardNumber, .model = "YubiKey", .state = CardState::Issued, .holder = {holder.id, holder.name, holder.department}};
    for (const char *slot : {"9a", "9c", "9d"})
        card.certificates.push_back({slot, {}, {}});
    return card;
}

/// What is known, and who signs, the actor first.
Facts factsOf(std::vector<Person> signers, std::vector<Person> people = {li, wang, zhao, chen, qian, sun, zhou})
{
    Facts facts;
    facts.house = Sha256{1};
    facts.actor = signers.front();
    for (const Person &signer : signers)
        facts.signers.push_back(signer.certificate);
    facts.cosigners.assign(signers.begin() + 1, signers.end());
    facts.people = std::move(people);
    facts.policy = defaultPolicy();
    facts.card = cardOf(li);
    facts.cardKey = {42};
    return facts;
}

Result<QJsonObject> decided(const Facts &facts, const char *kind, const QJsonObject &payload)
{
    Command command;
    command.id = newUuid();
    command.house = Sha256{1};
    command.kind = kind;
    command.payload = payload;
    command.actor = facts.actor->id;
    command.time = now;
    command.expires = now + std::chrono::hours(1);
    return decide(facts, command, now);
}

Result<QJsonObject> toCard(const Facts &facts, const Person &whom = li)
{
    return decided(facts, CommandKind::RekeyOfficer, toJson(OfficerRekey{.person = whom.id, .name = whom.name, .card = cardNumber, .reason = "说明"}));
}

Result<QJsonObject> toPassphrase(const Facts &facts, const Person &whom = li)
{
    static const PrivateKey key = std::move(*PrivateKey::generate());
    return decided(facts, CommandKind::RekeyOfficer,
                   toJson(OfficerRekey{.person = whom.id, .name = whom.name, .card = {}, .request = *makeOfficerRequest(key, whom.name), .reason = "丢失"}));
}

} // namespace

/// Which key an officer signs with, and who says so.
class OfficerKeyRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ownUsbKeyIsOnesOwnAffair()
    {
        VERIFY_OK(toCard(factsOf({li})));
        VERIFY_ERROR(toCard(factsOf({chen})), ErrorCode::CosignerNeeded);
        VERIFY_OK(toCard(factsOf({chen, wang})));
        VERIFY_ERROR(toCard(factsOf({chen, li})), ErrorCode::CosignerNeeded); // two security administrators are no system administrator
        VERIFY_ERROR(toCard(factsOf({wang, li})), ErrorCode::NotPermitted);   // nobody with others about themselves
    }

    void theCardHasToBeTheirs_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("holder");
        QTest::addColumn<QStringList>("slotNames");
        QTest::addColumn<int>("error");
        const QStringList all{"9a", "9c", "9d"};
        QTest::newRow("issued to them") << int(CardState::Issued) << "李安全" << all << -1;
        QTest::newRow("issued to another") << int(CardState::Issued) << "陈安全" << all << int(ErrorCode::Conflict);
        QTest::newRow("not handed over yet") << int(CardState::Issuing) << "李安全" << all << int(ErrorCode::Conflict);
        QTest::newRow("suspended") << int(CardState::Suspended) << "李安全" << all << int(ErrorCode::Conflict);
        QTest::newRow("lost") << int(CardState::Lost) << "李安全" << all << int(ErrorCode::Conflict);
        QTest::newRow("without a key that agrees keys") << int(CardState::Issued) << "李安全" << QStringList{"9a", "9c"} << int(ErrorCode::Unsupported);
    }
    void theCardHasToBeTheirs()
    {
        QFETCH(int, state);
        QFETCH(QString, holder);
        QFETCH(QStringList, slotNames);
        QFETCH(int, error);
        Facts facts = factsOf({li});
        facts.card->state = static_cast<CardState>(state);
        facts.card->holder = {"D-1", holder.toStdString(), "信息科"};
        facts.card->certificates.clear();
        for (const QString &slot : slotNames)
            facts.card->certificates.push_back({slot.toStdString(), {}, {}});
        const Result<QJsonObject> answer = toCard(facts);
        QCOMPARE(answer ? -1 : int(answer.error().code), error);
        facts.card.reset();
        VERIFY_ERROR(toCard(facts), ErrorCode::NotFound);
    }

    void aPassphraseInItsPlaceIsOthersDecision()
    {
        VERIFY_ERROR(toPassphrase(factsOf({li})), ErrorCode::CosignerNeeded);
        VERIFY_ERROR(toPassphrase(factsOf({li, wang})), ErrorCode::NotPermitted);
        VERIFY_OK(toPassphrase(factsOf({chen, wang})));
        Facts forbidden = factsOf({chen, wang});
        forbidden.policy.softTokens = 0;
        VERIFY_ERROR(toPassphrase(forbidden), ErrorCode::NotPermitted);
    }

    void theLastAdministratorIsRecoveredByTheCustodians()
    {
        // 陈安全 is there: the administrators decide.
        VERIFY_ERROR(toPassphrase(factsOf({qian, sun})), ErrorCode::NotPermitted);
        const std::vector<Person> alone{li, wang, zhao, qian, sun, zhou};
        VERIFY_ERROR(toPassphrase(factsOf({qian}, alone)), ErrorCode::CosignerNeeded);
        VERIFY_OK(toPassphrase(factsOf({qian, sun}, alone)));
        Facts forbidden = factsOf({qian, sun}, alone);
        forbidden.policy.softTokens = 0; // there may be nobody left to issue a USBKey
        VERIFY_OK(toPassphrase(forbidden));
        VERIFY_ERROR(toPassphrase(factsOf({qian, sun}, alone), zhao), ErrorCode::NotPermitted); // an audit administrator stops nothing
        // Whose USBKey is lost cannot decide either, and two of four custodians are not more than half.
        Person lost = chen;
        lost.card = "1";
        lost.cardOut = true;
        std::vector<Person> more{li, wang, zhao, lost, qian, sun, zhou, officer("8", "吴保管", {Role::Custodian})};
        VERIFY_ERROR(toPassphrase(factsOf({qian, sun}, more)), ErrorCode::CosignerNeeded);
        VERIFY_OK(toPassphrase(factsOf({qian, sun, zhou}, more)));
    }

    void whatIsOutOfUseSignsNothing()
    {
        Person out = chen;
        out.card = cardNumber;
        out.cardOut = true;
        VERIFY_ERROR(toCard(factsOf({out, wang})), ErrorCode::SignerInactive);
        VERIFY_ERROR(toCard(factsOf({wang, out})), ErrorCode::SignerInactive);
    }

    void shares()
    {
        Person keeper = officer("9", "郑保管", {Role::Custodian, Role::SecurityAdmin});
        keeper.keyManagementCertificate = {1};
        Facts facts = factsOf({chen, wang}, {li, wang, zhao, chen, keeper});
        facts.card = cardOf(keeper);
        VERIFY_ERROR(toCard(facts, keeper), ErrorCode::NotPermitted); // others would make the shares worthless
        facts = factsOf({keeper}, {li, wang, zhao, chen, keeper});
        facts.card = cardOf(keeper);
        VERIFY_OK(toCard(facts, keeper)); // who takes the key along
        keeper.card = cardNumber;
        facts = factsOf({chen}, {li, wang, zhao, chen, keeper});
        facts.card = cardOf(keeper);
        VERIFY_ERROR(decided(facts, CommandKind::ChangeCard, toJson(CardChange{cardNumber, CardState::Returned, "x"})), ErrorCode::NotPermitted);
        VERIFY_OK(decided(facts, CommandKind::ChangeCard, toJson(CardChange{cardNumber, CardState::Lost, "x"})));
    }

    void theLastAdministratorsUsbKeyIsNotHandedBack()
    {
        Person only = li;
        only.card = cardNumber;
        Facts facts = factsOf({only}, {only, wang, zhao});
        VERIFY_ERROR(decided(facts, CommandKind::ChangeCard, toJson(CardChange{cardNumber, CardState::Returned, "x"})), ErrorCode::NotPermitted);
        facts.people.push_back(chen);
        VERIFY_OK(decided(facts, CommandKind::ChangeCard, toJson(CardChange{cardNumber, CardState::Returned, "x"})));
    }

    void softTokensAreForbiddenOnceNobodyHasOne()
    {
        Policy policy = defaultPolicy();
        policy.softTokens = 0;
        Facts facts = factsOf({li, chen}, {li, chen});
        const Result<QJsonObject> early = decided(facts, CommandKind::SetPolicy, toJson(policy));
        VERIFY_ERROR(early, ErrorCode::Conflict);
        QCOMPARE(early.error().subject, li.name);
        for (Person &person : facts.people)
            person.card = "1";
        Person gone = zhao;
        gone.active = false;
        facts.people.push_back(gone);
        VERIFY_OK(decided(facts, CommandKind::SetPolicy, toJson(policy)));
    }
};

QTEST_GUILESS_MAIN(OfficerKeyRulesTest)
#include "OfficerKeyRulesTest.moc"
