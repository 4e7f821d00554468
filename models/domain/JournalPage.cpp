// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/JournalPage.h"

#include "models/domain/JsonFields.h"
#include "models/pki/Digest.h"

#include <QJsonDocument>

namespace hufu {
namespace {

constexpr std::int64_t largestSequence = 9007199254740991;
constexpr qsizetype mostEntries = 10'000;
constexpr std::size_t longestOutcome = 16u << 20, longestCommand = 24u << 20;

} // namespace

QJsonObject toJson(const Entry &entry)
{
    return {{"sequence", qint64(entry.sequence)}, {"time", qstr(toIso(entry.time))},        {"kind", qstr(entry.kind)},
            {"actor", qstr(entry.actor)},         {"subject", qstr(entry.subject)},         {"outcome", qstr(entry.outcome)},
            {"command", qstr(toBase64(entry.command))}, {"previous", qstr(toHex(entry.previous))}, {"hash", qstr(toHex(entry.hash))}};
}

Result<Entry> entryFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    Entry entry;
    entry.sequence = Sequence(fields.integer("sequence", 1, largestSequence));
    entry.time = fields.instant("time");
    entry.kind = fields.text("kind", 64, 1);
    entry.actor = fields.text("actor", 64);
    entry.subject = fields.text("subject", 100'000);
    entry.outcome = fields.text("outcome", longestOutcome);
    Result<Bytes> command = fromBase64(fields.text("command", longestCommand));
    if (!command)
        fields.wrong("command", "is not base64");
    entry.previous = fields.digest("previous");
    entry.hash = fields.digest("hash");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    entry.command = std::move(*command);
    return entry;
}

std::string encodePage(const JournalPage &page)
{
    QJsonArray entries;
    for (const Entry &entry : page.entries)
        entries.append(toJson(entry));
    const QJsonValue checkpoint = page.checkpoint ? QJsonValue(qstr(encodeCheckpoint(*page.checkpoint))) : QJsonValue(QJsonValue::Null);
    const QJsonObject object{{"head", qint64(page.head)}, {"checkpoint", checkpoint}, {"entries", entries}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

Result<JournalPage> decodePage(BytesView bytes)
{
    const Result<QJsonObject> object = parseJsonObject(bytes, false, largestPage);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    JournalPage page;
    page.head = Sequence(fields.integer("head", 0, largestSequence));
    if (fields.isNull("checkpoint")) {
        fields.skip("checkpoint");
    } else {
        Result<Checkpoint> checkpoint = decodeCheckpoint(viewOf(fields.text("checkpoint", 4096)));
        if (!checkpoint)
            return fail(checkpoint.error());
        page.checkpoint = std::move(*checkpoint);
    }
    for (const QJsonValue item : fields.array("entries", mostEntries)) {
        Result<Entry> entry = entryFromJson(item.toObject());
        if (!entry)
            return fail(entry.error());
        page.entries.push_back(std::move(*entry));
    }
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return page;
}

Bytes encodeBlobs(std::span<const Blob> blobs)
{
    Bytes bytes;
    for (const Blob &blob : blobs) {
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes.push_back(static_cast<std::uint8_t>(blob.bytes.size() >> shift));
        bytes.insert(bytes.end(), blob.bytes.begin(), blob.bytes.end());
    }
    return bytes;
}

Result<std::vector<Blob>> decodeBlobs(BytesView bytes, std::size_t most)
{
    std::vector<Blob> blobs;
    while (!bytes.empty()) {
        if (bytes.size() < 4)
            return fail(ErrorCode::Malformed, "a blob's length is cut off");
        std::size_t size = 0;
        for (const std::uint8_t byte : bytes.first(4))
            size = size << 8 | byte;
        bytes = bytes.subspan(4);
        if (size > largestBlob || blobs.size() == most)
            return fail(ErrorCode::TooLarge, "too many blobs at once, or one above 1 MiB");
        if (size > bytes.size())
            return fail(ErrorCode::Malformed, "a blob is cut off");
        blobs.push_back({sha256(bytes.first(size)), bytesOf(bytes.first(size))});
        bytes = bytes.subspan(size);
    }
    return blobs;
}

Result<std::vector<Sha256>> blobNamesFromJson(const QJsonObject &object, qsizetype most)
{
    JsonFields fields(object);
    const QJsonArray texts = fields.array("names", most);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    std::vector<Sha256> names;
    for (const QJsonValue text : texts) {
        const Result<Sha256> name = sha256FromHex(utf8(text.toString()));
        if (!name)
            return fail(name.error());
        names.push_back(*name);
    }
    return names;
}

QJsonObject toJson(const Receipt &receipt)
{
    QJsonArray added;
    for (const bool one : receipt.added)
        added.append(one);
    return {{"sequence", qint64(receipt.sequence)}, {"hash", qstr(toHex(receipt.hash))}, {"outcome", receipt.outcome}, {"added", added}};
}

Result<Receipt> receiptFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    Receipt receipt;
    receipt.sequence = Sequence(fields.integer("sequence", 1, largestSequence));
    receipt.hash = fields.digest("hash");
    receipt.outcome = fields.object("outcome");
    for (const QJsonValue one : fields.array("added", 1000))
        receipt.added.push_back(one.toBool());
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return receipt;
}

} // namespace hufu
