// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Canary.h"
#include "models/replica/EmergencyRecord.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace hufu {

/// The canary of an emergency's page: knows whether one is ready, sends it in before a decision, keeps it in while the decision waits for somebody, and once
/// it is in force tries until nobody lets it in. Everything that blocks does so on a pool thread. GUI thread.
class CanaryDesk : public QObject {
    Q_OBJECT
public:
    explicit CanaryDesk(QObject *parent = nullptr);
    ~CanaryDesk() override;

    void setHouse(House *house); ///< null: ends what runs, and forgets
    const CanaryStand &stand() const { return m_stand; }
    void readStand();
    void order(const Service &service);

    /// In first: who was let in before is what proves that nobody is any more. `then` follows at once where the canary is not among the certificates.
    void enter(const std::vector<Sha256> &certificates, std::function<void()> then);
    void stayIn(); ///< until the decision is in force
    void leave();  ///< of no use any more: another emergency, or no decision
    /// Tries when what came in is in force there, and was not tried yet.
    void follow(const EmergencyRecord &record);
    void tryAt(const std::string &emergency);

Q_SIGNALS:
    void standChanged();
    void ordering(bool runs);
    void orderRefused(const hufu::Error &error);
    void seen(std::shared_ptr<const hufu::EmergencyTrial> trial, bool running);
    void tried(const hufu::EmergencyTrial &trial); ///< the last word

private:
    House *m_house = nullptr;
    CanaryStand m_stand;
    std::shared_ptr<CanaryRun> m_run; ///< that came in before the decision
    bool m_entering = false, m_trying = false;
    std::stop_source m_stop;
    QTimer m_again; ///< a server ends connections that say nothing
    PendingJobs m_jobs;
};

} // namespace hufu
