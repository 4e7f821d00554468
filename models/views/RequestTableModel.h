// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/RequestDetail.h"
#include "models/views/BackgroundLoad.h"
#include "models/views/TitledTableModel.h"

#include <QTimer>

namespace hufu {

/// Requests (申请) as one officer sees them: all that may still come to something, the most urgent first, then the newest of those that are over.
/// Lives on the GUI thread; reads on another, again whenever the journal grows and every minute, since requests lapse by themselves.
class RequestTableModel : public TitledTableModel {
    Q_OBJECT
public:
    enum Column { Subject, ServiceColumn, TierColumn, Kind, Applicant, Submitted, Lapses, State, Missing, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< comparable value of the cell
        StateRole,               ///< int of RequestState
        TierRole,                ///< int of Tier
        UrgentRole,              ///< bool: lapses within two days
    };
    enum class Show { ForMe, ByMe, All };

    explicit RequestTableModel(QObject *parent = nullptr);

    void setHouse(House *house); ///< null empties it; the house before is used no more when this returns
    void show(Show show);
    Show shown() const { return m_show; }
    int count(Show show) const { return m_counts[static_cast<std::size_t>(show)]; } ///< by me: those of which something may still come

    struct Row {
        Request request;
        RequestState state = RequestState::Open;
        RequestDeeds deeds; ///< of the officer
        std::string applicant;
        Tier tier = Tier::None;
        int missing = 0; ///< approvals, while it is open
        bool own = false;
        bool operator==(const Row &) const = default;
    };
    const Row &row(int row) const { return m_rows[m_shown[static_cast<std::size_t>(row)]]; }
    int rowOf(const std::string &id) const; ///< -1: not shown
    bool knows(const std::string &id) const; ///< it is there, shown or not

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// Names asked for, or the subject where there are none: what people call the request.
    static QString title(const Request &request);

    static constexpr int mostOver = 2000; ///< of the requests that are over, so many are shown

Q_SIGNALS:
    void loaded();
    void failed(const hufu::Error &error); ///< the rows are those of before

private:
    void load();
    void accept(Result<std::vector<Row>> rows);
    bool isShown(const Row &row) const;
    void choose();

    House *m_house = nullptr;
    Show m_show = Show::ForMe;
    std::vector<Row> m_rows;
    std::vector<std::size_t> m_shown; ///< positions in m_rows
    std::array<int, 3> m_counts{};
    Instant m_readAt{};
    QTimer m_clock;
    BackgroundLoad<Result<std::vector<Row>>> m_load;
};

/// One request as the table would have it, but for what the officer may do to it. NotFound.
Result<RequestTableModel::Row> readRequestRow(Connection &connection, const std::string &id, const std::vector<Person> &people);

} // namespace hufu
