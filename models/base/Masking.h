// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hufu {

/// Hides patient data in free text before it enters a command: the last six characters of a resident identity number
/// (18 or 15 digits) become `******`, and a name given after 患者姓名, 患者: or "patient name:" becomes 患者XXX. UTF-8 in
/// and out. Applied by whoever builds a payload, because a journal cannot forget.
std::string maskPatientData(std::string_view text);

} // namespace hufu
