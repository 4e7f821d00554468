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
    /// Names of the security, system and audit administrator who found the house together; empty when somebody begins alone.
    std::vector<QString> administrators() const;
    bool isServed() const; ///< the authority is a server: nothing is founded here
    void chooseServer();
    bool isComplete() const;

Q_SIGNALS:
    void changed();
    void returnPressed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showFields();
    void retranslate();

    QLabel *m_intro;
    QRadioButton *m_embedded;
    QLabel *m_embeddedMeans;
    QRadioButton *m_server;
    QLabel *m_serverMeans;
    QRadioButton *m_alone, *m_together;
    QLabel *m_aloneMeans, *m_togetherMeans;
    QLabel *m_officerLabel, *m_houseLabel, *m_departmentLabel;
    QLineEdit *m_officer, *m_house, *m_department;
    QLabel *m_administratorLabels[3];
    QLineEdit *m_administrators[3];
};

} // namespace hufu
