// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/EmptyState.h"

#include "ui/shell/Icons.h"
#include "ui/widgets/Centred.h"
#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace hufu {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_headline(makeHeading(this)), m_whatToDo(makeMuted(this)), m_buttons(new QHBoxLayout)
{
    m_icon->setAlignment(Qt::AlignCenter);
    m_headline->setObjectName("emptyHeadline");
    m_headline->setAlignment(Qt::AlignCenter);
    m_whatToDo->setObjectName("emptyWhatToDo");
    m_whatToDo->setAlignment(Qt::AlignCenter);
    for (QLabel *label : {m_headline, m_whatToDo})
        label->setFixedWidth(520); // a comfortable line

    m_buttons->setAlignment(Qt::AlignCenter);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addSpacing(8);
    layout->addLayout(centred(m_headline));
    layout->addLayout(centred(m_whatToDo));
    layout->addSpacing(8);
    layout->addLayout(m_buttons);
    layout->addStretch(3);
}

void EmptyState::setIcon(const QString &name)
{
    m_iconName = name;
    repaintIcon();
}

void EmptyState::repaintIcon() { m_icon->setPixmap(themeIcon(m_iconName, Tone::Accent).pixmap(QSize(48, 48), devicePixelRatioF())); }

void EmptyState::setText(const QString &headline, const QString &whatToDo)
{
    m_headline->setText(headline);
    m_whatToDo->setText(whatToDo);
}

QPushButton *EmptyState::addButton(const QString &objectName)
{
    auto *button = new QPushButton(this);
    button->setObjectName(objectName);
    button->setDefault(m_buttons->isEmpty());
    button->setAutoDefault(m_buttons->isEmpty());
    m_buttons->addWidget(button);
    return button;
}

void EmptyState::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_iconName.isEmpty())
        repaintIcon();
    QWidget::changeEvent(event);
}

} // namespace hufu
