// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/OfficerCertificate.h"

#include "models/pki/CertificateIssuance.h"
#include "models/pki/KeyHandle.h"
#include "models/pki/X509Reader.h"

#include <openssl/x509v3.h>

#include <ctime>

namespace hufu {
namespace {

bool addName(X509_NAME *name, const char *field, const std::string &value)
{
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const std::uint8_t *>(value.data()),
                                      static_cast<int>(value.size()), -1, 0)
        == 1;
}

bool addExtension(X509 *certificate, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setSerial(X509 *certificate)
{
    const Bytes serial = randomSerial();
    const BnPtr number(BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

bool setValidity(X509 *certificate, Instant from, Instant until)
{
    return ASN1_TIME_set(X509_getm_notBefore(certificate), static_cast<std::time_t>(toUnix(from)))
        && ASN1_TIME_set(X509_getm_notAfter(certificate), static_cast<std::time_t>(toUnix(until)));
}

Result<Bytes> encode(X509 *certificate)
{
    const int size = i2d_X509(certificate, nullptr);
    if (size <= 0)
        return cryptoFailure("encoding a certificate");
    Bytes der(static_cast<std::size_t>(size));
    std::uint8_t *to = der.data();
    i2d_X509(certificate, &to);
    return der;
}

Result<Bytes> certify(const PrivateKey &authorityKey, BytesView authorityCertificate, BytesView spki, const std::string &name, const std::string &personId,
                      Instant from, Instant until, const char *keyUsage)
{
    X509Ptr issuer = parseX509(authorityCertificate);
    const std::uint8_t *at = spki.data();
    EvpPkeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    X509Ptr certificate(X509_new());
    X509 *x = certificate.get();
    if (!issuer || !key || !x || X509_set_version(x, X509_VERSION_3) != 1 || !setSerial(x) || !setValidity(x, from, until)
        || !addName(X509_get_subject_name(x), "CN", name) || !addName(X509_get_subject_name(x), "UID", personId)
        || X509_set_issuer_name(x, X509_get_subject_name(issuer.get())) != 1 || X509_set_pubkey(x, key.get()) != 1
        || !addExtension(x, issuer.get(), NID_basic_constraints, "critical,CA:FALSE")
        || !addExtension(x, issuer.get(), NID_key_usage, keyUsage)
        || !addExtension(x, issuer.get(), NID_ext_key_usage, "emailProtection")
        || !addExtension(x, issuer.get(), NID_subject_key_identifier, "hash")
        || !addExtension(x, issuer.get(), NID_authority_key_identifier, "keyid:always")
        || X509_sign(x, authorityKey.handle().key.get(), EVP_sha256()) <= 0)
        return cryptoFailure("making an officer's certificate");
    return encode(x);
}

} // namespace

Result<Bytes> makeAuthorityCertificate(const PrivateKey &authorityKey, const std::string &house, Instant from, Instant until)
{
    X509Ptr certificate(X509_new());
    X509 *x = certificate.get();
    EVP_PKEY *key = authorityKey.handle().key.get();
    if (!x || X509_set_version(x, X509_VERSION_3) != 1 || !setSerial(x) || !setValidity(x, from, until)
        || !addName(X509_get_subject_name(x), "O", house) || !addName(X509_get_subject_name(x), "CN", "Hufu authority")
        || X509_set_issuer_name(x, X509_get_subject_name(x)) != 1 || X509_set_pubkey(x, key) != 1
        || !addExtension(x, x, NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        || !addExtension(x, x, NID_key_usage, "critical,keyCertSign,cRLSign,digitalSignature")
        || !addExtension(x, x, NID_subject_key_identifier, "hash") || X509_sign(x, key, EVP_sha256()) <= 0)
        return cryptoFailure("making the authority's certificate");
    return encode(x);
}

Result<Bytes> makeOfficerCertificate(const PrivateKey &authorityKey, BytesView authorityCertificate, BytesView spki,
                                     const std::string &name, const std::string &personId, Instant from, Instant until)
{
    return certify(authorityKey, authorityCertificate, spki, name, personId, from, until, "critical,digitalSignature,nonRepudiation");
}

Result<Bytes> makeKeyManagementCertificate(const PrivateKey &authorityKey, BytesView authorityCertificate, BytesView spki, const std::string &name,
                                           const std::string &personId, Instant from, Instant until)
{
    return certify(authorityKey, authorityCertificate, spki, name, personId, from, until, "critical,keyAgreement");
}

Result<Bytes> makeTlsCertificate(const PrivateKey &authorityKey, BytesView authorityCertificate, BytesView spki, const TlsIdentity &identity,
                                 Instant from, Instant until)
{
    const bool server = identity.side == TlsIdentity::Side::Server;
    X509Ptr issuer = parseX509(authorityCertificate);
    const std::uint8_t *at = spki.data();
    EvpPkeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    X509Ptr certificate(X509_new());
    X509 *x = certificate.get();
    if (!issuer || !key || !x || X509_set_version(x, X509_VERSION_3) != 1 || !setSerial(x) || !setValidity(x, from, until)
        || !addName(X509_get_subject_name(x), "CN", identity.name)
        || (!identity.id.empty() && !addName(X509_get_subject_name(x), "UID", identity.id))
        || X509_set_issuer_name(x, X509_get_subject_name(issuer.get())) != 1 || X509_set_pubkey(x, key.get()) != 1
        || !addExtension(x, issuer.get(), NID_basic_constraints, "critical,CA:FALSE")
        || !addExtension(x, issuer.get(), NID_key_usage, "critical,digitalSignature")
        || !addExtension(x, issuer.get(), NID_ext_key_usage, server ? "serverAuth" : "clientAuth")
        || !addExtension(x, issuer.get(), NID_subject_key_identifier, "hash")
        || !addExtension(x, issuer.get(), NID_authority_key_identifier, "keyid:always"))
        return cryptoFailure("making a TLS certificate");
    if (!identity.names.empty()) {
        using NamesPtr = std::unique_ptr<GENERAL_NAMES, Deleter<GENERAL_NAMES_free>>;
        const NamesPtr names(GENERAL_NAMES_new());
        for (const std::string &name : identity.names) {
            const bool address = name.find_first_not_of("0123456789.") == std::string::npos || name.find(':') != std::string::npos;
            // Letters, digits, '-' and '.' alone: nothing in a name is read as OpenSSL's own notation.
            const bool plain = address || name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") == std::string::npos;
            GENERAL_NAME *one = plain && !name.empty() ? a2i_GENERAL_NAME(nullptr, nullptr, nullptr, address ? GEN_IPADD : GEN_DNS, name.c_str(), 0) : nullptr;
            if (!names || !one || sk_GENERAL_NAME_push(names.get(), one) == 0) {
                GENERAL_NAME_free(one);
                ERR_clear_error();
                return fail(ErrorCode::InvalidArgument, "neither a host name nor an address", name);
            }
        }
        if (X509_add1_ext_i2d(x, NID_subject_alt_name, names.get(), 0, 0) != 1)
            return cryptoFailure("naming a server");
    }
    if (X509_sign(x, authorityKey.handle().key.get(), EVP_sha256()) <= 0)
        return cryptoFailure("signing a TLS certificate");
    return encode(x);
}

bool isTlsIdentity(BytesView certificate, BytesView authorityCertificate, TlsIdentity::Side side, Instant now)
{
    return isSignedBy(certificate, authorityCertificate) && isTlsIdentityInForce(certificate, side, now);
}

bool isTlsIdentityInForce(BytesView certificate, TlsIdentity::Side side, Instant now)
{
    const X509Ptr child = parseX509(certificate);
    if (!child)
        return false;
    std::time_t at = static_cast<std::time_t>(toUnix(now));
    const std::uint32_t wanted = side == TlsIdentity::Side::Server ? XKU_SSL_SERVER : XKU_SSL_CLIENT;
    const bool fits = (X509_get_extension_flags(child.get()) & EXFLAG_XKUSAGE) != 0 && X509_get_extended_key_usage(child.get()) == wanted
        && X509_cmp_time(X509_get0_notBefore(child.get()), &at) <= 0 && X509_cmp_time(X509_get0_notAfter(child.get()), &at) > 0;
    ERR_clear_error();
    return fits;
}

Result<std::string> officerNameOf(BytesView certificate)
{
    const X509Ptr x = parseX509(certificate);
    const X509_NAME *subject = x ? X509_get_subject_name(x.get()) : nullptr;
    const int at = subject ? X509_NAME_get_index_by_NID(subject, NID_commonName, -1) : -1;
    std::uint8_t *text = nullptr;
    const int size = at < 0 ? -1 : ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
    if (size < 0)
        return fail(ErrorCode::Malformed, "no certificate of a person");
    std::string name(reinterpret_cast<const char *>(text), std::size_t(size));
    OPENSSL_free(text);
    return name;
}

Result<Bytes> publicKeyOf(BytesView certificateDer)
{
    X509Ptr certificate = parseX509(certificateDer);
    const int size = certificate ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), nullptr) : -1;
    if (size <= 0)
        return cryptoFailure("reading a certificate's public key");
    Bytes der(static_cast<std::size_t>(size));
    std::uint8_t *to = der.data();
    i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &to);
    return der;
}

bool isSignedBy(BytesView certificate, BytesView issuer)
{
    const Result<X509Ptr> child = readX509ForVerifying(certificate);
    const X509Ptr parent = parseX509(issuer);
    const bool good = child && parent && X509_verify(child->get(), X509_get0_pubkey(parent.get())) == 1;
    ERR_clear_error();
    return good;
}

} // namespace hufu
