// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/OpenWork.h"
#include "models/views/Statistics.h"
#include "ui/pages/inventory/PendingJobs.h"
#include "ui/shell/Page.h"

#include <QFutureWatcher>
#include <QTimer>

#include <array>

class QGridLayout;
class QPrinter;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace hufu {

class BarChart;
struct OverviewLine;
class ErrorBox;

/// The overview (总览): what needs somebody today, when certificates expire, what they are made of, and what the
/// own CA and its requests ask for. Computed on a worker whenever the inventory
/// changes; every line, bar and figure leads to exactly the rows it counts.
class OverviewPage : public Page {
    Q_OBJECT
public:
    explicit OverviewPage(Navigator &navigator, QWidget *parent = nullptr);
    ~OverviewPage() override;

    void setHouse(House *house, InventoryFeed *feed) override;
    /// Shows given figures; what the feed's computations end in, and tests.
    void setStatistics(Statistics statistics);
    const Statistics &statistics() const { return m_statistics; }
    /// Shows given open work; what reading it ends in, and tests.
    void setWork(std::vector<WorkItem> work, Instant now);
    const std::vector<WorkItem> &work() const { return m_work; }
    /// What the authority could not do by itself.
    void setTroubles(std::vector<Error> troubles);
    void print(QPrinter *printer);

Q_SIGNALS:
    void workChanged();

protected:
    void retranslate() override;

private:
    enum Chart { Expiry, Severities, Classes, Algorithms, Issuers, ChartCount };
    enum Number { Total, InForce, Expired, Revoked, Superseded, NotYetValid, WithFindings, NumberCount };

    void request();
    void readWork();
    void go(WorkKind kind);
    QPushButton *addLine(const OverviewLine &line);
    void fillWork();
    void fillNeeds();
    void fillNumbers();
    void fillCharts();
    void askPrint();
    void askPdf();

    QFutureWatcher<Statistics> m_watcher;
    bool m_again = false;
    Statistics m_statistics;
    bool m_known = false; ///< m_statistics holds something
    std::vector<WorkItem> m_work;
    Instant m_workAt{};
    std::vector<Error> m_troubles;
    PendingJobs m_jobs;
    QTimer m_clock; ///< countdowns run by themselves

    QScrollArea *m_scroll;
    ErrorBox *m_error;
    QLabel *m_needsHeading, *m_figuresHeading;
    QVBoxLayout *m_needs;
    std::array<QPushButton *, NumberCount> m_numbers{};
    std::array<QLabel *, ChartCount> m_chartHeadings{};
    std::array<BarChart *, ChartCount> m_charts{};
    QToolButton *m_print, *m_preview, *m_pdf;
    QPushButton *m_emptyImport;
};

} // namespace hufu
