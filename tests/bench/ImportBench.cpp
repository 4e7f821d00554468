// SPDX-License-Identifier: GPL-3.0-or-later
// Prints what an import costs beside the bare limit of the same run: PEM decoding, a walk over the listing's fields, SHA-256 and one
// SQLCipher transaction that inserts the blobs and their keys. Each the least of three runs, taken in turn, since other work on the
// machine only adds. `ImportBench [COUNT]`, 100,000 certificates by default.

#include "app/embedded/EmbeddedGate.h"
#include "models/pki/Container.h"
#include "models/replica/ImportJob.h"
#include "models/store/Connection.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Ctl.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>

#include <sys/resource.h>
#include <sys/wait.h>

using namespace hufu;
using namespace hufu::test;

namespace {

using Seconds = std::chrono::duration<double>;

template <typename Work>
double timed(Work &&work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return Seconds(std::chrono::steady_clock::now() - start).count();
}

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

double bareLimit(const QString &path)
{
    const QTemporaryDir folder;
    const QString database = folder.filePath(QStringLiteral("bare.db"));
    QFile file(path);
    require(file.open(QIODevice::ReadOnly), "reading the bundle");
    const QByteArray bytes = file.readAll();
    return timed([&] {
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
    });
}

/// Seconds of one import into a new house, until the last certificate is in force (findings follow as a job).
double importSeconds(const QString &path)
{
    const CtlHome home;
    const SecureBytes passphrase = SecureBytes::copyOf("correct horse battery staple");
    const std::unique_ptr<House> house = std::move(*EmbeddedGate(home.home().toStdString()).open({}, passphrase));
    return timed([&] {
        const ImportResult result = ImportJob(*house).run({SourceSpec::path(path.toStdString())}, {}, {});
        require(!result.stopped && result.total.added > 0, "importing");
    });
}

/// Peak memory (MiB) of a whole `hufuctl import` with its findings. The kernel counts what a child shares with its parent before exec,
/// so this must come before anything large happens here.
double importMemory(const QString &path)
{
    const CtlHome home;
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
    const double memory = importMemory(large);

    double limit = 1e9, seconds = 1e9, tenthSeconds = 1e9, thousandSeconds = 1e9;
    for (int run = 0; run < 3; ++run) {
        limit = std::min(limit, bareLimit(large));
        seconds = std::min(seconds, importSeconds(large));
        tenthSeconds = std::min(tenthSeconds, importSeconds(tenth));
        thousandSeconds = std::min(thousandSeconds, importSeconds(thousand));
    }
    std::printf("bare limit, %d certificates         %8.2f s\n", count, limit);
    std::printf("import, %d certificates             %8.2f s   %.2f times the limit (at most 2)\n", count, seconds, seconds / limit);
    std::printf("import, %d certificates              %8.2f s   the larger takes %.1f times as long (at most 11)\n", count / 10, tenthSeconds,
                seconds / tenthSeconds);
    std::printf("import, 1000 certificates               %8.2f s   XCA 2.4: 10.5 s\n", thousandSeconds);
    std::printf("peak memory of hufuctl import           %8.0f MiB (below 150), findings included\n", memory);
    return 0;
}
