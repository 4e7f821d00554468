// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CardDeeds.h"
#include "models/replica/CardDetail.h"
#include "models/views/CardTableModel.h"
#include "models/views/CertificateRoleTableModel.h"
#include "ui/pages/inventory/PendingJobs.h"
#include "ui/shell/Page.h"

#include <QPointer>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTabWidget;

namespace hufu {

class CardWatch;
class ErrorBox;
class ReaderBoard;
class TemporaryTab;
class SearchBox;
class TabGrid;
class TableView;

/// USBKeys: the readers of this computer, live; the register of all USBKeys with everything that happened to each; certificate roles (持证角色).
class CardsPage : public Page {
    Q_OBJECT
public:
    /// Without a desk this computer has no readers; the register works all the same.
    CardsPage(Navigator &navigator, CardDesk *desk, QWidget *parent = nullptr);
    ~CardsPage() override;

    void setHouse(House *house, InventoryFeed *feed) override;
    void openQuery(const QString &query) override; ///< words to filter the register by
    QWidget *searchField() override;

    void openCard(const std::string &number);
    /// For a USBKey in a reader, or a line of the register. Null where it cannot be done.
    QDialog *openDeed(CardDeed deed, const std::optional<SeenCard> &seen, const std::string &number);
    QDialog *openBatch(); ///< null where the officer may not issue
    QDialog *openRole(const std::string &id, bool remove); ///< empty: a new one
    CardWatch &watch() { return *m_watch; }

protected:
    void retranslate() override;

private:
    QDialog *open(QDialog *dialog);
    QWidget *makeRegister();
    QWidget *makeRoles();
    TemporaryTab *makeTemporary();
    void showCard(int proxyRow);
    void loadDetail();
    void showDetail(const Result<CardDetail> &read);
    void fillDetail();
    QWidget *makeDeeds();
    void updateSummary();
    void updateRoles();
    void say(const QString &sentence);
    std::string chosenRole() const;

    CardWatch *m_watch;
    CardTableModel m_model;
    CertificateRoleTableModel m_roles;
    QSortFilterProxyModel *m_proxy, *m_rolesProxy;
    ReaderBoard *m_board;
    QTabWidget *m_tabs;
    TemporaryTab *m_temporary;
    TabGrid *m_show;
    SearchBox *m_search;
    QLabel *m_said, *m_rolesIntro, *m_none;
    ErrorBox *m_error;
    TableView *m_table, *m_rolesTable;
    QPushButton *m_issue, *m_batch, *m_addRole, *m_changeRole, *m_removeRole;
    std::string m_shown; ///< number of the USBKey in the detail panel
    std::optional<CardDetail> m_detail;
    QList<QPointer<QDialog>> m_dialogs;
    BackgroundLoad<Result<CardDetail>> m_detailLoad;
};

} // namespace hufu
