// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/http/ApiServer.h"

#include <gnutls/abstract.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace hufu {

/// What a listener proves itself with to whoever connects next: a key and its certificates, which may become others while connections are open.
class TlsPresence {
public:
    /// TlsFailed for a key and certificates that cannot be read or do not fit each other; then nothing changes. Any thread.
    Result<void> present(const ApiTls &tls);

    /// Before the handshake of a session that is to be answered by this object, which outlives it.
    void attach(gnutls_session_t session) { gnutls_session_set_ptr(session, this); }
    /// GnuTLS asks with what to answer a handshake (gnutls_certificate_retrieve_function2).
    static int retrieve(gnutls_session_t session, const gnutls_datum_t *, int, const gnutls_pk_algorithm_t *, int, gnutls_pcert_st **chain, unsigned *length,
                        gnutls_privkey_t *key);

private:
    struct Identity;
    struct Discard {
        void operator()(Identity *identity) const noexcept;
    };
    using IdentityPtr = std::unique_ptr<Identity, Discard>;

    std::mutex m_mutex;
    std::vector<IdentityPtr> m_identities; ///< the earlier ones as well: a handshake may be under way with one, and there are few in a server's life
    std::atomic<const Identity *> m_current = nullptr;
};

} // namespace hufu
