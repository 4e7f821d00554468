// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/SignedData.h"

#include "models/pki/KeyHandle.h"

#include <ctime>

namespace hufu {
namespace {

constexpr std::size_t largest = 32u << 20;

Bytes contentOf(BIO *memory)
{
    const char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return bytesOf(viewOf({data, static_cast<std::size_t>(size)}));
}

} // namespace

Result<Bytes> signData(BytesView content, const PrivateKey &key, BytesView certificateDer, Instant at)
{
    X509Ptr certificate = parseX509(certificateDer);
    BioPtr in(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
    if (!certificate || !in)
        return cryptoFailure("reading the signer's certificate");
    constexpr unsigned flags = CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP;
    CmsPtr cms(CMS_sign(nullptr, nullptr, nullptr, in.get(), flags));
    CMS_SignerInfo *signer = cms ? CMS_add1_signer(cms.get(), certificate.get(), key.handle().key.get(), EVP_sha256(), flags) : nullptr;
    if (!signer)
        return cryptoFailure("CMS: adding the signer");
    // The command's own clock, not this machine's: both say the same in the journal (RFC 5652 §11.3).
    std::unique_ptr<ASN1_TIME, Deleter<ASN1_TIME_free>> time(ASN1_TIME_set(nullptr, static_cast<std::time_t>(toUnix(at))));
    if (!time
        || CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, time->type, time.get(), -1) != 1
        || CMS_final(cms.get(), in.get(), nullptr, flags) != 1)
        return cryptoFailure("CMS: signing");
    const int size = i2d_CMS_ContentInfo(cms.get(), nullptr);
    if (size <= 0)
        return cryptoFailure("CMS: encoding");
    Bytes der(static_cast<std::size_t>(size));
    std::uint8_t *to = der.data();
    i2d_CMS_ContentInfo(cms.get(), &to);
    return der;
}

Result<SignedContent> openSignedData(BytesView der)
{
    if (der.size() > largest)
        return fail(ErrorCode::TooLarge, "signed data above 32 MiB");
    const std::uint8_t *at = der.data();
    CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())));
    if (!cms || at != der.data() + der.size() || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) {
        ERR_clear_error();
        return fail(ErrorCode::Malformed, "not a CMS SignedData");
    }
    if (sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms.get())) != 1)
        return fail(ErrorCode::Malformed, "a command has exactly one signer");

    BioPtr content(BIO_new(BIO_s_mem()));
    // Whether the certificate is to be trusted is decided against the register of persons, not against a store.
    if (CMS_verify(cms.get(), nullptr, nullptr, nullptr, content.get(), CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) != 1) {
        return fail(ErrorCode::SignatureInvalid, "CMS: " + openSslError());
    }
    X509StackPtr signers(CMS_get0_signers(cms.get()));
    X509 *signer = signers && sk_X509_num(signers.get()) == 1 ? sk_X509_value(signers.get(), 0) : nullptr;
    const int size = signer ? i2d_X509(signer, nullptr) : -1;
    if (size <= 0)
        return fail(ErrorCode::Malformed, "the signer's certificate is not enclosed");
    SignedContent opened;
    opened.content = contentOf(content.get());
    opened.signerCertificate.resize(static_cast<std::size_t>(size));
    std::uint8_t *to = opened.signerCertificate.data();
    i2d_X509(signer, &to);
    return opened;
}

} // namespace hufu
