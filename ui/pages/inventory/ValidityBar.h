// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"

#include <QWidget>

namespace hufu {

/// A certificate's life as a bar: what has passed, where today is, and in words how long it still lasts.
class ValidityBar : public QWidget {
    Q_OBJECT
public:
    explicit ValidityBar(QWidget *parent = nullptr);

    /// `soonDays`: from how many days left on the bar calls for attention.
    void setPeriod(Instant notBefore, Instant notAfter, Instant now, int soonDays = 30);
    /// Share of the life that has passed, 0..1; a period of no length has passed once it has begun.
    static double passed(Instant notBefore, Instant notAfter, Instant now);
    void retranslate();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class State { NotYet, Running, Soon, Over };
    State state() const;
    QString sentence() const;

    Instant m_notBefore{}, m_notAfter{}, m_now{};
    int m_soonDays = 30;
};

} // namespace hufu
