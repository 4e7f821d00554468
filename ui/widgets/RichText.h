// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace hufu {

/// Rich text as high as its lines are, for panels that scroll as a whole. Long names and digits break anywhere; text can be selected,
/// links are reached by Tab and announced with anchorClicked().
class RichText : public QTextBrowser {
    Q_OBJECT
public:
    explicit RichText(QWidget *parent = nullptr);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void changeEvent(QEvent *event) override;
};

} // namespace hufu
