// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Person.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace hufu {

class CosignBox;
class ErrorBox;
class Session;

/// Takes a person's registration and key slot away: with a reason, and a second signer.
class DeactivationForm : public QDialog {
    Q_OBJECT
public:
    DeactivationForm(Session &session, Person person, QWidget *parent = nullptr);
    ~DeactivationForm() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void check();
    void deactivate();
    void retranslate();

    Session &m_session;
    Person m_person;
    QLabel *m_intro, *m_reasonLabel;
    QLineEdit *m_reason;
    CosignBox *m_cosign;
    ErrorBox *m_error;
    QPushButton *m_deed, *m_cancel;
    PendingJobs m_jobs;
};

} // namespace hufu
