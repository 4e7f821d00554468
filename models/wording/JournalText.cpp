// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/JournalText.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Card.h"
#include "models/domain/Command.h"
#include "models/domain/Emergency.h"
#include "models/domain/EmergencyTrial.h"
#include "models/domain/Person.h"
#include "models/domain/Request.h"
#include "models/wording/EmergencyText.h"
#include "models/wording/ErrorText.h"
#include "models/wording/RevocationText.h"
#include "models/wording/RoleText.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace hufu {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(JournalText)
};

/// In the order in which people look for them.
constexpr std::pair<const char *, const char *> titles[] = {
    {CommandKind::Import, QT_TRANSLATE_NOOP("JournalText", "Certificates imported")},
    {CommandKind::SubmitRequest, QT_TRANSLATE_NOOP("JournalText", "Request submitted")},
    {CommandKind::ReviewRequests, QT_TRANSLATE_NOOP("JournalText", "Requests reviewed")},
    {CommandKind::WithdrawRequest, QT_TRANSLATE_NOOP("JournalText", "Request withdrawn")},
    {CommandKind::Issue, QT_TRANSLATE_NOOP("JournalText", "Certificate issued")},
    {CommandKind::Revoke, QT_TRANSLATE_NOOP("JournalText", "Certificates revoked or suspended")},
    {CommandKind::Resume, QT_TRANSLATE_NOOP("JournalText", "Suspension lifted")},
    {CommandKind::ProveRevocation, QT_TRANSLATE_NOOP("JournalText", "Revocation verified")},
    {CommandKind::StartEmergency, QT_TRANSLATE_NOOP("JournalText", "Emergency started")},
    {CommandKind::NoteEmergency, QT_TRANSLATE_NOOP("JournalText", "Emergency: noted")},
    {CommandKind::TryInEmergency, QT_TRANSLATE_NOOP("JournalText", "Emergency: tried with the canary")},
    {CommandKind::AskForeignCa, QT_TRANSLATE_NOOP("JournalText", "Emergency: another CA asked")},
    {CommandKind::HearForeignCa, QT_TRANSLATE_NOOP("JournalText", "Emergency: another CA has revoked")},
    {CommandKind::CloseEmergency, QT_TRANSLATE_NOOP("JournalText", "Emergency closed")},
    {CommandKind::PublishCrl, QT_TRANSLATE_NOOP("JournalText", "CRL published")},
    {CommandKind::CreateCa, QT_TRANSLATE_NOOP("JournalText", "CA ordered")},
    {CommandKind::CertifyCa, QT_TRANSLATE_NOOP("JournalText", "CA made")},
    {CommandKind::CertifyResponder, QT_TRANSLATE_NOOP("JournalText", "OCSP responder certified")},
    {CommandKind::AddPerson, QT_TRANSLATE_NOOP("JournalText", "Person registered")},
    {CommandKind::ChangePerson, QT_TRANSLATE_NOOP("JournalText", "Person changed")},
    {CommandKind::RekeyOfficer, QT_TRANSLATE_NOOP("JournalText", "Officer's signing key replaced")},
    {CommandKind::DeactivatePerson, QT_TRANSLATE_NOOP("JournalText", "Person deactivated")},
    {CommandKind::CertifyOfficer, QT_TRANSLATE_NOOP("JournalText", "Officer's key certified")},
    {CommandKind::RecoverKey, QT_TRANSLATE_NOOP("JournalText", "Key recovered from escrow")},
    {CommandKind::DepositKey, QT_TRANSLATE_NOOP("JournalText", "Key taken over into escrow")},
    {CommandKind::PlanCeremony, QT_TRANSLATE_NOOP("JournalText", "Key ceremony planned")},
    {CommandKind::PresentAtCeremony, QT_TRANSLATE_NOOP("JournalText", "Presence at a key ceremony signed")},
    {CommandKind::SealBackup, QT_TRANSLATE_NOOP("JournalText", "Keys encrypted for a backup")},
    {CommandKind::RestoreBackup, QT_TRANSLATE_NOOP("JournalText", "Keys restored from a backup")},
    {CommandKind::MakeBackup, QT_TRANSLATE_NOOP("JournalText", "House backed up")},
    {CommandKind::StepCeremony, QT_TRANSLATE_NOOP("JournalText", "Step of a key ceremony done")},
    {CommandKind::CloseCeremony, QT_TRANSLATE_NOOP("JournalText", "Key ceremony closed")},
    {CommandKind::AbortCeremony, QT_TRANSLATE_NOOP("JournalText", "Key ceremony aborted")},
    {CommandKind::RecordCeremony, QT_TRANSLATE_NOOP("JournalText", "Minutes of a key ceremony signed")},
    {CommandKind::FileCeremony, QT_TRANSLATE_NOOP("JournalText", "Document of a key ceremony filed")},
    {CommandKind::EnrolCustodian, QT_TRANSLATE_NOOP("JournalText", "Custodian's key put forward")},
    {CommandKind::CertifyCustodian, QT_TRANSLATE_NOOP("JournalText", "Custodian's key certified")},
    {CommandKind::EnrolWorkstation, QT_TRANSLATE_NOOP("JournalText", "Workstation enrolled")},
    {CommandKind::RevokeWorkstation, QT_TRANSLATE_NOOP("JournalText", "Workstation shut out")},
    {CommandKind::EnrolRelying, QT_TRANSLATE_NOOP("JournalText", "Relying server enrolled")},
    {CommandKind::ReportRelying, QT_TRANSLATE_NOOP("JournalText", "Relying server reported")},
    {CommandKind::OrderCard, QT_TRANSLATE_NOOP("JournalText", "USBKey ordered")},
    {CommandKind::RequestCard, QT_TRANSLATE_NOOP("JournalText", "Keys made on a USBKey")},
    {CommandKind::CertifyCard, QT_TRANSLATE_NOOP("JournalText", "Keys of a USBKey certified")},
    {CommandKind::IssueCard, QT_TRANSLATE_NOOP("JournalText", "USBKey handed over")},
    {CommandKind::ChangeCard, QT_TRANSLATE_NOOP("JournalText", "USBKey's state changed")},
    {CommandKind::UnlockCard, QT_TRANSLATE_NOOP("JournalText", "PUK released")},
    {CommandKind::CardUnlocked, QT_TRANSLATE_NOOP("JournalText", "USBKey unlocked")},
    {CommandKind::AbandonCard, QT_TRANSLATE_NOOP("JournalText", "Order of a USBKey lapsed")},
    {CommandKind::ReviewTemporary, QT_TRANSLATE_NOOP("JournalText", "Temporary USBKey reviewed")},
    {CommandKind::StockCard, QT_TRANSLATE_NOOP("JournalText", "USBKey taken into stock")},
    {CommandKind::SaveRole, QT_TRANSLATE_NOOP("JournalText", "Certificate role saved")},
    {CommandKind::RemoveRole, QT_TRANSLATE_NOOP("JournalText", "Certificate role removed")},
    {CommandKind::RenewWorkstation, QT_TRANSLATE_NOOP("JournalText", "Workstation's certificate renewed")},
    {CommandKind::LeavePending, QT_TRANSLATE_NOOP("JournalText", "Left for others to sign")},
    {CommandKind::WithdrawPending, QT_TRANSLATE_NOOP("JournalText", "Taken back before all had signed")},
    {CommandKind::DeclinePending, QT_TRANSLATE_NOOP("JournalText", "Signature declined")},
    {CommandKind::SaveService, QT_TRANSLATE_NOOP("JournalText", "Service saved")},
    {CommandKind::RemoveService, QT_TRANSLATE_NOOP("JournalText", "Service removed")},
    {CommandKind::SetPolicy, QT_TRANSLATE_NOOP("JournalText", "Policy changed")},
    {CommandKind::SaveCollection, QT_TRANSLATE_NOOP("JournalText", "Saved filter stored")},
    {CommandKind::RemoveCollection, QT_TRANSLATE_NOOP("JournalText", "Saved filter removed")},
    {CommandKind::ChangePassphrase, QT_TRANSLATE_NOOP("JournalText", "Passphrase changed")},
    {CommandKind::Refused, QT_TRANSLATE_NOOP("JournalText", "Command refused")},
    {CommandKind::EndPilot, QT_TRANSLATE_NOOP("JournalText", "Pilot mode ended")},
    {CommandKind::Found, QT_TRANSLATE_NOOP("JournalText", "House founded")},
};

/// QLocale groups digits as the reader is used to.
QString number(std::uint64_t value) { return QLocale().toString(qulonglong(value)); }

int forPlural(std::uint64_t value) { return int(std::min<std::uint64_t>(value, 1'000'000'000)); }

QJsonObject outcomeOf(const Entry &entry) { return QJsonDocument::fromJson(QByteArray::fromStdString(entry.outcome)).object(); }

QString nameOf(const std::string &id, const EntryNames &names)
{
    const auto known = names.find(id);
    return qstr(known == names.end() ? id : known->second);
}

/// What reviewers did, as their entry's outcome shows it: approving changes the state or leaves approvals missing, a comment does neither.
Verdict verdictOf(const QJsonObject &outcome)
{
    const QJsonArray lines = outcome.value(QLatin1String("requests")).toArray();
    const auto any = [&](RequestState state) {
        return std::ranges::any_of(lines, [&](const QJsonValue &line) {
            return line.toObject().value(QLatin1String("state")).toString() == QLatin1String(requestStateName(state));
        });
    };
    const bool missing
        = std::ranges::any_of(lines, [](const QJsonValue &line) { return line.toObject().value(QLatin1String("missing")).toInt() > 0; });
    if (missing || outcome.contains(QLatin1String("approvalLapses")))
        return Verdict::Approve;
    if (any(RequestState::Rejected))
        return Verdict::Reject;
    return any(RequestState::Returned) ? Verdict::Return : Verdict::Comment;
}

/// The names that a request asks for, else its subject, as the outcome of submitting it says.
QString askedFor(const QJsonObject &outcome)
{
    QStringList names;
    for (const QJsonValue name : outcome.value(QLatin1String("names")).toArray())
        names += name.toString();
    return names.isEmpty() ? outcome.value(QLatin1String("subject")).toString() : names.join(QStringLiteral(", "));
}

QString rolesIn(const QJsonObject &payload)
{
    std::set<Role> roles;
    for (const QJsonValue name : payload.value(QLatin1String("roles")).toArray()) {
        if (const Result<Role> role = roleFromName(utf8(name.toString())))
            roles.insert(*role);
    }
    return roles.empty() ? Text::tr("no role") : rolesText(roles);
}

QString reviewed(const Entry &entry, const QString &who, const QString &subject, const QString &reason)
{
    switch (verdictOf(outcomeOf(entry))) {
    case Verdict::Approve:
        return reason.isEmpty() ? Text::tr("%1 approved the request for %2.").arg(who, subject)
                                : Text::tr("%1 approved the request for %2: “%3”.").arg(who, subject, reason);
    case Verdict::Reject: return Text::tr("%1 rejected the request for %2: “%3”.").arg(who, subject, reason);
    case Verdict::Return: return Text::tr("%1 returned the request for %2 to be changed: “%3”.").arg(who, subject, reason);
    case Verdict::Comment: return Text::tr("%1 commented on the request for %2: “%3”.").arg(who, subject, reason);
    }
    Q_UNREACHABLE();
}

/// What was asked for, and that the key is in escrow where it is.
QString inEscrow(const QJsonObject &payload, const QString &asked)
{
    const QJsonObject escrow = payload.value(QLatin1String("escrow")).toObject();
    const auto holders = static_cast<int>(escrow.value(QLatin1String("shares")).toArray().size());
    return escrow.isEmpty() ? asked
                            //: %1 a whole sentence, %2 how many of the custodians are needed
                            : Text::tr("%1 Its key is in escrow with %n custodian(s), %2 of whom recover it.", nullptr, holders)
                                  .arg(asked, number(static_cast<std::uint64_t>(escrow.value(QLatin1String("needed")).toInt())));
}

/// What `card.change` did: one whole sentence for each state.
QString cardChanged(const QJsonObject &payload, const QString &who, const QString &card)
{
    const QString note = payload.value(QLatin1String("note")).toString();
    const Result<CardState> to = cardStateFromName(utf8(payload.value(QLatin1String("to")).toString()));
    switch (to.value_or(CardState::Issuing)) {
    case CardState::InStock: return Text::tr("%1 wiped the USBKey %2 and took it into stock: “%3”.").arg(who, card, note);
    case CardState::Issued: return Text::tr("%1 lifted the suspension of the USBKey %2: “%3”.").arg(who, card, note);
    case CardState::Suspended: return Text::tr("%1 suspended the USBKey %2: “%3”.").arg(who, card, note);
    case CardState::Lost: return Text::tr("%1 reported the USBKey %2 lost: “%3”. Its certificates are revoked.").arg(who, card, note);
    case CardState::Returned: return Text::tr("%1 took the USBKey %2 back: “%3”. Its certificates are revoked.").arg(who, card, note);
    case CardState::Destroyed: return Text::tr("%1 noted that the USBKey %2 was destroyed: “%3”.").arg(who, card, note);
    case CardState::Issuing: break;
    }
    return {};
}

/// Entries of certificate roles and USBKeys; empty for others.
QString cardSentence(const Entry &entry, const QString &who, const QString &subject, const QJsonObject &payload)
{
    if (entry.kind == CommandKind::SaveRole)
        return Text::tr("%1 saved the certificate role “%2”.").arg(who, subject);
    if (entry.kind == CommandKind::RemoveRole)
        return Text::tr("%1 removed the certificate role “%2”.").arg(who, subject);
    if (entry.kind == CommandKind::StockCard)
        return Text::tr("%1 took the USBKey %2 into stock.").arg(who, subject);
    if (entry.kind == CommandKind::OrderCard) {
        const QString holder = payload.value(QLatin1String("holder")).toObject().value(QLatin1String("name")).toString();
        const QString role = payload.value(QLatin1String("roleName")).toString();
        if (const int hours = payload.value(QLatin1String("hours")).toInt(); hours > 0)
            return Text::tr("%1 alone ordered the temporary USBKey %2 for %3, role “%4”, for %n hour(s): “%5”.", nullptr, hours)
                .arg(who, subject, holder, role, payload.value(QLatin1String("note")).toString());
        return payload.value(QLatin1String("kind")).toString() == QLatin1String(requestKindName(RequestKind::Renew))
            ? Text::tr("%1 ordered further certificates for the USBKey %2 of %3, role “%4”.").arg(who, subject, holder, role)
            : Text::tr("%1 ordered the USBKey %2 for %3, role “%4”.").arg(who, subject, holder, role);
    }
    if (entry.kind == CommandKind::RequestCard) {
        const QString attested = outcomeOf(entry).value(QLatin1String("attestation")).toString();
        if (attested == QLatin1String("verified"))
            return Text::tr("%1 put forward the keys that the USBKey %2 made; its maker vouches for them.").arg(who, subject);
        if (attested == QLatin1String("not checked"))
            return Text::tr("%1 put forward the keys that the USBKey %2 made. What its maker attests is kept and was not checked: the policy names no maker.").arg(who, subject);
        return Text::tr("%1 put forward the keys that the USBKey %2 made.").arg(who, subject);
    }
    if (entry.kind == CommandKind::CertifyCard)
        return Text::tr("The authority certified the keys of the USBKey %1.").arg(subject);
    if (entry.kind == CommandKind::IssueCard)
        return Text::tr("%1 handed over the USBKey %2, which proved its key by a signature.").arg(who, subject);
    if (entry.kind == CommandKind::ChangeCard)
        return cardChanged(payload, who, subject);
    if (entry.kind == CommandKind::UnlockCard)
        return Text::tr("%1 and a colleague released the PUK of the USBKey %2: “%3”.").arg(who, subject, payload.value(QLatin1String("note")).toString());
    if (entry.kind == CommandKind::CardUnlocked)
        return Text::tr("%1 unlocked the USBKey %2; it has a new PUK.").arg(who, subject);
    if (entry.kind == CommandKind::ReviewTemporary) {
        const QString note = payload.value(QLatin1String("note")).toString();
        return payload.value(QLatin1String("objects")).toBool() ? Text::tr("%1 reviewed the temporary USBKey %2 and objects: “%3”.").arg(who, subject, note)
                                                                : Text::tr("%1 reviewed the temporary USBKey %2; it is in order: “%3”.").arg(who, subject, note);
    }
    if (entry.kind == CommandKind::AbandonCard)
        return Text::tr("Nobody finished the order of the USBKey %1 in time. What was certified for it is revoked.").arg(subject);
    return {};
}

/// Entries of emergencies; empty for others.
QString emergencySentence(const Entry &entry, const QString &who, const QString &subject, const QJsonObject &payload)
{
    const auto text = [&](const char *member) { return payload.value(QLatin1String(member)).toString(); };
    if (entry.kind == CommandKind::StartEmergency) {
        const Result<LossKind> kind = lossKindFromName(utf8(text("loss")));
        const QString lost = kind ? EmergencyText::loss({*kind, utf8(text("value"))}) : text("value");
        if (outcomeOf(entry).contains(QLatin1String("joins")))
            return Text::tr("%1 started the same emergency at another desk and joined it: %2.").arg(who, lost);
        return text("caller").isEmpty() ? Text::tr("%1 started an emergency: %2.").arg(who, lost)
                                        : Text::tr("%1 started an emergency: %2. %3 had called.").arg(who, lost, text("caller"));
    }
    if (entry.kind == CommandKind::NoteEmergency) {
        const Result<FollowUp> what = followUpFromName(utf8(text("answers")));
        return what ? Text::tr("%1 answered in the emergency “%2”, %3: “%4”.").arg(who, subject, EmergencyText::followUp(*what), text("text"))
                    : Text::tr("%1 noted in the emergency “%2”: “%3”.").arg(who, subject, text("text"));
    }
    if (entry.kind == CommandKind::AskForeignCa)
        return Text::tr("%1 asked %2 in the emergency “%3” to revoke its certificate %4: “%5”.").arg(who, text("ca"), subject, text("certificate").left(16), text("text"));
    if (entry.kind == CommandKind::HearForeignCa)
        return Text::tr("%1 saw in the emergency “%2” that the certificate %3 is revoked by its CA, at %4.").arg(who, subject, text("certificate").left(16), text("url"));
    if (entry.kind == CommandKind::TryInEmergency) {
        const Result<EmergencyTrial> trial = emergencyTrialFromJson(payload);
        const EmergencyTrial::Line *accepted = trial ? trial->accepted() : nullptr;
        if (accepted)
            return Text::tr("%1 tried with the canary in the emergency “%2”: %3 still let it in.").arg(who, subject, qstr(accepted->endpoint));
        if (trial && trial->isOpen())
            return Text::tr("%1 tried with the canary in the emergency “%2”: %3.").arg(who, subject, EmergencyText::tally(*trial));
        return trial && trial->isRefused() ? Text::tr("%1 tried with the canary in the emergency “%2”: whoever let it in before refuses it now.").arg(who, subject)
                                           : Text::tr("%1 tried with the canary in the emergency “%2”: no server had let it in before, so nothing is proven.").arg(who, subject);
    }
    if (entry.kind == CommandKind::CloseEmergency)
        return Text::tr("%1 closed the emergency “%2”: “%3”.").arg(who, subject, text("text"));
    return {};
}

/// Entries of key ceremonies; empty for others.
QString ceremonySentence(const Entry &entry, const QString &who, const QString &subject, const QJsonObject &payload)
{
    const auto text = [&](const char *member) { return payload.value(QLatin1String(member)).toString(); };
    const auto count = [&](const char *member) { return int(payload.value(QLatin1String(member)).toArray().size()); };
    if (entry.kind == CommandKind::PlanCeremony)
        //: %1 a person, %2 the number of a ceremony, %3 how many custodians are needed together
        return Text::tr("%1 planned the key ceremony %2 with %n custodian(s), %3 of whom are needed together.", nullptr, count("custodians"))
            .arg(who, subject, number(static_cast<std::uint64_t>(payload.value(QLatin1String("needed")).toInt())));
    if (entry.kind == CommandKind::PresentAtCeremony) {
        if (text("phase") == QLatin1String("opening"))
            return Text::tr("%1 signed the roll call of the key ceremony %2.").arg(who, subject);
        return text("proof").isEmpty() ? Text::tr("%1 signed at the end of the key ceremony %2.").arg(who, subject)
                                       : Text::tr("%1 opened the own share and signed at the end of the key ceremony %2.").arg(who, subject);
    }
    if (entry.kind == CommandKind::StepCeremony) {
        const QString step = number(static_cast<std::uint64_t>(payload.value(QLatin1String("number")).toInt()));
        return text("exception").isEmpty() ? Text::tr("%1 noted step %2 of the key ceremony %3 as done.").arg(who, step, subject)
                                           : Text::tr("%1 noted step %2 of the key ceremony %3 as done, with an exception: “%4”.").arg(who, step, subject, text("exception"));
    }
    if (entry.kind == CommandKind::CloseCeremony)
        return Text::tr("%1 and the witness closed the key ceremony %2.").arg(who, subject);
    if (entry.kind == CommandKind::AbortCeremony)
        return Text::tr("%1 aborted the key ceremony %2: “%3”.").arg(who, subject, text("reason"));
    if (entry.kind == CommandKind::FileCeremony)
        return Text::tr("%1 filed the document “%3” of the key ceremony %2 by its hash.").arg(who, subject, text("title"));
    if (entry.kind == CommandKind::SealBackup) {
        const QJsonObject manifest = payload.value(QLatin1String("manifest")).toObject();
        return Text::tr("The authority encrypted %n key(s) in the key ceremony %1 and dealt the shares.", nullptr, int(manifest.value(QLatin1String("keys")).toArray().size()))
            .arg(subject);
    }
    if (entry.kind == CommandKind::MakeBackup)
        return Text::tr("The authority backed up the whole house, encrypted to its custodians.");
    if (entry.kind == CommandKind::RestoreBackup)
        return Text::tr("The authority took %n key(s) back in the key ceremony %1; each proved itself by a signature.", nullptr, count("keys")).arg(subject);
    if (entry.kind == CommandKind::RecordCeremony)
        return Text::tr("The authority signed the minutes of the key ceremony %1.").arg(subject);
    return {};
}

/// Why the authority refused, in people's words where the reason is known.
QString refusal(const QJsonObject &outcome)
{
    const QString reason = outcome.value(QLatin1String("reason")).toString();
    for (int code = 0; code <= int(ErrorCode::Internal); ++code) {
        if (reason != QLatin1String(errorName(ErrorCode(code))))
            continue;
        QString said = errorText(Error{ErrorCode(code), {}, {}, {}}).whatHappened;
        while (said.endsWith(u'.') || said.endsWith(u'。'))
            said.chop(1);
        return said;
    }
    return reason;
}

} // namespace

QString JournalText::kind(const QString &kind)
{
    for (const auto &[name, title] : titles) {
        if (kind == QLatin1String(name))
            return Text::tr(title);
    }
    return kind;
}

QStringList JournalText::kinds()
{
    QStringList names;
    for (const auto &[name, title] : titles)
        names += QString::fromLatin1(name);
    return names;
}

QString JournalText::what(const Entry &entry)
{
    if (entry.kind != CommandKind::ReviewRequests)
        return kind(qstr(entry.kind));
    switch (verdictOf(outcomeOf(entry))) {
    case Verdict::Approve: return Text::tr("Requests approved");
    case Verdict::Reject: return Text::tr("Requests rejected");
    case Verdict::Return: return Text::tr("Requests returned for change");
    case Verdict::Comment: return Text::tr("Requests commented on");
    }
    Q_UNREACHABLE();
}

QString JournalText::about(const Entry &entry, const EntryNames &names)
{
    if (entry.kind == CommandKind::Refused) // its subject is the kind of the command, empty when not even that could be read
        return entry.subject.empty() ? QString() : kind(qstr(entry.subject));
    if (entry.kind == CommandKind::SubmitRequest) {
        const QString asked = askedFor(outcomeOf(entry));
        return asked.isEmpty() ? nameOf(entry.subject, names) : asked;
    }
    static constexpr std::string_view ofMany[] = {CommandKind::Import, CommandKind::ReviewRequests, CommandKind::Revoke, CommandKind::Resume,
                                                  CommandKind::ProveRevocation};
    if (std::ranges::find(ofMany, entry.kind) == std::end(ofMany))
        return nameOf(entry.subject, names);
    static const QRegularExpression many(QStringLiteral("^(.*) \\+(\\d+)$"));
    const QRegularExpressionMatch match = many.match(qstr(entry.subject));
    return match.hasMatch() ? Text::tr("%1 and %n more", nullptr, match.captured(2).toInt()).arg(nameOf(utf8(match.captured(1)), names))
                            : nameOf(entry.subject, names);
}

QString JournalText::sentence(const Entry &entry, const QString &actor, const QJsonObject &payload, const EntryNames &names)
{
    const QString who = actor.isEmpty() ? Text::tr("Somebody unknown") : actor;
    const QString subject = about(entry, names);
    const auto text = [&](const char *member) { return payload.value(QLatin1String(member)).toString(); };
    const auto named = [&](const char *member) { return nameOf(utf8(text(member)), names); };
    if (entry.kind == CommandKind::Found)
        return payload.value(QLatin1String("pilot")).toBool() ? Text::tr("%1 founded the house “%2” alone, in pilot mode.").arg(who, subject)
                                                            : Text::tr("%1 founded the house “%2”.").arg(who, subject);
    if (entry.kind == CommandKind::EndPilot)
        return Text::tr("%1 and two other administrators ended pilot mode. %n act(s) that lacked a second signature were answered for.", nullptr,
                        int(payload.value(QLatin1String("acts")).toArray().size()))
            .arg(who);
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
    if (entry.kind == CommandKind::AddPerson)
        return Text::tr("%1 registered %2 as %3.").arg(who, subject, rolesIn(payload));
    if (entry.kind == CommandKind::ChangePerson)
        return Text::tr("%1 changed what %2 may do: %3.").arg(who, subject, rolesIn(payload));
    if (entry.kind == CommandKind::RekeyOfficer) {
        if (payload.contains(QLatin1String("card")))
            return Text::tr("%1 registered that %2 signs with the USBKey %3 from now on.").arg(who, subject, text("card"));
        return Text::tr("%1 registered a new signing key of %2, under a passphrase: “%3”.").arg(who, subject, text("reason"));
    }
    if (entry.kind == CommandKind::DeactivatePerson)
        return Text::tr("%1 deactivated %2: “%3”.").arg(who, subject, text("reason"));
    if (entry.kind == CommandKind::CertifyOfficer)
        return Text::tr("The authority certified the signing key of %1.").arg(subject);
    if (entry.kind == CommandKind::EnrolCustodian)
        return Text::tr("%1 put forward the own key that shares of escrowed keys are encrypted to.").arg(who);
    if (entry.kind == CommandKind::CertifyCustodian)
        return Text::tr("The authority certified the key to which %1's shares of escrowed keys are encrypted.").arg(subject);
    if (entry.kind == CommandKind::EnrolWorkstation)
        return Text::tr("The authority enrolled the workstation “%1”.").arg(subject);
    if (entry.kind == CommandKind::EnrolRelying)
        return Text::tr("The authority enrolled the relying server “%1”.").arg(subject);
    if (entry.kind == CommandKind::ReportRelying)
        return text("trouble").isEmpty() ? Text::tr("The relying server “%1” checks with the newest CRLs that it was given.").arg(subject)
                                         : Text::tr("The relying server “%1” reported trouble with its CRLs: “%2”.").arg(subject, text("trouble"));
    if (entry.kind == CommandKind::RenewWorkstation)
        return Text::tr("The authority renewed the certificate of the workstation “%1”.").arg(subject);
    if (entry.kind == CommandKind::LeavePending) {
        const QString what = kind(text("kind"));
        return subject.isEmpty() ? Text::tr("%1 signed “%2”, which waits for others to sign it too.").arg(who, what)
                                 : Text::tr("%1 signed “%2” about %3, which waits for others to sign it too.").arg(who, what, subject);
    }
    if (entry.kind == CommandKind::DeclinePending)
        return Text::tr("%1 declined to sign “%2”: “%3”.").arg(who, kind(text("kind")), text("reason"));
    if (entry.kind == CommandKind::WithdrawPending) {
        const QString what = kind(text("kind"));
        return subject.isEmpty() ? Text::tr("%1 took back “%2” before all had signed it.").arg(who, what)
                                 : Text::tr("%1 took back “%2” about %3 before all had signed it.").arg(who, what, subject);
    }
    if (entry.kind == CommandKind::RevokeWorkstation)
        return Text::tr("%1 shut out the workstation “%2”: “%3”.").arg(who, subject, text("reason"));
    if (const QString said = emergencySentence(entry, who, subject, payload); !said.isEmpty())
        return said;
    if (const QString said = cardSentence(entry, who, subject, payload); !said.isEmpty())
        return said;
    if (const QString said = ceremonySentence(entry, who, subject, payload); !said.isEmpty())
        return said;
    if (entry.kind == CommandKind::SubmitRequest)
        return inEscrow(payload, Text::tr("%1 asked for a certificate for %2, service “%3”, for %n day(s).", nullptr, payload.value(QLatin1String("days")).toInt())
                                     .arg(who, subject, outcomeOf(entry).value(QLatin1String("service")).toString()));
    if (entry.kind == CommandKind::RecoverKey)
        return Text::tr("%1 and other custodians recovered the key of %2 from escrow: “%3”.").arg(who, subject, text("reason"));
    if (entry.kind == CommandKind::DepositKey)
        return inEscrow(payload, Text::tr("%1 took over the key of %2.").arg(who, subject));
    if (entry.kind == CommandKind::ReviewRequests)
        return reviewed(entry, who, subject, text("reason"));
    if (entry.kind == CommandKind::WithdrawRequest)
        return Text::tr("%1 withdrew the request for %2.").arg(who, subject);
    if (entry.kind == CommandKind::CreateCa)
        return Text::tr("%1 ordered the CA “%2”.").arg(who, subject);
    if (entry.kind == CommandKind::CertifyCa)
        return Text::tr("The authority made the key and the certificate of the CA “%1”.").arg(subject);
    if (entry.kind == CommandKind::CertifyResponder)
        return Text::tr("The authority certified an OCSP responder of the CA “%1”.").arg(subject);
    if (entry.kind == CommandKind::Issue)
        return Text::tr("The authority issued the certificate for %1 with the CA “%2”.").arg(subject, named("ca"));
    if (entry.kind == CommandKind::PublishCrl)
        return Text::tr("The authority published CRL %1 of the CA “%2”.").arg(QString::number(payload.value(QLatin1String("number")).toInteger()), subject);
    if (entry.kind == CommandKind::Revoke) {
        const Result<RevocationReason> reason = revocationReasonFromName(utf8(text("reason")));
        const QString why = reason ? RevocationText::reason(*reason) : text("reason");
        const bool held = reason && *reason == RevocationReason::CertificateHold;
        if (payload.value(QLatin1String("breakGlass")).toBool())
            return Text::tr("BREAK-GLASS: %1 suspended the certificate of %2 alone, without a second officer.").arg(who, subject);
        if (text("note").isEmpty())
            return held ? Text::tr("%1 suspended the certificate of %2.").arg(who, subject)
                        : Text::tr("%1 revoked the certificate of %2 (%3).").arg(who, subject, why);
        if (held)
            return Text::tr("%1 suspended the certificate of %2: “%3”.").arg(who, subject, text("note"));
        return Text::tr("%1 revoked the certificate of %2 (%3): “%4”.").arg(who, subject, why, text("note"));
    }
    if (entry.kind == CommandKind::Resume)
        return Text::tr("%1 lifted the suspension of the certificate of %2: “%3”.").arg(who, subject, text("note"));
    if (entry.kind == CommandKind::ProveRevocation)
        return Text::tr("%1 saw that relying parties are told of the revocation of %2 (CRL %3).")
            .arg(who, subject, QString::number(payload.value(QLatin1String("crl")).toObject().value(QLatin1String("number")).toInteger()));
    if (entry.kind == CommandKind::Refused) {
        const QString reason = refusal(outcomeOf(entry));
        return subject.isEmpty() ? Text::tr("A command by %1 was refused (%2).").arg(who, reason)
                                 : Text::tr("The command “%1” by %2 was refused (%3).").arg(subject, who, reason);
    }
    return Text::tr("%1: %2 (%3)").arg(who, qstr(entry.kind), subject);
}

QStringList JournalText::waived(const Entry &entry)
{
    QStringList sentences;
    for (const QJsonValue rule : outcomeOf(entry).value(QLatin1String("waived")).toArray()) {
        const QString name = rule.toString();
        if (name == QLatin1String("second-signer"))
            sentences += Text::tr("Pilot mode did without the second signature.");
        else if (name == QLatin1String("second-approver"))
            sentences += Text::tr("Pilot mode did without the second approval.");
        else if (name == QLatin1String("self-approval"))
            sentences += Text::tr("Pilot mode let the applicant decide on the own request.");
        else if (name == QLatin1String("separation"))
            sentences += Text::tr("Pilot mode let one person hold roles that exclude each other.");
        else if (name == QLatin1String("own-card"))
            sentences += Text::tr("Pilot mode let somebody decide about the own USBKey.");
        else if (name == QLatin1String("self-decision"))
            sentences += Text::tr("Pilot mode let somebody decide about what they had done themselves.");
        else
            sentences += Text::tr("Pilot mode waived a rule: %1.").arg(name);
    }
    return sentences;
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
    case BreakKind::Forked:
        return Text::tr("The command of entry #%1 was signed by somebody who had been shown another history than the one that stands here.").arg(at);
    case BreakKind::NewerRelease:
        return Text::tr("Entry #%1 was written by a newer version of Hufu; this version cannot tell whether it is right.").arg(at);
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
    case BreakKind::EscrowMissing:
        return Text::tr("Part of a key in escrow is not in the vault any more.");
    case BreakKind::EscrowChanged:
        return Text::tr("Part of a key in escrow is not what its request put into the vault.");
    case BreakKind::PageDamaged:
        return found.page > 0 ? Text::tr("Page %1 of the database is damaged. Pages after it were not looked at.").arg(number(found.page))
                              : Text::tr("The database is damaged in a place that cannot be told.");
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
    if (report.pages > 0)
        sentences += Text::tr("All %n pages of the database can be read, those of indexes and lists too.", nullptr, forPlural(report.pages));
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
    if (report.pages == 0 && report.intact())
        sentences += Text::tr("Pages of the database outside the journal were not checked this time.");
    if (!signatures)
        sentences += Text::tr("The officers' signatures were not checked this time.");
    sentences += Text::tr("Whether database and checkpoint were both put back to an older state cannot be proven without a witness.");
    return sentences;
}

} // namespace hufu
