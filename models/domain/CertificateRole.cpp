// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CertificateRole.h"

#include "models/domain/Card.h"
#include "models/domain/JsonFields.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr qsizetype mostListed = 100;

std::vector<std::string> textsIn(JsonFields &fields, const char *name, std::size_t longest)
{
    std::vector<std::string> texts;
    for (const QJsonValue value : fields.array(name, mostListed)) {
        const std::string text = utf8(value.toString());
        if (text.empty() || text.size() > longest || std::ranges::find(texts, text) != texts.end())
            fields.wrong(name, "has an item that is empty, too long or there twice");
        texts.push_back(text);
    }
    return texts;
}

/// The slots' order is fixed, so that what is signed has one form only.
bool areSlots(const std::vector<std::string> &slotNames)
{
    constexpr std::string_view known[] = {"9a", "9c", "9d"};
    std::size_t next = 0;
    for (const std::string &slot : slotNames) {
        while (next < std::size(known) && known[next] != slot)
            ++next;
        if (next++ == std::size(known))
            return false;
    }
    return !slotNames.empty() && slotNames.front() == "9a";
}

} // namespace

QJsonObject toJson(const CertificateRole &role)
{
    return {{"id", qstr(role.id)},           {"name", qstr(role.name)},         {"profile", qstr(role.profile)},
            {"slots", textsToJson(role.slots)},   {"services", textsToJson(role.services)}, {"departments", textsToJson(role.departments)},
            {"days", role.days}};
}

bool isPlainInNames(std::string_view text)
{
    return text.find_first_of(",+\"\\<>;=#") == text.npos && !text.starts_with(' ') && !text.ends_with(' ');
}

Result<CertificateRole> certificateRoleFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CertificateRole role;
    role.id = fields.text("id", 36, 36);
    role.name = fields.text("name", longestHolderPart, 1);
    if (!isPlainInNames(role.name))
        fields.wrong("name", "has a character that names in certificates escape");
    role.profile = fields.text("profile", 64, 1);
    if (role.profile != "client")
        fields.wrong("profile", "is none for holders of USBKeys");
    role.slots = textsIn(fields, "slots", 2);
    if (!areSlots(role.slots))
        fields.wrong("slots", "are not 9a, 9c, 9d in this order, the first always");
    role.services = textsIn(fields, "services", 36);
    role.departments = textsIn(fields, "departments", 200);
    role.days = int(fields.integer("days", 1, mostTermDays));
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return role;
}

QJsonObject toJson(const RoleRemoval &removal) { return {{"id", qstr(removal.role)}, {"name", qstr(removal.name)}}; }

Result<RoleRemoval> roleRemovalFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    RoleRemoval removal{fields.text("id", 36, 36), fields.text("name", 64, 1)};
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return removal;
}

} // namespace hufu
