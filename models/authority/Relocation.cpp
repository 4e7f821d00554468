// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Relocation.h"

#include "models/authority/AuthorityKey.h"
#include "models/base/Uuid.h"
#include "models/store/AtomicFile.h"
#include "models/store/KeySlots.h"
#include "models/store/Schema.h"
#include "models/store/Vault.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>

namespace hufu {
namespace {

namespace fs = std::filesystem;

/// The slots while the keys are in both places: nobody opens the state by them.
std::string pendingSlots(const HomePaths &to) { return to.keySlots + ".pending"; }

/// What the authority needs in the vault, beside its own key; each is sealed under its name (CaKeys.cpp, TokenPins.cpp, CardVault.cpp).
bool isOfCas(const std::string &name) { return name.starts_with("ca key ") || name.starts_with("responder key ") || name.starts_with("token pin ") || name.starts_with("card "); }
bool isOfOfficers(const std::string &name) { return name.starts_with("token ") ? !name.starts_with("token pin ") : name.starts_with("next token "); }

Result<void> settle(const HomePaths &to)
{
    if (std::rename(pendingSlots(to).c_str(), to.keySlots.c_str()) != 0)
        return systemFailure("renaming", to.keySlots);
    return {};
}

/// Seals what the authority needs under the keys that belong to the new database key, and leaves out what is the officers' own.
Result<void> resealVault(Connection &target, const SecureBytes &fromKey, const SecureBytes &toKey)
{
    return target.transaction([&]() -> Result<void> {
        const Result<PrivateKey> authorityKey = loadAuthorityKey(target, fromKey);
        if (!authorityKey)
            return fail(authorityKey.error());
        if (Result<void> stored = storeAuthorityKey(target, toKey, *authorityKey); !stored)
            return stored;
        const Result<SecureBytes> before = CaKeys::vaultKeyOf(fromKey), after = CaKeys::vaultKeyOf(toKey);
        const Result<std::vector<std::string>> names = vaultNames(target);
        if (!before || !after)
            return fail(before ? after.error() : before.error());
        if (!names)
            return fail(names.error());
        for (const std::string &name : *names) {
            if (isOfOfficers(name)) {
                if (Result<void> removed = removeVault(target, name); !removed)
                    return removed;
            }
            if (!isOfCas(name))
                continue;
            const Result<Bytes> box = readVault(target, name);
            if (!box)
                return fail(box.error());
            const Result<SecureBytes> secret = unseal(*before, *box, "hufu " + name);
            if (!secret)
                return fail(secret.error());
            const Result<Bytes> again = seal(*after, *secret, "hufu " + name);
            if (!again)
                return fail(again.error());
            if (Result<void> put = putVault(target, name, *again); !put)
                return put;
        }
        return {};
    });
}

Result<void> build(const HomePaths &from, const SecureBytes &fromKey, const HomePaths &to, const SecureBytes &passphrase, const ScryptCost &cost)
{
    std::error_code ignored;
    for (const std::string &path : {to.database, to.database + "-wal", to.database + "-shm", to.database + "-journal", to.checkpoint, pendingSlots(to)})
        fs::remove(path, ignored);
    const SecureBytes toKey = SecureBytes::random(32);
    {
        Result<Connection> source = Connection::open(from.database, fromKey, Connection::Access::ReadWrite);
        if (!source)
            return fail(source.error());
        if (Result<void> copied = source->copyTo(to.database, toKey); !copied)
            return copied;
    }
    Result<Connection> target = Connection::open(to.database, toKey, Connection::Access::ReadWrite);
    if (!target)
        return fail(target.error());
    if (Result<void> migrated = migrate(*target); !migrated)
        return migrated;
    if (Result<void> sealed = resealVault(*target, fromKey, toKey); !sealed)
        return sealed;
    if (const Result<Bytes> checkpoint = readSmallFile(from.checkpoint, 4096)) {
        if (Result<void> written = writeFileAtomically(to.checkpoint, *checkpoint); !written)
            return written;
    }
    Result<KeySlot> slot = KeySlots::seal(newUuid(), serverSlot, toKey, passphrase, cost);
    if (!slot)
        return fail(slot.error());
    KeySlots slots;
    slots.put(std::move(*slot));
    return slots.write(pendingSlots(to));
}

/// The home keeps no key that decides anything.
Result<void> retire(Connection &home)
{
    const Result<std::vector<std::string>> names = vaultNames(home);
    if (!names)
        return fail(names.error());
    for (const std::string &name : *names) {
        if (name != "authority key" && !isOfCas(name))
            continue;
        if (Result<void> removed = removeVault(home, name); !removed)
            return removed;
    }
    return {};
}

} // namespace

Result<void> moveAuthority(const HomePaths &from, const SecureBytes &fromKey, const HomePaths &to, const SecureBytes &serverPassphrase,
                           const ScryptCost &cost)
{
    if (fs::exists(to.keySlots))
        return fail(ErrorCode::AlreadyExists, "a server's state lies here already", to.home);
    Result<Connection> home = Connection::open(from.database, fromKey, Connection::Access::ReadWrite);
    if (!home)
        return fail(home.error());
    if (Result<void> migrated = migrate(*home); !migrated)
        return migrated;
    if (const Result<void> here = checkAuthorityKey(*home); !here) {
        // An earlier move came as far as taking the keys away: the state is whole.
        return here.error().code == ErrorCode::Moved && fs::exists(pendingSlots(to)) ? settle(to) : here;
    }
    std::error_code error;
    fs::create_directories(to.home, error);
    if (error) {
        errno = error.value();
        return systemFailure("creating the folder", to.home);
    }
    fs::permissions(to.home, fs::perms::owner_all, error);
    if (Result<void> set = home->execute("PRAGMA secure_delete=ON"); !set)
        return set;
    // Nobody appends from here on; whoever has the house open finds the key gone (checkAuthorityKey) once this is committed.
    const Result<void> moved = home->transaction([&]() -> Result<void> {
        if (Result<void> built = build(from, fromKey, to, serverPassphrase, cost); !built)
            return built;
        return retire(*home);
    });
    if (!moved)
        return moved;
    (void)home->execute("PRAGMA wal_checkpoint(TRUNCATE)"); // what is left of the keys in the log goes
    return settle(to);
}

Result<SecureBytes> openServerState(const HomePaths &state, const SecureBytes &passphrase)
{
    const Result<KeySlots> slots = KeySlots::read(state.keySlots);
    if (!slots)
        return fail(slots.error());
    const Result<const KeySlot *> slot = slots->find(serverSlot);
    if (!slot)
        return fail(slot.error());
    return KeySlots::open(**slot, passphrase);
}

} // namespace hufu
