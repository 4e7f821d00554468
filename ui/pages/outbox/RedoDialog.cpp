// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/outbox/RedoDialog.h"

#include "models/base/BackgroundPool.h"
#include "models/domain/Signers.h"
#include "models/replica/Cosigning.h"
#include "models/wording/ErrorText.h"
#include "models/wording/OutboxText.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QtConcurrent>

#include <algorithm>

namespace hufu {

RedoDialog::RedoDialog(House &house, OutgoingCommand refused, QWidget *parent)
    : QDialog(parent), m_house(house), m_refused(std::move(refused)), m_what(makeHeading(this)), m_why(makeBody(this)), m_note(makeMuted(this)),
      m_error(new ErrorBox(this)), m_sign(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("redoDialog"));
    m_why->setObjectName(QStringLiteral("redoWhy"));
    m_sign->setObjectName(QStringLiteral("redoSign"));
    m_cancel->setObjectName(QStringLiteral("redoCancel"));
    m_sign->setAutoDefault(false); // not by a hasty Enter
    m_cancel->setAutoDefault(false);
    m_what->setTextFormat(Qt::PlainText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_what);
    layout->addWidget(m_why);
    layout->addWidget(m_note);
    // A second officer who signed it then signs again; who lacks one now is told by the authority.
    for (std::size_t i = 1; i < m_refused.signatures; ++i) {
        auto *box = new CosignBox(house, cosignerRoles(m_refused.command.kind, house.officer()), this);
        connect(box, &CosignBox::changed, this, &RedoDialog::check);
        m_cosigners.push_back(box);
        layout->addWidget(box);
    }
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_sign);
    layout->addWidget(m_error);
    layout->addStretch(1);
    layout->addLayout(buttons);
    setMinimumWidth(560);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_sign, &QPushButton::clicked, this, &RedoDialog::sign);
    retranslate();
}

RedoDialog::~RedoDialog() = default;

void RedoDialog::check() { m_sign->setEnabled(!m_running && std::ranges::all_of(m_cosigners, &CosignBox::isComplete)); }

void RedoDialog::sign()
{
    std::vector<Cosigner> cosigners;
    for (CosignBox *box : m_cosigners) {
        if (std::optional<Cosigner> cosigner = box->take())
            cosigners.push_back(std::move(*cosigner));
    }
    m_error->clear();
    m_running = true;
    check();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = &m_house, id = m_refused.id, cosigners = std::move(cosigners)]() -> Result<Receipt> {
              return withCosigners(*house, cosigners, [&](std::span<Token *const> signers) { return redoOutgoing(*house, id, signers); });
          }))
        .then(this, [this](const Result<Receipt> &receipt) {
            m_running = false;
            if (isTaken(receipt))
                return accept();
            m_error->showError(receipt.error());
            check();
        });
}

void RedoDialog::retranslate()
{
    setWindowTitle(tr("Sign again and send"));
    const QString deed = OutboxText::deed(m_refused.command.kind), about = OutboxText::about(m_refused);
    m_what->setText(about.isEmpty() ? deed : tr("%1: %2", "%1 a deed, %2 what it is about").arg(deed, about));
    m_why->setText(m_refused.refusal ? tr("It was refused: %1").arg(sentence(*m_refused.refusal)) : QString());
    m_note->setText(tr("The same is signed anew on what the journal says now, and decided again. If what has changed meanwhile makes it pointless, dismiss it "
                       "instead, or do it differently on its own page."));
    m_sign->setText(tr("Sign again and send"));
    m_cancel->setText(tr("Cancel"));
    check();
}

void RedoDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
