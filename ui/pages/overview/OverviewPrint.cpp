// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/OverviewPrint.h"

#include "models/views/ValueText.h"
#include "ui/pages/overview/BarChart.h"
#include "ui/pages/overview/OverviewText.h"
#include "ui/shell/Theme.h"

#include <QPrinter>
#include <QTextDocument>

#include <cmath>

namespace hufu {
namespace {

constexpr double unitsPerInch = 96; ///< what fonts and charts measure in
constexpr int printGap = 16;

class Paper {
public:
    explicit Paper(QPrinter *printer)
        : m_printer(printer)
    {
        m_painter.begin(printer);
        m_painter.setMode(QCPPainter::pmVectorized);
        m_painter.setMode(QCPPainter::pmNoCaching);
        m_scale = printer->resolution() / unitsPerInch;
        m_painter.scale(m_scale, m_scale);
        const QRectF page = printer->pageLayout().paintRectPixels(printer->resolution());
        m_width = static_cast<int>(page.width() / m_scale);
        m_height = static_cast<int>(page.height() / m_scale);
    }

    void text(const QString &html)
    {
        QTextDocument document;
        document.setDefaultFont(Theme::bodyFont());
        document.setDocumentMargin(0);
        document.setDefaultStyleSheet(QStringLiteral("body { color: black }"));
        document.setHtml(QStringLiteral("<body>%1</body>").arg(html));
        document.setTextWidth(m_width);
        const int height = static_cast<int>(std::ceil(document.size().height()));
        room(height);
        m_painter.save();
        m_painter.translate(0, m_y);
        document.drawContents(&m_painter);
        m_painter.restore();
        m_y += height + printGap / 2;
    }

    void chart(Qt::Orientation orientation, const QString &heading, BarChartData data)
    {
        if (data.bars.isEmpty())
            return;
        BarChart chart(orientation);
        const int height = orientation == Qt::Vertical ? 300 : 90 + 26 * static_cast<int>(data.bars.size());
        chart.resize(m_width, height);
        chart.setData(std::move(data));
        room(height + 40);
        text(QStringLiteral("<h3>%1</h3>").arg(heading.toHtmlEscaped()));
        chart.print(&m_painter, QRect(0, m_y, m_width, height));
        m_y += height + printGap;
    }

private:
    void room(int height)
    {
        if (m_y == 0 || m_y + height <= m_height)
            return;
        m_printer->newPage();
        m_y = 0;
    }

    QPrinter *m_printer;
    QCPPainter m_painter;
    double m_scale = 1;
    int m_width = 0, m_height = 0, m_y = 0;
};

} // namespace

void printOverview(QPrinter *printer, const Statistics &statistics, const std::vector<WorkItem> &work, Instant workAt, const QString &houseName)
{
    Paper paper(printer);
    const auto escaped = [](const QString &plain) { return plain.toHtmlEscaped(); };
    paper.text(QStringLiteral("<h1>%1</h1><p>%2</p>")
                   .arg(escaped(OverviewText::paperTitle(houseName)),
                        escaped(ValueText::dateTime(statistics.at))));
    paper.text(QStringLiteral("<h2>%1</h2>").arg(escaped(OverviewText::headline(statistics, work))));
    for (const OverviewLine &line : OverviewText::lines(statistics, work, workAt))
        paper.text(QStringLiteral("<p><b>%1</b> &nbsp; %2<br>%3</p>").arg(escaped(ValueText::of(line.severity)), escaped(line.what), escaped(line.advice)));
    QString figures = QStringLiteral("<table width='100%' cellpadding='4'>");
    const QLocale locale;
    for (const Figure &figure : OverviewText::numbers(statistics)) {
        figures += QStringLiteral("<tr><td>%1</td><td align='right'>%2</td></tr>")
                       .arg(escaped(QString::fromStdString(figure.key)), locale.toString(figure.count));
    }
    paper.text(figures + QStringLiteral("</table>"));
    paper.chart(Qt::Vertical, OverviewText::expiryTitle(), OverviewText::expiry(statistics));
    paper.chart(Qt::Horizontal, OverviewText::severitiesTitle(), OverviewText::severities(statistics));
    paper.chart(Qt::Horizontal, OverviewText::classesTitle(), OverviewText::classes(statistics));
    paper.chart(Qt::Horizontal, OverviewText::algorithmsTitle(), OverviewText::algorithms(statistics));
    paper.chart(Qt::Horizontal, OverviewText::issuersTitle(), OverviewText::issuers(statistics));
}

} // namespace hufu
