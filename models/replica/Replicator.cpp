// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Replicator.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Import.h"
#include "models/domain/JournalPage.h"
#include "models/replica/ParallelFor.h"
#include "models/replica/ServerRecord.h"
#include "models/store/AtomicFile.h"
#include "models/store/JournalStore.h"
#include "models/store/OutsideCheckpoint.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <filesystem>
#include <future>
#include <set>

namespace hufu {
namespace {

constexpr std::size_t blobsAtOnce = 1000;
constexpr std::size_t portionBlobs = 4000; ///< bytes of which are written while those of the next come
constexpr std::size_t largestBlobAnswer = 40u << 20;

ErrorCode codeFor(BreakKind kind)
{
    switch (kind) {
    case BreakKind::TailCut:
    case BreakKind::CheckpointForged:
    case BreakKind::CheckpointElsewhere: return ErrorCode::CheckpointMismatch;
    default: return ErrorCode::JournalBroken;
    }
}

std::string compactText(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString(); }

} // namespace

Result<Replicator::Progress> Replicator::step(std::chrono::seconds wait, std::stop_token stop)
{
    const Result<JournalHead> head = readJournalHead(m_connection);
    const Result<std::optional<Checkpoint>> vouched = head ? newestCheckpoint(m_connection) : fail(head.error());
    if (!vouched)
        return fail(vouched.error());
    const Sequence knownWhenAsked = *vouched ? (*vouched)->sequence : 0;
    const Result<Bytes> body = m_link.fetch({.target = "/v1/journal?after=" + std::to_string(head->sequence) + "&wait=" + std::to_string(wait.count()),
                                             .mostOctets = largestPage, .timeout = wait + std::chrono::seconds(60)},
                                            stop);
    if (!body)
        return fail(body.error());
    const Result<JournalPage> page = decodePage(*body);
    if (!page)
        return fail(page.error());
    if (page->head < head->sequence)
        return fail(distrust({BreakKind::TailCut, page->head, "the server has " + std::to_string(page->head) + " entries, of which "
                                                                  + std::to_string(head->sequence) + " were replicated here"}, *page));
    std::vector<OpenedEntry> opened(page->entries.size());
    parallelFor(opened.size(), [&](std::size_t i) { opened[i] = openEntry(page->entries[i]); });
    const Result<std::vector<Portion>> portions = portionsOf(opened);
    if (!portions)
        return fail(portions.error());
    Progress progress{head->sequence, page->head};
    // While one portion is written the next one's certificates come, and are read: the line is used by one thread at a time.
    std::future<Result<Brought>> coming = std::async(std::launch::deferred, [this, &portions, &stop] { return fetch(portions->front().wanted, stop); });
    for (std::size_t i = 0; i < portions->size(); ++i) {
        const Result<Brought> brought = coming.get();
        if (!brought)
            return fail(brought.error());
        const bool last = i + 1 == portions->size();
        if (!last) {
            const std::vector<Sha256> *const next = &(*portions)[i + 1].wanted;
            coming = std::async(next->empty() ? std::launch::deferred : std::launch::async, [this, next, stop] { return fetch(*next, stop); });
        }
        const std::optional<Checkpoint> none;
        const Result<std::optional<Break>> taken = take((*portions)[i], brought->incoming, last ? page->checkpoint : none, knownWhenAsked, progress.here);
        if (!taken)
            return fail(taken.error());
        if (*taken && (*taken)->kind == BreakKind::NewerRelease) // what stands before it is here, and the server no liar
            return fail(ErrorCode::VersionTooNew, "entry " + std::to_string((*taken)->sequence) + " is of a newer release: " + (*taken)->detail);
        if (*taken)
            return fail(distrust(**taken, *page));
    }
    const Result<std::optional<Checkpoint>> newest = newestCheckpoint(m_connection);
    if (newest && *newest && !page->entries.empty())
        (void)keepOutside(m_settings.checkpointPath, **newest);
    return progress;
}

/// Entries in their order that are taken together, and what they bring that is not here yet. One portion at least.
Result<std::vector<Replicator::Portion>> Replicator::portionsOf(std::vector<OpenedEntry> &opened)
{
    std::vector<Portion> portions(1);
    if (Result<void> begun = m_connection.execute("BEGIN"); !begun) // one lock for all questions
        return fail(begun.error());
    const Result<void> parted = [&]() -> Result<void> {
        std::set<Sha256> asked;
        std::size_t first = 0;
        for (std::size_t i = 0; i < opened.size(); ++i) {
            const Result<std::vector<Sha256>> names = blobsWanted(m_connection, opened[i]);
            if (!names)
                return fail(names.error());
            if (portions.back().wanted.size() >= portionBlobs && !names->empty()) {
                portions.emplace_back();
                first = i;
            }
            Portion &portion = portions.back();
            for (const Sha256 &name : *names) {
                if (asked.insert(name).second)
                    portion.wanted.push_back(name);
            }
            portion.entries = std::span(opened).subspan(first, i + 1 - first);
        }
        return {};
    }();
    (void)m_connection.execute("ROLLBACK");
    return parted ? Result<std::vector<Portion>>(std::move(portions)) : fail(parted.error());
}

Result<Replicator::Brought> Replicator::fetch(const std::vector<Sha256> &names, std::stop_token stop)
{
    Result<std::vector<Blob>> blobs = fetchBlobs(names, std::move(stop));
    if (!blobs)
        return fail(blobs.error());
    Brought brought{std::move(*blobs), {}};
    brought.incoming = readIncoming(brought.blobs);
    return brought;
}

Result<Replicator::Progress> Replicator::catchUp(const std::function<void(const Progress &)> &progress, std::stop_token stop)
{
    for (;;) {
        const Result<Progress> now = step(std::chrono::seconds(0), stop);
        if (!now)
            return now;
        if (progress)
            progress(*now);
        if (now->isLevel())
            return now;
    }
}

Result<std::vector<Blob>> Replicator::fetchBlobs(const std::vector<Sha256> &names, std::stop_token stop)
{
    std::vector<Blob> blobs;
    for (std::size_t at = 0; at < names.size();) {
        QJsonArray asked;
        for (std::size_t i = at; i < std::min(names.size(), at + blobsAtOnce); ++i)
            asked.append(qstr(toHex(names[i])));
        const QByteArray body = QJsonDocument(QJsonObject{{"names", asked}}).toJson(QJsonDocument::Compact);
        const Result<Bytes> answer = m_link.fetch({.method = "POST", .target = "/v1/blobs/query", .contentType = "application/json",
                                                   .body = viewOf(std::string_view(body.constData(), std::size_t(body.size()))),
                                                   .mostOctets = largestBlobAnswer}, stop);
        if (!answer)
            return fail(answer.error());
        Result<std::vector<Blob>> some = decodeBlobs(*answer, blobsAtOnce);
        if (!some)
            return fail(some.error());
        if (some->empty())
            return fail(ErrorCode::Malformed, "the server sends none of the certificates asked for");
        for (std::size_t i = 0; i < some->size(); ++i) { // as many as it likes, from the first one on
            if (at + i >= names.size() || (*some)[i].sha256 != names[at + i])
                return fail(ErrorCode::Malformed, "the server sends other bytes than the certificate asked for", toHex(names[std::min(at + i, names.size() - 1)]));
        }
        at += some->size();
        std::ranges::move(*some, std::back_inserter(blobs));
    }
    return blobs;
}

Result<std::optional<Break>> Replicator::take(const Portion &portion, std::span<const IncomingCertificate> incoming, const std::optional<Checkpoint> &checkpoint,
                                              Sequence knownWhenAsked, Sequence &here)
{
    // What stands before a break is good, and stays.
    return m_connection.transaction([&]() -> Result<std::optional<Break>> {
        for (OpenedEntry &entry : portion.entries) {
            const Result<JournalHead> head = readJournalHead(m_connection);
            if (!head)
                return fail(head.error());
            here = head->sequence;
            if (entry.entry.sequence <= head->sequence) { // another process of this home was quicker
                const Result<std::optional<Sha256>> stored = readEntryHash(m_connection, entry.entry.sequence);
                if (!stored)
                    return fail(stored.error());
                if (*stored != entry.entry.hash)
                    return Break{BreakKind::OrderBroken, entry.entry.sequence, "the server sent two entries with this number"};
                continue;
            }
            const Result<std::optional<Break>> broken = takeEntry(m_connection, entry, incoming, m_settings.authority);
            if (!broken || *broken)
                return broken;
            here = entry.entry.sequence;
        }
        return checkpoint ? takeCheckpoint(m_connection, *checkpoint, knownWhenAsked) : std::nullopt;
    });
}

/// Writes down what shows it, and that this server is not followed any more.
Error Replicator::distrust(const Break &broken, const JournalPage &page)
{
    Error error{codeFor(broken.kind), "entry " + std::to_string(broken.sequence) + ", " + breakName(broken.kind) + ": " + broken.detail, {}, {}};
    const std::string folder = m_settings.home + "/evidence";
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
    QJsonObject evidence{{"break", breakName(broken.kind)}, {"sequence", qint64(broken.sequence)}, {"detail", qstr(broken.detail)},
                         {"found", qstr(toIso(systemNow()))}, {"serverHead", qint64(page.head)}};
    if (page.checkpoint)
        evidence.insert("serverCheckpoint", qstr(encodeCheckpoint(*page.checkpoint)));
    for (const Entry &entry : page.entries) {
        if (entry.sequence == broken.sequence)
            evidence.insert("serverEntry", toJson(entry));
    }
    if (const Result<JournalHead> head = readJournalHead(m_connection)) {
        evidence.insert("ownHead", qint64(head->sequence));
        evidence.insert("ownHash", qstr(toHex(head->hash)));
    }
    if (const Result<std::optional<Checkpoint>> own = newestCheckpoint(m_connection); own && *own)
        evidence.insert("ownCheckpoint", qstr(encodeCheckpoint(**own)));
    const std::string name = std::to_string(broken.sequence) + "-" + breakName(broken.kind) + ".json";
    error.subject = folder + "/" + name;
    (void)writeFileAtomically(error.subject, viewOf(compactText(evidence)));
    (void)writeFileAtomically(distrustPath(m_settings.home), viewOf(compactText({{"code", errorName(error.code)}, {"detail", qstr(error.detail)},
                                                                                {"evidence", qstr("evidence/" + name)}}))); // the home may be set aside
    return error;
}

} // namespace hufu
