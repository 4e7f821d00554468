// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/people/DeactivationForm.h"

#include "models/domain/Signers.h"
#include "ui/shell/Session.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace hufu {

DeactivationForm::DeactivationForm(Session &session, Person person, QWidget *parent)
    : QDialog(parent), m_session(session), m_person(std::move(person)), m_intro(makeBody(this)), m_reasonLabel(makeBody(this)),
      m_reason(new QLineEdit(this)),
      m_cosign(new CosignBox(*session.house(), cosignerRoles(CommandKind::DeactivatePerson, session.house()->officer()), this)),
      m_error(new ErrorBox(this)), m_deed(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("deactivationForm"));
    m_reason->setObjectName(QStringLiteral("deactivationReason"));
    m_deed->setObjectName(QStringLiteral("deactivate"));
    m_cancel->setObjectName(QStringLiteral("deactivationCancel"));
    m_reason->setMaxLength(300);
    m_reasonLabel->setBuddy(m_reason);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_deed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_intro);
    layout->addWidget(m_reasonLabel);
    layout->addWidget(m_reason);
    layout->addWidget(m_cosign);
    layout->addWidget(m_error);
    layout->addStretch(1);
    layout->addLayout(buttons);
    setMinimumWidth(560);
    m_cancel->setAutoDefault(false);
    m_deed->setAutoDefault(false); // not by a hasty Enter
    connect(m_reason, &QLineEdit::textChanged, this, &DeactivationForm::check);
    m_cosign->offerElsewhere();
    connect(m_cosign, &CosignBox::changed, this, &DeactivationForm::check);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_deed, &QPushButton::clicked, this, &DeactivationForm::deactivate);
    retranslate();
}

DeactivationForm::~DeactivationForm() = default;

void DeactivationForm::check() { m_deed->setEnabled(!m_reason->text().trimmed().isEmpty() && m_cosign->isComplete()); }

void DeactivationForm::deactivate()
{
    const MissingSignatures missing = m_cosign->missing();
    std::vector<Cosigner> cosigners;
    if (std::optional<Cosigner> cosigner = m_cosign->take())
        cosigners.push_back(std::move(*cosigner));
    m_error->clear();
    m_deed->setEnabled(false);
    m_jobs.add(m_session.deactivatePerson({m_person.id, m_person.name, m_reason->text().trimmed().toStdString()}, std::move(cosigners), missing))
        .then(this, [this](const Result<Receipt> &receipt) {
            if (isTaken(receipt))
                return accept();
            m_error->showError(receipt.error());
            check();
        });
}

void DeactivationForm::retranslate()
{
    const QString name = QString::fromStdString(m_person.name);
    setWindowTitle(tr("Deactivate a person"));
    m_intro->setText(tr("%1 can then neither sign nor open the house. What they signed before stays valid and stays in the audit log.").arg(name));
    m_reasonLabel->setText(tr("Reason"));
    m_reason->setAccessibleName(m_reasonLabel->text());
    m_deed->setText(tr("Sign and deactivate %1").arg(name));
    m_cancel->setText(tr("Cancel"));
    check();
}

void DeactivationForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
