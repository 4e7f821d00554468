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
constexpr std::size_t headerOctets = 4, largestBody = 24u << 10;
/// The body's length; TooLarge beyond largestBody, Malformed for none.
Result<std::size_t> bodySize(BytesView header);
}

/// A token that a module shows.
struct TokenInfo {
    TokenName name;
    std::string manufacturer, model;
    bool initialized = false; ///< without it there is no user PIN yet
    std::optional<int> pinTries{}; ///< 0: locked, 1: the last one; PKCS#11 tells no other
    bool operator==(const TokenInfo &) const = default;
};

/// What a token can do (CK_MECHANISM_INFO): type and flags as PKCS#11 numbers them, key sizes in the mechanism's own unit.
struct TokenMechanism {
    std::uint32_t type = 0, flags = 0, least = 0, most = 0;
    bool operator==(const TokenMechanism &) const = default;
};

/// What a key is made for.
enum class TokenKeyUse : std::uint8_t {
    Sign = 0,
    SignAndAgree = 1, ///< also agrees on keys (EC), or decrypts (RSA); it signs to prove that it is there
};

enum class TokenDeed : std::uint8_t {
    ListTokens = 1,
    LogIn,   ///< with pin. PinIncorrect, TokenAbsent
    MakeKey, ///< kind, use and label; answers with the SubjectPublicKeyInfo. Takes what was made under the label before
    FindKey, ///< publicKey; or, without one, what MakeKey made under the label, with the answer that it gave. NotFound
    Sign,    ///< publicKey and input (Pkcs11Forms.h); answers with the signature as PKCS#11 gives it
    Open,    ///< whether the module is loaded, the token there and open; PinNeeded
    Describe,    ///< the token, its mechanisms, and how much is in it as far as it shows; without the PIN, or with it
    Certificate, ///< the one at `index` of those that it shows, DER; NotFound after the last
    SetPin,      ///< from pin to newPin. PinIncorrect; InvalidArgument for one of a length that the token does not take
    Clear,       ///< destroys every key and certificate
    WriteCertificate, ///< input (DER) beside the key publicKey, under label; others beside that key go
    ReadCertificate,  ///< what lies beside the key publicKey; NotFound; Conflict when that is several
};

struct TokenRequest {
    TokenDeed deed = TokenDeed::ListTokens;
    TokenName token{};
    SecureBytes pin{}, newPin{};
    KeyKind kind = KeyKind::EcP256;
    TokenKeyUse use = TokenKeyUse::Sign;
    std::uint8_t index = 0;
    std::string label{};
    Bytes publicKey{}; ///< SubjectPublicKeyInfo, DER
    Bytes input{};
};

/// An error's subject stays empty: the program knows what it asked about.
struct TokenReply {
    std::optional<Error> error;
    std::vector<TokenInfo> tokens;
    std::vector<TokenMechanism> mechanisms{};
    std::uint8_t keys = 0, certificates = 0; ///< halves of keys, and certificates, that the token shows; 255 stands for more
    Bytes octets;
};

/// With the header in front. On the secure heap, for the PIN's sake.
SecureBytes encode(const TokenRequest &request);
Bytes encode(const TokenReply &reply);

/// Bodies, without the header. Malformed, TooLarge.
Result<TokenRequest> decodeTokenRequest(BytesView body);
Result<TokenReply> decodeTokenReply(BytesView body);

} // namespace hufu
