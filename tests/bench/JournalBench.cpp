// SPDX-License-Identifier: GPL-3.0-or-later
// Prints how quickly a journal is verified: its chain beside SHA-256 over the same bytes on one core, its signatures beside bare ECDSA
// verifications on all cores, in the same run and each the best of three. `JournalBench [ENTRIES]`, 20,000 small commands by default.

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

#include <openssl/ec.h>
#include <openssl/evp.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

using namespace hufu;
using namespace hufu::test;

namespace {

using Seconds = std::chrono::duration<double>;

void require(bool good, const char *what)
{
    if (!good)
        qFatal("%s", what);
}

/// The least of three runs: other work on the machine only adds.
template <typename Work>
double leastSeconds(Work &&work)
{
    double least = 1e9;
    for (int run = 0; run < 3; ++run) {
        const auto start = std::chrono::steady_clock::now();
        work();
        least = std::min(least, Seconds(std::chrono::steady_clock::now() - start).count());
    }
    return least;
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

/// Verifications per second of one signature, on every core at once.
double bareVerifications()
{
    const Bytes message(300, 0x5a);
    EVP_PKEY *key = EVP_EC_gen("P-256");
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    std::size_t size = 128;
    Bytes signature(size);
    require(EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key) == 1
                && EVP_DigestSign(context, signature.data(), &size, message.data(), message.size()) == 1,
            "signing");
    EVP_MD_CTX_free(context);
    constexpr int perThread = 5000;
    const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
    const double seconds = leastSeconds([&] {
        std::vector<std::jthread> running;
        for (unsigned thread = 0; thread < threads; ++thread) {
            running.emplace_back([&] {
                EVP_MD_CTX *own = EVP_MD_CTX_new();
                for (int i = 0; i < perThread; ++i)
                    require(EVP_DigestVerifyInit(own, nullptr, EVP_sha256(), nullptr, key) == 1
                                && EVP_DigestVerify(own, signature.data(), size, message.data(), message.size()) == 1,
                            "verifying");
                EVP_MD_CTX_free(own);
            });
        }
    });
    EVP_PKEY_free(key);
    return perThread * threads / seconds;
}

void run(const char *what, House &house, double bare)
{
    const auto verify = [&](bool signatures) {
        return house.read([&](Connection &connection) { return verifyJournal(connection, {.signatures = signatures, .blobs = false, .checkpointPath = {}}, {}, {}); });
    };
    VerificationReport report;
    const double chain = leastSeconds([&] {
        const auto verified = verify(false);
        require(verified && verified->intact(), "verifying the chain");
        report = *verified;
    });
    const Bytes same(report.bytes, 0x5a);
    Sha256 digest;
    const double hashing = leastSeconds([&] { digest = sha256(same); });
    const double reading = leastSeconds([&] {
        const auto read = house.read([&](Connection &connection) { return forEachEntry(connection, [](const Entry &) { return Result<void>(); }); });
        require(read.has_value(), "reading");
    });
    const double signatures = leastSeconds([&] {
        const auto verified = verify(true);
        require(verified && verified->intact(), "verifying signatures");
        report = *verified;
    });
    const double megabytes = double(report.bytes) / 1e6;
    std::printf("%s: %llu entries, %.1f MB\n", what, static_cast<unsigned long long>(report.entries), megabytes);
    std::printf("  chain              %8.0f MB/s   %.2f of SHA-256's %.0f MB/s (at least 0.5)\n", megabytes / chain, hashing / chain, megabytes / hashing);
    std::printf("  reading the rows   %8.0f MB/s\n", megabytes / reading);
    std::printf("  signatures         %8.0f /s     %.2f of bare ECDSA P-256's %.0f /s on the same cores\n", double(report.signatures) / signatures,
                double(report.signatures) / signatures / bare, bare);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 20'000;
    const SecureBytes passphrase = SecureBytes::copyOf("correct horse battery staple");
    const double bare = bareVerifications();
    const CtlHome small, large;
    const std::unique_ptr<House> many = std::move(*EmbeddedGate(small.home().toStdString()).open({}, passphrase));
    saveServices(*many, count);
    run("small commands", *many, bare);
    const std::unique_ptr<House> few = std::move(*EmbeddedGate(large.home().toStdString()).open({}, passphrase));
    importAgain(*few, std::max(1, count / 50));
    run("imports", *few, bare);
    return 0;
}
