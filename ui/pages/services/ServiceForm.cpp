// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/services/ServiceForm.h"

#include "models/base/Uuid.h"
#include "models/replica/House.h"
#include "models/replica/ServiceImport.h"
#include "models/views/ValueText.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace hufu {
namespace {

constexpr Tier offeredTiers[] = {Tier::Core, Tier::Important, Tier::General};

} // namespace

ServiceForm::ServiceForm(House &house, std::optional<Service> service, QWidget *parent)
    : QDialog(parent)
    , m_house(house)
    , m_service(std::move(service))
    , m_name(new QLineEdit(this))
    , m_department(new QLineEdit(this))
    , m_owner(new QLineEdit(this))
    , m_tier(new QComboBox(this))
    , m_hosts(new QPlainTextEdit(this))
    , m_patientData(new QCheckBox(this))
    , m_complaint(makeBody(this))
    , m_hint(makeMuted(this))
    , m_error(new ErrorBox(this))
    , m_save(new QPushButton(this))
    , m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("serviceForm"));
    m_name->setObjectName(QStringLiteral("serviceName"));
    m_department->setObjectName(QStringLiteral("serviceDepartment"));
    m_owner->setObjectName(QStringLiteral("serviceOwner"));
    m_tier->setObjectName(QStringLiteral("serviceTier"));
    m_hosts->setObjectName(QStringLiteral("serviceHosts"));
    m_patientData->setObjectName(QStringLiteral("servicePatientData"));
    m_complaint->setObjectName(QStringLiteral("serviceComplaint"));
    m_save->setObjectName(QStringLiteral("serviceSave"));
    m_cancel->setObjectName(QStringLiteral("serviceCancel"));
    for (QLineEdit *field : {m_name, m_department, m_owner})
        field->setMaxLength(200);
    m_hosts->setTabChangesFocus(true);
    m_hosts->setFont(Theme::monospaceFont());
    m_hosts->setMinimumHeight(110);
    for (const Tier tier : offeredTiers)
        m_tier->addItem(QString(), static_cast<int>(tier));
    m_complaint->hide();

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    QWidget *const fields[] = {m_name, m_tier, m_department, m_owner, m_hosts};
    for (std::size_t i = 0; i < std::size(fields); ++i) {
        m_labels[i] = new QLabel(this);
        m_labels[i]->setBuddy(fields[i]);
        form->addRow(m_labels[i], fields[i]);
    }
    form->addRow(nullptr, m_hint);
    form->addRow(nullptr, m_complaint);
    form->addRow(nullptr, m_patientData);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addLayout(form, 1);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    setMinimumWidth(560);

    m_tier->setCurrentIndex(2);
    if (m_service) {
        m_name->setText(QString::fromStdString(m_service->name));
        m_department->setText(QString::fromStdString(m_service->department));
        m_owner->setText(QString::fromStdString(m_service->owner));
        m_tier->setCurrentIndex(m_tier->findData(static_cast<int>(m_service->tier)));
        for (const std::string &host : m_service->hosts)
            m_hosts->appendPlainText(QString::fromStdString(host));
        m_patientData->setChecked(m_service->patientData);
    }
    m_save->setDefault(true);
    m_cancel->setAutoDefault(false);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &ServiceForm::save);
    connect(m_name, &QLineEdit::textChanged, this, &ServiceForm::check);
    connect(m_hosts, &QPlainTextEdit::textChanged, this, &ServiceForm::check);
    retranslate();
    check();
}

QStringList ServiceForm::hosts() const
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;，；、]+"));
    return m_hosts->toPlainText().split(separators, Qt::SkipEmptyParts);
}

Result<Service> ServiceForm::read() const
{
    ServiceRow row;
    row.name = m_name->text().trimmed().toStdString();
    row.tier = tierName(static_cast<Tier>(m_tier->currentData().toInt()));
    row.department = m_department->text().trimmed().toStdString();
    row.owner = m_owner->text().trimmed().toStdString();
    row.patientData = m_patientData->isChecked();
    for (const QString &host : hosts())
        row.hosts.push_back(host.toStdString());
    Result<Service> service = serviceOf(row);
    if (service)
        service->id = m_service ? m_service->id : newUuid();
    return service;
}

void ServiceForm::check()
{
    QString complaint;
    for (const QString &host : hosts()) {
        if (!normalizedHost(host.toStdString())) {
            complaint = tr("“%1” is neither a host name nor an address.").arg(host);
            break;
        }
    }
    m_complaint->setText(complaint);
    m_complaint->setVisible(!complaint.isEmpty());
    m_save->setEnabled(complaint.isEmpty() && !m_name->text().trimmed().isEmpty());
}

void ServiceForm::save()
{
    const Result<Service> service = read();
    if (!service) {
        m_error->showError(service.error());
        return;
    }
    m_error->clear();
    m_save->setEnabled(false);
    m_jobs.add(m_house.submitLater(CommandKind::SaveService, toJson(*service), std::vector<Blob>(), 1, m_replaced))
        .then(this, [this, id = QString::fromStdString(service->id)](const Result<Receipt> &receipt) {
            if (!isTaken(receipt)) {
                m_error->showError(receipt.error());
                check();
                return;
            }
            Q_EMIT saved(id);
            accept();
        });
}

void ServiceForm::retranslate()
{
    setWindowTitle(m_service ? tr("Change a business service") : tr("Add a business service"));
    const QString labels[] = {tr("Name"), tr("Tier"), tr("Department"), tr("Owner"), tr("Hosts")};
    for (std::size_t i = 0; i < std::size(labels); ++i)
        m_labels[i]->setText(labels[i]);
    m_name->setAccessibleName(labels[0]);
    m_tier->setAccessibleName(labels[1]);
    m_department->setAccessibleName(labels[2]);
    m_owner->setAccessibleName(labels[3]);
    m_hosts->setAccessibleName(tr("Host names and addresses, one per line"));
    for (std::size_t i = 0; i < std::size(offeredTiers); ++i)
        m_tier->setItemText(static_cast<int>(i), ValueText::of(offeredTiers[i]));
    m_name->setPlaceholderText(tr("for example: outpatient registration"));
    m_hint->setText(tr("One per line: names such as his.example or *.lab.example, or addresses. Certificates are tied to the service by them."));
    m_patientData->setText(tr("Patient data is involved"));
    m_save->setText(m_service ? tr("Save the changes") : tr("Add the service"));
    m_cancel->setText(tr("Cancel"));
    check();
}

void ServiceForm::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace hufu
