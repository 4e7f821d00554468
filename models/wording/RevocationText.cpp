// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/RevocationText.h"

#include "models/wording/ErrorText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace hufu {
namespace {

struct RevocationWords {
    Q_DECLARE_TR_FUNCTIONS(RevocationText)
};

/// The Chinese name whatever the language of the moment is.
QString chinese(RevocationReason reason)
{
    switch (reason) {
    case RevocationReason::Unspecified: return QStringLiteral("未说明");
    case RevocationReason::KeyCompromise: return QStringLiteral("密钥泄露");
    case RevocationReason::CaCompromise: return QStringLiteral("CA 密钥泄露");
    case RevocationReason::AffiliationChanged: return QStringLiteral("隶属关系变更");
    case RevocationReason::Superseded: return QStringLiteral("已被替换");
    case RevocationReason::CessationOfOperation: return QStringLiteral("停止使用");
    case RevocationReason::CertificateHold: return QStringLiteral("暂停使用");
    case RevocationReason::RemoveFromCrl: return QStringLiteral("从 CRL 移除");
    case RevocationReason::PrivilegeWithdrawn: return QStringLiteral("权限收回");
    case RevocationReason::AaCompromise: return QStringLiteral("属性机构密钥泄露");
    }
    Q_UNREACHABLE();
}

} // namespace

RevocationReason reasonFor(RevocationOccasion occasion)
{
    switch (occasion) {
    case RevocationOccasion::Leaver: return RevocationReason::AffiliationChanged;
    case RevocationOccasion::DeviceScrapped: return RevocationReason::CessationOfOperation;
    case RevocationOccasion::Renewed: return RevocationReason::Superseded;
    case RevocationOccasion::KeyLost: return RevocationReason::KeyCompromise;
    case RevocationOccasion::PolicyBreach: return RevocationReason::PrivilegeWithdrawn;
    case RevocationOccasion::Pause: return RevocationReason::CertificateHold;
    }
    Q_UNREACHABLE();
}

QString RevocationText::occasion(RevocationOccasion occasion)
{
    switch (occasion) {
    case RevocationOccasion::Leaver: return RevocationWords::tr("Somebody leaves the house or changes department");
    case RevocationOccasion::DeviceScrapped: return RevocationWords::tr("A device or service is taken out of use");
    case RevocationOccasion::Renewed: return RevocationWords::tr("A newer certificate has taken its place");
    case RevocationOccasion::KeyLost: return RevocationWords::tr("USBKey lost, key leaked, or server broken into");
    case RevocationOccasion::PolicyBreach: return RevocationWords::tr("The holder broke the rules");
    case RevocationOccasion::Pause: return RevocationWords::tr("Nobody knows yet: suspend for now");
    }
    Q_UNREACHABLE();
}

QString RevocationText::reason(RevocationReason reason)
{
    switch (reason) {
    case RevocationReason::Unspecified: return RevocationWords::tr("Not said");
    case RevocationReason::KeyCompromise: return RevocationWords::tr("Key compromised");
    case RevocationReason::CaCompromise: return RevocationWords::tr("Key of the CA compromised");
    case RevocationReason::AffiliationChanged: return RevocationWords::tr("Affiliation changed");
    case RevocationReason::Superseded: return RevocationWords::tr("Superseded");
    case RevocationReason::CessationOfOperation: return RevocationWords::tr("Taken out of use");
    case RevocationReason::CertificateHold: return RevocationWords::tr("Suspended");
    case RevocationReason::RemoveFromCrl: return RevocationWords::tr("Taken off the CRL");
    case RevocationReason::PrivilegeWithdrawn: return RevocationWords::tr("Privilege withdrawn");
    case RevocationReason::AaCompromise: return RevocationWords::tr("Key of the attribute authority compromised");
    }
    Q_UNREACHABLE();
}

QString RevocationText::bilingual(RevocationReason reason)
{
    const QString other = QLocale().language() == QLocale::Chinese ? QString::fromLatin1(revocationReasonName(reason)) : chinese(reason);
    return RevocationText::reason(reason) + QStringLiteral(" · ") + other;
}

QString RevocationText::sight(const StatusSight &sight)
{
    const QString where = QString::fromStdString(sight.where), number = QLocale().toString(qulonglong(sight.crlNumber));
    const auto when = [](Instant instant) { return QLocale().toString(QDateTime::fromSecsSinceEpoch(toUnix(instant)), QLocale::ShortFormat); };
    const QString since = sight.revokedAt ? when(*sight.revokedAt) : QString();
    using Verdict = StatusSight::Verdict;
    switch (sight.source) {
    case StatusSight::Source::Crl:
        if (sight.verdict == Verdict::Revoked)
            return RevocationWords::tr("✓ CRL %1 of %2 lists it: revoked since %3. Asked: %4", "number, date, date, address").arg(number, when(sight.producedAt), since, where);
        if (sight.verdict == Verdict::NotYet)
            return RevocationWords::tr("✗ CRL %1 of %2 does not list it. Asked: %3", "number, date, address").arg(number, when(sight.producedAt), where);
        break;
    case StatusSight::Source::Ocsp:
        if (sight.verdict == Verdict::Revoked)
            return RevocationWords::tr("✓ OCSP answers: revoked since %1. Asked: %2", "date, address").arg(since, where);
        if (sight.verdict == Verdict::NotYet)
            return RevocationWords::tr("✗ OCSP does not call it revoked. Asked: %1").arg(where);
        if (sight.isKept())
            return RevocationWords::tr("✗ OCSP at %1 gives an old answer, and none to this question.").arg(where);
        break;
    case StatusSight::Source::Endpoint:
        if (sight.verdict == Verdict::Revoked)
            return RevocationWords::tr("✓ %1 serves another certificate now.").arg(where);
        if (sight.verdict == Verdict::NotYet)
            return RevocationWords::tr("! %1 still serves it: replace it there. Clients that check refuse it.").arg(where);
        break;
    }
    if (sight.isSilent())
        return RevocationWords::tr("✗ %1 does not answer.").arg(where);
    return RevocationWords::tr("✗ What %1 says proves nothing: %2", "address, why").arg(where, sight.error ? errorText(*sight.error).whatHappened : QString());
}

QString RevocationText::unseen(const StatusSight &silent)
{
    return RevocationWords::tr("In force in the journal, but nobody can see it: nothing answers at %1. Run “hufuctl serve” on the computer with this address, or "
                    "bring the CRL to the web server there; then verify again.")
        .arg(QString::fromStdString(silent.where));
}

QString RevocationText::outdated(const StatusSight &old)
{
    return RevocationWords::tr("What is told at %1 is old: a cache in between keeps it, or the server there does not follow the journal. Whoever asks there is still told that it is good. "
                               "Empty the cache, which must keep nothing of this address, or look at the server; then verify again.")
        .arg(QString::fromStdString(old.where));
}

QString RevocationText::meaning(RevocationReason reason)
{
    switch (reason) {
    case RevocationReason::Unspecified: return RevocationWords::tr("The CRL then gives no reason. Take it only where none of the others fits.");
    case RevocationReason::KeyCompromise:
        return RevocationWords::tr("Somebody else has the private key, or may have it. The key is never certified again, here or anywhere in the house.");
    case RevocationReason::CaCompromise: return RevocationWords::tr("Somebody else has the key of this CA: everything that it ever issued is in doubt.");
    case RevocationReason::AffiliationChanged: return RevocationWords::tr("The holder left, or the name in the certificate is no longer right. The key itself is safe.");
    case RevocationReason::Superseded: return RevocationWords::tr("Another certificate has taken its place. The key itself is safe.");
    case RevocationReason::CessationOfOperation: return RevocationWords::tr("Nobody uses it any more: the device is scrapped, the service shut down. The key itself is safe.");
    case RevocationReason::CertificateHold: return RevocationWords::tr("Relying servers refuse it at once, as if it were revoked, but this can be lifted by two officers.");
    case RevocationReason::RemoveFromCrl: return RevocationWords::tr("A suspension that was lifted; it stands in delta CRLs only.");
    case RevocationReason::PrivilegeWithdrawn: return RevocationWords::tr("What the certificate allowed was taken away, for example after a breach of the rules.");
    case RevocationReason::AaCompromise: return RevocationWords::tr("For attribute certificates only, which this house does not issue.");
    }
    Q_UNREACHABLE();
}

} // namespace hufu
