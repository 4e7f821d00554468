// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/PendingTableModel.h"
#include "ui/pages/inventory/PendingJobs.h"
#include "ui/shell/Page.h"

#include <QPointer>

class QDialog;

namespace hufu {

class ErrorBox;
class TableView;

/// Commands that were signed at one desk and need more signatures than they have (待签): those that wait for this officer, those of this officer's own,
/// and all others. What is signed here is shown whole before; the last signature puts it in force.
class PendingPage : public Page {
    Q_OBJECT
public:
    explicit PendingPage(Navigator &navigator, QWidget *parent = nullptr);
    ~PendingPage() override;

    void setHouse(House *house, InventoryFeed *feed) override;
    int forMe() const { return m_model.forMe(); }

    void openCommand(const std::string &id);
    /// Asks whether to sign; null when it does not wait for this officer.
    QDialog *askSignature(const std::string &id);
    /// Asks for a reason and declines; null when it does not wait for this officer.
    QDialog *askDecline(const std::string &id);
    /// Asks for a reason and takes it back; null when it is not this officer's own.
    QDialog *askWithdrawal(const std::string &id);

protected:
    void retranslate() override;

private:
    void reload();
    void showRow(int row);
    void updateSummary();
    QString titleOf(int row) const;
    void track(QDialog *dialog);
    void follow(const QFuture<Result<Receipt>> &answer, const QString &done);

    PendingTableModel m_model;
    ErrorBox *m_error;
    TableView *m_table;
    std::string m_shown; ///< id of the command in the detail panel
    QString m_done;      ///< what came of the last signature, until the next
    QList<QPointer<QDialog>> m_dialogs;
    PendingJobs m_jobs;
};

} // namespace hufu
