// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/ServerLink.h"
#include "models/replica/Transport.h"
#include "models/store/BackupPackage.h"
#include "models/store/Connection.h"

#include <mutex>

namespace hufu {

/// Ceremonies at a console of a server. What the authority does in them is demanded there, by its administrator's signature; here arrive ciphertexts alone, and
/// lie in the home until they are on their media. Functions block, as the transport's do that it belongs to.
class RemoteCeremonies final : public CeremonyDesk {
public:
    /// How it reaches the server.
    struct Way {
        std::function<Result<Bytes>(const ServerLink::Question &)> ask;
        std::function<Result<void>(std::span<const Blob>)> sendAhead;
        std::function<Result<void>()> level; ///< what waits to be sent has been, and all that was journaled is here
        std::function<Result<Connection>()> openReplica;
    };
    RemoteCeremonies(Way way, SignCeremonyDemand sign, std::string home, Clock clock)
        : m_way(std::move(way)), m_sign(std::move(sign)), m_home(std::move(home)), m_clock(std::move(clock))
    {
    }

    Result<void> level() override;
    Result<std::string> seal(const std::string &ceremony) override;
    Result<std::string> sealed(const std::string &ceremony) override;
    void discard(const std::string &ceremony) override;
    Result<std::string> backUp(const std::string &folder) override;
    Result<Bytes> oneTimeCertificate(const std::string &ceremony) override;
    Result<void> restore(const std::string &ceremony, const std::string &folder, std::span<const Bytes> shares) override;
    Result<RestoredKeys> restoreScratch(const std::string &ceremony, const std::string &folder, std::span<const Bytes> shares) override;
    bool hasScratch(const std::string &ceremony) override;
    Result<std::vector<RestoreAnswer>> serveScratch(const std::string &ceremony) override;

private:
    Result<Ceremony> known(const std::string &ceremony);
    Result<Bytes> demand(const Ceremony &ceremony, CeremonyDemand::Deed deed, std::vector<Sha256> shares = {});
    Result<Bytes> ask(const Ceremony &ceremony, CeremonyDemand::Deed deed, std::vector<Sha256> shares = {});
    Result<void> bring(const Ceremony &ceremony, const std::string &file, const std::string &to);

    Result<void> carry(const Ceremony &ceremony, const BackupPackage &package, const std::string &file);
    Result<std::vector<Sha256>> sendShares(std::span<const Bytes> shares);

    const Way m_way;
    const SignCeremonyDemand m_sign;
    const std::string m_home;
    const Clock m_clock;
    std::mutex m_scratchMutex;
    std::string m_scratch; ///< of which ceremony this process has had one made at the server
};

} // namespace hufu
