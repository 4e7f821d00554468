// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace hufu {

/// A set of rows of one chunk, one bit each.
class RowMask {
public:
    explicit RowMask(std::uint32_t rows, bool all = false) : m_rows(rows), m_words((rows + 63) / 64, all ? ~std::uint64_t(0) : 0)
    {
        trim();
    }

    void set(std::uint32_t row) { m_words[row / 64] |= std::uint64_t(1) << (row % 64); }
    bool has(std::uint32_t row) const { return m_words[row / 64] >> (row % 64) & 1; }
    /// Sets the rows for which `holds(row)`.
    template <typename Holds>
    void setWhere(Holds holds)
    {
        for (std::uint32_t from = 0; from < m_rows; from += 64) {
            std::uint64_t word = 0;
            const std::uint32_t count = m_rows - from < 64 ? m_rows - from : 64;
            for (std::uint32_t bit = 0; bit < count; ++bit)
                word |= std::uint64_t(holds(from + bit) ? 1 : 0) << bit;
            m_words[from / 64] |= word;
        }
    }
    void invert()
    {
        for (std::uint64_t &word : m_words)
            word = ~word;
        trim();
    }
    void keep(const RowMask &other)
    {
        for (std::size_t at = 0; at < m_words.size(); ++at)
            m_words[at] &= other.m_words[at];
    }
    void add(const RowMask &other)
    {
        for (std::size_t at = 0; at < m_words.size(); ++at)
            m_words[at] |= other.m_words[at];
    }
    bool isEmpty() const
    {
        for (std::uint64_t word : m_words) {
            if (word)
                return false;
        }
        return true;
    }
    std::uint32_t count() const
    {
        std::uint32_t rows = 0;
        for (std::uint64_t word : m_words)
            rows += static_cast<std::uint32_t>(std::popcount(word));
        return rows;
    }
    template <typename Visit>
    void forEach(Visit visit) const
    {
        for (std::size_t at = 0; at < m_words.size(); ++at) {
            for (std::uint64_t word = m_words[at]; word; word &= word - 1)
                visit(static_cast<std::uint32_t>(at * 64) + static_cast<std::uint32_t>(std::countr_zero(word)));
        }
    }

private:
    void trim()
    {
        if (m_rows % 64)
            m_words.back() &= (std::uint64_t(1) << (m_rows % 64)) - 1;
    }
    std::uint32_t m_rows;
    std::vector<std::uint64_t> m_words;
};

} // namespace hufu
