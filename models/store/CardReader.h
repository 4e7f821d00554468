// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Card.h"
#include "models/domain/CertificateRole.h"
#include "models/store/Connection.h"

namespace hufu {

Result<std::vector<CertificateRole>> readCertificateRoles(Connection &connection); ///< by name

/// The card register, in the order of numbers; `holder` (id or name, exact) and `state` may narrow it.
struct CardFilter {
    std::string holder{};
    std::optional<CardState> state{};
};
Result<std::vector<Card>> readCards(Connection &connection, const CardFilter &filter = {});
Result<std::optional<Card>> readCard(Connection &connection, std::string_view number);
Result<std::optional<CardOrderRecord>> readCardOrder(Connection &connection, std::string_view id);
/// Temporary keys, oldest first: of one officer or of all; those that nobody reviewed, and whatever was ordered from `since` on.
struct TemporaryFilter {
    std::string actor{};
    Instant since = Instant::max();
};
Result<std::vector<TemporaryKey>> readTemporaryKeys(Connection &connection, const TemporaryFilter &filter = {});
/// Entries about it, oldest first.
Result<std::vector<Sequence>> readCardHistory(Connection &connection, std::string_view number);

/// The key that was certified for slot 9C of the USBKey as it was handed over (SubjectPublicKeyInfo, DER). NotFound; Unsupported unless it is P-256.
Result<Bytes> readCardSigningKey(Connection &connection, std::string_view number);

/// Orders for the authority: to be certified, or lapsed at `now`; oldest first.
Result<std::vector<std::string>> readCardOrdersToCertify(Connection &connection, Instant now);
Result<std::vector<std::string>> readLapsedCardOrders(Connection &connection, Instant now);

} // namespace hufu
