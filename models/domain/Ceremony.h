// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/BackupManifest.h"
#include "models/domain/CeremonyScript.h"
#include "models/domain/Command.h"
#include "models/domain/Person.h"

#include <QJsonObject>

#include <optional>

namespace hufu {

/// How long a ceremony may take; afterwards it can only be aborted.
inline constexpr auto ceremonyLife = std::chrono::hours(12);
/// How old a signature of presence may be when the authority sees it.
inline constexpr auto presenceLife = std::chrono::minutes(10);

/// Payload of `ceremony.plan`: all parameters of a ceremony. Their hash is in everything that is signed in it, so that nothing can be swapped midway.
struct CeremonyPlan {
    struct Keeper {
        std::string person; ///< id
        Sha256 key{};       ///< of the key that the share is encrypted to (shareKeyOf()): another card is another parameter
        bool operator==(const Keeper &) const = default;
    };
    static constexpr int mostCustodians = 15, mostNeeded = 7;
    static constexpr std::size_t mostKeys = 64, mostMedia = 8;

    std::string id; ///< UUIDv7
    CeremonyKind kind = CeremonyKind::Backup;
    std::string script; ///< its name
    int scriptVersion = 1;
    Sha256 scriptSha256{};
    std::string scriptText; ///< all of it: whoever reads the record needs nothing else
    std::vector<CeremonyCheck> checks; ///< of the script's steps, one for each
    std::vector<std::string> keys;     ///< ids of the CAs whose keys it is about
    bool house = false;                ///< journal, blobs and vault as well
    std::vector<Keeper> custodians;    ///< who holds shares afterwards, or who restores; all of them are present
    int needed = 2;                    ///< of those to whom shares are dealt
    std::string administrator, witness; ///< person ids
    std::string room;
    std::vector<std::string> media;    ///< what is written on them, or where they are
    std::optional<Sha256> package;     ///< of the manifest of the backup that is restored, replaced or destroyed
    bool operator==(const CeremonyPlan &) const = default;
};
QJsonObject toJson(const CeremonyPlan &plan);
Result<CeremonyPlan> ceremonyPlanFromJson(const QJsonObject &payload);
/// SHA-256 of the plan's canonical JSON: the parameters as everybody signs them.
Sha256 parametersOf(const CeremonyPlan &plan);

/// Payload of `ceremony.present`: somebody is in the room, and says so by the own key.
struct CeremonyPresence {
    enum class Phase { Opening, Closing };
    std::string ceremony;
    Sha256 parameters{};
    Phase phase = Phase::Opening;
    std::optional<Sha256> proof; ///< closing a ceremony that dealt shares: shareProof() of the own one
    bool operator==(const CeremonyPresence &) const = default;
};
QJsonObject toJson(const CeremonyPresence &presence);
Result<CeremonyPresence> ceremonyPresenceFromJson(const QJsonObject &payload);

/// Payload of `ceremony.step`: one step of the script is done.
struct CeremonyStep {
    std::string ceremony;
    Sha256 parameters{};
    int number = 0;                    ///< from 1
    std::string initials;              ///< of who acted
    std::string exception;             ///< what differed from the script; empty: nothing
    std::vector<std::string> evidence; ///< what the console saw, a line each
    bool operator==(const CeremonyStep &) const = default;
};
QJsonObject toJson(const CeremonyStep &step);
Result<CeremonyStep> ceremonyStepFromJson(const QJsonObject &payload);

/// Payload of `ceremony.close` and `ceremony.abort`.
struct CeremonyEnd {
    std::string ceremony;
    Sha256 parameters{};
    std::string reason; ///< required for an abort; a remark for a close, may be empty
    bool operator==(const CeremonyEnd &) const = default;
};
QJsonObject toJson(const CeremonyEnd &end);
Result<CeremonyEnd> ceremonyEndFromJson(const QJsonObject &payload);

/// Payload of `ceremony.file`: a document about a ceremony that has ended, by its hash.
struct CeremonyDocument {
    std::string ceremony;
    std::string title;
    Sha256 sha256{};
    std::int64_t octets = 0;
    bool operator==(const CeremonyDocument &) const = default;
};
QJsonObject toJson(const CeremonyDocument &document);
Result<CeremonyDocument> ceremonyDocumentFromJson(const QJsonObject &payload);

/// Payload of `ceremony.seal`, an act of the authority: what was encrypted, and what was dealt to whom.
struct CeremonySealed {
    std::string ceremony;
    Sha256 parameters{};
    BackupManifest manifest;
};
QJsonObject toJson(const CeremonySealed &act);
Result<CeremonySealed> ceremonySealedFromJson(const QJsonObject &payload);

/// Payload of `ceremony.restore`, an act of the authority: keys came back to it, and each proved itself against its certificate.
struct CeremonyRestored {
    std::string ceremony;
    Sha256 parameters{};
    std::vector<std::string> keys; ///< ids of CAs
};
QJsonObject toJson(const CeremonyRestored &act);
Result<CeremonyRestored> ceremonyRestoredFromJson(const QJsonObject &payload);

/// Payload of `ceremony.record`, an act of the authority: the minutes, signed (CeremonyRecord.h).
struct CeremonyRecorded {
    std::string ceremony;
    Bytes record; ///< CMS SignedData
};
QJsonObject toJson(const CeremonyRecorded &act);
Result<CeremonyRecorded> ceremonyRecordedFromJson(const QJsonObject &payload);

/// Payload of `backup.make`, an act of the authority: it backed the whole house up by itself, to the custodians of an earlier ceremony. Nobody has to be
/// there to encrypt; to restore from it takes them all the same.
struct BackupMade {
    std::string id; ///< UUIDv7; the manifest's ceremony
    Sha256 quorum{}; ///< the package whose custodians, keys and quorum it has
    BackupManifest manifest;
};
QJsonObject toJson(const BackupMade &act);
Result<BackupMade> backupMadeFromJson(const QJsonObject &payload);

/// A ceremony as the journal has it.
struct Ceremony {
    enum class Fate { Open, Closed, Aborted };
    struct Present {
        std::string person; ///< id
        CeremonyPresence::Phase phase = CeremonyPresence::Phase::Opening;
        Instant at{};
        bool operator==(const Present &) const = default;
    };
    struct Done {
        CeremonyStep step;
        Instant at{};
        bool operator==(const Done &) const = default;
    };
    CeremonyPlan plan;
    Sha256 parameters{};
    Instant planned{};
    std::vector<Present> present;
    std::vector<Done> done;
    std::optional<BackupManifest> sealed;
    std::vector<std::string> restored; ///< ids of CAs whose keys came back
    std::vector<CeremonyDocument> documents; ///< filed afterwards: the minutes as PDF, photographs
    Fate fate = Fate::Open;
    std::string reason; ///< of the end
    Instant ended{};
    std::optional<Sha256> record; ///< of the minutes
    bool isVoid = false; ///< shares of its package are void: replaced or destroyed

    bool operator==(const Ceremony &) const = default;
    /// No ceremony at all: the authority backed the house up by itself (BackupMade).
    bool isAutomatic() const { return plan.administrator == authorityActor; }
    bool takesPart(std::string_view person) const;
    bool isCustodian(std::string_view person) const;
    bool hasSigned(std::string_view person, CeremonyPresence::Phase phase) const;
    /// Those whose signature of presence is missing still: ids of custodians, then the witness.
    std::vector<std::string> missing(CeremonyPresence::Phase phase) const;
    bool lapsed(Instant now) const { return fate == Fate::Open && now > planned + ceremonyLife; }
};

/// What one entry does to it: `ceremony.plan` makes it, `backup.make` makes it and ends it. Ignores entries of other kinds. Pure: projection and records do the same.
Result<void> applyToCeremony(Ceremony &ceremony, const Command &command, Instant at);
/// The ceremony a command is about; empty for other commands.
std::string ceremonyOf(const Command &command);

} // namespace hufu
