// SPDX-License-Identifier: GPL-3.0-or-later
// Prints how a hufu-server, a process of its own on loopback, fares beside the bare work, in one run: the first replication of a house beside writing the
// same journal into SQLCipher; commands decided per second for 32 consoles beside one signature verification and one durable transaction each; how soon 50
// consoles hear of a change; and the server's memory. `ServerBench [CERTIFICATES] [COMMANDS]`, 20,000 and 3,200 by default.

#include "models/authority/TokenVault.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/Import.h"
#include "models/domain/JournalPage.h"
#include "models/pki/Digest.h"
#include "models/pki/SignedData.h"
#include "models/store/JournalStore.h"
#include "models/store/Projection.h"
#include "models/store/Schema.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Server.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr int consoles = 32, watchers = 50;

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

template <typename Work>
double secondsOf(Work &&work)
{
    const double before = now();
    work();
    return now() - before;
}

void require(bool good, const char *what)
{
    if (!good)
        qFatal("%s", what);
}

double megabytesOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    require(file.open(QIODevice::ReadOnly), "reading the server's memory");
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').first().toDouble() / 1000;
    }
    return 0;
}

/// A thousand certificates in each command, as an import sends them.
void importCertificates(House &house, int count)
{
    for (int done = 0; done < count;) {
        ImportedSighting seen{1, "/srv/" + std::to_string(done), {}, {}, {}};
        std::vector<Blob> blobs;
        for (int i = 0; i < 1000 && done < count; ++i, ++done) {
            Bytes der = CertBuilder::server("host" + std::to_string(done) + ".hospital.example").build().der;
            seen.certificates.push_back(sha256(der));
            blobs.push_back({seen.certificates.back(), std::move(der)});
        }
        require(house.submit(CommandKind::Import, toJson({seen}), std::move(blobs)).has_value(), "importing");
    }
}

/// The same entries, projection and certificates into a new database, a page of entries a transaction; nothing is verified.
double writeLocally(const ServerHouse &house, const QString &replica)
{
    const HomePaths from(replica.toStdString());
    const Result<UnlockedHome> unlocked = unlockHome(from, {}, ServerHouse::passphrase());
    Result<Connection> source = unlocked ? Connection::open(from.database, unlocked->databaseKey, Connection::Access::ReadOnly) : fail(unlocked.error());
    require(source.has_value(), "opening the replica");
    struct Item {
        Entry entry;
        Command command;
        std::vector<IncomingCertificate> incoming;
    };
    std::vector<Item> items;
    const Result<void> read = forEachEntry(*source, [&](const Entry &entry) -> Result<void> {
        const Result<SignedContent> content = openSignedData(entry.command);
        Result<Command> command = content ? decodeCommand(content->content) : fail(content.error());
        if (!command)
            return fail(command.error());
        std::vector<Blob> blobs;
        if (command->kind == CommandKind::Import) {
            for (const ImportedSighting &sighting : *importFromJson(command->payload)) {
                for (const Sha256 &name : sighting.certificates)
                    blobs.push_back({name, *readBlobNamed(*source, name)});
            }
        }
        items.push_back({entry, std::move(*command), readIncoming(blobs)});
        return {};
    });
    require(read.has_value(), "reading the replica");
    const SecureBytes key = SecureBytes::random(32);
    Result<Connection> target = Connection::open(house.home().path("local.db").toStdString(), key, Connection::Access::Create);
    require(target && migrate(*target), "a database");
    return secondsOf([&] {
        for (std::size_t done = 0; done < items.size();) {
            const Result<void> written = target->transaction([&]() -> Result<void> {
                for (int i = 0; i < 4 && done < items.size(); ++i, ++done) { // 250 entries, or some 2 MiB: four imports
                    const Item &item = items[done];
                    if (Result<void> inserted = insertEntry(*target, item.entry, item.command.id); !inserted)
                        return inserted;
                    if (const Result<Applied> applied = applyEntry(*target, item.entry, item.command, item.incoming); !applied)
                        return fail(applied.error());
                }
                return {};
            });
            require(written.has_value(), "writing locally");
        }
    });
}

/// Signed by the first officer, as a console signs.
std::vector<Bytes> signedCommands(const QString &home, int count)
{
    const HomePaths paths(home.toStdString());
    const Result<UnlockedHome> unlocked = unlockHome(paths, {}, ServerHouse::passphrase());
    Result<Connection> connection = Connection::open(paths.database, unlocked->databaseKey, Connection::Access::ReadOnly);
    Result<std::unique_ptr<SoftToken>> token = loadToken(*connection, unlocked->personId, ServerHouse::passphrase());
    const Result<HouseRecord> record = readHouse(*connection);
    const Result<JournalHead> head = readJournalHead(*connection);
    require(token && record && head, "the officer's token");
    std::vector<Bytes> commands;
    for (int i = 0; i < count; ++i) {
        Command command;
        command.id = newUuid();
        command.house = record->id;
        command.kind = CommandKind::SaveCollection;
        command.payload = {{"id", qstr(newUuid())}, {"name", QStringLiteral("c%1").arg(i)}, {"query", "name:a"}};
        command.actor = unlocked->personId;
        command.time = std::max(systemNow(), head->time);
        command.expires = command.time + std::chrono::hours(24);
        command.basedOn = Basis{head->sequence, head->hash};
        commands.push_back(*(*token)->signData(viewOf(*encodeCommand(command)), command.time));
    }
    return commands;
}

/// Verifies one signature and commits one row, again and again on one thread: what no server can do without, one command at a time.
double bareSeconds(const ServerHouse &house, const std::vector<Bytes> &commands)
{
    const SecureBytes key = SecureBytes::random(32);
    Result<Connection> connection = Connection::open(house.home().path("bare.db").toStdString(), key, Connection::Access::Create);
    require(connection && connection->execute("CREATE TABLE command (bytes BLOB)"), "a database");
    return secondsOf([&] {
        for (const Bytes &command : commands) {
            const Result<void> done = connection->transaction([&]() -> Result<void> {
                if (const Result<SignedContent> opened = openSignedData(command); !opened)
                    return fail(opened.error());
                Result<Statement> insert = connection->prepare("INSERT INTO command VALUES (?1)");
                return insert ? insert->bind(1, BytesView(command)).run() : fail(insert.error());
            });
            require(done.has_value(), "the bare work");
        }
    });
}

double servedSeconds(const ServerHouse &house, const QString &home, const std::vector<Bytes> &commands)
{
    std::vector<std::unique_ptr<ServerLink>> links;
    for (int i = 0; i < consoles; ++i) {
        links.push_back(house.link(home));
        require(links.back()->ask({.target = "/healthz"}).has_value(), "connecting");
    }
    std::atomic<std::size_t> next = 0;
    return secondsOf([&] {
        std::vector<std::jthread> desks;
        for (const std::unique_ptr<ServerLink> &link : links) {
            desks.emplace_back([&] {
                for (std::size_t i = next++; i < commands.size(); i = next++) {
                    const Result<ServerLink::Answer> answer
                        = link->ask({.method = "POST", .target = "/v1/commands", .contentType = "application/cms", .body = commands[i]});
                    require(answer && answer->isGood(), "a command was not accepted");
                }
            });
        }
    });
}

/// Milliseconds from handing a command over until each of fifty long polls has heard of it; all of some changes, sorted.
std::vector<double> hearing(const ServerHouse &house, const QString &home, const std::vector<Bytes> &commands, double &megabytes)
{
    std::vector<std::unique_ptr<ServerLink>> links;
    for (int i = 0; i <= watchers; ++i)
        links.push_back(house.link(home));
    std::vector<double> all;
    for (const Bytes &command : commands) {
        const Result<Bytes> body = links.back()->fetch({.target = "/v1/journal?after=9007199254740991", .mostOctets = 64u << 20});
        require(body && decodePage(*body), "the head");
        const std::string head = std::to_string(decodePage(*body)->head);
        std::vector<double> heard(watchers);
        std::vector<std::jthread> waiting;
        for (int i = 0; i < watchers; ++i) {
            waiting.emplace_back([&, i] {
                const Result<ServerLink::Answer> answer
                    = links[std::size_t(i)]->ask({.target = "/v1/journal?wait=30&after=" + head, .mostOctets = 64u << 20, .timeout = std::chrono::seconds(60)});
                require(answer && answer->isGood(), "a long poll");
                heard[std::size_t(i)] = now();
            });
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(700));
        const double given = now();
        require(links.back()->fetch({.method = "POST", .target = "/v1/commands", .contentType = "application/cms", .body = command}).has_value(), "a change");
        waiting.clear();
        for (const double when : heard)
            all.push_back((when - given) * 1000);
    }
    megabytes = megabytesOf(house.pid());
    std::ranges::sort(all);
    return all;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int certificates = argc > 1 ? std::atoi(argv[1]) : 20'000, count = argc > 2 ? std::atoi(argv[2]) : 3'200;
    ServerHouse house;
    house.start();
    const QString author = house.console("author"), replica = house.console("replica");
    importCertificates(*house.open(author), certificates);
    std::printf("%d certificates\n", certificates);
    const HomePaths paths(replica.toStdString());
    double replicated = 0;
    {
        const Result<UnlockedHome> unlocked = unlockHome(paths, {}, ServerHouse::passphrase());
        Result<std::unique_ptr<RemoteTransport>> remote = openRemote(paths, unlocked->databaseKey, systemNow);
        require(remote.has_value(), "a replica");
        replicated = secondsOf([&] { require((*remote)->synchronise({}, {}).has_value(), "replicating"); });
    }
    const double local = writeLocally(house, replica);
    std::printf("  first replication   %6.2f s   %.2f times the %.2f s of writing the same journal into SQLCipher (at most 2)\n", replicated, replicated / local, local);
    std::fflush(stdout);
    const std::vector<Bytes> commands = signedCommands(replica, count), bare(commands.begin(), commands.begin() + count / 2);
    const double alone = bareSeconds(house, bare) / double(bare.size());
    const double served = servedSeconds(house, replica, commands) / double(commands.size());
    std::printf("  commands decided    %6.0f /s   %.2f of the bare %.0f /s, with %d consoles (at least 0.60)\n", 1 / served, alone / served, 1 / alone, consoles);
    std::fflush(stdout);
    double megabytes = 0;
    const std::vector<double> heard = hearing(house, replica, signedCommands(replica, 8), megabytes);
    std::printf("  a change is heard   %6.0f ms  at the median, %.0f ms at worst, by %d consoles (at most 300)\n", heard[heard.size() / 2], heard.back(), watchers);
    std::printf("  the server takes    %6.0f MB  (at most 200)\n", megabytes);
    require(house.stop() == 0, "stopping");
    return 0;
}
