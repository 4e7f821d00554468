// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"
#include "models/pki/RevocationReason.h"

#include <optional>
#include <vector>

namespace hufu {

/// What is known of one issued certificate.
struct SerialStatus {
    struct Revocation {
        Instant at;
        RevocationReason reason = RevocationReason::Unspecified;
        bool operator==(const Revocation &) const = default;
    };
    std::optional<Revocation> revoked; ///< nothing: good

    bool operator==(const SerialStatus &) const = default;
};

/// The certificates one CA issued, by serial number: 32 octets a slot in one piece of memory, so that a million of them are found in
/// well below a microsecond and a changed copy for the next snapshot is one memcpy. A value; reading is thread-safe.
class SerialTable {
public:
    /// Content octets of the INTEGER at their longest (RFC 5280 §4.1.2.2).
    static constexpr std::size_t maxSerialOctets = 20;

    explicit SerialTable(std::size_t expected = 0);

    /// Adds it, or replaces what was known. InvalidArgument when the serial number is empty or above 20 octets.
    Result<void> set(BytesView serialNumber, const SerialStatus &status);
    /// Nothing: never issued.
    std::optional<SerialStatus> find(BytesView serialNumber) const;
    std::size_t size() const { return m_size; }

private:
    struct Slot {
        std::array<std::uint8_t, maxSerialOctets> serial{};
        std::uint8_t length = 0; ///< 0: free
        std::uint8_t reason = 0;
        bool revoked = false;
        std::int64_t revokedAt = 0;
    };
    static_assert(sizeof(Slot) == 32);

    std::size_t indexOf(BytesView serialNumber) const; ///< its slot, or the free one where it would go
    void grow();

    std::vector<Slot> m_slots; ///< a power of two, at least a third of them free
    std::size_t m_size = 0;
};

} // namespace hufu
