// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace hufu {

/// Payload of `revocation.prove`: an officer's console asked as any relying party would, where the certificates themselves say that their
/// state is found, and saw them revoked there.
///
/// It is a signed command, and no note of one console: so every window, report and witness says "verified" of the same certificates, and
/// who saw it, where and when. It carries digests, not answers. The CRL's bytes are in the journal already, and the rule wants number and digest of
/// the very CRL that the journal has as its newest, with the revocation in it: nobody can claim to have seen a list that the authority
/// never signed, and a witness decides the same again. What OCSP said adds nothing to that but that it was said; for this the officer's
/// signature stands. One command is about certificates of one CA, so that one CRL covers them all.
struct RevocationProof {
    std::string ca; ///< id
    std::vector<Sha256> certificates; ///< 1..mostRevokedTogether
    struct CrlSeen {
        std::string url;
        std::uint64_t number = 0;
        Sha256 sha256{};
        Instant at{}; ///< when it was fetched
        bool operator==(const CrlSeen &) const = default;
    };
    struct OcspSeen {
        std::string url;
        Instant producedAt{}; ///< of the oldest answer
        Sha256 sha256{};      ///< of the answers, one after another in the order of `certificates`
        bool operator==(const OcspSeen &) const = default;
    };
    CrlSeen crl;
    std::optional<OcspSeen> ocsp; ///< nothing for certificates of CAs, which name no responder
    bool operator==(const RevocationProof &) const = default;
};
QJsonObject toJson(const RevocationProof &proof);
Result<RevocationProof> revocationProofFromJson(const QJsonObject &payload);

} // namespace hufu
