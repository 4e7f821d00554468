// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/EntryNames.h"
#include "models/store/HouseReader.h"
#include "models/views/BackgroundLoad.h"

#include <QAbstractTableModel>
#include <QHash>

namespace hufu {

class House;

/// The journal, newest first, read in pages as the view scrolls (fetchMore). New entries appear at the top by themselves. Reads on
/// a worker thread; lives on the GUI thread. Destroy it before the house.
class JournalTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { SequenceColumn, Time, Kind, Actor, Subject, Outcome, Hash, ColumnCount };
    enum Role {
        SequenceRole = Qt::UserRole, ///< qulonglong
        KindRole,                    ///< QString, the entry's kind as stored
        OutcomeRole,                 ///< QString, canonical JSON
        RefusedRole,                 ///< bool: the authority refused the command
        MonospaceRole,               ///< bool, by column
    };

    explicit JournalTableModel(QObject *parent = nullptr);
    void setHouse(House *house); ///< null when locked
    void setFilter(const EntryFilter &filter);
    const EntryFilter &filter() const { return m_filter; }
    const Entry &entry(int row) const { return m_entries[static_cast<std::size_t>(row)]; } ///< without the command's bytes
    bool isBusy() const { return m_load.isBusy(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;


Q_SIGNALS:
    void loaded();
    void readingFailed(const hufu::Error &error);

private:
    enum class Reading { Older, Newer };
    struct Page {
        Reading reading{};
        Result<std::vector<Entry>> entries;
        QHash<QString, QString> people; ///< names by person id
        EntryNames names;               ///< of what the entries are about
        bool gap = false; ///< newer entries do not reach down to the ones shown
    };
    void restart();
    void read(Reading reading);
    void accept(Page page);
    void grew();

    House *m_house = nullptr;
    EntryFilter m_filter;
    std::vector<Entry> m_entries;
    QHash<QString, QString> m_people;
    EntryNames m_names;
    bool m_atEnd = true;
    bool m_grewMeanwhile = false;
    BackgroundLoad<Page> m_load;
};

} // namespace hufu
