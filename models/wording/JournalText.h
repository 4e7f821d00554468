// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Verification.h"
#include "models/store/EntryNames.h"

#include <QString>
#include <QStringList>

namespace hufu {

/// The journal in words. All pure, in the language of the moment.
class JournalText {
public:
    /// What an entry's kind is called: "Certificates imported". Kinds of newer releases keep their own name.
    static QString kind(const QString &kind);
    static QStringList kinds(); ///< every kind of this release, in the order people look for them

    /// The same for one entry; of reviews it says which verdict: "Requests approved".
    static QString what(const Entry &entry);

    /// What an entry is about, by name: "his.hospital.example and 2 more". What has no name in `names` keeps its id.
    static QString about(const Entry &entry, const EntryNames &names);
    /// One sentence of who did what. `actor` is the person's name; empty when the signer is unknown. `payload` of the entry's command.
    static QString sentence(const Entry &entry, const QString &actor, const QJsonObject &payload, const EntryNames &names);
    /// Which rules pilot mode waived for it, a sentence each.
    static QStringList waived(const Entry &entry);

    /// What a verification proved, what it found broken, and what nobody can prove from here: one sentence each.
    static QStringList proven(const VerificationReport &report, bool signatures);
    static QStringList broken(const VerificationReport &report);
    static QStringList unproven(const VerificationReport &report, bool signatures);
    static QString breakText(const Break &found);
};

} // namespace hufu
