// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/ReportParts.h"

#include "models/base/CanonicalJson.h"

#include <QBuffer>
#include <QDateTime>
#include <QFontDatabase>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextDocument>

namespace hufu::parts {
namespace {

constexpr int resolution = 300; // dots per inch
constexpr double bodySize = 9.5, headSize = 17; // points

/// The distribution's fonts, as far as they are there. Latin comes first: of the digits that Noto's Chinese fonts draw among Latin letters no
/// PDF reader finds back the text (Qt 6.4).
QStringList fontFamilies(bool fixed)
{
    QStringList families;
    for (const char *wanted : {fixed ? "DejaVu Sans Mono" : "DejaVu Sans", fixed ? "Noto Sans Mono CJK SC" : "Noto Sans CJK SC"}) {
        if (QFontDatabase::hasFamily(QString::fromLatin1(wanted)))
            families += QString::fromLatin1(wanted);
    }
    return families.isEmpty() ? QStringList{fixed ? QStringLiteral("monospace") : QStringLiteral("sans-serif")} : families;
}

} // namespace

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

QStringList families() { return fontFamilies(false); }

Result<Bytes> pdfOf(const QString &title, const QString &html)
{
    QByteArray content;
    QBuffer buffer(&content);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("Hufu 虎符"));
        writer.setPdfVersion(QPagedPaintDevice::PdfVersion_1_6);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout::Millimeter); // the document brings its own
        writer.setResolution(resolution);
        QFont font(fontFamilies(false));
        font.setPointSizeF(bodySize);
        QTextDocument document;
        document.setDefaultFont(font);
        document.setDefaultStyleSheet(QStringLiteral("h1 { font-size: %1pt; margin-bottom: 2px } h2 { font-size: 12pt; margin-top: 14px; margin-bottom: 3px }"
                                                     "body { color: black } .label { color: #505050 } .head { color: #505050 }"
                                                     "code { font-family: '%2'; font-size: 7.5pt }")
                                          .arg(headSize)
                                          .arg(fontFamilies(true).join(QStringLiteral("','"))));
        document.setHtml(html);
        document.setMetaInformation(QTextDocument::DocumentTitle, title);
        document.print(&writer);
    }
    if (!content.startsWith("%PDF"))
        return fail(ErrorCode::Internal, "no PDF came of it");
    return bytesOf(viewOf(std::string_view(content.constData(), static_cast<std::size_t>(content.size()))));
}

} // namespace hufu::parts
