// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/FirstRunWizard.h"

#include "ui/pages/wizard/PassphraseScreen.h"
#include "ui/pages/wizard/SourcesScreen.h"
#include "ui/pages/wizard/WhoScreen.h"
#include "ui/shell/Session.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/ProgressStrip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

namespace hufu {

FirstRunWizard::FirstRunWizard(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_title(makeTitle(this)), m_step(makeMuted(this)), m_screens(new QStackedWidget(this)),
      m_who(new WhoScreen), m_passphrase(new PassphraseScreen), m_sources(new SourcesScreen), m_progress(new ProgressStrip(this)),
      m_error(new ErrorBox(this)), m_back(new QPushButton(this)), m_next(new QPushButton(this))
{
    m_title->setObjectName("wizardTitle");
    m_step->setObjectName("wizardStep");
    m_error->setObjectName("wizardError");
    m_back->setObjectName("wizardBack");
    m_back->setAutoDefault(false);
    m_next->setObjectName("wizardNext");
    m_next->setDefault(true);
    m_screens->addWidget(m_who);
    m_screens->addWidget(m_passphrase);
    m_screens->addWidget(m_sources);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_progress, 1);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    auto *column = new QWidget(this);
    column->setFixedWidth(720);
    auto *words = new QVBoxLayout(column);
    words->setContentsMargins(16, 32, 16, 24);
    words->addWidget(m_step);
    words->addWidget(m_title);
    words->addSpacing(8);
    words->addWidget(m_screens, 1);
    words->addWidget(m_error);
    words->addLayout(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(column);
    layout->addStretch(1);

    connect(m_back, &QPushButton::clicked, this, [this] { setScreen(screen() - 1); });
    connect(m_next, &QPushButton::clicked, this, &FirstRunWizard::next);
    connect(m_who, &WhoScreen::changed, this, &FirstRunWizard::update);
    connect(m_passphrase, &PassphraseScreen::changed, this, &FirstRunWizard::update);
    connect(m_sources, &SourcesScreen::changed, this, &FirstRunWizard::update);
    connect(m_who, &WhoScreen::returnPressed, m_next, &QPushButton::click);
    connect(m_passphrase, &PassphraseScreen::returnPressed, m_next, &QPushButton::click);
    retranslate();
}

int FirstRunWizard::screen() const { return m_screens->currentIndex(); }

void FirstRunWizard::setScreen(int screen)
{
    m_screens->setCurrentIndex(screen);
    m_screens->currentWidget()->setFocus();
    m_error->clear();
    retranslate();
}

void FirstRunWizard::next()
{
    if (screen() < m_screens->count() - 1)
        setScreen(screen() + 1);
    else
        found();
}

void FirstRunWizard::found()
{
    m_error->clear();
    // Kept until the house stands: after a full disk, say, nobody types it again.
    QFuture<Result<void>> founding = m_session.found(m_who->request(), m_passphrase->passphrase());
    m_progress->watch(tr("Making the keys and founding the house…"), founding, ProgressStrip::Cancelling::Impossible)
        .then(this, [this](Result<void> founded) {
            update();
            if (!founded) {
                m_error->showError(founded.error());
                return;
            }
            m_passphrase->clear();
            Q_EMIT finished(m_sources->sources());
        });
    update();
}

void FirstRunWizard::update()
{
    const bool running = m_progress->isRunning();
    const bool ready = screen() == 0 ? m_who->isComplete() : screen() == 1 ? m_passphrase->isComplete() : m_sources->isComplete();
    m_back->setVisible(screen() > 0);
    m_back->setEnabled(!running);
    m_next->setEnabled(ready && !running);
    m_screens->setEnabled(!running);
    m_next->setText(screen() < m_screens->count() - 1 ? tr("Next")
                    : m_sources->sources().empty()    ? tr("Found the house")
                                                      : tr("Found the house and import"));
}

void FirstRunWizard::retranslate()
{
    m_step->setText(tr("Step %1 of %2").arg(screen() + 1).arg(m_screens->count()));
    switch (screen()) {
    case 0:
        m_title->setText(tr("Welcome to Hufu"));
        break;
    case 1:
        m_title->setText(tr("Your passphrase"));
        break;
    default:
        m_title->setText(tr("What shall we look at first?"));
    }
    m_back->setText(tr("Back"));
    update();
}

void FirstRunWizard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
