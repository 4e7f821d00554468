// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/OpenWork.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;

namespace hufu {

/// What ends, and when, while this console is closed or locked: its authority signs CRLs only while a house is open in it. A house without a
/// CA has nothing to say, and an empty text.
class CloseNotice : public QDialog {
    Q_OBJECT
public:
    explicit CloseNotice(std::vector<WorkItem> crls, Instant now, QWidget *parent = nullptr);

    bool isEnoughForToday() const; ///< "don't ask again today"

    static QString closingText(const std::vector<WorkItem> &crls, Instant now);
    static QString lockedText(const std::vector<WorkItem> &crls, Instant now);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    std::vector<WorkItem> m_crls;
    Instant m_now;
    QLabel *m_text;
    QCheckBox *m_enough;
    QPushButton *m_close, *m_stay;
};

} // namespace hufu
