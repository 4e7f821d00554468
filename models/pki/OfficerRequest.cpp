// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/OfficerRequest.h"

#include "models/pki/KeyHandle.h"

namespace hufu {
namespace {

using X509ReqPtr = std::unique_ptr<X509_REQ, Deleter<X509_REQ_free>>;

constexpr std::size_t largest = 16u << 10;

} // namespace

Result<Bytes> makeOfficerRequest(const PrivateKey &key, const std::string &name)
{
    const X509ReqPtr request(X509_REQ_new());
    EVP_PKEY *pkey = key.handle().key.get();
    X509_NAME *subject = request ? X509_REQ_get_subject_name(request.get()) : nullptr;
    if (!subject
        || X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const std::uint8_t *>(name.data()),
                                      static_cast<int>(name.size()), -1, 0) != 1
        || X509_REQ_set_pubkey(request.get(), pkey) != 1 || X509_REQ_sign(request.get(), pkey, EVP_sha256()) <= 0)
        return cryptoFailure("making an officer's request");
    const int size = i2d_X509_REQ(request.get(), nullptr);
    if (size <= 0)
        return cryptoFailure("encoding an officer's request");
    Bytes der(static_cast<std::size_t>(size));
    std::uint8_t *to = der.data();
    i2d_X509_REQ(request.get(), &to);
    return der;
}

Result<Bytes> provenPublicKey(BytesView der)
{
    if (der.size() > largest)
        return fail(ErrorCode::TooLarge, "a request above 16 KiB");
    const std::uint8_t *at = der.data();
    const X509ReqPtr request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
    EVP_PKEY *key = request && at == der.data() + der.size() ? X509_REQ_get0_pubkey(request.get()) : nullptr;
    if (!key) {
        ERR_clear_error();
        return fail(ErrorCode::Malformed, "not a PKCS#10 request");
    }
    char group[32] = "";
    std::size_t length = 0;
    if (EVP_PKEY_get_group_name(key, group, sizeof group, &length) != 1 || std::string_view(group, length) != SN_X9_62_prime256v1) {
        ERR_clear_error();
        return fail(ErrorCode::Unsupported, "officers sign with P-256");
    }
    const int verified = X509_REQ_verify(request.get(), key);
    ERR_clear_error();
    if (verified != 1)
        return fail(ErrorCode::SignatureInvalid, "the request is not signed by the key in it");
    const int size = i2d_PUBKEY(key, nullptr);
    Bytes spki(static_cast<std::size_t>(std::max(size, 0)));
    std::uint8_t *to = spki.data();
    if (size <= 0 || i2d_PUBKEY(key, &to) != size)
        return cryptoFailure("encoding a public key");
    return spki;
}

} // namespace hufu
