// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "models/domain/Rules.h"
#include "models/pki/Envelope.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/OfficerRequest.h"
#include "models/pki/SignedData.h"
#include "models/store/Projection.h"
#include "tests/support/Verify.h"

#include <QTemporaryDir>

using namespace hufu;

namespace {

using namespace std::chrono_literals;

constexpr ScryptCost cheap{1024, 8, 1};
constexpr const char *security = "李安全", *system_ = "王系统", *audit = "赵审计", *founderName = "独行";

SecureBytes passphraseOf(const std::string &name) { return SecureBytes::copyOf("correct horse battery " + name); }

Person somebody(const std::string &name, std::set<Role> roles)
{
    Person person;
    person.id = newUuid();
    person.name = name;
    person.department = "信息科";
    person.roles = std::move(roles);
    return person;
}

/// A house with a clock of its own, founded by the three administrators or by one person.
class Hospital {
public:
    enum class Founding { Together, Alone };
    explicit Hospital(Founding founding) : gate(folder.path().toStdString() + "/home", cheap, [this] { return now; })
    {
        if (founding == Founding::Alone) {
            founded = gate.found({"第一医院", founderName, "信息科"}, passphraseOf(founderName));
            return;
        }
        const SecureBytes one = passphraseOf(security), two = passphraseOf(system_), three = passphraseOf(audit);
        const NewOfficer founders[] = {{security, "信息科", {Role::SecurityAdmin}, &one},
                                       {system_, "信息科", {Role::SystemAdmin}, &two},
                                       {audit, "审计科", {Role::AuditAdmin}, &three}};
        founded = gate.foundTogether("第一医院", founders);
    }
    std::unique_ptr<House> open(const std::string &name)
    {
        Result<std::unique_ptr<House>> house = gate.open(name, passphraseOf(name));
        return house ? std::move(*house) : nullptr;
    }
    Result<Receipt> submit(const std::string &by, const char *kind, const QJsonObject &payload, std::vector<std::string> with = {})
    {
        Result<std::unique_ptr<House>> house = gate.open(by, passphraseOf(by));
        if (!house)
            return fail(house.error());
        return withCosigners(**house, with, [&](std::span<Token *const> cosigners) { return (*house)->submit(kind, payload, {}, cosigners); });
    }
    Result<Receipt> add(const Person &person, const std::string &by, std::vector<std::string> with = {})
    {
        Result<std::unique_ptr<House>> house = gate.open(by, passphraseOf(by));
        if (!house)
            return fail(house.error());
        return withCosigners(**house, with, [&](std::span<Token *const> cosigners) {
            return gate.addPerson(**house, person, passphraseOf(person.name), cosigners);
        });
    }
    Person registered(const std::string &name)
    {
        const auto house = open(name);
        return house ? house->officer() : Person();
    }
    std::vector<Entry> entries(const std::string &by)
    {
        const auto house = open(by);
        return house->read([](Connection &connection) { return readEntries(connection, {}, 0, 1000); }).value_or(std::vector<Entry>());
    }

    QTemporaryDir folder;
    Instant now = fromUnix(1795000000);
    EmbeddedGate gate;
    Result<void> founded;

private:
    template <typename Work>
    Result<Receipt> withCosigners(House &house, const std::vector<std::string> &names, Work work)
    {
        std::vector<std::unique_ptr<Token>> tokens;
        std::vector<Token *> cosigners;
        for (const std::string &name : names) {
            Result<std::unique_ptr<Token>> token = gate.unlockToken(house, name, passphraseOf(name));
            if (!token)
                return fail(token.error());
            cosigners.push_back(token->get());
            tokens.push_back(std::move(*token));
        }
        return work(cosigners);
    }
};

} // namespace

class PeopleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup()
    {
        if (!m_hospital)
            return;
        // Whatever a test did: it verifies, each decision again, and the tables can be made anew.
        const auto house = m_hospital->open(m_hospital->entries(m_reader).empty() ? security : m_reader);
        QVERIFY(house);
        const Result<VerificationReport> report = house->verify(true, {}, {});
        VERIFY_OK(report);
        QVERIFY2(report->breaks.empty(), report->breaks.empty() ? "" : report->breaks.front().detail.c_str());
        Result<Connection> connection = house->openForDerived();
        VERIFY_OK(connection);
        const Result<Sha256> before = projectionDigest(*connection);
        VERIFY_OK(rebuildProjection(*connection));
        const Result<Sha256> after = projectionDigest(*connection);
        QCOMPARE(toHex(*after), toHex(*before));
        m_hospital.reset();
    }

    void aCommandCarriesSeveralSignatures()
    {
        const PrivateKey root = std::move(*PrivateKey::generate());
        const Instant now = fromUnix(1795000000);
        const Bytes authority = *makeAuthorityCertificate(root, "医院", now, now + 24h);
        std::vector<PrivateKey> keys;
        std::vector<Bytes> certificates;
        for (const char *name : {"one", "two", "three"}) {
            keys.push_back(std::move(*PrivateKey::generate()));
            certificates.push_back(*makeOfficerCertificate(root, authority, *keys.back().publicKeyDer(), name, newUuid(), now, now + 24h));
        }
        const Bytes once = *signData(viewOf("content"), keys[0], certificates[0], now);
        const Bytes twice = *addSignature(once, keys[1], certificates[1], now);
        const Bytes thrice = *addSignature(twice, keys[2], certificates[2], now);
        const Result<SignedContent> opened = openSignedData(thrice);
        VERIFY_OK(opened);
        QCOMPARE(textOf(opened->content), std::string_view("content"));
        QCOMPARE(opened->signers.size(), std::size_t(3));
        for (const Bytes &certificate : certificates)
            QVERIFY(std::ranges::find(opened->signers, certificate) != opened->signers.end());
        VERIFY_ERROR(addSignature(twice, keys[1], certificates[1], now), ErrorCode::Conflict);
        VERIFY_ERROR(addSignature(viewOf("nonsense"), keys[1], certificates[1], now), ErrorCode::Malformed);
        Bytes altered = thrice;
        const auto at = std::ranges::search(altered, viewOf("content"));
        at.front() ^= 1;
        VERIFY_ERROR(openSignedData(altered), ErrorCode::SignatureInvalid);
    }

    void threeFoundAHouseTogether()
    {
        together();
        const auto house = m_hospital->open(audit);
        QVERIFY(house);
        QVERIFY(!house->record().pilot);
        QCOMPARE(house->officer().roles, std::set<Role>{Role::AuditAdmin});
        const SecureBytes passphrase = passphraseOf("x");
        QTemporaryDir other;
        EmbeddedGate gate(other.path().toStdString() + "/home", cheap);
        const NewOfficer greedy[] = {{"a", "", {Role::SecurityAdmin, Role::AuditAdmin}, &passphrase},
                                     {"b", "", {Role::SystemAdmin}, &passphrase},
                                     {"c", "", {Role::AuditAdmin}, &passphrase}};
        VERIFY_ERROR(gate.foundTogether("h", greedy), ErrorCode::NotPermitted);
        const NewOfficer incomplete[] = {{"a", "", {Role::SecurityAdmin}, &passphrase},
                                         {"b", "", {Role::SystemAdmin}, &passphrase},
                                         {"c", "", {Role::Applicant}, &passphrase}};
        VERIFY_ERROR(gate.foundTogether("h", incomplete), ErrorCode::NotPermitted);
    }

    void somebodyIsRegisteredByTwo()
    {
        together();
        const Person applicant = somebody("张三", {Role::Applicant});
        VERIFY_ERROR(m_hospital->add(applicant, security), ErrorCode::CosignerNeeded);
        VERIFY_ERROR(m_hospital->gate.open("张三", passphraseOf("张三")), ErrorCode::NotFound);
        VERIFY_ERROR(m_hospital->add(applicant, security, {audit}), ErrorCode::CosignerNeeded);
        VERIFY_ERROR(m_hospital->add(applicant, audit, {system_}), ErrorCode::NotPermitted);
        VERIFY_OK(m_hospital->add(applicant, security, {system_}));
        const Person registered = m_hospital->registered("张三");
        QCOMPARE(registered.id, applicant.id);
        const auto house = m_hospital->open("张三");
        QVERIFY(isSignedBy(registered.certificate, house->record().authorityCertificate));
        VERIFY_ERROR(m_hospital->add(applicant, system_, {security}), ErrorCode::Conflict);                              // the same id
        VERIFY_ERROR(m_hospital->add(somebody("张三", {Role::Applicant}), system_, {security}), ErrorCode::Conflict);    // the same name
        VERIFY_ERROR(m_hospital->submit("张三", CommandKind::SetPolicy, toJson(defaultPolicy()), {security}), ErrorCode::NotPermitted);
        const std::vector<Entry> entries = m_hospital->entries(security);
        const auto act = std::ranges::find(entries, CommandKind::CertifyOfficer, &Entry::kind);
        QVERIFY(act != entries.end());
        QCOMPARE(act->actor, std::string(authorityActor));
    }

    void theAdministratorsAreSeparate()
    {
        together();
        VERIFY_ERROR(m_hospital->add(somebody("甲", {Role::AuditAdmin, Role::Custodian}), security, {system_}), ErrorCode::NotPermitted);
        VERIFY_ERROR(m_hospital->add(somebody("甲", {Role::SystemAdmin, Role::SecurityAdmin}), security, {system_}), ErrorCode::NotPermitted);
        VERIFY_ERROR(m_hospital->add(somebody("甲", {Role::SystemAdmin, Role::DepartmentHead}), security, {system_}), ErrorCode::NotPermitted);
        VERIFY_OK(m_hospital->add(somebody("甲", {Role::SecurityAdmin, Role::Custodian}), security, {system_}));
        // Nobody decides on their own roles, nor takes the last administrator of a kind away.
        Person self = m_hospital->registered(security);
        self.roles.insert(Role::Custodian);
        VERIFY_ERROR(m_hospital->submit(security, CommandKind::ChangePerson, personChangeToJson(self), {system_}), ErrorCode::NotPermitted);
        VERIFY_OK(m_hospital->submit("甲", CommandKind::ChangePerson, personChangeToJson(self), {system_}));
        const Deactivation auditor{m_hospital->registered(audit).id, audit, "离职"};
        VERIFY_ERROR(m_hospital->submit(security, CommandKind::DeactivatePerson, toJson(auditor), {system_}), ErrorCode::NotPermitted);
    }

    void whoWasDeactivatedSignsNothing()
    {
        together();
        const Person head = somebody("孙主任", {Role::DepartmentHead});
        VERIFY_OK(m_hospital->add(head, security, {system_}));
        const auto theirs = m_hospital->open("孙主任"); // a session that stays open
        QVERIFY(theirs);
        {
            const auto house = m_hospital->open(security);
            auto cosigner = std::move(*m_hospital->gate.unlockToken(*house, system_, passphraseOf(system_)));
            Token *const cosigners[] = {cosigner.get()};
            VERIFY_OK(m_hospital->gate.deactivatePerson(*house, {head.id, head.name, "离职"}, cosigners));
        }
        VERIFY_ERROR(m_hospital->gate.open("孙主任", passphraseOf("孙主任")), ErrorCode::NotFound);
        VERIFY_ERROR(theirs->submit(CommandKind::ChangePassphrase, {}), ErrorCode::SignerInactive);
    }

    void onlyTheAuthorityActsInItsName()
    {
        together();
        const auto house = m_hospital->open(security);
        const Person person = m_hospital->registered(security);
        VERIFY_ERROR(house->submit(CommandKind::CertifyOfficer, toJson(OfficerCertified{person.id, person.certificate})), ErrorCode::SignerUnknown);
    }

    void certificatesOfOfficersAreRenewedInTime()
    {
        together();
        const Person before = m_hospital->registered(security);
        const auto longSession = m_hospital->open(system_);
        m_hospital->now += std::chrono::days(340);
        {
            const auto house = m_hospital->open(security);
            QVERIFY(house->upkeep().empty());
        }
        const Person after = m_hospital->registered(security);
        QVERIFY(after.certificate != before.certificate);
        QCOMPARE(toHex(*publicKeyOf(after.certificate)), toHex(*publicKeyOf(before.certificate)));
        VERIFY_OK(longSession->submit(CommandKind::ChangePassphrase, {})); // signs with the renewed one
        QVERIFY(longSession->upkeep().empty());
        QCOMPARE(std::ranges::count(m_hospital->entries(security), CommandKind::CertifyOfficer, &Entry::kind), 3);
    }

    /// The same person with the same key: slot, register and certificate say the new name, the old one opens nothing.
    void somebodyChangesTheirName()
    {
        together();
        Person head = somebody("孙主任", {Role::DepartmentHead});
        VERIFY_OK(m_hospital->add(head, security, {system_}));
        const Bytes before = m_hospital->registered("孙主任").certificate;
        {
            const auto house = m_hospital->open(security);
            auto cosigner = std::move(*m_hospital->gate.unlockToken(*house, system_, passphraseOf(system_)));
            Token *const cosigners[] = {cosigner.get()};
            head.name = audit;
            VERIFY_ERROR(m_hospital->gate.changePerson(*house, head, cosigners), ErrorCode::Conflict);
            head.name = "孙副院长";
            VERIFY_OK(m_hospital->gate.changePerson(*house, head, cosigners));
        }
        VERIFY_ERROR(m_hospital->gate.open("孙主任", passphraseOf("孙主任")), ErrorCode::NotFound);
        const auto theirs = std::move(*m_hospital->gate.open("孙副院长", passphraseOf("孙主任")));
        const Person after = theirs->officer();
        QCOMPARE(*officerNameOf(before), std::string("孙主任"));
        QCOMPARE(*officerNameOf(after.certificate), std::string("孙副院长"));
        QCOMPARE(toHex(*publicKeyOf(after.certificate)), toHex(*publicKeyOf(before)));
        VERIFY_OK(theirs->submit(CommandKind::ChangePassphrase, {}));
        const Result<VerificationReport> report = theirs->verify(true, {}, {});
        VERIFY_OK(report);
        QVERIFY(report->intact());
    }

    /// Nobody can share with oneself: the first custodian's key is made when the first unlocks the token after the second came.
    void custodiansGetAKeyForShares()
    {
        together();
        VERIFY_OK(m_hospital->add(somebody("甲", {Role::Custodian}), security, {system_}));
        QVERIFY(!keepsShares(m_hospital->registered("甲")));
        VERIFY_OK(m_hospital->add(somebody("乙", {Role::Custodian}), security, {system_}));
        const auto reader = m_hospital->open(security);
        const auto person = [&](const std::string &name) {
            const std::vector<Person> people = *reader->people();
            return *std::ranges::find(people, name, &Person::name);
        };
        QVERIFY(keepsShares(person("乙")) && !keepsShares(person("甲")));
        QVERIFY(isSignedBy(person("乙").keyManagementCertificate, reader->record().authorityCertificate));
        QVERIFY(m_hospital->open("甲"));
        const Person one = person("甲");
        QVERIFY(keepsShares(one));
        const Sequence head = reader->head()->sequence;
        QVERIFY(m_hospital->open("甲") && m_hospital->open(security)); // once only
        QCOMPARE(reader->head()->sequence, head);

        const SecureBytes secret = SecureBytes::copyOf("share");
        const std::vector<Bytes> toOne{one.keyManagementCertificate};
        const Bytes envelope = *sealFor(toOne, secret);
        const auto opens = [&](const char *name, const SecureBytes &passphrase) -> Result<SecureBytes> {
            Result<std::unique_ptr<Token>> token = m_hospital->gate.unlockToken(*reader, name, passphrase);
            return token ? (*token)->openEnvelope(envelope) : fail(token.error());
        };
        QVERIFY(opens("甲", passphraseOf("甲"))->equals(secret));
        VERIFY_ERROR(opens("乙", passphraseOf("乙")), ErrorCode::NotPermitted);
        VERIFY_ERROR(opens(security, passphraseOf(security)), ErrorCode::NotFound);

        // It outlives a new passphrase, and its certificate, which is renewed for the same key.
        const SecureBytes renewed = SecureBytes::copyOf("another horse battery");
        VERIFY_OK(m_hospital->gate.changePassphrase(*m_hospital->open("甲"), passphraseOf("甲"), renewed));
        QVERIFY(opens("甲", renewed)->equals(secret));
        m_hospital->now += std::chrono::days(340); // officers' certificates first, which last for a year
        QVERIFY(reader->upkeep().empty());
        m_hospital->now += std::chrono::days(335);
        QVERIFY(reader->upkeep().empty());
        m_hospital->now += std::chrono::days(335);
        QVERIFY(reader->upkeep().empty());
        m_hospital->now += std::chrono::days(60);
        QVERIFY(reader->upkeep().empty());
        QVERIFY(person("甲").keyManagementCertificate != one.keyManagementCertificate);
        QVERIFY(opens("甲", renewed)->equals(secret));
    }

    void custodiansPutForwardTheirOwnKeyOnly()
    {
        together();
        for (const char *name : {"甲", "乙"})
            VERIFY_OK(m_hospital->add(somebody(name, {Role::Custodian}), security, {system_}));
        const auto enrolment = [](const std::string &person) {
            const PrivateKey key = std::move(*PrivateKey::generate());
            return toJson(CustodianEnrolment{person, *makeOfficerRequest(key, "x"), {}});
        };
        const std::string one = m_hospital->registered("甲").id, two = m_hospital->registered("乙").id, other = m_hospital->registered(security).id;
        VERIFY_ERROR(m_hospital->submit("甲", CommandKind::EnrolCustodian, enrolment(one)), ErrorCode::Conflict); // shares may be dealt to the first
        VERIFY_ERROR(m_hospital->submit("甲", CommandKind::EnrolCustodian, enrolment(two)), ErrorCode::NotPermitted);
        VERIFY_ERROR(m_hospital->submit(security, CommandKind::EnrolCustodian, enrolment(other)), ErrorCode::NotPermitted);
        const OfficerCertified foreign{one, m_hospital->registered(security).certificate};
        VERIFY_ERROR(m_hospital->submit("甲", CommandKind::CertifyCustodian, toJson(foreign)), ErrorCode::SignerUnknown);
    }

    void pilotModeSaysWhatItWaivedAndEndsForEver()
    {
        m_hospital = std::make_unique<Hospital>(Hospital::Founding::Alone);
        m_reader = founderName;
        VERIFY_OK(m_hospital->founded);
        VERIFY_OK(m_hospital->submit(founderName, CommandKind::SetPolicy, toJson(defaultPolicy())));
        QVERIFY(m_hospital->entries(founderName).front().outcome.find("second-signer") != std::string::npos);
        VERIFY_OK(m_hospital->add(somebody(system_, {Role::SystemAdmin}), founderName));
        VERIFY_OK(m_hospital->add(somebody(audit, {Role::AuditAdmin}), founderName));

        const auto waived = [&] { return *m_hospital->open(founderName)->read(readWaived); };
        const auto confirmAll = [&] {
            PilotEnd end;
            for (const WaivedAct &act : waived())
                end.lines.push_back({act.sequence, true});
            return toJson(end);
        };
        QCOMPARE(waived().size(), std::size_t(3));
        // The founder still holds every role.
        VERIFY_ERROR(m_hospital->submit(founderName, CommandKind::EndPilot, confirmAll(), {system_, audit}), ErrorCode::NotPermitted);
        Person founder = m_hospital->registered(founderName);
        founder.roles = {Role::SecurityAdmin, Role::Custodian};
        VERIFY_OK(m_hospital->submit(founderName, CommandKind::ChangePerson, personChangeToJson(founder), {system_}));
        VERIFY_ERROR(m_hospital->submit(founderName, CommandKind::EndPilot, confirmAll(), {system_}), ErrorCode::CosignerNeeded);
        PilotEnd incomplete;
        VERIFY_ERROR(m_hospital->submit(founderName, CommandKind::EndPilot, toJson(incomplete), {system_, audit}), ErrorCode::Conflict);
        VERIFY_OK(m_hospital->submit(founderName, CommandKind::EndPilot, confirmAll(), {system_, audit}));
        QVERIFY(!m_hospital->open(founderName)->record().pilot);
        VERIFY_ERROR(m_hospital->submit(founderName, CommandKind::EndPilot, confirmAll(), {system_, audit}), ErrorCode::Conflict);
        VERIFY_ERROR(m_hospital->submit(founderName, CommandKind::SetPolicy, toJson(defaultPolicy())), ErrorCode::CosignerNeeded);
    }

private:
    void together()
    {
        m_hospital = std::make_unique<Hospital>(Hospital::Founding::Together);
        m_reader = security;
        VERIFY_OK(m_hospital->founded);
    }

    std::unique_ptr<Hospital> m_hospital;
    std::string m_reader = security;
};

QTEST_GUILESS_MAIN(PeopleTest)
#include "PeopleTest.moc"
