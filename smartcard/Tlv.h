// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <optional>

namespace hufu {

/// One BER-TLV data object (ISO/IEC 7816-4 §5.2.2): a view into what was read.
struct Tlv {
    std::uint32_t tag = 0; ///< its octets as they stand, 0x5fc105
    BytesView value;
};

/// Steps through the data objects of a card's answer, which may be any octets whatever. Never reads past the end; tags have up to three octets,
/// lengths up to two after the first, since no object of a card is larger; a length need not be minimal. A view.
class TlvReader {
public:
    explicit TlvReader(BytesView bytes) : m_bytes(bytes) {}

    bool atEnd() const { return m_bytes.empty(); }
    /// False, without moving, at the end and for what is no data object.
    bool next(Tlv &element);

private:
    BytesView m_bytes;
};

/// The first object with this tag among those that stand one after another; nothing when there is none before the end or what is no object.
std::optional<BytesView> findTlv(BytesView bytes, std::uint32_t tag);
/// The content of `bytes` when it is exactly one object with this tag.
std::optional<BytesView> onlyTlv(BytesView bytes, std::uint32_t tag);

/// Appends an object. At most 65,535 octets.
void appendTlv(Bytes &to, std::uint32_t tag, BytesView value);
Bytes makeTlv(std::uint32_t tag, BytesView value);

} // namespace hufu
