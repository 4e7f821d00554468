// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/base/Time.h"

#include <string>
#include <vector>

namespace hufu {

/// What the authority keeps of a USBKey, and gives out only for an order under way or after two officers released it.
struct CardSecrets {
    SecureBytes managementKey; ///< 32 octets; a card takes as many of them as its algorithm needs
    SecureBytes puk;           ///< eight digits
};
/// One after another in octets of a fixed length, and back. Malformed.
SecureBytes packCardSecrets(const std::vector<CardSecrets> &versions);
Result<std::vector<CardSecrets>> unpackCardSecrets(BytesView octets);

/// How an officer asks a server for the secrets of a USBKey, signed (CMS SignedData): the answer is wrapped (models/pki/KeyWrap.h) for a key that was made
/// for it alone, under wrapContext().
struct CardSecretsDemand {
    Sha256 house{};
    std::string person; ///< id
    std::string card;
    Instant time{};
    Bytes key; ///< SubjectPublicKeyInfo, DER

    std::string wrapContext() const { return "hufu card secrets " + card; }
};
Result<std::string> encodeDemand(const CardSecretsDemand &demand); ///< canonical JSON
Result<CardSecretsDemand> decodeDemand(BytesView bytes);          ///< Malformed

} // namespace hufu
