// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/TokenKeys.h"

#include <mutex>

namespace hufu {
namespace {

/// A module that gave no answer is left alone for this long: each of several CAs would wait for it, and with them whoever gave the command.
constexpr std::chrono::seconds rest(30);

} // namespace

/// The vault's PINs as tokens ask for them, on whichever thread signs.
class TokenKeys::Pins {
public:
    Pins(std::string databasePath, SecureBytes databaseKey, SecureBytes vaultKey)
        : m_path(std::move(databasePath)), m_databaseKey(std::move(databaseKey)), m_pins(std::move(vaultKey)) {}

    Result<SecureBytes> read(const std::string &uri)
    {
        const std::lock_guard lock(m_mutex);
        Result<Connection> connection = Connection::open(m_path, m_databaseKey, Connection::Access::ReadOnly);
        if (!connection)
            return fail(connection.error());
        Result<TokenPins::Kept> kept = m_pins.read(*connection, uri);
        if (!kept)
            return fail(kept.error());
        if (const auto known = m_refused.find(uri); known != m_refused.end() && known->second.which == kept->which)
            return fail(known->second.error);
        m_given[uri] = kept->which;
        return std::move(kept->pin);
    }

    void refuse(const std::string &uri, const Error &error)
    {
        const std::lock_guard lock(m_mutex);
        m_refused[uri] = {m_given[uri], error, false};
    }

    void settle()
    {
        const std::lock_guard lock(m_mutex);
        for (auto &[uri, refusal] : m_refused) {
            if (refusal.written)
                continue;
            Result<Connection> connection = Connection::open(m_path, m_databaseKey, Connection::Access::ReadWrite);
            refusal.written = connection && m_pins.refuse(*connection, uri, refusal.which);
        }
    }

private:
    struct Refusal {
        Sha256 which{};
        Error error;
        bool written = false;
    };

    std::mutex m_mutex;
    std::string m_path;
    SecureBytes m_databaseKey;
    TokenPins m_pins;
    std::map<std::string, Sha256> m_given;    ///< by URI: which PIN was handed out last
    std::map<std::string, Refusal> m_refused; ///< by URI
};

Result<std::unique_ptr<TokenKeys>> TokenKeys::over(const std::string &databasePath, const SecureBytes &databaseKey)
{
    Result<SecureBytes> vaultKey = CaKeys::vaultKeyOf(databaseKey);
    if (!vaultKey)
        return fail(vaultKey.error());
    return std::unique_ptr<TokenKeys>(new TokenKeys(std::make_shared<Pins>(databasePath, databaseKey.clone(), std::move(*vaultKey))));
}

Result<Pkcs11Token> TokenKeys::token(const std::string &text)
{
    const Result<Pkcs11Uri> uri = Pkcs11Uri::parse(text);
    if (!uri)
        return fail(uri.error());
    std::shared_ptr<TokenHost> &host = m_hosts[uri->module];
    if (!host)
        host = std::make_shared<TokenHost>(TokenHost::Settings{.module = uri->module, .rest = rest});
    const auto pins = m_pins;
    return Pkcs11Token(host, uri->token,
                       {[pins, name = uri->text()] { return pins->read(name); }, [pins, name = uri->text()](const Error &error) { pins->refuse(name, error); }});
}

Result<std::unique_ptr<Signer>> TokenKeys::create(const std::string &uri, const std::string &label, KeyKind kind)
{
    const Result<Pkcs11Token> where = token(uri);
    return where ? where->create(label, kind) : fail(where.error());
}

Result<std::unique_ptr<Signer>> TokenKeys::open(const std::string &uri, const std::string &, BytesView publicKey)
{
    const Result<Pkcs11Token> where = token(uri);
    return where ? where->open(publicKey) : fail(where.error());
}

void TokenKeys::settle() { m_pins->settle(); }

Result<void> keepTokenPin(const std::string &uri, const SecureBytes &pin, const std::string &databasePath, const SecureBytes &databaseKey)
{
    const Result<Pkcs11Uri> place = Pkcs11Uri::parse(uri);
    if (!place)
        return fail(place.error());
    const auto host = std::make_shared<TokenHost>(TokenHost::Settings{.module = place->module});
    const PinSource given{[&pin]() -> Result<SecureBytes> { return pin.clone(); }, {}};
    if (Result<void> right = Pkcs11Token(host, place->token, given).logIn(); !right)
        return right;
    Result<SecureBytes> vaultKey = CaKeys::vaultKeyOf(databaseKey);
    if (!vaultKey)
        return fail(vaultKey.error());
    Result<Connection> connection = Connection::open(databasePath, databaseKey, Connection::Access::ReadWrite);
    if (!connection)
        return fail(connection.error());
    return TokenPins(std::move(*vaultKey)).keep(*connection, place->text(), pin);
}

} // namespace hufu
