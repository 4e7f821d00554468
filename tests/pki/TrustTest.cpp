// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Trust.h"

#include "tests/support/CertBuilder.h"
#include "tests/support/Der.h"

#include <QFile>
#include <QTest>

#include <thread>

using namespace hufu;
using namespace hufu::test;
using namespace std::chrono;

Q_DECLARE_METATYPE(hufu::TrustStatus)

namespace {

struct House {
    TestCertificate root = CertBuilder::ca("CN=Root,O=示例医院,C=CN", 900).build();
    TestCertificate issuing = CertBuilder::ca("CN=Issuing,O=示例医院,C=CN", 901).signedBy(root).basicConstraints(true, 0).build();
    TestCertificate stranger = CertBuilder::ca("CN=Stranger", 902).build();

    CertBuilder leaf() const { return CertBuilder::server("his.hospital.cn").signedBy(issuing); }
};

const House &house()
{
    static const House one;
    return one;
}

const Instant inJuly = sys_days(2026y / July / 1);

} // namespace

class TrustTest : public QObject
{
    Q_OBJECT

    static void row(const char *name, Bytes leaf, std::vector<Bytes> intermediates, TrustStatus status, int depth, Instant when = inJuly,
                    Bytes anchor = house().root.der)
    {
        QTest::newRow(name) << leaf << intermediates << anchor << when << status << depth;
    }

private Q_SLOTS:
    void verdicts_data()
    {
        QTest::addColumn<Bytes>("leaf");
        QTest::addColumn<std::vector<Bytes>>("intermediates");
        QTest::addColumn<Bytes>("anchor");
        QTest::addColumn<Instant>("when");
        QTest::addColumn<TrustStatus>("status");
        QTest::addColumn<int>("depth");
        const House &h = house();
        const std::vector<Bytes> via{h.issuing.der};
        const Instant from = sys_days(2026y / June / 1);
        const Instant until = from + days(90) - 1s;

        row("a good chain", h.leaf().der(), via, TrustStatus::Trusted, 0);
        row("first second of validity", h.leaf().der(), via, TrustStatus::Trusted, 0, from);
        row("a second before", h.leaf().der(), via, TrustStatus::NotYetValid, 0, from - 1s);
        row("last second of validity", h.leaf().der(), via, TrustStatus::Trusted, 0, until); // inclusive, RFC 5280 §4.1.2.5
        row("one second later", h.leaf().der(), via, TrustStatus::Expired, 0, until + 1s);
        const CertBuilder shortLived = CertBuilder::ca("CN=Issuing,O=示例医院,C=CN", 901).signedBy(h.root).validity(from, inJuly);
        row("the last second of the intermediate", h.leaf().der(), {shortLived.der()}, TrustStatus::Trusted, 0);
        row("the intermediate is expired", h.leaf().der(), {shortLived.der()}, TrustStatus::Expired, 1, inJuly + 1s);
        row("no intermediate at hand", h.leaf().der(), {}, TrustStatus::IssuerMissing, 0);
        row("an unreadable intermediate is a missing one", h.leaf().der(), {Bytes{0x30, 0x00}}, TrustStatus::IssuerMissing, 0);
        row("self-signed", CertBuilder::server("a.hospital.cn").der(), via, TrustStatus::SelfSigned, 0);
        row("a root that is no anchor", h.leaf().der(), {h.issuing.der, h.root.der}, TrustStatus::UntrustedRoot, 2, inJuly, h.stranger.der);
        row("an anchor that is no root", h.leaf().der(), {}, TrustStatus::Trusted, 0, inJuly, h.issuing.der);
        row("the leaf is itself the anchor", h.leaf().der(), {}, TrustStatus::Trusted, 0, inJuly, CertBuilder(h.leaf().serial(7)).der());
        row("a broken signature", h.leaf().corruptSignature().der(), via, TrustStatus::BadSignature, 0);
        row("issued by a leaf", CertBuilder::server("b.hospital.cn").signedBy(h.leaf().build()).der(),
            {h.leaf().der(), h.issuing.der}, TrustStatus::NotACa, 1);
        row("issued past the path length", CertBuilder::server("b.hospital.cn")
                .signedBy(CertBuilder::ca("CN=Too deep", 903).signedBy(h.issuing).build()).der(),
            {CertBuilder::ca("CN=Too deep", 903).signedBy(h.issuing).der(), h.issuing.der}, TrustStatus::NotACa, 2);
        row("SHA-1 below the root", h.leaf().digest("sha1").der(), via, TrustStatus::WeakAlgorithm, 0);
        row("RSA of 1024 bits", h.leaf().rsa(1024).der(), via, TrustStatus::WeakAlgorithm, 0);
        row("RSA of 2048 bits", h.leaf().rsa(2048).der(), via, TrustStatus::Trusted, 0);
        row("an unknown critical extension", h.leaf().extension("1.2.3.4.5", true, der::null()).der(), via,
            TrustStatus::UnhandledExtension, 0);
        row("an unknown extension, not critical", h.leaf().extension("1.2.3.4.5", false, der::null()).der(), via, TrustStatus::Trusted, 0);

        const auto permits = [](const char *dns) { // NameConstraints: permittedSubtrees [0] of dNSName [2]
            return der::sequence({der::context(0, der::sequence({der::contextPrimitive(2, viewOf(dns))}))});
        };
        const auto constrained = [&](const char *dns) {
            return CertBuilder::ca("CN=Issuing,O=示例医院,C=CN", 901).signedBy(h.root).extension("2.5.29.30", true, permits(dns)).der();
        };
        row("a name the constraints permit", h.leaf().der(), {constrained("hospital.cn")}, TrustStatus::Trusted, 0);
        row("a name outside the constraints", h.leaf().der(), {constrained("clinic.cn")}, TrustStatus::ConstraintViolated, 0);

        const TestCertificate gmRoot = CertBuilder::ca("CN=国密根,C=CN").sm2(900).build();
        const TestCertificate gmIssuing = CertBuilder::ca("CN=国密签发,C=CN").sm2(901).signedBy(gmRoot).build();
        const CertBuilder gmLeaf = CertBuilder::server("gm.hospital.cn").sm2().signedBy(gmIssuing);
        row("SM2 throughout, default identifier", gmLeaf.der(), {gmIssuing.der}, TrustStatus::Trusted, 0, inJuly, gmRoot.der);
        row("SM2, broken signature", CertBuilder(gmLeaf).corruptSignature().der(), {gmIssuing.der}, TrustStatus::BadSignature, 0, inJuly,
            gmRoot.der);
        row("an SM2 leaf under an ECDSA issuer", CertBuilder::server("gm.hospital.cn").sm2().signedBy(h.issuing).der(), via,
            TrustStatus::Trusted, 0);
        row("not a certificate", Bytes{1, 2, 3}, via, TrustStatus::Other, 0);
    }
    void verdicts()
    {
        QFETCH(Bytes, leaf);
        QFETCH(std::vector<Bytes>, intermediates);
        QFETCH(Bytes, anchor);
        QFETCH(Instant, when);
        QFETCH(TrustStatus, status);
        QFETCH(int, depth);
        if (QByteArray(QTest::currentDataTag()) == "the leaf is itself the anchor")
            leaf = anchor;
        const TrustResult result = verifyChain(leaf, intermediates, {anchor}, when);
        QVERIFY2(result.status == status, (std::string(trustStatusName(result.status)) + ": " + result.detail).c_str());
        QCOMPARE(result.depth, depth);
        QVERIFY(!result.detail.empty());
        if (status == TrustStatus::Trusted) {
            QCOMPARE(result.chain.front(), leaf);
            QCOMPARE(result.chain.back(), anchor);
        }
    }

    void aStoreIsSharedByThreads()
    {
        const AnchorStore store({house().root.der, Bytes{0x05, 0x00}}, {house().issuing.der});
        QCOMPARE(store.anchorCount(), std::size_t(1));
        QCOMPARE(store.unreadable(), std::size_t(1));
        const Bytes good = house().leaf().der();
        const Bytes bad = house().leaf().corruptSignature().der();
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < 4; ++t) {
                threads.emplace_back([&] {
                    for (int i = 0; i < 200; ++i) {
                        wrong += store.verify(good, inJuly).status != TrustStatus::Trusted;
                        wrong += store.verify(bad, inJuly).status != TrustStatus::BadSignature;
                    }
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
    }

    void theChainEndsWhereItBreaks()
    {
        const TrustResult result = verifyChain(house().leaf().der(), {house().issuing.der}, {house().stranger.der}, inJuly);
        QCOMPARE(result.status, TrustStatus::IssuerMissing);
        QCOMPARE(result.depth, 1);
        QCOMPARE(result.chain.size(), std::size_t(2));
    }

    void thisComputersBundle()
    {
        const QByteArray before = qgetenv("SSL_CERT_FILE");
        qputenv("SSL_CERT_FILE", QFile::encodeName(QCoreApplication::applicationFilePath()));
        QCOMPARE(QString::fromStdString(systemTrustBundlePath().value()), QCoreApplication::applicationFilePath());
        qputenv("SSL_CERT_FILE", "/nonexistent/bundle.pem");
        const Result<std::string> path = systemTrustBundlePath();
        QVERIFY(path ? QFile::exists(QString::fromStdString(*path)) : path.error().code == ErrorCode::NotFound);
        before.isNull() ? qunsetenv("SSL_CERT_FILE") : qputenv("SSL_CERT_FILE", before);
    }
};

QTEST_GUILESS_MAIN(TrustTest)
#include "TrustTest.moc"
