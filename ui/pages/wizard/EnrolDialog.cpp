// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/wizard/EnrolDialog.h"

#include "ui/pages/wizard/ServerScreen.h"
#include "ui/shell/Session.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/ProgressStrip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

namespace hufu {

EnrolDialog::EnrolDialog(Session &session, QWidget *parent)
    : QDialog(parent), m_session(session), m_server(new ServerScreen(session.gate(), this)), m_progress(new ProgressStrip(this)),
      m_error(new ErrorBox(this)), m_enrol(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("enrolDialog"));
    m_enrol->setObjectName(QStringLiteral("enrolNow"));
    m_cancel->setObjectName(QStringLiteral("enrolCancel"));
    m_enrol->setDefault(true);
    m_cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_progress, 1);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_enrol);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_server, 1);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    setMinimumWidth(680);
    connect(m_server, &ServerScreen::changed, this, &EnrolDialog::update);
    connect(m_server, &ServerScreen::returnPressed, m_enrol, &QPushButton::click);
    connect(m_enrol, &QPushButton::clicked, this, &EnrolDialog::enrol);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    retranslate();
}

void EnrolDialog::reject()
{
    if (!m_progress->isRunning())
        QDialog::reject();
}

void EnrolDialog::enrol()
{
    m_error->clear();
    m_progress->watch(tr("Enrolling, and bringing the journal here…"), m_session.enrol(m_server->request(), m_server->passphrase()))
        .then(this,
              [this](Result<void> enrolled) {
                  update();
                  if (enrolled)
                      return accept();
                  m_error->showError(enrolled.error());
              })
        .onCanceled(this, [this] { update(); });
    update();
}

void EnrolDialog::update()
{
    const bool running = m_progress->isRunning();
    m_server->setEnabled(!running);
    m_enrol->setEnabled(!running && m_server->isComplete());
    m_cancel->setEnabled(!running);
}

void EnrolDialog::retranslate()
{
    setWindowTitle(tr("Enrol at the lifecycle server"));
    m_enrol->setText(tr("Enrol this computer"));
    m_cancel->setText(tr("Close"));
    update();
}

void EnrolDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
