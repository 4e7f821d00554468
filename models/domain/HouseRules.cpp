// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TopicRules.h"

#include "models/domain/Collection.h"
#include "models/domain/Founding.h"
#include "models/domain/Import.h"
#include "models/domain/JsonFields.h"
#include "models/pki/OfficerCertificate.h"

#include <algorithm>

namespace hufu {
namespace {

/// Trust is rooted here: every founder's certificate is of the authority founded with them, and every founder signs.
Result<Ruling> ruleOnFounding(const Facts &facts, const Command &command)
{
    const Result<Founding> founding = foundingFromJson(command.payload);
    if (!founding)
        return fail(founding.error());
    std::set<Role> together;
    std::vector<Bytes> certificates;
    for (const Person &founder : founding->founders) {
        if (!isSignedBy(founder.certificate, founding->authorityCertificate))
            return fail(ErrorCode::SignerUnknown, "the certificate of " + founder.name + " is not of the authority founded here");
        if (Result<void> separate = checkSeparation(founder.roles); !founding->pilot && !separate)
            return fail(separate.error());
        together.insert(founder.roles.begin(), founder.roles.end());
        certificates.push_back(founder.certificate);
    }
    std::ranges::sort(certificates);
    std::vector<Bytes> signers = facts.signers;
    std::ranges::sort(signers);
    if (certificates != signers)
        return fail(ErrorCode::SignerUnknown, "the founders, and nobody else, sign the founding");
    if (std::ranges::none_of(founding->founders, [&](const Person &founder) { return founder.id == command.actor; }))
        return fail(ErrorCode::SignerUnknown, "the actor is not among the founders");
    for (Role role : {Role::SecurityAdmin, Role::SystemAdmin, Role::AuditAdmin}) {
        if (!together.contains(role))
            return fail(ErrorCode::NotPermitted, std::string("a house is founded with a ") + roleName(role));
    }
    return Ruling{};
}

/// Soft tokens are forbidden once nobody has one: a rule that shuts officers out would be the last they signed.
Result<Ruling> ruleOnPolicy(const Facts &facts, const Command &command)
{
    const Result<Policy> policy = policyFromJson(command.payload);
    if (!policy)
        return fail(policy.error());
    const auto soft = std::ranges::find_if(facts.people, [](const Person &person) { return person.active && person.card.empty(); });
    if (policy->softTokens == 0 && soft != facts.people.end())
        return fail(ErrorCode::Conflict, soft->name + " signs with a soft token: everybody has to have a USBKey before soft tokens are forbidden", soft->name);
    return Ruling{};
}

} // namespace

Result<Ruling> ruleOnHouse(const Facts &facts, const Command &command, Instant)
{
    const auto pass = [](const auto &read) -> Result<Ruling> {
        if (!read)
            return fail(read.error());
        return Ruling{};
    };
    if (command.kind == CommandKind::Found)
        return ruleOnFounding(facts, command);
    if (command.kind == CommandKind::Import) {
        if (auto read = importFromJson(command.payload); !read)
            return fail(read.error());
        if (!facts.missingBlobs.empty())
            return fail(ErrorCode::NotFound, "the bytes of certificate " + facts.missingBlobs.front() + " were not sent");
        return Ruling{};
    }
    if (command.kind == CommandKind::SaveService)
        return pass(serviceFromJson(command.payload));
    if (command.kind == CommandKind::SetPolicy)
        return ruleOnPolicy(facts, command);
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
        return Ruling{};
    }
    if (command.kind == CommandKind::ChangePassphrase) {
        JsonFields fields(command.payload);
        return pass(fields.finish());
    }
    return fail(ErrorCode::UnknownKind, command.kind);
}

} // namespace hufu
