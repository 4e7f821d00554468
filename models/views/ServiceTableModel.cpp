// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/ServiceTableModel.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Query.h"
#include "models/views/ValueText.h"

#include <QStringList>

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *titles[] = {
    QT_TRANSLATE_NOOP("hufu::ServiceTableModel", "Service"),
    QT_TRANSLATE_NOOP("hufu::ServiceTableModel", "Tier"),
    QT_TRANSLATE_NOOP("hufu::ServiceTableModel", "Department"),
    QT_TRANSLATE_NOOP("hufu::ServiceTableModel", "Owner"),
    QT_TRANSLATE_NOOP("hufu::ServiceTableModel", "Hosts"),
    QT_TRANSLATE_NOOP("hufu::ServiceTableModel", "Patient data"),
    QT_TRANSLATE_NOOP("hufu::ServiceTableModel", "Certificates"),
    QT_TRANSLATE_NOOP("hufu::ServiceTableModel", "Next expiry"),
    QT_TRANSLATE_NOOP("hufu::ServiceTableModel", "Worst finding"),
};

QString hostsOf(const Service &service)
{
    QStringList hosts;
    for (const std::string &host : service.hosts)
        hosts.append(qstr(host));
    return hosts.join(QStringLiteral(", "));
}

} // namespace

std::vector<ServiceTableModel::Line> serviceLines(const Inventory &inventory, Instant now)
{
    std::vector<ServiceTableModel::Line> lines;
    for (const Service &service : inventory.services())
        lines.push_back({service, 0, std::nullopt, std::nullopt});
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        for (std::uint32_t row = 0; row < chunk.size(); ++row) {
            const std::uint32_t set = chunk.ties->serviceSet[row];
            const Instant notAfter = fromUnix(chunk.facts->notAfter[row]);
            if (!set || chunk.status(row, now) != CertificateStatus::Valid)
                continue;
            for (std::uint16_t service : inventory.serviceSet(set)) {
                ServiceTableModel::Line &line = lines[service];
                ++line.certificates;
                line.soonest = std::min(line.soonest.value_or(notAfter), notAfter);
                if (const std::int8_t severity = chunk.ties->severity[row]; severity >= 0)
                    line.worst = std::max(line.worst.value_or(Severity::Info), static_cast<Severity>(severity));
            }
        }
    }
    return lines;
}

ServiceTableModel::ServiceTableModel(QObject *parent)
    : TitledTableModel(titles, parent), m_load([this](std::vector<Line> lines) { replace(std::move(lines)); })
{
}

void ServiceTableModel::setFeed(InventoryFeed *feed) { m_feed.follow(feed, this); }

void ServiceTableModel::setInventory(std::shared_ptr<const Inventory> inventory)
{
    m_load.start([inventory = std::move(inventory)](const std::stop_token &) { return serviceLines(*inventory, inventory->builtAt()); });
}

void ServiceTableModel::replace(std::vector<Line> lines)
{
    const auto same = [](const Line &a, const Line &b) { return a.service.id == b.service.id; };
    if (std::ranges::equal(lines, m_rows, same)) {
        for (std::size_t at = 0; at < lines.size(); ++at) {
            if (m_rows[at] == lines[at])
                continue;
            m_rows[at] = std::move(lines[at]);
            Q_EMIT dataChanged(index(static_cast<int>(at), 0), index(static_cast<int>(at), ColumnCount - 1));
        }
    } else {
        beginResetModel();
        m_rows = std::move(lines);
        endResetModel();
    }
    Q_EMIT counted();
}

int ServiceTableModel::rowOf(const std::string &id) const
{
    const auto found = std::ranges::find(m_rows, id, [](const Line &line) { return line.service.id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ServiceTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant ServiceTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Line &line = m_rows[static_cast<std::size_t>(index.row())];
    const Service &service = line.service;
    switch (role) {
    case Qt::DisplayRole:
    case SortRole: {
        const bool display = role == Qt::DisplayRole;
        switch (index.column()) {
        case Name: return qstr(service.name);
        case TierColumn: return display ? QVariant(ValueText::of(service.tier)) : QVariant(int(service.tier));
        case Department: return qstr(service.department);
        case Owner: return qstr(service.owner);
        case Hosts: return hostsOf(service);
        //: whether a service handles patient data
        case PatientData: return display ? QVariant(service.patientData ? tr("Yes") : tr("No")) : QVariant(service.patientData);
        case Certificates: return line.certificates;
        case SoonestExpiry:
            if (!line.soonest) // without a certificate: after all others
                return display ? QVariant(QString()) : QVariant(std::numeric_limits<qlonglong>::max());
            return display ? QVariant(ValueText::date(*line.soonest)) : QVariant(qlonglong(toUnix(*line.soonest)));
        case WorstFinding:
            return display ? QVariant(line.worst ? ValueText::of(*line.worst) : QString()) : QVariant(line.worst ? int(*line.worst) : -1);
        default: return {};
        }
    }
    case Qt::ToolTipRole: return index.column() == Hosts ? QVariant(hostsOf(service)) : QVariant();
    case IdRole: return qstr(service.id);
    case TierRole: return int(service.tier);
    case SeverityRole: return line.worst ? int(*line.worst) : -1;
    case QueryRole: return qstr("status = valid and service = " + quotedOperand(service.name));
    default: return {};
    }
}

} // namespace hufu
