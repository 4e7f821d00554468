// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Card.h"
#include "models/domain/Person.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

#include <map>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hufu {

class CosignBox;
class ErrorBox;
class PassphraseScreen;
class Session;

/// Registers a person, who types their own passphrase here or has a USBKey that was issued to them, or changes one's department and roles. Says which roles
/// exclude each other before anything is sent. Closes once the authority has agreed.
class PersonForm : public QDialog {
    Q_OBJECT
public:
    /// Without a person: a new one.
    PersonForm(Session &session, std::optional<Person> person, QWidget *parent = nullptr);
    ~PersonForm() override;

Q_SIGNALS:
    void saved(const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    std::set<Role> roles() const;
    void offerCards(const std::vector<Card> &cards, bool passphrases);
    std::string card() const; ///< number of the USBKey that was chosen; empty: none
    bool hasWayIn() const;    ///< of a new person: a USBKey, or a passphrase
    void takeHolder();
    void check();
    void save();
    void retranslate();

    Session &m_session;
    std::optional<Person> m_person; ///< being changed
    QLabel *m_nameLabel, *m_departmentLabel, *m_rolesLabel, *m_signsLabel;
    QLineEdit *m_name, *m_department;
    std::map<Role, QCheckBox *> m_roles;
    QLabel *m_complaint;
    QComboBox *m_signs = nullptr;             ///< of a new person: a passphrase, or one of m_cards
    std::vector<Card> m_cards;
    bool m_passphrases = true;                ///< policy lets officers sign with them
    PassphraseScreen *m_passphrase = nullptr; ///< of a new person
    CosignBox *m_cosign;
    ErrorBox *m_error;
    QPushButton *m_save, *m_cancel;
    PendingJobs m_jobs;
};

} // namespace hufu
