// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/CertificateRoleTableModel.h"

#include "models/base/CanonicalJson.h"
#include "models/replica/House.h"
#include "models/store/CardReader.h"
#include "models/wording/CardText.h"
#include "models/wording/RequestText.h"

#include <QLocale>

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *titles[] = {
    QT_TRANSLATE_NOOP("hufu::CertificateRoleTableModel", "Name"),
    QT_TRANSLATE_NOOP("hufu::CertificateRoleTableModel", "Profile"),
    QT_TRANSLATE_NOOP("hufu::CertificateRoleTableModel", "Keys on the USBKey"),
    QT_TRANSLATE_NOOP("hufu::CertificateRoleTableModel", "Longest term"),
    QT_TRANSLATE_NOOP("hufu::CertificateRoleTableModel", "Opens"),
    QT_TRANSLATE_NOOP("hufu::CertificateRoleTableModel", "For people of"),
    QT_TRANSLATE_NOOP("hufu::CertificateRoleTableModel", "USBKeys"),
};

QString listed(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list += qstr(text);
    return list.join(QStringLiteral(", "));
}

Result<std::vector<CertificateRoleTableModel::Row>> readRows(House &house)
{
    return house.read([](Connection &connection) -> Result<std::vector<CertificateRoleTableModel::Row>> {
        Result<std::vector<CertificateRole>> roles = readCertificateRoles(connection);
        const Result<std::vector<Service>> services = readServices(connection);
        const Result<std::vector<Card>> cards = readCards(connection);
        if (!roles || !services || !cards)
            return fail(!roles ? roles.error() : !services ? services.error() : cards.error());
        std::vector<CertificateRoleTableModel::Row> rows;
        for (CertificateRole &role : *roles) {
            CertificateRoleTableModel::Row row{std::move(role), {}, 0};
            for (const std::string &id : row.role.services) {
                const auto service = std::ranges::find(*services, id, &Service::id);
                row.services.push_back(service == services->end() ? id : service->name);
            }
            row.held = static_cast<int>(std::ranges::count_if(*cards, [&](const Card &card) {
                return card.role == row.role.id && (card.state == CardState::Issued || card.state == CardState::Suspended);
            }));
            rows.push_back(std::move(row));
        }
        return rows;
    });
}

} // namespace

CertificateRoleTableModel::CertificateRoleTableModel(QObject *parent)
    : TitledTableModel(titles, parent), m_load([this](Result<std::vector<Row>> rows) { accept(std::move(rows)); })
{
}

void CertificateRoleTableModel::setHouse(House *house)
{
    if (m_house)
        m_house->disconnect(this);
    m_load.abandon();
    m_house = house;
    accept(std::vector<Row>());
    m_loaded = false;
    if (!house)
        return;
    connect(house, &House::journalGrew, this, &CertificateRoleTableModel::load);
    load();
}

void CertificateRoleTableModel::load()
{
    m_load.start([house = m_house](const std::stop_token &) { return readRows(*house); });
}

void CertificateRoleTableModel::accept(Result<std::vector<Row>> rows)
{
    if (!rows) {
        Q_EMIT failed(rows.error());
        return;
    }
    if (*rows != m_rows) {
        beginResetModel();
        m_rows = std::move(*rows);
        endResetModel();
    }
    m_loaded = m_house != nullptr;
    Q_EMIT loaded();
}

int CertificateRoleTableModel::rowOf(const std::string &id) const
{
    const auto at = std::ranges::find(m_rows, id, [](const Row &row) { return row.role.id; });
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

int CertificateRoleTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant CertificateRoleTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid) || (role != Qt::DisplayRole && role != SortRole))
        return {};
    const Row &shown = row(index.row());
    const bool sorting = role == SortRole;
    switch (index.column()) {
    case Name: return qstr(shown.role.name);
    case Profile: return RequestText::profile(shown.role.profile);
    case Keys: {
        QStringList keys;
        for (const std::string &slot : shown.role.slots)
            keys += CardText::slot(slot);
        return keys.join(QStringLiteral("; "));
    }
    case Days: return sorting ? QVariant(shown.role.days) : tr("%n day(s)", nullptr, shown.role.days);
    case Services: return shown.services.empty() ? tr("none named") : listed(shown.services);
    case Departments: return shown.role.departments.empty() ? tr("any department") : listed(shown.role.departments);
    case Held: return sorting ? QVariant(shown.held) : QLocale().toString(shown.held);
    default: return {};
    }
}

} // namespace hufu
