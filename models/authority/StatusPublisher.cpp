// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/StatusPublisher.h"

#include "models/authority/CaKeys.h"
#include "models/store/Blobs.h"
#include "models/store/CaReader.h"
#include "models/store/HouseReader.h"
#include "models/store/JournalStore.h"
#include "models/store/StatusReader.h"

#include <algorithm>
#include <map>

namespace hufu {

/// What was read up to now, so that the next look costs what has changed.
class StatusPublisher::Follower {
public:
    Follower(Connection connection, SecureBytes vaultKey, unsigned signers)
        : m_connection(std::move(connection)), m_keys(std::move(vaultKey)), m_signers(signers) {}

    /// Whether another connection has written since, or something is to be tried again.
    Result<bool> isBehind()
    {
        const Result<std::int64_t> version = m_connection.dataVersion();
        if (!version)
            return fail(version.error());
        return *version != m_version || !m_troubles.empty();
    }

    /// The state as one moment has it; null when nothing that it holds has changed.
    Result<std::shared_ptr<const StatusSnapshot>> read();
    const std::vector<Error> &troubles() const { return m_troubles; }

private:
    /// The tables that differ from those before, by CA.
    struct Tables {
        std::map<std::string, std::shared_ptr<SerialTable>, std::less<>> byCa;
        std::int64_t newestCertificate = 0;
    };

    Result<std::shared_ptr<const StatusSnapshot>> readInside();
    Result<Tables> readTables(const std::vector<CertificateAuthority> &cas);
    /// Brings one CA up to date and tells whether it changed.
    Result<bool> readAuthority(const CertificateAuthority &ca, const Tables &tables, CaStatus &status);
    Result<PublishedCrl> readCrl(const CertificateAuthority &ca);
    Result<void> openResponder(const CertificateAuthority &ca, CaStatus &status);
    const CaStatus *before(std::string_view ca) const;

    Connection m_connection;
    CaKeys m_keys;
    unsigned m_signers;
    std::int64_t m_version = -1;
    Sequence m_head = 0;
    std::int64_t m_newestCertificate = 0;
    std::shared_ptr<const StatusSnapshot> m_last;
    std::vector<Error> m_troubles;
};

Result<std::shared_ptr<const StatusSnapshot>> StatusPublisher::Follower::read()
{
    const Result<std::int64_t> version = m_connection.dataVersion();
    if (!version)
        return fail(version.error());
    // A deferred transaction: everything below sees the same moment, and nobody waits for it.
    if (Result<void> begun = m_connection.execute("BEGIN"); !begun)
        return fail(begun.error());
    Result<std::shared_ptr<const StatusSnapshot>> snapshot = readInside();
    (void)m_connection.execute("ROLLBACK");
    if (snapshot)
        m_version = *version;
    return snapshot;
}

Result<std::shared_ptr<const StatusSnapshot>> StatusPublisher::Follower::readInside()
{
    const Result<JournalHead> head = readJournalHead(m_connection);
    if (!head)
        return fail(head.error());
    if (m_last && head->sequence == m_head && m_troubles.empty())
        return nullptr; // lints were written, or the like
    const Result<std::vector<CertificateAuthority>> cas = readCas(m_connection);
    const Result<Tables> tables = cas ? readTables(*cas) : fail(cas.error());
    if (!tables)
        return fail(tables.error());
    auto snapshot = std::make_shared<StatusSnapshot>();
    bool changed = !m_last;
    m_troubles.clear();
    for (const CertificateAuthority &ca : *cas) {
        if (ca.certificate.empty())
            continue;
        const CaStatus *known = before(ca.plan.id);
        CaStatus status = known ? *known : CaStatus();
        const Result<bool> differs = readAuthority(ca, *tables, status);
        if (!differs)
            return fail(differs.error());
        changed = changed || *differs;
        snapshot->authorities.push_back(std::move(status));
    }
    m_head = head->sequence;
    m_newestCertificate = tables->newestCertificate;
    if (!changed)
        return nullptr;
    m_last = std::move(snapshot);
    return m_last;
}

Result<StatusPublisher::Follower::Tables> StatusPublisher::Follower::readTables(const std::vector<CertificateAuthority> &cas)
{
    const Result<Sequence> resumed = readNewestResumption(m_connection);
    if (!resumed)
        return fail(resumed.error());
    // What was lifted is no longer there to be read: then everything is read anew. It is rare.
    const bool anew = *resumed > m_head;
    Tables tables{{}, anew ? 0 : m_newestCertificate};
    Result<void> kept;
    const auto take = [&](const StatusRow &row) {
        auto at = tables.byCa.find(row.ca);
        if (at == tables.byCa.end()) {
            const CaStatus *known = anew ? nullptr : before(row.ca);
            auto table = known && known->serials ? std::make_shared<SerialTable>(*known->serials) : std::make_shared<SerialTable>();
            at = tables.byCa.emplace(row.ca, std::move(table)).first;
        }
        SerialStatus status;
        if (row.revoked)
            status.revoked = SerialStatus::Revocation{row.revokedAt, row.reason};
        if (Result<void> set = at->second->set(row.serial, status); !set && kept)
            kept = std::move(set);
    };
    Result<void> read = readStatuses(m_connection, tables.newestCertificate, [&](const StatusRow &row) {
        tables.newestCertificate = row.certificate;
        take(row);
    });
    for (std::size_t i = 0; read && !anew && i < cas.size(); ++i)
        read = readRevokedSince(m_connection, cas[i].plan.id, m_head, take);
    if (!read)
        return fail(read.error());
    if (!kept)
        return fail(kept.error());
    return tables;
}

Result<bool> StatusPublisher::Follower::readAuthority(const CertificateAuthority &ca, const Tables &tables, CaStatus &status)
{
    bool changed = false;
    if (status.id.empty()) {
        Result<OcspIssuer> issuer = OcspIssuer::of(ca.certificate);
        if (!issuer)
            return fail(issuer.error());
        status.id = ca.plan.id;
        status.certificate = ca.certificate;
        status.issuer = std::move(*issuer);
        changed = true;
    }
    if (const auto table = tables.byCa.find(ca.plan.id); table != tables.byCa.end()) {
        status.serials = table->second;
        changed = true;
    }
    if (ca.crlNumber != status.crl.number) {
        Result<PublishedCrl> crl = readCrl(ca);
        if (!crl)
            return fail(crl.error());
        status.crl = std::move(*crl);
        changed = true;
    }
    if (!ca.responder.empty() && (!status.responder || status.responder->certificate != ca.responder)) {
        // The one before goes on answering until its end when the new one's key does not open.
        if (Result<void> opened = openResponder(ca, status); opened)
            changed = true;
        else
            m_troubles.push_back(opened.error());
    }
    return changed;
}

Result<PublishedCrl> StatusPublisher::Follower::readCrl(const CertificateAuthority &ca)
{
    Result<Blobs> blobs = Blobs::over(m_connection);
    const Result<std::optional<std::int64_t>> id = blobs ? blobs->find(ca.crlSha256) : fail(blobs.error());
    if (!id)
        return fail(id.error());
    if (!*id)
        return fail(ErrorCode::DatabaseCorrupt, "the newest CRL is not there", ca.plan.commonName);
    Result<Bytes> der = readBlob(m_connection, **id);
    if (!der)
        return fail(der.error());
    return PublishedCrl{std::move(*der), ca.crlNumber, ca.crlThisUpdate, ca.crlNextUpdate};
}

Result<void> StatusPublisher::Follower::openResponder(const CertificateAuthority &ca, CaStatus &status)
{
    Result<OcspResponderId> responder = OcspResponderId::of(ca.responder);
    if (!responder)
        return fail(responder.error());
    std::vector<std::unique_ptr<Signer>> signers;
    for (unsigned i = 0; i < m_signers; ++i) {
        Result<std::unique_ptr<Signer>> signer = m_keys.openOwn(m_connection, ca, CaKeyUse::Responder);
        if (!signer)
            return fail(signer.error());
        signers.push_back(std::move(*signer));
    }
    status.responder = std::move(*responder);
    status.signers = std::make_shared<SignerPool>(std::move(signers));
    return {};
}

const CaStatus *StatusPublisher::Follower::before(std::string_view ca) const
{
    if (!m_last)
        return nullptr;
    const auto at = std::ranges::find(m_last->authorities, ca, &CaStatus::id);
    return at == m_last->authorities.end() ? nullptr : &*at;
}

Result<std::unique_ptr<StatusPublisher>> StatusPublisher::start(const SecureBytes &databaseKey, Settings settings)
{
    Result<Connection> connection = Connection::open(settings.databasePath, databaseKey, Connection::Access::ReadOnly);
    if (!connection)
        return fail(connection.error());
    Result<SecureBytes> vaultKey = CaKeys::vaultKeyOf(databaseKey);
    if (!vaultKey)
        return fail(vaultKey.error());
    const unsigned signers = settings.signers ? settings.signers : std::max(2u, std::thread::hardware_concurrency());
    auto follower = std::make_unique<Follower>(std::move(*connection), std::move(*vaultKey), signers);
    std::unique_ptr<StatusPublisher> publisher(new StatusPublisher(std::move(follower), std::move(settings)));
    Result<std::shared_ptr<const StatusSnapshot>> first = publisher->m_follower->read();
    if (!first)
        return fail(first.error());
    publisher->m_snapshot = std::move(*first);
    publisher->m_troubles = publisher->m_follower->troubles();
    publisher->m_thread = std::jthread([raw = publisher.get()](std::stop_token stop) { raw->follow(stop); });
    return publisher;
}

StatusPublisher::StatusPublisher(std::unique_ptr<Follower> follower, Settings settings)
    : m_follower(std::move(follower)), m_settings(std::move(settings))
{
}

StatusPublisher::~StatusPublisher()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

std::shared_ptr<const StatusSnapshot> StatusPublisher::snapshot()
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

std::vector<Error> StatusPublisher::troubles() const
{
    const std::lock_guard lock(m_mutex);
    return m_troubles;
}

void StatusPublisher::follow(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        look();
        std::unique_lock lock(m_mutex);
        m_tick.wait_for(lock, stop, m_settings.interval, [] { return false; });
    }
}

void StatusPublisher::look()
{
    const Result<bool> behind = m_follower->isBehind();
    if (behind && !*behind)
        return;
    Result<std::shared_ptr<const StatusSnapshot>> read = behind ? m_follower->read() : fail(behind.error());
    std::vector<Error> troubles = m_follower->troubles();
    if (!read)
        troubles.push_back(read.error());
    const std::lock_guard lock(m_mutex);
    m_troubles = std::move(troubles);
    if (read && *read)
        m_snapshot = std::move(*read);
}

} // namespace hufu
