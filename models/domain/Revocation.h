// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/domain/Service.h"
#include "models/journal/Entry.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/RevocationReason.h"

#include <QJsonObject>

#include <optional>

namespace hufu {

/// Payload of `certificate.revoke`. The reason certificateHold suspends (RFC 5280 §5.3.1): it can be resumed.
struct RevocationForm {
    std::vector<Sha256> certificates; ///< 1..mostRevokedTogether, of the own CA
    RevocationReason reason = RevocationReason::Unspecified;
    std::optional<Instant> invalidityDate; ///< since when the key is not to be trusted (RFC 5280 §5.3.2)
    std::string note{};                    ///< why, in words; may be empty, the reason being there
    // In an emergency:
    std::string emergency{};    ///< id of the one that it belongs to; else empty
    bool breakGlass = false;    ///< one security admin alone suspends what two would have to sign for (EmergencyRules.cpp)
    std::size_t confirmed = 0;  ///< how many they are, typed by whoever decided; 0: nobody had to
    /// Of the payload: version 1 has a note, version 2 has none, version 3 belongs to an emergency and may have one.
    int version() const { return !emergency.empty() ? 3 : note.empty() ? 2 : 1; }
};
constexpr std::size_t mostRevokedTogether = 20000;
QJsonObject toJson(const RevocationForm &form);
/// Malformed, also when the note is missing in version 1 or there in version 2, or an emergency is named in another version than 3.
Result<RevocationForm> revocationFormFromJson(const QJsonObject &payload, int version);

/// Payload of `certificate.resume`.
struct ResumptionForm {
    std::vector<Sha256> certificates;
    std::string note;
};
QJsonObject toJson(const ResumptionForm &form);
Result<ResumptionForm> resumptionFormFromJson(const QJsonObject &payload);

/// A certificate that the own CA issued, and whether it is revoked.
struct IssuedCertificate {
    Sha256 sha256{};
    std::string ca;        ///< id
    Bytes serial;          ///< big-endian, as in the certificate
    std::string request;   ///< id; empty for CAs
    std::string service;   ///< id, of the request
    Tier tier = Tier::None; ///< of that service now
    bool isCa = false;
    bool isRoot = false;   ///< a CA that signed itself
    std::string department; ///< of the applicant when asking for it; empty for CAs
    Purpose purpose = Purpose::Other;
    Instant notAfter{};
    Sha256 spkiSha256{};
    std::string holder;     ///< of the USBKey that it was written to: CardHolder::id; empty when there is none
    std::string commonName; ///< in its subject
    struct Revoked {
        RevocationReason reason = RevocationReason::Unspecified;
        Instant at{};
        std::optional<Instant> invalidityDate;
        Sequence sequence = 0; ///< of the entry; in force when the CA's newest CRL reaches it
        std::string note;
        Sequence verified = 0; ///< of the entry that proved it to be seen (RevocationProof); 0: not yet
        bool operator==(const Revoked &) const = default;
    };
    std::optional<Revoked> revoked;
    bool operator==(const IssuedCertificate &) const = default;
};

/// Whether it is one of a department's people or devices, that the department's head may suspend alone: a client certificate that was asked
/// for in this department, of no core service. Never a CA's, a server's, an OCSP responder's.
bool isOfOwnPeople(const IssuedCertificate &certificate, std::string_view department);

/// Something that pilot mode let happen without the second signature, or the separation, that it would have needed.
struct WaivedAct {
    Sequence sequence = 0;
    std::string kind;
    std::string subject;
    std::vector<Sha256> certificates; ///< that came of it and can be revoked
    bool operator==(const WaivedAct &) const = default;
};

/// Payload of `pilot.end`: every waived act, confirmed or revoked.
struct PilotEnd {
    struct Line {
        Sequence sequence = 0;
        bool confirmed = false; ///< false: the certificates that came of it are revoked
        bool operator==(const Line &) const = default;
    };
    std::vector<Line> lines;
};
QJsonObject toJson(const PilotEnd &end);
Result<PilotEnd> pilotEndFromJson(const QJsonObject &payload);

} // namespace hufu
