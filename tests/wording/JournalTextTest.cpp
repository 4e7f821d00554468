// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/domain/Card.h"
#include "models/domain/CertificateAuthority.h"
#include "models/domain/Command.h"
#include "models/domain/EmergencyTrial.h"
#include "models/domain/Person.h"
#include "models/domain/Request.h"
#include "models/domain/Revocation.h"
#include "models/wording/JournalText.h"
#include "models/wording/Language.h"

#include <QTest>

using namespace hufu;

namespace {

const std::string request = "01936d4e-0000-7000-8000-000000000001", ca = "01936d4e-0000-7000-8000-000000000002",
                  person = "01936d4e-0000-7000-8000-000000000003";
const EntryNames names{{request, "reg.hospital.example"}, {ca, "示例服务器 CA"}, {person, "张三"}, {toHex(Sha256{1}), "his.hospital.example"}};

Entry entry(const char *kind, const std::string &subject, const QJsonObject &outcome = {})
{
    Entry made;
    made.kind = kind;
    made.subject = subject;
    made.outcome = toCanonicalJson(outcome).value();
    return made;
}

} // namespace

/// The journal reads like a diary: names where entries hold ids.
class JournalTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sentences_data()
    {
        QTest::addColumn<std::string>("kind");
        QTest::addColumn<std::string>("subject");
        QTest::addColumn<QJsonObject>("outcome");
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        const auto row = [](const char *kind, const std::string &subject, const QJsonObject &outcome, const QJsonObject &payload, const char *english,
                            const char *chinese) {
            QTest::newRow(english) << std::string(kind) << subject << outcome << payload << QString::fromUtf8(english) << QString::fromUtf8(chinese);
        };
        const auto review = [](RequestState state, int missing) { return toJson(ReviewOutcome{{{request, state, missing}}, {}}); };
        const auto said = [](Verdict verdict, const char *reason) { return toJson(ReviewForm{{{request, 7}}, verdict, reason}); };
        const QJsonObject submitted{{"names", QJsonArray{"a.example", "b.example"}}, {"service", "挂号"}, {"subject", "CN=a.example"}};
        row(CommandKind::SubmitRequest, ca, submitted, {{"id", qstr(request)}, {"days", 180}},
            "李安全 asked for a certificate for a.example, b.example, service “挂号”, for 180 days.", "李安全 为 a.example, b.example 申请证书，业务“挂号”，期限 180 天。");
        row(CommandKind::SubmitRequest, ca, submitted,
            {{"id", qstr(request)}, {"days", 180}, {"escrow", QJsonObject{{"needed", 2}, {"shares", QJsonArray{1, 2, 3}}}}},
            "李安全 asked for a certificate for a.example, b.example, service “挂号”, for 180 days. Its key is in escrow with 3 custodians, 2 of whom recover it.",
            "李安全 为 a.example, b.example 申请证书，业务“挂号”，期限 180 天。密钥已托管给 3 位密钥保管员，其中 2 位共同恢复。");
        row(CommandKind::RecoverKey, request, {}, {{"request", qstr(request)}, {"reason", "服务器损坏"}},
            "李安全 and other custodians recovered the key of reg.hospital.example from escrow: “服务器损坏”.",
            "李安全 与其他密钥保管员恢复了 reg.hospital.example 的托管密钥：“服务器损坏”。");
        row(CommandKind::DepositKey, toHex(Sha256{1}), {}, {{"certificate", qstr(toHex(Sha256{1}))}, {"escrow", QJsonObject{{"needed", 2}, {"shares", QJsonArray{1, 2}}}}},
            "李安全 took over the key of his.hospital.example. Its key is in escrow with 2 custodians, 2 of whom recover it.",
            "李安全 接管了 his.hospital.example 的密钥。密钥已托管给 2 位密钥保管员，其中 2 位共同恢复。");
        ReviewOutcome approved{{{request, RequestState::Approved, 0}}, fromUnix(1'800'000'000)};
        row(CommandKind::ReviewRequests, request, toJson(approved), said(Verdict::Approve, ""), "李安全 approved the request for reg.hospital.example.",
            "李安全 批准了 reg.hospital.example 的申请。");
        row(CommandKind::ReviewRequests, request + " +3", review(RequestState::Open, 1), said(Verdict::Approve, ""),
            "李安全 approved the request for reg.hospital.example and 3 more.", "李安全 批准了 reg.hospital.example 及另外 3 项 的申请。");
        row(CommandKind::ReviewRequests, request, review(RequestState::Rejected, 0), said(Verdict::Reject, "不需要"),
            "李安全 rejected the request for reg.hospital.example: “不需要”.", "李安全 驳回了 reg.hospital.example 的申请：“不需要”。");
        row(CommandKind::ReviewRequests, request, review(RequestState::Returned, 0), said(Verdict::Return, "写清楚"),
            "李安全 returned the request for reg.hospital.example to be changed: “写清楚”.", "李安全 将 reg.hospital.example 的申请退回修改：“写清楚”。");
        row(CommandKind::ReviewRequests, request, review(RequestState::Open, 0), said(Verdict::Comment, "已核对"),
            "李安全 commented on the request for reg.hospital.example: “已核对”.", "李安全 对 reg.hospital.example 的申请留言：“已核对”。");
        row(CommandKind::Issue, request, {}, {{"request", qstr(request)}, {"ca", qstr(ca)}},
            "The authority issued the certificate for reg.hospital.example with the CA “示例服务器 CA”.", "签发机构用 CA“示例服务器 CA”签发了 reg.hospital.example 的证书。");
        row(CommandKind::Revoke, toHex(Sha256{1}), {}, toJson(RevocationForm{{Sha256{1}}, RevocationReason::KeyCompromise, {}, "服务器被入侵"}),
            "李安全 revoked the certificate of his.hospital.example (Key compromised): “服务器被入侵”.",
            "李安全 吊销了 his.hospital.example 的证书（密钥泄露）：“服务器被入侵”。");
        row(CommandKind::Revoke, toHex(Sha256{1}), {}, toJson(RevocationForm{{Sha256{1}}, RevocationReason::KeyCompromise, {}, {}}),
            "李安全 revoked the certificate of his.hospital.example (Key compromised).", "李安全 吊销了 his.hospital.example 的证书（密钥泄露）。");
        row(CommandKind::Revoke, toHex(Sha256{1}), {}, toJson(RevocationForm{{Sha256{1}}, RevocationReason::CertificateHold, {}, {}}),
            "李安全 suspended the certificate of his.hospital.example.", "李安全 暂停了 his.hospital.example 的证书。");
        row(CommandKind::ProveRevocation, toHex(Sha256{1}), {}, {{"crl", QJsonObject{{"number", 7}}}},
            "李安全 saw that relying parties are told of the revocation of his.hospital.example (CRL 7).",
            "李安全 核实了 his.hospital.example 的证书吊销对依赖方已可见（CRL 7）。");
        row(CommandKind::Revoke, toHex(Sha256{1}), {}, toJson(RevocationForm{{Sha256{1}}, RevocationReason::CertificateHold, {}, "先停"}),
            "李安全 suspended the certificate of his.hospital.example: “先停”.", "李安全 暂停了 his.hospital.example 的证书：“先停”。");
        const QJsonObject start{{"loss", "card"}, {"value", "10045"}, {"caller", "急诊"}};
        row(CommandKind::StartEmergency, request, {}, start, "李安全 started an emergency: USBKey 10045. 急诊 had called.", "李安全 发起了紧急事件：USBKey 10045。来电人：急诊。");
        row(CommandKind::StartEmergency, request, {{"joins", qstr(request)}}, start, "李安全 started the same emergency at another desk and joined it: USBKey 10045.",
            "李安全 在另一台控制台发起同一紧急事件，已并入：USBKey 10045。");
        row(CommandKind::NoteEmergency, request, {}, {{"answers", "cause"}, {"text", "抽屉未锁"}},
            "李安全 answered in the emergency “reg.hospital.example”, how it came about: “抽屉未锁”.", "李安全 在紧急事件“reg.hospital.example”中答复了事情经过：“抽屉未锁”。");
        EmergencyTrial trial{request, Sha256{1}, {{"https://emr.example/", EntryWay::NewHandshake, EntryOutcome::Refused, fromUnix(1795000000), {}}}};
        row(CommandKind::TryInEmergency, request, {}, toJson(trial), "李安全 tried with the canary in the emergency “reg.hospital.example”: whoever let it in before refuses it now.",
            "李安全 在紧急事件“reg.hospital.example”中用探测证书试探：此前放行的服务器现在都已拒绝。");
        trial.lines[0].outcome = EntryOutcome::Accepted;
        row(CommandKind::TryInEmergency, request, {}, toJson(trial), "李安全 tried with the canary in the emergency “reg.hospital.example”: https://emr.example/ still let it in.",
            "李安全 在紧急事件“reg.hospital.example”中用探测证书试探：https://emr.example/ 仍然放行。");
        trial.lines[0].outcome = EntryOutcome::Unreached;
        row(CommandKind::TryInEmergency, request, {}, toJson(trial), "李安全 tried with the canary in the emergency “reg.hospital.example”: 0 ways in refused, 1 unproven.",
            "李安全 在紧急事件“reg.hospital.example”中用探测证书试探：0 种进入方式已拒绝，1 种未证实。");
        row(CommandKind::ReportRelying, "web1", {}, {{"trouble", "nginx: bad"}}, "The relying server “web1” reported trouble with its CRLs: “nginx: bad”.",
            "依赖方服务器“web1”报告其 CRL 有故障：“nginx: bad”。");
        row(CommandKind::Revoke, toHex(Sha256{1}), {}, {{"reason", "certificateHold"}, {"emergency", qstr(request)}, {"breakGlass", true}},
            "BREAK-GLASS: 李安全 suspended the certificate of his.hospital.example alone, without a second officer.",
            "【破窗】李安全 在没有复核人的情况下单独暂停了 his.hospital.example 的证书。");
        row(CommandKind::Resume, toHex(Sha256{1}), {}, toJson(ResumptionForm{{Sha256{1}}, "找到了"}),
            "李安全 lifted the suspension of the certificate of his.hospital.example: “找到了”.", "李安全 解除了 his.hospital.example 的证书的暂停：“找到了”。");
        row(CommandKind::PublishCrl, ca, {}, {{"ca", qstr(ca)}, {"number", 7}}, "The authority published CRL 7 of the CA “示例服务器 CA”.",
            "签发机构发布了 CA“示例服务器 CA”的第 7 号 CRL。");
        const QJsonObject order{{"kind", "new"}, {"holder", QJsonObject{{"name", "李医生"}}}, {"roleName", "医生"}};
        row(CommandKind::OrderCard, "20261128", {}, order, "李安全 ordered the USBKey 20261128 for 李医生, role “医生”.", "李安全 下达为 李医生 签发 USBKey 20261128，持证角色“医生”。");
        const QJsonObject temporary{{"kind", "new"}, {"holder", QJsonObject{{"name", "李医生"}}}, {"roleName", "医生"}, {"hours", 8}, {"note", "忘带"}};
        row(CommandKind::OrderCard, "20261128", {}, temporary, "李安全 alone ordered the temporary USBKey 20261128 for 李医生, role “医生”, for 8 hours: “忘带”.",
            "李安全 单独下达为 李医生 签发临时 USBKey 20261128，持证角色“医生”，有效 8 小时：“忘带”。");
        row(CommandKind::ReviewTemporary, "20261128", {}, toJson(TemporaryReview{request, "20261128", true, "无此需要"}),
            "李安全 reviewed the temporary USBKey 20261128 and objects: “无此需要”.", "李安全 复核了临时 USBKey 20261128，并提出异议：“无此需要”。");
        row(CommandKind::RequestCard, "20261128", {{"attestation", "not checked"}}, {},
            "李安全 put forward the keys that the USBKey 20261128 made. What its maker attests is kept and was not checked: the policy names no maker.",
            "李安全 提交了 USBKey 20261128 生成的密钥。制造商的证明已保存但未校验：策略中没有配置制造商根证书。");
        row(CommandKind::ChangeCard, "20261128", {}, {{"to", "lost"}, {"note", "报失"}},
            "李安全 reported the USBKey 20261128 lost: “报失”. Its certificates are revoked.", "李安全 报告 USBKey 20261128 遗失：“报失”。其证书已吊销。");
        row(CommandKind::CertifyOfficer, person, {}, {{"person", qstr(person)}}, "The authority certified the signing key of 张三.", "签发机构为 张三 的签名密钥签发了证书。");
        row(CommandKind::EnrolCustodian, person, {}, {{"person", qstr(person)}}, "李安全 put forward the own key that shares of escrowed keys are encrypted to.",
            "李安全 登记了自己用于接收密钥分量的密钥。");
        row(CommandKind::CertifyCustodian, person, {}, {{"person", qstr(person)}},
            "The authority certified the key to which 张三's shares of escrowed keys are encrypted.", "签发机构为 张三 接收密钥分量的密钥签发了证书。");
        row(CommandKind::AddPerson, "张三", {}, {{"name", "张三"}, {"roles", QJsonArray{"applicant"}}}, "李安全 registered 张三 as applicant.",
            "李安全 登记了 张三，角色：申请人。");
        row(CommandKind::RekeyOfficer, "张三", {}, {{"name", "张三"}, {"card", "20261128"}}, "李安全 registered that 张三 signs with the USBKey 20261128 from now on.",
            "李安全 登记：张三 今后用 USBKey 20261128 签名。");
        row(CommandKind::RekeyOfficer, "张三", {}, {{"name", "张三"}, {"csr", "AA=="}, {"reason", "丢失"}},
            "李安全 registered a new signing key of 张三, under a passphrase: “丢失”.", "李安全 为 张三 登记了新的口令保护的签名密钥：“丢失”。");
        row(CommandKind::DeactivatePerson, "张三", {}, {{"name", "张三"}, {"reason", "离职"}}, "李安全 deactivated 张三: “离职”.", "李安全 停用了 张三：“离职”。");
        row(CommandKind::Refused, CommandKind::ReviewRequests, {{"reason", "NotPermitted"}, {"detail", "x"}}, {},
            "The command “Requests reviewed” by 李安全 was refused (This is not permitted).", "李安全 的命令“申请已审批”被拒绝（不允许此操作）。");
    }
    void sentences()
    {
        QFETCH(std::string, kind);
        QFETCH(std::string, subject);
        QFETCH(QJsonObject, outcome);
        QFETCH(QJsonObject, payload);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        const Entry one = entry(kind.c_str(), subject, outcome);
        m_language.choose(Language::Choice::English);
        QCOMPARE(JournalText::sentence(one, QStringLiteral("李安全"), payload, names), english);
        m_language.choose(Language::Choice::Chinese);
        QCOMPARE(JournalText::sentence(one, QStringLiteral("李安全"), payload, names), chinese);
    }
    void everyKindHasAName()
    {
        for (const char *kind : {CommandKind::Found, CommandKind::EndPilot, CommandKind::AddPerson, CommandKind::Issue, CommandKind::PublishCrl})
            QVERIFY(JournalText::kind(QLatin1String(kind)) != QLatin1String(kind));
        for (const QString &kind : JournalText::kinds())
            QVERIFY2(JournalText::kind(kind) != kind, qPrintable(kind));
        QCOMPARE(JournalText::kind(QStringLiteral("someday.new")), QStringLiteral("someday.new"));
    }
    void pilotModeIsNamed()
    {
        const Entry one = entry(CommandKind::CreateCa, "CA", {{"waived", QJsonArray{"second-signer"}}});
        QCOMPARE(JournalText::waived(one).size(), 1);
        QVERIFY(JournalText::waived(entry(CommandKind::CreateCa, "CA")).isEmpty());
    }

private:
    Language m_language;
};

QTEST_GUILESS_MAIN(JournalTextTest)
#include "JournalTextTest.moc"
