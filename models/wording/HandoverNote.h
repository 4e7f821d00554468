// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/EmergencyRecord.h"

#include <QString>

namespace hufu {

/// How an emergency stands, for whoever takes it over at the change of shift: what was lost, what was done and is proven, who still lets it in, and what is
/// left to do. Plain text, in the language of the moment.
class HandoverNote {
public:
    static QString text(const EmergencyRecord &record);
    /// What the journal keeps of it: "Handed over to %1."
    static QString entry(const QString &to, const QString &remark);
};

} // namespace hufu
