// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/OfficerRequest.h"

#include "models/pki/CertificateRequest.h"
#include "models/pki/KeyHandle.h"

namespace hufu {
namespace {

using X509ReqPtr = std::unique_ptr<X509_REQ, Deleter<X509_REQ_free>>;

constexpr std::size_t largestOfficerRequest = 16u << 10;

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
    if (der.size() > largestOfficerRequest)
        return fail(ErrorCode::TooLarge, "a request above 16 KiB");
    Result<CertificateRequest> request = readRequest(der);
    if (!request)
        return std::unexpected(request.error());
    if (request->curve != "P-256")
        return fail(ErrorCode::Unsupported, "officers sign with P-256");
    return std::move(request->spki);
}

} // namespace hufu
