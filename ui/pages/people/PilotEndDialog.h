// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Revocation.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

#include <set>

class QLabel;
class QPushButton;
class QTableWidget;

namespace hufu {

class CosignBox;
class ErrorBox;
class House;

/// Ends pilot mode (单人试用) for ever: every act that lacked a second signature is confirmed, or what came of it revoked, and the three
/// administrators sign.
class PilotEndDialog : public QDialog {
    Q_OBJECT
public:
    PilotEndDialog(House &house, QWidget *parent = nullptr);
    ~PilotEndDialog() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void check();
    void end();
    void retranslate();

    House &m_house;
    std::vector<WaivedAct> m_acts;
    std::set<int> m_roots; ///< rows about a root CA
    QLabel *m_intro;
    QTableWidget *m_table;
    std::vector<CosignBox *> m_cosigners; ///< of the two administrators whom the officer is not
    ErrorBox *m_error;
    QPushButton *m_end, *m_cancel;
    PendingJobs m_jobs;
};

} // namespace hufu
