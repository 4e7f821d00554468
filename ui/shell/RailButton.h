// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace hufu {

/// One line of the rail.
class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit RailButton(const QString &iconName, QWidget *parent);

    void setCollapsed(bool collapsed);
    void setBadge(int count, const QString &words);
    void setIconName(const QString &iconName);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void describe();

    QString m_iconName;
    QString m_badgeWords;
    int m_badge = 0;
    bool m_collapsed = false;
};

} // namespace hufu
