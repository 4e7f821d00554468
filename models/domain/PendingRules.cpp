// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Signers.h"
#include "models/domain/TopicRules.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Rules.h"
#include "models/pki/Digest.h"

#include <QJsonArray>

#include <algorithm>

namespace hufu {
namespace {

/// A command that waits already is left again with one signature more.
Result<void> checkGrowth(const PendingCommand &known, const std::vector<std::string> &signers, std::size_t waits, Instant now)
{
    if (!known.isOpen(now))
        return fail(ErrorCode::Conflict, "this command does not wait any more", known.id);
    const bool all = std::ranges::all_of(known.signers, [&](const std::string &id) { return std::ranges::find(signers, id) != signers.end(); });
    if (!all || signers.size() <= known.signers.size())
        return fail(ErrorCode::Conflict, "it waits already, with these signatures", known.id);
    if (waits >= known.waits.size())
        return fail(ErrorCode::NotPermitted, "this signature is not one of those it waits for", known.id);
    return {};
}

Result<Ruling> ruleOnLeaving(const Facts &facts, const Command &command, Instant now)
{
    const Result<PendingLeft> left = pendingLeftFromJson(command.payload);
    if (!left)
        return fail(left.error());
    if (facts.pendingFault)
        return fail(*facts.pendingFault);
    const Command &inner = facts.proposed->command;
    const Facts &known = facts.proposed->facts;
    if (inner.id != left->id || inner.kind != left->kind || subjectOf(inner) != left->name)
        return fail(ErrorCode::Malformed, "the command in it is another than it says", left->id);
    if (std::ranges::find(known.signers, facts.actor->certificate) == known.signers.end())
        return fail(ErrorCode::NotPermitted, "only who signed a command leaves it for others to sign");
    const Result<std::vector<SignerSlot>> waits = decideSoFar(known, inner, now);
    if (!waits)
        return fail(waits.error());
    if (waits->empty())
        return fail(ErrorCode::Conflict, "nobody else has to sign this", left->id);
    std::vector<std::string> signers{inner.actor};
    for (const Person &cosigner : known.cosigners)
        signers.push_back(cosigner.id);
    std::ranges::sort(signers.begin() + 1, signers.end()); // signatures have no order in CMS
    if (facts.pending) {
        if (Result<void> grown = checkGrowth(*facts.pending, signers, waits->size(), now); !grown)
            return fail(grown.error());
    }
    QJsonArray ids;
    for (const std::string &id : signers)
        ids.append(qstr(id));
    Ruling ruling;
    ruling.outcome = QJsonObject{{"author", qstr(inner.actor)}, {"signers", ids}, {"waits", slotsToJson(*waits)},
                                 {"expires", qstr(toIso(inner.expires))}, {"content", qstr(toHex(contentDigest(inner)))}};
    return ruling;
}

} // namespace

Sha256 contentDigest(const Command &command)
{
    const Result<std::string> encoded = encodeCommand(command);
    return encoded ? sha256(viewOf(*encoded)) : Sha256{};
}

Result<Ruling> ruleOnPending(const Facts &facts, const Command &command, Instant now)
{
    if (command.kind == CommandKind::LeavePending)
        return ruleOnLeaving(facts, command, now);
    const Result<PendingWithdrawal> withdrawal = pendingWithdrawalFromJson(command.payload);
    if (!withdrawal)
        return fail(withdrawal.error());
    if (!facts.pending || !facts.pending->isOpen(now))
        return fail(ErrorCode::Conflict, "this command does not wait any more", withdrawal->id);
    if (withdrawal->kind != facts.pending->kind || withdrawal->name != facts.pending->subject)
        return fail(ErrorCode::Malformed, "the command is another than it says", withdrawal->id);
    if (command.kind == CommandKind::DeclinePending) {
        if (withdrawal->reason.empty())
            return fail(ErrorCode::InvalidArgument, "it has to be said why", withdrawal->id);
        if (!facts.actor || !facts.pending->waitsFor(*facts.actor))
            return fail(ErrorCode::NotPermitted, "it does not wait for this officer's signature", withdrawal->id);
        return Ruling{};
    }
    if (command.actor != facts.pending->author)
        return fail(ErrorCode::NotPermitted, "its author withdraws a command");
    return Ruling{};
}

} // namespace hufu
