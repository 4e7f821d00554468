// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SampleStory.h"

#include "app/console/OpensslTool.h"
#include "app/console/SampleHospital.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/Revocation.h"
#include "models/pki/CertificateRequest.h"
#include "models/pki/Container.h"
#include "models/pki/Digest.h"
#include "models/replica/CardDetail.h"
#include "models/replica/CeremonyRun.h"
#include "models/store/AtomicFile.h"
#include "models/store/CaReader.h"
#include "models/store/CardReader.h"
#include "models/store/RequestReader.h"
#include "models/wording/CeremonyText.h"
#include "ui/pages/authorities/CaSetup.h"

#include <QDir>

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t largestFile = 1u << 20;

const struct {
    const char *name, *department;
    std::set<Role> roles;
} founders[] = {{SampleStory::security, "信息科", {Role::SecurityAdmin}},
                {SampleStory::system, "信息科", {Role::SystemAdmin}},
                {SampleStory::audit, "审计科", {Role::AuditAdmin}}},
  colleagues[] = {{SampleStory::second, "信息科", {Role::SecurityAdmin, Role::Custodian}},
                  {SampleStory::head, "门诊办公室", {Role::DepartmentHead}},
                  {SampleStory::custodian, "院办", {Role::Custodian}},
                  {SampleStory::keeper, "后勤科", {Role::Custodian}},
                  {SampleStory::desk, "门诊办公室", {Role::Applicant}},
                  {SampleStory::engineer, "信息科", {Role::Applicant}}};

} // namespace

Result<void> SampleStory::found()
{
    on(36);
    const SecureBytes passphrase = samplePassphrase();
    std::vector<NewOfficer> officers;
    for (const auto &[name, department, roles] : founders)
        officers.push_back({name, department, roles, &passphrase});
    return m_gate.foundTogether("示例医院", officers);
}

Result<House *> SampleStory::at(const std::string &name)
{
    std::unique_ptr<House> &house = m_desks[name];
    if (!house) {
        Result<std::unique_ptr<House>> opened = m_gate.open(name, samplePassphrase());
        if (!opened)
            return fail(opened.error());
        house = std::move(*opened);
    }
    return house.get();
}

Result<Receipt> SampleStory::send(const std::string &by, const char *kind, const QJsonObject &payload, const std::vector<const char *> &with)
{
    const Result<House *> house = at(by);
    if (!house)
        return fail(house.error());
    std::vector<std::unique_ptr<Token>> tokens;
    std::vector<Token *> cosigners;
    for (const char *name : with) {
        Result<std::unique_ptr<Token>> token = m_gate.unlockToken(**house, name, samplePassphrase());
        if (!token)
            return fail(token.error());
        cosigners.push_back(token->get());
        tokens.push_back(std::move(*token));
    }
    return (*house)->submit(kind, payload, {}, cosigners);
}

void SampleStory::act(const std::string &by, const char *kind, const QJsonObject &payload, const std::vector<const char *> &with)
{
    if (!m_state)
        return;
    if (const Result<Receipt> done = send(by, kind, payload, with); !done)
        m_state = fail(done.error());
}

void SampleStory::registerPeople()
{
    const Result<House *> house = at(security);
    const Result<std::unique_ptr<Token>> cosigner = house ? m_gate.unlockToken(**house, system, samplePassphrase()) : fail(house.error());
    if (!cosigner) {
        m_state = fail(cosigner.error());
        return;
    }
    Token *const cosigners[] = {cosigner->get()};
    for (const auto &[name, department, roles] : colleagues) {
        Person person;
        person.id = newUuid();
        person.name = name;
        person.department = department;
        person.roles = roles;
        if (const Result<Receipt> added = m_gate.addPerson(**house, person, samplePassphrase(), cosigners); !added)
            m_state = fail(added.error());
    }
}

void SampleStory::makeCas()
{
    CaSetup authorities;
    authorities.parts = {{{true, "示例医院根 CA"}, {true, "示例医院服务器 CA"}, {true, "示例医院客户端 CA"}}};
    authorities.organization = "示例医院";
    authorities.locality = "上海";
    authorities.domains = {"hospital.example"};
    authorities.statusUrl = "http://pki.hospital.example";
    for (const CaPlan &plan : plansOf(authorities))
        act(security, CommandKind::CreateCa, toJson(plan), {second});
}

namespace {

/// A ceremony of the sample's custodians, witnessed by its auditor.
Result<PlannedCeremony> planSample(House &house, const char *script, std::vector<std::string> custodians, const std::string &witness,
                                   std::vector<std::string> media, const std::string &package)
{
    Result<CeremonyScript> known = builtinScript(script);
    if (!known)
        return fail(known.error());
    return planCeremony(house, {.script = std::move(*known),
                                .administrator = house.officer().id,
                                .custodians = std::move(custodians),
                                .witness = witness,
                                .needed = 2,
                                .keys = {},
                                .wholeHouse = true,
                                .room = "信息科 3 号机房",
                                .media = std::move(media),
                                .package = package});
}

} // namespace

/// The first backup, held to its end; more than a month ago, so that the next is due.
void SampleStory::holdBackup()
{
    const auto hold = [&]() -> Result<void> {
        std::vector<std::string> custodians, media;
        for (const char *name : {second, custodian, keeper}) {
            const Result<House *> theirs = at(name); // whose key for shares is certified once they are there
            if (!theirs)
                return fail(theirs.error());
            custodians.push_back((*theirs)->officer().id);
        }
        for (const char *name : {"/usb1", "/usb2"}) {
            media.push_back(utf8(m_tools) + name);
            QDir().mkpath(qstr(media.back()));
        }
        const Result<House *> house = at(security), witness = at(audit);
        if (!house || !witness)
            return fail(house ? witness.error() : house.error());
        const Result<PlannedCeremony> planned = planSample(**house, "backup", custodians, (*witness)->officer().id, media, {});
        CeremonyRun run(**house, CeremonyText::evidence);
        Result<void> done = planned ? run.begin(*planned) : fail(planned.error());
        while (done && run.step()) {
            for (std::vector<std::string> who = run.expected(); done && !who.empty(); who = run.expected()) {
                const Result<std::unique_ptr<Token>> token = m_gate.unlockToken(**house, who.front(), samplePassphrase());
                done = token ? run.answer(who.front(), **token) : fail(token.error());
            }
            const Result<std::vector<std::string>> seen = done ? run.work() : fail(done.error());
            done = seen ? run.note("李", run.ceremony().done.size() == 6 ? "封条号 0031、0032" : "") : fail(seen.error());
        }
        const Result<std::unique_ptr<Token>> token = done ? m_gate.unlockToken(**house, audit, samplePassphrase()) : fail(done.error());
        return token ? run.close(**token) : fail(token.error());
    };
    if (m_state)
        m_state = hold();
}

/// Planned this morning; the people have not come yet.
void SampleStory::planRestoreTest()
{
    const auto plan = [&]() -> Result<void> {
        const Result<House *> house = at(security), one = at(custodian), other = at(keeper), witness = at(audit);
        if (!house || !one || !other || !witness)
            return fail(ErrorCode::NotFound, "somebody of the sample is missing");
        const Result<PlannedCeremony> planned = planSample(**house, "restore-test", {(*one)->officer().id, (*other)->officer().id},
                                                           (*witness)->officer().id, {}, utf8(m_tools) + "/usb1");
        return planned ? CeremonyRun(**house, CeremonyText::evidence).begin(*planned) : fail(planned.error());
    };
    if (m_state)
        m_state = plan();
}

Result<Bytes> SampleStory::makeRequest(const Asked &asked)
{
    const QString who = asked.host.isEmpty() ? asked.name : asked.host;
    const QString key = (asked.key.isEmpty() ? who : asked.key).toUtf8().toHex() + QStringLiteral(".key"), file = QStringLiteral("asked.csr");
    if (asked.key.isEmpty()) {
        if (const Result<void> made = makeKey(m_tools, key, "ec"); !made)
            return fail(made.error());
    }
    QStringList words{"req", "-new", "-config", "c.cnf", "-utf8", "-key", key, "-subj", "/CN=" + (asked.name.isEmpty() ? asked.host : asked.name), "-outform", "DER",
                      "-out", file};
    if (!asked.host.isEmpty())
        words << "-addext" << "subjectAltName=DNS:" + asked.host;
    if (const Result<void> made = openssl(m_tools, words); !made)
        return fail(made.error());
    return readSmallFile(utf8(m_tools + u'/' + file), largestFile);
}

std::string SampleStory::ask(const Asked &asked)
{
    if (!m_state)
        return {};
    RequestForm form;
    form.id = newUuid();
    const Result<House *> house = at(asked.by);
    const Result<Bytes> der = house ? makeRequest(asked) : fail(house.error());
    const Result<CertificateRequest> csr = der ? readRequest(BytesView(*der)) : fail(der.error());
    const Result<std::vector<Service>> services = csr ? (*house)->services() : fail(csr.error());
    const Result<std::vector<CertificateAuthority>> cas = services ? (*house)->read(readCas) : fail(services.error());
    if (!cas) {
        m_state = fail(cas.error());
        return {};
    }
    form.csr = *der;
    if (const auto service = std::ranges::find(*services, std::string(asked.service), &Service::name); service != services->end())
        form.service = service->id;
    if (const CertificateAuthority *ca = proposedCa(*cas, asked.profile, *csr, m_clock.now()))
        form.ca = ca->plan.id;
    form.kind = asked.kind;
    form.purpose = asked.purpose;
    form.system = asked.system;
    form.days = asked.days;
    form.profile = asked.profile;
    form.replaces = asked.replaces;
    act(asked.by, CommandKind::SubmitRequest, toJson(form));
    return form.id;
}

void SampleStory::review(const char *by, const std::string &request, Verdict verdict, const char *reason)
{
    if (!m_state)
        return;
    const Result<House *> house = at(by);
    const Result<std::optional<Request>> seen
        = house ? (*house)->read([&](Connection &connection) { return readRequest(connection, request); }) : fail(house.error());
    if (!seen || !*seen) {
        m_state = seen ? fail(ErrorCode::NotFound, "the request is not there", request) : fail(seen.error());
        return;
    }
    act(by, CommandKind::ReviewRequests, toJson(ReviewForm{{{request, (*seen)->version}}, verdict, reason}));
}

std::optional<Sha256> SampleStory::issued(const std::string &request)
{
    if (!m_state)
        return std::nullopt;
    const Result<House *> house = at(security);
    const Result<std::optional<Request>> seen
        = house ? (*house)->read([&](Connection &connection) { return readRequest(connection, request); }) : fail(house.error());
    if (!seen || !*seen || !(*seen)->certificate) {
        m_state = seen ? fail(ErrorCode::NotFound, "nothing was issued on the request", request) : fail(seen.error());
        return std::nullopt;
    }
    return (*seen)->certificate;
}

std::vector<CertificateRole> SampleStory::makeRoles()
{
    if (!m_state)
        return {};
    const Result<House *> house = at(security);
    const Result<std::vector<Service>> services = house ? (*house)->services() : fail(house.error());
    if (!services) {
        m_state = fail(services.error());
        return {};
    }
    const auto idOf = [&](const char *name) {
        const auto service = std::ranges::find(*services, std::string(name), &Service::name);
        return service == services->end() ? std::string() : service->id;
    };
    const std::vector<CertificateRole> roles{
        {.id = newUuid(), .name = "医生", .services = {idOf("HIS 医院信息系统"), idOf("检验报告")}},
        {.id = newUuid(), .name = "护士", .services = {idOf("HIS 医院信息系统")}, .departments = {"急诊科", "儿科"}, .days = 180},
        {.id = newUuid(), .name = "科主任", .slots = {"9a", "9c", "9d"}, .services = {idOf("HIS 医院信息系统"), idOf("影像归档")}},
    };
    for (const CertificateRole &role : roles)
        act(security, CommandKind::SaveRole, toJson(role), {second});
    return roles;
}

void SampleStory::issueCard(const char *number, const CardHolder &holder, const CertificateRole &role, int days)
{
    if (!m_state)
        return;
    const auto issue = [&]() -> Result<void> {
        const Result<House *> house = at(security);
        if (!house)
            return fail(house.error());
        const Result<CardOrder> order = cardOrderFor(**house, {.card = number, .model = "YubiKey 5.4.3", .holder = holder, .role = role.id, .days = days});
        if (!order)
            return fail(order.error());
        if (const Result<Receipt> sent = send(security, CommandKind::OrderCard, toJson(*order), {second}); !sent)
            return fail(sent.error());
        std::vector<std::unique_ptr<SoftSigner>> keys;
        CardRequests requests{order->id, number, {}};
        for (const std::string &slot : order->slots) {
            Result<PrivateKey> key = PrivateKey::generate(order->algorithm);
            if (!key)
                return fail(key.error());
            keys.push_back(std::make_unique<SoftSigner>(std::move(*key)));
            Result<Bytes> csr = hufu::makeRequest(*keys.back(), {{"CN", holder.name}}, {});
            if (!csr)
                return fail(csr.error());
            requests.keys.push_back({slot, std::move(*csr), {}});
        }
        if (const Result<Receipt> sent = send(security, CommandKind::RequestCard, toJson(requests)); !sent)
            return fail(sent.error());
        const auto record = (*house)->read([&](Connection &connection) { return readCardOrder(connection, order->id); });
        const auto known = (*house)->read([](Connection &connection) { return readHouse(connection); });
        if (!record || !*record || !known)
            return fail(!record ? record.error() : !known ? known.error() : Error{ErrorCode::NotFound, "the order is not there", number, {}});
        CardHandover handover{order->id, number, {}, {}};
        for (const CardCertificate &certificate : (*record)->certificates)
            handover.certificates.push_back(certificate.sha256);
        Result<Bytes> signature = keys.front()->sign(viewOf(handoverText(known->id, handover)));
        if (!signature)
            return fail(signature.error());
        handover.signature = std::move(*signature);
        const Result<Receipt> sent = send(security, CommandKind::IssueCard, toJson(handover));
        return sent ? Result<void>() : fail(sent.error());
    };
    m_state = issue();
}

void SampleStory::change(const char *number, CardState to, const char *note, const std::vector<const char *> &with)
{
    act(security, CommandKind::ChangeCard, toJson(CardChange{number, to, note}), with);
}

Result<void> SampleStory::live()
{
    registerPeople();
    on(35);
    makeCas();
    on(34.5);
    holdBackup();
    on(34);
    const std::vector<CertificateRole> roles = makeRoles();
    if (!m_state)
        return m_state;
    const CertificateRole &doctors = roles[0], &nurses = roles[1], &heads = roles[2];
    issueCard("13902201", {"D-1001", "张医生", "心内科"}, doctors);
    issueCard("13902202", {"D-1024", "孙主任", "放射科"}, heads);
    issueCard("13902203", {"D-1077", "进修医生 王磊", "心内科"}, doctors, 30); // overdue by now
    on(32);
    issueCard("13902204", {"N-2001", "刘护士", "急诊科"}, nurses);
    issueCard("13902205", {"N-2002", "何护士", "急诊科"}, nurses);
    issueCard("13902206", {"D-1103", "黄医生", "儿科"}, doctors, 45);
    act(security, CommandKind::StockCard, toJson(CardArrival{"13902210", "YubiKey 5.7.1", "本月采购"}));
    act(security, CommandKind::StockCard, toJson(CardArrival{"13902211", "YubiKey 5.7.1", "本月采购"}));
    on(33);
    ask({.by = engineer, .service = "官网", .host = "intranet.hospital.example", .purpose = "院内通知网站", .system = "web-03"}); // nobody looks at it: it lapses
    on(30);
    const std::string window = ask({.by = desk, .service = "挂号", .host = "register2.hospital.example", .purpose = "二号楼挂号窗口的 HTTPS", .system = "reg-02"});
    on(29.5);
    review(security, window, Verdict::Approve);
    on(28);
    const std::string pump = ask({.by = engineer, .service = "HIS 医院信息系统", .name = "输液泵 ICU-21", .purpose = "输液泵接入 HIS", .system = "ICU-21", .profile = "device"});
    review(second, pump, Verdict::Approve);
    on(26);
    const std::string nurse = ask({.by = desk, .service = "挂号", .name = "何护士", .purpose = "挂号系统登录", .system = "USBKey 0117", .profile = "client"});
    review(security, nurse, Verdict::Approve);
    on(20);
    const std::string webmail = ask({.by = engineer, .service = "邮件", .host = "webmail.hospital.example", .purpose = "邮件网页端", .system = "mail-02"});
    review(second, webmail, Verdict::Approve, "已与信息科核对");
    on(13.2);
    ask({.by = engineer, .service = "邮件", .host = "smtp.hospital.example", .purpose = "发信服务器的 TLS", .system = "mail-03"});
    on(10);
    const std::string wildcard = ask({.by = engineer, .service = "官网", .host = "*.web.hospital.example", .purpose = "所有网站共用", .system = "web-01"});
    review(second, wildcard, Verdict::Reject, "通配符范围太大，请逐个主机申请");
    on(7);
    const std::string renewal = ask({.by = desk, .service = "挂号", .host = "register2.hospital.example", .purpose = "二号楼挂号窗口：更新", .system = "reg-02",
                                     .key = "register2.hospital.example", .kind = RequestKind::Renew, .replaces = issued(window)});
    review(security, renewal, Verdict::Approve);
    on(6);
    change("13902204", CardState::Lost, "下班路上丢失");
    issueCard("13902207", {"N-2001", "刘护士", "急诊科"}, nurses);
    on(5);
    change("13902205", CardState::Suspended, "产假");
    issueCard("13902208", {"D-1090", "钱医生", "心内科"}, doctors);
    change("13902208", CardState::Returned, "调离");
    on(4);
    if (const std::optional<Sha256> leaked = issued(webmail))
        act(security, CommandKind::Revoke, toJson(RevocationForm{{*leaked}, RevocationReason::KeyCompromise, {}, "服务器被入侵，私钥可能外泄"}));
    on(3);
    const std::string guide = ask({.by = desk, .service = "自助导诊", .host = "guide.hospital.example", .purpose = "导诊屏", .system = "待定"});
    review(head, guide, Verdict::Return, "请写明放在哪台服务器上");
    review(desk, guide, Verdict::Comment, "已问信息科：服务器是 guide-01，稍后修改");
    on(2);
    if (const std::optional<Sha256> lost = issued(nurse))
        act(security, CommandKind::Revoke, toJson(RevocationForm{{*lost}, RevocationReason::CertificateHold, {}, "USBKey 遗失，查找期间先暂停"}), {second});
    on(1.5);
    const std::string patient = ask({.by = desk, .service = "患者服务", .host = "patient2.hospital.example", .purpose = "新门诊楼患者自助查询", .system = "portal-02"});
    review(desk, patient, Verdict::Comment, "新门诊楼下周一启用，望尽快审批");
    on(1);
    const std::string kiosk = ask({.by = desk, .service = "自助导诊", .host = "kiosk.hospital.example", .purpose = "自助机联网", .system = "kiosk-07"});
    // Meant to be refused: nobody decides on their own request.
    if (m_state && send(desk, CommandKind::ReviewRequests, toJson(ReviewForm{{{kiosk, 1}}, Verdict::Approve, ""})))
        m_state = fail(ErrorCode::Internal, "the sample's applicant approved the own request");
    return m_state;
}

/// The system administrator signed at another desk; a security administrator is waited for.
void SampleStory::leaveASignature()
{
    const Result<House *> house = m_state ? at(system) : fail(m_state.error());
    const Result<House *> leaving = house ? at(engineer) : fail(house.error());
    if (!leaving) {
        m_state = fail(leaving.error());
        return;
    }
    const Result<Receipt> left = (*house)->submit(CommandKind::DeactivatePerson, toJson(Deactivation{(*leaving)->officer().id, engineer, "调往分院"}), {}, {}, 1,
                                                  MissingSignatures::Awaited);
    if (!isTaken(left))
        m_state = fail(left.error());
}

Result<void> SampleStory::today(const QString &mail)
{
    on(0);
    if (const Result<House *> house = at(security)) { // ordered this morning, and not written yet
        const auto roles = (*house)->read([](Connection &connection) { return readCertificateRoles(connection); });
        const auto doctors = roles ? std::ranges::find(*roles, "医生", &CertificateRole::name) : std::vector<CertificateRole>::const_iterator();
        if (roles && doctors != roles->end()) {
            if (const Result<CardOrder> order = cardOrderFor(**house, {.card = "13902209", .model = "YubiKey 5.7.1", .holder = {"D-1120", "周医生", "儿科"}, .role = doctors->id}))
                act(security, CommandKind::OrderCard, toJson(*order), {second});
        }
    }
    const Result<Bytes> file = readSmallFile(utf8(mail), largestFile);
    const Result<ContainerContents> found = file ? readContainer(*file) : fail(file.error());
    if (!found || found->certificates.empty())
        return found ? fail(ErrorCode::NothingFound, "the sample's certificate is gone", utf8(mail)) : fail(found.error());
    ask({.by = engineer, .service = "邮件", .host = "mail.hospital.example", .purpose = "改由院内 CA 签发，并换用椭圆曲线密钥", .system = "mail-01",
         .kind = RequestKind::Rekey, .replaces = sha256(found->certificates.front())});
    leaveASignature();
    planRestoreTest();
    return m_state;
}

} // namespace hufu
