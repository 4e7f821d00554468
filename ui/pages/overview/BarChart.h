// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/overview/ChartColour.h"
#include "ui/pages/overview/CustomPlot.h"

#include <QStringList>
#include <QVector>

#include <optional>



namespace hufu {

/// A finished series for a BarChart: bars along one axis, each a stack of the same parts.
struct BarChartData {
    struct Part {
        QString name; ///< for the legend and the tooltip
        ChartColour colour = ChartColour::Accent;
    };
    struct Segment {
        double value = 0;
        QString query; ///< the rows this segment counts; empty: not clickable
    };
    struct Bar {
        QString label;    ///< at the axis
        QString title;    ///< the whole name or period, for the tooltip and for screen readers
        QString query;    ///< the rows the whole bar counts; empty: not clickable
        QVector<Segment> segments; ///< one for each part
        std::optional<ChartColour> colour; ///< instead of the part's, where there is only one part
        double total() const;
    };
    QVector<Part> parts;
    QVector<Bar> bars;
    QString valueTitle, keyTitle; ///< of the axes
};

/// Draws a BarChartData, upright or lying. A bar, a segment and the focus bar (arrow keys, Enter) lead to the rows they count. Colours
/// follow the palette; a context menu copies the figures.
class BarChart : public QCustomPlot {
    Q_OBJECT
public:
    explicit BarChart(Qt::Orientation orientation, QWidget *parent = nullptr);

    void setData(BarChartData data);
    const BarChartData &data() const { return m_data; }
    /// The figures as tab-separated lines, heading first.
    QString asText() const;
    /// Draws with the light theme's colours into `area` (points of the painter's device).
    void print(QCPPainter *painter, const QRect &area);

    /// Which bar and which of its segments lie under a point of the widget; a segment of -1 is the bar's empty room. Bar -1: none.
    struct Spot {
        int bar = -1, segment = -1;
        bool operator==(const Spot &) const = default;
    };
    Spot spotAt(QPointF position) const;
    /// The middle of a segment in the widget's coordinates; what a test clicks.
    QPointF pointOf(Spot spot) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated(const QString &query);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    bool isUpright() const { return m_orientation == Qt::Vertical; }
    QCPAxis *keyAxis() const { return isUpright() ? xAxis : yAxis; }
    QCPAxis *valueAxis() const { return isUpright() ? yAxis : xAxis; }
    void rebuild();
    void paintColours(bool dark, const QPalette &palette);
    void scaleValues();
    void labelKeys();
    void select(int bar);
    QString describe(Spot spot) const;
    QString queryOf(Spot spot) const;

    Qt::Orientation m_orientation;
    BarChartData m_data;
    QVector<QCPBars *> m_parts;
    QVector<QCPItemText *> m_totals;
    QCPItemRect *m_focusFrame = nullptr;
    int m_selected = -1;
};

} // namespace hufu
