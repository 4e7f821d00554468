// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Card.h"
#include "models/domain/Policy.h"

namespace hufu {

class House;

/// A temporary key, for the list that is reviewed. A value.
struct TemporaryRecord {
    TemporaryKey key;
    CardOrder form;
    std::string actor; ///< name of who issued it
    bool operator==(const TemporaryRecord &) const = default;
};
/// Those that nobody reviewed, and whatever was issued within a month; newest first. Blocks: for a pool thread.
Result<std::vector<TemporaryRecord>> readTemporaryRecords(House &house);

/// What the house's officer may still issue alone.
struct TemporaryTerms {
    std::vector<std::string> roles; ///< names of certificate roles, as policy has them
    int hours = 0;                  ///< for so long at most
    int dayMost = 0, today = 0;     ///< so many within 24 hours, so many of them issued
    bool reviewDue = false;         ///< first a colleague reviews an old one
    bool operator==(const TemporaryTerms &) const = default;
};
Result<TemporaryTerms> readTemporaryTerms(House &house);

} // namespace hufu
