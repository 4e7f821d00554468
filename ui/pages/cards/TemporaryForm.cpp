// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/TemporaryForm.h"

#include "models/base/CanonicalJson.h"
#include "ui/pages/cards/CardDeedText.h"
#include "ui/widgets/Labels.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>

namespace hufu {
namespace {

constexpr int longestReason = 500;

} // namespace

TemporaryForm::TemporaryForm(QWidget *parent)
    : QWidget(parent), m_about(makeBody(this)), m_hoursLabel(makeBody(this)), m_noteLabel(makeBody(this)), m_count(makeMuted(this)), m_complaint(makeBody(this)),
      m_hours(new QSpinBox(this)), m_note(new QComboBox(this))
{
    m_about->setObjectName(QStringLiteral("temporaryAbout"));
    m_hours->setObjectName(QStringLiteral("temporaryHours"));
    m_note->setObjectName(QStringLiteral("temporaryNote"));
    m_count->setObjectName(QStringLiteral("temporaryCount"));
    m_complaint->setObjectName(QStringLiteral("temporaryComplaint"));
    m_hours->setRange(1, mostTemporaryHours);
    m_hours->setValue(mostTemporaryHours);
    m_note->setEditable(true);
    m_note->lineEdit()->setMaxLength(longestReason);
    m_note->addItems({QString(), QString(), QString()});
    m_note->setCurrentText(CardDeedText::usualNote(CardDeed::Temporary));
    m_hoursLabel->setBuddy(m_hours);
    m_noteLabel->setBuddy(m_note);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(m_about);
    form->addRow(m_hoursLabel, m_hours);
    form->addRow(m_noteLabel, m_note);
    form->addRow(nullptr, m_count);
    form->addRow(nullptr, m_complaint);
    connect(m_note->lineEdit(), &QLineEdit::textChanged, this, &TemporaryForm::changed);
    retranslate();
}

void TemporaryForm::setBasis(const Card &card)
{
    m_basis = card;
    retranslate();
}

void TemporaryForm::setTerms(const TemporaryTerms &terms)
{
    m_terms = terms;
    m_hours->setRange(1, std::min(terms.hours, mostTemporaryHours));
    m_hours->setValue(m_hours->maximum());
    retranslate();
    Q_EMIT changed();
}

QString TemporaryForm::complaint() const
{
    if (!m_terms)
        return {};
    if (std::ranges::find(m_terms->roles, m_basis.roleName) == m_terms->roles.end())
        return tr("The policy lets nobody issue temporary USBKeys under “%1”. Two officers can issue an ordinary one, or change the policy in the settings.").arg(qstr(m_basis.roleName));
    if (m_terms->reviewDue)
        return tr("A temporary USBKey that you issued over a week ago was not reviewed. A colleague reviews it first, on the tab “Temporary USBKeys”.");
    if (m_terms->today >= m_terms->dayMost)
        return tr("You have issued %n temporary USBKey(s) within 24 hours, and the policy allows no more. A colleague can issue this one.", nullptr, m_terms->today);
    return {};
}

bool TemporaryForm::isComplete() const { return m_terms && complaint().isEmpty() && !note().empty(); }
int TemporaryForm::hours() const { return m_hours->value(); }
std::string TemporaryForm::note() const { return utf8(m_note->currentText().trimmed()); }

void TemporaryForm::retranslate()
{
    m_about->setText(tr("%1, %2, gets another USBKey as “%3” for some hours. You alone sign for it; a colleague reviews it afterwards. Its certificates end by themselves, and %1 "
                        "hands it back.")
                         .arg(qstr(m_basis.holder.name), qstr(m_basis.holder.department), qstr(m_basis.roleName)));
    m_hoursLabel->setText(tr("Valid for"));
    m_hours->setSuffix(tr(" hours"));
    m_hours->setAccessibleName(m_hoursLabel->text());
    m_noteLabel->setText(tr("Reason"));
    m_note->setAccessibleName(m_noteLabel->text());
    const QString usual[] = {CardDeedText::usualNote(CardDeed::Temporary), tr("The holder's PIN is blocked and nobody else is here to unlock it"), tr("The holder's USBKey is broken")};
    const QString written = m_note->currentText();
    const int chosen = m_note->findText(written); // follows the language
    for (int i = 0; i < int(std::size(usual)); ++i)
        m_note->setItemText(i, usual[i]);
    m_note->setCurrentText(chosen >= 0 ? usual[chosen] : written);
    if (m_terms)
        m_count->setText(tr("Yours within 24 hours: %1 of %2.").arg(m_terms->today).arg(m_terms->dayMost));
    m_complaint->setText(complaint());
    m_complaint->setVisible(!m_complaint->text().isEmpty());
}

void TemporaryForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
