// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/RequestPolicy.h"

#include <QCoreApplication>
#include <QString>

namespace hufu {

/// Requests in words, in the language of the moment. All pure.
class RequestText {
    Q_DECLARE_TR_FUNCTIONS(RequestText)
public:
    static QString state(RequestState state);     ///< "waiting for approval"
    static QString kind(RequestKind kind);        ///< "new", "renewal (same key)", "rekeying (new key)"
    static QString deed(Verdict verdict);         ///< what somebody did: "approved", "rejected", …
    static QString profile(const std::string &name); ///< "server", …; what is unknown stays as it is

    /// Who has to approve: "2 approvals by a security administrator".
    static QString step(const ApprovalStep &step);
    /// Why: the reasons of a step, each a sentence.
    static QStringList reasons(const ApprovalStep &step);
    /// Why somebody may not approve; `reason` as in RequestPreview::Excluded.
    static QString exclusion(const std::string &reason);

    static QString title(RequestRule rule);               ///< a few words
    static QString explanation(const RequestFinding &finding); ///< what was seen and what it means, whole sentences
};

} // namespace hufu
