// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/journal/Entry.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace hufu {

/// What was lost, in the words of whoever calls.
enum class LossKind { Person, Card, Host, Key, Issuer, Role, Department, Query };
constexpr LossKind allLossKinds[] = {LossKind::Person, LossKind::Card, LossKind::Host, LossKind::Key,
                                     LossKind::Issuer, LossKind::Role, LossKind::Department, LossKind::Query};
const char *lossKindName(LossKind kind); ///< "person", "card", "host", "key", "issuer", "role", "department", "query"
Result<LossKind> lossKindFromName(std::string_view name);

struct Loss {
    LossKind kind = LossKind::Person;
    std::string value; ///< name or number of a person, number of a USBKey, host name, SHA-256 of a key or certificate, …
    bool operator==(const Loss &) const = default;

    /// Blanks around it go; host names are lower case, fingerprints lower-case hexadecimal digits without colons: so that two desks that mean the same
    /// write the same. InvalidArgument when nothing is left of it, or it is no fingerprint.
    Result<Loss> normalised() const;
};

/// How grave it is, as far as anybody knows yet.
enum class EmergencySeverity { Unknown, Minor, Major, Critical };
constexpr EmergencySeverity allEmergencySeverities[] = {EmergencySeverity::Unknown, EmergencySeverity::Minor, EmergencySeverity::Major, EmergencySeverity::Critical};
const char *emergencySeverityName(EmergencySeverity severity); ///< "unknown", "minor", "major", "critical"
Result<EmergencySeverity> emergencySeverityFromName(std::string_view name);

/// Payload of `emergency.start`. When the same loss has an open emergency already, the authority answers with that one, and both desks work on it.
struct EmergencyStart {
    std::string id; ///< UUIDv7
    Loss loss;      ///< normalised
    EmergencySeverity severity = EmergencySeverity::Unknown;
    std::string caller, report; ///< who called, and what they said; may be empty
    bool operator==(const EmergencyStart &) const = default;
};
QJsonObject toJson(const EmergencyStart &start);
Result<EmergencyStart> emergencyStartFromJson(const QJsonObject &payload);

/// What is left to do when the certificate is refused everywhere. Each becomes due by what was done, and an emergency is closed when none is open.
enum class FollowUp {
    Cause,       ///< how it came about is written down
    Informed,    ///< whoever is concerned was told
    Replacement, ///< whoever needs a new certificate has one
    Suspended,   ///< what is suspended was revoked or lifted
    Review,      ///< a second security administrator has looked at what one did alone by breaking the glass
    Foreign      ///< other CAs have revoked what they were asked to; answers itself when their CRLs or OCSP say so
};
constexpr FollowUp allFollowUps[] = {FollowUp::Cause, FollowUp::Informed, FollowUp::Replacement, FollowUp::Suspended, FollowUp::Review, FollowUp::Foreign};
const char *followUpName(FollowUp what); ///< "cause", "informed", "replacement", "suspended", "review", "foreign"
Result<FollowUp> followUpFromName(std::string_view name);

/// Payload of `emergency.note`: something to remember, or the answer to a follow-up.
struct EmergencyNote {
    std::string emergency; ///< id
    std::optional<FollowUp> answers;
    std::string text;      ///< required
};
QJsonObject toJson(const EmergencyNote &note);
Result<EmergencyNote> emergencyNoteFromJson(const QJsonObject &payload);

/// Payload of `emergency.close`.
struct EmergencyClosing {
    std::string emergency; ///< id
    std::string text;      ///< required: how it ended
};
QJsonObject toJson(const EmergencyClosing &closing);
Result<EmergencyClosing> emergencyClosingFromJson(const QJsonObject &payload);

/// Payload of `emergency.ask`: the CA of a certificate that is not the own CA's was asked to revoke it, in its own way.
struct ForeignAsk {
    std::string emergency; ///< id
    Sha256 certificate{};
    std::string ca;        ///< name of its issuer, for readers
    std::string text;      ///< how, and what was said; required
};
QJsonObject toJson(const ForeignAsk &ask);
Result<ForeignAsk> foreignAskFromJson(const QJsonObject &payload);

/// Payload of `emergency.hear`: that CA's own CRL or OCSP responder, asked as any relying party would, says that it is revoked.
struct ForeignHeard {
    std::string emergency; ///< id
    Sha256 certificate{};
    std::string source;    ///< "crl" or "ocsp"
    std::string url;
    Sha256 answer{};       ///< SHA-256 of what was answered
    Instant at{}, revokedAt{};
};
QJsonObject toJson(const ForeignHeard &heard);
Result<ForeignHeard> foreignHeardFromJson(const QJsonObject &payload);

/// An emergency as the journal made it.
struct Emergency {
    struct Due {
        FollowUp what{};
        Sequence since = 0;    ///< of the entry that made it due
        Sequence answered = 0; ///< of the entry that answered it; 0: open
        bool operator==(const Due &) const = default;
    };
    EmergencyStart form;
    std::string starter;   ///< person id
    Sequence sequence = 0; ///< of the entry that started it
    Instant since{};
    Sequence closed = 0;   ///< 0: it is open
    std::optional<Instant> ended;
    std::vector<Due> followUps; ///< in the order of FollowUp
    /// A certificate that another CA was asked to revoke.
    struct Asked {
        Sha256 certificate{};
        std::string ca;         ///< name
        Instant at{};           ///< when that was journaled, the last time
        std::optional<Instant> revokedAt; ///< as that CA says
        bool operator==(const Asked &) const = default;
    };
    std::vector<Asked> asked;   ///< in the order of asking
    bool isOpen() const { return closed == 0; }
    const Due *openFollowUp() const; ///< the first; null: none
    bool operator==(const Emergency &) const = default;
};

/// One officer suspended alone what would have needed two.
struct GlassBroken {
    Sequence sequence = 0;
    std::string emergency; ///< id
    std::string actor;     ///< person id
    Instant at{};
    int certificates = 0;
    bool reviewed = false;
    bool operator==(const GlassBroken &) const = default;
};
/// Over how long policy counts what was suspended by breaking the glass.
constexpr auto glassDay = std::chrono::hours(24);

} // namespace hufu
