// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Service.h"
#include "models/journal/Checkpoint.h"
#include "models/pki/CertificateListing.h"
#include "models/store/HouseReader.h"
#include "models/store/RequestReader.h"
#include "models/store/RevocationReader.h"

namespace hufu {

class House;

/// One entry of the journal as evidence: who signed what, and where it stands.
struct SignedAct {
    Entry entry; ///< without the command's bytes
    Sha256 commandDigest{}; ///< SHA-256 of the signed command (CMS SignedData, DER), as `hufuctl journal export --commands` writes it
    struct Signer {
        std::string name;    ///< of the person; "authority" for its own acts
        std::set<Role> roles; ///< that the person had at that entry
        Bytes serial;        ///< of the signing certificate
        std::string issuer;  ///< of the signing certificate: name
        bool operator==(const Signer &) const = default;
    };
    std::vector<Signer> signers; ///< the actor first
};

/// Everything the journal knows of how one certificate of the own CA came to be, for its issuance report. A value.
struct IssuanceRecord {
    HouseRecord house;
    Instant readAt{};
    CertificateListing certificate;
    std::string caName;   ///< of the CA that issued it
    Sha256 caSha256{};    ///< of that CA's certificate
    Request request;
    std::string applicant; ///< name
    std::optional<Service> service; ///< as it is now; nothing when it was removed
    SignedAct submission; ///< of the version that was approved
    struct Reviewed {
        Review review;
        SignedAct act;
    };
    std::vector<Reviewed> reviews; ///< all, of earlier versions too, oldest first
    SignedAct issuing;
    std::optional<Checkpoint> checkpoint; ///< the first that vouches for all of these
    std::optional<RevocationProgress> revocation;
    std::optional<SignedAct> revoking;
};

/// An entry with who signed it, and as what.
Result<SignedAct> readSignedAct(Connection &connection, Sequence sequence);
/// Blocks: for a pool thread. NotFound for certificates that no request of this house led to: of other CAs, of the CAs themselves.
Result<IssuanceRecord> readIssuanceRecord(House &house, const Sha256 &sha256);

} // namespace hufu
