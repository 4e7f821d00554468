// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CosignBox.h"

#include "models/wording/RoleText.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>

#include <algorithm>

namespace hufu {
namespace {

constexpr int CardRole = Qt::UserRole + 1; ///< number of the USBKey that a colleague signs with

} // namespace

CosignBox::CosignBox(House &house, std::set<Role> roles, InPilotMode inPilotMode, QWidget *parent)
    : QWidget(parent), m_roles(std::move(roles)), m_pilot(house.record().pilot && inPilotMode == InPilotMode::MayStayEmpty), m_intro(makeMuted(this)), m_whoLabel(makeBody(this)),
      m_who(new QComboBox(this)), m_passphraseLabel(makeBody(this)), m_passphrase(new PassphraseEdit(this))
{
    m_who->setObjectName(QStringLiteral("cosigner"));
    m_passphrase->setObjectName(QStringLiteral("cosignerPassphrase"));
    m_whoLabel->setBuddy(m_who);
    m_passphraseLabel->setBuddy(m_passphrase);
    if (m_pilot)
        m_who->addItem(QString());
    for (const Person &person : house.people().value_or(std::vector<Person>())) {
        const bool fits = std::ranges::any_of(person.roles, [&](Role role) { return m_roles.contains(role); });
        if (fits && person.active && person.id != house.officer().id) {
            m_who->addItem(QString::fromStdString(person.name), QString::fromStdString(person.id));
            m_who->setItemData(m_who->count() - 1, QString::fromStdString(person.card), CardRole);
        }
    }
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->addRow(m_intro);
    form->addRow(m_whoLabel, m_who);
    form->addRow(m_passphraseLabel, m_passphrase);
    connect(m_who, &QComboBox::currentIndexChanged, this, [this] {
        m_passphrase->clear(); // what was typed for one is tried for no other
        m_passphrase->setEnabled(m_who->currentData().isValid());
        retranslate();
        Q_EMIT changed();
    });
    connect(m_passphrase, &PassphraseEdit::edited, this, &CosignBox::changed);
    m_passphrase->setEnabled(m_who->currentData().isValid());
    retranslate();
}

void CosignBox::offerElsewhere()
{
    if (m_pilot || m_who->count() == 0)
        return;
    m_elsewhere = m_who->count();
    m_who->addItem(QString());
    retranslate();
}

bool CosignBox::isComplete() const
{
    return m_who->currentData().isValid() ? !m_passphrase->isEmpty() : m_pilot || missing() == MissingSignatures::Awaited;
}

MissingSignatures CosignBox::missing() const
{
    return m_elsewhere >= 0 && m_who->currentIndex() == m_elsewhere ? MissingSignatures::Awaited : MissingSignatures::Refused;
}

QString CosignBox::who() const { return m_who->currentData().toString(); }

std::optional<Cosigner> CosignBox::take()
{
    if (!m_who->currentData().isValid())
        return std::nullopt;
    return Cosigner{m_who->currentData().toString().toStdString(), m_passphrase->take()};
}

void CosignBox::retranslate()
{
    const QString roles = rolesText(m_roles);
    if (m_who->count() == (m_pilot ? 1 : 0) && !m_pilot)
        m_intro->setText(tr("Another officer has to sign this too (%1), and nobody registered may. People and roles come first.").arg(roles));
    else if (m_pilot)
        m_intro->setText(tr("Another officer should sign this too (%1). In pilot mode it also happens without; the audit log then says so.").arg(roles));
    else if (m_elsewhere < 0)
        m_intro->setText(tr("Another officer has to sign this too (%1), here at this desk.").arg(roles));
    else
        m_intro->setText(tr("Another officer has to sign this too (%1), here or at another desk. Until then it is not in force.").arg(roles));
    if (m_pilot)
        m_who->setItemText(0, tr("nobody: pilot mode"));
    if (m_elsewhere >= 0)
        m_who->setItemText(m_elsewhere, tr("later, at another desk"));
    m_whoLabel->setText(tr("Second signer"));
    const QString card = m_who->currentData(CardRole).toString();
    m_passphraseLabel->setText(card.isEmpty() ? tr("Their passphrase") : tr("PIN of their USBKey %1").arg(card));
    m_who->setAccessibleName(m_whoLabel->text());
    m_passphrase->setAccessibleName(m_passphraseLabel->text());
}

void CosignBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
