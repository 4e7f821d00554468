// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/FirstRunWizard.h"

#include "ui/pages/wizard/PassphraseScreen.h"
#include "ui/pages/wizard/ServerScreen.h"
#include "ui/pages/wizard/SourcesScreen.h"
#include "ui/pages/wizard/WhoScreen.h"
#include "ui/shell/Session.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/ProgressStrip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace hufu {
namespace {

constexpr Role administratorRoles[] = {Role::SecurityAdmin, Role::SystemAdmin, Role::AuditAdmin};

} // namespace

FirstRunWizard::FirstRunWizard(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_title(makeTitle(this)), m_step(makeMuted(this)), m_screens(new QStackedWidget(this)),
      m_who(new WhoScreen), m_passphrases{new PassphraseScreen, new PassphraseScreen, new PassphraseScreen}, m_sources(new SourcesScreen),
      m_server(new ServerScreen(session.gate())), m_progress(new ProgressStrip(this)),
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
    for (std::size_t i = 0; i < m_passphrases.size(); ++i) {
        m_screens->addWidget(m_passphrases[i]);
        for (PassphraseEdit *edit : m_passphrases[i]->findChildren<PassphraseEdit *>()) {
            if (i > 0) // told apart by those who look for them by name
                edit->setObjectName(edit->objectName() + QString::number(i + 1));
        }
    }
    m_screens->addWidget(m_sources);
    m_screens->addWidget(m_server);

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
    for (PassphraseScreen *passphrase : m_passphrases) {
        connect(passphrase, &PassphraseScreen::changed, this, &FirstRunWizard::update);
        connect(passphrase, &PassphraseScreen::returnPressed, m_next, &QPushButton::click);
    }
    connect(m_sources, &SourcesScreen::changed, this, &FirstRunWizard::update);
    connect(m_who, &WhoScreen::returnPressed, m_next, &QPushButton::click);
    connect(m_server, &ServerScreen::changed, this, &FirstRunWizard::update);
    connect(m_server, &ServerScreen::returnPressed, m_next, &QPushButton::click);
    if (session.gate().isEnrolling()) { // an earlier try did not come through
        m_who->chooseServer();
        setScreen(1);
    }
    retranslate();
}

std::vector<QWidget *> FirstRunWizard::order() const
{
    if (m_who->isServed())
        return {m_who, m_server};
    std::vector<QWidget *> screens{m_who};
    const std::size_t passphrases = m_who->administrators().empty() ? 1 : m_passphrases.size();
    screens.insert(screens.end(), m_passphrases.begin(), m_passphrases.begin() + static_cast<std::ptrdiff_t>(passphrases));
    screens.push_back(m_sources);
    return screens;
}

int FirstRunWizard::screen() const
{
    const std::vector<QWidget *> screens = order();
    return static_cast<int>(std::ranges::find(screens, m_screens->currentWidget()) - screens.begin());
}

void FirstRunWizard::setScreen(int screen)
{
    m_screens->setCurrentWidget(order()[static_cast<std::size_t>(screen)]);
    m_screens->currentWidget()->setFocus();
    m_error->clear();
    retranslate();
}

void FirstRunWizard::next()
{
    if (m_screens->currentWidget() == m_sources)
        found();
    else if (m_screens->currentWidget() == m_server)
        enrol();
    else
        setScreen(screen() + 1);
}

void FirstRunWizard::enrol()
{
    m_error->clear();
    const auto failed = [this](const Error &error) {
        update();
        m_server->prepare(); // there may be a key here by now
        m_error->showError(error);
    };
    m_progress->watch(tr("Enrolling, and bringing the journal here…"), m_session.enrol(m_server->request(), m_server->passphrase()))
        .then(this,
              [this, failed](Result<void> enrolled) {
                  if (!enrolled)
                      return failed(enrolled.error());
                  m_progress->watch(tr("Opening the house…"), m_session.unlock(m_server->officer(), m_server->passphrase()), ProgressStrip::Cancelling::Impossible)
                      .then(this, [this, failed](Result<void> opened) {
                          if (!opened)
                              return failed(opened.error());
                          m_server->clear();
                          Q_EMIT finished({});
                      });
              })
        .onCanceled(this, [this] {
            update();
            m_server->prepare();
            if (!m_session.gate().isFounded())
                return;
            m_server->clear();
            Q_EMIT interrupted();
        });
    update();
}

void FirstRunWizard::found()
{
    m_error->clear();
    // Kept until the house stands: after a full disk, say, nobody types it again.
    const FoundingRequest request = m_who->request();
    const std::vector<QString> names = m_who->administrators();
    std::vector<FoundingOfficer> founders;
    for (std::size_t i = 0; i < names.size(); ++i)
        founders.push_back({names[i].toStdString(), request.department, {administratorRoles[i]}, m_passphrases[i]->passphrase()});
    QFuture<Result<void>> founding = founders.empty() ? m_session.found(request, m_passphrases[0]->passphrase())
                                                      : m_session.foundTogether(request.houseName, std::move(founders));
    m_progress->watch(tr("Making the keys and founding the house…"), founding, ProgressStrip::Cancelling::Impossible)
        .then(this, [this](Result<void> founded) {
            update();
            if (!founded) {
                m_error->showError(founded.error());
                return;
            }
            for (PassphraseScreen *passphrase : m_passphrases)
                passphrase->clear();
            Q_EMIT finished(m_sources->sources());
        });
    update();
}

void FirstRunWizard::update()
{
    const bool running = m_progress->isRunning();
    QWidget *current = m_screens->currentWidget();
    const bool ready = current == m_who ? m_who->isComplete()
        : current == m_sources          ? m_sources->isComplete()
        : current == m_server           ? m_server->isComplete()
                                        : static_cast<PassphraseScreen *>(current)->isComplete();
    m_back->setVisible(screen() > 0);
    m_back->setEnabled(!running);
    m_next->setEnabled(ready && !running);
    m_screens->setEnabled(!running);
    m_next->setText(current == m_server            ? tr("Enrol this computer")
                    : current != m_sources         ? tr("Next")
                    : m_sources->sources().empty() ? tr("Found the house")
                                                   : tr("Found the house and import"));
    m_step->setText(tr("Step %1 of %2").arg(screen() + 1).arg(order().size()));
}

void FirstRunWizard::retranslate()
{
    const std::vector<QString> names = m_who->administrators();
    if (m_screens->currentWidget() == m_who)
        m_title->setText(tr("Welcome to Hufu"));
    else if (m_screens->currentWidget() == m_sources)
        m_title->setText(tr("What shall we look at first?"));
    else if (m_screens->currentWidget() == m_server)
        m_title->setText(tr("Enrol at the lifecycle server"));
    else if (names.empty())
        m_title->setText(tr("Your passphrase"));
    else
        m_title->setText(tr("Passphrase of %1").arg(names[static_cast<std::size_t>(screen() - 1)]));
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
