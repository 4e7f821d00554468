// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/FoundingAct.h"

#include "models/authority/AuthorityKey.h"
#include "models/authority/TokenVault.h"
#include "models/base/Uuid.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/SignedData.h"
#include "models/store/AtomicFile.h"
#include "models/store/KeySlots.h"
#include "models/store/Schema.h"

#include <cerrno>
#include <filesystem>

namespace hufu {
namespace {

using namespace std::chrono;

constexpr auto officerLife = days(365);        // standards.md §1.3: at most one year
constexpr auto commandLife = hours(24);

Result<void> makeFolder(const std::string &path)
{
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) {
        errno = error.value();
        return systemFailure("creating the folder", path);
    }
    std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
    return {};
}

/// What an interrupted founding left behind.
void clearUnfounded(const HomePaths &paths)
{
    for (const std::string &path : {paths.database, paths.database + "-wal", paths.database + "-shm", paths.checkpoint}) {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }
}

struct Enrolled {
    Person person;
    PrivateKey key;
};

Result<Enrolled> enrol(const Founder &founder, bool pilot, const PrivateKey &authorityKey, const Bytes &authorityCertificate, Instant now)
{
    Result<PrivateKey> key = PrivateKey::generate();
    if (!key)
        return fail(key.error());
    const Result<Bytes> spki = key->publicKeyDer();
    if (!spki)
        return fail(spki.error());
    Person person;
    person.id = newUuid();
    person.name = founder.name;
    person.department = founder.department;
    person.roles = pilot ? std::set<Role>(allRoles().begin(), allRoles().end()) : founder.roles;
    Result<Bytes> certificate
        = makeOfficerCertificate(authorityKey, authorityCertificate, *spki, founder.name, person.id, now, now + officerLife);
    if (!certificate)
        return fail(certificate.error());
    person.certificate = std::move(*certificate);
    return Enrolled{std::move(person), std::move(*key)};
}

/// The founding command, signed by every founder; the first one is its actor.
Result<Bytes> signFounding(const Founding &founding, const std::vector<PrivateKey> &keys, Instant now)
{
    const Result<std::string> encoded = encodeCommand(foundingCommand(founding, now, commandLife));
    if (!encoded)
        return fail(encoded.error());
    Result<Bytes> signedCommand = signData(viewOf(*encoded), keys.front(), founding.founders.front().certificate, now);
    for (std::size_t i = 1; i < keys.size() && signedCommand; ++i)
        signedCommand = addSignature(*signedCommand, keys[i], founding.founders[i].certificate, now);
    return signedCommand;
}

} // namespace

HomePaths::HomePaths(const std::string &folder)
    : home(folder), database(folder + "/hufu.db"), keySlots(folder + "/keyslots.json"), checkpoint(folder + "/checkpoint.json")
{
}

Command foundingCommand(const Founding &founding, Instant now, std::chrono::seconds life)
{
    Command command;
    command.id = newUuid();
    command.kind = CommandKind::Found;
    command.version = 2;
    command.payload = toJson(founding);
    command.actor = founding.founders.front().id;
    command.time = now;
    command.expires = now + life;
    return command;
}

Result<void> makeUnfounded(const HomePaths &paths)
{
    if (Result<void> made = makeFolder(paths.home); !made)
        return made;
    clearUnfounded(paths);
    return {};
}

Result<void> foundHouse(const HomePaths &paths, const FoundingAct &act)
{
    if (act.founders.empty())
        return fail(ErrorCode::InvalidArgument, "a house without founders");
    if (std::filesystem::exists(paths.keySlots))
        return fail(ErrorCode::AlreadyExists, "a house is founded here already", paths.home);
    if (Result<void> made = makeUnfounded(paths); !made)
        return made;

    const SecureBytes databaseKey = SecureBytes::random(32);
    const Instant now = act.clock();
    const std::string houseName = act.houseName.empty() ? act.founders.front().name : act.houseName;
    Result<PrivateKey> authorityKey = PrivateKey::generate();
    if (!authorityKey)
        return fail(authorityKey.error());
    const Result<Bytes> authorityCertificate = makeAuthorityCertificate(*authorityKey, houseName, now, now + authorityLife);
    if (!authorityCertificate)
        return fail(authorityCertificate.error());

    Founding founding{houseName, act.founders.size() == 1, *authorityCertificate, {}, defaultPolicy()};
    std::vector<PrivateKey> keys;
    KeySlots slots;
    for (const Founder &founder : act.founders) {
        Result<Enrolled> enrolled = enrol(founder, founding.pilot, *authorityKey, *authorityCertificate, now);
        if (!enrolled)
            return fail(enrolled.error());
        Result<KeySlot> slot = KeySlots::seal(enrolled->person.id, founder.name, databaseKey, *founder.passphrase, act.cost);
        if (!slot)
            return fail(slot.error());
        slots.put(std::move(*slot));
        founding.founders.push_back(std::move(enrolled->person));
        keys.push_back(std::move(enrolled->key));
    }
    {
        Result<Connection> connection = Connection::open(paths.database, databaseKey, Connection::Access::Create);
        if (!connection)
            return fail(connection.error().code, connection.error().detail, paths.home);
        if (Result<void> migrated = migrate(*connection); !migrated)
            return migrated;
        if (Result<void> stored = storeAuthorityKey(*connection, databaseKey, *authorityKey); !stored)
            return stored;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (Result<void> stored = storeToken(*connection, founding.founders[i].id, keys[i], *act.founders[i].passphrase, act.cost); !stored)
                return stored;
        }
    }
    const Result<Bytes> signedCommand = signFounding(founding, keys, now);
    if (!signedCommand)
        return fail(signedCommand.error());
    Result<Authority> authority = Authority::open(databaseKey, {paths.database, paths.checkpoint, act.clock});
    if (!authority)
        return fail(authority.error());
    if (const Result<Receipt> receipt = authority->submit(*signedCommand, {}); !receipt)
        return fail(receipt.error());
    return slots.write(paths.keySlots);
}

} // namespace hufu
