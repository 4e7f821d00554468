// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/CeremonyCoverage.h"
#include "models/domain/CeremonyDemand.h"
#include "models/domain/Escrow.h"
#include "models/domain/RestoreTrial.h"
#include "models/domain/Signers.h"
#include "models/domain/TopicRules.h"
#include "models/pki/OfficerCertificate.h"
#include "tests/support/Verify.h"

#include <functional>
#include <tuple>
#include <utility>

using namespace hufu;

namespace {

using enum CeremonyPresence::Phase;

const Instant now = fromIso("2026-11-23T12:00:00Z").value();

Person personOf(const std::string &name, std::set<Role> roles)
{
    static const PrivateKey authority = std::move(*PrivateKey::generate());
    static const Bytes authorityCertificate = *makeAuthorityCertificate(authority, "医院", now, now + std::chrono::days(3650));
    Person made;
    made.id = newUuid();
    made.name = name;
    made.department = "信息科";
    made.roles = std::move(roles);
    if (made.roles.contains(Role::Custodian))
        made.keyManagementCertificate = *makeKeyManagementCertificate(authority, authorityCertificate, *PrivateKey::generate()->publicKeyDer(), name, made.id, now,
                                                                      now + std::chrono::days(900));
    return made;
}

/// A backup of one CA's key, two of three custodians being needed.
struct Scene {
    Person one = personOf("甲", {Role::Custodian}), two = personOf("乙", {Role::Custodian}), three = personOf("丙", {Role::Custodian});
    Person security = personOf("李安全", {Role::SecurityAdmin}), witness = personOf("赵审计", {Role::AuditAdmin});
    CeremonyPlan plan;
    Facts facts;

    Scene()
    {
        const CeremonyScript script = *builtinScript("backup");
        plan.id = newUuid();
        plan.script = script.name;
        plan.scriptSha256 = script.sha256;
        plan.scriptText = script.source;
        for (const CeremonyScript::Step &step : script.steps)
            plan.checks.push_back(step.check);
        for (const Person *custodian : {&one, &two, &three})
            plan.custodians.push_back({custodian->id, shareKeyOf(*custodian)});
        plan.administrator = security.id;
        plan.witness = witness.id;
        plan.media = {"A", "B"};
        CertificateAuthority ca;
        ca.plan.id = newUuid();
        ca.certificate = {1};
        plan.keys = {ca.plan.id};
        facts.house = Sha256{9};
        facts.cas = {ca};
        facts.people = {one, two, three, security, witness};
    }
    Result<Ruling> rule(const char *kind, const QJsonObject &payload, const Person &actor, std::vector<Person> cosigners = {}, Instant signedAt = now, Instant at = now)
    {
        Command command;
        command.kind = kind;
        command.payload = payload;
        command.actor = actor.id;
        command.time = signedAt;
        facts.actor = actor;
        facts.cosigners = std::move(cosigners);
        Result<Ruling> ruling = ruleOnCeremonies(facts, command, at);
        if (ruling) {
            if (!facts.ceremony)
                facts.ceremony.emplace();
            if (Result<void> applied = applyToCeremony(*facts.ceremony, command, at); !applied)
                return fail(applied.error());
        }
        return ruling;
    }
    Result<Ruling> planIt() { return rule(CommandKind::PlanCeremony, toJson(plan), security); }
    Result<Ruling> present(const Person &who, CeremonyPresence::Phase phase, std::optional<Sha256> proof = {}, Instant signedAt = now, Instant at = now)
    {
        return rule(CommandKind::PresentAtCeremony, toJson(CeremonyPresence{plan.id, parametersOf(plan), phase, proof}), who, {}, signedAt, at);
    }
    Result<Ruling> step(int number, std::vector<std::string> evidence = {})
    {
        return rule(CommandKind::StepCeremony, toJson(CeremonyStep{plan.id, parametersOf(plan), number, "LA", {}, std::move(evidence)}), security);
    }
    Result<Ruling> close(const Person &actor, std::vector<Person> cosigners)
    {
        return rule(CommandKind::CloseCeremony, toJson(CeremonyEnd{plan.id, parametersOf(plan), {}}), actor, std::move(cosigners));
    }
    static Sha256 proofOf(int share) { return Sha256{std::uint8_t(share)}; }
    BackupManifest manifest() const
    {
        BackupManifest made;
        made.ceremony = plan.id;
        made.parameters = parametersOf(plan);
        made.house = *facts.house;
        made.set = std::string(32, 'a');
        made.needed = plan.needed;
        made.sealedAt = now;
        made.keys.push_back({plan.keys.front(), "CA", {1}, "key-1.cms"});
        made.files.push_back({"key-1.cms", 1, Sha256{1}});
        for (int i = 0; i < int(plan.custodians.size()); ++i) {
            const CeremonyPlan::Keeper &keeper = plan.custodians[std::size_t(i)];
            const std::string file = "share-" + std::to_string(i + 1) + ".cms";
            made.shares.push_back({keeper.person, "x", keeper.key, i + 1, file, commitmentTo(proofOf(i + 1))});
            made.files.push_back({file, 1, Sha256{2}});
        }
        return made;
    }
    Result<Ruling> seal(const BackupManifest &made)
    {
        Person authority;
        authority.id = authorityActor;
        return rule(CommandKind::SealBackup, toJson(CeremonySealed{plan.id, parametersOf(plan), made}), authority);
    }
    void rollCall()
    {
        VERIFY_OK(planIt());
        for (const Person *who : {&one, &two, &three, &witness})
            VERIFY_OK(present(*who, Opening));
    }
};

} // namespace

/// Who takes part in a key ceremony, what comes after what, and what its scripts have to say.
class CeremonyRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDemandIsReadAsItWasWritten()
    {
        using Deed = CeremonyDemand::Deed;
        for (const Deed deed : {Deed::Seal, Deed::Package, Deed::OneTimeKey, Deed::Restore, Deed::Take, Deed::RestoreTest, Deed::Serve}) {
            CeremonyDemand demand{.deed = deed, .ceremony = newUuid(), .parameters = sha256(viewOf("plan")), .house = sha256(viewOf("house")), .person = newUuid(), .time = now};
            if (deed == Deed::Restore || deed == Deed::RestoreTest)
                demand.shares = {sha256(viewOf("one")), sha256(viewOf("two"))};
            const Result<std::string> encoded = encodeDemand(demand);
            VERIFY_OK(encoded);
            const Result<CeremonyDemand> read = decodeCeremonyDemand(viewOf(*encoded));
            VERIFY_OK(read);
            QVERIFY(*read == demand);
        }
    }

    void aDemandThatIsNoneIsRefused_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<QByteArray>("instead");
        QTest::newRow("for another purpose") << QByteArray("\"ceremony\",\"shares") << QByteArray("\"escrow\",\"shares");
        QTest::newRow("an unknown deed") << QByteArray("\"seal\"") << QByteArray("\"export\"");
        QTest::newRow("a restore without shares") << QByteArray("\"seal\"") << QByteArray("\"restore\"");
        QTest::newRow("shares for nothing") << QByteArray("[]") << QByteArray("[\"") + QByteArray(64, '0') + QByteArray("\"]");
        QTest::newRow("more shares than there are custodians") << QByteArray("[]") << QByteArray("[") + (QByteArray("\"") + QByteArray(64, '0') + QByteArray("\",")).repeated(15) + QByteArray("\"") + QByteArray(64, '0') + QByteArray("\"]");
        QTest::newRow("a member nobody asked for") << QByteArray("{\"ceremony\"") << QByteArray("{\"also\":1,\"ceremony\"");
        QTest::newRow("no time") << QByteArray("2026-11-23T12:00:00Z") << QByteArray("noon");
    }
    void aDemandThatIsNoneIsRefused()
    {
        QFETCH(const QByteArray, part);
        QFETCH(const QByteArray, instead);
        const CeremonyDemand demand{.ceremony = newUuid(), .person = newUuid(), .time = now};
        QByteArray text = QByteArray::fromStdString(*encodeDemand(demand));
        QVERIFY(text.contains(part));
        text.replace(part, instead);
        VERIFY_ERROR(decodeCeremonyDemand(viewOf(text.toStdString())), ErrorCode::Malformed);
    }

    void whatCameOfARestoreTestIsReadAsItWasWritten()
    {
        const RestoredKeys keys{{"根", "Servers"}, {"Token CA"}};
        QVERIFY(restoredKeysFromJson(toJson(keys)).value() == keys);
        using What = RestoreAnswer::What;
        const std::vector<RestoreAnswer> answers{{What::Certificate, "根", 0, {}}, {What::Crl, "根", 7, {}}, {What::NoResponder, "根", 0, {}}, {What::Ocsp, "Servers", 0, "good"}};
        QVERIFY(restoreAnswersFromJson(toJson(answers)).value() == answers);
        QJsonObject wrong = toJson(answers);
        QJsonArray list = wrong["answers"].toArray();
        QJsonObject first = list[0].toObject();
        first["what"] = "everything";
        list[0] = first;
        wrong["answers"] = list;
        VERIFY_ERROR(restoreAnswersFromJson(wrong), ErrorCode::Malformed);
        VERIFY_ERROR(restoredKeysFromJson(QJsonObject{{"proven", QJsonArray{1}}, {"elsewhere", QJsonArray()}}), ErrorCode::Malformed);
    }

    void fromTheRollCallToTheEnd()
    {
        Scene scene;
        VERIFY_OK(scene.planIt());
        VERIFY_OK(scene.step(1));
        VERIFY_ERROR(scene.step(1), ErrorCode::Conflict); // each once
        VERIFY_ERROR(scene.step(3), ErrorCode::Conflict); // and none is left out
        VERIFY_ERROR(scene.step(2), ErrorCode::Conflict); // nobody has signed
        VERIFY_ERROR(scene.seal(scene.manifest()), ErrorCode::Conflict);
        for (const Person *who : {&scene.one, &scene.two, &scene.three})
            VERIFY_OK(scene.present(*who, Opening));
        VERIFY_ERROR(scene.step(2), ErrorCode::Conflict); // the witness has not
        VERIFY_ERROR(scene.present(scene.one, Closing, scene.proofOf(1)), ErrorCode::Conflict);
        VERIFY_OK(scene.present(scene.witness, Opening));
        VERIFY_ERROR(scene.present(scene.witness, Opening), ErrorCode::Conflict);
        VERIFY_OK(scene.step(2));
        VERIFY_ERROR(scene.present(scene.one, Closing, scene.proofOf(1)), ErrorCode::Conflict); // nothing was dealt
        VERIFY_ERROR(scene.step(3), ErrorCode::Conflict);
        VERIFY_OK(scene.seal(scene.manifest()));
        VERIFY_ERROR(scene.seal(scene.manifest()), ErrorCode::Conflict);
        VERIFY_OK(scene.step(3));
        const std::string hash = toHex(hashOf(scene.manifest()));
        VERIFY_ERROR(scene.step(4, {"A: " + hash}), ErrorCode::Conflict); // of two media
        VERIFY_ERROR(scene.step(4, {"A: " + hash, "B: " + std::string(64, '0')}), ErrorCode::Conflict);
        VERIFY_OK(scene.step(4, {"A: " + hash, "B: " + hash}));
        VERIFY_OK(scene.step(5, {"A: " + hash, "B: " + hash}));
        VERIFY_ERROR(scene.step(6), ErrorCode::Conflict);
        VERIFY_ERROR(scene.present(scene.one, Closing, scene.proofOf(2)), ErrorCode::EscrowBroken); // another's share
        VERIFY_ERROR(scene.present(scene.one, Closing), ErrorCode::Malformed);
        for (int i = 0; i < 3; ++i)
            VERIFY_OK(scene.present(*std::array{&scene.one, &scene.two, &scene.three}[std::size_t(i)], Closing, scene.proofOf(i + 1)));
        VERIFY_ERROR(scene.present(scene.witness, Closing, scene.proofOf(1)), ErrorCode::Malformed);
        VERIFY_OK(scene.present(scene.witness, Closing));
        VERIFY_OK(scene.step(6));
        VERIFY_OK(scene.step(7));
        VERIFY_ERROR(scene.close(scene.security, {scene.witness}), ErrorCode::Conflict); // a step is left
        VERIFY_OK(scene.step(8));
        VERIFY_ERROR(scene.step(9), ErrorCode::Conflict);
        VERIFY_ERROR(scene.close(scene.security, {}), ErrorCode::CosignerNeeded);
        VERIFY_ERROR(scene.close(scene.security, {scene.one}), ErrorCode::CosignerNeeded);
        VERIFY_OK(scene.close(scene.witness, {scene.security}));
        VERIFY_ERROR(scene.close(scene.witness, {scene.security}), ErrorCode::Conflict);
    }

    void whoMayTakePart()
    {
        const auto refused = [](auto &&change, ErrorCode code) {
            Scene scene;
            change(scene);
            VERIFY_ERROR(scene.planIt(), code);
        };
        refused([](Scene &s) { s.plan.custodians.resize(1); }, ErrorCode::CustodiansMissing);
        refused([](Scene &s) { s.plan.needed = 4; }, ErrorCode::CustodiansMissing);
        refused([](Scene &s) { s.plan.custodians[1] = s.plan.custodians[0]; }, ErrorCode::NotPermitted);
        refused([](Scene &s) { s.plan.witness = s.one.id; }, ErrorCode::NotPermitted);
        refused([](Scene &s) { s.plan.witness = s.security.id; }, ErrorCode::NotPermitted);
        refused([](Scene &s) { s.plan.administrator = s.one.id; }, ErrorCode::NotPermitted);
        refused([](Scene &s) { s.facts.people[0].active = false; }, ErrorCode::NotPermitted);
        refused([](Scene &s) { s.facts.people[0].roles = {Role::Applicant}; }, ErrorCode::NotPermitted);
        refused([](Scene &s) { s.plan.custodians[0].key[0] ^= 1; }, ErrorCode::Conflict);
        refused([](Scene &s) { s.facts.people[4].roles = {Role::SystemAdmin}; }, ErrorCode::NotPermitted);
        refused([](Scene &s) { s.facts.people[1].name = s.facts.people[0].name; }, ErrorCode::NotPermitted); // registered twice
        refused([](Scene &s) { s.facts.people[4].name = s.facts.people[0].name; }, ErrorCode::NotPermitted);
        refused([](Scene &s) { // one card for two
            s.facts.people[1].keyManagementCertificate = s.facts.people[0].keyManagementCertificate;
            s.plan.custodians[1].key = s.plan.custodians[0].key;
        }, ErrorCode::NotPermitted);
        refused([](Scene &s) { s.plan.keys.clear(); }, ErrorCode::NothingFound);
        refused([](Scene &s) { s.plan.keys = {newUuid()}; }, ErrorCode::NotFound);
        refused([](Scene &s) { s.plan.media.clear(); }, ErrorCode::Malformed);
        refused([](Scene &s) { std::erase(s.plan.checks, CeremonyCheck::Proven); }, ErrorCode::Malformed);
        refused([](Scene &s) { s.plan.scriptText += ' '; }, ErrorCode::Malformed);
        refused([](Scene &s) { s.facts.pilot = true, s.plan.witness = s.security.id; }, ErrorCode::NotPermitted); // nor does pilot mode waive it
        Scene good;
        good.facts.people[1].name = good.facts.people[0].name; // two of one name in different departments
        good.facts.people[1].department = "后勤";
        VERIFY_OK(good.planIt());
    }

    void presenceIsNow()
    {
        Scene scene;
        VERIFY_OK(scene.planIt());
        VERIFY_ERROR(scene.present(scene.one, Opening, {}, now - presenceLife - std::chrono::seconds(1)), ErrorCode::Expired);
        VERIFY_OK(scene.present(scene.one, Opening, {}, now - presenceLife));
        const Instant late = now + ceremonyLife + std::chrono::seconds(1);
        VERIFY_ERROR(scene.present(scene.two, Opening, {}, late, late), ErrorCode::Expired);
        const QJsonObject end = toJson(CeremonyEnd{scene.plan.id, parametersOf(scene.plan), "太晚"});
        VERIFY_ERROR(scene.rule(CommandKind::AbortCeremony, end, personOf("丁", {Role::Custodian}), {}, late, late), ErrorCode::NotPermitted);
        VERIFY_OK(scene.rule(CommandKind::AbortCeremony, end, scene.two, {}, late, late));
    }

    void whoLeftDoesNotSign()
    {
        Scene scene;
        VERIFY_OK(scene.planIt());
        scene.facts.people[0].roles = {Role::Applicant};
        VERIFY_ERROR(scene.present(scene.one, Opening), ErrorCode::NotPermitted);
        scene.facts.people[1].keyManagementCertificate = scene.three.keyManagementCertificate; // another card since
        VERIFY_ERROR(scene.present(scene.two, Opening), ErrorCode::Conflict);
    }

    void whatIsSealedIsWhatWasPlanned()
    {
        const auto refused = [](auto &&change) {
            Scene scene;
            scene.rollCall();
            BackupManifest manifest = scene.manifest();
            change(manifest, scene);
            VERIFY_ERROR(scene.seal(manifest), ErrorCode::Malformed);
        };
        refused([](BackupManifest &m, Scene &) { m.needed = 3; });
        refused([](BackupManifest &m, Scene &) { m.parameters[0] ^= 1; });
        refused([](BackupManifest &m, Scene &) { m.house[0] ^= 1; });
        refused([](BackupManifest &m, Scene &) { m.wholeHouse = true; });
        refused([](BackupManifest &m, Scene &) { m.shares[0].key[0] ^= 1; });
        refused([](BackupManifest &m, Scene &) { m.shares.pop_back(); });
        refused([](BackupManifest &m, Scene &s) { m.shares[0].custodian = s.security.id; });
        refused([](BackupManifest &m, Scene &) { m.keys[0].certificate = {2}; });
        refused([](BackupManifest &m, Scene &) { m.keys.clear(); });
    }

    void aPackageIsRestoredByItsHolders()
    {
        Scene made;
        made.rollCall();
        VERIFY_OK(made.seal(made.manifest()));
        const auto asking = [&](auto &&change, std::optional<ErrorCode> code) {
            Scene scene = made;
            scene.facts.package = made.facts.ceremony;
            scene.facts.ceremony.reset();
            scene.plan.id = newUuid();
            scene.plan.kind = CeremonyKind::RestoreTest;
            const CeremonyScript script = *builtinScript("restore-test");
            scene.plan.scriptText = script.source;
            scene.plan.scriptSha256 = script.sha256;
            scene.plan.checks.clear();
            for (const CeremonyScript::Step &step : script.steps)
                scene.plan.checks.push_back(step.check);
            scene.plan.package = hashOf(made.manifest());
            scene.plan.custodians.resize(2);
            change(scene);
            if (code)
                VERIFY_ERROR(scene.planIt(), *code);
            else
                VERIFY_OK(scene.planIt());
        };
        asking([](Scene &) {}, {});
        asking([](Scene &s) { s.facts.package.reset(); }, ErrorCode::NotFound);
        asking([](Scene &s) { s.facts.package->isVoid = true; }, ErrorCode::Conflict);
        asking([](Scene &s) { s.plan.needed = 3, s.plan.custodians.push_back({s.three.id, shareKeyOf(s.three)}); }, ErrorCode::Malformed);
        asking([](Scene &s) { s.facts.package->sealed->shares[0].key[0] ^= 1; }, ErrorCode::NotPermitted);
        asking([](Scene &s) { s.facts.package->sealed->keys[0].file.clear(); }, ErrorCode::NotFound);
        asking([](Scene &s) { s.plan.package.reset(); }, ErrorCode::Malformed);
    }

    void scriptsAreReadStrictly_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("a check left out") << QByteArray("\"read-back\"") << QByteArray("\"none\"");
        QTest::newRow("a check twice") << QByteArray("\"check\": \"none\"") << QByteArray("\"check\": \"sealed\"");
        QTest::newRow("an actor nobody knows") << QByteArray("\"witness\"") << QByteArray("\"notary\"");
        QTest::newRow("another kind") << QByteArray("\"kind\": \"backup\"") << QByteArray("\"kind\": \"restore\"");
        QTest::newRow("a member nobody knows") << QByteArray("\"version\": 1") << QByteArray("\"version\": 1, \"note\": 1");
        QTest::newRow("version 0") << QByteArray("\"version\": 1") << QByteArray("\"version\": 0");
        QTest::newRow("one language") << QByteArray("\"zh\": \"私钥离线备份仪式\"") << QByteArray("\"de\": \"x\"");
        QTest::newRow("a name with a slash") << QByteArray("\"name\": \"backup\"") << QByteArray("\"name\": \"../backup\"");
    }
    void scriptsAreReadStrictly()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QByteArray json = QByteArray::fromStdString(builtinScript("backup")->source);
        QVERIFY(json.contains(from));
        json.replace(json.indexOf(from), from.size(), to);
        VERIFY_ERROR(CeremonyScript::read(viewOf({json.constData(), std::size_t(json.size())})), ErrorCode::Malformed);
    }

    void ownScriptsAndBounds()
    {
        for (const std::string &name : builtinScriptNames()) {
            const Result<CeremonyScript> script = builtinScript(name);
            VERIFY_OK(script);
            QCOMPARE(script->name, name);
            QCOMPARE(script->sha256, sha256(viewOf(script->source)));
        }
        VERIFY_ERROR(builtinScript("nothing"), ErrorCode::NotFound);
        const std::string large(CeremonyScript::largest + 1, ' ');
        VERIFY_ERROR(CeremonyScript::read(viewOf(large)), ErrorCode::TooLarge);
        std::set<std::string> zh, en;
        for (int octet = 0; octet < 256; ++octet) {
            const std::vector<BilingualText> words = spokenWords(Sha256{std::uint8_t(octet)});
            QCOMPARE(words.size(), std::size_t(16));
            zh.insert(words[0].zh);
            en.insert(words[0].en);
        }
        QCOMPARE(zh.size(), std::size_t(256)); // no two octets sound alike
        QCOMPARE(en.size(), std::size_t(256));
    }

    void theAuthorityBacksUpToTheSameCustodians_data()
    {
        using Change = std::function<void(BackupMade &, Facts &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<ErrorCode>("refused");
        QTest::newRow("as the last ceremony dealt") << Change([](BackupMade &, Facts &) {}) << ErrorCode::Internal; // taken
        QTest::newRow("to fewer") << Change([](BackupMade &made, Facts &) { made.manifest.shares.pop_back(); }) << ErrorCode::Malformed;
        QTest::newRow("another quorum") << Change([](BackupMade &made, Facts &) { made.manifest.needed = 3; }) << ErrorCode::Malformed;
        QTest::newRow("without the house") << Change([](BackupMade &made, Facts &) { made.manifest.wholeHouse = false; }) << ErrorCode::Malformed;
        QTest::newRow("of another house") << Change([](BackupMade &made, Facts &) { made.manifest.house = Sha256{8}; }) << ErrorCode::Malformed;
        QTest::newRow("a key of no CA of the house") << Change([](BackupMade &made, Facts &) { made.manifest.keys[0].certificate = {2}; }) << ErrorCode::Malformed;
        QTest::newRow("a number that was taken") << Change([](BackupMade &, Facts &facts) { facts.ceremony.emplace(); }) << ErrorCode::AlreadyExists;
        QTest::newRow("of shares that are void") << Change([](BackupMade &, Facts &facts) { facts.package->isVoid = true; }) << ErrorCode::NotFound;
        QTest::newRow("of a ceremony that was aborted") << Change([](BackupMade &, Facts &facts) { facts.package->fate = Ceremony::Fate::Aborted; }) << ErrorCode::NotFound;
        QTest::newRow("of no ceremony") << Change([](BackupMade &, Facts &facts) { facts.package->plan.administrator = authorityActor; }) << ErrorCode::NotFound;
        QTest::newRow("a custodian who left") << Change([](BackupMade &, Facts &facts) { facts.people[0].active = false; }) << ErrorCode::NotPermitted;
        QTest::newRow("a custodian with a new key") << Change([](BackupMade &, Facts &facts) {
            facts.people[0].keyManagementCertificate = personOf("甲", {Role::Custodian}).keyManagementCertificate;
        }) << ErrorCode::Conflict;
    }
    void theAuthorityBacksUpToTheSameCustodians()
    {
        QFETCH(const std::function<void(BackupMade &, Facts &)>, change);
        QFETCH(const ErrorCode, refused);
        Scene scene;
        scene.rollCall();
        VERIFY_OK(scene.seal(scene.manifest()));
        Facts facts = scene.facts;
        facts.package = std::exchange(facts.ceremony, std::nullopt);
        facts.package->fate = Ceremony::Fate::Closed;
        BackupMade made{newUuid(), hashOf(*facts.package->sealed), scene.manifest()};
        made.manifest.ceremony = made.id;
        made.manifest.wholeHouse = true;
        change(made, facts);
        Command command;
        command.kind = CommandKind::MakeBackup;
        command.payload = toJson(made);
        command.actor = authorityActor;
        command.time = now;
        const Result<Ruling> ruling = ruleOnCeremonies(facts, command, now);
        if (refused != ErrorCode::Internal)
            VERIFY_ERROR(ruling, refused);
        if (refused != ErrorCode::Internal)
            return;
        VERIFY_OK(ruling);
        Ceremony ceremony;
        VERIFY_OK(applyToCeremony(ceremony, command, now));
        QVERIFY(ceremony.isAutomatic() && ceremony.fate == Ceremony::Fate::Closed);
        QCOMPARE(ceremony.plan.custodians, scene.plan.custodians);
        QCOMPARE(hashOf(*ceremony.sealed), hashOf(made.manifest));
    }

    /// Keys once, offline; the house again and again, and then by the authority itself.
    void whatIsBackedUpIsCounted()
    {
        Scene scene;
        scene.rollCall();
        BackupManifest manifest = scene.manifest();
        manifest.wholeHouse = true;
        Ceremony held = *scene.facts.ceremony;
        held.sealed = manifest;
        held.fate = Ceremony::Fate::Closed;
        held.ended = now;
        const Policy policy = defaultPolicy();
        const auto cas = scene.facts.cas;
        using State = CoverageLine::State;
        const auto states = [&](std::vector<Ceremony> ceremonies, Instant at) {
            const CeremonyCoverage coverage = coverageOf(cas, ceremonies, policy, at);
            return std::tuple(coverage.lines[0].state, coverage.lines[1].state, coverage.testDue, coverage.due());
        };
        const auto days = [](int count) { return std::chrono::days(count); };
        QCOMPARE(states({}, now), std::tuple(State::Never, State::Never, false, 2));
        QCOMPARE(states({held}, now), std::tuple(State::Covered, State::Covered, true, 1));
        QCOMPARE(states({held}, now + days(policy.backupDays)), std::tuple(State::Covered, State::Covered, true, 1));
        QCOMPARE(states({held}, now + days(policy.backupDays) + std::chrono::seconds(1)), std::tuple(State::Covered, State::Due, true, 2));
        Ceremony open = held;
        open.fate = Ceremony::Fate::Open;
        QCOMPARE(states({open}, now), std::tuple(State::Never, State::Never, false, 2));
        Ceremony gone = held;
        gone.isVoid = true;
        QCOMPARE(states({gone}, now), std::tuple(State::Never, State::Never, false, 2));
        Ceremony automatic = held;
        automatic.plan.administrator = authorityActor;
        automatic.sealed->sealedAt = now + days(40);
        QCOMPARE(states({automatic, held}, now + days(41)), std::tuple(State::Covered, State::Covered, true, 1));
        QCOMPARE(states({automatic}, now + days(41)), std::tuple(State::Never, State::Covered, true, 2)); // no key of it lies in a safe
        Ceremony tested = held;
        tested.plan.kind = CeremonyKind::RestoreTest;
        tested.sealed.reset();
        QCOMPARE(states({tested, held}, now + days(1)), std::tuple(State::Covered, State::Covered, false, 0));
        QCOMPARE(states({tested, held}, now + days(policy.restoreTestDays + 1)), std::tuple(State::Covered, State::Due, true, 2));
        auto token = cas;
        token[0].plan.keyStore = "pkcs11:token=X";
        QCOMPARE(coverageOf(token, {held}, policy, now).lines[0].state, State::NotExportable);
        QCOMPARE(coverageOf({}, {}, policy, now).due(), 0); // nothing yet that only a ceremony gives back
    }

    void theMonthsBackupIsDueOnce()
    {
        using namespace std::chrono;
        const auto on = [](int month, int day) { return Instant(sys_days(year(2026) / month / day)); };
        Scene scene;
        scene.rollCall();
        Ceremony held = *scene.facts.ceremony;
        held.sealed = scene.manifest();
        held.sealed->wholeHouse = true;
        held.sealed->sealedAt = on(3, 10);
        held.fate = Ceremony::Fate::Closed;
        Policy policy = defaultPolicy();
        policy.backupDay = 5;
        QVERIFY(!isMonthlyBackupDue({}, policy, on(3, 20))); // nobody holds shares
        QVERIFY(!isMonthlyBackupDue({held}, policy, on(3, 20))); // the ceremony's own is the month's
        QVERIFY(!isMonthlyBackupDue({held}, policy, on(4, 4)));
        QVERIFY(isMonthlyBackupDue({held}, policy, on(4, 5)));
        Ceremony made = held;
        made.plan.administrator = authorityActor;
        made.sealed->sealedAt = on(4, 5);
        QVERIFY(!isMonthlyBackupDue({made, held}, policy, on(4, 30)));
        QVERIFY(isMonthlyBackupDue({made, held}, policy, on(5, 5)));
        QCOMPARE(newestQuorum({made, held})->sealed->sealedAt, held.sealed->sealedAt);
        Ceremony old = made, changed = held;
        old.isVoid = true; // its custodians were changed
        changed.sealed->wholeHouse = false;
        QVERIFY(isMonthlyBackupDue({changed, old}, policy, on(4, 6)));
        QVERIFY(!isMonthlyBackupDue({old}, policy, on(4, 6))); // to whom?
        Ceremony keysAlone = held;
        keysAlone.sealed->wholeHouse = false;
        QVERIFY(isMonthlyBackupDue({keysAlone}, policy, on(3, 20)));
        policy.backupDay = 0;
        QVERIFY(!isMonthlyBackupDue({keysAlone}, policy, on(3, 20)));
    }

    void formsReadBack()
    {
        Scene scene;
        scene.plan.package = Sha256{3};
        QCOMPARE(ceremonyPlanFromJson(toJson(scene.plan)).value(), scene.plan);
        const BackupManifest manifest = scene.manifest();
        QCOMPARE(backupManifestFromJson(toJson(manifest)).value(), manifest);
        BackupManifest outside = manifest;
        outside.files[0].name = outside.keys[0].file = "..";
        VERIFY_ERROR(backupManifestFromJson(toJson(outside)), ErrorCode::Malformed);
        BackupManifest twice = manifest;
        twice.shares[1].index = 1;
        VERIFY_ERROR(backupManifestFromJson(toJson(twice)), ErrorCode::Malformed);
        BackupManifest few = manifest;
        few.needed = 4;
        VERIFY_ERROR(backupManifestFromJson(toJson(few)), ErrorCode::Malformed);
        const BackupMade made{newUuid(), Sha256{4}, manifest};
        const Result<BackupMade> again = backupMadeFromJson(toJson(made));
        VERIFY_OK(again);
        QVERIFY(again->id == made.id && again->quorum == made.quorum && again->manifest == manifest);
        VERIFY_ERROR(backupMadeFromJson(toJson(BackupMade{"../elsewhere/than/in/the/folder/meant", {}, manifest})), ErrorCode::Malformed);
    }
};

QTEST_GUILESS_MAIN(CeremonyRulesTest)
#include "CeremonyRulesTest.moc"
