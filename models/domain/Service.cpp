// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Service.h"

#include "models/base/Uuid.h"
#include "models/domain/JsonFields.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace hufu {
namespace {

constexpr qsizetype mostHosts = 1000;

constexpr struct {
    Tier tier;
    const char *name;
    const char *chinese;
} tiers[] = {{Tier::None, "", ""}, {Tier::General, "general", "一般"}, {Tier::Important, "important", "重要"}, {Tier::Core, "core", "核心"}};

} // namespace

const char *tierName(Tier tier)
{
    for (const auto &known : tiers) {
        if (known.tier == tier)
            return known.name;
    }
    return "";
}

Result<Tier> tierFromName(std::string_view name)
{
    const QString wanted = qstr(name).trimmed().toLower();
    for (const auto &known : tiers) {
        const QString chinese = QString::fromUtf8(known.chinese);
        if (known.tier != Tier::None
            && (wanted == QLatin1String(known.name) || wanted == chinese || wanted == chinese + QStringLiteral("业务")))
            return known.tier;
    }
    return fail(ErrorCode::Malformed, "no such tier: " + std::string(name));
}

QJsonObject toJson(const Service &service)
{
    QJsonArray hosts;
    for (const std::string &host : service.hosts)
        hosts.append(qstr(host));
    return {{"id", qstr(service.id)},
            {"name", qstr(service.name)},
            {"tier", tierName(service.tier)},
            {"department", qstr(service.department)},
            {"owner", qstr(service.owner)},
            {"hosts", hosts},
            {"patientData", service.patientData}};
}

Result<Service> serviceFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    Service service;
    service.id = fields.text("id", 36);
    service.name = fields.text("name", 200, 1);
    const Result<Tier> tier = tierFromName(fields.text("tier", 20));
    if (!tier)
        fields.wrong("tier", "is not core, important or general");
    service.tier = tier.value_or(Tier::General);
    service.department = fields.text("department", 200);
    service.owner = fields.text("owner", 200);
    for (const QJsonValue item : fields.array("hosts", mostHosts)) {
        const std::string host = utf8(item.toString());
        const Result<std::string> normal = normalizedHost(host);
        if (!normal || *normal != host) {
            fields.wrong("hosts", "holds something that is no host name in its normal form");
            break;
        }
        service.hosts.push_back(host);
    }
    service.patientData = fields.boolean("patientData");
    if (!isUuid(service.id))
        fields.wrong("id", "is not a UUID");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return service;
}

bool nameCovers(std::string_view certificateName, std::string_view host)
{
    if (certificateName == host)
        return true;
    if (!certificateName.starts_with("*."))
        return false;
    const std::size_t dot = host.find('.');
    return dot != std::string_view::npos && dot > 0 && host.substr(dot) == certificateName.substr(1);
}

Result<std::string> normalizedHost(std::string_view host)
{
    const auto malformed = [&] { return fail(ErrorCode::Malformed, "not a host name or address: " + std::string(host)); };
    QString text = qstr(host).trimmed().toLower();
    if (text.endsWith(u'.'))
        text.chop(1);
    if (text.isEmpty() || text.size() > 253)
        return malformed();
    const bool bracketed = text.startsWith(u'[') && text.endsWith(u']');
    if (QHostAddress address; address.setAddress(bracketed ? text.mid(1, text.size() - 2) : text))
        return utf8(address.toString());
    const bool wildcard = text.startsWith(QStringLiteral("*."));
    const QByteArray ascii = QUrl::toAce(wildcard ? text.mid(2) : text);
    if (ascii.isEmpty() || ascii.size() > 253)
        return malformed();
    for (const QByteArray &label : ascii.split('.')) {
        const bool good = !label.isEmpty() && label.size() <= 63 && !label.startsWith('-') && !label.endsWith('-')
            && std::ranges::all_of(label, [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
               });
        if (!good)
            return malformed();
    }
    return (wildcard ? std::string("*.") : std::string()) + ascii.toStdString();
}

} // namespace hufu
