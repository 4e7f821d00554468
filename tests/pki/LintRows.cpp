// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/pki/LintRows.h"

#include "tests/support/Der.h"
#include "tests/support/RsaNumbers.h"

#include <QTest>

namespace hufu::test::lintrows {

using namespace std::chrono;

namespace {

const char *const dn = "his.hospital.cn";

const TestCertificate &ca()
{
    static const TestCertificate one = CertBuilder::ca("CN=Issuing,O=CA,C=CN").build();
    return one;
}

constexpr auto Ov = ValidationClass::Ov;
constexpr auto Private = ValidationClass::Private;

void broken(Rule rule, const char *name, const CertBuilder &builder, const char *observed, ValidationClass validationClass = Ov)
{
    QTest::addRow("%s: %s", ruleName(rule), name) << builder.der() << validationClass << rule << QString(observed);
}
void kept(Rule rule, const char *name, const CertBuilder &builder, ValidationClass validationClass = Ov)
{
    QTest::addRow("%s is kept: %s", ruleName(rule), name) << builder.der() << validationClass << rule << QString();
}

} // namespace

CertBuilder server() { return CertBuilder::server(dn).signedBy(ca()); }
CertBuilder issuing() { return CertBuilder::ca("CN=Lower,O=CA,C=CN", 901).signedBy(ca()).crlUrl("http://crl.test.cn/ca.crl"); }
CertBuilder responder()
{
    return CertBuilder().subject("CN=OCSP,O=CA,C=CN").signedBy(ca()).keyUsage(1).extendedKeyUsage({"1.3.6.1.5.5.7.3.9"}).ocspNoCheck();
}
CertBuilder ev(const std::vector<std::string> &without)
{
    std::vector<NameAttribute> subject{{"C", "CN"}, {"ST", "上海市"}, {"L", "上海"}, {"businessCategory", "Government Entity"},
                                       {"jurisdictionC", "CN"}, {"serialNumber", "12310000425000000X"}, {"O", "示例医院"}, {"CN", dn}};
    for (const std::string &type : without)
        std::erase_if(subject, [&](const NameAttribute &attribute) { return attribute.type == type; });
    return server().subject(subject).policies({"2.23.140.1.1"});
}

void keys()
{
    broken(Rule::RsaTooShort, "1024 bits", server().rsa(1024), "1024 bits");
    broken(Rule::RsaTooShort, "2040 bits", server().rsa(2040), "2040 bits");
    // OpenSSL's primes have their two highest bits set, so ten bits more become exactly ten.
    broken(Rule::RsaOddLength, "not whole octets", server().rsaModulus(timesSmall(soundModulus(2048), 1021), Bytes{1, 0, 1}), "2058 bits");
    broken(Rule::RsaBreakable, "no RSA key at all", server().publicKeyInfo(der::sequence(
               {algorithmIdentifier("1.2.840.113549.1.1.1", true), der::bitString(Bytes{1, 2, 3})})), "0 bits");
    kept(Rule::RsaTooShort, "2048 bits", server().rsa(2048));
    broken(Rule::RsaTooShort, "in a private one too", server().rsa(1024), "1024 bits", Private);

    const Bytes n = soundModulus(2048);
    broken(Rule::RsaBadExponent, "even", server().rsaModulus(n, Bytes{1, 0, 0}), "e = 65536");
    broken(Rule::RsaBadExponent, "one", server().rsaModulus(n, Bytes{1}), "e = 1");
    broken(Rule::RsaUnusualExponent, "three is allowed, but small", server().rsaModulus(n, Bytes{3}), "e = 3");
    broken(Rule::RsaUnusualExponent, "just below 2^16+1", server().rsaModulus(n, Bytes{0xff, 0xff}), "e = 65535");
    broken(Rule::RsaUnusualExponent, "of 264 bits", server().rsaModulus(n, Bytes(33, 0x55)), "e of 264 bits");
    broken(Rule::RsaBreakable, "512 bits", server().rsa(512), "512 bits");
    kept(Rule::RsaUnusualExponent, "2^16+1", server().rsaModulus(n, Bytes{1, 0, 1}));
    kept(Rule::RsaUnusualExponent, "2^256-1", server().rsaModulus(n, Bytes(32, 0xff)));

    const Bytes f4{1, 0, 1};
    broken(Rule::RsaSmallFactor, "751", server().rsaModulus(timesSmall(n, 751), f4), "factor 751");
    broken(Rule::RsaSmallFactor, "a cube", server().rsaModulus(primePower(683, 3), f4), "n = m^3");
    kept(Rule::RsaSmallFactor, "757", server().rsaModulus(timesSmall(n, 757), f4));
    broken(Rule::RsaClosePrimes, "round 100", server().rsaModulus(fermatModulus(1024, 100), f4), "Fermat round 100");
    kept(Rule::RsaClosePrimes, "round 101", server().rsaModulus(fermatModulus(1024, 101), f4));
    broken(Rule::RocaKey, "2048 bits", server().rsaModulus(rocaModulus(2048, 126), f4), "2048 bits", Private);
    kept(Rule::RocaKey, "an ordinary key", server().rsa(2048));

    broken(Rule::WeakCurve, "secp256k1", server().ec("secp256k1"), "secp256k1");
    broken(Rule::WeakCurve, "P-224", server().ec("P-224"), "secp224r1", Private);
    broken(Rule::WeakCurve, "unknown", server().publicKeyInfo(der::sequence(
               {der::sequence({der::oid("1.2.840.10045.2.1"), der::oid("1.2.3.4")}), der::bitString(Bytes{4, 1, 2})})), "1.2.3.4");
    kept(Rule::WeakCurve, "P-256", server());
    kept(Rule::WeakCurve, "P-384", server().ec("P-384"));
    kept(Rule::WeakCurve, "P-521", server().ec("P-521"));
    kept(Rule::WeakCurve, "SM2", server().sm2());
    kept(Rule::WeakCurve, "Ed25519", server().ed25519());

    const auto point = [](std::uint8_t last) { // the generator of P-256 (SP 800-186 §3.2.1.3), or beside it
        Bytes octets = fromHex("046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                               "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5").value();
        octets.back() = last;
        return der::sequence({der::sequence({der::oid("1.2.840.10045.2.1"), der::oid("1.2.840.10045.3.1.7")}), der::bitString(octets)});
    };
    broken(Rule::PointNotOnCurve, "beside the curve", server().publicKeyInfo(point(0xf4)), "P-256");
    broken(Rule::PointNotOnCurve, "at infinity", server().publicKeyInfo(der::sequence(
               {der::sequence({der::oid("1.2.840.10045.2.1"), der::oid("1.2.840.10045.3.1.7")}), der::bitString(Bytes{0})})), "P-256");
    kept(Rule::PointNotOnCurve, "on the curve", server().publicKeyInfo(point(0xf5)));
    kept(Rule::PointNotOnCurve, "SM2", server().sm2());
    broken(Rule::DsaKey, "1024 bits", server().dsa(), "1024 bits", Private);
    kept(Rule::DsaKey, "RSA", server().rsa(2048));
}

void signatures()
{
    const TestCertificate rsa = CertBuilder::ca("CN=RSA").rsa(2048).build();
    broken(Rule::Sha1Signature, "ECDSA", server().digest("sha1"), "ecdsa-sha1");
    broken(Rule::Sha1Signature, "RSA", server().signedBy(rsa).digest("sha1"), "rsa-sha1", Private);
    broken(Rule::Sha1Signature, "inside PSS", server().signedBy(rsa).digest("sha1").pss(), "rsa-pss with sha1");
    broken(Rule::Sha1Signature, "an intermediate's", issuing().digest("sha1"), "ecdsa-sha1");
    broken(Rule::Sha1Signature, "a self-signed server's", CertBuilder::server(dn).digest("sha1"), "ecdsa-sha1");
    kept(Rule::Sha1Signature, "a root's over itself", CertBuilder::ca("CN=Root").digest("sha1"));
    kept(Rule::Sha1Signature, "SHA-256 inside PSS", server().signedBy(rsa).pss());
    kept(Rule::Sha1Signature, "SHA-224", server().digest("sha224"));
    broken(Rule::Md5Signature, "RSA", server().signedBy(rsa).digest("md5"), "rsa-md5");
    kept(Rule::Md5Signature, "SHA-1", server().signedBy(rsa).digest("sha1"));
    broken(Rule::SignatureAlgorithmMismatch, "SHA-384 outside", server().outerSignatureAlgorithm(algorithmIdentifier("1.2.840.10045.4.3.3", false)),
           "ecdsa-sha384");
    kept(Rule::SignatureAlgorithmMismatch, "the same twice", server());
}

/// standards.md §1.4: both ends count, and any second more is a further day.
void validity()
{
    const struct {
        const char *name;
        sys_days issued;
        int days;
    } limits[] = {{"the day before 2026-03-15", 2026y / March / 14, 398}, {"on 2026-03-15", 2026y / March / 15, 200},
                  {"the day before 2027-03-15", 2027y / March / 14, 200}, {"on 2027-03-15", 2027y / March / 15, 100},
                  {"the day before 2029-03-15", 2029y / March / 14, 100}, {"on 2029-03-15", 2029y / March / 15, 47}};
    for (const auto &limit : limits) {
        const CertBuilder issued = server().notBefore(limit.issued);
        kept(Rule::ValidityTooLong, (std::string(limit.name) + ", the whole of it").c_str(), CertBuilder(issued).validFor(days(limit.days)));
        broken(Rule::ValidityTooLong, (std::string(limit.name) + ", one second more").c_str(), CertBuilder(issued).validFor(days(limit.days) + 1s),
               (std::to_string(limit.days + 1) + " > " + std::to_string(limit.days) + " days").c_str());
    }
    kept(Rule::ValidityTooLong, "the last second before 2026-03-15", server().notBefore(sys_days(2026y / March / 15) - 1s).validFor(days(398)));
    kept(Rule::ValidityTooLong, "a private one", server().validFor(days(730)), Private);
    kept(Rule::ValidityTooLong, "a public client's", server().without("2.5.29.17").extendedKeyUsage({"1.3.6.1.5.5.7.3.2"}).validFor(days(730)));
    kept(Rule::ValidityTooLong, "a CA's", issuing().validFor(days(3650)));
    const Instant from = sys_days(2026y / June / 1);
    broken(Rule::NegativeValidity, "a second the wrong way", server().validity(from, from - 1s), "2026-06-01T00:00:00Z > 2026-05-31T23:59:59Z", Private);
    kept(Rule::NegativeValidity, "a single second", server().validity(from, from));
}

void names()
{
    broken(Rule::NoSubjectAltName, "a server by its usage", server().without("2.5.29.17"), "CN=his.hospital.cn");
    broken(Rule::NoSubjectAltName, "a server by its name", CertBuilder().subject("CN=his.hospital.cn"), "CN=his.hospital.cn", Private);
    broken(Rule::NoSubjectAltName, "an address for a name", CertBuilder().subject("CN=10.1.2.3"), "CN=10.1.2.3", Private);
    kept(Rule::NoSubjectAltName, "a person", CertBuilder().subject("CN=李安全"), Private);
    kept(Rule::NoSubjectAltName, "a client called like a host", CertBuilder().subject("CN=ws1.hospital.cn").extendedKeyUsage({"1.3.6.1.5.5.7.3.2"}), Private);
    kept(Rule::NoSubjectAltName, "a device by number", CertBuilder().subject("CN=2026.0001"), Private);
    kept(Rule::NoSubjectAltName, "with one", server());

    broken(Rule::CommonNameNotInSan, "another host", server().subject("CN=www.hospital.cn"), "www.hospital.cn");
    broken(Rule::CommonNameNotInSan, "public: letter by letter", server().subject("CN=HIS.hospital.cn"), "HIS.hospital.cn");
    broken(Rule::CommonNameNotInSan, "public: a name for people", server().subject("CN=医院信息系统"), "医院信息系统");
    broken(Rule::CommonNameNotInSan, "private: another host", server().subject("CN=www.hospital.cn"), "www.hospital.cn", Private);
    kept(Rule::CommonNameNotInSan, "private: other case", server().subject("CN=HIS.hospital.cn"), Private);
    kept(Rule::CommonNameNotInSan, "private: a name for people", server().subject("CN=医院信息系统"), Private);
    kept(Rule::CommonNameNotInSan, "an address", server().subject("CN=8.8.4.4").ip("8.8.4.4"));
    kept(Rule::CommonNameNotInSan, "no common name", server().subject("O=示例医院"));

    for (const char *name : {"his", "his.local", "HIS.LAN", "a.internal", "a.home.arpa", "localhost", "a.corp.", "*.local"})
        broken(Rule::InternalNameInPublic, name, server().dns(name), name);
    for (const char *address : {"10.0.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.1", "169.254.1.1", "100.127.255.255", "224.0.0.1",
                                "fd00::1", "fe80::1", "::1", "2001:db8::1"})
        broken(Rule::InternalNameInPublic, address, server().ip(address), address);
    for (const char *address : {"172.32.0.0", "172.15.255.255", "100.63.255.255", "11.0.0.1", "223.255.255.255", "2400:3200::1", "8.8.8.8"})
        kept(Rule::InternalNameInPublic, address, server().ip(address));
    kept(Rule::InternalNameInPublic, "local inside", server().dns("local.hospital.cn"));
    kept(Rule::InternalNameInPublic, "a private one", server().dns("his.local").ip("10.0.0.1"), Private);
    broken(Rule::InternalNameInPublic, "many", server().dns("a").dns("b").dns("c").dns("d"), "a, b, c, … (4)");

    broken(Rule::UnderscoreInName, "in a host", server().dns("a_b.hospital.cn"), "a_b.hospital.cn");
    kept(Rule::UnderscoreInName, "a hyphen", server().dns("a-b.hospital.cn"));
    for (const char *name : {"w*.hospital.cn", "a.*.hospital.cn", "*.*.hospital.cn", "*", "*.", "*a.hospital.cn"})
        broken(Rule::WildcardMisplaced, name, server().dns(name), name, Private);
    kept(Rule::WildcardMisplaced, "the whole left-most label", server().dns("*.hospital.cn"));
    broken(Rule::WildcardInEv, "in an EV certificate", ev().dns("*.hospital.cn"), "*.hospital.cn", ValidationClass::Ev);
    kept(Rule::WildcardInEv, "in an OV certificate", server().dns("*.hospital.cn"));
    broken(Rule::DuplicateSan, "other case", server().dns("HIS.hospital.cn"), dn);
    broken(Rule::DuplicateSan, "an address thrice", server().ip("8.8.8.8").ip("8.8.8.8").ip("8.8.8.8"), "ip:8.8.8.8", Private);
    kept(Rule::DuplicateSan, "different ones", server().dns("www.hospital.cn"));

    for (const char *value : {".", "-", " ", "", " - . "})
        broken(Rule::EmptyAttribute, value, server().subject({{"C", "CN"}, {"O", value}, {"CN", dn}}), (std::string("O=") + value).c_str());
    broken(Rule::EmptyAttribute, "in UTF-16", server().subject({{"O", std::string("\0-", 2), StringType::Bmp}, {"CN", dn}}), "O=-", Private);
    kept(Rule::EmptyAttribute, "a hyphen inside", server().subject({{"O", "A-B"}, {"CN", dn}}));
    broken(Rule::OrganizationalUnitInPublic, "since September 2022", server().subject("CN=his.hospital.cn,OU=信息科,O=示例医院,C=CN"), "信息科");
    kept(Rule::OrganizationalUnitInPublic, "the day before", server().subject("CN=his.hospital.cn,OU=信息科,O=示例医院,C=CN")
            .notBefore(sys_days(2022y / September / 1) - 1s));
    kept(Rule::OrganizationalUnitInPublic, "a private one", server().subject("CN=his.hospital.cn,OU=信息科,O=示例医院,C=CN"), Private);
}

void usages()
{
    using namespace KeyUsage;
    broken(Rule::NoExtendedKeyUsage, "a public server", server().without("2.5.29.37"), "-");
    kept(Rule::NoExtendedKeyUsage, "a private server", server().without("2.5.29.37"), Private);
    kept(Rule::NoExtendedKeyUsage, "with one", server());
    broken(Rule::AnyExtendedKeyUsage, "beside serverAuth", server().extendedKeyUsage({"1.3.6.1.5.5.7.3.1", "2.5.29.37.0"}), "2.5.29.37.0", Private);
    kept(Rule::AnyExtendedKeyUsage, "two real ones", server().extendedKeyUsage({"1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"}));
    kept(Rule::AnyExtendedKeyUsage, "a CA's", issuing().extendedKeyUsage({"2.5.29.37.0"}));
    broken(Rule::KeyUsageContradictsKey, "EC", server().keyUsage(DigitalSignature | KeyEncipherment), "ec: keyEncipherment");
    broken(Rule::KeyUsageContradictsKey, "RSA", server().rsa(2048).keyUsage(KeyAgreement | KeyEncipherment), "rsa: keyAgreement", Private);
    broken(Rule::KeyUsageContradictsKey, "Ed25519", server().ed25519().keyUsage(DigitalSignature | KeyAgreement), "ed25519: keyAgreement");
    kept(Rule::KeyUsageContradictsKey, "EC with keyAgreement", server().keyUsage(DigitalSignature | KeyAgreement));
    kept(Rule::KeyUsageContradictsKey, "RSA with keyEncipherment", server().rsa(2048).keyUsage(DigitalSignature | KeyEncipherment));
    kept(Rule::KeyUsageContradictsKey, "an SM2 encryption certificate", server().sm2().keyUsage(KeyEncipherment | DataEncipherment | KeyAgreement));
    broken(Rule::KeyUsageNotCritical, "a server", server().keyUsage(DigitalSignature, false), "digitalSignature", Private);
    kept(Rule::KeyUsageNotCritical, "critical", server());
    kept(Rule::KeyUsageNotCritical, "absent", server().without("2.5.29.15"));
    broken(Rule::CaWithoutKeyCertSign, "only cRLSign", issuing().keyUsage(CrlSign), "cRLSign", Private);
    broken(Rule::CaWithoutKeyCertSign, "no key usage", issuing().without("2.5.29.15"), "no keyUsage");
    kept(Rule::CaWithoutKeyCertSign, "with it", issuing());
    broken(Rule::CaBasicConstraintsNotCritical, "a CA", issuing().basicConstraints(true, 0, false), "CA:TRUE", Private);
    kept(Rule::CaBasicConstraintsNotCritical, "critical", issuing());
    kept(Rule::CaBasicConstraintsNotCritical, "a leaf", server().basicConstraints(false, {}, false));
}

void form()
{
    broken(Rule::SerialNotPositive, "zero", server().serialOctets({0}), "00", Private);
    broken(Rule::SerialNotPositive, "negative", server().serialOctets({0x80, 0x01}), "8001");
    kept(Rule::SerialNotPositive, "one", server().serialOctets({1}));
    broken(Rule::SerialTooLong, "21 octets", server().serialOctets(Bytes(21, 0x11)), "21 octets", Private);
    kept(Rule::SerialTooLong, "20 octets", server().serialOctets(Bytes(20, 0x11)));
    broken(Rule::DuplicateExtension, "two usages", server().extraExtension("2.5.29.15", true, der::bitString(Bytes{0x80}, 7)), "2.5.29.15", Private);
    kept(Rule::DuplicateExtension, "each once", server());
    broken(Rule::UnknownCriticalExtension, "nobody's", server().extension("1.2.3.4.5", true, der::null()), "1.2.3.4.5", Private);
    kept(Rule::UnknownCriticalExtension, "nobody's, not critical", server().extension("1.2.3.4.5", false, der::null()));
    broken(Rule::MalformedExtension, "names that are none", server().without("2.5.29.17").extension("2.5.29.17", false, der::null()), "-", Private);
    kept(Rule::MalformedExtension, "all well-formed", server());
    broken(Rule::Version1, "an old server", CertBuilder().subject("CN=his.hospital.cn").version(1), "v1", Private);
    kept(Rule::Version1, "version 3", server());
}

void classes()
{
    const CertBuilder dv = server().subject("CN=his.hospital.cn").policies({"2.23.140.1.2.1"});
    broken(Rule::ClassContradiction, "DV with an organization", server().policies({"2.23.140.1.2.1"}), "dv, O=示例医院", ValidationClass::Dv);
    kept(Rule::ClassContradiction, "DV without", dv, ValidationClass::Dv);
    broken(Rule::ClassContradiction, "OV without an organization", server().subject("CN=his.hospital.cn"), "ov, no O");
    kept(Rule::ClassContradiction, "OV with one", server());
    broken(Rule::ClassContradiction, "IV without a person", server().policies({"2.23.140.1.2.3"}), "iv, no SN/GN", ValidationClass::Iv);
    kept(Rule::ClassContradiction, "IV with one", server().subject("CN=his.hospital.cn,GN=安全,SN=李,C=CN").policies({"2.23.140.1.2.3"}), ValidationClass::Iv);
    broken(Rule::ClassContradiction, "two classes", server().policies({"2.23.140.1.2.1", "2.23.140.1.2.2"}), "dv, ov");
    kept(Rule::ClassContradiction, "an issuing CA for all of them", issuing().policies({"2.23.140.1.2.1", "2.23.140.1.2.2", "2.23.140.1.1"}));
    broken(Rule::MissingEvFields, "two of them", ev({"businessCategory", "serialNumber"}), "businessCategory, serialNumber", ValidationClass::Ev);
    kept(Rule::MissingEvFields, "all there", ev(), ValidationClass::Ev);
    kept(Rule::MissingEvFields, "an OV certificate", server());
}

void revocation()
{
    broken(Rule::NoAuthorityInfoAccess, "a public server", server().without("1.3.6.1.5.5.7.1.1"), "-");
    kept(Rule::NoAuthorityInfoAccess, "a private server", server().without("1.3.6.1.5.5.7.1.1"), Private);
    kept(Rule::NoAuthorityInfoAccess, "with one", server());
    const CertBuilder silent = server().without("1.3.6.1.5.5.7.1.1").without("2.5.29.31");
    broken(Rule::NoRevocationSource, "90 days", silent, "90 days", Private);
    broken(Rule::NoRevocationSource, "a second above seven days", CertBuilder(silent).validFor(days(7) + 1s), "8 days");
    kept(Rule::NoRevocationSource, "short-lived: seven days", CertBuilder(silent).validFor(days(7)));
    kept(Rule::NoRevocationSource, "short-lived: ten days before 2026-03-15", CertBuilder(silent).notBefore(sys_days(2026y / March / 14)).validFor(days(10)));
    broken(Rule::NoRevocationSource, "ten days since", CertBuilder(silent).notBefore(sys_days(2026y / March / 15)).validFor(days(10)), "10 days");
    kept(Rule::NoRevocationSource, "CRL alone", server().without("1.3.6.1.5.5.7.1.1"));
    kept(Rule::NoRevocationSource, "OCSP alone", server().without("2.5.29.31"));
    kept(Rule::NoRevocationSource, "self-signed", CertBuilder::ca("CN=Root"), Private);
    broken(Rule::OcspResponderProfile, "no ocsp-nocheck", responder().without("1.3.6.1.5.5.7.48.1.5"), "no ocsp-nocheck", Private);
    broken(Rule::OcspResponderProfile, "with a CRL", responder().crlUrl("http://crl.test.cn"), "cRLDistributionPoints");
    kept(Rule::OcspResponderProfile, "as it should be", responder());
    kept(Rule::NoRevocationSource, "an OCSP responder", responder());
}

} // namespace hufu::test::lintrows
