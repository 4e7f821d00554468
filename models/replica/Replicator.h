// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/JournalPage.h"
#include "models/replica/ServerLink.h"
#include "models/store/ReplicaJournal.h"

namespace hufu {

/// Follows a server's journal into a home's own database, page by page, each in a transaction or some: interrupted at any moment, it goes on from where
/// it was. Trusts nothing: see ReplicaJournal.h. Several may work over the same home. Used by one thread at a time; blocks for network and disk.
class Replicator {
public:
    struct Settings {
        std::string home;           ///< where evidence goes, and the checkpoint outside the database
        std::string checkpointPath;
        Sha256 authority{};         ///< of its certificate
    };
    Replicator(Connection connection, ServerLink::Settings link, Settings settings)
        : m_connection(std::move(connection)), m_link(std::move(link)), m_settings(std::move(settings)) {}

    struct Progress {
        Sequence here = 0; ///< entries replicated
        Sequence head = 0; ///< entries that the server has
        bool isLevel() const { return here >= head; }
    };
    /// The next page; where there is none, waits for one as long as `wait`.
    /// A server that cut, rewrote or forked its history is named as JournalBroken or CheckpointMismatch with what it did; the evidence is written into
    /// the home, which trusts that server no more (checkTrusted()). VersionTooNew where its next entry is one that a newer release wrote: nothing of it is taken,
    /// and it is trusted as before. Other errors: of ServerLink, of the database; WorkstationRefused.
    Result<Progress> step(std::chrono::seconds wait, std::stop_token stop);
    /// Steps until level with the server.
    Result<Progress> catchUp(const std::function<void(const Progress &)> &progress, std::stop_token stop);
    /// ServerLink::ahead() of the line it asks on.
    std::optional<std::chrono::seconds> ahead() const { return m_link.ahead(); }

private:
    Result<std::vector<Blob>> fetchBlobs(const std::vector<Sha256> &names, std::stop_token stop);
    struct Portion {
        std::span<OpenedEntry> entries;
        std::vector<Sha256> wanted;
    };
    struct Brought {
        std::vector<Blob> blobs;
        std::vector<IncomingCertificate> incoming; ///< read from them
    };
    Result<std::vector<Portion>> portionsOf(std::vector<OpenedEntry> &opened);
    Result<Brought> fetch(const std::vector<Sha256> &names, std::stop_token stop);
    Result<std::optional<Break>> take(const Portion &portion, std::span<const IncomingCertificate> incoming, const std::optional<Checkpoint> &checkpoint,
                                      Sequence knownWhenAsked, Sequence &here);
    Error distrust(const Break &broken, const JournalPage &page);

    Connection m_connection;
    ServerLink m_link;
    const Settings m_settings;
};

} // namespace hufu
