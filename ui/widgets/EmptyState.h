// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace hufu {

/// What stands where rows would be: what is not here yet, what to do first, and the button that does it.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    void setIcon(const QString &name);
    void setText(const QString &headline, const QString &whatToDo);
    /// The first button is the one to press. Texts are set on the returned button, in the page's retranslate().
    QPushButton *addButton(const QString &objectName);

protected:
    void changeEvent(QEvent *event) override;

private:
    void repaintIcon();

    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_whatToDo;
    QHBoxLayout *m_buttons;
};

} // namespace hufu
