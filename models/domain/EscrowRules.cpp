// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TopicRules.h"

#include <algorithm>

namespace hufu {
namespace {

/// What is to be recovered; null when there is nothing of the kind.
const Escrow *escrowNamed(const Facts &facts, const KeyRecovery &recovery)
{
    if (recovery.request.empty())
        return facts.deposit && facts.deposit->certificate == recovery.certificate ? &facts.deposit->escrow : nullptr;
    const auto at = std::ranges::find_if(facts.requests, [&](const Request &request) { return request.form.id == recovery.request; });
    return at != facts.requests.end() && at->form.escrow && at->certificate == recovery.certificate ? &*at->form.escrow : nullptr;
}

/// A key is taken over once: again only when its custodians cannot give it back any more.
Result<Ruling> ruleOnDeposit(const Facts &facts, const Command &command)
{
    const Result<KeyDeposit> deposit = keyDepositFromJson(command.payload);
    if (!deposit)
        return fail(deposit.error());
    if (facts.deposit) {
        const Escrow &before = facts.deposit->escrow;
        if (std::ranges::count_if(before.shares, [&](const Escrow::Share &share) { return isHeld(share, facts.people); }) >= before.needed)
            return fail(ErrorCode::Conflict, "the key of this certificate is in escrow already", toHex(deposit->certificate));
    }
    if (Result<void> dealt = checkDealing(facts, deposit->escrow); !dealt)
        return fail(dealt.error());
    return Ruling{};
}

} // namespace

int signersOfRecovery(const Facts &facts, const Command &command)
{
    const Result<KeyRecovery> recovery = keyRecoveryFromJson(command.payload);
    const Escrow *escrow = recovery ? escrowNamed(facts, *recovery) : nullptr;
    return escrow ? escrow->needed : 2;
}

Result<void> checkDealing(const Facts &facts, const Escrow &escrow)
{
    for (const Escrow::Share &share : escrow.shares) {
        if (isHeld(share, facts.people))
            continue;
        const auto person = std::ranges::find(facts.people, share.custodian, &Person::id);
        return fail(ErrorCode::Conflict, "a share is for somebody who is no custodian, or not to the key that they have",
                    person == facts.people.end() ? share.custodian : person->name);
    }
    return facts.escrowFault ? fail(*facts.escrowFault) : Result<void>();
}

/// Not even in pilot mode is it done by fewer than hold the shares that open it.
Result<Ruling> ruleOnEscrow(const Facts &facts, const Command &command, Instant)
{
    if (command.kind == CommandKind::DepositKey)
        return ruleOnDeposit(facts, command);
    const Result<KeyRecovery> recovery = keyRecoveryFromJson(command.payload);
    if (!recovery)
        return fail(recovery.error());
    const Escrow *named = escrowNamed(facts, *recovery);
    if (!named)
        return fail(ErrorCode::NotFound, "no key of this certificate is in escrow", toHex(recovery->certificate));
    const Escrow &escrow = *named;
    std::vector<const Person *> signers{&*facts.actor};
    for (const Person &cosigner : facts.cosigners)
        signers.push_back(&cosigner);
    for (const Person *signer : signers) {
        const auto share = std::ranges::find(escrow.shares, signer->id, &Escrow::Share::custodian);
        if (share == escrow.shares.end())
            return fail(ErrorCode::NotPermitted, signer->name + " holds no share of this key", signer->name);
        if (!isHeld(*share, {*signer}))
            return fail(ErrorCode::NotPermitted, signer->name + " is not a custodian any more, or has another key than the share was encrypted to", signer->name);
    }
    if (static_cast<int>(signers.size()) < escrow.needed)
        return fail(ErrorCode::CosignerNeeded, std::to_string(escrow.needed) + " custodians who hold shares of this key have to sign, not "
                                                   + std::to_string(signers.size()));
    return Ruling{};
}

} // namespace hufu
