// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd, the authority and its journal run for real; the virtual card stands for one of plastic, pulled out at every command with HUFU_CARD_FAULTS=all.
#include "app/cards/PivCardDesk.h"
#include "models/domain/Policy.h"
#include "models/pki/OfficerCertificate.h"
#include "models/store/CaReader.h"
#include "models/store/CardReader.h"
#include "models/store/RevocationReader.h"
#include "models/store/Vault.h"
#include "smartcard/Tlv.h"
#include "tests/smartcard/CardScene.h"
#include "tests/support/Hospital.h"

#include <QJsonArray>

#include <set>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr const char *security = Hospital::security, *second = "陈安全";
const CardHolder doctor{"D-1001", "李医生", "心内科"};

} // namespace

class CardIssuingTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    CardScene m_scene;
    std::unique_ptr<Hospital> m_hospital;
    std::string m_role, m_fullRole;
    std::uint32_t m_serial = 1000;
    PivCardDesk m_desk;
    SecureBytes m_pin = SecureBytes::copyOf("27182818");

    /// Another card in the reader.
    bool newCard(CardKind kind = {})
    {
        if (m_scene.card) {
            m_scene.card->pull();
            for (int i = 0; i < 200 && m_scene.line(); ++i)
                QTest::qWait(20);
        }
        kind.serial = ++m_serial;
        return m_scene.insert(kind);
    }
    std::string number() const { return std::to_string(m_serial); }

    std::vector<std::unique_ptr<Token>> tokens(std::initializer_list<const char *> names)
    {
        std::vector<std::unique_ptr<Token>> unlocked;
        for (const char *name : names) {
            Result<std::unique_ptr<Token>> token = m_hospital->gate.unlockToken(m_hospital->at(security), name, passphraseOf(name));
            if (!token)
                qFatal("%s: %s", name, token.error().detail.c_str());
            unlocked.push_back(std::move(*token));
        }
        return unlocked;
    }
    CardDesk::Issue issueFor(const CardHolder &holder, const std::string &role)
    {
        CardDesk::Issue issue{.reader = CardScene::reader(), .holder = holder, .role = role, .card = {}};
        issue.pin = &m_pin;
        return issue;
    }
    Result<Card> issue(const CardDesk::Issue &wanted, std::initializer_list<const char *> with = {second})
    {
        const auto unlocked = tokens(with);
        std::vector<Token *> cosigners;
        for (const auto &token : unlocked)
            cosigners.push_back(token.get());
        return m_desk.issue(m_hospital->at(security), wanted, cosigners, [](CardDesk::Step) {});
    }
    Result<Card> issue() { return issue(issueFor(doctor, m_role)); }
    Result<void> unlock(std::initializer_list<const char *> with, const SecureBytes &pin)
    {
        const auto unlocked = tokens(with);
        std::vector<Token *> cosigners;
        for (const auto &token : unlocked)
            cosigners.push_back(token.get());
        return m_desk.unlock(m_hospital->at(security), CardScene::reader(), "PIN 忘记", pin, cosigners);
    }
    Result<Receipt> change(CardState to, const std::vector<std::string> &with = {})
    {
        return m_hospital->submit(security, CommandKind::ChangeCard, toJson(CardChange{number(), to, "说明"}), with);
    }
    std::optional<Card> registered()
    {
        const auto card = m_hospital->read(security, [&](Connection &connection) { return readCard(connection, number()); });
        return card ? *card : std::nullopt;
    }
    /// Certificates made for this card that are neither revoked nor suspended.
    std::vector<Sha256> validCertificates()
    {
        const auto all = m_hospital->read(security, [&](Connection &connection) -> Result<std::vector<Sha256>> {
            Result<Statement> read = connection.prepare("SELECT blob.sha256 FROM card_order JOIN card_certificate ON order_id = card_order.id"
                                                        " JOIN blob ON blob.id = certificate_id WHERE card_order.card = ?1 AND NOT EXISTS"
                                                        " (SELECT 1 FROM revocation WHERE revocation.certificate_id = card_certificate.certificate_id)");
            if (!read)
                return fail(read.error());
            const std::string wanted = number();
            read->bind(1, wanted);
            std::vector<Sha256> names;
            const Result<void> done = forEachRow(*read, [&](const Statement &row) {
                Sha256 name{};
                std::ranges::copy(row.blob(0).first(name.size()), name.begin());
                names.push_back(name);
            });
            return done ? Result<std::vector<Sha256>>(names) : fail(done.error());
        });
        return all ? *all : std::vector<Sha256>{Sha256{}};
    }
    Bytes der(const Sha256 &certificate)
    {
        return m_hospital->read(security, [&](Connection &connection) { return readBlobNamed(connection, certificate); }).value_or(Bytes());
    }
    /// The public key that the card itself says lies in the slot.
    Bytes keyOnCard(PivSlot slot)
    {
        const auto line = m_scene.line();
        Result<PivCard> card = line ? PivCard::open(**line) : fail(line.error());
        const Result<PivKeyFacts> facts = card ? card->keyFacts(slot) : fail(card.error());
        return facts ? facts->publicKey : Bytes();
    }
    Result<void> tryPin(const char *pin)
    {
        const auto line = m_scene.line();
        Result<PivCard> card = line ? PivCard::open(**line) : fail(line.error());
        return card ? card->verifyPin(SecureBytes::copyOf(std::string_view(pin))) : fail(card.error());
    }
    Result<void> tryFactoryKey()
    {
        const auto line = m_scene.line();
        Result<PivCard> card = line ? PivCard::open(**line) : fail(line.error());
        const Result<PivManagementFacts> facts = card ? card->managementFacts() : fail(card.error());
        return facts ? card->authenticate(ManagementKey::factory(facts->algorithm)) : fail(facts.error());
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString reason = CardScene::skipReason(hindered); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        m_hospital = std::make_unique<Hospital>();
        VERIFY_OK(m_hospital->founded);
        VERIFY_OK(m_hospital->add(second, "信息科", {Role::SecurityAdmin}));
        const Result<std::string> root = m_hospital->makeCa(CaTree::Root, {}, {}, security, {second});
        VERIFY_OK(root);
        VERIFY_OK(m_hospital->makeCa(CaTree::Client, *root, {}, security, {second}));
        const CertificateRole role{.id = newUuid(), .name = "医生"}, full{.id = newUuid(), .name = "主任医师", .slots = {"9a", "9c", "9d"}, .days = 200};
        VERIFY_ERROR(m_hospital->submit(security, CommandKind::SaveRole, toJson(role)), ErrorCode::CosignerNeeded);
        VERIFY_OK(m_hospital->submit(security, CommandKind::SaveRole, toJson(role), {second}));
        VERIFY_OK(m_hospital->submit(security, CommandKind::SaveRole, toJson(full), {second}));
        m_role = role.id;
        m_fullRole = full.id;
    }
    void cleanupTestCase() { m_scene.card.reset(); }

    void anEmptyCardIsIssued_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("full");
        QTest::newRow("P-256") << int(KeyKind::EcP256) << false;
        QTest::newRow("P-384, three keys") << int(KeyKind::EcP384) << true;
        QTest::newRow("RSA 2048") << int(KeyKind::Rsa2048) << false;
    }
    void anEmptyCardIsIssued()
    {
        QFETCH(int, kind);
        QFETCH(bool, full);
        QVERIFY(newCard());
        m_scene.card->countAnew();
        CardDesk::Issue wanted = issueFor(doctor, full ? m_fullRole : m_role);
        wanted.algorithm = KeyKind(kind);
        const Result<Card> card = issue(wanted);
        VERIFY_OK(card);
        qInfo("%d commands to the card", m_scene.card->commands());
        QCOMPARE(card->number, number());
        QCOMPARE(int(card->state), int(CardState::Issued));
        QVERIFY(card->holder == doctor);
        QCOMPARE(card->certificates.size(), full ? 3u : 1u);
        for (const CardCertificate &certificate : card->certificates) {
            const Bytes made = der(certificate.sha256);
            const Result<CertificateListing> listing = readListing(made);
            VERIFY_OK(listing);
            QVERIFY2(listing->subject.contains(full ? "role=主任医师" : "role=医生"), listing->subject.c_str());
            QVERIFY2(listing->subject.contains("CN=李医生") && listing->subject.contains("UID=D-1001") && listing->subject.contains("OU=心内科"), listing->subject.c_str());
            const auto line = m_scene.line();
            Result<PivCard> onIt = PivCard::open(**line);
            VERIFY_OK(onIt);
            const PivSlot slot = certificate.slot == "9a" ? PivSlot::Authentication : certificate.slot == "9c" ? PivSlot::Signature : PivSlot::KeyManagement;
            QVERIFY(*onIt->certificate(slot) == made);
            QVERIFY(onIt->keyFacts(slot)->publicKey == *publicKeyOf(made));
        }
        // What the factory set is gone.
        VERIFY_ERROR(tryPin("123456"), ErrorCode::PinIncorrect);
        VERIFY_OK(tryPin("27182818"));
        VERIFY_ERROR(tryFactoryKey(), ErrorCode::ManagementKeyWrong);
        const Result<CardSight> sight = m_desk.lookAt(CardScene::reader());
        VERIFY_OK(sight);
        QVERIFY(!sight->asDelivered && sight->number == number());
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    void opensslVerifiesIt()
    {
        QVERIFY(newCard());
        const Result<Card> card = issue();
        VERIFY_OK(card);
        Stranger folder;
        folder.write("card.der", der(card->certificates.front().sha256));
        const auto cas = m_hospital->read(security, [](Connection &connection) { return readCas(connection); });
        VERIFY_OK(cas);
        folder.write("root.der", cas->at(0).certificate);
        folder.write("client.der", cas->at(1).certificate);
        for (const char *name : {"card", "root", "client"})
            QVERIFY(folder.openssl({"x509", "-inform", "DER", "-in", QLatin1String(name) + ".der", "-out", QLatin1String(name) + ".pem"}));
        QVERIFY2(folder.openssl({"verify", "-x509_strict", "-purpose", "sslclient", "-attime", QString::number(toUnix(m_hospital->now)), "-CAfile", "root.pem",
                                 "-untrusted", "client.pem", "card.pem"}),
                 folder.said());
        QVERIFY2(folder.openssl({"x509", "-in", "card.pem", "-noout", "-subject", "-nameopt", "RFC2253,utf8,-esc_msb"}).has("role=医生"), folder.said());
    }

    /// A card whose maker is none of the policy's proves nothing; without any there it is kept, and said not to be checked.
    void whatTheMakerAttestsIsHeldAgainstThePolicy()
    {
        const auto attested = [&] {
            const auto outcome = m_hospital->read(security, [](Connection &connection) -> Result<std::string> {
                Result<Statement> read = connection.prepare("SELECT outcome FROM entry WHERE kind = 'card.request' ORDER BY sequence DESC LIMIT 1");
                if (!read)
                    return fail(read.error());
                const Result<bool> row = read->step();
                return row ? Result<std::string>(std::string(read->text(0))) : fail(row.error());
            });
            return outcome.value_or(std::string());
        };
        QVERIFY(newCard());
        VERIFY_OK(issue());
        QCOMPARE(attested(), std::string(R"({"attestation":"not checked"})"));
        QVERIFY(newCard());
        Bytes maker;
        {
            const auto line = m_scene.line();
            Result<PivCard> card = PivCard::open(**line);
            VERIFY_OK(card);
            const Result<Bytes> issuer = card->attestationIssuer();
            VERIFY_OK(issuer);
            maker = *issuer;
        }
        const PrivateKey key = std::move(*PrivateKey::generate());
        const Bytes another = *makeAuthorityCertificate(key, "another maker", m_hospital->now, m_hospital->now + std::chrono::days(100));
        Policy policy = defaultPolicy();
        policy.attestationRoots = {another};
        VERIFY_OK(m_hospital->submit(security, CommandKind::SetPolicy, toJson(policy), {second}));
        VERIFY_ERROR(issue(), ErrorCode::CardProofFailed);
        QVERIFY(validCertificates().empty());
        policy.attestationRoots = {another, maker};
        VERIFY_OK(m_hospital->submit(security, CommandKind::SetPolicy, toJson(policy), {second}));
        VERIFY_OK(issue());
        QCOMPARE(attested(), std::string(R"({"attestation":"verified"})"));
        VERIFY_OK(m_hospital->submit(security, CommandKind::SetPolicy, toJson(defaultPolicy()), {second}));
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    /// As YubiKeys have it since 5.7: the key that attests is certified by a CA between it and the maker's root. Made by openssl.
    void theMakerAttestsOverAnIntermediate()
    {
        const auto issued = [&](const std::vector<Bytes> &makers, const Stranger &folder) -> Result<Card> {
            Policy policy = defaultPolicy();
            policy.attestationRoots = makers;
            if (const Result<Receipt> set = m_hospital->submit(security, CommandKind::SetPolicy, toJson(policy), {second}); !set)
                return fail(set.error());
            if (!newCard())
                return fail(ErrorCode::CardAbsent);
            {
                const auto line = m_scene.line();
                Result<PivCard> card = PivCard::open(**line);
                const Result<Bytes> own = card ? card->attestationIssuer() : fail(card.error());
                if (!own || !card->authenticate(CardScene::factoryKey(*m_scene.card)))
                    return fail(ErrorCode::CardFailed);
                folder.write("f9.pub", *publicKeyOf(*own));
                if (!folder.openssl({"pkey", "-pubin", "-inform", "DER", "-in", "f9.pub", "-out", "f9.pub.pem"})
                    || !folder.openssl({"x509", "-new", "-subj", "/CN=Attestation of one card", "-force_pubkey", "f9.pub.pem", "-CA", "between.pem", "-CAkey", "between.key",
                                        "-days", "5", "-extfile", "ca.cnf", "-outform", "DER", "-out", "f9.der"}))
                    return fail(ErrorCode::InvalidArgument, folder.said().toStdString());
                if (const Result<void> written = card->writeObject(0x5fff01, makeTlv(0x70, folder.read("f9.der"))); !written)
                    return fail(written.error());
            }
            return issue();
        };
        Stranger folder;
        folder.write("ca.cnf", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n");
        const QStringList key{"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"};
        QVERIFY(folder.openssl(QStringList{"req", "-x509"} + key + QStringList{"-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Maker root", "-days", "10"}));
        QVERIFY(folder.openssl(QStringList{"req", "-new"} + key + QStringList{"-keyout", "between.key", "-out", "between.csr", "-subj", "/CN=Maker PIV attestation"}));
        QVERIFY(folder.openssl({"x509", "-req", "-in", "between.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "9", "-extfile", "ca.cnf", "-out", "between.pem"}));
        for (const char *name : {"root", "between"})
            QVERIFY(folder.openssl({"x509", "-in", QLatin1String(name) + ".pem", "-outform", "DER", "-out", QLatin1String(name) + ".der"}));
        const Bytes root = folder.read("root.der"), between = folder.read("between.der");
        VERIFY_ERROR(issued({between}, folder), ErrorCode::Malformed); // a policy whose intermediate leads nowhere
        VERIFY_ERROR(issued({root}, folder), ErrorCode::CardProofFailed);    // the one between is unknown
        QVERIFY(validCertificates().empty());
        VERIFY_OK(issued({between, root}, folder));
        VERIFY_OK(m_hospital->submit(security, CommandKind::SetPolicy, toJson(defaultPolicy()), {second}));
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    /// Secrets stay where they belong: nothing of them is in the journal, and what the vault has is sealed.
    void theJournalHasNoSecrets()
    {
        QVERIFY(newCard());
        VERIFY_OK(issue());
        const auto secrets = m_hospital->at(security).cardSecrets(number());
        VERIFY_ERROR(secrets, ErrorCode::NotPermitted); // the order is done
        VERIFY_OK(unlock({second}, SecureBytes::copyOf("31415926")));
        const auto found = m_hospital->read(security, [&](Connection &connection) { return readVault(connection, "card " + number()); });
        VERIFY_OK(found);
        QCOMPARE(found->size(), std::size_t(12 + 40 + 16)); // nonce, one version, tag
        const auto texts = m_hospital->read(security, [](Connection &connection) -> Result<QByteArray> {
            Result<Statement> read = connection.prepare("SELECT command, outcome FROM entry");
            if (!read)
                return fail(read.error());
            QByteArray all;
            const Result<void> done = forEachRow(*read, [&](const Statement &row) {
                all.append(reinterpret_cast<const char *>(row.blob(0).data()), qsizetype(row.blob(0).size()));
                all.append(row.text(1).data(), qsizetype(row.text(1).size()));
            });
            return done ? Result<QByteArray>(all) : fail(done.error());
        });
        VERIFY_OK(texts);
        QVERIFY(texts->contains("李医生"));
        for (const char *secret : {"27182818", "31415926", "puk\"", "managementKey"})
            QVERIFY2(!texts->contains(secret), secret);
    }

    void nobodyAloneMintsAKey()
    {
        QVERIFY(newCard());
        VERIFY_ERROR(issue(issueFor(doctor, m_role), {}), ErrorCode::CosignerNeeded);
        QVERIFY(m_desk.lookAt(CardScene::reader())->asDelivered);
        QVERIFY(!registered());
        const Person own = m_hospital->at(security).officer();
        VERIFY_ERROR(issue(issueFor({own.id, own.name, own.department}, m_role)), ErrorCode::NotPermitted);
        VERIFY_ERROR(issue(issueFor({"another id", second, "信息科"}, m_role)), ErrorCode::NotPermitted); // the second signer's own
        QVERIFY(m_desk.lookAt(CardScene::reader())->asDelivered);
    }

    void theRoleBindsTheOrder()
    {
        QVERIFY(newCard());
        CardDesk::Issue tooLong = issueFor(doctor, m_fullRole);
        tooLong.days = 201;
        VERIFY_ERROR(issue(tooLong), ErrorCode::LimitExceeded);
        const CertificateRole nurses{.id = newUuid(), .name = "护士", .departments = {"急诊科"}};
        VERIFY_OK(m_hospital->submit(security, CommandKind::SaveRole, toJson(nurses), {second}));
        VERIFY_ERROR(issue(issueFor(doctor, nurses.id)), ErrorCode::NotPermitted);
        VERIFY_OK(m_hospital->submit(security, CommandKind::RemoveRole, toJson(RoleRemoval{nurses.id, nurses.name}), {second}));
        VERIFY_ERROR(issue(issueFor({"N-1", "王护士", "急诊科"}, nurses.id)), ErrorCode::NotFound);
        QVERIFY(m_desk.lookAt(CardScene::reader())->asDelivered);
    }

    void weakPins_data()
    {
        QTest::addColumn<QByteArray>("pin");
        QTest::addColumn<int>("code");
        QTest::newRow("the factory's") << QByteArray("123456") << int(ErrorCode::WeakPassphrase);
        QTest::newRow("one digit over and over") << QByteArray("0000000") << int(ErrorCode::WeakPassphrase);
        QTest::newRow("five digits") << QByteArray("27182") << int(ErrorCode::InvalidArgument);
        QTest::newRow("nine digits") << QByteArray("271828182") << int(ErrorCode::InvalidArgument);
    }
    void weakPins()
    {
        QFETCH(QByteArray, pin);
        QFETCH(int, code);
        const SecureBytes weak = SecureBytes::copyOf(std::string_view(pin.constData(), std::size_t(pin.size())));
        CardDesk::Issue wanted = issueFor(doctor, m_role);
        wanted.pin = &weak;
        VERIFY_ERROR(issue(wanted), ErrorCode(code));
    }

    void aUsedCardIsClearedOnlyWhenAgreed()
    {
        QVERIFY(newCard());
        Stranger folder;
        {
            const auto line = m_scene.line();
            VERIFY_OK(line);
            QVERIFY(!equip(**line, CardScene::factoryKey(*m_scene.card), folder, PivSlot::Signature, KeyKind::EcP256).empty());
        }
        CardDesk::Issue wanted = issueFor(doctor, m_role);
        VERIFY_ERROR(issue(wanted), ErrorCode::CardNotEmpty);
        QVERIFY(!keyOnCard(PivSlot::Signature).empty());
        QVERIFY(!registered());
        wanted.card = "1";
        VERIFY_ERROR(issue(wanted), ErrorCode::CardMismatch);
        wanted.card = number();
        wanted.clear = true;
        VERIFY_OK(issue(wanted));
        QVERIFY(keyOnCard(PivSlot::Signature).empty());
        QVERIFY(!keyOnCard(PivSlot::Authentication).empty());
        VERIFY_ERROR(issue(wanted), ErrorCode::Conflict); // it is somebody's now
    }

    void pulledOut_data()
    {
        QTest::addColumn<int>("command");
        QTest::addColumn<bool>("after");
        QTest::addColumn<bool>("used");
        const bool all = qgetenv("HUFU_CARD_FAULTS") == "all";
        for (const bool used : {false, true}) {
            QVERIFY(newCard());
            if (used) {
                const auto line = m_scene.line();
                QVERIFY(!equip(**line, CardScene::factoryKey(*m_scene.card), Stranger(), PivSlot::Signature, KeyKind::EcP256).empty());
            }
            m_scene.card->countAnew();
            CardDesk::Issue wanted = issueFor(doctor, m_role);
            wanted.clear = used;
            VERIFY_OK(issue(wanted));
            const int commands = m_scene.card->commands();
            for (int command = 1; command <= commands; ++command) {
                if (all || command % 9 == (used ? 4 : 0) || command > commands - (used ? 0 : 3)) {
                    for (const bool after : {false, true})
                        QTest::addRow("%s at %d of %d, %s", used ? "used card" : "new card", command, commands, after ? "done" : "not done") << command << after << used;
                }
            }
        }
    }
    /// Whatever command of an issue the card is pulled out at: the register and the journal say how it is, no certificate is in force whose key
    /// nobody holds, and the same card is issued by going on, or from the start.
    void pulledOut()
    {
        QFETCH(int, command);
        QFETCH(bool, after);
        QFETCH(bool, used);
        QVERIFY(newCard());
        if (used) {
            const auto line = m_scene.line();
            QVERIFY(!equip(**line, CardScene::factoryKey(*m_scene.card), Stranger(), PivSlot::Signature, KeyKind::EcP256).empty());
        }
        CardDesk::Issue wanted = issueFor(doctor, m_role);
        wanted.clear = used;
        m_scene.card->failAt(command, after ? CardFault::PulledAfter : CardFault::Pulled);
        const Result<Card> interrupted = issue(wanted);
        QVERIFY(m_scene.card->hasFailed());
        VERIFY_ERROR(interrupted, ErrorCode::CardAbsent);
        m_scene.card->forgetFaults();
        QVERIFY(m_scene.insertAgain());

        const std::optional<Card> midway = registered();
        if (midway) {
            QCOMPARE(int(midway->state), int(CardState::Issuing));
            QVERIFY(midway->holder == doctor);
        }
        for (const Sha256 &valid : validCertificates())
            QVERIFY2(*publicKeyOf(der(valid)) == keyOnCard(PivSlot::Authentication), "a certificate in force whose key is nowhere");
        QCOMPARE(m_hospital->faults(security), std::string());

        wanted.afresh = command % 2 == 0; // the other ones go on
        wanted.clear = wanted.afresh || used;
        const Result<Card> done = issue(wanted);
        VERIFY_OK(done);
        QCOMPARE(int(done->state), int(CardState::Issued));
        const std::vector<Sha256> valid = validCertificates();
        QCOMPARE(valid.size(), 1u);
        QVERIFY(valid.front() == done->certificates.front().sha256);
        QVERIFY(*publicKeyOf(der(valid.front())) == keyOnCard(PivSlot::Authentication));
        VERIFY_OK(tryPin("27182818"));
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    /// Another program, or a moment without power: nobody has to do anything.
    void aResetIsMadeGood()
    {
        QVERIFY(newCard());
        m_scene.card->failAt(30, CardFault::Reset);
        VERIFY_OK(issue());
        QVERIFY(m_scene.card->hasFailed());
        QCOMPARE(validCertificates().size(), 1u);
    }

    void lostIsRevokedAtOnce()
    {
        QVERIFY(newCard());
        const Result<Card> card = issue();
        VERIFY_OK(card);
        VERIFY_OK(change(CardState::Lost));
        QVERIFY(validCertificates().empty());
        const Sha256 name = card->certificates.front().sha256;
        const auto progress = m_hospital->read(security, [&](Connection &connection) { return readRevocationProgress(connection, name); });
        VERIFY_OK(progress);
        QVERIFY(*progress && (*progress)->inForce); // a CRL has it already
        QCOMPARE(int((*progress)->certificate.revoked->reason), int(RevocationReason::KeyCompromise));
        QCOMPARE(int(registered()->state), int(CardState::Lost));
        VERIFY_ERROR(issue(), ErrorCode::CardNotEmpty);
        CardDesk::Issue again = issueFor(doctor, m_role);
        again.clear = true;
        VERIFY_ERROR(issue(again), ErrorCode::Conflict); // found again, it is returned first
        VERIFY_OK(change(CardState::Returned));
        VERIFY_OK(issue(again));
        QCOMPARE(validCertificates().size(), 1u);
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    void aSuspensionIsLiftedByTwo()
    {
        QVERIFY(newCard());
        VERIFY_OK(issue());
        VERIFY_OK(change(CardState::Suspended));
        QVERIFY(validCertificates().empty());
        VERIFY_ERROR(change(CardState::Issued), ErrorCode::CosignerNeeded);
        VERIFY_OK(change(CardState::Issued, {second}));
        QCOMPARE(validCertificates().size(), 1u);
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    void aBlockedPinIsSetAgainByTwo()
    {
        QVERIFY(newCard());
        VERIFY_OK(issue());
        for (int i = 0; i < 3; ++i)
            (void)tryPin("000000");
        VERIFY_ERROR(tryPin("27182818"), ErrorCode::PinBlocked);
        const SecureBytes fresh = SecureBytes::copyOf("31415926");
        VERIFY_ERROR(unlock({}, fresh), ErrorCode::CosignerNeeded);
        VERIFY_ERROR(tryPin("27182818"), ErrorCode::PinBlocked);
        VERIFY_OK(unlock({second}, fresh));
        VERIFY_OK(tryPin("31415926"));
        QVERIFY(!registered()->unlockUntil);
        VERIFY_ERROR(m_hospital->at(security).cardSecrets(number()), ErrorCode::NotPermitted); // given out once
        for (int i = 0; i < 3; ++i)
            (void)tryPin("000000");
        VERIFY_OK(unlock({second}, m_pin)); // by the new PUK
        VERIFY_OK(tryPin("27182818"));
        QCOMPARE(m_scene.card->look([](const PivApplet &applet) { return applet.pukTries(); }), 3);
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    void unlockingGoesOnAfterTheCardWasPulled_data()
    {
        QTest::addColumn<int>("command");
        QTest::addColumn<bool>("after");
        QVERIFY(newCard());
        VERIFY_OK(issue());
        m_scene.card->countAnew();
        VERIFY_OK(unlock({second}, m_pin));
        const int commands = m_scene.card->commands();
        for (int command = commands - 2; command <= commands; ++command) { // selected, PIN set, PUK replaced
            QTest::addRow("not done %d of %d", command, commands) << command << false;
            QTest::addRow("done %d of %d", command, commands) << command << true;
        }
    }
    void unlockingGoesOnAfterTheCardWasPulled()
    {
        QFETCH(int, command);
        QFETCH(bool, after);
        QVERIFY(newCard());
        VERIFY_OK(issue());
        const SecureBytes fresh = SecureBytes::copyOf("31415926");
        m_scene.card->failAt(command, after ? CardFault::PulledAfter : CardFault::Pulled);
        VERIFY_ERROR(unlock({second}, fresh), ErrorCode::CardAbsent);
        m_scene.card->forgetFaults();
        QVERIFY(m_scene.insertAgain());
        VERIFY_OK(unlock({}, fresh)); // two have released it already
        VERIFY_OK(tryPin("31415926"));
        VERIFY_OK(unlock({second}, m_pin)); // the PUK that is kept is the card's
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    void theHolderChangesThePin()
    {
        QVERIFY(newCard());
        VERIFY_OK(issue());
        const SecureBytes fresh = SecureBytes::copyOf("31415926"), wrong = SecureBytes::copyOf("111112");
        const Result<void> refused = m_desk.changePin(CardScene::reader(), wrong, fresh);
        VERIFY_ERROR(refused, ErrorCode::PinIncorrect);
        QCOMPARE(refused.error().triesLeft, std::optional(2));
        VERIFY_OK(m_desk.changePin(CardScene::reader(), m_pin, fresh));
        VERIFY_OK(tryPin("31415926"));
    }

    void returnedAndWiped()
    {
        QVERIFY(newCard());
        VERIFY_OK(issue());
        House &house = m_hospital->at(security);
        VERIFY_ERROR(m_desk.wipe(house, CardScene::reader(), "退回"), ErrorCode::Conflict); // somebody's
        QVERIFY(!keyOnCard(PivSlot::Authentication).empty());
        VERIFY_OK(change(CardState::Returned));
        QVERIFY(validCertificates().empty());
        VERIFY_OK(m_desk.wipe(house, CardScene::reader(), "退回"));
        QVERIFY(m_desk.lookAt(CardScene::reader())->asDelivered);
        QCOMPARE(int(registered()->state), int(CardState::InStock));
        QVERIFY(registered()->holder.name.empty());
        VERIFY_OK(issue(issueFor({"D-1002", "孙医生", "门诊"}, m_role)));
        const auto history = m_hospital->read(security, [&](Connection &connection) { return readCardHistory(connection, number()); });
        VERIFY_OK(history);
        QCOMPARE(history->size(), 10u); // two issues of four entries, returned, wiped
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    void renewedWithTheSameKeys()
    {
        QVERIFY(newCard());
        CardDesk::Issue wanted = issueFor(doctor, m_fullRole);
        wanted.days = 30;
        const Result<Card> first = issue(wanted);
        VERIFY_OK(first);
        const Bytes key = keyOnCard(PivSlot::KeyManagement);
        m_hospital->now += std::chrono::days(20);
        CardDesk::Issue renewal = wanted;
        renewal.kind = RequestKind::Renew;
        const SecureBytes wrong = SecureBytes::copyOf("111112");
        renewal.pin = &wrong;
        VERIFY_ERROR(issue(renewal), ErrorCode::PinIncorrect);
        QVERIFY(registered()->certificates == first->certificates); // what is on it counts until others are handed over
        renewal.pin = &m_pin;
        const Result<Card> next = issue(renewal);
        VERIFY_OK(next);
        QCOMPARE(int(next->state), int(CardState::Issued));
        QVERIFY(next->ends > first->ends);
        QVERIFY(keyOnCard(PivSlot::KeyManagement) == key);
        QVERIFY(next->certificates[2].spkiSha256 == first->certificates[2].spkiSha256);
        VERIFY_OK(change(CardState::Lost));
        QVERIFY(validCertificates().empty()); // the earlier ones, of the same keys, too
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    /// A clinician is locked out at night: one officer alone gives another USBKey out, for hours, and a colleague reviews it. It makes nobody an officer.
    void aTemporaryKeyByOneAlone()
    {
        const CardHolder surgeon{"D-2001", "赵医生", "急诊科"};
        const auto temporary = [&](int hours) {
            CardDesk::Issue wanted = issueFor(surgeon, m_fullRole);
            wanted.hours = hours;
            wanted.note = "忘带 USBKey";
            return issue(wanted, {});
        };
        QVERIFY(newCard());
        VERIFY_ERROR(temporary(8), ErrorCode::NotPermitted); // no policy, and no USBKey that two gave out
        Policy policy = defaultPolicy();
        policy.temporaryRoles = {"主任医师"};
        policy.temporaryHours = 4;
        policy.temporaryDayMost = 1;
        VERIFY_OK(m_hospital->submit(security, CommandKind::SetPolicy, toJson(policy), {second}));
        VERIFY_ERROR(temporary(4), ErrorCode::NotPermitted);
        VERIFY_OK(issue(issueFor(surgeon, m_fullRole)));
        QVERIFY(newCard());
        VERIFY_ERROR(temporary(5), ErrorCode::LimitExceeded);
        QVERIFY(m_desk.lookAt(CardScene::reader())->asDelivered);
        const Result<Card> card = temporary(4);
        VERIFY_OK(card);
        QCOMPARE(card->hours, 4);
        QCOMPARE(card->certificates.size(), std::size_t(3));
        QCOMPARE(card->ends, m_hospital->now + std::chrono::hours(4));
        Person same;
        same.id = surgeon.id;
        QVERIFY(!isOfficersCard(*card, same));
        const std::string number = card->number, order = card->order;
        QVERIFY(newCard());
        VERIFY_ERROR(temporary(4), ErrorCode::LimitExceeded);
        const QJsonObject review = toJson(TemporaryReview{order, number, false, "已向科室核实"});
        VERIFY_ERROR(m_hospital->submit(security, CommandKind::ReviewTemporary, review), ErrorCode::NotPermitted);
        VERIFY_OK(m_hospital->submit(second, CommandKind::ReviewTemporary, review));
        VERIFY_ERROR(m_hospital->submit(second, CommandKind::ReviewTemporary, review), ErrorCode::Conflict);
        const auto due = m_hospital->read(security, [](Connection &connection) { return readTemporaryKeys(connection); });
        VERIFY_OK(due);
        QVERIFY(due->empty());
        m_hospital->now += std::chrono::hours(25);
        VERIFY_OK(temporary(1)); // another day
        VERIFY_OK(m_hospital->submit(security, CommandKind::SetPolicy, toJson(defaultPolicy()), {second}));
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    void whatNobodyFinishesLapses()
    {
        QVERIFY(newCard());
        m_scene.card->countAnew();
        VERIFY_OK(issue());
        const int commands = m_scene.card->commands();
        QVERIFY(newCard());
        m_scene.card->failAt(commands, CardFault::Pulled); // certified, never handed over
        VERIFY_ERROR(issue(), ErrorCode::CardAbsent);
        QCOMPARE(validCertificates().size(), 1u);
        m_hospital->now += std::chrono::hours(25);
        QVERIFY(m_hospital->at(security).upkeep().empty());
        QCOMPARE(int(registered()->state), int(CardState::InStock));
        QVERIFY(validCertificates().empty());
        QCOMPARE(m_hospital->faults(security), std::string());
    }

    void pilotModeWaivesAndMarks()
    {
        Hospital alone{Hospital::Alone{}};
        VERIFY_OK(alone.founded);
        const Result<std::string> root = alone.makeCa(CaTree::Root, {}, {}, Hospital::loner, {});
        VERIFY_OK(root);
        VERIFY_OK(alone.makeCa(CaTree::Client, *root, {}, Hospital::loner, {}));
        const CertificateRole role{.id = newUuid(), .name = "医生"};
        VERIFY_OK(alone.submit(Hospital::loner, CommandKind::SaveRole, toJson(role)));
        QVERIFY(newCard());
        const Person own = alone.at(Hospital::loner).officer();
        const Result<Card> card = m_desk.issue(alone.at(Hospital::loner), issueFor({own.id, own.name, own.department}, role.id), {}, [](CardDesk::Step) {});
        VERIFY_OK(card);
        const auto waived = alone.read(Hospital::loner, [](Connection &connection) { return readWaived(connection); });
        VERIFY_OK(waived);
        QCOMPARE(waived->back().kind, std::string(CommandKind::OrderCard));
        QVERIFY(waived->back().certificates == std::vector<Sha256>{card->certificates.front().sha256});
        QCOMPARE(alone.faults(Hospital::loner), std::string());
    }
};

HUFU_CARD_TEST_MAIN(CardIssuingTest)
#include "CardIssuingTest.moc"
