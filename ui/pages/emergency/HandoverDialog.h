// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/EmergencyRecord.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace hufu {

/// Hands an emergency over at the change of shift: how it stands, to be copied or printed elsewhere, and who takes it over, which the journal keeps.
class HandoverDialog : public QDialog {
    Q_OBJECT
public:
    explicit HandoverDialog(const EmergencyRecord &record, QWidget *parent = nullptr);

Q_SIGNALS:
    void handedOver(const QString &text); ///< for the journal

private:
    QString m_note;
    QLineEdit *m_to, *m_remark;
    QPushButton *m_done;
};

} // namespace hufu
