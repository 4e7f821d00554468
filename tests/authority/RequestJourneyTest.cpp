// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/store/HouseReader.h"
#include "models/store/RequestReader.h"
#include "tests/support/CsrBuilder.h"
#include "tests/support/Hospital.h"

#include <functional>

using namespace hufu;
using namespace hufu::test;
using std::chrono::days;
using std::chrono::seconds;

namespace {

constexpr const char *applicant = "张三", *head = "孙主任", *otherHead = "钱主任", *second = "周安全";

/// A house with a service, CAs for servers and clients, and the people that requests need.
struct Scene {
    Scene() = default;
    explicit Scene(Hospital::Alone alone) : hospital(alone) {}

    Hospital hospital{};
    Service service{newUuid(), "挂号", Tier::Important, "门诊", "王主任", {"reg.hospital.example"}, false};
    std::string serverCa{}, clientCa{};
    int keys = 0;

    Result<void> prepare()
    {
        if (!hospital.founded)
            return hospital.founded;
        const struct {
            const char *name, *department;
            std::set<Role> roles;
        } people[] = {{applicant, "门诊", {Role::Applicant}},
                      {head, "门诊", {Role::DepartmentHead}},
                      {otherHead, "检验科", {Role::DepartmentHead}},
                      {second, "信息科", {Role::SecurityAdmin}}};
        for (const auto &person : people) {
            if (const Result<Receipt> added = hospital.add(person.name, person.department, person.roles); !added)
                return fail(added.error());
        }
        if (const Result<Receipt> saved = hospital.submit(Hospital::security, CommandKind::SaveService, toJson(service)); !saved)
            return fail(saved.error());
        return prepareCas(Hospital::security, {second});
    }
    Result<void> prepareCas(const std::string &by, const std::vector<std::string> &with)
    {
        const Result<std::string> root = hospital.makeCa(CaTree::Root, {}, {}, by, with);
        if (!root)
            return fail(root.error());
        const Result<std::string> servers = hospital.makeCa(CaTree::Server, *root, {"hospital.example"}, by, with);
        if (!servers)
            return fail(servers.error());
        const Result<std::string> clients = hospital.makeCa(CaTree::Client, *root, {}, by, with);
        if (!clients)
            return fail(clients.error());
        serverCa = *servers;
        clientCa = *clients;
        return {};
    }

    /// An ordinary request, of a new key each time.
    RequestForm form(std::vector<std::string> names = {"reg.hospital.example"})
    {
        RequestForm made;
        made.id = newUuid();
        made.csr = CsrBuilder{.commonName = names[0], .dnsNames = names, .key = {.index = ++keys}}.der();
        made.service = service.id;
        made.purpose = "挂号窗口";
        made.system = "reg-01";
        made.days = 200;
        made.profile = "server";
        made.ca = serverCa;
        return made;
    }
    Result<Receipt> submit(const RequestForm &made, const std::string &by = applicant)
    {
        return hospital.submit(by, CommandKind::SubmitRequest, toJson(made));
    }
    Request request(const std::string &id)
    {
        const auto found = hospital.read(Hospital::audit, [&](Connection &connection) { return readRequest(connection, id); });
        return found && *found ? **found : Request{};
    }
    RequestState state(const std::string &id) { return effectiveState(request(id), hospital.now); }
    /// Approved, or issued when the authority came to it already.
    bool isApproved(const std::string &id) { return state(id) == RequestState::Approved || state(id) == RequestState::Issued; }
    ReviewForm::Seen seen(const std::string &id) { return {id, request(id).version}; }
    Result<Receipt> review(const std::string &by, std::vector<ReviewForm::Seen> requests, Verdict verdict = Verdict::Approve)
    {
        return hospital.submit(by, CommandKind::ReviewRequests, toJson(ReviewForm{std::move(requests), verdict, "因为"}));
    }
    Result<Receipt> review(const std::string &by, const std::string &id, Verdict verdict = Verdict::Approve) { return review(by, {seen(id)}, verdict); }
    /// A request that waits: its id.
    std::string waiting(std::vector<std::string> names = {"reg.hospital.example"}, const std::string &by = applicant)
    {
        const RequestForm made = form(std::move(names));
        if (const Result<Receipt> sent = submit(made, by); !sent)
            qFatal("not submitted: %s", sent.error().detail.c_str());
        return made.id;
    }
    RequestCounts counts(const std::string &name)
    {
        const Person person = hospital.at(name).officer();
        return *hospital.read(name, [&](Connection &connection) { return readRequestCounts(connection, person, hospital.now); });
    }
};

/// What a deed needs beforehand; its failure is the deed's.
#define ALLOWED(expression)                                                                                                    \
    if (const Result<Receipt> done = (expression); !done)                                                                      \
    return done

/// One forbidden deed; what it answers.
using Deed = std::function<Result<Receipt>(Scene &)>;

} // namespace

Q_DECLARE_METATYPE(Deed)

class RequestJourneyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_scene = std::make_unique<Scene>();
        VERIFY_OK(m_scene->prepare());
    }
    void cleanupTestCase()
    {
        const std::string faults = m_scene->hospital.faults(Hospital::audit);
        QVERIFY2(faults.empty(), faults.c_str());
    }

    void anOrdinaryRequestIsApprovedByTheHead()
    {
        Scene &scene = *m_scene;
        const RequestCounts before = scene.counts(head), mine = scene.counts(applicant);
        const RequestForm form = scene.form();
        const Person person = scene.hospital.at(applicant).officer();
        const Result<RequestPreview> preview = scene.hospital.read(applicant, [&](Connection &connection) {
            return readRequestPreview(connection, person, form, scene.hospital.now);
        });
        VERIFY_OK(preview);
        QVERIFY(!preview->blocking());
        QVERIFY(std::ranges::find(preview->approvers, scene.hospital.idOf(head)) != preview->approvers.end());
        QVERIFY(std::ranges::find(preview->approvers, scene.hospital.idOf(otherHead)) == preview->approvers.end());
        QCOMPARE(preview->caName, std::string("CA server"));
        const Result<Receipt> receipt = scene.submit(form);
        VERIFY_OK(receipt);
        const Request waiting = scene.request(form.id);
        QCOMPARE(waiting.form, form);
        QCOMPARE(waiting.applicant, person.id);
        QCOMPARE(waiting.department, std::string("门诊"));
        QCOMPARE(waiting.serviceName, scene.service.name);
        QCOMPARE(waiting.names, std::vector<std::string>({"reg.hospital.example"}));
        QCOMPARE(waiting.subject, std::string("CN=reg.hospital.example"));
        QCOMPARE(waiting.version, receipt->sequence);
        QCOMPARE(waiting.steps, preview->steps);
        QCOMPARE(waiting.lapses, preview->lapses);
        QCOMPARE(waiting.state, RequestState::Open);
        QCOMPARE(scene.counts(head).forMe, before.forMe + 1);
        QCOMPARE(scene.counts(otherHead).forMe, 0);
        QCOMPARE(scene.counts(applicant).byMe, mine.byMe + 1);
        VERIFY_OK(scene.review(head, form.id));
        QVERIFY(scene.isApproved(form.id));
        const Request approved = scene.request(form.id);
        QCOMPARE(approved.reviews.size(), std::size_t(1));
        QCOMPARE(approved.reviews[0].person, scene.hospital.idOf(head));
        QCOMPARE(approved.reviews[0].version, waiting.version);
        QCOMPARE(approved.approvalLapses, std::optional(scene.hospital.now + days(7)));
        QCOMPARE(scene.counts(head).forMe, before.forMe);
    }

    void aReturnedRequestIsMendedAndStartsOver()
    {
        Scene &scene = *m_scene;
        VERIFY_OK(scene.hospital.submit(Hospital::security, CommandKind::SetPolicy, toJson([] {
            Policy policy = defaultPolicy();
            policy.approvalsOrdinary = 2;
            return policy;
        }()), {second}));
        RequestForm form = scene.form();
        VERIFY_OK(scene.submit(form));
        VERIFY_OK(scene.review(head, form.id));
        QCOMPARE(scene.state(form.id), RequestState::Open);
        VERIFY_OK(scene.review(second, form.id, Verdict::Return));
        QCOMPARE(scene.state(form.id), RequestState::Returned);
        const ReviewForm::Seen old = scene.seen(form.id);
        form.days = 90;
        scene.hospital.now += days(1);
        VERIFY_OK(scene.submit(form));
        const Request mended = scene.request(form.id);
        QCOMPARE(mended.state, RequestState::Open);
        QCOMPARE(mended.form.days, 90);
        QCOMPARE(mended.lapses, scene.hospital.now + days(14));
        QCOMPARE(mended.reviews.size(), std::size_t(2));
        VERIFY_ERROR(scene.review(second, {old}), ErrorCode::Conflict);
        // The head's approval was for what stood there before.
        VERIFY_OK(scene.review(second, form.id));
        QCOMPARE(scene.state(form.id), RequestState::Open);
        VERIFY_OK(scene.review(head, form.id));
        QVERIFY(scene.isApproved(form.id));
        VERIFY_OK(scene.hospital.submit(Hospital::security, CommandKind::SetPolicy, toJson(defaultPolicy()), {second}));
    }

    void aBatchIsReviewedAsOne()
    {
        Scene &scene = *m_scene;
        std::vector<ReviewForm::Seen> batch;
        for (const char *name : {"a.hospital.example", "b.hospital.example", "c.hospital.example"})
            batch.push_back(scene.seen(scene.waiting({name})));
        std::vector<ReviewForm::Seen> stale = batch;
        stale[1].version -= 1;
        const Result<Receipt> refused = scene.review(head, stale);
        VERIFY_ERROR(refused, ErrorCode::Conflict);
        QCOMPARE(refused.error().subject, std::string("b.hospital.example"));
        for (const ReviewForm::Seen &one : batch)
            QCOMPARE(scene.state(one.request), RequestState::Open);
        VERIFY_OK(scene.review(head, batch));
        for (const ReviewForm::Seen &one : batch)
            QVERIFY(scene.isApproved(one.request));
    }

    void queuesAndHistory()
    {
        Scene &scene = *m_scene;
        const auto read = [&](const RequestFilter &filter) {
            return *scene.hospital.read(Hospital::audit, [&](Connection &c) { return readRequests(c, filter, 100, scene.hospital.now); });
        };
        const auto ids = [](const std::vector<Request> &requests) {
            std::vector<std::string> found;
            for (const Request &request : requests)
                found.push_back(request.form.id);
            return found;
        };
        const std::string first = scene.waiting({"first.hospital.example"});
        scene.hospital.now += days(1);
        const std::string patient = scene.waiting({"patient.hospital.example"}), heads = scene.waiting({"head.hospital.example"}, head);
        RequestFilter open;
        open.states = {RequestState::Open};
        QCOMPARE(ids(read(open)).front(), first);
        QCOMPARE(read(open).size(), std::size_t(3));
        RequestFilter own = open;
        own.applicant = scene.hospital.idOf(head);
        QCOMPARE(ids(read(own)), std::vector<std::string>({heads}));
        RequestFilter department = open;
        department.department = "检验科";
        QVERIFY(read(department).empty());
        const auto forPerson = [&](const char *name) {
            const Person person = scene.hospital.at(name).officer();
            return ids(*scene.hospital.read(name, [&](Connection &c) { return readRequestsFor(c, person, scene.hospital.now); }));
        };
        QCOMPARE(forPerson(head), std::vector<std::string>({first})); // neither the sensitive one nor the head's own
        QCOMPARE(forPerson(Hospital::security).size(), std::size_t(3));
        QVERIFY(forPerson(applicant).empty());
        RequestFilter involving;
        involving.involving = scene.hospital.idOf(second);
        VERIFY_OK(scene.review(second, patient, Verdict::Comment));
        const std::vector<std::string> touched = ids(read(involving));
        QVERIFY(std::ranges::find(touched, patient) != touched.end());
        QVERIFY(std::ranges::find(touched, first) == touched.end());
        VERIFY_OK(scene.review(second, patient, Verdict::Reject));
        const auto history = [&] {
            const std::string id = scene.hospital.idOf(applicant);
            return *scene.hospital.read(Hospital::security, [&](Connection &c) { return readRequestHistory(c, id, 2, scene.hospital.now); });
        };
        const RequestHistory before = history();
        QCOMPARE(before.counts.at(RequestState::Open), 1);
        QCOMPARE(before.newest.size(), std::size_t(2));
        QCOMPARE(before.newest[0].form.id, patient);
        QVERIFY(before.first < scene.hospital.now);
        // The clock alone makes it lapse.
        scene.hospital.now += days(15);
        QVERIFY(read(open).empty());
        QCOMPARE(scene.counts(head), (RequestCounts{0, 0}));
        QVERIFY(!history().counts.contains(RequestState::Open));
        RequestFilter lapsed;
        lapsed.states = {RequestState::Lapsed};
        const std::vector<std::string> over = ids(read(lapsed));
        QVERIFY(std::ranges::find(over, first) != over.end());
        QVERIFY(std::ranges::find(over, patient) == over.end()); // rejected before
        QCOMPARE(scene.request(first).state, RequestState::Open); // no entry says so
    }

    void theFormShowsWhatTheInventoryKnows()
    {
        Scene &scene = *m_scene;
        const RequestForm first = scene.form({"twice.hospital.example"});
        VERIFY_OK(scene.submit(first));
        RequestForm again = scene.form({"twice.hospital.example"});
        again.csr = first.csr;
        const Person person = scene.hospital.at(applicant).officer();
        const auto preview = [&](const RequestForm &form) {
            return *scene.hospital.read(applicant, [&](Connection &c) { return readRequestPreview(c, person, form, scene.hospital.now); });
        };
        QCOMPARE(preview(again).findings, std::vector<RequestFinding>({{RequestRule::KeyReused, false, first.id}}));
        again.days = 3000;
        QCOMPARE(preview(again).blocking()->rule, RequestRule::TermAboveCap);
        // As its reviewer sees the one that waits.
        const Request waiting = scene.request(first.id);
        const Result<RequestPreview> seen = scene.hospital.read(head, [&](Connection &c) { return readRequestPreview(c, waiting, scene.hospital.now); });
        VERIFY_OK(seen);
        QVERIFY(seen->findings.empty());
        QCOMPARE(seen->lapses, waiting.lapses);
        VERIFY_OK(scene.hospital.submit(applicant, CommandKind::WithdrawRequest, toJson(Withdrawal{scene.seen(first.id), "重复"})));
        QCOMPARE(scene.state(first.id), RequestState::Withdrawn);
        QVERIFY(preview(scene.form({"twice.hospital.example"})).findings.empty());
    }

    void forbiddenDeedsAreRefusedAndJournaled_data()
    {
        QTest::addColumn<Deed>("deed");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, ErrorCode code, Deed deed) { QTest::newRow(name) << deed << int(code); };
        row("an applicant approves", ErrorCode::NotPermitted, [](Scene &s) { return s.review(applicant, s.waiting({"x.hospital.example"}, head)); });
        row("a system admin approves", ErrorCode::NotPermitted, [](Scene &s) { return s.review(Hospital::system, s.waiting()); });
        row("an audit admin submits", ErrorCode::NotPermitted, [](Scene &s) { return s.submit(s.form(), Hospital::audit); });
        row("a head approves an own request", ErrorCode::NotPermitted, [](Scene &s) { return s.review(head, s.waiting({"x.hospital.example"}, head)); });
        row("a security admin approves an own request", ErrorCode::NotPermitted,
            [](Scene &s) { return s.review(second, s.waiting({"x.hospital.example"}, second)); });
        row("the head of another department", ErrorCode::NotPermitted, [](Scene &s) { return s.review(otherHead, s.waiting()); });
        row("the head of another department rejects", ErrorCode::NotPermitted,
            [](Scene &s) { return s.review(otherHead, s.waiting(), Verdict::Reject); });
        row("a department head for a sensitive name", ErrorCode::NotPermitted,
            [](Scene &s) { return s.review(head, s.waiting({"his.hospital.example"})); });
        row("after it was rejected", ErrorCode::Conflict, [](Scene &s) {
            const std::string id = s.waiting();
            ALLOWED(s.review(second, id, Verdict::Reject));
            return s.review(head, id);
        });
        row("what has changed since", ErrorCode::Conflict, [](Scene &s) {
            RequestForm form = s.form();
            ALLOWED(s.submit(form));
            const ReviewForm::Seen old = s.seen(form.id);
            ALLOWED(s.review(second, form.id, Verdict::Return));
            form.days = 100;
            ALLOWED(s.submit(form));
            return s.review(head, {old});
        });
        row("a batch with one that changed", ErrorCode::Conflict, [](Scene &s) {
            const ReviewForm::Seen good = s.seen(s.waiting()), gone = s.seen(s.waiting());
            ALLOWED(s.review(second, gone.request, Verdict::Reject));
            return s.review(head, {good, gone});
        });
        row("what has lapsed", ErrorCode::Conflict, [](Scene &s) {
            const std::string id = s.waiting();
            s.hospital.now = s.request(id).lapses + seconds(1);
            return s.review(head, id);
        });
        row("what there is not", ErrorCode::NotFound, [](Scene &s) { return s.review(head, {{newUuid(), 1}}); });
        row("rejecting without a reason", ErrorCode::Malformed, [](Scene &s) {
            return s.hospital.submit(head, CommandKind::ReviewRequests, toJson(ReviewForm{{s.seen(s.waiting())}, Verdict::Reject, {}}));
        });
        row("mending somebody else's", ErrorCode::NotPermitted, [](Scene &s) {
            const RequestForm form = s.form();
            ALLOWED(s.submit(form));
            ALLOWED(s.review(second, form.id, Verdict::Return));
            return s.submit(form, head);
        });
        row("submitting the same twice", ErrorCode::Conflict, [](Scene &s) {
            const RequestForm form = s.form();
            ALLOWED(s.submit(form));
            return s.submit(form);
        });
        row("withdrawing somebody else's", ErrorCode::NotPermitted, [](Scene &s) {
            return s.hospital.submit(head, CommandKind::WithdrawRequest, toJson(Withdrawal{s.seen(s.waiting()), {}}));
        });
        row("a term above the cap", ErrorCode::NotPermitted, [](Scene &s) {
            RequestForm form = s.form();
            form.days = 201;
            return s.submit(form);
        });
        row("a name outside the CA's domains", ErrorCode::NotPermitted, [](Scene &s) { return s.submit(s.form({"reg.example.org"})); });
        row("a server's name from the clients' CA", ErrorCode::NotPermitted, [](Scene &s) {
            RequestForm form = s.form();
            form.ca = s.clientCa;
            return s.submit(form);
        });
        row("RSA 1024", ErrorCode::NotPermitted, [](Scene &s) {
            RequestForm form = s.form();
            form.csr = CsrBuilder{.dnsNames = {"reg.hospital.example"}, .key = {KeySpec::Kind::Rsa, 1024, {}, 0}}.der();
            return s.submit(form);
        });
        row("a request signed by another key", ErrorCode::SignatureInvalid, [](Scene &s) {
            RequestForm form = s.form();
            form.csr.back() ^= 1;
            return s.submit(form);
        });
        row("no such service", ErrorCode::NotPermitted, [](Scene &s) {
            RequestForm form = s.form();
            form.service = newUuid();
            return s.submit(form);
        });
    }
    void forbiddenDeedsAreRefusedAndJournaled()
    {
        QFETCH(Deed, deed);
        QFETCH(int, code);
        VERIFY_ERROR(deed(*m_scene), ErrorCode(code));
        const Result<Entry> newest = m_scene->hospital.read(Hospital::audit, [](Connection &connection) { return readHead(connection); });
        VERIFY_OK(newest);
        QCOMPARE(newest->kind, std::string(CommandKind::Refused));
        QVERIFY(newest->outcome.find(errorName(ErrorCode(code))) != std::string::npos);
    }

    void nobodyApprovesTwice()
    {
        Scene &scene = *m_scene;
        Policy policy = defaultPolicy();
        policy.approvalsOrdinary = 2;
        VERIFY_OK(scene.hospital.submit(Hospital::security, CommandKind::SetPolicy, toJson(policy), {second}));
        const std::string id = scene.waiting();
        VERIFY_OK(scene.review(head, id));
        VERIFY_ERROR(scene.review(head, id), ErrorCode::Conflict);
        QCOMPARE(scene.state(id), RequestState::Open);
        QCOMPARE(scene.request(id).reviews.size(), std::size_t(1));
        VERIFY_OK(scene.review(second, id));
        QVERIFY(scene.isApproved(id));
        VERIFY_OK(scene.hospital.submit(Hospital::security, CommandKind::SetPolicy, toJson(defaultPolicy()), {second}));
    }

    void aPilotHouseMarksWhatItWaived()
    {
        Scene scene{Hospital::Alone{}};
        VERIFY_OK(scene.hospital.founded);
        VERIFY_OK(scene.hospital.submit(Hospital::loner, CommandKind::SaveService, toJson(scene.service)));
        VERIFY_OK(scene.prepareCas(Hospital::loner, {}));
        const RequestForm form = scene.form({"patient.hospital.example"});
        VERIFY_OK(scene.submit(form, Hospital::loner));
        const auto request = [&] { return **scene.hospital.read(Hospital::loner, [&](Connection &c) { return readRequest(c, form.id); }); };
        QCOMPARE(scene.counts(Hospital::loner), (RequestCounts{1, 1}));
        const Result<Receipt> approved
            = scene.hospital.submit(Hospital::loner, CommandKind::ReviewRequests, toJson(ReviewForm{{{form.id, request().version}}, Verdict::Approve, {}}));
        VERIFY_OK(approved);
        QCOMPARE(approved->outcome.value("waived").toArray(), QJsonArray({"self-approval"}));
        QVERIFY(request().state == RequestState::Approved || request().state == RequestState::Issued);
        const Result<std::vector<WaivedAct>> waived = scene.hospital.read(Hospital::loner, readWaived);
        VERIFY_OK(waived);
        QVERIFY(std::ranges::find(*waived, approved->sequence, &WaivedAct::sequence) != waived->end());
        const std::string faults = scene.hospital.faults(Hospital::loner);
        QVERIFY2(faults.empty(), faults.c_str());
    }

private:
    std::unique_ptr<Scene> m_scene;
};

QTEST_GUILESS_MAIN(RequestJourneyTest)
#include "RequestJourneyTest.moc"
