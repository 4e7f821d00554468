// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/QueryWords.h"

#include "models/domain/CertificateStatus.h"
#include "models/domain/Findings.h"
#include "models/domain/TextFolding.h"

#include <algorithm>

namespace hufu {
namespace {

using Field = QueryField;

// In the order of QueryField.
constexpr QueryFieldWords fields[] = {
    {Field::Expires, FieldType::Moment, "expires", "到期", "expiry not-after notafter 到期时间 到期日 有效期至"},
    {Field::Issued, FieldType::Moment, "issued", "签发时间", "not-before notbefore 签发日期 生效"},
    {Field::Subject, FieldType::Text, "subject", "主体", "主题"},
    {Field::Name, FieldType::Text, "name", "域名", "san names host 名称 主机名"},
    {Field::Issuer, FieldType::Text, "issuer", "颁发者", "签发者 颁发机构"},
    {Field::Serial, FieldType::Hex, "serial", "序列号", "serial-number"},
    {Field::Fingerprint, FieldType::Hex, "fingerprint", "指纹", "sha256 sha-256"},
    {Field::Class, FieldType::Choice, "class", "类别", "validation 证书类别 验证类别"},
    {Field::Tier, FieldType::OrderedChoice, "tier", "级别", "业务级别 等级"},
    {Field::Service, FieldType::Text, "service", "业务", "业务系统 系统"},
    {Field::Owner, FieldType::Text, "owner", "负责人", "责任人"},
    {Field::Department, FieldType::Text, "department", "科室", "dept 部门"},
    {Field::Key, FieldType::Choice, "key", "密钥", "key-algorithm algorithm 密钥算法"},
    {Field::Bits, FieldType::Number, "bits", "密钥长度", "key-bits 位数"},
    {Field::Curve, FieldType::Text, "curve", "曲线", ""},
    {Field::Signature, FieldType::Choice, "signature", "签名", "signature-algorithm 签名算法"},
    {Field::Purpose, FieldType::Choice, "purpose", "用途", "usage"},
    {Field::Seen, FieldType::Choice, "seen", "发现方式", "source-kind"},
    {Field::Source, FieldType::Text, "source", "位置", "location 来源 发现于"},
    {Field::Finding, FieldType::Choice, "finding", "问题项", "rule 问题 规则"},
    {Field::FindingCount, FieldType::Number, "findings", "问题数", ""},
    {Field::Severity, FieldType::OrderedChoice, "severity", "严重程度", "严重性"},
    {Field::Status, FieldType::Choice, "status", "状态", "state"},
    {Field::Ca, FieldType::YesNo, "ca", "是否CA", "是ca"},
    {Field::SelfSigned, FieldType::YesNo, "self-signed", "自签名", "selfsigned self-issued 自签"},
    {Field::PatientData, FieldType::YesNo, "patient-data", "患者数据", "patient 涉及患者"},
};

constexpr QueryChoice classes[] = {
    {"dv", "域名型", "", int(ValidationClass::Dv)},   {"ov", "企业型", "机构型", int(ValidationClass::Ov)},
    {"iv", "个人型", "", int(ValidationClass::Iv)},   {"ev", "增强型", "", int(ValidationClass::Ev)},
    {"private", "私有", "内部", int(ValidationClass::Private)}, {"unknown", "未知", "", int(ValidationClass::Unknown)},
};
constexpr QueryChoice tiers[] = {
    {"none", "无", "", int(Tier::None)},
    {"general", "一般", "一般业务", int(Tier::General)},
    {"important", "重要", "重要业务", int(Tier::Important)},
    {"core", "核心", "核心业务", int(Tier::Core)},
};
// Severity is stored one higher, so that "none" has a place below "info".
constexpr QueryChoice severities[] = {
    {"none", "无", "", 0},
    {"info", "提示", "", int(Severity::Info) + 1},
    {"low", "低", "低危", int(Severity::Low) + 1},
    {"medium", "中", "中危", int(Severity::Medium) + 1},
    {"high", "高", "高危", int(Severity::High) + 1},
    {"critical", "严重", "危急", int(Severity::Critical) + 1},
};
constexpr QueryChoice statuses[] = {
    {"valid", "有效", "", int(CertificateStatus::Valid)},
    {"expired", "已过期", "过期", int(CertificateStatus::Expired)},
    {"superseded", "已被替代", "被替代 已替代", int(CertificateStatus::Superseded)},
    {"notyet", "未生效", "not-yet-valid 尚未生效", int(CertificateStatus::NotYetValid)},
    {"revoked", "已吊销", "吊销", int(CertificateStatus::Revoked)},
    {"suspended", "已暂停", "暂停 暂停使用", int(CertificateStatus::Suspended)},
};
// Values of SourceKind, which lives in a room above; a test of the inventory holds the two against each other.
constexpr QueryChoice sourceKinds[] = {
    {"file", "文件", "", 1},          {"folder", "文件夹", "", 2},      {"server-config", "服务器配置", "config 配置", 3},
    {"endpoint", "端点", "网络端点", 4}, {"trust-store", "信任库", "", 5}, {"paste", "粘贴", "", 6},
    {"pkcs12", "PKCS12", "p12 pfx", 7}, {"key-file", "密钥文件", "私钥文件", 8},
};
constexpr QueryChoice yesNo[] = {{"yes", "是", "true 1", 1}, {"no", "否", "false 0", 0}};

std::vector<QueryChoice> keyChoices()
{
    std::vector<QueryChoice> choices;
    for (int value = 0; value <= int(KeyAlgorithm::Other); ++value) {
        const auto algorithm = static_cast<KeyAlgorithm>(value);
        choices.push_back({keyAlgorithmName(algorithm), algorithm == KeyAlgorithm::Sm2 ? "国密" : "",
                           algorithm == KeyAlgorithm::Ec ? "ecc ecdsa" : "", value});
    }
    return choices;
}
std::vector<QueryChoice> signatureChoices()
{
    std::vector<QueryChoice> choices;
    for (int value = 0; value <= int(SignatureAlgorithm::Other); ++value)
        choices.push_back({signatureAlgorithmName(static_cast<SignatureAlgorithm>(value)), "", "", value});
    return choices;
}
std::vector<QueryChoice> purposeChoices()
{
    constexpr const char *chinese[] = {"其他", "服务器", "客户端", "服务器与客户端", "CA", "邮件", "代码签名", "OCSP响应", "时间戳"};
    std::vector<QueryChoice> choices;
    for (int value = 0; value <= int(Purpose::TimeStamping); ++value)
        choices.push_back({purposeName(static_cast<Purpose>(value)), chinese[value], "", value});
    return choices;
}
std::vector<QueryChoice> ruleChoices()
{
    std::vector<QueryChoice> choices;
    for (Rule rule : allRules())
        choices.push_back({ruleName(rule), "", "", ruleIndex(rule)});
    return choices;
}

bool hasWord(std::string_view list, std::string_view foldedWord)
{
    while (!list.empty()) {
        const std::size_t blank = std::min(list.find(' '), list.size());
        if (folded(list.substr(0, blank)) == foldedWord)
            return true;
        list.remove_prefix(std::min(blank + 1, list.size()));
    }
    return false;
}

} // namespace

std::span<const QueryFieldWords> queryFields() { return fields; }

const QueryFieldWords &wordsOf(QueryField field) { return fields[static_cast<std::size_t>(field)]; }

const QueryFieldWords *findField(std::string_view word)
{
    const std::string wanted = folded(word);
    for (const QueryFieldWords &field : fields) {
        if (wanted == field.name || wanted == folded(field.chinese) || hasWord(field.aliases, wanted))
            return &field;
    }
    return nullptr;
}

std::span<const QueryChoice> choicesOf(QueryField field)
{
    switch (field) {
    case Field::Class: return classes;
    case Field::Tier: return tiers;
    case Field::Severity: return severities;
    case Field::Status: return statuses;
    case Field::Seen: return sourceKinds;
    case Field::Ca:
    case Field::SelfSigned:
    case Field::PatientData: return yesNo;
    case Field::Key: {
        static const std::vector<QueryChoice> choices = keyChoices();
        return choices;
    }
    case Field::Signature: {
        static const std::vector<QueryChoice> choices = signatureChoices();
        return choices;
    }
    case Field::Purpose: {
        static const std::vector<QueryChoice> choices = purposeChoices();
        return choices;
    }
    case Field::Finding: {
        static const std::vector<QueryChoice> choices = ruleChoices();
        return choices;
    }
    default: return {};
    }
}

bool isCalled(const QueryChoice &choice, std::string_view foldedWord)
{
    return foldedWord == choice.name || (*choice.chinese && foldedWord == folded(choice.chinese)) || hasWord(choice.aliases, foldedWord);
}

std::vector<std::string> comparisonsOf(FieldType type)
{
    switch (type) {
    case FieldType::Moment: return {"<", "<=", ">", ">=", "=", "!="};
    case FieldType::Number: return {"<", "<=", ">", ">=", "=", "!=", "in"};
    case FieldType::Text:
    case FieldType::Hex: return {"~", "=", "!=", "in"};
    case FieldType::Choice: return {"=", "!=", "in", "~"};
    case FieldType::OrderedChoice: return {"=", ">=", "<=", ">", "<", "!=", "in"};
    case FieldType::YesNo: return {"=", "!="};
    }
    return {};
}

} // namespace hufu
