// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/House.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace hufu {

/// The line above every page: the house, search everything, the authority's state in words, who is at work, and lock.
class TopBar : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(QWidget *parent = nullptr);

    void setHouse(House *house); ///< null when locked
    void setQueued(int commands); ///< not yet in force

Q_SIGNALS:
    void searchAsked();
    void emergencyAsked();
    void lockAsked();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void readHead();
    void fit();
    void retranslate();

    House *m_house = nullptr;
    std::optional<Sequence> m_head;
    Instant m_headTime{};
    int m_queued = 0;
    QTimer m_tick;
    QLabel *m_name;
    QPushButton *m_search;
    QPushButton *m_emergency;
    QLabel *m_state;
    QLabel *m_officer;
    QLabel *m_role;
    QToolButton *m_lock;
};

} // namespace hufu
