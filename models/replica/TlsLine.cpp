// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/TlsLine.h"

#include "models/pki/Handles.h"
#include "models/pki/OfficerCertificate.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>

namespace hufu {
namespace {

using TlsContextPtr = std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>>;
using TlsPtr = std::unique_ptr<SSL, Deleter<SSL_free>>;

constexpr long longestServerChain = 64 << 10;

constexpr const char *foreignServer = "the server is not of the authority that this workstation was enrolled at, or the code is of another server";

bool isNumeric(const std::string &host) { return host.find(':') != std::string::npos || host.find_first_not_of("0123456789.") == std::string::npos; }

Bytes derOf(X509 *certificate)
{
    unsigned char *der = nullptr;
    const int size = i2d_X509(certificate, &der);
    Bytes bytes = size > 0 ? Bytes(der, der + size) : Bytes();
    OPENSSL_free(der);
    return bytes;
}

/// What the handshake judges the server by, and what it learned.
struct Judgement {
    const TlsLine::Peer &peer;
    Instant now;
    Bytes authority;
    std::string refusal;
};

bool isInForce(const X509 *certificate, Instant now)
{
    std::time_t at = static_cast<std::time_t>(toUnix(now));
    return X509_cmp_time(X509_get0_notBefore(certificate), &at) <= 0 && X509_cmp_time(X509_get0_notAfter(certificate), &at) > 0;
}

/// In place of a path through the system's trust store: the authority itself signs its server's certificate.
int judge(X509_STORE_CTX *context, void *argument)
{
    Judgement &judgement = *static_cast<Judgement *>(argument);
    const STACK_OF(X509) *sent = X509_STORE_CTX_get0_untrusted(context);
    X509 *leaf = X509_STORE_CTX_get0_cert(context);
    for (int i = 0; i < sk_X509_num(sent) && judgement.authority.empty(); ++i) {
        if (Bytes der = derOf(sk_X509_value(sent, i)); judgement.peer.isAuthority(der))
            judgement.authority = std::move(der);
    }
    const std::string &host = judgement.peer.host;
    if (judgement.authority.empty())
        judgement.refusal = foreignServer;
    else if (leaf && !isInForce(leaf, judgement.now))
        judgement.refusal = "the server's certificate is not in force at " + toIso(judgement.now) + ", as this computer's clock says: is the clock right?";
    else if (!leaf || !isTlsIdentity(derOf(leaf), judgement.authority, TlsIdentity::Side::Server, judgement.now))
        judgement.refusal = "the server's certificate is not the authority's";
    else if (isNumeric(host) ? X509_check_ip_asc(leaf, host.c_str(), 0) != 1 : X509_check_host(leaf, host.c_str(), host.size(), 0, nullptr) != 1)
        judgement.refusal = "the server's certificate does not name " + host;
    ERR_clear_error();
    X509_STORE_CTX_set_error(context, judgement.refusal.empty() ? X509_V_OK : X509_V_ERR_APPLICATION_VERIFICATION);
    return judgement.refusal.empty() ? 1 : 0;
}

Result<TlsContextPtr> makeTlsContext(const TlsLine::Identity &identity, Judgement &judgement)
{
    TlsContextPtr context(SSL_CTX_new(TLS_client_method()));
    if (!context || !SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION))
        return cryptoFailure("preparing TLS 1.3");
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_max_cert_list(context.get(), longestServerChain);
    SSL_CTX_set_cert_verify_callback(context.get(), judge, &judgement);
    if (identity.certificate.empty())
        return context;
    const std::uint8_t *at = identity.key.data();
    const Pkcs8Ptr info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(identity.key.size())));
    const EvpPkeyPtr key(info ? EVP_PKCS82PKEY(info.get()) : nullptr);
    if (!key || SSL_CTX_use_certificate_ASN1(context.get(), static_cast<int>(identity.certificate.size()), identity.certificate.data()) != 1
        || SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1)
        return cryptoFailure("using the workstation's key");
    return context;
}

} // namespace

struct TlsLine::Tls {
    Socket socket;
    TlsContextPtr context;
    TlsPtr connection;
    Bytes authority;

    /// Memory BIOs stand in between because OpenSSL's own socket BIO writes with write(), which raises SIGPIPE when the server has gone.
    Result<void> flush(Deadline deadline, const StopSignal &stop)
    {
        std::array<std::uint8_t, 16384> buffer;
        for (;;) {
            const int count = BIO_read(SSL_get_wbio(connection.get()), buffer.data(), int(buffer.size()));
            if (count <= 0)
                return {};
            if (auto written = socket.write(BytesView(buffer).first(std::size_t(count)), deadline, stop); !written)
                return written;
        }
    }
    Result<void> fill(Deadline deadline, const StopSignal &stop)
    {
        std::array<std::uint8_t, 16384> buffer;
        const Result<std::size_t> count = socket.read(buffer, deadline, stop);
        if (!count)
            return fail(count.error());
        BIO_write(SSL_get_rbio(connection.get()), buffer.data(), int(*count));
        return {};
    }
    Result<void> shake(const Judgement &judgement, Deadline deadline, const StopSignal &stop)
    {
        for (;;) {
            ERR_clear_error();
            const int done = SSL_do_handshake(connection.get());
            const bool wants = done != 1 && SSL_get_error(connection.get(), done) == SSL_ERROR_WANT_READ;
            const std::string reason = done == 1 || wants ? std::string() : openSslError();
            if (auto written = flush(deadline, stop); !written && reason.empty()) // an alert goes out as well
                return written;
            if (done == 1)
                return {};
            if (!reason.empty())
                return fail(ErrorCode::TlsFailed, judgement.refusal.empty() ? reason : judgement.refusal, judgement.peer.host);
            if (auto filled = fill(deadline, stop); !filled)
                return filled;
        }
    }
};

TlsLine::TlsLine(std::unique_ptr<Tls> tls) : m_tls(std::move(tls)) {}
TlsLine::TlsLine(TlsLine &&) noexcept = default;
TlsLine &TlsLine::operator=(TlsLine &&) noexcept = default;
TlsLine::~TlsLine() = default;

bool isForeignServer(const Error &error) { return error.code == ErrorCode::TlsFailed && error.detail == foreignServer; }

const Bytes &TlsLine::authority() const { return m_tls->authority; }

Result<TlsLine> TlsLine::connect(const Peer &peer, const Identity &identity, Instant now, Deadline deadline, const StopSignal &stop)
{
    const Result<std::vector<SocketAddress>> addresses = lookUpHost(peer.host, peer.port, deadline, stop.token());
    if (!addresses)
        return fail(addresses.error());
    Result<Socket> socket = fail(ErrorCode::HostNotFound, "the name has no address", peer.host);
    for (const SocketAddress &address : *addresses) {
        socket = Socket::connect(address, deadline, stop);
        if (socket || socket.error().code == ErrorCode::Cancelled)
            break;
    }
    if (!socket)
        return fail(socket.error().code, socket.error().detail, peer.host);
    Judgement judgement{peer, now, {}, {}};
    Result<TlsContextPtr> context = makeTlsContext(identity, judgement);
    if (!context)
        return fail(context.error());
    TlsPtr connection(SSL_new(context->get()));
    BioPtr input(BIO_new(BIO_s_mem())), output(BIO_new(BIO_s_mem()));
    if (!connection || !input || !output)
        return cryptoFailure("preparing TLS");
    BIO_set_mem_eof_return(input.get(), -1); // empty means "not yet", not "closed"
    SSL_set_bio(connection.get(), input.release(), output.release());
    SSL_set_connect_state(connection.get());
    if (!isNumeric(peer.host) && !SSL_set_tlsext_host_name(connection.get(), peer.host.c_str()))
        return fail(ErrorCode::InvalidArgument, "not a server name", peer.host);
    auto tls = std::make_unique<Tls>(Tls{std::move(*socket), std::move(*context), std::move(connection), {}});
    if (Result<void> shaken = tls->shake(judgement, deadline, stop); !shaken)
        return fail(shaken.error());
    tls->authority = std::move(judgement.authority);
    return TlsLine(std::move(tls));
}

Result<std::size_t> TlsLine::read(std::span<std::uint8_t> buffer, Deadline deadline, const StopSignal &stop)
{
    for (;;) {
        ERR_clear_error();
        const int count = SSL_read(m_tls->connection.get(), buffer.data(), int(buffer.size()));
        if (count > 0)
            return std::size_t(count);
        const int state = SSL_get_error(m_tls->connection.get(), count);
        if (state == SSL_ERROR_ZERO_RETURN)
            return fail(ErrorCode::ConnectionClosed, "the server closed the connection");
        if (state != SSL_ERROR_WANT_READ)
            return fail(ErrorCode::TlsFailed, openSslError());
        if (auto flushed = m_tls->flush(deadline, stop); !flushed) // answers to key updates
            return fail(flushed.error());
        if (auto filled = m_tls->fill(deadline, stop); !filled)
            return fail(filled.error());
    }
}

Result<void> TlsLine::write(BytesView bytes, Deadline deadline, const StopSignal &stop)
{
    while (!bytes.empty()) {
        const BytesView piece = bytes.first(std::min<std::size_t>(bytes.size(), 1u << 20));
        ERR_clear_error();
        const int count = SSL_write(m_tls->connection.get(), piece.data(), int(piece.size()));
        if (count <= 0)
            return fail(ErrorCode::TlsFailed, openSslError());
        bytes = bytes.subspan(std::size_t(count));
        if (auto flushed = m_tls->flush(deadline, stop); !flushed)
            return flushed;
    }
    return {};
}

} // namespace hufu
