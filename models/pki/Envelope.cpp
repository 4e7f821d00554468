// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Envelope.h"

#include "models/pki/KeyHandle.h"

#include <openssl/x509v3.h>

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t largestEnvelope = 1u << 20;
constexpr std::size_t kekOctets = 32;
constexpr unsigned flags = CMS_BINARY | CMS_KEY_PARAM | CMS_USE_KEYID;

CmsPtr parseEnvelope(BytesView der)
{
    const std::uint8_t *at = der.data();
    CmsPtr cms(der.size() <= largestEnvelope ? d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())) : nullptr);
    if (!cms || at != der.data() + der.size() || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_id_smime_ct_authEnvelopedData) {
        ERR_clear_error();
        return nullptr;
    }
    return cms;
}

/// The first recipient whose key agreement names this certificate.
bool names(CMS_RecipientInfo *recipient, X509 *certificate)
{
    if (CMS_RecipientInfo_type(recipient) != CMS_RECIPINFO_AGREE)
        return false;
    STACK_OF(CMS_RecipientEncryptedKey) *keys = CMS_RecipientInfo_kari_get0_reks(recipient);
    return sk_CMS_RecipientEncryptedKey_num(keys) == 1
        && CMS_RecipientEncryptedKey_cert_cmp(sk_CMS_RecipientEncryptedKey_value(keys, 0), certificate) == 0;
}

bool agreesKeys(X509 *certificate)
{
    const EVP_PKEY *key = certificate ? X509_get0_pubkey(certificate) : nullptr;
    return key && kindOf(key) == KeyKind::EcP256 && (X509_get_key_usage(certificate) & KU_KEY_AGREEMENT);
}

/// RFC 5753 §7.1.4 with AES-256 key wrap, rather than the library's SHA-1 by default.
bool addRecipient(CMS_ContentInfo *cms, X509 *certificate)
{
    CMS_RecipientInfo *recipient = CMS_add1_recipient_cert(cms, certificate, flags);
    EVP_CIPHER_CTX *wrap = recipient ? CMS_RecipientInfo_kari_get0_ctx(recipient) : nullptr;
    if (!wrap)
        return false;
    EVP_CIPHER_CTX_set_flags(wrap, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    EVP_PKEY_CTX *agreement = CMS_RecipientInfo_get0_pkey_ctx(recipient);
    return EVP_EncryptInit_ex(wrap, EVP_aes_256_wrap(), nullptr, nullptr, nullptr) == 1 && agreement
        && EVP_PKEY_CTX_set_ecdh_kdf_md(agreement, EVP_sha256()) == 1;
}

CmsPtr unfinishedEnvelope() { return CmsPtr(CMS_encrypt(nullptr, nullptr, EVP_aes_256_gcm(), flags | CMS_PARTIAL)); }

/// Encrypts for the recipients that the envelope has.
Result<Bytes> finishEnvelope(CMS_ContentInfo *cms, const SecureBytes &secret)
{
    const BioPtr in(BIO_new_mem_buf(secret.data(), static_cast<int>(secret.size())));
    if (!in || CMS_final(cms, in.get(), nullptr, flags) != 1)
        return cryptoFailure("CMS: encrypting");
    const int size = i2d_CMS_ContentInfo(cms, nullptr);
    if (size <= 0)
        return cryptoFailure("CMS: encoding");
    Bytes der(static_cast<std::size_t>(size));
    std::uint8_t *to = der.data();
    i2d_CMS_ContentInfo(cms, &to);
    return der;
}

/// The content of at most `most` octets, for a key that was set or is given.
Result<SecureBytes> decryptEnvelope(CMS_ContentInfo *cms, EVP_PKEY *key, X509 *certificate, std::size_t most)
{
    const BioPtr out(BIO_new(BIO_s_secmem()));
    if (!out || CMS_decrypt(cms, key, certificate, nullptr, out.get(), flags) != 1)
        return cryptoFailure("CMS: opening an envelope");
    SecureBytes opened(most);
    const int size = BIO_read(out.get(), opened.data(), static_cast<int>(most));
    return SecureBytes::copyOf(opened.view().first(static_cast<std::size_t>(std::max(size, 0))));
}

template <typename Octet>
Octet *opensslCopy(BytesView bytes)
{
    return static_cast<Octet *>(OPENSSL_memdup(bytes.data(), bytes.size()));
}

} // namespace

Result<Bytes> sealFor(std::span<const Bytes> certificates, const SecureBytes &secret)
{
    if (certificates.empty() || certificates.size() > mostRecipients)
        return fail(ErrorCode::InvalidArgument, "an envelope is for 1 to " + std::to_string(mostRecipients) + " people");
    const CmsPtr cms = unfinishedEnvelope();
    if (!cms)
        return cryptoFailure("CMS: an envelope");
    for (const Bytes &der : certificates) {
        const X509Ptr certificate = parseX509(der);
        if (!agreesKeys(certificate.get()))
            return fail(ErrorCode::Unsupported, "a certificate whose key does not agree keys on P-256");
        if (!addRecipient(cms.get(), certificate.get()))
            return cryptoFailure("CMS: adding a recipient");
    }
    return finishEnvelope(cms.get(), secret);
}

Result<SecureBytes> openEnvelope(BytesView envelope, const PrivateKey &key, BytesView certificateDer)
{
    const CmsPtr cms = parseEnvelope(envelope);
    const X509Ptr certificate = parseX509(certificateDer);
    if (!cms || !certificate)
        return fail(ErrorCode::Malformed, cms ? "reading the recipient's certificate" : "no CMS AuthEnvelopedData");
    STACK_OF(CMS_RecipientInfo) *recipients = CMS_get0_RecipientInfos(cms.get());
    bool addressed = false;
    for (int i = 0; i < sk_CMS_RecipientInfo_num(recipients); ++i)
        addressed |= names(sk_CMS_RecipientInfo_value(recipients, i), certificate.get());
    if (!addressed)
        return fail(ErrorCode::NotPermitted, "the envelope is not for this certificate");
    return decryptEnvelope(cms.get(), key.handle().key.get(), certificate.get(), envelope.size()); // the content is shorter than what carries it
}

Result<Bytes> sealUnder(const SecureBytes &key, BytesView id, const SecureBytes &secret)
{
    if (key.size() != kekOctets || id.empty())
        return fail(ErrorCode::InvalidArgument, "a key of 32 octets and a name for it");
    const CmsPtr cms = unfinishedEnvelope();
    if (!cms)
        return cryptoFailure("CMS: an envelope");
    auto *copy = opensslCopy<unsigned char>(key.view()), *name = opensslCopy<unsigned char>(id);
    if (!copy || !name || !CMS_add0_recipient_key(cms.get(), NID_id_aes256_wrap, copy, key.size(), name, id.size(), nullptr, nullptr, nullptr)) {
        OPENSSL_clear_free(copy, key.size()); // otherwise the envelope owns both, and wipes the key
        OPENSSL_free(name);
        return cryptoFailure("CMS: adding a key");
    }
    return finishEnvelope(cms.get(), secret);
}

Result<SecureBytes> openUnder(const SecureBytes &key, BytesView envelope)
{
    const CmsPtr cms = parseEnvelope(envelope);
    if (!cms)
        return fail(ErrorCode::Malformed, "no CMS AuthEnvelopedData");
    SecureBytes copy = key.clone(); // the library does not promise to leave it alone
    if (CMS_decrypt_set1_key(cms.get(), copy.data(), copy.size(), nullptr, 0) != 1)
        return cryptoFailure("CMS: opening an envelope");
    return decryptEnvelope(cms.get(), nullptr, nullptr, envelope.size());
}

bool isEnvelopeUnderKey(BytesView envelope)
{
    const CmsPtr cms = parseEnvelope(envelope);
    STACK_OF(CMS_RecipientInfo) *recipients = cms ? CMS_get0_RecipientInfos(cms.get()) : nullptr;
    return sk_CMS_RecipientInfo_num(recipients) == 1 && CMS_RecipientInfo_type(sk_CMS_RecipientInfo_value(recipients, 0)) == CMS_RECIPINFO_KEK;
}

bool isEnvelopeFor(BytesView envelope, BytesView certificateDer)
{
    const CmsPtr cms = parseEnvelope(envelope);
    const X509Ptr certificate = parseX509(certificateDer);
    STACK_OF(CMS_RecipientInfo) *recipients = cms ? CMS_get0_RecipientInfos(cms.get()) : nullptr;
    const bool fits = certificate && sk_CMS_RecipientInfo_num(recipients) == 1 && names(sk_CMS_RecipientInfo_value(recipients, 0), certificate.get());
    ERR_clear_error();
    return fits;
}

} // namespace hufu
