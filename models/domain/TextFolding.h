// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hufu {

/// The form in which text is compared and searched: Unicode case folding (ASCII on a short path). UTF-8 in and out; invalid bytes become
/// U+FFFD where the text is not ASCII.
std::string folded(std::string_view text);
/// Appends folded(text) to `target`; for building columns without a string per cell.
void appendFolded(std::string &target, std::string_view text);

} // namespace hufu
