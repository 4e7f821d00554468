// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/journal/Checkpoint.h"

namespace hufu {

/// Some of the journal on its way to a replica: consecutive entries, with the newest that the authority has signed for.
struct JournalPage {
    std::vector<Entry> entries;
    Sequence head = 0; ///< of the whole journal
    std::optional<Checkpoint> checkpoint; ///< the newest there is
    bool operator==(const JournalPage &) const = default;
};

constexpr std::size_t largestPage = 64u << 20; ///< in its encoded form: one entry of 16 MiB and what belongs to it fit

/// JSON, and back. Decoding bounds and checks the form alone; that the entries hold is for the replica to find out.
std::string encodePage(const JournalPage &page);
Result<JournalPage> decodePage(BytesView bytes);

/// One entry as it stands in a page; also kept as evidence.
QJsonObject toJson(const Entry &entry);
Result<Entry> entryFromJson(const QJsonObject &object);

/// Blobs on their way, each after its length (four octets, big-endian).
Bytes encodeBlobs(std::span<const Blob> blobs);
/// Malformed; TooLarge for one above `largestBlob` or for more than `most`. The digests are computed, never taken over.
Result<std::vector<Blob>> decodeBlobs(BytesView bytes, std::size_t most);
constexpr std::size_t largestBlob = 1u << 20;

/// The names of the blobs that a replica asks for: {"names": [SHA-256 in hexadecimal, …]}, at most so many.
Result<std::vector<Sha256>> blobNamesFromJson(const QJsonObject &object, qsizetype most);

QJsonObject toJson(const Receipt &receipt);
Result<Receipt> receiptFromJson(const QJsonObject &object);

} // namespace hufu
