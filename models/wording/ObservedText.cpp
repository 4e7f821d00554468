// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/ObservedText.h"

#include <QDateTime>
#include <QRegularExpression>

#include <optional>

namespace hufu {
namespace {

/// A stored time as the officer's clock shows it; a text that is no time as it stands.
QString local(const QString &iso)
{
    const QDateTime time = QDateTime::fromString(iso, Qt::ISODate);
    return time.isValid() ? time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss t")) : iso;
}

/// Two texts around a sign that stands once.
std::optional<std::pair<QString, QString>> around(const QString &text, const QString &sign)
{
    const qsizetype at = text.indexOf(sign);
    if (at < 0)
        return std::nullopt;
    return std::pair(text.left(at), text.mid(at + sign.size()));
}

} // namespace

QString ObservedText::of(const Finding &finding)
{
    const QString text = QString::fromStdString(finding.observed);
    if (text == QLatin1String("-"))
        return {};
    static const QRegularExpression policies(QStringLiteral("^[dioe]v(, [dioe]v)*$"));
    switch (finding.rule) {
    case Rule::DvOnService:
    case Rule::OvOnCoreService:
        if (const auto classes = around(text, QStringLiteral(" < ")))
            //: validation classes: %1 what the certificate has, %2 what the policy asks for
            return tr("%1, required is %2").arg(classes->first.toUpper(), classes->second.toUpper());
        return text;
    case Rule::ExpiredButSeen:
        if (const auto times = around(text, QStringLiteral(" < ")))
            return tr("expired %1, seen %2").arg(local(times->first), local(times->second));
        return text;
    case Rule::NegativeValidity:
        if (const auto times = around(text, QStringLiteral(" > ")))
            return tr("begins %1, ends %2").arg(local(times->first), local(times->second));
        return text;
    case Rule::NotYetValid: return local(text);
    case Rule::ExpiresSoon:
        if (const auto parts = around(text, QStringLiteral(" days, successor not in place")))
            return tr("%n days; a new one was issued and not yet seen in place", nullptr, parts->first.toInt());
        break;
    case Rule::UntrustedChain:
        if (text == QLatin1String("self-signed"))
            return tr("it signed itself");
        return text == QLatin1String("issuer missing") ? tr("the issuer's certificate is missing") : text;
    case Rule::ClassContradiction:
        if (const auto parts = around(text, QStringLiteral(", no ")))
            //: %1 a validation class, %2 attributes of a subject, such as O
            return tr("%1, but the subject has no %2").arg(parts->first.toUpper(), parts->second);
        if (const auto parts = around(text, QStringLiteral(", ")); parts && (parts->second.contains(u'=') || parts->second == QLatin1String("SN/GN")))
            //: %1 a validation class, %2 attributes of a subject, such as O=Hospital
            return tr("%1, but the subject has %2").arg(parts->first.toUpper(), parts->second);
        return policies.match(text).hasMatch() ? text.toUpper() : text;
    case Rule::CaWithoutKeyCertSign: return text == QLatin1String("no keyUsage") ? tr("none stated") : text;
    case Rule::OcspResponderProfile: {
        QStringList parts;
        for (const QString &part : text.split(QStringLiteral(", ")))
            parts += part == QLatin1String("no ocsp-nocheck")    ? tr("without ocsp-nocheck")
                   : part == QLatin1String("cRLDistributionPoints") ? tr("with a CRL address")
                                                                    : part;
        return parts.join(QStringLiteral("; "));
    }
    case Rule::WeakCurve: return text == QLatin1String("no curve named") ? tr("none that has a name") : text;
    case Rule::RsaSmallFactor:
        if (text.startsWith(QLatin1String("factor ")))
            return tr("divisible by %1").arg(text.mid(7));
        return text;
    case Rule::RsaClosePrimes:
        if (text.startsWith(QLatin1String("Fermat round ")))
            return tr("found in round %1").arg(text.mid(13));
        return text;
    case Rule::Version1:
        if (text.startsWith(u'v'))
            return tr("version %1").arg(text.mid(1));
        return text;
    case Rule::KeyUsageContradictsKey:
        if (const auto parts = around(text, QStringLiteral(": ")))
            return QStringLiteral("%1: %2").arg(parts->first.toUpper(), parts->second);
        return text;
    default: break;
    }
    static const QRegularExpression quantity(QStringLiteral("^(?:(\\d+) > )?(\\d+) (bits|days|octets)$"));
    const QRegularExpressionMatch match = quantity.match(text);
    if (!match.hasMatch())
        return text;
    const int number = match.captured(2).toInt();
    if (match.hasCaptured(1))
        return match.captured(3) == QLatin1String("days") ? tr("%1 > %2 days").arg(match.captured(1), match.captured(2)) : text;
    if (match.captured(3) == QLatin1String("bits"))
        return tr("%n bits", nullptr, number);
    return match.captured(3) == QLatin1String("days") ? tr("%n days", nullptr, number) : tr("%n octets", nullptr, number);
}

} // namespace hufu
