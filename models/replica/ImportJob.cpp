// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/ImportJob.h"

#include "models/domain/Import.h"
#include "models/store/InventoryReader.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace hufu {
namespace {

// Batches read ahead of the house, and so the most that become durable in one transaction: large transactions touch each page of the
// indexes less often, small ones keep memory small.
constexpr std::size_t readAhead = 12;
constexpr std::size_t mostKeyHolders = 10'000; ///< certificates whose keys lie in files of their own, that one import tells of

/// Sends batches in their order on a thread of its own.
class Sender {
public:
    explicit Sender(House &house) : m_house(house), m_thread([this] { work(); }) {}
    ~Sender() { finish(); }

    /// Waits for room. False when the house refused a batch: nothing more is taken.
    bool take(CertificateBatch batch)
    {
        if (batch.certificates.empty())
            return true;
        Prepared prepared = prepare(batch); // on the reader's thread: the sender has enough to do
        std::unique_lock<std::mutex> lock(m_mutex);
        m_changed.wait(lock, [&] { return m_waiting.size() < readAhead || m_refused; });
        if (m_refused)
            return false;
        m_waiting.push_back(std::move(prepared));
        m_changed.notify_all();
        return true;
    }

    void finish()
    {
        {
            const std::lock_guard<std::mutex> lock(m_mutex);
            m_finished = true;
        }
        m_changed.notify_all();
        if (m_thread.joinable())
            m_thread.join();
    }

    ImportResult::Tally total;
    std::uint64_t queued = 0;
    std::map<std::string, ImportResult::Tally> byLocation;
    const std::optional<Error> &refused() const { return m_refused; }

private:
    struct Prepared {
        std::vector<ImportedSighting> sightings;
        House::Order order;
    };

    void work()
    {
        for (;;) {
            std::vector<Prepared> batches;
            {
                std::unique_lock<std::mutex> lock(m_mutex);
                m_changed.wait(lock, [&] { return !m_waiting.empty() || m_finished; });
                if (m_waiting.empty())
                    return;
                batches.swap(m_waiting);
            }
            m_changed.notify_all();
            if (Result<void> sent = send(batches); !sent) {
                const std::lock_guard<std::mutex> lock(m_mutex);
                m_refused = sent.error();
                m_waiting.clear();
                m_changed.notify_all();
                return;
            }
        }
    }

    /// One batch as a payload: a sighting for each place, in the order of their first certificate.
    static Prepared prepare(CertificateBatch &batch)
    {
        Prepared prepared;
        std::map<std::pair<std::string, std::string>, std::size_t> places;
        std::vector<std::vector<Blob>> blobs;
        for (CertificateBatch::Entry &entry : batch.certificates) {
            const Sighting &seen = batch.sightings[entry.sighting];
            const auto [place, isNew]
                = places.try_emplace({std::string(sourceKindName(seen.kind)) + seen.location, seen.detail}, prepared.sightings.size());
            if (isNew) {
                prepared.sightings.push_back({int(seen.kind), seen.location, seen.detail, {}, {}});
                blobs.emplace_back();
            }
            ImportedSighting &sighting = prepared.sightings[place->second];
            const Sha256 name = entry.listing.sha256;
            sighting.certificates.push_back(name);
            if (seen.privateKey)
                sighting.withPrivateKey.push_back(name);
            blobs[place->second].push_back({name, std::move(entry.der)});
        }
        prepared.order.payload = toJson(prepared.sightings);
        for (std::vector<Blob> &ofPlace : blobs)
            prepared.order.blobs.insert(prepared.order.blobs.end(), std::move_iterator(ofPlace.begin()), std::move_iterator(ofPlace.end()));
        return prepared;
    }

    Result<void> send(std::vector<Prepared> &batches)
    {
        std::vector<House::Order> orders;
        for (Prepared &batch : batches)
            orders.push_back(std::move(batch.order));
        const Result<std::vector<Result<Receipt>>> answers = m_house.submitTogether(CommandKind::Import, std::move(orders));
        if (!answers)
            return fail(answers.error());
        for (std::size_t i = 0; i < answers->size(); ++i) {
            const Result<Receipt> &answer = (*answers)[i];
            if (!isTaken(answer))
                return fail(answer.error());
            if (answer) {
                tally(batches[i].sightings, *answer);
                continue;
            }
            for (const ImportedSighting &sighting : batches[i].sightings)
                queued += sighting.certificates.size();
        }
        return {};
    }

    void tally(const std::vector<ImportedSighting> &sightings, const Receipt &receipt)
    {
        std::size_t next = 0;
        for (const ImportedSighting &sighting : sightings) {
            ImportResult::Tally &here = byLocation[sighting.location];
            for (std::size_t i = 0; i < sighting.certificates.size(); ++i, ++next) {
                const bool added = next < receipt.added.size() && receipt.added[next];
                ++(added ? here.added : here.known);
                ++(added ? total.added : total.known);
            }
        }
    }

    House &m_house;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Prepared> m_waiting;
    std::optional<Error> m_refused;
    bool m_finished = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace

ImportResult ImportJob::run(const std::vector<SourceSpec> &sources, const Progress &progress, const Password &password, std::stop_token stop)
{
    ImportResult result;
    Sender sender(m_house);
    ImportCallbacks callbacks;
    callbacks.onCertificates = [&](CertificateBatch &&batch) { return sender.take(std::move(batch)); };
    callbacks.onProgress = progress;
    callbacks.password = password;
    result.report = Importer(std::move(callbacks)).import(sources, stop);
    sender.finish();
    result.total = sender.total;
    result.queued = sender.queued;
    result.byLocation = sender.byLocation;
    result.stopped = sender.refused();
    if (!result.stopped) {
        const Result<std::size_t> matched = matchKeys(result.report.keys);
        if (matched)
            result.keysMatched = *matched;
        else
            result.stopped = matched.error();
    }
    return result;
}

Result<std::size_t> ImportJob::matchKeys(std::span<const KeySighting> keys)
{
    if (keys.empty())
        return 0;
    std::set<Sha256> wanted;
    for (const KeySighting &key : keys)
        wanted.insert(key.spkiSha256);
    const Result<std::vector<KeyHolder>> found
        = m_house.read([&](Connection &connection) { return readHoldersOf(connection, wanted, mostKeyHolders); });
    if (!found)
        return fail(found.error());
    std::multimap<Sha256, Sha256> holders;
    for (const KeyHolder &holder : *found)
        holders.emplace(holder.spkiSha256, holder.sha256);

    std::vector<House::Order> orders;
    std::vector<ImportedSighting> sightings;
    std::size_t matched = 0, inThis = 0;
    const auto close = [&] {
        if (!sightings.empty())
            orders.push_back({toJson(sightings), {}});
        sightings.clear();
        inThis = 0;
    };
    for (const KeySighting &key : keys) { // in the order of keys: the copies of one key do not multiply beyond the bound
        for (auto [at, end] = holders.equal_range(key.spkiSha256); at != end && matched < mostKeyHolders; ++at) {
            if (inThis == mostCertificatesPerImport)
                close();
            if (sightings.empty() || sightings.back().location != key.location)
                sightings.push_back({int(SourceKind::KeyFile), key.location, {}, {}, {}});
            sightings.back().certificates.push_back(at->second);
            sightings.back().withPrivateKey.push_back(at->second);
            ++inThis;
            ++matched;
        }
    }
    close();
    if (orders.empty())
        return 0;
    const Result<std::vector<Result<Receipt>>> answers = m_house.submitTogether(CommandKind::Import, std::move(orders));
    if (!answers)
        return fail(answers.error());
    for (const Result<Receipt> &answer : *answers) {
        if (!answer)
            return fail(answer.error());
    }
    return matched;
}

} // namespace hufu
