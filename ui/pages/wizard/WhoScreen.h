// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Gate.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QRadioButton;

namespace hufu {

/// First screen: where the authority runs, and who founds the house.
class WhoScreen : public QWidget {
    Q_OBJECT
public:
    explicit WhoScreen(QWidget *parent = nullptr);

    FoundingRequest request() const;
    bool isComplete() const;

Q_SIGNALS:
    void changed();
    void returnPressed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QLabel *m_intro;
    QRadioButton *m_embedded;
    QLabel *m_embeddedMeans;
    QRadioButton *m_server;
    QLabel *m_serverMeans;
    QLabel *m_officerLabel, *m_houseLabel, *m_departmentLabel;
    QLineEdit *m_officer, *m_house, *m_department;
};

} // namespace hufu
