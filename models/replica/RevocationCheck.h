// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/RevocationSight.h"
#include "models/replica/House.h"

#include <optional>
#include <stop_token>

namespace hufu {

struct RevocationCheckResult {
    std::vector<CertificateSight> certificates; ///< those of the own CA among the named
    bool stopped = false;                       ///< cancelled in between: what is there was asked
    std::vector<Sequence> recorded;             ///< entries that say so in the journal
    std::optional<Error> notRecorded;           ///< why the proof could not be signed
    std::size_t provenCount() const;
};

/// Asks, as relying parties do, whether certificates of the own CA are revoked: the CRL and the OCSP responder that each names, over HTTP,
/// and the endpoints where it was last seen, by a new TLS handshake. What it hears is verified: signatures, the responder's delegation,
/// times, nonce (standards.md §1.5). Each URL that does not answer is asked once; a CRL or responder that does not know yet of what the journal
/// calls revoked is asked again for five seconds, because status servers follow the journal and may be a step behind.
class RevocationCheck {
public:
    enum class Recording { No, Yes };
    using Progress = std::function<void(std::size_t done, std::size_t total, const std::string &current)>;
    static constexpr std::size_t mostEndpoints = 8;

    explicit RevocationCheck(House &house) : m_house(house) {}

    /// Blocks for as long as the answers take; meant for a pool thread. With `Recording::Yes` the officer signs for what was proven and is not
    /// known to be (RevocationProof), one command for each CA. Errors: of reading the house; LimitExceeded above mostRevokedTogether.
    Result<RevocationCheckResult> run(const std::vector<Sha256> &certificates, Recording recording, const Progress &progress = {},
                                      std::stop_token stop = {});
    /// The same on a pool thread; the house waits for it.
    QFuture<Result<RevocationCheckResult>> runLater(std::vector<Sha256> certificates, Recording recording);

private:
    House &m_house;
};

} // namespace hufu
