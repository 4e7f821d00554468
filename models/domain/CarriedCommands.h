// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"

#include <string>

namespace hufu {

/// Signed commands that are carried to the authority by hand, in one file, so that nothing that belongs together is left behind: PEM (RFC 7468 §9), each command a block
/// "CMS" as `openssl cms -verify -inform PEM` reads it, and after it, where certificates or a key for escrow travel with it, a block "HUFU BLOBS" (encodeBlobs()). In the order
/// in which they are to be decided.
std::string encodeCarried(std::span<const Delivery> commands);
/// Also one command alone in DER. Bounds and checks the form only; that the commands hold is for the authority to find out. Malformed; NothingFound for a text without a command;
/// TooLarge for more than `mostCarried`.
Result<std::vector<Delivery>> decodeCarried(BytesView file);

constexpr std::size_t mostCarried = 100;
constexpr std::size_t largestCarriedFile = 384u << 20; ///< octets

} // namespace hufu
