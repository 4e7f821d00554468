// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/EmergencyReport.h"

#include "models/base/CanonicalJson.h"
#include "models/store/AtomicFile.h"
#include "models/wording/EmergencyText.h"
#include "models/wording/JournalText.h"
#include "models/wording/ReportParts.h"
#include "models/wording/RevocationText.h"
#include "models/wording/RoleText.h"

namespace hufu {

QString EmergencyReport::title() const
{
    //: title of a document; %1 what was lost
    return tr("Emergency revocation: %1").arg(EmergencyText::loss(m_record.emergency.form.loss));
}

QString EmergencyReport::reported() const
{
    const EmergencyStart &form = m_record.emergency.form;
    QString rows = parts::row(tr("Lost"), QStringLiteral("<b>%1</b>").arg(parts::esc(EmergencyText::loss(form.loss))));
    rows += parts::row(tr("Reported by"), parts::esc(form.caller));
    rows += parts::row(tr("What was reported"), parts::esc(form.report));
    rows += parts::row(tr("Severity"), parts::esc(EmergencyText::severity(form.severity)));
    rows += parts::row(tr("Taken up by"), parts::esc(m_record.starter));
    rows += parts::row(tr("Emergency number"), parts::mono(qstr(form.id)));
    return parts::section(tr("Report"), parts::table(rows));
}

QString EmergencyReport::times() const
{
    const Instant start = m_record.emergency.since;
    const auto line = [&](const QString &label, const std::optional<Instant> &at, const QString &without) {
        return parts::row(label, at ? parts::esc(parts::moment(*at)) + QStringLiteral(" · <b>") + parts::esc(tr("%1 after the start").arg(EmergencyText::elapsed(*at - start))) + QStringLiteral("</b>")
                                    : parts::esc(without));
    };
    QString rows = parts::row(tr("Started"), parts::esc(parts::moment(start)));
    rows += line(tr("Decided"), m_record.decidedAt(), tr("nothing was revoked or suspended"));
    rows += line(tr("In force"), m_record.inForceAt(), m_record.lines.empty() ? QString() : tr("NOT YET IN FORCE"));
    rows += line(tr("Verified"), m_record.verifiedAt(), m_record.lines.empty() ? QString() : tr("not verified yet"));
    if (m_record.emergency.ended)
        rows += line(tr("Closed"), m_record.emergency.ended, {});
    else
        rows += parts::row(tr("State"), parts::esc(tr("open")));
    return parts::section(tr("Times"), parts::table(rows));
}

QString EmergencyReport::timeline() const
{
    QString rows;
    for (const EmergencyRecord::Step &step : m_record.steps) {
        QString said = parts::esc(JournalText::sentence(step.act.entry, qstr(step.actor), step.payload, step.names));
        if (step.act.signers.size() > 1) {
            QStringList names;
            for (const SignedAct::Signer &signer : step.act.signers)
                names += qstr(signer.name);
            said += QStringLiteral("<br>") + parts::esc(tr("Signed by %1.").arg(names.join(QStringLiteral(", "))));
        }
        for (const QString &waived : JournalText::waived(step.act.entry))
            said += QStringLiteral("<br>") + parts::esc(waived);
        rows += QStringLiteral("<tr><td width='24%'>%1</td><td width='10%'>+%2</td><td width='66%'>%3</td></tr>")
                    .arg(parts::esc(parts::moment(step.act.entry.time)), parts::esc(EmergencyText::elapsed(step.act.entry.time - m_record.emergency.since)), said);
    }
    return parts::section(tr("Timeline"), parts::table(rows));
}

QString EmergencyReport::certificates() const
{
    if (m_record.lines.empty())
        return {};
    QString rows = QStringLiteral("<tr class='head'><td width='34%'>%1</td><td width='22%'>%2</td><td width='44%'>%3</td></tr>")
                       .arg(parts::esc(tr("Certificate")), parts::esc(tr("Reason")), parts::esc(tr("What relying parties were seen to be told")));
    std::size_t shown = 0;
    for (const EmergencyRecord::Line &line : m_record.lines) {
        if (shown++ == mostCertificates)
            break;
        QString state;
        if (!line.revoked) {
            state = tr("The suspension was lifted.");
        } else if (line.verified) {
            const RevocationProof &proof = line.verified->proof;
            state = tr("Verified on %1 by %2: CRL %3 at %4.").arg(parts::moment(line.verified->at), qstr(line.verified->officer), QString::number(proof.crl.number), qstr(proof.crl.url));
            if (proof.ocsp)
                state += u' ' + tr("OCSP at %1.").arg(qstr(proof.ocsp->url));
        } else if (line.inForce) {
            state = tr("In force since %1, in CRL %2; not verified.").arg(parts::moment(line.inForce->since), QString::number(line.inForce->crlNumber));
        } else {
            state = tr("Requested; NOT YET IN FORCE.");
        }
        rows += QStringLiteral("<tr><td>%1<br>%2</td><td>%3</td><td>%4</td></tr>")
                    .arg(parts::esc(line.title), parts::mono(qstr(toHex(line.sha256)).left(16)),
                         line.revoked ? parts::esc(RevocationText::bilingual(line.revoked->reason)) : QString(), parts::esc(state));
    }
    QString text = parts::table(rows);
    if (m_record.lines.size() > mostCertificates)
        text += QStringLiteral("<p>%1</p>").arg(parts::esc(tr("and %n more; the file beside this report lists all of them.", nullptr, int(m_record.lines.size() - mostCertificates))));
    return parts::section(tr("%n certificate(s) revoked or suspended", nullptr, int(m_record.lines.size())), text);
}

QString EmergencyReport::trial() const
{
    if (!m_record.tried)
        return {};
    QString rows = QStringLiteral("<tr class='head'><td width='34%'>%1</td><td width='22%'>%2</td><td width='44%'>%3</td></tr>")
                       .arg(parts::esc(tr("Server")), parts::esc(tr("Way in")), parts::esc(tr("What it met")));
    for (const EmergencyTrial::Line &line : m_record.tried->trial.lines) {
        const QString outcome = parts::esc(EmergencyText::outcome(line.outcome));
        //: since when a server refuses; how long after the start of the emergency; what it said, technical
        const QString since = parts::esc(tr("%1, %2 after the start; %3").arg(parts::moment(line.at), EmergencyText::elapsed(line.at - m_record.emergency.since), qstr(line.detail)));
        rows += QStringLiteral("<tr><td>%1</td><td>%2</td><td><b>%3</b><br>%4</td></tr>").arg(parts::esc(qstr(line.endpoint)), parts::esc(EmergencyText::way(line.way)), outcome, since);
    }
    const QString told = tr("A canary, a certificate revoked by the same command, tried to get in as a thief would. Seen by %1 on %2.")
                             .arg(qstr(m_record.tried->officer), parts::moment(m_record.tried->at));
    return parts::section(tr("Servers that ask for client certificates"), QStringLiteral("<p>%1</p>").arg(parts::esc(told)) + parts::table(rows));
}

QString EmergencyReport::relying() const
{
    QString rows;
    for (const EmergencyRecord::Relying &one : m_record.relying) {
        QString state = one.has ? tr("checks with the new CRL since %1").arg(parts::moment(one.server.heard)) : tr("DOES NOT CHECK WITH THE NEW CRL YET");
        if (!one.server.trouble.empty())
            state += QStringLiteral(" · ") + qstr(one.server.trouble);
        rows += parts::row(qstr(one.server.name), parts::esc(state));
    }
    return rows.isEmpty() ? QString() : parts::section(tr("What relying servers report"), parts::table(rows));
}

QString EmergencyReport::followUps() const
{
    QString rows;
    for (const Emergency::Due &due : m_record.emergency.followUps) {
        QString answer = QStringLiteral("<b>%1</b>").arg(parts::esc(tr("open")));
        for (const EmergencyRecord::Step &step : m_record.steps) {
            if (due.answered > 0 && step.act.entry.sequence == due.answered)
                answer = parts::esc(tr("%1, %2: %3", "date, officer, what was done").arg(parts::moment(step.act.entry.time), qstr(step.actor), step.payload.value(QLatin1String("text")).toString()));
        }
        rows += parts::row(EmergencyText::task(due.what), answer);
    }
    return parts::section(tr("Afterwards"), parts::table(rows));
}

QString EmergencyReport::evidence() const
{
    QString rows;
    for (const EmergencyRecord::Step &step : m_record.steps) {
        rows += QStringLiteral("<tr><td colspan='2'><b>%1</b></td></tr>")
                    .arg(parts::esc(tr("Entry %1 · %2 · %3").arg(QString::number(step.act.entry.sequence), JournalText::what(step.act.entry), parts::moment(step.act.entry.time))));
        for (const SignedAct::Signer &signer : step.act.signers) {
            const QString name = signer.name == authorityActor ? tr("the authority") : qstr(signer.name);
            QString who = tr("%1, certificate of %2").arg(name, qstr(signer.issuer));
            if (!signer.roles.empty())
                who += QStringLiteral(" · ") + rolesText(signer.roles);
            rows += parts::row(tr("Signed by"), parts::esc(who) + QStringLiteral("<br>") + parts::mono(parts::hex(signer.serial)));
        }
        rows += parts::row(tr("Signed command, SHA-256"), parts::mono(qstr(toHex(step.act.commandDigest))));
        rows += parts::row(tr("Hash of the entry"), parts::mono(qstr(toHex(step.act.entry.hash))));
    }
    QString text = parts::table(rows);
    text += QStringLiteral("<p>%1</p>").arg(parts::esc(
        m_record.checkpoint ? tr("The authority's checkpoint at entry %1, signed %2, vouches for all of them.")
                                  .arg(QString::number(m_record.checkpoint->sequence), parts::moment(m_record.checkpoint->time))
                            : tr("No checkpoint vouches for them yet.")));
    text += QStringLiteral("<p class='label'>%1</p>")
                .arg(parts::esc(tr("The house is known by the hash of its founding entry, %1. “hufuctl journal export --commands” writes the signed commands with a script that checks "
                                   "them with OpenSSL alone; “hufuctl journal verify --signatures” proves the chain.")
                                    .arg(qstr(toHex(m_record.house.id)))));
    return parts::section(tr("Signatures in the journal"), text);
}

/// What somebody reads who reads one line.
QString EmergencyReport::verdict() const
{
    if (m_record.lines.empty())
        return tr("Nothing was revoked or suspended.");
    const std::optional<Instant> decided = m_record.decidedAt(), inForce = m_record.inForceAt(), verified = m_record.verifiedAt();
    if (!decided || !inForce)
        return tr("NOT YET IN FORCE");
    if (m_record.tried && m_record.tried->trial.accepted())
        return tr("A server still lets it in.");
    if (const auto lacking = std::ranges::count(m_record.relying, false, &EmergencyRecord::Relying::has); lacking > 0)
        return tr("%n server(s) do not check with the new CRL yet.", nullptr, int(lacking));
    if (!verified)
        return tr("In force %1 after the decision; not verified.").arg(EmergencyText::elapsed(*inForce - *decided));
    QString said = tr("Stopped and proven: in force %1 after the decision, verified %2 after it.").arg(EmergencyText::elapsed(*inForce - *decided), EmergencyText::elapsed(*verified - *decided));
    if (m_record.tried && m_record.tried->trial.isRefused())
        said += u' ' + tr("Servers that had let a canary in refused it: %1.").arg(EmergencyText::tally(m_record.tried->trial));
    else if (m_record.tried)
        said += u' ' + tr("Servers were tried with a canary, and do not prove it: %1.").arg(EmergencyText::tally(m_record.tried->trial));
    return said;
}

QString EmergencyReport::html() const
{
    QString head = QStringLiteral("<h1>%1</h1><p>%2<br>%3</p>")
                       .arg(parts::esc(title()), parts::esc(m_record.house.name), parts::esc(tr("Made on %1 from the journal of the house.").arg(parts::moment(m_record.readAt))));
    head += QStringLiteral("<p><b>%1</b></p>").arg(parts::esc(verdict()));
    if (!m_record.glassBroken.empty())
        head += QStringLiteral("<p><b>%1</b></p>").arg(parts::esc(tr("One officer acted alone, and nobody has reviewed that yet.")));
    return QStringLiteral("<html><body>%1%2%3%4%5%6%7%8%9</body></html>").arg(head, reported(), times(), certificates(), trial(), relying(), timeline(), followUps(), evidence());
}

Result<Bytes> EmergencyReport::pdf() const { return parts::pdfOf(title(), html()); }

Result<void> EmergencyReport::save(House &house, const std::string &emergency, const std::string &path)
{
    const Result<EmergencyRecord> record = readEmergencyRecord(house, emergency);
    const Result<std::string> json = record ? toCanonicalJson(toJson(*record)) : fail(record.error());
    const Result<Bytes> pdf = json ? EmergencyReport(*record).pdf() : fail(json.error());
    if (!pdf)
        return fail(pdf.error());
    if (Result<void> written = writeFileAtomically(path, *pdf); !written)
        return written;
    return writeFileAtomically(path + ".json", viewOf(*json));
}

} // namespace hufu
