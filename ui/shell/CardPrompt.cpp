// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CardPrompt.h"

#include "models/replica/House.h"
#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace hufu {

CardPrompt::CardPrompt(QWidget *parent) : QDialog(parent), m_text(makeBody(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("cardPrompt"));
    m_text->setObjectName(QStringLiteral("cardPromptText"));
    m_cancel->setObjectName(QStringLiteral("cardPromptCancel"));
    m_cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(m_text);
    layout->addLayout(buttons);
    setMinimumWidth(440);
    connect(m_cancel, &QPushButton::clicked, this, &CardPrompt::reject);
    retranslate();
}

void CardPrompt::setHouse(House *house)
{
    m_house = house;
    if (house)
        connect(house, &House::cardWanted, this, &CardPrompt::ask);
    else
        ask({});
}

void CardPrompt::ask(const QString &who)
{
    m_who = who;
    retranslate();
    setVisible(m_house && !who.isEmpty());
    if (isVisible())
        raise();
}

void CardPrompt::reject()
{
    if (m_house)
        m_house->cancelCards();
    QDialog::reject();
}

void CardPrompt::retranslate()
{
    setWindowTitle(tr("USBKey wanted"));
    const bool own = m_house && m_who == QString::fromStdString(m_house->officer().name);
    m_text->setText(own ? tr("Put your own USBKey back into the reader, %1. Without it Hufu locks.").arg(m_who)
                        : tr("%1 signs too: put their USBKey into a reader. Where there is only one reader, it may take the place of yours.").arg(m_who));
    m_cancel->setText(own ? tr("Lock now") : tr("Do not sign"));
}

void CardPrompt::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
