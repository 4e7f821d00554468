// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Uuid.h"

#include "models/base/SecureBytes.h"

#include <chrono>

namespace hufu {

std::string newUuid()
{
    using namespace std::chrono;
    std::array<std::uint8_t, 16> id{};
    randomFill(id);
    const auto milliseconds = static_cast<std::uint64_t>(
        duration_cast<std::chrono::milliseconds>(system_clock::now().time_since_epoch()).count());
    for (std::size_t i = 0; i < 6; ++i)
        id[i] = static_cast<std::uint8_t>(milliseconds >> (40 - 8 * i));
    id[6] = static_cast<std::uint8_t>((id[6] & 0x0f) | 0x70); // version 7
    id[8] = static_cast<std::uint8_t>((id[8] & 0x3f) | 0x80); // variant of RFC 9562 §4.1
    std::string text = toHex(id);
    for (std::size_t position : {20u, 16u, 12u, 8u})
        text.insert(position, 1, '-');
    return text;
}

bool isUuid(std::string_view text)
{
    constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (text.size() != shape.size())
        return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const char c = text[i];
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (shape[i] == 'x' ? !hex : c != '-')
            return false;
    }
    return true;
}

} // namespace hufu
