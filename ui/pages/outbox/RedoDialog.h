// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Outgoing.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace hufu {

class CosignBox;
class ErrorBox;

/// Signs a refused command anew, on what the journal says now: what it was, why it was refused, and who signs it again. Accepted once the new one is
/// in force or queued; the old one is gone then.
class RedoDialog : public QDialog {
    Q_OBJECT
public:
    RedoDialog(House &house, OutgoingCommand refused, QWidget *parent = nullptr);
    ~RedoDialog() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void check();
    void sign();
    void retranslate();

    House &m_house;
    OutgoingCommand m_refused;
    QLabel *m_what, *m_why, *m_note;
    std::vector<CosignBox *> m_cosigners; ///< as many as signed it then
    ErrorBox *m_error;
    QPushButton *m_sign, *m_cancel;
    bool m_running = false;
    PendingJobs m_jobs;
};

} // namespace hufu
