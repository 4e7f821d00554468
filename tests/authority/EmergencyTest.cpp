// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/StatusPublisher.h"
#include "models/base/Uuid.h"
#include "models/domain/Card.h"
#include "models/pki/CertificateRequest.h"
#include "models/pki/Signer.h"
#include "models/replica/EmergencyImpact.h"
#include "models/replica/EmergencyRecord.h"
#include "models/replica/InventoryLoader.h"
#include "models/replica/OpenWork.h"
#include "models/store/EmergencyReader.h"
#include "models/store/Projection.h"
#include "tests/authority/CertifyingHouse.h"
#include "tests/support/Verify.h"

using namespace hufu;
using namespace hufu::test;

using std::chrono::minutes;
using std::chrono::seconds;

/// An emergency from its start to its end in a real house: what the journal keeps of it, and what the impact list says of real certificates.
class EmergencyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_house = std::make_unique<CertifyingHouse>("ec-p256", fromIso("2026-11-20T02:50:00Z").value()); }
    void cleanup()
    {
        // Whatever a test did: the journal verifies, each decision again, and the tables can be made anew.
        const Result<VerificationReport> report = m_house->house().verify(true, {}, {});
        VERIFY_OK(report);
        QVERIFY2(report->breaks.empty(), report->breaks.empty() ? "" : report->breaks.front().detail.c_str());
        Result<Connection> connection = m_house->house().openForDerived();
        VERIFY_OK(connection);
        const Result<Sha256> before = projectionDigest(*connection);
        VERIFY_OK(rebuildProjection(*connection));
        const Result<Sha256> after = projectionDigest(*connection);
        QCOMPARE(toHex(*after), toHex(*before));
        m_house.reset();
    }

    void fromTheCallToTheEnd()
    {
        const auto lost = m_house->issue({"王芳", "client"}), other = m_house->issue({"赵六", "client"});
        const Loss loss{LossKind::Person, "王芳"};
        const std::string id = start(loss);
        const EmergencyImpact impact = assess(loss);
        QCOMPARE(impact.lines.size(), std::size_t(1));
        QCOMPARE(impact.lines.front().title, std::string("王芳"));
        QCOMPARE(int(impact.lines.front().why), int(ImpactReason::Holder));
        QCOMPARE(int(impact.lines.front().proposal), int(ImpactProposal::Revoke));
        QVERIFY(!impact.everything);
        QCOMPARE(impact.proposed(reasonFor(loss.kind)), std::vector{lost.sha256});

        m_house->now += seconds(40);
        VERIFY_OK(revoke(id, {lost.sha256}, RevocationReason::KeyCompromise));
        Result<EmergencyRecord> record = readEmergencyRecord(m_house->house(), id.substr(0, 30));
        VERIFY_OK(record);
        QCOMPARE(*record->decidedAt() - record->emergency.since, seconds(40));
        QCOMPARE(*record->inForceAt() - record->emergency.since, seconds(40)); // the CRL follows in the same breath
        QVERIFY(!record->verifiedAt());
        QCOMPARE(record->requestedCount(), std::size_t(0));
        QCOMPARE(record->steps.size(), std::size_t(2));
        QCOMPARE(record->lines.front().title, std::string("王芳"));
        QCOMPARE(record->steps.front().act.signers.front().name, std::string(CertifyingHouse::officer));

        // What is left to do is open work until it is answered, and an emergency does not end before.
        QCOMPARE(openWork(WorkKind::EmergencyFollowUps), 3u);
        VERIFY_ERROR(close(id), ErrorCode::Conflict);
        VERIFY_ERROR(note(id, FollowUp::Suspended), ErrorCode::Conflict); // nothing was suspended
        for (FollowUp what : {FollowUp::Cause, FollowUp::Informed, FollowUp::Replacement})
            VERIFY_OK(note(id, what));
        VERIFY_ERROR(note(id, FollowUp::Cause), ErrorCode::Conflict);
        VERIFY_OK(close(id));
        VERIFY_ERROR(note(id, {}), ErrorCode::Conflict);
        QCOMPARE(openWork(WorkKind::EmergencyFollowUps), 0u);
        record = readEmergencyRecord(m_house->house(), id);
        VERIFY_OK(record);
        QVERIFY(!record->emergency.isOpen() && record->emergency.ended.has_value());
        QCOMPARE(record->steps.size(), std::size_t(6));
        // A decision that comes late is taken all the same, and what it makes due has to be answered.
        const auto late = m_house->issue({"王芳", "client"});
        VERIFY_OK(revoke(id, {late.sha256}, RevocationReason::KeyCompromise));
        QCOMPARE(openWork(WorkKind::EmergencyFollowUps), 1u);
        VERIFY_OK(note(id, FollowUp::Replacement));
        VERIFY_OK(close(id));
        const QJsonObject json = toJson(*record);
        QCOMPARE(json.value("certificates").toArray().at(0).toObject().value("state").toString(), QStringLiteral("in-force"));
        Q_UNUSED(other)
    }

    void twoDesksWorkOnOne()
    {
        const auto lost = m_house->issue({"王芳", "client"});
        const Loss loss{LossKind::Person, "王芳"};
        const std::string id = start(loss);
        const EmergencyStart again{newUuid(), loss, EmergencySeverity::Major, "急诊", "key gone"};
        const Result<Receipt> joined = m_house->house().submit(CommandKind::StartEmergency, toJson(again));
        VERIFY_OK(joined);
        QCOMPARE(joined->outcome.value("joins").toString().toStdString(), id);
        // What the second desk signs under its own id belongs to the first one's emergency.
        VERIFY_OK(revoke(again.id, {lost.sha256}, RevocationReason::KeyCompromise));
        const Result<EmergencyRecord> record = readEmergencyRecord(m_house->house(), again.id);
        VERIFY_OK(record);
        QCOMPARE(record->emergency.form.id, id);
        QCOMPARE(record->steps.size(), std::size_t(3));
        QCOMPARE(record->lines.size(), std::size_t(1));
        VERIFY_ERROR(m_house->house().submit(CommandKind::StartEmergency, toJson(again)), ErrorCode::AlreadyExists);
        // Once it is closed the same loss begins a new one.
        for (FollowUp what : {FollowUp::Cause, FollowUp::Informed, FollowUp::Replacement})
            VERIFY_OK(note(id, what));
        VERIFY_OK(close(id));
        QVERIFY(start(loss) != id);
    }

    void otherCasAreAskedUntilTheySaySo()
    {
        const auto own = m_house->issue({"王芳", "client"});
        const std::string id = start({LossKind::Host, "shop.example"});
        const Sha256 first{1}, second{2};
        const auto ask = [&](const Sha256 &certificate) { return m_house->house().submit(CommandKind::AskForeignCa, toJson(ForeignAsk{id, certificate, "Public CA", "by telephone"})); };
        const auto hear = [&](const Sha256 &certificate) {
            return m_house->house().submit(CommandKind::HearForeignCa,
                                           toJson(ForeignHeard{id, certificate, "crl", "http://public.example/a.crl", Sha256{9}, m_house->now, m_house->now - minutes(1)}));
        };
        VERIFY_ERROR(ask(own.sha256), ErrorCode::InvalidArgument); // that one is revoked here
        VERIFY_ERROR(hear(first), ErrorCode::Conflict);            // nobody asked
        VERIFY_OK(ask(first));
        VERIFY_OK(ask(second));
        VERIFY_OK(ask(second)); // reminded
        for (FollowUp what : {FollowUp::Cause, FollowUp::Informed})
            VERIFY_OK(note(id, what));
        VERIFY_OK(hear(first));
        VERIFY_ERROR(hear(first), ErrorCode::Conflict);
        VERIFY_ERROR(close(id), ErrorCode::Conflict); // the second one is still believed
        Result<EmergencyRecord> record = readEmergencyRecord(m_house->house(), id);
        VERIFY_OK(record);
        QCOMPARE(record->emergency.asked.size(), std::size_t(2));
        QVERIFY(record->emergency.asked[0].revokedAt && !record->emergency.asked[1].revokedAt);
        VERIFY_OK(hear(second));
        VERIFY_OK(close(id));
    }

    void aBrokenGlassWaitsForItsReview()
    {
        const auto lost = m_house->issue({"王芳", "client"});
        const std::string id = start({LossKind::Person, "王芳"});
        VERIFY_ERROR(revoke(id, {lost.sha256}, RevocationReason::CertificateHold, true), ErrorCode::NotPermitted); // too soon
        m_house->now += minutes(3);
        VERIFY_ERROR(revoke(id, {lost.sha256}, RevocationReason::KeyCompromise, true), ErrorCode::NotPermitted);
        const Result<Receipt> receipt = revoke(id, {lost.sha256}, RevocationReason::CertificateHold, true);
        VERIFY_OK(receipt);
        QCOMPARE(receipt->outcome.value("breakGlass").toObject().value("certificates").toInt(), 1);
        QCOMPARE(openWork(WorkKind::GlassToReview), 1u);
        VERIFY_ERROR(note(id, FollowUp::Review), ErrorCode::NotPermitted); // not by who did it, in pilot mode either
        for (FollowUp what : {FollowUp::Cause, FollowUp::Informed, FollowUp::Suspended})
            VERIFY_OK(note(id, what));
        VERIFY_ERROR(close(id), ErrorCode::Conflict);
        const Result<EmergencyRecord> record = readEmergencyRecord(m_house->house(), id);
        VERIFY_OK(record);
        QCOMPARE(record->glassBroken.size(), std::size_t(1));
        // Lifting it is part of the story.
        VERIFY_OK(m_house->resume({lost.sha256}));
        const Result<EmergencyRecord> lifted = readEmergencyRecord(m_house->house(), id);
        VERIFY_OK(lifted);
        QCOMPARE(lifted->steps.back().act.entry.kind, std::string(CommandKind::Resume));
        QVERIFY(!lifted->lines.front().revoked);
    }

    void whatALossConcerns_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QStringList>("lines"); // name: why: proposal
        const auto row = [](const char *name, LossKind kind, const char *value, const QStringList &lines) { QTest::newRow(name) << int(kind) << QString(value) << lines; };
        row("a person", LossKind::Person, "王芳", {"王芳: holder: revoke"});
        row("nobody", LossKind::Person, "无名", {});
        row("a host", LossKind::Host, "registration.example", {"registration.example: host: revoke"});
        row("a host of a core service", LossKind::Host, "records.example", {"records.example: host: replace-first"});
        row("another host", LossKind::Host, "example", {});
        row("a device, by the name in its certificate", LossKind::Host, "CT-3", {"ct-3: host: revoke"});
        row("by query", LossKind::Query, "name ~ registration", {"registration.example: query: suspend"});
        row("a USBKey that nobody has", LossKind::Card, "10045", {});
    }
    void whatALossConcerns()
    {
        QFETCH(int, kind);
        QFETCH(QString, value);
        QFETCH(QStringList, lines);
        m_house->issue({"王芳", "client"});
        m_house->issue({"registration.example"});
        m_house->issue({"records.example", "server", "records"});
        m_house->issue({"ct-3", "device"});
        const EmergencyImpact impact = assess(Loss{LossKind(kind), value.toStdString()}.normalised().value());
        QStringList found;
        for (const ImpactLine &line : impact.lines)
            found += QStringLiteral("%1: %2: %3").arg(QString::fromStdString(line.title), impactReasonName(line.why), impactProposalName(line.proposal));
        QCOMPARE(found, lines);
    }

    /// USBKeys of two holders, of two departments and roles, and certificates that were asked for: each way of saying what is lost finds its own and no other.
    void whatUsbKeysAndRequestsKnow_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QStringList>("lines"); // name: why (found by): proposal
        QTest::addColumn<QStringList>("people");
        const auto row = [](const char *name, LossKind kind, const char *value, const QStringList &lines, const QStringList &people) {
            QTest::newRow(name) << int(kind) << QString(value) << lines << people;
        };
        row("a USBKey", LossKind::Card, "4711", {"李医生: card (4711 · 李医生): revoke"}, {"李医生"});
        row("the other USBKey", LossKind::Card, "4712", {"王护士: card (4712 · 王护士): revoke"}, {"王护士"});
        row("half a number", LossKind::Card, "471", {}, {});
        row("a holder", LossKind::Person, "王护士", {"王护士: holder (4712 · 王护士): revoke"}, {"王护士"});
        row("a staff number", LossKind::Person, "D-1001", {"李医生: holder (4711 · 李医生): revoke"}, {"李医生"});
        row("a role", LossKind::Role, "医生", {"李医生: role (4711 · 李医生): suspend"}, {"李医生"});
        row("a role of nobody", LossKind::Role, "药师", {}, {});
        row("a department, of holders", LossKind::Department, "急诊科", {"王护士: department (4712 · 王护士): suspend"}, {"王护士"});
        row("a department, of services and applicants", LossKind::Department, "信息科",
            {"王芳: department (信息科): suspend", "王芳 VPN: department (信息科): suspend", "赵六: department (信息科): suspend"}, {});
        row("an issuer", LossKind::Issuer, "第一医院 Client CA",
            {"李医生: issuer (): suspend", "王护士: issuer (): suspend", "王芳: issuer (): suspend", "王芳 VPN: issuer (): suspend", "第一医院 Client CA: issuer (): replace-first", "赵六: issuer (): suspend"}, {});
        row("another issuer", LossKind::Issuer, "第一医院 Server CA", {"第一医院 Server CA: issuer (): replace-first"}, {});
        row("a key that two have", LossKind::Person, "王芳", {"王芳: holder (): revoke", "王芳 VPN: same-key (王芳): revoke"}, {});
    }
    void whatUsbKeysAndRequestsKnow()
    {
        QFETCH(int, kind);
        QFETCH(QString, value);
        QFETCH(QStringList, lines);
        const auto first = m_house->issue({"王芳", "client"});
        m_house->issue({.name = "王芳 VPN", .profile = "client", .keyFile = first.keyFile});
        m_house->issue({"赵六", "client"});
        issueCard("4711", {"D-1001", "李医生", "心内科"}, "医生");
        issueCard("4712", {"D-1002", "王护士", "急诊科"}, "护士");
        const EmergencyImpact impact = assess({LossKind(kind), value.toStdString()});
        QStringList found, people;
        for (const ImpactLine &line : impact.lines) {
            if (line.purpose != Purpose::OcspResponder) // each CA has one
                found += QStringLiteral("%1: %2 (%3): %4").arg(QString::fromStdString(line.title), impactReasonName(line.why), QString::fromStdString(line.detail), impactProposalName(line.proposal));
        }
        found.sort();
        lines.sort();
        QCOMPARE(found, lines);
        for (const std::string &name : impact.people)
            people += QString::fromStdString(name);
        QTEST(people, "people");
    }

    void aNameOfSeveralProposesNobody_data()
    {
        QTest::addColumn<QStringList>("holders"); // staff number/department of certificates that all are 张伟's
        QTest::addColumn<QString>("lost");
        QTest::addColumn<QStringList>("people");
        QTest::addColumn<int>("proposed");
        const auto row = [](const char *name, const QStringList &holders, const char *lost, const QStringList &people, int proposed) {
            QTest::newRow(name) << holders << QString(lost) << people << proposed;
        };
        row("one person", {"1001/内科", "1001/内科"}, "张伟", {}, 2);
        row("one who changed departments", {"1001/内科", "1001/外科"}, "张伟", {}, 2);
        row("two staff numbers", {"1001/内科", "2002/内科"}, "张伟", {"1001 内科 1", "2002 内科 1"}, 0);
        row("two, by number", {"1001/内科", "2002/外科"}, "2002", {}, 1);
        row("no number, the same department", {"1001/内科", "/内科"}, "张伟", {}, 2);
        row("no number, another department", {"1001/内科", "/外科"}, "张伟", {"1001 内科 1", " 外科 1"}, 0);
        row("two departments", {"/内科", "/外科", "/外科"}, "张伟", {" 内科 1", " 外科 2"}, 0);
    }
    void aNameOfSeveralProposesNobody()
    {
        QFETCH(QStringList, holders);
        QFETCH(QString, lost);
        for (const QString &holder : holders)
            m_house->issue({.name = "张伟", .profile = "client", .unit = holder.section(u'/', 1).toStdString(), .staffNumber = holder.section(u'/', 0, 0).toStdString()});
        const EmergencyImpact impact = assess({LossKind::Person, lost.toStdString()});
        QStringList people;
        for (const EmergencyImpact::Namesake &one : impact.namesakes)
            people += QStringLiteral("%1 %2 %3").arg(QString::fromStdString(one.staffNumber), QString::fromStdString(one.department)).arg(one.certificates);
        QTEST(people, "people");
        for (RevocationReason reason : {RevocationReason::KeyCompromise, RevocationReason::CertificateHold})
            QTEST(int(impact.proposed(reason).size()), "proposed");
        for (const ImpactLine &line : impact.lines) { // each can be chosen all the same, and says whose it is
            QVERIFY(line.canBe(RevocationReason::KeyCompromise));
            QVERIFY(holders.contains(QString::fromStdString(line.staffNumber + "/" + line.department)));
        }
    }

    void whatIsOverAlready()
    {
        const Sha256 revoked = m_house->issue({"registration.example"}).sha256;
        const std::string id = start({LossKind::Host, "registration.example"});
        VERIFY_OK(revoke(id, {revoked}, RevocationReason::KeyCompromise));
        const EmergencyImpact again = assess({LossKind::Host, "registration.example"});
        QCOMPARE(again.lines.size(), std::size_t(1)); // listed, so that nobody looks for it, and nothing is proposed
        QCOMPARE(int(again.lines.front().proposal), int(ImpactProposal::Nothing));
        QVERIFY(again.proposed(RevocationReason::KeyCompromise).empty());
        VERIFY_ERROR(revoke(id, {revoked}, RevocationReason::KeyCompromise), ErrorCode::Conflict);
        VERIFY_ERROR(revoke(id, {sha256(viewOf(std::string_view("nobody's")))}, RevocationReason::KeyCompromise), ErrorCode::NotOfOwnCa);
        m_house->issue({"other.example"});
        m_house->now += std::chrono::days(500);
        const EmergencyImpact later = assess({LossKind::Host, "other.example"});
        QCOMPARE(later.lines.size(), std::size_t(1));
        QCOMPARE(int(later.lines.front().proposal), int(ImpactProposal::Nothing));
    }

    void aKeyIsAllItsCertificates()
    {
        const auto lost = m_house->issue({"registration.example"});
        const Result<CertificateListing> listing = readListing(lost.certificate);
        VERIFY_OK(listing);
        for (const Sha256 &name : {lost.sha256, listing->spkiSha256}) {
            const EmergencyImpact impact = assess({LossKind::Key, toHex(name)});
            QCOMPARE(impact.lines.size(), std::size_t(1));
            QCOMPARE(impact.lines.front().sha256, lost.sha256);
            QCOMPARE(impact.services.size(), std::size_t(1));
        }
        // All that there is, in one go: the circuit breaker wants the number, whatever policy lets one do alone.
        m_house->issue({"other.example"});
        const EmergencyImpact all = assess({LossKind::Query, "purpose = server"});
        QVERIFY(all.everything);
        const std::string id = start({LossKind::Query, "purpose = server"});
        const Result<Facts> facts = m_house->house().read(
            [&](Connection &connection) { return readEmergencyFacts(connection, *inventory(), m_house->house().officer(), id, m_house->now); });
        VERIFY_OK(facts);
        const EmergencyDemand demand = demandOf(all, all.proposed(RevocationReason::CertificateHold), RevocationReason::CertificateHold, *facts, m_house->now);
        QVERIFY(demand.number);
        QCOMPARE(demand.signers.size(), std::size_t(2));
        QVERIFY(!demand.glass); // servers are never suspended by one alone
    }

    void theCanaryCostsNothing_data()
    {
        QTest::addColumn<QString>("service"); // the canary's; what was lost is one client's certificate
        QTest::addColumn<int>("aloneMost");
        QTest::addColumn<int>("unconfirmedMost");
        QTest::addColumn<int>("glassMost");
        QTest::addColumn<int>("signers");
        QTest::addColumn<bool>("goesAlong");
        QTest::addColumn<bool>("goesThroughTheGlass");
        QTest::newRow("it goes along") << "registration" << 2 << 2 << 2 << 1 << true << false; // no glass where one is enough
        QTest::newRow("of a core service") << "records" << 2 << 2 << 2 << 1 << false << false;
        QTest::newRow("one more than one officer may") << "registration" << 1 << 2 << 2 << 1 << false << false;
        QTest::newRow("one more than goes unconfirmed") << "registration" << 2 << 1 << 2 << 1 << false << false;
        QTest::newRow("two sign anyway") << "registration" << 0 << 2 << 2 << 2 << true << true;
        QTest::newRow("two sign anyway, of a core service") << "records" << 0 << 2 << 2 << 2 << true << false;
        QTest::newRow("one more than the glass lets through") << "registration" << 0 << 2 << 1 << 2 << true << false;
    }
    void theCanaryCostsNothing()
    {
        QFETCH(QString, service);
        QFETCH(int, aloneMost);
        QFETCH(int, unconfirmedMost);
        QFETCH(int, glassMost);
        const Sha256 lost = m_house->issue({"王芳", "client"}).sha256;
        const Sha256 bird = m_house->issue({"canary-1", "client", service.toStdString()}).sha256;
        const auto canary = m_house->house().read([&](Connection &connection) { return readIssued(connection, std::span(&bird, 1)); });
        QVERIFY(canary && canary->size() == 1);
        const std::string id = start({LossKind::Person, "王芳"});
        const EmergencyImpact impact = assess({LossKind::Person, "王芳"});
        Result<Facts> facts = m_house->house().read(
            [&](Connection &connection) { return readEmergencyFacts(connection, *inventory(), m_house->house().officer(), id, m_house->now); });
        VERIFY_OK(facts);
        facts->policy.revokeAloneMost = aloneMost;
        facts->policy.circuitBreakerMost = unconfirmedMost;
        facts->policy.breakGlassMost = glassMost;
        const std::vector chosen{lost};
        const EmergencyDemand demand = demandOf(impact, chosen, RevocationReason::KeyCompromise, *facts, m_house->now, &canary->front());
        QTEST(int(demand.signers.size()), "signers");
        QVERIFY(!demand.number);
        QTEST(demand.canary, "goesAlong");
        QTEST(demand.glassCanary, "goesThroughTheGlass");
        QVERIFY(!demandOf(impact, chosen, RevocationReason::KeyCompromise, *facts, m_house->now).canary);
    }

private:
    std::string start(const Loss &loss)
    {
        const EmergencyStart form{newUuid(), loss, EmergencySeverity::Unknown, {}, {}};
        const Result<Receipt> receipt = m_house->house().submit(CommandKind::StartEmergency, toJson(form));
        if (!receipt)
            qFatal("%s", receipt.error().detail.c_str());
        return form.id;
    }
    /// Ordered, its key requested as the card would, and certified by the authority; handed over is another matter.
    void issueCard(const std::string &number, const CardHolder &holder, const std::string &roleName)
    {
        const auto must = [](const Result<Receipt> &receipt) {
            if (!receipt)
                qFatal("%s: %s", errorName(receipt.error().code), receipt.error().detail.c_str());
        };
        CertificateRole role{.id = newUuid(), .name = roleName};
        role.slots = {"9a"};
        must(m_house->house().submit(CommandKind::SaveRole, toJson(role)));
        const CardOrder order{.id = newUuid(), .card = number, .model = "YubiKey 5.4.3", .holder = holder, .role = role.id, .roleName = role.name,
                              .profile = role.profile, .slots = role.slots, .days = 100, .ca = m_house->clientCa()};
        must(m_house->house().submit(CommandKind::OrderCard, toJson(order)));
        SoftSigner key(PrivateKey::generate().value());
        must(m_house->house().submit(CommandKind::RequestCard, toJson(CardRequests{order.id, number, {{"9a", makeRequest(key, {{"CN", holder.name}}, {}).value(), {}}}})));
    }
    std::shared_ptr<const Inventory> inventory() { return loadInventory(m_house->house()).value(); }
    EmergencyImpact assess(const Loss &loss)
    {
        const auto all = inventory();
        const auto impact = m_house->house().read([&](Connection &connection) { return assessEmergency(connection, *all, loss, m_house->now); });
        if (!impact)
            qFatal("%s", impact.error().detail.c_str());
        return *impact;
    }
    Result<Receipt> revoke(const std::string &emergency, std::vector<Sha256> certificates, RevocationReason reason, bool breakGlass = false)
    {
        RevocationForm form{std::move(certificates), reason, {}, {}};
        form.emergency = emergency;
        form.breakGlass = breakGlass;
        return m_house->house().submit(CommandKind::Revoke, toJson(form), {}, {}, form.version());
    }
    Result<Receipt> note(const std::string &emergency, std::optional<FollowUp> answers)
    {
        return m_house->house().submit(CommandKind::NoteEmergency, toJson(EmergencyNote{emergency, answers, "done"}));
    }
    Result<Receipt> close(const std::string &emergency)
    {
        return m_house->house().submit(CommandKind::CloseEmergency, toJson(EmergencyClosing{emergency, "the key was found"}));
    }
    std::uint32_t openWork(WorkKind kind)
    {
        const auto work = m_house->house().read([&](Connection &connection) { return readOpenWork(connection, m_house->house().officer(), {}, m_house->now); });
        if (!work)
            qFatal("%s", work.error().detail.c_str());
        const auto at = std::ranges::find(*work, kind, &WorkItem::kind);
        return at == work->end() ? 0 : at->count;
    }

    std::unique_ptr<CertifyingHouse> m_house;
};

QTEST_GUILESS_MAIN(EmergencyTest)
#include "EmergencyTest.moc"
