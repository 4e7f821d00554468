// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as what a journal holds: a signed command, a command, a checkpoint, and the payloads of every kind.

#include "models/domain/Collection.h"
#include "models/domain/Command.h"
#include "models/domain/Founding.h"
#include "models/domain/Import.h"
#include "models/domain/Pending.h"
#include "models/domain/Rules.h"
#include "models/domain/Service.h"
#include "models/journal/Checkpoint.h"
#include "models/pki/SignedData.h"

#include <cstdlib>

using namespace hufu;

namespace {

void readPayload(const Command &command)
{
    (void)foundingFromJson(command.payload);
    (void)importFromJson(command.payload);
    (void)serviceFromJson(command.payload);
    (void)policyFromJson(command.payload);
    (void)collectionFromJson(command.payload);
    (void)pendingLeftFromJson(command.payload);
    (void)pendingWithdrawalFromJson(command.payload);
    (void)subjectOf(command);
    (void)decide({}, command, command.time);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const BytesView bytes(data, size);
    if (const Result<Command> command = decodeCommand(bytes)) {
        // One meaning has one encoding: what was accepted is written again byte for byte.
        const Result<std::string> again = encodeCommand(*command);
        if (!again || *again != textOf(bytes))
            std::abort();
        readPayload(*command);
    }
    if (const Result<Checkpoint> checkpoint = decodeCheckpoint(bytes)) {
        if (encodeCheckpoint(*checkpoint) != textOf(bytes))
            std::abort();
    }
    if (const Result<SignedContent> opened = openSignedData(bytes))
        (void)decodeCommand(opened->content);
    return 0;
}
