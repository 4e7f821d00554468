// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/findings/FindingsPage.h"

#include "models/base/BackgroundPool.h"
#include "models/replica/House.h"
#include "models/views/ValueText.h"
#include "models/wording/FindingText.h"
#include "models/wording/ObservedText.h"
#include "ui/pages/findings/RuleDelegate.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/pages/inventory/QueryComplaint.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/SearchBox.h"
#include "ui/widgets/TableView.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QtConcurrent>

#include <algorithm>
#include <tuple>

namespace hufu {
namespace {

using Model = FindingTableModel;

constexpr Severity offeredSeverities[] = {Severity::Critical, Severity::High, Severity::Medium, Severity::Low};
constexpr int ruleRole = Qt::UserRole; // of the list; invalid: all rules

} // namespace

FindingsPage::FindingsPage(Navigator &navigator, QWidget *parent)
    : Page(navigator, parent)
    , m_search(new SearchBox(this))
    , m_severity(new QComboBox(this))
    , m_all(new QCheckBox(this))
{
    setObjectName(QStringLiteral("findingsPage"));
    auto *content = new QWidget(this);
    m_error = new ErrorBox(content);
    m_rules = new QListWidget(content);
    m_rules->setObjectName(QStringLiteral("rules"));
    m_rules->setItemDelegate(new RuleDelegate(m_rules));
    m_rules->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rules->setMinimumWidth(160);
    m_table = new TableView(QStringLiteral("findings"), content);
    auto *delegate = new CellDelegate(m_table);
    delegate->setBadge(Model::SeverityColumn, [](const QModelIndex &index) {
        return std::optional(toneOf(static_cast<Severity>(index.data(Model::SeverityRole).toInt())));
    });
    m_table->setItemDelegate(delegate);
    m_table->setModel(&m_model);
    m_table->sortByColumn(Model::SeverityColumn, Qt::DescendingOrder);
    m_table->restoreColumns({{100, true}, {190, true}, {176, true}, {160, false}, {108, true}, {96, true}, {130, true}, {110, false}, {200, true}, {176, true}},
                            {Model::SeverityColumn, Model::Certificate, Model::RuleColumn, Model::Observed});
    auto *splitter = new QSplitter(Qt::Horizontal, content);
    splitter->addWidget(m_rules);
    splitter->addWidget(m_table);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({232, 760});
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_error);
    layout->addWidget(splitter, 1);
    setContent(content);

    m_search->setObjectName(QStringLiteral("findingsSearch"));
    m_search->setCompletion([this](const QString &text, int cursor) {
        return m_model.inventory() ? QueryComplaint::complete(text, cursor, {}) : SearchBox::Completion();
    });
    m_severity->setObjectName(QStringLiteral("findingsSeverity"));
    m_severity->addItem(QString());
    for (const Severity severity : offeredSeverities)
        m_severity->addItem(QString(), static_cast<int>(severity));
    m_all->setObjectName(QStringLiteral("findingsAll"));
    toolbar()->addWidget(m_search, 1);
    toolbar()->addWidget(m_severity);
    toolbar()->addWidget(m_all);
    emptyState()->setIcon(QStringLiteral("emblem-ok-symbolic"));

    connect(m_search, &QLineEdit::textChanged, this, &FindingsPage::applyNarrowing);
    connect(m_severity, &QComboBox::currentIndexChanged, this, &FindingsPage::applyNarrowing);
    connect(m_all, &QCheckBox::toggled, this, &FindingsPage::applyNarrowing);
    connect(m_rules, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        const QVariant rule = item ? item->data(ruleRole) : QVariant();
        m_narrowing.rule = rule.isValid() ? std::optional(static_cast<Rule>(rule.toInt())) : std::nullopt;
        m_model.setNarrowing(m_narrowing);
        if (m_narrowing.rule && !FindingText::limitation(*m_narrowing.rule).isEmpty())
            showLimitation(*m_narrowing.rule);
    });
    connect(&m_model, &Model::applied, this, &FindingsPage::updateSummary);
    connect(m_table, &TableView::currentRowChanged, this, [this](int row) {
        if (detail()->isVisible())
            showFinding(row);
    });
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) {
        detail()->show();
        showFinding(index.row());
    });
    connect(m_table, &TableView::contextMenuAboutToShow, this, [this](QMenu *menu) {
        const QModelIndex index = m_table->currentIndex();
        if (!index.isValid())
            return;
        menu->addAction(tr("Show the certificate"), this, [this, row = index.row()] {
            this->navigator().showCertificate(m_model.inventory()->row(m_model.item(row).row).sha256);
        });
        menu->addAction(tr("Show all certificates with this finding"), this, [this, name = index.data(Model::RuleNameRole).toString()] {
            this->navigator().showInventory(QStringLiteral("finding = ") + name);
        });
    });
    connect(&m_counting, &QFutureWatcherBase::finished, this, [this] {
        if (m_counting.future().resultCount() > 0 && feed()) {
            m_counts = m_counting.result();
            fillRules();
        }
        if (std::exchange(m_countAgain, false))
            countRules();
    });
    retranslate();
}

FindingsPage::~FindingsPage()
{
    m_leaving.request_stop();
    m_model.setFeed(nullptr);
    m_counting.waitForFinished();
}

void FindingsPage::setHouse(House *house, InventoryFeed *feed)
{
    if (this->feed())
        disconnect(this->feed(), nullptr, this, nullptr);
    if (!house) {
        m_jobs.wait();
        ++m_detailNumber;
        m_shown.reset();
        m_counts.clear();
        m_countAgain = false;
        m_search->clear();
        m_rules->clear();
        m_error->clear();
    }
    m_model.setFeed(feed);
    Page::setHouse(house, feed);
    if (feed) {
        connect(feed, &InventoryFeed::inventoryChanged, this, &FindingsPage::countRules);
        countRules();
    }
}

QWidget *FindingsPage::searchField() { return m_search; }

void FindingsPage::openQuery(const QString &query)
{
    m_severity->setCurrentIndex(0);
    m_rules->setCurrentRow(0);
    m_all->setChecked(!query.isEmpty()); // exactly the certificates asked for, expired ones too
    m_search->setText(query);
    m_table->setFocus();
}

void FindingsPage::applyNarrowing()
{
    m_narrowing.query = m_search->text();
    const QVariant severity = m_severity->currentData();
    m_narrowing.atLeast = severity.isValid() ? std::optional(static_cast<Severity>(severity.toInt())) : std::nullopt;
    m_narrowing.inForceOnly = !m_all->isChecked();
    const auto query = parseQuery(m_narrowing.query.toStdString());
    m_search->setComplaint(query ? QString() : QueryComplaint::sentence(m_narrowing.query, query.error()));
    if (!query)
        return; // the rows stay until the text is a query again
    m_model.setNarrowing(m_narrowing);
    countRules();
}

void FindingsPage::countRules()
{
    if (!feed() || !feed()->inventory()->isComplete())
        return;
    if (m_counting.isRunning()) {
        m_countAgain = true;
        return;
    }
    Model::Narrowing narrowing = m_narrowing;
    narrowing.rule.reset();
    m_counting.setFuture(QtConcurrent::run(backgroundPool(), [inventory = feed()->inventory(), narrowing, now = house()->now(), stop = m_leaving.get_token()] {
        std::map<Rule, RuleCount> byRule;
        for (const Model::Item &item : gatherFindings(*inventory, narrowing, now, Model::SeverityColumn, Qt::DescendingOrder, stop)) {
            RuleCount &count = byRule[item.rule];
            count.rule = item.rule;
            count.severity = item.severity;
            ++count.count;
        }
        Counts counts;
        for (const auto &[rule, count] : byRule)
            counts.push_back(count);
        std::ranges::sort(counts, [](const RuleCount &a, const RuleCount &b) {
            return std::tuple(b.severity, b.count, a.rule) < std::tuple(a.severity, a.count, b.rule);
        });
        return counts;
    }));
}

void FindingsPage::fillRules()
{
    const QSignalBlocker quiet(m_rules);
    const std::optional<Rule> chosen = m_narrowing.rule;
    m_rules->clear();
    int total = 0;
    for (const RuleCount &count : m_counts)
        total += count.count;
    const QLocale locale;
    //: first line of the list of rules: %1 number of findings
    auto *all = new QListWidgetItem(tr("All rules (%1)").arg(locale.toString(total)), m_rules);
    m_rules->setCurrentItem(all);
    bool found = false;
    const auto add = [&](Rule rule, const QString &below) {
        auto *item = new QListWidgetItem(FindingText::title(rule) + u'\n' + below, m_rules);
        item->setToolTip(FindingText::title(rule));
        item->setData(ruleRole, static_cast<int>(rule));
        if (chosen == rule) {
            m_rules->setCurrentItem(item);
            found = true;
        }
        return item;
    };
    for (const RuleCount &count : m_counts) {
        QListWidgetItem *item = add(count.rule, ValueText::of(count.severity));
        item->setData(RuleDelegate::CountRole, locale.toString(count.count));
        item->setData(RuleDelegate::ToneRole, static_cast<int>(toneOf(count.severity)));
        //: number of a rule's findings, for screen readers
        item->setData(Qt::AccessibleDescriptionRole, tr("%Ln finding(s)", nullptr, count.count));
    }
    // A rule that cannot look must not pass for one that found nothing.
    for (const Rule rule : allRules()) {
        if (feed() && (RuleTable(feed()->inventory()->policy()).enabled() & ruleBit(rule)) && !FindingText::limitation(rule).isEmpty()
            && std::ranges::find(m_counts, rule, &RuleCount::rule) == m_counts.end())
            add(rule, tr("cannot check here"));
    }
    if (chosen && !found) { // nothing breaks it any more
        m_narrowing.rule.reset();
        m_model.setNarrowing(m_narrowing);
    }
    updateSummary();
}

void FindingsPage::updateSummary()
{
    int worst = 0, total = 0;
    for (const RuleCount &count : m_counts) {
        total += count.count;
        if (count.severity == Severity::Critical)
            worst += count.count;
    }
    if (worst > 0)
        setSummary(tr("%Ln critical finding(s): begin with these.", nullptr, worst));
    else if (total > 0)
        setSummary(tr("%Ln finding(s), none of them critical.", nullptr, total));
    else
        setSummary(tr("No certificate breaks a rule of the house."));
    setBadge(worst, worst ? tr("%Ln critical finding(s)", nullptr, worst) : QString());
    showEmpty(feed() && feed()->inventory()->isComplete() && !m_counting.isRunning() && m_counts.empty() && m_narrowing == Model::Narrowing());
}

void FindingsPage::showFinding(int row)
{
    if (row < 0 || row >= m_model.rowCount() || !house())
        return;
    const Model::Item item = m_model.item(row);
    m_shown = item;
    const std::shared_ptr<const Inventory> inventory = m_model.inventory();
    const CertificateRow certificate = inventory->row(item.row);
    detail()->clear();
    detail()->setTitle(FindingText::title(item.rule), ValueText::of(item.severity));
    detail()->addSection({});
    detail()->addRow(tr("Certificate"), QString::fromUtf8(certificate.title().data(), static_cast<qsizetype>(certificate.title().size())));
    auto *observed = new QLabel;
    observed->setObjectName(QStringLiteral("observed"));
    observed->setWordWrap(true);
    observed->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    detail()->addRow(tr("Observed"), observed);
    detail()->addRow(tr("Source"), FindingText::source(item.rule));
    detail()->addSection(tr("What it means"));
    detail()->addText(FindingText::meaning(item.rule));
    detail()->addSection(tr("What to do"));
    detail()->addText(FindingText::remedy(item.rule));
    auto *open = new QPushButton(tr("Show the certificate"));
    open->setObjectName(QStringLiteral("showCertificate"));
    connect(open, &QPushButton::clicked, this, [this, sha256 = certificate.sha256] { navigator().showCertificate(sha256); });
    auto *others = new QPushButton(tr("Show all certificates with this finding"));
    others->setObjectName(QStringLiteral("showSameFinding"));
    connect(others, &QPushButton::clicked, this, [this, rule = item.rule] {
        navigator().showInventory(QStringLiteral("finding = ") + QString::fromLatin1(ruleName(rule)));
    });
    detail()->addWidget(open);
    detail()->addWidget(others);

    const quint64 number = ++m_detailNumber;
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = house(), inventory, item]() -> Result<QString> {
              return house->read([&](Connection &connection) -> Result<QString> {
                  const Result<std::vector<Finding>> findings = readFindings(connection, *inventory, item.row);
                  if (!findings)
                      return fail(findings.error());
                  QStringList values;
                  for (const Finding &finding : *findings) {
                      if (finding.rule == item.rule)
                          values += ObservedText::of(finding);
                  }
                  return values.join(u'\n');
              });
          }))
        .then(this, [this, number, observed = QPointer<QLabel>(observed)](const Result<QString> &values) {
            if (number != m_detailNumber || !observed)
                return;
            if (values)
                observed->setText(values->isEmpty() ? QStringLiteral("—") : *values);
            else
                m_error->showError(values.error());
        });
}

void FindingsPage::showLimitation(Rule rule)
{
    ++m_detailNumber; // whatever is being read belongs to another panel
    m_shown.reset();
    detail()->clear();
    detail()->setTitle(FindingText::title(rule), tr("cannot check here"));
    detail()->addText(FindingText::limitation(rule));
    detail()->addSection(tr("What it means"));
    detail()->addText(FindingText::meaning(rule));
    detail()->addSection(tr("Source"));
    detail()->addText(FindingText::source(rule));
    detail()->show();
}

void FindingsPage::retranslate()
{
    setTitle(tr("Findings"));
    m_search->setPlaceholderText(tr("Filter certificates: words, or a query"));
    m_search->setAccessibleName(tr("Filter findings by certificate"));
    m_severity->setAccessibleName(tr("Least severity"));
    m_severity->setItemText(0, tr("Every severity"));
    for (std::size_t i = 0; i < std::size(offeredSeverities); ++i) {
        //: a choice of findings: %1 a severity
        m_severity->setItemText(static_cast<int>(i) + 1, offeredSeverities[i] == Severity::Critical ? ValueText::of(offeredSeverities[i]) : tr("%1 and above").arg(ValueText::of(offeredSeverities[i])));
    }
    m_all->setText(tr("Expired and superseded too"));
    m_rules->setAccessibleName(tr("Rules with findings"));
    m_table->setAccessibleName(tr("Findings"));
    emptyState()->setText(tr("No findings"), tr("No certificate in force breaks a rule of the house. What the rules are stands in the settings."));
    fillRules();
    if (m_shown && detail()->isVisible() && m_table->currentIndex().isValid())
        showFinding(m_table->currentIndex().row());
    else if (!m_shown && detail()->isVisible() && m_narrowing.rule && !FindingText::limitation(*m_narrowing.rule).isEmpty())
        showLimitation(*m_narrowing.rule);
}

} // namespace hufu
