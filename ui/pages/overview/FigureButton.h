// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace hufu {

/// A figure to press: the number large, below it what it counts. The button's text is both, a line each.
class FigureButton : public QPushButton {
    Q_OBJECT
public:
    explicit FigureButton(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace hufu
