// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hufu {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

/// A SHA-256 value; names certificates and blobs throughout the program.
using Sha256 = std::array<std::uint8_t, 32>;

inline BytesView viewOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}
inline std::string_view textOf(BytesView bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}
inline Bytes bytesOf(BytesView view) { return Bytes(view.begin(), view.end()); }

/// Lower-case hexadecimal without separators.
std::string toHex(BytesView bytes);
/// Reads hexadecimal of either case; colons and blanks between bytes are allowed. Malformed otherwise.
Result<Bytes> fromHex(std::string_view hex);
Result<Sha256> sha256FromHex(std::string_view hex);

/// RFC 4648 §4, with padding, without line breaks.
std::string toBase64(BytesView bytes);
/// Skips white space; anything else outside the alphabet, or wrong padding, is Malformed.
Result<Bytes> fromBase64(std::string_view text);

} // namespace hufu
