// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/CertificateTableModel.h"
#include "models/views/ServiceTableModel.h"
#include "ui/pages/inventory/PendingJobs.h"
#include "ui/shell/Page.h"

#include <QPointer>

class QPushButton;
class QSortFilterProxyModel;

namespace hufu {

class ErrorBox;
class SearchBox;
class ServiceImportDialog;
class TableView;

/// The business services (业务系统): what stops when a certificate does. Entered by hand or from CSV; each with the certificates that its
/// hosts tie to it.
class ServicesPage : public Page {
    Q_OBJECT
public:
    explicit ServicesPage(Navigator &navigator, QWidget *parent = nullptr);
    ~ServicesPage() override;

    void setHouse(House *house, InventoryFeed *feed) override;
    void openQuery(const QString &query) override; ///< words to filter by
    QWidget *searchField() override;

    void openService(const std::string &id);
    QDialog *addService();
    QDialog *editService(const std::string &id);
    ServiceImportDialog *openImport();

protected:
    void retranslate() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showService(int proxyRow);
    void refreshDetail();
    void askRemoval(const Service &service);
    void remove(const Service &service);
    std::optional<Service> chosen() const;
    void updateSummary();

    ServiceTableModel m_model;
    CertificateTableModel m_certificates; ///< of the service in the detail panel
    QSortFilterProxyModel *m_proxy;
    SearchBox *m_search;
    QPushButton *m_add, *m_import;
    QPushButton *m_emptyAdd, *m_emptyImport;
    ErrorBox *m_error;
    TableView *m_table;
    std::string m_shown; ///< id of the service in the detail panel
    std::string m_wanted; ///< to be opened once it is there
    QList<QPointer<QDialog>> m_dialogs;
    PendingJobs m_jobs;
};

} // namespace hufu
