// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/http/StatusSource.h"
#include "models/pki/CrlWriter.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Der.h"
#include "tests/support/Stranger.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace hufu::test {

/// How the signing key feels: it counts, and fails or dawdles when told to.
struct SignerMood {
    std::atomic<int> signatures = 0;
    std::atomic<bool> failing = false;
    std::atomic<int> milliseconds = 0;
    std::atomic<int> atWork = 0, mostAtWork = 0; ///< signatures under way at the same time
};
class MoodySigner final : public Signer {
public:
    MoodySigner(std::unique_ptr<Signer> inner, std::shared_ptr<SignerMood> mood, bool inMemory)
        : m_inner(std::move(inner)), m_mood(std::move(mood)), m_inMemory(inMemory)
    {
    }
    bool waitsForDevice() const override { return !m_inMemory; }
    KeyKind kind() const override { return m_inner->kind(); }
    BytesView publicKey() const override { return m_inner->publicKey(); }
    Result<Bytes> sign(BytesView message) override
    {
        m_mood->mostAtWork = std::max(++m_mood->atWork, m_mood->mostAtWork.load());
        std::this_thread::sleep_for(std::chrono::milliseconds(m_mood->milliseconds));
        --m_mood->atWork;
        if (m_mood->failing)
            return fail(ErrorCode::CryptoFailed, "the token was pulled");
        ++m_mood->signatures;
        return m_inner->sign(message);
    }

private:
    std::unique_ptr<Signer> m_inner;
    std::shared_ptr<SignerMood> m_mood;
    bool m_inMemory;
};

class FixedSource final : public StatusSource {
public:
    std::shared_ptr<const StatusSnapshot> snapshot() override
    {
        const std::lock_guard lock(m_mutex);
        return m_snapshot;
    }
    void show(std::shared_ptr<const StatusSnapshot> snapshot)
    {
        const std::lock_guard lock(m_mutex);
        m_snapshot = std::move(snapshot);
    }

private:
    std::mutex m_mutex;
    std::shared_ptr<const StatusSnapshot> m_snapshot;
};

/// A CA "issuing-1" with a delegated responder whose key lies in a device or in memory, three certificates (good, lost since `revokedAt`, on hold), and a CRL that lists the lost one.
struct StatusFixture {
    static constexpr std::uint64_t goodSerial = 0x5a01, lostSerial = 0x5a02, heldSerial = 0x9c03, strayedSerial = 0x5a99;

    explicit StatusFixture(const KeySpec &key = {}, Instant at = systemNow(), int signerCount = 2, bool inMemory = false) : now(at)
    {
        using namespace std::chrono_literals;
        ca = CertBuilder::ca("CN=Issuing CA,O=某医院,C=CN").key(key).validity(at - 24h, at + 10000h).build();
        KeySpec responderKey = key;
        responderKey.index += 7;
        responder = CertBuilder().subject("CN=OCSP responder,O=某医院,C=CN").key(responderKey).serial(0x77).validity(at - 1h, at + 240h)
                        .keyUsage(1 << 0).extendedKeyUsage({"1.3.6.1.5.5.7.3.9"}).ocspNoCheck().signedBy(ca).build();
        std::vector<std::unique_ptr<Signer>> signers;
        for (int i = 0; i < signerCount; ++i)
            signers.push_back(std::make_unique<MoodySigner>(signerOf(responder.key), mood, inMemory));
        pool = std::make_shared<SignerPool>(std::move(signers));
        publish(1);
    }

    TestCertificate leaf(std::uint64_t serial) const
    {
        using namespace std::chrono_literals;
        return CertBuilder::server("a.example").serial(serial).validity(now - 1h, now + 2400h).signedBy(ca).build();
    }

    /// Another snapshot; `lost` says whether the second certificate is revoked in it.
    void publish(std::uint64_t crlNumber, bool lost = true)
    {
        using namespace std::chrono_literals;
        const SerialStatus revoked{SerialStatus::Revocation{revokedAt(), RevocationReason::KeyCompromise}};
        const SerialStatus held{SerialStatus::Revocation{revokedAt(), RevocationReason::CertificateHold}};
        auto serials = std::make_shared<SerialTable>();
        (void)serials->set(Bytes{0x5a, 0x01}, {});
        (void)serials->set(Bytes{0x5a, 0x02}, lost ? revoked : SerialStatus{});
        (void)serials->set(Bytes{0x00, 0x9c, 0x03}, held);
        const std::vector<RevokedEntry> entries{
            {.serial = {0x5a, 0x02}, .revokedAt = revokedAt(), .reason = RevocationReason::KeyCompromise, .invalidityDate = {}}};
        const Bytes crl = makeCrl(ca.der, *signerOf(ca.key), crlNumber, now, now + 168h, entries).value();
        auto snapshot = std::make_shared<StatusSnapshot>();
        snapshot->authorities.push_back({.id = "issuing-1",
                                         .certificate = ca.der,
                                         .issuer = OcspIssuer::of(ca.der).value(),
                                         .crl = {crl, crlNumber, now, now + 168h},
                                         .serials = serials,
                                         .responder = OcspResponderId::of(responder.der).value(),
                                         .signers = pool});
        source.show(snapshot);
    }

    Instant revokedAt() const { return now - std::chrono::hours(1); }

    /// An OCSP request for these serial numbers with SHA-1, and a nonce of so many octets.
    Bytes ask(std::initializer_list<std::uint64_t> serials, std::size_t nonceOctets = 0) const
    {
        const OcspIssuer issuer = OcspIssuer::of(ca.der).value();
        Bytes list;
        for (std::uint64_t serial : serials) {
            const Bytes id = der::sequence({algorithmIdentifier("1.3.14.3.2.26", true), der::octetString(issuer.nameSha1),
                                            der::octetString(issuer.keySha1), der::integer(std::int64_t(serial))});
            list = der::join({list, der::sequence({id})});
        }
        Bytes extensions;
        if (nonceOctets != 0) {
            const Bytes value = der::octetString(der::octetString(Bytes(nonceOctets, 0x6e)));
            extensions = der::context(2, der::sequence({der::sequence({der::oid("1.3.6.1.5.5.7.48.1.2"), value})}));
        }
        return der::sequence({der::sequence({der::sequence({list}), extensions})});
    }

    Instant now;
    TestCertificate ca, responder;
    std::shared_ptr<SignerMood> mood = std::make_shared<SignerMood>();
    std::shared_ptr<SignerPool> pool;
    FixedSource source;
};

} // namespace hufu::test
