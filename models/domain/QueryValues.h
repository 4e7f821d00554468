// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/QueryWords.h"

namespace hufu {

/// The sign of a comparison: "=", "!=", "<", ….
const char *signOf(Comparison comparison);

/// Reads one value of a field. For ordered choices the comparison is applied here: the result holds every choice that fits.
std::expected<QueryValue, QueryFault> makeValue(const QueryFieldWords &field, Comparison comparison, std::string_view text);
/// Words to offer as values: named choices, or examples of the form.
std::vector<std::string> valueNames(QueryField field);

std::optional<QueryMoment> readMoment(std::string_view text);
/// Whether `unit` goes with the bare number before it: "30", "天".
bool isMomentUnit(std::string_view number, std::string_view unit);

} // namespace hufu
