// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Envelope.h"

#include "models/pki/Container.h"
#include "models/pki/KeyWrap.h"
#include "models/pki/OfficerCertificate.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

using namespace hufu;
using test::Stranger;

namespace {

struct Holder {
    PrivateKey key;
    Bytes certificate, renewed;
};

/// Somebody's key and its certificates by an authority, the same key certified twice.
Holder holder(KeyKind kind = KeyKind::EcP256, decltype(makeKeyManagementCertificate) *certify = makeKeyManagementCertificate)
{
    static const PrivateKey authority = std::move(*PrivateKey::generate());
    const Instant now = systemNow();
    static const Bytes authorityCertificate = *makeAuthorityCertificate(authority, "医院", now, now + std::chrono::days(3650));
    PrivateKey key = std::move(*PrivateKey::generate(kind));
    Bytes certificate = *certify(authority, authorityCertificate, *key.publicKeyDer(), "陈", "id", now, now + std::chrono::days(300));
    Bytes renewed = *certify(authority, authorityCertificate, *key.publicKeyDer(), "陈", "id", now, now + std::chrono::days(900));
    return {std::move(key), std::move(certificate), std::move(renewed)};
}

const SecureBytes secret = SecureBytes::copyOf("a share of a key");

} // namespace

class EnvelopeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRecipientOpensIt()
    {
        const Holder one = holder(), two = holder(), other = holder();
        const std::vector<Bytes> both{one.certificate, two.certificate};
        const Result<Bytes> envelope = sealFor(both, secret);
        VERIFY_OK(envelope);
        for (const Holder *recipient : {&one, &two}) {
            const Result<SecureBytes> opened = openEnvelope(*envelope, recipient->key, recipient->certificate);
            VERIFY_OK(opened);
            QVERIFY(opened->equals(secret));
            QVERIFY(openEnvelope(*envelope, recipient->key, recipient->renewed)->equals(secret));
        }
        VERIFY_ERROR(openEnvelope(*envelope, other.key, other.certificate), ErrorCode::NotPermitted);
        VERIFY_ERROR(openEnvelope(*envelope, other.key, one.certificate), ErrorCode::CryptoFailed);
        QVERIFY(!isEnvelopeFor(*envelope, one.certificate)); // not for that one alone
        const std::vector<Bytes> alone{one.certificate};
        QVERIFY(isEnvelopeFor(*sealFor(alone, secret), one.certificate));
        QVERIFY(!isEnvelopeFor(*sealFor(alone, secret), two.certificate));
    }

    void opensslOpensIt()
    {
        if (!Stranger::has("openssl"))
            QSKIP("openssl is not installed");
        const Holder one = holder();
        const std::vector<Bytes> alone{one.certificate};
        Stranger stranger;
        stranger.write("envelope", *sealFor(alone, secret));
        stranger.write("certificate.pem", toPem(one.certificate));
        stranger.write("key.pem", toPem(one.key.toPkcs8()->view(), "PRIVATE KEY"));
        QVERIFY2(stranger.openssl({"cms", "-decrypt", "-binary", "-inform", "DER", "-in", "envelope", "-recip", "certificate.pem", "-inkey", "key.pem", "-out", "opened"}),
                 stranger.said());
        QCOMPARE(stranger.read("opened"), bytesOf(secret.view()));
        QVERIFY(stranger.openssl({"cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", "envelope"}));
        for (const char *expected : {"authEnvelopedData", "dhSinglePass-stdDH-sha256kdf-scheme", "id-aes256-wrap", "aes-256-gcm"})
            QVERIFY2(stranger.said().contains(expected), stranger.said());
    }

    void underAKey()
    {
        const SecureBytes key = SecureBytes::random(32), other = SecureBytes::random(32);
        const Bytes id{1, 2, 3, 4};
        const Result<Bytes> envelope = sealUnder(key, id, secret);
        VERIFY_OK(envelope);
        QVERIFY(openUnder(key, *envelope)->equals(secret));
        VERIFY_ERROR(openUnder(other, *envelope), ErrorCode::CryptoFailed);
        VERIFY_ERROR(openUnder(SecureBytes::random(16), *envelope), ErrorCode::CryptoFailed);
        VERIFY_ERROR(openUnder(key, *sealUnder(other, id, secret)), ErrorCode::CryptoFailed);
        VERIFY_ERROR(openUnder(key, {}), ErrorCode::Malformed);
        const Holder one = holder();
        const std::vector<Bytes> toOne{one.certificate};
        QVERIFY(isEnvelopeUnderKey(*envelope) && !isEnvelopeUnderKey(*sealFor(toOne, secret)) && !isEnvelopeUnderKey(secret.view()));
        QVERIFY(!isEnvelopeFor(*envelope, one.certificate));
        VERIFY_ERROR(sealUnder(SecureBytes::random(16), id, secret), ErrorCode::InvalidArgument);
        VERIFY_ERROR(sealUnder(key, {}, secret), ErrorCode::InvalidArgument);
        for (std::size_t at = 0; at < envelope->size(); ++at) {
            Bytes changed = *envelope;
            changed[at] ^= 1;
            const Result<SecureBytes> opened = openUnder(key, changed);
            QVERIFY2(!opened || opened->equals(secret), qPrintable(QString::number(at)));
        }
        if (!Stranger::has("openssl"))
            QSKIP("openssl is not installed");
        Stranger stranger;
        stranger.write("envelope", *envelope);
        const QString hex = QString::fromStdString(toHex(key.view()));
        QVERIFY2(stranger.openssl({"cms", "-decrypt", "-binary", "-inform", "DER", "-in", "envelope", "-secretkey", hex, "-secretkeyid", "01020304", "-out", "opened"}),
                 stranger.said());
        QCOMPARE(stranger.read("opened"), bytesOf(secret.view()));
        QVERIFY(stranger.openssl({"cms", "-encrypt", "-binary", "-aes-256-gcm", "-outform", "DER", "-in", "opened", "-secretkey", hex, "-secretkeyid", "01020304", "-out",
                                  "theirs"}));
        QVERIFY(openUnder(key, stranger.read("theirs"))->equals(secret));
    }

    void whatWasChangedDoesNotOpen()
    {
        const Holder one = holder();
        const std::vector<Bytes> alone{one.certificate};
        const Bytes envelope = *sealFor(alone, secret);
        int opened = 0;
        for (std::size_t at = 0; at < envelope.size(); at += 3) {
            Bytes changed = envelope;
            changed[at] ^= 1;
            const Result<SecureBytes> read = openEnvelope(changed, one.key, one.certificate);
            opened += read && !read->equals(secret);
        }
        QCOMPARE(opened, 0);
        VERIFY_ERROR(openEnvelope(BytesView(envelope).first(envelope.size() - 1), one.key, one.certificate), ErrorCode::Malformed);
        VERIFY_ERROR(openEnvelope({}, one.key, one.certificate), ErrorCode::Malformed);
    }

    void wrappedForAKeyThatAgrees()
    {
        const PrivateKey key = std::move(*PrivateKey::generate()), other = std::move(*PrivateKey::generate());
        const Result<Bytes> wrapped = wrapFor(*key.publicKeyDer(), secret, "one");
        VERIFY_OK(wrapped);
        QVERIFY(unwrap(*wrapped, key, "one")->equals(secret));
        VERIFY_ERROR(unwrap(*wrapped, key, "two"), ErrorCode::WrongPassphrase);
        VERIFY_ERROR(unwrap(*wrapped, other, "one"), ErrorCode::WrongPassphrase);
        QVERIFY(*wrapped != *wrapFor(*key.publicKeyDer(), secret, "one")); // another ephemeral key each time
        int opened = 0;
        for (std::size_t at = 0; at < wrapped->size(); ++at) {
            Bytes changed = *wrapped;
            changed[at] ^= 1;
            opened += unwrap(changed, key, "one").has_value();
        }
        QCOMPARE(opened, 0);
        VERIFY_ERROR(ephemeralKeyOf(BytesView(*wrapped).first(wrapped->size() - 1)), ErrorCode::Malformed);
        VERIFY_ERROR(wrapFor(*PrivateKey::generate(KeyKind::EcP384)->publicKeyDer(), secret, "one"), ErrorCode::Unsupported);
        VERIFY_ERROR(wrapFor(Bytes{0x30, 0x00}, secret, "one"), ErrorCode::Unsupported);
    }

    /// `openssl pkeyutl -derive` agrees on what a card's ECDH gives.
    void opensslAgreesTheSame()
    {
        if (!Stranger::has("openssl"))
            QSKIP("openssl is not installed");
        const PrivateKey key = std::move(*PrivateKey::generate());
        const Bytes spki = *key.publicKeyDer();
        const Bytes wrapped = *wrapFor(spki, secret, "one");
        Stranger stranger;
        stranger.write("key.pem", toPem(key.toPkcs8()->view(), "PRIVATE KEY"));
        stranger.write("ephemeral.pem", toPem(*ephemeralKeyOf(wrapped), "PUBLIC KEY"));
        QVERIFY2(stranger.openssl({"pkeyutl", "-derive", "-inkey", "key.pem", "-peerkey", "ephemeral.pem", "-out", "agreed"}), stranger.said());
        const Result<SecureBytes> opened = unwrap(wrapped, spki, SecureBytes::copyOf(stranger.read("agreed")), "one");
        VERIFY_OK(opened);
        QVERIFY(opened->equals(secret));
    }

    void forWhomNoEnvelopeIsMade()
    {
        const std::vector<Bytes> server{holder(KeyKind::EcP256, makeOfficerCertificate).certificate}, other{holder(KeyKind::EcP384).certificate}, broken{Bytes{0x30, 0x00}};
        for (const std::vector<Bytes> &one : {server, other, broken})
            VERIFY_ERROR(sealFor(one, secret), ErrorCode::Unsupported);
        VERIFY_ERROR(sealFor({}, secret), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(EnvelopeTest)
#include "EnvelopeTest.moc"
