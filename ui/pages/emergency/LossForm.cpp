// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/LossForm.h"

#include "models/base/CanonicalJson.h"
#include "models/base/Masking.h"
#include "models/base/Uuid.h"
#include "models/wording/EmergencyText.h"

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>

namespace hufu {

LossForm::LossForm(QWidget *parent)
    : QWidget(parent), m_kindLabel(new QLabel(this)), m_valueLabel(new QLabel(this)), m_callerLabel(new QLabel(this)), m_reportLabel(new QLabel(this)),
      m_severityLabel(new QLabel(this)), m_kind(new QComboBox(this)), m_severity(new QComboBox(this)), m_value(new QLineEdit(this)), m_caller(new QLineEdit(this)),
      m_report(new QLineEdit(this)), m_call(new QPushButton(this)), m_start(new QPushButton(this)), m_form(new QFormLayout(this)), m_completions(new QStringListModel(this))
{
    const std::pair<QWidget *, const char *> names[] = {{m_kind, "lossKind"},     {m_value, "lossValue"}, {m_caller, "lossCaller"}, {m_report, "lossReport"},
                                                        {m_severity, "lossSeverity"}, {m_call, "lossCall"}, {m_start, "lossStart"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    for (LossKind kind : allLossKinds)
        m_kind->addItem(QString(), static_cast<int>(kind));
    for (EmergencySeverity severity : allEmergencySeverities)
        m_severity->addItem(QString(), static_cast<int>(severity));
    const std::pair<QLabel *, QWidget *> buddies[] = {{m_kindLabel, m_kind}, {m_valueLabel, m_value}, {m_callerLabel, m_caller}, {m_reportLabel, m_report}, {m_severityLabel, m_severity}};
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(12);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const auto &[label, field] : buddies) {
        label->setBuddy(field);
        m_form->addRow(label, field);
    }
    m_form->insertRow(m_form->rowCount(), nullptr, m_start);
    // What may be left empty must not stand between the loss and the button that stops it.
    m_form->insertRow(2, nullptr, m_call);
    m_call->setFlat(true);
    m_call->setCheckable(true);
    m_call->setAutoDefault(false);
    showCall(false);
    m_value->setMaxLength(1000);
    m_caller->setMaxLength(200);
    m_report->setMaxLength(2000);
    auto *completer = new QCompleter(m_completions, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(12);
    m_value->setCompleter(completer);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        m_value->setPlaceholderText(EmergencyText::hint(kind()));
        complete();
        Q_EMIT edited();
    });
    connect(m_value, &QLineEdit::textChanged, this, [this] {
        check();
        Q_EMIT edited();
    });
    connect(m_call, &QPushButton::toggled, this, &LossForm::showCall);
    connect(m_value, &QLineEdit::returnPressed, m_start, &QPushButton::click);
    connect(m_start, &QPushButton::clicked, this, &LossForm::startAsked);
    retranslate();
    check();
}

LossKind LossForm::kind() const { return static_cast<LossKind>(m_kind->currentData().toInt()); }
Loss LossForm::loss() const { return {kind(), utf8(m_value->text())}; }

EmergencyStart LossForm::start() const
{
    return {newUuid(), loss(), static_cast<EmergencySeverity>(m_severity->currentData().toInt()), maskPatientData(utf8(m_caller->text().trimmed())),
            maskPatientData(utf8(m_report->text().trimmed()))};
}

void LossForm::showStart(const EmergencyStart &start)
{
    m_started = true;
    const QSignalBlocker blockKind(m_kind), blockValue(m_value);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(start.loss.kind)));
    m_value->setText(qstr(start.loss.value));
    m_value->setPlaceholderText(EmergencyText::hint(start.loss.kind));
    m_caller->setText(qstr(start.caller));
    m_report->setText(qstr(start.report));
    m_severity->setCurrentIndex(m_severity->findData(static_cast<int>(start.severity)));
    m_call->setChecked(!start.caller.empty() || !start.report.empty() || start.severity != EmergencySeverity::Unknown);
    check();
}

void LossForm::clear()
{
    m_started = false;
    const QSignalBlocker value(m_value);
    for (QLineEdit *field : {m_value, m_caller, m_report})
        field->clear();
    m_severity->setCurrentIndex(0);
    m_call->setChecked(false);
    check();
}

void LossForm::setVocabulary(QMap<LossKind, QStringList> words)
{
    m_words = std::move(words);
    complete();
}

void LossForm::complete() { m_completions->setStringList(m_words.value(kind())); }

void LossForm::check()
{
    for (QWidget *field : std::initializer_list<QWidget *>{m_kind, m_value, m_caller, m_report, m_severity})
        field->setEnabled(!m_started);
    m_start->setVisible(!m_started);
    m_form->setRowVisible(m_call, !m_started || m_call->isChecked()); // nothing can be added there any more
    m_start->setEnabled(loss().normalised().has_value());
}

void LossForm::showCall(bool shown)
{
    for (QWidget *field : std::initializer_list<QWidget *>{m_caller, m_report, m_severity})
        m_form->setRowVisible(field, shown);
    m_call->setText(shown ? tr("▾ The call") : tr("▸ The call (may be left empty)"));
}

void LossForm::retranslate()
{
    showCall(m_call->isChecked());
    m_kindLabel->setText(tr("What is lost"));
    for (int at = 0; at < m_kind->count(); ++at)
        m_kind->setItemText(at, EmergencyText::kind(static_cast<LossKind>(m_kind->itemData(at).toInt())));
    m_valueLabel->setText(tr("Which"));
    m_value->setPlaceholderText(EmergencyText::hint(kind()));
    m_callerLabel->setText(tr("Who called"));
    m_reportLabel->setText(tr("What they said"));
    m_severityLabel->setText(tr("Severity"));
    for (QLineEdit *field : {m_caller, m_report})
        field->setPlaceholderText(tr("may be left empty"));
    for (int at = 0; at < m_severity->count(); ++at)
        m_severity->setItemText(at, EmergencyText::severity(static_cast<EmergencySeverity>(m_severity->itemData(at).toInt())));
    m_start->setText(tr("Start the emergency"));
    m_kind->setAccessibleName(m_kindLabel->text());
    m_value->setAccessibleName(m_valueLabel->text());
    m_caller->setAccessibleName(m_callerLabel->text());
    m_report->setAccessibleName(m_reportLabel->text());
    m_severity->setAccessibleName(m_severityLabel->text());
}

void LossForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
