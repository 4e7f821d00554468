// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Emergency.h"
#include "models/replica/House.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QTimer>
#include <QWidget>

namespace hufu {

class Banner;

/// The red band across the console while an emergency runs: what is lost, how long it has run, and that something is not in force yet. Empty otherwise.
class EmergencyBand : public QWidget {
    Q_OBJECT
public:
    explicit EmergencyBand(QWidget *parent = nullptr);

    void setHouse(House *house); ///< null when locked

Q_SIGNALS:
    void emergencyAsked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void read();
    void retranslate();

    House *m_house = nullptr;
    std::vector<Emergency> m_open;
    std::int64_t m_requested = 0; ///< revocations that no CRL says yet
    QTimer m_tick;
    Banner *m_banner;
    PendingJobs m_jobs;
};

} // namespace hufu
