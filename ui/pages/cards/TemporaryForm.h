// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Card.h"
#include "models/replica/TemporaryKeys.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;

namespace hufu {

/// For whom a temporary USBKey is, for how many hours and why; says what one officer alone may do, and what follows.
class TemporaryForm : public QWidget {
    Q_OBJECT
public:
    explicit TemporaryForm(QWidget *parent = nullptr);

    void setBasis(const Card &card); ///< the USBKey that the holder is locked out of, or lost
    void setTerms(const TemporaryTerms &terms);
    bool isComplete() const; ///< may be issued, and there is a reason
    int hours() const;
    std::string note() const;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    QString complaint() const;
    void retranslate();

    Card m_basis;
    std::optional<TemporaryTerms> m_terms;
    QLabel *m_about, *m_hoursLabel, *m_noteLabel, *m_count, *m_complaint;
    QSpinBox *m_hours;
    QComboBox *m_note;
};

} // namespace hufu
