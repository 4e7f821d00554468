// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Authority.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/CaRules.h"
#include "models/pki/CertificateBundle.h"
#include "models/pki/CertificateRequest.h"
#include "models/pki/Digest.h"
#include "models/store/CaReader.h"
#include "models/store/RequestReader.h"
#include "models/store/Schema.h"
#include "models/store/Vault.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Hospital.h"
#include "tests/support/Peer.h"
#include "tests/support/Stranger.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>

using namespace hufu;
using namespace hufu::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *applicant = "张三", *head = "孙主任", *second = "周安全";
constexpr const char *host = "reg.hospital.example";

std::unique_ptr<SoftSigner> newKey(KeyKind kind = KeyKind::EcP256) { return std::make_unique<SoftSigner>(std::move(*PrivateKey::generate(kind))); }

CaPlan planOf(CaTree tree, const std::string &name, const std::string &parent = {}, const std::string &algorithm = "ec-p256")
{
    CaPlan plan;
    plan.id = newUuid();
    plan.tree = tree;
    plan.algorithm = algorithm;
    plan.parent = parent;
    plan.commonName = name;
    plan.organization = "第一医院";
    plan.locality = "上海市";
    if (tree == CaTree::Server)
        plan.domains = {"hospital.example"};
    plan.statusUrl = "http://pki.hospital.example";
    return plan;
}

/// A hospital whose people, in the end, issue certificates.
struct Scene {
    Hospital hospital{};
    Service service{newUuid(), "挂号", Tier::Core, "门诊", "王主任", {host}, false};
    std::string root{}, servers{}, clients{}; ///< ids of the CAs

    Scene() { hospital.now = systemNow(); } // strangers verify by the real clock

    Result<void> invite()
    {
        if (!hospital.founded)
            return hospital.founded;
        const struct {
            const char *name, *department;
            std::set<Role> roles;
        } people[] = {{applicant, "门诊", {Role::Applicant}},
                      {head, "门诊", {Role::DepartmentHead}},
                      {second, "信息科", {Role::SecurityAdmin}}};
        for (const auto &person : people) {
            if (const Result<Receipt> added = hospital.add(person.name, person.department, person.roles); !added)
                return fail(added.error());
        }
        const Result<Receipt> saved = hospital.submit(Hospital::security, CommandKind::SaveService, toJson(service));
        return saved ? Result<void>() : fail(saved.error());
    }
    Result<Receipt> order(const CaPlan &plan, const std::vector<std::string> &with = {second})
    {
        return hospital.submit(Hospital::security, CommandKind::CreateCa, toJson(plan), with);
    }
    /// A root, and under it both issuing CAs.
    Result<void> makeCas(const std::string &algorithm = "ec-p256")
    {
        CaPlan top = planOf(CaTree::Root, "根 " + algorithm, {}, algorithm);
        top.years = 20;
        root = top.id;
        const CaPlan server = planOf(CaTree::Server, "服务器 " + algorithm, root, algorithm);
        const CaPlan client = planOf(CaTree::Client, "终端 " + algorithm, root, algorithm);
        servers = server.id;
        clients = client.id;
        for (const CaPlan &plan : {top, server, client}) {
            if (const Result<Receipt> ordered = order(plan); !ordered)
                return fail(ordered.error());
        }
        return {};
    }
    CertificateAuthority ca(const std::string &id)
    {
        const auto found = hospital.read(Hospital::audit, [&](Connection &connection) { return readCa(connection, id); });
        return found && *found ? **found : CertificateAuthority();
    }
    RequestForm form(Signer &key, const std::string &name = host) const
    {
        RequestForm made;
        made.id = newUuid();
        made.csr = *makeRequest(key, {{"CN", name}}, {{name}, {}});
        made.service = service.id;
        made.purpose = "挂号窗口";
        made.system = "reg-01";
        made.days = 90;
        made.profile = "server";
        made.ca = servers;
        return made;
    }
    Result<Receipt> submit(const RequestForm &made) { return hospital.submit(applicant, CommandKind::SubmitRequest, toJson(made)); }
    Request request(const std::string &id)
    {
        const auto found = hospital.read(Hospital::audit, [&](Connection &connection) { return readRequest(connection, id); });
        return found && *found ? **found : Request();
    }
    QJsonObject approvalOf(const std::string &id) { return toJson(ReviewForm{{{id, request(id).version}}, Verdict::Approve, {}}); }
    Result<Receipt> approve(const std::string &id) { return hospital.submit(head, CommandKind::ReviewRequests, approvalOf(id)); }
    /// From asking to having: the certificate.
    Result<Bytes> obtain(const RequestForm &made)
    {
        if (const Result<Receipt> asked = submit(made); !asked)
            return fail(asked.error());
        if (const Result<Receipt> approved = approve(made.id); !approved)
            return fail(approved.error());
        return certificateOf(made.id);
    }
    Result<Bytes> certificateOf(const std::string &requestId)
    {
        const Request now = request(requestId);
        if (!now.certificate)
            return fail(ErrorCode::NotFound, "nothing was issued", requestStateName(now.state));
        return hospital.read(Hospital::audit, [&](Connection &connection) -> Result<Bytes> {
            const Result<std::optional<std::int64_t>> row = findCertificate(connection, *now.certificate);
            if (!row || !*row)
                return fail(ErrorCode::NotFound, "it is not among the certificates");
            return readBlob(connection, **row);
        });
    }
    /// Entries of a kind about a subject.
    std::ptrdiff_t entries(const char *kind, const std::string &subject)
    {
        const auto all = hospital.read(Hospital::audit, [](Connection &connection) { return readEntries(connection, {}, 0, 1000); });
        return all ? std::ranges::count_if(*all, [&](const Entry &entry) { return entry.kind == kind && entry.subject == subject; }) : -1;
    }
    /// A session of its own, with an authority that holds no key yet; of another process in all but name.
    std::unique_ptr<House> freshSession(const std::string &name)
    {
        Result<std::unique_ptr<House>> house = hospital.gate.open(name, passphraseOf(name));
        return house ? std::move(*house) : nullptr;
    }
    Connection database()
    {
        const HomePaths paths(hospital.folder.path().toStdString() + "/home");
        return std::move(*Connection::open(paths.database, hospital.at(Hospital::audit).databaseKey(), Connection::Access::ReadWrite));
    }
};

/// Whether strangers accept the chain.
void verifyChain(Stranger &stranger, const Bytes &leaf, const Bytes &issuing, const Bytes &root, const char *purpose)
{
    stranger.write("leaf.pem", pemOf(leaf));
    stranger.write("issuing.pem", pemOf(issuing));
    stranger.write("root.pem", pemOf(root));
    const Bytes chain[] = {leaf, issuing, root};
    stranger.write("chain.pem", chainPem(chain));
    const QStringList verify{"verify", "-x509_strict", "-purpose", purpose};
    QVERIFY2(stranger.run("openssl", verify + QStringList{"-CAfile", "root.pem", "-untrusted", "issuing.pem", "leaf.pem"}), stranger.said().constData());
    if (Peer::find("certtool").isEmpty())
        return;
    QVERIFY2(stranger.run("certtool", {"--verify-chain", "--infile", "chain.pem"}), stranger.said().constData());
    QVERIFY2(stranger.run("certtool", {"--certificate-info", "--infile", "leaf.pem"}), stranger.said().constData());
    QVERIFY2(!stranger.said().contains("error"), stranger.said().constData());
}

/// The same for SM2: OpenSSL 3.0 takes the identifier for the last certificate alone, and GnuTLS knows no SM2.
void verifySm2Chain(Stranger &stranger, const Bytes &leaf, const Bytes &issuing, const Bytes &root, const char *purpose)
{
    stranger.write("leaf.pem", pemOf(leaf));
    stranger.write("issuing.pem", pemOf(issuing));
    stranger.write("root.pem", pemOf(root));
    const QStringList verify{"verify", "-x509_strict", "-vfyopt", "distid:1234567812345678"};
    QVERIFY2(stranger.run("openssl", verify + QStringList{"-CAfile", "root.pem", "issuing.pem"}), stranger.said().constData());
    QVERIFY2(stranger.run("openssl", verify + QStringList{"-purpose", purpose, "-partial_chain", "-CAfile", "issuing.pem", "leaf.pem"}),
             stranger.said().constData());
}

constexpr const char *approveWord = "--approve";

/// What a process of its own does, to be killed at it: approve one request.
int approveAndPossiblyDie(char **arguments)
{
    const Instant now = fromUnix(std::atoll(arguments[1]));
    EmbeddedGate gate(arguments[0], ScryptCost{1024, 8, 1}, [now] { return now; });
    Result<std::unique_ptr<House>> house = gate.open(head, passphraseOf(head));
    if (!house)
        return 1;
    const ReviewForm review{{{arguments[2], Sequence(std::atoll(arguments[3]))}}, Verdict::Approve, {}};
    return (*house)->submit(CommandKind::ReviewRequests, toJson(review)) ? 0 : 1;
}

} // namespace

class IssuingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_scene = std::make_unique<Scene>();
        VERIFY_OK(m_scene->invite());
    }
    void cleanup()
    {
        const std::string faults = m_scene->hospital.faults(Hospital::audit);
        QVERIFY2(faults.empty(), faults.c_str());
        m_scene.reset();
    }

    void aCaIsFoundedByTwo()
    {
        Scene &scene = *m_scene;
        CaPlan root = planOf(CaTree::Root, "第一医院 根");
        VERIFY_ERROR(scene.order(root, {}), ErrorCode::CosignerNeeded);
        VERIFY_ERROR(scene.order(root, {Hospital::system}), ErrorCode::CosignerNeeded);
        VERIFY_ERROR(scene.hospital.submit(applicant, CommandKind::CreateCa, toJson(root), {second}), ErrorCode::NotPermitted);
        CaPlan server = planOf(CaTree::Server, "第一医院 服务器", root.id);
        VERIFY_ERROR(scene.order(server), ErrorCode::NotFound); // the root comes first
        VERIFY_OK(scene.order(root));
        VERIFY_OK(scene.order(server)); // for as many years as its root, made the same moment
        const CertificateAuthority top = scene.ca(root.id), issuing = scene.ca(server.id);
        QVERIFY(!top.certificate.empty() && !issuing.certificate.empty());
        QVERIFY(!top.pilot);
        QVERIFY(isActive(issuing, scene.hospital.now));
        QCOMPARE(toIso(*endOf(issuing)), toIso(*endOf(top)));
        QCOMPARE(scene.entries(CommandKind::CertifyCa, root.id), 1);
        QCOMPARE(scene.entries(CommandKind::CertifyCa, server.id), 1);
        VERIFY_ERROR(scene.order(server), ErrorCode::Conflict);
        // Both are in the inventory, and what issued which is known.
        const auto known = scene.hospital.read(Hospital::audit, [&](Connection &c) { return readIssued(c, sha256(issuing.certificate)); });
        VERIFY_OK(known);
        QVERIFY(*known && (*known)->isCa && (*known)->ca == root.id && !(*known)->revoked);
        const auto byRoot = scene.hospital.read(Hospital::audit, [&](Connection &c) { return readIssuedBy(c, root.id); });
        VERIFY_OK(byRoot);
        QCOMPARE(byRoot->size(), std::size_t(2));
    }

    void whatWasApprovedIsIssuedOnce()
    {
        Scene &scene = *m_scene;
        VERIFY_OK(scene.makeCas());
        const auto key = newKey();
        const RequestForm form = scene.form(*key);
        VERIFY_OK(scene.submit(form));
        VERIFY_ERROR(scene.certificateOf(form.id), ErrorCode::NotFound);
        VERIFY_ERROR(scene.hospital.submit(applicant, CommandKind::ReviewRequests, scene.approvalOf(form.id)), ErrorCode::NotPermitted);
        VERIFY_OK(scene.approve(form.id));
        const Result<Bytes> certificate = scene.certificateOf(form.id);
        VERIFY_OK(certificate);
        QCOMPARE(scene.request(form.id).state, RequestState::Issued);
        QCOMPARE(scene.entries(CommandKind::Issue, form.id), 1);
        QVERIFY(scene.hospital.at(head).upkeep().empty());
        QVERIFY(scene.freshSession(Hospital::security)->upkeep().empty());
        QCOMPARE(scene.entries(CommandKind::Issue, form.id), 1);

        const Result<CertificateListing> listing = readListing(*certificate);
        VERIFY_OK(listing);
        QCOMPARE(listing->subject, std::string("CN=reg.hospital.example,O=第一医院,L=上海市,C=CN"));
        QCOMPARE(listing->dnsNames, std::vector<std::string>{host});
        QCOMPARE(listing->notAfter - listing->notBefore, std::chrono::days(90) - 1s);
        const auto issued = scene.hospital.read(Hospital::audit, [&](Connection &c) { return readIssued(c, listing->sha256); });
        VERIFY_OK(issued);
        QVERIFY(*issued);
        QCOMPARE((*issued)->request, form.id);
        QCOMPARE((*issued)->service, scene.service.id);
        QVERIFY((*issued)->tier == Tier::Core);
        const auto bySerial
            = scene.hospital.read(Hospital::audit, [&](Connection &c) { return readIssuedBySerial(c, scene.servers, listing->serialNumber); });
        VERIFY_OK(bySerial);
        QVERIFY(*bySerial == *issued);

        Stranger stranger;
        stranger.write("leaf.pem", pemOf(*certificate));
        QVERIFY2(stranger.run("openssl", {"x509", "-in", "leaf.pem", "-noout", "-text"}), stranger.said().constData());
        for (const std::string &url : {crlUrlOf(scene.ca(scene.servers).plan), ocspUrlOf(scene.ca(scene.servers).plan), certificateUrlOf(scene.ca(scene.servers).plan)})
            QVERIFY2(stranger.said().contains(url.c_str()), url.c_str());
    }

    void strangersAcceptTheChain_data()
    {
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<int>("leaf");
        QTest::newRow("P-256") << "ec-p256" << int(KeyKind::EcP256);
        QTest::newRow("P-384") << "ec-p384" << int(KeyKind::EcP384);
        QTest::newRow("RSA-3072") << "rsa-3072" << int(KeyKind::Rsa2048);
        QTest::newRow("SM2") << "sm2" << int(KeyKind::Sm2);
        QTest::newRow("SM2 for a server with P-256") << "sm2" << int(KeyKind::EcP256);
    }
    void strangersAcceptTheChain()
    {
        QFETCH(QString, algorithm);
        QFETCH(int, leaf);
        Scene &scene = *m_scene;
        VERIFY_OK(scene.makeCas(algorithm.toStdString()));
        const auto key = newKey(KeyKind(leaf));
        const Result<Bytes> server = scene.obtain(scene.form(*key));
        VERIFY_OK(server);
        Stranger stranger;
        const auto verify = algorithm == "sm2" ? verifySm2Chain : verifyChain;
        verify(stranger, *server, scene.ca(scene.servers).certificate, scene.ca(scene.root).certificate, "sslserver");

        RequestForm form = scene.form(*key);
        const auto own = newKey(KeyKind(leaf));
        form.csr = *makeRequest(*own, {{"O", "自称"}, {"OU", "门诊"}, {"CN", "王医生"}}, {{}, {"email:wang@hospital.example"}});
        form.profile = "client";
        form.ca = scene.clients;
        const Result<Bytes> client = scene.obtain(form);
        VERIFY_OK(client);
        QCOMPARE(readListing(*client)->subject, std::string("CN=王医生,OU=门诊,O=第一医院,L=上海市,C=CN"));
        verify(stranger, *client, scene.ca(scene.clients).certificate, scene.ca(scene.root).certificate, "sslclient");
    }

    void nginxServesItAndCurlTrustsIt()
    {
        NEEDS("nginx");
        NEEDS("curl");
        Scene &scene = *m_scene;
        VERIFY_OK(scene.makeCas());
        const auto key = newKey();
        const Result<Bytes> certificate = scene.obtain(scene.form(*key));
        VERIFY_OK(certificate);
        const QTemporaryDir folder;
        const auto write = [&](const char *name, const std::string &text) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text.data(), qint64(text.size())) == qint64(text.size());
        };
        const Bytes chain[] = {*certificate, scene.ca(scene.servers).certificate};
        const SecureBytes pkcs8 = std::move(*key->key().toPkcs8());
        QVERIFY(write("chain.pem", chainPem(chain)));
        QVERIFY(write("key.pem", pemOf(pkcs8.view(), "PRIVATE KEY")));
        QVERIFY(write("root.pem", pemOf(scene.ca(scene.root).certificate)));
        QVERIFY(write("hello", "挂号"));
        const quint16 port = Peer::freePort();
        QVERIFY(write("nginx.conf", QString("daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\n access_log off;\n"
                                            " server { listen 127.0.0.1:%1 ssl; ssl_certificate chain.pem; ssl_certificate_key key.pem; root %2; }\n}\n")
                                        .arg(port)
                                        .arg(folder.path())
                                        .toStdString()));
        Peer server("nginx", {"-p", folder.path(), "-c", "nginx.conf", "-e", "stderr"}, folder.path());
        QVERIFY2(server.waitForPort(port), server.output().constData());
        Stranger stranger;
        const auto fetch = [&](const QString &name) {
            return stranger.run("curl", {"--silent", "--show-error", "--noproxy", "*", "--cacert", folder.filePath("root.pem"), "--resolve",
                                         QString("%1:%2:127.0.0.1").arg(name).arg(port), QString("https://%1:%2/hello").arg(name).arg(port)});
        };
        QVERIFY2(fetch(host), stranger.said().constData());
        QVERIFY2(stranger.said().contains("挂号"), stranger.said().constData());
        QVERIFY(!fetch("other.hospital.example"));
    }

    void renewingAndRekeyingSayWhatTheyReplace()
    {
        Scene &scene = *m_scene;
        VERIFY_OK(scene.makeCas());
        const auto key = newKey(), other = newKey();
        const Result<Bytes> first = scene.obtain(scene.form(*key));
        VERIFY_OK(first);
        RequestForm renewal = scene.form(*key);
        renewal.kind = RequestKind::Renew;
        renewal.replaces = sha256(*first);
        const Result<Bytes> renewed = scene.obtain(renewal);
        VERIFY_OK(renewed);
        QCOMPARE(toHex(readListing(*renewed)->spkiSha256), toHex(readListing(*first)->spkiSha256));
        RequestForm rekeying = scene.form(*other);
        rekeying.kind = RequestKind::Rekey;
        rekeying.replaces = sha256(*renewed);
        const Result<Bytes> rekeyed = scene.obtain(rekeying);
        VERIFY_OK(rekeyed);
        QVERIFY(readListing(*rekeyed)->spkiSha256 != readListing(*first)->spkiSha256);
        const auto by = [&](const Bytes &certificate) {
            return scene.hospital.read(Hospital::audit, [&](Connection &c) { return readReplacementOf(c, sha256(certificate)); });
        };
        QVERIFY(*by(*first) == std::optional(sha256(*renewed)));
        QVERIFY(*by(*renewed) == std::optional(sha256(*rekeyed)));
        QVERIFY(*by(*rekeyed) == std::nullopt);
        const auto all = scene.hospital.read(Hospital::audit, [](Connection &c) { return readReplacements(c); });
        VERIFY_OK(all);
        QCOMPARE(all->size(), std::size_t(2));
        QVERIFY(all->front().replaced == sha256(*first) && all->front().by == sha256(*renewed));
        // Several authorities were at work, each with a serial number of its own.
        QVERIFY(readListing(*first)->serialNumber != readListing(*renewed)->serialNumber);
    }

    void whatCannotBeIssuedStaysDueAndSaysWhy()
    {
        Scene &scene = *m_scene;
        VERIFY_OK(scene.makeCas());
        const std::string name = "ca key " + scene.servers;
        Connection database = scene.database();
        const Bytes box = *readVault(database, name);
        VERIFY_OK(removeVault(database, name)); // the key store fails
        const auto key = newKey();
        const RequestForm form = scene.form(*key);
        VERIFY_OK(scene.submit(form));
        // In a session of its own: the others have the key open.
        const auto house = scene.freshSession(head);
        VERIFY_OK(house->submit(CommandKind::ReviewRequests, scene.approvalOf(form.id)));
        const std::vector<Error> troubles = house->upkeep();
        QCOMPARE(troubles.size(), std::size_t(1));
        QCOMPARE(troubles[0].subject, std::string(host)); // what people call the request
        QCOMPARE(int(troubles[0].code), int(ErrorCode::NotFound));
        QCOMPARE(scene.request(form.id).state, RequestState::Approved);
        const HomePaths paths(scene.hospital.folder.path().toStdString() + "/home");
        Authority authority = std::move(*Authority::open(house->databaseKey(), {paths.database, paths.checkpoint, [&] { return scene.hospital.now; }}));
        QCOMPARE(authority.upkeep().size(), std::size_t(1));
        QCOMPARE(authority.troubles().size(), std::size_t(1));
        QCOMPARE(authority.troubles()[0].subject, form.id);

        VERIFY_OK(putVault(database, name, box));
        QVERIFY(authority.upkeep().empty());
        QVERIFY(authority.troubles().empty());
        QVERIFY(house->upkeep().empty());
        VERIFY_OK(scene.certificateOf(form.id));
        QCOMPARE(scene.entries(CommandKind::Issue, form.id), 1);
    }

    void anApprovalLapses()
    {
        Scene &scene = *m_scene;
        VERIFY_OK(scene.makeCas());
        const std::string name = "ca key " + scene.servers;
        Connection database = scene.database();
        const Bytes box = *readVault(database, name);
        VERIFY_OK(removeVault(database, name));
        const auto key = newKey();
        const RequestForm form = scene.form(*key);
        VERIFY_OK(scene.submit(form));
        const auto house = scene.freshSession(head);
        VERIFY_OK(house->submit(CommandKind::ReviewRequests, scene.approvalOf(form.id)));
        VERIFY_OK(putVault(database, name, box));
        scene.hospital.now += std::chrono::days(8);
        QVERIFY(house->upkeep().empty());
        QCOMPARE(scene.entries(CommandKind::Issue, form.id), 0);
    }

    void aTokenThatIsNotThereKeepsOnlyItsOwnCaFromWorking()
    {
        Scene &scene = *m_scene;
        VERIFY_OK(scene.makeCas());
        CaPlan plan = planOf(CaTree::Server, "在令牌里", scene.root);
        plan.keyStore = "pkcs11:token=hospital?module-path=/nowhere/module.so";
        VERIFY_OK(scene.order(plan));
        QVERIFY(scene.ca(plan.id).certificate.empty());
        const std::vector<Error> troubles = scene.hospital.at(Hospital::security).upkeep();
        QCOMPARE(troubles.size(), std::size_t(1));
        QCOMPARE(troubles[0].subject, plan.commonName);
        QCOMPARE(int(troubles[0].code), int(ErrorCode::NotFound));
        const auto key = newKey();
        VERIFY_OK(scene.obtain(scene.form(*key)));
    }

    /// Killed anywhere between the approval's click and its answer: afterwards there is exactly one certificate, or none and no approval.
    void killedOnTheWay()
    {
        Scene &scene = *m_scene;
        VERIFY_OK(scene.makeCas());
        int notApproved = 0, finished = 0;
        qint64 whole = 0; // what it takes unhindered on this machine: the first is left alone
        constexpr int rounds = 24;
        for (int round = 0; round <= rounds; ++round) {
            const auto key = newKey();
            const RequestForm form = scene.form(*key);
            VERIFY_OK(scene.submit(form));
            QProcess process;
            process.start(QCoreApplication::applicationFilePath(),
                          {approveWord, scene.hospital.folder.path() + "/home", QString::number(toUnix(scene.hospital.now)),
                           QString::fromStdString(form.id), QString::number(scene.request(form.id).version)});
            QElapsedTimer since;
            since.start();
            QVERIFY(process.waitForStarted());
            if (!process.waitForFinished(round == 0 ? 60'000 : int(whole * (20 + 4 * round) / 100))) {
                process.kill();
                QVERIFY(process.waitForFinished());
            }
            if (round == 0)
                whole = since.elapsed();
            finished += process.exitStatus() == QProcess::NormalExit;
            const auto house = scene.freshSession(Hospital::security);
            QVERIFY(house);
            QVERIFY(house->upkeep().empty());
            const bool approved = scene.request(form.id).state != RequestState::Open;
            notApproved += !approved;
            QCOMPARE(scene.entries(CommandKind::Issue, form.id), approved ? 1 : 0);
            if (approved)
                VERIFY_OK(scene.certificateOf(form.id));
        }
        qInfo("%d approvals: %d not begun, %d finished, the rest killed on the way", rounds + 1, notApproved, finished);
        QVERIFY(finished > 0 && finished < rounds + 1);
    }

    void keysLieSealedUnderTheirCasName()
    {
        Connection connection = std::move(*Connection::inMemory());
        VERIFY_OK(migrate(connection));
        CaKeys keys(SecureBytes::random(32));
        CertificateAuthority one, other;
        one.plan = planOf(CaTree::Root, "一");
        other.plan = planOf(CaTree::Root, "二");
        VERIFY_ERROR(keys.signer(connection, one, CaKeyUse::Ca), ErrorCode::NotFound);
        const auto made = keys.create(connection, one.plan, CaKeyUse::Ca, KeyKind::EcP256);
        VERIFY_OK(made);
        const Bytes box = *readVault(connection, "ca key " + one.plan.id);
        const Bytes clear(bytesOf((*made)->publicKey()));
        QVERIFY(std::ranges::search(box, BytesView(clear).last(64)).empty());
        // Another certificate than the key's.
        one.certificate = CertBuilder::ca("CN=一").der();
        VERIFY_ERROR(keys.signer(connection, one, CaKeyUse::Ca), ErrorCode::CryptoFailed);
        one.certificate = CertBuilder::ca("CN=一").publicKeyInfo(clear).der();
        const Result<Signer *> signer = keys.signer(connection, one, CaKeyUse::Ca);
        VERIFY_OK(signer);
        QVERIFY(std::ranges::equal((*signer)->publicKey(), clear));
        // Until it is locked, the vault is not asked again.
        VERIFY_OK(removeVault(connection, "ca key " + one.plan.id));
        VERIFY_OK(keys.signer(connection, one, CaKeyUse::Ca));
        keys.lock();
        VERIFY_ERROR(keys.signer(connection, one, CaKeyUse::Ca), ErrorCode::NotFound);
        // One CA's key does not pass for another's, nor for its responder's, nor in another house.
        VERIFY_OK(putVault(connection, "ca key " + other.plan.id, box));
        other.certificate = one.certificate;
        VERIFY_ERROR(keys.signer(connection, other, CaKeyUse::Ca), ErrorCode::WrongPassphrase);
        VERIFY_OK(putVault(connection, "responder key " + one.plan.id, box));
        one.responder = one.certificate;
        VERIFY_ERROR(keys.signer(connection, one, CaKeyUse::Responder), ErrorCode::WrongPassphrase);
        VERIFY_OK(putVault(connection, "ca key " + one.plan.id, box));
        VERIFY_ERROR(CaKeys(SecureBytes::random(32)).signer(connection, one, CaKeyUse::Ca), ErrorCode::WrongPassphrase);
        // A responder's next key takes the place of the one that is still open.
        const auto next = keys.create(connection, one.plan, CaKeyUse::Responder, KeyKind::EcP256);
        VERIFY_OK(next);
        one.responder = CertBuilder().publicKeyInfo(bytesOf((*next)->publicKey())).der();
        const Result<Signer *> current = keys.signer(connection, one, CaKeyUse::Responder);
        VERIFY_OK(current);
        QVERIFY(std::ranges::equal((*current)->publicKey(), (*next)->publicKey()));
    }

private:
    std::unique_ptr<Scene> m_scene;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 6 && std::string_view(argv[1]) == approveWord)
        return approveAndPossiblyDie(argv + 2);
    IssuingTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "IssuingTest.moc"
