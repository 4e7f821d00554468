// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/JournalText.h"

#include "models/domain/Command.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace hufu {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(JournalText)
};

QString qstring(const std::string &utf8) { return QString::fromStdString(utf8); }

/// QLocale groups digits as the reader is used to.
QString number(std::uint64_t value) { return QLocale().toString(qulonglong(value)); }

int forPlural(std::uint64_t value) { return int(std::min<std::uint64_t>(value, 1'000'000'000)); }

} // namespace

QString JournalText::kind(const QString &kind)
{
    if (kind == QLatin1String(CommandKind::Found))
        return Text::tr("House founded");
    if (kind == QLatin1String(CommandKind::Import))
        return Text::tr("Certificates imported");
    if (kind == QLatin1String(CommandKind::SaveService))
        return Text::tr("Service saved");
    if (kind == QLatin1String(CommandKind::RemoveService))
        return Text::tr("Service removed");
    if (kind == QLatin1String(CommandKind::SetPolicy))
        return Text::tr("Policy changed");
    if (kind == QLatin1String(CommandKind::SaveCollection))
        return Text::tr("Saved filter stored");
    if (kind == QLatin1String(CommandKind::RemoveCollection))
        return Text::tr("Saved filter removed");
    if (kind == QLatin1String(CommandKind::ChangePassphrase))
        return Text::tr("Passphrase changed");
    if (kind == QLatin1String(CommandKind::Refused))
        return Text::tr("Command refused");
    return kind;
}

QStringList JournalText::kinds()
{
    return {QString::fromLatin1(CommandKind::Import),           QString::fromLatin1(CommandKind::SaveService),
            QString::fromLatin1(CommandKind::RemoveService),    QString::fromLatin1(CommandKind::SetPolicy),
            QString::fromLatin1(CommandKind::SaveCollection),   QString::fromLatin1(CommandKind::RemoveCollection),
            QString::fromLatin1(CommandKind::ChangePassphrase), QString::fromLatin1(CommandKind::Refused),
            QString::fromLatin1(CommandKind::Found)};
}

QString JournalText::sentence(const Entry &entry, const QString &actor)
{
    const QString who = actor.isEmpty() ? Text::tr("Somebody unknown") : actor;
    const QString subject = qstring(entry.subject);
    if (entry.kind == CommandKind::Found)
        return Text::tr("%1 founded the house “%2”.").arg(who, subject);
    if (entry.kind == CommandKind::Import)
        return Text::tr("%1 imported certificates from %2.").arg(who, subject);
    if (entry.kind == CommandKind::SaveService)
        return Text::tr("%1 saved the service “%2”.").arg(who, subject);
    if (entry.kind == CommandKind::RemoveService)
        return Text::tr("%1 removed the service “%2”.").arg(who, subject);
    if (entry.kind == CommandKind::SetPolicy)
        return Text::tr("%1 changed the policy.").arg(who);
    if (entry.kind == CommandKind::SaveCollection)
        return Text::tr("%1 stored the filter “%2”.").arg(who, subject);
    if (entry.kind == CommandKind::RemoveCollection)
        return Text::tr("%1 removed the filter “%2”.").arg(who, subject);
    if (entry.kind == CommandKind::ChangePassphrase)
        return Text::tr("%1 changed the own passphrase.").arg(who);
    if (entry.kind == CommandKind::Refused) {
        const QJsonObject outcome = QJsonDocument::fromJson(QByteArray::fromStdString(entry.outcome)).object();
        const QString reason = outcome.value(QLatin1String("reason")).toString();
        // A refused entry's subject is the kind of the command, empty when not even that could be read.
        return subject.isEmpty() ? Text::tr("A command by %1 was refused (%2).").arg(who, reason)
                                 : Text::tr("The command “%1” by %2 was refused (%3).").arg(kind(subject), who, reason);
    }
    return Text::tr("%1: %2 (%3)").arg(who, qstring(entry.kind), subject);
}

QString JournalText::breakText(const Break &found)
{
    const QString at = number(found.sequence);
    switch (found.kind) {
    case BreakKind::EntryChanged:
        return Text::tr("Entry #%1 was changed after it was written.").arg(at);
    case BreakKind::EntryMissing:
        return Text::tr("Entry #%1 is missing: it was removed.").arg(at);
    case BreakKind::OrderBroken:
        return Text::tr("Entry #%1 does not follow the one before it: an entry was inserted, replaced or moved.").arg(at);
    case BreakKind::TimeWentBack:
        return Text::tr("Entry #%1 is dated before the one it follows.").arg(at);
    case BreakKind::TailCut:
        return Text::tr("The journal is shorter than a checkpoint says: everything after entry #%1 was cut off.").arg(at);
    case BreakKind::CheckpointForged:
        return Text::tr("The checkpoint at entry #%1 was not signed by this house's authority.").arg(at);
    case BreakKind::CheckpointElsewhere:
        return Text::tr("The checkpoint at entry #%1 names another entry: this is a different history.").arg(at);
    case BreakKind::CommandInvalid:
        return Text::tr("The command of entry #%1 is not validly signed, or does not fit the entry.").arg(at);
    case BreakKind::SignerNotRegistered:
        return Text::tr("The command of entry #%1 was signed by somebody who was not registered.").arg(at);
    case BreakKind::BlobMissing:
        return Text::tr("A certificate that entry #%1 names is not stored any more.").arg(at);
    case BreakKind::BlobChanged:
        return Text::tr("A stored certificate is not the one that entry #%1 names.").arg(at);
    case BreakKind::ProjectionDiffers:
        return Text::tr("A row of the inventory is not what entry #%1 says.").arg(at);
    }
    Q_UNREACHABLE();
}

QStringList JournalText::broken(const VerificationReport &report)
{
    QStringList sentences;
    for (const Break &found : report.breaks)
        sentences += breakText(found);
    return sentences;
}

QStringList JournalText::proven(const VerificationReport &report, bool signatures)
{
    if (!report.intact())
        return {};
    QStringList sentences;
    sentences += Text::tr("All %n entries are unchanged, complete and in their order.", nullptr, forPlural(report.entries));
    if (report.outsideCheckpoint)
        sentences += Text::tr("The authority's checkpoint, kept beside the database, vouches for every entry up to #%1.")
                         .arg(number(report.outsideCheckpoint->sequence));
    if (report.blobs > 0)
        sentences += Text::tr("%n stored certificates are those that were imported.", nullptr, forPlural(report.blobs));
    if (signatures)
        sentences += Text::tr("%n commands were signed by the officers named in them.", nullptr, forPlural(report.signatures));
    return sentences;
}

QStringList JournalText::unproven(const VerificationReport &report, bool signatures)
{
    QStringList sentences;
    if (!report.outsideCheckpoint)
        sentences += Text::tr("There is no checkpoint beside the database: entries cut off at the end would not show.");
    else if (const Sequence beyond = report.beyondCheckpoint(); beyond > 0)
        sentences += Text::tr("%n newest entries are chained, but no checkpoint outside the database vouches for them yet.", nullptr,
                              forPlural(beyond));
    if (!signatures)
        sentences += Text::tr("The officers' signatures were not checked this time.");
    sentences += Text::tr("Whether database and checkpoint were both put back to an older state cannot be proven without a witness.");
    return sentences;
}

} // namespace hufu
