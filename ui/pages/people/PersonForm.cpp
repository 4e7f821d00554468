// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/people/PersonForm.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/Policy.h"
#include "models/domain/Signers.h"
#include "models/replica/CardDetail.h"
#include "models/wording/RoleText.h"
#include "ui/pages/wizard/PassphraseScreen.h"
#include "ui/shell/Session.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtConcurrent>

#include <algorithm>

namespace hufu {

PersonForm::PersonForm(Session &session, std::optional<Person> person, QWidget *parent)
    : QDialog(parent), m_session(session), m_person(std::move(person)), m_nameLabel(makeBody(this)), m_departmentLabel(makeBody(this)),
      m_rolesLabel(makeBody(this)), m_signsLabel(makeBody(this)), m_name(new QLineEdit(this)), m_department(new QLineEdit(this)), m_complaint(makeBody(this)),
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
    m_signsLabel->setVisible(!m_person);
    if (!m_person) {
        m_signs = new QComboBox(this);
        m_signs->setObjectName(QStringLiteral("personSigns"));
        m_signs->addItem(QString());
        m_signsLabel->setBuddy(m_signs);
        form->addRow(m_signsLabel, m_signs);
        m_passphrase = new PassphraseScreen(this);
        layout->addWidget(m_passphrase);
        connect(m_passphrase, &PassphraseScreen::changed, this, &PersonForm::check);
        connect(m_signs, &QComboBox::currentIndexChanged, this, &PersonForm::takeHolder);
        const auto read = [house = session.house()]() -> Result<std::pair<std::vector<Card>, bool>> {
            Result<std::vector<Card>> cards = readCardsOfNobodyRegistered(*house);
            const Result<Policy> policy = house->policy();
            if (!cards || !policy)
                return fail(cards ? policy.error() : cards.error());
            return std::pair(std::move(*cards), policy->softTokens != 0);
        };
        m_jobs.add(QtConcurrent::run(backgroundPool(), read)).then(this, [this](const Result<std::pair<std::vector<Card>, bool>> &ways) {
            if (ways)
                offerCards(ways->first, ways->second);
            else
                m_error->showError(ways.error());
        });
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

void PersonForm::offerCards(const std::vector<Card> &cards, bool passphrases)
{
    m_cards = cards;
    m_passphrases = passphrases;
    for (const Card &card : m_cards)
        m_signs->addItem(QString(), qstr(card.number));
    if (!passphrases && !cards.empty())
        m_signs->setCurrentIndex(1);
    retranslate();
    takeHolder();
}

std::string PersonForm::card() const { return m_signs ? utf8(m_signs->currentData().toString()) : std::string(); }

bool PersonForm::hasWayIn() const { return !m_signs || !card().empty() || (m_passphrases && m_passphrase->isComplete()); }

/// Whose USBKey it is, the register knows.
void PersonForm::takeHolder()
{
    const auto chosen = std::ranges::find(m_cards, card(), &Card::number);
    const bool byCard = chosen != m_cards.end();
    if (byCard) {
        m_name->setText(qstr(chosen->holder.name));
        m_department->setText(qstr(chosen->holder.department));
    }
    m_name->setReadOnly(byCard);
    m_department->setReadOnly(byCard);
    m_passphrase->setVisible(m_passphrases && !byCard);
    check();
}

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
    if (!m_passphrases && card().empty())
        complaint = tr("The policy lets officers sign with USBKeys alone: issue one to this person first, with keys 9A, 9C and 9D.");
    if (!separate && pilot)
        complaint += u' ' + tr("In pilot mode it is allowed, and stands in the audit log.");
    m_complaint->setText(complaint);
    m_complaint->setVisible(!complaint.isEmpty());
    const bool named = !m_name->text().trimmed().isEmpty();
    m_save->setEnabled(named && !chosen.empty() && (separate || pilot) && hasWayIn() && m_cosign->isComplete());
}

void PersonForm::save()
{
    Person person = m_person.value_or(Person());
    if (!m_person)
        person.id = newUuid();
    person.name = m_name->text().trimmed().toStdString();
    person.department = m_department->text().trimmed().toStdString();
    person.roles = roles();
    if (!m_person)
        person.card = card();
    const MissingSignatures missing = m_cosign->missing();
    std::vector<Cosigner> cosigners;
    if (std::optional<Cosigner> cosigner = m_cosign->take())
        cosigners.push_back(std::move(*cosigner));
    m_error->clear();
    m_save->setEnabled(false);
    QFuture<Result<Receipt>> answer = m_person
        ? m_session.changePerson(person, std::move(cosigners), missing)
        : !person.card.empty() ? m_session.addPersonWithCard(person, std::move(cosigners), missing)
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
    m_signsLabel->setText(tr("Signs with"));
    if (m_signs) {
        m_signs->setItemText(0, tr("a passphrase, typed here"));
        for (int at = 1; at < m_signs->count(); ++at) {
            const Card &card = m_cards[static_cast<std::size_t>(at - 1)];
            m_signs->setItemText(at, tr("USBKey %1 of %2, %3", "number, name, department").arg(qstr(card.number), qstr(card.holder.name), qstr(card.holder.department)));
        }
        m_signs->setAccessibleName(m_signsLabel->text());
    }
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
