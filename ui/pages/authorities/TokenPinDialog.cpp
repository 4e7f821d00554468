// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/authorities/TokenPinDialog.h"

#include "models/views/AuthorityTableModel.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/ProgressStrip.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace hufu {

TokenPinDialog::TokenPinDialog(Session &session, const CaPlan &plan, QWidget *parent)
    : QDialog(parent), m_session(session), m_plan(plan), m_intro(makeBody(this)), m_pinLabel(makeBody(this)), m_pin(new PassphraseEdit(this)),
      m_progress(new ProgressStrip(this)), m_error(new ErrorBox(this)), m_deed(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("tokenPinDialog"));
    m_pin->setObjectName(QStringLiteral("newTokenPin"));
    m_error->setObjectName(QStringLiteral("tokenPinError"));
    m_deed->setObjectName(QStringLiteral("giveTokenPin"));
    m_cancel->setObjectName(QStringLiteral("tokenPinCancel"));
    m_pinLabel->setBuddy(m_pin);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_deed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_intro, m_pinLabel, m_pin, m_progress, m_error})
        layout->addWidget(widget);
    layout->addStretch(1);
    layout->addLayout(buttons);
    setMinimumWidth(560);
    m_cancel->setAutoDefault(false);
    m_deed->setAutoDefault(false); // a try is precious: not by a hasty Enter
    connect(m_pin, &PassphraseEdit::edited, this, &TokenPinDialog::check);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_deed, &QPushButton::clicked, this, &TokenPinDialog::give);
    retranslate();
    m_pin->setFocus();
}

void TokenPinDialog::check()
{
    m_deed->setEnabled(!m_running && !m_pin->isEmpty());
    m_pin->setEnabled(!m_running);
}

void TokenPinDialog::give()
{
    m_running = true;
    m_error->clear();
    m_progress->watch(tr("Trying the PIN…"), m_session.giveTokenPin(m_plan.keyStore, m_pin->take()), ProgressStrip::Cancelling::Impossible)
        .then(this, [this](const Result<void> &given) {
            m_running = false;
            if (given)
                return accept();
            m_error->showError(given.error());
            check();
            m_pin->setFocus();
        });
    check();
}

void TokenPinDialog::retranslate()
{
    const QString token = AuthorityTableModel::tokenLabel(m_plan);
    setWindowTitle(tr("PIN of the token %1").arg(token));
    m_intro->setText(tr("The key of %1 lies in the token %2. The authority keeps the token's PIN in its vault, encrypted, because it signs CRLs every day, "
                        "also when nobody is here to enter it. The PIN is tried once; a token blocks itself after a few wrong ones.")
                         .arg(QString::fromStdString(m_plan.commonName), token));
    m_pinLabel->setText(tr("PIN"));
    m_pin->setAccessibleName(m_pinLabel->text());
    m_deed->setText(tr("Try and keep the PIN"));
    m_cancel->setText(tr("Cancel"));
    check();
}

void TokenPinDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
