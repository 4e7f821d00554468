// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/RequestPolicy.h"
#include "models/domain/TopicRules.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/CsrBuilder.h"
#include "tests/support/Verify.h"

#include <functional>

using namespace hufu;
using namespace hufu::test;
using std::chrono::days;
using std::chrono::seconds;

namespace {

const Instant now = fromIso("2026-11-23T12:00:00Z").value();
const std::string clinic = "门诊", office = "信息科";

Person person(const std::string &name, const std::string &department, std::set<Role> roles)
{
    Person made;
    made.id = newUuid();
    made.name = name;
    made.department = department;
    made.roles = std::move(roles);
    return made;
}

/// Who is who in these tests, and a house in which an ordinary request of the applicant waits.
struct Scene {
    Person applicant = person("张三", clinic, {Role::Applicant});
    Person head = person("孙主任", clinic, {Role::DepartmentHead});
    Person otherHead = person("钱主任", "检验科", {Role::DepartmentHead});
    Person security = person("李安全", office, {Role::SecurityAdmin});
    Person second = person("周安全", office, {Role::SecurityAdmin});
    CsrBuilder csr{.commonName = "reg.hospital.example", .dnsNames = {"reg.hospital.example"}};
    RequestForm form;
    Facts facts;
    Instant at = now;

    Scene()
    {
        facts.policy = defaultPolicy();
        facts.people = {applicant, head, otherHead, security, second};
        facts.service = Service{newUuid(), "挂号", Tier::Important, clinic, "王主任", {"reg.hospital.example"}, false};
        facts.cas = {ca(CaTree::Server, {"hospital.example"}), ca(CaTree::Client, {})};
        form.id = newUuid();
        form.service = facts.service->id;
        form.purpose = "挂号窗口";
        form.system = "reg-01";
        form.days = 200;
        form.profile = "server";
        form.ca = facts.cas[0].plan.id;
    }

    static CertificateAuthority ca(CaTree tree, std::vector<std::string> domains)
    {
        CertificateAuthority made;
        made.plan.id = newUuid();
        made.plan.tree = tree;
        made.plan.commonName = caTreeName(tree);
        made.plan.domains = std::move(domains);
        made.plan.locality = "北京";
        made.certificate = CertBuilder::ca("CN=Issuing").validity(now - days(1), now + days(3650)).der();
        return made;
    }

    Result<Ruling> rule(const char *kind, const Person &actor, const QJsonObject &payload)
    {
        Command command;
        command.kind = kind;
        command.actor = actor.id;
        command.payload = payload;
        facts.actor = actor;
        return ruleOnRequests(facts, command, at);
    }
    Result<Ruling> submit() { return submit(applicant); }
    Result<Ruling> submit(const Person &actor)
    {
        form.csr = csr.der();
        return rule(CommandKind::SubmitRequest, actor, toJson(form));
    }
    Result<Ruling> review(const Person &actor, Verdict verdict, std::vector<ReviewForm::Seen> seen = {})
    {
        if (seen.empty())
            seen = {{form.id, facts.requests.at(0).version}};
        return rule(CommandKind::ReviewRequests, actor, toJson(ReviewForm{seen, verdict, "因为"}));
    }
    Result<Ruling> withdraw(const Person &actor, Sequence version)
    {
        return rule(CommandKind::WithdrawRequest, actor, toJson(Withdrawal{{form.id, version}, {}}));
    }

    /// The request as the journal has it after submitting.
    Request &wait(Sequence version = 10)
    {
        const Result<Ruling> ruling = submit();
        const Result<RequestAccepted> accepted = ruling ? requestAcceptedFromJson(ruling->outcome) : fail(ruling.error());
        if (!accepted)
            qFatal("the request is not accepted: %s", accepted.error().detail.c_str());
        Request request;
        request.form = form;
        request.applicant = applicant.id;
        request.department = accepted->department;
        request.serviceName = accepted->serviceName;
        request.subject = accepted->subject;
        request.names = accepted->names;
        request.spkiSha256 = accepted->spkiSha256;
        request.version = version;
        request.submitted = at;
        request.lapses = accepted->lapses;
        request.steps = accepted->steps;
        facts.requests.push_back(request);
        return facts.requests.back();
    }
};

Review approvalBy(const Person &approver, Sequence version) { return {20, version, approver.id, Verdict::Approve, {}, now}; }

RequestPreview preview(Scene &scene)
{
    scene.facts.actor = scene.applicant;
    scene.form.csr = scene.csr.der();
    return previewRequest(scene.facts, scene.form, readRequest(scene.form.csr).value(), scene.at);
}

using Change = std::function<void(Scene &)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class RequestRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aKeyOfSm2IsProposedToACaOfSm2()
    {
        CertificateAuthority international = Scene::ca(CaTree::Server, {}), chinese = Scene::ca(CaTree::Server, {});
        international.plan.algorithm = "rsa-3072";
        chinese.plan.algorithm = "sm2";
        const CertificateRequest sm2 = *readRequest(CsrBuilder{.key = {.kind = KeySpec::Kind::Sm2}}.der()), ec = *readRequest(CsrBuilder().der());
        const std::vector<CertificateAuthority> one{international, chinese}, other{chinese, international};
        for (const std::vector<CertificateAuthority> &cas : {one, other}) {
            QCOMPARE(QString::fromStdString(proposedCa(cas, "server", sm2, now)->plan.algorithm), QStringLiteral("sm2"));
            QCOMPARE(QString::fromStdString(proposedCa(cas, "server", ec, now)->plan.algorithm), QStringLiteral("rsa-3072"));
        }
        // Where there is no choice, the applicant chooses.
        QVERIFY(proposedCa({international}, "server", sm2, now));
    }

    void formsSurviveTheirJson()
    {
        Scene scene;
        scene.form.csr = scene.csr.der();
        QCOMPARE(requestFormFromJson(toJson(scene.form)).value(), scene.form);
        scene.form.kind = RequestKind::Rekey;
        VERIFY_ERROR(requestFormFromJson(toJson(scene.form)), ErrorCode::Malformed); // of which certificate?
        scene.form.replaces = Sha256{1, 2, 3};
        QCOMPARE(requestFormFromJson(toJson(scene.form)).value(), scene.form);
        QJsonObject object = toJson(scene.form);
        object.insert("more", 1);
        VERIFY_ERROR(requestFormFromJson(object), ErrorCode::Malformed);
        const ReviewForm review{{{newUuid(), 7}, {newUuid(), 8}}, Verdict::Return, "名称不对"};
        QCOMPARE(reviewFormFromJson(toJson(review)).value(), review);
        VERIFY_ERROR(reviewFormFromJson(toJson(ReviewForm{review.requests, Verdict::Reject, {}})), ErrorCode::Malformed); // no reason
        VERIFY_ERROR(reviewFormFromJson(toJson(ReviewForm{{review.requests[0], review.requests[0]}, Verdict::Approve, {}})), ErrorCode::Malformed);
        VERIFY_ERROR(reviewFormFromJson(toJson(ReviewForm{{}, Verdict::Approve, {}})), ErrorCode::Malformed);
        VERIFY_ERROR(reviewFormFromJson(toJson(ReviewForm{std::vector<ReviewForm::Seen>(201, {newUuid(), 1}), Verdict::Approve, {}})),
                     ErrorCode::Malformed);
        const Withdrawal withdrawal{{newUuid(), 3}, "不需要了"};
        QCOMPARE(withdrawalFromJson(toJson(withdrawal)).value(), withdrawal);
        const RequestAccepted accepted{clinic, "挂号", "CN=a", {"a", "ip:10.0.0.1"}, Sha256{9},
                                       {{{Role::DepartmentHead, Role::SecurityAdmin}, clinic, 2, {"ordinary-name"}}}, now};
        QCOMPARE(requestAcceptedFromJson(toJson(accepted)).value(), accepted);
        const ReviewOutcome outcome{{{newUuid(), RequestState::Approved, 0}, {newUuid(), RequestState::Open, 1}}, now};
        QCOMPARE(reviewOutcomeFromJson(toJson(outcome)).value(), outcome);
    }

    void policyNamesTheApprovers_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("roles");
        QTest::addColumn<QString>("department");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("reasons");
        const auto row = [](const char *name, Change change, const char *roles, const std::string &department, int count, const char *reasons) {
            QTest::newRow(name) << change << roles << qstr(department) << count << reasons;
        };
        row("an ordinary name", [](Scene &) {}, "department-head security-admin", clinic, 1, "ordinary-name");
        row("an applicant without a department", [](Scene &s) { s.applicant.department.clear(); }, "security-admin", "", 1, "ordinary-name");
        row("two for ordinary names", [](Scene &s) { s.facts.policy.approvalsOrdinary = 2; }, "department-head security-admin", clinic, 2,
            "ordinary-name");
        row("a sensitive name", [](Scene &s) { s.csr.dnsNames.push_back("Patient.hospital.example"); }, "security-admin", "", 1,
            "sensitive-name Patient.hospital.example");
        row("a wildcard that covers one", [](Scene &s) { s.csr.dnsNames = {"*.hospital.example"}; }, "security-admin", "", 1,
            "sensitive-name *.hospital.example");
        row("a service with patient data", [](Scene &s) { s.facts.service->patientData = true; }, "security-admin", "", 1, "patient-data 挂号");
        row("both, by three", [](Scene &s) {
            s.facts.service->patientData = true;
            s.csr.dnsNames = {"emr.hospital.example"};
            s.facts.policy.approvalsSensitive = 3;
        }, "security-admin", "", 3, "sensitive-name emr.hospital.example,patient-data 挂号");
        row("no name is sensitive", [](Scene &s) {
            s.csr.dnsNames = {"patient.hospital.example"};
            s.facts.policy.sensitiveNames.clear();
        }, "department-head security-admin", clinic, 1, "ordinary-name");
    }
    void policyNamesTheApprovers()
    {
        QFETCH(Change, change);
        QFETCH(QString, roles);
        QFETCH(QString, department);
        QFETCH(int, count);
        QFETCH(QString, reasons);
        Scene scene;
        change(scene);
        const std::vector<ApprovalStep> steps = preview(scene).steps;
        QCOMPARE(steps.size(), std::size_t(1));
        QCOMPARE(qstr(roleNames(steps[0].roles)), roles);
        QCOMPARE(qstr(steps[0].department), department);
        QCOMPARE(steps[0].count, count);
        QStringList said;
        for (const std::string &reason : steps[0].reasons)
            said << qstr(reason);
        QCOMPARE(said.join(u','), reasons);
    }

    void thePreviewSaysWhoAndWhoNot()
    {
        Scene scene;
        const Person gone = [&] {
            Person made = person("离职", office, {Role::SecurityAdmin});
            made.active = false;
            return made;
        }();
        scene.facts.people.push_back(gone);
        RequestPreview said = preview(scene);
        QCOMPARE(said.approvers, std::vector<std::string>({scene.head.id, scene.security.id, scene.second.id}));
        QCOMPARE(said.excluded, std::vector<RequestPreview::Excluded>({{scene.applicant.id, "applicant"}, {scene.otherHead.id, "other-department"}}));
        QCOMPARE(said.lapses, now + days(14));
        QCOMPARE(said.caName, std::string("server"));
        QVERIFY(said.findings.empty());
        scene.facts.service->patientData = true;
        said = preview(scene);
        QCOMPARE(said.approvers, std::vector<std::string>({scene.security.id, scene.second.id}));
        QCOMPARE(said.excluded.size(), std::size_t(3));
        QCOMPARE(said.excluded[1].reason, std::string("security-admins-only"));
        scene.facts.policy.approvalsSensitive = 3;
        said = preview(scene);
        QCOMPARE(said.findings, std::vector<RequestFinding>({{RequestRule::TooFewApprovers, false, "1"}}));
        scene.facts.pilot = true;
        scene.facts.people = {scene.applicant};
        scene.applicant.roles = {Role::SecurityAdmin, Role::Applicant};
        scene.facts.people = {scene.applicant};
        said = preview(scene);
        QVERIFY(said.excluded.empty());
        QVERIFY(said.findings.empty());
    }

    void findings_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<bool>("blocking");
        QTest::addColumn<QString>("observed");
        const auto row = [](const char *name, Change change, const char *rule, bool blocking, const char *observed) {
            QTest::newRow(name) << change << rule << blocking << observed;
        };
        row("the longest term of the profile", [](Scene &s) { s.form.days = 200; }, "", false, "");
        row("a day longer", [](Scene &s) { s.form.days = 201; }, "term-above-cap", true, "201 > 200 days");
        row("the longest term of the policy", [](Scene &s) { s.form.days = 90, s.facts.policy.privateTermDays = 90; }, "", false, "");
        row("a day longer than policy's", [](Scene &s) { s.form.days = 91, s.facts.policy.privateTermDays = 90; }, "term-above-cap", true,
            "91 > 90 days");
        row("six days for a temporary one", [](Scene &s) { s.form.profile = "temporary", s.form.days = 6; }, "term-too-short", true, "6 < 7 days");
        row("a week for a temporary one", [](Scene &s) { s.form.profile = "temporary", s.form.days = 7; }, "", false, "");
        row("eight days", [](Scene &s) { s.form.profile = "temporary", s.form.days = 8; }, "term-above-cap", true, "8 > 7 days");
        row("the longest term of a client", [](Scene &s) {
            s.form.profile = "client", s.form.ca = s.facts.cas[1].plan.id, s.form.days = 366, s.csr.dnsNames.clear();
        }, "", false, "");
        row("a client's a day longer", [](Scene &s) {
            s.form.profile = "client", s.form.ca = s.facts.cas[1].plan.id, s.form.days = 367, s.csr.dnsNames.clear();
        }, "term-above-cap", true, "367 > 366 days");
        row("a client's from the servers' CA", [](Scene &s) { s.form.profile = "client", s.csr.dnsNames.clear(); }, "ca-wrong-tree", true, "client / server");
        row("a server's from the clients' CA", [](Scene &s) { s.form.ca = s.facts.cas[1].plan.id; }, "ca-wrong-tree", true, "server / client");
        row("a profile of the authority's own", [](Scene &s) { s.form.profile = "ocsp-responder"; }, "profile-unknown", true, "ocsp-responder");
        const auto client = [](Scene &s) { s.form.profile = "client", s.form.ca = s.facts.cas[1].plan.id; };
        row("a client with a host name", client, "name-not-of-profile", true, "reg.hospital.example");
        row("a client without a common name", [client](Scene &s) {
            client(s), s.csr.dnsNames.clear(), s.csr.commonName.clear();
        }, "no-common-name", true, "");
        row("a temporary wildcard", [](Scene &s) {
            s.form.profile = "temporary", s.form.days = 7, s.csr.dnsNames = {"*.hospital.example"}, s.csr.commonName = "*.hospital.example";
        }, "name-not-of-profile", true, "*.hospital.example");
        row("a device with RSA", [](Scene &s) {
            s.form.profile = "device", s.form.ca = s.facts.cas[1].plan.id, s.csr.key = {KeySpec::Kind::Rsa, 2048, {}, 0};
        }, "key-not-of-profile", true, "rsa");
        row("EV-like without what makes it so", [](Scene &s) { s.form.profile = "server-ev-like"; }, "subject-incomplete", true, "businessCategory");
        row("a house without a place", [](Scene &s) { s.facts.cas[0].plan.locality.clear(); }, "subject-incomplete", true, "L");
        row("a common name besides", [](Scene &s) { s.csr.commonName = "reg"; }, "common-name-not-a-name", false, "reg");
        row("a CA that is not made yet", [](Scene &s) { s.facts.cas[0].certificate.clear(); }, "ca-not-ready", true, "server");
        row("a CA that is revoked", [](Scene &s) { s.facts.cas[0].revoked = true; }, "ca-not-ready", true, "server");
        row("a CA that ends first", [](Scene &s) {
            s.facts.cas[0].certificate = CertBuilder::ca("CN=Issuing").validity(now - days(1), now + days(200) - seconds(2)).der();
        }, "outlives-ca", true, "2027-06-11T11:59:58Z");
        row("a CA that ends with it", [](Scene &s) {
            s.facts.cas[0].certificate = CertBuilder::ca("CN=Issuing").validity(now - days(1), now + days(200) - seconds(1)).der();
        }, "", false, "");
        row("the domain itself", [](Scene &s) { s.csr.dnsNames = {s.csr.commonName = "Hospital.example"}; }, "", false, "");
        row("another domain", [](Scene &s) { s.csr.dnsNames.push_back("reg.example.org"); }, "names-outside-ca", true, "reg.example.org");
        row("a domain that only ends alike", [](Scene &s) { s.csr.dnsNames = {s.csr.commonName = "reg.myhospital.example"}; }, "names-outside-ca", true,
            "reg.myhospital.example");
        row("a server without a name", [](Scene &s) { s.csr.dnsNames.clear(), s.csr.commonName.clear(); }, "no-name", true, "");
        row("a wildcard", [](Scene &s) { s.csr.dnsNames = {s.csr.commonName = "*.hospital.example"}; }, "", false, "");
        const auto core = [](auto more) {
            return [more](Scene &s) {
                s.facts.service->tier = Tier::Core;
                more(s);
            };
        };
        const auto off = [](Scene &s) { s.facts.policy.rules[Rule::OvOnCoreService].enabled = false; };
        row("a wildcard for a core service", core([off](Scene &s) {
            s.csr.dnsNames = {s.csr.commonName = "*.hospital.example"};
            off(s);
        }), "wildcard-in-ev", false, "*.hospital.example");
        row("OV for a core service", core([](Scene &) {}), "ov-on-core-service", false, "ov < ev");
        row("OV for a core service, where it is enough", core([](Scene &s) { s.facts.policy.minimumClassCore = "ov"; }), "", false, "");
        row("OV for a core service, where nobody minds", core(off), "", false, "");
        row("OV for a core service, for seven days", core([](Scene &s) { s.form.profile = "temporary", s.form.days = 7; }), "", false, "");
        row("EV for a core service", core([](Scene &s) {
            s.form.profile = "server-ev-like";
            s.csr.more = {{"businessCategory", "Government Entity"}, {"jurisdictionC", "CN"}, {"serialNumber", "12100000400000000A"}};
        }), "", false, "");
        row("a device of a core service", core([](Scene &s) {
            s.form.profile = "device", s.form.ca = s.facts.cas[1].plan.id;
        }), "", false, "");
        row("RSA 2048", [](Scene &s) { s.csr.key = {KeySpec::Kind::Rsa, 2048, {}, 0}; }, "", false, "");
        row("RSA 1024", [](Scene &s) { s.csr.key = {KeySpec::Kind::Rsa, 1024, {}, 0}; }, "weak-key", true, "rsa-too-short 1024 bits");
        row("a revoked key", [](Scene &s) {
            s.facts.revokedKeys = {readRequest(s.csr.der())->spkiSha256};
        }, "key-revoked", true, toHex(readRequest(CsrBuilder().der())->spkiSha256).c_str());
        const auto replacing = [](RequestKind kind, int keyBefore) {
            return [kind, keyBefore](Scene &s) {
                IssuedCertificate before;
                before.sha256 = {1, 2, 3};
                before.spkiSha256 = readRequest(CsrBuilder{.key = {.index = keyBefore}}.der())->spkiSha256;
                s.facts.issued = {before};
                s.form.kind = kind;
                s.form.replaces = before.sha256;
            };
        };
        static const std::string key = toHex(readRequest(CsrBuilder().der())->spkiSha256);
        row("renewed with its key", replacing(RequestKind::Renew, 0), "", false, "");
        row("renewed with another key", replacing(RequestKind::Renew, 1), "renewed-other-key", true, key.c_str());
        row("rekeyed with another key", replacing(RequestKind::Rekey, 1), "", false, "");
        row("rekeyed with its key", replacing(RequestKind::Rekey, 0), "rekeyed-same-key", true, key.c_str());
        row("no such CA", [](Scene &s) { s.form.ca = "0190a000-0000-7000-8000-000000000000"; }, "ca-unknown", true,
            "0190a000-0000-7000-8000-000000000000");
        row("no such service", [](Scene &s) { s.form.service = "0190a000-0000-7000-8000-000000000000", s.facts.service.reset(); },
            "service-unknown", true, "0190a000-0000-7000-8000-000000000000");
    }
    void findings()
    {
        QFETCH(Change, change);
        QFETCH(QString, rule);
        QFETCH(bool, blocking);
        QFETCH(QString, observed);
        Scene scene;
        change(scene);
        const RequestPreview said = preview(scene);
        if (rule.isEmpty()) {
            QVERIFY2(said.findings.empty(), said.findings.empty() ? "" : requestRuleName(said.findings[0].rule));
        } else {
            QVERIFY(std::ranges::all_of(said.findings, [&](const RequestFinding &one) { return requestRuleName(one.rule) == rule.toStdString(); }));
            QVERIFY(!said.findings.empty());
            QCOMPARE(QLatin1String(requestRuleName(said.findings[0].rule)), rule);
            QCOMPARE(said.findings[0].blocking, blocking);
            QCOMPARE(qstr(said.findings[0].observed), observed);
        }
        // What blocks is refused by its name; the rest is for people.
        const Result<Ruling> ruling = scene.submit();
        QCOMPARE(ruling.has_value(), !blocking);
        if (blocking) {
            QCOMPARE(ruling.error().code, ErrorCode::NotPermitted);
            QVERIFY(ruling.error().detail.starts_with(rule.toStdString() + ": "));
        }
    }

    void whatTheInventoryAdds()
    {
        Scene scene;
        const CertificateRequest csr = readRequest(scene.csr.der()).value();
        const auto certificate = [](std::uint8_t number, std::vector<std::string> names) {
            RequestNeighbours::Certificate made;
            made.sha256 = {number};
            made.subject = "CN=" + std::to_string(number);
            made.names = std::move(names);
            made.notAfter = now;
            return made;
        };
        RequestNeighbours around;
        QVERIFY(neighbourFindings(scene.form, csr, around, now).empty());
        around.certificates = {certificate(1, {"REG.hospital.example"}), certificate(2, {"*.hospital.example"}), certificate(3, {"x.example"}),
                               certificate(4, {"reg.hospital.example"}), certificate(5, {"reg.hospital.example"})};
        around.certificates[2].spkiSha256 = csr.spkiSha256;
        around.certificates[3].revoked = true;
        around.certificates[4].notAfter = now - seconds(1);
        around.requests = {"other", scene.form.id};
        using Findings = std::vector<RequestFinding>;
        QCOMPARE(neighbourFindings(scene.form, csr, around, now),
                 Findings({{RequestRule::KeyReused, false, "other"},
                           {RequestRule::NameCovered, false, "reg.hospital.example: CN=1"},
                           {RequestRule::NameCovered, false, "reg.hospital.example: CN=2"},
                           {RequestRule::KeyReused, false, "CN=3"}}));
        // The certificate that is replaced has the name and, when renewed, the key by right.
        scene.form.kind = RequestKind::Renew;
        scene.form.replaces = Sha256{6};
        around = {};
        QCOMPARE(neighbourFindings(scene.form, csr, around, now)[0].rule, RequestRule::ReplacedUnknown);
        around.replaced = certificate(6, {"reg.hospital.example", "old.hospital.example"});
        around.replaced->spkiSha256 = csr.spkiSha256;
        around.certificates = {*around.replaced};
        QCOMPARE(neighbourFindings(scene.form, csr, around, now), Findings({{RequestRule::NamesDiffer, false, "-old.hospital.example"}}));
        around.replaced->names = {"reg.hospital.example"};
        around.replaced->spkiSha256 = {};
        QCOMPARE(neighbourFindings(scene.form, csr, around, now)[0].rule, RequestRule::RenewedOtherKey);
    }

    void patternsMeetNames_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("match");
        const auto row = [](const char *pattern, const char *name, bool match) {
            QTest::addRow("%s and %s", pattern, name) << pattern << name << match;
        };
        row("patient.*", "patient.hospital.example", true);
        row("patient.*", "patients.hospital.example", false);
        row("patient.*", "my.patient.example", false);
        row("*.patient.*", "my.patient.example", true);
        row("his.hospital.example", "his.hospital.example", true);
        row("his.hospital.example", "his.hospital.example.org", false);
        row("*", "anything", true);
        row("", "", true);
        row("", "a", false);
        row("*emr*", "oldemr2.example", true);
        row("10.1.*", "10.1.2.3", true);
        row("10.1.*", "10.11.2.3", false);
        row("patient.*", "*.hospital.example", true); // patient.hospital.example is one of them
        row("patient.*", "*", false);
        row("patient", "*", true);
        row("pat.ient", "*", false); // a wildcard is one label
        row("*.patient.*", "*.hospital.example", false);
        row("*.patient.*", "*.patient.example", true);
        row("a.hospital.example", "*.hospital.example", true);
        row("a.b.hospital.example", "*.hospital.example", false);
        row("*a.hospital.example", "*.hospital.example", true);
        row(".hospital.example", "*.hospital.example", false); // a label has at least one character
        row("his.*.example", "*.lab.example", true);
        row("a*b*c", "aXXbYYc", true);
        row("a*b*c", "aXXbYY", false);
    }
    void patternsMeetNames()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, name);
        QFETCH(bool, match);
        QCOMPARE(matchesSensitive(utf8(pattern), utf8(name)), match);
    }

    void reviews_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<std::function<Person(const Scene &)>>("actor");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<int>("code"); // -1: allowed
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("missing");
        const auto who = [](Person Scene::*member) { return std::function<Person(const Scene &)>([member](const Scene &s) { return s.*member; }); };
        const auto allowed = [&](const char *name, Change change, Person Scene::*actor, Verdict verdict, RequestState state, int missing = 0) {
            QTest::newRow(name) << change << who(actor) << int(verdict) << -1 << int(state) << missing;
        };
        const auto refused = [&](const char *name, Change change, Person Scene::*actor, Verdict verdict, ErrorCode code) {
            QTest::newRow(name) << change << who(actor) << int(verdict) << int(code) << 0 << 0;
        };
        using enum Verdict;
        const Change nothing = [](Scene &) {};
        const Change sensitive = [](Scene &s) { s.facts.requests[0].steps = {{{Role::SecurityAdmin}, {}, 1, {"patient-data x"}}}; };
        const Change byTwo = [](Scene &s) { s.facts.requests[0].steps[0].count = 2; };
        const Change headCame = [](Scene &s) {
            s.facts.requests[0].steps[0].count = 2;
            s.facts.requests[0].reviews = {approvalBy(s.head, 10)};
        };
        allowed("the head of the department approves", nothing, &Scene::head, Approve, RequestState::Approved);
        allowed("a security admin approves", nothing, &Scene::security, Approve, RequestState::Approved);
        allowed("the first of two", byTwo, &Scene::head, Approve, RequestState::Open, 1);
        allowed("the second of two", headCame, &Scene::security, Approve, RequestState::Approved);
        allowed("in the last second", [](Scene &s) { s.at = s.facts.requests[0].lapses; }, &Scene::head, Approve, RequestState::Approved);
        allowed("one rejection ends it", headCame, &Scene::second, Reject, RequestState::Rejected);
        allowed("who approved thinks better of it", headCame, &Scene::head, Reject, RequestState::Rejected);
        allowed("returned for a change", nothing, &Scene::head, Return, RequestState::Returned);
        allowed("a comment", nothing, &Scene::head, Comment, RequestState::Open);
        allowed("a comment on what was returned", [](Scene &s) { s.facts.requests[0].state = RequestState::Returned; }, &Scene::security, Comment,
                RequestState::Returned);
        allowed("the applicant comments", nothing, &Scene::applicant, Comment, RequestState::Open);
        allowed("the applicant's head comments on what is not theirs to decide", sensitive, &Scene::head, Comment, RequestState::Open);
        refused("an applicant comments on another's request", [](Scene &s) { s.facts.requests[0].applicant = s.head.id; }, &Scene::applicant, Comment,
                ErrorCode::NotPermitted);
        refused("the applicant rejects", nothing, &Scene::applicant, Reject, ErrorCode::NotPermitted);
        refused("the applicant returns it", nothing, &Scene::applicant, Return, ErrorCode::NotPermitted);
        refused("an applicant decides on another's request", [](Scene &s) { s.facts.requests[0].applicant = s.head.id; }, &Scene::applicant, Approve,
                ErrorCode::NotPermitted);
        allowed("an approval of an earlier version does not count", [](Scene &s) {
            s.facts.requests[0].steps[0].count = 2;
            s.facts.requests[0].reviews = {approvalBy(s.head, 9)};
        }, &Scene::security, Approve, RequestState::Open, 1);
        allowed("who approved an earlier version approves this one", [](Scene &s) {
            s.facts.requests[0].reviews = {approvalBy(s.head, 9)};
        }, &Scene::head, Approve, RequestState::Approved);
        allowed("an approval by somebody deactivated since does not count", [](Scene &s) {
            s.facts.requests[0].steps[0].count = 2;
            s.facts.requests[0].reviews = {approvalBy(s.second, 10)};
            s.facts.people[4].active = false;
        }, &Scene::security, Approve, RequestState::Open, 1);
        refused("the head of another department", nothing, &Scene::otherHead, Approve, ErrorCode::NotPermitted);
        refused("the head of another department rejects", nothing, &Scene::otherHead, Reject, ErrorCode::NotPermitted);
        refused("the head of another department comments", nothing, &Scene::otherHead, Comment, ErrorCode::NotPermitted);
        refused("a department head for a sensitive name", sensitive, &Scene::head, Approve, ErrorCode::NotPermitted);
        allowed("a security admin for a sensitive name", sensitive, &Scene::security, Approve, RequestState::Approved);
        refused("the applicant", nothing, &Scene::applicant, Approve, ErrorCode::NotPermitted);
        const Change headApplied = [](Scene &s) { s.facts.requests[0].applicant = s.head.id; };
        refused("a head's own request", headApplied, &Scene::head, Approve, ErrorCode::NotPermitted);
        refused("a head rejects an own request", headApplied, &Scene::head, Reject, ErrorCode::NotPermitted);
        refused("twice by the same person", headCame, &Scene::head, Approve, ErrorCode::Conflict);
        refused("a second too late", [](Scene &s) { s.at = s.facts.requests[0].lapses + seconds(1); }, &Scene::head, Approve, ErrorCode::Conflict);
        refused("a comment on what has lapsed", [](Scene &s) { s.at = s.facts.requests[0].lapses + seconds(1); }, &Scene::head, Comment,
                ErrorCode::Conflict);
        for (const auto &[name, state] : {std::pair("returned", RequestState::Returned), std::pair("rejected", RequestState::Rejected),
                                          std::pair("withdrawn", RequestState::Withdrawn), std::pair("approved", RequestState::Approved),
                                          std::pair("issued", RequestState::Issued)}) {
            refused(name, [state = state](Scene &s) { s.facts.requests[0].state = state; }, &Scene::head, Approve, ErrorCode::Conflict);
        }
        refused("changed since", [](Scene &s) { s.facts.requests[0].version = 11; }, &Scene::head, Approve, ErrorCode::Conflict);
        refused("changed since, to reject", [](Scene &s) { s.facts.requests[0].version = 11; }, &Scene::head, Reject, ErrorCode::Conflict);
        refused("there is none", [](Scene &s) { s.facts.requests.clear(); }, &Scene::head, Approve, ErrorCode::NotFound);
        const Change revoked = [](Scene &s) { s.facts.revokedKeys = {s.facts.requests[0].spkiSha256}; };
        refused("the key was revoked meanwhile", revoked, &Scene::head, Approve, ErrorCode::NotPermitted);
        allowed("the key was revoked meanwhile: rejected", revoked, &Scene::head, Reject, RequestState::Rejected);
    }
    void reviews()
    {
        QFETCH(Change, change);
        QFETCH(std::function<Person(const Scene &)>, actor);
        QFETCH(int, verdict);
        QFETCH(int, code);
        QFETCH(int, state);
        QFETCH(int, missing);
        Scene scene;
        scene.wait();
        const ReviewForm::Seen seen{scene.form.id, 10};
        change(scene);
        const Result<Ruling> ruling = scene.review(actor(scene), Verdict(verdict), {seen});
        if (code >= 0) {
            VERIFY_ERROR(ruling, ErrorCode(code));
            // What people call it; of what is not there only the id is known.
            QCOMPARE(ruling.error().subject, scene.facts.requests.empty() ? scene.form.id : std::string("reg.hospital.example"));
            return;
        }
        VERIFY_OK(ruling);
        QVERIFY(ruling->waived.empty());
        const ReviewOutcome outcome = reviewOutcomeFromJson(ruling->outcome).value();
        QCOMPARE(outcome.lines, std::vector<ReviewOutcome::Line>({{scene.form.id, RequestState(state), missing}}));
        QCOMPARE(outcome.approvalLapses,
                 RequestState(state) == RequestState::Approved ? std::optional(scene.at + days(7)) : std::nullopt);
    }

    void aBatchIsOneDecision()
    {
        Scene scene;
        std::vector<ReviewForm::Seen> batch;
        for (Sequence version : {10, 11, 12}) {
            scene.form.id = newUuid();
            scene.csr.dnsNames = {scene.csr.commonName = "w" + std::to_string(version) + ".hospital.example"};
            scene.wait(version);
            batch.push_back({scene.form.id, version});
        }
        const Result<Ruling> ruling = scene.review(scene.head, Verdict::Approve, batch);
        VERIFY_OK(ruling);
        const ReviewOutcome outcome = reviewOutcomeFromJson(ruling->outcome).value();
        QCOMPARE(outcome.lines.size(), std::size_t(3));
        for (std::size_t i = 0; i < batch.size(); ++i)
            QCOMPARE(outcome.lines[i], (ReviewOutcome::Line{batch[i].request, RequestState::Approved, 0}));
        // One that has changed spoils it, and is named.
        scene.facts.requests[1].version = 20;
        const Result<Ruling> stale = scene.review(scene.head, Verdict::Approve, batch);
        VERIFY_ERROR(stale, ErrorCode::Conflict);
        QCOMPARE(stale.error().subject, std::string("w11.hospital.example"));
        scene.facts.requests[1].version = 11;
        // So does a key that was revoked.
        scene.facts.requests[2].spkiSha256 = Sha256{7};
        scene.facts.revokedKeys = {Sha256{7}};
        const Result<Ruling> revoked = scene.review(scene.head, Verdict::Approve, batch);
        VERIFY_ERROR(revoked, ErrorCode::NotPermitted);
        QCOMPARE(revoked.error().subject, std::string("w12.hospital.example"));
    }

    void approversFillStepsOfTheirOwn()
    {
        // Two steps that one person could fill either of: whoever comes first takes no place from the other.
        Scene scene;
        Request request = scene.wait();
        request.steps = {{{Role::DepartmentHead, Role::SecurityAdmin}, clinic, 1, {}}, {{Role::SecurityAdmin}, {}, 1, {}}};
        scene.facts.requests = {request};
        scene.facts.requests[0].reviews = {approvalBy(scene.security, 10)};
        QVERIFY(canApprove(scene.facts.requests[0], scene.head, scene.facts.people));
        QVERIFY(canApprove(scene.facts.requests[0], scene.second, scene.facts.people));
        QVERIFY(!canApprove(scene.facts.requests[0], scene.security, scene.facts.people));
        QVERIFY(!canApprove(scene.facts.requests[0], scene.otherHead, scene.facts.people));
        QCOMPARE(reviewOutcomeFromJson(scene.review(scene.head, Verdict::Approve)->outcome)->lines[0].state, RequestState::Approved);
        // The head's place is taken: another head of the department adds nothing.
        const Person deputy = person("副主任", clinic, {Role::DepartmentHead});
        scene.facts.people.push_back(deputy);
        scene.facts.requests[0].reviews = {approvalBy(scene.head, 10)};
        QVERIFY(!canApprove(scene.facts.requests[0], deputy, scene.facts.people));
        VERIFY_ERROR(scene.review(deputy, Verdict::Approve), ErrorCode::NotPermitted);
    }

    void pilotModeWaivesWhatItHasNoPeopleFor()
    {
        Scene scene;
        scene.facts.pilot = true;
        scene.applicant.roles = {Role::Applicant, Role::DepartmentHead, Role::SecurityAdmin};
        scene.facts.people = {scene.applicant};
        scene.wait();
        Result<Ruling> ruling = scene.review(scene.applicant, Verdict::Approve);
        VERIFY_OK(ruling);
        QCOMPARE(ruling->waived, std::vector<std::string>({"self-approval"}));
        scene.facts.requests[0].steps[0].count = 2;
        ruling = scene.review(scene.applicant, Verdict::Approve);
        VERIFY_OK(ruling);
        QCOMPARE(ruling->waived, std::vector<std::string>({"self-approval", "second-approver"}));
        QCOMPARE(reviewOutcomeFromJson(ruling->outcome)->lines[0].state, RequestState::Approved);
        // With people enough the second one is waited for.
        scene.facts.people.push_back(scene.security);
        ruling = scene.review(scene.applicant, Verdict::Approve);
        VERIFY_OK(ruling);
        QCOMPARE(ruling->waived, std::vector<std::string>({"self-approval"}));
        QCOMPARE(reviewOutcomeFromJson(ruling->outcome)->lines[0], (ReviewOutcome::Line{scene.form.id, RequestState::Open, 1}));
        // A rule that was kept is not waived.
        ruling = scene.review(scene.security, Verdict::Reject);
        VERIFY_OK(ruling);
        QVERIFY(ruling->waived.empty());
    }

    void onlyAReturnedRequestIsMended()
    {
        Scene scene;
        scene.wait();
        VERIFY_ERROR(scene.submit(), ErrorCode::Conflict);
        scene.facts.requests[0].state = RequestState::Returned;
        scene.form.days = 90;
        VERIFY_OK(scene.submit());
        VERIFY_ERROR(scene.submit(scene.security), ErrorCode::NotPermitted); // somebody else's
        for (RequestState state : {RequestState::Rejected, RequestState::Withdrawn, RequestState::Approved, RequestState::Issued}) {
            scene.facts.requests[0].state = state;
            VERIFY_ERROR(scene.submit(), ErrorCode::Conflict);
        }
    }

    void requestsAreWithdrawnByTheirApplicantOrSecurity()
    {
        Scene scene;
        scene.wait();
        VERIFY_OK(scene.withdraw(scene.applicant, 10));
        VERIFY_OK(scene.withdraw(scene.security, 10));
        VERIFY_ERROR(scene.withdraw(scene.head, 10), ErrorCode::NotPermitted);
        VERIFY_ERROR(scene.withdraw(scene.applicant, 9), ErrorCode::Conflict);
        for (RequestState state : {RequestState::Returned, RequestState::Approved}) {
            scene.facts.requests[0].state = state;
            VERIFY_OK(scene.withdraw(scene.applicant, 10));
        }
        for (RequestState state : {RequestState::Rejected, RequestState::Withdrawn, RequestState::Issued}) {
            scene.facts.requests[0].state = state;
            VERIFY_ERROR(scene.withdraw(scene.applicant, 10), ErrorCode::Conflict);
        }
        scene.facts.requests.clear();
        VERIFY_ERROR(scene.withdraw(scene.applicant, 10), ErrorCode::NotFound);
    }

    void requestsAndApprovalsLapseEachOnTheirClock()
    {
        Scene scene;
        Request request = scene.wait();
        QCOMPARE(effectiveState(request, now + days(14)), RequestState::Open);
        QCOMPARE(effectiveState(request, now + days(14) + seconds(1)), RequestState::Lapsed);
        request.state = RequestState::Approved;
        request.approved = now + days(14);
        request.approvalLapses = now + days(21);
        QCOMPARE(effectiveState(request, now + days(21)), RequestState::Approved);
        QCOMPARE(effectiveState(request, now + days(21) + seconds(1)), RequestState::Lapsed);
        request.state = RequestState::Issued;
        QCOMPARE(effectiveState(request, now + days(210)), RequestState::Issued);
    }

    void badRequestsAreRefusedBeforeAnythingElse()
    {
        Scene scene;
        scene.form.csr = scene.csr.der();
        scene.form.csr.back() ^= 1;
        VERIFY_ERROR(scene.rule(CommandKind::SubmitRequest, scene.applicant, toJson(scene.form)), ErrorCode::SignatureInvalid);
        scene.form.csr = {0x30, 0x00};
        VERIFY_ERROR(scene.rule(CommandKind::SubmitRequest, scene.applicant, toJson(scene.form)), ErrorCode::Malformed);
        QJsonObject object = toJson(scene.form);
        object.insert("csr", "!");
        VERIFY_ERROR(scene.rule(CommandKind::SubmitRequest, scene.applicant, object), ErrorCode::Malformed);
    }
};

QTEST_GUILESS_MAIN(RequestRulesTest)
#include "RequestRulesTest.moc"
