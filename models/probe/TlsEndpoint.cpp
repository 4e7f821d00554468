// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/TlsEndpoint.h"

#include "models/base/CanonicalJson.h"
#include "models/pki/Handles.h"
#include "models/probe/Socket.h"
#include "models/probe/StartTlsDialogue.h"

#include <QUrl>

#include <openssl/ssl.h>

#include <algorithm>
#include <arpa/inet.h>

namespace hufu {

namespace {

using SslCtxPtr = std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, Deleter<SSL_free>>;

constexpr std::size_t maxHandshakeBytes = 1u << 20; ///< of the server's, before the handshake ends
constexpr long maxChainBytes = 512 << 10;

/// A connection together with what bounds it.
struct Line {
    Socket socket;
    Deadline deadline;
    const StopSignal &stop;

    Result<std::size_t> read(std::span<std::uint8_t> buffer) { return socket.read(buffer, deadline, stop); }
    Result<void> write(BytesView bytes) { return socket.write(bytes, deadline, stop); }
};

/// Tries the addresses in turn; each gets its share of the time that is left.
Result<std::pair<Socket, std::string>> connectToAny(const std::vector<SocketAddress> &addresses, Deadline deadline,
                                                    const StopSignal &stop)
{
    Error last{ErrorCode::HostNotFound, "the name has no address", {}, {}};
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        const auto now = std::chrono::steady_clock::now();
        const auto share = (deadline - now) / std::int64_t(addresses.size() - i);
        auto socket = Socket::connect(addresses[i], now + share, stop);
        if (socket)
            return std::pair(std::move(*socket), addresses[i].text());
        last = std::move(socket.error());
        if (last.code == ErrorCode::Cancelled)
            break;
        last.detail = addresses[i].text() + ": " + last.detail;
    }
    return std::unexpected(std::move(last));
}

Result<void> startTls(Line &line, StartTls protocol)
{
    StartTlsDialogue dialogue(protocol);
    StartTlsDialogue::Step step = dialogue.begin();
    std::array<std::uint8_t, 4096> buffer;
    for (;;) {
        if (auto written = line.write(viewOf(step.send)); !written)
            return written;
        if (step.ready)
            return {};
        const auto count = line.read(buffer);
        if (!count)
            return std::unexpected(count.error());
        auto next = dialogue.receive(textOf(BytesView(buffer).first(*count)));
        if (!next)
            return std::unexpected(next.error());
        step = std::move(*next);
    }
}

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

bool isAddress(const std::string &host)
{
    in6_addr address;
    return inet_pton(AF_INET, host.c_str(), &address) == 1 || host.find(':') != host.npos;
}

Result<SslPtr> makeConnection(SSL_CTX *context, const EndpointSpec &endpoint)
{
    SslPtr connection(SSL_new(context));
    BioPtr input(BIO_new(BIO_s_mem()));
    BioPtr output(BIO_new(BIO_s_mem()));
    if (!connection || !input || !output)
        return cryptoFailure("preparing TLS");
    BIO_set_mem_eof_return(input.get(), -1); // empty means "not yet", not "closed"
    SSL_set_bio(connection.get(), input.release(), output.release());
    SSL_set_connect_state(connection.get());
    const std::string name = endpoint.serverName.empty() ? endpoint.host : endpoint.serverName;
    if (!isAddress(name)) { // RFC 6066 §3: no literal addresses
        const std::string ascii = QUrl::toAce(qstr(name)).toStdString();
        if (ascii.empty() || !SSL_set_tlsext_host_name(connection.get(), ascii.c_str()))
            return fail(ErrorCode::InvalidArgument, "not a server name", name);
    }
    return connection;
}

/// Sends what TLS has to say. Memory BIOs stand between TLS and the socket because OpenSSL's own socket BIO writes with
/// write(), which raises SIGPIPE when the server has gone.
Result<void> flush(SSL *connection, Line &line)
{
    std::array<std::uint8_t, 4096> buffer;
    for (;;) {
        const int count = BIO_read(SSL_get_wbio(connection), buffer.data(), int(buffer.size()));
        if (count <= 0)
            return {};
        if (auto written = line.write(BytesView(buffer).first(std::size_t(count))); !written)
            return written;
    }
}

Result<void> handshake(SSL *connection, Line &line)
{
    std::array<std::uint8_t, 16384> buffer;
    std::size_t received = 0;
    for (;;) {
        ERR_clear_error();
        const int done = SSL_do_handshake(connection);
        const int state = SSL_get_error(connection, done);
        const std::string reason = done == 1 || state == SSL_ERROR_WANT_READ ? std::string() : openSslError();
        // An alert goes out as well, as far as the server still listens.
        if (auto written = flush(connection, line); !written && reason.empty())
            return written;
        if (done == 1)
            return {};
        if (!reason.empty())
            return fail(ErrorCode::TlsFailed, reason);
        const auto count = line.read(buffer);
        if (!count)
            return std::unexpected(count.error());
        received += *count;
        if (received > maxHandshakeBytes)
            return fail(ErrorCode::TlsFailed, "the handshake is longer than 1 MiB");
        BIO_write(SSL_get_rbio(connection), buffer.data(), int(*count));
    }
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
    Line line{std::move(connected->first), deadline, stop};
    if (auto started = startTls(line, endpoint.startTls); !started)
        return std::unexpected(started.error());

    PresentedChain chain;
    chain.peerAddress = connected->second;
    const auto context = makeContext(chain);
    if (!context)
        return std::unexpected(context.error());
    const auto connection = makeConnection(context->get(), endpoint);
    if (!connection)
        return std::unexpected(connection.error());
    const auto shaken = handshake(connection->get(), line);
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
        (void)flush(connection->get(), line); // close_notify, as a courtesy
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
