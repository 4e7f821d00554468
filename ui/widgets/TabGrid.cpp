// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TabGrid.h"

#include "ui/shell/Colours.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QPainter>
#include <QToolButton>

namespace hufu {

TabGrid::TabGrid(int tabs, int columns, QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 5);
    grid->setSpacing(2);
    for (int tab = 0; tab < tabs; ++tab) {
        auto *added = new QToolButton(this);
        added->setObjectName(QStringLiteral("tab.%1").arg(tab));
        added->setCheckable(true);
        added->setAutoRaise(true);
        added->setToolButtonStyle(Qt::ToolButtonTextOnly);
        added->setFocusPolicy(Qt::StrongFocus);
        added->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        grid->addWidget(added, tab / columns, tab % columns);
        m_group->addButton(added, tab);
    }
    for (int column = 0; column < columns; ++column)
        grid->setColumnStretch(column, 1);
    button(0)->setChecked(true);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int tab, bool chosen) {
        QFont font = button(tab)->font();
        font.setWeight(chosen ? QFont::DemiBold : QFont::Normal); // not by colour alone
        button(tab)->setFont(font);
        if (chosen && tab != m_current) {
            m_current = tab;
            Q_EMIT currentChanged(tab);
        }
    });
    QFont font = button(0)->font();
    font.setWeight(QFont::DemiBold);
    button(0)->setFont(font);
}

QToolButton *TabGrid::button(int tab) const { return static_cast<QToolButton *>(m_group->button(tab)); }

void TabGrid::setText(int tab, const QString &text)
{
    button(tab)->setText(text);
    button(tab)->setToolTip(text); // whole, where the font is so wide that it is cut
    button(tab)->setAccessibleName(text);
}

int TabGrid::currentIndex() const { return m_current; }

void TabGrid::setCurrentIndex(int tab) { button(tab)->setChecked(true); }

void TabGrid::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Colours::of(palette()).line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace hufu
