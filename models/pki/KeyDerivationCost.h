// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Handles.h"

#include <cstdint>

namespace hufu {

/// How many iterations the password-based algorithm of an encrypted key or bag asks for (PKCS#5, PKCS#12; scrypt as N·r·p), read
/// before any is done. Unreadable parameters cost nothing, since decryption fails on them at once. For this room's .cpp files only.
std::uint64_t keyDerivationCost(const X509_ALGOR *algorithm);

/// The value of a count that a file names; what is negative or does not fit is more than anyone allows.
std::uint64_t iterationCount(const ASN1_INTEGER *count);

} // namespace hufu
