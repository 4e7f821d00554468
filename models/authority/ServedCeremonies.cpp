// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/ServedCeremonies.h"

#include "models/authority/OfficerDemand.h"
#include "models/base/CanonicalJson.h"
#include "models/store/AtomicFile.h"
#include "models/store/CeremonyReader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace hufu {
namespace {

std::unexpected<Error> notHere(const std::string &ceremony)
{
    return fail(ErrorCode::NotFound, "this server has no package of this ceremony: another server of the house encrypted it, or it was discarded", ceremony);
}

std::unexpected<Error> underWay(const std::string &ceremony) { return fail(ErrorCode::Busy, "a restore test is under way here", ceremony); }

bool isComplete(const Ceremony &ceremony) { return ceremony.missing(CeremonyPresence::Phase::Opening).empty(); }

Result<Bytes> sent(const ServedCeremonies::SentAhead &sentAhead, const Sha256 &name)
{
    std::optional<Blob> blob = sentAhead(name);
    return blob ? Result<Bytes>(std::move(blob->bytes)) : fail(ErrorCode::NotFound, "the bytes named " + toHex(name) + " were not sent ahead");
}

Result<std::vector<Bytes>> allSent(const ServedCeremonies::SentAhead &sentAhead, const std::vector<Sha256> &names)
{
    std::vector<Bytes> all;
    for (const Sha256 &name : names) {
        Result<Bytes> one = sent(sentAhead, name);
        if (!one)
            return fail(one.error());
        all.push_back(std::move(*one));
    }
    return all;
}

} // namespace

Result<ServedCeremonies::Work> ServedCeremonies::answer(Authority &authority, BytesView signedDemand, const Piece &piece, const SentAhead &sentAhead)
{
    const Result<SignedContent> content = openSignedData(signedDemand);
    const Result<CeremonyDemand> demand = content ? decodeCeremonyDemand(content->content) : fail(content.error());
    if (!demand)
        return fail(demand.error());
    const Result<Person> officer = officerWhoDemands(authority, *content, demand->house, demand->person, demand->time);
    if (!officer)
        return fail(officer.error());
    const Result<std::optional<Ceremony>> ceremony = readCeremony(authority.connection(), demand->ceremony);
    if (!ceremony)
        return fail(ceremony.error());
    if (!*ceremony)
        return fail(ErrorCode::NotFound, "no ceremony of this number", demand->ceremony);
    if ((*ceremony)->plan.administrator != officer->id)
        return fail(ErrorCode::NotPermitted, "the ceremony's administrator asks for what the authority does in it", officer->name);
    if ((*ceremony)->parameters != demand->parameters)
        return fail(ErrorCode::Conflict, "signed for other parameters than were planned", demand->ceremony);
    if ((*ceremony)->fate != Ceremony::Fate::Open)
        return fail(ErrorCode::Conflict, "this ceremony has ended", demand->ceremony);
    if ((*ceremony)->lapsed(authority.now()))
        return fail(ErrorCode::Expired, "planned at " + toIso((*ceremony)->planned) + ": it can only be aborted", demand->ceremony);
    const auto given = [](Result<Bytes> answer) { return answer ? Result<Work>([bytes = std::move(*answer)] { return bytes; }) : fail(answer.error()); };
    const auto nothing = [&](const Result<void> &done) { return given(done ? Result<Bytes>(Bytes()) : fail(done.error())); };
    switch (demand->deed) {
    case CeremonyDemand::Deed::Seal: return nothing(seal(authority, **ceremony));
    case CeremonyDemand::Deed::Package: return given(read(**ceremony, piece));
    case CeremonyDemand::Deed::OneTimeKey: return given(makeOneTimeKey(authority, **ceremony));
    case CeremonyDemand::Deed::Restore: return nothing(restore(authority, **ceremony, demand->shares, sentAhead));
    case CeremonyDemand::Deed::Take: return nothing(take(authority, **ceremony, piece, sentAhead));
    case CeremonyDemand::Deed::RestoreTest: return restoreScratch(**ceremony, demand->shares, sentAhead);
    case CeremonyDemand::Deed::Serve: return serve(**ceremony);
    }
    return fail(ErrorCode::Malformed, "no deed");
}

void ServedCeremonies::keepUp(Authority &authority)
{
    const std::unique_lock lock(m_scratchMutex, std::try_to_lock);
    if (!lock) // a test is under way: the next time
        return;
    sweepStaged(authority.connection(), m_paths.home, authority.now());
    if (m_scratch && !std::filesystem::exists(scratchHouse(m_paths.home, m_scratch->ceremony)))
        m_scratch.reset();
}

Result<void> ServedCeremonies::seal(Authority &authority, const Ceremony &ceremony)
{
    if (ceremony.sealed) // asked again, because the answer was lost
        return std::filesystem::exists(stagedPackage(m_paths.home, ceremony.plan.id) + '/' + manifestName) ? Result<void>() : notHere(ceremony.plan.id);
    const Result<Receipt> receipt = sealBackup(authority, m_databaseKey, m_paths, ceremony.plan.id);
    return receipt ? Result<void>() : fail(receipt.error());
}

Result<Bytes> ServedCeremonies::read(const Ceremony &ceremony, const Piece &piece) const
{
    if (!ceremony.sealed)
        return fail(ErrorCode::Conflict, "nothing has been encrypted yet", ceremony.plan.id);
    if (piece.file != manifestName && !ceremony.sealed->file(piece.file)) // no other file is ever opened
        return fail(ErrorCode::NotFound, "the package has no such file", piece.file);
    std::ifstream file(stagedPackage(m_paths.home, ceremony.plan.id) + '/' + piece.file, std::ios::binary);
    if (!file)
        return notHere(ceremony.plan.id);
    Bytes octets(packagePieceOctets);
    file.seekg(piece.offset);
    file.read(reinterpret_cast<char *>(octets.data()), std::streamsize(octets.size()));
    if (file.bad() || (file.fail() && !file.eof()))
        return fail(ErrorCode::Io, "reading the package", piece.file);
    octets.resize(std::size_t(file.gcount()));
    return octets;
}

Result<Bytes> ServedCeremonies::makeOneTimeKey(Authority &authority, const Ceremony &ceremony)
{
    if ((ceremony.plan.kind != CeremonyKind::Restore && ceremony.plan.kind != CeremonyKind::RestoreTest) || !isComplete(ceremony))
        return fail(ErrorCode::Conflict, "nothing comes back in this ceremony, or not everybody has signed that they are here", ceremony.plan.id);
    if (ceremony.plan.kind == CeremonyKind::RestoreTest) { // it begins anew
        const std::unique_lock lock(m_scratchMutex, std::try_to_lock);
        if (!lock)
            return underWay(ceremony.plan.id);
        dropScratch();
    }
    Result<OneTimeKey> key = OneTimeKey::make(authority.now());
    if (!key)
        return fail(key.error());
    m_oneTime.emplace(ceremony.plan.id, std::move(*key));
    return m_oneTime->second.certificate();
}

Result<void> ServedCeremonies::restore(Authority &authority, const Ceremony &ceremony, const std::vector<Sha256> &shares, const SentAhead &sentAhead)
{
    if (!ceremony.restored.empty()) // asked again, because the answer was lost
        return {};
    if (!m_oneTime || m_oneTime->first != ceremony.plan.id)
        return fail(ErrorCode::Conflict, "there is no one-time key to which shares were encrypted", ceremony.plan.id);
    const Result<std::optional<Ceremony>> backup = ceremony.plan.package ? readCeremonyOfPackage(authority.connection(), *ceremony.plan.package)
                                                                         : Result<std::optional<Ceremony>>(std::nullopt);
    if (!backup)
        return fail(backup.error());
    if (!*backup || !(*backup)->sealed)
        return fail(ErrorCode::NotFound, "no backup of this house has this manifest", ceremony.plan.id);
    const Result<std::vector<Bytes>> envelopes = allSent(sentAhead, shares);
    if (!envelopes)
        return fail(envelopes.error());
    // The manifest is the journal's own: what was sent counts only as far as it is what that names.
    const BackupManifest &manifest = *(*backup)->sealed;
    const PackageFiles files = [&](const std::string &name) -> Result<Bytes> {
        const BackupManifest::File *file = manifest.file(name);
        return file ? sent(sentAhead, file->sha256) : fail(ErrorCode::NotFound, "the package has no such file", name);
    };
    const Result<Receipt> receipt = restoreKeys(authority, m_oneTime->second, ceremony.plan.id, manifest, files, *envelopes);
    m_oneTime.reset();
    return receipt ? Result<void>() : fail(receipt.error());
}

/// Only as much as the journal's manifest of that package says, so that nobody fills this disk; that it is that package shows when it is whole.
Result<void> ServedCeremonies::take(Authority &authority, const Ceremony &ceremony, const Piece &piece, const SentAhead &sentAhead)
{
    if (ceremony.plan.kind != CeremonyKind::RestoreTest || !isComplete(ceremony))
        return fail(ErrorCode::Conflict, "no package is tried in this ceremony, or not everybody has signed that they are here", ceremony.plan.id);
    const Result<std::optional<Ceremony>> backup = readCeremonyOfPackage(authority.connection(), *ceremony.plan.package);
    if (!backup)
        return fail(backup.error());
    const BackupManifest::File *const file = *backup && (*backup)->sealed ? (*backup)->sealed->file(piece.file) : nullptr;
    if (!file && piece.file != manifestName)
        return fail(ErrorCode::NotFound, "the package has no such file", piece.file);
    const Result<Bytes> octets = piece.brought ? sent(sentAhead, *piece.brought) : fail(ErrorCode::InvalidArgument, "the piece is not named");
    if (!octets)
        return fail(octets.error());
    const std::int64_t most = file ? file->octets : std::int64_t(BackupManifest::largestSigned);
    if (octets->size() > packagePieceOctets || piece.offset > most - std::int64_t(octets->size()))
        return fail(ErrorCode::TooLarge, "the file is not as long as that", piece.file);
    const std::string folder = stagedPackage(m_paths.home, ceremony.plan.id), path = folder + '/' + piece.file;
    std::error_code error;
    if (std::filesystem::create_directories(folder, error))
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    const auto mode = std::ios::binary | std::ios::out | (piece.offset == 0 ? std::ios::trunc : std::ios::in);
    std::fstream target(path, mode);
    target.seekp(piece.offset);
    target.write(reinterpret_cast<const char *>(octets->data()), std::streamsize(octets->size()));
    return target.flush() ? Result<void>() : systemFailure("writing", path);
}

Result<ServedCeremonies::Work> ServedCeremonies::restoreScratch(const Ceremony &ceremony, const std::vector<Sha256> &shares, const SentAhead &sentAhead)
{
    {
        const std::unique_lock lock(m_scratchMutex, std::try_to_lock);
        if (!lock)
            return underWay(ceremony.plan.id);
        if (m_scratch && m_scratch->ceremony == ceremony.plan.id) // asked again, because the answer was lost
            return [answer = m_scratch->restored] { return answer; };
    }
    if (!m_oneTime || m_oneTime->first != ceremony.plan.id)
        return fail(ErrorCode::Conflict, "there is no one-time key to which shares were encrypted", ceremony.plan.id);
    Result<std::vector<Bytes>> envelopes = allSent(sentAhead, shares);
    if (!envelopes)
        return fail(envelopes.error());
    const auto oneTime = std::make_shared<OneTimeKey>(std::move(m_oneTime->second));
    m_oneTime.reset();
    return [this, ceremony, oneTime, envelopes = std::move(*envelopes)] { return layScratch(ceremony, *oneTime, envelopes); };
}

Result<Bytes> ServedCeremonies::layScratch(const Ceremony &ceremony, const OneTimeKey &oneTime, const std::vector<Bytes> &envelopes)
{
    const std::unique_lock lock(m_scratchMutex, std::try_to_lock);
    if (!lock)
        return underWay(ceremony.plan.id);
    dropScratch();
    const std::string home = scratchHouse(m_paths.home, ceremony.plan.id), brought = stagedPackage(m_paths.home, ceremony.plan.id);
    std::error_code ignored;
    std::filesystem::remove_all(home, ignored); // of an interruption
    const Result<BackupPackage> package = openPackage(brought);
    if (!package)
        return fail(package.error());
    if (package->hash != ceremony.plan.package)
        return fail(ErrorCode::BackupBroken, "another package was brought than was planned", ceremony.plan.id);
    Result<RestoredHouse> restored = restoreHouse(oneTime, *package, envelopes, HomePaths(home));
    std::filesystem::remove_all(restored ? brought : home, ignored);
    const Result<std::string> json = restored ? toCanonicalJson(toJson(RestoredKeys{restored->proven, restored->elsewhere})) : fail(restored.error());
    if (!json)
        return fail(json.error());
    m_scratch.emplace(Scratch{ceremony.plan.id, std::move(restored->databaseKey), bytesOf(viewOf(*json))});
    return m_scratch->restored;
}

Result<ServedCeremonies::Work> ServedCeremonies::serve(const Ceremony &ceremony)
{
    return [this, id = ceremony.plan.id]() -> Result<Bytes> {
        const std::unique_lock lock(m_scratchMutex, std::try_to_lock);
        if (!lock)
            return underWay(id);
        if (!m_scratch || m_scratch->ceremony != id)
            return fail(ErrorCode::Conflict, "nothing was restored for this test, or it is gone", id);
        if (m_scratch->served)
            return *m_scratch->served;
        const std::string home = scratchHouse(m_paths.home, id);
        const Result<std::vector<RestoreAnswer>> answers = m_serveRestored(m_scratch->databaseKey, HomePaths(home));
        const Result<std::string> json = answers ? toCanonicalJson(toJson(*answers)) : fail(answers.error());
        if (!json) {
            dropScratch();
            return fail(json.error());
        }
        std::error_code ignored;
        std::filesystem::remove_all(home, ignored);
        m_scratch->served = bytesOf(viewOf(*json));
        return *m_scratch->served;
    };
}

/// Under its mutex.
void ServedCeremonies::dropScratch()
{
    if (!m_scratch)
        return;
    std::error_code ignored;
    std::filesystem::remove_all(scratchHouse(m_paths.home, m_scratch->ceremony), ignored);
    m_scratch.reset();
}

} // namespace hufu
