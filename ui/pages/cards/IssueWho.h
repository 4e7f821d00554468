// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CardDetail.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace hufu {

/// Who gets a USBKey and as what: a known holder or somebody new, certificate role, term, kind of key.
class IssueWho : public QWidget {
    Q_OBJECT
public:
    explicit IssueWho(QWidget *parent = nullptr);

    void setChoices(const CardChoices &choices);
    CardHolder holder() const;
    std::string role() const; ///< id; empty: none
    int days() const;
    KeyKind algorithm() const;
    void setComplaint(const QString &sentence); ///< why it cannot be done; empty: nothing
    void setNote(const QString &sentence);

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void chooseHolder();
    void chooseRole();
    void retranslate();

    std::vector<CardHolder> m_holders;
    std::vector<CertificateRole> m_roles;
    QLabel *m_personLabel, *m_nameLabel, *m_staffLabel, *m_departmentLabel, *m_roleLabel, *m_daysLabel, *m_keyLabel, *m_complaint, *m_note;
    QComboBox *m_person, *m_role, *m_key;
    QLineEdit *m_name, *m_staff, *m_department;
    QSpinBox *m_days;
};

} // namespace hufu
