// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/CardDemand.h"

#include "models/domain/Card.h"
#include "models/domain/CertificateRole.h"
#include "models/pki/KeyWrap.h"
#include "tests/support/Hospital.h"

#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr const char *cardNumber = "20261128", *writes = Hospital::security, *writesToo = "陈安全";

} // namespace

/// Whom an authority on a server gives management key and PUK of a USBKey, and what of it helps who listens in.
class CardDemandTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Hospital> m_hospital;
    PrivateKey m_oneTime = std::move(*PrivateKey::generate());

    CardSecretsDemand demandOf(const std::string &name)
    {
        return {.house = m_hospital->at(name).record().id, .person = m_hospital->idOf(name), .card = cardNumber, .time = m_hospital->now, .key = *m_oneTime.publicKeyDer()};
    }
    Result<Bytes> signedBy(const std::string &name, const CardSecretsDemand &demand)
    {
        const Result<std::unique_ptr<Token>> token = m_hospital->gate.unlockToken(m_hospital->at(name), name, passphraseOf(name));
        const Result<std::string> text = encodeDemand(demand);
        return token && text ? (*token)->signData(viewOf(*text), m_hospital->now) : fail(ErrorCode::Internal);
    }
    Result<Bytes> answer(BytesView demand)
    {
        const HomePaths paths(m_hospital->folder.path().toStdString() + "/home");
        Result<Authority> authority
            = Authority::open(m_hospital->at(writes).databaseKey(), {paths.database, paths.checkpoint, [this] { return m_hospital->now; }});
        return authority ? answerCardDemand(*authority, demand) : fail(authority.error());
    }
    Result<Bytes> answerTo(const std::string &name, const CardSecretsDemand &demand)
    {
        const Result<Bytes> cms = signedBy(name, demand);
        return cms ? answer(*cms) : fail(cms.error());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_hospital = std::make_unique<Hospital>();
        VERIFY_OK(m_hospital->founded);
        VERIFY_OK(m_hospital->add(writesToo, "信息科", {Role::SecurityAdmin}));
        const Result<std::string> root = m_hospital->makeCa(CaTree::Root, {}, {}, writes, {writesToo});
        VERIFY_OK(root);
        const Result<std::string> clients = m_hospital->makeCa(CaTree::Client, *root, {}, writes, {writesToo});
        VERIFY_OK(clients);
        CertificateRole role{.id = newUuid(), .name = "医生"};
        role.slots = {"9a"};
        VERIFY_OK(m_hospital->submit(writes, CommandKind::SaveRole, toJson(role), {writesToo}));
        const CardOrder order{.id = newUuid(), .card = cardNumber, .model = "YubiKey 5.4.3", .holder = {"D-1001", "李医生", "心内科"}, .role = role.id, .roleName = role.name,
                              .profile = role.profile, .slots = role.slots, .days = 100, .ca = *clients};
        VERIFY_OK(m_hospital->submit(writes, CommandKind::OrderCard, toJson(order), {writesToo}));
    }

    void whoWritesItIsAnswered()
    {
        const CardSecretsDemand demand = demandOf(writes);
        const Result<Bytes> cms = signedBy(writes, demand);
        VERIFY_OK(cms);
        const Result<Bytes> wrapped = answer(*cms);
        VERIFY_OK(wrapped);
        const Result<SecureBytes> octets = unwrap(*wrapped, m_oneTime, demand.wrapContext());
        VERIFY_OK(octets);
        const auto secrets = unpackCardSecrets(octets->view());
        VERIFY_OK(secrets);
        QCOMPARE(secrets->size(), std::size_t(1));
        // They are what the vault has, and in clear nowhere in the answer.
        const auto kept = m_hospital->at(writes).cardSecrets(cardNumber);
        VERIFY_OK(kept);
        QVERIFY(secrets->front().managementKey.equals(kept->front().managementKey));
        QVERIFY(secrets->front().puk.equals(kept->front().puk));
        QVERIFY(std::ranges::search(*wrapped, kept->front().managementKey.view()).empty());
        QVERIFY(std::ranges::search(*wrapped, kept->front().puk.view()).empty());
        // Asked again with what was overheard: nothing but another box for the same key, which the listener has not; and soon nothing at all.
        const Result<Bytes> again = answer(*cms);
        VERIFY_OK(again);
        VERIFY_ERROR(unwrap(*again, *PrivateKey::generate(), demand.wrapContext()), ErrorCode::WrongPassphrase);
        m_hospital->now += demandLife + std::chrono::seconds(1);
        VERIFY_ERROR(answer(*cms), ErrorCode::Expired);
    }

    void nobodyElseIs_data()
    {
        QTest::addColumn<QString>("signer");
        QTest::addColumn<QString>("asks");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *signer, const char *asks, ErrorCode code) {
            QTest::newRow(name) << QString::fromUtf8(signer) << QString::fromUtf8(asks) << int(code);
        };
        row("who writes no USBKeys", Hospital::audit, Hospital::audit, ErrorCode::NotPermitted);
        row("in another's name", Hospital::audit, writes, ErrorCode::SignerUnknown);
        row("of one who may, for another", writesToo, writes, ErrorCode::SignerUnknown);
    }
    void nobodyElseIs()
    {
        QFETCH(const QString, signer);
        QFETCH(const QString, asks);
        QFETCH(const int, code);
        VERIFY_ERROR(answerTo(signer.toStdString(), demandOf(asks.toStdString())), ErrorCode(code));
    }

    void whatElseIsRefused()
    {
        CardSecretsDemand demand = demandOf(writes);
        demand.house = Sha256{1};
        VERIFY_ERROR(answerTo(writes, demand), ErrorCode::WrongHouse);
        demand = demandOf(writes);
        demand.card = "4711";
        VERIFY_ERROR(answerTo(writes, demand), ErrorCode::NotFound);
        demand = demandOf(writes);
        demand.time += demandLife + std::chrono::seconds(1);
        VERIFY_ERROR(answerTo(writes, demand), ErrorCode::FromTheFuture);
        demand = demandOf(writes);
        demand.person = newUuid();
        VERIFY_ERROR(answerTo(writes, demand), ErrorCode::SignerUnknown);
        demand = demandOf(writes);
        demand.key = {0x30, 0x00};
        VERIFY_ERROR(answerTo(writes, demand), ErrorCode::Unsupported);
        const std::string unsignedText = *encodeDemand(demandOf(writes));
        QVERIFY(!answer(viewOf(unsignedText)));
        // Whatever else an officer signs is no demand.
        const Result<std::unique_ptr<Token>> token = m_hospital->gate.unlockToken(m_hospital->at(writes), writes, passphraseOf(writes));
        VERIFY_OK(token);
        const Result<Bytes> other = (*token)->signData(viewOf(R"({"card":"20261128","purpose":"another"})"), m_hospital->now);
        VERIFY_OK(other);
        VERIFY_ERROR(answer(*other), ErrorCode::Malformed);
        // Signed by two is not what one asks.
        const Result<std::unique_ptr<Token>> too = m_hospital->gate.unlockToken(m_hospital->at(writes), writesToo, passphraseOf(writesToo));
        VERIFY_OK(too);
        const Result<Bytes> both = (*too)->addSignature(*signedBy(writes, demandOf(writes)), m_hospital->now);
        VERIFY_OK(both);
        VERIFY_ERROR(answer(*both), ErrorCode::SignerUnknown);
    }

    void anOrderThatLapsedGivesNothing()
    {
        m_hospital->now += cardOrderLife + std::chrono::hours(1);
        VERIFY_ERROR(answerTo(writes, demandOf(writes)), ErrorCode::NotPermitted);
    }
};

QTEST_GUILESS_MAIN(CardDemandTest)
#include "CardDemandTest.moc"
