// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/TlsPresence.h"

#include <gnutls/gnutls.h>

#include <array>
#include <cstring>

namespace hufu {
namespace {

constexpr unsigned longestChain = 4;

gnutls_datum_t datum(const void *bytes, std::size_t size)
{
    return {static_cast<unsigned char *>(const_cast<void *>(bytes)), static_cast<unsigned>(size)};
}

/// SHA-1 of the public key, by which GnuTLS names it.
Bytes keyId(gnutls_pubkey_t key)
{
    std::array<unsigned char, 64> id{};
    std::size_t size = id.size();
    return key && gnutls_pubkey_get_key_id(key, 0, id.data(), &size) == 0 ? Bytes(id.begin(), id.begin() + std::ptrdiff_t(size)) : Bytes();
}

Bytes keyId(gnutls_privkey_t key)
{
    gnutls_pubkey_t its = nullptr;
    if (gnutls_pubkey_init(&its) != 0)
        return {};
    const Bytes id = gnutls_pubkey_import_privkey(its, key, 0, 0) == 0 ? keyId(its) : Bytes();
    gnutls_pubkey_deinit(its);
    return id;
}

} // namespace

struct TlsPresence::Identity {
    std::array<gnutls_pcert_st, longestChain> chain{};
    unsigned length = 0;
    gnutls_privkey_t key = nullptr;
};

void TlsPresence::Discard::operator()(Identity *identity) const noexcept
{
    for (unsigned i = 0; i < identity->length; ++i)
        gnutls_pcert_deinit(&identity->chain[i]);
    if (identity->key)
        gnutls_privkey_deinit(identity->key);
    delete identity;
}

Result<void> TlsPresence::present(const ApiTls &tls)
{
    IdentityPtr identity(new Identity);
    const gnutls_datum_t chain = datum(tls.chain.data(), tls.chain.size());
    const gnutls_datum_t key = datum(tls.key.data(), ::strnlen(reinterpret_cast<const char *>(tls.key.data()), tls.key.size()));
    unsigned length = longestChain;
    if (gnutls_pcert_list_import_x509_raw(identity->chain.data(), &length, &chain, GNUTLS_X509_FMT_PEM, 0) != 0)
        return fail(ErrorCode::TlsFailed, "the TLS certificates cannot be read");
    identity->length = length;
    if (gnutls_privkey_init(&identity->key) != 0 || gnutls_privkey_import_x509_raw(identity->key, &key, GNUTLS_X509_FMT_PEM, nullptr, 0) != 0)
        return fail(ErrorCode::TlsFailed, "the TLS key cannot be read");
    const Bytes certified = keyId(identity->chain[0].pubkey);
    if (certified.empty() || certified != keyId(identity->key))
        return fail(ErrorCode::TlsFailed, "the TLS certificate is for another key");
    const std::lock_guard lock(m_mutex);
    m_current = m_identities.emplace_back(std::move(identity)).get();
    return {};
}

int TlsPresence::retrieve(gnutls_session_t session, const gnutls_datum_t *, int, const gnutls_pk_algorithm_t *, int, gnutls_pcert_st **chain, unsigned *length,
                          gnutls_privkey_t *key)
{
    const auto *own = static_cast<const TlsPresence *>(gnutls_session_get_ptr(session));
    const Identity *now = own ? own->m_current.load() : nullptr;
    if (!now)
        return -1;
    *chain = const_cast<gnutls_pcert_st *>(now->chain.data()); // GnuTLS neither changes nor frees it
    *length = now->length;
    *key = now->key;
    return 0;
}

} // namespace hufu
