// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/RevocationSight.h"

#include <algorithm>

namespace hufu {

const char *sourceName(StatusSight::Source source)
{
    switch (source) {
    case StatusSight::Source::Crl: return "crl";
    case StatusSight::Source::Ocsp: return "ocsp";
    case StatusSight::Source::Endpoint: return "endpoint";
    }
    return "";
}

const char *verdictName(StatusSight::Verdict verdict)
{
    switch (verdict) {
    case StatusSight::Verdict::Revoked: return "revoked";
    case StatusSight::Verdict::NotYet: return "not-yet";
    case StatusSight::Verdict::Unproven: return "unproven";
    }
    return "";
}

bool StatusSight::isSilent() const
{
    if (!error)
        return false;
    switch (error->code) {
    case ErrorCode::HostNotFound:
    case ErrorCode::ConnectionRefused:
    case ErrorCode::ConnectionTimedOut:
    case ErrorCode::ConnectionClosed:
    case ErrorCode::Io: return true;
    default: return false;
    }
}

bool CertificateSight::isProven() const
{
    const auto is = [](StatusSight::Source source) { return [source](const StatusSight &sight) { return sight.source == source; }; };
    return std::ranges::any_of(sights, is(StatusSight::Source::Crl)) && std::ranges::all_of(sights, [](const StatusSight &sight) {
               return sight.source == StatusSight::Source::Endpoint || sight.verdict == StatusSight::Verdict::Revoked;
           });
}

const StatusSight *CertificateSight::silent() const
{
    const auto at = std::ranges::find_if(
        sights, [](const StatusSight &sight) { return sight.source != StatusSight::Source::Endpoint && sight.isSilent(); });
    return at == sights.end() ? nullptr : &*at;
}

const StatusSight *CertificateSight::outdated() const
{
    const auto at = std::ranges::find_if(sights, [this](const StatusSight &sight) {
        const bool says = sight.isKept() || (!sight.error && sight.verdict == StatusSight::Verdict::NotYet);
        return revoked && sight.source != StatusSight::Source::Endpoint && says;
    });
    return at == sights.end() ? nullptr : &*at;
}

} // namespace hufu
