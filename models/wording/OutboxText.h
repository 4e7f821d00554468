// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Outgoing.h"

#include <QString>

namespace hufu {

/// Commands that are not in force, in words. All pure, in the language of the moment.
class OutboxText {
public:
    /// What would be done: "Save a service". Kinds of newer releases keep their own name.
    static QString deed(const std::string &kind);
    /// What it is about, by name; may be empty.
    static QString about(const OutgoingCommand &command);
    /// "queued, not yet in force", "refused".
    static QString state(const OutgoingCommand &command);
};

} // namespace hufu
