// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/IssuanceReport.h"

#include "models/base/CanonicalJson.h"
#include "models/store/AtomicFile.h"
#include "models/wording/JournalText.h"
#include "models/wording/PdfDocument.h"
#include "models/wording/RequestText.h"
#include "models/wording/RevocationText.h"
#include "models/wording/RoleText.h"

#include <QDateTime>
#include <QLocale>

namespace hufu {
namespace {

/// Everything that comes from outside is escaped; what the report itself says is rich text.
QString esc(const QString &plain) { return plain.toHtmlEscaped(); }
QString esc(const std::string &utf8) { return esc(qstr(utf8)); }
QString mono(const QString &plain) { return QStringLiteral("<code>%1</code>").arg(esc(plain)); }
QString hex(BytesView bytes)
{
    QStringList groups;
    const QString digits = qstr(toHex(bytes)).toUpper();
    for (qsizetype at = 0; at < digits.size(); at += 2)
        groups += digits.mid(at, 2);
    return groups.join(u':');
}

QString lines(const std::vector<std::string> &values)
{
    QStringList texts;
    for (const std::string &value : values)
        texts += esc(value);
    return texts.join(QStringLiteral("<br>"));
}

QString moment(Instant instant)
{
    const QDateTime local = QDateTime::fromSecsSinceEpoch(toUnix(instant)).toLocalTime();
    const QString offset = local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODate).right(6);
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + (local.offsetFromUtc() == 0 ? QStringLiteral(" UTC") : QStringLiteral(" UTC") + offset);
}

QString section(const QString &heading, const QString &content)
{
    return QStringLiteral("<h2>%1</h2>%2").arg(esc(heading), content);
}

QString row(const QString &label, const QString &richText)
{
    return richText.isEmpty() ? QString()
                              : QStringLiteral("<tr><td width='24%' class='label'>%1</td><td width='76%'>%2</td></tr>").arg(esc(label), richText);
}

QString table(const QString &rows) { return QStringLiteral("<table width='100%' cellspacing='0' cellpadding='3'>%1</table>").arg(rows); }

QString keyText(const CertificateListing &listing)
{
    const QString name = QString::fromLatin1(keyAlgorithmName(listing.keyAlgorithm)).toUpper();
    return listing.curve.empty() ? name + u' ' + QString::number(listing.keyBits) : name + u' ' + qstr(listing.curve);
}

} // namespace

QString IssuanceReport::title() const
{
    const std::vector<std::string> &names = m_record.certificate.dnsNames;
    //: title of a document; %1 a name in the certificate
    return tr("Issuance report: %1").arg(qstr(names.empty() ? m_record.certificate.commonName : names.front()));
}

QString IssuanceReport::certificate() const
{
    const CertificateListing &listing = m_record.certificate;
    std::vector<std::string> names = listing.dnsNames;
    names.insert(names.end(), listing.otherNames.begin(), listing.otherNames.end());
    QString rows = row(tr("Names"), lines(names));
    rows += row(tr("Subject"), esc(listing.subject));
    rows += row(tr("Issued by"), esc(m_record.caName));
    rows += row(tr("Serial number"), mono(hex(listing.serialNumber)));
    rows += row(tr("Valid from"), esc(moment(listing.notBefore)));
    rows += row(tr("Valid until"), esc(moment(listing.notAfter)));
    rows += row(tr("Key"), esc(keyText(listing)));
    rows += row(tr("Profile"), esc(RequestText::profile(m_record.request.form.profile)));
    rows += row(tr("Fingerprint (SHA-256)"), mono(qstr(toHex(listing.sha256))));
    rows += row(tr("Key's fingerprint (SHA-256)"), mono(qstr(toHex(listing.spkiSha256))));
    rows += row(tr("The CA's fingerprint (SHA-256)"), mono(qstr(toHex(m_record.caSha256))));
    return section(tr("Certificate"), table(rows));
}

QString IssuanceReport::request() const
{
    const Request &asked = m_record.request;
    QString rows = row(tr("Applicant"), asked.department.empty() ? esc(m_record.applicant)
                                                                 : esc(tr("%1, %2", "a person and the department").arg(qstr(m_record.applicant), qstr(asked.department))));
    rows += row(tr("Purpose"), esc(asked.form.purpose));
    rows += row(tr("Linked system"), esc(asked.form.system));
    QString service = esc(asked.serviceName);
    if (m_record.service) {
        QStringList notes;
        switch (m_record.service->tier) {
        case Tier::Core: notes += tr("core service"); break;
        case Tier::Important: notes += tr("important service"); break;
        case Tier::General: notes += tr("general service"); break;
        case Tier::None: break;
        }
        if (m_record.service->patientData)
            notes += tr("holds patient data");
        if (!notes.isEmpty())
            service += QStringLiteral(" · ") + esc(notes.join(QStringLiteral(" · ")));
    }
    rows += row(tr("Service"), service);
    rows += row(tr("Term asked for"), esc(tr("%n day(s)", nullptr, asked.form.days)));
    rows += row(tr("Kind"), esc(RequestText::kind(asked.form.kind)));
    if (asked.form.replaces)
        rows += row(tr("Replaces the certificate"), mono(qstr(toHex(*asked.form.replaces))));
    rows += row(tr("Submitted"), esc(moment(asked.submitted)));
    rows += row(tr("Request number"), mono(qstr(asked.form.id)));
    QStringList needed;
    for (const ApprovalStep &step : asked.steps) {
        needed += esc(RequestText::step(step));
        for (const QString &reason : RequestText::reasons(step))
            needed += esc(reason);
    }
    rows += row(tr("Policy asked for"), needed.join(QStringLiteral("<br>")));
    return section(tr("Request"), table(rows));
}

QString IssuanceReport::deedOf(const IssuanceRecord::Reviewed &review) const
{
    const QString deed = RequestText::deed(review.review.verdict);
    return review.review.version < m_record.submission.entry.sequence ? tr("%1 (an earlier version)").arg(deed) : deed;
}

QString IssuanceReport::approvals() const
{
    QString rows = QStringLiteral("<tr class='head'><td width='18%'>%1</td><td width='24%'>%2</td><td width='28%'>%3</td><td width='30%'>%4</td></tr>")
                       .arg(esc(tr("Who")), esc(tr("Role then")), esc(tr("When")), esc(tr("What")));
    for (const IssuanceRecord::Reviewed &one : m_record.reviews) {
        const bool known = !one.act.signers.empty();
        QString what = QStringLiteral("<b>%1</b>").arg(esc(deedOf(one)));
        if (!one.review.reason.empty())
            what += QStringLiteral("<br>") + esc(one.review.reason);
        for (const QString &waived : JournalText::waived(one.act.entry))
            what += QStringLiteral("<br>") + esc(waived);
        rows += QStringLiteral("<tr><td>%1</td><td>%2</td><td>%3</td><td>%4</td></tr>")
                    .arg(known ? esc(one.act.signers.front().name) : QString(), known ? esc(rolesText(one.act.signers.front().roles)) : QString(),
                         esc(moment(one.review.at)), what);
    }
    return section(tr("Reviews"), table(rows));
}

QString IssuanceReport::actRows(const QString &heading, const SignedAct &act) const
{
    QString rows = QStringLiteral("<tr><td colspan='2'><b>%1</b></td></tr>")
                       .arg(esc(tr("Entry %1 · %2 · %3").arg(QString::number(act.entry.sequence), heading, moment(act.entry.time))));
    for (const SignedAct::Signer &signer : act.signers) {
        const QString name = signer.name == authorityActor ? tr("the authority") : qstr(signer.name);
        //: %1 who signed; the serial number of the signing certificate follows
        rows += row(tr("Signed by"), esc(tr("%1, certificate of %2").arg(name, qstr(signer.issuer))) + QStringLiteral("<br>") + mono(hex(signer.serial)));
    }
    rows += row(tr("Signed command, SHA-256"), mono(qstr(toHex(act.commandDigest))));
    rows += row(tr("Hash of the entry"), mono(qstr(toHex(act.entry.hash))));
    return rows;
}

QString IssuanceReport::evidence() const
{
    QString rows = actRows(tr("submitted"), m_record.submission);
    for (const IssuanceRecord::Reviewed &one : m_record.reviews)
        rows += actRows(deedOf(one), one.act);
    rows += actRows(tr("issued", "the certificate"), m_record.issuing);
    if (m_record.revoking)
        rows += actRows(tr("revoked or suspended"), *m_record.revoking);
    QString text = table(rows);
    if (m_record.checkpoint) {
        text += QStringLiteral("<p>%1<br>%2</p>")
                    .arg(esc(tr("The authority's checkpoint at entry %1, signed %2, vouches for all of them. Hash of that entry:")
                                  .arg(QString::number(m_record.checkpoint->sequence), moment(m_record.checkpoint->time))),
                         mono(qstr(toHex(m_record.checkpoint->hash))));
    } else {
        text += QStringLiteral("<p>%1</p>").arg(esc(tr("No checkpoint vouches for them yet.")));
    }
    text += QStringLiteral("<p class='label'>%1</p>")
                .arg(esc(tr("The house is known by the hash of its founding entry, %1. “hufuctl journal export --commands” writes the signed commands with a script that checks "
                             "them with OpenSSL alone; “hufuctl journal verify --signatures” proves the chain.")
                              .arg(qstr(toHex(m_record.house.id)))));
    return section(tr("Signatures in the journal"), text);
}

QString IssuanceReport::revocation() const
{
    if (!m_record.revocation || !m_record.revocation->certificate.revoked)
        return {};
    const IssuedCertificate::Revoked &revoked = *m_record.revocation->certificate.revoked;
    QString rows = row(tr("State"), QStringLiteral("<b>%1</b>").arg(esc(revoked.reason == RevocationReason::CertificateHold ? tr("suspended") : tr("revoked"))));
    rows += row(tr("Reason"), esc(RevocationText::bilingual(revoked.reason)));
    rows += row(tr("When"), esc(moment(revoked.at)));
    if (revoked.invalidityDate)
        rows += row(tr("Not to be trusted since"), esc(moment(*revoked.invalidityDate)));
    if (!revoked.note.empty())
        rows += row(tr("Note"), esc(revoked.note));
    if (m_record.revoking && !m_record.revoking->signers.empty()) {
        QStringList names;
        for (const SignedAct::Signer &signer : m_record.revoking->signers)
            names += esc(signer.name);
        rows += row(tr("Signed by"), names.join(QStringLiteral(", ")));
    }
    rows += row(tr("In force"), m_record.revocation->inForce ? esc(tr("since %1, in CRL %2").arg(moment(m_record.revocation->inForce->since),
                                                                                               QString::number(m_record.revocation->inForce->crlNumber)))
                                                            : esc(tr("not yet: no CRL has been published since")));
    return section(tr("Revocation"), table(rows));
}

QString IssuanceReport::html() const
{
    const QString head = QStringLiteral("<h1>%1</h1><p>%2<br>%3</p>")
                             .arg(esc(tr("Issuance report")), esc(m_record.house.name),
                                  esc(tr("Made on %1 from the journal of the house.").arg(moment(m_record.readAt))));
    QString pilot;
    if (!JournalText::waived(m_record.issuing.entry).isEmpty() || m_record.house.pilot)
        pilot = QStringLiteral("<p><b>%1</b></p>").arg(esc(tr("The house is in pilot mode: rules that ask for a second person were waived where this report says so.")));
    return QStringLiteral("<html><body>%1%2%3%4%5%6%7</body></html>").arg(head, pilot, revocation(), certificate(), request(), approvals(), evidence());
}

Result<Bytes> IssuanceReport::pdf() const { return makePdf(title(), html()); }

Result<void> IssuanceReport::save(House &house, const Sha256 &certificate, const std::string &path)
{
    const Result<IssuanceRecord> record = readIssuanceRecord(house, certificate);
    const Result<Bytes> pdf = record ? IssuanceReport(*record).pdf() : fail(record.error());
    return pdf ? writeFileAtomically(path, *pdf) : fail(pdf.error());
}

} // namespace hufu
