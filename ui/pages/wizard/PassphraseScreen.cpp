// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/PassphraseScreen.h"

#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/StrengthMeter.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace hufu {

PassphraseScreen::PassphraseScreen(QWidget *parent, Purpose purpose)
    : QWidget(parent), m_purpose(purpose), m_intro(makeMuted(this)), m_firstLabel(makeBody(this)), m_first(new PassphraseEdit(this)), m_meter(new StrengthMeter(this)),
      m_againLabel(makeBody(this)), m_again(new PassphraseEdit(this)), m_differs(makeMuted(this))
{
    m_first->setObjectName("newPassphrase");
    m_firstLabel->setBuddy(m_first);
    m_again->setObjectName("newPassphraseAgain");
    m_againLabel->setBuddy(m_again);
    m_differs->setObjectName("passphraseDiffers");
    m_differs->setMinimumHeight(m_differs->fontMetrics().height());

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_intro);
    layout->addSpacing(16);
    layout->addWidget(m_firstLabel);
    layout->addWidget(m_first);
    layout->addWidget(m_meter);
    layout->addSpacing(8);
    layout->addWidget(m_againLabel);
    layout->addWidget(m_again);
    layout->addWidget(m_differs);
    layout->addStretch(1);
    setFocusProxy(m_first);

    connect(m_first, &PassphraseEdit::edited, this, &PassphraseScreen::judge);
    connect(m_again, &PassphraseEdit::edited, this, &PassphraseScreen::judge);
    connect(m_first, &PassphraseEdit::returnPressed, m_again, qOverload<>(&QWidget::setFocus));
    connect(m_again, &PassphraseEdit::returnPressed, this, &PassphraseScreen::returnPressed);
    retranslate();
}

bool PassphraseScreen::isComplete() const { return m_meter->acceptable() && m_first->bytes().equals(m_again->bytes()); }

SecureBytes PassphraseScreen::passphrase() const { return m_first->bytes().clone(); }

void PassphraseScreen::clear()
{
    m_first->clear();
    m_again->clear();
}

void PassphraseScreen::judge()
{
    m_meter->setStrength(estimateStrength(m_first->bytes()));
    retranslate();
    Q_EMIT changed();
}

void PassphraseScreen::retranslate()
{
    m_intro->setText(m_purpose == Purpose::KeyFile
        ? tr("The passphrase protects the file on its way. Whoever installs the key needs it: let them have it by another way than the file. Nobody can "
             "reset it.")
        : tr("It encrypts the database and signs for you. Nobody can reset it: without the passphrase, what is stored here cannot be "
             "read again, by us neither. Write it down and lock it away if you must."));
    m_firstLabel->setText(m_purpose == Purpose::Change ? tr("New passphrase") : tr("Passphrase"));
    m_againLabel->setText(m_purpose == Purpose::Change ? tr("The new passphrase again") : tr("The same again"));
    m_first->setAccessibleName(m_firstLabel->text());
    m_again->setAccessibleName(m_againLabel->text());
    const bool differs = !m_again->isEmpty() && !m_first->bytes().equals(m_again->bytes());
    m_differs->setText(differs ? tr("The two are not the same yet.") : QString());
}

void PassphraseScreen::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
