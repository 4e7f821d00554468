// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;
class QToolButton;

namespace hufu {

/// Tabs in rows of equal width, for panels too narrow for one line of them: all stay in sight, where a tab bar would hide some behind arrows.
/// The arrow keys move between them.
class TabGrid : public QWidget {
    Q_OBJECT
public:
    TabGrid(int tabs, int columns, QWidget *parent = nullptr);

    void setText(int tab, const QString &text);
    int currentIndex() const;
    void setCurrentIndex(int tab);

Q_SIGNALS:
    void currentChanged(int tab);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *button(int tab) const;

    QButtonGroup *m_group;
    int m_current = 0;
};

} // namespace hufu
