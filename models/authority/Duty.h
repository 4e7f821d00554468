// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/pki/Key.h"
#include "models/store/Connection.h"

#include <optional>
#include <set>
#include <span>

namespace hufu {

class CaKeys;

/// What an act may use, inside the transaction that will append it.
struct DutyContext {
    Connection &connection;
    Instant now;
    const PrivateKey &authorityKey;
    Bytes authorityCertificate; ///< DER
    CaKeys &caKeys;
};

struct Act {
    const char *kind = nullptr; ///< one of the authority's acts in CommandKind
    QJsonObject payload;
    int version = 1; ///< of the payload
};

/// Something that follows from the journal and the clock, and that the authority does by itself: certify an officer, make a CA, issue what was
/// approved, re-sign a CRL. What is due is read from the projection each time, so that a crash in between leaves nothing undone and
/// nothing done twice.
struct Duty {
    /// What is due next, by its id; nothing when all is done. Not those in `failed`. Cheap: asked after every command and each minute.
    Result<std::optional<std::string>> (*due)(Connection &connection, Instant now, const std::set<std::string> &failed);
    /// Makes the act for one of them. An error leaves it due.
    Result<Act> (*prepare)(DutyContext &context, const std::string &subject);
};

/// All duties, in the order in which one makes the next possible.
std::span<const Duty> allDuties();

extern const Duty officerDuty;   ///< OfficerDuty.cpp: certificates of people who have none, or whose ends within a month
extern const Duty custodianDuty; ///< CustodianDuty.cpp: certificates of custodians' key-management keys, likewise
extern const Duty workstationDuty; ///< WorkstationDuty.cpp: certificates of workstations that end within a quarter of a year
extern const Duty caDuty;        ///< CaDuty.cpp: keys and certificates of CAs that were ordered, roots first
extern const Duty issueDuty;     ///< IssueDuty.cpp: certificates for what was approved
extern const Duty cardDuty;      ///< CardDuty.cpp: certificates for keys that USBKeys made
extern const Duty lapsedCardDuty; ///< CardDuty.cpp: orders of USBKeys that nobody finished in time
extern const Duty responderDuty; ///< ResponderDuty.cpp: OCSP responders whose certificate is missing or near its end
extern const Duty ceremonyDuty;  ///< CeremonyDuty.cpp: minutes of key ceremonies that have ended
extern const Duty crlDuty;       ///< CrlDuty.cpp: CRLs that lack something, or are a day old

} // namespace hufu
