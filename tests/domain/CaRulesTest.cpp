// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/CaRules.h"
#include "models/domain/TopicRules.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Verify.h"

#include <functional>

using namespace hufu;
using namespace hufu::test;

namespace {

using namespace std::chrono;

const Instant now = fromIso("2026-11-24T08:00:00Z").value();
constexpr const char *rootName = "CN=第一医院 根,O=第一医院,C=CN", *serverName = "CN=第一医院 服务器,O=第一医院,C=CN";
constexpr const char *serverAuth = "1.3.6.1.5.5.7.3.1", *clientAuth = "1.3.6.1.5.5.7.3.2", *ocspSigning = "1.3.6.1.5.5.7.3.9";

CaPlan planOf(CaTree tree, const std::string &name, const std::string &parent = {})
{
    CaPlan plan;
    plan.id = newUuid();
    plan.tree = tree;
    plan.parent = parent;
    plan.commonName = name;
    plan.organization = "第一医院";
    plan.locality = "上海市";
    plan.years = tree == CaTree::Root ? 20 : 10;
    plan.statusUrl = "http://pki.hospital.example";
    return plan;
}

Command commandOf(const char *kind, const QJsonObject &payload)
{
    Command command;
    command.kind = kind;
    command.payload = payload;
    return command;
}

/// A house with a root and a servers' CA, and a request that was approved; each test spoils one thing.
struct Scene {
    Scene()
    {
        CertificateAuthority top, server;
        top.plan = planOf(CaTree::Root, "第一医院 根");
        server.plan = planOf(CaTree::Server, "第一医院 服务器", top.plan.id);
        root = CertBuilder::ca(rootName, 901).validity(now - hours(24), now + days(7300)).build();
        issuing = CertBuilder::ca(serverName, 902).validity(now - hours(1), now + days(3650)).extendedKeyUsage({serverAuth}).signedBy(root).build();
        top.certificate = root.der;
        server.certificate = issuing.der;
        facts.cas = {top, server};
        facts.headSequence = 100;

        Request request;
        request.form.id = newUuid();
        request.form.ca = server.plan.id;
        request.form.profile = "server";
        request.form.days = 200;
        request.subject = "CN=王医生\\, 李,OU=门诊,O=某院";
        request.names = {"his.hospital.example", "ip:10.0.0.7"};
        request.spkiSha256 = readListing(leaf().der())->spkiSha256;
        request.state = RequestState::Approved;
        request.approved = now - hours(1);
        request.approvalLapses = now + days(7);
        request.lapses = now + days(14);
        facts.requests = {request};
    }
    CertBuilder leaf() const
    {
        CertBuilder builder;
        builder.subject("CN=his.hospital.example,O=第一医院,L=上海市,C=CN").dns("his.hospital.example").ip("10.0.0.7").ec("P-256", 7);
        builder.keyUsage(KeyUsage::DigitalSignature).extendedKeyUsage({serverAuth}).keyIdentifiers().signedBy(issuing);
        builder.notBefore(now - hours(1)).validFor(days(200));
        return builder;
    }
    CertBuilder responder() const
    {
        CertBuilder builder;
        builder.subject("CN=OCSP,O=第一医院,C=CN").keyUsage(KeyUsage::DigitalSignature).extendedKeyUsage({ocspSigning}).ocspNoCheck().keyIdentifiers();
        builder.signedBy(issuing).notBefore(now - hours(1)).validFor(days(30));
        return builder;
    }
    const std::string &rootId() const { return facts.cas[0].plan.id; }
    const std::string &serverId() const { return facts.cas[1].plan.id; }
    Result<Ruling> issue(const Bytes &certificate) const
    {
        const CertificateIssued act{facts.requests[0].form.id, facts.requests[0].form.ca, certificate};
        return ruleOnCas(facts, commandOf(CommandKind::Issue, toJson(act)), now);
    }
    Result<Ruling> certify(const std::string &ca, const Bytes &certificate) const
    {
        return ruleOnCas(facts, commandOf(CommandKind::CertifyCa, toJson(CaCertified{ca, certificate})), now);
    }
    Result<Ruling> certifyResponder(const Bytes &certificate) const
    {
        return ruleOnCas(facts, commandOf(CommandKind::CertifyResponder, toJson(CaCertified{serverId(), certificate})), now);
    }
    Result<Ruling> create(const CaPlan &plan) const { return ruleOnCas(facts, commandOf(CommandKind::CreateCa, toJson(plan)), now); }

    Facts facts;
    TestCertificate root, issuing;
};

} // namespace

using Spoil = std::function<void(Scene &, CertBuilder &)>;
using SpoilPlan = std::function<void(CaPlan &)>;
Q_DECLARE_METATYPE(Spoil)
Q_DECLARE_METATYPE(SpoilPlan)

class CaRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void payloadsComeBackAsTheyWere()
    {
        CaPlan plan = planOf(CaTree::Server, "服务器", newUuid());
        plan.domains = {"hospital.example", "医院.example"};
        VERIFY_ERROR(caPlanFromJson(toJson(plan)), ErrorCode::Malformed); // not in its normal form
        plan.domains[1] = "xn--fiq43lrrlz83b.example";
        plan.keyStore = "pkcs11:token=hospital;serial=42?module-path=/usr/lib/softhsm/libsofthsm2.so";
        const Result<CaPlan> read = caPlanFromJson(toJson(plan));
        VERIFY_OK(read);
        QVERIFY(*read == plan);
        const CrlPublished crl{newUuid(), 7, readListing(Scene().root.der)->sha256, now, now + days(7), 99};
        const Result<CrlPublished> again = crlPublishedFromJson(toJson(crl));
        VERIFY_OK(again);
        QCOMPARE(again->number, crl.number);
        QCOMPARE(again->sha256, crl.sha256);
        QCOMPARE(again->nextUpdate, crl.nextUpdate);
        QCOMPARE(again->upTo, crl.upTo);
        QJsonObject more = toJson(crl);
        more.insert("delta", true);
        VERIFY_ERROR(crlPublishedFromJson(more), ErrorCode::Malformed);
        VERIFY_ERROR(certificateIssuedFromJson(QJsonObject{{"request", "x"}, {"ca", qstr(newUuid())}, {"certificate", "AAAA"}}), ErrorCode::Malformed);
    }

    void plansThatCannotBe_data()
    {
        QTest::addColumn<SpoilPlan>("spoil");
        QTest::newRow("id") << SpoilPlan([](CaPlan &plan) { plan.id = "root"; });
        QTest::newRow("a root with a parent") << SpoilPlan([](CaPlan &plan) { plan.tree = CaTree::Root; });
        QTest::newRow("nobody's child") << SpoilPlan([](CaPlan &plan) { plan.parent.clear(); });
        QTest::newRow("no name") << SpoilPlan([](CaPlan &plan) { plan.commonName.clear(); });
        QTest::newRow("65 characters") << SpoilPlan([](CaPlan &plan) {
            plan.commonName.clear();
            for (int i = 0; i < 65; ++i)
                plan.commonName += "医";
        });
        QTest::newRow("blanks around") << SpoilPlan([](CaPlan &plan) { plan.organization = " 医院"; });
        QTest::newRow("unseen") << SpoilPlan([](CaPlan &plan) { plan.organization = "医\n院"; });
        QTest::newRow("country of three letters") << SpoilPlan([](CaPlan &plan) { plan.country = "CHN"; });
        QTest::newRow("country in small letters") << SpoilPlan([](CaPlan &plan) { plan.country = "cn"; });
        QTest::newRow("no year") << SpoilPlan([](CaPlan &plan) { plan.years = 0; });
        QTest::newRow("26 years") << SpoilPlan([](CaPlan &plan) { plan.years = 26; });
        QTest::newRow("a wildcard") << SpoilPlan([](CaPlan &plan) { plan.domains = {"*.hospital.example"}; });
        QTest::newRow("an address") << SpoilPlan([](CaPlan &plan) { plan.domains = {"10.0.0.1"}; });
        for (const char *url : {"https://pki.example", "http://", "pki.example", "http://pki.example/", "http://a b/x", "http://u@pki.example", "ldap://x",
                                "http://pki.example?x=1", "http://pki.example#x", "http://医院.example"})
            QTest::newRow(url) << SpoilPlan([url](CaPlan &plan) { plan.statusUrl = url; });
        for (const char *uri : {"/usr/lib/x.so", "pkcs11:token=a", "pkcs11:token=a?module-path=/x&pin-value=1234", "pkcs11:token=a?module-path=/x&pin-source=/p",
                                "pkcs11:token=a?module-path=/x&%70in-value=1234", "pkcs11:token=a b?module-path=/x"})
            QTest::newRow(uri) << SpoilPlan([uri](CaPlan &plan) { plan.keyStore = uri; });
    }
    void plansThatCannotBe()
    {
        QFETCH(SpoilPlan, spoil);
        CaPlan plan = planOf(CaTree::Server, "x", newUuid());
        VERIFY_OK(caPlanFromJson(toJson(plan)));
        spoil(plan);
        VERIFY_ERROR(caPlanFromJson(toJson(plan)), ErrorCode::Malformed);
    }

    void casAreOrderedInTheirOrder()
    {
        Scene scene;
        VERIFY_OK(scene.create(planOf(CaTree::Client, "终端", scene.rootId())));
        VERIFY_OK(scene.create(planOf(CaTree::Root, "国密 根")));
        CaPlan plan = planOf(CaTree::Client, "终端", scene.rootId());
        plan.id = scene.serverId();
        VERIFY_ERROR(scene.create(plan), ErrorCode::Conflict); // the id
        VERIFY_ERROR(scene.create(planOf(CaTree::Client, "第一医院 服务器", scene.rootId())), ErrorCode::Conflict);
        VERIFY_ERROR(scene.create(planOf(CaTree::Client, "终端", newUuid())), ErrorCode::NotFound);
        VERIFY_ERROR(scene.create(planOf(CaTree::Client, "终端", scene.serverId())), ErrorCode::NotFound); // its parent is no root
        for (const char *algorithm : {"rsa-2048", "rsa-1024", "ed25519"}) {
            plan = planOf(CaTree::Client, "终端", scene.rootId());
            plan.algorithm = algorithm;
            VERIFY_ERROR(scene.create(plan), ErrorCode::InvalidArgument);
        }
        for (const char *algorithm : {"ec-p256", "ec-p384", "rsa-3072", "rsa-4096", "sm2"}) {
            plan = planOf(CaTree::Client, "终端", scene.rootId());
            plan.algorithm = algorithm;
            VERIFY_OK(scene.create(plan));
        }
        plan = planOf(CaTree::Client, "终端", scene.rootId());
        plan.domains = {"hospital.example"};
        VERIFY_ERROR(scene.create(plan), ErrorCode::InvalidArgument);
        plan = planOf(CaTree::Client, "终端", scene.rootId());
        plan.years = 20; // the root has ten days less than that
        VERIFY_ERROR(scene.create(plan), ErrorCode::InvalidArgument);
        plan = planOf(CaTree::Server, "终端", scene.rootId());
        plan.locality.clear();
        VERIFY_ERROR(scene.create(plan), ErrorCode::InvalidArgument);
        plan = planOf(CaTree::Root, "短");
        plan.years = 7;
        VERIFY_ERROR(scene.create(plan), ErrorCode::InvalidArgument);
        Scene revoked;
        revoked.facts.cas[0].revoked = true;
        VERIFY_ERROR(revoked.create(planOf(CaTree::Client, "终端", revoked.rootId())), ErrorCode::Conflict);
        Scene empty;
        empty.facts.cas[0].certificate.clear();
        VERIFY_ERROR(empty.create(planOf(CaTree::Client, "终端", empty.rootId())), ErrorCode::Conflict);
    }

    void whereStatusIsFound()
    {
        CaPlan plan = planOf(CaTree::Server, "x", newUuid());
        plan.id = "0192f5a0-1234-7abc-8def-0123456789ab";
        QCOMPARE(crlUrlOf(plan), std::string("http://pki.hospital.example/crl/0192f5a0-1234-7abc-8def-0123456789ab.crl"));
        QCOMPARE(ocspUrlOf(plan), std::string("http://pki.hospital.example/ocsp"));
        QCOMPARE(certificateUrlOf(plan), std::string("http://pki.hospital.example/ca/0192f5a0-1234-7abc-8def-0123456789ab.cer"));
        QCOMPARE(policyOidOf(plan), std::string("2.25.1004022492926806443")); // 0x0def0123456789ab
    }

    void aTermOfYears()
    {
        const auto end = [](const char *from, int years) { return toIso(lastSecondAfterYears(*fromIso(from), years)); };
        QCOMPARE(end("2026-11-24T08:00:00Z", 10), std::string("2036-11-24T07:59:59Z"));
        QCOMPARE(end("2028-02-29T00:00:01Z", 1), std::string("2029-02-28T00:00:00Z"));
        QCOMPARE(end("2028-02-29T12:00:00Z", 4), std::string("2032-02-29T11:59:59Z"));
    }

    void aCaGetsTheCertificateThatWasOrdered_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, ErrorCode code, Spoil spoil) { QTest::newRow(name) << spoil << int(code); };
        row("another key", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.ec("P-384"); });
        row("another name", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.subject("CN=x,O=第一医院,C=CN"); });
        row("another organization", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.subject("CN=终端,O=x,C=CN"); });
        row("no CA", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.basicConstraints(false); });
        row("the servers' tree", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.extendedKeyUsage({serverAuth}); });
        row("both trees", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.extendedKeyUsage({serverAuth, clientAuth}); });
        row("for anything", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.without("2.5.29.37"); });
        row("signs no CRLs", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.keyUsage(KeyUsage::KeyCertSign); });
        row("a stranger's", ErrorCode::SignatureInvalid, [](Scene &, CertBuilder &b) { b.signedBy(CertBuilder::ca(rootName, 999).build()); });
        row("spoiled signature", ErrorCode::SignatureInvalid, [](Scene &, CertBuilder &b) { b.corruptSignature(); });
        row("by the other issuing CA", ErrorCode::SignatureInvalid, [](Scene &scene, CertBuilder &b) { b.signedBy(scene.issuing); });
        row("too long", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.validity(now, now + days(3660)); });
        row("later", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.notBefore(now + hours(1)); });
        row("backdated", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.notBefore(now - hours(25)); });
        row("a second one", ErrorCode::Conflict, [](Scene &scene, CertBuilder &) { scene.facts.cas[2].certificate = scene.issuing.der; });
        row("by a revoked root", ErrorCode::Conflict, [](Scene &scene, CertBuilder &) { scene.facts.cas[0].revoked = true; });
        row("nobody ordered it", ErrorCode::NotFound, [](Scene &scene, CertBuilder &) { scene.facts.cas[2].plan.id = newUuid(); });
        row("a small serial number", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.serial(7); });
        row("a used serial number", ErrorCode::Conflict, [](Scene &scene, CertBuilder &b) {
            const Bytes serial(12, 0x33);
            b.serialOctets(serial);
            IssuedCertificate other;
            other.ca = scene.rootId();
            other.serial = serial;
            scene.facts.issued = {other};
        });
    }
    void aCaGetsTheCertificateThatWasOrdered()
    {
        QFETCH(Spoil, spoil);
        QFETCH(int, code);
        Scene scene;
        CertificateAuthority client;
        client.plan = planOf(CaTree::Client, "终端", scene.rootId());
        const std::string id = client.plan.id;
        scene.facts.cas.push_back(client);
        CertBuilder builder = CertBuilder::ca("CN=终端,O=第一医院,C=CN", 903).extendedKeyUsage({clientAuth}).signedBy(scene.root);
        builder.validity(now - hours(1), now + days(3640));
        VERIFY_OK(scene.certify(id, builder.der()));
        spoil(scene, builder);
        VERIFY_ERROR(scene.certify(id, builder.der()), ErrorCode(code));
    }

    void aRootSignsItself()
    {
        Scene scene;
        scene.facts.cas[0].certificate.clear();
        VERIFY_OK(scene.certify(scene.rootId(), scene.root.der));
        CertBuilder foreign = CertBuilder::ca(rootName, 901).validity(now, now + days(7000)).signedBy(CertBuilder::ca(rootName, 950).build());
        VERIFY_ERROR(scene.certify(scene.rootId(), foreign.der()), ErrorCode::SignatureInvalid);
        CertBuilder named = CertBuilder::ca(rootName, 901).validity(now, now + days(7000)).extendedKeyUsage({serverAuth});
        VERIFY_ERROR(scene.certify(scene.rootId(), named.der()), ErrorCode::InvalidArgument);
        scene.facts.cas[0].plan.algorithm = "sm2";
        CertBuilder sm2 = CertBuilder::ca(rootName).sm2().validity(now, now + days(7000));
        VERIFY_OK(scene.certify(scene.rootId(), sm2.der()));
        VERIFY_ERROR(scene.certify(scene.rootId(), sm2.corruptSignature().der()), ErrorCode::SignatureInvalid);
    }

    void aResponderAnswersAndDoesNothingElse_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, ErrorCode code, Spoil spoil) { QTest::newRow(name) << spoil << int(code); };
        row("a server too", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.extendedKeyUsage({ocspSigning, serverAuth}); });
        row("no purpose", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.without("2.5.29.37"); });
        row("to be checked itself", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.without("1.3.6.1.5.5.7.48.1.5"); });
        row("a CA", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.basicConstraints(true); });
        row("for a year", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.validFor(days(365)); });
        row("the root's", ErrorCode::SignatureInvalid, [](Scene &scene, CertBuilder &b) { b.signedBy(scene.root); });
        row("of a CA that is revoked", ErrorCode::Conflict, [](Scene &scene, CertBuilder &) { scene.facts.cas[1].revoked = true; });
    }
    void aResponderAnswersAndDoesNothingElse()
    {
        QFETCH(Spoil, spoil);
        QFETCH(int, code);
        Scene scene;
        CertBuilder builder = scene.responder();
        VERIFY_OK(scene.certifyResponder(builder.der()));
        spoil(scene, builder);
        VERIFY_ERROR(scene.certifyResponder(builder.der()), ErrorCode(code));
    }

    void whatIsIssuedIsWhatWasApproved_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, ErrorCode code, Spoil spoil) { QTest::newRow(name) << spoil << int(code); };
        row("another key", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.ec("P-256", 8); });
        row("one name more", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.dns("evil.example"); });
        row("a name twice", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.dns("his.hospital.example"); });
        row("one name less", ErrorCode::InvalidArgument,
            [](Scene &scene, CertBuilder &) { scene.facts.requests[0].names.push_back("emr.hospital.example"); });
        row("another common name", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.subject("CN=evil.example,O=第一医院,C=CN"); });
        row("another organization", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.subject("CN=his.hospital.example,O=x,C=CN"); });
        row("a second longer", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.validFor(days(200) + seconds(1)); });
        row("longer than the CA", ErrorCode::InvalidArgument, [](Scene &scene, CertBuilder &b) {
            scene.facts.requests[0].form.days = 5000;
            b.validFor(days(4000));
        });
        row("a client's", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.extendedKeyUsage({clientAuth}); });
        row("a server's and a client's", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.extendedKeyUsage({serverAuth, clientAuth}); });
        row("a CA", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.basicConstraints(true); });
        row("signs certificates", ErrorCode::InvalidArgument,
            [](Scene &, CertBuilder &b) { b.keyUsage(KeyUsage::DigitalSignature | KeyUsage::KeyCertSign); });
        row("by the root", ErrorCode::SignatureInvalid, [](Scene &scene, CertBuilder &b) { b.signedBy(scene.root); });
        row("spoiled signature", ErrorCode::SignatureInvalid, [](Scene &, CertBuilder &b) { b.corruptSignature(); });
        row("by another CA than approved", ErrorCode::InvalidArgument,
            [](Scene &scene, CertBuilder &) { scene.facts.requests[0].form.ca = scene.facts.cas[0].plan.id; });
        row("by a suspended CA", ErrorCode::Conflict, [](Scene &scene, CertBuilder &) { scene.facts.cas[1].revoked = true; });
        row("not approved", ErrorCode::NotPermitted, [](Scene &scene, CertBuilder &) { scene.facts.requests[0].state = RequestState::Open; });
        row("rejected", ErrorCode::NotPermitted, [](Scene &scene, CertBuilder &) { scene.facts.requests[0].state = RequestState::Rejected; });
        row("approved too long ago", ErrorCode::NotPermitted,
            [](Scene &scene, CertBuilder &) { scene.facts.requests[0].approvalLapses = now - seconds(1); });
        row("once more", ErrorCode::Conflict, [](Scene &scene, CertBuilder &) { scene.facts.requests[0].state = RequestState::Issued; });
        row("a revoked key", ErrorCode::NotPermitted, [](Scene &scene, CertBuilder &) { scene.facts.keyRevoked = true; });
        row("no request", ErrorCode::NotFound, [](Scene &scene, CertBuilder &) { scene.facts.requests.clear(); });
        row("backdated", ErrorCode::InvalidArgument, [](Scene &, CertBuilder &b) { b.notBefore(now - hours(49)); });
        row("a used serial number", ErrorCode::Conflict, [](Scene &scene, CertBuilder &b) {
            const Bytes serial(12, 0x33);
            b.serialOctets(serial);
            IssuedCertificate other;
            other.ca = scene.serverId();
            other.serial = serial;
            scene.facts.issued = {other};
        });
    }
    void whatIsIssuedIsWhatWasApproved()
    {
        QFETCH(Spoil, spoil);
        QFETCH(int, code);
        Scene scene;
        CertBuilder builder = scene.leaf();
        const Request approved = scene.facts.requests[0];
        VERIFY_OK(scene.issue(builder.der()));
        spoil(scene, builder);
        const CertificateIssued act{approved.form.id, approved.form.ca, builder.der()};
        VERIFY_ERROR(ruleOnCas(scene.facts, commandOf(CommandKind::Issue, toJson(act)), now), ErrorCode(code));
    }

    void clientsAreNoServers()
    {
        Scene scene;
        scene.facts.cas[1].plan.tree = CaTree::Client;
        CertBuilder builder = scene.leaf().extendedKeyUsage({clientAuth}).subject("CN=王医生\\, 李,O=第一医院,C=CN");
        VERIFY_OK(scene.issue(builder.der()));
        VERIFY_ERROR(scene.issue(CertBuilder(builder).subject("CN=王医生,O=第一医院,C=CN").der()), ErrorCode::InvalidArgument);
        VERIFY_ERROR(scene.issue(scene.leaf().der()), ErrorCode::InvalidArgument);
        VERIFY_ERROR(scene.issue(builder.extendedKeyUsage({clientAuth, ocspSigning}).der()), ErrorCode::InvalidArgument);
        VERIFY_ERROR(scene.issue(builder.without("2.5.29.37").der()), ErrorCode::InvalidArgument);
    }

    void crlsNeverGoBack_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("begins"); // seconds from now
        QTest::addColumn<int>("ends");
        QTest::addColumn<int>("upTo");
        QTest::addColumn<int>("code"); // -1: fine
        QTest::newRow("the next") << 8 << 0 << 604800 << 60 << -1;
        QTest::newRow("nothing new") << 8 << -600 << 604800 << 50 << -1;
        QTest::newRow("the same number") << 7 << 0 << 604800 << 60 << int(ErrorCode::Conflict);
        QTest::newRow("one left out") << 9 << 0 << 604800 << 60 << int(ErrorCode::Conflict);
        QTest::newRow("older than the last") << 8 << -601 << 604800 << 60 << int(ErrorCode::InvalidArgument);
        QTest::newRow("of the future") << 8 << 1 << 604800 << 60 << int(ErrorCode::InvalidArgument);
        QTest::newRow("over before it begins") << 8 << 0 << 0 << 60 << int(ErrorCode::InvalidArgument);
        QTest::newRow("forgets what it knew") << 8 << 0 << 604800 << 49 << int(ErrorCode::InvalidArgument);
        QTest::newRow("knows what is to come") << 8 << 0 << 604800 << 101 << int(ErrorCode::InvalidArgument);
    }
    void crlsNeverGoBack()
    {
        QFETCH(int, number);
        QFETCH(int, begins);
        QFETCH(int, ends);
        QFETCH(int, upTo);
        QFETCH(int, code);
        Scene scene;
        CertificateAuthority &ca = scene.facts.cas[1];
        ca.crlNumber = 7;
        ca.crlThisUpdate = now - seconds(600);
        ca.crlUpTo = 50;
        const CrlPublished act{ca.plan.id, std::uint64_t(number), Sha256(), now + seconds(begins), now + seconds(ends), Sequence(upTo)};
        const Result<Ruling> ruling = ruleOnCas(scene.facts, commandOf(CommandKind::PublishCrl, toJson(act)), now);
        if (code < 0)
            VERIFY_OK(ruling);
        else
            VERIFY_ERROR(ruling, ErrorCode(code));
        ca.certificate.clear();
        VERIFY_ERROR(ruleOnCas(scene.facts, commandOf(CommandKind::PublishCrl, toJson(act)), now), ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(CaRulesTest)
#include "CaRulesTest.moc"
