// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Uuid.h"
#include "models/domain/Pending.h"
#include "models/domain/Signers.h"
#include "models/domain/TopicRules.h"
#include "models/pki/OfficerCertificate.h"
#include "tests/support/Verify.h"

using namespace hufu;

namespace {

const Instant now = fromIso("2026-11-23T12:00:00Z").value();

Person person(const std::string &name, std::set<Role> roles)
{
    static const PrivateKey authority = std::move(*PrivateKey::generate());
    static const Bytes authorityCertificate = *makeAuthorityCertificate(authority, "医院", now, now + std::chrono::days(3650));
    Person made;
    made.id = newUuid();
    made.name = name;
    made.roles = std::move(roles);
    if (made.roles.contains(Role::Custodian))
        made.keyManagementCertificate = *makeKeyManagementCertificate(authority, authorityCertificate, *PrivateKey::generate()->publicKeyDer(), name, made.id, now,
                                                                      now + std::chrono::days(900));
    return made;
}

/// A certificate whose key three custodians hold, two or three of whom give it back.
struct Scene {
    Person one = person("甲", {Role::Custodian}), two = person("乙", {Role::Custodian}), three = person("丙", {Role::Custodian});
    Person fourth = person("丁", {Role::Custodian}), security = person("李安全", {Role::SecurityAdmin});
    Facts facts;
    KeyRecovery recovery{newUuid(), Sha256{7}, "服务器损坏"};

    explicit Scene(int needed = 2)
    {
        Escrow escrow{Sha256{1}, needed, {}};
        for (const Person *custodian : {&one, &two, &three})
            escrow.shares.push_back({custodian->id, shareKeyOf(*custodian), Sha256{2}});
        Request request;
        request.form.id = recovery.request;
        request.form.escrow = escrow;
        request.certificate = recovery.certificate;
        facts.requests = {request};
    }
    Escrow &escrow() { return *facts.requests.front().form.escrow; }
    Result<Ruling> recover(std::vector<Person> signers)
    {
        Command command;
        command.kind = CommandKind::RecoverKey;
        command.payload = toJson(recovery);
        facts.actor = signers.front();
        facts.cosigners.assign(signers.begin() + 1, signers.end());
        std::vector<std::string> waived;
        if (Result<void> enough = checkSigners(signersNeeded(facts, command), *facts.actor, facts.cosigners, facts.pilot, waived); !enough)
            return fail(enough.error());
        return ruleOnEscrow(facts, command, now);
    }
};

} // namespace

/// Who recovers a key in escrow, and for whom a key is put there.
class EscrowRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asManyAsAreNeeded()
    {
        Scene scene;
        VERIFY_OK(scene.recover({scene.one, scene.two}));
        VERIFY_OK(scene.recover({scene.three, scene.one}));
        VERIFY_OK(scene.recover({scene.one, scene.two, scene.three}));
        VERIFY_ERROR(scene.recover({scene.one}), ErrorCode::CosignerNeeded);
        VERIFY_ERROR(scene.recover({scene.one, scene.security}), ErrorCode::CosignerNeeded);
        VERIFY_ERROR(scene.recover({scene.security, scene.one}), ErrorCode::NotPermitted);
        Scene strict(3);
        VERIFY_ERROR(strict.recover({strict.one, strict.two}), ErrorCode::CosignerNeeded);
        VERIFY_OK(strict.recover({strict.one, strict.two, strict.three}));
    }

    /// What is split among two is not opened by one, whatever pilot mode waives elsewhere.
    void pilotModeWaivesNothing()
    {
        Scene scene;
        scene.facts.pilot = true;
        VERIFY_ERROR(scene.recover({scene.one}), ErrorCode::CosignerNeeded);
        VERIFY_OK(scene.recover({scene.one, scene.two}));
    }

    void onlyWhoHoldsAShare()
    {
        Scene scene;
        VERIFY_ERROR(scene.recover({scene.one, scene.fourth}), ErrorCode::NotPermitted);
        VERIFY_ERROR(scene.recover({scene.fourth, scene.one}), ErrorCode::NotPermitted);
        VERIFY_ERROR(scene.recover({scene.one, scene.two, scene.security}), ErrorCode::NotPermitted);
        Person former = scene.two;
        former.roles = {Role::Applicant};
        VERIFY_ERROR(scene.recover({scene.one, scene.three, former}), ErrorCode::NotPermitted);
        Person otherKey = scene.two;
        otherKey.keyManagementCertificate = scene.fourth.keyManagementCertificate;
        VERIFY_ERROR(scene.recover({scene.one, otherKey}), ErrorCode::NotPermitted);
    }

    void onlyTheCertificateOfTheRequest()
    {
        Scene scene;
        scene.recovery.certificate = Sha256{8};
        VERIFY_ERROR(scene.recover({scene.one, scene.two}), ErrorCode::NotFound);
        scene = Scene();
        scene.facts.requests.front().form.escrow.reset();
        VERIFY_ERROR(scene.recover({scene.one, scene.two}), ErrorCode::NotFound);
        scene = Scene();
        scene.facts.requests.front().certificate.reset();
        VERIFY_ERROR(scene.recover({scene.one, scene.two}), ErrorCode::NotFound);
        scene = Scene();
        scene.facts.requests.clear();
        VERIFY_ERROR(scene.recover({scene.one, scene.two}), ErrorCode::NotFound);
        scene = Scene();
        scene.recovery.reason.clear();
        VERIFY_ERROR(scene.recover({scene.one, scene.two}), ErrorCode::Malformed);
    }

    void aKeyIsTakenOverOnce()
    {
        Scene scene;
        scene.facts.people = {scene.one, scene.two, scene.three, scene.fourth, scene.security};
        const KeyDeposit deposit{scene.recovery.certificate, scene.escrow()};
        QCOMPARE(keyDepositFromJson(toJson(deposit)).value(), deposit);
        Command command;
        command.kind = CommandKind::DepositKey;
        command.payload = toJson(deposit);
        QCOMPARE(signersNeeded(scene.facts, command).size(), std::size_t(2));
        QVERIFY(!mayWait(command.kind)); // the shares are beside it
        scene.facts.escrowFault = Error{ErrorCode::NotFound, "no such certificate", {}, {}};
        VERIFY_ERROR(ruleOnEscrow(scene.facts, command, now), ErrorCode::NotFound);
        scene.facts.escrowFault.reset();
        VERIFY_OK(ruleOnEscrow(scene.facts, command, now));
        scene.facts.deposit = deposit;
        VERIFY_ERROR(ruleOnEscrow(scene.facts, command, now), ErrorCode::Conflict);
        Facts later = scene.facts; // two of three left: nobody can give it back
        later.people[1].active = later.people[2].active = false;
        Command anew = command;
        KeyDeposit dealtAnew = deposit;
        dealtAnew.escrow.shares = {{scene.one.id, shareKeyOf(scene.one), Sha256{2}}, {scene.fourth.id, shareKeyOf(scene.fourth), Sha256{2}}};
        anew.payload = toJson(dealtAnew);
        VERIFY_OK(ruleOnEscrow(later, anew, now));
        anew.payload = command.payload; // to people who are gone
        VERIFY_ERROR(ruleOnEscrow(later, anew, now), ErrorCode::Conflict);
        scene.recovery.request.clear();
        VERIFY_OK(scene.recover({scene.one, scene.two}));
        scene.recovery.certificate = Sha256{9};
        VERIFY_ERROR(scene.recover({scene.one, scene.two}), ErrorCode::NotFound);
    }

    void sharesAreForCustodians()
    {
        Scene scene;
        scene.facts.people = {scene.one, scene.two, scene.three, scene.fourth, scene.security};
        VERIFY_OK(checkDealing(scene.facts, scene.escrow()));
        scene.facts.people[1].active = false;
        VERIFY_ERROR(checkDealing(scene.facts, scene.escrow()), ErrorCode::Conflict);
        scene.facts.people[1] = scene.two;
        scene.facts.people[1].keyManagementCertificate.clear();
        VERIFY_ERROR(checkDealing(scene.facts, scene.escrow()), ErrorCode::Conflict);
        scene.facts.people[1] = scene.two;
        scene.facts.people[1].roles = {Role::SecurityAdmin};
        VERIFY_ERROR(checkDealing(scene.facts, scene.escrow()), ErrorCode::Conflict);
        scene.facts.people[1] = scene.two;
        scene.facts.escrowFault = Error{ErrorCode::Malformed, "no envelope", {}, {}};
        VERIFY_ERROR(checkDealing(scene.facts, scene.escrow()), ErrorCode::Malformed);
    }

    void formsReadBack()
    {
        Scene scene;
        QCOMPARE(escrowFromJson(toJson(scene.escrow())).value(), scene.escrow());
        const Result<KeyRecovery> recovery = keyRecoveryFromJson(toJson(scene.recovery));
        VERIFY_OK(recovery);
        QCOMPARE(recovery->request, scene.recovery.request);
        scene.escrow().needed = Escrow::mostNeeded + 1;
        VERIFY_ERROR(escrowFromJson(toJson(scene.escrow())), ErrorCode::Malformed);
    }
};

QTEST_GUILESS_MAIN(EscrowRulesTest)
#include "EscrowRulesTest.moc"
