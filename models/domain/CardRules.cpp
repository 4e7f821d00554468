// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CaRules.h"
#include "models/domain/JsonFields.h"
#include "models/domain/TopicRules.h"
#include "models/pki/CertificateRequest.h"
#include "models/pki/OfficerCertificate.h"

#include <algorithm>

namespace hufu {
namespace {

using namespace std::chrono;

std::unexpected<Error> noSuchCard(const std::string &number) { return fail(ErrorCode::NotFound, "the register has no such USBKey", number); }

/// Nobody orders, unlocks or revives the own key: neither by person id nor under the own name.
Result<void> checkSeparation(const Facts &facts, const CardHolder &holder, std::vector<std::string> &waived)
{
    const auto isHolder = [&](const Person &person) {
        return person.id == holder.id || (person.name == holder.name && person.department == holder.department);
    };
    const bool own = (facts.actor && isHolder(*facts.actor)) || std::ranges::any_of(facts.cosigners, isHolder);
    if (!own)
        return {};
    if (!facts.pilot)
        return fail(ErrorCode::NotPermitted, "nobody decides about the own USBKey", holder.name);
    waived.push_back("own-card");
    return {};
}

Result<Ruling> ruleOnSavingRole(const Facts &facts, const Command &command)
{
    const Result<CertificateRole> role = certificateRoleFromJson(command.payload);
    if (!role)
        return fail(role.error());
    const auto sameName = [&](const CertificateRole &other) { return other.name == role->name && other.id != role->id; };
    if (std::ranges::any_of(facts.certificateRoles, sameName))
        return fail(ErrorCode::Conflict, "another certificate role has this name", role->name);
    return Ruling{};
}

Result<Ruling> ruleOnRemovingRole(const Facts &facts, const Command &command)
{
    const Result<RoleRemoval> removal = roleRemovalFromJson(command.payload);
    if (!removal)
        return fail(removal.error());
    const auto role = std::ranges::find(facts.certificateRoles, removal->role, &CertificateRole::id);
    if (role == facts.certificateRoles.end() || role->name != removal->name)
        return fail(ErrorCode::NotFound, "the house has no such certificate role", removal->name);
    return Ruling{};
}

Result<Ruling> ruleOnStocking(const Facts &facts, const Command &command)
{
    const Result<CardArrival> arrival = cardArrivalFromJson(command.payload);
    if (!arrival)
        return fail(arrival.error());
    if (facts.card)
        return fail(ErrorCode::Conflict, "the register has this USBKey already", arrival->card);
    return Ruling{};
}

/// What the order says of its role has to be what the role says.
Result<void> checkRole(const Facts &facts, const CardOrder &order)
{
    const auto role = std::ranges::find(facts.certificateRoles, order.role, &CertificateRole::id);
    if (role == facts.certificateRoles.end())
        return fail(ErrorCode::NotFound, "the house has no such certificate role", order.roleName);
    if (role->name != order.roleName || role->profile != order.profile || role->slots != order.slots)
        return fail(ErrorCode::Conflict, "the certificate role was changed meanwhile", order.roleName);
    if (order.days > role->days)
        return fail(ErrorCode::LimitExceeded, "this certificate role lasts at most " + std::to_string(role->days) + " days", order.roleName);
    if (!role->departments.empty() && std::ranges::find(role->departments, order.holder.department) == role->departments.end())
        return fail(ErrorCode::NotPermitted, "this certificate role is not for people of " + order.holder.department, order.roleName);
    return {};
}

constexpr auto temporaryDay = hours(24);

/// A key that one officer issues alone is for a holder whom two officers gave one under this role: who has it and is locked out of it, or lost it. Nothing
/// is had this way that was suspended or taken back.
Result<QJsonObject> checkTemporary(const Facts &facts, const CardOrder &order, Instant now)
{
    if (order.kind != RequestKind::New)
        return fail(ErrorCode::InvalidArgument, "a temporary key is not renewed", order.card);
    if (std::ranges::find(facts.policy.temporaryRoles, order.roleName) == facts.policy.temporaryRoles.end())
        return fail(ErrorCode::NotPermitted, "policy lets nobody issue temporary keys under this certificate role", order.roleName);
    if (order.hours > facts.policy.temporaryHours)
        return fail(ErrorCode::LimitExceeded, "policy lets a temporary key last " + std::to_string(facts.policy.temporaryHours) + " hours at most", order.card);
    const auto givenByTwo = [&](const Card &card) {
        return card.holder == order.holder && card.role == order.role && card.hours == 0 && card.number != order.card
            && (card.state == CardState::Issued || card.state == CardState::Lost);
    };
    if (std::ranges::none_of(facts.heldCards, givenByTwo))
        return fail(ErrorCode::NotPermitted, order.holder.name + " has no USBKey of this certificate role, nor lost one; two officers issue the first", order.card);
    int today = 1;
    for (const TemporaryKey &one : facts.temporaryKeys) {
        if (!one.reviewed && one.at < now - temporaryReviewLife)
            return fail(ErrorCode::NotPermitted, "a colleague has to review the temporary key of " + toIso(one.at) + " first", one.card);
        today += one.at > now - temporaryDay;
    }
    if (today > facts.policy.temporaryDayMost)
        return fail(ErrorCode::LimitExceeded, "within a day, an officer issues at most " + std::to_string(facts.policy.temporaryDayMost) + " temporary keys", order.card);
    return QJsonObject{{"withinADay", today}, {"lapses", qstr(toIso(now + temporaryOrderLife))}};
}

Result<Ruling> ruleOnReviewing(const Facts &facts, const Command &command)
{
    const Result<TemporaryReview> review = temporaryReviewFromJson(command.payload);
    if (!review)
        return fail(review.error());
    if (!facts.cardOrder || facts.cardOrder->form.card != review->card || !facts.cardOrder->form.isTemporary())
        return fail(ErrorCode::NotFound, "there is no such temporary key", review->card);
    if (facts.cardOrder->reviewed)
        return fail(ErrorCode::Conflict, "it was reviewed already", review->card);
    Ruling ruling;
    if (facts.cardOrder->actor == command.actor) {
        if (!facts.pilot)
            return fail(ErrorCode::NotPermitted, "who issued it does not review it", review->card);
        ruling.waived.push_back("self-decision");
    }
    return ruling;
}

Result<Ruling> ruleOnOrdering(const Facts &facts, const Command &command, Instant now)
{
    const Result<CardOrder> order = cardOrderFromJson(command.payload);
    if (!order)
        return fail(order.error());
    if (facts.cardOrder)
        return fail(ErrorCode::Conflict, "this order exists already", order->card);
    if (Result<void> role = checkRole(facts, *order); !role)
        return fail(role.error());
    const CertificateAuthority *ca = findCa(facts.cas, order->ca);
    if (!ca || ca->plan.tree != CaTree::Client)
        return fail(ErrorCode::InvalidArgument, "USBKeys are certified by the clients' CA", order->card);
    if (!isActive(*ca, now))
        return fail(ErrorCode::Conflict, "this CA has no certificate in force", ca->plan.commonName);
    const bool renew = order->kind == RequestKind::Renew;
    const CardState state = facts.card ? facts.card->state : CardState::InStock;
    if (renew && (!facts.card || state != CardState::Issued))
        return fail(ErrorCode::Conflict, std::string("only an issued USBKey is renewed, this one is ") + cardStateName(state), order->card);
    if (renew && (facts.card->holder != order->holder || facts.card->role != order->role))
        return fail(ErrorCode::Conflict, "this USBKey was issued to " + facts.card->holder.name + " as " + facts.card->roleName, order->card);
    if (!renew && state != CardState::InStock && state != CardState::Returned && state != CardState::Issuing)
        return fail(ErrorCode::Conflict, std::string("this USBKey is ") + cardStateName(state) + ", holder " + facts.card->holder.name, order->card);
    if (renew && facts.card->hours > 0)
        return fail(ErrorCode::Conflict, "a temporary key is not renewed", order->card);
    if (facts.policy.attestationDemanded != 0 && isModuleToken(order->card))
        return fail(ErrorCode::NotPermitted, "policy demands that makers vouch for the keys of USBKeys; over PKCS#11 nothing vouches for them", order->card);
    Ruling ruling;
    if (Result<void> separate = checkSeparation(facts, order->holder, ruling.waived); !separate)
        return fail(separate.error());
    ruling.outcome = {{"lapses", qstr(toIso(now + cardOrderLife))}};
    if (!order->isTemporary())
        return ruling;
    Result<QJsonObject> temporary = command.version < 2 ? fail(ErrorCode::InvalidArgument, "temporary keys came with version 2", order->card)
                                                        : checkTemporary(facts, *order, now);
    if (!temporary)
        return fail(temporary.error());
    ruling.outcome = std::move(*temporary);
    return ruling;
}

/// The order that is being carried out on this card.
Result<const CardOrderRecord *> openOrder(const Facts &facts, const std::string &order, const std::string &card, Instant now)
{
    if (!facts.cardOrder || facts.cardOrder->form.card != card)
        return fail(ErrorCode::NotFound, "this USBKey has no such order", card);
    if (!facts.card || facts.card->order != order || !facts.cardOrder->isOpen())
        return fail(ErrorCode::Conflict, "this order is not under way any more", card);
    if (facts.cardOrder->lapses < now)
        return fail(ErrorCode::Expired, "this order lapsed " + toIso(facts.cardOrder->lapses), card);
    return &*facts.cardOrder;
}

bool isOfKind(const CertificateRequest &csr, KeyKind kind)
{
    switch (kind) {
    case KeyKind::EcP256: return csr.keyAlgorithm == KeyAlgorithm::Ec && csr.curve == "P-256";
    case KeyKind::EcP384: return csr.keyAlgorithm == KeyAlgorithm::Ec && csr.curve == "P-384";
    case KeyKind::Rsa2048: return csr.keyAlgorithm == KeyAlgorithm::Rsa && csr.keyBits == 2048;
    default: return false;
    }
}

/// What the card's maker says of its keys. Held against the house's roots, where it has any: a chain that does not lead there is worse than none.
Result<const char *> checkAttestations(const Policy &policy, const CardRequests &requests)
{
    const auto given = [](const CardRequests::Key &key) { return !key.attestation.empty(); };
    const bool attested = !requests.attestationIssuer.empty() && std::ranges::all_of(requests.keys, given);
    if (policy.attestationDemanded != 0 && (!attested || policy.attestationRoots.empty()))
        return fail(ErrorCode::CardProofFailed, "policy demands that makers vouch for the keys of USBKeys, and nothing vouches for this one's", requests.card);
    if (!attested)
        return "none";
    if (policy.attestationRoots.empty())
        return "not checked";
    const Bytes &issuer = requests.attestationIssuer;
    if (!vouchedForByMakers(policy, issuer))
        return fail(ErrorCode::CardProofFailed, "the maker of this USBKey is none of those that the policy names", requests.card);
    for (const CardRequests::Key &key : requests.keys) {
        const Result<CertificateRequest> csr = readRequest(key.csr);
        const Result<Bytes> vouchedFor = publicKeyOf(key.attestation);
        if (!csr || !vouchedFor || *vouchedFor != csr->spki || !isSignedBy(key.attestation, issuer))
            return fail(ErrorCode::CardProofFailed, "its maker does not vouch for the key in slot " + key.slot, requests.card);
    }
    return "verified";
}

Result<Ruling> ruleOnRequesting(const Facts &facts, const Command &command, Instant now)
{
    const Result<CardRequests> requests = cardRequestsFromJson(command.payload);
    if (!requests)
        return fail(requests.error());
    const Result<const CardOrderRecord *> order = openOrder(facts, requests->order, requests->card, now);
    if (!order)
        return fail(order.error());
    const CardOrder &form = (*order)->form;
    if ((*order)->state == CardOrderState::Certified)
        return fail(ErrorCode::Conflict, "the keys of this order are certified already", form.card);
    if (requests->keys.size() != form.slots.size())
        return fail(ErrorCode::InvalidArgument, "the order is for other keys", form.card);
    std::vector<Sha256> seen;
    for (std::size_t i = 0; i < form.slots.size(); ++i) {
        const CardRequests::Key &key = requests->keys[i];
        const Result<CertificateRequest> csr = readRequest(key.csr); // its signature is the proof of possession
        if (!csr)
            return fail(csr.error());
        if (key.slot != form.slots[i] || !isOfKind(*csr, form.algorithm))
            return fail(ErrorCode::InvalidArgument, "the order is for other keys", form.card);
        if (std::ranges::find(seen, csr->spkiSha256) != seen.end())
            return fail(ErrorCode::InvalidArgument, "one key does not serve two purposes", form.card);
        seen.push_back(csr->spkiSha256);
        if (std::ranges::find(facts.revokedKeys, csr->spkiSha256) != facts.revokedKeys.end())
            return fail(ErrorCode::NotPermitted, "a certificate of this key was revoked; a revoked key is never certified again", form.card);
        const auto held = std::ranges::find(facts.card->certificates, key.slot, &CardCertificate::slot);
        const bool same = held != facts.card->certificates.end() && held->spkiSha256 == csr->spkiSha256;
        if (form.kind == RequestKind::Renew && !same)
            return fail(ErrorCode::InvalidArgument, "the card has another key than was certified before", form.card);
        if (form.kind == RequestKind::New && std::ranges::find(facts.certifiedKeys, csr->spkiSha256) != facts.certifiedKeys.end())
            return fail(ErrorCode::NotPermitted, "this key was certified before", form.card);
    }
    if (command.version < 2 && facts.policy.attestationDemanded == 0)
        return Ruling{};
    const Result<const char *> attested = checkAttestations(facts.policy, *requests);
    return attested ? Result<Ruling>(Ruling{{{"attestation", *attested}}, {}}) : fail(attested.error());
}

std::unexpected<Error> notAsOrdered(const char *what) { return fail(ErrorCode::InvalidArgument, std::string("the certificate ") + what); }

/// Whether this is what was ordered for the key in one slot, and nothing besides.
Result<void> checkOrdered(const CardOrder &order, const CertificateAuthority &ca, const std::string &slot, const CertificateListing &listing, Instant now)
{
    if (listing.commonName != order.holder.name || listing.organizationalUnit != order.holder.department || listing.organization != ca.plan.organization)
        return notAsOrdered("names somebody else");
    if (attributeIn(listing.subject, "role") != "role=" + order.roleName)
        return notAsOrdered("does not name the role");
    if (attributeIn(listing.subject, "UID") != "UID=" + order.holder.id)
        return notAsOrdered("has another staff number");
    if (!listing.dnsNames.empty() || !listing.otherNames.empty())
        return notAsOrdered("has names that were not ordered");
    if (listing.notAfter - listing.notBefore >= days(order.days))
        return notAsOrdered("lasts longer than was ordered");
    if (order.isTemporary() && listing.notAfter > now + hours(order.hours))
        return notAsOrdered("lasts longer than was ordered");
    const std::uint16_t usage = slot == "9a" ? ExtendedKeyUsage::ClientAuth : ExtendedKeyUsage::EmailProtection;
    const std::uint16_t agreement = KeyUsage::KeyAgreement | KeyUsage::KeyEncipherment;
    if (listing.isCa() || (listing.keyUsage & (KeyUsage::KeyCertSign | KeyUsage::CrlSign)) || listing.extendedKeyUsage != usage
        || bool(listing.keyUsage & agreement) != (slot == "9d"))
        return notAsOrdered("may be used for something else than its key is for");
    return {};
}

Result<Ruling> ruleOnCertifying(const Facts &facts, const Command &command, Instant now)
{
    const Result<CardCertified> act = cardCertifiedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    const Result<const CardOrderRecord *> order = openOrder(facts, act->order, act->card, now);
    if (!order)
        return fail(order.error());
    const CardOrder &form = (*order)->form;
    if ((*order)->state != CardOrderState::Requested || act->lines.size() != form.slots.size())
        return fail(ErrorCode::Conflict, "nothing is to be certified for this order", form.card);
    const CertificateAuthority *ca = findCa(facts.cas, act->ca);
    if (act->ca != form.ca || !ca)
        return fail(ErrorCode::InvalidArgument, "another CA was ordered", form.card);
    if (!isActive(*ca, now))
        return fail(ErrorCode::Conflict, "this CA has no certificate in force", ca->plan.commonName);
    std::vector<Bytes> serials;
    for (std::size_t i = 0; i < act->lines.size(); ++i) {
        const CardRequests::Key &key = (*order)->requests.keys[i];
        const Result<CertificateRequest> csr = readRequest(key.csr);
        const Result<CertificateListing> listing = readListing(act->lines[i].certificate);
        if (!csr || !listing)
            return fail(csr ? listing.error() : csr.error());
        if (act->lines[i].slot != key.slot || listing->spkiSha256 != csr->spkiSha256)
            return notAsOrdered("has another key than the card made");
        if (std::ranges::find(facts.revokedKeys, listing->spkiSha256) != facts.revokedKeys.end())
            return fail(ErrorCode::NotPermitted, "a certificate of this key was revoked; a revoked key is never certified again", form.card);
        if (Result<void> ordered = checkOrdered(form, *ca, key.slot, *listing, now); !ordered)
            return fail(ordered.error());
        if (Result<void> made = checkIssuedBy(facts, *ca, act->lines[i].certificate, *listing, now); !made)
            return fail(made.error());
        if (std::ranges::find(serials, listing->serialNumber) != serials.end())
            return fail(ErrorCode::Conflict, "this serial number was used before", toHex(listing->serialNumber));
        serials.push_back(listing->serialNumber);
    }
    return Ruling{};
}

Result<Ruling> ruleOnHandingOver(const Facts &facts, const Command &command, Instant now)
{
    const Result<CardHandover> handover = cardHandoverFromJson(command.payload);
    if (!handover)
        return fail(handover.error());
    const Result<const CardOrderRecord *> order = openOrder(facts, handover->order, handover->card, now);
    if (!order)
        return fail(order.error());
    if ((*order)->state != CardOrderState::Certified)
        return fail(ErrorCode::Conflict, "the keys of this order are not certified yet", handover->card);
    if (!std::ranges::equal((*order)->certificates, handover->certificates, {}, &CardCertificate::sha256))
        return fail(ErrorCode::CardProofFailed, "other certificates were written than were made", handover->card);
    const Result<CertificateRequest> csr = readRequest((*order)->requests.keys.front().csr);
    if (!csr)
        return fail(csr.error());
    const Result<bool> proven = verifySignature(csr->spki, viewOf(handoverText(*facts.house, *handover)), handover->signature);
    if (!proven)
        return fail(proven.error());
    if (!*proven)
        return fail(ErrorCode::CardProofFailed, "the holder's key did not sign this handover", handover->card);
    return Ruling{};
}

/// What an officer signs with is not given back or destroyed while the house depends on it. Losing and suspending it has to be possible always.
Result<void> checkOfficersLoss(const Facts &facts, const CardChange &change)
{
    if (change.to != CardState::Returned && change.to != CardState::Destroyed && change.to != CardState::InStock)
        return {};
    std::vector<Person> after = facts.people;
    const auto officer = std::ranges::find_if(after, [&](const Person &person) { return person.active && person.card == change.card; });
    if (officer == after.end())
        return {};
    if (keepsShares(*officer))
        return fail(ErrorCode::NotPermitted, "shares of keys are encrypted to " + officer->name + ", who opens them with this USBKey", change.card);
    officer->active = false;
    return keepsAdministrators(after);
}

Result<Ruling> ruleOnCardChange(const Facts &facts, const Command &command)
{
    const Result<CardChange> change = cardChangeFromJson(command.payload);
    if (!change)
        return fail(change.error());
    if (!facts.card)
        return noSuchCard(change->card);
    if (!mayBecome(facts.card->state, change->to))
        return fail(ErrorCode::Conflict, std::string("this USBKey is ") + cardStateName(facts.card->state) + " and cannot become " + cardStateName(change->to),
                    change->card);
    if (Result<void> kept = checkOfficersLoss(facts, *change); !kept)
        return fail(kept.error());
    Ruling ruling;
    if (change->to == CardState::Issued) {
        if (Result<void> separate = checkSeparation(facts, facts.card->holder, ruling.waived); !separate)
            return fail(separate.error());
    }
    return ruling;
}

Result<Ruling> ruleOnUnlocking(const Facts &facts, const Command &command, Instant now)
{
    const Result<CardUnlock> unlock = cardUnlockFromJson(command.payload);
    if (!unlock)
        return fail(unlock.error());
    if (!facts.card)
        return noSuchCard(unlock->card);
    if (command.kind == CommandKind::CardUnlocked) {
        if (!facts.card->unlockUntil)
            return fail(ErrorCode::Conflict, "the PUK of this USBKey was not released", unlock->card);
        return Ruling{};
    }
    if (unlock->note.empty())
        return fail(ErrorCode::InvalidArgument, "why is it unlocked", unlock->card);
    if (isModuleToken(unlock->card))
        return fail(ErrorCode::Unsupported, "the house keeps no PUK of a PKCS#11 token; its maker's tool sets a new PIN", unlock->card);
    if (facts.card->state != CardState::Issued && facts.card->state != CardState::Suspended)
        return fail(ErrorCode::Conflict, std::string("this USBKey is ") + cardStateName(facts.card->state), unlock->card);
    Ruling ruling;
    if (Result<void> separate = checkSeparation(facts, facts.card->holder, ruling.waived); !separate)
        return fail(separate.error());
    ruling.outcome = {{"until", qstr(toIso(now + cardUnlockLife))}};
    return ruling;
}

Result<Ruling> ruleOnAbandoning(const Facts &facts, const Command &command, Instant now)
{
    const Result<CardAbandoned> act = cardAbandonedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    if (!facts.card || !facts.cardOrder || facts.cardOrder->form.card != act->card || facts.card->order != act->order || !facts.cardOrder->isOpen())
        return fail(ErrorCode::Conflict, "this order is not under way", act->card);
    if (facts.cardOrder->lapses >= now)
        return fail(ErrorCode::Conflict, "this order has not lapsed yet", act->card);
    return Ruling{};
}

} // namespace

Result<Ruling> ruleOnCards(const Facts &facts, const Command &command, Instant now)
{
    if (command.kind == CommandKind::SaveRole)
        return ruleOnSavingRole(facts, command);
    if (command.kind == CommandKind::RemoveRole)
        return ruleOnRemovingRole(facts, command);
    if (command.kind == CommandKind::StockCard)
        return ruleOnStocking(facts, command);
    if (command.kind == CommandKind::OrderCard)
        return ruleOnOrdering(facts, command, now);
    if (command.kind == CommandKind::RequestCard)
        return ruleOnRequesting(facts, command, now);
    if (command.kind == CommandKind::CertifyCard)
        return ruleOnCertifying(facts, command, now);
    if (command.kind == CommandKind::IssueCard)
        return ruleOnHandingOver(facts, command, now);
    if (command.kind == CommandKind::ChangeCard)
        return ruleOnCardChange(facts, command);
    if (command.kind == CommandKind::ReviewTemporary)
        return ruleOnReviewing(facts, command);
    if (command.kind == CommandKind::AbandonCard)
        return ruleOnAbandoning(facts, command, now);
    return ruleOnUnlocking(facts, command, now);
}

} // namespace hufu
