// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <string>
#include <string_view>

namespace hufu {

/// Hides patient data in free text before it enters a command: the last six characters of a resident identity number
/// (18 or 15 digits) become `******`, and a name given after 患者姓名, 患者:, 病人: or "patient name:", or right after 患者 or 病人 where it begins with
/// a usual surname, becomes 患者XXX. UTF-8 in and out. Names that are sought again by what was typed are masked as they are read.
std::string maskPatientData(std::string_view text);

/// The same for every text in a payload, however deep. Applied to each command before it is signed, because a journal cannot forget.
QJsonObject maskPatientData(const QJsonObject &payload);

} // namespace hufu
