// SPDX-License-Identifier: GPL-3.0-or-later
// Prints how quickly a journal is verified: its chain beside SHA-256 over the same bytes on one core, its signatures beside bare ECDSA
// verifications on all cores, in the same run, the two sides of each ratio in turn and each the best of its rounds. Since other programs take
// time from the clock's but not from the processor's, both are printed: the clock's for the officer who waits, the processor's (of all threads
// together) for the work. `JournalBench [ENTRIES] [ROUNDS]`, 20,000 small commands and 7 rounds by default.

#include "app/embedded/EmbeddedGate.h"
#include "models/base/Uuid.h"
#include "models/domain/Import.h"
#include "models/domain/Service.h"
#include "models/pki/Digest.h"
#include "models/store/JournalStore.h"
#include "models/store/JournalVerification.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Ctl.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <openssl/ec.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <thread>

using namespace hufu;
using namespace hufu::test;

namespace {

/// Seconds by the clock and by all of this program's threads on processors; the least of each, since other work only adds.
struct Spent {
    double clock = 1e9, processor = 1e9;

    template <typename Work>
    void least(Work &&work)
    {
        const double clockBefore = now(CLOCK_MONOTONIC), processorBefore = now(CLOCK_PROCESS_CPUTIME_ID);
        work();
        clock = std::min(clock, now(CLOCK_MONOTONIC) - clockBefore);
        processor = std::min(processor, now(CLOCK_PROCESS_CPUTIME_ID) - processorBefore);
    }

private:
    static double now(clockid_t which)
    {
        timespec time{};
        clock_gettime(which, &time);
        return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
    }
};

int rounds = 7;

void require(bool good, const char *what)
{
    if (!good)
        qFatal("%s", what);
}

void submit(House &house, const char *kind, std::vector<House::Order> orders)
{
    const auto answers = house.submitTogether(kind, std::move(orders));
    require(answers && std::ranges::all_of(*answers, [](const auto &answer) { return answer.has_value(); }), "submitting");
}

/// Many small commands: one of some hundred bytes each.
void saveServices(House &house, int count)
{
    for (int done = 0; done < count;) {
        std::vector<House::Order> orders;
        for (; orders.size() < 500 && done < count; ++done)
            orders.push_back({toJson(Service{newUuid(), "业务系统 " + std::to_string(done), Tier::Core, "门诊部", "王主任",
                                             {"host" + std::to_string(done) + ".hospital.example"}, true}), {}});
        submit(house, CommandKind::SaveService, std::move(orders));
    }
}

/// Few large commands: each names the same thousand certificates, as a folder looked at again and again does.
void importAgain(House &house, int times)
{
    ImportedSighting seen{1, "/srv/bundle.pem", {}, {}, {}};
    std::vector<Blob> blobs;
    for (int i = 0; i < 1000; ++i) {
        const Bytes der = CertBuilder::server("host" + std::to_string(i) + ".hospital.example").build().der;
        blobs.push_back({sha256(der), der});
        seen.certificates.push_back(blobs.back().sha256);
    }
    for (int done = 0; done < times; ++done) {
        std::vector<House::Order> orders;
        orders.push_back({toJson({seen}), done == 0 ? std::exchange(blobs, {}) : std::vector<Blob>()});
        submit(house, CommandKind::Import, std::move(orders));
    }
}

constexpr int verificationsPerThread = 2000;

/// Verifications of one signature on every core at once.
class BareVerification {
public:
    BareVerification()
    {
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        std::size_t size = m_signature.size();
        require(EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, m_key) == 1
                    && EVP_DigestSign(context, m_signature.data(), &size, m_message.data(), m_message.size()) == 1,
                "signing");
        m_signature.resize(size);
        EVP_MD_CTX_free(context);
    }
    ~BareVerification() { EVP_PKEY_free(m_key); }
    BareVerification(const BareVerification &) = delete;
    BareVerification &operator=(const BareVerification &) = delete;

    void run() const
    {
        std::vector<std::jthread> running;
        for (unsigned thread = 0; thread < threads(); ++thread) {
            running.emplace_back([this] {
                EVP_MD_CTX *own = EVP_MD_CTX_new();
                for (int i = 0; i < verificationsPerThread; ++i)
                    require(EVP_DigestVerifyInit(own, nullptr, EVP_sha256(), nullptr, m_key) == 1
                                && EVP_DigestVerify(own, m_signature.data(), m_signature.size(), m_message.data(), m_message.size()) == 1,
                            "verifying");
                EVP_MD_CTX_free(own);
            });
        }
    }
    static unsigned threads() { return std::max(1u, std::thread::hardware_concurrency()); }

private:
    EVP_PKEY *m_key = EVP_EC_gen("P-256");
    Bytes m_message = Bytes(300, 0x5a), m_signature = Bytes(128);
};

void run(const char *what, House &house, const CtlHome &home)
{
    const auto verify = [&](bool signatures) {
        VerificationReport report;
        const auto verified = house.read([&](Connection &connection) {
            return verifyJournal(connection, {.signatures = signatures, .blobs = false, .pages = false, .checkpointPath = {}, .another = [&] { return house.openForReading(); }}, {}, {});
        });
        require(verified && verified->intact(), "verifying");
        return *verified;
    };
    const VerificationReport report = verify(false);
    const Bytes same(report.bytes, 0x5a);
    const BareVerification bareVerification;
    Spent chain, hashing, reading, pages, signatures, bare;
    double inUse = 0; // megabytes of pages, those of the log too
    for (int round = 0; round < rounds; ++round) {
        hashing.least([&] { (void)sha256(same); });
        chain.least([&] { verify(false); });
        reading.least([&] {
            const auto read = house.read([&](Connection &connection) { return forEachEntry(connection, [](const Entry &) { return Result<void>(); }); });
            require(read.has_value(), "reading");
        });
        pages.least([&] { // past the cache, of this connection and of no other
            Result<Connection> own = house.openForReading();
            const Result<Connection::PageCheck> check = own ? own->checkPages([](std::uint64_t) { return true; }) : fail(own.error());
            require(check && check->complaint.empty(), "reading pages");
            inUse = double(check->pages) * 16'384 / 1e6;
        });
    }
    for (int round = 0; round < std::min(rounds, 3); ++round) {
        bare.least([&] { bareVerification.run(); });
        signatures.least([&] { verify(true); });
    }
    const double megabytes = double(report.bytes) / 1e6, file = double(QFileInfo(home.home() + QStringLiteral("/hufu.db")).size()) / 1e6;
    const double bareCount = double(verificationsPerThread) * BareVerification::threads(), count = double(report.entries);
    std::printf("%s: %llu entries, %.1f MB digested, %.1f MB of database\n", what, static_cast<unsigned long long>(report.entries), megabytes,
                file);
    std::printf("  chain            %8.0f MB/s   %.2f of SHA-256's %.0f MB/s on one core (at least 0.5), by the processor %.2f\n", megabytes / chain.clock,
                hashing.clock / chain.clock, megabytes / hashing.clock, hashing.processor / chain.processor);
    std::printf("  reading the rows %8.0f MB/s on one core, by the processor %.0f MB/s\n", megabytes / reading.clock, megabytes / reading.processor);
    std::printf("  every page       %8.0f MB/s   %.2f s beside the chain's %.2f s, on one core\n", inUse / pages.clock, pages.clock, chain.clock);
    std::printf("  signatures       %8.0f /s     %.2f of bare ECDSA P-256's %.0f /s on the same cores, by the processor %.2f\n", count / signatures.clock,
                count / signatures.clock / (bareCount / bare.clock), bareCount / bare.clock,
                count / signatures.processor / (bareCount / bare.processor));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 20'000;
    const SecureBytes passphrase = SecureBytes::copyOf("correct horse battery staple");
    rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : rounds;
    const CtlHome small, large;
    const std::unique_ptr<House> many = std::move(*EmbeddedGate(small.home().toStdString()).open({}, passphrase));
    saveServices(*many, count);
    run("small commands", *many, small);
    const std::unique_ptr<House> few = std::move(*EmbeddedGate(large.home().toStdString()).open({}, passphrase));
    importAgain(*few, std::max(1, count / 50));
    run("imports", *few, large);
    return 0;
}
