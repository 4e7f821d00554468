// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/people/PilotEndDialog.h"

#include "models/replica/House.h"
#include "models/wording/JournalText.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>

namespace hufu {
namespace {

enum Column { EntryColumn, What, About, Certificates, Decision, ColumnCount };
constexpr Role administrators[] = {Role::SecurityAdmin, Role::SystemAdmin, Role::AuditAdmin};

} // namespace

PilotEndDialog::PilotEndDialog(House &house, QWidget *parent)
    : QDialog(parent), m_house(house), m_acts(house.read(readWaived).value_or(std::vector<WaivedAct>())), m_intro(makeBody(this)),
      m_table(new QTableWidget(static_cast<int>(m_acts.size()), ColumnCount, this)), m_error(new ErrorBox(this)), m_end(new QPushButton(this)),
      m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("pilotEndDialog"));
    m_table->setObjectName(QStringLiteral("waivedActs"));
    m_end->setObjectName(QStringLiteral("endPilot"));
    m_cancel->setObjectName(QStringLiteral("endPilotCancel"));
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setMinimumHeight(180);
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const WaivedAct &act = m_acts[static_cast<std::size_t>(row)];
        m_table->setItem(row, EntryColumn, new QTableWidgetItem(QString::number(act.sequence)));
        m_table->setItem(row, What, new QTableWidgetItem);
        m_table->setItem(row, About, new QTableWidgetItem(QString::fromStdString(act.subject)));
        m_table->setItem(row, Certificates, new QTableWidgetItem(QString::number(act.certificates.size())));
        auto *decision = new QComboBox(m_table);
        decision->addItem(QString());
        if (!act.certificates.empty())
            decision->addItem(QString());
        else if (act.kind == CommandKind::CreateCa)
            m_roots.insert(row);
        m_table->setCellWidget(row, Decision, decision);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_intro);
    layout->addWidget(m_table, 1);
    for (const Role role : administrators) {
        if (house.officer().roles.contains(role))
            continue;
        m_cosigners.push_back(new CosignBox(house, {role}, CosignBox::InPilotMode::StillNeeded, this));
        layout->addWidget(m_cosigners.back());
        m_cosigners.back()->offerElsewhere();
        connect(m_cosigners.back(), &CosignBox::changed, this, &PilotEndDialog::check);
    }
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_end);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    setMinimumSize(720, 480);
    m_cancel->setAutoDefault(false);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_end, &QPushButton::clicked, this, &PilotEndDialog::end);
    retranslate();
}

PilotEndDialog::~PilotEndDialog() = default;

void PilotEndDialog::check()
{
    // One who still holds several of the three roles cannot sign for them all: the authority would refuse, and the text says why.
    m_end->setEnabled(m_cosigners.size() == 2 && std::ranges::all_of(m_cosigners, [](const CosignBox *box) { return box->isComplete(); }));
}

void PilotEndDialog::end()
{
    PilotEnd end;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const bool confirmed = static_cast<QComboBox *>(m_table->cellWidget(row, Decision))->currentIndex() == 0;
        end.lines.push_back({m_acts[static_cast<std::size_t>(row)].sequence, confirmed});
    }
    std::vector<Cosigner> cosigners;
    auto missing = MissingSignatures::Refused;
    for (CosignBox *box : m_cosigners) {
        if (box->missing() == MissingSignatures::Awaited)
            missing = MissingSignatures::Awaited;
        if (std::optional<Cosigner> cosigner = box->take())
            cosigners.push_back(std::move(*cosigner));
    }
    m_error->clear();
    m_end->setEnabled(false);
    m_jobs.add(m_house.submitLater(CommandKind::EndPilot, toJson(end), std::move(cosigners), missing)).then(this, [this](const Result<Receipt> &receipt) {
        if (isTaken(receipt))
            return accept();
        m_error->showError(receipt.error());
        check();
    });
}

void PilotEndDialog::retranslate()
{
    setWindowTitle(tr("End pilot mode"));
    m_intro->setText(m_cosigners.size() == 2
                         ? tr("From then on nobody decides alone, and there is no way back. The three administrators sign, and answer for each act that "
                              "lacked a second signature: confirm it, or revoke the certificates that came of it.")
                         : tr("Pilot mode ends when the three administrators sign. First register a system administrator and an audit administrator, "
                              "and give up those roles yourself: nobody may hold them together."));
    m_table->setHorizontalHeaderLabels({tr("Entry"), tr("What"), tr("About"), tr("Certificates"), tr("Decision")});
    for (int row = 0; row < m_table->rowCount(); ++row) {
        m_table->item(row, What)->setText(JournalText::kind(QString::fromStdString(m_acts[static_cast<std::size_t>(row)].kind)));
        auto *decision = static_cast<QComboBox *>(m_table->cellWidget(row, Decision));
        decision->setItemText(0, tr("confirm"));
        if (decision->count() > 1)
            decision->setItemText(1, tr("revoke its certificates"));
        if (m_roots.contains(row))
            decision->setToolTip(tr("A root cannot be revoked: confirm it, or first found another and issue from that."));
    }
    m_table->resizeColumnsToContents();
    m_end->setText(tr("Sign and end pilot mode"));
    m_cancel->setText(tr("Cancel"));
    check();
}

void PilotEndDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
