// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Emergency.h"
#include "models/domain/EmergencyTrial.h"
#include "models/domain/Signers.h"
#include "models/domain/TopicRules.h"
#include "tests/support/Verify.h"

#include <QJsonArray>

using namespace hufu;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const Instant now = fromUnix(1795000000);
constexpr const char *first = "00000000-0000-7000-8000-000000000001", *second = "00000000-0000-7000-8000-000000000002";

Sha256 named(int number)
{
    Sha256 name{};
    name[0] = std::uint8_t(number);
    name[1] = std::uint8_t(number >> 8);
    return name;
}

IssuedCertificate client(int number)
{
    IssuedCertificate certificate;
    certificate.sha256 = named(number);
    certificate.ca = "ca";
    certificate.tier = Tier::General;
    certificate.purpose = Purpose::Client;
    certificate.notAfter = now + hours(24);
    return certificate;
}

Person officer(const char *id, std::set<Role> roles = {Role::SecurityAdmin})
{
    Person person;
    person.id = id;
    person.name = std::string("officer ") + id;
    person.roles = std::move(roles);
    return person;
}

Emergency opened(std::vector<Emergency::Due> followUps = {})
{
    Emergency emergency;
    emergency.form = {first, {LossKind::Card, "10045"}, EmergencySeverity::Unknown, {}, {}};
    emergency.sequence = 5;
    emergency.since = now - minutes(10);
    emergency.followUps = std::move(followUps);
    return emergency;
}

Command commandOf(const char *kind, const QJsonObject &payload, int version = 1)
{
    Command command;
    command.kind = kind;
    command.payload = payload;
    command.version = version;
    return command;
}

using Change = void (*)(Facts &, RevocationForm &);
using TrialChange = void (*)(Facts &, EmergencyTrial &);
using RelyingChange = void (*)(Facts &, RelyingReport &);

/// A house with an emergency, `count` certificates, and wang who decides.
Facts facing(int count)
{
    Facts facts;
    facts.policy = defaultPolicy();
    facts.actor = officer("wang");
    facts.people = {*facts.actor, officer("li"), officer("sun", {Role::AuditAdmin}), officer("zhao", {Role::Applicant})};
    facts.emergency = opened();
    for (int i = 0; i < count; ++i)
        facts.issued.push_back(client(i));
    return facts;
}

RevocationForm decision(const Facts &facts, RevocationReason reason = RevocationReason::KeyCompromise)
{
    RevocationForm form;
    for (const IssuedCertificate &certificate : facts.issued)
        form.certificates.push_back(certificate.sha256);
    form.reason = reason;
    form.emergency = first;
    return form;
}

QString said(const Result<Ruling> &ruling) { return ruling ? QStringLiteral("ok") : QString(errorName(ruling.error().code)); }

QString decided(const Facts &facts, const RevocationForm &form)
{
    const Command command = commandOf(CommandKind::Revoke, toJson(form), form.version());
    std::vector<std::string> waived;
    const Result<void> signers = checkSigners(signersNeeded(facts, command), *facts.actor, facts.cosigners, false, waived);
    return signers ? said(ruleOnRevocation(facts, command, now)) : QString(errorName(signers.error().code));
}

} // namespace

class EmergencyRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lossesAreWrittenOneWay_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("written");
        const QString hex = QString(32, u'A') + QString(32, u'1');
        QTest::newRow("blanks around it") << int(LossKind::Person) << "  王芳 \n" << "王芳";
        QTest::newRow("a host in capitals") << int(LossKind::Host) << "HIS-Desk7.Hospital.example." << "his-desk7.hospital.example";
        QTest::newRow("a Chinese host name") << int(LossKind::Host) << "急诊.Example" << "急诊.example";
        QTest::newRow("a fingerprint") << int(LossKind::Key) << hex << hex.toLower();
        QTest::newRow("one with colons") << int(LossKind::Key) << QStringLiteral("AA:") + hex.mid(2) << hex.toLower();
        QTest::newRow("too short for a fingerprint") << int(LossKind::Key) << "AABB" << QString();
        QTest::newRow("no fingerprint") << int(LossKind::Key) << "the key of his" << QString();
        QTest::newRow("nothing") << int(LossKind::Card) << "   " << QString();
    }
    void lossesAreWrittenOneWay()
    {
        QFETCH(int, kind);
        QFETCH(QString, said);
        QFETCH(QString, written);
        const Result<Loss> loss = Loss{LossKind(kind), said.toStdString()}.normalised();
        QCOMPARE(loss ? QString::fromStdString(loss->value) : QString(), written);
    }

    void payloadsComeBack()
    {
        const EmergencyStart start{first, {LossKind::Query, "tier = core"}, EmergencySeverity::Major, "急诊 王护士", "lost on ward 3"};
        const Result<EmergencyStart> read = emergencyStartFromJson(toJson(start));
        VERIFY_OK(read);
        QVERIFY(*read == start);
        QJsonObject loose = toJson(start);
        loose["value"] = " tier = core";
        VERIFY_ERROR(emergencyStartFromJson(loose), ErrorCode::Malformed);
        for (const char *member : {"id", "loss", "value", "severity", "caller", "report"}) {
            QJsonObject without = toJson(start);
            without.remove(QLatin1String(member));
            VERIFY_ERROR(emergencyStartFromJson(without), ErrorCode::Malformed);
        }
        const Result<EmergencyNote> note = emergencyNoteFromJson(toJson(EmergencyNote{first, FollowUp::Review, "looked at it"}));
        VERIFY_OK(note);
        QCOMPARE(int(*note->answers), int(FollowUp::Review));
        VERIFY_ERROR(emergencyNoteFromJson(toJson(EmergencyNote{first, {}, " \n"})), ErrorCode::Malformed);
        VERIFY_ERROR(emergencyClosingFromJson(toJson(EmergencyClosing{first, ""})), ErrorCode::Malformed);
        RevocationForm form;
        form.certificates = {named(1)};
        form.reason = RevocationReason::CertificateHold;
        form.emergency = first;
        form.breakGlass = true;
        form.confirmed = 1;
        const Result<RevocationForm> revocation = revocationFormFromJson(toJson(form), 3);
        VERIFY_OK(revocation);
        QVERIFY(revocation->breakGlass && revocation->confirmed == 1 && revocation->emergency == first);
        VERIFY_ERROR(revocationFormFromJson(toJson(form), 2), ErrorCode::Malformed); // what version 2 was, it stays
        VERIFY_ERROR(revocationFormFromJson(toJson(form), 1), ErrorCode::Malformed);
    }

    void twoDesksJoinOne()
    {
        Facts facts = facing(0);
        const auto start = [&](const char *id, const char *card) {
            return ruleOnEmergency(facts, commandOf(CommandKind::StartEmergency, toJson(EmergencyStart{id, {LossKind::Card, card}, {}, {}, {}})), now);
        };
        const Result<Ruling> joined = start(second, "10045");
        VERIFY_OK(joined);
        QCOMPARE(joined->outcome.value("joins").toString(), QString(first));
        QCOMPARE(said(start(first, "10045")), "AlreadyExists");
        facts.emergency->closed = 9; // the store names a closed one only when its id is taken
        QCOMPARE(said(start(second, "10045")), "AlreadyExists");
        facts.emergency->closed = 0;
        facts.targetExists = true; // it joined before
        QCOMPARE(said(start(second, "10045")), "AlreadyExists");
        facts.targetExists = false;
        facts.emergency.reset();
        const Result<Ruling> alone = start(second, "10045");
        VERIFY_OK(alone);
        QVERIFY(alone->outcome.isEmpty());
    }

    void breaksTheGlass_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char *name, Change change, const char *outcome) {
            QTest::newRow(name) << change << outcome;
        };
        using F = Facts;
        using R = RevocationForm;
        row("as many as policy lets one alone", [](F &, R &) {}, "ok");
        row("one more", [](F &f, R &r) { f.issued.push_back(client(20)); r = decision(f, r.reason); r.breakGlass = true; }, "LimitExceeded");
        row("revoked for good", [](F &, R &r) { r.reason = RevocationReason::KeyCompromise; }, "NotPermitted");
        row("a CA among them", [](F &f, R &) { f.issued[3].isCa = true; }, "NotPermitted");
        row("a server among them", [](F &f, R &) { f.issued[3].purpose = Purpose::Server; }, "NotPermitted");
        row("an OCSP responder among them", [](F &f, R &) { f.issued[3].purpose = Purpose::OcspResponder; }, "NotPermitted");
        row("one of a core service", [](F &f, R &) { f.issued[3].tier = Tier::Core; }, "NotPermitted");
        row("another administrator's USBKey", [](F &f, R &) { f.issued[3].holder = "li"; }, "NotPermitted");
        row("the audit administrator's, by name", [](F &f, R &) { f.issued[3].commonName = "officer sun"; }, "NotPermitted");
        row("the own USBKey", [](F &f, R &) { f.issued[3].holder = "wang"; }, "ok");
        row("a USBKey of somebody who is no administrator", [](F &f, R &) { f.issued[3].holder = "zhao"; }, "ok");
        row("the last second of waiting", [](F &f, R &) { f.emergency->since = now - minutes(3) + seconds(1); }, "NotPermitted");
        row("waited long enough", [](F &f, R &) { f.emergency->since = now - minutes(3); }, "ok");
        row("the day's number reached", [](F &f, R &) { f.glassBroken = {{7, second, "li", now - hours(1), 20, true}}; }, "ok");
        row("one above the day's number", [](F &f, R &) { f.glassBroken = {{7, second, "li", now - hours(1), 21, true}}; }, "LimitExceeded");
        row("many, a day ago", [](F &f, R &) { f.glassBroken = {{7, second, "li", now - hours(24), 21, false}}; }, "ok");
        row("policy lets nobody", [](F &f, R &) { f.policy.breakGlassMost = 0; }, "LimitExceeded");
        row("the emergency closed", [](F &f, R &) { f.emergency->closed = 8; }, "Conflict");
        row("no such emergency", [](F &f, R &) { f.emergency.reset(); }, "NotFound");
        row("a department head", [](F &f, R &) { f.actor->roles = {Role::DepartmentHead}; }, "NotPermitted");
    }
    void breaksTheGlass()
    {
        QFETCH(Change, change);
        QFETCH(QString, outcome);
        Facts facts = facing(20);
        RevocationForm form = decision(facts, RevocationReason::CertificateHold);
        QCOMPARE(decided(facts, form), "CosignerNeeded"); // without breaking the glass it takes two
        form.breakGlass = true;
        change(facts, form);
        QCOMPARE(decided(facts, form), outcome);
    }
    void aBrokenGlassIsLoud()
    {
        Facts facts = facing(12);
        facts.glassBroken = {{7, second, "li", now - hours(1), 3, true}};
        RevocationForm form = decision(facts, RevocationReason::CertificateHold);
        form.breakGlass = true;
        const Result<Ruling> ruling = ruleOnRevocation(facts, commandOf(CommandKind::Revoke, toJson(form), 3), now);
        VERIFY_OK(ruling);
        QCOMPARE(ruling->outcome, (QJsonObject{{"breakGlass", QJsonObject{{"certificates", 12}, {"withinADay", 15}}}}));
        QCOMPARE(signersNeeded(facts, commandOf(CommandKind::Resume, {})).size(), std::size_t(2)); // lifting it takes two
    }

    void circuitBreaker_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("confirmed");
        QTest::addColumn<bool>("two");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("as many as need no number") << 100 << 0 << true << "ok";
        QTest::newRow("one more") << 101 << 0 << true << "InvalidArgument";
        QTest::newRow("one more, with its number") << 101 << 101 << true << "ok";
        QTest::newRow("with another number") << 101 << 100 << true << "InvalidArgument";
        QTest::newRow("by one alone") << 101 << 101 << false << "CosignerNeeded";
        QTest::newRow("few, but everything that there is") << 5 << 5 << true << "ok";
        QTest::newRow("the same by one alone") << 5 << 5 << false << "CosignerNeeded";
        QTest::newRow("few") << 5 << 0 << false << "ok";
    }
    void circuitBreaker()
    {
        QFETCH(int, count);
        QFETCH(int, confirmed);
        QFETCH(bool, two);
        QFETCH(QString, outcome);
        Facts facts = facing(count);
        facts.policy.revokeAloneMost = 10000; // the breaker stands whatever else policy allows
        if (two)
            facts.cosigners = {officer("li")};
        RevocationForm form = decision(facts);
        form.confirmed = std::size_t(confirmed);
        QCOMPARE(decided(facts, form), outcome);
    }
    void olderCommandsKeepTheirMeaning()
    {
        Facts facts = facing(101);
        facts.emergency.reset();
        facts.cosigners = {officer("li")};
        RevocationForm form = decision(facts);
        form.emergency.clear();
        QCOMPARE(form.version(), 2);
        QCOMPARE(decided(facts, form), "ok");
    }

    void followUps_data()
    {
        QTest::addColumn<QString>("actor");
        QTest::addColumn<int>("answers");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("only a note") << "wang" << -1 << "ok";
        QTest::newRow("one that is open") << "wang" << int(FollowUp::Cause) << "ok";
        QTest::newRow("one that was answered") << "wang" << int(FollowUp::Informed) << "Conflict";
        QTest::newRow("one that was never due") << "wang" << int(FollowUp::Replacement) << "Conflict";
        QTest::newRow("the review by who did it") << "wang" << int(FollowUp::Review) << "NotPermitted";
        QTest::newRow("the review by a colleague") << "li" << int(FollowUp::Review) << "ok";
        QTest::newRow("the review by a department head") << "head" << int(FollowUp::Review) << "NotPermitted";
    }
    void followUps()
    {
        QFETCH(QString, actor);
        QFETCH(int, answers);
        QFETCH(QString, outcome);
        Facts facts = facing(0);
        facts.emergency = opened({{FollowUp::Cause, 5, 0}, {FollowUp::Informed, 5, 6}, {FollowUp::Review, 7, 0}});
        facts.glassBroken = {{7, first, "wang", now, 3, false}, {3, first, "li", now, 3, true}, {4, second, "li", now, 1, false}};
        facts.actor = officer(actor.toUtf8().constData(), actor == "head" ? std::set{Role::DepartmentHead} : std::set{Role::SecurityAdmin});
        const EmergencyNote note{first, answers < 0 ? std::nullopt : std::optional(FollowUp(answers)), "done"};
        QCOMPARE(said(ruleOnEmergency(facts, commandOf(CommandKind::NoteEmergency, toJson(note)), now)), outcome);
    }

    void closesWhenNothingIsLeft()
    {
        Facts facts = facing(0);
        const Command closing = commandOf(CommandKind::CloseEmergency, toJson(EmergencyClosing{first, "the key was found"}));
        facts.emergency = opened({{FollowUp::Cause, 5, 6}, {FollowUp::Informed, 5, 0}});
        QCOMPARE(said(ruleOnEmergency(facts, closing, now)), "Conflict");
        facts.emergency->followUps[1].answered = 7;
        QCOMPARE(said(ruleOnEmergency(facts, closing, now)), "ok");
        facts.emergency->closed = 8;
        QCOMPARE(said(ruleOnEmergency(facts, closing, now)), "Conflict");
        facts.emergency.reset();
        QCOMPARE(said(ruleOnEmergency(facts, closing, now)), "NotFound");
    }

    void trials_data()
    {
        QTest::addColumn<TrialChange>("change");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char *name, const char *outcome, TrialChange change) { QTest::newRow(name) << change << QString::fromLatin1(outcome); };
        row("what was seen", "ok", [](Facts &, EmergencyTrial &) {});
        row("an emergency that is closed is proven all the same", "ok", [](Facts &facts, EmergencyTrial &) { facts.emergency->closed = 9; });
        row("no emergency", "NotFound", [](Facts &facts, EmergencyTrial &) { facts.emergency.reset(); });
        row("a canary of nobody's", "NotOfOwnCa", [](Facts &facts, EmergencyTrial &) { facts.issued.clear(); });
        row("another certificate than the canary", "NotOfOwnCa", [](Facts &, EmergencyTrial &trial) { trial.canary = named(7); });
        row("a canary that lives", "Conflict", [](Facts &facts, EmergencyTrial &) { facts.issued[0].revoked.reset(); });
        row("a server that nobody registered", "InvalidArgument", [](Facts &, EmergencyTrial &trial) { trial.lines[0].endpoint = "https://elsewhere/"; });
        row("five minutes ahead", "ok", [](Facts &, EmergencyTrial &trial) { trial.lines[0].at = now + minutes(5); });
        row("more than five minutes ahead", "InvalidArgument", [](Facts &, EmergencyTrial &trial) { trial.lines[0].at = now + minutes(5) + seconds(1); });
        row("a console's clock that is five minutes behind", "ok", [](Facts &, EmergencyTrial &trial) { trial.lines[0].at = now - minutes(6); });
        row("refused long before it was revoked", "InvalidArgument", [](Facts &, EmergencyTrial &trial) { trial.lines[0].at = now - minutes(6) - seconds(1); });
        row("let in long before it was revoked", "ok", [](Facts &, EmergencyTrial &trial) {
            trial.lines[0].at = now - hours(1);
            trial.lines[0].outcome = EntryOutcome::Accepted;
        });
    }
    void trials()
    {
        QFETCH(const TrialChange, change);
        QFETCH(const QString, outcome);
        Facts facts = facing(1);
        facts.policy.relyingEndpoints = {"https://emr.example/"};
        facts.issued[0].revoked = IssuedCertificate::Revoked{RevocationReason::KeyCompromise, now - minutes(1), {}, 6, {}, 0};
        EmergencyTrial trial{first, named(0), {{"https://emr.example/", EntryWay::SavedSession, EntryOutcome::Refused, now, "HTTP status 400"}}};
        change(facts, trial);
        QCOMPARE(said(ruleOnEmergency(facts, commandOf(CommandKind::TryInEmergency, toJson(trial)), now)), outcome);
    }

    void whatATrialProves_data()
    {
        using enum EntryOutcome;
        QTest::addColumn<QList<int>>("outcomes");
        QTest::addColumn<bool>("refused");
        QTest::addColumn<bool>("open"); // worth another try
        const auto row = [](const char *name, std::initializer_list<EntryOutcome> outcomes, bool refused, bool open) {
            QList<int> list;
            for (EntryOutcome one : outcomes)
                list += int(one);
            QTest::newRow(name) << list << refused << open;
        };
        row("all are refused", {Refused, Refused, Refused}, true, false);
        row("one still lets in", {Refused, Refused, Accepted}, false, true);
        row("one is not reached any more", {Refused, Refused, Unreached}, false, true);
        row("one had never let in", {Refused, Refused, Unproven}, true, false);
        row("none had ever let in", {Unproven, Unproven, Unproven}, false, false);
        row("none is reached any more", {Unreached, Unreached, Unreached}, false, true);
    }
    void whatATrialProves()
    {
        QFETCH(QList<int>, outcomes);
        EmergencyTrial trial{first, named(3), {}};
        for (int i = 0; i < 3; ++i)
            trial.lines.push_back({"https://emr.example/", allEntryWays[i], EntryOutcome(outcomes[i]), now, {}});
        const Result<EmergencyTrial> read = emergencyTrialFromJson(toJson(trial)); // as the journal has it
        VERIFY_OK(read);
        QVERIFY(*read == trial);
        QTEST(read->isRefused(), "refused");
        QTEST(read->isOpen(), "open");
    }

    void trialsAreReadStrictly()
    {
        const EmergencyTrial trial{first, named(3), {{"https://emr.example/", EntryWay::NewHandshake, EntryOutcome::Refused, now, "closed"},
                                                     {"https://emr.example/", EntryWay::OpenConnection, EntryOutcome::Accepted, now, {}}}};
        const Result<EmergencyTrial> same = emergencyTrialFromJson(toJson(trial));
        VERIFY_OK(same);
        QVERIFY(*same == trial && !same->isRefused() && same->accepted()->way == EntryWay::OpenConnection);
        EmergencyTrial twice = trial;
        twice.lines[1].way = EntryWay::NewHandshake;
        QVERIFY(!emergencyTrialFromJson(toJson(twice)));
        QVERIFY(!emergencyTrialFromJson(toJson(EmergencyTrial{first, named(3), {}})));
    }

    void relyingServersAreHeard_data()
    {
        QTest::addColumn<RelyingChange>("change");
        QTest::addColumn<int>("version");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char *name, int version, const char *outcome, RelyingChange change) { QTest::newRow(name) << change << version << QString::fromLatin1(outcome); };
        row("new trouble, five minutes after the last", 2, "ok", [](Facts &, RelyingReport &) {});
        row("a second sooner", 2, "LimitExceeded", [](Facts &facts, RelyingReport &) { facts.relying->talked += seconds(1); });
        row("a second sooner, as earlier releases wrote it", 1, "ok", [](Facts &facts, RelyingReport &) { facts.relying->talked += seconds(1); });
        row("a newer CRL is never held back", 2, "ok", [](Facts &facts, RelyingReport &report) {
            facts.relying->talked = now;
            report.crls[0].number = 8;
        });
        row("a CRL of a CA that it did not check before", 2, "ok", [](Facts &facts, RelyingReport &) {
            facts.relying->talked = now;
            facts.relying->crls.clear();
            facts.relying->highest.clear();
        });
        row("an older CRL is", 2, "LimitExceeded", [](Facts &facts, RelyingReport &report) {
            facts.relying->talked = now;
            report.crls[0].number = 6;
        });
        row("and one that it had before it went back", 2, "LimitExceeded", [](Facts &facts, RelyingReport &) {
            facts.relying->talked = now;
            facts.relying->crls.begin()->second = 6;
        });
        row("the first word of all", 2, "ok", [](Facts &facts, RelyingReport &) { facts.relying = RelyingServer{}; });
        row("a CRL that was never signed", 2, "FromTheFuture", [](Facts &, RelyingReport &report) { report.crls[0].number = 9; });
        row("whose enrolment was revoked", 2, "Conflict", [](Facts &facts, RelyingReport &) { facts.workstation->active = false; });
    }
    void relyingServersAreHeard()
    {
        QFETCH(const RelyingChange, change);
        QFETCH(const int, version);
        QFETCH(const QString, outcome);
        Facts facts = facing(0);
        facts.workstation = Workstation{first, "web", {}, true, true};
        CertificateAuthority ca;
        ca.plan.id = std::string(36, 'c');
        ca.crlNumber = 8;
        facts.cas = {ca};
        RelyingServer before;
        before.id = first;
        before.name = "web";
        before.crls[ca.plan.id] = before.highest[ca.plan.id] = 7;
        before.talked = now - RelyingServer::betweenTalk;
        before.sequence = 9;
        facts.relying = before;
        RelyingReport report{first, "web", {{ca.plan.id, 7}}, "nginx: bad"};
        change(facts, report);
        QCOMPARE(said(ruleOnRelyingReport(facts, commandOf(CommandKind::ReportRelying, toJson(report), version), now)), outcome);
    }
};

QTEST_APPLESS_MAIN(EmergencyRulesTest)
#include "EmergencyRulesTest.moc"
