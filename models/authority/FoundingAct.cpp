// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/FoundingAct.h"

#include "models/authority/AuthorityKey.h"
#include "models/authority/TokenVault.h"
#include "models/base/Uuid.h"
#include "models/domain/Founding.h"
#include "models/pki/OfficerCertificate.h"
#include "models/store/AtomicFile.h"
#include "models/store/KeySlots.h"
#include "models/store/Schema.h"

#include <cerrno>
#include <filesystem>

namespace hufu {
namespace {

using namespace std::chrono;

constexpr auto authorityLife = days(25 * 365); // longer than the seven years that the journal is kept
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

} // namespace

HomePaths::HomePaths(const std::string &folder)
    : home(folder), database(folder + "/hufu.db"), keySlots(folder + "/keyslots.json"), checkpoint(folder + "/checkpoint.json")
{
}

Result<void> foundHouse(const HomePaths &paths, const FoundingAct &act, const SecureBytes &passphrase)
{
    if (std::filesystem::exists(paths.keySlots))
        return fail(ErrorCode::AlreadyExists, "a house is founded here already", paths.home);
    if (Result<void> made = makeFolder(paths.home); !made)
        return made;
    clearUnfounded(paths);

    const SecureBytes databaseKey = SecureBytes::random(32);
    const Instant now = act.clock();
    const std::string houseName = act.houseName.empty() ? act.officer : act.houseName;
    Result<PrivateKey> authorityKey = PrivateKey::generate();
    Result<PrivateKey> officerKey = PrivateKey::generate();
    if (!authorityKey || !officerKey)
        return fail(authorityKey ? officerKey.error() : authorityKey.error());
    const Result<Bytes> spki = officerKey->publicKeyDer();
    const Result<Bytes> authorityCertificate = makeAuthorityCertificate(*authorityKey, houseName, now, now + authorityLife);
    if (!spki || !authorityCertificate)
        return fail(spki ? authorityCertificate.error() : spki.error());

    Founding founding{houseName, true, *authorityCertificate, {}, defaultPolicy()};
    founding.founder.id = newUuid();
    founding.founder.name = act.officer;
    founding.founder.department = act.department;
    founding.founder.roles = {Role::Applicant, Role::DepartmentHead, Role::SecurityAdmin, Role::Custodian, Role::AuditAdmin, Role::SystemAdmin};
    Result<Bytes> officerCertificate
        = makeOfficerCertificate(*authorityKey, *authorityCertificate, *spki, act.officer, founding.founder.id, now, now + officerLife);
    if (!officerCertificate)
        return fail(officerCertificate.error());
    founding.founder.certificate = *officerCertificate;

    Command command;
    command.id = newUuid();
    command.kind = CommandKind::Found;
    command.payload = toJson(founding);
    command.actor = founding.founder.id;
    command.time = now;
    command.expires = now + commandLife;
    const Result<std::string> encoded = encodeCommand(command);
    if (!encoded)
        return fail(encoded.error());

    Result<KeySlot> slot = KeySlots::seal(founding.founder.id, act.officer, databaseKey, passphrase, act.cost);
    if (!slot)
        return fail(slot.error());
    {
        Result<Connection> connection = Connection::open(paths.database, databaseKey, Connection::Access::Create);
        if (!connection)
            return fail(connection.error().code, connection.error().detail, paths.home);
        if (Result<void> migrated = migrate(*connection); !migrated)
            return migrated;
        if (Result<void> stored = storeAuthorityKey(*connection, databaseKey, *authorityKey); !stored)
            return stored;
        if (Result<void> stored = storeToken(*connection, founding.founder.id, *officerKey, passphrase, act.cost); !stored)
            return stored;
    }
    SoftToken token(std::move(*officerKey), std::move(*officerCertificate));
    const Result<Bytes> signedCommand = token.signData(viewOf(*encoded), now);
    if (!signedCommand)
        return fail(signedCommand.error());
    Result<Authority> authority = Authority::open(databaseKey, {paths.database, paths.checkpoint, act.clock});
    if (!authority)
        return fail(authority.error());
    if (const Result<Receipt> receipt = authority->submit(*signedCommand, {}); !receipt)
        return fail(receipt.error());

    KeySlots slots;
    slots.put(std::move(*slot));
    return slots.write(paths.keySlots);
}

} // namespace hufu
