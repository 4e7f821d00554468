// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/TemporaryKeys.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hufu {

class ErrorBox;
class House;

/// A second security administrator looks at a temporary USBKey that one alone issued, and signs that it was in order, or objects.
class TemporaryReviewForm : public QDialog {
    Q_OBJECT
public:
    TemporaryReviewForm(House &house, TemporaryRecord record, QWidget *parent = nullptr);
    ~TemporaryReviewForm() override;

Q_SIGNALS:
    void done(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    void check();
    void act();
    void retranslate();

    House &m_house;
    TemporaryRecord m_record;
    QLabel *m_facts, *m_noteLabel;
    QLineEdit *m_note;
    QCheckBox *m_objects;
    ErrorBox *m_error;
    QPushButton *m_act, *m_cancel;
    bool m_running = false;
    PendingJobs m_jobs;
};

} // namespace hufu
