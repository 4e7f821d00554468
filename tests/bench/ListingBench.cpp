// SPDX-License-Identifier: GPL-3.0-or-later
// How fast certificates are read: the walk against d2i_X509 and against the SHA-256 it contains, and PEM bundles against memory.
// Usage: ListingBench [bundle.pem]; without a bundle, certificates of its own making.

#include "models/pki/CertificateListing.h"
#include "models/pki/Container.h"
#include "models/pki/Digest.h"
#include "tests/support/CertBuilder.h"

#include <openssl/x509.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>

using namespace hufu;
using hufu::test::CertBuilder;
using hufu::test::TestCertificate;

namespace {

using Seconds = std::chrono::duration<double>;

/// The best of several runs of half a second: others on the machine only ever make it slower.
template <typename Work>
double secondsPerRound(Work work)
{
    double best = 1e9;
    for (int run = 0; run < 5; ++run) {
        const auto start = std::chrono::steady_clock::now();
        int rounds = 0;
        Seconds spent{};
        do {
            work();
            ++rounds;
            spent = std::chrono::steady_clock::now() - start;
        } while (spent.count() < 0.5);
        best = std::min(best, spent.count() / rounds);
    }
    return best;
}

std::vector<Bytes> ownCertificates()
{
    const TestCertificate ca = CertBuilder::ca("CN=Bench CA,O=Hospital,C=CN").build();
    std::vector<Bytes> certificates;
    for (int i = 0; i < 1000; ++i) {
        CertBuilder builder = CertBuilder::server("host-" + std::to_string(i) + ".hospital.cn");
        if (i % 2 == 0)
            builder.rsa(2048);
        certificates.push_back(builder.signedBy(ca).der());
    }
    return certificates;
}

std::vector<Bytes> certificatesOf(const char *path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    Result<ContainerContents> contents = readContainer(viewOf(text));
    return contents ? std::move(contents->certificates) : std::vector<Bytes>();
}

void benchWalk(const std::vector<Bytes> &certificates)
{
    const double count = double(certificates.size());
    const double walk = secondsPerRound([&] {
        for (const Bytes &der : certificates) {
            if (!readListing(der))
                std::abort();
        }
    }) / count;

    // The digests of a listing: the whole, the key and the names, here at their average sizes.
    std::vector<CertificateListing> listings;
    for (const Bytes &der : certificates)
        listings.push_back(*readListing(der));
    const double digests = secondsPerRound([&] {
        for (std::size_t i = 0; i < certificates.size(); ++i) {
            const BytesView der(certificates[i]);
            const CertificateListing &listing = listings[i];
            const std::size_t key = std::min<std::size_t>(listing.keyAlgorithm == KeyAlgorithm::Rsa ? listing.keyBits / 8u + 38u : 91u, der.size());
            const std::size_t name = std::min<std::size_t>(listing.subject.size() + 20, der.size());
            sha256(der);
            sha256(der.first(key));
            sha256(der.first(name));
            if (!(listing.flags & CertificateFlag::SelfIssued))
                sha256(der.first(name));
        }
    }) / count;

    const double openssl = secondsPerRound([&] {
        for (const Bytes &der : certificates) {
            const unsigned char *at = der.data();
            X509_free(d2i_X509(nullptr, &at, long(der.size())));
        }
    }) / count;

    std::printf("readListing        %8.0f /s  %6.2f us each, SHA-256 %.2f us of it\n", 1 / walk, walk * 1e6, digests * 1e6);
    std::printf("walk alone                     %6.2f us each (target: below 3)\n", (walk - digests) * 1e6);
    std::printf("d2i_X509           %8.0f /s  %6.2f us each\n", 1 / openssl, openssl * 1e6);
    std::printf("ratio              %8.1f times\n", openssl / walk);
}

void benchPem(const std::vector<Bytes> &certificates)
{
    std::string text;
    while (text.size() < 64u << 20) {
        for (const Bytes &der : certificates)
            text += toPem(der);
    }
    const double megabytes = double(text.size()) / 1e6;
    std::size_t seen = 0;
    const double listings = secondsPerRound([&] {
        const auto contents = streamListings(viewOf(text), nullptr, {}, [&seen](BytesView, CertificateListing &) { return ++seen != 0; });
        if (!contents)
            std::abort();
    });
    // Blocks of another label are found and left; a label of PKCS#7 with a broken body is decoded and nothing else.
    std::string decodedOnly = "-----BEGIN PKCS7-----\n";
    const std::string line = toBase64(Bytes(48, 0x5a)) + "\n";
    while (decodedOnly.size() < 64u << 20)
        decodedOnly += line;
    decodedOnly += "-----END PKCS7-----\n";
    const double decoding = secondsPerRound([&] {
        const auto contents = streamListings(viewOf(decodedOnly), nullptr, {}, [](BytesView, CertificateListing &) { return true; });
        if (!contents || contents->failures.size() != 1)
            std::abort();
    });
    const std::string copy(text);
    std::string target(text.size(), '\0');
    const double copying = secondsPerRound([&] { std::ranges::copy(copy, target.begin()); });
    std::printf("PEM to listings    %8.0f MB/s\n", megabytes / listings);
    std::printf("PEM decoding alone %8.0f MB/s (target: at least 300)\n", double(decodedOnly.size()) / 1e6 / decoding);
    std::printf("copying the text   %8.0f MB/s\n", megabytes / copying);
}

} // namespace

int main(int argc, char **argv)
{
    const std::vector<Bytes> certificates = argc > 1 ? certificatesOf(argv[1]) : ownCertificates();
    if (certificates.empty()) {
        std::fprintf(stderr, "no certificates in %s\n", argv[1]);
        return 1;
    }
    std::size_t bytes = 0;
    for (const Bytes &der : certificates)
        bytes += der.size();
    std::printf("%zu certificates of %zu bytes on average\n", certificates.size(), bytes / certificates.size());
    benchWalk(certificates);
    benchPem(certificates);
}
