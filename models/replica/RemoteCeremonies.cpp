// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/RemoteCeremonies.h"

#include "models/base/CanonicalJson.h"
#include "models/store/AtomicFile.h"
#include "models/store/CeremonyReader.h"
#include "models/store/StagedPackages.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <thread>

namespace hufu {
namespace {

using Deed = CeremonyDemand::Deed;

constexpr auto patience = std::chrono::minutes(10); ///< a whole house is encrypted meanwhile, or restored
constexpr auto turn = std::chrono::seconds(50);     ///< below what proxies and firewalls bear; a line that died is noticed then
constexpr auto pause = std::chrono::seconds(1);
constexpr std::size_t carriedOctets = 1u << 20;            ///< a blob is no larger
constexpr std::size_t largestSent = 64u << 10;             ///< of a key's ciphertext

} // namespace

Result<void> RemoteCeremonies::level()
{
    if (Result<void> level = m_way.level(); !level)
        return level;
    if (Result<Connection> connection = m_way.openReplica())
        sweepStaged(*connection, m_home, m_clock());
    return {};
}

Result<Ceremony> RemoteCeremonies::known(const std::string &ceremony)
{
    Result<Connection> connection = m_way.openReplica();
    Result<std::optional<Ceremony>> read = connection ? readCeremony(*connection, ceremony) : fail(connection.error());
    if (!read)
        return fail(read.error());
    return *read ? Result<Ceremony>(std::move(**read)) : fail(ErrorCode::NotFound, "no ceremony of this number", ceremony);
}

Result<Bytes> RemoteCeremonies::demand(const Ceremony &ceremony, Deed deed, std::vector<Sha256> shares)
{
    return m_sign({.deed = deed, .ceremony = ceremony.plan.id, .parameters = ceremony.parameters, .shares = std::move(shares)});
}

/// Asks again while the server is at it: what was done is answered then.
Result<Bytes> RemoteCeremonies::ask(const Ceremony &ceremony, Deed deed, std::vector<Sha256> shares)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    for (;;) {
        const Result<Bytes> signedDemand = demand(ceremony, deed, shares);
        if (!signedDemand)
            return fail(signedDemand.error());
        Result<Bytes> answer = m_way.ask({.method = "POST", .target = "/v1/ceremonies", .contentType = "application/cms", .body = *signedDemand, .timeout = turn});
        const bool busy = !answer && (answer.error().code == ErrorCode::ConnectionTimedOut || answer.error().code == ErrorCode::Busy);
        if (!busy || std::chrono::steady_clock::now() > until)
            return answer;
        std::this_thread::sleep_for(pause);
    }
}

Result<std::string> RemoteCeremonies::seal(const std::string &ceremony)
{
    const Result<Ceremony> planned = known(ceremony);
    const Result<Bytes> done = planned ? ask(*planned, Deed::Seal) : fail(planned.error());
    if (!done)
        return fail(done.error());
    if (Result<void> level = m_way.level(); !level) // what was dealt is in the journal
        return fail(level.error());
    return sealed(ceremony);
}

/// One file of the package, piece by piece. One demand serves for all pieces, until it is too old.
Result<void> RemoteCeremonies::bring(const Ceremony &ceremony, const std::string &file, const std::string &to)
{
    Result<Bytes> signedDemand = demand(ceremony, Deed::Package);
    std::ofstream target(to, std::ios::binary | std::ios::trunc);
    if (!target)
        return systemFailure("creating", to);
    const BackupManifest::File *const listed = ceremony.sealed->file(file);
    const std::size_t octets = listed ? std::size_t(listed->octets) : BackupManifest::largestSigned; // no server fills this disk with more
    bool again = false;
    for (std::size_t offset = 0; signedDemand;) {
        const Result<Bytes> piece = m_way.ask({.method = "POST", .target = "/v1/ceremonies?file=" + file + "&offset=" + std::to_string(offset),
                                               .contentType = "application/cms", .body = *signedDemand, .mostOctets = packagePieceOctets});
        if (!piece && piece.error().code == ErrorCode::Expired && !again) {
            signedDemand = demand(ceremony, Deed::Package);
            again = true;
            continue;
        }
        if (!piece)
            return fail(piece.error());
        again = false;
        offset += piece->size();
        if (offset > octets)
            return fail(ErrorCode::BackupBroken, "the server sends more than the journal has of this file", file);
        if (!target.write(reinterpret_cast<const char *>(piece->data()), std::streamsize(piece->size())).flush())
            return systemFailure("writing", to);
        if (piece->size() < packagePieceOctets)
            return {};
    }
    return fail(signedDemand.error());
}

Result<std::string> RemoteCeremonies::sealed(const std::string &ceremony)
{
    const Result<Ceremony> planned = known(ceremony);
    if (!planned)
        return fail(planned.error());
    if (!planned->sealed)
        return fail(ErrorCode::NotFound, "nothing has been encrypted in this ceremony", ceremony);
    const std::string folder = stagedPackage(m_home, ceremony);
    const Result<BackupPackage> here = openPackage(folder);
    if (here && here->hash == hashOf(*planned->sealed))
        return folder;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        errno = error.value();
        return systemFailure("creating the folder", folder);
    }
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    for (const BackupManifest::File &file : planned->sealed->files) {
        const std::string to = folder + '/' + file.name;
        if (const Result<FileDigest> whole = digestFile(to); whole && whole->sha256 == file.sha256) // brought before an interruption
            continue;
        if (Result<void> brought = bring(*planned, file.name, to); !brought)
            return fail(brought.error());
    }
    if (Result<void> brought = bring(*planned, manifestName, folder + '/' + manifestName); !brought)
        return fail(brought.error());
    const Result<BackupPackage> package = openPackage(folder);
    if (!package)
        return fail(package.error());
    if (package->hash != hashOf(*planned->sealed))
        return fail(ErrorCode::BackupBroken, "the server's package is not the one that the journal has", folder);
    return folder;
}

void RemoteCeremonies::discard(const std::string &ceremony)
{
    std::error_code ignored;
    std::filesystem::remove_all(stagedPackage(m_home, ceremony), ignored); // the server sees to its own
    const std::lock_guard lock(m_scratchMutex);
    if (m_scratch == ceremony)
        m_scratch.clear();
}

Result<std::string> RemoteCeremonies::backUp(const std::string &)
{
    return fail(ErrorCode::Unsupported, "the authority of this house is a server: it backs itself up (backup-folder in its configuration)");
}

Result<Bytes> RemoteCeremonies::oneTimeCertificate(const std::string &ceremony)
{
    const Result<Ceremony> planned = known(ceremony);
    return planned ? ask(*planned, Deed::OneTimeKey) : fail(planned.error());
}

/// Envelopes ahead of the demand that names them.
Result<std::vector<Sha256>> RemoteCeremonies::sendShares(std::span<const Bytes> shares)
{
    std::vector<Blob> sent;
    std::vector<Sha256> names;
    for (const Bytes &share : shares) {
        names.push_back(sha256(share));
        sent.push_back({names.back(), share});
    }
    const Result<void> ahead = m_way.sendAhead(sent);
    return ahead ? Result<std::vector<Sha256>>(std::move(names)) : fail(ahead.error());
}

Result<void> RemoteCeremonies::restore(const std::string &ceremony, const std::string &folder, std::span<const Bytes> shares)
{
    const Result<Ceremony> planned = known(ceremony);
    const Result<BackupPackage> package = planned ? openPackage(folder) : fail(planned.error());
    if (!package)
        return fail(package.error());
    std::vector<Blob> sent;
    for (const BackupManifest::Key &key : package->manifest.keys) {
        if (key.file.empty())
            continue;
        Result<Bytes> ciphertext = readSmallFile(package->pathOf(key.file), largestSent);
        if (!ciphertext)
            return fail(ciphertext.error());
        const Sha256 name = sha256(*ciphertext);
        sent.push_back({name, std::move(*ciphertext)});
    }
    const Result<void> ahead = m_way.sendAhead(sent);
    Result<std::vector<Sha256>> names = ahead ? sendShares(shares) : fail(ahead.error());
    const Result<Bytes> done = names ? ask(*planned, Deed::Restore, std::move(*names)) : fail(names.error());
    return done ? m_way.level() : fail(done.error());
}

/// One file of the package to the server, piece by piece; one demand serves for all, until it is too old.
Result<void> RemoteCeremonies::carry(const Ceremony &ceremony, const BackupPackage &package, const std::string &file)
{
    std::ifstream source(package.pathOf(file), std::ios::binary);
    if (!source)
        return systemFailure("opening", package.pathOf(file));
    Result<Bytes> signedDemand = demand(ceremony, Deed::Take);
    Bytes piece(carriedOctets);
    for (std::size_t offset = 0; signedDemand;) {
        source.read(reinterpret_cast<char *>(piece.data()), std::streamsize(piece.size()));
        if (source.bad())
            return systemFailure("reading", package.pathOf(file));
        const auto got = std::size_t(source.gcount());
        if (got == 0)
            return {};
        const Blob blob{sha256(BytesView(piece).first(got)), Bytes(piece.begin(), piece.begin() + std::ptrdiff_t(got))};
        for (int tries = 0;; ++tries) {
            if (Result<void> ahead = m_way.sendAhead(std::span(&blob, 1)); !ahead)
                return ahead;
            const Result<Bytes> taken = m_way.ask({.method = "POST",
                                                   .target = "/v1/ceremonies?file=" + file + "&offset=" + std::to_string(offset) + "&piece=" + toHex(blob.sha256),
                                                   .contentType = "application/cms", .body = *signedDemand});
            if (taken)
                break;
            if (taken.error().code != ErrorCode::Expired || tries > 0)
                return fail(taken.error());
            signedDemand = demand(ceremony, Deed::Take);
            if (!signedDemand)
                return fail(signedDemand.error());
        }
        offset += got;
        if (got < piece.size())
            return {};
    }
    return fail(signedDemand.error());
}

Result<RestoredKeys> RemoteCeremonies::restoreScratch(const std::string &ceremony, const std::string &folder, std::span<const Bytes> shares)
{
    const Result<Ceremony> planned = known(ceremony);
    const Result<BackupPackage> package = planned ? openPackage(folder) : fail(planned.error());
    if (!package)
        return fail(package.error());
    for (const BackupManifest::File &file : package->manifest.files) {
        if (Result<void> carried = carry(*planned, *package, file.name); !carried)
            return fail(carried.error());
    }
    if (Result<void> carried = carry(*planned, *package, manifestName); !carried)
        return fail(carried.error());
    Result<std::vector<Sha256>> names = sendShares(shares);
    const Result<Bytes> done = names ? ask(*planned, Deed::RestoreTest, std::move(*names)) : fail(names.error());
    const Result<QJsonObject> object = done ? parseJsonObject(*done, true) : fail(done.error());
    Result<RestoredKeys> keys = object ? restoredKeysFromJson(*object) : fail(object.error());
    const std::lock_guard lock(m_scratchMutex);
    m_scratch = keys ? ceremony : std::string();
    return keys;
}

bool RemoteCeremonies::hasScratch(const std::string &ceremony)
{
    const std::lock_guard lock(m_scratchMutex);
    return m_scratch == ceremony;
}

Result<std::vector<RestoreAnswer>> RemoteCeremonies::serveScratch(const std::string &ceremony)
{
    const Result<Ceremony> planned = known(ceremony);
    const Result<Bytes> done = planned ? ask(*planned, Deed::Serve) : fail(planned.error());
    const Result<QJsonObject> object = done ? parseJsonObject(*done, true) : fail(done.error());
    Result<std::vector<RestoreAnswer>> answers = object ? restoreAnswersFromJson(*object) : fail(object.error());
    if (answers || !isUnreachable(answers.error().code)) { // it was asked and is gone, or the server has none any more
        const std::lock_guard lock(m_scratchMutex);
        m_scratch.clear();
    }
    return answers;
}

} // namespace hufu
