// SPDX-License-Identifier: GPL-3.0-or-later
// CRLs of 10,000 and 100,000 entries, built and signed, beside `openssl ca -gencrl` over the same entries in the same run.
// Usage: CrlBench

#include "models/pki/CrlReader.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Stranger.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace hufu;
using namespace hufu::test;

namespace {

template <typename Work>
double bestOf(int rounds, Work work)
{
    double best = 1e9;
    for (int i = 0; i < rounds; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

std::vector<RevokedEntry> entriesOf(std::size_t count, Instant at)
{
    std::vector<RevokedEntry> entries(count);
    for (RevokedEntry &entry : entries) {
        entry.serial.resize(16);
        randomFill(entry.serial);
        entry.serial[0] = (entry.serial[0] & 0x3f) | 0x40;
        entry.revokedAt = at - std::chrono::hours(1);
        entry.reason = RevocationReason::KeyCompromise;
    }
    return entries;
}

/// The same entries as OpenSSL's own database.
std::string indexOf(const std::vector<RevokedEntry> &entries)
{
    std::string text;
    for (const RevokedEntry &entry : entries) {
        std::string serial = toHex(entry.serial);
        std::ranges::transform(serial, serial.begin(), [](char c) { return char(std::toupper(c)); });
        text += "R\t351231235959Z\t260101000000Z,keyCompromise\t" + serial + "\tunknown\t/CN=" + serial + "\n";
    }
    return text;
}

void bench(const TestCertificate &ca, std::size_t count, double target)
{
    const Instant now = systemNow();
    const std::vector<RevokedEntry> entries = entriesOf(count, now);
    const std::unique_ptr<Signer> signer = signerOf(ca.key);
    Bytes crl;
    const double ours = bestOf(5, [&] {
        Result<Bytes> made = makeCrl(ca.der, *signer, 1, now, now + std::chrono::hours(168), entries);
        if (!made)
            std::abort();
        crl = std::move(*made);
    });
    const double reading = bestOf(3, [&] {
        if (!Crl::read(crl)->verify(ca.der))
            std::abort();
    });

    Stranger openssl;
    openssl.write("ca.pem", ca.pem());
    openssl.write("ca.key", ca.keyPem());
    openssl.write("index.txt", indexOf(entries));
    openssl.write("ca.cnf", "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=number\ndefault_md=sha256\ncertificate=ca.pem\nprivate_key=ca.key\n"
                            "crl_extensions=x\ndefault_crl_days=7\n[x]\nauthorityKeyIdentifier=keyid\n");
    const double theirs = bestOf(3, [&] {
        openssl.write("number", "01\n");
        const Said said = openssl.openssl({"ca", "-gencrl", "-config", "ca.cnf", "-out", "c.pem"});
        if (said.exitCode != 0) {
            std::fprintf(stderr, "%s\n", said.text.constData());
            std::abort();
        }
    });
    std::printf("%7zu entries: %.4f s (target: below %.2f), openssl ca -gencrl %.3f s, ratio %.1f; read and verified in %.4f s; %zu octets\n", count, ours,
                target, theirs, theirs / ours, reading, crl.size());
}

} // namespace

int main()
{
    const TestCertificate ca = CertBuilder::ca("CN=Bench CA,O=Hospital,C=CN").build();
    bench(ca, 10'000, 0.10);
    bench(ca, 100'000, 0.50);
}
