// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/RequestTableModel.h"
#include "ui/pages/inventory/CertificateSaver.h"
#include "ui/pages/requests/ReviewDialog.h"
#include "ui/shell/Page.h"

#include <QPointer>

class QGridLayout;
class QPushButton;
class QSortFilterProxyModel;

namespace hufu {

class ErrorBox;
class SearchBox;
class TabGrid;
class TableView;

/// Requests (申请审批): what waits for this officer, what this officer asked for, and all; with everything that a reviewer should see
/// before signing.
class RequestsPage : public Page {
    Q_OBJECT
public:
    explicit RequestsPage(Navigator &navigator, QWidget *parent = nullptr);
    ~RequestsPage() override;

    void setHouse(House *house, InventoryFeed *feed) override;
    void openQuery(const QString &query) override; ///< words to filter by
    QWidget *searchField() override;

    void openRequest(const std::string &id);
    QDialog *newRequest();
    QDialog *mend(const Request &request);
    QDialog *review(ReviewDialog::Deed deed, std::vector<RequestTableModel::Row> rows);
    std::vector<RequestTableModel::Row> chosen() const; ///< selected in the table
    CertificateSaver &saver() { return *m_saver; }

protected:
    void retranslate() override;

private:
    QDialog *open(QDialog *dialog);
    QDialog *ask(std::optional<Request> returned);
    void showRequest(int proxyRow);
    void loadDetail();
    void showDetail(Result<RequestDetail> read);
    void fillDetail();
    QWidget *makeDeeds();
    void modelLoaded();
    void updateSummary();
    void updateDeeds();

    RequestTableModel m_model;
    QSortFilterProxyModel *m_proxy;
    TabGrid *m_show;
    SearchBox *m_search;
    QPushButton *m_approve, *m_reject, *m_new, *m_emptyNew;
    ErrorBox *m_error;
    TableView *m_table;
    std::string m_shown; ///< id of the request in the detail panel
    std::optional<RequestDetail> m_detail; ///< what the panel shows
    bool m_fresh = true; ///< nothing was read yet: the first rows choose which are shown
    QList<QPointer<QDialog>> m_dialogs;
    CertificateSaver *m_saver;
    BackgroundLoad<Result<RequestDetail>> m_detailLoad;
};

} // namespace hufu
