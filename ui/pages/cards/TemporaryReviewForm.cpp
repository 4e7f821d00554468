// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/TemporaryReviewForm.h"

#include "models/base/CanonicalJson.h"
#include "models/replica/House.h"
#include "models/views/ValueText.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace hufu {

TemporaryReviewForm::TemporaryReviewForm(House &house, TemporaryRecord record, QWidget *parent)
    : QDialog(parent), m_house(house), m_record(std::move(record)), m_facts(makeBody(this)), m_noteLabel(makeBody(this)), m_note(new QLineEdit(this)),
      m_objects(new QCheckBox(this)), m_error(new ErrorBox(this)), m_act(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("reviewForm"));
    m_facts->setObjectName(QStringLiteral("reviewFacts"));
    m_note->setObjectName(QStringLiteral("reviewNote"));
    m_note->setMaxLength(300);
    m_noteLabel->setBuddy(m_note);
    m_objects->setObjectName(QStringLiteral("reviewObjects"));
    m_act->setObjectName(QStringLiteral("reviewAct"));
    m_cancel->setObjectName(QStringLiteral("reviewCancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_act);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_facts);
    layout->addWidget(m_noteLabel);
    layout->addWidget(m_note);
    layout->addWidget(m_objects);
    layout->addWidget(m_error);
    layout->addStretch(1);
    layout->addLayout(buttons);
    setMinimumWidth(600);
    m_cancel->setAutoDefault(false);
    m_act->setAutoDefault(false);
    connect(m_note, &QLineEdit::textChanged, this, &TemporaryReviewForm::check);
    connect(m_objects, &QCheckBox::toggled, this, [this] { retranslate(); });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_act, &QPushButton::clicked, this, &TemporaryReviewForm::act);
    retranslate();
}

TemporaryReviewForm::~TemporaryReviewForm() = default;

void TemporaryReviewForm::check()
{
    m_act->setEnabled(!m_running && !m_note->text().trimmed().isEmpty());
    m_cancel->setEnabled(!m_running);
}

void TemporaryReviewForm::act()
{
    m_running = true;
    m_error->clear();
    check();
    const TemporaryReview review{m_record.key.order, m_record.key.card, m_objects->isChecked(), utf8(m_note->text().trimmed())};
    m_jobs.add(m_house.submitLater(CommandKind::ReviewTemporary, toJson(review))).then(this, [this](const Result<Receipt> &receipt) {
        m_running = false;
        if (!isTaken(receipt)) {
            m_error->showError(receipt.error());
            return check();
        }
        Q_EMIT done(tr("The temporary USBKey %1 is reviewed.").arg(qstr(m_record.key.card)));
        accept();
    });
}

void TemporaryReviewForm::retranslate()
{
    setWindowTitle(tr("Review a temporary USBKey"));
    const CardOrder &form = m_record.form;
    m_facts->setText(tr("%1 alone issued USBKey %2 to %3, %4, as “%5” for %n hour(s), on %6.", nullptr, form.hours)
                         .arg(qstr(m_record.actor), qstr(form.card), qstr(form.holder.name), qstr(form.holder.department), qstr(form.roleName), ValueText::dateTime(m_record.key.at))
                     + u'\n' + tr("Reason: %1").arg(qstr(form.note)) + u'\n'
                     + tr("Ask the holder or the department whether it was needed, and whether the USBKey came back."));
    m_noteLabel->setText(m_objects->isChecked() ? tr("What is wrong") : tr("What you looked at"));
    m_note->setAccessibleName(m_noteLabel->text());
    m_objects->setText(tr("It should not have been issued"));
    m_act->setText(m_objects->isChecked() ? tr("Sign the objection") : tr("Sign that it is in order"));
    m_cancel->setText(tr("Cancel"));
    check();
}

void TemporaryReviewForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
