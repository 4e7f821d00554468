// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/people/PersonForm.h"

#include "models/base/Uuid.h"
#include "models/domain/Signers.h"
#include "models/wording/RoleText.h"
#include "ui/pages/wizard/PassphraseScreen.h"
#include "ui/shell/Session.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QCheckBox>
#include <QEvent>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace hufu {

PersonForm::PersonForm(Session &session, std::optional<Person> person, QWidget *parent)
    : QDialog(parent), m_session(session), m_person(std::move(person)), m_nameLabel(makeBody(this)), m_departmentLabel(makeBody(this)),
      m_rolesLabel(makeBody(this)), m_name(new QLineEdit(this)), m_department(new QLineEdit(this)), m_complaint(makeBody(this)),
      m_cosign(new CosignBox(*session.house(),
                             cosignerRoles(m_person ? CommandKind::ChangePerson : CommandKind::AddPerson, session.house()->officer()), this)), m_error(new ErrorBox(this)),
      m_save(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("personForm"));
    m_name->setObjectName(QStringLiteral("personName"));
    m_department->setObjectName(QStringLiteral("personDepartment"));
    m_complaint->setObjectName(QStringLiteral("personComplaint"));
    m_save->setObjectName(QStringLiteral("personSave"));
    m_cancel->setObjectName(QStringLiteral("personCancel"));
    m_name->setMaxLength(64); // ub-common-name, RFC 5280 appendix A.1
    m_department->setMaxLength(100);
    m_nameLabel->setBuddy(m_name);
    m_departmentLabel->setBuddy(m_department);

    auto *roleGrid = new QGridLayout;
    roleGrid->setHorizontalSpacing(24);
    int position = 0;
    for (const Role role : allRoles()) {
        auto *box = new QCheckBox(this);
        box->setObjectName(QStringLiteral("role-") + QLatin1String(roleName(role)));
        box->setChecked(m_person && m_person->roles.contains(role));
        connect(box, &QCheckBox::toggled, this, &PersonForm::check);
        m_roles.emplace(role, box);
        roleGrid->addWidget(box, position / 2, position % 2);
        ++position;
    }
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->addRow(m_nameLabel, m_name);
    form->addRow(m_departmentLabel, m_department);
    form->addRow(m_rolesLabel, roleGrid);
    form->addRow(nullptr, m_complaint);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addLayout(form);
    if (!m_person) {
        m_passphrase = new PassphraseScreen(this);
        layout->addWidget(m_passphrase);
        connect(m_passphrase, &PassphraseScreen::changed, this, &PersonForm::check);
    }
    layout->addWidget(m_cosign);
    layout->addWidget(m_error);
    layout->addStretch(1);
    layout->addLayout(buttons);
    setMinimumWidth(600);

    if (m_person) {
        m_name->setText(QString::fromStdString(m_person->name));
        m_department->setText(QString::fromStdString(m_person->department));
    }
    m_save->setDefault(true);
    m_cancel->setAutoDefault(false);
    connect(m_name, &QLineEdit::textChanged, this, &PersonForm::check);
    m_cosign->offerElsewhere();
    connect(m_cosign, &CosignBox::changed, this, &PersonForm::check);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &PersonForm::save);
    retranslate();
}

PersonForm::~PersonForm() = default;

std::set<Role> PersonForm::roles() const
{
    std::set<Role> chosen;
    for (const auto &[role, box] : m_roles) {
        if (box->isChecked())
            chosen.insert(role);
    }
    return chosen;
}

void PersonForm::check()
{
    const std::set<Role> chosen = roles();
    const bool separate = checkSeparation(chosen).has_value();
    QString complaint;
    if (!separate && chosen.contains(Role::AuditAdmin))
        complaint = tr("The audit administrator holds no other role.");
    else if (!separate)
        complaint = tr("A system administrator can be neither security administrator nor department head.");
    const bool pilot = m_session.isOpen() && m_session.house()->record().pilot;
    if (!separate && pilot)
        complaint += u' ' + tr("In pilot mode it is allowed, and stands in the audit log.");
    m_complaint->setText(complaint);
    m_complaint->setVisible(!complaint.isEmpty());
    const bool named = !m_name->text().trimmed().isEmpty();
    m_save->setEnabled(named && !chosen.empty() && (separate || pilot) && (!m_passphrase || m_passphrase->isComplete()) && m_cosign->isComplete());
}

void PersonForm::save()
{
    Person person = m_person.value_or(Person());
    if (!m_person)
        person.id = newUuid();
    person.name = m_name->text().trimmed().toStdString();
    person.department = m_department->text().trimmed().toStdString();
    person.roles = roles();
    const MissingSignatures missing = m_cosign->missing();
    std::vector<Cosigner> cosigners;
    if (std::optional<Cosigner> cosigner = m_cosign->take())
        cosigners.push_back(std::move(*cosigner));
    m_error->clear();
    m_save->setEnabled(false);
    QFuture<Result<Receipt>> answer = m_person
        ? m_session.changePerson(person, std::move(cosigners), missing)
        : m_session.addPerson(person, m_passphrase->passphrase(), std::move(cosigners), missing);
    m_jobs.add(answer).then(this, [this, id = QString::fromStdString(person.id)](const Result<Receipt> &receipt) {
        if (!isTaken(receipt)) {
            m_error->showError(receipt.error());
            check();
            return;
        }
        Q_EMIT saved(id);
        accept();
    });
}

void PersonForm::retranslate()
{
    setWindowTitle(m_person ? tr("Change a person") : tr("Register a person"));
    m_nameLabel->setText(tr("Name"));
    m_departmentLabel->setText(tr("Department"));
    m_rolesLabel->setText(tr("Console roles"));
    m_name->setAccessibleName(m_nameLabel->text());
    m_department->setAccessibleName(m_departmentLabel->text());
    for (const auto &[role, box] : m_roles)
        box->setText(roleText(role));
    m_save->setText(m_person ? tr("Sign and save the change") : tr("Sign and register the person"));
    m_cancel->setText(tr("Cancel"));
    check();
}

void PersonForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
