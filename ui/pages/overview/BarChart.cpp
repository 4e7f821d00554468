// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/BarChart.h"

#include "ui/shell/Colours.h"

#include <QAccessible>
#include <QAccessibleEvent>
#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QToolTip>

#include <cmath>
#include <numeric>

namespace hufu {
namespace {

constexpr double barWidth = 0.72;
constexpr int outerMargin = 8;

/// 1, 2 or 5 times a power of ten, never below one: what is counted is whole.
double niceStep(double range, int steps)
{
    const double raw = range / steps;
    if (raw <= 1)
        return 1;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1., 2., 5., 10.}) {
        if (raw <= factor * power)
            return factor * power;
    }
    return 10 * power;
}

} // namespace

double BarChartData::Bar::total() const
{
    return std::accumulate(segments.begin(), segments.end(), 0., [](double sum, const Segment &segment) { return sum + segment.value; });
}

BarChart::BarChart(Qt::Orientation orientation, QWidget *parent)
    : QCustomPlot(parent)
    , m_orientation(orientation)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setNoAntialiasingOnDrag(true);
    plotLayout()->setMargins({outerMargin, outerMargin, outerMargin, outerMargin});
    for (QCPAxis *axis : {xAxis, yAxis}) {
        axis->setTickLengthOut(0);
        axis->setTickLengthIn(0);
        axis->setSubTicks(false);
        axis->grid()->setSubGridVisible(false);
    }
    keyAxis()->grid()->setVisible(false);
    yAxis->setRangeReversed(!isUpright()); // the first bar on top
    // The legend has a row of its own above the plot, so that it never covers a bar.
    auto *legendRow = new QCPLayoutGrid;
    plotLayout()->insertRow(0);
    plotLayout()->addElement(0, 0, legendRow);
    legendRow->addElement(0, 0, legend);
    legend->setFillOrder(QCPLegend::foColumnsFirst);
    legend->setBorderPen(Qt::NoPen);
    legend->setBrush(Qt::NoBrush);
    plotLayout()->setRowStretchFactor(0, 0.001);
    plotLayout()->setRowStretchFactor(1, 1);
    paintColours(Colours::of(palette()).dark, palette());
}

QSize BarChart::sizeHint() const { return {420, 260}; }

QSize BarChart::minimumSizeHint() const
{
    const int line = fontMetrics().height();
    if (isUpright())
        return {line * 16, line * 11};
    return {line * 14, line * (5 + static_cast<int>(m_data.bars.size()) * 3 / 2)};
}

void BarChart::setData(BarChartData data)
{
    m_data = std::move(data);
    rebuild();
    updateGeometry();
    replot(QCustomPlot::rpQueuedReplot);
}

QString BarChart::asText() const
{
    QStringList heading{m_data.keyTitle};
    for (const BarChartData::Part &part : m_data.parts)
        heading += part.name.isEmpty() ? m_data.valueTitle : part.name;
    QString text = heading.join(u'\t') + u'\n';
    for (const BarChartData::Bar &bar : m_data.bars) {
        QStringList cells{bar.title.isEmpty() ? bar.label : bar.title};
        for (const BarChartData::Segment &segment : bar.segments)
            cells += QString::number(segment.value, 'f', 0);
        text += cells.join(u'\t') + u'\n';
    }
    return text;
}

void BarChart::rebuild()
{
    clearPlottables();
    clearItems();
    m_parts.clear();
    m_totals.clear();
    m_focusFrame = nullptr;
    setLocale(QLocale()); // QCustomPlot leaves out the separators that large numbers need
    setAutoAddPlottableToLegend(m_data.parts.size() > 1); // an entry takes room even where the legend is hidden
    for (int p = 0; p < m_data.parts.size(); ++p) {
        auto *bars = new QCPBars(keyAxis(), valueAxis());
        bars->setWidth(barWidth);
        bars->setAntialiased(false);
        bars->setName(m_data.parts[p].name);
        for (int b = 0; b < m_data.bars.size(); ++b)
            bars->addData(b, m_data.bars[b].segments.value(p).value);
        if (p > 0)
            bars->moveAbove(m_parts.back());
        m_parts += bars;
    }
    // Bars of one part with colours of their own are drawn apart, each as its own plottable.
    if (m_data.parts.size() == 1
        && std::any_of(m_data.bars.begin(), m_data.bars.end(), [](const auto &bar) { return bar.colour.has_value(); })) {
        removePlottable(m_parts.takeFirst());
        for (int b = 0; b < m_data.bars.size(); ++b) {
            auto *bars = new QCPBars(keyAxis(), valueAxis());
            bars->setWidth(barWidth);
            bars->setAntialiased(false);
            bars->addData(b, m_data.bars[b].total());
            m_parts += bars;
        }
    }
    legend->setVisible(m_data.parts.size() > 1);
    QCPLayoutElement *legendRow = plotLayout()->elementAt(0);
    legendRow->setVisible(legend->visible());
    // Empty, it would also hold the plot below to its own width: an explicit size counts more than that hint.
    legendRow->setMaximumSize(QWIDGETSIZE_MAX - 1, legend->visible() ? QWIDGETSIZE_MAX : 1);
    for (int b = 0; b < m_data.bars.size(); ++b) {
        auto *text = new QCPItemText(this);
        text->setClipToAxisRect(false);
        text->setPositionAlignment(isUpright() ? Qt::AlignHCenter | Qt::AlignBottom : Qt::AlignLeft | Qt::AlignVCenter);
        text->setPadding({4, 0, 4, 1});
        m_totals += text;
    }
    m_selected = std::min(m_selected, static_cast<int>(m_data.bars.size()) - 1);
    keyAxis()->setLabel(m_data.keyTitle);
    valueAxis()->setLabel(m_data.valueTitle);
    keyAxis()->setRange(-0.6, std::max<double>(static_cast<double>(m_data.bars.size()), 1) - 0.4);
    scaleValues();
    labelKeys();
    paintColours(Colours::of(palette()).dark, palette());
    select(m_selected);
}

void BarChart::scaleValues()
{
    double most = 0;
    for (int b = 0; b < m_data.bars.size(); ++b) {
        const double total = m_data.bars[b].total();
        most = std::max(most, total);
        m_totals[b]->setText(total > 0 ? QLocale().toString(total, 'f', 0) : QString());
        if (isUpright())
            m_totals[b]->position->setCoords(b, total);
        else
            m_totals[b]->position->setCoords(total, b);
    }
    const double room = isUpright() ? axisRect()->height() : axisRect()->width();
    const int steps = std::clamp(static_cast<int>(room / (fontMetrics().height() * (isUpright() ? 2.5 : 5))), 2, 6);
    const double step = niceStep(std::max(most, 1.), steps);
    auto ticker = QSharedPointer<QCPAxisTickerFixed>::create();
    ticker->setTickStep(step);
    ticker->setScaleStrategy(QCPAxisTickerFixed::ssNone);
    valueAxis()->setTicker(ticker);
    valueAxis()->setNumberFormat(QStringLiteral("f"));
    valueAxis()->setNumberPrecision(0);
    // Room for the figure at the end of the longest bar.
    valueAxis()->setRange(0, std::max(most, 1.) * (isUpright() ? 1.14 : 1.2));
}

void BarChart::labelKeys()
{
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    const QFontMetrics metrics(keyAxis()->tickLabelFont());
    int every = 1;
    if (isUpright() && !m_data.bars.isEmpty()) {
        int widest = 1;
        for (const BarChartData::Bar &bar : m_data.bars)
            widest = std::max(widest, metrics.horizontalAdvance(bar.label) + 8);
        const double each = std::max(1., axisRect()->width() / static_cast<double>(m_data.bars.size()));
        every = std::max(1, static_cast<int>(std::ceil(widest / each)));
    }
    const int longest = static_cast<int>(width() * 0.42);
    for (int b = 0; b < m_data.bars.size(); b += every)
        ticker->addTick(b, isUpright() ? m_data.bars[b].label : metrics.elidedText(m_data.bars[b].label, Qt::ElideRight, longest));
    keyAxis()->setTicker(ticker);
}

void BarChart::paintColours(bool dark, const QPalette &colours)
{
    const QColor ink = colours.color(QPalette::Text), paper = colours.color(QPalette::Base);
    QColor line = ink;
    line.setAlphaF(0.18F);
    setBackground(QBrush(paper));
    legend->setTextColor(ink);
    legend->setFont(font());
    for (QCPAxis *axis : {xAxis, yAxis}) {
        axis->setBasePen(QPen(line));
        axis->setTickPen(Qt::NoPen);
        axis->setTickLabelColor(ink);
        axis->setLabelColor(ink);
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
        axis->grid()->setPen(QPen(line, 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    const bool apart = m_parts.size() != m_data.parts.size();
    for (int p = 0; p < m_parts.size(); ++p) {
        const ChartColour colour = apart ? m_data.bars[p].colour.value_or(m_data.parts.first().colour) : m_data.parts[p].colour;
        m_parts[p]->setPen(QPen(chartColour(colour, dark), 1));
        m_parts[p]->setBrush(chartBrush(colour, dark));
    }
    for (QCPItemText *text : m_totals) {
        text->setColor(ink);
        text->setFont(font());
    }
    if (m_focusFrame)
        m_focusFrame->setPen(QPen(ink, 1.5, Qt::DashLine));
}

void BarChart::print(QCPPainter *painter, const QRect &area)
{
    QPalette paper;
    paper.setColor(QPalette::Text, Qt::black);
    paper.setColor(QPalette::Base, Qt::white);
    paintColours(false, paper);
    painter->save();
    painter->translate(area.topLeft());
    toPainter(painter, area.width(), area.height());
    painter->restore();
    paintColours(Colours::of(palette()).dark, palette());
    replot(QCustomPlot::rpQueuedReplot);
}

BarChart::Spot BarChart::spotAt(QPointF position) const
{
    if (!axisRect()->rect().contains(position.toPoint()))
        return {};
    const double key = keyAxis()->pixelToCoord(isUpright() ? position.x() : position.y());
    const int bar = static_cast<int>(std::lround(key));
    if (bar < 0 || bar >= m_data.bars.size() || std::abs(key - bar) > 0.5)
        return {};
    const double value = valueAxis()->pixelToCoord(isUpright() ? position.y() : position.x());
    double from = 0;
    for (int s = 0; s < m_data.bars[bar].segments.size(); ++s) {
        const double until = from + m_data.bars[bar].segments[s].value;
        if (value >= from && value < until)
            return {bar, s};
        from = until;
    }
    return {bar, -1};
}

QPointF BarChart::pointOf(Spot spot) const
{
    const BarChartData::Bar bar = m_data.bars.value(spot.bar);
    double value = bar.total() + (valueAxis()->range().upper - bar.total()) / 2;
    if (spot.segment >= 0) {
        value = bar.segments.value(spot.segment).value / 2;
        for (int s = 0; s < spot.segment; ++s)
            value += bar.segments[s].value;
    }
    const double alongKey = keyAxis()->coordToPixel(spot.bar), alongValue = valueAxis()->coordToPixel(value);
    return isUpright() ? QPointF(alongKey, alongValue) : QPointF(alongValue, alongKey);
}

QString BarChart::queryOf(Spot spot) const
{
    if (spot.bar < 0 || spot.bar >= m_data.bars.size())
        return {};
    const BarChartData::Bar &bar = m_data.bars[spot.bar];
    const QString segment = bar.segments.value(spot.segment).query;
    return segment.isEmpty() ? bar.query : segment;
}

QString BarChart::describe(Spot spot) const
{
    if (spot.bar < 0 || spot.bar >= m_data.bars.size())
        return {};
    const BarChartData::Bar &bar = m_data.bars[spot.bar];
    const QLocale locale;
    //: tooltip of a bar: %1 its period or name, %2 the figure, e.g. "week of 30 Nov: 12"
    QStringList lines{tr("%1: %2").arg(bar.title.isEmpty() ? bar.label : bar.title, locale.toString(bar.total(), 'f', 0))};
    for (int s = 0; m_data.parts.size() > 1 && s < bar.segments.size(); ++s) {
        if (bar.segments[s].value > 0)
            lines += tr("%1: %2").arg(m_data.parts[s].name, locale.toString(bar.segments[s].value, 'f', 0));
    }
    return lines.join(u'\n');
}

void BarChart::select(int bar)
{
    m_selected = bar;
    if (m_focusFrame) {
        removeItem(m_focusFrame);
        m_focusFrame = nullptr;
    }
    if (bar < 0 || bar >= m_data.bars.size() || !hasFocus()) {
        replot(QCustomPlot::rpQueuedReplot);
        return;
    }
    m_focusFrame = new QCPItemRect(this);
    m_focusFrame->setBrush(Qt::NoBrush);
    m_focusFrame->setPen(QPen(palette().color(QPalette::Text), 1.5, Qt::DashLine));
    const double top = valueAxis()->range().upper;
    if (isUpright()) {
        m_focusFrame->topLeft->setCoords(bar - 0.45, top);
        m_focusFrame->bottomRight->setCoords(bar + 0.45, 0);
    } else {
        m_focusFrame->topLeft->setCoords(0, bar - 0.45);
        m_focusFrame->bottomRight->setCoords(top, bar + 0.45);
    }
    setAccessibleDescription(describe({bar, -1}));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    replot(QCustomPlot::rpQueuedReplot);
}

bool BarChart::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const Spot spot = spotAt(help->pos());
        if (spot.bar < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), describe(spot), this);
        return true;
    }
    return QCustomPlot::event(event);
}

void BarChart::changeEvent(QEvent *event)
{
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        paintColours(Colours::of(palette()).dark, palette());
        labelKeys();
        updateGeometry();
        replot(QCustomPlot::rpQueuedReplot);
    }
}

void BarChart::mousePressEvent(QMouseEvent *event) { event->accept(); }

void BarChart::mouseMoveEvent(QMouseEvent *event)
{
    setCursor(queryOf(spotAt(event->position())).isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

void BarChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Spot spot = spotAt(event->position());
    if (spot.bar < 0)
        return;
    select(spot.bar);
    if (const QString query = queryOf(spot); !query.isEmpty())
        Q_EMIT activated(query);
}

void BarChart::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_data.bars.size()) - 1;
    const int back = isUpright() ? Qt::Key_Left : Qt::Key_Up, forth = isUpright() ? Qt::Key_Right : Qt::Key_Down;
    if (last < 0) {
        QWidget::keyPressEvent(event);
    } else if (event->key() == back) {
        select(std::max(0, m_selected - 1));
    } else if (event->key() == forth) {
        select(std::min(last, m_selected + 1));
    } else if (event->key() == Qt::Key_Home) {
        select(0);
    } else if (event->key() == Qt::Key_End) {
        select(last);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) {
        if (const QString query = queryOf({m_selected, -1}); !query.isEmpty())
            Q_EMIT activated(query);
    } else if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(asText());
    } else {
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_selected >= 0 && hasFocus())
        QToolTip::showText(mapToGlobal(pointOf({m_selected, -1}).toPoint()), describe({m_selected, -1}), this);
}

void BarChart::focusInEvent(QFocusEvent *event)
{
    QCustomPlot::focusInEvent(event);
    // A click chooses its own bar.
    select(event->reason() == Qt::MouseFocusReason ? m_selected : std::max(0, m_selected));
}

void BarChart::focusOutEvent(QFocusEvent *event)
{
    QCustomPlot::focusOutEvent(event);
    select(m_selected);
}

void BarChart::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy the figures"), this, [this] { QGuiApplication::clipboard()->setText(asText()); });
    menu->popup(event->globalPos());
}

void BarChart::resizeEvent(QResizeEvent *event)
{
    Q_UNUSED(event) // QCustomPlot's own draws at once, five charts in the one event that shows a page
    setViewport(rect());
    scaleValues();
    labelKeys();
    replot(QCustomPlot::rpQueuedReplot);
}

} // namespace hufu
