// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/Pkcs11Token.h"

#include "models/pki/Key.h"
#include "tests/support/SoftHsm.h"
#include "tests/support/Verify.h"

#include <QCryptographicHash>
#include <QElapsedTimer>

#include <atomic>
#include <set>
#include <thread>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr const char *label = "第一医院";

/// A source that always has this PIN, and counts how often the token refused it.
struct Pin {
    std::string text = "123456";
    int refused = 0;
    PinSource source()
    {
        return {[this]() -> Result<SecureBytes> { return SecureBytes::copyOf(text); }, [this](const Error &) { ++refused; }};
    }
};

} // namespace

/// hufu-tokenhost and its client, over SoftHSM2; OpenSC's pkcs11-tool says what lies in the token. In place of a vendor's module that hangs or
/// crashes stands one of ours that is told to (FaultyModule.cpp).
class TokenHostTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SoftHsm> m_hsm;

    static std::shared_ptr<TokenHost> host(const QString &module, TokenHost::Settings settings = {})
    {
        settings.module = module.toStdString();
        return std::make_shared<TokenHost>(std::move(settings));
    }

private Q_SLOTS:
    void init()
    {
        if (!SoftHsm::isThere())
            QSKIP("softhsm2 and opensc are not installed");
        m_hsm = std::make_unique<SoftHsm>();
        QVERIFY2(m_hsm->makeToken(label), m_hsm->said());
    }

    void listsTokens()
    {
        QVERIFY2(m_hsm->makeToken("备用"), m_hsm->said());
        const auto all = host(SoftHsm::module());
        const Result<TokenReply> reply = all->call({.deed = TokenDeed::ListTokens}, all->deadline());
        VERIFY_OK(reply);
        std::set<std::string> labels;
        for (const TokenInfo &token : reply->tokens) {
            if (token.initialized) {
                labels.insert(token.name.label);
                QVERIFY(!token.name.serial.empty());
                QCOMPARE(token.model, std::string("SoftHSM v2"));
            }
        }
        QVERIFY(labels == std::set<std::string>({label, "备用"}));
    }

    void keysAreMadeInsideAndSign_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("P-256") << int(KeyKind::EcP256) << QByteArray("EC");
        QTest::newRow("P-384") << int(KeyKind::EcP384) << QByteArray("EC");
        QTest::newRow("RSA 3072") << int(KeyKind::Rsa3072) << QByteArray("RSA");
    }
    void keysAreMadeInsideAndSign()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, shown);
        Pin pin;
        // A busy machine may need its time for a large prime.
        const Pkcs11Token token(host(SoftHsm::module(), {.deadline = std::chrono::seconds(60)}), {label, {}}, pin.source());
        const Result<std::unique_ptr<Signer>> made = token.create("ca key 1", KeyKind(kind));
        VERIFY_OK(made);
        QCOMPARE(int((*made)->kind()), kind);
        const Bytes publicKey = bytesOf((*made)->publicKey());
        const Bytes message(1000, 3);
        const Result<Bytes> signature = (*made)->sign(message);
        VERIFY_OK(signature);
        QVERIFY(*verifySignature(publicKey, message, *signature));

        // Asked for again, as after an interruption, the same key is there, and no second one.
        const Pkcs11Token later(host(SoftHsm::module(), {.deadline = std::chrono::seconds(60)}), {label, {}}, pin.source());
        const Result<std::unique_ptr<Signer>> again = later.create("ca key 1", KeyKind(kind));
        VERIFY_OK(again);
        QVERIFY(std::ranges::equal((*again)->publicKey(), publicKey));
        VERIFY_ERROR(later.create("ca key 1", KeyKind(kind) == KeyKind::EcP256 ? KeyKind::EcP384 : KeyKind::EcP256), ErrorCode::Conflict);
        // By its public key it is found whatever it is called; a stranger's is not.
        const Result<std::unique_ptr<Signer>> opened = later.open(publicKey);
        VERIFY_OK(opened);
        QVERIFY(*verifySignature(publicKey, message, *(*opened)->sign(message)));
        VERIFY_ERROR(later.open(*PrivateKey::generate(KeyKind(kind))->publicKeyDer()), ErrorCode::NotFound);
        QCOMPARE(pin.refused, 0);

        // What a stranger sees in the token.
        const Said objects = m_hsm->tool(label, {"--login", "--pin", "123456", "--list-objects", "--type", "privkey"});
        QVERIFY2(objects, m_hsm->said());
        QCOMPARE(objects.text.count("Private Key Object"), 1);
        QVERIFY2(objects.has(shown), m_hsm->said());
        QVERIFY2(objects.has("ca key 1"), m_hsm->said());
        QVERIFY2(objects.has("sensitive, always sensitive, never extractable, local"), m_hsm->said());
        // Without the PIN not even that.
        QVERIFY(!m_hsm->tool(label, {"--list-objects", "--type", "privkey"}).has("Private Key Object"));
    }

    /// What issuing does with a token besides making keys: looked at, its PIN changed, certificates put beside their keys, all of it cleared.
    void certificatesLieBesideTheirKeys()
    {
        Stranger folder;
        for (const char *name : {"first", "second"}) {
            QVERIFY2(folder.openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem", "-out", "one.pem", "-subj", "/CN=x"}),
                     folder.said());
            QVERIFY2(folder.openssl({"x509", "-in", "one.pem", "-outform", "DER", "-out", QLatin1String(name)}), folder.said());
        }
        const Bytes first = folder.read("first"), second = folder.read("second");
        Pin pin;
        const Pkcs11Token token(host(SoftHsm::module(), {.deadline = std::chrono::seconds(60)}), {label, {}}, pin.source());
        const Result<TokenOverview> empty = token.look();
        VERIFY_OK(empty);
        QVERIFY(empty->keys == 0 && empty->certificates == 0 && empty->info.name.label == label);
        QVERIFY(empty->offers(KeyKind::EcP256) && empty->offers(KeyKind::Rsa2048) && !empty->offers(KeyKind::Sm2));

        VERIFY_ERROR(token.setPin(SecureBytes::copyOf("999999"), SecureBytes::copyOf("654321")), ErrorCode::PinIncorrect);
        VERIFY_OK(token.setPin(SecureBytes::copyOf("123456"), SecureBytes::copyOf("654321")));
        VERIFY_ERROR(token.setPin(SecureBytes::copyOf("654321"), SecureBytes::copyOf("1")), ErrorCode::InvalidArgument);
        pin.text = "654321";

        VERIFY_ERROR(token.madeUnder("k", KeyKind::EcP256), ErrorCode::NotFound);
        const Result<std::unique_ptr<Signer>> made = token.create("k", KeyKind::EcP256, TokenKeyUse::SignAndAgree), other = token.create("l", KeyKind::EcP256);
        VERIFY_OK(made);
        VERIFY_OK(other);
        const BytesView key = (*made)->publicKey();
        QVERIFY(std::ranges::equal(*token.madeUnder("k", KeyKind::EcP256), key));
        QVERIFY2(m_hsm->tool(label, {"--login", "--pin", "654321", "--list-objects", "--type", "privkey"}).has("derive"), m_hsm->said());
        VERIFY_ERROR(token.certificateBeside(key), ErrorCode::NotFound);
        VERIFY_ERROR(token.writeCertificate(key, "c", viewOf("no certificate")), ErrorCode::Malformed);
        for (const Bytes *one : {&first, &first, &second}) { // twice the same, as after an interruption; then another in its place
            VERIFY_OK(token.writeCertificate(key, "c", *one));
            QVERIFY(*token.certificateBeside(key) == *one);
        }
        VERIFY_OK(token.writeCertificate((*other)->publicKey(), "d", first));
        const Result<std::vector<Bytes>> all = token.certificates();
        VERIFY_OK(all);
        QVERIFY(all->size() == 2 && std::ranges::count(*all, first) == 1 && std::ranges::count(*all, second) == 1);
        QVERIFY2(m_hsm->tool(label, {"--list-objects", "--type", "cert"}).text.count("Certificate Object") == 2, m_hsm->said());
        // Anybody may put a second one there; then it is not known which counts.
        QVERIFY2(m_hsm->tool(label, {"--login", "--pin", "654321", "--write-object", folder.path("first"), "--type", "cert", "--id",
                                     QString::fromLatin1(QCryptographicHash::hash("k", QCryptographicHash::Sha256).left(20).toHex())}),
                 m_hsm->said());
        const Pkcs11Token later(host(SoftHsm::module(), {.deadline = std::chrono::seconds(60)}), {label, {}}, pin.source());
        VERIFY_ERROR(later.certificateBeside(key), ErrorCode::Conflict);
        QCOMPARE(later.look()->keys, 4);
        VERIFY_OK(later.clear());
        QVERIFY(later.look()->keys == 0 && later.look()->certificates == 0);
        QVERIFY2(!m_hsm->tool(label, {"--login", "--pin", "654321", "--list-objects"}).has("Object"), m_hsm->said());
    }

    void aKeyBroughtFromOutsideIsNotTaken()
    {
        Stranger folder;
        QVERIFY2(folder.openssl({"genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-outform", "DER", "-out", "key.der"}), folder.said());
        QVERIFY2(folder.openssl({"pkey", "-in", "key.der", "-pubout", "-outform", "DER", "-out", "public.der"}), folder.said());
        // Under the label and the id that the next key would have, with both halves.
        const QString id = QString::fromLatin1(QCryptographicHash::hash("ca key 1", QCryptographicHash::Sha256).left(20).toHex());
        for (const QStringList &half : {QStringList{folder.path("key.der"), "--type", "privkey", "--usage-sign"}, QStringList{folder.path("public.der"), "--type", "pubkey"}})
            QVERIFY2(m_hsm->tool(label, QStringList{"--login", "--pin", "123456", "--label", "ca key 1", "--id", id, "--write-object"} + half), m_hsm->said());
        Pin pin;
        const Pkcs11Token token(host(SoftHsm::module()), {label, {}}, pin.source());
        VERIFY_ERROR(token.create("ca key 1", KeyKind::EcP256), ErrorCode::Conflict);
        VERIFY_OK(token.create("ca key 2", KeyKind::EcP256));
    }

    void sm2IsRefusedPlainly()
    {
        Pin pin;
        const Pkcs11Token token(host(SoftHsm::module()), {label, {}}, pin.source());
        VERIFY_ERROR(token.create("ca key 1", KeyKind::Sm2), ErrorCode::Unsupported);
    }

    void aWrongPinIsTriedOnce()
    {
        Pin pin{.text = "000000"};
        const Pkcs11Token token(host(SoftHsm::faultyModule()), {label, {}}, pin.source());
        VERIFY_ERROR(token.create("ca key 1", KeyKind::EcP256), ErrorCode::PinIncorrect);
        QCOMPARE(pin.refused, 1);
        QCOMPARE(m_hsm->logins(), 1);
        // The right one opens the same host.
        pin.text = "123456";
        VERIFY_OK(token.create("ca key 1", KeyKind::EcP256));
        QCOMPARE(m_hsm->logins(), 2);
        // Logged in once, the PIN is not asked for again.
        VERIFY_OK(token.create("ca key 2", KeyKind::EcP256));
        QCOMPARE(m_hsm->logins(), 2);
        VERIFY_ERROR(Pkcs11Token(host(SoftHsm::module()), {label, {}}, {[] { return SecureBytes(256); }, {}}).logIn(), ErrorCode::InvalidArgument);
    }

    void absent_data()
    {
        QTest::addColumn<QString>("module");
        QTest::addColumn<QString>("token");
        QTest::addColumn<int>("code");
        QTest::newRow("token") << SoftHsm::module() << "nobody" << int(ErrorCode::TokenAbsent);
        QTest::newRow("module") << "/nowhere/module.so" << label << int(ErrorCode::NotFound);
        QTest::newRow("module that is no library") << "/etc/passwd" << label << int(ErrorCode::TokenFailed);
        QTest::newRow("library that is no module") << QStringLiteral("libm.so.6") << label << int(ErrorCode::NotFound);
    }
    void absent()
    {
        QFETCH(QString, module);
        QFETCH(QString, token);
        QFETCH(int, code);
        Pin pin;
        const Result<std::unique_ptr<Signer>> made = Pkcs11Token(host(module), {token.toStdString(), {}}, pin.source()).create("k", KeyKind::EcP256);
        VERIFY_ERROR(made, ErrorCode(code));
        QVERIFY(!made.error().subject.empty());
    }

    void twoTokensOfOneLabelAreToldBySerial()
    {
        QVERIFY2(m_hsm->makeToken(label), m_hsm->said());
        Pin pin;
        const auto shared = host(SoftHsm::module());
        VERIFY_ERROR(Pkcs11Token(shared, {label, {}}, pin.source()).create("k", KeyKind::EcP256), ErrorCode::Conflict);
        const Result<TokenReply> reply = shared->call({.deed = TokenDeed::ListTokens}, shared->deadline());
        VERIFY_OK(reply);
        VERIFY_OK(Pkcs11Token(shared, reply->tokens.front().name, pin.source()).create("k", KeyKind::EcP256));
    }

    /// Each fault of a module is a named error within five seconds, and the next call works again.
    void faults_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<int>("code");
        QTest::newRow("hangs as it is loaded") << QByteArray("hang C_GetFunctionList") << int(ErrorCode::TokenTimedOut);
        QTest::newRow("hangs in C_Initialize") << QByteArray("hang C_Initialize") << int(ErrorCode::TokenTimedOut);
        QTest::newRow("hangs in C_Login") << QByteArray("hang C_Login") << int(ErrorCode::TokenTimedOut);
        QTest::newRow("hangs in C_Sign") << QByteArray("hang C_Sign") << int(ErrorCode::TokenTimedOut);
        QTest::newRow("crashes in C_Initialize") << QByteArray("crash C_Initialize") << int(ErrorCode::TokenFailed);
        QTest::newRow("crashes in C_Login") << QByteArray("crash C_Login") << int(ErrorCode::TokenFailed);
        QTest::newRow("crashes in C_Sign") << QByteArray("crash C_Sign") << int(ErrorCode::TokenFailed);
        QTest::newRow("ends the process") << QByteArray("exit C_Sign") << int(ErrorCode::TokenFailed);
        QTest::newRow("refuses") << QByteArray("fail C_Sign") << int(ErrorCode::TokenFailed);
        QTest::newRow("signs wrongly") << QByteArray("lie C_Sign") << int(ErrorCode::TokenFailed);
        QTest::newRow("is pulled out") << QByteArray("unplug C_Sign") << int(ErrorCode::TokenAbsent);
    }
    void faults()
    {
        QFETCH(QByteArray, fault);
        QFETCH(int, code);
        Pin pin;
        const auto shared = host(SoftHsm::faultyModule());
        const Pkcs11Token token(shared, {label, {}}, pin.source());
        m_hsm->setFault(fault);
        QElapsedTimer timer;
        timer.start();
        const Result<std::unique_ptr<Signer>> made = token.create("k", KeyKind::EcP256);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        VERIFY_ERROR(made, ErrorCode(code));
        m_hsm->setFault();
        VERIFY_OK(token.create("k", KeyKind::EcP256));
    }

    void noiseDoesNotDisturb()
    {
        Pin pin;
        const Pkcs11Token token(host(SoftHsm::faultyModule()), {label, {}}, pin.source());
        m_hsm->setFault("noise C_Sign");
        VERIFY_OK(token.create("k", KeyKind::EcP256));
    }

    /// Many tokens need longer for a large key than a call may last.
    void aKeyThatTakesLongIsTakenByTheNextCall()
    {
        Pin pin;
        const auto shared = host(SoftHsm::faultyModule(), {.deadline = std::chrono::milliseconds(1500)});
        const Pkcs11Token token(shared, {label, {}}, pin.source());
        m_hsm->setFault("slow C_GenerateKeyPair"); // three seconds
        VERIFY_ERROR(token.create("k", KeyKind::EcP256), ErrorCode::TokenTimedOut);
        m_hsm->setFault();
        Result<std::unique_ptr<Signer>> made = token.create("k", KeyKind::EcP256);
        for (int i = 0; i < 20 && !made && made.error().code == ErrorCode::TokenTimedOut; ++i)
            made = token.create("k", KeyKind::EcP256);
        VERIFY_OK(made);
        QCOMPARE(m_hsm->logins(), 1); // it was the same host all the while
        QCOMPARE(m_hsm->tool(label, {"--login", "--pin", "123456", "--list-objects", "--type", "privkey"}).text.count("Private Key Object"), 1);
    }

    void aHostThatIsNotInstalledIsSaid()
    {
        Pin pin;
        const Result<std::unique_ptr<Signer>> made
            = Pkcs11Token(host(SoftHsm::module(), {.program = "/nowhere/hufu-tokenhost"}), {label, {}}, pin.source()).create("k", KeyKind::EcP256);
        VERIFY_ERROR(made, ErrorCode::NotFound);
        QCOMPARE(made.error().subject, std::string("/nowhere/hufu-tokenhost"));
    }

    /// Several threads share a host, and each gets its own answer.
    void threadsTakeTurns()
    {
        Pin pin;
        const Pkcs11Token token(host(SoftHsm::module(), {.deadline = std::chrono::seconds(60)}), {label, {}}, pin.source());
        const auto first = token.create("one", KeyKind::EcP256), second = token.create("two", KeyKind::EcP384);
        VERIFY_OK(first);
        VERIFY_OK(second);
        std::atomic<int> good = 0;
        {
            std::vector<std::jthread> threads;
            for (Signer *signer : {first->get(), second->get(), first->get(), second->get()}) {
                threads.emplace_back([&, signer] {
                    for (std::uint8_t i = 0; i < 20; ++i)
                        good += signer->sign(Bytes(100, i)).has_value();
                });
            }
        }
        QCOMPARE(good.load(), 80);
    }
};

QTEST_GUILESS_MAIN(TokenHostTest)
#include "TokenHostTest.moc"
