// SPDX-License-Identifier: GPL-3.0-or-later
// OCSP over loopback with 10,000 certificates and four clients, beside `openssl ocsp` and `cfssl ocspserve` in the same run: the same
// clients, the same machine, one after the other.
// Usage: OcspBench [seconds per measurement]

#include "models/authority/http/StatusServer.h"
#include "models/pki/OcspRequest.h"
#include "tests/bench/OcspClients.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Der.h"
#include "tests/support/Peer.h"
#include "tests/support/Stranger.h"

#include <QCoreApplication>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

using namespace hufu;
using namespace hufu::test;
using namespace std::chrono_literals;
using hufu::bench::load;
using hufu::bench::LoadFigures;

namespace {

constexpr int certificateCount = 10'000, clients = 4;
double seconds = 4;

class Source final : public StatusSource {
public:
    std::shared_ptr<const StatusSnapshot> snapshot() override { return m_snapshot; }
    std::shared_ptr<const StatusSnapshot> m_snapshot;
};

/// A CA with 10,000 certificates, each tenth revoked, and a responder with such a key.
struct House {
    explicit House(const KeySpec &key)
    {
        const Instant now = systemNow();
        ca = CertBuilder::ca("CN=Bench CA,O=Hospital,C=CN").validity(now - 24h, now + 10000h).build();
        KeySpec own = key;
        own.index += 7;
        responder = CertBuilder().subject("CN=OCSP,O=Hospital,C=CN").key(own).validity(now - 1h, now + 700h).keyUsage(1).ocspNoCheck()
                        .extendedKeyUsage({"1.3.6.1.5.5.7.3.9"}).signedBy(ca).build();
        auto table = std::make_shared<SerialTable>(certificateCount);
        for (int i = 0; i < certificateCount; ++i) {
            Bytes serial(16);
            randomFill(serial);
            serial[0] = (serial[0] & 0x3f) | 0x40;
            SerialStatus status;
            if (i % 10 == 0)
                status.revoked = {now - 1h, RevocationReason::KeyCompromise};
            if (!table->set(serial, status))
                std::abort();
            serials.push_back(std::move(serial));
        }
        std::vector<std::unique_ptr<Signer>> signers;
        for (unsigned i = 0; i < std::max(2u, std::thread::hardware_concurrency()); ++i)
            signers.push_back(signerOf(responder.key));
        auto snapshot = std::make_shared<StatusSnapshot>();
        snapshot->authorities.push_back({.id = "bench", .certificate = ca.der, .issuer = OcspIssuer::of(ca.der).value(), .crl = {}, .serials = table,
                                         .responder = OcspResponderId::of(responder.der).value(),
                                         .signers = std::make_shared<SignerPool>(std::move(signers))});
        source.m_snapshot = snapshot;
    }

    std::vector<Bytes> requests(bool nonce) const
    {
        const OcspIssuer issuer = OcspIssuer::of(ca.der).value();
        const Bytes algorithm = algorithmIdentifier("1.3.14.3.2.26", true);
        std::vector<Bytes> all;
        for (const Bytes &serial : serials) {
            Bytes extensions;
            if (nonce) {
                Bytes octets(32);
                randomFill(octets);
                const Bytes value = der::octetString(der::octetString(octets));
                extensions = der::context(2, der::sequence({der::sequence({der::oid("1.3.6.1.5.5.7.48.1.2"), value})}));
            }
            const Bytes id = der::sequence({algorithm, der::octetString(issuer.nameSha1), der::octetString(issuer.keySha1), der::tlv(0x02, serial)});
            all.push_back(der::sequence({der::sequence({der::sequence({der::sequence({id})}), extensions})}));
        }
        return all;
    }

    /// OpenSSL's database of the same certificates.
    std::string index() const
    {
        std::string text;
        for (int i = 0; i < certificateCount; ++i) {
            std::string serial = toHex(serials[std::size_t(i)]);
            for (char &c : serial)
                c = char(std::toupper(c));
            text += (i % 10 == 0 ? "R\t351231235959Z\t260101000000Z,keyCompromise\t" : "V\t351231235959Z\t\t") + serial + "\tunknown\t/CN=" + serial + "\n";
        }
        return text;
    }

    /// cfssl serves what was signed before, here by us: base64 lines.
    std::string responses() const
    {
        const std::unique_ptr<Signer> signer = signerOf(responder.key);
        const OcspResponderId id = OcspResponderId::of(responder.der).value();
        std::string text;
        for (const Bytes &bytes : requests(false)) {
            const OcspRequest request = readOcspRequest(bytes).value();
            const OcspSingleResponse single{.certId = request.certIds[0].encoded, .status = OcspSingleResponse::Status::Good};
            const OcspAnswer answer{.responses = {&single, 1}, .thisUpdate = systemNow(), .nextUpdate = systemNow() + 1h, .nonce = {}};
            text += toBase64(makeOcspResponse(id, *signer, answer).value()) + "\n";
        }
        return text;
    }

    TestCertificate ca, responder;
    std::vector<Bytes> serials;
    Source source;
};

LoadFigures say(const char *what, const LoadFigures &figures)
{
    std::printf("%-44s %8.0f /s   p50 %6.2f ms  p99 %6.2f ms   %llu faults, %llu connections\n", what, figures.perSecond, figures.p50, figures.p99,
                static_cast<unsigned long long>(figures.faults), static_cast<unsigned long long>(figures.connections));
    std::fflush(stdout);
    return figures;
}

/// Signatures a second by all processors together, and nothing else done.
double bareLimit(const TestKey &key)
{
    std::atomic<std::uint64_t> count = 0;
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i) {
        threads.emplace_back([&] {
            const std::unique_ptr<Signer> signer = signerOf(key);
            const Bytes message(300, 0x61);
            while (std::chrono::steady_clock::now() < end) {
                if (!signer->sign(message))
                    std::abort();
                ++count;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    return double(count) / seconds;
}

double opensslPeer(const House &house, const std::vector<Bytes> &requests, const QStringList &more, const char *what)
{
    Stranger folder;
    folder.write("ca.pem", house.ca.pem());
    folder.write("r.pem", house.responder.pem());
    folder.write("r.key", house.responder.keyPem());
    folder.write("index.txt", house.index());
    const quint16 port = Peer::freePort();
    Peer peer("openssl", QStringList{"ocsp", "-port", QString::number(port), "-index", "index.txt", "-CA", "ca.pem", "-rsigner", "r.pem", "-rkey", "r.key", "-ignore_err"} + more,
              folder.path("."));
    // A connection that asks nothing, as waitForPort() makes it, stops this responder for good: it says itself when it listens.
    for (int i = 0; i < 100 && !peer.output().contains("waiting for OCSP client connections"); ++i)
        std::this_thread::sleep_for(100ms);
    return say(what, load(port, "/", requests, clients, seconds)).perSecond;
}

void nonceAnswers(const char *name, const KeySpec &key, bool againstOpenssl)
{
    House house(key);
    const std::vector<Bytes> requests = house.requests(true);
    const auto server = StatusServer::start(house.source, {}).value();
    std::printf("-- freshly signed, %s\n", name);
    const double limit = bareLimit(house.responder.key);
    std::printf("%-44s %8.0f /s\n", "bare signing limit", limit);
    const double ours = say("ours", load(server->port(), "/ocsp", requests, clients, seconds)).perSecond;
    const double limitAgain = bareLimit(house.responder.key);
    std::printf("%-44s %8.0f /s\n", "bare signing limit again", limitAgain);
    say("ours at half load (target: p99 below 10)", load(server->port(), "/ocsp", requests, clients, seconds, ours / 2));
    std::printf("   of the bare limit: %.1f %%\n", 200 * ours / (limit + limitAgain));
    if (!againstOpenssl)
        return;
    const double theirs = opensslPeer(house, requests, {}, "openssl ocsp");
    if (theirs > 0)
        std::printf("   ratio %.2f (target: 1.6)\n", ours / theirs);
    opensslPeer(house, requests, {"-multi", "2"}, "openssl ocsp -multi 2");
}

void producedAnswers()
{
    House house({});
    const std::vector<Bytes> requests = house.requests(false);
    const auto server = StatusServer::start(house.source, {}).value();
    std::printf("-- pre-produced, P-256\n");
    say("ours, signing each at first", load(server->port(), "/ocsp", requests, clients, 2));
    const double ours = say("ours", load(server->port(), "/ocsp", requests, clients, seconds)).perSecond;
    say("ours at half load (target: p99 below 10)", load(server->port(), "/ocsp", requests, clients, seconds, ours / 2));
    if (!Stranger::has("cfssl")) {
        std::printf("cfssl is not installed: apt-get install golang-cfssl\n");
        return;
    }
    Stranger folder;
    folder.write("responses", house.responses());
    const quint16 port = Peer::freePort();
    Peer peer("cfssl", {"ocspserve", "-port", QString::number(port), "-responses", "responses", "-loglevel", "5"}, folder.path("."));
    if (!peer.waitForPort(port))
        return;
    const double theirs = say("cfssl ocspserve", load(port, "/", requests, clients, seconds)).perSecond;
    std::printf("   ratio %.2f (target: 2)\n", ours / theirs);
}

void lookups()
{
    SerialTable table(1'000'000);
    std::vector<Bytes> serials(1'000'000, Bytes(16));
    for (Bytes &serial : serials) {
        randomFill(serial);
        if (!table.set(serial, {}))
            std::abort();
    }
    const auto start = std::chrono::steady_clock::now();
    for (const Bytes &serial : serials) {
        if (!table.find(serial))
            std::abort();
    }
    const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const auto copying = std::chrono::steady_clock::now();
    const SerialTable copy = table;
    const double copied = std::chrono::duration<double>(std::chrono::steady_clock::now() - copying).count();
    std::printf("-- a million serial numbers: %.0f ns a lookup, a copy in %.1f ms (%zu)\n", spent * 1e3, copied * 1e3, copy.size());
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc > 1)
        seconds = std::max(0.5, std::atof(argv[1]));
    lookups();
    nonceAnswers("P-256", {}, true);
    nonceAnswers("RSA-2048", {.kind = KeySpec::Kind::Rsa, .bits = 2048}, true);
    producedAnswers();
}
