// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/LinkState.h"

#include <QString>

namespace hufu {

/// How it stands between a house and its authority, in words.
class LinkText {
public:
    /// Where the authority works: "Embedded authority", "Server hufu.hospital.example".
    static QString authority(const LinkState &link);
    /// How old what stands here is: "in step", "last heard 5 minutes ago"; empty without a server.
    static QString age(const LinkState &link, Instant now);
    /// The whole of it, in sentences.
    static QString explanation(const LinkState &link, Instant now);
    /// What a server did that is not trusted any more, and what that means.
    static QString distrust(const LinkState &link);
};

} // namespace hufu
