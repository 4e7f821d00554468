// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Masking.h"

#include "models/base/CanonicalJson.h"

#include <QRegularExpression>

namespace hufu {

std::string maskPatientData(std::string_view text)
{
    // A resident identity number: 6 digits region, 8 (or 6, before 1999) digits birth date, 3 digits and, in the long
    // form, a check character. The month and day are looked at so that ordinary long numbers are left alone.
    static const QRegularExpression identity(
        QStringLiteral("(?<![0-9A-Za-z])([1-9]\\d{5}(?:(?:19|20)\\d{2})(?:0[1-9]|1[0-2]))(?:0[1-9]|[12]\\d|3[01])\\d{3}[0-9Xx]"
                       "(?![0-9A-Za-z])"));
    static const QRegularExpression shortIdentity(
        QStringLiteral("(?<![0-9A-Za-z])([1-9]\\d{7}(?=\\d{7}(?![0-9A-Za-z]))(?=(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01]))\\d)"
                       "\\d{6}(?![0-9A-Za-z])"));
    static const QRegularExpression chineseName(
        QStringLiteral("患者(?:姓名)?\\s*[:\\x{ff1a}]\\s*[\\x{4e00}-\\x{9fff}·]{2,8}|患者姓名\\s*[\\x{4e00}-\\x{9fff}·]{2,8}"));
    static const QRegularExpression englishName(
        QStringLiteral("patient name\\s*:\\s*[A-Za-z'-]+(?:\\s+[A-Z][A-Za-z'-]+){0,2}"),
        QRegularExpression::CaseInsensitiveOption);

    QString masked = qstr(text);
    // The long form keeps 12 of 18 characters, the short one 9 of 15.
    masked.replace(identity, QStringLiteral("\\1******"));
    masked.replace(shortIdentity, QStringLiteral("\\1******"));
    masked.replace(chineseName, QStringLiteral("患者XXX"));
    masked.replace(englishName, QStringLiteral("患者XXX"));
    return utf8(masked);
}

} // namespace hufu
