// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/EmergencyText.h"

#include "models/base/CanonicalJson.h"
#include "models/wording/RoleText.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>

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

QString EmergencyText::hint(LossKind kind)
{
    switch (kind) {
    case LossKind::Person: return EmergencyWords::tr("name, or better the staff number");
    case LossKind::Card: return EmergencyWords::tr("number of the USBKey");
    case LossKind::Host: return EmergencyWords::tr("host name, or the device's name in its certificate");
    case LossKind::Key: return EmergencyWords::tr("SHA-256 of the key or of a certificate");
    case LossKind::Issuer: return EmergencyWords::tr("name of the CA");
    case LossKind::Role: return EmergencyWords::tr("name of the certificate role");
    case LossKind::Department: return EmergencyWords::tr("name of the department");
    case LossKind::Query: return EmergencyWords::tr("as in the inventory: name ~ his and tier = core");
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
    case FollowUp::Foreign: return EmergencyWords::tr("certificates of other CAs");
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
    case FollowUp::Foreign: return EmergencyWords::tr("See to it that the other CAs revoke what they were asked to; it is done when their CRL or OCSP says so.");
    case FollowUp::Review: return EmergencyWords::tr("A second security administrator looks at what one did alone, and signs for it.");
    }
    Q_UNREACHABLE();
}

QString EmergencyText::foreignSteps(const QString &ca)
{
    struct Way {
        const char *name;
        QString how;
    };
    const Way ways[] = {
        {"Let's Encrypt", EmergencyWords::tr("With the ACME account or with the key itself, at once: certbot revoke --cert-path CERTIFICATE --reason keycompromise")},
        {"ZeroSSL", EmergencyWords::tr("In the account, or with the ACME client that ordered it: revoke, reason key compromise.")},
        {"DigiCert", EmergencyWords::tr("In CertCentral: Certificates, Orders, the order, “Revoke certificate”; or a certificate problem report to revoke@digicert.com.")},
        {"GeoTrust", EmergencyWords::tr("In CertCentral: Certificates, Orders, the order, “Revoke certificate”; or a certificate problem report to revoke@digicert.com.")},
        {"GlobalSign", EmergencyWords::tr("In the GlobalSign account: the order, “Revoke”; or a report to report-abuse@globalsign.com.")},
        {"Sectigo", EmergencyWords::tr("In the account or in the revocation portal at secure.sectigo.com; or a report to sslabuse@sectigo.com.")},
    };
    QString how = EmergencyWords::tr("In the account with which it was ordered: find it by its serial number and choose “revoke”, reason key compromise. Without an account: a certificate "
                                     "problem report to the address in the CA's certification practice statement.");
    for (const Way &way : ways) {
        if (ca.contains(QLatin1String(way.name), Qt::CaseInsensitive))
            how = way.how;
    }
    return QStringLiteral("1. %1\n2. %2\n3. %3\n4. %4")
        .arg(how, EmergencyWords::tr("Send the text below with it; call as well, and write down with whom you spoke."),
             //: CA/Browser Forum Baseline Requirements §4.9.1.1
             EmergencyWords::tr("A publicly trusted CA has to revoke within 24 hours (Baseline Requirements 4.9.1.1)."),
             EmergencyWords::tr("Note here that it was asked. It counts as revoked when the CA's own CRL or OCSP says so."));
}

/// In both languages, whatever the window speaks: the CA's desk may be anywhere.
QString EmergencyText::foreignLetter(const CertificateListing &certificate, const QString &house)
{
    QStringList names;
    for (const std::string &name : certificate.dnsNames)
        names += qstr(name);
    const QString which = QStringLiteral("  Issuer: %1\n  Subject: %2\n  Names: %3\n  Serial: %4\n  SHA-256: %5\n  Valid until: %6")
                              .arg(qstr(certificate.issuer), qstr(certificate.subject), names.join(QStringLiteral(", ")), qstr(toHex(certificate.serialNumber)),
                                   qstr(toHex(certificate.sha256)), qstr(toIso(certificate.notAfter)));
    return QStringLiteral("请立即吊销下列证书，原因：密钥泄露（keyCompromise）。私钥已不在我方控制之下，我方是该证书的订户。\n"
                          "Please revoke the following certificate at once, reason keyCompromise. Its private key is out of our control; we are its subscriber.\n\n%1\n\n"
                          "请按 CA/Browser Forum Baseline Requirements 4.9.1.1 在 24 小时内吊销，并书面回复吊销时间。\n"
                          "Please revoke within 24 hours (CA/Browser Forum Baseline Requirements 4.9.1.1) and confirm the time in writing.\n\n%2\n")
        .arg(which, house);
}

QString EmergencyText::way(EntryWay way)
{
    switch (way) {
    case EntryWay::NewHandshake: return EmergencyWords::tr("a new handshake");
    case EntryWay::SavedSession: return EmergencyWords::tr("a session saved before");
    case EntryWay::OpenConnection: return EmergencyWords::tr("a connection left open");
    }
    Q_UNREACHABLE();
}

QString EmergencyText::outcome(EntryOutcome outcome)
{
    switch (outcome) {
    case EntryOutcome::Refused: return EmergencyWords::tr("refused");
    case EntryOutcome::Accepted: return EmergencyWords::tr("STILL LETS IN");
    case EntryOutcome::Unproven: return EmergencyWords::tr("cannot tell");
    case EntryOutcome::Unreached: return EmergencyWords::tr("let in before, not reached since");
    }
    Q_UNREACHABLE();
}

QString EmergencyText::tally(const EmergencyTrial &trial)
{
    QStringList parts;
    if (const std::size_t accepted = trial.count(EntryOutcome::Accepted); accepted > 0)
        parts += EmergencyWords::tr("%n way(s) in still open", nullptr, int(accepted));
    parts += EmergencyWords::tr("%n way(s) in refused", nullptr, int(trial.count(EntryOutcome::Refused)));
    if (const std::size_t unproven = trial.count(EntryOutcome::Unproven) + trial.count(EntryOutcome::Unreached); unproven > 0)
        parts += EmergencyWords::tr("%n unproven", "ways in", int(unproven));
    //: between parts of a list
    return parts.join(EmergencyWords::tr(", "));
}

QString EmergencyText::advice(EntryWay way)
{
    switch (way) {
    case EntryWay::NewHandshake:
        return EmergencyWords::tr("The server does not know the new CRL: look at crl-follow there, or copy the CRL by hand and reload the server. Until then block the person or computer in the "
                                  "network or the application.");
    case EntryWay::SavedSession:
        return EmergencyWords::tr("The server resumes sessions from before: restart it (a reload is not enough), and turn session tickets off where it happens again.");
    case EntryWay::OpenConnection:
        return EmergencyWords::tr("The server keeps connections from before: restart it, or end the connections of this client.");
    }
    Q_UNREACHABLE();
}

QString EmergencyText::officer(const EmergencyImpact::Officer &officer, bool self)
{
    QString text = self ? EmergencyWords::tr("These are your own certificates. What you sign here does not depend on them: you can go on. If your USBKey or passphrase is in strange hands as well, "
                                             "have colleagues renew your key on the People page.")
                        : EmergencyWords::tr("%1 is an officer here, and what officers sign does not depend on these certificates. If the USBKey or passphrase is in strange hands as well, renew the "
                                             "officer's key or deactivate the officer on the People page.").arg(qstr(officer.name));
    if (!officer.lastOf.empty())
        text += u' ' + EmergencyWords::tr("Nobody else has this role: %1. It cannot be taken away before somebody else has it; until then the key can be renewed.", "roles")
                           .arg(rolesText(officer.lastOf));
    return text;
}

QString EmergencyText::holder(const std::string &staffNumber, const std::string &department)
{
    QStringList parts{qstr(staffNumber), qstr(department)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString EmergencyText::namesakes(const EmergencyImpact &impact)
{
    constexpr std::size_t mostNamesakesTold = 12;
    QStringList people;
    for (const EmergencyImpact::Namesake &one : std::span(impact.namesakes).first(std::min(impact.namesakes.size(), mostNamesakesTold))) {
        const QString who = holder(one.staffNumber, one.department);
        people += who.isEmpty() ? EmergencyWords::tr("one without staff number and department") : who;
    }
    if (impact.namesakes.size() > mostNamesakesTold)
        people += EmergencyWords::tr("and %n more", nullptr, int(impact.namesakes.size() - mostNamesakesTold));
    //: number of people, a name, their staff numbers and departments
    return EmergencyWords::tr("%n people are called %1: %2. Nothing is chosen: ask the caller for the staff number or the department, and say the number in place of the name, or tick what is "
                              "theirs.", nullptr, int(impact.namesakes.size())).arg(qstr(impact.loss.value), people.join(QStringLiteral("; ")));
}

QString EmergencyText::roughly(std::chrono::seconds time)
{
    const std::int64_t seconds = std::abs(time.count());
    return seconds < 120    ? EmergencyWords::tr("%n second(s)", nullptr, int(seconds))
           : seconds < 7200 ? EmergencyWords::tr("%n minute(s)", nullptr, int(seconds / 60))
                            : EmergencyWords::tr("%n hour(s)", nullptr, int(std::min<std::int64_t>(seconds / 3600, 1'000'000)));
}

QString EmergencyText::clockNote(std::chrono::seconds ahead)
{
    if (ahead.count() == 0)
        return {};
    return ahead.count() > 0 ? EmergencyWords::tr("This computer's clock is %1 behind the server's. The times and durations here are the server's.").arg(roughly(ahead))
                             : EmergencyWords::tr("This computer's clock is %1 ahead of the server's. The times and durations here are the server's.").arg(roughly(ahead));
}

QString EmergencyText::elapsed(std::chrono::seconds time)
{
    const auto total = std::max<std::int64_t>(time.count(), 0);
    const QString rest = QStringLiteral("%1:%2").arg(total / 60 % 60, 2, 10, QLatin1Char('0')).arg(total % 60, 2, 10, QLatin1Char('0'));
    return total < 3600 ? rest : QStringLiteral("%1:%2").arg(total / 3600).arg(rest);
}

} // namespace hufu
