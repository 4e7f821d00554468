// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Masking.h"

#include "models/base/CanonicalJson.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace hufu {
namespace {

/// Whether a look with regular expressions is worth it: most texts hold neither fifteen digits in a row nor a word for a patient.
bool isSuspect(const QString &text)
{
    int digits = 0;
    for (const QChar c : text) {
        digits = c >= u'0' && c <= u'9' ? digits + 1 : 0;
        if (digits == 15)
            return true;
    }
    return text.contains(u"患者") || text.contains(u"病人") || text.contains(u"patient name", Qt::CaseInsensitive);
}

QString masked(QString text)
{
    if (!isSuspect(text))
        return text;
    // A resident identity number: 6 digits region, 8 (or 6, before 1999) digits birth date, 3 digits and, in the long
    // form, a check character. The month and day are looked at so that ordinary long numbers are left alone.
    static const QRegularExpression identity(
        QStringLiteral("(?<![0-9A-Za-z])([1-9]\\d{5}(?:(?:19|20)\\d{2})(?:0[1-9]|1[0-2]))(?:0[1-9]|[12]\\d|3[01])\\d{3}[0-9Xx]"
                       "(?![0-9A-Za-z])"));
    static const QRegularExpression shortIdentity(
        QStringLiteral("(?<![0-9A-Za-z])([1-9]\\d{7}(?=\\d{7}(?![0-9A-Za-z]))(?=(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01]))\\d)"
                       "\\d{6}(?![0-9A-Za-z])"));
    static const QRegularExpression chineseName(
        QStringLiteral("(?:患者|病人)(?:姓名)?\\s*[:\\x{ff1a}]\\s*[\\x{4e00}-\\x{9fff}·]{2,8}|(?:患者|病人)姓名\\s*[\\x{4e00}-\\x{9fff}·]{2,8}"));
    // Without a sign between: surnames that begin no other word which follows "patient" (患者服务, 患者管理, 患者高血压 stay).
    static const QRegularExpression surname(QStringLiteral(
        "(?:患者|病人)[王李张刘陈杨赵吴徐孙胡朱郭罗梁宋郑谢韩唐冯董曹袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛潘杜戴汪姜范][\\x{4e00}-\\x{9fff}]{1,2}"));
    static const QRegularExpression englishName(
        QStringLiteral("patient name\\s*:\\s*[A-Za-z'-]+(?:\\s+[A-Z][A-Za-z'-]+){0,2}"),
        QRegularExpression::CaseInsensitiveOption);

    // The long form keeps 12 of 18 characters, the short one 9 of 15.
    text.replace(identity, QStringLiteral("\\1******"));
    text.replace(shortIdentity, QStringLiteral("\\1******"));
    text.replace(chineseName, QStringLiteral("患者XXX"));
    text.replace(surname, QStringLiteral("患者XXX"));
    text.replace(englishName, QStringLiteral("患者XXX"));
    return text;
}

QJsonValue masked(const QJsonValue &value)
{
    if (value.isString())
        return masked(value.toString());
    if (value.isObject())
        return maskPatientData(value.toObject());
    if (!value.isArray())
        return value;
    QJsonArray array;
    for (const QJsonValue one : value.toArray())
        array.append(masked(one));
    return array;
}

} // namespace

std::string maskPatientData(std::string_view text) { return utf8(masked(qstr(text))); }

QJsonObject maskPatientData(const QJsonObject &payload)
{
    QJsonObject object;
    for (auto at = payload.begin(); at != payload.end(); ++at)
        object.insert(at.key(), masked(at.value()));
    return object;
}

} // namespace hufu
