// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Lints.h"

#include <QCoreApplication>
#include <QString>

namespace hufu {

/// What a finding observed, in words: findings store it language-free ("dv < ov", "1024 bits", "issuer missing"), so that a journal or a
/// database means the same everywhere. All pure.
class ObservedText {
    Q_DECLARE_TR_FUNCTIONS(ObservedText)
public:
    /// Short enough for a table's cell: "1024 bits", "DV, required is OV"; empty where the rule observes nothing beyond the fact itself. Names
    /// and identifiers stay as they are.
    static QString of(const Finding &finding);
};

} // namespace hufu
