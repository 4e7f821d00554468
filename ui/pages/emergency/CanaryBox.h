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

    void setServices(std::vector<Service> services); ///< of the house; those that may have a canary are offered, the least important first
    void setStand(const CanaryStand &stand);
    void setOrdering(bool ordering);

Q_SIGNALS:
    void orderAsked(const hufu::Service &service);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    CanaryStand m_stand;
    std::vector<Service> m_services; ///< in the order offered
    bool m_ordering = false;
    QLabel *m_text;
    QComboBox *m_service;
    QPushButton *m_order;
};

} // namespace hufu
