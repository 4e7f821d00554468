// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Findings.h"
#include "models/replica/Inventory.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace hufu {

class House;

/// The values that findings observed, read for the rows in sight only: they stay in the database, since a million of them would fill the
/// memory. Lives on the GUI thread; reads on the house's readers.
class ObservedValues : public QObject {
    Q_OBJECT
public:
    explicit ObservedValues(QObject *parent = nullptr);

    /// Null: forgets everything.
    void setHouse(House *house);
    /// The snapshot whose row numbers are asked for; another one forgets what was read.
    void setInventory(std::shared_ptr<const Inventory> inventory);
    /// In the language of the moment; "…" until it has been read, which this call orders.
    QString text(Row row, Rule rule);

Q_SIGNALS:
    /// Values that were asked for are there.
    void arrived();

private:
    using Read = std::vector<std::pair<Row, std::vector<Finding>>>;
    void forget();
    void order();

    House *m_house = nullptr;
    std::shared_ptr<const Inventory> m_inventory;
    std::unordered_map<Row, std::vector<Finding>> m_known;
    std::unordered_set<Row> m_wanted;
    QTimer m_soon;
    quint64 m_generation = 0;
    bool m_reading = false;
};

} // namespace hufu
