// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/PinPair.h"

#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>

#include <algorithm>

namespace hufu {

PinPair::PinPair(QWidget *parent)
    : QWidget(parent), m_firstLabel(makeBody(this)), m_againLabel(makeBody(this)), m_complaint(makeMuted(this)), m_first(new PassphraseEdit(this)),
      m_again(new PassphraseEdit(this))
{
    m_first->setObjectName(QStringLiteral("newPin"));
    m_again->setObjectName(QStringLiteral("newPinAgain"));
    m_complaint->setObjectName(QStringLiteral("pinComplaint"));
    m_firstLabel->setBuddy(m_first);
    m_againLabel->setBuddy(m_again);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->addRow(m_firstLabel, m_first);
    form->addRow(m_againLabel, m_again);
    form->addRow(nullptr, m_complaint);
    setFocusProxy(m_first);
    for (PassphraseEdit *edit : {m_first, m_again}) {
        connect(edit, &PassphraseEdit::edited, this, [this] {
            retranslate();
            Q_EMIT changed();
        });
    }
    connect(m_first, &PassphraseEdit::returnPressed, m_again, qOverload<>(&QWidget::setFocus));
    connect(m_again, &PassphraseEdit::returnPressed, this, &PinPair::returnPressed);
    retranslate();
}

PinPair::Fault PinPair::fault() const
{
    const BytesView pin = m_first->bytes().view();
    if (pin.empty())
        return Fault::Empty;
    if (!std::ranges::all_of(pin, [](std::uint8_t octet) { return octet >= '0' && octet <= '9'; })) // SP 800-73-4 part 2 §2.4.3
        return Fault::Digits;
    if (pin.size() < 6 || pin.size() > 8)
        return Fault::Length;
    if (std::ranges::all_of(pin, [&](std::uint8_t octet) { return octet == pin.front(); }) || std::ranges::equal(pin, viewOf("123456")))
        return Fault::Weak;
    return m_first->bytes().equals(m_again->bytes()) ? Fault::None : Fault::Differs;
}

bool PinPair::isComplete() const { return fault() == Fault::None; }

SecureBytes PinPair::take()
{
    m_again->clear();
    return m_first->take();
}

void PinPair::clear()
{
    m_first->clear();
    m_again->clear();
}

void PinPair::retranslate()
{
    m_firstLabel->setText(tr("New PIN"));
    m_againLabel->setText(tr("The same again"));
    m_first->setAccessibleName(m_firstLabel->text());
    m_again->setAccessibleName(m_againLabel->text());
    QString complaint;
    switch (fault()) {
    case Fault::None: complaint = tr("Both are the same."); break;
    case Fault::Empty: complaint = tr("Six to eight digits. The holder types them; nobody else looks."); break;
    case Fault::Length: complaint = tr("A PIN has six to eight digits."); break;
    case Fault::Digits: complaint = tr("Digits only: a reader with keys of its own has no letters."); break;
    case Fault::Weak: complaint = tr("One digit over and over, or the factory's PIN, is the first that a thief tries."); break;
    case Fault::Differs: complaint = m_again->isEmpty() ? tr("Now the same again.") : tr("The two are not the same yet."); break;
    }
    m_complaint->setText(complaint);
}

void PinPair::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
