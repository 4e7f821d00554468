// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Csv.h"
#include "models/replica/CardDetail.h"

namespace hufu {

/// People who shall get a USBKey one after the other. How far it has come stands in the register alone: the same list, read again after whatever
/// interrupted it, goes on where it stopped.
struct CardBatch {
    enum class State {
        Waiting, ///< has no USBKey of this role
        Begun,   ///< one was ordered and not handed over: `card`
        Done,    ///< has one: `card`
    };
    struct Line {
        int line = 0; ///< of the file, from 1
        CardHolder holder;
        std::string role, roleName; ///< id, name
        int days = 0;               ///< 0: as long as the role lets it be
        State state = State::Waiting;
        std::string card; ///< number
        bool operator==(const Line &) const = default;
    };
    std::vector<Line> lines;
    std::vector<CsvFailure> failures; ///< lines that cannot be done, and why
};

/// A table with a heading: 姓名 (name), 工号 (staff), 科室 (department), 持证角色 (role), and if wanted 天数 (days); commas, semicolons or tabs, UTF-8. Of a
/// staff number and role that stand there twice the second is a failure. TooLarge beyond mostBatchLines; Malformed without the four headings.
Result<CardBatch> readCardBatch(std::string_view csv, const CardChoices &choices);
inline constexpr std::size_t mostBatchLines = 5000;

/// How far each line has come, by the register as it is now.
void updateBatch(CardBatch &batch, const std::vector<Card> &cards);

/// What came of it, as CSV with a heading in both languages; line ends as RFC 4180 has them.
std::string batchReport(const CardBatch &batch);

} // namespace hufu
