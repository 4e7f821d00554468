// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Entry.h"
#include "models/pki/Key.h"

namespace hufu {

/// The authority's word that its journal had this head at this time. The newest is also kept outside the database, so that
/// a cut tail shows: a journal may be longer than its checkpoint, never shorter.
struct Checkpoint {
    Sha256 house{};        ///< hash of the founding entry
    Sequence sequence = 0;
    Sha256 hash{};         ///< of the entry at `sequence`
    Instant time{};
    Bytes signature;       ///< ECDSA with SHA-256 (DER) over checkpointPreimage()

    bool operator==(const Checkpoint &) const = default;
};

/// Canonical JSON of {"hash","house","sequence","time"}; `openssl dgst -sha256 -verify` checks the signature over it.
std::string checkpointPreimage(const Checkpoint &checkpoint);
Result<Checkpoint> signCheckpoint(Checkpoint checkpoint, const PrivateKey &authorityKey);
Result<void> verifyCheckpoint(const Checkpoint &checkpoint, BytesView authoritySpki);

/// The form kept beside the database and in exports: canonical JSON with "signature" in base64.
std::string encodeCheckpoint(const Checkpoint &checkpoint);
Result<Checkpoint> decodeCheckpoint(BytesView bytes);

} // namespace hufu
