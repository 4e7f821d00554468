// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/RoleForm.h"

#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/Card.h"
#include "models/domain/Signers.h"
#include "models/replica/House.h"
#include "models/wording/CardText.h"
#include "models/wording/RequestText.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QCheckBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>

#include <algorithm>

namespace hufu {
namespace {

/// RFC 4514 §2.4: what would be escaped in the text form, by which servers compare it.
bool isServerSafe(const QString &name) { return !name.contains(QRegularExpression(QStringLiteral("[,+\"\\\\<>;=#]"))); }

} // namespace

RoleForm::RoleForm(House &house, std::optional<CertificateRole> role, Deed deed, QWidget *parent)
    : QDialog(parent), m_house(house), m_role(std::move(role)), m_deed(deed), m_intro(makeBody(this)), m_nameLabel(makeBody(this)), m_profileLabel(makeBody(this)),
      m_profile(makeBody(this)), m_keysLabel(makeBody(this)), m_daysLabel(makeBody(this)), m_servicesLabel(makeBody(this)), m_departmentsLabel(makeBody(this)),
      m_hint(makeMuted(this)), m_complaint(makeBody(this)), m_name(new QLineEdit(this)), m_departments(new QLineEdit(this)), m_authentication(new QCheckBox(this)),
      m_signature(new QCheckBox(this)), m_decryption(new QCheckBox(this)), m_days(new QSpinBox(this)), m_services(new QListWidget(this)),
      m_second(new CosignBox(house, cosignerRoles(deed == Deed::Save ? CommandKind::SaveRole : CommandKind::RemoveRole, house.officer()), this)),
      m_error(new ErrorBox(this)), m_act(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("roleForm"));
    const std::pair<QWidget *, const char *> names[] = {{m_name, "roleName"}, {m_departments, "roleDepartments"}, {m_signature, "roleSignature"}, {m_decryption, "roleDecryption"},
                                                        {m_authentication, "roleAuthentication"}, {m_days, "roleDays"}, {m_services, "roleServices"},
                                                        {m_complaint, "roleComplaint"}, {m_act, "roleAct"}, {m_cancel, "roleCancel"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    m_days->setRange(1, mostTermDays);
    m_authentication->setChecked(true);
    m_authentication->setEnabled(false); // every holder has this one
    m_services->setMinimumHeight(100);
    const CertificateRole shown = m_role.value_or(CertificateRole());
    m_name->setText(qstr(shown.name));
    m_days->setValue(shown.days);
    m_signature->setChecked(std::ranges::find(shown.slots, "9c") != shown.slots.end());
    m_decryption->setChecked(std::ranges::find(shown.slots, "9d") != shown.slots.end());
    QStringList departmentNames;
    for (const std::string &department : shown.departments)
        departmentNames += qstr(department);
    m_departments->setText(departmentNames.join(QStringLiteral(", ")));

    m_keysLabel->setWordWrap(false);
    auto *keys = new QVBoxLayout;
    keys->addWidget(m_authentication);
    keys->addWidget(m_signature);
    keys->addWidget(m_decryption);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    const std::pair<QLabel *, QWidget *> rows[] = {{m_nameLabel, m_name}, {m_profileLabel, m_profile}, {m_daysLabel, m_days}, {m_servicesLabel, m_services},
                                                   {m_departmentsLabel, m_departments}};
    for (const auto &[label, field] : rows) {
        label->setBuddy(field);
        label->setWordWrap(false);
        form->addRow(label, field);
        if (field == m_profile)
            form->addRow(m_keysLabel, keys);
    }
    form->addRow(nullptr, m_hint);
    form->addRow(nullptr, m_complaint);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_act);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_intro);
    layout->addLayout(form, 1);
    layout->addWidget(m_second);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    setMinimumWidth(640);
    resize(700, 660); // texts that wrap promise less height than they take
    m_cancel->setAutoDefault(false);
    m_act->setAutoDefault(false);
    if (m_deed == Deed::Remove) {
        m_act->setProperty("tone", QStringLiteral("danger"));
        for (QWidget *field : {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_days), static_cast<QWidget *>(m_services), static_cast<QWidget *>(m_departments),
                               static_cast<QWidget *>(m_signature), static_cast<QWidget *>(m_decryption)})
            field->setEnabled(false);
    }
    connect(m_name, &QLineEdit::textChanged, this, &RoleForm::check);
    connect(m_second, &CosignBox::changed, this, &RoleForm::check);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_act, &QPushButton::clicked, this, &RoleForm::act);
    m_second->offerElsewhere();
    fillServices(house.services().value_or(std::vector<Service>()));
    retranslate();
}

RoleForm::~RoleForm() = default;

void RoleForm::fillServices(const std::vector<Service> &services)
{
    for (const Service &service : services) {
        auto *item = new QListWidgetItem(qstr(service.name), m_services);
        item->setData(Qt::UserRole, qstr(service.id));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        const bool opens = m_role && std::ranges::find(m_role->services, service.id) != m_role->services.end();
        item->setCheckState(opens ? Qt::Checked : Qt::Unchecked);
    }
}

QStringList RoleForm::departments() const
{
    static const QRegularExpression separators(QStringLiteral("\\s*[,;，；、]\\s*"));
    QStringList list = m_departments->text().trimmed().split(separators, Qt::SkipEmptyParts);
    list.removeDuplicates();
    return list;
}

CertificateRole RoleForm::read() const
{
    CertificateRole role;
    role.id = m_role ? m_role->id : newUuid();
    role.name = utf8(m_name->text().trimmed());
    role.slots = {"9a"};
    if (m_signature->isChecked())
        role.slots.push_back("9c");
    if (m_decryption->isChecked())
        role.slots.push_back("9d");
    for (int row = 0; row < m_services->count(); ++row) {
        if (m_services->item(row)->checkState() == Qt::Checked)
            role.services.push_back(utf8(m_services->item(row)->data(Qt::UserRole).toString()));
    }
    for (const QString &department : departments())
        role.departments.push_back(utf8(department));
    role.days = m_days->value();
    return role;
}

void RoleForm::check()
{
    const QString name = m_name->text().trimmed();
    QString complaint;
    if (!isServerSafe(name))
        complaint = tr("The name stands in certificates, where servers read it: none of , + \" \\ < > ; = # may be in it.");
    else if (name.toUtf8().size() > qsizetype(longestHolderPart))
        complaint = tr("The name is too long for a certificate: 64 letters, or 21 Chinese characters.");
    m_complaint->setText(complaint);
    m_complaint->setVisible(!complaint.isEmpty());
    m_act->setEnabled(!m_running && complaint.isEmpty() && !name.isEmpty() && m_second->isComplete());
}

void RoleForm::act()
{
    m_error->clear();
    m_running = true;
    const CertificateRole role = read();
    const bool saves = m_deed == Deed::Save;
    const MissingSignatures missing = m_second->missing();
    std::vector<Cosigner> cosigners;
    if (std::optional<Cosigner> cosigner = m_second->take())
        cosigners.push_back(std::move(*cosigner));
    QFuture<Result<Receipt>> answer = m_house.submitLater(saves ? CommandKind::SaveRole : CommandKind::RemoveRole,
                                                          saves ? toJson(role) : toJson(RoleRemoval{role.id, role.name}), std::move(cosigners), missing, 1, m_replaced);
    check();
    m_jobs.add(answer).then(this, [this, missing, name = qstr(role.name)](const Result<Receipt> &receipt) {
        m_running = false;
        if (!isTaken(receipt)) {
            m_error->showError(receipt.error());
            return check();
        }
        if (missing == MissingSignatures::Awaited)
            Q_EMIT done(tr("“%1” waits for a second officer.").arg(name));
        else
            Q_EMIT done(m_deed == Deed::Save ? tr("“%1” is saved.").arg(name) : tr("“%1” is removed.").arg(name));
        accept();
    });
}

void RoleForm::retranslate()
{
    const bool saves = m_deed == Deed::Save;
    setWindowTitle(!saves ? tr("Remove a certificate role") : m_role ? tr("Change a certificate role") : tr("Add a certificate role"));
    m_intro->setText(saves ? tr("What the holder of a USBKey is: it stands in their certificates, and servers let in by it. USBKeys that are with holders keep what they have.")
                           : tr("Nothing is issued under it any more. Certificates that name it stay valid until they end."));
    m_nameLabel->setText(tr("Name"));
    m_name->setPlaceholderText(tr("for example: attending physician"));
    m_profileLabel->setText(tr("Profile"));
    m_profile->setText(RequestText::profile("client"));
    m_keysLabel->setText(tr("Keys on the USBKey"));
    m_authentication->setText(tr("%1: log in, always there", "a place on the card").arg(CardText::slot("9a")));
    m_signature->setText(tr("%1: sign documents", "a place on the card").arg(CardText::slot("9c")));
    m_decryption->setText(tr("%1: read what is encrypted to the holder", "a place on the card").arg(CardText::slot("9d")));
    m_daysLabel->setText(tr("Longest term"));
    m_days->setSuffix(tr(" days"));
    m_servicesLabel->setText(tr("Opens these services"));
    m_departmentsLabel->setText(tr("For people of"));
    m_departments->setPlaceholderText(tr("any department"));
    m_hint->setText(tr("Departments separated by commas. Nobody of another department gets a USBKey under this role."));
    m_name->setAccessibleName(m_nameLabel->text());
    m_days->setAccessibleName(m_daysLabel->text());
    m_services->setAccessibleName(m_servicesLabel->text());
    m_departments->setAccessibleName(m_departmentsLabel->text());
    m_act->setText(saves ? tr("Sign and save the role") : tr("Sign and remove the role"));
    m_cancel->setText(tr("Cancel"));
    check();
}

void RoleForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
