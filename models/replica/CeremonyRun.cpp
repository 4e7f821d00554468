// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/CeremonyRun.h"

#include "models/pki/Envelope.h"
#include "models/pki/SignedData.h"
#include "models/store/AtomicFile.h"
#include "models/store/BackupPackage.h"
#include "models/store/CaReader.h"
#include "models/store/CeremonyReader.h"

#include <algorithm>

namespace hufu {
namespace {

using Phase = CeremonyPresence::Phase;
using Kind = CeremonyEvidence::Kind;

constexpr std::size_t largestShare = 64u << 10;

/// The package that the plan names, from wherever it lies.
Result<BackupPackage> plannedPackage(const std::string &folder, const Ceremony &ceremony)
{
    Result<BackupPackage> package = findPackage(folder);
    if (package && package->hash != ceremony.plan.package)
        return fail(ErrorCode::BackupBroken, "another package is on this medium than was planned", package->folder);
    return package;
}

} // namespace

CeremonyRun::CeremonyRun(House &house, std::function<std::string(const CeremonyEvidence &)> words) : m_house(house), m_words(std::move(words)) {}

CeremonyRun::~CeremonyRun()
{
    if (m_ceremony.plan.kind == CeremonyKind::RestoreTest && m_house.ceremonies() && !m_ceremony.plan.id.empty())
        m_house.ceremonies()->discard(m_ceremony.plan.id);
}

Result<void> CeremonyRun::begin(const PlannedCeremony &planned)
{
    if (!m_house.ceremonies())
        return fail(ErrorCode::Unsupported, "no authority takes part in ceremonies from here: it has moved to a server, or this home cannot be written");
    if (Result<void> level = m_house.ceremonies()->level(); !level)
        return level;
    if (const Result<Receipt> receipt = m_house.submit(CommandKind::PlanCeremony, toJson(planned.plan)); !receipt)
        return fail(receipt.error());
    return resume(planned.plan.id);
}

Result<void> CeremonyRun::resume(const std::string &id)
{
    if (!m_house.ceremonies())
        return fail(ErrorCode::Unsupported, "no authority takes part in ceremonies from here: it has moved to a server, or this home cannot be written");
    m_ceremony.plan.id = id;
    if (Result<void> read = settle(); !read)
        return read;
    if (m_ceremony.fate != Ceremony::Fate::Open)
        return fail(ErrorCode::Conflict, "this ceremony has ended", id);
    Result<CeremonyScript> script = CeremonyScript::read(viewOf(m_ceremony.plan.scriptText));
    const Result<std::vector<Person>> people = m_house.people();
    if (!script || !people)
        return fail(script ? people.error() : script.error());
    m_script = std::move(*script);
    m_people.clear();
    std::ranges::copy_if(*people, std::back_inserter(m_people), [&](const Person &person) { return m_ceremony.takesPart(person.id); });
    if (m_package.empty())
        m_package = m_ceremony.plan.media.front();
    return {};
}

Result<void> CeremonyRun::reload()
{
    Result<std::optional<Ceremony>> ceremony = m_house.read([&](Connection &connection) { return readCeremony(connection, m_ceremony.plan.id); });
    if (!ceremony)
        return fail(ceremony.error());
    if (!*ceremony)
        return fail(ErrorCode::NotFound, "no ceremony of this number", m_ceremony.plan.id);
    if ((*ceremony)->done.size() != m_ceremony.done.size()) {
        m_evidence.clear();
        m_worked = false;
    }
    m_ceremony = std::move(**ceremony);
    return {};
}

Result<void> CeremonyRun::settle()
{
    Result<void> level = m_house.ceremonies()->level();
    return level ? reload() : level;
}

std::unexpected<Error> CeremonyRun::wentOn() const
{
    return fail(ErrorCode::Conflict, "the ceremony went on at another desk; it is shown as it stands now", m_ceremony.plan.id);
}

std::string CeremonyRun::nameOf(std::string_view person) const
{
    const auto at = std::ranges::find(m_people, person, &Person::id);
    return at == m_people.end() ? std::string(person) : at->name;
}

const CeremonyScript::Step *CeremonyRun::step() const
{
    return m_ceremony.fate == Ceremony::Fate::Open && m_ceremony.done.size() < m_script.steps.size() ? &m_script.steps[m_ceremony.done.size()]
                                                                                                     : nullptr;
}

bool CeremonyRun::needsShares() const
{
    if (m_ceremony.plan.kind == CeremonyKind::Restore)
        return m_ceremony.restored.empty();
    return !m_house.ceremonies()->hasScratch(m_ceremony.plan.id);
}

std::vector<std::string> CeremonyRun::expected() const
{
    if (!step() || m_worked)
        return {};
    switch (step()->check) {
    case CeremonyCheck::Presence: return m_ceremony.missing(Phase::Opening);
    case CeremonyCheck::Proven:
    case CeremonyCheck::PresentAgain: return m_ceremony.missing(Phase::Closing);
    case CeremonyCheck::Restored:
    case CeremonyCheck::Served: break;
    default: return {};
    }
    std::vector<std::string> who;
    if (!needsShares() || static_cast<int>(m_gave.size()) >= m_ceremony.plan.needed)
        return who;
    for (const CeremonyPlan::Keeper &keeper : m_ceremony.plan.custodians) {
        if (std::ranges::find(m_gave, keeper.person) == m_gave.end())
            who.push_back(keeper.person);
    }
    return who;
}

Result<Sha256> CeremonyRun::proveShare(const std::string &person, Token &token)
{
    if (m_packages.empty()) { // resumed: where the package is
        if (const Lines there = readBack(); !there)
            return fail(there.error());
    }
    // From the first medium, not from what the authority made: what is on the medium is what counts.
    const auto share = std::ranges::find(m_ceremony.sealed->shares, person, &BackupManifest::Share::custodian);
    if (share == m_ceremony.sealed->shares.end())
        return fail(ErrorCode::NotFound, "no share of this custodian is on the medium", nameOf(person));
    const Result<Bytes> envelope = readSmallFile(m_packages.front() + '/' + share->file, largestShare);
    const Result<SecureBytes> encoded = envelope ? token.openEnvelope(*envelope) : fail(envelope.error());
    return encoded ? Result<Sha256>(shareProof(encoded->view())) : fail(encoded.error());
}

Result<void> CeremonyRun::giveShare(const std::string &person, Token &token)
{
    const Result<BackupPackage> package = plannedPackage(m_package, m_ceremony);
    if (!package)
        return fail(package.error());
    if (!m_inserted) // resumed
        m_inserted = std::chrono::steady_clock::now();
    if (m_oneTime.empty()) {
        Result<Bytes> certificate = m_house.ceremonies()->oneTimeCertificate(m_ceremony.plan.id);
        if (!certificate)
            return fail(certificate.error());
        m_oneTime = std::move(*certificate);
    }
    const auto share = std::ranges::find(package->manifest.shares, person, &BackupManifest::Share::custodian);
    if (share == package->manifest.shares.end())
        return fail(ErrorCode::NotPermitted, "holds no share of this package", nameOf(person));
    const Result<Bytes> envelope = readSmallFile(package->pathOf(share->file), largestShare);
    const Result<SecureBytes> opened = envelope ? token.openEnvelope(*envelope) : fail(envelope.error());
    Result<Bytes> again = opened ? sealFor(std::span(&m_oneTime, 1), *opened) : fail(opened.error());
    if (!again)
        return fail(again.error());
    m_shares.push_back(std::move(*again));
    m_gave.push_back(person);
    m_evidence.push_back(m_words({.kind = Kind::ShareOpened, .name = nameOf(person)}));
    return {};
}

Result<void> CeremonyRun::answer(const std::string &person, Token &token)
{
    const auto waits = [&] {
        const std::vector<std::string> who = expected();
        return std::ranges::find(who, person) != who.end();
    };
    if (!waits())
        return fail(ErrorCode::Conflict, "this step does not wait for them", nameOf(person));
    const std::size_t before = m_ceremony.done.size();
    if (Result<void> settled = settle(); !settled)
        return settled;
    if (m_ceremony.done.size() != before || !step())
        return wentOn();
    if (!waits()) // what they signed before an interruption has arrived
        return {};
    if (step()->check == CeremonyCheck::Restored || step()->check == CeremonyCheck::Served)
        return giveShare(person, token);
    const Phase phase = step()->check == CeremonyCheck::Presence ? Phase::Opening : Phase::Closing;
    CeremonyPresence presence{m_ceremony.plan.id, m_ceremony.parameters, phase, {}};
    if (phase == Phase::Closing && sealsKeys(m_ceremony.plan.kind) && m_ceremony.isCustodian(person)) {
        const Result<Sha256> proof = proveShare(person, token);
        if (!proof)
            return fail(proof.error());
        presence.proof = *proof;
    }
    if (const Result<Receipt> receipt = m_house.submitAs(person, token, CommandKind::PresentAtCeremony, toJson(presence)); !receipt)
        return fail(receipt.error());
    return reload();
}

Result<std::vector<std::string>> CeremonyRun::work()
{
    const std::size_t before = m_ceremony.done.size();
    if (Result<void> settled = settle(); !settled)
        return fail(settled.error());
    if (m_ceremony.done.size() != before)
        return wentOn();
    if (!step())
        return fail(ErrorCode::Conflict, "no step is left", m_ceremony.plan.id);
    if (const std::vector<std::string> who = expected(); !who.empty())
        return fail(ErrorCode::Conflict, "the step waits for somebody's key", nameOf(who.front()));
    if (m_worked)
        return m_evidence;
    const Lines seen = act(step()->check);
    if (!seen) {
        m_shares.clear(); // what was opened for a restore that failed is opened anew
        m_gave.clear();
        m_oneTime.clear();
        m_evidence.clear();
        return fail(seen.error());
    }
    for (const CeremonyEvidence &one : *seen)
        m_evidence.push_back(m_words(one));
    m_worked = true;
    return m_evidence;
}

CeremonyRun::Lines CeremonyRun::act(CeremonyCheck check)
{
    switch (check) {
    case CeremonyCheck::None:
    case CeremonyCheck::Presence:
    case CeremonyCheck::Proven:
    case CeremonyCheck::PresentAgain: break;
    case CeremonyCheck::Sealed: return seal();
    case CeremonyCheck::Written: return write();
    case CeremonyCheck::ReadBack: return readBack();
    case CeremonyCheck::PackageWhole: return lookAtPackage();
    case CeremonyCheck::Restored: return restore();
    case CeremonyCheck::Served: return serve();
    }
    return std::vector<CeremonyEvidence>();
}

CeremonyRun::Lines CeremonyRun::seal()
{
    if (!m_ceremony.sealed) {
        if (const Result<std::string> folder = m_house.ceremonies()->seal(m_ceremony.plan.id); !folder)
            return fail(folder.error());
        if (Result<void> read = reload(); !read)
            return fail(read.error());
    }
    std::vector<CeremonyEvidence> seen;
    for (const BackupManifest::Key &key : m_ceremony.sealed->keys)
        seen.push_back({.kind = key.file.empty() ? Kind::NotExportable : Kind::Encrypted, .name = key.name, .detail = key.file});
    if (m_ceremony.sealed->wholeHouse)
        seen.push_back({.kind = Kind::HouseEncrypted, .number = m_ceremony.sealed->sequence});
    return seen;
}

CeremonyRun::Lines CeremonyRun::write()
{
    const Result<std::string> staged = m_house.ceremonies()->sealed(m_ceremony.plan.id);
    const Result<BackupPackage> package = staged ? openPackage(*staged) : fail(staged.error());
    if (!package)
        return fail(package.error());
    if (package->hash != hashOf(*m_ceremony.sealed))
        return fail(ErrorCode::BackupBroken, "the authority's package is not the one that the journal has", *staged);
    std::vector<CeremonyEvidence> seen;
    m_packages.clear();
    for (const std::string &medium : m_ceremony.plan.media) {
        Result<std::string> folder = copyPackage(*package, medium);
        if (!folder && folder.error().code == ErrorCode::AlreadyExists) // written before an interruption
            folder = folder.error().subject;
        if (!folder)
            return fail(folder.error());
        m_packages.push_back(*folder);
        seen.push_back({.kind = Kind::Written, .name = medium, .hash = package->hash});
        const Result<MediumFlush> flushed = remountMedium(medium);
        if (!flushed)
            return fail(flushed.error());
        seen.push_back({.kind = Kind::Flushed, .name = medium, .flush = *flushed});
    }
    return seen;
}

CeremonyRun::Lines CeremonyRun::readBack()
{
    const Sha256 wanted = hashOf(*m_ceremony.sealed);
    std::vector<CeremonyEvidence> seen;
    std::vector<std::string> folders;
    for (const std::string &medium : m_ceremony.plan.media) {
        const std::string folder = packageFolder(medium, *m_ceremony.sealed);
        const Result<BackupPackage> package = openPackage(folder);
        if (!package)
            return fail(package.error().code == ErrorCode::NotFound
                            ? Error{ErrorCode::BackupBroken, "the package is not on this medium any more", folder, {}}
                            : package.error());
        if (package->hash != wanted)
            return fail(ErrorCode::BackupBroken, "another package is on this medium", folder);
        folders.push_back(folder);
        seen.push_back({.kind = Kind::ReadBack, .name = medium, .hash = wanted});
    }
    m_packages = std::move(folders);
    return seen;
}

CeremonyRun::Lines CeremonyRun::lookAtPackage()
{
    m_inserted = std::chrono::steady_clock::now();
    const Result<BackupPackage> package = plannedPackage(m_package, m_ceremony);
    if (!package)
        return fail(package.error());
    const Result<HouseRecord> house = m_house.read([](Connection &connection) { return readHouse(connection); });
    if (!house)
        return fail(house.error());
    if (package->authorityCertificate != house->authorityCertificate)
        return fail(ErrorCode::BackupBroken, "the package was signed by another authority", package->folder);
    return std::vector{CeremonyEvidence{.kind = Kind::PackageWhole, .name = package->folder, .hash = package->hash}};
}

CeremonyRun::Lines CeremonyRun::restore()
{
    std::vector<CeremonyEvidence> seen;
    if (!needsShares())
        return std::vector{CeremonyEvidence{.kind = Kind::KeysBack, .number = static_cast<std::int64_t>(m_ceremony.restored.size())}};
    const Result<BackupPackage> package = plannedPackage(m_package, m_ceremony);
    if (!package)
        return fail(package.error());
    if (m_ceremony.plan.kind == CeremonyKind::Restore) {
        if (Result<void> restored = m_house.ceremonies()->restore(m_ceremony.plan.id, package->folder, m_shares); !restored)
            return fail(restored.error());
        if (Result<void> read = reload(); !read)
            return fail(read.error());
        seen.push_back({.kind = Kind::KeysBack, .number = static_cast<std::int64_t>(m_ceremony.restored.size())});
        return seen;
    }
    const Result<RestoredKeys> restored = m_house.ceremonies()->restoreScratch(m_ceremony.plan.id, package->folder, m_shares);
    if (!restored)
        return fail(restored.error());
    for (const std::string &name : restored->proven)
        seen.push_back({.kind = Kind::KeyProven, .name = name});
    for (const std::string &name : restored->elsewhere)
        seen.push_back({.kind = Kind::KeyElsewhere, .name = name});
    seen.push_back({.kind = Kind::ScratchRestored, .seconds = sinceInserted()->count()});
    return seen;
}

CeremonyRun::Lines CeremonyRun::serve()
{
    if (needsShares()) { // resumed: what was restored went with the interruption
        if (const Lines again = restore(); !again)
            return again;
    }
    const Result<std::vector<RestoreAnswer>> answers = m_house.ceremonies()->serveScratch(m_ceremony.plan.id);
    if (!answers)
        return fail(answers.error());
    std::vector<CeremonyEvidence> seen;
    for (const RestoreAnswer &answer : *answers)
        seen.push_back({.kind = Kind::Answered, .name = answer.ca, .answer = answer});
    seen.push_back({.kind = Kind::Stopwatch, .seconds = sinceInserted() ? sinceInserted()->count() : 0});
    return seen;
}

Result<void> CeremonyRun::note(const std::string &initials, const std::string &exception)
{
    if (!step())
        return fail(ErrorCode::Conflict, "no step is left", m_ceremony.plan.id);
    const CeremonyStep done{m_ceremony.plan.id, m_ceremony.parameters, static_cast<int>(m_ceremony.done.size()) + 1, initials, exception, m_evidence};
    if (Result<void> settled = settle(); !settled)
        return settled;
    if (m_ceremony.done.size() == static_cast<std::size_t>(done.number) && m_ceremony.done.back().step == done)
        return {}; // it was sent before an interruption
    if (m_ceremony.done.size() + 1 != static_cast<std::size_t>(done.number) || !step())
        return wentOn();
    if (const Result<Receipt> receipt = m_house.submit(CommandKind::StepCeremony, toJson(done)); !receipt)
        return fail(receipt.error());
    return reload();
}

Result<void> CeremonyRun::close(Token &witness)
{
    Token *const cosigners[] = {&witness};
    const CeremonyEnd end{m_ceremony.plan.id, m_ceremony.parameters, {}};
    if (Result<void> settled = settle(); !settled)
        return settled;
    if (m_ceremony.fate != Ceremony::Fate::Closed) { // otherwise it was signed before an interruption
        if (const Result<Receipt> receipt = m_house.submit(CommandKind::CloseCeremony, toJson(end), {}, cosigners); !receipt)
            return fail(receipt.error());
    }
    m_house.ceremonies()->discard(m_ceremony.plan.id);
    return reload();
}

Result<void> CeremonyRun::abort(const std::string &reason)
{
    const Result<Receipt> aborted = abortCeremony(m_house, m_ceremony.plan.id, reason);
    return aborted ? reload() : fail(aborted.error());
}

std::optional<std::chrono::duration<double>> CeremonyRun::sinceInserted() const
{
    return m_inserted ? std::optional<std::chrono::duration<double>>(std::chrono::steady_clock::now() - *m_inserted) : std::nullopt;
}

Result<CeremonyBook> readCeremonyBook(House &house)
{
    return house.read([](Connection &connection) -> Result<CeremonyBook> {
        Result<std::vector<Ceremony>> ceremonies = readCeremonies(connection);
        Result<std::vector<Person>> people = readPeople(connection);
        Result<std::vector<CertificateAuthority>> cas = readCas(connection);
        Result<Policy> policy = readPolicy(connection);
        if (!ceremonies || !people || !cas || !policy)
            return fail(!ceremonies ? ceremonies.error() : !people ? people.error() : !cas ? cas.error() : policy.error());
        return CeremonyBook{std::move(*ceremonies), std::move(*people), std::move(*cas), std::move(*policy)};
    });
}

Result<Receipt> abortCeremony(House &house, const std::string &ceremony, const std::string &reason)
{
    const Result<std::optional<Ceremony>> known = house.read([&](Connection &connection) { return readCeremony(connection, ceremony); });
    if (!known)
        return fail(known.error());
    if (!*known)
        return fail(ErrorCode::NotFound, "no ceremony of this number", ceremony);
    Result<Receipt> receipt = house.submit(CommandKind::AbortCeremony, toJson(CeremonyEnd{ceremony, (*known)->parameters, reason}));
    if (receipt && house.ceremonies())
        house.ceremonies()->discard(ceremony);
    return receipt;
}

Result<Receipt> attachToCeremony(House &house, const std::string &ceremony, const std::string &title, const std::string &path)
{
    const Result<FileDigest> digest = digestFile(path);
    return digest ? house.submit(CommandKind::FileCeremony, toJson(CeremonyDocument{ceremony, title, digest->sha256, digest->octets}))
                  : fail(digest.error());
}

Result<Bytes> readCeremonyRecord(House &house, const std::string &ceremony)
{
    return house.read([&](Connection &connection) -> Result<Bytes> {
        const Result<std::vector<Sequence>> history = readCeremonyHistory(connection, ceremony);
        if (!history)
            return fail(history.error());
        for (const Sequence sequence : *history) {
            const Result<std::optional<Entry>> entry = readEntry(connection, sequence);
            if (!entry)
                return fail(entry.error());
            if (!*entry || (*entry)->kind != CommandKind::RecordCeremony)
                continue;
            const Result<SignedContent> content = openSignedData((*entry)->command);
            const Result<Command> command = content ? decodeCommand(content->content) : fail(content.error());
            Result<CeremonyRecorded> act = command ? ceremonyRecordedFromJson(command->payload) : fail(command.error());
            return act ? Result<Bytes>(std::move(act->record)) : fail(act.error());
        }
        return fail(ErrorCode::NotFound, "this ceremony has no record yet: it has not ended", ceremony);
    });
}

} // namespace hufu
