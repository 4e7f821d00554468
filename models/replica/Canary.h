// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/EmergencyTrial.h"
#include "models/domain/Request.h"
#include "models/domain/Revocation.h"
#include "models/probe/ClientEntry.h"

#include <functional>
#include <memory>
#include <optional>

namespace hufu {

class House;

/// A certificate that is made to be revoked: with its key, which lies sealed in this desk's home, the console comes in at servers before an emergency's
/// decision, and tries again after it. Its request goes the way of every other, so that nobody mints one alone.
struct Canary {
    std::string request;               ///< id
    Sha256 sha256{};
    ClientEntry::Identity identity;
};

/// How it stands with canaries at this desk.
struct CanaryStand {
    std::optional<IssuedCertificate> ready; ///< in force, and its key is here
    std::optional<std::string> waiting; ///< request id of one that waits for approval or issuing
    std::vector<std::string> endpoints; ///< Policy::relyingEndpoints
};
Result<CanaryStand> readCanaryStand(House &house);
/// Whether a canary may be made for it: one of a core service would make two sign for every decision that it goes along with.
bool mayHaveCanary(const Service &service);
/// Makes a key, keeps it in the home, and submits the request for a client certificate of this service. The answer is the request's id. Blocks. Errors of
/// the authority's; NotFound when no CA of the house issues to clients; InvalidArgument: not for this service.
Result<std::string> orderCanary(House &house, const Service &service, int days);

/// A canary at the servers that policy registers: comes in at all of them, and after the decision tries the three ways until each is refused. Owns its
/// connections; blocks; one thread at a time.
class CanaryRun {
public:
    /// NothingFound: no canary is ready, or no server is registered.
    static Result<std::unique_ptr<CanaryRun>> make(House &house);
    ~CanaryRun();

    const Sha256 &certificate() const;
    std::size_t endpointCount() const;
    /// Comes in at all servers at once, keeping session and connection of each. At most as long as one that does not answer takes.
    void enter(std::stop_token stop = {});
    /// How many let the canary in; 0: nothing can be proven.
    std::size_t enteredCount() const;

    /// Tries until every way that was open is refused twice in a row, or the time is over. `tell` hears of each round, on this thread.
    EmergencyTrial shutOut(const std::string &emergency, std::chrono::milliseconds patience, const std::function<void(const EmergencyTrial &)> &tell = {}, std::stop_token stop = {});

private:
    struct Visit;
    CanaryRun(Canary canary, std::function<Instant()> now);
    void everywhere(const std::function<void(Visit &)> &deed);

    Canary m_canary;
    std::function<Instant()> m_now;
    std::vector<std::unique_ptr<Visit>> m_visits;
};

} // namespace hufu
