// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/KeyBackup.h"

#include "models/domain/CeremonyCoverage.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/Escrow.h"
#include "models/pki/Envelope.h"
#include "models/pki/KeyShares.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/SignedData.h"
#include "models/store/AtomicFile.h"
#include "models/store/CaReader.h"
#include "models/store/CeremonyReader.h"
#include "models/store/HouseReader.h"
#include "models/store/Schema.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace hufu {
namespace {

constexpr std::size_t kekOctets = 32, largestKeyEnvelope = 64u << 10;

/// Of the whole house, in a package: each encrypted under the key in `house.cms`.
struct HousePart {
    const char *file;
    std::string HomePaths::*path;
};
constexpr const char *houseKeyFile = "house.cms";
const HousePart houseParts[] = {{"database.bin", &HomePaths::database}, {"slots.bin", &HomePaths::keySlots}, {"checkpoint.bin", &HomePaths::checkpoint}};

std::unexpected<Error> brokenBackup(std::string detail, const std::string &subject) { return fail(ErrorCode::BackupBroken, std::move(detail), subject); }

std::string sealedContext(const std::string &ceremony, const char *file) { return "hufu backup " + ceremony + ' ' + file; }

/// Makes one package in its folder.
class BackupSealing {
public:
    BackupSealing(DutyContext &context, const Ceremony &ceremony, const SecureBytes &databaseKey, const HomePaths &paths, std::string folder)
        : m_context(context), m_ceremony(ceremony), m_databaseKey(databaseKey), m_paths(paths), m_folder(std::move(folder)), m_kek(SecureBytes::random(kekOctets))
    {
    }

    Result<BackupManifest> run()
    {
        if (Result<void> headed = head(); !headed)
            return fail(headed.error());
        const Result<std::vector<KeyShare>> shares = splitSecret(m_kek, m_ceremony.plan.needed, static_cast<int>(m_ceremony.plan.custodians.size()));
        if (!shares)
            return fail(shares.error());
        m_set = bytesOf(shares->front().set);
        m_manifest.set = toHex(m_set);
        if (Result<void> sealed = sealKeys(); !sealed)
            return fail(sealed.error());
        if (m_ceremony.plan.house) {
            if (Result<void> sealed = sealHouse(); !sealed)
                return fail(sealed.error());
        }
        if (Result<void> dealt = deal(*shares); !dealt)
            return fail(dealt.error());
        const Result<std::string> canonical = toCanonicalJson(toJson(m_manifest));
        const Result<Bytes> cms = canonical ? signData(viewOf(*canonical), m_context.authorityKey, m_context.authorityCertificate, m_context.now) : fail(canonical.error());
        if (!cms)
            return fail(cms.error());
        if (Result<void> written = writeFileAtomically(m_folder + '/' + manifestName, *cms); !written)
            return fail(written.error());
        return m_manifest;
    }

private:
    Result<void> head()
    {
        const Result<HouseRecord> house = readHouse(m_context.connection);
        const Result<JournalHead> journal = readJournalHead(m_context.connection);
        if (!house || !journal)
            return fail(house ? journal.error() : house.error());
        m_manifest.ceremony = m_ceremony.plan.id;
        m_manifest.parameters = m_ceremony.parameters;
        m_manifest.house = house->id;
        m_manifest.houseName = house->name;
        m_manifest.needed = m_ceremony.plan.needed;
        m_manifest.sealedAt = m_context.now;
        m_manifest.sequence = static_cast<std::int64_t>(journal->sequence);
        m_manifest.wholeHouse = m_ceremony.plan.house;
        return {};
    }

    Result<void> keep(const std::string &name, BytesView ciphertext)
    {
        m_manifest.files.push_back({name, static_cast<std::int64_t>(ciphertext.size()), sha256(ciphertext)});
        return writeFileAtomically(m_folder + '/' + name, ciphertext);
    }

    Result<void> keepSealed(const std::string &name, const SecureBytes &secret)
    {
        const Result<Bytes> envelope = sealUnder(m_kek, m_set, secret);
        return envelope ? keep(name, *envelope) : fail(envelope.error());
    }

    Result<void> sealKeys()
    {
        const Result<std::vector<CertificateAuthority>> cas = readCas(m_context.connection);
        if (!cas)
            return fail(cas.error());
        for (const std::string &id : m_ceremony.plan.keys) {
            const auto ca = std::ranges::find(*cas, id, [](const CertificateAuthority &each) { return each.plan.id; });
            if (ca == cas->end() || ca->certificate.empty())
                return fail(ErrorCode::NotFound, "no such CA", id);
            BackupManifest::Key key{id, ca->plan.commonName, ca->certificate, {}};
            if (ca->plan.keyStore.empty()) {
                const Result<SecureBytes> pkcs8 = m_context.caKeys.exportKey(m_context.connection, *ca);
                if (!pkcs8)
                    return fail(pkcs8.error());
                key.file = "key-" + std::to_string(m_manifest.keys.size() + 1) + ".cms";
                if (Result<void> kept = keepSealed(key.file, *pkcs8); !kept)
                    return kept;
            }
            m_manifest.keys.push_back(std::move(key));
        }
        return {};
    }

    /// The database as it is, under its own key; that, the slots and the checkpoint are encrypted once more under a key for this package.
    Result<void> sealHouse()
    {
        const SecureBytes content = SecureBytes::random(kekOctets);
        HomePaths copies(m_folder);
        copies.database = m_folder + "/copy";
        {
            Result<Connection> source = Connection::open(m_paths.database, m_databaseKey, Connection::Access::ReadWrite);
            if (!source)
                return fail(source.error());
            if (Result<void> copied = source->copyTo(copies.database, m_databaseKey); !copied)
                return copied;
        }
        copies.keySlots = m_paths.keySlots;
        copies.checkpoint = m_paths.checkpoint;
        for (const HousePart &part : houseParts) {
            const std::string from = copies.*part.path, to = m_folder + '/' + part.file;
            if (!std::filesystem::exists(from))
                continue;
            if (Result<void> sealed = sealFile(from, to, content, sealedContext(m_ceremony.plan.id, part.file)); !sealed)
                return sealed;
            const Result<FileDigest> digest = digestFile(to);
            if (!digest)
                return fail(digest.error());
            m_manifest.files.push_back({part.file, digest->octets, digest->sha256});
        }
        std::error_code ignored;
        std::filesystem::remove(copies.database, ignored);
        SecureBytes keys(2 * kekOctets);
        std::ranges::copy(content.view(), keys.data());
        std::ranges::copy(m_databaseKey.view(), keys.data() + kekOctets);
        return keepSealed(houseKeyFile, keys);
    }

    Result<void> deal(const std::vector<KeyShare> &shares)
    {
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const CeremonyPlan::Keeper &keeper = m_ceremony.plan.custodians[i];
            const Result<std::optional<Person>> person = readPerson(m_context.connection, keeper.person);
            if (!person)
                return fail(person.error());
            if (!*person || !keepsShares(**person))
                return fail(ErrorCode::NotPermitted, "is no key custodian to whom a share can be encrypted", keeper.person);
            const SecureBytes encoded = shares[i].encode();
            const Result<Bytes> envelope = sealFor(std::span(&(*person)->keyManagementCertificate, 1), encoded);
            if (!envelope)
                return fail(envelope.error());
            BackupManifest::Share share{keeper.person, (*person)->name, shareKeyOf(**person), shares[i].index, "share-" + std::to_string(i + 1) + ".cms",
                                        commitmentTo(shareProof(encoded.view()))};
            if (Result<void> kept = keep(share.file, *envelope); !kept)
                return kept;
            m_manifest.shares.push_back(std::move(share));
        }
        return {};
    }

    DutyContext &m_context;
    const Ceremony &m_ceremony;
    const SecureBytes &m_databaseKey;
    const HomePaths &m_paths;
    const std::string m_folder;
    const SecureBytes m_kek;
    Bytes m_set;
    BackupManifest m_manifest;
};

/// An empty folder of this name.
Result<void> makeEmptyFolder(const std::string &path)
{
    std::error_code error;
    std::filesystem::remove_all(path, error);
    std::filesystem::create_directories(path, error);
    if (error) {
        errno = error.value();
        return systemFailure("creating the folder", path);
    }
    std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
    return {};
}

/// Those that the authority made itself and the policy keeps no longer. What is not there, or does not go, is left.
void removeOldBackups(Connection &connection, const std::string &folder)
{
    const Result<Policy> policy = readPolicy(connection);
    const Result<std::vector<Ceremony>> ceremonies = readCeremonies(connection);
    if (!policy || !ceremonies)
        return;
    int kept = 0;
    for (const Ceremony &one : *ceremonies) {
        std::error_code ignored;
        const std::string package = one.isAutomatic() ? packageFolder(folder, *one.sealed) : std::string();
        if (!package.empty() && std::filesystem::exists(package, ignored) && ++kept > policy->backupsKept)
            std::filesystem::remove_all(package, ignored);
    }
}

/// The key-encryption key, of shares that the manifest knows. A share of another ceremony, or one that was changed, is told before they are joined.
Result<SecureBytes> joinKek(const BackupManifest &manifest, const OneTimeKey &oneTime, std::span<const Bytes> envelopes)
{
    std::vector<KeyShare> shares;
    for (const Bytes &envelope : envelopes) {
        const Result<SecureBytes> encoded = oneTime.open(envelope);
        if (!encoded)
            return brokenBackup("a share does not open: " + encoded.error().detail, {});
        Result<KeyShare> share = KeyShare::decode(encoded->view());
        const Sha256 commitment = commitmentTo(shareProof(encoded->view()));
        if (!share || std::ranges::find(manifest.shares, commitment, &BackupManifest::Share::commitment) == manifest.shares.end())
            return brokenBackup("a share is not one of this package", {});
        shares.push_back(std::move(*share));
    }
    return joinShares(shares);
}

Result<SecureBytes> openSealed(const PackageFiles &files, const std::string &file, const SecureBytes &kek)
{
    const Result<Bytes> envelope = files(file);
    if (!envelope)
        return fail(envelope.error());
    Result<SecureBytes> secret = openUnder(kek, *envelope);
    return secret ? std::move(secret) : brokenBackup("the shares do not open it: " + secret.error().detail, file);
}

/// The key of a file, proven against its certificate.
Result<PrivateKey> openKey(const PackageFiles &files, const BackupManifest::Key &known, const SecureBytes &kek)
{
    const Result<SecureBytes> pkcs8 = openSealed(files, known.file, kek);
    if (!pkcs8)
        return fail(pkcs8.error());
    Result<PrivateKey> key = PrivateKey::fromPkcs8(*pkcs8);
    if (!key)
        return brokenBackup("what was encrypted is no key", known.file);
    if (Result<void> proven = proveKeyPair(*key, known.certificate); !proven)
        return brokenBackup(proven.error().detail, known.name);
    return key;
}

/// Puts the parts of a house in place and proves its CAs' keys, its key slots last: a home without them is none.
Result<void> layHouse(const BackupPackage &package, const SecureBytes &content, const SecureBytes &kek, const HomePaths &to, RestoredHouse &restored)
{
    for (const HousePart &part : houseParts) {
        if (!package.manifest.file(part.file) || std::string_view(part.file) == "slots.bin")
            continue;
        if (Result<void> done = unsealFile(package.pathOf(part.file), to.*part.path, content, sealedContext(package.manifest.ceremony, part.file)); !done)
            return fail(done.error());
    }
    {
        Result<Connection> connection = Connection::open(to.database, restored.databaseKey, Connection::Access::ReadWrite);
        if (!connection)
            return fail(connection.error());
        if (Result<void> migrated = migrate(*connection); !migrated)
            return fail(migrated.error());
        const Result<std::vector<CertificateAuthority>> cas = readCas(*connection);
        Result<SecureBytes> vaultKey = CaKeys::vaultKeyOf(restored.databaseKey);
        if (!cas || !vaultKey)
            return fail(cas ? vaultKey.error() : cas.error());
        CaKeys caKeys(std::move(*vaultKey));
        for (const CertificateAuthority &ca : *cas) {
            if (ca.certificate.empty())
                continue;
            if (!ca.plan.keyStore.empty()) {
                restored.elsewhere.push_back(ca.plan.commonName);
                continue;
            }
            const Result<SecureBytes> pkcs8 = caKeys.exportKey(*connection, ca); // proves itself
            if (!pkcs8)
                return brokenBackup("the key in the restored vault: " + pkcs8.error().detail, ca.plan.commonName);
            restored.proven.push_back(ca.plan.commonName);
        }
    }
    for (const BackupManifest::Key &key : package.manifest.keys) {
        if (key.file.empty())
            continue;
        if (const Result<PrivateKey> opened = openKey(filesOf(package), key, kek); !opened)
            return fail(opened.error());
    }
    for (const HousePart &part : houseParts) {
        if (std::string_view(part.file) != "slots.bin" || !package.manifest.file(part.file))
            continue;
        if (Result<void> done = unsealFile(package.pathOf(part.file), to.*part.path, content, sealedContext(package.manifest.ceremony, part.file)); !done)
            return fail(done.error());
    }
    return {};
}

} // namespace

Result<Receipt> sealBackup(Authority &authority, const SecureBytes &databaseKey, const HomePaths &paths, const std::string &ceremony)
{
    const std::string folder = stagedPackage(paths.home, ceremony);
    bool made = false;
    Result<Receipt> receipt = authority.act([&](DutyContext &context) -> Result<Act> {
        const Result<std::optional<Ceremony>> known = readCeremony(context.connection, ceremony);
        if (!known)
            return fail(known.error());
        if (!*known)
            return fail(ErrorCode::NotFound, "no ceremony of this number", ceremony);
        // What the rules would refuse is refused before anything is made: a package that was sealed before must not be lost.
        if ((*known)->sealed || (*known)->fate != Ceremony::Fate::Open || !(*known)->missing(CeremonyPresence::Phase::Opening).empty())
            return fail(ErrorCode::Conflict, "nothing is to be encrypted in this ceremony now", ceremony);
        if (Result<void> empty = makeEmptyFolder(folder); !empty)
            return fail(empty.error());
        made = true;
        Result<BackupManifest> manifest = BackupSealing(context, **known, databaseKey, paths, folder).run();
        if (!manifest)
            return fail(manifest.error());
        return Act{CommandKind::SealBackup, toJson(CeremonySealed{ceremony, (*known)->parameters, std::move(*manifest)})};
    });
    if (!receipt && made) {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    return receipt;
}

PackageFiles filesOf(const BackupPackage &package)
{
    return [&package](const std::string &file) { return readSmallFile(package.pathOf(file), largestKeyEnvelope); };
}

std::string backupFolder(const HomePaths &paths) { return paths.home + "/backups"; }

Result<HouseBackup> backUpHouse(Authority &authority, const SecureBytes &databaseKey, const HomePaths &paths, const std::string &folder, BackupTime when)
{
    Ceremony backup;
    backup.plan.id = newUuid();
    HouseBackup made;
    const std::string staged = stagedPackage(paths.home, backup.plan.id);
    const Result<Receipt> receipt = authority.act([&](DutyContext &context) -> Result<Act> {
        const Result<std::vector<Ceremony>> ceremonies = readCeremonies(context.connection);
        const Result<std::vector<CertificateAuthority>> cas = readCas(context.connection);
        if (!ceremonies || !cas)
            return fail(ceremonies ? cas.error() : ceremonies.error());
        if (when == BackupTime::Monthly) { // another server of the house may have been first
            const Result<Policy> policy = readPolicy(context.connection);
            if (!policy || !isMonthlyBackupDue(*ceremonies, *policy, context.now))
                return policy ? fail(ErrorCode::AlreadyExists, "the month's backup was made") : fail(policy.error());
        }
        const Ceremony *quorum = newestQuorum(*ceremonies);
        if (!quorum)
            return fail(ErrorCode::NotFound, "no ceremony has dealt shares to custodians yet: to whom should it be encrypted?");
        backup.plan.custodians.clear();
        backup.plan.keys.clear();
        backup.plan.house = true;
        backup.plan.needed = quorum->sealed->needed;
        backup.plan.administrator = std::string(authorityActor);
        for (const BackupManifest::Share &share : quorum->sealed->shares)
            backup.plan.custodians.push_back({share.custodian, share.key});
        for (const CertificateAuthority &ca : *cas) {
            if (!ca.certificate.empty())
                backup.plan.keys.push_back(ca.plan.id);
        }
        backup.parameters = parametersOf(backup.plan);
        std::error_code error;
        std::filesystem::create_directories(folder, error); // what keeps it from being there shows when it is written to
        if (Result<void> empty = makeEmptyFolder(staged); !empty)
            return fail(empty.error());
        Result<BackupManifest> manifest = BackupSealing(context, backup, databaseKey, paths, staged).run();
        const Result<BackupPackage> package = manifest ? openPackage(staged) : fail(manifest.error());
        const Result<std::string> copied = package ? copyPackage(*package, folder) : fail(package.error());
        if (!copied)
            return fail(copied.error());
        made = {*copied, package->hash};
        const Result<BackupPackage> there = openPackage(*copied);
        if (!there)
            return fail(there.error());
        if (there->hash != made.hash)
            return brokenBackup("what was read back is another package", *copied);
        return Act{CommandKind::MakeBackup, toJson(BackupMade{backup.plan.id, hashOf(*quorum->sealed), std::move(*manifest)})};
    });
    std::error_code ignored;
    std::filesystem::remove_all(staged, ignored);
    if (!receipt) {
        if (!made.folder.empty())
            std::filesystem::remove_all(made.folder, ignored);
        return fail(receipt.error());
    }
    removeOldBackups(authority.connection(), folder);
    return made;
}

Result<void> MonthlyBackup::keepUp(Authority &authority, const SecureBytes &databaseKey, const HomePaths &paths, const std::string &folder)
{
    if (m_trouble && authority.now() < m_again)
        return fail(*m_trouble);
    m_trouble.reset();
    if (const Result<JournalHead> head = readJournalHead(authority.connection()); head && head->sequence == 0)
        return {}; // it is still to be founded
    const Result<Policy> policy = readPolicy(authority.connection());
    const Result<std::vector<Ceremony>> ceremonies = readCeremonies(authority.connection());
    const bool known = policy && ceremonies;
    if (known && !isMonthlyBackupDue(*ceremonies, *policy, authority.now()))
        return {};
    const Result<HouseBackup> made = known ? backUpHouse(authority, databaseKey, paths, folder, BackupTime::Monthly)
                                           : fail(policy ? ceremonies.error() : policy.error());
    if (made || made.error().code == ErrorCode::AlreadyExists)
        return {};
    m_trouble = made.error();
    m_again = authority.now() + std::chrono::hours(1);
    return fail(*m_trouble);
}

Result<OneTimeKey> OneTimeKey::make(Instant now)
{
    Result<PrivateKey> key = PrivateKey::generate(), issuer = PrivateKey::generate(); // certificates of custodians are the authority's: this one's maker is used once
    if (!key || !issuer)
        return fail(key ? issuer.error() : key.error());
    const Instant from = now - std::chrono::hours(1), until = now + std::chrono::hours(24);
    const Result<Bytes> root = makeAuthorityCertificate(*issuer, "one-time", from, until), spki = key->publicKeyDer();
    if (!root || !spki)
        return fail(root ? spki.error() : root.error());
    Result<Bytes> certificate = makeKeyManagementCertificate(*issuer, *root, *spki, "one-time", "one-time", from, until);
    return certificate ? Result<OneTimeKey>(OneTimeKey(std::move(*key), std::move(*certificate))) : fail(certificate.error());
}

Result<SecureBytes> OneTimeKey::open(BytesView envelope) const { return openEnvelope(envelope, m_key, m_certificate); }

Result<Receipt> restoreKeys(Authority &authority, const OneTimeKey &oneTime, const std::string &ceremony, const BackupManifest &manifest,
                            const PackageFiles &files, std::span<const Bytes> shares)
{
    const Result<SecureBytes> kek = joinKek(manifest, oneTime, shares);
    if (!kek)
        return fail(kek.error());
    return authority.act([&](DutyContext &context) -> Result<Act> {
        const Result<std::optional<Ceremony>> known = readCeremony(context.connection, ceremony);
        if (!known)
            return fail(known.error());
        if (!*known || (*known)->plan.package != hashOf(manifest))
            return fail(ErrorCode::Conflict, "another package than was planned", ceremony);
        for (const std::string &id : (*known)->plan.keys) {
            const auto key = std::ranges::find(manifest.keys, id, &BackupManifest::Key::ca);
            const Result<std::optional<CertificateAuthority>> ca = readCa(context.connection, id);
            if (!ca)
                return fail(ca.error());
            if (key == manifest.keys.end() || key->file.empty() || !*ca)
                return fail(ErrorCode::NotFound, "the key is not in this package", id);
            const Result<PrivateKey> opened = openKey(files, *key, *kek);
            if (!opened)
                return fail(opened.error());
            if (Result<void> back = context.caKeys.restoreKey(context.connection, **ca, *opened); !back)
                return fail(back.error());
        }
        return Act{CommandKind::RestoreBackup, toJson(CeremonyRestored{ceremony, (*known)->parameters, (*known)->plan.keys})};
    });
}

Result<RestoredHouse> restoreHouse(const OneTimeKey &oneTime, const BackupPackage &package, std::span<const Bytes> shares, const HomePaths &to)
{
    if (!package.manifest.wholeHouse)
        return fail(ErrorCode::Unsupported, "this package holds keys alone, not the house", package.folder);
    if (std::filesystem::exists(to.keySlots) || std::filesystem::exists(to.database))
        return fail(ErrorCode::AlreadyExists, "a house lies here already", to.home);
    const Result<SecureBytes> kek = joinKek(package.manifest, oneTime, shares);
    if (!kek)
        return fail(kek.error());
    const Result<SecureBytes> keys = openSealed(filesOf(package), houseKeyFile, *kek);
    if (!keys)
        return fail(keys.error());
    if (keys->size() != 2 * kekOctets)
        return brokenBackup("what was encrypted are no keys", package.pathOf(houseKeyFile));
    const SecureBytes content = SecureBytes::copyOf(keys->view().first(kekOctets));
    RestoredHouse restored{SecureBytes::copyOf(keys->view().last(kekOctets)), {}, {}};
    std::error_code error;
    std::filesystem::create_directories(to.home, error);
    std::filesystem::permissions(to.home, std::filesystem::perms::owner_all, error);
    const Result<void> laid = layHouse(package, content, *kek, to, restored);
    if (laid)
        return restored;
    for (const std::string &path : {to.database, to.database + "-wal", to.database + "-shm", to.keySlots, to.checkpoint})
        std::filesystem::remove(path, error);
    return fail(laid.error());
}

} // namespace hufu
