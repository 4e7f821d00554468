// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Outgoing.h"

#include "models/domain/CarriedCommands.h"
#include "models/domain/Pending.h"
#include "models/domain/Request.h"
#include "models/domain/RequestPolicy.h"
#include "models/domain/Rules.h"
#include "models/pki/CertificateRequest.h"
#include "models/pki/SignedData.h"
#include "models/store/AtomicFile.h"
#include "models/store/Outbox.h"

#include <algorithm>

namespace hufu {
namespace {

Result<QueuedCommand> findQueued(House &house, const std::string &id)
{
    Result<std::vector<QueuedCommand>> queued = house.read(readOutbox);
    if (!queued)
        return fail(queued.error());
    const auto found = std::ranges::find(*queued, id, &QueuedCommand::commandId);
    if (found == queued->end())
        return fail(ErrorCode::NotFound, "nothing of this id waits here; it may have been sent", id);
    return std::move(*found);
}

Result<void> remove(House &house, std::int64_t position)
{
    Result<Connection> connection = house.openForDerived();
    if (!connection)
        return fail(connection.error());
    return connection->transaction([&] { return removeQueued(*connection, position); });
}

/// A request that is not in the journal yet has its names in its CSR alone.
void nameRequest(const Command &command, EntryNames &names)
{
    const Result<RequestForm> form = command.kind == CommandKind::SubmitRequest ? requestFormFromJson(command.payload) : fail(ErrorCode::NotFound);
    const Result<CertificateRequest> csr = form ? readRequest(form->csr) : fail(form.error());
    if (!csr)
        return;
    const std::vector<std::string> asked = namesAskedFor(*csr);
    std::string title = asked.empty() ? csr->commonName : asked.front();
    for (std::size_t i = 1; i < asked.size(); ++i)
        title += ", " + asked[i];
    names.insert_or_assign(form->id, title);
}

Result<Command> commandIn(BytesView signedCommand)
{
    const Result<SignedContent> content = openSignedData(signedCommand);
    const Result<Command> outer = content ? decodeCommand(content->content) : fail(content.error());
    return outer ? orderedBy(*outer) : fail(outer.error());
}

/// One that waits, after what it would be refused without.
Result<std::vector<Delivery>> deliveriesFor(Connection &connection, const std::string &id)
{
    const Result<std::vector<QueuedCommand>> queued = readOutbox(connection);
    if (!queued)
        return fail(queued.error());
    const auto wanted = std::ranges::find(*queued, id, &QueuedCommand::commandId);
    if (wanted == queued->end())
        return fail(ErrorCode::NotFound, "nothing of this id waits here; it may have been sent", id);
    const Result<Command> command = commandIn(wanted->signedCommand);
    const QString emergency = command ? command->payload.value(QLatin1String("emergency")).toString() : QString();
    std::vector<Delivery> carried;
    for (auto one = queued->begin(); one != wanted && !emergency.isEmpty(); ++one) {
        const Result<Command> before = one->refusal ? fail(*one->refusal) : commandIn(one->signedCommand);
        if (before && before->kind == CommandKind::StartEmergency && before->payload.value(QLatin1String("id")).toString() == emergency)
            carried.push_back({one->signedCommand, {}});
    }
    Result<std::vector<Blob>> blobs = readQueuedBlobs(connection, wanted->position);
    if (!blobs)
        return fail(blobs.error());
    carried.push_back({wanted->signedCommand, std::move(*blobs)});
    return carried;
}

} // namespace

Result<std::vector<OutgoingCommand>> readOutgoing(Connection &connection)
{
    const Result<std::vector<QueuedCommand>> queued = readOutbox(connection);
    if (!queued)
        return fail(queued.error());
    std::vector<OutgoingCommand> outgoing;
    for (const QueuedCommand &one : *queued) {
        const Result<SignedContent> content = openSignedData(one.signedCommand);
        Result<Command> command = content ? decodeCommand(content->content) : fail(content.error());
        if (!command)
            continue;
        OutgoingCommand shown{one.commandId, std::move(*command), {}, {}, content->signers.size(), one.queued, one.refusal, one.tried};
        Entry entry;
        entry.kind = shown.command.kind;
        entry.subject = shown.about = subjectOf(shown.command);
        nameRequest(shown.command, shown.names);
        if (const Result<void> named = readEntryNames(connection, entry, shown.command.payload, shown.names); !named)
            return fail(named.error());
        outgoing.push_back(std::move(shown));
    }
    return outgoing;
}

Result<Command> orderedBy(const Command &command)
{
    if (command.kind != CommandKind::LeavePending)
        return command;
    const Result<PendingLeft> left = pendingLeftFromJson(command.payload);
    const Result<SignedContent> content = left ? openSignedData(left->command) : fail(left.error());
    return content ? decodeCommand(content->content) : fail(content.error());
}

Result<void> checkReplaceable(Connection &connection, const std::string &queued, const Command &by)
{
    const Result<std::vector<QueuedCommand>> outbox = readOutbox(connection);
    if (!outbox)
        return fail(outbox.error());
    const auto found = std::ranges::find(*outbox, queued, &QueuedCommand::commandId);
    if (found == outbox->end())
        return fail(ErrorCode::AlreadySent, "nothing of this id waits here; it was sent, or taken back", queued);
    const Result<Command> old = commandIn(found->signedCommand);
    if (!old)
        return fail(old.error());
    if (old->actor != by.actor)
        return fail(ErrorCode::NotPermitted, "only who signed a queued command replaces it", queued);
    if (old->kind != by.kind)
        return fail(ErrorCode::InvalidArgument, "what waits there is a " + old->kind + ", and is replaced by no " + by.kind, queued);
    return {};
}

Result<void> withdrawOutgoing(House &house, const std::string &id)
{
    const Result<QueuedCommand> queued = findQueued(house, id);
    return queued ? remove(house, queued->position) : fail(queued.error());
}

Result<void> exportOutgoing(House &house, const std::string &id, const std::string &path)
{
    const Result<std::vector<Delivery>> carried = house.read([&](Connection &connection) { return deliveriesFor(connection, id); });
    return carried ? writeFileAtomically(path, viewOf(encodeCarried(*carried)), Existing::Keep) : fail(carried.error());
}

Result<Receipt> redoOutgoing(House &house, const std::string &id, std::span<Token *const> cosigners)
{
    const Result<QueuedCommand> queued = findQueued(house, id);
    const Result<SignedContent> content = queued ? openSignedData(queued->signedCommand) : fail(queued.error());
    const Result<Command> command = content ? decodeCommand(content->content) : fail(content.error());
    if (!command)
        return fail(command.error());
    Result<std::vector<Blob>> blobs = house.read([&](Connection &connection) { return readQueuedBlobs(connection, queued->position); });
    if (!blobs)
        return fail(blobs.error());
    Result<Receipt> receipt = house.submit(command->kind.c_str(), command->payload, std::move(*blobs), cosigners, command->version);
    if (!isTaken(receipt))
        return receipt;
    if (const Result<void> removed = remove(house, queued->position); !removed)
        return fail(removed.error());
    return receipt;
}

} // namespace hufu
