// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/pki/SignedData.h"
#include "models/replica/PendingWork.h"
#include "models/store/HouseReader.h"
#include "models/store/JournalStore.h"
#include "tests/support/Hospital.h"

using namespace hufu;
using namespace hufu::test;

/// Commands that wait for a signature from another desk, in a house whose officers sit at desks of their own.
class PendingTest : public QObject {
    Q_OBJECT

    static constexpr const char *second = "孙安全";

    std::unique_ptr<Hospital> m_hospital;

    /// A policy that lets nobody else sign for its author: what two security admins sign.
    QJsonObject policy(int days = 30)
    {
        Policy policy = defaultPolicy();
        policy.ocspLifeMinutes = days;
        return toJson(policy);
    }
    Result<Receipt> leave(const std::string &by, const char *kind, const QJsonObject &payload)
    {
        return m_hospital->at(by).submit(kind, payload, {}, {}, 1, MissingSignatures::Awaited);
    }
    std::string leavePolicy()
    {
        const Result<Receipt> left = leave(Hospital::security, CommandKind::SetPolicy, policy());
        return !left && left.error().code == ErrorCode::Pending ? left.error().subject : std::string();
    }
    std::vector<PendingSight> sights(const std::string &by, PendingChoice choice = PendingChoice::Open)
    {
        House &house = m_hospital->at(by);
        const Result<std::vector<PendingSight>> read
            = house.read([&](Connection &connection) { return readPendingSights(connection, house.officer(), m_hospital->now, choice); });
        return read.value_or(std::vector<PendingSight>());
    }
    int ocspLife() { return m_hospital->at(Hospital::security).policy()->ocspLifeMinutes; }
    std::string newestKind() { return m_hospital->at(Hospital::security).head()->kind; }
    /// What waits, as it is stored: signed by its author alone.
    Bytes stored(const std::string &id)
    {
        return (*m_hospital->read(Hospital::security, [&](Connection &connection) { return readPending(connection, id); }))->command;
    }
    /// Delivers to the authority what no console would send.
    Result<Receipt> deliver(const Bytes &signedCommand)
    {
        House &house = m_hospital->at(Hospital::security);
        const HomePaths paths(m_hospital->folder.path().toStdString() + "/home");
        Result<Authority> authority = Authority::open(house.databaseKey(), {paths.database, paths.checkpoint, [this] { return m_hospital->now; }});
        return authority ? authority->submit(signedCommand, {}) : fail(authority.error());
    }
    Result<Bytes> signedAlsoBy(const std::string &who, const Bytes &command)
    {
        Result<std::unique_ptr<Token>> token = m_hospital->gate.unlockToken(m_hospital->at(Hospital::security), who, passphraseOf(who));
        return token ? (*token)->addSignature(command, m_hospital->now) : fail(token.error());
    }

private Q_SLOTS:
    void init()
    {
        m_hospital = std::make_unique<Hospital>();
        VERIFY_OK(m_hospital->founded);
        VERIFY_OK(m_hospital->add(second, "信息科", {Role::SecurityAdmin}));
    }
    void cleanup()
    {
        QCOMPARE(m_hospital->faults(Hospital::security), std::string());
        m_hospital.reset();
    }

    void aSecondSignatureFromAnotherDeskPutsItInForce()
    {
        const int before = ocspLife();
        const std::string id = leavePolicy();
        QVERIFY(!id.empty());
        QCOMPARE(newestKind(), std::string(CommandKind::LeavePending));
        QCOMPARE(ocspLife(), before); // not in force
        const auto mine = sights(Hospital::security), theirs = sights(second), others = sights(Hospital::audit);
        QCOMPARE(mine.size(), std::size_t(1));
        QVERIFY(mine[0].mine && !mine[0].forMe);
        QVERIFY(!theirs[0].mine && theirs[0].forMe);
        QVERIFY(!others[0].mine && !others[0].forMe);
        QCOMPARE(theirs[0].pending.waits, std::vector<std::set<Role>>{{Role::SecurityAdmin}});
        QCOMPARE(theirs[0].payload, policy()); // what the colleague is asked to sign
        m_hospital->now += std::chrono::days(2);
        VERIFY_OK(m_hospital->at(second).signPending(id));
        QCOMPARE(ocspLife(), 30);
        QCOMPARE(newestKind(), std::string(CommandKind::SetPolicy));
        QVERIFY(sights(second).empty());
        QCOMPARE(int(sights(second, PendingChoice::All)[0].pending.fate), int(PendingCommand::Fate::InForce));
        VERIFY_ERROR(m_hospital->at(second).signPending(id), ErrorCode::Conflict);
        VERIFY_ERROR(m_hospital->at(Hospital::security).withdrawPending(id, {}), ErrorCode::Conflict);
    }

    void whoSignedOrHasNoRoleForItAddsNothing()
    {
        const std::string id = leavePolicy();
        VERIFY_ERROR(m_hospital->at(Hospital::security).signPending(id), ErrorCode::Conflict); // signed it already
        VERIFY_ERROR(m_hospital->at(Hospital::audit).signPending(id), ErrorCode::NotPermitted);
        QVERIFY(sights(second)[0].forMe);
        VERIFY_OK(m_hospital->at(second).signPending(id));
        QCOMPARE(ocspLife(), 30);
    }

    void whatNeedsNobodyElseIsDoneAtOnce()
    {
        const Result<Receipt> saved
            = leave(Hospital::security, CommandKind::SaveCollection, {{"id", qstr(newUuid())}, {"name", "a"}, {"query", "name:a"}});
        VERIFY_OK(saved);
        VERIFY_ERROR(leave(Hospital::audit, CommandKind::SetPolicy, policy()), ErrorCode::NotPermitted); // no signature of others helps
        QVERIFY(sights(second).empty());
    }

    void aPersonIsRegisteredByTwoDesks()
    {
        Person person;
        person.id = newUuid();
        person.name = "新来";
        person.roles = {Role::Applicant};
        House &author = m_hospital->at(Hospital::security);
        const Result<Receipt> left = m_hospital->gate.addPerson(author, person, passphraseOf("新来"), {}, MissingSignatures::Awaited);
        VERIFY_ERROR(left, ErrorCode::Pending);
        QVERIFY(sights(Hospital::system)[0].forMe);
        QVERIFY(!sights(second)[0].forMe); // a system admin is missing
        VERIFY_OK(m_hospital->at(Hospital::system).signPending(left.error().subject));
        QCOMPARE(m_hospital->at("新来").officer().name, std::string("新来")); // with the key that was made then
        // And is sent away again in the same manner: the key slot goes when somebody opens the home.
        const Result<Receipt> leaving
            = m_hospital->gate.deactivatePerson(author, {person.id, person.name, "走了"}, {}, MissingSignatures::Awaited);
        VERIFY_ERROR(leaving, ErrorCode::Pending);
        VERIFY_OK(m_hospital->at(Hospital::system).signPending(leaving.error().subject));
        VERIFY_OK(m_hospital->gate.open(second, passphraseOf(second)));
        VERIFY_ERROR(m_hospital->gate.open("新来", passphraseOf("新来")), ErrorCode::NotFound);
    }

    void whoIsWaitedForDeclines()
    {
        const std::string id = leavePolicy();
        const Bytes command = stored(id);
        VERIFY_ERROR(m_hospital->at(Hospital::audit).declinePending(id, "nobody asked"), ErrorCode::NotPermitted); // not waited for
        VERIFY_ERROR(m_hospital->at(Hospital::security).declinePending(id, "my own"), ErrorCode::NotPermitted);    // signed it
        VERIFY_ERROR(m_hospital->at(second).declinePending(id, {}), ErrorCode::InvalidArgument);                  // says why
        VERIFY_OK(m_hospital->at(second).declinePending(id, "不同意，先核实"));
        QVERIFY(sights(second).empty());
        const std::vector<PendingSight> all = sights(Hospital::security, PendingChoice::All);
        QCOMPARE(int(all[0].pending.fate), int(PendingCommand::Fate::Declined));
        QCOMPARE(all[0].pending.decliner, m_hospital->idOf(second));
        QCOMPARE(all[0].pending.reason, std::string("不同意，先核实"));
        VERIFY_ERROR(m_hospital->at(second).signPending(id), ErrorCode::Conflict);
        VERIFY_ERROR(m_hospital->at(second).declinePending(id, "again"), ErrorCode::Conflict);
        const int before = ocspLife();
        const Result<Bytes> both = signedAlsoBy(second, command);
        VERIFY_OK(both);
        VERIFY_ERROR(deliver(*both), ErrorCode::Conflict);
        QCOMPARE(ocspLife(), before);
    }

    void itsAuthorWithdrawsItForEver()
    {
        const std::string id = leavePolicy();
        const Bytes command = stored(id);
        VERIFY_ERROR(m_hospital->at(second).withdrawPending(id, {}), ErrorCode::NotPermitted);
        VERIFY_OK(m_hospital->at(Hospital::security).withdrawPending(id, "改主意了"));
        QVERIFY(sights(second).empty());
        VERIFY_ERROR(m_hospital->at(second).signPending(id), ErrorCode::Conflict);
        const int before = ocspLife();
        const Result<Bytes> both = signedAlsoBy(second, command); // kept by somebody who looked, and sent past the consoles
        VERIFY_OK(both);
        VERIFY_ERROR(deliver(*both), ErrorCode::Conflict);
        QCOMPARE(ocspLife(), before);
    }

    void itLapses()
    {
        const std::string id = leavePolicy();
        const Bytes command = stored(id);
        m_hospital->now += pendingLife;
        QCOMPARE(sights(second).size(), std::size_t(1)); // until the last second
        m_hospital->now += std::chrono::seconds(1);
        QVERIFY(sights(second).empty());
        VERIFY_ERROR(m_hospital->at(second).signPending(id), ErrorCode::Conflict);
        const Result<Bytes> both = signedAlsoBy(second, command);
        VERIFY_OK(both);
        VERIFY_ERROR(deliver(*both), ErrorCode::Expired);
    }

    void anAlteredOneIsRefused()
    {
        const std::string id = leavePolicy();
        const Bytes command = stored(id);
        // Another policy under the same id, signed by two who may: what the colleagues look at is not it.
        Command other = *decodeCommand(openSignedData(command)->content);
        other.payload = policy(77);
        Result<std::unique_ptr<Token>> author
            = m_hospital->gate.unlockToken(m_hospital->at(Hospital::security), Hospital::security, passphraseOf(Hospital::security));
        VERIFY_OK(author);
        const Result<Bytes> alone = (*author)->signData(viewOf(*encodeCommand(other)), m_hospital->now);
        VERIFY_OK(alone);
        VERIFY_ERROR(deliver(*signedAlsoBy(second, *alone)), ErrorCode::Replayed);
        // Bytes changed under the first signature.
        Bytes changed = command;
        const std::string_view text(reinterpret_cast<const char *>(changed.data()), changed.size());
        const std::size_t at = text.find("\"ocspLifeMinutes\":30");
        QVERIFY(at != std::string_view::npos);
        changed[at + std::string_view("\"ocspLifeMinutes\":").size()] = '9';
        const Result<Bytes> both = signedAlsoBy(second, changed);
        VERIFY_ERROR(both ? deliver(*both) : fail(both.error()), ErrorCode::SignatureInvalid);
        VERIFY_OK(m_hospital->at(second).signPending(id)); // the true one still may
        QCOMPARE(ocspLife(), 30);
    }

    void onlyWhoSignedLeavesIt_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("expected");
        QTest::newRow("by somebody who did not sign it") << "actor" << "NotPermitted";
        QTest::newRow("as another kind") << "kind" << "Malformed";
        QTest::newRow("about something else") << "name" << "Malformed";
        QTest::newRow("a second time, with no signature more") << "" << "Conflict";
        QTest::newRow("one inside another") << "nested" << "Unsupported";
        QTest::newRow("what is no command") << "rubbish" << "Malformed";
    }
    void onlyWhoSignedLeavesIt()
    {
        QFETCH(const QString, change);
        QFETCH(const QString, expected);
        const std::string id = leavePolicy();
        PendingLeft left{id, CommandKind::SetPolicy, {}, stored(id)};
        if (change == "kind")
            left.kind = CommandKind::CreateCa;
        if (change == "name")
            left.name = "别的";
        if (change == "rubbish")
            left.command = {1, 2, 3};
        if (change == "nested") {
            const Result<Entry> head = m_hospital->at(Hospital::security).head();
            VERIFY_OK(head);
            const auto entry = m_hospital->read(Hospital::security, [&](Connection &connection) { return readEntry(connection, head->sequence); });
            QVERIFY(entry && *entry);
            left.command = (*entry)->command;
            const Result<SignedContent> content = openSignedData(left.command);
            VERIFY_OK(content);
            const Result<Command> outer = decodeCommand(content->content);
            VERIFY_OK(outer);
            left.id = outer->id;
            left.kind = outer->kind;
        }
        const Result<Receipt> answer = m_hospital->submit(change == "actor" ? second : Hospital::security, CommandKind::LeavePending, toJson(left));
        QVERIFY(!answer);
        QCOMPARE(QString(errorName(answer.error().code)), expected);
    }

    void whoseRegistrationCameToNothingStaysOut()
    {
        Person person;
        person.id = newUuid();
        person.name = "不来";
        person.roles = {Role::Applicant};
        House &author = m_hospital->at(Hospital::security);
        const Result<Receipt> left = m_hospital->gate.addPerson(author, person, passphraseOf("不来"), {}, MissingSignatures::Awaited);
        VERIFY_ERROR(left, ErrorCode::Pending);
        VERIFY_OK(m_hospital->gate.open(second, passphraseOf(second))); // still awaited: what was made for them stays
        QVERIFY(m_hospital->gate.open("不来", passphraseOf("不来")).error().code != ErrorCode::NotFound);
        VERIFY_OK(author.withdrawPending(left.error().subject, "不来了"));
        VERIFY_OK(m_hospital->gate.open(second, passphraseOf(second)));
        VERIFY_ERROR(m_hospital->gate.open("不来", passphraseOf("不来")), ErrorCode::NotFound);
    }

    void thePresentStateDecides()
    {
        // Two orders for the same person; the second is signed when the first is in force.
        VERIFY_OK(m_hospital->add("走者", "门诊", {Role::Applicant}));
        const Deactivation order{m_hospital->idOf("走者"), "走者", "走了"};
        const Result<Receipt> left = leave(Hospital::security, CommandKind::DeactivatePerson, toJson(order));
        VERIFY_ERROR(left, ErrorCode::Pending);
        VERIFY_OK(m_hospital->submit(second, CommandKind::DeactivatePerson, toJson(order), {Hospital::system}));
        const Result<Receipt> late = m_hospital->at(Hospital::system).signPending(left.error().subject);
        QVERIFY(!late && late.error().code != ErrorCode::Pending);
        QCOMPARE(newestKind(), std::string(CommandKind::Refused)); // on record, with the reason
    }

    void threeSignTheEndOfPilotMode()
    {
        Hospital house{Hospital::Alone{}};
        VERIFY_OK(house.founded);
        VERIFY_OK(house.add("王", "信息科", {Role::SystemAdmin}, Hospital::loner, {}));
        VERIFY_OK(house.add("赵", "审计科", {Role::AuditAdmin}, Hospital::loner, {}));
        Person loner = house.at(Hospital::loner).officer();
        loner.roles = {Role::SecurityAdmin};
        VERIFY_OK(house.submit("王", CommandKind::ChangePerson, personChangeToJson(loner)));
        const Result<std::vector<WaivedAct>> waived = house.read(Hospital::loner, readWaived);
        VERIFY_OK(waived);
        PilotEnd end;
        for (const WaivedAct &act : *waived)
            end.lines.push_back({act.sequence, true});
        const Result<Receipt> left = house.at(Hospital::loner).submit(CommandKind::EndPilot, toJson(end), {}, {}, 1, MissingSignatures::Awaited);
        VERIFY_ERROR(left, ErrorCode::Pending);
        const Result<Receipt> again = house.at("王").signPending(left.error().subject);
        VERIFY_ERROR(again, ErrorCode::Pending);
        QCOMPARE(QString::fromStdString(again.error().detail), QStringLiteral("waits for audit-admin"));
        VERIFY_OK(house.at("赵").signPending(left.error().subject));
        QCOMPARE(house.faults(Hospital::loner), std::string());
        QVERIFY(!house.read(Hospital::loner, readHouse)->pilot);
    }
};

QTEST_GUILESS_MAIN(PendingTest)
#include "PendingTest.moc"
