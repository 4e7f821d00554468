// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/ServedHome.h"

#include "models/authority/AuthorityKey.h"
#include "models/authority/TokenVault.h"
#include "models/base/Uuid.h"
#include "models/pki/Digest.h"
#include "models/pki/OfficerRequest.h"
#include "models/replica/Enrolling.h"
#include "models/store/AtomicFile.h"
#include "models/store/KeySlots.h"
#include "models/store/Schema.h"
#include "models/store/Vault.h"

#include <cerrno>
#include <filesystem>
#include <thread>

namespace hufu {
namespace {

namespace fs = std::filesystem;

constexpr auto openingPatience = std::chrono::seconds(2);
constexpr auto closedPause = std::chrono::milliseconds(500);

/// Stands in a home from before its key slot until it is enrolled.
std::string enrollingPath(const HomePaths &paths) { return paths.home + "/enrolling"; }

/// The folder and an empty database under this key.
Result<Connection> makeDatabase(const HomePaths &paths, const SecureBytes &key)
{
    std::error_code error;
    fs::create_directories(paths.home, error);
    if (error) {
        errno = error.value();
        return systemFailure("creating the folder", paths.home);
    }
    fs::permissions(paths.home, fs::perms::owner_all, error);
    for (const std::string &path : {paths.database, paths.database + "-wal", paths.database + "-shm"})
        fs::remove(path, error); // what an interrupted try left
    Result<Connection> connection = Connection::open(paths.database, key, Connection::Access::Create);
    if (!connection)
        return connection;
    if (Result<void> migrated = migrate(*connection); !migrated)
        return fail(migrated.error());
    return connection;
}

/// An empty home that opens as the other does: its key slots, and what lies sealed under the same key.
Result<void> copySecrets(const HomePaths &from, const HomePaths &to, const SecureBytes &databaseKey)
{
    Result<Connection> source = Connection::open(from.database, databaseKey, Connection::Access::ReadOnly);
    const Result<std::vector<std::string>> names = source ? vaultNames(*source) : fail(source.error());
    const Result<KeySlots> slots = names ? KeySlots::read(from.keySlots) : fail(names.error());
    Result<Connection> fresh = slots ? makeDatabase(to, databaseKey) : fail(slots.error());
    if (!fresh)
        return fail(fresh.error());
    const Result<void> copied = fresh->transaction([&]() -> Result<void> {
        for (const std::string &name : *names) {
            const Result<Bytes> sealed = readVault(*source, name);
            const Result<void> put = sealed ? putVault(*fresh, name, *sealed) : fail(sealed.error());
            if (!put)
                return put;
        }
        return {};
    });
    return copied ? slots->write(to.keySlots) : copied;
}

} // namespace

bool isServed(const HomePaths &paths) { return fs::exists(ServerRecord::pathIn(paths.home)); }

bool isEnrolling(const HomePaths &paths) { return fs::exists(enrollingPath(paths)) && !isServed(paths); }

Result<UnlockedHome> unlockHome(const HomePaths &paths, const std::string &officer, const SecureBytes &secret, HeldPin::LastTry lastTry)
{
    const Result<KeySlots> slots = KeySlots::read(paths.keySlots);
    if (!slots)
        return fail(slots.error());
    const Result<const KeySlot *> slot = slots->find(officer);
    if (!slot)
        return fail(slot.error());
    UnlockedHome home{{}, (*slot)->personId, (*slot)->card};
    if ((*slot)->isByCard() && (*slot)->sealedKey.empty())
        return fail(ErrorCode::SignerInactive, "this USBKey is lost, suspended or handed back", (*slot)->card);
    if ((*slot)->isByCard())
        home.pin = std::make_shared<HeldPin>(secret.clone(), lastTry);
    const CardFinder find = [](PivSlot in, BytesView key) { return findCard(in, key); };
    Result<SecureBytes> key = home.pin ? unwrapByCard(find, *home.pin, (*slot)->cardKey, (*slot)->sealedKey, KeySlots::contextOf(home.personId))
                                       : KeySlots::open(**slot, secret);
    if (!key)
        return fail(key.error());
    home.databaseKey = std::move(*key);
    return home;
}

Result<void> makeConsoleHome(const HomePaths &paths, const HomePaths &tokenFrom, const std::string &officer, const SecureBytes &passphrase,
                             const ScryptCost &cost)
{
    if (fs::exists(paths.keySlots))
        return fail(ErrorCode::AlreadyExists, "there is a home already", paths.home);
    const Result<UnlockedHome> other = unlockHome(tokenFrom, officer, passphrase);
    if (!other)
        return fail(other.error());
    const Result<KeySlots> theirs = KeySlots::read(tokenFrom.keySlots);
    const Result<const KeySlot *> named = theirs ? theirs->find(other->personId) : fail(theirs.error());
    Result<Connection> source = Connection::open(tokenFrom.database, other->databaseKey, Connection::Access::ReadOnly);
    if (!named || !source)
        return fail(named ? source.error() : named.error());
    const SecureBytes key = SecureBytes::random(32);
    {
        Result<Connection> connection = makeDatabase(paths, key);
        if (!connection)
            return fail(connection.error());
        if (Result<void> copied = other->pin ? Result<void>() : copyToken(*source, *connection, other->personId); !copied)
            return copied;
    }
    Result<KeySlot> slot = other->pin ? KeySlots::wrap(other->personId, (*named)->name, key, other->card, (*named)->cardKey)
                                      : KeySlots::seal(other->personId, (*named)->name, key, passphrase, cost);
    if (!slot)
        return fail(slot.error());
    KeySlots slots;
    slots.put(std::move(*slot));
    if (Result<void> marked = writeFileAtomically(enrollingPath(paths), {}); !marked)
        return marked;
    return slots.write(paths.keySlots);
}

Result<void> makeFoundersHome(const HomePaths &paths, const std::string &officer, const std::string &department, const SecureBytes &passphrase,
                              const ScryptCost &cost)
{
    if (fs::exists(paths.keySlots)) {
        const Result<UnlockedHome> before = unlockHome(paths, officer, passphrase);
        if (!before)
            return fail(before.error());
        return isServed(paths) ? fail(ErrorCode::AlreadyExists, "there is a home already", paths.home) : Result<void>();
    }
    const SecureBytes databaseKey = SecureBytes::random(32);
    const std::string id = newUuid();
    const Result<PrivateKey> key = PrivateKey::generate();
    Result<Bytes> request = key ? makeOfficerRequest(*key, officer) : fail(key.error());
    if (!request)
        return fail(request.error());
    {
        Result<Connection> connection = makeDatabase(paths, databaseKey);
        if (!connection)
            return fail(connection.error());
        if (Result<void> stored = storeToken(*connection, id, *key, passphrase, cost); !stored)
            return stored;
        if (Result<void> kept = keepFounder(*connection, databaseKey, {id, officer, department, std::move(*request)}); !kept)
            return kept;
    }
    Result<KeySlot> slot = KeySlots::seal(id, officer, databaseKey, passphrase, cost);
    if (!slot)
        return fail(slot.error());
    KeySlots slots;
    slots.put(std::move(*slot));
    return slots.write(paths.keySlots);
}

Result<ServerRecord> enrolHome(const HomePaths &paths, const SecureBytes &databaseKey, const std::string &url, const EnrolmentCode &code,
                               const std::string &workstation, const Clock &clock)
{
    Result<Connection> connection = Connection::open(paths.database, databaseKey, Connection::Access::ReadWrite);
    if (!connection)
        return fail(connection.error());
    if (Result<void> migrated = migrate(*connection); !migrated)
        return fail(migrated.error());
    if (checkAuthorityKey(*connection))
        return fail(ErrorCode::Conflict, "this house has an authority of its own; hufu-server init --from moves it to a server", paths.home);
    Result<ServerRecord> record = enrolAt(url, code, workstation, paths.home, *connection, databaseKey, clock);
    std::error_code ignored;
    if (record)
        fs::remove(enrollingPath(paths), ignored);
    return record;
}

Result<FreshStart> enrolAnew(const HomePaths &paths, const SecureBytes &databaseKey, const std::string &url, const EnrolmentCode &code,
                             const std::string &workstation, const Clock &clock)
{
    if (checkTrusted(paths.home))
        return fail(ErrorCode::InvalidArgument, "this home trusts its server: there is nothing to begin anew", paths.home);
    std::string home = paths.home;
    while (home.size() > 1 && home.ends_with('/'))
        home.pop_back();
    const HomePaths fresh(home + ".new");
    if (!fs::exists(fresh.keySlots)) { // else an earlier try got so far, and the server may have heard its claim
        if (Result<void> made = copySecrets(paths, fresh, databaseKey); !made)
            return fail(made.error());
    }
    Result<ServerRecord> record = enrolHome(fresh, databaseKey, url, code, workstation, clock);
    if (!record)
        return fail(record.error());
    std::string when = toIso(clock());
    std::erase_if(when, [](char sign) { return sign == '-' || sign == ':'; });
    FreshStart start{std::move(*record), home + ".distrusted-" + when};
    std::error_code error;
    fs::rename(home, start.setAside, error);
    if (!error)
        fs::rename(fresh.home, home, error);
    if (error) {
        errno = error.value();
        return systemFailure("setting aside", home);
    }
    return start;
}

Result<void> moveServer(const HomePaths &paths, const std::string &url, const Clock &clock)
{
    Result<ServerRecord> record = ServerRecord::read(paths.home);
    Result<ServerAddress> address = ServerAddress::parse(url);
    if (!record || !address)
        return fail(record ? address.error() : record.error());
    if (record->url == url)
        return {};
    ServerLink link({std::move(*address), [authority = record->authority](BytesView certificate) { return sha256(certificate) == authority; }, {}, clock});
    if (const Result<void> there = link.reach({}); !there)
        return fail(there.error());
    record->url = url;
    return record->write(paths.home);
}

Result<std::unique_ptr<RemoteTransport>> openRemote(const HomePaths &paths, const SecureBytes &databaseKey, const Clock &clock)
{
    const Result<ServerRecord> record = ServerRecord::read(paths.home);
    if (!record)
        return fail(record.error());
    return RemoteTransport::open(databaseKey, *record, {.home = paths.home, .databasePath = paths.database, .checkpointPath = paths.checkpoint, .clock = clock});
}

Result<std::unique_ptr<Transport>> servedTransport(const HomePaths &paths, const SecureBytes &databaseKey, const Clock &clock)
{
    Result<std::unique_ptr<RemoteTransport>> remote = openRemote(paths, databaseKey, clock);
    if (!remote)
        return fail(remote.error());
    if ((*remote)->link().here == 0) {
        // Nothing to show before the founding entry: whoever interrupted the first replication waits for that much.
        // A server that ends in the middle of an answer may be one of several: the next one is asked.
        Result<Replicator::Progress> first = (*remote)->await(std::chrono::seconds(0), {});
        for (int tries = 0; !first && first.error().code == ErrorCode::ConnectionClosed && tries < 3; ++tries) {
            std::this_thread::sleep_for(closedPause);
            first = (*remote)->await(std::chrono::seconds(0), {});
        }
        if (!first)
            return fail(first.error());
    } else {
        // Whoever opens a house sees it as it is now, where that takes no long time; else as it was.
        std::stop_source enough;
        std::mutex mutex;
        std::condition_variable_any wake;
        const std::jthread timer([&](const std::stop_token &done) {
            std::unique_lock lock(mutex);
            if (!wake.wait_for(lock, done, openingPatience, [] { return false; }))
                enough.request_stop();
        });
        (void)(*remote)->synchronise({}, enough.get_token());
    }
    (*remote)->follow();
    return std::move(*remote);
}

} // namespace hufu
