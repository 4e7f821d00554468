// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Emergency.h"
#include "models/replica/House.h"
#include "models/replica/PendingWork.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QTimer>
#include <QWidget>

#include <set>

namespace hufu {

class Banner;

/// The red band across the console while an emergency runs: what is lost, how long it has run, and that something is not in force yet; and another one,
/// with a sound, while a colleague's decision in an emergency waits for this officer's signature. Empty otherwise.
class EmergencyBand : public QWidget {
    Q_OBJECT
public:
    explicit EmergencyBand(QWidget *parent = nullptr);

    void setHouse(House *house); ///< null when locked

Q_SIGNALS:
    void emergencyAsked();
    void signatureAsked(const QString &command); ///< id of the pending command
    void rang(); ///< somebody who looks elsewhere was called: sound, task bar, the desktop's notification

protected:
    void changeEvent(QEvent *event) override;

private:
    void read();
    void ring();
    void retranslate();
    QString callText() const;

    House *m_house = nullptr;
    std::vector<Emergency> m_open;
    std::int64_t m_requested = 0; ///< revocations that no CRL says yet
    std::vector<PendingSight> m_calls; ///< decisions in emergencies that wait for this officer
    std::set<std::string> m_called;    ///< ids that were rung for
    int m_rings = 0;
    QTimer m_tick, m_ring;
    Banner *m_banner, *m_call;
    PendingJobs m_jobs;
};

} // namespace hufu
