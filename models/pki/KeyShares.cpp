// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/KeyShares.h"

extern "C" { // the header does not say so itself
#include <libgfshare.h>
}

#include <algorithm>
#include <cstring>
#include <memory>

namespace hufu {
namespace {

constexpr std::string_view magic = "HufuShr1";
constexpr std::size_t checkOctets = 8, headOctets = 8 + 16 + 3 + 2, longest = 1024;

using Context = std::unique_ptr<gfshare_ctx, decltype([](gfshare_ctx *context) { gfshare_ctx_free(context); })>;

void fillFromCsprng(unsigned char *to, unsigned int size)
{
    const SecureBytes random = SecureBytes::random(size);
    std::memcpy(to, random.data(), size);
}

/// The library's source of coefficients, and of what it overwrites them with, is null, or worse, random(), until it is set.
void useCsprng() { gfshare_fill_rand = fillFromCsprng; }

bool sameSet(const KeyShare &one, const KeyShare &other)
{
    return one.set == other.set && one.needed == other.needed && one.dealt == other.dealt && one.value.size() == other.value.size();
}

} // namespace

SecureBytes KeyShare::encode() const
{
    SecureBytes encoded(headOctets + value.size() + checkOctets);
    std::uint8_t *at = std::ranges::copy(magic, encoded.data()).out;
    at = std::ranges::copy(set, at).out;
    *at++ = needed;
    *at++ = dealt;
    *at++ = index;
    *at++ = static_cast<std::uint8_t>(value.size() >> 8);
    *at++ = static_cast<std::uint8_t>(value.size());
    at = std::ranges::copy(value.view(), at).out;
    const Sha256 digest = sha256(encoded.view().first(encoded.size() - checkOctets));
    std::copy_n(digest.begin(), checkOctets, at);
    return encoded;
}

Result<KeyShare> KeyShare::decode(BytesView encoded)
{
    if (encoded.size() <= headOctets + checkOctets || textOf(encoded.first(magic.size())) != magic)
        return fail(ErrorCode::Malformed, "no key share");
    const BytesView body = encoded.first(encoded.size() - checkOctets);
    if (!std::ranges::equal(BytesView(sha256(body)).first(checkOctets), encoded.last(checkOctets)))
        return fail(ErrorCode::Malformed, "a key share whose checksum does not fit");
    KeyShare share;
    const std::uint8_t *at = body.data() + magic.size();
    std::copy_n(at, share.set.size(), share.set.begin());
    at += share.set.size();
    share.needed = at[0];
    share.dealt = at[1];
    share.index = at[2];
    const std::size_t size = std::size_t(at[3]) << 8 | at[4];
    if (size != body.size() - headOctets || size > longest || share.needed < 2 || share.needed > share.dealt || share.index < 1 || share.index > share.dealt)
        return fail(ErrorCode::Malformed, "a key share whose numbers do not fit");
    share.value = SecureBytes::copyOf(body.subspan(headOctets));
    return share;
}

Result<std::vector<KeyShare>> splitSecret(const SecureBytes &secret, int needed, int dealt)
{
    if (needed < 2 || dealt < needed || dealt > 255 || secret.empty() || secret.size() > longest)
        return fail(ErrorCode::InvalidArgument, "a secret of 1 to 1024 octets is split for 2 to 255 people, of whom 2 at least give it back");
    useCsprng();
    std::vector<unsigned char> numbers;
    for (int i = 1; i <= dealt; ++i)
        numbers.push_back(static_cast<unsigned char>(i));
    const auto size = static_cast<unsigned int>(secret.size());
    const Context context(gfshare_ctx_init_enc(numbers.data(), static_cast<unsigned int>(dealt), static_cast<unsigned char>(needed), size));
    if (!context)
        return fail(ErrorCode::CryptoFailed, "splitting a secret");
    SecureBytes copy = secret.clone(); // the library does not promise to leave it alone
    gfshare_ctx_enc_setsecret(context.get(), copy.data());
    std::array<std::uint8_t, 16> set{};
    randomFill(set);
    std::vector<KeyShare> shares;
    for (int i = 0; i < dealt; ++i) {
        KeyShare share{set, numbers[static_cast<std::size_t>(i)], static_cast<std::uint8_t>(needed), static_cast<std::uint8_t>(dealt), SecureBytes(secret.size())};
        gfshare_ctx_enc_getshare(context.get(), static_cast<unsigned char>(i), share.value.data());
        shares.push_back(std::move(share));
    }
    return shares;
}

Result<SecureBytes> joinShares(std::span<const KeyShare> shares)
{
    if (shares.empty() || shares.size() < shares.front().needed)
        return fail(ErrorCode::LimitExceeded, "fewer shares than are needed");
    std::vector<unsigned char> numbers;
    for (const KeyShare &share : shares) {
        if (!sameSet(share, shares.front()))
            return fail(ErrorCode::Conflict, "shares of different secrets");
        if (std::ranges::find(numbers, share.index) != numbers.end())
            return fail(ErrorCode::Conflict, "the same share twice");
        numbers.push_back(share.index);
    }
    const std::size_t size = shares.front().value.size();
    useCsprng(); // freeing a context overwrites it with random octets
    const Context context(gfshare_ctx_init_dec(numbers.data(), static_cast<unsigned int>(numbers.size()), static_cast<unsigned int>(size)));
    if (!context)
        return fail(ErrorCode::CryptoFailed, "joining shares");
    for (std::size_t i = 0; i < shares.size(); ++i) {
        SecureBytes copy = shares[i].value.clone();
        gfshare_ctx_dec_giveshare(context.get(), static_cast<unsigned char>(i), copy.data());
    }
    SecureBytes secret(size);
    gfshare_ctx_dec_extract(context.get(), secret.data());
    return secret;
}

} // namespace hufu
