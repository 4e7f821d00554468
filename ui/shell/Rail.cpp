// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Rail.h"

#include "ui/shell/Colours.h"
#include "ui/shell/Preferences.h"
#include "ui/shell/RailButton.h"

#include <QButtonGroup>
#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace hufu {

Rail::Rail(QWidget *parent)
    : QWidget(parent), m_layout(new QVBoxLayout(this)), m_group(new QButtonGroup(this)),
      m_fold(new RailButton(QStringLiteral("sidebar-collapse-left"), this)), m_collapsed(Preferences::isRailCollapsed())
{
    m_layout->setContentsMargins(0, 12, 0, 12);
    m_layout->setSpacing(0);
    m_layout->addStretch(1);
    m_layout->addWidget(m_fold);
    m_fold->setObjectName("railFold");
    m_fold->setCheckable(false);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) { Q_EMIT pageAsked(PageId(id)); });
    connect(m_fold, &QAbstractButton::clicked, this, [this] {
        Preferences::setRailCollapsed(!m_collapsed);
        setCollapsed(!m_collapsed);
    });
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setCollapsed(m_collapsed);
}

void Rail::add(PageId page, const QString &iconName, const QString &objectName)
{
    auto *added = new RailButton(iconName, this);
    added->setObjectName(objectName);
    added->setCollapsed(m_collapsed);
    m_group->addButton(added, int(page));
    m_layout->insertWidget(m_layout->count() - 2, added); // above the stretch and the fold
}

RailButton *Rail::button(PageId page) const { return static_cast<RailButton *>(m_group->button(int(page))); }

void Rail::setTitle(PageId page, const QString &title)
{
    button(page)->setText(title);
    button(page)->setCollapsed(m_collapsed); // renews the tooltip
}

void Rail::setBadge(PageId page, int count, const QString &words) { button(page)->setBadge(count, words); }

void Rail::setCurrent(PageId page) { button(page)->setChecked(true); }

void Rail::setShown(PageId page, bool shown) { button(page)->setVisible(shown); }

void Rail::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    for (QAbstractButton *each : m_group->buttons())
        static_cast<RailButton *>(each)->setCollapsed(collapsed);
    m_fold->setIconName(collapsed ? QStringLiteral("sidebar-expand-left") : QStringLiteral("sidebar-collapse-left"));
    retranslate();
    setFixedWidth(m_fold->sizeHint().width());
}

void Rail::retranslate()
{
    setAccessibleName(tr("Pages"));
    m_fold->setText(m_collapsed ? tr("Expand") : tr("Collapse"));
    m_fold->setCollapsed(m_collapsed);
}

void Rail::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void Rail::paintEvent(QPaintEvent *)
{
    const Colours &colours = Colours::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colours.rail);
    painter.setPen(colours.line);
    painter.drawLine(rect().topRight(), rect().bottomRight());
}

} // namespace hufu
