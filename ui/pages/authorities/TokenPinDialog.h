// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateAuthority.h"
#include "ui/shell/Session.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace hufu {

class ErrorBox;
class PassphraseEdit;
class ProgressStrip;

/// Gives the authority the PIN of the token in which a CA's key lies: when it was changed, or the token replaced. Closes when it was right;
/// one that is wrong is tried once.
class TokenPinDialog : public QDialog {
    Q_OBJECT
public:
    TokenPinDialog(Session &session, const CaPlan &plan, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void give();
    void check();
    void retranslate();

    Session &m_session;
    CaPlan m_plan;
    QLabel *m_intro, *m_pinLabel;
    PassphraseEdit *m_pin;
    ProgressStrip *m_progress;
    ErrorBox *m_error;
    QPushButton *m_deed, *m_cancel;
    bool m_running = false;
};

} // namespace hufu
