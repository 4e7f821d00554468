// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/KeyBackup.h"
#include "models/domain/CeremonyDemand.h"
#include "models/domain/RestoreTrial.h"

#include <functional>
#include <mutex>
#include <optional>

namespace hufu {

/// The authority's part in ceremonies that are held at consoles of its server: encrypts, gives ciphertexts out and takes shares back. What is clear stays here.
/// On the authority's thread alone, apart from what answer() gives back.
class ServedCeremonies {
public:
    /// Has a restored house serve on the loopback alone, and asks it; BackupBroken when an answer is wrong or missing. On any thread.
    using ServeRestored = std::function<Result<std::vector<RestoreAnswer>>(const SecureBytes &databaseKey, const HomePaths &)>;
    ServedCeremonies(const SecureBytes &databaseKey, HomePaths paths, ServeRestored serveRestored)
        : m_databaseKey(databaseKey.clone()), m_paths(std::move(paths)), m_serveRestored(std::move(serveRestored))
    {
    }

    /// Which part of a package is asked for, or brought; of no meaning for other deeds.
    struct Piece {
        std::string file; ///< as the manifest names it, or the manifest's own
        std::int64_t offset = 0;
        std::optional<Sha256> brought = {}; ///< what was sent ahead
    };
    /// What was sent ahead of the demand, by its SHA-256.
    using SentAhead = std::function<std::optional<Blob>(const Sha256 &)>;
    /// What gives the answer: on any thread, and for a restore test it takes as long as that. It keeps to what was decided, and needs no authority.
    using Work = std::function<Result<Bytes>()>;
    /// Decides on a signed demand (CeremonyDemand), whose answer is nothing, a piece (packagePieceOctets, the last one shorter), a certificate in DER, or JSON.
    /// Every demand may be repeated. NotPermitted unless the administrator of that ceremony signed it; NotFound, Conflict, Expired, BackupBroken and as
    /// officerWhoDemands().
    Result<Work> answer(Authority &authority, BytesView signedDemand, const Piece &piece, const SentAhead &sentAhead);

    /// Part of the upkeep: what ceremonies left that are over goes.
    void keepUp(Authority &authority);

private:
    Result<void> seal(Authority &authority, const Ceremony &ceremony);
    Result<Bytes> read(const Ceremony &ceremony, const Piece &piece) const;
    Result<Bytes> makeOneTimeKey(Authority &authority, const Ceremony &ceremony);
    Result<void> restore(Authority &authority, const Ceremony &ceremony, const std::vector<Sha256> &shares, const SentAhead &sentAhead);
    Result<void> take(Authority &authority, const Ceremony &ceremony, const Piece &piece, const SentAhead &sentAhead);
    Result<Work> restoreScratch(const Ceremony &ceremony, const std::vector<Sha256> &shares, const SentAhead &sentAhead);
    Result<Bytes> layScratch(const Ceremony &ceremony, const OneTimeKey &oneTime, const std::vector<Bytes> &envelopes);
    Result<Work> serve(const Ceremony &ceremony);
    void dropScratch();

    /// A house that a restore test has put back.
    struct Scratch {
        std::string ceremony;
        SecureBytes databaseKey;
        Bytes restored;                 ///< the answer of RestoreTest
        std::optional<Bytes> served = {}; ///< of Serve, after which the house itself is gone
    };
    const SecureBytes m_databaseKey;
    const HomePaths m_paths;
    const ServeRestored m_serveRestored;
    std::optional<std::pair<std::string, OneTimeKey>> m_oneTime; ///< of which ceremony
    std::mutex m_scratchMutex; ///< held while a scratch authority is made or asked
    std::optional<Scratch> m_scratch;
};

} // namespace hufu
