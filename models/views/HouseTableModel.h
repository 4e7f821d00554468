// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/House.h"
#include "models/views/BackgroundLoad.h"
#include "models/views/TitledTableModel.h"

#include <span>
#include <vector>

namespace hufu {

/// The signals of a HouseTableModel, which as a template can have none.
class LoadedTableModel : public TitledTableModel {
    Q_OBJECT
Q_SIGNALS:
    void loaded();
    void failed(const hufu::Error &error); ///< the rows are those of before

protected:
    using TitledTableModel::TitledTableModel;
};

/// Records of a house as rows: read whole on another thread, and again whenever the journal grows. Lives on the GUI thread.
template <typename Record>
class HouseTableModel : public LoadedTableModel {
public:
    /// Null empties it; the house before is used no more when this returns.
    void setHouse(House *house)
    {
        if (m_house)
            m_house->disconnect(this);
        m_load.abandon();
        m_house = house;
        accept(std::vector<Record>());
        m_isLoaded = false;
        if (!house)
            return;
        connect(house, &House::journalGrew, this, [this] { load(); });
        load();
    }
    const Record &row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    bool isLoaded() const { return m_isLoaded; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

protected:
    using Read = Result<std::vector<Record>> (*)(House &); ///< blocks; on a pool thread
    HouseTableModel(std::span<const char *const> titles, Read read, QObject *parent)
        : LoadedTableModel(titles, parent), m_read(read), m_load([this](Result<std::vector<Record>> rows) { accept(std::move(rows)); })
    {
    }
    const std::vector<Record> &rows() const { return m_rows; }

private:
    void load()
    {
        m_load.start([house = m_house, read = m_read](const std::stop_token &) { return read(*house); });
    }
    void accept(Result<std::vector<Record>> rows)
    {
        if (!rows) {
            Q_EMIT failed(rows.error());
            return;
        }
        if (*rows != m_rows) {
            beginResetModel();
            m_rows = std::move(*rows);
            endResetModel();
        }
        m_isLoaded = m_house != nullptr;
        Q_EMIT loaded();
    }

    const Read m_read;
    House *m_house = nullptr;
    std::vector<Record> m_rows;
    bool m_isLoaded = false;
    BackgroundLoad<Result<std::vector<Record>>> m_load;
};

} // namespace hufu
