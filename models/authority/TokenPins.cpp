// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/TokenPins.h"

#include "models/pki/Digest.h"
#include "models/pki/SecretBox.h"
#include "models/store/Vault.h"

namespace hufu {
namespace {

/// First octet of what is sealed; the PIN follows the first of them.
constexpr std::uint8_t good = 1, refused = 2;

std::string nameOf(const std::string &uri) { return "token pin " + uri; }
std::string pinContext(const std::string &uri) { return "hufu " + nameOf(uri); }

} // namespace

Result<TokenPins::Kept> TokenPins::read(Connection &connection, const std::string &uri) const
{
    const Result<Bytes> box = readVault(connection, nameOf(uri));
    if (!box)
        return fail(box.error().code == ErrorCode::NotFound ? ErrorCode::PinNeeded : box.error().code, box.error().detail, uri);
    SecureBytes content;
    if (Result<SecureBytes> opened = unseal(m_vaultKey, *box, pinContext(uri)); opened)
        content = std::move(*opened);
    else
        return fail(opened.error());
    if (content.size() == 1 && content.view().front() == refused)
        return fail(ErrorCode::PinIncorrect, "the token refused the PIN that was kept; it is not tried again", uri);
    if (content.size() < 2 || content.view().front() != good)
        return fail(ErrorCode::DatabaseCorrupt, "what the vault keeps for a token is no PIN", uri);
    return Kept{SecureBytes::copyOf(content.view().subspan(1)), sha256(*box)};
}

Result<void> TokenPins::put(Connection &connection, const std::string &uri, const SecureBytes &content) const
{
    const Result<Bytes> box = seal(m_vaultKey, content, pinContext(uri));
    if (!box)
        return fail(box.error());
    return putVault(connection, nameOf(uri), *box);
}

Result<void> TokenPins::keep(Connection &connection, const std::string &uri, const SecureBytes &pin) const
{
    if (pin.empty())
        return fail(ErrorCode::InvalidArgument, "an empty PIN", uri);
    SecureBytes content(1);
    content.data()[0] = good;
    content.insert(1, pin.view());
    return put(connection, uri, content);
}

Result<void> TokenPins::refuse(Connection &connection, const std::string &uri, const Sha256 &which) const
{
    return connection.transaction([&]() -> Result<void> {
        const Result<Bytes> box = readVault(connection, nameOf(uri));
        if (!box || sha256(*box) != which)
            return {}; // another was given meanwhile
        SecureBytes content(1);
        content.data()[0] = refused;
        return put(connection, uri, content);
    });
}

} // namespace hufu
