// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/FoundingDraft.h"
#include "models/replica/ServerLink.h"
#include "smartcard/Token.h"

#include <memory>

namespace hufu {

/// The founding of a house on a server, as one of its founders sees it.
struct FoundingStand {
    enum class State { Gathering, Signing, Founded };
    struct Seat {
        Role role{};
        std::string name, department; ///< empty: nobody has come yet
        bool hasSigned = false;
    };
    State state = State::Gathering;
    std::string house;
    std::vector<Seat> seats;
    std::string content; ///< what is signed, once all have come
    Bytes signedSoFar;   ///< CMS SignedData; empty: nobody has signed
};

/// Blocks for the network; errors of ServerLink. The link shows a founder's workstation certificate.
Result<FoundingStand> lookAtFounding(ServerLink &link);

/// Signs the founding, once all have come and it is what it has to be (foundingToSign()); Conflict before. `unlock` gives the token with the certificate that
/// the founding has for this person.
Result<FoundingStand> signFounding(ServerLink &link, const Sha256 &authority, const std::string &person,
                                   const std::function<Result<std::unique_ptr<Token>>(Bytes certificate)> &unlock, const Clock &clock);

} // namespace hufu
