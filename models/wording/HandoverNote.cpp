// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/HandoverNote.h"

#include "models/base/CanonicalJson.h"
#include "models/wording/EmergencyText.h"
#include "models/wording/ReportParts.h"

#include <QCoreApplication>

namespace hufu {
namespace {

struct HandoverWords {
    Q_DECLARE_TR_FUNCTIONS(HandoverNote)
};

/// When something happened, and how long after the start.
QString handoverTime(const EmergencyRecord &record, const std::optional<Instant> &at, const QString &otherwise)
{
    if (!at)
        return otherwise;
    //: a time, and how long after the start of the emergency
    return HandoverWords::tr("%1 (%2 after the start)").arg(parts::moment(*at), EmergencyText::elapsed(*at - record.emergency.since));
}

QStringList handoverCertificates(const EmergencyRecord &record)
{
    if (record.lines.empty())
        return {HandoverWords::tr("Nothing was revoked or suspended yet.")};
    const auto count = [](std::size_t number) { return QString::number(number); };
    QStringList lines{HandoverWords::tr("%n certificate(s) revoked or suspended", nullptr, int(record.lines.size()))};
    lines += HandoverWords::tr("Decided: %1").arg(handoverTime(record, record.decidedAt(), HandoverWords::tr("not yet")));
    lines += HandoverWords::tr("In force: %1").arg(handoverTime(record, record.inForceAt(), HandoverWords::tr("NOT YET IN FORCE: %1 of %2").arg(count(record.requestedCount()), count(record.lines.size()))));
    lines += HandoverWords::tr("Verified: %1").arg(handoverTime(record, record.verifiedAt(), HandoverWords::tr("not yet: %1 of %2").arg(count(record.verifiedCount()), count(record.lines.size()))));
    std::size_t lacking = 0;
    for (const EmergencyRecord::Line &line : record.lines)
        lacking += line.lacksReplacement();
    if (lacking > 0)
        lines += HandoverWords::tr("Without a certificate now: %n.", nullptr, int(lacking));
    return lines;
}

/// Whoever still lets it in, or may do so.
QStringList handoverServers(const EmergencyRecord &record)
{
    QStringList lines;
    for (const EmergencyTrial::Line &line : record.tried ? record.tried->trial.lines : std::vector<EmergencyTrial::Line>()) {
        if (line.outcome != EntryOutcome::Refused)
            lines += QStringLiteral("%1 · %2 · %3").arg(qstr(line.endpoint), EmergencyText::way(line.way), EmergencyText::outcome(line.outcome));
    }
    for (const EmergencyRecord::Relying &one : record.relying) {
        if (!one.has)
            lines += HandoverWords::tr("%1 does not check with the new CRL yet. %2", "server, technical text").arg(qstr(one.server.name), qstr(one.server.trouble)).trimmed();
    }
    return lines;
}

QStringList handoverTasks(const EmergencyRecord &record)
{
    QStringList lines;
    for (const Emergency::Due &due : record.emergency.followUps) {
        if (due.answered == 0)
            lines += EmergencyText::task(due.what);
    }
    for (const Emergency::Asked &asked : record.emergency.asked) {
        if (!asked.revokedAt)
            lines += HandoverWords::tr("%1 was asked on %2 to revoke %3, and does not say so yet.", "CA, time, certificate")
                         .arg(qstr(asked.ca), parts::moment(asked.at), qstr(toHex(asked.certificate)).left(16));
    }
    if (!record.glassBroken.empty())
        lines += HandoverWords::tr("One officer acted alone, and nobody has reviewed that yet.");
    return lines;
}

} // namespace

QString HandoverNote::text(const EmergencyRecord &record)
{
    const EmergencyStart &form = record.emergency.form;
    QStringList lines{HandoverWords::tr("Emergency revocation: hand-over"), qstr(record.house.name), QString()};
    const auto section = [&lines](const QString &title, const QStringList &items) {
        lines << QString() << title;
        for (const QString &item : items)
            lines += QStringLiteral("- ") + item;
    };
    lines += HandoverWords::tr("Lost: %1").arg(EmergencyText::loss(form.loss));
    lines += HandoverWords::tr("Severity: %1").arg(EmergencyText::severity(form.severity));
    if (!form.caller.empty() || !form.report.empty())
        lines += HandoverWords::tr("Reported by %1: %2").arg(form.caller.empty() ? HandoverWords::tr("somebody") : qstr(form.caller), qstr(form.report));
    lines += HandoverWords::tr("Taken up by %1 on %2").arg(qstr(record.starter), parts::moment(record.emergency.since));
    //: a time, and how long after the start of the emergency
    lines += HandoverWords::tr("As of %1, %2 after the start").arg(parts::moment(record.readAt), EmergencyText::elapsed(record.readAt - record.emergency.since));
    section(HandoverWords::tr("What was done"), handoverCertificates(record));
    if (const QStringList servers = handoverServers(record); !servers.isEmpty())
        section(HandoverWords::tr("Servers that may still let it in"), servers);
    const QStringList tasks = handoverTasks(record);
    section(HandoverWords::tr("Left to do"), tasks.isEmpty() ? QStringList(record.emergency.isOpen() ? HandoverWords::tr("Nothing but to close it.") : HandoverWords::tr("Nothing: it is closed.")) : tasks);
    lines << QString() << HandoverWords::tr("Emergency number: %1").arg(qstr(form.id));
    return lines.join(u'\n') + u'\n';
}

QString HandoverNote::entry(const QString &to, const QString &remark)
{
    const QString handed = HandoverWords::tr("Handed over to %1.").arg(to);
    return remark.isEmpty() ? handed : handed + u' ' + remark;
}

} // namespace hufu
