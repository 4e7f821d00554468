// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/TokenPins.h"
#include "models/base/Uuid.h"
#include "models/store/Schema.h"
#include "tests/authority/CertifyingHouse.h"
#include "tests/support/SoftHsm.h"
#include "tests/support/Verify.h"

#include <QElapsedTimer>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr const char *label = "hospital";
constexpr const char *pin = "123456";

CertifyingHouse::KeyPlace placeIn(const QString &module)
{
    return {"pkcs11:token=hospital?module-path=" + module.toStdString(), pin};
}

bool all(const std::vector<Error> &troubles, ErrorCode code)
{
    return !troubles.empty() && std::ranges::all_of(troubles, [&](const Error &trouble) { return trouble.code == code; });
}

} // namespace

/// A house whose CAs have their keys in a PKCS#11 token (SoftHSM2): what it does, and how it goes on while the token does not.
class TokenKeysTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SoftHsm> m_hsm;

    static Result<Receipt> somethingElse(CertifyingHouse &scene)
    {
        const Service service{newUuid(), "another", Tier::General, "信息科", "李四", {"another.example"}, false};
        return scene.house().submit(CommandKind::SaveService, toJson(service));
    }
    /// A day later every CRL is to be signed anew.
    static std::vector<Error> nextDay(CertifyingHouse &scene)
    {
        scene.now += std::chrono::hours(25);
        return scene.house().upkeep();
    }

private Q_SLOTS:
    void init()
    {
        if (!SoftHsm::isThere())
            QSKIP("softhsm2 and opensc are not installed");
        m_hsm = std::make_unique<SoftHsm>();
        QVERIFY2(m_hsm->makeToken(label, pin), m_hsm->said());
    }

    void threeCasInAToken_data()
    {
        QTest::addColumn<QString>("algorithm");
        QTest::newRow("P-256") << "ec-p256";
        QTest::newRow("P-384") << "ec-p384";
    }
    void threeCasInAToken()
    {
        QFETCH(QString, algorithm);
        CertifyingHouse scene(algorithm.toStdString(), systemNow(), placeIn(SoftHsm::module()));
        for (const CertificateAuthority &ca : scene.cas()) {
            QVERIFY(!ca.certificate.empty());
            QVERIFY(ca.crlNumber > 0);
            QCOMPARE(ca.responder.empty(), ca.plan.tree == CaTree::Root);
        }
        const CertifyingHouse::Held server = scene.issue({.name = "registration.example"}), client = scene.issue({.name = "张医生", .profile = "client"});
        const auto verify = [&](const CertifyingHouse::Held &held) {
            return scene.bench().openssl({"verify", "-x509_strict", "-crl_check_all", "-attime", QString::number(toUnix(scene.now)), "-CAfile", scene.caFile(),
                                           "-CRLfile", scene.crlFile(), held.file});
        };
        for (const CertifyingHouse::Held &held : {server, client}) {
            const Said good = verify(held);
            QVERIFY2(good.exitCode == 0, good.text);
        }
        VERIFY_OK(scene.revoke({server.sha256}));
        QVERIFY(verify(server).has("certificate revoked"));

        // After a restart the keys are found again, and the PIN is known.
        scene.reopen();
        QVERIFY(nextDay(scene).empty());
        const Said good = verify(scene.issue({.name = "registration.example"}));
        QVERIFY2(good.exitCode == 0, good.text);

        // The keys of the CAs and of nobody else lie in the token: responders sign by the vault.
        const Said objects = m_hsm->tool(label, {"--login", "--pin", pin, "--list-objects", "--type", "privkey"});
        QVERIFY2(objects.exitCode == 0, objects.text);
        QCOMPARE(objects.text.count("Private Key Object"), 3);
        QCOMPARE(objects.text.count("sensitive, always sensitive, never extractable, local"), 3);
        for (const CertificateAuthority &ca : scene.cas())
            QVERIFY(objects.has(("ca key " + ca.plan.id).c_str()));
    }

    void aWrongPinIsNotKept()
    {
        CertifyingHouse scene;
        const auto place = placeIn(SoftHsm::faultyModule());
        VERIFY_ERROR(scene.gate().giveTokenPin(scene.house(), place.uri, SecureBytes::copyOf("000000")), ErrorCode::PinIncorrect);
        QCOMPARE(m_hsm->logins(), 1);
        CaPlan plan = scene.cas().front().plan;
        plan.id = newUuid();
        plan.commonName = "第二根";
        plan.keyStore = place.uri;
        VERIFY_OK(scene.house().submit(CommandKind::CreateCa, toJson(plan)));
        QVERIFY(scene.ca(plan.id).certificate.empty());
        QVERIFY(all(scene.house().upkeep(), ErrorCode::PinNeeded));
        QCOMPARE(m_hsm->logins(), 1);
        VERIFY_OK(scene.gate().giveTokenPin(scene.house(), place.uri, SecureBytes::copyOf(place.pin)));
        QVERIFY(scene.house().upkeep().empty());
        QVERIFY(!scene.ca(plan.id).certificate.empty());
    }

    void aPinThatNoLongerFitsIsTriedOnce()
    {
        const auto place = placeIn(SoftHsm::faultyModule());
        CertifyingHouse scene("ec-p256", systemNow(), place);
        QVERIFY2(m_hsm->changePin(label, pin, "654321"), m_hsm->said());
        scene.reopen();
        const qsizetype before = m_hsm->logins();
        QVERIFY(all(nextDay(scene), ErrorCode::PinIncorrect));
        QCOMPARE(m_hsm->logins(), before + 1); // for three CAs together
        QVERIFY(all(scene.house().upkeep(), ErrorCode::PinIncorrect));
        VERIFY_OK(somethingElse(scene));
        scene.reopen(); // nor by the next process
        QVERIFY(all(nextDay(scene), ErrorCode::PinIncorrect));
        QCOMPARE(m_hsm->logins(), before + 1);
        VERIFY_OK(scene.gate().giveTokenPin(scene.house(), place.uri, SecureBytes::copyOf("654321")));
        QVERIFY(scene.house().upkeep().empty());
        for (const CertificateAuthority &ca : scene.cas())
            QVERIFY(ca.crlThisUpdate > scene.now - std::chrono::hours(1));
    }

    void whatKeepsTheTokenFromSigning_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<int>("code");
        QTest::newRow("hangs as it is loaded") << QByteArray("hang C_Initialize") << int(ErrorCode::TokenTimedOut);
        QTest::newRow("hangs as it signs") << QByteArray("hang C_Sign") << int(ErrorCode::TokenTimedOut);
        QTest::newRow("crashes as it is loaded") << QByteArray("crash C_Initialize") << int(ErrorCode::TokenFailed);
        QTest::newRow("crashes as it signs") << QByteArray("crash C_Sign") << int(ErrorCode::TokenFailed);
        QTest::newRow("is pulled out") << QByteArray("unplug C_Sign") << int(ErrorCode::TokenAbsent);
    }
    /// Within five seconds, for all CAs together, it is said what is wrong; everything else goes on, and afterwards what was due is done.
    void whatKeepsTheTokenFromSigning()
    {
        QFETCH(QByteArray, fault);
        QFETCH(int, code);
        CertifyingHouse scene("ec-p256", systemNow(), placeIn(SoftHsm::faultyModule()));
        scene.reopen();
        m_hsm->setFault(fault);
        QElapsedTimer timer;
        timer.start();
        const std::vector<Error> troubles = nextDay(scene);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(troubles.size(), std::size_t(3));
        QVERIFY(all(troubles, ErrorCode(code)));
        timer.restart();
        VERIFY_OK(somethingElse(scene));
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        m_hsm->setFault();
        scene.reopen();
        QVERIFY(scene.house().upkeep().empty());
        for (const CertificateAuthority &ca : scene.cas())
            QVERIFY(ca.crlThisUpdate > scene.now - std::chrono::hours(1));
    }

    void whatIsNotThere()
    {
        CertifyingHouse scene("ec-p256", systemNow(), placeIn(SoftHsm::module()));
        scene.reopen();
        QVERIFY2(m_hsm->dropToken(label), m_hsm->said());
        QVERIFY(all(nextDay(scene), ErrorCode::TokenAbsent));
        VERIFY_OK(somethingElse(scene));
        CaPlan plan = scene.cas().front().plan;
        plan.id = newUuid();
        plan.commonName = "第二根";
        plan.keyStore = "pkcs11:token=hospital?module-path=/nowhere/module.so";
        VERIFY_ERROR(scene.gate().giveTokenPin(scene.house(), plan.keyStore, SecureBytes::copyOf(pin)), ErrorCode::NotFound);
        VERIFY_OK(scene.house().submit(CommandKind::CreateCa, toJson(plan)));
        const std::vector<Error> troubles = scene.house().upkeep();
        QVERIFY(std::ranges::any_of(troubles, [&](const Error &trouble) { return trouble.subject == plan.commonName && trouble.code == ErrorCode::NotFound; }));
    }

    void listsTokensByTheirUris()
    {
        QVERIFY2(m_hsm->makeToken("备用"), m_hsm->said());
        QVERIFY2(m_hsm->makeToken("备用"), m_hsm->said());
        EmbeddedGate gate("/nowhere");
        const Result<std::vector<KeyToken>> tokens = gate.keyTokens(SoftHsm::module().toStdString());
        VERIFY_OK(tokens);
        QCOMPARE(tokens->size(), std::size_t(3));
        for (const KeyToken &token : *tokens)
            QCOMPARE(token.uri.contains("serial="), token.label != label); // only where the label does not tell them apart
        VERIFY_ERROR(gate.keyTokens("libsofthsm2.so"), ErrorCode::InvalidArgument);
    }

    void pinsLieSealed()
    {
        Connection connection = std::move(*Connection::inMemory());
        VERIFY_OK(migrate(connection));
        const TokenPins pins(SecureBytes::random(32));
        const std::string uri = placeIn("/m.so").uri;
        VERIFY_ERROR(pins.read(connection, uri), ErrorCode::PinNeeded);
        VERIFY_OK(pins.keep(connection, uri, SecureBytes::copyOf("first")));
        const Result<TokenPins::Kept> first = pins.read(connection, uri);
        VERIFY_OK(first);
        QVERIFY(first->pin.equals(SecureBytes::copyOf("first")));
        VERIFY_ERROR(TokenPins(SecureBytes::random(32)).read(connection, uri), ErrorCode::WrongPassphrase);
        VERIFY_ERROR(pins.read(connection, uri + "x"), ErrorCode::PinNeeded);
        VERIFY_ERROR(pins.keep(connection, uri, SecureBytes()), ErrorCode::InvalidArgument);
        // A refusal that comes late does not touch the one that was given meanwhile.
        VERIFY_OK(pins.keep(connection, uri, SecureBytes::copyOf("second")));
        VERIFY_OK(pins.refuse(connection, uri, first->which));
        const Result<TokenPins::Kept> second = pins.read(connection, uri);
        VERIFY_OK(second);
        VERIFY_OK(pins.refuse(connection, uri, second->which));
        VERIFY_ERROR(pins.read(connection, uri), ErrorCode::PinIncorrect);
        VERIFY_OK(pins.keep(connection, uri, SecureBytes::copyOf("third")));
        VERIFY_OK(pins.read(connection, uri));
    }
};

QTEST_GUILESS_MAIN(TokenKeysTest)
#include "TokenKeysTest.moc"
