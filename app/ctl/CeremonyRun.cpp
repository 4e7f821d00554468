// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/CeremonyRun.h"

#include "app/ctl/RestoreTest.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/CeremonyRecord.h"
#include "models/pki/Container.h"
#include "models/pki/Envelope.h"
#include "models/pki/KeyShares.h"
#include "models/pki/SignedData.h"
#include "models/store/AtomicFile.h"
#include "models/store/CeremonyReader.h"
#include "models/wording/CeremonyReport.h"

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace hufu::ctl {
namespace {

using Phase = CeremonyPresence::Phase;
namespace fs = std::filesystem;

constexpr auto restoreLimit = std::chrono::minutes(30);
constexpr int mostTries = 3; // of a passphrase that somebody types

std::string secondsSince(std::chrono::steady_clock::time_point start)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.1f s", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    return text;
}

/// A folder that is gone when its maker is.
void removeFolder(const std::string &path)
{
    std::error_code ignored;
    if (!path.empty())
        fs::remove_all(path, ignored);
}

} // namespace

CeremonyRun::CeremonyRun(House &house, EmbeddedGate &gate, const Arguments &arguments, std::function<void(const std::string &)> say)
    : m_house(house), m_gate(gate), m_arguments(arguments), m_say(std::move(say))
{
}

Result<void> CeremonyRun::begin(const PlannedCeremony &planned)
{
    if (const Result<Receipt> receipt = m_house.submit(CommandKind::PlanCeremony, toJson(planned.plan)); !receipt)
        return fail(receipt.error());
    return resume(planned.plan.id);
}

Result<void> CeremonyRun::resume(const std::string &id)
{
    m_ceremony.plan.id = id;
    if (Result<void> read = reload(); !read)
        return read;
    if (m_ceremony.fate != Ceremony::Fate::Open)
        return fail(ErrorCode::Conflict, "this ceremony has ended", id);
    Result<CeremonyScript> script = CeremonyScript::read(viewOf(m_ceremony.plan.scriptText));
    if (!script)
        return fail(script.error());
    m_script = std::move(*script);
    m_say("Ceremony 仪式 " + id + "\nParameters 参数 SHA-256 " + toHex(m_ceremony.parameters) + '\n' + wordsText(m_ceremony.parameters));
    return {};
}

Result<void> CeremonyRun::reload()
{
    Result<std::optional<Ceremony>> ceremony = m_house.read([&](Connection &connection) { return readCeremony(connection, m_ceremony.plan.id); });
    if (!ceremony)
        return fail(ceremony.error());
    if (!*ceremony)
        return fail(ErrorCode::NotFound, "no ceremony of this number", m_ceremony.plan.id);
    m_ceremony = std::move(**ceremony);
    return {};
}

Result<std::string> CeremonyRun::nameOf(const std::string &person)
{
    const Result<std::vector<Person>> people = m_house.people();
    if (!people)
        return fail(people.error());
    const auto at = std::ranges::find(*people, person, &Person::id);
    return at == people->end() ? person : at->name;
}

Result<std::unique_ptr<Token>> CeremonyRun::unlock(const std::string &person)
{
    const Result<std::string> name = nameOf(person);
    if (!name)
        return fail(name.error());
    const bool witness = person == m_ceremony.plan.witness;
    const std::string option = witness ? "witness-passphrase" : "custodian-passphrase";
    const std::vector<std::string> named = m_arguments.values(witness ? "witness" : "custodian");
    const auto nth = static_cast<std::size_t>(std::ranges::find_if(named, [&](const std::string &one) { return one == *name || one == person; }) - named.begin());
    const bool typed = m_arguments.values(option).size() + m_arguments.values(option + "-file").size() + m_arguments.values(option + "-fd").size() <= nth;
    for (int left = typed ? mostTries : 1;;) {
        const Result<SecureBytes> passphrase = readSecret(m_arguments, option, "Passphrase of 口令: " + *name, nth);
        if (!passphrase)
            return fail(passphrase.error());
        Result<std::unique_ptr<Token>> token = m_gate.unlockToken(m_house, person, *passphrase);
        if (token || token.error().code != ErrorCode::WrongPassphrase || --left == 0)
            return token;
        m_say("That is not the passphrase of 口令不正确: " + *name);
    }
}

Result<void> CeremonyRun::sign(const std::string &person, Token &token, Phase phase, std::optional<Sha256> proof)
{
    const Result<Receipt> receipt = m_house.submitAs(person, token, CommandKind::PresentAtCeremony,
                                                     toJson(CeremonyPresence{m_ceremony.plan.id, m_ceremony.parameters, phase, proof}));
    if (!receipt)
        return fail(receipt.error());
    const Result<std::string> name = nameOf(person);
    m_say("  signed 已签名: " + name.value_or(person) + (proof ? ", whose share opens 分量已打开" : ""));
    return {};
}

Result<Sha256> CeremonyRun::openShare(const std::string &person, Token &token)
{
    // From the first medium, not from what the authority made: what is on the medium is what counts.
    const auto share = std::ranges::find(m_ceremony.sealed->shares, person, &BackupManifest::Share::custodian);
    if (share == m_ceremony.sealed->shares.end() || m_packages.empty())
        return fail(ErrorCode::NotFound, "no share of this custodian is on the medium", person);
    const Result<Bytes> envelope = readSmallFile(m_packages.front() + '/' + share->file, 64u << 10);
    if (!envelope)
        return fail(envelope.error());
    const Result<SecureBytes> encoded = token.openEnvelope(*envelope);
    if (!encoded)
        return fail(encoded.error());
    return shareProof(encoded->view());
}

Result<void> CeremonyRun::rollCall(Phase phase)
{
    if (phase == Phase::Closing && sealsKeys(m_ceremony.plan.kind) && m_packages.empty()) { // resumed: where the package is
        if (const Result<std::vector<std::string>> there = readBack(); !there)
            return fail(there.error());
    }
    for (const std::string &person : m_ceremony.missing(phase)) {
        const Result<std::unique_ptr<Token>> token = unlock(person);
        if (!token)
            return fail(token.error());
        std::optional<Sha256> proof;
        if (phase == Phase::Closing && sealsKeys(m_ceremony.plan.kind) && m_ceremony.isCustodian(person)) {
            const Result<Sha256> opened = openShare(person, **token);
            if (!opened)
                return fail(opened.error());
            proof = *opened;
        }
        if (Result<void> signedIt = sign(person, **token, phase, proof); !signedIt)
            return signedIt;
    }
    return reload();
}

Result<std::vector<std::string>> CeremonyRun::act(CeremonyCheck check)
{
    const auto called = [&](Phase phase) -> Result<std::vector<std::string>> {
        const Result<void> done = rollCall(phase);
        return done ? Result<std::vector<std::string>>(std::vector<std::string>()) : fail(done.error());
    };
    switch (check) {
    case CeremonyCheck::None: return std::vector<std::string>();
    case CeremonyCheck::Presence: return called(Phase::Opening);
    case CeremonyCheck::Proven:
    case CeremonyCheck::PresentAgain: return called(Phase::Closing);
    case CeremonyCheck::Sealed: return seal();
    case CeremonyCheck::Written: return write();
    case CeremonyCheck::ReadBack: return readBack();
    case CeremonyCheck::PackageWhole: return lookAtPackage();
    case CeremonyCheck::Restored: return restore();
    case CeremonyCheck::Served: return serve();
    }
    return std::vector<std::string>();
}

Result<std::vector<std::string>> CeremonyRun::seal()
{
    if (!m_ceremony.sealed) {
        if (const Result<std::string> folder = m_house.ceremonies()->seal(m_ceremony.plan.id); !folder)
            return fail(folder.error());
        if (Result<void> read = reload(); !read)
            return fail(read.error());
    }
    std::vector<std::string> lines;
    for (const BackupManifest::Key &key : m_ceremony.sealed->keys) {
        lines.push_back(key.file.empty() ? "not exportable 不可导出: " + key.name + " (in a PKCS#11 token; back it up by the token's own means, or issue anew)"
                                         : "encrypted 已加密: " + key.name + " in " + key.file);
    }
    if (m_ceremony.sealed->wholeHouse)
        lines.push_back("encrypted 已加密: the whole house up to entry " + std::to_string(m_ceremony.sealed->sequence));
    for (const std::string &line : lines)
        m_say("  " + line);
    return lines;
}

Result<std::vector<std::string>> CeremonyRun::write()
{
    const Result<std::string> staged = m_house.ceremonies()->sealed(m_ceremony.plan.id);
    const Result<BackupPackage> package = staged ? openPackage(*staged) : fail(staged.error());
    if (!package)
        return fail(package.error());
    if (package->hash != hashOf(*m_ceremony.sealed))
        return fail(ErrorCode::BackupBroken, "the authority's package is not the one that the journal has", *staged);
    std::vector<std::string> lines;
    m_packages.clear();
    for (const std::string &medium : m_ceremony.plan.media) {
        Result<std::string> folder = copyPackage(*package, medium);
        if (!folder && folder.error().code == ErrorCode::AlreadyExists) // written before an interruption
            folder = folder.error().subject;
        if (!folder)
            return fail(folder.error());
        m_packages.push_back(*folder);
        lines.push_back(medium + ": " + toHex(package->hash));
        m_say("  written 已写入: " + *folder);
    }
    m_say("Hash of the package 备份包哈希 " + toHex(package->hash) + '\n' + wordsText(package->hash));
    return lines;
}

Result<std::vector<std::string>> CeremonyRun::readBack()
{
    const Sha256 expected = hashOf(*m_ceremony.sealed);
    std::vector<std::string> lines, folders;
    for (const std::string &medium : m_ceremony.plan.media) {
        const std::string folder = packageFolder(medium, *m_ceremony.sealed);
        const Result<BackupPackage> package = openPackage(folder);
        if (!package)
            return fail(package.error().code == ErrorCode::NotFound ? Error{ErrorCode::BackupBroken, "the package is not on this medium any more", folder, {}}
                                                                    : package.error());
        if (package->hash != expected)
            return fail(ErrorCode::BackupBroken, "another package is on this medium", folder);
        folders.push_back(folder);
        lines.push_back(medium + ": " + toHex(package->hash));
        m_say("  read back, the same 已读回，一致: " + folder);
    }
    m_packages = std::move(folders);
    m_say(wordsText(expected));
    return lines;
}

Result<std::vector<std::string>> CeremonyRun::lookAtPackage()
{
    m_inserted = std::chrono::steady_clock::now();
    const Result<BackupPackage> package = findPackage(m_arguments.value("package"));
    if (!package)
        return fail(package.error());
    if (package->hash != m_ceremony.plan.package)
        return fail(ErrorCode::BackupBroken, "another package is on this medium than was planned", package->folder);
    if (package->authorityCertificate != m_house.record().authorityCertificate)
        return fail(ErrorCode::BackupBroken, "the package was signed by another authority", package->folder);
    m_say("  whole, signed by the authority 完整，由签发机构签名: " + package->folder + '\n' + wordsText(package->hash));
    return std::vector<std::string>{package->folder + ": " + toHex(package->hash)};
}

Result<std::vector<Bytes>> CeremonyRun::sharesFor(BytesView oneTimeCertificate)
{
    const Result<BackupPackage> package = findPackage(m_arguments.value("package"));
    if (!package)
        return fail(package.error());
    if (package->hash != m_ceremony.plan.package)
        return fail(ErrorCode::BackupBroken, "another package is on this medium than was planned", package->folder);
    const Bytes certificate = bytesOf(oneTimeCertificate);
    std::vector<Bytes> shares;
    for (const CeremonyPlan::Keeper &keeper : m_ceremony.plan.custodians) {
        if (static_cast<int>(shares.size()) == package->manifest.needed)
            break;
        const auto share = std::ranges::find(package->manifest.shares, keeper.person, &BackupManifest::Share::custodian);
        const Result<std::unique_ptr<Token>> token = unlock(keeper.person);
        if (!token)
            return fail(token.error());
        if (share == package->manifest.shares.end())
            return fail(ErrorCode::NotPermitted, "holds no share of this package", nameOf(keeper.person).value_or(keeper.person));
        const Result<Bytes> envelope = readSmallFile(package->pathOf(share->file), 64u << 10);
        const Result<SecureBytes> opened = envelope ? (*token)->openEnvelope(*envelope) : fail(envelope.error());
        Result<Bytes> again = opened ? sealFor(std::span(&certificate, 1), *opened) : fail(opened.error());
        if (!again)
            return fail(again.error());
        shares.push_back(std::move(*again));
        m_say("  share opened and encrypted to the one-time key 分量已打开并加密给一次性密钥: " + share->name);
    }
    return shares;
}

Result<std::vector<std::string>> CeremonyRun::restore()
{
    if (m_inserted == std::chrono::steady_clock::time_point{}) // resumed
        m_inserted = std::chrono::steady_clock::now();
    if (m_ceremony.plan.kind == CeremonyKind::Restore) {
        if (m_ceremony.restored.empty()) {
            const Result<Bytes> certificate = m_house.ceremonies()->oneTimeCertificate();
            const Result<std::vector<Bytes>> shares = certificate ? sharesFor(*certificate) : fail(certificate.error());
            const Result<BackupPackage> package = shares ? findPackage(m_arguments.value("package")) : fail(shares.error());
            if (!package)
                return fail(package.error());
            if (Result<void> restored = m_house.ceremonies()->restore(m_ceremony.plan.id, package->folder, *shares); !restored)
                return fail(restored.error());
            if (Result<void> read = reload(); !read)
                return fail(read.error());
        }
        m_say("  back in the authority, proven by signatures 已恢复，签名验证通过: " + std::to_string(m_ceremony.restored.size()));
        return std::vector<std::string>{"keys back in the authority, each proven against its certificate: " + std::to_string(m_ceremony.restored.size())};
    }
    const Result<OneTimeKey> oneTime = OneTimeKey::make(m_house.now());
    const Result<std::vector<Bytes>> shares = oneTime ? sharesFor(oneTime->certificate()) : fail(oneTime.error());
    const Result<BackupPackage> package = shares ? findPackage(m_arguments.value("package")) : fail(shares.error());
    if (!package)
        return fail(package.error());
    if (package->hash != m_ceremony.plan.package)
        return fail(ErrorCode::BackupBroken, "another package is on this medium than was planned", package->folder);
    m_scratch = scratchHouse(HomePaths(homeOf(m_arguments)), m_ceremony.plan.id);
    removeFolder(m_scratch); // of an interruption: encrypted as every home is
    Result<RestoredHouse> restored = restoreHouse(*oneTime, *package, *shares, HomePaths(m_scratch));
    if (!restored) {
        removeFolder(m_scratch);
        return fail(restored.error());
    }
    std::vector<std::string> lines;
    for (const std::string &name : restored->proven)
        lines.push_back("key proven against its certificate: " + name);
    for (const std::string &name : restored->elsewhere)
        lines.push_back("key in a token, in no package: " + name);
    lines.push_back("restored into a scratch authority after " + secondsSince(m_inserted));
    m_restored.emplace(std::move(*restored));
    for (const std::string &line : lines)
        m_say("  " + line);
    return lines;
}

Result<std::vector<std::string>> CeremonyRun::serve()
{
    if (!m_restored) { // resumed: what was restored went with the interruption
        if (const Result<std::vector<std::string>> again = restore(); !again)
            return again;
    }
    Result<ServedSight> sight = serveRestored(*m_restored, HomePaths(m_scratch));
    m_restored.reset();
    removeFolder(m_scratch);
    if (!sight)
        return fail(sight.error());
    if (!sight->complete())
        return fail(ErrorCode::BackupBroken, "the restored authority did not answer everything", m_scratch);
    std::vector<std::string> lines = std::move(sight->lines);
    const bool late = std::chrono::steady_clock::now() - m_inserted > restoreLimit;
    lines.push_back("from inserting the medium to the last answer: " + secondsSince(m_inserted) + (late ? ", above the limit of 30 minutes" : ", limit 30 minutes"));
    for (const std::string &line : lines)
        m_say("  " + line);
    return lines;
}

Result<void> CeremonyRun::askAndNote(const CeremonyScript::Step &step, std::vector<std::string> evidence)
{
    m_say(std::string("Initials of who acted (") + ceremonyActorName(step.actor)
          + "); an exception after \";\"; \"abort REASON\" ends it 操作人签名缩写；例外写在“;”之后；“abort 原因”中止:");
    std::string line;
    do {
        if (!std::getline(std::cin, line))
            return fail(ErrorCode::Cancelled, "the ceremony stays open: `hufuctl ceremony run --resume " + m_ceremony.plan.id + "` goes on", m_ceremony.plan.id);
    } while (line.empty());
    if (line.starts_with("abort "))
        return abort(line.substr(6));
    const std::size_t cut = line.find(';');
    CeremonyStep done{m_ceremony.plan.id, m_ceremony.parameters, static_cast<int>(m_ceremony.done.size()) + 1, line.substr(0, cut),
                      cut == std::string::npos ? std::string() : line.substr(cut + 1), std::move(evidence)};
    if (const Result<Receipt> receipt = m_house.submit(CommandKind::StepCeremony, toJson(done)); !receipt)
        return fail(receipt.error());
    return reload();
}

Result<void> CeremonyRun::abort(const std::string &reason)
{
    const CeremonyEnd end{m_ceremony.plan.id, m_ceremony.parameters, reason};
    if (const Result<Receipt> receipt = m_house.submit(CommandKind::AbortCeremony, toJson(end)); !receipt)
        return fail(receipt.error());
    m_house.ceremonies()->discard(m_ceremony.plan.id);
    return reload();
}

Result<void> CeremonyRun::perform()
{
    if (!m_house.ceremonies())
        return fail(ErrorCode::Unsupported, "the authority of this house is a server: its keys are backed up there");
    while (m_ceremony.fate == Ceremony::Fate::Open && m_ceremony.done.size() < m_script.steps.size()) {
        const CeremonyScript::Step &step = m_script.steps[m_ceremony.done.size()];
        m_say("\n=== " + std::to_string(m_ceremony.done.size() + 1) + "/" + std::to_string(m_script.steps.size()) + " [" + ceremonyActorName(step.actor) + "]\n"
              + step.does.zh + '\n' + step.does.en + "\n> " + step.checks.zh + "\n> " + step.checks.en);
        Result<std::vector<std::string>> evidence = act(step.check);
        const Result<void> noted = evidence ? askAndNote(step, std::move(*evidence)) : fail(evidence.error());
        if (!noted) {
            removeFolder(m_scratch);
            return noted;
        }
    }
    removeFolder(m_scratch);
    if (m_ceremony.fate == Ceremony::Fate::Open) {
        if (Result<void> closed = close(); !closed)
            return closed;
    }
    return writeRecords();
}

Result<void> CeremonyRun::close()
{
    const Result<std::unique_ptr<Token>> witness = unlock(m_ceremony.plan.witness);
    if (!witness)
        return fail(witness.error());
    Token *const cosigners[] = {witness->get()};
    const CeremonyEnd end{m_ceremony.plan.id, m_ceremony.parameters, {}};
    if (const Result<Receipt> receipt = m_house.submit(CommandKind::CloseCeremony, toJson(end), {}, cosigners); !receipt)
        return fail(receipt.error());
    m_house.ceremonies()->discard(m_ceremony.plan.id);
    return reload();
}

Result<void> CeremonyRun::writeRecords()
{
    const Result<Bytes> record = readRecord(m_house, m_ceremony.plan.id);
    if (!record)
        return fail(record.error());
    const Result<CeremonyAudit> audit = auditRecord(*record);
    const Result<Bytes> pdf = audit ? CeremonyReport(*audit).pdf() : fail(audit.error());
    if (!pdf)
        return fail(pdf.error());
    const CeremonyDocument document{m_ceremony.plan.id, "minutes.pdf", sha256(*pdf), static_cast<std::int64_t>(pdf->size())};
    if (const Result<Receipt> filed = m_house.submit(CommandKind::FileCeremony, toJson(document)); !filed)
        return fail(filed.error());
    std::vector<std::string> folders = sealsKeys(m_ceremony.plan.kind) && m_ceremony.fate == Ceremony::Fate::Closed ? m_ceremony.plan.media : std::vector<std::string>();
    if (m_arguments.has("output"))
        folders.push_back(m_arguments.value("output"));
    for (const std::string &folder : folders) {
        const std::string base = folder + "/ceremony-" + toIso(m_ceremony.planned).substr(0, 10) + '-' + m_ceremony.plan.id.substr(24);
        const std::string authority = toPem(audit->authorityCertificate); // what openssl verifies the record with
        for (const auto &[suffix, bytes] : {std::pair(".cms", BytesView(*record)), std::pair(".pdf", BytesView(*pdf)), std::pair("-authority.pem", viewOf(authority))}) {
            if (Result<void> written = writeFileAtomically(base + suffix, bytes); !written)
                return written;
            m_records.push_back(base + suffix);
        }
    }
    return {};
}

Result<Bytes> readRecord(House &house, const std::string &ceremony)
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

} // namespace hufu::ctl
