// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/CaKeys.h"
#include "models/authority/Duty.h"
#include "models/authority/HouseSubject.h"
#include "models/domain/CaRules.h"
#include "models/pki/CertificateIssuance.h"
#include "models/pki/CertificateRequest.h"
#include "models/store/CaReader.h"
#include "models/store/CardReader.h"

#include <algorithm>

namespace hufu {
namespace {

std::optional<std::string> firstOf(const std::vector<std::string> &ids, const std::set<std::string> &failed)
{
    const auto at = std::ranges::find_if(ids, [&](const std::string &id) { return !failed.contains(id); });
    return at == ids.end() ? std::nullopt : std::optional(*at);
}

Result<std::optional<std::string>> due(Connection &connection, Instant now, const std::set<std::string> &failed)
{
    const Result<std::vector<std::string>> orders = readCardOrdersToCertify(connection, now);
    return orders ? Result<std::optional<std::string>>(firstOf(*orders, failed)) : fail(orders.error());
}

Result<std::optional<std::string>> lapsed(Connection &connection, Instant now, const std::set<std::string> &failed)
{
    const Result<std::vector<std::string>> orders = readLapsedCardOrders(connection, now);
    return orders ? Result<std::optional<std::string>>(firstOf(*orders, failed)) : fail(orders.error());
}

Result<CardOrderRecord> theOrder(Connection &connection, const std::string &id)
{
    const Result<std::optional<CardOrderRecord>> order = readCardOrder(connection, id);
    if (!order)
        return fail(order.error());
    return *order ? Result<CardOrderRecord>(**order) : fail(ErrorCode::NotFound, "no such order", id);
}

/// standards.md §1.3: whoever holds it, and as what; the card's own number stays in the register.
SubjectAttributes subjectOf(const CaPlan &plan, const CertificateProfile &profile, const CardOrder &order)
{
    SubjectAttributes subject = houseAttributes(plan, profile);
    const std::pair<const char *, const std::string &> own[]
        = {{"OU", order.holder.department}, {"role", order.roleName}, {"CN", order.holder.name}, {"UID", order.holder.id}};
    for (const auto &[type, value] : own)
        subject.push_back({type, value});
    return subject;
}

/// What the key in a slot is certified for.
std::string profileOf(const CardOrder &order, const std::string &slot)
{
    return slot == "9a" ? order.profile : slot == "9c" ? "officer-signing" : "key-management";
}

Result<Act> prepare(DutyContext &context, const std::string &id)
{
    const Result<CardOrderRecord> order = theOrder(context.connection, id);
    if (!order)
        return fail(order.error());
    const CardOrder &form = order->form;
    const Result<std::optional<CertificateAuthority>> ca = readCa(context.connection, form.ca);
    if (!ca)
        return fail(ca.error());
    if (!*ca || !isActive(**ca, context.now))
        return fail(ErrorCode::Conflict, "the CA that shall issue has no certificate in force", id);
    const Result<Signer *> signer = context.caKeys.signer(context.connection, **ca, CaKeyUse::Ca);
    if (!signer)
        return fail(signer.error());
    CardCertified act{id, form.card, form.ca, {}};
    for (const CardRequests::Key &key : order->requests.keys) {
        Result<CertificateProfile> profile = builtinProfile(profileOf(form, key.slot));
        const Result<CertificateRequest> csr = readRequest(key.csr);
        if (!profile || !csr)
            return fail(profile ? csr.error() : profile.error());
        if (form.isTemporary())
            profile->minimumDays = 0;
        IssuanceInput input = leafInput(**ca, *profile, subjectOf((*ca)->plan, *profile, form), {}, csr->spki, context.now, form.days);
        if (form.isTemporary())
            input.notAfter = std::min(input.notAfter, context.now + std::chrono::hours(form.hours));
        Result<Bytes> certificate = issueCertificate(input, **signer);
        if (!certificate)
            return fail(certificate.error());
        act.lines.push_back({key.slot, std::move(*certificate)});
    }
    return Act{CommandKind::CertifyCard, toJson(act)};
}

Result<Act> abandon(DutyContext &context, const std::string &id)
{
    const Result<CardOrderRecord> order = theOrder(context.connection, id);
    return order ? Result<Act>(Act{CommandKind::AbandonCard, toJson(CardAbandoned{id, order->form.card})}) : fail(order.error());
}

} // namespace

const Duty cardDuty{due, prepare};
const Duty lapsedCardDuty{lapsed, abandon};

} // namespace hufu
