// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/ClientEntry.h"

#include "models/probe/TlsExchange.h"

#include <charconv>
#include <optional>

namespace hufu {
namespace {

constexpr std::size_t longestEntryHead = 64u << 10;
constexpr std::chrono::milliseconds alertPatience{700}; ///< for a server that says nothing by itself: TLS 1.3 refuses a client after its handshake

/// What a server says to somebody it does not want.
bool meansNotYou(unsigned status) { return status == 400 || status == 401 || status == 403 || status == 495 || status == 496; }

/// Whether an error is the server's answer, and no silence.
bool isAnswer(const Error &error) { return error.code == ErrorCode::TlsFailed || error.code == ErrorCode::ConnectionClosed; }

int keepSession(SSL *connection, SSL_SESSION *session)
{
    auto *kept = static_cast<SslSessionPtr *>(SSL_get_app_data(connection));
    if (!kept)
        return 0;
    kept->reset(SSL_SESSION_dup(session)); // OpenSSL forbids the use of its own once the connection ends badly
    return 0;
}

int acceptAnyServer(X509_STORE_CTX *context, void *)
{
    X509_STORE_CTX_set_error(context, X509_V_OK);
    return 1;
}

Result<SslCtxPtr> makeEntryContext(const ClientEntry::Identity &identity)
{
    SslCtxPtr context(SSL_CTX_new(TLS_client_method()));
    if (!context || !SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION))
        return cryptoFailure("preparing TLS");
    SSL_CTX_set_cert_verify_callback(context.get(), acceptAnyServer, nullptr);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context.get(), keepSession);
    const std::uint8_t *at = identity.key.data();
    const Pkcs8Ptr info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(identity.key.size())));
    const EvpPkeyPtr key(info ? EVP_PKCS82PKEY(info.get()) : nullptr);
    bool first = true;
    for (const Bytes &der : identity.chain) {
        const std::uint8_t *from = der.data();
        X509Ptr certificate(d2i_X509(nullptr, &from, static_cast<long>(der.size())));
        const bool taken = certificate && (first ? SSL_CTX_use_certificate(context.get(), certificate.get()) : SSL_CTX_add1_chain_cert(context.get(), certificate.get())) == 1;
        if (!taken)
            return cryptoFailure("using the client's certificate");
        first = false;
    }
    if (first || !key || SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1)
        return cryptoFailure("using the client's key");
    return context;
}

} // namespace

struct ClientEntry::Parts {
    struct EntryConnection {
        Socket socket;
        SslPtr tls;
    };
    EndpointSpec spec;
    std::string path; ///< empty: no HTTP is spoken
    SslCtxPtr context;
    SslSessionPtr session; ///< of enter()
    std::optional<EntryConnection> open;

    Result<Answer> come(SSL_SESSION *resumed, bool keep, std::chrono::milliseconds patience, std::stop_token token);
    Result<Answer> ask(EntryConnection &connection, Deadline deadline, const StopSignal &stop) const;
    Result<Answer> askHttp(TlsExchange line, SSL *tls) const;
};

/// HEAD: nothing comes after the head of the answer, so that the connection can be used again.
Result<ClientEntry::Answer> ClientEntry::Parts::askHttp(TlsExchange line, SSL *tls) const
{
    const std::string host = !spec.serverName.empty() ? spec.serverName : spec.port == 443 ? spec.host : spec.hostAndPort();
    const std::string question = "HEAD " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: hufu-canary\r\n\r\n";
    if (Result<void> written = line.write(tls, viewOf(question)); !written && !isAnswer(written.error()))
        return fail(written.error());
    // What could not be written any more: whatever the server said before it went is read all the same.
    std::string head;
    std::array<std::uint8_t, 4096> buffer;
    while (head.find("\r\n\r\n") == std::string::npos) {
        const Result<std::size_t> count = line.read(tls, buffer);
        if (!count)
            return fail(count.error());
        head.append(reinterpret_cast<const char *>(buffer.data()), *count);
        if (head.size() > longestEntryHead)
            return fail(ErrorCode::Malformed, "the head of the answer is above 64 KiB");
    }
    unsigned status = 0;
    if (!head.starts_with("HTTP/1.") || head.size() < 12 || std::from_chars(head.data() + 9, head.data() + 12, status).ec != std::errc())
        return fail(ErrorCode::Malformed, "the answer is no HTTP/1");
    return Answer{!meansNotYou(status), "HTTP status " + std::to_string(status)};
}

Result<ClientEntry::Answer> ClientEntry::Parts::ask(EntryConnection &connection, Deadline deadline, const StopSignal &stop) const
{
    Result<Answer> answer = fail(ErrorCode::Internal, "not asked");
    if (path.empty()) {
        TlsExchange line{connection.socket, std::min(deadline, std::chrono::steady_clock::now() + alertPatience), stop};
        std::array<std::uint8_t, 4096> buffer;
        const Result<std::size_t> heard = line.read(connection.tls.get(), buffer);
        if (heard || heard.error().code == ErrorCode::ConnectionTimedOut)
            return Answer{true, heard ? "the server greets" : "the server waits for more"};
        answer = fail(heard.error());
    } else {
        answer = askHttp({connection.socket, deadline, stop}, connection.tls.get());
    }
    if (!answer && isAnswer(answer.error()))
        return Answer{false, answer.error().detail};
    return answer;
}

Result<ClientEntry::Answer> ClientEntry::Parts::come(SSL_SESSION *resumed, bool keep, std::chrono::milliseconds patience, std::stop_token token)
{
    const Deadline deadline = std::chrono::steady_clock::now() + patience;
    const auto addresses = lookUpHost(spec.host, spec.port, deadline, token);
    if (!addresses)
        return fail(addresses.error());
    const StopSignal stop(std::move(token));
    auto connected = connectToAny(*addresses, deadline, stop);
    if (!connected)
        return fail(connected.error());
    EntryConnection connection{std::move(connected->first), {}};
    TlsExchange line{connection.socket, deadline, stop};
    if (Result<void> started = line.startTls(spec.startTls); !started)
        return fail(started.error());
    Result<SslPtr> tls = makeTlsConnection(context.get(), spec);
    if (!tls)
        return fail(tls.error());
    connection.tls = std::move(*tls);
    SSL_set_app_data(connection.tls.get(), keep ? &session : nullptr);
    const SslSessionPtr copy(resumed ? SSL_SESSION_dup(resumed) : nullptr);
    if (resumed && (!copy || SSL_set_session(connection.tls.get(), copy.get()) != 1))
        return cryptoFailure("resuming a session");
    if (Result<void> shaken = line.handshake(connection.tls.get()); !shaken) {
        if (isAnswer(shaken.error()))
            return Answer{false, shaken.error().detail};
        return fail(shaken.error());
    }
    Result<Answer> answer = ask(connection, deadline, stop);
    if (!answer)
        return answer;
    if (resumed)
        answer->said += SSL_session_reused(connection.tls.get()) ? ", session resumed" : ", session not resumed";
    if (keep && answer->letIn) {
        SSL_set_app_data(connection.tls.get(), nullptr); // the session from before is meant
        open.emplace(std::move(connection));
    }
    return answer;
}

ClientEntry::ClientEntry(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
ClientEntry::ClientEntry(ClientEntry &&) noexcept = default;
ClientEntry &ClientEntry::operator=(ClientEntry &&) noexcept = default;
ClientEntry::~ClientEntry() = default;

Result<ClientEntry> ClientEntry::make(const std::string &endpoint, const Identity &identity)
{
    Result<EndpointSpec> spec = EndpointSpec::parse(endpoint);
    if (!spec)
        return fail(spec.error());
    Result<SslCtxPtr> context = makeEntryContext(identity);
    if (!context)
        return fail(context.error());
    std::string path;
    if (constexpr std::string_view scheme = "https://"; endpoint.starts_with(scheme)) {
        const std::size_t at = endpoint.find('/', scheme.size());
        path = at == std::string::npos ? "/" : endpoint.substr(at, endpoint.find('#') - at);
        if (path.find_first_of(" \r\n\t") != std::string::npos)
            return fail(ErrorCode::InvalidArgument, "a path has no blanks", endpoint);
    }
    auto parts = std::make_unique<Parts>();
    parts->spec = std::move(*spec);
    parts->path = std::move(path);
    parts->context = std::move(*context);
    return ClientEntry(std::move(parts));
}

Result<ClientEntry::Answer> ClientEntry::enter(std::chrono::milliseconds patience, std::stop_token stop)
{
    m_parts->session.reset();
    m_parts->open.reset();
    return m_parts->come(nullptr, true, patience, std::move(stop));
}

bool ClientEntry::hasSession() const { return m_parts->session && SSL_SESSION_is_resumable(m_parts->session.get()); }
bool ClientEntry::hasConnection() const { return m_parts->open.has_value(); }

Result<ClientEntry::Answer> ClientEntry::newHandshake(std::chrono::milliseconds patience, std::stop_token stop)
{
    return m_parts->come(nullptr, false, patience, std::move(stop));
}

Result<ClientEntry::Answer> ClientEntry::savedSession(std::chrono::milliseconds patience, std::stop_token stop)
{
    if (!hasSession())
        return fail(ErrorCode::NothingFound, "the server gave no session that could be resumed");
    return m_parts->come(m_parts->session.get(), false, patience, std::move(stop));
}

Result<ClientEntry::Answer> ClientEntry::openConnection(std::chrono::milliseconds patience, std::stop_token token)
{
    if (!m_parts->open)
        return fail(ErrorCode::NothingFound, "no connection was left open");
    const StopSignal stop(std::move(token));
    Result<Answer> answer = m_parts->ask(*m_parts->open, std::chrono::steady_clock::now() + patience, stop);
    if (answer && !answer->letIn)
        m_parts->open.reset();
    return answer;
}

} // namespace hufu
