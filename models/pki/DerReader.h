// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

namespace hufu {

/// Identifier octets (X.690 §8.1.2) as they stand in DER.
namespace DerTag {
constexpr std::uint8_t Boolean = 0x01, Integer = 0x02, BitString = 0x03, OctetString = 0x04, Null = 0x05, ObjectIdentifier = 0x06,
                       Enumerated = 0x0a, Utf8String = 0x0c, NumericString = 0x12, PrintableString = 0x13, T61String = 0x14,
                       VideotexString = 0x15, Ia5String = 0x16, UtcTime = 0x17, GeneralizedTime = 0x18, GraphicString = 0x19,
                       VisibleString = 0x1a, GeneralString = 0x1b, UniversalString = 0x1c, BmpString = 0x1e, Sequence = 0x30, Set = 0x31;
constexpr std::uint8_t context(unsigned number) { return static_cast<std::uint8_t>(0x80 | number); } ///< [n] IMPLICIT, primitive
constexpr std::uint8_t contextConstructed(unsigned number) { return static_cast<std::uint8_t>(0xa0 | number); }
}

/// One element: views into the bytes that were read, valid as long as those.
struct DerElement {
    std::uint8_t tag = 0;
    BytesView content;
    BytesView encoded; ///< with identifier and length octets
};

/// Steps through the elements of one DER encoding without copying. A view: the bytes must outlive it. Never reads past the
/// end; refuses identifiers above 30, indefinite lengths and lengths that are not minimal (X.690 §10.1).
class DerReader {
public:
    explicit DerReader(BytesView bytes) : m_bytes(bytes) {}

    bool atEnd() const { return m_bytes.empty(); }
    /// The next element's identifier octet; 0, which no element here has, at the end.
    std::uint8_t peek() const { return m_bytes.empty() ? 0 : m_bytes[0]; }
    /// Where the next element starts; to say where it went wrong.
    const std::uint8_t *position() const { return m_bytes.data(); }

    /// Steps over the next element. False, without moving, when there is none or its header is not DER.
    bool next(DerElement &element);
    /// The same, if it has this identifier.
    bool next(std::uint8_t tag, DerElement &element) { return peek() == tag && next(element); }

private:
    BytesView m_bytes;
};

/// Where an encoding went wrong, and what should have stood there.
struct DerFailure {
    const std::uint8_t *at = nullptr;
    const char *expected = nullptr; ///< a literal; null while nothing failed
    bool tooLarge = false;          ///< a bound of ours was passed, rather than a rule of the syntax

    /// Notes the failure; false, so that a reader can `return failure.set(…)`.
    bool set(const std::uint8_t *where, const char *what, bool large = false)
    {
        *this = {where, what, large};
        return false;
    }
};

/// Steps over an element that has to be there.
inline bool expect(DerReader &reader, std::uint8_t tag, DerElement &element, const char *what, DerFailure &failure)
{
    return reader.next(tag, element) || failure.set(reader.position(), what);
}

/// Longer identifiers and integers than these do not occur in certificates; refused so that no text made of them grows.
constexpr std::size_t maxOidOctets = 255, maxSerialOctets = 255;

/// Content rules, each at least as strict as OpenSSL's.
bool isObjectIdentifier(BytesView content); ///< X.690 §8.19, at most maxOidOctets
bool isMinimalInteger(BytesView content);   ///< X.690 §8.3.2
/// What may stand where the syntax says ANY: the parameters of an algorithm.
bool isWellFormedAny(const DerElement &element);

/// A BIT STRING's octets (X.690 §8.6).
struct DerBits {
    BytesView octets;
    std::uint8_t unused = 0; ///< 0..7, of the last octet
    /// Octet at `index`, unused bits cleared; 0 beyond the end.
    std::uint8_t octet(std::size_t index) const;
};
bool readBits(BytesView content, DerBits &bits);

} // namespace hufu
