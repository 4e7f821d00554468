// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Service.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace hufu {

class ErrorBox;
class House;

/// Enters a business service, or changes one. Closes once the house has taken it.
class ServiceForm : public QDialog {
    Q_OBJECT
public:
    /// Without a service: a new one.
    explicit ServiceForm(House &house, std::optional<Service> service = {}, QWidget *parent = nullptr);

    /// What is saved takes the place of a queued command.
    void setReplaced(const std::string &queued) { m_replaced = queued; }

    void save();
    void retranslate();

Q_SIGNALS:
    void saved(const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    Result<Service> read() const;
    void check();
    QStringList hosts() const;

    House &m_house;
    std::optional<Service> m_service; ///< being changed
    std::string m_replaced;           ///< see setReplaced(); empty: none
    QLabel *m_labels[5];
    QLineEdit *m_name, *m_department, *m_owner;
    QComboBox *m_tier;
    QPlainTextEdit *m_hosts;
    QCheckBox *m_patientData;
    QLabel *m_complaint, *m_hint;
    ErrorBox *m_error;
    QPushButton *m_save, *m_cancel;
    PendingJobs m_jobs;
};

} // namespace hufu
