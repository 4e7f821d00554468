// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Verification.h"
#include "models/replica/JournalExport.h"
#include "models/views/JournalTableModel.h"
#include "ui/shell/Page.h"

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QTimer;
class QToolButton;
class QVBoxLayout;

namespace hufu {

class ErrorBox;
class ProgressStrip;
class SearchBox;
class TableView;

/// The audit log (审计日志): the journal to read and to filter, its verification on demand in words of what is proven and what is not, and
/// its export for auditors.
class AuditPage : public Page {
    Q_OBJECT
public:
    explicit AuditPage(Navigator &navigator, QWidget *parent = nullptr);

    void setHouse(House *house, InventoryFeed *feed) override;
    void openQuery(const QString &query) override; ///< words to filter by
    QWidget *searchField() override;
    /// Shows one entry's details.
    void openEntry(Sequence sequence);
    /// Verifies everything, commands' signatures included, on a pool thread.
    void verify();

protected:
    void retranslate() override;

private:
    void applyFilter();
    void showRow(int row);
    struct Shown {
        Entry entry;
        QString actor;
        Result<QJsonObject> command;
        EntryNames names;
    };
    void showEntry(const Shown &shown);
    void showReport(const VerificationReport &report);
    void exportAs(JournalFormat format);
    void updateExport();
    void updateSummary();

    JournalTableModel m_model;
    SearchBox *m_search;
    QComboBox *m_kind;
    QPushButton *m_verify;
    QToolButton *m_export;
    QMenu *m_exportMenu;
    QAction *m_csv, *m_json;
    ProgressStrip *m_progress;
    ErrorBox *m_error;
    QWidget *m_report;
    QVBoxLayout *m_reportLines;
    TableView *m_table;
    QTimer *m_filterSoon;
    std::optional<VerificationReport> m_lastReport;
};

} // namespace hufu
