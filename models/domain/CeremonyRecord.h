// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Ceremony.h"
#include "models/journal/Entry.h"

#include <span>

namespace hufu {

/// The minutes of a ceremony (仪式记录) before they are signed: the plan with its script, who took part, and every entry about it with its signed command.
struct CeremonyMinutes {
    Sha256 house{};
    std::string houseName;
    std::vector<Person> people;  ///< all who take part, as registered
    std::vector<Entry> entries;  ///< in their order, `ceremony.plan` first
};
/// Canonical JSON, which the authority signs as CMS SignedData: `openssl cms -verify` says by whom and when.
Result<std::string> encodeMinutes(const CeremonyMinutes &minutes);

/// What an auditor learns of a record, with nothing but the record.
struct CeremonyAudit {
    /// One signed command.
    struct Line {
        Entry entry;
        std::string kind;
        std::vector<std::string> signers; ///< names; "authority"
    };
    CeremonyMinutes minutes;
    Ceremony ceremony;
    Bytes authorityCertificate; ///< DER: of whoever signed the record
    std::vector<Line> lines;
    std::vector<std::string> doubts; ///< what does not hold, English; empty: everything does

    std::string nameOf(std::string_view person) const; ///< or the id
};
/// Opens a record and decides everything in it again: each signature, that all are over the same parameters, who was present twice, that every share was
/// opened, that administrator and witness closed it. Errors: Malformed, TooLarge, SignatureInvalid for what is no record at all.
Result<CeremonyAudit> auditRecord(BytesView cms);

} // namespace hufu
