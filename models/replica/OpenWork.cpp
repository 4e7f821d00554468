// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/OpenWork.h"

#include "models/domain/CaRules.h"
#include "models/domain/CeremonyCoverage.h"
#include "models/domain/Signers.h"
#include "models/store/CaReader.h"
#include "models/store/CardReader.h"
#include "models/store/CeremonyReader.h"
#include "models/store/HouseReader.h"
#include "models/store/EmergencyReader.h"
#include "models/store/PendingCommands.h"
#include "models/store/RequestReader.h"
#include "models/store/RevocationReader.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr int mostRequests = 10000;

Severity crlSeverity(Instant end, Instant now)
{
    return end - now < crlRed ? Severity::Critical : end - now < crlAmber ? Severity::High : Severity::Info;
}

std::optional<Instant> soonestLapse(const std::vector<Request> &requests)
{
    const auto first = std::ranges::min_element(requests, {}, &Request::lapses);
    return first == requests.end() ? std::nullopt : std::optional(first->lapses);
}

} // namespace

Result<std::vector<WorkItem>> readOpenWork(Connection &connection, const Person &officer, const std::vector<Error> &troubles, Instant now)
{
    const Result<std::vector<CertificateAuthority>> cas = readCas(connection);
    const Result<RevocationCounts> revocations = readRevocationCounts(connection, now);
    const Result<std::vector<Request>> forMe = readRequestsFor(connection, officer, now);
    RequestFilter own;
    own.applicant = officer.id;
    own.states = {RequestState::Open, RequestState::Returned};
    const Result<std::vector<Request>> mine = readRequests(connection, own, mostRequests, now);
    const Result<std::vector<PendingCommand>> pending = readPendings(connection, now);
    if (!cas)
        return fail(cas.error());
    if (!revocations)
        return fail(revocations.error());
    if (!forMe)
        return fail(forMe.error());
    if (!mine)
        return fail(mine.error());
    if (!pending)
        return fail(pending.error());

    std::vector<WorkItem> work;
    for (const CertificateAuthority &ca : *cas) {
        if (const std::optional<Instant> end = endOf(ca); end && *end >= now && ca.crlNumber > 0 && !ca.revoked)
            work.push_back({WorkKind::CrlEnds, crlSeverity(ca.crlNextUpdate, now), 1, ca.plan.commonName, ca.crlNextUpdate, {}});
    }
    for (const Error &trouble : troubles) {
        work.push_back({WorkKind::Trouble, Severity::High, 1, trouble.subject, {}, trouble});
    }
    if (revocations->requested > 0)
        work.push_back({WorkKind::RevocationsRequested, Severity::Critical, std::uint32_t(revocations->requested), {}, {}, {}});
    if (revocations->unverified > 0)
        work.push_back({WorkKind::RevocationsUnverified, Severity::Medium, std::uint32_t(revocations->unverified), {}, {}, {}});
    const Result<std::vector<GlassBroken>> glass = readGlassBroken(connection, now);
    const Result<std::int64_t> followUps = countOpenFollowUps(connection);
    if (!glass || !followUps)
        return fail(glass ? followUps.error() : glass.error());
    if (const auto due = std::ranges::count(*glass, false, &GlassBroken::reviewed); due > 0)
        work.push_back({WorkKind::GlassToReview, Severity::Critical, std::uint32_t(due), {}, {}, {}});
    if (*followUps > 0)
        work.push_back({WorkKind::EmergencyFollowUps, Severity::High, std::uint32_t(*followUps), {}, {}, {}});
    if (maySend(CommandKind::ReviewTemporary, officer)) {
        const Result<std::vector<TemporaryKey>> temporary = readTemporaryKeys(connection);
        if (!temporary)
            return fail(temporary.error());
        if (const auto due = std::ranges::count_if(*temporary, [&](const TemporaryKey &key) { return key.actor != officer.id; }); due > 0)
            work.push_back({WorkKind::TemporaryKeysToReview, Severity::High, std::uint32_t(due), {}, {}, {}});
    }
    if (!forMe->empty()) {
        const std::optional<Instant> lapse = soonestLapse(*forMe);
        work.push_back({WorkKind::RequestsForMe, *lapse - now < lapsesSoon ? Severity::High : Severity::Medium, std::uint32_t(forMe->size()), {}, lapse, {}});
    }
    std::vector<PendingCommand> missing;
    std::ranges::copy_if(*pending, std::back_inserter(missing), [&](const PendingCommand &command) { return command.waitsFor(officer); });
    if (!missing.empty()) {
        const Instant lapse = std::ranges::min(missing, {}, &PendingCommand::expires).expires;
        work.push_back({WorkKind::SignaturesForMe, lapse - now < lapsesSoon ? Severity::High : Severity::Medium, std::uint32_t(missing.size()), {}, lapse, {}});
    }
    std::vector<Request> lapsing, returned;
    std::ranges::copy_if(*mine, std::back_inserter(returned), [](const Request &request) { return request.state == RequestState::Returned; });
    std::ranges::copy_if(*mine, std::back_inserter(lapsing),
                         [&](const Request &request) { return request.state == RequestState::Open && request.lapses - now < lapsesSoon; });
    if (!returned.empty())
        work.push_back({WorkKind::RequestsReturned, Severity::Medium, std::uint32_t(returned.size()), {}, soonestLapse(returned), {}});
    if (!lapsing.empty())
        work.push_back({WorkKind::RequestsLapsing, Severity::Medium, std::uint32_t(lapsing.size()), {}, soonestLapse(lapsing), {}});
    const Result<std::vector<Ceremony>> ceremonies = readCeremonies(connection);
    const Result<Policy> policy = readPolicy(connection);
    if (!ceremonies || !policy)
        return fail(ceremonies ? policy.error() : ceremonies.error());
    if (const CeremonyCoverage coverage = coverageOf(*cas, *ceremonies, *policy, now); coverage.due() > 0) {
        const std::optional<Instant> last = coverage.lines.back().needed > 0 ? std::optional(coverage.lines.back().at) : std::nullopt;
        if (const int due = coverage.due() - (coverage.testDue ? 1 : 0); due > 0)
            work.push_back({WorkKind::BackupDue, last ? Severity::High : Severity::Medium, std::uint32_t(due), {}, last, {}});
        if (coverage.testDue)
            work.push_back({WorkKind::RestoreTestDue, Severity::Medium, 1, {}, coverage.testedAt, {}});
    }
    std::ranges::stable_sort(work, [](const WorkItem &one, const WorkItem &other) {
        if (one.severity != other.severity)
            return one.severity > other.severity;
        return one.until && other.until && *one.until < *other.until;
    });
    return work;
}

} // namespace hufu
