// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace hufu {

/// How a thief gets in to a server that asks for client certificates. A server that reads a new CRL refuses the first at once, and may go on letting
/// the others in for hours (standards.md §5).
enum class EntryWay { NewHandshake, SavedSession, OpenConnection };
constexpr EntryWay allEntryWays[] = {EntryWay::NewHandshake, EntryWay::SavedSession, EntryWay::OpenConnection};
const char *entryWayName(EntryWay way); ///< "new-handshake", "saved-session", "open-connection"
Result<EntryWay> entryWayFromName(std::string_view name);

/// What became of one way.
enum class EntryOutcome {
    Refused,   ///< let in before the revocation, and not any more
    Accepted,  ///< still let in
    Unproven,  ///< not let in before either: says nothing about the revocation
    Unreached  ///< let in before, and not reached after: nobody knows
};
const char *entryOutcomeName(EntryOutcome outcome); ///< "refused", "accepted", "unproven", "unreached"
Result<EntryOutcome> entryOutcomeFromName(std::string_view name);

/// Payload of `emergency.try`: with a canary, a certificate revoked by the same command as what was lost, an officer's console tried to get in at the
/// servers that policy registers. It is signed like any proof, so that reports and witnesses say the same of who saw it, where and when.
struct EmergencyTrial {
    std::string emergency; ///< id
    Sha256 canary{};       ///< the certificate that was shown
    struct Line {
        std::string endpoint; ///< as in Policy::relyingEndpoints
        EntryWay way{};
        EntryOutcome outcome = EntryOutcome::Unproven;
        Instant at{};         ///< when that was seen first
        std::string detail;   ///< technical, English: what the server said
        bool operator==(const Line &) const = default;
    };
    std::vector<Line> lines; ///< 1..3 for each endpoint
    bool operator==(const EmergencyTrial &) const = default;

    bool isRefused() const;            ///< every way that was open before, and at least one was
    const Line *accepted() const;      ///< the first; null: none
    std::size_t count(EntryOutcome outcome) const;
    bool isOpen() const { return count(EntryOutcome::Accepted) + count(EntryOutcome::Unreached) > 0; } ///< worth another try
};
QJsonObject toJson(const EmergencyTrial &trial);
Result<EmergencyTrial> emergencyTrialFromJson(const QJsonObject &payload);

} // namespace hufu
