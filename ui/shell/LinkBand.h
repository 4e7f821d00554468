// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/House.h"

#include <QTimer>
#include <QWidget>

namespace hufu {

class Banner;

/// The bands above every page that say what a server's console must not overlook: a server that is not trusted, shuts this computer out, or was not
/// heard for longer than policy allows; a journal that is not all here yet; commands that are queued or came back. Empty on an ordinary day.
class LinkBand : public QWidget {
    Q_OBJECT
public:
    explicit LinkBand(QWidget *parent = nullptr);

    void setHouse(House *house); ///< null when locked
    void setQueue(int waiting, int refused);

Q_SIGNALS:
    void outboxAsked();
    void evidenceAsked(); ///< to be written where the officer wants it
    void enrolAsked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void readPolicy();
    void press();
    void retranslate();

    House *m_house = nullptr;
    std::chrono::minutes m_staleAfter;
    int m_waiting = 0, m_refused = 0;
    QTimer m_tick;
    Banner *m_link;
    Banner *m_queue;
};

} // namespace hufu
