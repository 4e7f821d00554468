// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd runs for real; the virtual card stands for one of plastic, and StrangersCardTest for the virtual card.
#include "smartcard/PivOverview.h"
#include "tests/smartcard/CardScene.h"

#include "models/pki/SignedData.h"
#include "smartcard/SoftToken.h"

#include <QElapsedTimer>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace hufu;
using namespace hufu::test;

namespace {

/// A secret as this test remembers it, so that it is no trace of it itself.
class MaskedSecret {
public:
    MaskedSecret() = default;
    explicit MaskedSecret(BytesView secret)
    {
        for (std::uint8_t octet : secret)
            m_octets.push_back(octet ^ mask);
    }

    /// How often it stands in what this process may write to.
    int traces() const
    {
        // What is looked at is copied, and the copy left out: between two pages without rights it is a mapping of its own.
        constexpr std::size_t chunk = 1 << 20, page = 4096;
        auto *whole = static_cast<std::uint8_t *>(::mmap(nullptr, chunk + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
        std::uint8_t *copy = whole + page;
        if (::mprotect(copy, chunk, PROT_READ | PROT_WRITE) != 0)
            return -1;
        const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
        QFile maps("/proc/self/maps");
        if (memory < 0 || !maps.open(QIODevice::ReadOnly))
            return -1;
        int found = 0;
        for (const QByteArray &line : maps.readAll().split('\n')) {
            unsigned long from = 0, to = 0;
            char rights[5] = "";
            if (std::sscanf(line.constData(), "%lx-%lx %4s", &from, &to, rights) != 3 || rights[1] != 'w'
                || from == reinterpret_cast<unsigned long>(copy))
                continue;
            for (unsigned long at = from; at < to; at += chunk - m_octets.size() + 1)
                found += count(memory, copy, at, std::min<unsigned long>(to, at + chunk));
        }
        ::close(memory);
        ::munmap(whole, chunk + 2 * page);
        return found;
    }

private:
    static constexpr std::uint8_t mask = 0x5a;

    int count(int memory, std::uint8_t *octets, unsigned long from, unsigned long to) const
    {
        const ssize_t got = ::pread(memory, octets, to - from, static_cast<off_t>(from));
        int found = 0;
        for (ssize_t i = 0; i + ssize_t(m_octets.size()) <= got; ++i) {
            std::size_t same = 0;
            while (same < m_octets.size() && (octets[std::size_t(i) + same] ^ mask) == m_octets[same])
                ++same;
            found += same == m_octets.size();
        }
        return found;
    }

    Bytes m_octets;
};

} // namespace

class PivCardTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    CardScene m_scene;

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString reason = CardScene::skipReason(hindered); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
    }
    void cleanup() { m_scene.card.reset(); }

    void whereThereIsNoCard()
    {
        VERIFY_ERROR(PcscLine::connect(CardScene::reader(0)), ErrorCode::CardAbsent);
        VERIFY_ERROR(PcscLine::connect("no such reader"), ErrorCode::CardAbsent);
    }

    void anEmptyCardIsLookedAt()
    {
        QVERIFY(m_scene.insert());
        const auto line = m_scene.line();
        VERIFY_OK(line);
        const Result<PivOverview> seen = lookAtCard(**line);
        VERIFY_OK(seen);
        QVERIFY(seen->version == PivVersion(5, 4, 3));
        QCOMPARE(seen->serialNumber, std::optional<std::uint32_t>(20261128));
        QVERIFY(!seen->chuid);
        QCOMPARE(seen->pin.left, 3);
        QVERIFY(seen->pin.isFactory == true && seen->puk && seen->puk->left == 3);
        QVERIFY(seen->managementKey && seen->managementKey->isFactory && seen->managementKey->algorithm == ManagementKey::Algorithm::TripleDes);
        QCOMPARE(seen->slots.size(), std::size_t(4));
        for (const PivOverview::Slot &slot : seen->slots)
            VERIFY_ERROR(slot.certificate, ErrorCode::NotFound);
        QCOMPARE(m_scene.pinTries(), 3);
    }

    void aPlainCardIsLookedAt()
    {
        QVERIFY(m_scene.insert({.yubiKey = false}));
        const auto line = m_scene.line();
        VERIFY_OK(line);
        const Result<PivOverview> seen = lookAtCard(**line);
        VERIFY_OK(seen);
        QVERIFY(!seen->version && !seen->serialNumber && !seen->puk && !seen->managementKey);
        QCOMPARE(seen->pin.left, 3);
        QVERIFY(!seen->pin.total);
    }

    void aCardOfAnotherKind()
    {
        QVERIFY(m_scene.insert({.piv = false}));
        const auto line = m_scene.line();
        VERIFY_OK(line);
        VERIFY_ERROR(lookAtCard(**line), ErrorCode::Unsupported);
    }

    /// Whose card is this: shown while the officer still looks at the reader. The best of a few, as the machine may be busy.
    void looksQuickly()
    {
        QVERIFY(m_scene.insert());
        Stranger folder;
        const auto line = m_scene.line();
        VERIFY_OK(line);
        for (const PivSlot slot : allPivSlots)
            QVERIFY(!equip(**line, CardScene::factoryKey(*m_scene.card), folder, slot, KeyKind::EcP256).empty());
        qint64 best = 1000;
        m_scene.card->countAnew();
        for (int i = 0; i < 5; ++i) {
            QElapsedTimer timer;
            timer.start();
            VERIFY_OK(lookAtCard(**line));
            best = std::min(best, timer.elapsed());
        }
        // SELECT, version, serial, CHUID, PIN, PUK, management key, four certificates in two parts each, four keys.
        QCOMPARE(m_scene.card->commands(), 5 * 19);
        QVERIFY2(best < 150, qPrintable(QString::number(best)));
    }

    /// What we wrote, others read; what the card signs, openssl verifies.
    void keysAreMadeAndUsed_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("management");
        QTest::newRow("P-256, 3DES") << int(KeyKind::EcP256) << 0x03;
        QTest::newRow("P-384, AES-192") << int(KeyKind::EcP384) << 0x0a;
        QTest::newRow("RSA 2048, AES-256") << int(KeyKind::Rsa2048) << 0x0c;
        QTest::newRow("P-256, AES-128") << int(KeyKind::EcP256) << 0x08;
    }
    void keysAreMadeAndUsed()
    {
        QFETCH(int, kind);
        QFETCH(int, management);
        QVERIFY(m_scene.insert({.managementAlgorithm = std::uint8_t(management)}));
        Stranger folder;
        const auto line = m_scene.line();
        VERIFY_OK(line);
        const Bytes certificate = equip(**line, CardScene::factoryKey(*m_scene.card), folder, PivSlot::Authentication, KeyKind(kind));
        QVERIFY(!certificate.empty());

        Result<PivCard> card = PivCard::open(**line);
        VERIFY_OK(card);
        QVERIFY(*card->certificate(PivSlot::Authentication) == certificate);
        const Bytes spki = folder.read("9a.pub"), message = bytesOf(viewOf("what is signed"));
        VERIFY_ERROR(card->sign(PivSlot::Authentication, KeyKind(kind), message), ErrorCode::CardPinNeeded);
        VERIFY_OK(card->verifyPin(CardScene::pin()));
        for (int i = 0; i < 2; ++i) { // "PIN once"
            const Result<Bytes> signature = card->sign(PivSlot::Authentication, KeyKind(kind), message);
            VERIFY_OK(signature);
            QVERIFY(*verifySignature(spki, message, *signature));
        }
        VERIFY_ERROR(card->sign(PivSlot::Signature, KeyKind(kind), message), ErrorCode::NotFound);
        const Result<PivKeyFacts> facts = card->keyFacts(PivSlot::Authentication);
        VERIFY_OK(facts);
        QVERIFY(facts->publicKey == spki && facts->generated && facts->pinPolicy == PivPinPolicy::Once && int(facts->kind) == kind);
        const Result<Bytes> attested = card->attest(PivSlot::Authentication), issuer = card->attestationIssuer();
        VERIFY_OK(attested);
        VERIFY_OK(issuer);
        folder.write("attested.der", *attested);
        folder.write("f9.der", *issuer);
        QVERIFY2(folder.openssl({"x509", "-inform", "DER", "-in", "f9.der", "-out", "f9.pem"}), folder.said());
        QVERIFY2(folder.openssl({"verify", "-CAfile", "f9.pem", "attested.der"}), folder.said());
        VERIFY_ERROR(card->attest(PivSlot::Signature), ErrorCode::NotFound);
        card = fail(ErrorCode::Cancelled); // lets the card go

        if (Stranger::has("pkcs15-tool")) {
            QVERIFY2(folder.run("pkcs15-tool", {"--read-certificate", "01", "--output", "read.pem"}), folder.said());
            QVERIFY2(folder.openssl({"x509", "-in", "read.pem", "-outform", "DER", "-out", "read.der"}), folder.said());
            QVERIFY(folder.read("read.der") == certificate);
            folder.write("data", "what is signed");
            const bool rsa = KeyKind(kind) == KeyKind::Rsa2048;
            const QStringList how = rsa ? QStringList{"-m", "SHA256-RSA-PKCS"} : QStringList{"-m", "ECDSA-SHA256", "--signature-format", "openssl"};
            const QStringList ask{"--module", "opensc-pkcs11.so", "--login", "--pin", "123456", "--sign", "--id", "01", "-i", "data", "-o", "signature"};
            QVERIFY2(folder.run("pkcs11-tool", ask + how), folder.said());
            QVERIFY2(folder.openssl({"dgst", "-sha256", "-verify", "9a.pub.pem", "-signature", "signature", "data"}), folder.said());
        }
    }

    void onlyTheAdministratorWrites()
    {
        QVERIFY(m_scene.insert({.managementAlgorithm = 0x0c}));
        const auto line = m_scene.line();
        VERIFY_OK(line);
        Result<PivCard> card = PivCard::open(**line);
        VERIFY_OK(card);
        VERIFY_ERROR(card->generateKey(PivSlot::Authentication, KeyKind::EcP256), ErrorCode::NotPermitted);
        VERIFY_ERROR(card->writeObject(piv::holderId, Bytes(10)), ErrorCode::NotPermitted);
        VERIFY_ERROR(card->authenticate(ManagementKey::random(ManagementKey::Algorithm::Aes256)), ErrorCode::ManagementKeyWrong);
        VERIFY_ERROR(card->authenticate(ManagementKey::factory(ManagementKey::Algorithm::TripleDes)), ErrorCode::ManagementKeyWrong);
        const ManagementKey factory = CardScene::factoryKey(*m_scene.card), own = ManagementKey::random(ManagementKey::Algorithm::Aes256);
        VERIFY_OK(card->authenticate(factory));
        VERIFY_OK(card->setManagementKey(own));
        VERIFY_ERROR(card->authenticate(factory), ErrorCode::ManagementKeyWrong);
        VERIFY_OK(card->authenticate(own));
        QVERIFY(!card->managementFacts()->isFactory);

        const Chuid chuid{.guid = {1, 2, 3}, .expires = "20301231"};
        VERIFY_OK(card->writeObject(piv::holderId, chuid.encode()));
        VERIFY_OK(card->writeObject(piv::capabilities, encodeCapabilities(Bytes(14, 5))));
        VERIFY_ERROR(card->writeObject(piv::keyHistory, Bytes(4000)), ErrorCode::TokenFull);
        VERIFY_ERROR(card->generateKey(PivSlot::Authentication, KeyKind::Rsa4096), ErrorCode::Unsupported);
        VERIFY_ERROR(card->generateKey(PivSlot::Authentication, KeyKind::Sm2), ErrorCode::Unsupported);
        card = fail(ErrorCode::Cancelled);
        const Result<PivOverview> seen = lookAtCard(**line);
        VERIFY_OK(seen);
        QVERIFY(seen->chuid && seen->chuid->guid == chuid.guid);
        QVERIFY(seen->managementKey && seen->managementKey->algorithm == ManagementKey::Algorithm::Aes256 && !seen->managementKey->isFactory);
        Stranger folder;
        if (Stranger::has("yubico-piv-tool")) {
            const Said status = folder.run("yubico-piv-tool", {"--reader", "Virtual", "-a", "status"});
            QVERIFY2(status.has("01020300000000000000000000000000") && status.has("a000000116ff020505"), status.text);
        }
    }

    void keysAgree()
    {
        QVERIFY(m_scene.insert());
        Stranger folder;
        const auto line = m_scene.line();
        VERIFY_OK(line);
        QVERIFY(!equip(**line, CardScene::factoryKey(*m_scene.card), folder, PivSlot::KeyManagement, KeyKind::EcP384).empty());
        QVERIFY2(folder.openssl({"genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", "other.pem"}), folder.said());
        QVERIFY2(folder.openssl({"pkey", "-in", "other.pem", "-pubout", "-outform", "DER", "-out", "other.pub"}), folder.said());
        QVERIFY2(folder.openssl({"pkeyutl", "-derive", "-inkey", "other.pem", "-peerkey", "9d.pub.pem", "-out", "secret"}), folder.said());
        Result<PivCard> card = PivCard::open(**line);
        VERIFY_OK(card);
        VERIFY_ERROR(card->agree(PivSlot::KeyManagement, folder.read("other.pub")), ErrorCode::CardPinNeeded);
        VERIFY_OK(card->verifyPin(CardScene::pin()));
        const Result<SecureBytes> secret = card->agree(PivSlot::KeyManagement, folder.read("other.pub"));
        VERIFY_OK(secret);
        QVERIFY(std::ranges::equal(secret->view(), folder.read("secret")));
    }

    void pinsAreCountedChangedAndBlocked()
    {
        QVERIFY(m_scene.insert());
        const auto line = m_scene.line();
        VERIFY_OK(line);
        Result<PivCard> card = PivCard::open(**line);
        VERIFY_OK(card);
        const auto wrong = CardScene::pin("000000"), right = CardScene::pin(), changed = CardScene::pin("7654321"), puk = CardScene::pin("12345678");
        const Result<void> first = card->verifyPin(wrong);
        VERIFY_ERROR(first, ErrorCode::PinIncorrect);
        QCOMPARE(first.error().triesLeft, std::optional(2));
        QCOMPARE(card->pinTries()->left, 2);
        VERIFY_OK(card->changePin(right, changed));
        QCOMPARE(card->pinTries()->left, 3);
        QVERIFY(card->pinTries()->isFactory == false);
        VERIFY_OK(card->verifyPin(changed));
        for (int left : {2, 1, 0}) {
            const Result<void> tried = card->verifyPin(wrong);
            VERIFY_ERROR(tried, ErrorCode::PinIncorrect);
            QCOMPARE(tried.error().triesLeft, std::optional(left));
        }
        VERIFY_ERROR(card->verifyPin(changed), ErrorCode::PinBlocked);
        VERIFY_ERROR(card->changePin(changed, right), ErrorCode::PinBlocked);
        VERIFY_ERROR(card->wipe(), ErrorCode::Conflict);
        const Result<void> wrongPuk = card->unblockPin(CardScene::pin("00000000"), right);
        VERIFY_ERROR(wrongPuk, ErrorCode::PukIncorrect);
        QCOMPARE(wrongPuk.error().triesLeft, std::optional(2));
        VERIFY_OK(card->unblockPin(puk, right));
        VERIFY_OK(card->verifyPin(right));
        VERIFY_OK(card->changePuk(puk, CardScene::pin("87654321")));
        for (int i = 0; i < 3; ++i) {
            VERIFY_ERROR(card->changePuk(puk, puk), ErrorCode::PukIncorrect);
            VERIFY_ERROR(card->verifyPin(wrong), ErrorCode::PinIncorrect);
        }
        VERIFY_ERROR(card->unblockPin(CardScene::pin("87654321"), right), ErrorCode::PukBlocked);
        QCOMPARE(card->pukTries()->left, 0);
        VERIFY_OK(card->wipe());
        VERIFY_OK(card->verifyPin(right));
    }
    void triesAreSet()
    {
        QVERIFY(m_scene.insert());
        const auto line = m_scene.line();
        VERIFY_OK(line);
        Result<PivCard> card = PivCard::open(**line);
        VERIFY_OK(card);
        VERIFY_ERROR(card->setTries(5, 4), ErrorCode::NotPermitted);
        VERIFY_OK(card->authenticate(CardScene::factoryKey(*m_scene.card)));
        VERIFY_OK(card->verifyPin(CardScene::pin()));
        VERIFY_ERROR(card->setTries(16, 4), ErrorCode::InvalidArgument);
        VERIFY_OK(card->setTries(5, 4));
        QVERIFY(card->pinTries()->total == 5 && card->pukTries()->total == 4);
    }

    /// Nobody after us finds a card that knows our PIN.
    void whatTheCardVerifiedEndsWithUs()
    {
        QVERIFY(m_scene.insert());
        const auto line = m_scene.line();
        VERIFY_OK(line);
        {
            Result<PivCard> card = PivCard::open(**line);
            VERIFY_OK(card);
            VERIFY_OK(card->authenticate(CardScene::factoryKey(*m_scene.card)));
            VERIFY_OK(card->verifyPin(CardScene::pin()));
            QVERIFY(m_scene.card->look([](const PivApplet &applet) { return applet.isPinVerified() && applet.isAuthenticated(); }));
        }
        QVERIFY(m_scene.card->look([](const PivApplet &applet) { return !applet.isPinVerified() && !applet.isAuthenticated(); }));
        VERIFY_OK(lookAtCard(**line)); // the same line goes on
    }

    void twoProgramsShareACard()
    {
        QVERIFY(m_scene.insert());
        const auto ours = m_scene.line();
        Result<std::unique_ptr<PcscLine>> theirs = PcscLine::connect(CardScene::reader(), CardPatience(700));
        VERIFY_OK(ours);
        VERIFY_OK(theirs);
        {
            Result<PivCard> card = PivCard::open(**ours);
            VERIFY_OK(card);
            VERIFY_ERROR((*theirs)->begin(), ErrorCode::CardTimedOut); // while we hold it
        }
        VERIFY_OK(lookAtCard(**ours));
        theirs = PcscLine::connect(CardScene::reader());
        VERIFY_OK(theirs);
        VERIFY_OK((*theirs)->begin());
        (*theirs)->end(CardLine::Leave::Reset);
        VERIFY_OK(lookAtCard(**ours)); // another program reset it meanwhile
    }

    void twoReadersAtOnce()
    {
        QVERIFY(m_scene.insert({.serial = 1}));
        VirtualCard second({.serial = 2}, virtualReader(1).port);
        QVERIFY(second.insert());
        QTRY_VERIFY(m_scene.line(1));
        const auto one = m_scene.line(0), two = m_scene.line(1);
        Result<PivCard> first = PivCard::open(**one), other = PivCard::open(**two);
        VERIFY_OK(first);
        VERIFY_OK(other);
        QCOMPARE(*first->serialNumber(), 1u);
        QCOMPARE(*other->serialNumber(), 2u);
    }

    void anOfficersCardSignsCommands_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("P-256") << int(KeyKind::EcP256);
        QTest::newRow("P-384") << int(KeyKind::EcP384);
        QTest::newRow("RSA 2048") << int(KeyKind::Rsa2048);
    }
    void anOfficersCardSignsCommands()
    {
        QFETCH(int, kind);
        QVERIFY(m_scene.insert());
        Stranger folder;
        Bytes certificate;
        {
            const auto line = m_scene.line();
            VERIFY_OK(line);
            certificate = equip(**line, CardScene::factoryKey(*m_scene.card), folder, PivSlot::Signature, KeyKind(kind));
            QVERIFY(!certificate.empty());
        }
        int asked = 0;
        const PivPin pin = [&asked]() -> Result<SecureBytes> {
            ++asked;
            return CardScene::pin();
        };
        Result<std::unique_ptr<PivSigner>> signer = PivSigner::open([] { return CardScene::line(); }, PivSlot::Signature, pin);
        VERIFY_OK(signer);
        QCOMPARE(asked, 0);
        PivToken token(std::move(*signer), certificate);
        const Instant at = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        const Bytes content = bytesOf(viewOf(R"({"kind":"a command"})"));
        m_scene.card->forgetInstructions();
        const Result<Bytes> cms = token.signData(content, at);
        VERIFY_OK(cms);
        QCOMPARE(asked, 1);
        // VERIFY is the command right before the signature (its last one: RSA's input is a chain).
        const std::vector<std::uint16_t> said = m_scene.card->instructions();
        const auto sign = std::ranges::find(said, std::uint16_t(0x879c));
        QVERIFY(sign != said.end() && sign != said.begin() && *(sign - 1) == 0x2080);
        VERIFY_OK(token.signData(content, at)); // "PIN always"
        QCOMPARE(asked, 2);

        folder.write("command.cms", *cms);
        QVERIFY2(folder.openssl({"cms", "-verify", "-inform", "DER", "-in", "command.cms", "-CAfile", "ca.pem", "-out", "content"}), folder.said());
        QVERIFY(folder.read("content") == content);
        const Result<SignedContent> opened = openSignedData(*cms);
        VERIFY_OK(opened);
        QVERIFY(opened->content == content && opened->signers == std::vector<Bytes>{certificate});

        // Dual control: a soft token's signature beside the card's, in either order.
        QVERIFY2(folder.openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "soft.key", "-out", "soft.pem", "-subj",
                                 "/CN=soft", "-days", "10", "-addext", "extendedKeyUsage=emailProtection"}),
                 folder.said());
        QVERIFY2(folder.openssl({"pkcs8", "-topk8", "-nocrypt", "-in", "soft.key", "-outform", "DER", "-out", "soft.p8"}), folder.said());
        QVERIFY2(folder.openssl({"x509", "-in", "soft.pem", "-outform", "DER", "-out", "soft.der"}), folder.said());
        SoftToken soft(PrivateKey::fromPkcs8(SecureBytes::copyOf(BytesView(folder.read("soft.p8")))).value(), folder.read("soft.der"));
        const Result<Bytes> softLast = soft.addSignature(*cms, at), cardLast = token.addSignature(*soft.signData(content, at), at);
        VERIFY_OK(softLast);
        VERIFY_OK(cardLast);
        folder.write("both.pem", std::string(textOf(folder.read("ca.pem"))) + std::string(textOf(folder.read("soft.pem"))));
        for (const Bytes &both : {*softLast, *cardLast}) {
            const Result<SignedContent> two = openSignedData(both);
            VERIFY_OK(two);
            QCOMPARE(two->signers.size(), std::size_t(2));
            folder.write("both.cms", both);
            QVERIFY2(folder.openssl({"cms", "-verify", "-inform", "DER", "-in", "both.cms", "-CAfile", "both.pem", "-out", "content"}), folder.said());
            VERIFY_ERROR(token.addSignature(both, at), ErrorCode::Conflict);
        }
        VERIFY_ERROR(token.addSignature(Bytes(20, 0x30), at), ErrorCode::Malformed);
    }

    /// PINs and management keys are gone from this process's memory once they were used. The card is another process: it has to know them.
    void secretsLeaveNoTrace()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("AddressSanitizer keeps what was freed, and maps terabytes");
#endif
        QProcess card;
        card.start(qEnvironmentVariable("HUFU_BIN") + "/virtual-piv-card", {"--aes256"});
        QVERIFY(card.waitForReadyRead(10'000));
        QTRY_VERIFY(m_scene.line());
        MaskedSecret pin, management;
        {
            const auto line = m_scene.line();
            VERIFY_OK(line);
            SecureBytes own = SecureBytes::random(8);
            for (std::size_t i = 0; i < own.size(); ++i)
                own.data()[i] = static_cast<std::uint8_t>('A' + own.data()[i] % 26);
            const ManagementKey key = ManagementKey::random(ManagementKey::Algorithm::Aes256);
            pin = MaskedSecret(own.view());
            management = MaskedSecret(key.octets().view());
            QVERIFY(pin.traces() > 0 && management.traces() > 0); // as long as they are held
            Result<PivCard> piv = PivCard::open(**line);
            VERIFY_OK(piv);
            VERIFY_OK(piv->authenticate(ManagementKey::factory(ManagementKey::Algorithm::Aes256)));
            VERIFY_OK(piv->setManagementKey(key));
            VERIFY_OK(piv->authenticate(key));
            VERIFY_OK(piv->generateKey(PivSlot::Signature, KeyKind::EcP256));
            VERIFY_OK(piv->changePin(CardScene::pin(), own));
            VERIFY_OK(piv->verifyPin(own));
            VERIFY_OK(piv->sign(PivSlot::Signature, KeyKind::EcP256, Bytes(10)));
        }
        QCOMPARE(pin.traces(), 0);
        QCOMPARE(management.traces(), 0);
        card.closeWriteChannel();
        QVERIFY(card.waitForFinished(10'000));
        QTRY_VERIFY(!m_scene.line());
    }

    void aWrongPinIsTriedOnce()
    {
        QVERIFY(m_scene.insert());
        Stranger folder;
        {
            const auto line = m_scene.line();
            QVERIFY(!equip(**line, CardScene::factoryKey(*m_scene.card), folder, PivSlot::Signature, KeyKind::EcP256).empty());
        }
        const char *typed = "999999";
        const auto signer = PivSigner::open([] { return CardScene::line(); }, PivSlot::Signature, [&]() -> Result<SecureBytes> { return CardScene::pin(typed); });
        VERIFY_OK(signer);
        const Result<Bytes> refused = (*signer)->sign(Bytes(10));
        VERIFY_ERROR(refused, ErrorCode::PinIncorrect);
        QCOMPARE(refused.error().triesLeft, std::optional(2));
        QCOMPARE(m_scene.pinTries(), 2);
        typed = "123456";
        VERIFY_OK((*signer)->sign(Bytes(10)));
        QCOMPARE(m_scene.pinTries(), 3);
        for (typed = "999999"; m_scene.pinTries() > 0;)
            VERIFY_ERROR((*signer)->sign(Bytes(10)), ErrorCode::PinIncorrect);
        typed = "123456";
        VERIFY_ERROR((*signer)->sign(Bytes(10)), ErrorCode::PinBlocked);
        const auto silent = PivSigner::open([] { return CardScene::line(); }, PivSlot::Signature, []() -> Result<SecureBytes> { return fail(ErrorCode::CardPinNeeded); });
        VERIFY_OK(silent);
        VERIFY_ERROR((*silent)->sign(Bytes(10)), ErrorCode::CardPinNeeded);
    }

    /// Matched by the public key: a colleague's card in the same reader is not asked, and no PIN of its is spent.
    void anotherCardIsNotAsked()
    {
        Stranger folder, other;
        QVERIFY(m_scene.insert());
        {
            const auto line = m_scene.line();
            QVERIFY(!equip(**line, CardScene::factoryKey(*m_scene.card), folder, PivSlot::Signature, KeyKind::EcP256).empty());
        }
        const auto signer = PivSigner::open([] { return CardScene::line(); }, PivSlot::Signature, []() -> Result<SecureBytes> { return CardScene::pin("999999"); });
        VERIFY_OK(signer);
        m_scene.card->pull();
        QTRY_VERIFY(!m_scene.line());
        VERIFY_ERROR((*signer)->sign(Bytes(10)), ErrorCode::CardAbsent);
        QVERIFY(m_scene.insert({.serial = 77}));
        VERIFY_ERROR((*signer)->sign(Bytes(10)), ErrorCode::NotFound);
        {
            const auto line = m_scene.line();
            QVERIFY(!equip(**line, CardScene::factoryKey(*m_scene.card), other, PivSlot::Signature, KeyKind::EcP256).empty());
        }
        VERIFY_ERROR((*signer)->sign(Bytes(10)), ErrorCode::Conflict);
        QCOMPARE(m_scene.pinTries(), 3);
    }
};

HUFU_CARD_TEST_MAIN(PivCardTest)
#include "PivCardTest.moc"
