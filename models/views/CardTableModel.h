// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Card.h"
#include "models/views/BackgroundLoad.h"
#include "models/views/TitledTableModel.h"

#include <QTimer>

namespace hufu {

class House;

/// The card register (USBKey 台账), by number. Lives on the GUI thread; reads on another, again whenever the journal grows, and looks at the
/// clock once an hour: certificates end by themselves.
class CardTableModel : public TitledTableModel {
    Q_OBJECT
public:
    enum Column { Number, Holder, Department, RoleColumn, State, Since, Ends, Overdue, Model, ColumnCount };
    enum ExtraRole {
        SortRole = Qt::UserRole, ///< comparable value of the cell
        StateRole,               ///< int of CardState
        DueRole,                 ///< int of Due
    };
    enum class Due { No, Soon, Over }; ///< certificates of an issued one end within a month, or have ended
    enum class Show { All, InStock, WithHolders, Gone, Overdue }; ///< WithHolders: being issued, issued, suspended; Gone: lost, returned, destroyed

    explicit CardTableModel(QObject *parent = nullptr);

    void setHouse(House *house); ///< null empties it; the house before is used no more when this returns
    const Card &card(int row) const { return m_rows[m_shown[static_cast<std::size_t>(row)]]; }
    int rowOf(const std::string &number) const; ///< -1: not shown
    const Card *find(const std::string &number) const; ///< shown or not; null: none
    void show(Show show);
    Show shown() const { return m_show; }
    int count(Show show) const;
    Due dueOf(const Card &card) const;
    bool isLoaded() const { return m_loaded; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loaded();
    void failed(const hufu::Error &error); ///< the rows are those of before

private:
    void load();
    void accept(Result<std::vector<Card>> rows);
    void choose();
    bool isShown(const Card &card, Show show) const;

    House *m_house = nullptr;
    std::vector<Card> m_rows;
    std::vector<std::size_t> m_shown; ///< positions in m_rows
    Show m_show = Show::All;
    Instant m_readAt{};
    bool m_loaded = false;
    QTimer m_clock;
    BackgroundLoad<Result<std::vector<Card>>> m_load;
};

} // namespace hufu
