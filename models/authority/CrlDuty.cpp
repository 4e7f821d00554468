// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Duty.h"

#include "models/authority/CaKeys.h"
#include "models/domain/CaRules.h"
#include "models/pki/CrlWriter.h"
#include "models/pki/Digest.h"
#include "models/store/Blobs.h"
#include "models/store/CaReader.h"
#include "models/store/HouseReader.h"
#include "models/store/StatusReader.h"

#include <algorithm>

namespace hufu {
namespace {

using std::chrono::days;
using std::chrono::hours;

/// A CRL past its end makes relying servers refuse everyone: whatever policy says, half of its life is the latest.
bool isOld(const CertificateAuthority &ca, const Policy &policy, Instant now)
{
    const auto halfLife = (ca.crlNextUpdate - ca.crlThisUpdate) / 2;
    return now - ca.crlThisUpdate >= std::min<std::chrono::seconds>(hours(policy.crlRefreshHours), halfLife);
}

Result<std::optional<std::string>> due(Connection &connection, Instant now, const std::set<std::string> &failed)
{
    const Result<std::vector<CertificateAuthority>> cas = readCas(connection);
    if (!cas)
        return fail(cas.error());
    std::optional<Policy> policy;
    for (const CertificateAuthority &ca : *cas) {
        // A revoked CA goes on saying what it revoked; one that has ended cannot.
        const std::optional<Instant> end = endOf(ca);
        if (!end || *end < now || failed.contains(ca.plan.id))
            continue;
        if (!policy) {
            Result<Policy> read = readPolicy(connection);
            if (!read)
                return fail(read.error());
            policy = std::move(*read);
        }
        const Result<Sequence> newest = readNewestRevocation(connection, ca.plan.id);
        if (!newest)
            return fail(newest.error());
        if (ca.crlNumber == 0 || *newest > ca.crlUpTo || isOld(ca, *policy, now))
            return ca.plan.id;
    }
    return std::nullopt;
}

/// The next CRL, whose bytes are stored in the transaction that says so.
Result<Act> prepare(DutyContext &context, const std::string &id)
{
    const Result<std::optional<CertificateAuthority>> found = readCa(context.connection, id);
    const Result<Policy> policy = readPolicy(context.connection);
    const Result<Sequence> newest = readNewestRevocation(context.connection, id);
    if (!found)
        return fail(found.error());
    if (!policy)
        return fail(policy.error());
    if (!newest)
        return fail(newest.error());
    if (!*found)
        return fail(ErrorCode::NotFound, "no such CA", id);
    const CertificateAuthority &ca = **found;
    const Result<std::vector<RevokedEntry>> entries = readCrlEntries(context.connection, ca);
    if (!entries)
        return fail(entries.error());
    const Result<Signer *> signer = context.caKeys.signer(context.connection, ca, CaKeyUse::Ca);
    if (!signer)
        return fail(signer.error());

    CrlPublished act;
    act.ca = id;
    act.number = ca.crlNumber + 1;
    act.thisUpdate = context.now; // never before the journal's head, so never before the CRL before it
    act.nextUpdate = context.now + days(policy->crlLifeDays);
    act.upTo = std::max(*newest, ca.crlUpTo);
    const Result<Bytes> crl = makeCrl(ca.certificate, **signer, act.number, act.thisUpdate, act.nextUpdate, *entries);
    if (!crl)
        return fail(crl.error());
    act.sha256 = sha256(*crl);
    Result<Blobs> blobs = Blobs::over(context.connection);
    if (!blobs)
        return fail(blobs.error());
    if (const Result<Blobs::Stored> stored = blobs->put(act.sha256, *crl); !stored)
        return fail(stored.error());
    return Act{CommandKind::PublishCrl, toJson(act)};
}

} // namespace

const Duty crlDuty{due, prepare};

} // namespace hufu
