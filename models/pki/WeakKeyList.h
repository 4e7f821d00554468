// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <string>
#include <vector>

namespace hufu {

/// RSA keys known to everybody: Debian's of CVE-2008-0166 first of all, as lists in the format of Debian's package openssl-blacklist: files
/// named blacklist.RSA-*, each line the last 20 hexadecimal digits of SHA-1 over "Modulus=" + upper-case hexadecimal + "\\n"; '#' starts a comment.
/// Debian 12 has no such package any more: without lists nothing is found, and a screen that reports the rule says so by
/// isEmpty(). Immutable.
class WeakKeyList {
public:
    WeakKeyList() = default;
    /// Reads all lists in these folders; what is missing or does not follow the format is left out.
    static WeakKeyList load(const std::vector<std::string> &folders);
    /// /usr/share/openssl-blacklist and /usr/share/hufu/weak-keys, read at the first call. Thread-safe.
    static const WeakKeyList &installed();

    bool isEmpty() const { return m_suffixes.empty(); }
    std::size_t size() const { return m_suffixes.size(); }
    /// `printedModulus` is "Modulus=…" as `openssl rsa -modulus` prints it, without the line's end.
    bool contains(const std::string &printedModulus) const;

private:
    using Suffix = std::array<std::uint8_t, 10>;
    std::vector<Suffix> m_suffixes; ///< sorted
};

} // namespace hufu
