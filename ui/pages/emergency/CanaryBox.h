// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Service.h"
#include "models/replica/Canary.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace hufu {

/// Whether a canary is ready at this desk, for the day when it is needed, and where it would try to get in; orders one where there is none. GUI thread.
class CanaryBox : public QWidget {
    Q_OBJECT
public:
    explicit CanaryBox(QWidget *parent = nullptr);

    void setServices(const std::vector<Service> &services); ///< that a request can be made for; the least important first
    void setStand(const CanaryStand &stand);
    void setOrdering(bool ordering);

Q_SIGNALS:
    void orderAsked(const QString &service); ///< id

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    CanaryStand m_stand;
    bool m_ordering = false;
    QLabel *m_text;
    QComboBox *m_service;
    QPushButton *m_order;
};

} // namespace hufu
