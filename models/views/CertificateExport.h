// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/InventoryLoader.h"

#include <QFuture>
#include <QJsonObject>
#include <QString>

#include <span>
#include <vector>

namespace hufu {

class House;

enum class ExportFormat { Csv, Json, Pem };

/// Rows as text, in one piece: for the clipboard and small exports. `columns` are those of CertificateTableModel; their titles come
/// first. Without byte order mark.
QString certificatesAsCsv(const Inventory &inventory, std::span<const Row> rows, std::span<const int> columns, Instant now);
/// A JSON array of objects with language-free member names and values, the same as the command line prints.
QByteArray certificatesAsJson(const Inventory &inventory, std::span<const Row> rows, Instant now);
QJsonObject certificateAsJson(const Inventory &inventory, Row row, Instant now);

/// Writes rows to a file in pieces, replacing it only when complete: CSV as UTF-8 with byte order mark (Excel reads Chinese only
/// so), JSON, or the certificates themselves as PEM. Runs on a pool thread with progress; cancelling leaves no file behind. The
/// result is the number of certificates written. The house must outlive the future.
QFuture<Result<int>> exportCertificates(House &house, std::shared_ptr<const Inventory> inventory, std::vector<Row> rows,
                                        std::vector<int> columns, ExportFormat format, QString path);

} // namespace hufu
