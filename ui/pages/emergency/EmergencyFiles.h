// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QObject>

#include <functional>
#include <string>

namespace hufu {

class House;

/// What an emergency's page writes to disk: its report, and the signed command that is carried to a server which cannot be reached. GUI thread.
class EmergencyFiles : public QObject {
    Q_OBJECT
public:
    explicit EmergencyFiles(QWidget *page);
    ~EmergencyFiles() override;

    void setHouse(House *house); ///< null: waits for what runs
    void saveReport(const std::string &emergency);
    /// The newest decision of this emergency that no server has heard.
    void exportCommand(const std::string &emergency);

Q_SIGNALS:
    void written();
    void failed(const hufu::Error &error);

private:
    struct Target {
        QString dialog, title, filter, suffix, name;
        bool mayReplace = true; ///< a file that is there, once that is confirmed
    };
    /// Asks where to, and writes there on a pool thread.
    void write(const Target &target, std::function<Result<void>(House &house, const std::string &path)> deed);

    QWidget *m_page;
    House *m_house = nullptr;
    PendingJobs m_jobs;
};

} // namespace hufu
