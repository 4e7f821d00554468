// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/TextScan.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace hufu {
namespace {

// GCC's and clang's vectors: SSE2, NEON or plain words, whatever the machine has.
using Block = std::uint8_t __attribute__((vector_size(16)));
using Halves = std::uint64_t __attribute__((vector_size(16)));

Block blockAt(const char *at)
{
    Block block;
    std::memcpy(&block, at, sizeof block);
    return block;
}

Block filled(char byte)
{
    Block block;
    std::memset(&block, byte, sizeof block);
    return block;
}

} // namespace

std::size_t scanFor(std::string_view text, std::string_view part, std::size_t from)
{
    if (part.size() < 2 || text.size() < part.size() + sizeof(Block) || from > text.size())
        return text.find(part, from);
    // Places where both the first and the last byte fit are few; only there the rest is compared.
    const Block first = filled(part.front()), last = filled(part.back());
    const std::size_t toLast = part.size() - 1, end = text.size() - toLast - sizeof(Block);
    std::size_t at = from;
    for (; at <= end; at += sizeof(Block)) {
        const Block hits = (blockAt(text.data() + at) == first) & (blockAt(text.data() + at + toLast) == last);
        const Halves halves = std::bit_cast<Halves>(hits);
        if (!(halves[0] | halves[1])) [[likely]]
            continue;
        for (std::size_t place = 0; place < sizeof(Block); ++place) {
            if (hits[place] && std::memcmp(text.data() + at + place + 1, part.data() + 1, part.size() - 2) == 0)
                return at + place;
        }
    }
    return text.find(part, at);
}

} // namespace hufu
