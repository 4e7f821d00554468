// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/AuthorityTableModel.h"
#include "ui/shell/Page.h"

#include <QPointer>

class QDialog;
class QPushButton;
class QSortFilterProxyModel;

namespace hufu {

class Banner;
class ErrorBox;
class Session;
class TableView;

/// The own CA (自建 CA): a root, a CA for servers and one for people and devices; how long their CRLs are good for, and what keeps the
/// authority from its work.
class AuthoritiesPage : public Page {
    Q_OBJECT
public:
    AuthoritiesPage(Navigator &navigator, Session &session, QWidget *parent = nullptr);
    ~AuthoritiesPage() override;

    void setHouse(House *house, InventoryFeed *feed) override;

    /// Null while locked, or where the officer may not set up a CA.
    QDialog *openSetup();
    /// For a CA whose key lies in a token; null where there is none, or the officer may not.
    QDialog *openPin(const std::string &id);
    /// Writes a CA's certificate as PEM.
    void exportTo(const std::string &id, const QString &path);

protected:
    void retranslate() override;

private:
    void showCa(int proxyRow);
    void refreshDetail();
    void refresh();
    void updateSummary();
    void updateTroubles();
    bool maySetUp() const;
    std::string chosen() const; ///< id of the CA in the current row; empty: none
    void askExport(const std::string &id);

    Session &m_session;
    AuthorityTableModel m_model;
    QSortFilterProxyModel *m_proxy;
    Banner *m_trouble;
    ErrorBox *m_error;
    QPushButton *m_setUp, *m_export, *m_emptySetUp;
    TableView *m_table;
    std::string m_shown; ///< id of the CA in the detail panel
    QPointer<QDialog> m_dialog;
};

} // namespace hufu
