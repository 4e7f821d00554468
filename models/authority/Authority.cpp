// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Authority.h"

#include "models/authority/AuthorityKey.h"
#include "models/authority/EscrowIntake.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/Import.h"
#include "models/domain/Rules.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/SecretBox.h"
#include "models/pki/SignedData.h"
#include "models/store/Blobs.h"
#include "models/store/FactsReader.h"
#include "models/store/FoundingDrafts.h"
#include "models/store/HouseReader.h"
#include "models/store/JournalStore.h"
#include "models/store/Projection.h"
#include "models/store/Schema.h"

#include <algorithm>
#include <future>

namespace hufu {
namespace {

constexpr std::size_t largestCommand = 16u << 20;
// A refused command is kept as evidence, but nobody may fill the journal with rubbish.
constexpr std::size_t largestRefused = 64u << 10;
constexpr Sequence refusalsLookedBack = 500; // entries; no index serves the question

/// Certificates that an import names and that are neither stored nor sent intact, hex.
Result<std::vector<std::string>> missingBlobs(Connection &connection, const Command &command, std::span<const IncomingCertificate> incoming)
{
    std::vector<std::string> missing;
    const Result<std::vector<ImportedSighting>> sightings = importFromJson(command.payload);
    if (!sightings)
        return missing; // decide() names the fault
    Result<Blobs> stored = Blobs::over(connection);
    if (!stored)
        return fail(stored.error());
    for (const ImportedSighting &sighting : *sightings) {
        for (const Sha256 &name : sighting.certificates) {
            if (findIncoming(incoming, name))
                continue;
            const Result<std::optional<std::int64_t>> found = stored->find(name);
            if (!found)
                return fail(found.error());
            if (!*found)
                missing.push_back(toHex(name));
        }
    }
    return missing;
}

/// The receipt of a command that came before with the very same bytes: delivery may be repeated, deeds may not.
Result<std::optional<Receipt>> earlierReceipt(Connection &connection, const Command &command, BytesView signedCommand)
{
    const Result<std::optional<Entry>> entry = readEntryOf(connection, command.id);
    if (!entry)
        return fail(entry.error());
    if (!*entry || !std::ranges::equal((*entry)->command, signedCommand) || (*entry)->kind == CommandKind::Refused)
        return std::nullopt;
    Receipt receipt;
    receipt.sequence = (*entry)->sequence;
    receipt.hash = (*entry)->hash;
    if (Result<QJsonObject> outcome = parseJsonObject(viewOf((*entry)->outcome), false))
        receipt.outcome = std::move(*outcome);
    return receipt;
}

/// Entries whose effect the projection does not know (a refusal) carry the reason.
QJsonObject refusal(const Error &error)
{
    return {{"reason", errorName(error.code)}, {"detail", qstr(error.detail)}};
}

} // namespace

Authority::Authority(Connection connection, PrivateKey key, SecureBytes vaultKey, CardVault cards, std::unique_ptr<SharedJournal> shared,
                     Settings settings)
    : m_connection(std::move(connection)), m_shared(std::move(shared)), m_key(std::move(key)), m_caKeys(std::make_unique<CaKeys>(std::move(vaultKey))),
      m_cards(std::make_unique<CardVault>(std::move(cards))),
      m_settings(std::move(settings)),
      m_keeper(std::make_unique<CheckpointKeeper>(m_settings.checkpointPath))
{
}

Result<Authority> Authority::open(const SecureBytes &databaseKey, Settings settings)
{
    Result<Connection> connection = Connection::open(settings.databasePath, databaseKey, Connection::Access::ReadWrite);
    if (!connection)
        return fail(connection.error());
    if (Result<void> migrated = migrate(*connection); !migrated)
        return fail(migrated.error());
    std::unique_ptr<SharedJournal> shared;
    if (!settings.shared.empty()) {
        Result<std::unique_ptr<SharedJournal>> opened = SharedJournal::open(*connection, databaseKey, {settings.shared, settings.checkpointPath, settings.sharedMayBeAway});
        if (!opened)
            return fail(opened.error());
        shared = std::move(*opened);
        // Brings here what others did, and there what only this server has.
        const Result<void> level = shared->transaction(*connection, [] { return Result<void>(); });
        const Result<bool> wasLevel = shared->wasLevel(*connection);
        if (!wasLevel)
            return fail(wasLevel.error());
        const bool away = !level && level.error().code == ErrorCode::Busy && settings.sharedMayBeAway && *wasLevel;
        if (!level && !away)
            return fail(level.error());
    }
    Result<PrivateKey> key = loadAuthorityKey(*connection, databaseKey);
    if (!key)
        return fail(key.error());
    Result<SecureBytes> vaultKey = CaKeys::vaultKeyOf(databaseKey);
    if (!vaultKey)
        return fail(vaultKey.error());
    Result<CardVault> cards = CardVault::over(databaseKey);
    if (!cards)
        return fail(cards.error());
    return Authority(std::move(*connection), std::move(*key), std::move(*vaultKey), std::move(*cards), std::move(shared), std::move(settings));
}

template <typename Work>
auto Authority::transact(Work &&work) -> decltype(work())
{
    return m_shared ? m_shared->transaction(m_connection, std::forward<Work>(work)) : m_connection.transaction(std::forward<Work>(work));
}

/// A delivery taken apart: the costly part, which does not need the lock.
struct Authority::Opened {
    explicit Opened(const Delivery &delivery) : incoming(readIncoming(delivery.blobs))
    {
        const Bytes &signedCommand = delivery.signedCommand;
        if (signedCommand.size() > largestCommand) {
            command = fail(ErrorCode::TooLarge, "a command above 16 MiB");
            return;
        }
        Result<SignedContent> content = openSignedData(signedCommand);
        if (!content) {
            command = fail(content.error());
            return;
        }
        command = decodeCommand(content->content);
        signers = std::move(content->signers);
    }
    Result<Command> command;
    std::vector<Bytes> signers;
    std::vector<IncomingCertificate> incoming; ///< what came along intact
};

Result<Receipt> Authority::submit(BytesView signedCommand, std::span<const Blob> blobs)
{
    const Delivery delivery{bytesOf(signedCommand), std::vector<Blob>(blobs.begin(), blobs.end())};
    return std::move(submit(std::span(&delivery, 1)).front());
}

std::vector<Result<Receipt>> Authority::submit(std::span<const Delivery> deliveries)
{
    std::vector<Result<Receipt>> answers;
    for (Decided &decided : decide(deliveries))
        answers.push_back(std::move(decided.answer));
    return answers;
}

std::vector<Decided> Authority::decide(std::span<const Delivery> deliveries)
{
    std::vector<Decided> answers = decideAll(deliveries);
    // What cannot be done now stays due, and the pages show it: the command itself was accepted.
    if (std::ranges::any_of(answers, [](const Decided &decided) { return decided.answer.has_value(); }))
        (void)upkeep();
    return answers;
}

std::vector<Error> Authority::upkeep()
{
    std::vector<Error> troubles;
    if (const Result<JournalHead> head = readJournalHead(m_connection); head && head->sequence == 0)
        return troubles; // no house yet, and nothing to do for it
    for (const Duty &duty : allDuties()) {
        std::set<std::string> failed;
        for (;;) {
            const Result<bool> performed = perform(duty, failed);
            if (!performed) {
                troubles.push_back(performed.error());
                if (!failed.insert(performed.error().subject).second)
                    break; // it would fail for ever
            } else if (!*performed) {
                break;
            }
        }
    }
    m_troubles = std::move(troubles);
    return m_troubles;
}

Result<bool> Authority::perform(const Duty &duty, const std::set<std::string> &failed)
{
    // Asked without the lock first: nearly always nothing is due.
    const Result<std::optional<std::string>> before = duty.due(m_connection, m_settings.clock(), failed);
    if (!before)
        return fail(before.error());
    if (!*before)
        return false;
    Checkpoint newest;
    std::string subject;
    Result<bool> performed = transact([&]() -> Result<bool> {
        if (Result<void> here = checkAuthorityKey(m_connection); !here)
            return fail(here.error());
        const Result<JournalHead> head = readJournalHead(m_connection);
        const Result<HouseRecord> house = readHouse(m_connection);
        if (!head || !house)
            return fail(head ? house.error() : head.error());
        const Instant now = std::max(m_settings.clock(), head->time);
        const Result<std::optional<std::string>> next = duty.due(m_connection, now, failed);
        if (!next)
            return fail(next.error());
        if (!*next)
            return false;
        subject = **next;
        DutyContext context{m_connection, now, m_key, house->authorityCertificate, *m_caKeys};
        Result<Act> act = duty.prepare(context, subject);
        if (!act)
            return fail(act.error());
        if (const Result<Receipt> receipt = append(*act, *head, *house, now, newest); !receipt)
            return fail(receipt.error());
        return true;
    });
    if (!performed) {
        Error error = performed.error();
        error.subject = subject;
        return fail(std::move(error));
    }
    if (*performed)
        m_keeper->keep(std::move(newest));
    return performed;
}

Result<Receipt> Authority::act(const std::function<Result<Act>(DutyContext &)> &prepare)
{
    Checkpoint newest;
    Result<Receipt> receipt = transact([&]() -> Result<Receipt> {
        if (Result<void> here = checkAuthorityKey(m_connection); !here)
            return fail(here.error());
        const Result<JournalHead> head = readJournalHead(m_connection);
        const Result<HouseRecord> house = readHouse(m_connection);
        if (!head || !house)
            return fail(head ? house.error() : head.error());
        const Instant now = std::max(m_settings.clock(), head->time);
        DutyContext context{m_connection, now, m_key, house->authorityCertificate, *m_caKeys};
        const Result<Act> act = prepare(context);
        return act ? append(*act, *head, *house, now, newest) : fail(act.error());
    });
    if (receipt)
        m_keeper->keep(std::move(newest));
    return receipt;
}

Result<Receipt> Authority::append(const Act &act, const JournalHead &head, const HouseRecord &house, Instant now, Checkpoint &newest)
{
    Command command;
    command.id = newUuid();
    command.house = house.id;
    command.kind = act.kind;
    command.version = act.version;
    command.payload = act.payload;
    command.actor = authorityActor;
    command.time = now;
    command.expires = now + std::chrono::hours(1);
    command.basedOn = Basis{head.sequence, head.hash};
    const Result<std::string> encoded = encodeCommand(command);
    if (!encoded)
        return fail(encoded.error());
    Result<Bytes> signedCommand = signData(viewOf(*encoded), m_key, house.authorityCertificate, now);
    if (!signedCommand)
        return fail(signedCommand.error());
    const Delivery delivery{std::move(*signedCommand), {}};
    Opened opened(delivery);
    Result<Decided> decided = decideAndAppend(opened, delivery, newest);
    if (!decided)
        return fail(decided.error());
    if (!decided->answer)
        return fail(decided->answer.error());
    if (Result<void> signedHead = checkpoint(newest); !signedHead)
        return fail(signedHead.error());
    return std::move(decided->answer);
}

Result<void> Authority::keepBeside(const std::function<Result<void>(Connection &)> &work)
{
    return transact([&]() -> Result<void> { return work(m_connection); });
}

Result<std::vector<CardSecrets>> Authority::cardSecrets(const std::string &card)
{
    return m_cards->release(m_connection, card, m_settings.clock());
}

Result<Bytes> Authority::certifyServer(BytesView publicKey, const std::vector<std::string> &names, std::chrono::days life)
{
    const Result<Bytes> authority = readAuthorityCertificate(m_connection);
    if (!authority)
        return fail(authority.error());
    const Instant now = m_settings.clock();
    const TlsIdentity identity{TlsIdentity::Side::Server, names.empty() ? "hufu-server" : names.front(), {}, names};
    return makeTlsCertificate(m_key, *authority, publicKey, identity, now - std::chrono::hours(1), now + life);
}

Result<void> Authority::prepareFounding(const std::function<Result<void>(DutyContext &)> &work)
{
    return transact([&]() -> Result<void> {
        const Result<JournalHead> head = readJournalHead(m_connection);
        Result<Bytes> authority = readAuthorityCertificate(m_connection);
        if (!head || !authority)
            return fail(head ? authority.error() : head.error());
        if (head->sequence > 0)
            return fail(ErrorCode::Conflict, "the house is founded");
        DutyContext context{m_connection, m_settings.clock(), m_key, std::move(*authority), *m_caKeys};
        return work(context);
    });
}

Result<void> Authority::checkpoint(Checkpoint &newest)
{
    Result<Checkpoint> checkpoint = signCheckpoint(std::move(newest), m_key);
    if (!checkpoint)
        return fail(checkpoint.error());
    newest = std::move(*checkpoint);
    return insertCheckpoint(m_connection, newest);
}

std::vector<Decided> Authority::decideAll(std::span<const Delivery> deliveries)
{
    if (deliveries.empty())
        return {};
    // While one delivery is decided, the next is taken apart on another core; no more of them, since they are large then.
    const auto open = [&deliveries](std::size_t i) {
        const auto policy = i > 0 ? std::launch::async : std::launch::deferred;
        return i < deliveries.size() ? std::async(policy, [&delivery = deliveries[i]] { return Opened(delivery); }) : std::future<Opened>();
    };
    std::future<Opened> next = open(0);
    next.wait(); // the lock can wait for the first

    Checkpoint newest;
    std::vector<Decided> answers;
    const Result<void> appended = transact([&]() -> Result<void> {
        if (Result<void> here = checkAuthorityKey(m_connection); !here)
            return here;
        for (std::size_t i = 0; i < deliveries.size(); ++i) {
            Opened opened = next.get();
            next = open(i + 1);
            Result<Decided> decided = decideAndAppend(opened, deliveries[i], newest);
            if (!decided)
                return fail(decided.error());
            answers.push_back(std::move(*decided));
        }
        return newest.sequence == 0 ? Result<void>() : checkpoint(newest);
    });
    if (!appended)
        return std::vector<Decided>(deliveries.size(), Decided{fail(appended.error())});
    // After a crash before it is written the journal is longer than the checkpoint outside, which is allowed.
    if (newest.sequence > 0)
        m_keeper->keep(std::move(newest));
    return answers;
}

Result<Decided> Authority::decideAndAppend(Opened &opened, const Delivery &delivery, Checkpoint &newest)
{
    const Result<JournalHead> head = readJournalHead(m_connection);
    if (!head)
        return fail(head.error());
    // A clock set back must not make the journal run backwards; whoever verifies decides again by the entry's time.
    const Instant now = std::max(m_settings.clock(), head->time);
    const Result<Command> &command = opened.command;

    Result<QJsonObject> outcome = QJsonObject();
    if (!command) {
        outcome = fail(command.error());
    } else {
        Result<std::optional<Receipt>> earlier = earlierReceipt(m_connection, *command, delivery.signedCommand);
        if (!earlier)
            return fail(earlier.error());
        if (*earlier)
            return Decided{std::move(**earlier)};
        Result<Facts> facts = gatherFacts(m_connection, *head, *command, std::move(opened.signers));
        if (!facts)
            return fail(facts.error());
        Result<std::optional<Error>> escrowFault = examineEscrow(m_connection, *command, facts->people, delivery.blobs);
        if (!escrowFault)
            return fail(escrowFault.error());
        facts->escrowFault = std::move(*escrowFault);
        if (command->kind == CommandKind::Import) {
            Result<std::vector<std::string>> missing = missingBlobs(m_connection, *command, opened.incoming);
            if (!missing)
                return fail(missing.error());
            facts->missingBlobs = std::move(*missing);
        }
        outcome = hufu::decide(*facts, *command, now);
    }
    const bool refused = !outcome;
    // Without a house there is no journal to keep a refusal in. What is based on another history would prove to every replica that this authority forked its
    // own: true of nobody where it was set back to a backup. Its sender's replica finds that out.
    const bool otherHistory = refused && outcome.error().code == ErrorCode::StaleBasis && command->basedOn->sequence <= head->sequence;
    if (refused && (head->sequence == 0 || otherHistory || delivery.signedCommand.size() > largestRefused))
        return Decided{fail(outcome.error()), true};

    Entry entry;
    entry.sequence = head->sequence + 1;
    entry.time = now;
    entry.kind = refused ? CommandKind::Refused : command->kind;
    entry.actor = command ? command->actor : std::string();
    entry.subject = !refused ? subjectOf(*command) : command ? command->kind : std::string();
    entry.command = delivery.signedCommand;
    entry.previous = head->hash;
    const QJsonObject outcomeObject = refused ? refusal(outcome.error()) : *outcome;
    const Result<std::string> outcomeText = toCanonicalJson(outcomeObject);
    if (!outcomeText)
        return fail(outcomeText.error());
    entry.outcome = *outcomeText;
    entry.hash = entryHash(entry);
    if (refused) {
        const Result<bool> again = wasRefusedSince(m_connection, entry.sequence - std::min(entry.sequence, refusalsLookedBack), entry.command, outcome.error().code); // it adds nothing to the evidence
        if (!again)
            return fail(again.error());
        if (*again)
            return Decided{fail(outcome.error()), true};
    }

    // A refused command's id stays free: its author may mend and send it again, and a replay keeps the first one's id.
    if (Result<void> inserted = insertEntry(m_connection, entry, refused ? std::string_view() : std::string_view(command->id)); !inserted)
        return fail(inserted.error());
    Receipt receipt{entry.sequence, entry.hash, outcomeObject, {}};
    if (!refused) {
        Result<Applied> applied = applyEntry(m_connection, entry, *command, opened.incoming);
        if (!applied)
            return fail(applied.error());
        receipt.added = std::move(applied->added);
        if (Result<void> kept = keepEscrow(m_connection, *command, delivery.blobs); !kept)
            return fail(kept.error());
        if (Result<void> kept = m_cards->follow(m_connection, *command); !kept)
            return fail(kept.error());
    }
    const Result<HouseRecord> house = readHouse(m_connection);
    if (!house)
        return fail(house.error());
    newest = {house->id, entry.sequence, entry.hash, entry.time, {}};
    return refused ? Decided{fail(outcome.error()), true} : Decided{std::move(receipt)};
}

} // namespace hufu
