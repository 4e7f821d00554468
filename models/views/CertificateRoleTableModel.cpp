// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/CertificateRoleTableModel.h"

#include "models/base/CanonicalJson.h"
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

Result<std::vector<CertificateRoleRow>> readRows(House &house)
{
    return house.read([](Connection &connection) -> Result<std::vector<CertificateRoleRow>> {
        Result<std::vector<CertificateRole>> roles = readCertificateRoles(connection);
        const Result<std::vector<Service>> services = readServices(connection);
        const Result<std::vector<Card>> cards = readCards(connection);
        if (!roles || !services || !cards)
            return fail(!roles ? roles.error() : !services ? services.error() : cards.error());
        std::vector<CertificateRoleRow> rows;
        for (CertificateRole &role : *roles) {
            CertificateRoleRow row{std::move(role), {}, 0};
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

CertificateRoleTableModel::CertificateRoleTableModel(QObject *parent) : HouseTableModel(titles, readRows, parent) {}

int CertificateRoleTableModel::rowOf(const std::string &id) const
{
    const auto at = std::ranges::find(rows(), id, [](const CertificateRoleRow &row) { return row.role.id; });
    return at == rows().end() ? -1 : static_cast<int>(at - rows().begin());
}

QVariant CertificateRoleTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid) || (role != Qt::DisplayRole && role != SortRole))
        return {};
    const CertificateRoleRow &shown = row(index.row());
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
