// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Gate.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hufu {

class PassphraseEdit;

/// What enrolling at a lifecycle server needs: its address, a code, whose key signs here. Second screen of the first-run wizard, and of a home whose
/// authority moved.
class ServerScreen : public QWidget {
    Q_OBJECT
public:
    explicit ServerScreen(Gate &gate, QWidget *parent = nullptr);

    /// Looks at the home anew: where it has a key already, no other folder is asked for one.
    void prepare();

    bool isComplete() const;
    EnrolmentRequest request() const;
    SecureBytes passphrase() const; ///< a copy
    std::string officer() const;
    void clear(); ///< what is secret

Q_SIGNALS:
    void changed();
    void returnPressed();

protected:
    void changeEvent(QEvent *event) override;

private:
    bool asksForKey() const;
    void readOfficers();
    void retranslate();

    Gate &m_gate;
    QLabel *m_intro;
    QLabel *m_addressLabel, *m_codeLabel, *m_codeState, *m_nameLabel, *m_keyLabel, *m_keyMeans, *m_officerLabel, *m_passphraseLabel;
    QLineEdit *m_address, *m_name, *m_keyFrom;
    QPushButton *m_chooseKey;
    PassphraseEdit *m_code, *m_passphrase;
    QComboBox *m_officer;
};

} // namespace hufu
