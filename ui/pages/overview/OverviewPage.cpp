// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/OverviewPage.h"

#include "models/base/BackgroundPool.h"
#include "models/replica/House.h"
#include "models/replica/InventoryFeed.h"
#include "models/replica/InventorySearch.h"
#include "models/views/ValueText.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/pages/overview/BarChart.h"
#include "ui/pages/overview/FigureButton.h"
#include "ui/pages/overview/OverviewPrint.h"
#include "ui/pages/overview/OverviewText.h"
#include "ui/shell/Icons.h"
#include "ui/widgets/Badge.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QFileDialog>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPrintDialog>
#include <QPrintPreviewDialog>
#include <QPrinter>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QtConcurrent>

namespace hufu {

OverviewPage::OverviewPage(Navigator &navigator, QWidget *parent)
    : Page(navigator, parent)
    , m_scroll(new QScrollArea(this))
    , m_needs(new QVBoxLayout)
    , m_print(new QToolButton(this))
    , m_preview(new QToolButton(this))
    , m_pdf(new QToolButton(this))
{
    setObjectName(QStringLiteral("overviewPage"));
    const std::pair<QToolButton *, QString> tools[] = {{m_print, QStringLiteral("document-print")},
                                                       {m_preview, QStringLiteral("document-print-preview")},
                                                       {m_pdf, QStringLiteral("document-export")}};
    toolbar()->addStretch(1);
    for (const auto &[tool, name] : tools) {
        tool->setIcon(themeIcon(name));
        tool->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        toolbar()->addWidget(tool);
    }
    m_print->setObjectName(QStringLiteral("print"));
    m_preview->setObjectName(QStringLiteral("printPreview"));
    m_pdf->setObjectName(QStringLiteral("savePdf"));
    connect(m_print, &QToolButton::clicked, this, &OverviewPage::askPrint);
    connect(m_preview, &QToolButton::clicked, this, [this] {
        auto *dialog = new QPrintPreviewDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QPrintPreviewDialog::paintRequested, this, &OverviewPage::print);
        dialog->open();
    });
    connect(m_pdf, &QToolButton::clicked, this, &OverviewPage::askPdf);

    auto *body = new QWidget;
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 8, 8);
    layout->setSpacing(8);
    m_error = new ErrorBox(body);
    layout->addWidget(m_error);
    m_needsHeading = makeHeading(body);
    layout->addWidget(m_needsHeading);
    m_needs->setSpacing(4);
    layout->addLayout(m_needs);

    m_figuresHeading = makeHeading(body);
    layout->addSpacing(8);
    layout->addWidget(m_figuresHeading);
    auto *numbers = new QGridLayout;
    numbers->setSpacing(8);
    for (int number = 0; number < NumberCount; ++number) {
        auto *button = new FigureButton(body);
        button->setObjectName(QStringLiteral("number.%1").arg(number));
        numbers->addWidget(button, 0, number);
        numbers->setColumnStretch(number, 1);
        connect(button, &QPushButton::clicked, this, [this, number] {
            const std::vector<Figure> figures = OverviewText::numbers(m_statistics);
            this->navigator().showInventory(QString::fromStdString(figures[static_cast<std::size_t>(number)].query));
        });
        m_numbers[static_cast<std::size_t>(number)] = button;
    }
    layout->addLayout(numbers);

    auto *grid = new QGridLayout;
    grid->setSpacing(8);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    const char *names[] = {"expiryChart", "severityChart", "classChart", "algorithmChart", "issuerChart"};
    for (int chart = 0; chart < ChartCount; ++chart) {
        const auto at = static_cast<std::size_t>(chart);
        m_chartHeadings[at] = makeHeading(body);
        m_charts[at] = new BarChart(chart == Expiry ? Qt::Vertical : Qt::Horizontal, body);
        m_charts[at]->setObjectName(QString::fromLatin1(names[chart]));
        connect(m_charts[at], &BarChart::activated, this, [this](const QString &query) { this->navigator().showInventory(query); });
        // The forecast over the whole width, the others two and two.
        const int row = chart == Expiry ? 0 : 1 + (chart - 1) / 2, column = chart == Expiry ? 0 : (chart - 1) % 2;
        grid->addWidget(m_chartHeadings[at], 2 * row, column, 1, chart == Expiry ? 2 : 1);
        grid->addWidget(m_charts[at], 2 * row + 1, column, 1, chart == Expiry ? 2 : 1);
    }
    grid->setRowMinimumHeight(1, 280);
    layout->addSpacing(8);
    layout->addLayout(grid);
    layout->addStretch(1);
    m_scroll->setObjectName(QStringLiteral("overviewScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(body);
    setContent(m_scroll);

    emptyState()->setIcon(QStringLiteral("document-import"));
    m_emptyImport = emptyState()->addButton(QStringLiteral("emptyImport"));
    connect(m_emptyImport, &QPushButton::clicked, this, [this] { this->navigator().startImport({}); });

    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (std::exchange(m_again, false))
            request();
        if (feed() && m_watcher.future().resultCount() > 0)
            setStatistics(m_watcher.result());
    });
    m_clock.setInterval(std::chrono::minutes(1));
    connect(&m_clock, &QTimer::timeout, this, &OverviewPage::readWork);
    retranslate();
}

OverviewPage::~OverviewPage() { m_watcher.waitForFinished(); }

void OverviewPage::setHouse(House *house, InventoryFeed *newFeed)
{
    if (feed()) {
        disconnect(feed(), nullptr, this, nullptr);
        disconnect(this->house(), nullptr, this, nullptr);
    }
    Page::setHouse(house, newFeed);
    if (!newFeed) {
        m_again = false;
        m_statistics = {};
        m_known = false;
        m_work.clear();
        m_troubles.clear();
        m_clock.stop();
        m_jobs.wait();
        m_error->clear();
        retranslate();
        return;
    }
    connect(newFeed, &InventoryFeed::inventoryChanged, this, &OverviewPage::request);
    connect(newFeed, &InventoryFeed::loadingFailed, m_error, &ErrorBox::showError);
    connect(house, &House::journalGrew, this, &OverviewPage::readWork);
    m_clock.start();
    readWork();
    request();
}

void OverviewPage::request()
{
    // The first rows alone would give false figures.
    if (!feed() || !feed()->inventory()->isComplete())
        return;
    if (m_watcher.isRunning()) {
        m_again = true;
        return;
    }
    m_watcher.setFuture(QtConcurrent::run(backgroundPool(),
        [inventory = feed()->inventory(), clock = localClock(house()->now())] { return computeStatistics(*inventory, clock); }));
}

void OverviewPage::readWork()
{
    if (!house())
        return;
    const auto read = [officer = house()->officer(), troubles = m_troubles, now = house()->now()](Connection &connection) {
        return readOpenWork(connection, officer, troubles, now);
    };
    m_jobs.add(house()->readLater(read)).then(this, [this](const Result<std::vector<WorkItem>> &work) {
        if (!house())
            return;
        if (work)
            setWork(*work, house()->now());
        else
            m_error->showError(work.error());
    });
}

void OverviewPage::setWork(std::vector<WorkItem> work, Instant now)
{
    m_workAt = now;
    m_work = std::move(work);
    fillWork();
    Q_EMIT workChanged();
}

void OverviewPage::setTroubles(std::vector<Error> troubles)
{
    m_troubles = std::move(troubles);
    readWork();
}

void OverviewPage::setStatistics(Statistics statistics)
{
    m_statistics = std::move(statistics);
    m_known = true;
    m_error->clear();
    fillWork();
    fillNumbers();
    fillCharts();
}

void OverviewPage::fillWork()
{
    setSummary(m_known ? OverviewText::headline(m_statistics, m_work) : tr("Counting…"));
    const int pressing = static_cast<int>(std::count_if(m_statistics.needs.begin(), m_statistics.needs.end(),
                                                        [](const Need &need) { return need.severity >= Severity::High; })
                                          + std::ranges::count_if(m_work, [](const WorkItem &item) { return item.severity >= Severity::High; }));
    setBadge(pressing, pressing ? tr("%Ln pressing matter(s)", nullptr, pressing) : QString());
    fillNeeds();
    showEmpty(m_known && m_statistics.total == 0 && m_work.empty());
    for (QToolButton *tool : {m_print, m_preview, m_pdf})
        tool->setEnabled(m_known && m_statistics.total > 0);
}

void OverviewPage::fillNeeds()
{
    while (QLayoutItem *item = m_needs->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    std::vector<QPushButton *> buttons;
    bool quiet = true;
    for (const OverviewLine &line : OverviewText::lines(m_statistics, m_work, m_workAt)) {
        QPushButton *button = addLine(line);
        if (line.work)
            connect(button, &QPushButton::clicked, this, [this, kind = *line.work] { go(kind); });
        else
            connect(button, &QPushButton::clicked, this, [this, query = line.query] { navigator().showInventory(query); });
        buttons.push_back(button);
        quiet = quiet && line.severity == Severity::Info;
    }
    int widest = 0;
    for (const QPushButton *button : buttons)
        widest = std::max(widest, button->sizeHint().width());
    for (QPushButton *button : buttons)
        button->setMinimumWidth(widest); // one edge for all
    if (m_known && m_statistics.needs.empty() && quiet) {
        QLabel *nothing = makeBody(nullptr);
        nothing->setText(tr("Nothing waits for you: no certificate in force needs attention by the rules of the house."));
        m_needs->addWidget(nothing);
    }
}

QPushButton *OverviewPage::addLine(const OverviewLine &line)
{
    const int number = m_needs->count();
    auto *frame = new QFrame;
    frame->setObjectName(QStringLiteral("need.%1").arg(number));
    auto *badge = new Badge(ValueText::of(line.severity), toneOf(line.severity), frame);
    badge->setMinimumWidth(72);
    QLabel *sentence = makeBody(frame), *second = makeMuted(frame);
    sentence->setText(line.what);
    second->setText(line.advice);
    auto *show = new QPushButton(line.button, frame);
    show->setObjectName(QStringLiteral("needButton.%1").arg(number));
    show->setAccessibleDescription(line.what);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(sentence);
    words->addWidget(second);
    auto *layout = new QHBoxLayout(frame);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(12);
    layout->addWidget(badge, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    layout->addWidget(show, 0, Qt::AlignTop);
    m_needs->addWidget(frame);
    return show;
}

void OverviewPage::go(WorkKind kind)
{
    switch (kind) {
    case WorkKind::CrlEnds:
    case WorkKind::Trouble:
    case WorkKind::RevocationsRequested: return navigator().showPage(PageId::Authorities);
    case WorkKind::RevocationsUnverified: return navigator().showInventory(QStringLiteral("state in (revoked, suspended)"));
    case WorkKind::GlassToReview:
    case WorkKind::EmergencyFollowUps: return navigator().showPage(PageId::Emergency);
    case WorkKind::RequestsForMe:
    case WorkKind::RequestsLapsing:
    case WorkKind::RequestsReturned: return navigator().showPage(PageId::Requests);
    case WorkKind::BackupDue:
    case WorkKind::RestoreTestDue: return navigator().showPage(PageId::Ceremonies);
    case WorkKind::SignaturesForMe: return navigator().showPage(PageId::Pending);
    case WorkKind::TemporaryKeysToReview: return navigator().showPage(PageId::Cards);
    }
}

void OverviewPage::fillNumbers()
{
    const std::vector<Figure> figures = OverviewText::numbers(m_statistics);
    const QLocale locale;
    for (std::size_t number = 0; number < figures.size(); ++number) {
        const QString count = locale.toString(figures[number].count), title = QString::fromStdString(figures[number].key);
        m_numbers[number]->setText(count + u'\n' + title);
        m_numbers[number]->setEnabled(figures[number].count > 0);
        //: a figure on the overview for screen readers: %1 how many, %2 of which kind
        m_numbers[number]->setAccessibleName(tr("%1 certificates %2").arg(count, title));
    }
}

void OverviewPage::fillCharts()
{
    BarChartData series[ChartCount];
    series[Expiry] = OverviewText::expiry(m_statistics);
    series[Severities] = OverviewText::severities(m_statistics);
    series[Classes] = OverviewText::classes(m_statistics);
    series[Algorithms] = OverviewText::algorithms(m_statistics);
    series[Issuers] = OverviewText::issuers(m_statistics);
    const QString titles[ChartCount] = {OverviewText::expiryTitle(), OverviewText::severitiesTitle(), OverviewText::classesTitle(),
                                        OverviewText::algorithmsTitle(), OverviewText::issuersTitle()};
    for (std::size_t chart = 0; chart < ChartCount; ++chart) {
        m_chartHeadings[chart]->setText(titles[chart]);
        m_charts[chart]->setAccessibleName(titles[chart]);
        m_charts[chart]->setToolTip({});
        m_charts[chart]->setData(std::move(series[chart]));
    }
}

void OverviewPage::retranslate()
{
    setTitle(tr("Overview"));
    m_needsHeading->setText(tr("What needs you today"));
    m_figuresHeading->setText(tr("Certificates"));
    m_print->setText(tr("Print…"));
    m_preview->setText(tr("Print preview"));
    m_pdf->setText(tr("Save as PDF…"));
    for (QToolButton *tool : {m_print, m_preview, m_pdf})
        tool->setAccessibleName(tool->text());
    emptyState()->setText(tr("Nothing to see yet"), tr("Import this computer's trusted authorities, a folder of certificates or what your servers show. Then "
                                                       "this page says what needs you."));
    m_emptyImport->setText(tr("Import certificates…"));
    fillWork();
    fillNumbers();
    fillCharts();
}

void OverviewPage::print(QPrinter *printer)
{
    printOverview(printer, m_statistics, m_work, m_workAt, house() ? QString::fromStdString(house()->record().name) : QString());
}

void OverviewPage::askPrint()
{
    auto *dialog = new QPrintDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), this, &OverviewPage::print);
    dialog->open();
}

void OverviewPage::askPdf()
{
    auto *dialog = new QFileDialog(this, tr("Save the overview as PDF"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(tr("overview") + QStringLiteral(".pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QPrinter printer(QPrinter::HighResolution);
        printer.setOutputFormat(QPrinter::PdfFormat);
        printer.setOutputFileName(path);
        print(&printer);
        if (printer.printerState() == QPrinter::Error)
            m_error->showError({.code = ErrorCode::Io, .detail = "writing the PDF failed", .subject = path.toStdString(), .triesLeft = {}});
    });
    dialog->open();
}

} // namespace hufu
