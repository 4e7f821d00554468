// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/people/PeoplePage.h"

#include "models/domain/Signers.h"
#include "models/replica/House.h"
#include "models/wording/RoleText.h"
#include "ui/pages/people/DeactivationForm.h"
#include "ui/pages/people/PersonForm.h"
#include "ui/pages/people/PilotEndDialog.h"
#include "ui/shell/Icons.h"
#include "ui/shell/Session.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DetailPanel.h"
#include "ui/widgets/SearchBox.h"
#include "ui/widgets/TableView.h"

#include <QGridLayout>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>

namespace hufu {

PeoplePage::PeoplePage(Navigator &navigator, Session &session, QWidget *parent)
    : Page(navigator, parent), m_session(session), m_proxy(new QSortFilterProxyModel(this)), m_pilot(new Banner(this)), m_search(new SearchBox(this)),
      m_add(new QPushButton(this)), m_table(nullptr)
{
    setObjectName(QStringLiteral("peoplePage"));
    auto *content = new QWidget(this);
    m_pilot->setObjectName(QStringLiteral("pilotBanner"));
    m_pilot->setTone(Tone::Attention, QStringLiteral("dialog-warning"));
    m_pilot->button()->setObjectName(QStringLiteral("openPilotEnd"));
    m_proxy->setSourceModel(&m_model);
    m_proxy->setSortRole(PersonTableModel::SortRole);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table = new TableView(QStringLiteral("people"), content);
    m_table->setModel(m_proxy);
    m_table->sortByColumn(PersonTableModel::State, Qt::AscendingOrder);
    m_table->restoreColumns({{180, true}, {160, true}, {320, true}, {100, true}, {200, true}});
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_pilot);
    layout->addWidget(m_table, 1);
    setContent(content);

    m_search->setObjectName(QStringLiteral("peopleSearch"));
    m_add->setObjectName(QStringLiteral("addPerson"));
    m_add->setIcon(themeIcon(QStringLiteral("list-add")));
    toolbar()->addWidget(m_search, 1);
    toolbar()->addWidget(m_add);

    connect(m_search, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_add, &QPushButton::clicked, this, [this] { addPerson(); });
    connect(m_pilot->button(), &QPushButton::clicked, this, [this] { endPilot(); });
    connect(m_table, &TableView::currentRowChanged, this, [this](int row) {
        if (detail()->isVisible())
            showPerson(row);
    });
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) { showPerson(index.row()); });
    connect(m_table, &TableView::contextMenuAboutToShow, this, [this](QMenu *menu) {
        const QModelIndex index = m_proxy->mapToSource(m_table->currentIndex());
        if (!index.isValid() || !m_model.person(index.row()).active)
            return;
        const std::string id = m_model.person(index.row()).id;
        menu->addAction(tr("Change…"), this, [this, id] { changePerson(id); });
        menu->addAction(tr("Deactivate…"), this, [this, id] { askDeactivation(id); });
    });
    connect(&m_model, &PersonTableModel::loaded, this, &PeoplePage::updateSummary);
    retranslate();
}

PeoplePage::~PeoplePage() { m_model.setHouse(nullptr); }

void PeoplePage::setHouse(House *house, InventoryFeed *feed)
{
    if (!house) {
        for (const QPointer<QDialog> &dialog : m_dialogs)
            delete dialog;
        m_dialogs.clear();
        m_shown.clear();
    }
    Page::setHouse(house, feed);
    m_model.setHouse(house);
    updateSummary();
}

QWidget *PeoplePage::searchField() { return m_search; }

QDialog *PeoplePage::open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialogs.removeAll(nullptr);
    m_dialogs += dialog;
    dialog->open();
    return dialog;
}

QDialog *PeoplePage::addPerson() { return house() ? open(new PersonForm(m_session, {}, this)) : nullptr; }

QDialog *PeoplePage::changePerson(const std::string &id)
{
    const int row = m_model.rowOf(id);
    return house() && row >= 0 ? open(new PersonForm(m_session, m_model.person(row), this)) : nullptr;
}

QDialog *PeoplePage::changeKey(const std::string &id, SigningKeyForm::Kind kind)
{
    const int row = m_model.rowOf(id);
    return house() && row >= 0 ? open(new SigningKeyForm(m_session, m_model.person(row), kind, this)) : nullptr;
}

QDialog *PeoplePage::askDeactivation(const std::string &id)
{
    const int row = m_model.rowOf(id);
    return house() && row >= 0 ? open(new DeactivationForm(m_session, m_model.person(row), this)) : nullptr;
}

QDialog *PeoplePage::endPilot() { return house() ? open(new PilotEndDialog(*house(), this)) : nullptr; }

void PeoplePage::showPerson(int proxyRow)
{
    const QModelIndex index = m_proxy->mapToSource(m_proxy->index(proxyRow, 0));
    if (!index.isValid())
        return;
    m_shown = m_model.person(index.row()).id;
    refreshDetail();
    detail()->show();
}

void PeoplePage::refreshDetail()
{
    const int row = m_shown.empty() ? -1 : m_model.rowOf(m_shown);
    if (row < 0) {
        m_shown.clear();
        detail()->hide();
        detail()->clear();
        return;
    }
    const Person &person = m_model.person(row);
    const auto cell = [&](int column) { return m_model.index(row, column).data().toString(); };
    detail()->clear();
    detail()->setTitle(QString::fromStdString(person.name), cell(PersonTableModel::State));
    detail()->addSection({});
    detail()->addRow(tr("Department"), QString::fromStdString(person.department));
    detail()->addRow(tr("Console roles"), cell(PersonTableModel::Roles));
    const QString card = QString::fromStdString(person.card);
    detail()->addRow(tr("Signs with"), card.isEmpty()   ? tr("a key under a passphrase")
                                       : person.cardOut ? tr("USBKey %1, which is out of use").arg(card)
                                                        : tr("USBKey %1").arg(card));
    detail()->addRow(tr("Signing certificate until"), cell(PersonTableModel::CertificateUntil));
    detail()->addCopyRow(tr("Person number"), QString::fromStdString(person.id), 0);

    detail()->addSection(tr("May sign"));
    QStringList alone, together;
    const std::pair<const char *, QString> deeds[] = {
        {CommandKind::SubmitRequest, tr("submit requests")}, {CommandKind::ReviewRequests, tr("review requests")},
        {CommandKind::Import, tr("import certificates")},    {CommandKind::Revoke, tr("revoke and suspend")},
        {CommandKind::Resume, tr("lift a suspension")},      {CommandKind::SetPolicy, tr("change the policy")},
        {CommandKind::AddPerson, tr("register people")},     {CommandKind::CreateCa, tr("set up a CA")},
        {CommandKind::RecoverKey, tr("recover a key from escrow")},
        {CommandKind::DepositKey, tr("take a key over into escrow")},
        {CommandKind::PresentAtCeremony, tr("take part in a key ceremony")},
        {CommandKind::PlanCeremony, tr("hold a key ceremony")},
    };
    for (const auto &[kind, deed] : deeds) {
        const std::vector<SignerSlot> slots = signersFor(kind);
        const bool may = std::ranges::any_of(slots, [&](const SignerSlot &slot) {
            return std::ranges::any_of(person.roles, [&](Role role) { return slot.contains(role); });
        });
        if (may)
            (slots.size() > 1 ? together : alone) += deed;
    }
    detail()->addRow(tr("alone"), alone.isEmpty() ? tr("nothing") : alone.join(u'\n'));
    detail()->addRow(tr("with a second signer"), together.isEmpty() ? tr("nothing") : together.join(u'\n'));

    if (!person.active)
        return;
    auto *buttons = new QWidget;
    auto *change = new QPushButton(tr("Change…"), buttons), *deactivate = new QPushButton(tr("Deactivate…"), buttons);
    change->setObjectName(QStringLiteral("changePerson"));
    deactivate->setObjectName(QStringLiteral("deactivatePerson"));
    auto *grid = new QGridLayout(buttons); // four beside each other are wider than the panel
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    grid->addWidget(change, 0, 0);
    grid->addWidget(deactivate, 0, 1);
    const bool own = person.id == house()->officer().id, decides = mayDecideOnKeyOf(person);
    const auto offer = [&](const char *name, const QString &text, SigningKeyForm::Kind kind) {
        auto *button = new QPushButton(text, buttons);
        button->setObjectName(QLatin1String(name));
        grid->addWidget(button, 1, kind == SigningKeyForm::Kind::Card ? 0 : 1);
        connect(button, &QPushButton::clicked, this, [this, id = person.id, kind] { changeKey(id, kind); });
    };
    if (own || decides)
        offer("personCard", tr("USBKey…"), SigningKeyForm::Kind::Card);
    if (!own && decides)
        offer("personNewKey", tr("New key…"), SigningKeyForm::Kind::Passphrase);
    connect(change, &QPushButton::clicked, this, [this, id = person.id] { changePerson(id); });
    connect(deactivate, &QPushButton::clicked, this, [this, id = person.id] { askDeactivation(id); });
    detail()->addWidget(buttons);
}

/// Administrators do, and custodians where without that person there are not both.
bool PeoplePage::mayDecideOnKeyOf(const Person &person) const
{
    std::vector<Person> people;
    for (int row = 0; row < m_model.rowCount(); ++row)
        people.push_back(m_model.person(row));
    return std::ranges::any_of(signersOfAnothersKey(people, house()->officer(), person.id), [&](const SignerSlot &slot) {
        return std::ranges::any_of(house()->officer().roles, [&](Role role) { return slot.contains(role); });
    });
}

void PeoplePage::updateSummary()
{
    int active = 0;
    std::set<Role> held;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const Person &person = m_model.person(row);
        if (!person.active)
            continue;
        ++active;
        held.insert(person.roles.begin(), person.roles.end());
    }
    setSummary(tr("%n person(s) may sign here.", nullptr, active));
    m_pilot->setVisible(house() && house()->record().pilot);
    m_add->setEnabled(house());
    if (!m_shown.empty())
        refreshDetail();
}

void PeoplePage::retranslate()
{
    setTitle(tr("People and roles"));
    m_pilot->setText(tr("Pilot mode: what needs two officers happens with one. Register a system administrator and an audit administrator, then end it."));
    m_pilot->button()->setText(tr("End pilot mode…"));
    m_search->setPlaceholderText(tr("Filter people"));
    m_search->setAccessibleName(tr("Filter people"));
    m_table->setAccessibleName(tr("People and roles"));
    m_add->setText(tr("Register a person…"));
    updateSummary();
}

} // namespace hufu
