// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/EmergencyText.h"

#include "models/base/CanonicalJson.h"

#include <QCoreApplication>

#include <algorithm>

namespace hufu {
namespace {

struct EmergencyWords {
    Q_DECLARE_TR_FUNCTIONS(EmergencyText)
};

} // namespace

QString EmergencyText::kind(LossKind kind)
{
    switch (kind) {
    case LossKind::Person: return EmergencyWords::tr("A person, by name or staff number");
    case LossKind::Card: return EmergencyWords::tr("A USBKey, by its number");
    case LossKind::Host: return EmergencyWords::tr("A computer or device, by its name");
    case LossKind::Key: return EmergencyWords::tr("A key, by its fingerprint or that of a certificate");
    case LossKind::Issuer: return EmergencyWords::tr("Everything of an issuer");
    case LossKind::Role: return EmergencyWords::tr("Everybody with a certificate role");
    case LossKind::Department: return EmergencyWords::tr("A whole department");
    case LossKind::Query: return EmergencyWords::tr("Whatever a query finds");
    }
    Q_UNREACHABLE();
}

QString EmergencyText::loss(const Loss &loss)
{
    const QString value = qstr(loss.value);
    switch (loss.kind) {
    case LossKind::Person: return EmergencyWords::tr("everything of %1", "a person").arg(value);
    case LossKind::Card: return EmergencyWords::tr("USBKey %1").arg(value);
    case LossKind::Host: return EmergencyWords::tr("the computer or device %1").arg(value);
    case LossKind::Key: return EmergencyWords::tr("the key %1").arg(value.left(16) + QStringLiteral("…"));
    case LossKind::Issuer: return EmergencyWords::tr("everything that “%1” issued").arg(value);
    case LossKind::Role: return EmergencyWords::tr("everybody with the certificate role “%1”").arg(value);
    case LossKind::Department: return EmergencyWords::tr("the department “%1”").arg(value);
    case LossKind::Query: return EmergencyWords::tr("what the query “%1” finds").arg(value);
    }
    Q_UNREACHABLE();
}

QString EmergencyText::severity(EmergencySeverity severity)
{
    switch (severity) {
    case EmergencySeverity::Unknown: return EmergencyWords::tr("not known yet", "severity");
    case EmergencySeverity::Minor: return EmergencyWords::tr("minor", "severity");
    case EmergencySeverity::Major: return EmergencyWords::tr("major", "severity");
    case EmergencySeverity::Critical: return EmergencyWords::tr("critical", "severity");
    }
    Q_UNREACHABLE();
}

QString EmergencyText::followUp(FollowUp what)
{
    switch (what) {
    case FollowUp::Cause: return EmergencyWords::tr("how it came about");
    case FollowUp::Informed: return EmergencyWords::tr("who was told");
    case FollowUp::Replacement: return EmergencyWords::tr("replacements");
    case FollowUp::Suspended: return EmergencyWords::tr("what becomes of the suspended ones");
    case FollowUp::Review: return EmergencyWords::tr("review of what one officer did alone");
    }
    Q_UNREACHABLE();
}

QString EmergencyText::task(FollowUp what)
{
    switch (what) {
    case FollowUp::Cause: return EmergencyWords::tr("Write down how it came about.");
    case FollowUp::Informed: return EmergencyWords::tr("Tell the departments and people concerned.");
    case FollowUp::Replacement: return EmergencyWords::tr("See to it that whoever needs a new certificate has one.");
    case FollowUp::Suspended: return EmergencyWords::tr("Decide on what is suspended: revoke it, or lift it with a second officer.");
    case FollowUp::Review: return EmergencyWords::tr("A second security administrator looks at what one did alone, and signs for it.");
    }
    Q_UNREACHABLE();
}

QString EmergencyText::elapsed(std::chrono::seconds time)
{
    const auto total = std::max<std::int64_t>(time.count(), 0);
    const QString rest = QStringLiteral("%1:%2").arg(total / 60 % 60, 2, 10, QLatin1Char('0')).arg(total % 60, 2, 10, QLatin1Char('0'));
    return total < 3600 ? rest : QStringLiteral("%1:%2").arg(total / 3600).arg(rest);
}

} // namespace hufu
