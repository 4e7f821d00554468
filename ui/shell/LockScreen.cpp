// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/LockScreen.h"

#include "ui/shell/Colours.h"
#include "ui/shell/Icons.h"
#include "ui/shell/Session.h"
#include "ui/widgets/Centred.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/ProgressStrip.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace hufu {

namespace {
constexpr int cardWidth = 440;
}

LockScreen::LockScreen(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_icon(new QLabel(this)), m_title(makeTitle(this)), m_why(makeMuted(this)), m_note(makeMuted(this)),
      m_officerLabel(makeBody(this)), m_officer(new QComboBox(this)), m_passphraseLabel(makeBody(this)), m_passphrase(new PassphraseEdit(this)),
      m_wrong(makeBody(this)), m_unlock(new QPushButton(this)), m_progress(new ProgressStrip(this)), m_error(new ErrorBox(this))
{
    m_title->setObjectName("lockTitle");
    m_note->setObjectName("lockNote");
    m_note->hide();
    m_officer->setObjectName("lockOfficer");
    m_officerLabel->setBuddy(m_officer);
    m_passphrase->setObjectName("lockPassphrase");
    m_passphraseLabel->setBuddy(m_passphrase);
    m_wrong->setObjectName("lockWrong");
    m_unlock->setObjectName("unlockButton");
    m_unlock->setDefault(true);
    m_error->setObjectName("lockError");
    for (QLabel *label : {m_officerLabel, m_passphraseLabel})
        label->setTextInteractionFlags(Qt::NoTextInteraction);

    auto *card = new QVBoxLayout;
    card->setSpacing(8);
    card->addWidget(m_icon);
    card->addWidget(m_title);
    card->addWidget(m_why);
    card->addWidget(m_note);
    card->addSpacing(16);
    card->addWidget(m_officerLabel);
    card->addWidget(m_officer);
    card->addSpacing(8);
    card->addWidget(m_passphraseLabel);
    card->addWidget(m_passphrase);
    card->addWidget(m_wrong);
    card->addSpacing(8);
    card->addWidget(m_unlock, 0, Qt::AlignLeft);
    card->addWidget(m_progress);
    card->addWidget(m_error);

    auto *frame = new QWidget(this);
    frame->setLayout(card);
    frame->setFixedWidth(cardWidth);
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addLayout(centred(frame));
    layout->addStretch(3);

    connect(m_unlock, &QPushButton::clicked, this, &LockScreen::unlock);
    connect(m_passphrase, &PassphraseEdit::returnPressed, this, &LockScreen::unlock);
    connect(m_passphrase, &PassphraseEdit::edited, this, [this] {
        m_unlock->setEnabled(!m_passphrase->isEmpty() && !m_progress->isRunning());
        if (m_wasWrong && !m_passphrase->isEmpty()) {
            m_wasWrong = false;
            retranslate();
        }
    });
    connect(m_officer, &QComboBox::currentIndexChanged, this, [this] {
        m_wasWrong = m_lastTry = false;
        m_passphrase->clear(); // what was typed for one officer is tried for no other
        retranslate();
    });
    retranslate();
}

QString LockScreen::card() const { return m_cards.value(m_officer->currentIndex()); }

void LockScreen::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void LockScreen::prepare()
{
    m_wasWrong = m_lastTry = false;
    m_error->clear();
    m_passphrase->clear();
    m_cards.clear();
    m_officer->clear();
    const Result<std::vector<WayIn>> officers = m_session.gate().waysIn();
    if (officers) {
        for (const WayIn &way : *officers) {
            m_cards += QString::fromStdString(way.card);
            m_officer->addItem(QString::fromStdString(way.officer));
        }
        if (const int last = m_officer->findText(QString::fromStdString(m_session.lastOfficer())); last >= 0)
            m_officer->setCurrentIndex(last);
    } else {
        m_error->showError(officers.error());
    }
    m_officer->setEnabled(m_officer->count() > 1);
    retranslate();
    m_passphrase->setFocus();
}

void LockScreen::unlock()
{
    if (m_passphrase->isEmpty() || m_progress->isRunning())
        return;
    m_error->clear();
    m_unlock->setEnabled(false);
    m_officer->setEnabled(false);
    m_passphrase->setEnabled(false);
    const std::string officer = m_officer->currentText().toStdString();
    // scrypt takes half a second on purpose and cannot be interrupted; then the house opens.
    m_progress->watch(tr("Opening the house…"), m_session.unlock(officer, m_passphrase->take(), m_lastTry ? Gate::LastTry::Spent : Gate::LastTry::Kept), ProgressStrip::Cancelling::Impossible)
        .then(this, [this](Result<void> opened) {
            m_officer->setEnabled(m_officer->count() > 1);
            m_passphrase->setEnabled(true);
            if (!opened)
                refuse(opened.error());
        });
}

void LockScreen::refuse(const Error &error)
{
    m_wasWrong = error.code == ErrorCode::WrongPassphrase || error.code == ErrorCode::PinIncorrect;
    m_triesLeft = error.triesLeft;
    m_lastTry = error.code == ErrorCode::PinLastTry;
    if (error.code == ErrorCode::OfficerCardNeeded) // changed at another desk, and here just now
        prepare();
    if (!m_wasWrong)
        m_error->showError(error);
    retranslate();
    m_passphrase->setFocus();
}

void LockScreen::retranslate()
{
    m_title->setText(tr("Hufu is locked"));
    const bool byCard = !card().isEmpty();
    m_why->setText(byCard ? tr("The keys are not in memory. Put USBKey %1 into a reader: its PIN opens the house again.").arg(card())
                          : tr("The keys are not in memory. Your passphrase opens the house again."));
    m_officerLabel->setText(tr("Officer"));
    m_officer->setAccessibleName(tr("Officer"));
    m_passphraseLabel->setText(byCard ? tr("PIN of the USBKey") : tr("Passphrase"));
    m_passphrase->setAccessibleName(m_passphraseLabel->text());
    m_unlock->setText(m_lastTry ? tr("Use the last try") : tr("Unlock"));
    m_wrong->setText(!m_wasWrong           ? QString()
                         : byCard && m_triesLeft ? tr("The PIN is wrong. %n tries are left.", nullptr, *m_triesLeft)
                         : byCard          ? tr("The PIN is wrong.")
                                           : tr("This passphrase is not the one of %1. Look at Caps Lock and the keyboard layout, then try again.")
                                                 .arg(m_officer->currentText()));
    m_wrong->setVisible(m_wasWrong);
    QPalette red;
    red.setColor(QPalette::WindowText, Colours::of(QPalette()).danger.text);
    m_wrong->setPalette(red);
    m_icon->setPixmap(themeIcon(QStringLiteral("object-locked"), Tone::Accent).pixmap(QSize(40, 40), devicePixelRatioF()));
    m_unlock->setEnabled(!m_passphrase->isEmpty());
}

void LockScreen::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        retranslate();
    QWidget::changeEvent(event);
}

void LockScreen::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
}

} // namespace hufu
