// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Emergency.h"
#include "models/domain/EmergencyTrial.h"
#include "models/domain/RelyingServer.h"
#include "models/replica/IssuanceRecord.h"
#include "models/store/EntryNames.h"

namespace hufu {

/// Everything the journal knows of one emergency: for its page, `hufuctl emergency status`, and its report. A value.
struct EmergencyRecord {
    HouseRecord house;
    Instant readAt{};
    Emergency emergency;
    std::string starter; ///< name
    /// One entry, oldest first.
    struct Step {
        SignedAct act;
        std::string actor; ///< name
        QJsonObject payload;
        EntryNames names;
        std::size_t certificates = 0; ///< that the command names
    };
    std::vector<Step> steps;
    /// One certificate that was revoked or suspended in it.
    struct Line {
        Sha256 sha256{};
        std::string title;
        std::string ca; ///< name
        std::optional<IssuedCertificate::Revoked> revoked; ///< nothing: the suspension was lifted
        std::optional<RevocationProgress::InForce> inForce;
        std::optional<RevocationProgress::Verified> verified;
        Purpose purpose = Purpose::Other;
        std::string service;              ///< id
        std::optional<Sha256> replacedBy; ///< what the own CA issued in its place
        /// Revoked for good, and nothing has taken its place: whoever needs it works without. A canary needs none.
        bool lacksReplacement() const;
    };
    std::vector<Line> lines;
    /// The newest trial with a canary.
    struct Tried {
        EmergencyTrial trial;
        Instant at{};        ///< of the entry
        std::string officer; ///< name
    };
    std::optional<Tried> tried;
    /// Servers whose agents report which CRLs they check with (crl-follow).
    struct Relying {
        RelyingServer server;
        bool has = false; ///< all CRLs that are needed for what is in force
    };
    std::vector<Relying> relying;
    std::vector<GlassBroken> glassBroken; ///< in this emergency, without a review
    std::optional<Checkpoint> checkpoint; ///< the first that vouches for all of it

    std::size_t requestedCount() const; ///< no CRL says so yet
    std::size_t verifiedCount() const;
    std::optional<Instant> decidedAt() const;  ///< of the first decision
    std::optional<Instant> inForceAt() const;  ///< of the last of all; nothing while one is not
    std::optional<Instant> verifiedAt() const; ///< likewise
};

/// Blocks: for a pool thread. `id` may be the first characters of one. NotFound, InvalidArgument when several begin so.
Result<EmergencyRecord> readEmergencyRecord(House &house, const std::string &id);
/// Canonical JSON may be made of it: what the report says, for machines.
QJsonObject toJson(const EmergencyRecord &record);

} // namespace hufu
