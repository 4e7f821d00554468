// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/ImpactTableModel.h"

#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/EmergencyText.h"

#include <QLocale>

namespace hufu {
namespace {

constexpr const char *impactTitles[] = {
    QT_TRANSLATE_NOOP("hufu::ImpactTableModel", "Certificate"), QT_TRANSLATE_NOOP("hufu::ImpactTableModel", "Staff no., department"), QT_TRANSLATE_NOOP("hufu::ImpactTableModel", "Why it is here"),
    QT_TRANSLATE_NOOP("hufu::ImpactTableModel", "Proposal or state"), QT_TRANSLATE_NOOP("hufu::ImpactTableModel", "Copies seen"),
    QT_TRANSLATE_NOOP("hufu::ImpactTableModel", "Expires"),
};
static_assert(std::size(impactTitles) == ImpactTableModel::ColumnCount);

} // namespace

ImpactTableModel::ImpactTableModel(QObject *parent) : TitledTableModel(impactTitles, parent) {}

void ImpactTableModel::setImpact(std::shared_ptr<const EmergencyImpact> impact)
{
    beginResetModel();
    m_impact = std::move(impact);
    m_chosen.clear();
    for (std::size_t row = 0; m_impact && row < m_impact->lines.size(); ++row)
        m_chosen.push_back(m_impact->lines[row].isProposed(m_reason));
    endResetModel();
    Q_EMIT chosenChanged();
}

void ImpactTableModel::setRecord(const std::vector<EmergencyRecord::Line> &lines)
{
    std::map<Sha256, Progress> progress;
    for (const EmergencyRecord::Line &line : lines) {
        if (!line.revoked)
            continue;
        progress[line.sha256] = line.verified  ? Progress{Verified, line.verified->at}
                                : line.inForce ? Progress{InForce, line.inForce->since}
                                               : Progress{Requested, line.revoked->at};
    }
    if (progress == m_progress)
        return;
    m_progress = std::move(progress);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const ImpactTableModel::Progress *ImpactTableModel::progress(const ImpactLine &line) const
{
    const auto at = m_progress.find(line.sha256);
    return at == m_progress.end() ? nullptr : &at->second;
}

QString ImpactTableModel::state(const Progress &progress)
{
    const QString at = progress.at ? ValueText::timeOfDay(*progress.at) : QString();
    switch (progress.stand) {
    case Undecided: return {};
    case Requested: return tr("requested %1, NOT YET IN FORCE").arg(at);
    case InForce: return tr("in force since %1").arg(at);
    case Verified: return tr("verified at %1").arg(at);
    }
    return {};
}

void ImpactTableModel::setReason(RevocationReason reason)
{
    if (reason == m_reason)
        return;
    m_reason = reason;
    if (rowCount() == 0)
        return;
    for (std::size_t row = 0; row < m_chosen.size(); ++row)
        m_chosen[row] = m_chosen[row] && m_impact->lines[row].canBe(reason);
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT chosenChanged();
}

std::vector<Sha256> ImpactTableModel::chosen() const
{
    std::vector<Sha256> names;
    for (std::size_t row = 0; row < m_chosen.size(); ++row) {
        if (m_chosen[row])
            names.push_back(m_impact->lines[row].sha256);
    }
    return names;
}

int ImpactTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() || !m_impact ? 0 : static_cast<int>(m_impact->lines.size()); }

Qt::ItemFlags ImpactTableModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = TitledTableModel::flags(index);
    if (index.isValid() && index.column() == Certificate && line(index.row()).canBe(m_reason))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QString ImpactTableModel::why(const ImpactLine &line)
{
    const QString detail = qstr(line.detail);
    switch (line.why) {
    case ImpactReason::Holder: return detail.isEmpty() ? tr("carries this name") : tr("on USBKey %1").arg(detail);
    case ImpactReason::Card: return tr("on USBKey %1").arg(detail);
    case ImpactReason::Host: return tr("is for this host");
    case ImpactReason::Seen: return tr("was seen at %1").arg(detail);
    case ImpactReason::Key: return tr("has this key");
    case ImpactReason::SameKey: return tr("has the same key as %1").arg(detail);
    case ImpactReason::Issuer: return tr("of this issuer");
    case ImpactReason::Role: return tr("holder has this role: %1").arg(detail);
    case ImpactReason::Department: return tr("of this department: %1").arg(detail);
    case ImpactReason::Query: return tr("found by the query");
    }
    return {};
}

QString ImpactTableModel::proposal(const ImpactLine &line)
{
    switch (line.proposal) {
    case ImpactProposal::Revoke:
        if (line.purpose == Purpose::OcspResponder)
            return tr("revoke; the authority makes its OCSP responder a new key at once");
        return line.replacement.empty() ? tr("revoke") : tr("revoke; %1 has taken its place").arg(qstr(line.replacement));
    case ImpactProposal::Suspend: return tr("suspend until more is known");
    case ImpactProposal::SayWho: return tr("first say whose it is");
    case ImpactProposal::ReplaceFirst: return tr("replace first: a core service stops with it");
    case ImpactProposal::AskIssuer: return tr("not ours: ask %1").arg(qstr(line.issuer));
    case ImpactProposal::Nothing: return line.issued && line.issued->revoked ? tr("nothing: refused already") : tr("nothing to do");
    }
    return {};
}

QVariant ImpactTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ImpactLine &line = this->line(index.row());
    if (role == ProposalRole)
        return static_cast<int>(line.proposal);
    const Progress *progress = this->progress(line);
    if (role == StandRole)
        return static_cast<int>(progress ? progress->stand : Undecided);
    if (role == Qt::CheckStateRole && index.column() == Certificate && line.canBe(m_reason))
        return m_chosen[std::size_t(index.row())] ? Qt::Checked : Qt::Unchecked;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Certificate: return qstr(line.title);
    case Holder: return EmergencyText::holder(line.staffNumber, line.department);
    case Why: return why(line);
    case Proposal: return progress ? state(*progress) : proposal(line);
    case Places: return QLocale().toString(qulonglong(line.places));
    case Expires: return ValueText::dateTime(line.notAfter);
    default: return {};
    }
}

bool ImpactTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    m_chosen[std::size_t(index.row())] = value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(index, index);
    Q_EMIT chosenChanged();
    return true;
}

} // namespace hufu
