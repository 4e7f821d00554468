// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/EntryReading.h"

#include "models/domain/Import.h"
#include "models/pki/SignedData.h"
#include "models/store/JournalStore.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace hufu {
namespace {

constexpr std::int64_t entriesAtOnce = 64;
constexpr std::size_t mostThreads = 4;

struct Range {
    std::int64_t first = 0, last = 0; ///< sequences, both included
};

/// All entries in pieces of equal size. Where numbers are left out, which is a finding, they come from the rows and not from arithmetic.
Result<std::vector<Range>> rangesOf(Connection &connection)
{
    const Result<std::int64_t> count = connection.integer("SELECT count(*) FROM entry");
    const Result<std::int64_t> first = connection.integer("SELECT min(sequence) FROM entry");
    const Result<std::int64_t> last = connection.integer("SELECT max(sequence) FROM entry");
    for (const Result<std::int64_t> *read : {&count, &first, &last}) {
        if (!*read)
            return fail(read->error());
    }
    std::vector<Range> ranges;
    if (*count == 0)
        return ranges;
    if (*first == 1 && *last == *count) {
        for (std::int64_t at = 1; at <= *last; at += entriesAtOnce)
            ranges.push_back({at, std::min(*last, at + entriesAtOnce - 1)});
        return ranges;
    }
    Result<Statement> read = connection.prepare("SELECT sequence FROM entry ORDER BY sequence");
    if (!read)
        return fail(read.error());
    for (std::int64_t seen = 0;; ++seen) {
        const Result<bool> row = read->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return ranges;
        if (seen % entriesAtOnce == 0)
            ranges.push_back({read->integer(0), 0});
        ranges.back().last = read->integer(0);
    }
}

/// What one thread reads with.
class Reader {
public:
    static Result<Reader> make(Connection &connection, bool open)
    {
        Result<Statement> read = connection.prepare("SELECT " + std::string(entryColumns) + " FROM entry WHERE sequence BETWEEN ?1 AND ?2 ORDER BY sequence");
        Result<Statement> find = connection.prepare("SELECT 1 FROM blob WHERE sha256 = ?1");
        if (!read || !find)
            return fail(read ? find.error() : read.error());
        return Reader(std::move(*read), std::move(*find), open);
    }

    Result<std::vector<ReadEntry>> take(const Range &range)
    {
        std::vector<ReadEntry> entries;
        m_read.bind(1, range.first).bind(2, range.last);
        for (;;) {
            const Result<bool> row = m_read.step();
            if (!row)
                return fail(row.error());
            if (!*row)
                return entries;
            ReadEntry &entry = entries.emplace_back();
            entry.digest = digestOf(entryViewFrom(m_read));
            if (!m_open)
                continue;
            entry.opened = std::make_unique<OpenedEntry>(openEntry(entryFrom(m_read)));
            if (Result<void> looked = findBlobs(*entry.opened); !looked)
                return fail(looked.error());
        }
    }

private:
    Reader(Statement read, Statement find, bool open) : m_read(std::move(read)), m_find(std::move(find)), m_open(open) {}

    Result<void> findBlobs(OpenedEntry &opened)
    {
        if (!opened.command || opened.command->kind != CommandKind::Import || opened.entry.kind == CommandKind::Refused)
            return {};
        const Result<std::vector<ImportedSighting>> sightings = importFromJson(opened.command->payload);
        if (!sightings)
            return {}; // decide() says so
        for (const ImportedSighting &sighting : *sightings) {
            for (const Sha256 &sha256 : sighting.certificates) {
                const Result<bool> found = m_find.bind(1, BytesView(sha256)).step();
                if (!found)
                    return fail(found.error());
                if (!*found)
                    opened.notStored.push_back(sha256);
                m_find.reset();
            }
        }
        return {};
    }

    Statement m_read, m_find;
    bool m_open;
};

/// Who is to read what next, and what waits to be looked at in its order.
class Line {
public:
    Line(std::vector<Range> ranges, std::size_t ahead) : m_ranges(std::move(ranges)), m_ahead(ahead) {}

    void work(Connection &connection, bool open)
    {
        Result<Reader> reader = Reader::make(connection, open);
        while (const std::optional<std::size_t> at = next())
            give(*at, reader ? reader->take(m_ranges[*at]) : fail(reader.error()));
    }

    Result<void> look(const std::function<Result<void>(ReadEntry &&)> &each)
    {
        for (std::size_t at = 0; at < m_ranges.size(); ++at) {
            Result<std::vector<ReadEntry>> entries = take(at);
            if (!entries)
                return fail(entries.error());
            for (ReadEntry &entry : *entries) {
                if (Result<void> done = each(std::move(entry)); !done)
                    return done;
            }
        }
        return {};
    }

    void stop()
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_stopped = true;
        m_changed.notify_all();
    }

private:
    std::optional<std::size_t> next()
    {
        std::unique_lock<std::mutex> lock(m_mutex);
        m_changed.wait(lock, [&] { return m_stopped || m_next == m_ranges.size() || m_next < m_taken + m_ahead; });
        return m_stopped || m_next == m_ranges.size() ? std::nullopt : std::optional(m_next++);
    }

    void give(std::size_t at, Result<std::vector<ReadEntry>> entries)
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_waiting.emplace(at, std::move(entries));
        m_changed.notify_all();
    }

    Result<std::vector<ReadEntry>> take(std::size_t at)
    {
        std::unique_lock<std::mutex> lock(m_mutex);
        m_changed.wait(lock, [&] { return m_waiting.contains(at); });
        m_taken = at + 1;
        m_changed.notify_all();
        return std::move(m_waiting.extract(at).mapped());
    }

    const std::vector<Range> m_ranges;
    const std::size_t m_ahead;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::size_t, Result<std::vector<ReadEntry>>> m_waiting;
    std::size_t m_next = 0, m_taken = 0;
    bool m_stopped = false;
};

} // namespace

OpenedEntry openEntry(Entry entry)
{
    OpenedEntry opened;
    opened.entry = std::move(entry);
    Result<SignedContent> content = openSignedData(opened.entry.command);
    Result<Command> command = content ? decodeCommand(content->content) : fail(content.error());
    if (!command) {
        opened.broken = Break{BreakKind::CommandInvalid, opened.entry.sequence, command.error().detail};
        return opened;
    }
    opened.command = std::move(*command);
    opened.signers = std::move(content->signers);
    return opened;
}

Result<void> readEntries(Connection &connection, const std::function<Result<Connection>()> &another, bool open,
                         const std::function<Result<void>(ReadEntry &&)> &each)
{
    Result<std::vector<Range>> ranges = rangesOf(connection);
    if (!ranges)
        return fail(ranges.error());
    const std::size_t threads = std::clamp<std::size_t>(std::min<std::size_t>(std::thread::hardware_concurrency(), ranges->size()), 1, mostThreads);
    std::vector<Connection> others;
    while (another && others.size() < threads) {
        Result<Connection> opened = another();
        // Every page is read once: a small cache stays in the processor's own, and takes no fresh memory from the system.
        if (!opened || !opened->execute("PRAGMA cache_size=-256; BEGIN"))
            break; // fewer threads, then
        others.push_back(std::move(*opened));
    }
    Line line(std::move(*ranges), 4 * std::max<std::size_t>(1, others.size()));
    std::vector<std::jthread> running;
    if (others.empty())
        running.emplace_back([&] { line.work(connection, open); });
    for (Connection &other : others)
        running.emplace_back([&] { line.work(other, open); });
    Result<void> looked = line.look(each);
    line.stop();
    return looked;
}

} // namespace hufu
