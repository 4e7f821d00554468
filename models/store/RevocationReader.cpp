// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/RevocationReader.h"

#include "models/store/FactsReader.h"

namespace hufu {

Result<bool> isKeyRevoked(Connection &connection, const Sha256 &spki)
{
    Result<Statement> read = connection.prepare("SELECT 1 FROM revocation WHERE spki_sha256 = ?1 AND reason <> ?2 LIMIT 1");
    if (!read)
        return fail(read.error());
    return read->bind(1, BytesView(spki)).bind(2, std::int64_t(RevocationReason::CertificateHold)).step();
}

Result<void> gatherRevocationFacts(Connection &, const Command &, Facts &) { return {}; }

} // namespace hufu
