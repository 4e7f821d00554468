// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Rules.h"

#include "models/domain/Collection.h"
#include "models/domain/Founding.h"
#include "models/domain/Import.h"
#include "models/domain/JsonFields.h"
#include "models/domain/Policy.h"
#include "models/domain/Service.h"

#include <algorithm>

namespace hufu {
namespace {

using namespace std::chrono_literals;

// How far an officer's clock may run ahead of the authority's before a command is taken for a mistake.
constexpr auto clockTolerance = 5min;
constexpr auto longestLife = std::chrono::days(31);

const std::set<Role> everyRole{Role::Applicant, Role::DepartmentHead, Role::SecurityAdmin, Role::Custodian, Role::AuditAdmin,
                               Role::SystemAdmin};

/// Who may do what (the matrix of the manual), in one place.
const struct {
    std::string_view kind;
    int newestVersion;
    std::set<Role> roles;
} matrix[] = {
    {CommandKind::Found, 1, everyRole},
    {CommandKind::Import, 1, {Role::SecurityAdmin}},
    {CommandKind::SaveService, 1, {Role::SecurityAdmin}},
    {CommandKind::RemoveService, 1, {Role::SecurityAdmin}},
    {CommandKind::SetPolicy, 1, {Role::SecurityAdmin}},
    {CommandKind::SaveCollection, 1, everyRole},
    {CommandKind::RemoveCollection, 1, everyRole},
    {CommandKind::ChangePassphrase, 1, everyRole},
};

Result<QJsonObject> checkPayload(const Facts &facts, const Command &command)
{
    const auto pass = [](const auto &read) -> Result<QJsonObject> {
        if (!read)
            return fail(read.error());
        return QJsonObject();
    };
    if (command.kind == CommandKind::Found)
        return pass(foundingFromJson(command.payload));
    if (command.kind == CommandKind::Import) {
        if (auto read = importFromJson(command.payload); !read)
            return fail(read.error());
        if (!facts.missingBlobs.empty())
            return fail(ErrorCode::NotFound, "the bytes of certificate " + facts.missingBlobs.front() + " were not sent");
        return QJsonObject();
    }
    if (command.kind == CommandKind::SaveService)
        return pass(serviceFromJson(command.payload));
    if (command.kind == CommandKind::SetPolicy)
        return pass(policyFromJson(command.payload));
    if (command.kind == CommandKind::SaveCollection)
        return pass(collectionFromJson(command.payload));
    if (command.kind == CommandKind::RemoveService || command.kind == CommandKind::RemoveCollection) {
        JsonFields fields(command.payload);
        fields.text("id", 36, 36);
        fields.text("name", 200);
        if (Result<void> good = fields.finish(); !good)
            return fail(good.error());
        if (!facts.targetExists)
            return fail(ErrorCode::Conflict, "it is no longer there");
        return QJsonObject();
    }
    if (command.kind == CommandKind::ChangePassphrase) {
        JsonFields fields(command.payload);
        return pass(fields.finish());
    }
    return fail(ErrorCode::UnknownKind, command.kind);
}

} // namespace

std::set<Role> rolesFor(std::string_view kind)
{
    const auto row = std::ranges::find(matrix, kind, [](const auto &r) { return r.kind; });
    return row == std::end(matrix) ? std::set<Role>() : row->roles;
}

Result<QJsonObject> decide(const Facts &facts, const Command &command, Instant now)
{
    const bool founding = command.kind == CommandKind::Found;
    const auto row = std::ranges::find(matrix, command.kind, [](const auto &r) { return r.kind; });
    if (row == std::end(matrix) || command.version > row->newestVersion)
        return fail(ErrorCode::UnknownKind, command.kind + " version " + std::to_string(command.version));
    if (founding) {
        if (facts.house)
            return fail(ErrorCode::AlreadyExists, "this house is founded already");
    } else {
        if (!facts.house || command.house != facts.house)
            return fail(ErrorCode::WrongHouse, "the command was made for another house");
        if (!facts.actor)
            return fail(ErrorCode::SignerUnknown, "nobody is registered as " + command.actor);
        if (facts.actor->certificate != facts.signerCertificate)
            return fail(ErrorCode::SignerUnknown, "signed with a certificate that is not registered for " + facts.actor->name);
        if (!facts.actor->active)
            return fail(ErrorCode::SignerInactive, facts.actor->name + " is no longer active");
    }
    if (command.mode != facts.mode)
        return fail(ErrorCode::WrongMode, "production and drill do not mix");
    if (facts.commandIdTaken)
        return fail(ErrorCode::Replayed, command.id);
    if (command.time > now + clockTolerance)
        return fail(ErrorCode::FromTheFuture, "signed at " + toIso(command.time) + ", now it is " + toIso(now));
    if (command.expires < now || command.expires < command.time || command.expires > command.time + longestLife)
        return fail(ErrorCode::Expired, "good until " + toIso(command.expires) + ", now it is " + toIso(now));
    if (command.basedOn && (facts.headSequence < command.basedOn->sequence || facts.hashAtBasis != command.basedOn->hash))
        return fail(ErrorCode::StaleBasis, "it is based on an entry that this journal does not have");
    if (!founding
        && std::ranges::none_of(facts.actor->roles, [&](Role role) { return row->roles.contains(role); }))
        return fail(ErrorCode::NotPermitted, facts.actor->name + " has no role that may do this");
    return checkPayload(facts, command);
}

std::string subjectOf(const Command &command)
{
    if (command.kind == CommandKind::Import) {
        const QJsonArray sightings = command.payload.value("sightings").toArray();
        std::string subject = utf8(sightings.at(0).toObject().value("location").toString());
        if (sightings.size() > 1)
            subject += " +" + std::to_string(sightings.size() - 1);
        return subject;
    }
    return utf8(command.payload.value("name").toString());
}

} // namespace hufu
