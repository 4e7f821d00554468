// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/OutboxTableModel.h"
#include "ui/pages/inventory/PendingJobs.h"
#include "ui/shell/Page.h"

#include <QPointer>

class QDialog;
class QPushButton;

namespace hufu {

class ErrorBox;
class TableView;

/// What was signed here and is not in force: commands that wait for the server, in their order, and those that came back refused. Each can be taken
/// back or carried away in a file; a refused one can be signed anew on what the journal says now.
class OutboxPage : public Page {
    Q_OBJECT
public:
    explicit OutboxPage(Navigator &navigator, QWidget *parent = nullptr);
    ~OutboxPage() override;

    void setHouse(House *house, InventoryFeed *feed) override;
    int waiting() const { return m_model.waiting(); }
    int refused() const { return m_model.refused(); }

    void openCommand(const std::string &id);
    QDialog *redo(const std::string &id);
    void edit(const std::string &id); ///< opens the form of a command that waits, or came back, filled with what it says
    void exportTo(const std::string &id, const QString &path);

Q_SIGNALS:
    void queueChanged();

protected:
    void retranslate() override;

private:
    void reload();
    void showRow(int row);
    bool mayEdit(const OutgoingCommand &command) const;
    void askWithdrawal(const std::string &id);
    void withdraw(const std::string &id);
    void askWhereTo(const std::string &id);
    void updateSummary();
    /// Runs on a pool thread and shows what hindered it.
    void run(std::function<Result<void>(House &)> deed);

    OutboxTableModel m_model;
    QPushButton *m_send;
    ErrorBox *m_error;
    TableView *m_table;
    std::pair<int, int> m_told; ///< waiting, refused, as queueChanged() had them
    std::string m_shown; ///< id of the command in the detail panel
    QList<QPointer<QDialog>> m_dialogs;
    PendingJobs m_jobs;
};

} // namespace hufu
