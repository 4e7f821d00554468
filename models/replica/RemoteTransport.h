// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/RemoteCeremonies.h"
#include "models/replica/Replicator.h"
#include "models/replica/ServerRecord.h"
#include "models/replica/Transport.h"
#include "models/store/Outbox.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace hufu {

/// The way to a server: every command goes into the outbox first and then to the server, in order and once; what cannot be sent now is answered with
/// Queued and goes later. Two threads of its own follow the journal and empty the outbox for as long as this lives: a long poll keeps no command waiting.
class RemoteTransport final : public Transport {
public:
    struct Settings {
        std::string home, databasePath, checkpointPath;
        Clock clock = systemNow;
    };
    static Result<std::unique_ptr<RemoteTransport>> open(const SecureBytes &databaseKey, const ServerRecord &record, Settings settings);
    ~RemoteTransport() override;

    std::vector<Result<Receipt>> deliver(std::span<const Delivery> deliveries) override;
    std::vector<Result<Receipt>> post(std::span<const Delivery> deliveries) override;
    Result<Receipt> replace(const std::string &queued, const Delivery &delivery) override;

    Result<std::vector<CardSecrets>> cardSecrets(const std::string &card, const SignDemand &sign) override;
    Result<std::vector<Blob>> escrowed(BytesView signedDemand) override;
    Result<Bytes> fetchBlob(const Sha256 &name) override;
    CeremonyDesk *ceremonies(const SignCeremonyDemand &sign) override;

    /// Sends what waits, then replicates until level. Blocks. What hindered it, if anything; what could be done is done.
    Result<Replicator::Progress> synchronise(const std::function<void(const Replicator::Progress &)> &progress, std::stop_token stop);
    /// Waits for more of the journal, as long as that, and replicates what comes.
    Result<Replicator::Progress> await(std::chrono::seconds wait, std::stop_token stop);
    /// Follows in the background from now on.
    void follow();

    LinkState link() const override;
    void watchLink(std::function<void()> changed) override;
    void hurry() override;
    void interrupt() override;

private:
    RemoteTransport(SecureBytes databaseKey, ServerRecord record, Settings settings);
    /// A connection and what talks to the server, for one thread.
    struct Line;
    Result<std::unique_ptr<Line>> makeLine() const;
    /// With `replaced`, the one delivery in that command's place.
    Result<std::vector<std::int64_t>> queue(Connection &connection, std::span<const Delivery> deliveries, std::string_view replaced = {});
    std::vector<Result<Receipt>> deliverQueued(const std::vector<std::int64_t> &positions);
    Result<void> drain(Line &line, std::map<std::int64_t, Result<Receipt>> *own, std::stop_token stop);
    Result<Receipt> send(Line &line, const QueuedCommand &queued, bool &final, std::stop_token stop);
    void watch(const std::stop_token &stop);
    void sendOut(const std::stop_token &stop);
    Result<Bytes> fetch(const ServerLink::Question &question);
    void renewLine();
    void wake();
    /// Takes into link() what came of asking the server, and passes it on.
    Result<Replicator::Progress> noted(const Line &line, Result<Replicator::Progress> answer);
    Error noted(Error error);
    /// Takes into link() how far that server's clock is ahead of this computer's.
    void noteClock(std::optional<std::chrono::seconds> ahead);
    void changeLink(const std::function<void(LinkState &)> &change);
    void keepHeard(Instant heard) const;

    const SecureBytes m_databaseKey;
    const ServerRecord m_record;
    const Settings m_settings;
    std::mutex m_sending; ///< one empties the outbox at a time
    std::unique_ptr<Line> m_line; ///< of deliver() and synchronise()
    mutable std::mutex m_linkMutex;
    LinkState m_link;
    Instant m_heardKept{};     ///< what stands in the home's file, which is not written every time; under the same mutex
    std::mutex m_listening;    ///< held while the listener is called
    std::function<void()> m_changed;
    std::stop_source m_interrupted;
    std::mutex m_ceremoniesMutex;
    std::unique_ptr<RemoteCeremonies> m_ceremonies; ///< once it was asked for
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_news = false;  ///< for the sender: something was queued, or the server is back: worth trying at once
    bool m_hurry = false; ///< for the follower: somebody asks for it
    std::jthread m_follower, m_sender; // last: they use all of the above
};

} // namespace hufu
