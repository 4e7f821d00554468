// SPDX-License-Identifier: GPL-3.0-or-later
// Prints what an import costs beside the bare limit of the same run: PEM decoding, a walk over the listing's fields, SHA-256 and one
// SQLCipher transaction that inserts the blobs and their keys. Each the least of some runs, taken in turn, since other work on the machine only
// adds; by the clock and by the processor (all threads together), since other programs take time from the former only. An import ends when
// its last certificate is in force; "closed" adds what closing the home copies back from the log, which small imports put off till then.
// `ImportBench [COUNT] [RUNS]`, 100,000 certificates and 3 runs by default.

#include "app/embedded/EmbeddedGate.h"
#include "models/pki/Container.h"
#include "models/replica/ImportJob.h"
#include "models/store/Connection.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Ctl.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>

#include <sys/resource.h>
#include <sys/wait.h>

using namespace hufu;
using namespace hufu::test;

namespace {

double seconds(clockid_t which)
{
    timespec time{};
    clock_gettime(which, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

/// Seconds by the clock and by the processor.
struct Spent {
    double clock = 1e9, processor = 1e9;
    void least(const Spent &other)
    {
        clock = std::min(clock, other.clock);
        processor = std::min(processor, other.processor);
    }
};

class Timer {
public:
    Spent spent() const { return {seconds(CLOCK_MONOTONIC) - m_clock, seconds(CLOCK_PROCESS_CPUTIME_ID) - m_processor}; }

private:
    double m_clock = seconds(CLOCK_MONOTONIC), m_processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
};

void require(bool good, const char *what)
{
    if (!good)
        qFatal("%s", what);
}

QString writeBundle(const CtlHome &home, int count)
{
    QFile file(home.path(QStringLiteral("bundle-%1.pem").arg(count)));
    require(file.open(QIODevice::WriteOnly), "writing the bundle");
    for (int i = 0; i < count; ++i)
        file.write(CertBuilder::server("host" + std::to_string(i) + ".hospital.example").build().pem().c_str());
    return file.fileName();
}

Spent bareLimit(const QString &path)
{
    const QTemporaryDir folder;
    const QString database = folder.filePath(QStringLiteral("bare.db"));
    QFile file(path);
    require(file.open(QIODevice::ReadOnly), "reading the bundle");
    const QByteArray bytes = file.readAll();
    const Timer timer;
    {
        Connection connection = std::move(*Connection::open(database.toStdString(), SecureBytes::random(32), Connection::Access::Create));
        require(connection.execute("CREATE TABLE blob (id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL)").has_value(), "table");
        const Result<void> done = connection.transaction([&]() -> Result<void> {
            Statement insert = std::move(*connection.prepare("INSERT INTO blob (sha256, bytes) VALUES (?1, ?2)"));
            const BytesView text = viewOf({bytes.constData(), std::size_t(bytes.size())});
            const auto read = streamListings(text, nullptr, {}, [&](BytesView der, CertificateListing &listing) {
                return insert.bind(1, BytesView(listing.sha256)).bind(2, der).run().has_value();
            });
            return read ? Result<void>() : fail(read.error());
        });
        require(done.has_value(), "the bare limit");
    }
    return timer.spent();
}

struct ImportTime {
    Spent inForce, closed;
    void least(const ImportTime &other)
    {
        inForce.least(other.inForce);
        closed.least(other.closed);
    }
};

/// One import into a new house (findings follow as a job).
ImportTime importTime(const QString &path)
{
    const CtlHome home;
    const SecureBytes passphrase = SecureBytes::copyOf("correct horse battery staple");
    std::unique_ptr<House> house = std::move(*EmbeddedGate(home.home().toStdString()).open({}, passphrase));
    const Timer timer;
    ImportTime time;
    const ImportResult result = ImportJob(*house).run({SourceSpec::path(path.toStdString())}, {}, {});
    require(!result.stopped && result.total.added > 0, "importing");
    time.inForce = timer.spent();
    house.reset();
    time.closed = timer.spent();
    return time;
}

/// Peak memory (MiB) of a whole `hufuctl import` with its findings, into a home whose key derivation costs what it costs in earnest. The
/// kernel counts what a child shares with its parent before exec, so this must come before anything large happens here.
double importMemory(const QString &path)
{
    const CtlHome home;
    {
        const SecureBytes passphrase = SecureBytes::copyOf("correct horse battery staple");
        EmbeddedGate gate(home.home().toStdString());
        const std::unique_ptr<House> house = std::move(*gate.open({}, passphrase));
        require(gate.changePassphrase(*house, passphrase, passphrase).has_value(), "the real key derivation");
    }
    const CtlRun run = home.run({QStringLiteral("import"), QStringLiteral("--json"), path});
    require(run.exitCode == 0, (run.err + run.out).constData());
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return double(usage.ru_maxrss) / 1024;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsEmpty("HUFU_BIN"))
        qputenv("HUFU_BIN", QCoreApplication::applicationDirPath().toUtf8());
    const int count = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const CtlHome bundles;
    const QString large = writeBundle(bundles, count), tenth = writeBundle(bundles, count / 10), thousand = writeBundle(bundles, 1000);
    const int runs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 3;
    const double memory = importMemory(large);

    Spent limit;
    ImportTime whole, part, few;
    for (int run = 0; run < runs; ++run) {
        limit.least(bareLimit(large));
        part.least(importTime(tenth));
        whole.least(importTime(large));
        part.least(importTime(tenth));
        few.least(importTime(thousand));
    }
    const auto print = [](const char *what, int certificates, const Spent &spent) {
        std::printf("%-12s %7d certificates   %7.2f s   by the processor %7.2f s", what, certificates, spent.clock, spent.processor);
    };
    print("bare limit", count, limit);
    print("\nimport", count, whole.inForce);
    std::printf("   %.2f, by the processor %.2f times the limit (at most 2)\n", whole.inForce.clock / limit.clock,
                whole.inForce.processor / limit.processor);
    print("import", count / 10, part.inForce);
    std::printf("   the larger takes %.1f, by the processor %.1f times as long (at most 11)\n", whole.inForce.clock / part.inForce.clock,
                whole.inForce.processor / part.inForce.processor);
    print("closed", count, whole.closed);
    print("\nclosed", count / 10, part.closed);
    std::printf("   the larger takes %.1f, by the processor %.1f times as long\n", whole.closed.clock / part.closed.clock,
                whole.closed.processor / part.closed.processor);
    print("import", 1000, few.inForce);
    std::printf("   XCA 2.4: 10.5 s\npeak memory of hufuctl import, key derivation and findings included  %.0f MiB (below 150 MB)\n", memory);
    return 0;
}
