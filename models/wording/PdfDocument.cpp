// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/PdfDocument.h"

#include <QBuffer>
#include <QFontDatabase>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextDocument>

namespace hufu {
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

Result<Bytes> makePdf(const QString &title, const QString &html)
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

} // namespace hufu
