// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateRole.h"
#include "models/domain/Service.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace hufu {

class CosignBox;
class ErrorBox;
class House;

/// A certificate role (持证角色): new, changed, or removed. Two officers sign. Closes once the authority has taken it.
class RoleForm : public QDialog {
    Q_OBJECT
public:
    enum class Deed { Save, Remove };
    /// Without a role: a new one.
    RoleForm(House &house, std::optional<CertificateRole> role, Deed deed, QWidget *parent = nullptr);
    ~RoleForm() override;
    /// What is signed takes the place of a queued command.
    void setReplaced(const std::string &queued) { m_replaced = queued; }

Q_SIGNALS:
    void done(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    CertificateRole read() const;
    QStringList departments() const;
    void fillServices(const std::vector<Service> &services);
    void check();
    void act();
    void retranslate();

    House &m_house;
    std::optional<CertificateRole> m_role;
    Deed m_deed;
    std::string m_replaced; ///< see setReplaced(); empty: none
    QLabel *m_intro, *m_nameLabel, *m_profileLabel, *m_profile, *m_keysLabel, *m_daysLabel, *m_servicesLabel, *m_departmentsLabel, *m_hint, *m_complaint;
    QLineEdit *m_name, *m_departments;
    QCheckBox *m_authentication, *m_signature, *m_decryption;
    QSpinBox *m_days;
    QListWidget *m_services;
    CosignBox *m_second;
    ErrorBox *m_error;
    QPushButton *m_act, *m_cancel;
    bool m_running = false;
    PendingJobs m_jobs;
};

} // namespace hufu
