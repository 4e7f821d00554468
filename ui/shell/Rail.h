// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/Navigator.h"

#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace hufu {

class RailButton;

/// The navigation on the left: icon and word for each page, badges for open work; collapses to icons.
class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);

    void add(PageId page, const QString &iconName, const QString &objectName);
    void setTitle(PageId page, const QString &title);
    void setBadge(PageId page, int count, const QString &words);
    void setCurrent(PageId page);
    void setShown(PageId page, bool shown);

Q_SIGNALS:
    void pageAsked(hufu::PageId page);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void setCollapsed(bool collapsed);
    void retranslate();
    RailButton *button(PageId page) const;

    QVBoxLayout *m_layout;
    QButtonGroup *m_group;
    RailButton *m_fold;
    bool m_collapsed = false;
};

} // namespace hufu
