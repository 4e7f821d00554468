// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/RequestTableModel.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace hufu {

class ErrorBox;
class House;

/// What is to be signed about one request or several: each listed, what comes of it, a reason where one is required.
class ReviewDialog : public QDialog {
    Q_OBJECT
public:
    enum class Deed { Approve, Reject, Return, Comment, Withdraw };
    /// As the officer saw them: when one has changed since, the authority refuses. Withdrawing is of one alone.
    ReviewDialog(House &house, Deed deed, std::vector<RequestTableModel::Row> rows, QWidget *parent = nullptr);
    ~ReviewDialog() override;
    /// Filled with the reason of a queued command, whose place this takes.
    void edit(const std::string &queued, const std::string &reason);

protected:
    void changeEvent(QEvent *event) override;

private:
    void check();
    void sign();
    void retranslate();
    QString preview() const;
    bool needsReason() const { return m_verdict != Deed::Approve && m_verdict != Deed::Withdraw; }

    House &m_house;
    Deed m_verdict;
    std::string m_replaced; ///< see edit(); empty: none
    std::vector<RequestTableModel::Row> m_rows;
    QLabel *m_intro;
    QListWidget *m_list;
    QLabel *m_reasonLabel;
    QPlainTextEdit *m_reason;
    QLabel *m_complaint;
    ErrorBox *m_error;
    QPushButton *m_deed, *m_cancel;
    PendingJobs m_jobs;
};

} // namespace hufu
