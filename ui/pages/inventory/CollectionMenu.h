// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/CollectionModel.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QToolButton>

class QMenu;

namespace hufu {

class House;

/// The saved filters (筛选集): choose one, save what stands in the search field, rename, delete. Changes go to the house as commands.
class CollectionMenu : public QToolButton {
    Q_OBJECT
public:
    explicit CollectionMenu(QWidget *parent = nullptr);

    void setHouse(House *house, InventoryFeed *feed);
    /// The filter in the search field: what "save" saves, and by which the chosen collection is known.
    void setCurrentQuery(const QString &query, bool isValid);
    void retranslate();

    void save(const QString &name);
    void rename(const std::string &id, const QString &name);
    void remove(const std::string &id);

Q_SIGNALS:
    void chosen(const QString &query);
    void notice(const QString &sentence);
    void failed(const hufu::Error &error);

private:
    void fill();
    std::optional<Collection> current() const; ///< whose query stands in the search field
    std::optional<Collection> byId(const std::string &id) const;
    void askName(const QString &title, const QString &deed, const QString &name, std::function<void(const QString &)> then);
    void askRemoval(const Collection &collection);
    void submit(const char *kind, const QJsonObject &payload, const QString &done);

    House *m_house = nullptr;
    CollectionModel m_model;
    QMenu *m_menu;
    QString m_query;
    bool m_valid = true;
    PendingJobs m_jobs;
};

} // namespace hufu
