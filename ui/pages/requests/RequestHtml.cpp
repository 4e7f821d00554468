// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/RequestHtml.h"

#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/EscrowText.h"
#include "models/wording/RequestText.h"
#include "ui/shell/Colours.h"

#include <algorithm>

namespace hufu {
namespace {

QString html(const QString &text) { return text.toHtmlEscaped(); }

QString coloured(const QString &richText, const QColor &colour)
{
    return QStringLiteral("<span style='color:%1'>%2</span>").arg(colour.name(), richText);
}

QString paragraph(const QString &richText) { return QStringLiteral("<p style='margin:2px 0 6px 0'>%1</p>").arg(richText); }

QString lines(const std::vector<std::string> &values)
{
    QStringList texts;
    for (const std::string &value : values)
        texts += html(qstr(value));
    return texts.join(QStringLiteral("<br>"));
}

std::vector<std::string> namesOf(const CertificateListing &listing)
{
    std::vector<std::string> names = listing.dnsNames;
    names.insert(names.end(), listing.otherNames.begin(), listing.otherNames.end());
    return names;
}

bool sameSet(std::vector<std::string> one, std::vector<std::string> other)
{
    std::ranges::sort(one);
    std::ranges::sort(other);
    return one == other;
}

QString people(const std::vector<std::string> &ids, const std::map<std::string, std::string> &names)
{
    QStringList found;
    for (const std::string &id : ids) {
        const auto at = names.find(id);
        found += qstr(at == names.end() ? id : at->second);
    }
    return found.join(QStringLiteral(", "));
}

} // namespace

QString RequestHtml::contents(const CertificateRequest &csr, int days, const std::optional<CertificateListing> &replaced, const QPalette &palette)
{
    const Colours &colours = Colours::of(palette);
    const auto head = [&](const QString &text) {
        return QStringLiteral("<td style='padding:3px 12px 3px 0'>%1</td>").arg(coloured(html(text), colours.muted));
    };
    const auto cell = [](const QString &richText) { return QStringLiteral("<td style='padding:3px 12px 3px 0'>%1</td>").arg(richText); };
    QString rows;
    const auto row = [&](const QString &label, const QString &asked, const QString &before, bool differs) {
        rows += QStringLiteral("<tr>") + head(label);
        const QString mark = replaced && differs ? QStringLiteral("<br><b>%1</b>").arg(coloured(html(tr("differs")), colours.attention.text)) : QString();
        rows += cell(asked + mark);
        if (replaced)
            rows += cell(before);
        rows += QStringLiteral("</tr>");
    };
    const CertificateListing none, &old = replaced ? *replaced : none;
    if (replaced)
        rows += QStringLiteral("<tr>") + head({}) + head(tr("Asked for")) + head(tr("Certificate it replaces")) + QStringLiteral("</tr>");
    row(tr("Subject"), html(qstr(csr.subject)), html(qstr(old.subject)), csr.subject != old.subject);
    row(tr("Names"), lines(namesAskedFor(csr)), lines(namesOf(old)), !sameSet(namesAskedFor(csr), namesOf(old)));
    const QString key = ValueText::key(csr.keyAlgorithm, csr.keyBits, csr.curve), oldKey = ValueText::key(old.keyAlgorithm, old.keyBits, old.curve);
    row(tr("Key"), html(key), html(oldKey), key != oldKey);
    // The first bytes tell keys apart for the eye; the whole is in the findings when it matters.
    const auto print = [](const Sha256 &digest) { return QStringLiteral("<code>%1…</code>").arg(html(ValueText::fingerprint(digest).left(23))); };
    row(tr("Key's fingerprint"), print(csr.spkiSha256), print(old.spkiSha256), csr.spkiSha256 != old.spkiSha256);
    const auto term = std::chrono::duration_cast<std::chrono::days>(old.notAfter - old.notBefore + std::chrono::seconds(1)).count();
    row(tr("Term"), html(tr("%n day(s)", nullptr, days)), html(tr("%n day(s)", nullptr, static_cast<int>(term))), term != days);
    return QStringLiteral("<table cellspacing='0'>%1</table>").arg(rows);
}

QString RequestHtml::findings(const std::vector<RequestFinding> &findings, const QPalette &palette)
{
    const Colours &colours = Colours::of(palette);
    if (findings.empty())
        return paragraph(html(tr("Nothing to object to.")));
    QString text;
    for (const bool blocking : {true, false}) {
        for (const RequestFinding &finding : findings) {
            if (finding.blocking != blocking)
                continue;
            const QString mark = blocking ? tr("Not possible") : tr("Look at this");
            text += paragraph(QStringLiteral("<b>%1</b> %2<br>%3")
                                  .arg(coloured(QStringLiteral("&#9632; ") + html(mark) + u':', blocking ? colours.danger.text : colours.attention.text),
                                       html(RequestText::title(finding.rule)), html(RequestText::explanation(finding))));
        }
    }
    return text;
}

QString RequestHtml::approvals(const RequestPreview &preview, const std::map<std::string, std::string> &names, const QPalette &palette)
{
    const Colours &colours = Colours::of(palette);
    QString text;
    for (const ApprovalStep &step : preview.steps) {
        QStringList why;
        for (const QString &reason : RequestText::reasons(step))
            why += html(reason);
        text += paragraph(QStringLiteral("<b>%1</b><br>%2").arg(html(RequestText::step(step)), why.join(QStringLiteral("<br>"))));
    }
    text += paragraph(html(preview.approvers.empty() ? tr("Nobody in the house may approve it.") : tr("May approve: %1").arg(people(preview.approvers, names))));
    for (const RequestPreview::Excluded &one : preview.excluded)
        text += paragraph(coloured(html(tr("Excluded: %1 – %2").arg(people({one.person}, names), RequestText::exclusion(one.reason))), colours.muted));
    return text;
}

QString RequestHtml::reviews(const RequestDetail &detail, const QPalette &palette)
{
    const Colours &colours = Colours::of(palette);
    if (detail.request.reviews.empty())
        return paragraph(html(tr("Nobody has said anything yet.")));
    QString text;
    for (const Review &review : detail.request.reviews) {
        QString what = html(tr("%1 %2", "%1 a person, %2 what they did: approved, rejected …").arg(qstr(detail.nameOf(review.person)), RequestText::deed(review.verdict)));
        if (review.version != detail.request.version && review.version < detail.request.version && review.verdict == Verdict::Approve && detail.state == RequestState::Open)
            what += u' ' + html(tr("(an earlier version)"));
        text += paragraph(QStringLiteral("<b>%1</b> %2%3").arg(what, coloured(html(ValueText::dateTime(review.at)), colours.muted),
                                                             review.reason.empty() ? QString() : QStringLiteral("<br>") + html(qstr(review.reason))));
    }
    return text;
}

QString RequestHtml::escrow(const EscrowSight &sight, const QPalette &palette)
{
    const Colours &colours = Colours::of(palette);
    QStringList holders;
    for (const QString &line : EscrowText::holders(sight))
        holders += html(line);
    const QString warning = EscrowText::warning(sight);
    QString text = paragraph(html(EscrowText::summary(sight))) + paragraph(holders.join(QStringLiteral("<br>")));
    if (!warning.isEmpty())
        text += paragraph(coloured(QStringLiteral("&#9632; ") + html(warning), sight.recoverable() ? colours.attention.text : colours.danger.text));
    return text;
}

} // namespace hufu
