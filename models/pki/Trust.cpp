// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Trust.h"

#include "models/pki/X509Reader.h"

#include <openssl/x509_vfy.h>

#include <cstdlib>
#include <filesystem>

namespace hufu {
namespace {

/// 2 = 112 bits: RSA from 2048, no SHA-1 below the root.
constexpr int securityLevel = 2;

TrustStatus statusOf(int error)
{
    switch (error) {
    case X509_V_OK: return TrustStatus::Trusted;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return TrustStatus::SelfSigned;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
    case X509_V_ERR_CERT_REJECTED: return TrustStatus::UntrustedRoot;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SUBJECT_ISSUER_MISMATCH:
    case X509_V_ERR_AKID_SKID_MISMATCH:
    case X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH: return TrustStatus::IssuerMissing;
    case X509_V_ERR_CERT_HAS_EXPIRED: return TrustStatus::Expired;
    case X509_V_ERR_CERT_NOT_YET_VALID: return TrustStatus::NotYetValid;
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE:
    case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
    case X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH:
    case X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY:
    case X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM: return TrustStatus::BadSignature;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
    case X509_V_ERR_EC_KEY_EXPLICIT_PARAMS: return TrustStatus::WeakAlgorithm;
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_NO_ISSUER_PUBLIC_KEY:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_CERT_CHAIN_TOO_LONG:
    case X509_V_ERR_INVALID_NON_CA:
    case X509_V_ERR_CA_BCONS_NOT_CRITICAL:
    case X509_V_ERR_CA_CERT_MISSING_KEY_USAGE:
    case X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA:
    case X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA:
    case X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN:
    case X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED: return TrustStatus::NotACa;
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
    case X509_V_ERR_SUBTREE_MINMAX:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX:
    case X509_V_ERR_UNSUPPORTED_NAME_SYNTAX:
    case X509_V_ERR_INVALID_POLICY_EXTENSION:
    case X509_V_ERR_NO_EXPLICIT_POLICY:
    case X509_V_ERR_INVALID_PURPOSE: return TrustStatus::ConstraintViolated;
    case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION: return TrustStatus::UnhandledExtension;
    default: return TrustStatus::Other; // revocation, CRLs, host names, out of memory: not asked for here or no verdict
    }
}

/// OpenSSL calls a certificate expired in the very second of notAfter; RFC 5280 §4.1.2.5 includes that second.
int keepTheLastSecond(int good, X509_STORE_CTX *context)
{
    if (good == 1 || X509_STORE_CTX_get_error(context) != X509_V_ERR_CERT_HAS_EXPIRED)
        return good;
    const std::time_t when = X509_VERIFY_PARAM_get_time(X509_STORE_CTX_get0_param(context));
    if (ASN1_TIME_cmp_time_t(X509_get0_notAfter(X509_STORE_CTX_get_current_cert(context)), when) != 0)
        return 0;
    X509_STORE_CTX_set_error(context, X509_V_OK);
    return 1;
}

void push(std::vector<X509Ptr> &owners, STACK_OF(X509) *stack, const std::vector<Bytes> &ders, std::size_t &unreadable)
{
    for (const Bytes &der : ders) {
        Result<X509Ptr> certificate = readX509ForVerifying(der);
        if (!certificate || sk_X509_push(stack, certificate->get()) == 0)
            ++unreadable;
        else
            owners.push_back(std::move(*certificate));
    }
}

} // namespace

struct AnchorStore::Stores {
    X509StorePtr anchors;
    std::vector<X509Ptr> intermediates;
    std::size_t anchorCount = 0, unreadable = 0;
};

AnchorStore::AnchorStore(const std::vector<Bytes> &anchors, const std::vector<Bytes> &intermediates)
    : m_stores(std::make_unique<Stores>())
{
    m_stores->anchors.reset(X509_STORE_new());
    for (const Bytes &der : anchors) {
        const Result<X509Ptr> certificate = readX509ForVerifying(der);
        if (certificate && X509_STORE_add_cert(m_stores->anchors.get(), certificate->get()) == 1)
            ++m_stores->anchorCount;
        else
            ++m_stores->unreadable;
    }
    const X509StackPtr scratch(sk_X509_new_null());
    push(m_stores->intermediates, scratch.get(), intermediates, m_stores->unreadable);
    ERR_clear_error();
}

AnchorStore::AnchorStore(AnchorStore &&) noexcept = default;
AnchorStore &AnchorStore::operator=(AnchorStore &&) noexcept = default;
AnchorStore::~AnchorStore() = default;

std::size_t AnchorStore::anchorCount() const { return m_stores->anchorCount; }
std::size_t AnchorStore::unreadable() const { return m_stores->unreadable; }

TrustResult AnchorStore::verify(BytesView leafDer, Instant when, const std::vector<Bytes> &extra) const
{
    TrustResult result;
    const Result<X509Ptr> leaf = readX509ForVerifying(leafDer);
    if (!leaf) {
        result.detail = leaf.error().detail;
        return result;
    }
    result.chain.push_back(bytesOf(leafDer));

    std::vector<X509Ptr> extraOwners;
    const X509StackPtr untrusted(sk_X509_new_null());
    const X509StoreCtxPtr context(X509_STORE_CTX_new());
    if (!untrusted || !context) {
        result.detail = openSslError();
        return result;
    }
    std::size_t skipped = 0; // an extra one that cannot be read is one that is missing
    push(extraOwners, untrusted.get(), extra, skipped);
    for (const X509Ptr &intermediate : m_stores->intermediates)
        sk_X509_push(untrusted.get(), intermediate.get());

    if (X509_STORE_CTX_init(context.get(), m_stores->anchors.get(), leaf->get(), untrusted.get()) != 1) {
        result.detail = openSslError();
        return result;
    }
    X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(parameters, toUnix(when));
    X509_VERIFY_PARAM_set_auth_level(parameters, securityLevel);
    // RFC 5280 §6.1.1 (d): a trust anchor need not be self-signed.
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
    X509_STORE_CTX_set_verify_cb(context.get(), keepTheLastSecond);
    const bool good = X509_verify_cert(context.get()) == 1;
    const int error = X509_STORE_CTX_get_error(context.get());
    result.status = good ? TrustStatus::Trusted : error == X509_V_OK ? TrustStatus::Other : statusOf(error);
    result.depth = good ? 0 : std::max(0, X509_STORE_CTX_get_error_depth(context.get()));
    result.detail = good ? "ok" : X509_verify_cert_error_string(error);
    if (const STACK_OF(X509) *chain = X509_STORE_CTX_get0_chain(context.get()); chain && sk_X509_num(chain) > 0) {
        result.chain.clear();
        for (int i = 0; i < sk_X509_num(chain); ++i)
            result.chain.push_back(derOf(sk_X509_value(chain, i)));
    }
    ERR_clear_error();
    return result;
}

TrustResult verifyChain(BytesView leaf, const std::vector<Bytes> &intermediates, const std::vector<Bytes> &anchors, Instant when)
{
    return AnchorStore(anchors).verify(leaf, when, intermediates);
}

const char *trustStatusName(TrustStatus status)
{
    switch (status) {
    case TrustStatus::Trusted: return "trusted";
    case TrustStatus::SelfSigned: return "self-signed";
    case TrustStatus::IssuerMissing: return "issuer-missing";
    case TrustStatus::Expired: return "expired";
    case TrustStatus::NotYetValid: return "not-yet-valid";
    case TrustStatus::BadSignature: return "bad-signature";
    case TrustStatus::WeakAlgorithm: return "weak-algorithm";
    case TrustStatus::NotACa: return "not-a-ca";
    case TrustStatus::ConstraintViolated: return "constraint-violated";
    case TrustStatus::UntrustedRoot: return "untrusted-root";
    case TrustStatus::UnhandledExtension: return "unhandled-extension";
    case TrustStatus::Other: return "other";
    }
    return "other";
}

Result<std::string> systemTrustBundlePath()
{
    const char *chosen = std::getenv(X509_get_default_cert_file_env());
    for (const char *path : {chosen, X509_get_default_cert_file(), "/etc/ssl/certs/ca-certificates.crt", // Debian
                             "/etc/pki/tls/certs/ca-bundle.crt",                                         // Fedora
                             "/etc/ssl/ca-bundle.pem"}) {                                                // openSUSE
        std::error_code error;
        if (path && std::filesystem::is_regular_file(path, error))
            return path;
    }
    return fail(ErrorCode::NotFound, "no CA bundle in the usual places");
}

} // namespace hufu
