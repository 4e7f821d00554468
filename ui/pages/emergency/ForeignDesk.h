// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Emergency.h"
#include "models/replica/ForeignStatus.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QObject>
#include <QPointer>

#include <stop_token>

namespace hufu {

class ForeignDialog;
class House;

/// Certificates of other CAs in an emergency: shows how each CA is asked, notes that it was, and listens to its CRL and OCSP. GUI thread.
class ForeignDesk : public QObject {
    Q_OBJECT
public:
    explicit ForeignDesk(QWidget *page);
    ~ForeignDesk() override;

    void setHouse(House *house); ///< null: ends what runs, and closes what is open
    /// How the CA of this certificate is asked; `emergency`, where it can be noted: empty: nowhere.
    void showHow(const Sha256 &certificate, const std::string &emergency);
    void listen(const std::string &emergency);

Q_SIGNALS:
    void asked(const hufu::ForeignAsk &ask);
    void listening(bool runs);
    void heard(const std::vector<hufu::ForeignSight> &sights);
    void failed(const hufu::Error &error);

private:
    QWidget *m_page;
    House *m_house = nullptr;
    QPointer<ForeignDialog> m_dialog;
    std::stop_source m_stop;
    PendingJobs m_jobs;
};

} // namespace hufu
