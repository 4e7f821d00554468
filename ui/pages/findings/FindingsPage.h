// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/FindingTableModel.h"
#include "ui/pages/inventory/PendingJobs.h"
#include "ui/shell/Page.h"

#include <QFutureWatcher>

#include <map>
#include <stop_token>

class QCheckBox;
class QComboBox;
class QListWidget;
class QPushButton;

namespace hufu {

class ErrorBox;
class SearchBox;
class TableView;

/// The findings (问题项): which certificate breaks which rule, grouped by rule on the left, worst first; on the right what the rule says, what
/// was observed, where it comes from and what to do.
class FindingsPage : public Page {
    Q_OBJECT
public:
    explicit FindingsPage(Navigator &navigator, QWidget *parent = nullptr);
    ~FindingsPage() override;

    void setHouse(House *house, InventoryFeed *feed) override;
    void openQuery(const QString &query) override; ///< the findings of exactly these certificates
    QWidget *searchField() override;

protected:
    void retranslate() override;

private:
    struct RuleCount {
        Rule rule{};
        Severity severity{};
        int count = 0;
        bool operator==(const RuleCount &) const = default;
    };
    using Counts = std::vector<RuleCount>;

    void applyNarrowing();
    void countRules();
    void fillRules();
    void updateSummary();
    void showFinding(int row);
    void showLimitation(Rule rule);

    FindingTableModel m_model;
    FindingTableModel::Narrowing m_narrowing;
    SearchBox *m_search;
    QComboBox *m_severity;
    QCheckBox *m_all;
    QListWidget *m_rules;
    ErrorBox *m_error;
    TableView *m_table;
    QFutureWatcher<Counts> m_counting;
    std::stop_source m_leaving; ///< ends a count under way with the page
    bool m_countAgain = false;
    Counts m_counts;
    std::optional<FindingTableModel::Item> m_shown;
    quint64 m_detailNumber = 0;
    PendingJobs m_jobs;
};

} // namespace hufu
