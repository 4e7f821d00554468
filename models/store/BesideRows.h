// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/Connection.h"

#include <optional>
#include <string>
#include <vector>

namespace hufu {

/// A row that lies beside the journal (vault, enrolment codes, a founding under way): its table, and its key there.
struct BesideRow {
    std::string table, key;
};
/// From now on each change of such a row is noted in the same transaction, whoever makes it; all that lie there count as changed. Once for a database.
Result<void> noteBesideChanges(Connection &local);
Result<std::vector<BesideRow>> changedBeside(Connection &local);
Result<void> forgetBesideChanges(Connection &local);

/// The row's columns, each after its length; nothing where it is gone.
Result<std::optional<Bytes>> readBeside(Connection &local, const BesideRow &row);
/// Makes the row what readBeside() said elsewhere, which is no change to be noted. VersionTooNew for a table that is not known here, Malformed.
Result<void> writeBeside(Connection &local, const BesideRow &row, const std::optional<Bytes> &content);

} // namespace hufu
