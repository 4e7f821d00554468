// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/Policy.h"
#include "models/domain/Rules.h"
#include "models/pki/CertificateRequest.h"
#include "models/pki/Key.h"
#include "models/pki/OfficerCertificate.h"
#include "tests/support/Verify.h"

#include <QJsonArray>
#include <QTest>

using namespace hufu;

/// What is decided about certificate roles and USBKeys without a card; with one, CardIssuingTest.
class CardRulesTest : public QObject {
    Q_OBJECT

private:
    static Person officer(const char *id, const char *name, std::set<Role> roles)
    {
        Person person;
        person.id = id;
        person.name = name;
        person.department = "信息科";
        person.roles = std::move(roles);
        person.certificate = {static_cast<std::uint8_t>(id[0])};
        return person;
    }
    static CertificateAuthority clientCa(Instant now)
    {
        const PrivateKey key = std::move(*PrivateKey::generate());
        CertificateAuthority ca;
        ca.plan.id = newUuid();
        ca.plan.tree = CaTree::Client;
        ca.certificate = *makeAuthorityCertificate(key, "CA", now - std::chrono::days(1), now + std::chrono::days(100));
        return ca;
    }
    static Facts factsFor(bool two)
    {
        Facts facts;
        facts.house = Sha256{1};
        facts.actor = officer("1", "李安全", {Role::SecurityAdmin});
        facts.signers = {facts.actor->certificate};
        if (two) {
            facts.cosigners = {officer("2", "陈安全", {Role::SecurityAdmin})};
            facts.signers.push_back(facts.cosigners.front().certificate);
        }
        return facts;
    }
    static Command command(const char *kind, const QJsonObject &payload)
    {
        Command made;
        made.id = newUuid();
        made.house = Sha256{1};
        made.kind = kind;
        made.payload = payload;
        made.actor = "1";
        made.time = fromUnix(1'795'000'000);
        made.expires = made.time + std::chrono::hours(1);
        return made;
    }
    static Result<QJsonObject> decided(const Facts &facts, const char *kind, const QJsonObject &payload)
    {
        return decide(facts, command(kind, payload), fromUnix(1'795'000'000));
    }

private Q_SLOTS:
    void waysOfACard_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<QString>("to");
        using enum CardState;
        // What each state may become by card.change, in the order of CardState.
        QTest::newRow("in stock") << int(InStock) << "destroyed";
        QTest::newRow("being written") << int(Issuing) << "in-stock lost destroyed";
        QTest::newRow("issued") << int(Issued) << "suspended lost returned";
        QTest::newRow("suspended") << int(Suspended) << "issued lost returned";
        QTest::newRow("lost") << int(Lost) << "returned destroyed";
        QTest::newRow("returned") << int(Returned) << "in-stock destroyed";
        QTest::newRow("destroyed") << int(Destroyed) << "";
    }
    void waysOfACard()
    {
        QFETCH(int, from);
        QFETCH(QString, to);
        QStringList may;
        for (int state = 0; state <= int(CardState::Destroyed); ++state) {
            QCOMPARE(int(cardStateFromName(cardStateName(CardState(state))).value()), state);
            if (mayBecome(CardState(from), CardState(state)))
                may += QLatin1String(cardStateName(CardState(state)));
        }
        QCOMPARE(may.join(u' '), to);
    }

    void whatARoleMayBe_data()
    {
        QTest::addColumn<QJsonObject>("change");
        QTest::addColumn<bool>("good");
        QTest::newRow("as it is") << QJsonObject() << true;
        QTest::newRow("all keys") << QJsonObject{{"slots", QJsonArray{"9a", "9c", "9d"}}} << true;
        QTest::newRow("without the authentication key") << QJsonObject{{"slots", QJsonArray{"9c"}}} << false;
        QTest::newRow("keys in another order") << QJsonObject{{"slots", QJsonArray{"9a", "9d", "9c"}}} << false;
        QTest::newRow("a key twice") << QJsonObject{{"slots", QJsonArray{"9a", "9a"}}} << false;
        QTest::newRow("a name that would be escaped") << QJsonObject{{"name", "医生,护士"}} << false;
        QTest::newRow("a name that another attribute follows") << QJsonObject{{"name", "a+CN=b"}} << false;
        QTest::newRow("366 days") << QJsonObject{{"days", 366}} << true;
        QTest::newRow("367 days") << QJsonObject{{"days", 367}} << false;
        QTest::newRow("a server's profile") << QJsonObject{{"profile", "server"}} << false;
        QTest::newRow("a member that nobody knows") << QJsonObject{{"x", 1}} << false;
    }
    void whatARoleMayBe()
    {
        QFETCH(QJsonObject, change);
        QFETCH(bool, good);
        QJsonObject role = toJson(CertificateRole{.id = newUuid(), .name = "医生"});
        for (auto it = change.begin(); it != change.end(); ++it)
            role.insert(it.key(), it.value());
        QCOMPARE(certificateRoleFromJson(role).has_value(), good);
        const Result<QJsonObject> saved = decided(factsFor(true), CommandKind::SaveRole, role);
        if (good)
            VERIFY_OK(saved);
        else
            VERIFY_ERROR(saved, ErrorCode::Malformed);
    }

    void aRolesNameIsItsOwn()
    {
        Facts facts = factsFor(true);
        facts.certificateRoles = {{.id = newUuid(), .name = "医生"}};
        VERIFY_ERROR(decided(facts, CommandKind::SaveRole, toJson(CertificateRole{.id = newUuid(), .name = "医生"})), ErrorCode::Conflict);
        VERIFY_OK(decided(facts, CommandKind::SaveRole, toJson(CertificateRole{.id = facts.certificateRoles[0].id, .name = "医生", .days = 30})));
        VERIFY_ERROR(decided(facts, CommandKind::RemoveRole, toJson(RoleRemoval{facts.certificateRoles[0].id, "护士"})), ErrorCode::NotFound);
    }

    void whoSigns_data()
    {
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("from");
        QTest::addColumn<bool>("two");
        QTest::newRow("one reports a loss") << "lost" << int(CardState::Issued) << false;
        QTest::newRow("one suspends") << "suspended" << int(CardState::Issued) << false;
        QTest::newRow("two lift a suspension") << "issued" << int(CardState::Suspended) << true;
    }
    void whoSigns()
    {
        QFETCH(QString, to);
        QFETCH(int, from);
        QFETCH(bool, two);
        const QJsonObject payload = toJson(CardChange{"42", *cardStateFromName(to.toStdString()), "说明"});
        Facts alone = factsFor(false), both = factsFor(true);
        alone.card = both.card = Card{.number = "42", .model = {}, .state = CardState(from), .holder = {"D-1", "李医生", "心内科"}};
        if (two)
            VERIFY_ERROR(decided(alone, CommandKind::ChangeCard, payload), ErrorCode::CosignerNeeded);
        else
            VERIFY_OK(decided(alone, CommandKind::ChangeCard, payload));
        VERIFY_OK(decided(both, CommandKind::ChangeCard, payload));
        both.card->holder.id = "2"; // the second signer's own key
        if (two)
            VERIFY_ERROR(decided(both, CommandKind::ChangeCard, payload), ErrorCode::NotPermitted);
        alone.card.reset();
        both.card.reset();
        VERIFY_ERROR(decided(both, CommandKind::ChangeCard, payload), ErrorCode::NotFound);
    }

    /// What was lost is not unlocked, and who holds a key does not release the own PUK.
    void aPukIsReleasedByTwo()
    {
        Facts facts = factsFor(true);
        facts.card = Card{.number = "42", .model = {}, .state = CardState::Issued, .holder = {"D-1", "李医生", "心内科"}};
        const QJsonObject payload = toJson(CardUnlock{"42", "忘记"});
        const Result<QJsonObject> released = decided(facts, CommandKind::UnlockCard, payload);
        VERIFY_OK(released);
        QCOMPARE(*fromIso(utf8(released->value("until").toString())), fromUnix(1'795'000'000) + cardUnlockLife);
        VERIFY_ERROR(decided(factsFor(false), CommandKind::UnlockCard, payload), ErrorCode::CosignerNeeded);
        VERIFY_ERROR(decided(facts, CommandKind::UnlockCard, toJson(CardUnlock{"42", ""})), ErrorCode::InvalidArgument);
        VERIFY_ERROR(decided(facts, CommandKind::CardUnlocked, toJson(CardUnlock{"42", ""})), ErrorCode::Conflict);
        facts.card->holder.name = "李安全";
        facts.card->holder.department = "信息科";
        VERIFY_ERROR(decided(facts, CommandKind::UnlockCard, payload), ErrorCode::NotPermitted);
        facts.pilot = true;
        const Result<QJsonObject> waived = decided(facts, CommandKind::UnlockCard, payload);
        VERIFY_OK(waived);
        QVERIFY(waived->value("waived").toArray().contains(QStringLiteral("own-card")));
        facts.card->state = CardState::Lost;
        VERIFY_ERROR(decided(facts, CommandKind::UnlockCard, payload), ErrorCode::Conflict);
    }

    /// Tokens of PKCS#11 modules are numbered so that nothing else is, and have neither PUK nor anybody who vouches for them.
    void tokensOfModules()
    {
        const Result<std::string> one = moduleTokenNumber("SoftHSM project", "SoftHSM v2", "a1b2C3"), other = moduleTokenNumber("Another", "SoftHSM v2", "a1b2C3");
        VERIFY_OK(one);
        VERIFY_OK(other);
        QVERIFY(one->starts_with("a1b2C3-") && *one != *other && isModuleToken(*one) && isModuleToken(*other));
        QVERIFY(isModuleToken(*moduleTokenNumber("m", "x", "序列 1/2")));
        VERIFY_ERROR(moduleTokenNumber("m", "x", "0000000000000000"), ErrorCode::Unsupported);
        VERIFY_ERROR(moduleTokenNumber("m", "x", ""), ErrorCode::Unsupported);
        for (const char *number : {"42", "", "-12345678", "a-1234567", "a-1234567g", "a b-12345678", "a-12345678-12345678"})
            QVERIFY2(!isModuleToken(number), number);
        VERIFY_OK(cardUnlockFromJson(toJson(CardUnlock{*one, "x"})));
        VERIFY_ERROR(cardUnlockFromJson(toJson(CardUnlock{"a b-12345678", "x"})), ErrorCode::Malformed);

        Facts facts = factsFor(true);
        facts.card = Card{.number = *one, .model = {}, .state = CardState::Issued, .holder = {"D-1", "李医生", "心内科"}};
        VERIFY_ERROR(decided(facts, CommandKind::UnlockCard, toJson(CardUnlock{*one, "忘记"})), ErrorCode::Unsupported);
        Card officers{.number = "42", .model = {}, .state = CardState::Issued, .holder = {"1", "李安全", "信息科"}};
        officers.certificates = {{.slot = "9c"}, {.slot = "9d"}};
        QVERIFY(isOfficersCard(officers, *facts.actor));
        officers.number = *one;
        QVERIFY(!isOfficersCard(officers, *facts.actor));
    }

    void aMakerHasToVouchWherePolicyDemandsIt()
    {
        const Instant now = fromUnix(1'795'000'000);
        Facts facts = factsFor(true);
        const CertificateAuthority ca = clientCa(now);
        facts.cas = {ca};
        const CertificateRole role{.id = newUuid(), .name = "医生"};
        facts.certificateRoles = {role};
        CardOrder order{.id = newUuid(), .card = *moduleTokenNumber("m", "x", "1"), .model = {}, .holder = {"D-1", "李医生", "心内科"}, .role = role.id, .roleName = role.name,
                        .profile = role.profile, .slots = role.slots, .days = 1, .ca = ca.plan.id};
        VERIFY_OK(decided(facts, CommandKind::OrderCard, toJson(order)));
        facts.policy.attestationDemanded = 1;
        VERIFY_ERROR(decided(facts, CommandKind::OrderCard, toJson(order)), ErrorCode::NotPermitted);
        order.card = "42"; // whose keys may yet be vouched for
        VERIFY_OK(decided(facts, CommandKind::OrderCard, toJson(order)));

        SoftSigner signer(std::move(*PrivateKey::generate()));
        const CardRequests requests{order.id, "42", {{"9a", *makeRequest(signer, {{"CN", "李医生"}}, {}), {}}}};
        facts.cardOrder = CardOrderRecord{.form = order, .lapses = now + std::chrono::hours(1), .requests = {}, .certificates = {}};
        facts.card = Card{.number = "42", .model = {}, .state = CardState::Issuing, .order = order.id};
        for (const int version : {1, 2}) { // nor by an older form of the command
            Command sent = command(CommandKind::RequestCard, toJson(requests));
            sent.version = version;
            facts.policy.attestationDemanded = 1;
            VERIFY_ERROR(decide(facts, sent, now), ErrorCode::CardProofFailed);
            facts.policy.attestationDemanded = 0;
            VERIFY_OK(decide(facts, sent, now));
        }
        Policy policy = defaultPolicy();
        policy.attestationDemanded = 1; // by nobody
        VERIFY_ERROR(policyFromJson(toJson(policy)), ErrorCode::Malformed);
    }

    void oneOfficerAloneForHours_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<int>("code"); // -1: it may happen
        QTest::newRow("a holder who is locked out") << "" << -1;
        QTest::newRow("a holder who lost it") << "lost" << -1;
        QTest::newRow("a holder whose USBKey is suspended") << "suspended" << int(ErrorCode::NotPermitted);
        QTest::newRow("a holder who gave it back") << "returned" << int(ErrorCode::NotPermitted);
        QTest::newRow("a holder who never had one") << "none" << int(ErrorCode::NotPermitted);
        QTest::newRow("a holder of another role") << "role" << int(ErrorCode::NotPermitted);
        QTest::newRow("a namesake") << "namesake" << int(ErrorCode::NotPermitted);
        QTest::newRow("whose only one is temporary itself") << "temporary" << int(ErrorCode::NotPermitted);
        QTest::newRow("a role that policy does not name") << "policy" << int(ErrorCode::NotPermitted);
        QTest::newRow("longer than policy has it") << "hours" << int(ErrorCode::LimitExceeded);
        QTest::newRow("the last of a day") << "last" << -1;
        QTest::newRow("one more than a day's") << "more" << int(ErrorCode::LimitExceeded);
        QTest::newRow("those of the day before do not count") << "yesterday" << -1;
        QTest::newRow("an old one was not reviewed") << "unreviewed" << int(ErrorCode::NotPermitted);
        QTest::newRow("an old one was") << "reviewed" << -1;
        QTest::newRow("one's own") << "own" << int(ErrorCode::NotPermitted);
        QTest::newRow("in the payload's first version") << "version" << int(ErrorCode::InvalidArgument);
        QTest::newRow("further certificates") << "renew" << int(ErrorCode::Conflict);
    }
    void oneOfficerAloneForHours()
    {
        QFETCH(QString, change);
        QFETCH(int, code);
        const Instant now = fromUnix(1'795'000'000);
        Facts facts = factsFor(false);
        const CertificateAuthority ca = clientCa(now);
        facts.cas = {ca};
        const CertificateRole role{.id = newUuid(), .name = "医生"};
        facts.certificateRoles = {role};
        facts.policy.temporaryRoles = {"护士", "医生"};
        facts.policy.temporaryDayMost = 2;
        CardOrder order{.id = newUuid(), .card = "42", .model = {}, .holder = {"D-1", "李医生", "心内科"}, .role = role.id, .roleName = role.name, .profile = role.profile,
                        .slots = role.slots, .days = 1, .ca = ca.plan.id, .hours = 8, .note = "忘带"};
        Card held{.number = "7", .model = {}, .state = CardState::Issued, .holder = order.holder, .role = role.id, .roleName = role.name};
        const auto issuedBefore = [&](std::chrono::seconds ago, bool reviewed) { facts.temporaryKeys.push_back({newUuid(), "9", "1", now - ago, reviewed}); };
        using namespace std::chrono_literals;
        int version = 2;
        if (change == "lost" || change == "suspended" || change == "returned")
            held.state = *cardStateFromName(change.toStdString());
        else if (change == "role")
            held.role = newUuid();
        else if (change == "namesake")
            held.holder.id = "D-2";
        else if (change == "temporary")
            held.hours = 4;
        else if (change == "policy")
            facts.policy.temporaryRoles = {"护士"};
        else if (change == "hours")
            facts.policy.temporaryHours = 7;
        else if (change == "last")
            issuedBefore(23h, false);
        else if (change == "more")
            for (const auto ago : {23h, 1h})
                issuedBefore(ago, true);
        else if (change == "yesterday")
            for (const auto ago : {25h, 24h})
                issuedBefore(ago, false);
        else if (change == "unreviewed" || change == "reviewed")
            issuedBefore(temporaryReviewLife + 1s, change == "reviewed");
        else if (change == "own")
            order.holder = held.holder = {"1", "李安全", "信息科"};
        else if (change == "version")
            version = 1;
        else if (change == "renew")
            order.kind = RequestKind::Renew;
        if (change != "none")
            facts.heldCards = {held};
        Command sent = command(CommandKind::OrderCard, toJson(order));
        sent.version = version;
        const Result<QJsonObject> ruled = decide(facts, sent, now);
        if (code >= 0) {
            VERIFY_ERROR(ruled, ErrorCode(code));
            return;
        }
        VERIFY_OK(ruled);
        QCOMPARE(*fromIso(utf8(ruled->value("lapses").toString())), now + temporaryOrderLife);
        order.hours = 0; // nobody alone mints an ordinary one
        order.note.clear();
        VERIFY_ERROR(decided(facts, CommandKind::OrderCard, toJson(order)), ErrorCode::CosignerNeeded);
    }

    void anotherOneReviewsIt()
    {
        Facts facts = factsFor(false);
        CardOrderRecord record;
        record.form.id = newUuid();
        record.form.card = "42";
        record.form.hours = 2;
        record.actor = "2";
        facts.cardOrder = record;
        const QJsonObject payload = toJson(TemporaryReview{record.form.id, "42", false, "已核实"});
        VERIFY_OK(decided(facts, CommandKind::ReviewTemporary, payload));
        facts.cardOrder->actor = "1";
        VERIFY_ERROR(decided(facts, CommandKind::ReviewTemporary, payload), ErrorCode::NotPermitted);
        facts.pilot = true;
        const Result<QJsonObject> waived = decided(facts, CommandKind::ReviewTemporary, payload);
        VERIFY_OK(waived);
        QVERIFY(waived->value("waived").toArray().contains(QStringLiteral("self-decision")));
        facts.cardOrder->reviewed = true;
        VERIFY_ERROR(decided(facts, CommandKind::ReviewTemporary, payload), ErrorCode::Conflict);
        facts.cardOrder->form.hours = 0; // an ordinary one
        VERIFY_ERROR(decided(facts, CommandKind::ReviewTemporary, payload), ErrorCode::NotFound);
    }

    void theJournalReadsItBack()
    {
        const CardOrder order{.id = newUuid(), .kind = RequestKind::Renew, .card = "42", .model = "YubiKey 5.4.3", .holder = {"D-1", "李医生", "心内科"}, .role = newUuid(),
                              .roleName = "医生", .profile = "client", .slots = {"9a", "9c"}, .algorithm = KeyKind::EcP384, .days = 30, .ca = newUuid()};
        const Result<CardOrder> read = cardOrderFromJson(toJson(order));
        VERIFY_OK(read);
        QVERIFY(*read == order);
        CardOrder temporary = order;
        temporary.hours = mostTemporaryHours;
        temporary.note = "忘带";
        QVERIFY(cardOrderFromJson(toJson(temporary)) == temporary);
        temporary.hours = mostTemporaryHours + 1;
        VERIFY_ERROR(cardOrderFromJson(toJson(temporary)), ErrorCode::Malformed);
        QJsonObject sm2 = toJson(order);
        sm2["algorithm"] = "sm2";
        VERIFY_ERROR(cardOrderFromJson(sm2), ErrorCode::Malformed);
        QJsonObject number = toJson(order);
        number["card"] = "42; DROP";
        VERIFY_ERROR(cardOrderFromJson(number), ErrorCode::Malformed);
        QCOMPARE(subjectOf(command(CommandKind::OrderCard, toJson(order))), std::string("42"));
    }
};

QTEST_GUILESS_MAIN(CardRulesTest)
#include "CardRulesTest.moc"
