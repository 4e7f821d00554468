// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Query.h"
#include "models/replica/Inventory.h"
#include "models/replica/RowMask.h"

#include <unordered_map>

namespace hufu {

/// A query made ready for one inventory: what does not depend on the row is decided once, and each chunk is then answered column by
/// column, a set of rows at a time. evaluate() may be called from several threads.
class QueryEvaluation {
public:
    QueryEvaluation(const Inventory &inventory, const Query &query, const QueryClock &clock);

    RowMask evaluate(const Inventory::Chunk &chunk) const { return evaluate(m_query.root(), chunk); }

private:
    void prepare(const QueryNode &node);
    RowMask evaluate(const QueryNode &node, const Inventory::Chunk &chunk) const;
    RowMask evaluateText(const QueryNode &node, const Inventory::Chunk &chunk) const;
    RowMask evaluateCondition(const QueryNode &node, const Inventory::Chunk &chunk) const;
    void holdsValue(const QueryCondition &condition, const QueryValue &value, const std::vector<std::uint8_t> &sets,
                    const Inventory::Chunk &chunk, RowMask &mask) const;

    const Inventory &m_inventory;
    Query m_query;
    QueryClock m_clock;
    /// For each node that asks about services: by service set, whether it holds.
    std::unordered_map<const QueryNode *, std::vector<std::uint8_t>> m_serviceSets;
};

/// Rows of a chunk whose value holds the digits somewhere; lower-case hexadecimal.
void findHex(std::span<const Sha256> values, std::string_view digits, RowMask &mask);

} // namespace hufu
