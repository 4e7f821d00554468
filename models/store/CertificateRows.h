// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Import.h"
#include "models/store/Blobs.h"
#include "models/store/Projection.h"

namespace hufu {

/// Stores certificates: the bytes as a blob, what a listing shows as a row. Keeps its statements for a whole batch.
class CertificateRows {
public:
    static Result<CertificateRows> over(Connection &connection);

    struct Row {
        std::int64_t id = 0; ///< of the blob and the row
        bool added = false;
    };
    /// `incoming` is null when the bytes must be stored already. `sequence`: of the entry that brings it.
    Result<Row> ensure(const Sha256 &sha256, const IncomingCertificate *incoming, Sequence sequence);
    Result<void> see(std::int64_t id, const ImportedSighting &where, bool privateKey, Instant when);

private:
    CertificateRows(Blobs blobs, Statement exists, Statement bytes, Statement insert, Statement sighting);
    Result<Row> insert(Row row, const CertificateListing &listing, Sequence sequence);

    Blobs m_blobs;
    Statement m_exists, m_bytes, m_insert, m_sighting;
};

} // namespace hufu
