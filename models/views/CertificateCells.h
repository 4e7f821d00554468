// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Inventory.h"
#include "models/replica/InventorySearch.h"

#include <QString>

#include <span>

namespace hufu {

/// One column of the certificate list: everything about it in one place, in the order of CertificateTableModel::Column.
struct CertificateColumn {
    const char *key;   ///< language-free, for settings and exports
    const char *title; ///< to be translated in the context hufu::CertificateTableModel
    SortKey sort;
    bool monospace;
    QString (*text)(const Inventory &inventory, const CertificateRow &row, Instant now);
    QString (*toolTip)(const Inventory &inventory, const CertificateRow &row, Instant now); ///< null: none
};
std::span<const CertificateColumn> certificateColumns();

/// How pressing the end of validity is, by the alert ladder scaled to the certificate's life (standards.md §1.4); none when it is
/// far, past or of no more concern.
std::optional<Severity> urgency(const CertificateRow &row, Instant now);

} // namespace hufu
