// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/SignedData.h"

#include "models/pki/KeyHandle.h"

#include <algorithm>
#include <ctime>

namespace hufu {
namespace {

constexpr std::size_t largestSignedData = 32u << 20;

Bytes contentOf(BIO *memory)
{
    const char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return bytesOf(viewOf({data, static_cast<std::size_t>(size)}));
}

CmsPtr parseSignedData(BytesView der)
{
    const std::uint8_t *at = der.data();
    CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())));
    if (!cms || at != der.data() + der.size() || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) {
        ERR_clear_error();
        return nullptr;
    }
    return cms;
}

/// The command's own clock, not this machine's: both say the same in the journal (RFC 5652 §11.3).
bool setSigningTime(CMS_SignerInfo *signer, Instant at)
{
    const std::unique_ptr<ASN1_TIME, Deleter<ASN1_TIME_free>> time(ASN1_TIME_set(nullptr, static_cast<std::time_t>(toUnix(at))));
    return time && CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, time->type, time.get(), -1) == 1;
}

template <typename Encode>
Bytes encodeWith(Encode &&encode)
{
    const int size = encode(nullptr);
    if (size <= 0)
        return {};
    Bytes der(static_cast<std::size_t>(size));
    std::uint8_t *to = der.data();
    encode(&to);
    return der;
}

Result<Bytes> encode(CMS_ContentInfo *cms)
{
    Bytes der = encodeWith([&](std::uint8_t **to) { return i2d_CMS_ContentInfo(cms, to); });
    if (der.empty())
        return cryptoFailure("CMS: encoding");
    return der;
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
    if (!setSigningTime(signer, at) || CMS_final(cms.get(), in.get(), nullptr, flags) != 1)
        return cryptoFailure("CMS: signing");
    return encode(cms.get());
}

Result<SignedContent> openSignedData(BytesView der)
{
    if (der.size() > largestSignedData)
        return fail(ErrorCode::TooLarge, "signed data above 32 MiB");
    const CmsPtr cms = parseSignedData(der);
    if (!cms)
        return fail(ErrorCode::Malformed, "not a CMS SignedData");
    const int count = sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms.get()));
    if (count < 1 || count > mostSigners)
        return fail(ErrorCode::Malformed, "a command has one to " + std::to_string(mostSigners) + " signers");

    BioPtr content(BIO_new(BIO_s_mem()));
    // Whether a certificate is to be trusted is decided against the register of persons, not against a store.
    if (CMS_verify(cms.get(), nullptr, nullptr, nullptr, content.get(), CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) != 1)
        return fail(ErrorCode::SignatureInvalid, "CMS: " + openSslError());
    const X509StackPtr signers(CMS_get0_signers(cms.get()));
    if (!signers || sk_X509_num(signers.get()) != count)
        return fail(ErrorCode::Malformed, "a signer's certificate is not enclosed");
    SignedContent opened;
    opened.content = contentOf(content.get());
    for (int i = 0; i < count; ++i) {
        X509 *certificate = sk_X509_value(signers.get(), i);
        opened.signers.push_back(encodeWith([&](std::uint8_t **to) { return i2d_X509(certificate, to); }));
    }
    std::ranges::sort(opened.signers);
    if (std::ranges::adjacent_find(opened.signers) != opened.signers.end())
        return fail(ErrorCode::Malformed, "the same certificate signed twice");
    return opened;
}

Result<Bytes> unverifiedContent(BytesView der)
{
    const CmsPtr cms = der.size() > largestSignedData ? nullptr : parseSignedData(der);
    ASN1_OCTET_STRING **content = cms ? CMS_get0_content(cms.get()) : nullptr;
    if (!content || !*content)
        return fail(ErrorCode::Malformed, "not a CMS SignedData");
    return Bytes(ASN1_STRING_get0_data(*content), ASN1_STRING_get0_data(*content) + ASN1_STRING_length(*content));
}

} // namespace hufu
