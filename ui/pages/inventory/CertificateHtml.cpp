// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inventory/CertificateHtml.h"

#include "models/domain/Command.h"
#include "models/views/ValueText.h"
#include "models/wording/EscrowText.h"
#include "models/wording/FindingText.h"
#include "models/wording/JournalText.h"
#include "models/wording/ObservedText.h"
#include "ui/pages/overview/ChartColour.h"
#include "ui/shell/Colours.h"

#include <QUrl>

namespace hufu {
namespace {

constexpr int labelWidth = 100; // pixels; longer labels wrap, so that values keep the panel's width

QString text(std::string_view utf8) { return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())); }
QString html(const QString &plain) { return plain.toHtmlEscaped(); }
QString html(std::string_view utf8) { return html(text(utf8)); }
QString mono(const QString &rich) { return QStringLiteral("<span style='font-family:monospace'>%1</span>").arg(rich); }
QString link(const QString &href, const QString &rich)
{
    return QStringLiteral("<a href='%1'>%2</a>").arg(href.toHtmlEscaped(), rich);
}
QString certificateLink(const Sha256 &sha256, const QString &rich) { return link(QStringLiteral("certificate:") + text(toHex(sha256)), rich); }

ChartColour colourOf(Severity severity)
{
    switch (severity) {
    case Severity::Critical: return ChartColour::Critical;
    case Severity::High: return ChartColour::High;
    case Severity::Medium: return ChartColour::Medium;
    case Severity::Low: return ChartColour::Low;
    case Severity::Info: return ChartColour::Info;
    }
    return ChartColour::Info;
}

/// "dns" names stand plain, others with their kind before them ("ip:10.0.0.1").
QString nameText(const std::string &name) { return mono(html(name)); }

} // namespace

QString CertificateHtml::row(const QString &name, const QString &value) const
{
    if (value.isEmpty())
        return {};
    return QStringLiteral("<tr><td width='%1' style='padding:3px 12px 3px 0'>%2</td><td style='padding:3px 0'>%3</td></tr>")
        .arg(labelWidth)
        .arg(muted(html(name)), value);
}

QString CertificateHtml::muted(const QString &richText) const
{
    return QStringLiteral("<span style='color:%1'>%2</span>").arg(Colours::of(m_palette).muted.name(), richText);
}

QString CertificateHtml::copyable(const QString &shown, const QString &copied) const
{
    return mono(html(shown)) + QStringLiteral(" &nbsp;")
        + link(QStringLiteral("copy:") + QString::fromUtf8(QUrl::toPercentEncoding(copied)), html(tr("Copy")));
}

QString CertificateHtml::section(const QString &title) const
{
    return QStringLiteral("<p style='margin:14px 0 4px 0'><b>%1</b></p>").arg(html(title));
}

QString CertificateHtml::badge(Severity severity) const
{
    return QStringLiteral("<b><span style='color:%1'>&#9632; %2</span></b>")
        .arg(chartColour(colourOf(severity), Colours::of(m_palette).dark).name(), html(ValueText::of(severity)));
}

QString CertificateHtml::headline() const
{
    //: what a certificate is: %1 its purpose, %2 its class, %3 its key
    return tr("%1 · %2 · %3")
        .arg(ValueText::of(m_detail.listing.purpose), ValueText::of(m_detail.classification.validationClass, m_detail.classification.inferred),
             ValueText::key(m_detail.listing.keyAlgorithm, m_detail.listing.keyBits, m_detail.listing.curve));
}

QString CertificateHtml::keyUsageText(std::uint16_t bits)
{
    const std::pair<std::uint16_t, QString> names[] = {
        {KeyUsage::DigitalSignature, tr("digital signature")}, {KeyUsage::NonRepudiation, tr("non-repudiation")},
        {KeyUsage::KeyEncipherment, tr("key encipherment")},   {KeyUsage::DataEncipherment, tr("data encipherment")},
        {KeyUsage::KeyAgreement, tr("key agreement")},         {KeyUsage::KeyCertSign, tr("signing certificates")},
        {KeyUsage::CrlSign, tr("signing CRLs")},               {KeyUsage::EncipherOnly, tr("encipher only")},
        {KeyUsage::DecipherOnly, tr("decipher only")},
    };
    QStringList found;
    for (const auto &[bit, name] : names) {
        if (bits & bit)
            found += name;
    }
    return found.join(tr(", "));
}

QString CertificateHtml::extendedKeyUsageText(std::uint16_t bits)
{
    const std::pair<std::uint16_t, QString> names[] = {
        {ExtendedKeyUsage::ServerAuth, tr("TLS server")},        {ExtendedKeyUsage::ClientAuth, tr("TLS client")},
        {ExtendedKeyUsage::CodeSigning, tr("code signing")},     {ExtendedKeyUsage::EmailProtection, tr("e-mail protection")},
        {ExtendedKeyUsage::TimeStamping, tr("time stamping")},   {ExtendedKeyUsage::OcspSigning, tr("OCSP signing")},
        {ExtendedKeyUsage::SmartcardLogon, tr("smart card logon")}, {ExtendedKeyUsage::Any, tr("any purpose")},
        {ExtendedKeyUsage::Other, tr("others")},
    };
    QStringList found;
    for (const auto &[bit, name] : names) {
        if (bits & bit)
            found += name;
    }
    return found.join(tr(", "));
}

QString CertificateHtml::summary() const
{
    const CertificateListing &listing = m_detail.listing;
    QString page = QStringLiteral("<table width='100%'>");
    QStringList names;
    for (const std::string &name : listing.dnsNames)
        names += nameText(name);
    for (const std::string &name : listing.otherNames)
        names += nameText(name);
    page += row(tr("Names"), names.isEmpty() ? muted(html(tr("none: modern software does not accept it for servers"))) : names.join(QStringLiteral("<br>")));
    page += row(tr("Subject"), html(listing.subject));
    page += row(tr("Issuer"), html(listing.issuer));
    page += row(tr("Class"), html(ValueText::of(m_detail.classification.validationClass, false))
                    + (m_detail.classification.inferred
                           ? QStringLiteral(" ") + muted(html(tr("inferred from the subject, not stated by a policy of the certificate")))
                           : QString()));
    page += row(tr("Valid from"), html(ValueText::dateTime(listing.notBefore)));
    page += row(tr("Valid until"), html(ValueText::dateTime(listing.notAfter)));
    page += row(tr("Key"), html(ValueText::key(listing.keyAlgorithm, listing.keyBits, listing.curve)));
    page += row(tr("Signature"), html(ValueText::of(listing.signatureAlgorithm)));
    page += row(tr("Key usage"), html(keyUsageText(listing.keyUsage)));
    page += row(tr("Extended key usage"), html(extendedKeyUsageText(listing.extendedKeyUsage)));
    QStringList policies;
    for (const std::string &policy : listing.policies)
        policies += mono(html(policy));
    page += row(tr("Policies"), policies.join(QStringLiteral("<br>")));
    const QString serial = ValueText::serial(listing.serialNumber), fingerprint = ValueText::fingerprint(listing.sha256);
    page += row(tr("Serial number"), copyable(serial, text(toHex(listing.serialNumber))));
    page += row(tr("Fingerprint (SHA-256)"), copyable(fingerprint, text(toHex(listing.sha256))));
    page += row(tr("Key fingerprint (SHA-256)"), copyable(ValueText::fingerprint(listing.spkiSha256), text(toHex(listing.spkiSha256))));
    page += QStringLiteral("</table>");

    if (m_detail.escrow) {
        QStringList holders;
        for (const QString &line : EscrowText::holders(*m_detail.escrow))
            holders += html(line);
        page += section(tr("Key in escrow")) + QStringLiteral("<p>%1<br>%2</p>").arg(html(EscrowText::summary(*m_detail.escrow)), holders.join(QStringLiteral("<br>")));
        if (const QString warning = EscrowText::warning(*m_detail.escrow); !warning.isEmpty())
            page += QStringLiteral("<p>%1 <b>%2</b></p>").arg(badge(m_detail.escrow->recoverable() ? Severity::Medium : Severity::High), html(warning));
    }
    if (!m_detail.replacedBy.empty()) {
        page += section(tr("Replaced by")) + related(m_detail.replacedBy);
        page += QStringLiteral("<p>%1</p>").arg(muted(html(
            m_detail.superseded ? tr("Nothing uses this one any more, as far as was seen: its expiry raises no alert.")
                                : tr("The new one has not been seen wherever this one is at work: until then this one's expiry counts."))));
    }
    if (!m_detail.replaces.empty())
        page += section(tr("Replaces")) + related(m_detail.replaces);
    if (!m_detail.newer.empty())
        page += section(tr("Superseded by")) + related(m_detail.newer);
    if (!m_detail.sameKey.empty())
        page += section(tr("Other certificates with the same key")) + related(m_detail.sameKey);
    if (!m_detail.extensions.empty()) {
        page += section(tr("Extensions")) + QStringLiteral("<table width='100%'>");
        for (const ExtensionText &extension : m_detail.extensions) {
            const QString critical = extension.critical ? QStringLiteral("<br><b>%1</b>").arg(html(tr("critical"))) : QString();
            page += QStringLiteral("<tr><td width='%1' style='padding:3px 12px 3px 0'>%2%3</td><td style='padding:3px 0'>%4</td></tr>")
                        .arg(labelWidth)
                        .arg(muted(html(extension.name)), critical, mono(html(extension.value).replace(u'\n', QStringLiteral("<br>"))));
        }
        page += QStringLiteral("</table>");
    }
    return page;
}

QString CertificateHtml::related(const std::vector<RelatedCertificate> &certificates) const
{
    QString list = QStringLiteral("<table width='100%'>");
    for (const RelatedCertificate &certificate : certificates) {
        list += QStringLiteral("<tr><td style='padding:2px 12px 2px 0'>%1</td><td style='padding:2px 12px 2px 0'>%2</td><td>%3</td></tr>")
                    .arg(certificateLink(certificate.sha256, html(certificate.title)), html(certificate.issuerName),
                         html(ValueText::date(certificate.notAfter)));
    }
    return list + QStringLiteral("</table>");
}

QString CertificateHtml::verdict() const
{
    const auto depth = static_cast<std::size_t>(m_detail.trust.depth);
    const QString atFault = depth < m_detail.chain.size()
        ? text(m_detail.chain[depth].listing.commonName.empty() ? m_detail.chain[depth].listing.subject : m_detail.chain[depth].listing.commonName)
        : text(m_detail.listing.issuerName);
    if (!m_detail.anchorsFound && m_detail.trust.status != TrustStatus::Trusted)
        return tr("Not checked against roots: this computer has no list of trusted authorities.");
    switch (m_detail.trust.status) {
    case TrustStatus::Trusted: return tr("Trusted: the chain ends in a root that this computer trusts.");
    case TrustStatus::SelfSigned: return tr("Not trusted: the certificate signed itself and this computer does not know it as a root.");
    case TrustStatus::IssuerMissing:
        return tr("Not trusted: the certificate of the issuer is missing. Import it: %1").arg(
            text(m_detail.chain.empty() ? m_detail.listing.issuer : m_detail.chain.back().listing.issuer));
    case TrustStatus::Expired: return tr("Not trusted: “%1” has expired.").arg(atFault);
    case TrustStatus::NotYetValid: return tr("Not trusted: “%1” is not valid yet.").arg(atFault);
    case TrustStatus::BadSignature: return tr("Not trusted: the signature on “%1” is wrong.").arg(atFault);
    case TrustStatus::WeakAlgorithm: return tr("Not trusted: “%1” uses a key or digest that is too weak.").arg(atFault);
    case TrustStatus::NotACa: return tr("Not trusted: “%1” may not issue certificates.").arg(atFault);
    case TrustStatus::ConstraintViolated: return tr("Not trusted: “%1” breaks a constraint of its issuer.").arg(atFault);
    case TrustStatus::UntrustedRoot: return tr("Not trusted by this computer: the chain is complete, but its root “%1” is not among the trusted ones.").arg(atFault);
    case TrustStatus::UnhandledExtension: return tr("Not trusted: “%1” has a critical extension that is not understood.").arg(atFault);
    case TrustStatus::Other: return tr("Not trusted: the chain could not be verified.");
    }
    return {};
}

QString CertificateHtml::chain() const
{
    const bool trusted = m_detail.trust.status == TrustStatus::Trusted, dark = Colours::of(m_palette).dark;
    const QColor colour = chartColour(trusted ? ChartColour::Accent : ChartColour::High, dark);
    QString page = QStringLiteral("<p><b><span style='color:%1'>%2</span> %3</b></p>")
                       .arg(colour.name(), trusted ? QStringLiteral("&#10003;") : QStringLiteral("&#10007;"), html(verdict()));
    page += QStringLiteral("<p>%1</p>").arg(muted(html(tr("Checked at %1, without asking whether a certificate was revoked.").arg(
        ValueText::dateTime(m_detail.readAt)))));
    // From the root down, as people draw it.
    int indent = 0;
    for (auto link = m_detail.chain.rbegin(); link != m_detail.chain.rend(); ++link, ++indent) {
        const CertificateListing &listing = link->listing;
        const QString title = html(listing.commonName.empty() ? listing.subject : listing.commonName);
        const bool own = listing.sha256 == m_detail.listing.sha256;
        QString line = own ? QStringLiteral("<b>%1</b>").arg(title) : link->inInventory ? certificateLink(listing.sha256, title) : title;
        QStringList notes{html(tr("until %1").arg(ValueText::date(listing.notAfter)))};
        if (link->trustedByComputer)
            notes += html(tr("trusted by this computer"));
        if (!own && !link->inInventory)
            notes += html(tr("not in the inventory"));
        if (own)
            notes += html(tr("this certificate"));
        page += QStringLiteral("<p style='margin:4px 0 4px %1px'>%2%3<br>%4</p>")
                    .arg(indent * 18)
                    .arg(indent ? QStringLiteral("&#8627; ") : QString(), line, muted(notes.join(QStringLiteral(" · "))));
    }
    if (!m_detail.trust.detail.empty() && !trusted)
        page += section(tr("Technical reason")) + QStringLiteral("<p>%1</p>").arg(mono(html(m_detail.trust.detail)));
    return page;
}

QString CertificateHtml::findings() const
{
    if (m_detail.findings.empty())
        return QStringLiteral("<p>%1</p>").arg(html(tr("No rule of the house is broken by this certificate.")));
    QString page;
    for (const Finding &finding : m_detail.findings) {
        page += QStringLiteral("<p style='margin:10px 0 2px 0'>%1 &nbsp;<b>%2</b></p>").arg(badge(finding.severity), html(FindingText::title(finding.rule)));
        page += QStringLiteral("<table width='100%'>");
        page += row(tr("What it means"), html(FindingText::explanation(finding)));
        page += row(tr("Observed"), html(ObservedText::of(finding)));
        page += row(tr("Source"), html(FindingText::source(finding.rule)));
        page += row(tr("What to do"), html(FindingText::remedy(finding.rule)));
        page += QStringLiteral("</table>");
    }
    return page;
}

QString CertificateHtml::places() const
{
    QString page = section(tr("Services"));
    if (m_detail.services.empty()) {
        page += QStringLiteral("<p>%1</p>").arg(html(tr("Belongs to no service. A service claims it once one of its host names is covered by this certificate.")));
    } else {
        page += QStringLiteral("<table width='100%'>");
        for (const Service &service : m_detail.services) {
            QStringList notes{html(ValueText::of(service.tier))};
            for (const std::string &note : {service.department, service.owner}) {
                if (!note.empty())
                    notes += html(note);
            }
            if (service.patientData)
                notes += html(tr("patient data"));
            page += QStringLiteral("<tr><td style='padding:3px 0'>%1<br>%2</td></tr>")
                        .arg(link(QStringLiteral("service:") + text(service.id), html(service.name)), muted(notes.join(QStringLiteral(" · "))));
        }
        page += QStringLiteral("</table>");
    }
    page += section(tr("Seen at"));
    page += QStringLiteral("<table width='100%'>");
    for (const SightingRecord &sighting : m_detail.sightings) {
        QString what = mono(html(sighting.location));
        if (!sighting.detail.empty())
            what += QStringLiteral("<br>") + html(sighting.detail);
        if (sighting.privateKey)
            what += QStringLiteral("<br><b>%1</b>").arg(html(tr("its private key lies there too")));
        //: %1 first time, %2 latest time
        what += QStringLiteral("<br>") + muted(html(sighting.firstSeen == sighting.lastSeen
                                                        ? tr("seen %1").arg(ValueText::dateTime(sighting.lastSeen))
                                                        : tr("first seen %1, last seen %2").arg(ValueText::dateTime(sighting.firstSeen),
                                                                                                ValueText::dateTime(sighting.lastSeen))));
        page += row(ValueText::sourceKind(sighting.kind), what);
    }
    return page + QStringLiteral("</table>");
}

QString CertificateHtml::history() const
{
    if (m_detail.history.empty())
        return QStringLiteral("<p>%1</p>").arg(html(tr("The journal names no entry for it.")));
    QString page = QStringLiteral("<p>%1</p><table width='100%'>").arg(muted(html(tr("From the journal: how it came to be, the entries that saw it first and last at each place, and what became of it; newest first."))));
    for (const CertificateDetail::HistoryLine &line : m_detail.history) {
        const QString who = line.entry.actor == authorityActor ? tr("the authority") : text(line.actor);
        //: a journal entry: %1 its number, %2 what happened, a sentence
        const QString what = tr("Entry %1: %2").arg(QLocale().toString(static_cast<qulonglong>(line.entry.sequence)),
                                                    JournalText::sentence(line.entry, who, line.payload, m_detail.names));
        page += row(ValueText::dateTime(line.entry.time), html(what));
    }
    return page + QStringLiteral("</table>");
}

QString CertificateHtml::fullText() const { return QStringLiteral("<pre style='white-space:pre-wrap'>%1</pre>").arg(html(m_detail.text)); }

} // namespace hufu
