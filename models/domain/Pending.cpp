// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Pending.h"

#include "models/domain/JsonFields.h"
#include "models/domain/Signers.h"

#include <algorithm>

namespace hufu {
namespace {

// A revocation of 20,000 certificates, in base64.
constexpr std::size_t longestPending = 4u << 20;

} // namespace

bool PendingCommand::isSignedBy(std::string_view person) const { return std::ranges::find(signers, person) != signers.end(); }

bool PendingCommand::waitsFor(const Person &person) const
{
    const auto fits = [&](const std::set<Role> &slot) {
        return std::ranges::any_of(person.roles, [&](Role role) { return slot.contains(role); });
    };
    return person.active && !isSignedBy(person.id) && std::ranges::any_of(waits, fits);
}

bool mayWait(std::string_view kind)
{
    return kind != CommandKind::RecoverKey && kind != CommandKind::DepositKey && (kind == CommandKind::Revoke || signersFor(kind).size() > 1);
}

QJsonObject toJson(const PendingLeft &left)
{
    return {{"id", qstr(left.id)}, {"kind", qstr(left.kind)}, {"name", qstr(left.name)}, {"command", qstr(toBase64(left.command))}};
}

Result<PendingLeft> pendingLeftFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    PendingLeft left{fields.text("id", 36, 36), fields.text("kind", 64, 1), fields.text("name", 1000), {}};
    Result<Bytes> command = fromBase64(fields.text("command", longestPending, 1));
    if (!command)
        fields.wrong("command", "is not base64");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    left.command = std::move(*command);
    return left;
}

QJsonObject toJson(const PendingWithdrawal &withdrawal)
{
    return {{"id", qstr(withdrawal.id)}, {"kind", qstr(withdrawal.kind)}, {"name", qstr(withdrawal.name)}, {"reason", qstr(withdrawal.reason)}};
}

Result<PendingWithdrawal> pendingWithdrawalFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    PendingWithdrawal withdrawal{fields.text("id", 36, 36), fields.text("kind", 64, 1), fields.text("name", 1000), fields.text("reason", 1000)};
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return withdrawal;
}

QJsonArray slotsToJson(const std::vector<std::set<Role>> &slots)
{
    QJsonArray array;
    for (const std::set<Role> &slot : slots) {
        QJsonArray names;
        for (const Role role : slot)
            names.append(QString::fromLatin1(roleName(role)));
        array.append(names);
    }
    return array;
}

Result<std::vector<std::set<Role>>> slotsFromJson(const QJsonArray &array)
{
    std::vector<std::set<Role>> slots;
    for (const QJsonValue names : array) {
        std::set<Role> slot;
        for (const QJsonValue name : names.toArray()) {
            const Result<Role> role = roleFromName(utf8(name.toString()));
            if (!role)
                return fail(role.error());
            slot.insert(*role);
        }
        slots.push_back(std::move(slot));
    }
    return slots;
}

} // namespace hufu
