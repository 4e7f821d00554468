// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/EnrolmentCode.h"

#include "models/pki/Digest.h"
#include "models/pki/SecretBox.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t checkBytes = 2;
constexpr std::uint8_t relyingByte = 0xff; // see EnrolmentCode::id
constexpr std::size_t codeBytes = EnrolmentCode::fingerprintBytes + EnrolmentCode::idBytes + EnrolmentCode::secretBytes + checkBytes;
constexpr std::size_t codeCharacters = codeBytes * 8 / 5;
static_assert(codeBytes * 8 % 5 == 0 && codeCharacters % 4 == 0);

/// Everything but the check, and the check over it at its end.
void check(SecureBytes &code)
{
    const Sha256 digest = sha256(code.view().first(codeBytes - checkBytes));
    std::copy_n(digest.begin(), checkBytes, code.data() + codeBytes - checkBytes);
}

BytesView fingerprintIn(const Sha256 &digest) { return BytesView(digest).first(EnrolmentCode::fingerprintBytes); }

} // namespace

EnrolmentCode EnrolmentCode::make(BytesView authorityCertificate, For what)
{
    Bytes id(idBytes);
    do
        randomFill(id);
    while (id.front() == relyingByte);
    if (what == For::RelyingServer)
        id.front() = relyingByte;
    return {bytesOf(fingerprintIn(sha256(authorityCertificate))), toHex(id), SecureBytes::random(secretBytes)};
}

SecureBytes EnrolmentCode::text() const
{
    SecureBytes code(codeBytes);
    const Bytes which = fromHex(id).value_or(Bytes(idBytes));
    std::ranges::copy(fingerprint, code.data());
    std::ranges::copy(which, code.data() + fingerprintBytes);
    std::ranges::copy(secret.view(), code.data() + fingerprintBytes + idBytes);
    check(code);
    SecureBytes text(codeCharacters + codeCharacters / 4 - 1);
    std::uint8_t *to = text.data();
    unsigned held = 0, bits = 0;
    std::size_t written = 0;
    for (const std::uint8_t byte : code.view()) {
        held = (held << 8 | byte) & 0xffff;
        for (bits += 8; bits >= 5; bits -= 5) {
            if (written > 0 && written % 4 == 0)
                *to++ = '-';
            *to++ = static_cast<std::uint8_t>(alphabet[held >> (bits - 5) & 31]);
            ++written;
        }
    }
    return text;
}

Result<EnrolmentCode> EnrolmentCode::parse(BytesView text)
{
    SecureBytes code(codeBytes);
    unsigned held = 0, bits = 0;
    std::size_t written = 0;
    for (const std::uint8_t c : text) {
        if (c == '-' || c == ' ' || c == '\n' || c == '\r' || c == '\t')
            continue;
        const char upper = c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : char(c);
        const std::size_t value = alphabet.find(upper);
        if (value == std::string_view::npos || written == codeBytes)
            return fail(ErrorCode::EnrolmentRefused, "an enrolment code has 56 letters and digits");
        held = (held << 5 | unsigned(value)) & 0xffff;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            code.data()[written++] = static_cast<std::uint8_t>(held >> bits);
        }
    }
    const SecureBytes given = code.clone();
    if (written == codeBytes)
        check(code);
    if (written != codeBytes || !given.equals(code))
        return fail(ErrorCode::EnrolmentRefused, "the code was not typed as it was printed");
    const BytesView view = code.view();
    return EnrolmentCode{bytesOf(view.first(fingerprintBytes)), toHex(view.subspan(fingerprintBytes, idBytes)),
                         SecureBytes::copyOf(view.subspan(fingerprintBytes + idBytes, secretBytes))};
}

bool EnrolmentCode::isOf(BytesView authorityCertificate) const
{
    return std::ranges::equal(fingerprint, fingerprintIn(sha256(authorityCertificate)));
}

Result<SecureBytes> enrolmentVerifier(const SecureBytes &secret) { return deriveSubkey(secret, "hufu enrolment"); }

Result<Sha256> enrolmentProof(const SecureBytes &verifier, BytesView request) { return hmacSha256(verifier, request); }

} // namespace hufu
