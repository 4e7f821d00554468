// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/BlobStage.h"
#include "models/authority/CommandDesk.h"
#include "models/authority/JournalWatch.h"
#include "models/authority/ServedCeremonies.h"
#include "models/authority/http/ApiServer.h"
#include "models/authority/http/SigningDesk.h"
#include "models/domain/Workstation.h"

#include <atomic>
#include <set>

namespace hufu {

/// The lifecycle server's API, as resources/openapi.json describes it. Reads are answered by threads of their own, each with a connection that only
/// reads, so that many consoles do not slow deciding; commands go to the CommandDesk. Everything but /healthz, enrolling and
/// joining a founding needs the certificate of an enrolled workstation, looked up anew for each request. Agents of relying servers
/// fetch CRLs and report, and nothing else.
class ServerApi final : public ApiSite {
public:
    struct Settings {
        std::string databasePath;
        unsigned readers = 4;
        std::size_t mostWaiting = 4000; ///< reads in the queue
        Clock clock = systemNow;
        ServedCeremonies *ceremonies = nullptr; ///< outlives the API; used on the desk's thread. Null: none are held here
        bool shared = false; ///< other servers append too: a replica that is ahead was at one of them, and waits a moment
        /// Told of every answer, on whichever thread gave it: for logs.
        std::function<void(const ApiRequest &, unsigned status, const std::string &workstation, std::chrono::microseconds)> answered = {};
    };
    struct Counters {
        std::atomic<std::uint64_t> requests = 0, accepted = 0, refused = 0, enrolled = 0, turnedAway = 0, blobs = 0, entries = 0;
    };
    /// The desk has to outlive the API.
    static Result<std::unique_ptr<ServerApi>> make(const SecureBytes &databaseKey, CommandDesk &desk, Settings settings);
    ~ServerApi() override;

    std::size_t bodyLimit(const ApiRequest &request) const override;
    void take(std::shared_ptr<ApiCall> call) override;
    void close() override;
    HttpReply refusal(unsigned status, const char *sentence) const override;

    JournalWatch &watch() { return m_watch; }
    const Counters &counters() const { return m_counters; }

private:
    struct Visit; ///< one call on its way through
    ServerApi(SecureBytes databaseKey, CommandDesk &desk, Connection watched, Settings settings);
    void route(const std::shared_ptr<Visit> &visit);
    void answer(Visit &visit, HttpReply reply);
    /// Routes it anew once the journal has an entry after that one, or the time is over.
    void again(const std::shared_ptr<Visit> &visit, Sequence after, std::chrono::steady_clock::time_point until);
    template <typename Work> auto read(Work work) -> decltype(work(std::declval<Connection &>()));
    Result<Workstation> admitted(const ApiRequest &request);
    bool isOurs(const Bytes &peer, const Bytes &authority);

    void health(const std::shared_ptr<Visit> &visit);
    void enrol(const std::shared_ptr<Visit> &visit);
    void joinFounding(const std::shared_ptr<Visit> &visit);
    void founding(const std::shared_ptr<Visit> &visit);
    void signFounding(const std::shared_ptr<Visit> &visit);
    void journal(const std::shared_ptr<Visit> &visit);
    void blob(const std::shared_ptr<Visit> &visit);
    void blobs(const std::shared_ptr<Visit> &visit);
    void stage(const std::shared_ptr<Visit> &visit);
    void cardSecrets(const std::shared_ptr<Visit> &visit);
    void escrow(const std::shared_ptr<Visit> &visit);
    void ceremonies(const std::shared_ptr<Visit> &visit);
    void commands(const std::shared_ptr<Visit> &visit);
    void crls(const std::shared_ptr<Visit> &visit);
    void report(const std::shared_ptr<Visit> &visit);

    const SecureBytes m_databaseKey;
    CommandDesk &m_desk;
    const Settings m_settings;
    BlobStage m_stage;
    Counters m_counters;
    std::mutex m_poolMutex;
    std::vector<Connection> m_pool;
    std::mutex m_provenMutex;
    std::set<std::pair<Bytes, Bytes>> m_proven; ///< workstations' certificates and the authority's by which they were seen to be signed
    SigningDesk m_readers;
    JournalWatch m_watch;
};

} // namespace hufu
