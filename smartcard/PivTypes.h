// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/KeyKind.h"
#include "models/pki/ManagementKey.h"

#include <compare>
#include <optional>

namespace hufu {

/// Key references with a certificate of their own, SP 800-73-4 part 1 table 4b.
enum class PivSlot : std::uint8_t {
    Authentication = 0x9a,     ///< PIN once
    Signature = 0x9c,          ///< PIN before every single signature
    KeyManagement = 0x9d,      ///< key agreement; PIN once
    CardAuthentication = 0x9e, ///< of the device; no PIN
};
constexpr PivSlot allPivSlots[] = {PivSlot::Authentication, PivSlot::Signature, PivSlot::KeyManagement, PivSlot::CardAuthentication};
/// "9a", "9c", "9d", "9e"
const char *pivSlotName(PivSlot slot);

/// BER-TLV tags of data objects, SP 800-73-4 part 1 table 3.
namespace piv {
constexpr std::uint32_t discovery = 0x7e, capabilities = 0x5fc107, holderId = 0x5fc102, keyHistory = 0x5fc10c;
std::uint32_t certificateObject(PivSlot slot);
/// The algorithm identifier, SP 800-78-4 table 6-2; nothing for kinds that PIV has none for (SM2).
std::optional<std::uint8_t> algorithmOf(KeyKind kind);
std::optional<KeyKind> kindOf(std::uint8_t algorithm);
}

/// The card's own words on how a key may be used; YubiKey's numbers.
enum class PivPinPolicy : std::uint8_t { Default = 0, Never = 1, Once = 2, Always = 3 };
enum class PivTouchPolicy : std::uint8_t { Default = 0, Never = 1, Always = 2, Cached = 3 };

struct PivVersion {
    std::uint8_t major = 0, minor = 0, patch = 0;
    auto operator<=>(const PivVersion &) const = default;
    std::string text() const;
};

/// Of a PIN or PUK. Asked of the card each time, never remembered.
struct PivTries {
    int left = 0;
    std::optional<int> total{};       ///< where the card tells
    std::optional<bool> isFactory{}; ///< still as delivered; where the card tells
};

/// What a card says of its management key.
struct PivManagementFacts {
    ManagementKey::Algorithm algorithm = ManagementKey::Algorithm::TripleDes;
    bool isFactory = false; ///< still as delivered
};

/// What a card says of a key inside it.
struct PivKeyFacts {
    KeyKind kind = KeyKind::EcP256;
    bool generated = false; ///< inside the card, rather than brought from outside
    PivPinPolicy pinPolicy = PivPinPolicy::Default;
    PivTouchPolicy touchPolicy = PivTouchPolicy::Default;
    Bytes publicKey{}; ///< SubjectPublicKeyInfo, DER
};

} // namespace hufu
