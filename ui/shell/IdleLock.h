// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace hufu {

/// Tells when nobody has touched keyboard or mouse in this program for a while.
class IdleLock : public QObject {
    Q_OBJECT
public:
    explicit IdleLock(QObject *parent = nullptr);

    /// 0: never.
    void setMinutes(int minutes) { setPause(std::chrono::minutes(minutes)); }
    void setPause(std::chrono::milliseconds pause);

Q_SIGNALS:
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTimer m_timer;
};

} // namespace hufu
