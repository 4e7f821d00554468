// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Csv.h"

namespace hufu {

/// A business service as a line of a file gives it; whether it may be entered is judged by domain's rules.
struct ServiceRow {
    int line = 0; ///< from 1
    std::string name;
    std::string tier; ///< "core", "important" or "general", the last when the file does not say
    std::string department;
    std::string owner;
    std::vector<std::string> hosts; ///< as written
    bool patientData = false;

    bool operator==(const ServiceRow &) const = default;
};

struct ServicesReading {
    std::vector<ServiceRow> services;
    std::vector<CsvFailure> failures; ///< per line; the others are still read
};

/// Reads services from CSV: UTF-8 with or without byte order mark, else GB18030 as Chinese spreadsheets write it; comma, semicolon or
/// tab. Columns are known by their title, in English or Chinese, in any order; others are ignored:
/// name/业务系统/名称 · tier/级别 (core/核心, important/重要, general/一般) · department/科室/部门 · owner/负责人 ·
/// hosts/主机/域名 (parted by ; , 、 or blanks) · patient_data/患者数据 (yes/no/是/否/true/false/1/0).
/// Error: TooLarge above 64 MiB; NothingFound without a line of titles that has a name among them; Unsupported for UTF-16;
/// Malformed when it is text in no encoding known here.
Result<ServicesReading> readServicesCsv(BytesView bytes);

} // namespace hufu
