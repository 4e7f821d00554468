// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/PersonTableModel.h"
#include "ui/pages/inventory/PendingJobs.h"
#include "ui/pages/people/SigningKeyForm.h"
#include "ui/shell/Page.h"

#include <QPointer>

class QPushButton;
class QSortFilterProxyModel;

namespace hufu {

class Banner;
class ErrorBox;
class SearchBox;
class Session;
class TableView;

/// People and roles (人员与角色): who may do what, each with a signing key of their own; and the way out of pilot mode.
class PeoplePage : public Page {
    Q_OBJECT
public:
    PeoplePage(Navigator &navigator, Session &session, QWidget *parent = nullptr);
    ~PeoplePage() override;

    void setHouse(House *house, InventoryFeed *feed) override;
    QWidget *searchField() override;

    QDialog *addPerson();
    QDialog *changePerson(const std::string &id);
    QDialog *changeKey(const std::string &id, SigningKeyForm::Kind kind);
    QDialog *askDeactivation(const std::string &id);
    QDialog *endPilot();

protected:
    void retranslate() override;

private:
    void showPerson(int proxyRow);
    void refreshDetail();
    bool mayDecideOnKeyOf(const Person &person) const;
    void updateSummary();
    QDialog *open(QDialog *dialog);

    Session &m_session;
    PersonTableModel m_model;
    QSortFilterProxyModel *m_proxy;
    Banner *m_pilot;
    SearchBox *m_search;
    QPushButton *m_add;
    TableView *m_table;
    std::string m_shown; ///< id of the person in the detail panel
    QList<QPointer<QDialog>> m_dialogs;
};

} // namespace hufu
