// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/ImpactPanel.h"

#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/EmergencyText.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/TableView.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace hufu {
namespace {

constexpr std::size_t mostServicesTold = 12, mostPeopleTold = 20;

Tone toneOf(ImpactProposal proposal)
{
    switch (proposal) {
    case ImpactProposal::Revoke: return Tone::Danger;
    case ImpactProposal::Suspend:
    case ImpactProposal::SayWho:
    case ImpactProposal::ReplaceFirst: return Tone::Attention;
    case ImpactProposal::AskIssuer: return Tone::Accent;
    case ImpactProposal::Nothing: return Tone::Neutral;
    }
    return Tone::Neutral;
}

QString paragraph(const QString &html) { return QStringLiteral("<p>%1</p>").arg(html); }

} // namespace

ImpactPanel::ImpactPanel(QWidget *parent) : QWidget(parent), m_stops(makeBody(this)), m_table(new TableView(QStringLiteral("impactTable"), this))
{
    m_stops->setObjectName(QStringLiteral("impactStops"));
    m_stops->setTextFormat(Qt::RichText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stops);
    layout->addWidget(m_table, 1);
    auto *delegate = new CellDelegate(m_table);
    delegate->setBadge(ImpactTableModel::Proposal,
                       [](const QModelIndex &index) -> std::optional<Tone> {
                           switch (static_cast<ImpactTableModel::Stand>(index.data(ImpactTableModel::StandRole).toInt())) {
                           case ImpactTableModel::Undecided: break;
                           case ImpactTableModel::Requested: return Tone::Danger;
                           case ImpactTableModel::InForce: return Tone::Attention;
                           case ImpactTableModel::Verified: return Tone::Proof;
                           }
                           return toneOf(static_cast<ImpactProposal>(index.data(ImpactTableModel::ProposalRole).toInt()));
                       });
    m_table->setItemDelegateForColumn(ImpactTableModel::Proposal, delegate);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false); // what can be done something about comes first
    m_table->restoreColumns({{120, true}, {130, true}, {120, true}, {210, true}, {110, true}, {160, true}});
    connect(&m_model, &ImpactTableModel::chosenChanged, this, &ImpactPanel::chosenChanged);
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) { Q_EMIT opened(m_model.line(index.row()).sha256); });
    retranslate();
}

void ImpactPanel::setImpact(std::shared_ptr<const EmergencyImpact> impact, const std::string &officer)
{
    m_officer = officer;
    m_model.setImpact(std::move(impact));
    retranslate();
}

QString ImpactPanel::text() const
{
    if (!impact())
        return tr("Say on the left what is lost: every certificate concerned is listed here, with what stops.");
    const EmergencyImpact &impact = *this->impact();
    if (impact.lines.empty() && impact.loss.kind == LossKind::Host)
        return tr("No certificate is known to be concerned. A computer or device is found by the names in its certificate, and by the address where it was seen to serve; what somebody uses at "
                  "it is found by the person or the USBKey.");
    if (impact.lines.empty())
        return tr("No certificate is known to be concerned. Look at the spelling, or say it another way.");
    QStringList stops;
    for (std::size_t at = 0; at < std::min(impact.services.size(), mostServicesTold); ++at) {
        const auto &service = impact.services[at];
        stops += tr("<b>%1</b> · %2 · %n host(s)", "service, tier", static_cast<int>(service.hosts)).arg(qstr(service.name).toHtmlEscaped(), ValueText::of(service.tier));
    }
    if (impact.services.size() > mostServicesTold)
        stops += tr("and %n more", nullptr, static_cast<int>(impact.services.size() - mostServicesTold));
    QString text;
    if (!impact.namesakes.empty())
        text = paragraph(QStringLiteral("<b>%1</b>").arg(EmergencyText::namesakes(impact).toHtmlEscaped()));
    text += paragraph(tr("%n certificate(s) concerned.", nullptr, static_cast<int>(impact.lines.size())));
    text += paragraph(stops.isEmpty() ? tr("No service stops.") : tr("What stops: %1").arg(stops.join(QStringLiteral("; "))));
    QStringList who;
    for (const std::string &person : impact.people)
        who += qstr(person).toHtmlEscaped();
    for (const std::string &department : impact.departments)
        who += qstr(department).toHtmlEscaped();
    const qsizetype all = who.size();
    if (all > qsizetype(mostPeopleTold)) {
        who = who.first(qsizetype(mostPeopleTold));
        who += tr("and %n more", nullptr, static_cast<int>(all - qsizetype(mostPeopleTold)));
    }
    if (!who.isEmpty())
        text += paragraph(tr("Whom it concerns: %1").arg(who.join(QStringLiteral(", "))));
    for (const EmergencyImpact::Officer &officer : impact.officers)
        text += paragraph(QStringLiteral("<b>%1</b>").arg(EmergencyText::officer(officer, officer.id == m_officer).toHtmlEscaped()));
    if (impact.everything)
        text += paragraph(QStringLiteral("<b>%1</b>").arg(tr("These are all certificates that the own CA has in force.")));
    return text;
}

void ImpactPanel::retranslate() { m_stops->setText(text()); }

void ImpactPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace hufu
