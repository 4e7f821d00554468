// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CeremonyCoverage.h"
#include "models/replica/CeremonyRun.h"
#include "models/views/TitledTableModel.h"

#include <memory>

namespace hufu {

/// The key ceremonies of the house, the newest first; a few dozen in ten years. Fed by its page. GUI thread.
class CeremonyTableModel : public TitledTableModel {
    Q_OBJECT
public:
    enum Column { Kind, State, Planned, Administrator, Quorum, Steps, Room, Package };
    enum ExtraRole { StateRole = Qt::UserRole }; ///< int of Tells
    enum class Tells { Open, Lapsed, Closed, Aborted };

    explicit CeremonyTableModel(QObject *parent = nullptr);

    void setBook(std::shared_ptr<const CeremonyBook> book, Instant now); ///< null: empty
    const Ceremony &ceremony(int row) const { return m_book->ceremonies[static_cast<std::size_t>(row)]; }
    int rowOf(const std::string &id) const; ///< -1: there is none

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const CeremonyBook> m_book;
    Instant m_now{};
};

/// What must be backed up, and which package has it. Fed by its page. GUI thread.
class CoverageTableModel : public TitledTableModel {
    Q_OBJECT
public:
    enum Column { What, State, At, Quorum, Package };
    enum ExtraRole { StateRole = Qt::UserRole }; ///< int of CoverageLine::State

    explicit CoverageTableModel(QObject *parent = nullptr);

    void setCoverage(CeremonyCoverage coverage);
    const CeremonyCoverage &coverage() const { return m_coverage; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    CeremonyCoverage m_coverage;
};

} // namespace hufu
