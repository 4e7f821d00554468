// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/SerialTable.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

namespace hufu {

SerialTable::SerialTable(std::size_t expected) : m_slots(std::bit_ceil(std::max<std::size_t>(16, expected + expected / 2 + 1))) {}

std::size_t SerialTable::indexOf(BytesView serialNumber) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = std::hash<std::string_view>{}(textOf(serialNumber)) & mask;
    while (m_slots[at].length != 0
           && (m_slots[at].length != serialNumber.size() || std::memcmp(m_slots[at].serial.data(), serialNumber.data(), serialNumber.size()) != 0))
        at = (at + 1) & mask;
    return at;
}

Result<void> SerialTable::set(BytesView serialNumber, const SerialStatus &status)
{
    if (serialNumber.empty() || serialNumber.size() > maxSerialOctets)
        return fail(ErrorCode::InvalidArgument, "a serial number has 1 to 20 octets", toHex(serialNumber));
    if ((m_size + 1) * 3 > m_slots.size() * 2)
        grow();
    Slot &slot = m_slots[indexOf(serialNumber)];
    if (slot.length == 0)
        ++m_size;
    std::ranges::copy(serialNumber, slot.serial.begin());
    slot.length = static_cast<std::uint8_t>(serialNumber.size());
    slot.revoked = status.revoked.has_value();
    slot.reason = status.revoked ? static_cast<std::uint8_t>(status.revoked->reason) : 0;
    slot.revokedAt = status.revoked ? toUnix(status.revoked->at) : 0;
    return {};
}

std::optional<SerialStatus> SerialTable::find(BytesView serialNumber) const
{
    if (serialNumber.empty() || serialNumber.size() > maxSerialOctets)
        return {};
    const Slot &slot = m_slots[indexOf(serialNumber)];
    if (slot.length == 0)
        return {};
    if (!slot.revoked)
        return SerialStatus{};
    return SerialStatus{SerialStatus::Revocation{fromUnix(slot.revokedAt), static_cast<RevocationReason>(slot.reason)}};
}

void SerialTable::grow()
{
    std::vector<Slot> old(m_slots.size() * 2);
    old.swap(m_slots);
    for (const Slot &slot : old) {
        if (slot.length != 0)
            m_slots[indexOf({slot.serial.data(), slot.length})] = slot;
    }
}

} // namespace hufu
