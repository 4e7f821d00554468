// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TopicRules.h"

#include <algorithm>

namespace hufu {
namespace {

const Request *requestNamed(const Facts &facts, const KeyRecovery &recovery)
{
    const auto at = std::ranges::find_if(facts.requests, [&](const Request &request) { return request.form.id == recovery.request; });
    return at == facts.requests.end() ? nullptr : &*at;
}

} // namespace

int signersOfRecovery(const Facts &facts, const Command &command)
{
    const Result<KeyRecovery> recovery = keyRecoveryFromJson(command.payload);
    const Request *request = recovery ? requestNamed(facts, *recovery) : nullptr;
    return request && request->form.escrow ? request->form.escrow->needed : 2;
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
    const Result<KeyRecovery> recovery = keyRecoveryFromJson(command.payload);
    if (!recovery)
        return fail(recovery.error());
    const Request *request = requestNamed(facts, *recovery);
    if (!request || !request->form.escrow || request->certificate != recovery->certificate)
        return fail(ErrorCode::NotFound, "no key of this certificate is in escrow", toHex(recovery->certificate));
    const Escrow &escrow = *request->form.escrow;
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
