// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateIssuance.h"

#include "models/pki/CertificateParts.h"
#include "models/pki/Container.h"
#include "models/pki/Digest.h"
#include "models/pki/Lints.h"
#include "models/pki/Oids.h"
#include "models/pki/Trust.h"
#include "tests/support/Der.h"
#include "tests/support/Stranger.h"
#include "tests/support/TestKeys.h"
#include "tests/support/Verify.h"

#include <QElapsedTimer>
#include <QStandardPaths>

#include <map>
#include <set>

using namespace hufu;
using namespace std::chrono_literals;
namespace der = hufu::test::der;
using test::Stranger;

Q_DECLARE_METATYPE(hufu::KeyKind)

namespace {

const Instant now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) - 1h;
constexpr const char *policyOid = "2.25.987654321.1";

const CertificateProfile &profile(const std::string &name)
{
    static std::map<std::string, CertificateProfile> read;
    if (!read.contains(name))
        read.emplace(name, builtinProfile(name).value());
    return read.at(name);
}

struct Party {
    std::unique_ptr<SoftSigner> key;
    Bytes certificate;
};

std::unique_ptr<SoftSigner> newKey(KeyKind kind) { return std::make_unique<SoftSigner>(std::move(*PrivateKey::generate(kind))); }

/// What a house would ask of each profile.
IssuanceInput inputFor(const std::string &name, const Bytes &spki, const Bytes &issuer)
{
    const CertificateProfile &p = profile(name);
    IssuanceInput input{.profile = p,
                        .subject = {},
                        .names = {},
                        .spki = spki,
                        .issuer = issuer,
                        .serial = randomSerial(),
                        .notBefore = now,
                        .notAfter = lastSecond(now, p.defaultDays),
                        .crlUrl = "http://pki.his.example/ca.crl",
                        .ocspUrl = p.kind == CertificateProfile::Kind::EndEntity ? "http://pki.his.example/ocsp" : "",
                        .issuerUrl = "http://pki.his.example/ca.cer",
                        .policyOid = policyOid,
                        .permittedDomains = {}};
    const SubjectAttributes person{{"C", "CN"}, {"O", "第一人民医院"}, {"OU", "心内科"}, {"CN", "李 明"}, {"UID", "p-0815"}};
    const SubjectAttributes server{{"C", "CN"}, {"ST", "四川省"}, {"O", "第一人民医院"}, {"CN", "his.example"}};
    if (name == "root" || p.kind == CertificateProfile::Kind::IssuingCa || name == "ocsp-responder")
        input.subject = {{"C", "CN"}, {"O", "第一人民医院"}, {"CN", "Hufu " + name}};
    else if (name == "server" || name == "temporary")
        input.subject = server;
    else if (name == "server-ev-like")
        input.subject = {{"C", "CN"}, {"ST", "四川省"}, {"O", "第一人民医院"}, {"CN", "his.example"}, {"businessCategory", "Government Entity"},
                         {"jurisdictionC", "CN"}, {"serialNumber", "12510000450718X"}};
    else if (name == "device")
        input.subject = {{"O", "第一人民医院"}, {"OU", "ICU"}, {"CN", "MON-0042"}};
    else
        input.subject = person;
    if (name == "server-ca")
        input.permittedDomains = {"his.example", "hospital.cn"};
    if (name == "server" || name == "temporary")
        input.names = {{"his.example", "pacs.his.example"}, {"ip:10.0.0.1"}};
    else if (name == "server-ev-like")
        input.names = {{"his.example"}, {}};
    else if (name == "client")
        input.names = {{}, {"email:li.ming@his.example", "upn:li.ming@his.example"}};
    else if (name == "device")
        input.names = {{"mon-0042.icu.his.example"}, {}};
    else if (name == "officer-signing")
        input.names = {{}, {"email:li.ming@his.example"}};
    return input;
}

std::string parentOf(const std::string &name)
{
    if (name == "server-ca" || name == "client-ca")
        return "root";
    return name.starts_with("server") || name == "temporary" || name == "ocsp-responder" ? "server-ca" : "client-ca";
}

/// The CAs of one algorithm, made once.
const Party &authority(KeyKind kind, const std::string &name)
{
    static std::map<std::pair<KeyKind, std::string>, Party> made;
    const auto found = made.find({kind, name});
    if (found != made.end())
        return found->second;
    Party party{newKey(kind), {}};
    if (name == "root") {
        party.certificate = issueCertificate(inputFor(name, bytesOf(party.key->publicKey()), {}), *party.key).value();
    } else {
        const Party &root = authority(kind, "root");
        party.certificate = issueCertificate(inputFor(name, bytesOf(party.key->publicKey()), root.certificate), *root.key).value();
    }
    return made.emplace(std::pair{kind, name}, std::move(party)).first->second;
}

KeyKind leafKind(const std::string &name, KeyKind issuer)
{
    return name == "device" && issuer != KeyKind::Sm2 ? KeyKind::EcP256 : issuer;
}

/// A certificate of this profile under a CA of this kind, or that CA itself.
Bytes issued(const std::string &name, KeyKind kind)
{
    if (name == "root" || profile(name).isCa())
        return authority(kind, name).certificate;
    static std::map<KeyKind, std::unique_ptr<SoftSigner>> keys;
    std::unique_ptr<SoftSigner> &key = keys[leafKind(name, kind)];
    if (!key)
        key = newKey(leafKind(name, kind));
    const Party &issuer = authority(kind, parentOf(name));
    return issueCertificate(inputFor(name, bytesOf(key->publicKey()), issuer.certificate), *issuer.key).value();
}

Bytes extension(std::string_view oid, bool critical, const Bytes &value)
{
    return critical ? der::sequence({der::oid(oid), der::boolean(true), der::octetString(value)})
                    : der::sequence({der::oid(oid), der::octetString(value)});
}

Bytes keyId(const Bytes &certificate)
{
    const Sha256 digest = sha256(takeApart(certificate)->key);
    return Bytes(digest.begin(), digest.begin() + 20);
}

Bytes uri(std::string_view url) { return der::contextPrimitive(6, viewOf(url)); }

/// The extensions that standards.md §1.3 demands, written down a second time by the tests' own writer.
std::vector<Bytes> expectedExtensions(const std::string &name, KeyKind kind, const Bytes &certificate)
{
    const bool sm2 = kind == KeyKind::Sm2, rsa = kind == KeyKind::Rsa3072;
    const bool ca = name == "server-ca" || name == "client-ca", root = name == "root", ocsp = name == "ocsp-responder";
    std::vector<Bytes> expected;
    if (root || ca)
        expected.push_back(extension("2.5.29.19", true, root ? *fromHex("30030101ff") : *fromHex("30060101ff020100")));
    else if (sm2) // GM/T 0015
        expected.push_back(extension("2.5.29.19", false, *fromHex("3000")));
    const char *usage = root || ca                  ? "03020106"  // keyCertSign, cRLSign
        : name == "officer-signing"                 ? "030206c0"  // digitalSignature, nonRepudiation
        : name == "key-management" && sm2           ? "03020338"  // keyEncipherment, dataEncipherment, keyAgreement
        : name == "key-management" && rsa           ? "03020520"  // keyEncipherment
        : name == "key-management"                  ? "03020308"  // keyAgreement
                                                    : "03020780"; // digitalSignature
    expected.push_back(extension("2.5.29.15", true, *fromHex(usage)));
    const Bytes serverAuth = der::oid("1.3.6.1.5.5.7.3.1"), clientAuth = der::oid("1.3.6.1.5.5.7.3.2"), email = der::oid("1.3.6.1.5.5.7.3.4"),
                ocspSigning = der::oid("1.3.6.1.5.5.7.3.9"), logon = der::oid("1.3.6.1.4.1.311.20.2.2");
    if (!root)
        expected.push_back(extension("2.5.29.37", false,
                                     name == "client-ca"                                    ? der::sequence({clientAuth, email, logon})
                                         : name == "client"                                 ? der::sequence({clientAuth, logon})
                                         : name == "device"                                 ? der::sequence({clientAuth})
                                         : name == "officer-signing" || name == "key-management" ? der::sequence({email})
                                         : ocsp                                             ? der::sequence({ocspSigning})
                                                                                            : der::sequence({serverAuth})));
    expected.push_back(extension("2.5.29.14", false, der::octetString(keyId(certificate))));
    if (!root)
        expected.push_back(extension("2.5.29.35", false,
                                     der::sequence({der::contextPrimitive(0, keyId(authority(kind, parentOf(name)).certificate))})));
    const Bytes his = der::tlv(0x82, "his.example");
    const Bytes mail = der::tlv(0x81, "li.ming@his.example");
    if (name == "server" || name == "temporary")
        expected.push_back(extension("2.5.29.17", false, der::sequence({his, der::tlv(0x82, "pacs.his.example"), *fromHex("87040a000001")})));
    else if (name == "server-ev-like")
        expected.push_back(extension("2.5.29.17", false, der::sequence({his})));
    else if (name == "device")
        expected.push_back(extension("2.5.29.17", false, der::sequence({der::tlv(0x82, "mon-0042.icu.his.example")})));
    else if (name == "officer-signing")
        expected.push_back(extension("2.5.29.17", false, der::sequence({mail})));
    else if (name == "client")
        expected.push_back(extension("2.5.29.17", false,
                                     der::sequence({mail, der::context(0, der::join({der::oid("1.3.6.1.4.1.311.20.2.3"),
                                                                                    der::context(0, der::utf8String("li.ming@his.example"))}))})));
    if (!root && !ca && !ocsp && (name != "device" || sm2))
        expected.push_back(extension("2.5.29.32", false, der::sequence({der::sequence({der::oid(policyOid)})})));
    if (name == "server-ca") // permitted dNSName, critical
        expected.push_back(extension("2.5.29.30", true,
                                     der::sequence({der::context(0, der::join({der::sequence({der::tlv(0x82, "his.example")}),
                                                                              der::sequence({der::tlv(0x82, "hospital.cn")})}))})));
    if (!root && !ocsp) {
        expected.push_back(extension("2.5.29.31", false,
                                     der::sequence({der::sequence({der::context(0, der::context(0, uri("http://pki.his.example/ca.crl")))})})));
        const Bytes responder = der::sequence({der::oid("1.3.6.1.5.5.7.48.1"), uri("http://pki.his.example/ocsp")});
        const Bytes issuers = der::sequence({der::oid("1.3.6.1.5.5.7.48.2"), uri("http://pki.his.example/ca.cer")});
        expected.push_back(extension("1.3.6.1.5.5.7.1.1", false, ca ? der::sequence({issuers}) : der::sequence({responder, issuers})));
    }
    if (ocsp)
        expected.push_back(extension("1.3.6.1.5.5.7.48.1.5", false, der::null()));
    return expected;
}

std::vector<Bytes> extensionsOf(const Bytes &certificate)
{
    std::vector<Bytes> found;
    const std::optional<CertificateParts> parts = takeApart(certificate);
    for (const CertificateParts::Extension &e : parts->extensions)
        found.push_back(extension(oidText(e.oid), e.critical, bytesOf(e.value)));
    return found;
}

/// OpenSSL's words for what each is for. Its "smimeencrypt" knows keyEncipherment only, not the keyAgreement that EC keys have (RFC 8813 §3).
QString purposeOf(const std::string &name, KeyKind kind)
{
    if (name == "key-management" && (kind == KeyKind::EcP256 || kind == KeyKind::EcP384))
        return "any";
    return name.starts_with("server-c") || name == "client-ca" || name == "root" ? "any"
        : name.starts_with("server") || name == "temporary"                      ? "sslserver"
        : name == "officer-signing"                                              ? "smimesign"
        : name == "key-management"                                               ? "smimeencrypt"
        : name == "ocsp-responder"                                               ? "ocsphelper"
                                                                                 : "sslclient";
}

} // namespace

class CertificateIssuanceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyProfile_data()
    {
        QTest::addColumn<KeyKind>("kind");
        QTest::addColumn<QByteArray>("name");
        for (KeyKind kind : {KeyKind::EcP256, KeyKind::EcP384, KeyKind::Rsa3072, KeyKind::Sm2}) {
            for (const std::string &name : builtinProfileNames())
                QTest::addRow("%s, %s", name.c_str(), keyKindName(kind)) << kind << QByteArray::fromStdString(name);
        }
    }
    void everyProfile()
    {
        QFETCH(const KeyKind, kind);
        QFETCH(const QByteArray, name);
        const std::string profileName = name.toStdString();
        const Bytes certificate = issued(profileName, kind);

        // Byte by byte what the table says.
        const std::vector<Bytes> found = extensionsOf(certificate), expected = expectedExtensions(profileName, kind, certificate);
        for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i)
            QCOMPARE(toHex(found[i]), toHex(expected[i]));
        QCOMPARE(found.size(), expected.size());

        const Result<CertificateListing> listing = readListing(certificate);
        VERIFY_OK(listing);
        QCOMPARE(listing->version, 3);
        QCOMPARE(listing->serialNumber.size(), std::size_t(16));
        QVERIFY(!(listing->flags & CertificateFlag::SignatureAlgorithmMismatch));
        QVERIFY((listing->notAfter - listing->notBefore) + 1s == std::chrono::days(profile(profileName).defaultDays));
        if (profileName == "device" && kind == KeyKind::EcP256)
            QVERIFY2(certificate.size() <= 1024, std::to_string(certificate.size()).c_str());
        for (const Finding &finding : lint(certificate, *listing, ValidationClass::Private))
            QVERIFY2(finding.severity <= Severity::Low, (std::string(ruleName(finding.rule)) + ": " + finding.observed).c_str());

        // Our own verification, and that the issuer's signature is what counts.
        std::vector<Bytes> chain{certificate};
        for (std::string at = profileName; at != "root";) {
            at = parentOf(at);
            chain.push_back(authority(kind, at).certificate);
        }
        const std::vector<Bytes> intermediates(chain.begin() + (chain.size() > 1 ? 1 : 0), chain.end());
        const TrustResult trust = verifyChain(certificate, intermediates, {chain.back()}, now + 60s);
        QVERIFY2(trust.status == TrustStatus::Trusted, trust.detail.c_str());

        Stranger stranger;
        stranger.write("leaf.pem", toPem(certificate));
        stranger.write("root.pem", toPem(chain.back()));
        std::string between, all;
        for (std::size_t i = 0; i < chain.size(); ++i) {
            all += toPem(chain[i]);
            if (i > 0)
                between += toPem(chain[i]);
        }
        stranger.write("between.pem", between.empty() ? all : between);
        stranger.write("chain.pem", all);
        stranger.write("leaf.der", certificate);
        QVERIFY2(stranger.run("openssl", {"asn1parse", "-inform", "DER", "-in", "leaf.der"}), stranger.said());
        QStringList verify{"verify", "-x509_strict", "-policy_check", "-purpose", purposeOf(profileName, kind)};
        if (kind == KeyKind::Sm2) {
            // The tool takes the identifier for the certificate it judges, not for those above: each is judged under its issuer as anchor.
            stranger.write("issuer.pem", toPem(chain.size() > 1 ? chain[1] : chain[0]));
            verify << "-vfyopt" << "distid:1234567812345678" << "-partial_chain" << "-trusted" << "issuer.pem" << "leaf.pem";
        } else {
            verify << "-CAfile" << "root.pem" << "-untrusted" << "between.pem" << "leaf.pem";
        }
        QVERIFY2(stranger.run("openssl", verify), stranger.said());
        if (kind == KeyKind::Sm2 || QStandardPaths::findExecutable("certtool").isEmpty())
            return;
        QVERIFY2(stranger.run("certtool", {"--certificate-info", "--infile", "leaf.pem"}), stranger.said());
        QVERIFY2(!stranger.said().contains("error"), stranger.said());
        QVERIFY2(stranger.run("certtool", {"--verify-chain", "--infile", "chain.pem"}), stranger.said());
        QVERIFY2(stranger.said().contains("Verified. The certificate is trusted."), stranger.said());
    }

    /// Validity and names in their string types, as bytes: RFC 5280 §4.1.2.4 and §4.1.2.5.
    void tbsIsWrittenAsRfc5280HasIt()
    {
        const Party &ca = authority(KeyKind::EcP256, "server-ca");
        IssuanceInput input = inputFor("temporary", bytesOf(newKey(KeyKind::EcP256)->publicKey()), ca.certificate);
        input.notBefore = *fromIso("2027-01-01T00:00:00Z");
        input.notAfter = lastSecond(input.notBefore, 7);
        QCOMPARE((input.notAfter - input.notBefore).count(), 604'799);
        const Result<Bytes> tbs = makeTbsCertificate(input, KeyKind::EcP256);
        VERIFY_OK(tbs);
        QCOMPARE(*makeTbsCertificate(input, KeyKind::EcP256), *tbs);
        const std::string hex = toHex(*tbs);
        const Bytes validity = der::sequence({der::tlv(0x17, "270101000000Z"), der::tlv(0x17, "270107235959Z")});
        QVERIFY(hex.find(toHex(validity)) != std::string::npos);
        const auto rdn = [](std::string_view oid, const Bytes &value) { return der::set({der::sequence({der::oid(oid), value})}); };
        const Bytes subject = der::sequence({rdn("2.5.4.6", der::tlv(0x13, "CN")), rdn("2.5.4.8", der::utf8String("四川省")),
                                             rdn("2.5.4.10", der::utf8String("第一人民医院")), rdn("2.5.4.3", der::utf8String("his.example"))});
        QVERIFY(hex.find(toHex(subject)) != std::string::npos);
        QVERIFY(hex.find(toHex(der::join({der::unsignedInteger(input.serial), signatureAlgorithmOf(KeyKind::EcP256)}))) != std::string::npos);

        std::ranges::reverse(input.subject); // asked for in another order, written in the same
        QCOMPARE(*makeTbsCertificate(input, KeyKind::EcP256), *tbs);
    }

    /// A root that outlives 2049 says so in GeneralizedTime.
    void beyond2049()
    {
        const std::unique_ptr<SoftSigner> key = newKey(KeyKind::EcP256);
        IssuanceInput input = inputFor("root", bytesOf(key->publicKey()), {});
        input.notBefore = *fromIso("2026-11-24T00:00:00Z");
        input.notAfter = lastSecond(input.notBefore, 9132);
        const Result<Bytes> tbs = makeTbsCertificate(input, KeyKind::EcP256);
        VERIFY_OK(tbs);
        QVERIFY(toHex(*tbs).find(toHex(der::tlv(0x18, "20511124235959Z"))) != std::string::npos);
        QVERIFY(toHex(*tbs).find(toHex(der::tlv(0x17, "261124000000Z"))) != std::string::npos);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("which");
        int which = 0;
        for (const char *row : {"an attribute the profile lacks", "a missing attribute", "none of ST and L", "common name not among the names", "no names",
                                "a wildcard in EV", "an address in EV", "a mail address for a server", "a day too long", "a second too long for seven days",
                                "seven days less a second", "end before beginning", "serial number 0", "serial number of 160 bits", "https CRL",
                                "no policy", "reserved policy", "RSA for a device", "short RSA key", "outside the name constraints", "a parent of it",
                                "a leaf as issuer", "a CA below pathLen 0", "beyond the issuer's end", "another signing key", "country in small letters",
                                "a common name of 65 characters", "no issuer", "OU for a server", "a common name that turns around"})
            QTest::newRow(row) << QByteArray(row) << which++;
    }
    void refused()
    {
        QFETCH(const QByteArray, name);
        const Party &ca = authority(KeyKind::EcP256, "server-ca");
        const std::unique_ptr<SoftSigner> key = newKey(KeyKind::EcP256), stranger = newKey(KeyKind::EcP256);
        const Bytes spki = bytesOf(key->publicKey());
        Signer *signer = ca.key.get();
        std::unique_ptr<IssuanceInput> input;
        const auto start = [&](const char *profileName) -> IssuanceInput & {
            input = std::make_unique<IssuanceInput>(inputFor(profileName, spki, authority(KeyKind::EcP256, parentOf(profileName)).certificate));
            signer = authority(KeyKind::EcP256, parentOf(profileName)).key.get();
            return *input;
        };
        const auto drop = [](IssuanceInput &from, const char *type) { std::erase_if(from.subject, [&](const SubjectAttribute &a) { return a.type == type; }); };
        ErrorCode expected = ErrorCode::InvalidArgument;

        // Before each change the same input is good, so that it is the change that is refused.
        const auto mustBeGood = [&] { return issueCertificate(*input, *signer).has_value(); };
        start(name.contains("EV") ? "server-ev-like" : name.contains("seven") ? "temporary" : name.contains("device") ? "device"
                  : name.contains("pathLen") ? "client-ca" : "server");
        QVERIFY(mustBeGood());
        IssuanceInput &in = *input;
        if (name == "an attribute the profile lacks") in.subject.push_back({"UID", "x"});
        else if (name == "OU for a server") in.subject.push_back({"OU", "x"});
        else if (name == "a missing attribute") drop(in, "O");
        else if (name == "none of ST and L") drop(in, "ST");
        else if (name == "common name not among the names") in.names.dnsNames = {"pacs.his.example"};
        else if (name == "no names") { in.names = {}; drop(in, "CN"); }
        else if (name == "a wildcard in EV") in.names.dnsNames.push_back("*.his.example");
        else if (name == "an address in EV") in.names.otherNames.push_back("ip:10.0.0.1");
        else if (name == "a mail address for a server") in.names.otherNames.push_back("email:a@his.example");
        else if (name == "a day too long") in.notAfter += 24h;
        else if (name == "a second too long for seven days") in.notAfter += 1s;
        else if (name == "seven days less a second") in.notAfter -= 1s;
        else if (name == "end before beginning") in.notAfter = in.notBefore - 1s;
        else if (name == "serial number 0") in.serial = {0, 0};
        else if (name == "serial number of 160 bits") in.serial = Bytes(20, 0x80);
        else if (name == "https CRL") in.crlUrl = "https://pki.his.example/ca.crl";
        else if (name == "no policy") in.policyOid.clear();
        else if (name == "reserved policy") in.policyOid = "2.23.140.1.2.2";
        else if (name == "RSA for a device") in.spki = bytesOf(newKey(KeyKind::Rsa2048)->publicKey());
        else if (name == "short RSA key") in.spki = test::pooledKey({.kind = test::KeySpec::Kind::Rsa, .bits = 1024}).spki;
        else if (name == "outside the name constraints") { in.names.dnsNames.push_back("evilhis.example"); expected = ErrorCode::NotPermitted; }
        else if (name == "a parent of it") { in.names.dnsNames.push_back("example"); expected = ErrorCode::NotPermitted; }
        else if (name == "a leaf as issuer") { in.issuer = issued("server", KeyKind::EcP256); expected = ErrorCode::NotPermitted; }
        else if (name == "a CA below pathLen 0") { in.issuer = ca.certificate; signer = ca.key.get(); expected = ErrorCode::NotPermitted; }
        else if (name == "beyond the issuer's end") {
            in.notBefore = readListing(in.issuer)->notAfter - 24h;
            in.notAfter = lastSecond(in.notBefore, 2);
            expected = ErrorCode::NotPermitted;
        } else if (name == "another signing key") { signer = stranger.get(); expected = ErrorCode::NotPermitted; }
        else if (name == "country in small letters") in.subject[0].value = "cn";
        else if (name == "a common name of 65 characters") { in.names.dnsNames = {std::string(53, 'a') + ".his.example"}; in.subject.back().value = in.names.dnsNames[0]; }
        else if (name == "a common name that turns around") in.subject[2].value += "\u202e";
        else if (name == "no issuer") in.issuer.clear();
        else QFAIL("a row without a change");
        VERIFY_ERROR(issueCertificate(in, *signer), expected);
    }

    /// A token with a fault makes no certificate.
    void signerWithAFault()
    {
        class Faulty final : public Signer {
        public:
            explicit Faulty(SoftSigner &sound) : m_sound(sound) {}
            KeyKind kind() const override { return m_sound.kind(); }
            BytesView publicKey() const override { return m_sound.publicKey(); }
            Result<Bytes> sign(BytesView message) override { return m_sound.sign(message.subspan(1)); }

        private:
            SoftSigner &m_sound;
        };
        for (KeyKind kind : {KeyKind::EcP256, KeyKind::Sm2}) {
            const Party &ca = authority(kind, "server-ca");
            Faulty faulty(*ca.key);
            VERIFY_ERROR(issueCertificate(inputFor("server", bytesOf(newKey(kind)->publicKey()), ca.certificate), faulty), ErrorCode::CryptoFailed);
        }
    }

    void constraintsAreToldBeforehand()
    {
        const Bytes &ca = authority(KeyKind::EcP256, "server-ca").certificate;
        QVERIFY(*namesOutsideConstraints(ca, {"his.example", "a.b.HIS.example", "*.hospital.cn", "xhospital.cn", "example"})
                == (std::vector<std::string>{"xhospital.cn", "example"}));
        QVERIFY(namesOutsideConstraints(authority(KeyKind::EcP256, "client-ca").certificate, {"anything.example"})->empty());
        VERIFY_ERROR(namesOutsideConstraints(Bytes{0x30}, {}), ErrorCode::Malformed);
    }

    void serialNumbers()
    {
        std::set<Bytes> seen;
        for (int i = 0; i < 10'000; ++i) {
            const Bytes serial = randomSerial();
            QCOMPARE(serial.size(), std::size_t(16));
            QVERIFY(serial[0] >= 0x40 && serial[0] < 0x80);
            seen.insert(serial);
        }
        QCOMPARE(seen.size(), std::size_t(10'000));
    }

    /// Everything but the signature, from request to bytes: far below the 100 ms that a click may take.
    void makingIsQuick()
    {
        const Party &ca = authority(KeyKind::EcP256, "server-ca");
        const IssuanceInput input = inputFor("server", bytesOf(newKey(KeyKind::EcP256)->publicKey()), ca.certificate);
        constexpr int rounds = 200;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < rounds; ++i)
            VERIFY_OK(makeTbsCertificate(input, KeyKind::EcP256));
        const double each = double(timer.nsecsElapsed()) / 1e6 / rounds;
        qInfo("tbsCertificate in %.3f ms", each);
        QVERIFY(each < 10);
    }

    void profileFaults_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("subject");
        QTest::newRow("an unknown field") << QByteArray("\"name\"") << QByteArray("\"colour\": 1, \"name\"") << QByteArray("colour: unknown");
        QTest::newRow("an unknown usage") << QByteArray("serverAuth") << QByteArray("serverauth") << QByteArray("extendedKeyUsage");
        QTest::newRow("a leaf that signs certificates") << QByteArray("digitalSignature") << QByteArray("keyCertSign") << QByteArray("keyCertSign");
        QTest::newRow("maximum below default") << QByteArray("\"maximum\": 200") << QByteArray("\"maximum\": 100") << QByteArray("days.default");
        QTest::newRow("an unknown kind of name") << QByteArray("\"ip\"") << QByteArray("\"ipv4\"") << QByteArray("names.kinds");
        QTest::newRow("no name") << QByteArray("\"server\"") << QByteArray("7") << QByteArray("name: ");
    }
    void profileFaults()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QFETCH(const QByteArray, subject);
        QFile file(qEnvironmentVariable("HUFU_SOURCE") + "/resources/profiles/server.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray json = file.readAll();
        QVERIFY(*readProfile(viewOf(json.toStdString())) == profile("server"));
        QVERIFY(json.contains(from));
        json.replace(from, to);
        const Result<CertificateProfile> read = readProfile(viewOf(json.toStdString()));
        VERIFY_ERROR(read, ErrorCode::Malformed);
        QVERIFY2(read.error().subject.find(subject.toStdString()) != std::string::npos, read.error().subject.c_str());
    }

    void unknownProfile() { VERIFY_ERROR(builtinProfile("server "), ErrorCode::NotFound); }
};

QTEST_GUILESS_MAIN(CertificateIssuanceTest)
#include "CertificateIssuanceTest.moc"
