// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/EmergencyImpact.h"
#include "models/replica/EmergencyRecord.h"
#include "models/views/TitledTableModel.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace hufu {

/// The certificates that an emergency concerns, each with why it is there and what is proposed; a tick in the first column chooses it for the decision.
/// Those about which nothing can be done cannot be chosen. GUI thread.
class ImpactTableModel : public TitledTableModel {
    Q_OBJECT
public:
    enum Column { Certificate, Holder, Why, Proposal, Places, Expires, ColumnCount };
    enum ExtraRole { ProposalRole = Qt::UserRole, StandRole }; ///< ImpactProposal and Stand, for every column
    enum Stand { Undecided, Requested, InForce, Verified };    ///< how far a line has come that was decided

    explicit ImpactTableModel(QObject *parent = nullptr);

    /// Chooses what is proposed; null: empty.
    void setImpact(std::shared_ptr<const EmergencyImpact> impact);
    /// How far what was decided has come, with its times; whatever is not among them is as proposed.
    void setRecord(const std::vector<EmergencyRecord::Line> &lines);
    /// Which can be chosen: those that can be revoked, or suspended, for this reason.
    void setReason(RevocationReason reason);
    const std::shared_ptr<const EmergencyImpact> &impact() const { return m_impact; }
    std::vector<Sha256> chosen() const; ///< in the order shown
    const ImpactLine &line(int row) const { return m_impact->lines[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

    static QString why(const ImpactLine &line);
    static QString proposal(const ImpactLine &line);

Q_SIGNALS:
    void chosenChanged();

private:
    struct Progress {
        Stand stand = Requested;
        std::optional<Instant> at; ///< since when
        bool operator==(const Progress &) const = default;
    };
    static QString state(const Progress &progress);
    const Progress *progress(const ImpactLine &line) const; ///< null: not decided

    std::map<Sha256, Progress> m_progress;
    std::shared_ptr<const EmergencyImpact> m_impact;
    std::vector<bool> m_chosen; ///< by row
    RevocationReason m_reason = RevocationReason::KeyCompromise;
};

} // namespace hufu
