// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CarriedCommands.h"

#include "models/domain/JournalPage.h"
#include "models/pki/Container.h"
#include "models/pki/PemReader.h"

namespace hufu {
namespace {

constexpr std::string_view commandLabel = "CMS", blobsLabel = "HUFU BLOBS";
constexpr std::size_t mostBlobs = 5000; ///< of one command

} // namespace

std::string encodeCarried(std::span<const Delivery> commands)
{
    std::string text;
    for (const Delivery &command : commands) {
        text += toPem(command.signedCommand, commandLabel);
        if (!command.blobs.empty())
            text += toPem(encodeBlobs(command.blobs), blobsLabel);
    }
    return text;
}

Result<std::vector<Delivery>> decodeCarried(BytesView file)
{
    if (file.size() > largestCarriedFile)
        return fail(ErrorCode::TooLarge, "a file of " + std::to_string(file.size() >> 20) + " MiB");
    if (!file.empty() && file.front() == 0x30) // a SEQUENCE, which no text begins with that anybody wrote for this
        return std::vector<Delivery>{{Bytes(file.begin(), file.end()), {}}};
    std::vector<Delivery> commands;
    PemReader reader(textOf(file));
    for (PemBlock block; reader.next(block);) {
        if (block.label != commandLabel && block.label != blobsLabel)
            return fail(ErrorCode::Malformed, "block " + std::to_string(block.number) + ": a signed command was expected, not " + std::string(block.label.substr(0, 40)));
        Result<Bytes> body = decodeBody(block);
        if (!body)
            return fail(body.error());
        if (block.label == commandLabel) {
            if (commands.size() == mostCarried)
                return fail(ErrorCode::TooLarge, "more than " + std::to_string(mostCarried) + " commands");
            commands.push_back({std::move(*body), {}});
            continue;
        }
        Result<std::vector<Blob>> blobs = decodeBlobs(*body, mostBlobs);
        if (!blobs)
            return fail(blobs.error());
        if (commands.empty() || !commands.back().blobs.empty() || blobs->empty())
            return fail(ErrorCode::Malformed, "block " + std::to_string(block.number) + " belongs to no command");
        commands.back().blobs = std::move(*blobs);
    }
    if (commands.empty())
        return fail(ErrorCode::NothingFound, "no signed command in the file");
    return commands;
}

} // namespace hufu
