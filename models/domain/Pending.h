// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"
#include "models/domain/Command.h"
#include "models/domain/Person.h"

#include <QJsonArray>

#include <set>
#include <string>
#include <vector>

namespace hufu {

/// How long a command waits for signatures that are missing; it says so itself (Command::expires).
inline constexpr auto pendingLife = std::chrono::days(7);

/// A command that was signed at one desk and needs more signatures than it has: kept in the journal, and not in force. Whoever signs next signs the
/// same bytes, so that what takes effect in the end is one command with several signers (design: dual control), decided like any other.
struct PendingCommand {
    enum class Fate { Open, InForce, Withdrawn, Declined };

    std::string id;                     ///< the command's own
    std::string kind;
    std::string subject;                ///< subjectOf()
    std::string author;                 ///< person id
    std::vector<std::string> signers;   ///< person ids, the author first
    std::vector<std::set<Role>> waits;  ///< one for each signature still missing: any of these roles
    Instant since{}, expires{};
    Sha256 content{};                   ///< of what is signed
    Bytes command;                      ///< CMS SignedData with the signatures so far; empty once it is not open any more
    Fate fate = Fate::Open;
    std::string decliner, reason;       ///< person id, and what they said; of one that was declined

    bool operator==(const PendingCommand &) const = default;
    bool isOpen(Instant now) const { return fate == Fate::Open && now <= expires; }
    bool isSignedBy(std::string_view person) const;
    /// Whether this person's signature would help: an active one who has not signed and has one of the roles.
    bool waitsFor(const Person &person) const;
};

/// Whether a command of this kind may wait for somebody at another desk: where it may need several signatures, and these are all that it needs of
/// the others. Who recovers a key from escrow opens a share as well.
bool mayWait(std::string_view kind);

/// Payload of `pending.leave`. Id, kind and name say what the command in it says, for readers of the journal.
struct PendingLeft {
    std::string id, kind, name;
    Bytes command; ///< CMS SignedData
};
QJsonObject toJson(const PendingLeft &left);
Result<PendingLeft> pendingLeftFromJson(const QJsonObject &payload);

/// Payload of `pending.withdraw`, and of `pending.decline`: somebody whose signature is waited for will not give it, and says why. It does not wait for anybody else then.
struct PendingWithdrawal {
    std::string id, kind, name;
    std::string reason; ///< may be empty; of a decline: not
};
QJsonObject toJson(const PendingWithdrawal &withdrawal);
Result<PendingWithdrawal> pendingWithdrawalFromJson(const QJsonObject &payload);

/// Slots as the outcome of `pending.leave` has them: lists of role names.
QJsonArray slotsToJson(const std::vector<std::set<Role>> &slots);
Result<std::vector<std::set<Role>>> slotsFromJson(const QJsonArray &array);

} // namespace hufu
