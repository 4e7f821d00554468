// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/RequestText.h"

#include "models/base/CanonicalJson.h"
#include "models/wording/FindingText.h"
#include "models/wording/RoleText.h"

#include <QDateTime>
#include <QRegularExpression>

namespace hufu {

QString RequestText::state(RequestState state)
{
    switch (state) {
    case RequestState::Open: return tr("waiting for approval");
    case RequestState::Returned: return tr("returned for change");
    case RequestState::Rejected: return tr("rejected");
    case RequestState::Withdrawn: return tr("withdrawn");
    case RequestState::Approved: return tr("approved, not issued yet");
    case RequestState::Issued: return tr("issued");
    case RequestState::Lapsed: return tr("lapsed");
    }
    Q_UNREACHABLE();
}

QString RequestText::kind(RequestKind kind)
{
    switch (kind) {
    case RequestKind::New: return tr("new");
    case RequestKind::Renew: return tr("renewal (same key)");
    case RequestKind::Rekey: return tr("rekeying (new key)");
    }
    Q_UNREACHABLE();
}

QString RequestText::deed(Verdict verdict)
{
    switch (verdict) {
    //: what a reviewer did
    case Verdict::Approve: return tr("approved");
    //: what a reviewer did
    case Verdict::Reject: return tr("rejected", "deed");
    case Verdict::Return: return tr("returned it for change");
    case Verdict::Comment: return tr("commented");
    }
    Q_UNREACHABLE();
}

QString RequestText::profile(const std::string &name)
{
    if (name == "server")
        return tr("Server");
    if (name == "server-ev-like")
        return tr("Server, with the organisation's full identity");
    if (name == "temporary")
        return tr("Server, temporary (7 days)");
    if (name == "client")
        return tr("Person (USBKey)");
    if (name == "device")
        return tr("Device");
    return qstr(name);
}

QString RequestText::step(const ApprovalStep &step)
{
    QStringList roles;
    // The nearest first: the head of the department rather than the security office.
    for (auto role = step.roles.begin(); role != step.roles.end(); ++role) {
        //: %1 a department
        roles += *role == Role::DepartmentHead && !step.department.empty() ? tr("department head of %1").arg(qstr(step.department)) : roleText(*role);
    }
    //: between the roles of which any may approve
    return tr("%n approval(s) by: %1", nullptr, step.count).arg(roles.join(tr(" or ")));
}

QStringList RequestText::reasons(const ApprovalStep &step)
{
    QStringList sentences;
    for (const std::string &reason : step.reasons) {
        const QString text = qstr(reason), word = text.section(u' ', 0, 0), about = text.section(u' ', 1);
        if (word == QLatin1String("sensitive-name"))
            sentences += tr("“%1” is a sensitive name: the information security department decides.").arg(about);
        else if (word == QLatin1String("patient-data"))
            sentences += tr("The service “%1” holds patient data: the information security department decides.").arg(about);
        else if (word == QLatin1String("ordinary-name"))
            sentences += tr("Ordinary names: the applicant's own department decides.");
        else
            sentences += text;
    }
    return sentences;
}

QString RequestText::exclusion(const std::string &reason)
{
    if (reason == "applicant")
        return tr("the applicant never approves");
    if (reason == "other-department")
        return tr("heads another department");
    if (reason == "security-admins-only")
        return tr("only security administrators approve this one");
    return qstr(reason);
}

QString RequestText::title(RequestRule rule)
{
    switch (rule) {
    case RequestRule::ServiceUnknown: return tr("Unknown service");
    case RequestRule::ProfileUnknown: return tr("Unknown profile");
    case RequestRule::TermAboveCap: return tr("Term too long");
    case RequestRule::TermTooShort: return tr("Term too short");
    case RequestRule::OutlivesCa: return tr("Outlives its CA");
    case RequestRule::CaUnknown: return tr("No CA");
    case RequestRule::CaNotReady: return tr("CA not ready");
    case RequestRule::CaWrongTree: return tr("Wrong CA");
    case RequestRule::NamesOutsideCa: return tr("Name outside the CA");
    case RequestRule::NoName: return tr("No host name");
    case RequestRule::NoCommonName: return tr("No common name");
    case RequestRule::NameNotOfProfile: return tr("Name of the wrong kind");
    case RequestRule::CommonNameNotAName: return tr("Common name is none of the names");
    case RequestRule::SubjectIncomplete: return tr("Subject incomplete");
    case RequestRule::KeyNotOfProfile: return tr("Key of the wrong kind");
    case RequestRule::OvOnCoreService: return FindingText::title(Rule::OvOnCoreService);
    case RequestRule::WildcardInEv: return tr("Wildcard");
    case RequestRule::WeakKey: return tr("Weak key");
    case RequestRule::AsksForCa: return tr("Asks to be a CA");
    case RequestRule::KeyRevoked: return tr("Revoked key");
    case RequestRule::KeyReused: return tr("Key used elsewhere");
    case RequestRule::RenewedOtherKey: return tr("Another key");
    case RequestRule::RekeyedSameKey: return tr("The same key");
    case RequestRule::ReplacedUnknown: return tr("Replaces what is unknown");
    case RequestRule::NamesDiffer: return tr("Names differ");
    case RequestRule::NameCovered: return tr("Name already covered");
    case RequestRule::TooFewApprovers: return tr("Too few approvers");
    }
    Q_UNREACHABLE();
}

QString RequestText::explanation(const RequestFinding &finding)
{
    const QString observed = qstr(finding.observed);
    switch (finding.rule) {
    case RequestRule::ServiceUnknown: return tr("The house knows no such service (any more). Choose another, or enter it first.");
    case RequestRule::ProfileUnknown: return tr("Nobody can ask for a certificate of the profile “%1”.").arg(observed);
    case RequestRule::TermAboveCap:
    case RequestRule::TermTooShort: {
        static const QRegularExpression numbers(QStringLiteral("^(\\d+) [<>] (\\d+) days$"));
        const QRegularExpressionMatch match = numbers.match(observed);
        if (!match.hasMatch())
            return observed;
        return finding.rule == RequestRule::TermAboveCap
            ? tr("%1 days are asked for; at most %2 are allowed. Ask for a shorter term.").arg(match.captured(1), match.captured(2))
            : tr("%1 days are asked for; the profile takes at least %2. Ask for a longer term.").arg(match.captured(1), match.captured(2));
    }
    case RequestRule::OutlivesCa: {
        const QDateTime end = QDateTime::fromString(observed, Qt::ISODate);
        return tr("The CA's own certificate ends first, on %1. Ask for a shorter term.")
            .arg(end.isValid() ? end.toLocalTime().toString(QStringLiteral("yyyy-MM-dd")) : observed);
    }
    case RequestRule::CaUnknown: return tr("No CA is chosen, or the house has none yet. The security administrator creates it on the page of the own CA.");
    case RequestRule::CaNotReady: return tr("The CA “%1” cannot issue: it is not made yet, has ended, or was revoked or suspended.").arg(observed);
    case RequestRule::CaWrongTree: return tr("Servers' certificates come from the servers' CA, those of people and devices from theirs.");
    case RequestRule::NamesOutsideCa: return tr("“%1” is outside the names that this CA may certify.").arg(observed);
    case RequestRule::NoName: return tr("The request names neither a host nor an address in its alternative names; browsers look at nothing else.");
    case RequestRule::NoCommonName: return tr("The certificate of a person or device carries their name in the subject's CN; this request has none.");
    case RequestRule::NameNotOfProfile: return tr("The profile does not certify the name “%1”.").arg(observed);
    case RequestRule::CommonNameNotAName: return tr("“%1” stands as common name, but not among the names; the certificate will hold the names only.").arg(observed);
    case RequestRule::SubjectIncomplete: return tr("The profile needs %1 in the subject, and neither the house nor the request has it.").arg(observed);
    case RequestRule::KeyNotOfProfile: return tr("The profile does not certify keys of this kind (%1). Make another key.").arg(observed);
    case RequestRule::OvOnCoreService:
        return tr("The house's policy asks for EV on core services, and a certificate of this profile says as much as OV. Choose the profile with the "
                  "organisation's full identity, or lower the service's tier or the policy, with a reason.");
    case RequestRule::WildcardInEv: return tr("“%1” is a wildcard. For a service of this class each host should be named by itself.").arg(observed);
    case RequestRule::WeakKey: {
        // The lint by its name, and what it observed.
        const Result<Rule> lint = ruleFromName(utf8(observed.section(u' ', 0, 0)));
        return tr("The key is weak: %1. Make a new one.").arg(lint ? FindingText::title(*lint) : observed);
    }
    case RequestRule::AsksForCa: return tr("The request wants to become a CA; that wish is not granted, the certificate will be an ordinary one.");
    case RequestRule::KeyRevoked: return tr("A certificate of this key was revoked. Such a key is never certified again; make a new one.");
    case RequestRule::KeyReused: return tr("Another request or certificate has this key: %1. When one copy leaks, all of them fall.").arg(observed);
    case RequestRule::RenewedOtherKey: return tr("Renewing keeps the key, but this request has another one. If that is meant, choose rekeying.");
    case RequestRule::RekeyedSameKey: return tr("Rekeying makes a new key, but this request has the old one. If that is meant, choose renewing.");
    case RequestRule::ReplacedUnknown: return tr("The inventory does not hold the certificate that is to be replaced.");
    case RequestRule::NamesDiffer: return tr("The names are not those of the certificate it replaces: %1.").arg(observed);
    case RequestRule::NameCovered: return tr("Another valid certificate has this name already: %1.").arg(observed);
    case RequestRule::TooFewApprovers:
        return tr("%n approval(s) could be given by nobody in the house. Register the people first, or the request lapses.", nullptr, observed.toInt());
    }
    Q_UNREACHABLE();
}

} // namespace hufu
