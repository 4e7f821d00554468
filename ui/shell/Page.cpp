// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Page.h"

#include "ui/shell/Colours.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hufu {

Page::Page(Navigator &navigator, QWidget *parent)
    : QWidget(parent), m_navigator(navigator), m_title(makeTitle(this)), m_summary(makeMuted(this)), m_toolbar(new QHBoxLayout),
      m_stack(new QStackedWidget(this)), m_splitter(new QSplitter(Qt::Horizontal, this)), m_detail(new DetailPanel(this))
{
    m_title->setObjectName("pageTitle");
    m_summary->setObjectName("pageSummary");
    m_toolbar->setContentsMargins(0, 8, 0, 8);
    m_toolbar->setSpacing(8);

    m_splitter->setObjectName("pageSplitter");
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setChildrenCollapsible(false);
    m_detail->setObjectName("detailPanel");
    m_detail->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(0);
    layout->addWidget(m_title);
    layout->addWidget(m_summary);
    layout->addLayout(m_toolbar);
    layout->addWidget(m_splitter, 1);
}

void Page::setHouse(House *house, InventoryFeed *feed)
{
    m_house = house;
    m_feed = feed;
    if (!house) {
        m_detail->clear();
        m_detail->hide();
    }
}

void Page::openQuery(const QString &) {}

QString Page::title() const { return m_title->text(); }

void Page::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Page::setSummary(const QString &summary) { m_summary->setText(summary); }

void Page::setBadge(int count, const QString &text)
{
    if (count == m_badge && text == m_badgeText)
        return;
    m_badge = count;
    m_badgeText = text;
    Q_EMIT badgeChanged();
}

void Page::setContent(QWidget *content)
{
    m_stack->insertWidget(0, content);
    m_stack->setCurrentIndex(0);
}

EmptyState *Page::emptyState()
{
    if (!m_empty) {
        m_empty = new EmptyState(m_stack);
        m_empty->setObjectName("emptyState");
        m_stack->addWidget(m_empty);
    }
    return m_empty;
}

void Page::showEmpty(bool empty)
{
    if (empty)
        m_stack->setCurrentWidget(emptyState());
    else
        m_stack->setCurrentIndex(0);
}

void Page::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
