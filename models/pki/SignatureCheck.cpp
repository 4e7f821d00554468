// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/SignatureCheck.h"

#include "models/pki/KeyHandle.h"
#include "models/pki/Oids.h"
#include "models/pki/PublicKeyInfo.h"

namespace hufu {
namespace {

using namespace oids;

struct Scheme {
    Oid oid;
    const char *keyType; ///< as EVP_PKEY_is_a() names it
    const char *digest;
};
constexpr Scheme schemes[] = {
    {"1.2.840.113549.1.1.11"_oid, "RSA", "SHA256"}, {"1.2.840.113549.1.1.12"_oid, "RSA", "SHA384"},
    {"1.2.840.113549.1.1.13"_oid, "RSA", "SHA512"}, {"1.2.840.10045.4.3.2"_oid, "EC", "SHA256"},
    {"1.2.840.10045.4.3.3"_oid, "EC", "SHA384"},    {"1.2.840.10045.4.3.4"_oid, "EC", "SHA512"},
    {"1.2.156.10197.1.501"_oid, "SM2", "SM3"},
};

const Scheme *schemeOf(BytesView algorithmIdentifier)
{
    DerReader reader(algorithmIdentifier);
    DerElement element;
    AlgorithmIdentifier algorithm;
    DerFailure failure;
    if (!reader.next(DerTag::Sequence, element) || !readAlgorithmIdentifier(element, algorithm, failure))
        return nullptr;
    const auto *found = std::ranges::find_if(schemes, [&](const Scheme &scheme) { return scheme.oid == algorithm.oid; });
    return found == std::end(schemes) ? nullptr : found;
}

} // namespace

Result<void> checkSignature(BytesView certificate, BytesView algorithmIdentifier, BytesView message, BytesView signature)
{
    const Scheme *scheme = schemeOf(algorithmIdentifier);
    if (!scheme)
        return fail(ErrorCode::Unsupported, "a signature algorithm that is not checked here");
    const X509Ptr x509 = parseX509(certificate);
    EVP_PKEY *key = x509 ? X509_get0_pubkey(x509.get()) : nullptr;
    if (!key) {
        ERR_clear_error();
        return fail(ErrorCode::Malformed, "no certificate with a readable key");
    }
    EvpMdCtxPtr context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *parameters = nullptr;
    const bool good = EVP_PKEY_is_a(key, scheme->keyType)
        && EVP_DigestVerifyInit_ex(context.get(), &parameters, scheme->digest, nullptr, nullptr, key, nullptr) == 1
        && (std::string_view(scheme->keyType) != "SM2" || EVP_PKEY_CTX_set1_id(parameters, sm2DefaultId.data(), int(sm2DefaultId.size())) == 1)
        && EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
    ERR_clear_error();
    if (!good)
        return fail(ErrorCode::SignatureInvalid, "not signed by this certificate's key");
    return {};
}

} // namespace hufu
