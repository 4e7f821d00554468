// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"

#include <initializer_list>
#include <string>
#include <string_view>

/// A DER writer for tests (X.690), independent of what it tests: it writes whatever it is told, sense or nonsense.
namespace hufu::test::der {

Bytes join(std::initializer_list<BytesView> parts);
/// Tag, minimal length, content.
Bytes tlv(std::uint8_t tag, BytesView content);
inline Bytes tlv(std::uint8_t tag, std::string_view content) { return tlv(tag, viewOf(content)); }
Bytes sequence(std::initializer_list<BytesView> parts);
Bytes set(std::initializer_list<BytesView> parts);
Bytes integer(std::int64_t value);
/// INTEGER of a non-negative big-endian number: leading zeros dropped, one put back where the sign bit asks for it.
Bytes unsignedInteger(BytesView magnitude);
Bytes boolean(bool value);
Bytes null();
Bytes octetString(BytesView content);
Bytes bitString(BytesView content, int unusedBits = 0);
/// OBJECT IDENTIFIER from its dotted form.
Bytes oid(std::string_view dotted);
inline Bytes utf8String(std::string_view text) { return tlv(0x0c, text); }
inline Bytes ia5String(std::string_view text) { return tlv(0x16, text); }
/// [number] EXPLICIT or constructed context tag.
inline Bytes context(int number, BytesView content) { return tlv(static_cast<std::uint8_t>(0xa0 | number), content); }
/// [number] IMPLICIT over a primitive type.
inline Bytes contextPrimitive(int number, BytesView content) { return tlv(static_cast<std::uint8_t>(0x80 | number), content); }
/// UTCTime to 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5).
Bytes time(Instant instant);

} // namespace hufu::test::der
