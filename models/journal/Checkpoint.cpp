// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/Checkpoint.h"

#include "models/base/CanonicalJson.h"

namespace hufu {
namespace {

constexpr std::size_t largest = 4096;

} // namespace

std::string checkpointPreimage(const Checkpoint &checkpoint)
{
    return "{\"hash\":\"" + toHex(checkpoint.hash) + "\",\"house\":\"" + toHex(checkpoint.house) + "\",\"sequence\":"
        + std::to_string(checkpoint.sequence) + ",\"time\":\"" + toIso(checkpoint.time) + "\"}";
}

Result<Checkpoint> signCheckpoint(Checkpoint checkpoint, const PrivateKey &authorityKey)
{
    Result<Bytes> signature = authorityKey.sign(viewOf(checkpointPreimage(checkpoint)));
    if (!signature)
        return fail(signature.error());
    checkpoint.signature = std::move(*signature);
    return checkpoint;
}

Result<void> verifyCheckpoint(const Checkpoint &checkpoint, BytesView authoritySpki)
{
    Result<bool> good = verifySignature(authoritySpki, viewOf(checkpointPreimage(checkpoint)), checkpoint.signature);
    if (!good)
        return fail(good.error());
    if (!*good)
        return fail(ErrorCode::CheckpointMismatch,
                    "the signature of checkpoint " + std::to_string(checkpoint.sequence) + " is not the authority's");
    return {};
}

std::string encodeCheckpoint(const Checkpoint &checkpoint)
{
    std::string text = checkpointPreimage(checkpoint);
    text.insert(text.find(",\"time\":"), ",\"signature\":\"" + toBase64(checkpoint.signature) + "\"");
    return text;
}

Result<Checkpoint> decodeCheckpoint(BytesView bytes)
{
    Result<QJsonObject> object = parseJsonObject(bytes, false, largest);
    if (!object)
        return fail(object.error());
    Checkpoint checkpoint;
    const Result<Sha256> hash = sha256FromHex(utf8(object->value("hash").toString()));
    const Result<Sha256> house = sha256FromHex(utf8(object->value("house").toString()));
    const Result<Instant> time = fromIso(utf8(object->value("time").toString()));
    Result<Bytes> signature = fromBase64(utf8(object->value("signature").toString()));
    const double sequence = object->value("sequence").toDouble();
    if (!hash || !house || !time || !signature || sequence < 1 || sequence > 9007199254740991.0 || object->size() != 5)
        return fail(ErrorCode::Malformed, "not a checkpoint");
    checkpoint.hash = *hash;
    checkpoint.house = *house;
    checkpoint.time = *time;
    checkpoint.sequence = static_cast<Sequence>(sequence);
    checkpoint.signature = std::move(*signature);
    if (encodeCheckpoint(checkpoint) != textOf(bytes))
        return fail(ErrorCode::Malformed, "the checkpoint is not in canonical form (RFC 8785)");
    return checkpoint;
}

} // namespace hufu
