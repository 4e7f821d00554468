// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Emergency.h"
#include "models/domain/EmergencyTrial.h"
#include "models/pki/CertificateListing.h"
#include "models/replica/EmergencyImpact.h"

#include <QString>

namespace hufu {

/// Emergencies in words, in the language of the moment.
class EmergencyText {
public:
    static QString kind(LossKind kind);     ///< for a list: "A USBKey, by its number"
    static QString hint(LossKind kind);     ///< what is typed for it, for an empty field: "number of the USBKey"
    static QString loss(const Loss &loss);  ///< "USBKey 10045"
    static QString severity(EmergencySeverity severity);
    static QString followUp(FollowUp what); ///< "how it came about"
    static QString task(FollowUp what);     ///< the same as a task for somebody
    static QString foreignSteps(const QString &ca);  ///< how this CA is asked to revoke, line by line
    static QString foreignLetter(const CertificateListing &certificate, const QString &house); ///< ready to be sent to it
    static QString way(EntryWay way);           ///< "a session saved before"
    static QString outcome(EntryOutcome outcome);
    static QString tally(const EmergencyTrial &trial); ///< "3 ways in refused, 2 unproven"
    static QString advice(EntryWay way);        ///< what to do where a server still lets somebody in
    /// What follows where an officer's certificates are concerned; `self`: it is whoever reads.
    static QString officer(const EmergencyImpact::Officer &officer, bool self);
    static QString holder(const std::string &staffNumber, const std::string &department); ///< "1001 · 内科"; either may be empty
    /// That the name that was lost stands for several people, and what to do; `impact` has namesakes.
    static QString namesakes(const EmergencyImpact &impact);
    /// "25 minutes": seconds up to two minutes, minutes up to two hours, then hours; whatever its sign.
    static QString roughly(std::chrono::seconds time);
    /// That this computer's clock is wrong, and whose times are shown; empty where the server's is not ahead of it (LinkState::ahead).
    static QString clockNote(std::chrono::seconds ahead);
    static QString elapsed(std::chrono::seconds time); ///< as a stopwatch shows it: "02:07", "1:02:07"
};

} // namespace hufu
