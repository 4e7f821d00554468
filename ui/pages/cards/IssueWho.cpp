// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/IssueWho.h"

#include "models/base/CanonicalJson.h"
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

constexpr KeyKind offeredKeys[] = {KeyKind::EcP256, KeyKind::EcP384, KeyKind::Rsa2048};

} // namespace

IssueWho::IssueWho(QWidget *parent)
    : QWidget(parent), m_personLabel(makeBody(this)), m_nameLabel(makeBody(this)), m_staffLabel(makeBody(this)), m_departmentLabel(makeBody(this)),
      m_roleLabel(makeBody(this)), m_daysLabel(makeBody(this)), m_keyLabel(makeBody(this)), m_complaint(makeBody(this)), m_note(makeMuted(this)),
      m_person(new QComboBox(this)), m_role(new QComboBox(this)), m_key(new QComboBox(this)), m_name(new QLineEdit(this)), m_staff(new QLineEdit(this)),
      m_department(new QLineEdit(this)), m_days(new QSpinBox(this))
{
    const std::pair<QWidget *, const char *> names[] = {{m_person, "issuePerson"}, {m_role, "issueRole"}, {m_key, "issueKey"}, {m_name, "issueName"}, {m_staff, "issueStaff"},
                                                        {m_department, "issueDepartment"}, {m_days, "issueDays"}, {m_complaint, "issueWhoComplaint"},
                                                        {m_note, "issueWhoNote"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    for (QLineEdit *field : {m_name, m_staff, m_department}) {
        field->setMaxLength(int(longestHolderPart));
        connect(field, &QLineEdit::textChanged, this, &IssueWho::changed);
    }
    m_person->addItem(QString());
    m_days->setRange(1, mostTermDays);
    for (const KeyKind kind : offeredKeys)
        m_key->addItem(QString(), int(kind));
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const std::pair<QLabel *, QWidget *> rows[] = {{m_personLabel, m_person}, {m_nameLabel, m_name}, {m_staffLabel, m_staff}, {m_departmentLabel, m_department},
                                                   {m_roleLabel, m_role}, {m_daysLabel, m_days}, {m_keyLabel, m_key}};
    for (const auto &[label, field] : rows) {
        label->setBuddy(field);
        form->addRow(label, field);
    }
    form->addRow(nullptr, m_complaint);
    form->addRow(nullptr, m_note);
    connect(m_person, &QComboBox::currentIndexChanged, this, &IssueWho::chooseHolder);
    connect(m_role, &QComboBox::currentIndexChanged, this, &IssueWho::chooseRole);
    retranslate();
}

void IssueWho::setChoices(const CardChoices &choices)
{
    m_holders = choices.holders;
    m_roles = choices.roles;
    const QSignalBlocker person(m_person), role(m_role);
    while (m_person->count() > 1)
        m_person->removeItem(1);
    for (const CardHolder &known : m_holders)
        m_person->addItem(tr("%1, %2", "name, department").arg(qstr(known.name), qstr(known.department)), qstr(known.id));
    m_role->clear();
    for (const CertificateRole &known : m_roles)
        m_role->addItem(qstr(known.name), qstr(known.id));
    chooseHolder();
    chooseRole();
}

void IssueWho::chooseHolder()
{
    const auto known = std::ranges::find(m_holders, utf8(m_person->currentData().toString()), &CardHolder::id);
    const bool isKnown = m_person->currentIndex() > 0 && known != m_holders.end();
    if (isKnown) {
        m_name->setText(qstr(known->name));
        m_staff->setText(qstr(known->id));
        m_department->setText(qstr(known->department));
    }
    for (QLineEdit *field : {m_name, m_staff, m_department})
        field->setEnabled(!isKnown);
    Q_EMIT changed();
}

void IssueWho::chooseRole()
{
    if (const auto chosen = std::ranges::find(m_roles, role(), &CertificateRole::id); chosen != m_roles.end()) {
        m_days->setRange(1, chosen->days);
        m_days->setValue(chosen->days);
    }
    Q_EMIT changed();
}

CardHolder IssueWho::holder() const
{
    return {utf8(m_staff->text().trimmed()), utf8(m_name->text().trimmed()), utf8(m_department->text().trimmed())};
}

std::string IssueWho::role() const { return utf8(m_role->currentData().toString()); }
int IssueWho::days() const { return m_days->value(); }
KeyKind IssueWho::algorithm() const { return static_cast<KeyKind>(m_key->currentData().toInt()); }

void IssueWho::setComplaint(const QString &sentence)
{
    m_complaint->setText(sentence);
    m_complaint->setVisible(!sentence.isEmpty());
}

void IssueWho::setNote(const QString &sentence) { m_note->setText(sentence); }

void IssueWho::retranslate()
{
    m_personLabel->setText(tr("Person"));
    m_person->setItemText(0, tr("somebody new"));
    m_nameLabel->setText(tr("Name"));
    m_staffLabel->setText(tr("Staff number"));
    m_departmentLabel->setText(tr("Department"));
    m_roleLabel->setText(tr("Certificate role"));
    m_daysLabel->setText(tr("Valid for"));
    m_days->setSuffix(tr(" days"));
    m_keyLabel->setText(tr("Kind of key"));
    const QString keys[] = {tr("P-256 (usual)"), tr("P-384"), tr("RSA 2048, for old programs")};
    for (int i = 0; i < int(std::size(keys)); ++i)
        m_key->setItemText(i, keys[i]);
    const std::pair<QLabel *, QWidget *> fields[] = {{m_personLabel, m_person}, {m_nameLabel, m_name}, {m_staffLabel, m_staff}, {m_departmentLabel, m_department},
                                                     {m_roleLabel, m_role}, {m_daysLabel, m_days}, {m_keyLabel, m_key}};
    for (const auto &[label, field] : fields)
        field->setAccessibleName(label->text());
}

void IssueWho::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
