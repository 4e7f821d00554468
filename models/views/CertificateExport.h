// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/InventoryLoader.h"

#include <QFuture>
#include <QString>

#include <span>
#include <vector>

namespace hufu {

class House;

enum class ExportFormat { Csv, Json, Pem };

/// Rows as text, in one piece: for the clipboard and small exports. CSV follows RFC 4180 with the columns' titles first, without BOM.
QString certificatesAsCsv(const Inventory &inventory, std::span<const Row> rows, std::span<const int> columns, Instant now);
/// A JSON array of objects with language-free member names and values; see the manual for the members.
QByteArray certificatesAsJson(const Inventory &inventory, std::span<const Row> rows, Instant now);

/// Writes rows to a file in pieces, replacing it only when complete: CSV as UTF-8 with BOM (Excel reads Chinese only so), JSON, or the certificates themselves as PEM. Runs on a
/// pool thread with progress and cancel. The result is the number of certificates written.
QFuture<Result<int>> exportCertificates(House &house, std::shared_ptr<const Inventory> inventory, std::vector<Row> rows, std::vector<int> columns,
                                        ExportFormat format, QString path);

/// One CSV cell, quoted where RFC 4180 asks for it, and defused where a spreadsheet would take it for a formula.
QString csvCell(const QString &text);

} // namespace hufu
