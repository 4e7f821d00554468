// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/TokenHostFrames.h"

#include "smartcard/Pkcs11Forms.h"
#include "tests/support/Verify.h"

#include "models/pki/Key.h"

using namespace hufu;

namespace {

TokenRequest fullRequest()
{
    TokenRequest request;
    request.deed = TokenDeed::Sign;
    request.token = {"第一医院", "42"};
    request.pin = SecureBytes::copyOf("123456");
    request.kind = KeyKind::Rsa4096;
    request.newPin = SecureBytes::copyOf("654321");
    request.use = TokenKeyUse::SignAndAgree;
    request.index = 7;
    request.label = "ca key 1";
    request.publicKey = Bytes(550, 7);
    request.input = Bytes(51, 8);
    return request;
}

TokenReply fullReply()
{
    TokenReply reply;
    reply.error = Error{ErrorCode::PinIncorrect, "C_Login", {}, 1};
    reply.tokens = {{{"a", "1"}, "maker", "model", true, 1}, {{"b", ""}, "", "", false, {}}};
    reply.mechanisms = {{0x1040, 0x10000, 112, 521}, {0x80000001, 0, 0, 0xffffffff}};
    reply.keys = 3;
    reply.certificates = 255;
    reply.octets = Bytes(512, 9);
    return reply;
}

} // namespace

class TokenHostFramesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestsArriveAsTheyWere()
    {
        const TokenRequest request = fullRequest();
        const SecureBytes frame = encode(request);
        const Result<std::size_t> size = frames::bodySize(frame.view());
        VERIFY_OK(size);
        QCOMPARE(*size, frame.size() - frames::headerOctets);
        const BytesView body = frame.view().subspan(frames::headerOctets);
        const Result<TokenRequest> read = decodeTokenRequest(body);
        VERIFY_OK(read);
        QVERIFY(read->deed == request.deed && read->token == request.token && read->kind == request.kind && read->label == request.label);
        QVERIFY(read->use == request.use && read->index == request.index);
        QVERIFY(read->pin.equals(request.pin) && read->newPin.equals(request.newPin));
        QVERIFY(read->publicKey == request.publicKey && read->input == request.input);
        for (std::size_t cut = 0; cut < body.size(); ++cut)
            VERIFY_ERROR(decodeTokenRequest(body.first(cut)), ErrorCode::Malformed);
        Bytes longer = bytesOf(body);
        longer.push_back(0);
        VERIFY_ERROR(decodeTokenRequest(longer), ErrorCode::Malformed);
        for (const auto &[at, value] : {std::pair(0, 0), std::pair(0, 13), std::pair(1, 6), std::pair(2, 2)}) {
            Bytes wrong = bytesOf(body);
            wrong[std::size_t(at)] = std::uint8_t(value);
            VERIFY_ERROR(decodeTokenRequest(wrong), ErrorCode::Malformed);
        }
    }

    void repliesArriveAsTheyWere()
    {
        const TokenReply reply = fullReply();
        const Bytes frame = encode(reply);
        const BytesView body = BytesView(frame).subspan(frames::headerOctets);
        QCOMPARE(*frames::bodySize(frame), body.size());
        const Result<TokenReply> read = decodeTokenReply(body);
        VERIFY_OK(read);
        QVERIFY(read->error && read->error->code == ErrorCode::PinIncorrect && read->error->detail == "C_Login" && read->error->triesLeft == 1);
        QVERIFY(read->tokens == reply.tokens && read->octets == reply.octets);
        QVERIFY(read->mechanisms == reply.mechanisms && read->keys == reply.keys && read->certificates == reply.certificates);
        for (std::size_t cut = 0; cut < body.size(); ++cut)
            VERIFY_ERROR(decodeTokenReply(body.first(cut)), ErrorCode::Malformed);
        Bytes wrong = bytesOf(body);
        wrong[0] = 200; // no such error
        VERIFY_ERROR(decodeTokenReply(wrong), ErrorCode::Malformed);
    }

    void whatIsTooLongIsCutOrRefused()
    {
        TokenReply reply;
        reply.error = Error{ErrorCode::DiskFull, std::string(5000, 'x'), {}, std::nullopt}; // a code that a host has no business with
        reply.tokens.resize(200);
        reply.mechanisms.resize(1000);
        const Bytes frame = encode(reply);
        const Result<TokenReply> read = decodeTokenReply(BytesView(frame).subspan(frames::headerOctets));
        VERIFY_OK(read);
        QCOMPARE(int(read->error->code), int(ErrorCode::Internal));
        QCOMPARE(read->error->detail.size(), std::size_t(1000));
        QCOMPARE(read->tokens.size(), std::size_t(24));
        QCOMPARE(read->mechanisms.size(), std::size_t(256));
        VERIFY_ERROR(frames::bodySize(Bytes{0, 0, 0, 0}), ErrorCode::Malformed);
        VERIFY_OK(frames::bodySize(Bytes{0, 0, 0x60, 0}));
        VERIFY_ERROR(frames::bodySize(Bytes{0, 0, 0x60, 1}), ErrorCode::TooLarge);
        VERIFY_ERROR(frames::bodySize(Bytes{0xff, 0xff, 0xff, 0xff}), ErrorCode::TooLarge);
    }

    /// The forms of keys that go through the frames, against OpenSSL's SubjectPublicKeyInfo.
    void publicKeysOfEveryKind_data()
    {
        QTest::addColumn<int>("kind");
        for (KeyKind kind : allKeyKinds)
            QTest::newRow(keyKindName(kind)) << int(kind);
    }
    void publicKeysOfEveryKind()
    {
        QFETCH(int, kind);
        const Result<PrivateKey> key = PrivateKey::generate(KeyKind(kind));
        VERIFY_OK(key);
        const Bytes spki = *key->publicKeyDer();
        const Result<Pkcs11PublicKey> read = Pkcs11PublicKey::fromSpki(spki);
        if (KeyKind(kind) == KeyKind::Sm2) {
            VERIFY_ERROR(read, ErrorCode::Unsupported);
            VERIFY_ERROR(signInput(KeyKind::Sm2, spki), ErrorCode::Unsupported);
            return;
        }
        VERIFY_OK(read);
        QCOMPARE(int(read->kind), kind);
        const Result<Bytes> again = read->toSpki();
        VERIFY_OK(again);
        QVERIFY(*again == spki);
        for (std::size_t cut = 0; cut < spki.size(); ++cut)
            QVERIFY(!Pkcs11PublicKey::fromSpki(BytesView(spki).first(cut)));
    }
};

QTEST_GUILESS_MAIN(TokenHostFramesTest)
#include "TokenHostFramesTest.moc"
