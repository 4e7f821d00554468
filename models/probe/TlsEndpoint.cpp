// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/TlsEndpoint.h"

#include "models/probe/TlsExchange.h"

namespace hufu {

namespace {

constexpr long maxChainBytes = 512 << 10;

/// Notes the chain as it arrives, so that it is known even if the server breaks off later, as TLS 1.2 servers do that
/// demand a client certificate. Accepts everything: this reads, others judge.
int noteChain(X509_STORE_CTX *context, void *argument)
{
    auto &chain = *static_cast<PresentedChain *>(argument);
    const STACK_OF(X509) *presented = X509_STORE_CTX_get0_untrusted(context);
    for (int i = 0; i < sk_X509_num(presented); ++i) {
        unsigned char *der = nullptr;
        const int size = i2d_X509(sk_X509_value(presented, i), &der);
        if (size > 0)
            chain.certificates.emplace_back(der, der + size);
        OPENSSL_free(der);
    }
    X509_STORE_CTX_set_error(context, X509_V_OK);
    return 1;
}

Result<SslCtxPtr> makeContext(PresentedChain &chain)
{
    SslCtxPtr context(SSL_CTX_new(TLS_client_method()));
    // Whatever the system's policy: a weak server's certificates are to be read as well. Anonymous suites have none.
    if (!context || !SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION)
        || !SSL_CTX_set_max_proto_version(context.get(), 0) || !SSL_CTX_set_cipher_list(context.get(), "ALL:eNULL:!aNULL:!PSK:!SRP:@SECLEVEL=0"))
        return cryptoFailure("preparing TLS");
    SSL_CTX_set_options(context.get(), SSL_OP_ALL | SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_NO_TICKET);
    SSL_CTX_set_max_cert_list(context.get(), maxChainBytes);
    SSL_CTX_set_cert_verify_callback(context.get(), noteChain, &chain);
    return context;
}

Result<PresentedChain> readChain(const EndpointSpec &endpoint, Deadline deadline, std::stop_token token)
{
    const auto addresses = lookUpHost(endpoint.host, endpoint.port, deadline, token);
    if (!addresses)
        return std::unexpected(addresses.error());
    const StopSignal stop(token);
    auto connected = connectToAny(*addresses, deadline, stop);
    if (!connected)
        return std::unexpected(connected.error());
    TlsExchange line{connected->first, deadline, stop};
    if (auto started = line.startTls(endpoint.startTls); !started)
        return std::unexpected(started.error());

    PresentedChain chain;
    chain.peerAddress = connected->second;
    const auto context = makeContext(chain);
    if (!context)
        return std::unexpected(context.error());
    const auto connection = makeTlsConnection(context->get(), endpoint);
    if (!connection)
        return std::unexpected(connection.error());
    const auto shaken = line.handshake(connection->get());
    if (!shaken && (chain.certificates.empty() || shaken.error().code == ErrorCode::Cancelled))
        return std::unexpected(shaken.error());
    if (chain.certificates.empty())
        return fail(ErrorCode::TlsFailed, "the server presents no certificate");

    chain.complete = shaken.has_value();
    chain.protocol = SSL_get_version(connection->get());
    const SSL_CIPHER *cipher = SSL_get_current_cipher(connection->get());
    if (!cipher)
        cipher = SSL_get_pending_cipher(connection->get());
    if (cipher)
        chain.cipher = SSL_CIPHER_standard_name(cipher);
    if (chain.complete && SSL_shutdown(connection->get()) >= 0)
        (void)line.flush(connection->get()); // close_notify, as a courtesy
    return chain;
}

} // namespace

Result<PresentedChain> readPresentedChain(const EndpointSpec &endpoint, std::chrono::milliseconds timeout, std::stop_token stop)
{
    auto chain = readChain(endpoint, std::chrono::steady_clock::now() + timeout, std::move(stop));
    if (!chain)
        chain.error().subject = endpoint.hostAndPort();
    return chain;
}

} // namespace hufu
