// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace hufu {

/// Position of `part` in `text` from `from` on; npos when it is nowhere. Like string_view::find(), but compares sixteen places at a
/// time: a search box looks through hundreds of megabytes between two keystrokes, and its words are short.
std::size_t scanFor(std::string_view text, std::string_view part, std::size_t from = 0);

} // namespace hufu
