// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/CeremonyTableModel.h"

#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/CeremonyText.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *titles[] = {
    QT_TRANSLATE_NOOP("hufu::CeremonyTableModel", "Ceremony"), QT_TRANSLATE_NOOP("hufu::CeremonyTableModel", "State"),
    QT_TRANSLATE_NOOP("hufu::CeremonyTableModel", "Planned"),  QT_TRANSLATE_NOOP("hufu::CeremonyTableModel", "Administrator"),
    QT_TRANSLATE_NOOP("hufu::CeremonyTableModel", "Quorum"),   QT_TRANSLATE_NOOP("hufu::CeremonyTableModel", "Steps"),
    QT_TRANSLATE_NOOP("hufu::CeremonyTableModel", "Room"),     QT_TRANSLATE_NOOP("hufu::CeremonyTableModel", "Package"),
};
constexpr const char *coverageTitles[] = {
    QT_TRANSLATE_NOOP("hufu::CoverageTableModel", "What"),   QT_TRANSLATE_NOOP("hufu::CoverageTableModel", "State"),
    QT_TRANSLATE_NOOP("hufu::CoverageTableModel", "Backed up"), QT_TRANSLATE_NOOP("hufu::CoverageTableModel", "Quorum"),
    QT_TRANSLATE_NOOP("hufu::CoverageTableModel", "Package"),
};

/// Enough of a hash to tell packages apart by eye.
QString brief(const Sha256 &sha256) { return qstr(toHex(sha256).substr(0, 12)); }

} // namespace

CeremonyTableModel::CeremonyTableModel(QObject *parent) : TitledTableModel(titles, parent) {}

void CeremonyTableModel::setBook(std::shared_ptr<const CeremonyBook> book, Instant now)
{
    beginResetModel();
    m_book = std::move(book);
    m_now = now;
    endResetModel();
}

int CeremonyTableModel::rowOf(const std::string &id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (ceremony(row).plan.id == id)
            return row;
    }
    return -1;
}

int CeremonyTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_book ? 0 : static_cast<int>(m_book->ceremonies.size());
}

QVariant CeremonyTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Ceremony &one = ceremony(index.row());
    if (role == StateRole) {
        return static_cast<int>(one.fate == Ceremony::Fate::Closed    ? Tells::Closed
                                : one.fate == Ceremony::Fate::Aborted ? Tells::Aborted
                                : one.lapsed(m_now)                   ? Tells::Lapsed
                                                                      : Tells::Open);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Kind: return CeremonyText::title(one);
    case State: return CeremonyText::fate(one, m_now);
    case Planned: return ValueText::dateTime(one.planned);
    case Administrator: {
        const auto at = std::ranges::find(m_book->people, one.plan.administrator, &Person::id);
        return one.isAutomatic() ? tr("the authority") : qstr(at == m_book->people.end() ? one.plan.administrator : at->name);
    }
    case Quorum:
        return tr("%1 of %2", "so many custodians of so many")
            .arg(one.plan.needed)
            .arg(one.sealed ? one.sealed->shares.size() : one.plan.custodians.size());
    case Steps: return one.isAutomatic() ? QString() : QStringLiteral("%1/%2").arg(one.done.size()).arg(one.plan.checks.size());
    case Room: return qstr(one.plan.room);
    case Package:
        return !one.sealed  ? QString()
               : one.isVoid ? tr("%1, void", "a package whose shares were replaced or destroyed").arg(brief(hashOf(*one.sealed)))
                            : brief(hashOf(*one.sealed));
    default: return {};
    }
}

CoverageTableModel::CoverageTableModel(QObject *parent) : TitledTableModel(coverageTitles, parent) {}

void CoverageTableModel::setCoverage(CeremonyCoverage coverage)
{
    beginResetModel();
    m_coverage = std::move(coverage);
    endResetModel();
}

int CoverageTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_coverage.lines.size()); }

QVariant CoverageTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const CoverageLine &line = m_coverage.lines[static_cast<std::size_t>(index.row())];
    if (role == StateRole)
        return static_cast<int>(line.state);
    if (role != Qt::DisplayRole)
        return {};
    const bool covered = line.needed > 0;
    switch (index.column()) {
    case What: return CeremonyText::covered(line);
    case State: return CeremonyText::coverage(line.state);
    case At: return covered ? ValueText::dateTime(line.at) : QString();
    case Quorum: return covered ? tr("%1 of %2", "so many custodians of so many").arg(line.needed).arg(line.dealt) : QString();
    case Package: return covered ? brief(line.package) : QString();
    default: return {};
    }
}

} // namespace hufu
