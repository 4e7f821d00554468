// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventorySearch.h"
#include "models/views/CertificateCells.h"
#include "models/views/Statistics.h"
#include "tests/support/FakeInventory.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

#include <cstdio>

using namespace hufu;
using namespace hufu::test;

namespace {

/// What the house asks for at one size; milliseconds and megabytes.
struct Limits {
    int certificates;
    double firstTable, keystroke, sort, memory;
};
constexpr Limits limits[] = {{10'000, 350, 50, 100, 300}, {100'000, 1000, 50, 100, 300}, {1'000'000, 3000, 250, 2000, 1000}};

void print(const char *what, double value, double limit, const char *unit, const std::string &note = {})
{
    std::printf("  %-34s %9.1f %-3s limit %6.0f  ratio %5.2f%s %s\n", what, value, unit, limit, value / limit,
                value > limit ? "  EXCEEDED" : "", note.c_str());
    std::fflush(stdout);
}

double millisecondsOf(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Least of a few runs: other work on the machine only adds.
double bestOf(int runs, const std::function<void()> &work)
{
    double best = millisecondsOf(work);
    for (int run = 1; run < runs; ++run)
        best = std::min(best, millisecondsOf(work));
    return best;
}

double statusMegabytes(const char *field)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(field))
            return line.mid(qsizetype(qstrlen(field)) + 1).trimmed().split(' ').front().toDouble() / 1024;
    }
    return 0;
}

void run(const Limits &limit)
{
    std::printf("%d certificates\n", limit.certificates);
    const double emptyMemory = statusMegabytes("VmRSS:");
    FakeInventory database;
    fillLikeAHospital(database, limit.certificates);
    const double filledMemory = statusMegabytes("VmRSS:");
    const QueryClock clock = localClock(FakeInventory::now());
    InventoryLoader loader(database.lender());
    const Selection asOpened{.query = {}, .hideExpired = true, .hideSuperseded = true, .sort = SortKey::Expires};

    print("open to the first filled table", bestOf(3, [&] {
              const auto first = loader.loadFirst(FakeInventory::now());
              if (!first || select(**first, asOpened, clock)->rows.empty())
                  std::printf("FAILED\n");
          }), limit.firstTable, "ms");
    std::shared_ptr<const Inventory> inventory;
    const double whole = millisecondsOf([&] { inventory = database.load(); });
    std::printf("  %-34s %9.1f ms\n", "until all are there", whole);
    print("memory (the process, less fixture)", statusMegabytes("VmRSS:") - (filledMemory - emptyMemory), limit.memory, "MB");
    std::size_t text = 0;
    for (const Inventory::Chunk &chunk : inventory->chunks())
        text += chunk.facts->text.size() + chunk.facts->foldedText.size();
    print("bytes per certificate beside text", double(inventory->memory() - text) / inventory->size(), 350, "B",
          "and " + std::to_string(text / inventory->size()) + " of text, twice");

    double worst = 0;
    std::string worstText;
    for (const char *typed : {"", "h", "ho", "host1", "host12345", "信", "信息中心 5", "ca", "issuing ca 77", "dead", "a1b2c3",
                              "业务系统 5", "/srv", "nothing-like-it", "expires < 30d and class = dv and tier = core",
                              "subject ~ 信息 and not issuer ~ \"ca 5\" or serial ~ abcd", "status = valid and severity >= high",
                              "name = host77.his.hospital.example"}) {
        const auto query = parseQuery(typed);
        Selection selection = asOpened;
        selection.query = *query;
        const double took = bestOf(3, [&] { (void)select(*inventory, selection, clock); });
        if (took > worst) {
            worst = took;
            worstText = typed;
        }
    }
    print("keystroke to result, the worst", worst, limit.keystroke, "ms", "'" + worstText + "'");

    worst = 0;
    std::vector<Row> all(inventory->size());
    for (Row row = 0; row < all.size(); ++row)
        all[row] = row;
    bool descending = false;
    for (const CertificateColumn &column : certificateColumns()) {
        descending = !descending;
        std::vector<Row> rows;
        const double took = bestOf(3, [&] {
            rows = all;
            sortRows(*inventory, rows, column.sort, descending, clock);
        });
        if (took > worst) {
            worst = took;
            worstText = column.key;
        }
    }
    print("sort by any column, the worst", worst, limit.sort, "ms", worstText);

    FakeCertificate added;
    added.commonName = added.names = "new.example";
    database.add(added);
    database.grow(FakeInventory::now());
    std::printf("  %-34s %9.1f ms\n", "after one more certificate", millisecondsOf([&] { inventory = database.load(inventory); }));
    std::printf("  %-34s %9.1f ms\n", "statistics of the overview", bestOf(3, [&] { (void)computeStatistics(*inventory, clock); }));
    std::printf("  %-34s %9.1f MB\n", "peak memory of the process", statusMegabytes("VmHWM:"));
}

} // namespace

/// Figures of the inventory against their limits; `InventoryBench 10000 100000` measures only those sizes.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList sizes = QCoreApplication::arguments().mid(1);
    for (const Limits &limit : limits) {
        if (sizes.isEmpty() || sizes.contains(QString::number(limit.certificates)))
            run(limit);
    }
    return 0;
}
