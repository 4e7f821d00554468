// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Csv.h"
#include "models/intake/ServicesCsv.h"

#include <cstdlib>

using namespace hufu;

/// Any bytes as a table: what was read can be written and read again, and no written cell is a formula.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const BytesView bytes(data, size);
    const std::string_view text = textOf(bytes);
    for (const CsvRecord &record : readCsv(text, guessCsvDelimiter(text)).records) {
        const CsvReading again = readCsv(std::string(csvByteOrderMark) + csvLine(record.cells, ';'), ';');
        if (!again.failures.empty() || again.records.size() != 1 || again.records[0].cells.size() != record.cells.size())
            std::abort();
        for (std::size_t i = 0; i < record.cells.size(); ++i) {
            const std::string &was = record.cells[i];
            const std::string &is = again.records[0].cells[i];
            if ((is != was && is != "'" + was) || (!is.empty() && std::string_view("=+-@\t\r").find(is[0]) != std::string_view::npos))
                std::abort();
        }
    }
    if (const auto services = readServicesCsv(bytes))
        for (const ServiceRow &row : services->services)
            if (row.name.empty() || row.line < 2)
                std::abort();
    return 0;
}
