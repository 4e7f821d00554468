// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/CardReceipt.h"

#include "models/base/CanonicalJson.h"
#include "models/store/AtomicFile.h"
#include "models/wording/ReportParts.h"

#include <QDateTime>

namespace hufu {
namespace {

QString escaped(const std::string &text) { return qstr(text).toHtmlEscaped(); }
QString fixedText(const QString &text) { return QStringLiteral("<code>%1</code>").arg(text.toHtmlEscaped()); }

QString momentText(Instant instant)
{
    const QDateTime local = QDateTime::fromSecsSinceEpoch(toUnix(instant)).toLocalTime();
    return local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODate).replace(u'T', u' ');
}

/// A line with its label in both languages.
QString line(const char *chinese, const char *english, const QString &richText)
{
    return QStringLiteral("<tr><td width='30%' class='label'>%1<br>%2</td><td width='70%'>%3</td></tr>")
        .arg(QString::fromUtf8(chinese), QString::fromUtf8(english), richText);
}

QString block(const char *chinese, const char *english, const QString &rows)
{
    return QStringLiteral("<h2>%1 · %2</h2><table width='100%' cellspacing='0' cellpadding='3'>%3</table>")
        .arg(QString::fromUtf8(chinese), QString::fromUtf8(english), rows);
}

/// Broken into lines that fit the page.
QString brokenText(const std::string &text, qsizetype width)
{
    QStringList lines;
    const QString whole = qstr(text);
    for (qsizetype at = 0; at < whole.size(); at += width)
        lines += fixedText(whole.mid(at, width));
    return lines.join(QStringLiteral("<br>"));
}

const char *purposeChinese(const std::string &slot) { return slot == "9a" ? "认证 authentication" : slot == "9c" ? "签名 signature" : "解密 decryption"; }

} // namespace

QString CardReceipt::title() const { return QStringLiteral("USBKey 交接单 · Handover receipt %1").arg(qstr(m_record.card.number)); }

QString CardReceipt::html() const
{
    QStringList orderedBy;
    for (const std::string &name : m_record.orderedBy)
        orderedBy += escaped(name);
    const CardHolder &holder = m_record.card.holder;
    QString key = line("编号", "Number", escaped(m_record.card.number)) + line("型号", "Model", escaped(m_record.card.model))
        + line("持有人", "Holder", escaped(holder.name)) + line("工号", "Staff number", escaped(holder.id)) + line("科室", "Department", escaped(holder.department))
        + line("持证角色", "Certificate role", escaped(m_record.card.roleName));
    QString certificates;
    for (const CardDetail::Certificate &certificate : m_record.certificates) {
        certificates += line(purposeChinese(certificate.slot), certificate.slot.c_str(),
                             QStringLiteral("%1<br>%2 – %3<br>%4")
                                 .arg(escaped(certificate.listing.subject), momentText(certificate.listing.notBefore), momentText(certificate.listing.notAfter),
                                      fixedText(QStringLiteral("SHA-256 ") + qstr(toHex(certificate.listing.sha256)))));
    }
    const bool temporary = m_record.order.isTemporary();
    QString proof = line(temporary ? "下单（一人签署，事后复核）" : "下单（双人签署）", temporary ? "Ordered by one alone, reviewed afterwards" : "Ordered, signed by", orderedBy.join(QStringLiteral("、")) + QStringLiteral("<br>") + momentText(m_record.orderedAt))
        + line("交付人", "Handed over by", escaped(m_record.officer)) + line("交付时间", "Handed over at", momentText(m_record.handover.time))
        + line("日志条目", "Journal entry", QString::number(m_record.handover.sequence) + QStringLiteral("<br>") + fixedText(qstr(toHex(m_record.handover.hash))))
        + line("持有人新密钥的签名", "Signature by the holder's new key", brokenText(m_record.signature, 80));
    const QString duties = QStringLiteral(
        "<p>PIN 由持有人自己设定或更改，任何人不得代管；遗失须立即报告，证书随即吊销；离职或调岗须交回。<br>"
        "The holder chose or changed the PIN and keeps it alone; a loss is reported at once, and the certificates are then revoked; who leaves or changes department hands it back.</p>");
    const QString ink = QStringLiteral("<p>&nbsp;</p><table width='100%' cellpadding='6'><tr><td width='50%'>持有人签字 · Holder<br><br>______________________</td>"
                                       "<td width='50%'>交付人签字 · Officer<br><br>______________________</td></tr></table>");
    return QStringLiteral("<html><body><h1>USBKey 交接单<br>Handover receipt</h1><p>%1<br>%2 %3</p>%4%5%6%7%8</body></html>")
        .arg(escaped(m_record.house.name), QStringLiteral("出具时间 · Made"), momentText(m_record.readAt), block("USBKey", "USBKey", key),
             block("证书", "Certificates", certificates), block("证据", "Evidence", proof), duties, ink);
}

Result<Bytes> CardReceipt::pdf() const { return parts::pdfOf(title(), html()); }

Result<void> CardReceipt::save(House &house, const std::string &number, const std::string &path)
{
    const Result<CardReceiptRecord> record = readCardReceipt(house, number);
    const Result<Bytes> pdf = record ? CardReceipt(*record).pdf() : fail(record.error());
    return pdf ? writeFileAtomically(path, *pdf) : fail(pdf.error());
}

} // namespace hufu
