// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Policy.h"

#include <QList>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace hufu {

class Banner;
class MakersList;

/// The house's policy as a form: limits above, one line for each rule below. Knows nothing of houses: it is given a policy and says which one is
/// wanted.
class PolicyEditor : public QWidget {
    Q_OBJECT
public:
    explicit PolicyEditor(QWidget *parent = nullptr);

    void setPolicy(const Policy &policy);
    void discard() { setPolicy(Policy(m_policy)); } ///< back to the one given
    Policy edited() const;
    bool isEdited() const { return !(edited() == m_policy); }
    /// What came of it, in a sentence; until something is edited again.
    void say(const QString &sentence);
    /// Whether whoever has to sign a change besides the officer is there to do so, or it is left for another desk; what the button says follows.
    enum class Signing { Missing, Here, AtAnotherDesk };
    void setSigning(Signing signing);

Q_SIGNALS:
    /// The officer asks for this policy to be put in force.
    void saveAsked(const hufu::Policy &policy);
    /// isEdited() may say something else now.
    void compared();

protected:
    void changeEvent(QEvent *event) override;

private:
    void compare();
    void follow();
    void retranslate();

    Policy m_policy;
    Signing m_signing = Signing::Here;
    QString m_said;
    QList<QLabel *> m_numberLabels;
    QList<QSpinBox *> m_numbers; ///< Policy's, in the order of the table in the source
    QLabel *m_coreLabel, *m_otherLabel, *m_endpointsLabel, *m_temporaryLabel;
    QLineEdit *m_endpoints; ///< Policy::relyingEndpoints, between commas
    QLineEdit *m_temporary; ///< Policy::temporaryRoles, likewise
    QComboBox *m_core, *m_other;
    QCheckBox *m_softTokens, *m_pinLetters;
    MakersList *m_makers; ///< Policy::attestationRoots, attestationDemanded
    Banner *m_limits; ///< rules that cannot check on this computer
    QTableWidget *m_rules;
    QLabel *m_changed;
    QPushButton *m_save, *m_discard;
};

} // namespace hufu
