// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/pki/KeyKind.h"
#include "smartcard/Pkcs11Uri.h"

#include <vector>

namespace hufu {

/// What is said between the program and hufu-tokenhost, over a socket pair that is the host's standard input and output. A frame is the length
/// of its body (four octets, the highest first) and the body; in it, texts and octets follow each other, each after its own length. Requests
/// and replies take turns. Either side may have been taken over by a bad vendor module, hence every length is bounded.
namespace frames {
constexpr std::size_t headerOctets = 4, largestBody = 16u << 10;
/// The body's length; TooLarge beyond largestBody, Malformed for none.
Result<std::size_t> bodySize(BytesView header);
}

/// A token that a module shows.
struct TokenInfo {
    TokenName name;
    std::string manufacturer, model;
    bool initialized = false; ///< without it there is no user PIN yet
    bool operator==(const TokenInfo &) const = default;
};

enum class TokenDeed : std::uint8_t {
    ListTokens = 1,
    LogIn,   ///< with pin. PinIncorrect, TokenAbsent
    MakeKey, ///< kind and label; answers with the SubjectPublicKeyInfo. Takes what was made under the label before
    FindKey, ///< publicKey; NotFound
    Sign,    ///< publicKey and input (Pkcs11Forms.h); answers with the signature as PKCS#11 gives it
    Open,    ///< whether the module is loaded, the token there and open; PinNeeded
};

struct TokenRequest {
    TokenDeed deed = TokenDeed::ListTokens;
    TokenName token{};
    SecureBytes pin{};
    KeyKind kind = KeyKind::EcP256;
    std::string label{};
    Bytes publicKey{}; ///< SubjectPublicKeyInfo, DER
    Bytes input{};
};

/// An error's subject stays empty: the program knows what it asked about.
struct TokenReply {
    std::optional<Error> error;
    std::vector<TokenInfo> tokens;
    Bytes octets;
};

/// With the header in front. On the secure heap, for the PIN's sake.
SecureBytes encode(const TokenRequest &request);
Bytes encode(const TokenReply &reply);

/// Bodies, without the header. Malformed, TooLarge.
Result<TokenRequest> decodeTokenRequest(BytesView body);
Result<TokenReply> decodeTokenReply(BytesView body);

} // namespace hufu
