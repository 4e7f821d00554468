// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/pki/DerReader.h"
#include "models/pki/Oids.h"

#include <utility>

namespace hufu {

/// Writes one DER encoding (X.690) front to back. What contains others takes a callable that writes the inside to the same writer:
/// `writer.sequence([&] { writer.oid(…); writer.null(); })`. Lengths are put in afterwards, which moves the inside once per level when it
/// has 128 octets or more. The caller answers for what the syntax asks (order, character sets, sorted SET OF); this answers for the bytes.
class DerWriter {
public:
    void reserve(std::size_t octets) { m_bytes.reserve(octets); }
    BytesView view() const { return m_bytes; }
    Bytes take() { return std::exchange(m_bytes, {}); }

    template <typename Inside>
    void constructed(std::uint8_t tag, Inside &&inside)
    {
        const std::size_t start = open(tag);
        inside();
        close(start);
    }
    template <typename Inside>
    void sequence(Inside &&inside)
    {
        constructed(DerTag::Sequence, inside);
    }
    template <typename Inside>
    void set(Inside &&inside)
    {
        constructed(DerTag::Set, inside);
    }
    /// [number], constructed: EXPLICIT over anything, or IMPLICIT over SEQUENCE and SET.
    template <typename Inside>
    void context(unsigned number, Inside &&inside)
    {
        constructed(DerTag::contextConstructed(number), inside);
    }
    /// [number] IMPLICIT over a primitive type, whose content octets these are.
    void contextPrimitive(unsigned number, BytesView content) { element(DerTag::context(number), content); }
    /// OCTET STRING around an encoding: extension values and the like.
    template <typename Inside>
    void octetString(Inside &&inside)
        requires std::is_invocable_v<Inside>
    {
        constructed(DerTag::OctetString, inside);
    }

    void element(std::uint8_t tag, BytesView content);
    /// A ready encoding, or several.
    void raw(BytesView encoded);

    void boolean(bool value);
    void integer(std::int64_t value) { number(DerTag::Integer, value); }
    /// A number that is not negative, big-endian; leading zeros do not matter, none at all is 0. For serial and CRL numbers.
    void unsignedInteger(BytesView magnitude);
    void enumerated(std::int64_t value) { number(DerTag::Enumerated, value); }
    void null() { element(DerTag::Null, {}); }
    void oid(const Oid &oid) { this->oid(oid.view()); }
    void oid(BytesView content) { element(DerTag::ObjectIdentifier, content); }
    void octetString(BytesView content) { element(DerTag::OctetString, content); }
    void bitString(BytesView octets); ///< all bits used
    /// A BIT STRING of named bits, bit 0 in the lowest bit of `bits` as KeyUsage has them; trailing zeros fall away (X.690 §11.2.2).
    void namedBits(std::uint16_t bits);
    void utf8String(std::string_view text) { element(DerTag::Utf8String, viewOf(text)); }
    void printableString(std::string_view text) { element(DerTag::PrintableString, viewOf(text)); }
    void ia5String(std::string_view text) { element(DerTag::Ia5String, viewOf(text)); }
    /// UTCTime from 1950 to 2049, GeneralizedTime otherwise (RFC 5280 §4.1.2.5): validity, thisUpdate, revocationDate. Years 1 to 9999.
    void time(Instant instant);
    /// GeneralizedTime whatever the year: OCSP (RFC 6960 §4.2.2.1), invalidityDate.
    void generalizedTime(Instant instant);

private:
    std::size_t open(std::uint8_t tag);
    void close(std::size_t start);
    void number(std::uint8_t tag, std::int64_t value);

    Bytes m_bytes;
};

} // namespace hufu
