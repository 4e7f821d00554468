// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/TlsExchange.h"

#include "models/base/CanonicalJson.h"
#include "models/probe/StartTlsDialogue.h"

#include <QUrl>

#include <algorithm>
#include <arpa/inet.h>

namespace hufu {

namespace {

constexpr std::size_t maxHandshakeBytes = 1u << 20; ///< of the server's, before the handshake ends

bool isNumericHost(const std::string &host)
{
    in6_addr address;
    return inet_pton(AF_INET, host.c_str(), &address) == 1 || host.find(':') != host.npos;
}

} // namespace

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

Result<void> TlsExchange::startTls(StartTls protocol)
{
    StartTlsDialogue dialogue(protocol);
    StartTlsDialogue::Step step = dialogue.begin();
    std::array<std::uint8_t, 4096> buffer;
    for (;;) {
        if (auto written = socket.write(viewOf(step.send), deadline, stop); !written)
            return written;
        if (step.ready)
            return {};
        const auto count = socket.read(buffer, deadline, stop);
        if (!count)
            return std::unexpected(count.error());
        auto next = dialogue.receive(textOf(BytesView(buffer).first(*count)));
        if (!next)
            return std::unexpected(next.error());
        step = std::move(*next);
    }
}

Result<SslPtr> makeTlsConnection(SSL_CTX *context, const EndpointSpec &endpoint)
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
    if (!isNumericHost(name)) { // RFC 6066 §3: no literal addresses
        const std::string ascii = QUrl::toAce(qstr(name)).toStdString();
        if (ascii.empty() || !SSL_set_tlsext_host_name(connection.get(), ascii.c_str()))
            return fail(ErrorCode::InvalidArgument, "not a server name", name);
    }
    return connection;
}

Result<void> TlsExchange::flush(SSL *connection)
{
    std::array<std::uint8_t, 4096> buffer;
    for (;;) {
        const int count = BIO_read(SSL_get_wbio(connection), buffer.data(), int(buffer.size()));
        if (count <= 0)
            return {};
        if (auto written = socket.write(BytesView(buffer).first(std::size_t(count)), deadline, stop); !written)
            return written;
    }
}

Result<void> TlsExchange::handshake(SSL *connection)
{
    std::array<std::uint8_t, 16384> buffer;
    std::size_t received = 0;
    for (;;) {
        ERR_clear_error();
        const int done = SSL_do_handshake(connection);
        const int state = SSL_get_error(connection, done);
        const std::string reason = done == 1 || state == SSL_ERROR_WANT_READ ? std::string() : openSslError();
        // An alert goes out as well, as far as the server still listens.
        if (auto written = flush(connection); !written && reason.empty())
            return written;
        if (done == 1)
            return {};
        if (!reason.empty())
            return fail(ErrorCode::TlsFailed, reason);
        const auto count = socket.read(buffer, deadline, stop);
        if (!count)
            return std::unexpected(count.error());
        received += *count;
        if (received > maxHandshakeBytes)
            return fail(ErrorCode::TlsFailed, "the handshake is longer than 1 MiB");
        BIO_write(SSL_get_rbio(connection), buffer.data(), int(*count));
    }
}

Result<std::size_t> TlsExchange::read(SSL *connection, std::span<std::uint8_t> buffer)
{
    std::array<std::uint8_t, 16384> received;
    for (;;) {
        ERR_clear_error();
        const int count = SSL_read(connection, buffer.data(), int(buffer.size()));
        if (count > 0)
            return std::size_t(count);
        const int state = SSL_get_error(connection, count);
        if (state == SSL_ERROR_ZERO_RETURN)
            return fail(ErrorCode::ConnectionClosed, "the server closed the connection");
        if (state != SSL_ERROR_WANT_READ)
            return fail(ErrorCode::TlsFailed, openSslError());
        if (auto flushed = flush(connection); !flushed) // answers to key updates
            return std::unexpected(flushed.error());
        const auto more = socket.read(received, deadline, stop);
        if (!more)
            return std::unexpected(more.error());
        BIO_write(SSL_get_rbio(connection), received.data(), int(*more));
    }
}

Result<void> TlsExchange::write(SSL *connection, BytesView bytes)
{
    ERR_clear_error();
    if (SSL_write(connection, bytes.data(), int(bytes.size())) <= 0)
        return fail(ErrorCode::TlsFailed, openSslError());
    return flush(connection);
}

} // namespace hufu
