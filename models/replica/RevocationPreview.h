// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Revocation.h"
#include "models/domain/Signers.h"
#include "models/replica/Inventory.h"

#include <span>

namespace hufu {

/// What revoking, suspending or resuming some certificates would do, shown before anybody signs.
struct RevocationPreview {
    std::vector<Sha256> certificates; ///< that it is about: what the command names
    // Those chosen that it cannot be about.
    std::size_t ofOtherCas = 0;
    std::size_t roots = 0;
    std::size_t responders = 0;    ///< OCSP responders': they replace themselves, and their answers are for everybody
    std::size_t ofOtherPeople = 0; ///< that this officer, a department head, may not suspend
    std::size_t alreadySo = 0; ///< revoked or suspended already; to be resumed: not suspended

    struct AffectedService {
        std::string name;
        Tier tier = Tier::None;
        std::size_t certificates = 0;
    };
    std::vector<AffectedService> services; ///< by the request, by host names and by where they were seen; the most important first
    std::size_t withoutService = 0;
    struct AffectedCa {
        std::string name;
        std::int64_t issued = 0; ///< certificates of it that are valid now and would fail
    };
    std::vector<AffectedCa> cas;

    std::vector<std::string> endpoints; ///< host:port where they were seen in service, at most mostEndpoints, by the order of the rows
    std::size_t moreEndpoints = 0;
    static constexpr std::size_t mostEndpoints = 50;

    std::vector<SignerSlot> signers; ///< who has to sign, by the policy in force
};

/// `officer`: who would sign; a department head who is no security admin can only suspend people of the own department.
Result<RevocationPreview> previewRevocation(Connection &connection, const Inventory &inventory, std::span<const Row> rows, const Person &officer,
                                            RevocationReason reason, Instant now);
/// Whether this officer only suspends: a department head who is no security admin.
bool onlySuspends(const Person &officer);
Result<RevocationPreview> previewResumption(Connection &connection, const Inventory &inventory, std::span<const Row> rows, Instant now);

} // namespace hufu
