// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/PracticeWindow.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "ui/pages/emergency/EmergencyPage.h"
#include "ui/shell/Session.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorBox.h"

#include <QEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace hufu {

PracticeWindow::PracticeWindow(const MakePracticeGround &make, QWidget *parent)
    : QDialog(parent), m_ground(make()), m_session(new Session(m_ground->gate(), this)), m_band(new Banner(this)), m_preparing(new QLabel(this)), m_error(new ErrorBox(this)),
      m_stack(new QStackedWidget(this)), m_page(new EmergencyPage(*this, this))
{
    setObjectName(QStringLiteral("practiceWindow"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    m_band->setObjectName(QStringLiteral("practiceBand"));
    m_band->setTone(Tone::Attention, QStringLiteral("dialog-warning"), Banner::Pattern::Hatched);
    m_preparing->setAlignment(Qt::AlignCenter);
    m_page->setPractice();
    m_stack->addWidget(m_preparing);
    m_stack->addWidget(m_page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_band);
    layout->addWidget(m_error);
    layout->addWidget(m_stack, 1);
    resize(1200, 760);
    connect(m_session, &Session::opened, this, &PracticeWindow::fill);
    // A passphrase that nobody learns: the house is never opened again.
    m_session->found({"演练医院", "演练", "信息科"}, SecureBytes::copyOf(newUuid())).then(this, [this](const Result<void> &founded) {
        if (!founded)
            m_error->showError(founded.error());
    });
    retranslate();
}

PracticeWindow::~PracticeWindow()
{
    m_filling.waitForFinished();
    m_page->setHouse(nullptr, nullptr);
    m_session->lock();
    delete m_session; // before the ground that it stands on
    m_session = nullptr;
}

void PracticeWindow::fill()
{
    m_filling = QtConcurrent::run(backgroundPool(), [this, house = m_session->house()]() -> Result<void> {
        const Result<std::string> url = m_ground->serve(*house);
        return url ? fillPracticeHouse(*house, *url) : fail(url.error());
    });
    m_filling.then(this, [this](const Result<void> &filled) {
        if (!filled)
            return m_error->showError(filled.error());
        m_page->setHouse(m_session->house(), m_session->feed());
        m_stack->setCurrentWidget(m_page);
        m_page->openNow();
        Q_EMIT ready();
    });
}

void PracticeWindow::retranslate()
{
    setWindowTitle(tr("Practice: emergency revocation"));
    // In both languages: nobody may mistake it for the real thing, nor the real thing for it.
    m_band->setText(QStringLiteral("演练 / PRACTICE · ")
                    + tr("Nothing here is real. The phone rings: the workstation key of %1 was stolen. Stop it.").arg(qstr(practicePerson)));
    m_preparing->setText(tr("Preparing a hospital to practise in…"));
}

void PracticeWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
